"""5,000 clients write their evening page into one clinic: PostgreSQL, gunicorn and a worker on the cores of a machine.

Arrivals do not wait for answers, as people do not: at each rate visits come at random moments, and how long an answer
took counts from when it was asked for. A visit is what a phone does: the page with the files it needs (unchanged since
yesterday), a few seconds of thought, the sending, the page that says so. Every client writes once; those left after the
last rate come as fast as the server takes them. Then it is counted in the database whether every page is there, and
some of them are learned from.

PostgreSQL is started for this alone and keeps its usual care (fsync). The users are threads of this process, on the
same cores: what they take, the server does not get.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
import psutil
from practice_load import CHECKED_DAY, HIDDEN, PAGE, PROCESSES, STARTED
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "web"))
from postgres_server import programs, server

POST, WRITTEN, FILES = "sending", "page after it", "file, unchanged"
KINDS = (PAGE, POST, WRITTEN, FILES)
HOST = "clinic.example"
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
THOUGHT_SECONDS = (1.0, 4.0)
DIARIES = 10
"""Different virtual diaries, which the clients share."""
AT_ONCE = 16
"""Users who come as fast as the server takes them."""


@dataclass
class Evening:
    """What the visits need and leave."""

    port: int
    practice: Mapping[str, Any]
    seconds: float = 0.0
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    def look(self, number: int) -> tuple[str, str]:
        """One client opens the diary: the page, and the cookie that its form needs."""
        return self._ask(PAGE, "GET", "/diary/", self._phone(number))

    def visit(self, number: int, thought: float) -> None:
        """One client's evening; whatever goes wrong is an error."""
        phone, chance = self._phone(number), random.Random(number)
        try:
            page, cookie = self.look(number)
            for path in dict.fromkeys(LINKED.findall(page)):
                self._ask(FILES, "GET", path, phone)
            time.sleep(thought)
            said = dict(HIDDEN.findall(page)) | {"key": str(uuid.uuid4()), "note": "as usual"}
            day = CHECKED_DAY.search(page)
            said["day"] = next(filter(None, day.groups())) if day else said.get("day", "")
            said |= {name: str(chance.randrange(11)) for name in ("pain", "sleep_quality", "stress", "mood")}
            self._ask(POST, "POST", "/diary/", f"{phone}; {cookie}", urlencode(said))
            self._ask(WRITTEN, "GET", "/diary/", phone)
        except Exception as error:
            self.errors.append(f"client {number}: {error!r}")

    def _phone(self, number: int) -> str:
        return f"{self.practice['device_cookie']}={self.practice['phones'][number]}"

    def _ask(self, what: str, verb: str, path: str, cookies: str, body: str | None = None) -> tuple[str, str]:
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Cookie": cookies, "Connection": "close"}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://{HOST}/diary/"}
        if what == FILES:
            headers["If-Modified-Since"] = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(verb, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        took = time.perf_counter() - start
        if answer.status != {POST: 302, FILES: 304}.get(what, 200):
            raise RuntimeError(f"{verb} {path} answered {answer.status}")
        self.times[what].append(took)
        return text, answer.getheader("Set-Cookie", "").split(";")[0]


@dataclass(frozen=True)
class Spent:
    """Processor seconds of everybody who takes part."""

    by: Mapping[str, float]

    def since(self, before: Spent) -> dict[str, float]:
        """What was spent in between."""
        return {name: seconds - before.by[name] for name, seconds in self.by.items()}


def spent(processes: Mapping[str, psutil.Process]) -> Spent:
    """Processor seconds of processes with their children, those that ended included."""
    found: dict[str, float] = {}
    for name, first in processes.items():
        total = 0.0
        for process in [first, *first.children(recursive=True)]:
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system + times.children_user + times.children_system
        found[name] = total
    return Spent(found | {"users": sum(os.times()[:2])})


def at_a_rate(port: int, practice: Mapping[str, Any], numbers: Sequence[int], rate: float) -> Evening:
    """Visits at random moments, so many a second on average, whatever the server does."""
    evening, chance = Evening(port, practice), random.Random(len(numbers))
    threads: list[threading.Thread] = []
    begun = moment = time.monotonic()
    for number in numbers:
        moment += chance.expovariate(rate)
        time.sleep(max(0.0, moment - time.monotonic()))
        thread = threading.Thread(target=evening.visit, args=(number, chance.uniform(*THOUGHT_SECONDS)))
        thread.start()
        threads.append(thread)
    evening.seconds = time.monotonic() - begun
    for thread in threads:
        thread.join()
    return evening


def as_fast_as_it_goes(port: int, practice: Mapping[str, Any], numbers: Sequence[int]) -> Evening:
    """Some users at once who never think, one visit after the other."""
    evening, left, lock = Evening(port, practice), iter(numbers), threading.Lock()

    def go_on() -> None:
        while True:
            with lock:
                number = next(left, None)
            if number is None:
                return
            evening.visit(number, 0.0)

    threads, begun = [threading.Thread(target=go_on) for _ in range(AT_ONCE)], time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    evening.seconds = time.monotonic() - begun
    return evening


@contextmanager
def clinic(surroundings: Mapping[str, str], workers: int, threads: int, log: Path) -> Iterator[tuple[int, int]]:
    """Gunicorn as docs/clinic.md starts it, on a free port; the port and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "unknot.web.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(workers), "--threads", str(threads), "--timeout", "60", "--worker-tmp-dir", "/dev/shm"]
    with log.open("w") as file:
        pages = subprocess.Popen(command, env=surroundings, stdout=file, stderr=file)
        try:
            _wait(port)
            yield port, pages.pid
        finally:
            pages.terminate()
            pages.wait(60)


@contextmanager
def learning(surroundings: Mapping[str, str], wanted: bool) -> Iterator[int | None]:
    """`unknot work` beside the pages, or nothing."""
    if not wanted:
        yield None
        return
    worker = subprocess.Popen([sys.executable, "-c", STARTED, "work"], env=surroundings, stdout=subprocess.DEVNULL)
    try:
        yield worker.pid
    finally:
        worker.terminate()
        worker.wait(120)


def show(evening: Evening, title: str, used: Mapping[str, float], console: Console) -> None:
    """Print how long answers took, and what they cost."""
    table = Table(title=title, title_justify="left")
    for heading in ("", "answers", "median ms", "p95 ms", "most ms"):
        table.add_column(heading, justify="left" if not heading else "right")
    for what in KINDS:
        times = np.array(evening.times[what]) * 1000
        if len(times):
            table.add_row(what, str(len(times)), *(f"{np.percentile(times, share):.0f}" for share in (50, 95, 100)))
    console.print(table)
    visits = max(1, len(evening.times[WRITTEN]))
    cost = ", ".join(f"{name} {1000 * value / visits:.0f}" for name, value in used.items())
    console.print(
        f"{visits / evening.seconds:.1f} visits a second came, {len(evening.errors)} errors {evening.errors[:2] or ''}"
    )
    console.print(
        f"processor ms a visit: {cost}; {os.getloadavg()[0]:.1f} processes wanted a core in the last minute\n"
    )


def ask(script: str, surroundings: Mapping[str, str], *given: object) -> Any:
    """Run a script of `processes` and read what it says."""
    command = [sys.executable, str(PROCESSES / script), *map(str, given)]
    done = subprocess.run(command, env=surroundings, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")


def main() -> None:
    """Make, serve, visit, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=300, help="5000 for the whole benchmark")
    parser.add_argument("--days", type=int, default=30, help="90 for the whole benchmark")
    parser.add_argument("--rates", default="2.5,10", help="visits a second, one after the other")
    parser.add_argument("--seconds", type=float, default=8, help="how long at each rate; 25 for the whole benchmark")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--learning", action="store_true", help="let `unknot work` learn meanwhile")
    parser.add_argument("--learned", type=int, default=10, help="how many to learn from; 100 for the whole benchmark")
    given = parser.parse_args()
    console, found = Console(), programs()
    if found is None:
        console.print("There is no PostgreSQL here; on Debian: apt-get install postgresql")
        return
    with tempfile.TemporaryDirectory() as folder, server(found, careful=True) as address:
        surroundings = {**os.environ, "UNKNOT_HOME": folder, "UNKNOT_DATABASE_URL": address, "UNKNOT_HOSTS": HOST}
        began = time.monotonic()
        practice = ask("big_practice.py", surroundings, given.clients, given.days, DIARIES)
        console.print(
            f"{given.clients} clients, {practice['entries']} entries, made in {time.monotonic() - began:.0f} s"
        )
        log, database = Path(folder) / "log", _postmaster(address)
        with (
            clinic(surroundings, given.workers, given.threads, log) as (port, pages),
            learning(surroundings, given.learning) as worker,
        ):
            taking_part = {"gunicorn": psutil.Process(pages), "PostgreSQL": database}
            if worker is not None:
                taking_part["worker"] = psutil.Process(worker)
            warm_up(port, practice, given.workers * given.threads)
            first = 0
            for rate in (float(rate) for rate in given.rates.split(",")):
                last = min(first + round(rate * given.seconds), given.clients)
                before = spent(taking_part)
                evening = at_a_rate(port, practice, range(first, last), rate)
                show(evening, f"{rate:g} visits a second", spent(taking_part).since(before), console)
                first = last
            before = spent(taking_part)
            evening = as_fast_as_it_goes(port, practice, range(first, given.clients))
            show(evening, "as fast as it goes", spent(taking_part).since(before), console)
        console.print(ask("evening_found.py", surroundings))
        console.print(f"{log.read_text().count('ERROR')} errors in gunicorn's log")
        show_learning(ask("learning.py", surroundings, given.learned), given.clients, console)


def warm_up(port: int, practice: Mapping[str, Any], times: int) -> None:
    """Let every process answer once: its first page takes most of a second, and evenings begin without one."""
    evening = Evening(port, practice)
    for number in range(times):
        evening.look(number)


def show_learning(seconds: Sequence[float], clients: int, console: Console) -> None:
    """Print what learning from one client costs, and what a night costs from that."""
    mean = float(np.mean(seconds))
    console.print(
        f"{len(seconds)} clients learned from: {mean:.2f} processor seconds each on average, median "
        f"{np.median(seconds):.2f}, most {max(seconds):.2f}; {clients} of them {clients * mean / 60:.0f} minutes; "
        f"{os.getloadavg()[0]:.1f} processes wanted a core in the last minute"
    )


def _postmaster(address: str) -> psutil.Process:
    """The first process of the PostgreSQL that listens at an address."""
    port = f"port={address.rsplit(':', 1)[1].split('/')[0]}"
    [found] = [one for one in psutil.process_iter(["cmdline"]) if port in (one.info["cmdline"] or ())]
    return found


if __name__ == "__main__":
    main()
