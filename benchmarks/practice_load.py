"""How quickly the practice app answers under load: 500 clients with two years of diary, 16 users at once.

The server is `unknot serve` as people start it: one process, encrypted database, the worker learning in the background.
The users are threads of this process, on the same cores: what they take, the server does not get.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
from rich.console import Console
from rich.table import Table

PROCESSES = Path(__file__).parent / "processes"
PAGE, POST, TIMELINE, TODAY = "diary page", "diary post", "client's first tab", "today"
BUDGETS = {PAGE: 150, POST: 200, TIMELINE: 400, TODAY: 400}
SHARES = {PAGE: 0.4, POST: 0.3, TIMELINE: 0.2, TODAY: 0.1}
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|day|key)"[^>]*?value="([^"]*)"')
CHECKED_DAY = re.compile(r'<option value="([\d-]+)" selected|name="day" value="([\d-]+)"')
STARTED = "import sys; from unknot.cli import main; main(sys.argv[1:])"
WITHOUT_LEARNING = (
    "from unknot.web.serving import prepare; prepare(); from unknot.web.learning.worker import Worker; "
    "Worker.start = classmethod(lambda _, pages: None); "
)


@dataclass
class User:
    """One user with a connection that stays open, as a browser keeps it."""

    port: int
    practice: Mapping[str, Any]
    chance: random.Random
    pause: float
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    def go_on(self, until: float) -> None:
        """Do one thing after the other until a moment has come."""
        self.connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        doing: dict[str, Callable[[], None]] = {
            PAGE: self.look_at_diary,
            POST: self.write_entry,
            TIMELINE: self.look_at_client,
            TODAY: self.look_at_today,
        }
        while time.monotonic() < until:
            [what] = self.chance.choices(list(SHARES), list(SHARES.values()))
            try:
                doing[what]()
            except Exception as error:
                self.errors.append(f"{what}: {error!r}")
                self.connection.close()
            time.sleep(self.chance.expovariate(1 / self.pause) if self.pause else 0)

    def look_at_diary(self) -> None:
        """A client opens the diary."""
        self._ask(PAGE, "GET", "/diary/?change=1", self._phone())

    def write_entry(self) -> None:
        """A client answers; only the sending is timed."""
        phone = self._phone()
        page, cookies = self._ask("", "GET", "/diary/?earlier=1", phone)
        hidden = dict(HIDDEN.findall(page))
        said = {**hidden, "key": str(uuid.uuid4()), "pain": self.chance.randrange(11), "stress": 3, "note": "as usual"}
        day = CHECKED_DAY.search(page)
        said["day"] = next(filter(None, day.groups())) if day else said.get("day", "")
        self._ask(POST, "POST", "/diary/", f"{phone}; {cookies}", urlencode(said))

    def look_at_client(self) -> None:
        """A therapist opens a client; what is timed is the page behind the redirect."""
        number = self.chance.randrange(len(self.practice["staff"]))
        client = self.chance.choice(self.practice["clients"][number])
        self._ask(TIMELINE, "GET", self.practice["first_tab"].replace("CLIENT", client), self._staff(number))

    def look_at_today(self) -> None:
        """A therapist opens the first page."""
        self._ask(TODAY, "GET", "/today/", self._staff(self.chance.randrange(1, len(self.practice["staff"]))))

    def _phone(self) -> str:
        return f"{self.practice['device_cookie']}={self.chance.choice(self.practice['phones'])}"

    def _staff(self, number: int) -> str:
        return f"{self.practice['session_cookie']}={self.practice['staff'][number]}"

    def _ask(self, what: str, verb: str, path: str, cookies: str, body: str | None = None) -> tuple[str, str]:
        headers = {"Cookie": cookies, **({"Content-Type": "application/x-www-form-urlencoded"} if body else {})}
        start = time.perf_counter()
        self.connection.request(verb, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        took = time.perf_counter() - start
        wanted = 302 if verb == "POST" else 200
        if answer.status != wanted:
            raise RuntimeError(f"{verb} {path} answered {answer.status}")
        if what:
            self.times[what].append(took)
        given = answer.getheader("Set-Cookie", "")
        return text, given.split(";")[0]


@contextmanager
def serving(home: Path, *, learning: bool) -> Iterator[int]:
    """The practice app on a free port, with or without its worker."""
    code = STARTED if learning else WITHOUT_LEARNING + STARTED
    command = [sys.executable, "-c", code, "serve", "--no-browser", "--port", "0"]
    surroundings = {**os.environ, "UNKNOT_HOME": str(home), "UNKNOT_PASSPHRASE": "a benchmark"}
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=log, text=True)
        assert server.stdout is not None
        for line in server.stdout:
            if (found := re.search(r"http://localhost:(\d+)", line)) is not None:
                break
        else:
            raise RuntimeError((home / "log").read_text())
        try:
            yield int(found[1])
        finally:
            server.terminate()
            server.wait(60)


def make(home: Path, clients: int, days: int) -> dict[str, Any]:
    """A practice with long diaries."""
    surroundings = {**os.environ, "UNKNOT_HOME": str(home), "UNKNOT_PASSPHRASE": "a benchmark"}
    command = [sys.executable, str(PROCESSES / "big_practice.py"), str(clients), str(days)]
    done = subprocess.run(command, env=surroundings, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def first_tab(port: int, practice: Mapping[str, Any]) -> str:
    """The path of the tab that a click on a client opens."""
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    client = practice["clients"][0][0]
    cookie = f"{practice['session_cookie']}={practice['staff'][0]}"
    connection.request("GET", f"/clients/{client}/", headers={"Cookie": cookie})
    return str(connection.getresponse().getheader("Location")).replace(client, "CLIENT")


def load(port: int, practice: Mapping[str, Any], users: int, seconds: float, pause: float) -> Sequence[User]:
    """Let users work for some time."""
    people = [User(port, practice, random.Random(number), pause) for number in range(users)]
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=user.go_on, args=(until,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return people


def show(people: Sequence[User], seconds: float, title: str, console: Console) -> dict[str, Any]:
    """Print how long answers took, beside what is wanted."""
    table = Table(title=title)
    for heading in ("", "answers", "median ms", "p95 ms", "most ms", "wanted p95 ms"):
        table.add_column(heading, justify="left" if not heading else "right")
    found: dict[str, Any] = {}
    for what, budget in BUDGETS.items():
        times = np.array([took * 1000 for user in people for took in user.times[what]])
        if len(times):
            numbers = [float(np.percentile(times, share)) for share in (50, 95, 100)]
            table.add_row(what, str(len(times)), *(f"{number:.0f}" for number in numbers), str(budget))
            found[what] = {"answers": len(times), "median": numbers[0], "p95": numbers[1], "most": numbers[2]}
    console.print(table)
    errors = [error for user in people for error in user.errors]
    answers = sum(entry["answers"] for entry in found.values())
    console.print(f"{answers / seconds:.0f} timed answers a second, {len(errors)} errors {errors[:3] or ''}")
    return {"answers": found, "errors": len(errors)}


def main() -> None:
    """Make, serve, load, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=100, help="500 for the whole benchmark")
    parser.add_argument("--days", type=int, default=365, help="730 for the whole benchmark")
    parser.add_argument("--users", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        practice = make(home, given.clients, given.days)
        size = (home / "practice.db").stat().st_size / 1e6
        console.print(f"{given.clients} clients, {practice['entries']} entries, {size:.0f} MB encrypted")
        for learning in (True, False):
            with serving(home, learning=learning) as port:
                practice["first_tab"] = first_tab(port, practice)
                load(port, practice, 2, 3, 0)
                for pause, words in ((1.0, "who pause for a second on average"), (0.0, "who never pause")):
                    people = load(port, practice, given.users, given.seconds, pause)
                    title = f"{given.users} users {words}; the worker {'learns' if learning else 'rests'}"
                    show(people, given.seconds, title, console)
        console.print(f"load of the machine: {os.getloadavg()[0]:.1f} processes wanted a core in the last minute")


if __name__ == "__main__":
    main()
