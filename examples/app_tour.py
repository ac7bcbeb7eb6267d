"""The pictures of the guided tour, taken from the demo practice as it is: `python examples/app_tour.py docs/pictures`.

The practice is made anew in a temporary folder; names and bodies of its clients are fixed, its days end yesterday, so
that dates are those of the day on which the pictures were taken. Needs Chromium, and poppler for the report on paper.
A further step is a function that leads a page to what is to be seen and takes it, and its name in `STEPS`.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from unknot.model.virtual_client import Protocol, virtual_client
from unknot.web.demo.people import CLIENTS, EMAIL, PASSWORD

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
STARTED = "import sys; from unknot.cli import main; main(sys.argv[1:])"
LAPTOP, PHONE = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=844)
PATIENCE = 240_000
"""For the first fit on a slow computer [ms]."""
DOTS_AN_INCH = 75


@dataclass(frozen=True)
class Stage:
    """Where the tour takes place.

    Attributes:
        address: Of the demo practice.
        laptop: The therapist's page, signed in.
        phone: The page of Mara's phone, enrolled.
    """

    address: str
    laptop: Page
    phone: Page

    def client(self, name: str, path: str) -> Page:
        """A page about a client, on the laptop."""
        self.laptop.goto(f"{self.address}/today/")
        link = self.laptop.get_by_role("row", name=name).get_by_role("link", name=name).get_attribute("href")
        self.laptop.goto(f"{self.address}{link}{path}")
        return self.laptop


def today(stage: Stage) -> bytes:
    """Who needs a look."""
    stage.laptop.goto(f"{stage.address}/today/")
    return stage.laptop.screenshot()


def timeline(stage: Stage) -> bytes:
    """Mara's timeline, a further session tried."""
    page = stage.client("Mara Lindqvist", "timeline/")
    expect(page.get_by_text("that fades is gone in about")).to_be_visible(timeout=PATIENCE)
    with page.expect_response("**/ahead/", timeout=PATIENCE):
        page.get_by_role("button", name="Add a session").click()
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0)")
    return page.screenshot()


def session(stage: Stage) -> bytes:
    """Jonas's session, half filled in."""
    page = stage.client("Jonas Weber", "sessions/add/")
    for region in ("neck", "shoulder_left", "shoulder_right"):
        box = page.locator(f'input[value="{region}"]')
        if not box.is_checked():
            page.locator(f'[data-region="{region}"]').first.click()
    for group, number in (("Pain before", "6"), ("Pain after", "3")):
        scale = page.get_by_role("group", name=group)
        scale.get_by_role("radio", name=number, exact=True).check(force=True)
    _scroll_to(page, "Where?")
    return page.screenshot()


def intake(stage: Stage) -> bytes:
    """Tom's intake: a doctor looks first."""
    return stage.client("Tom Bright", "intake/").screenshot()


def plan(stage: Stage) -> bytes:
    """The best options for Mara, beside doing nothing."""
    page = stage.client("Mara Lindqvist", "plan/")
    page.get_by_label("Price of a session").fill("55")
    page.get_by_label("Price of a session").press("Enter")
    expect(page.locator("#option-0")).to_be_visible(timeout=PATIENCE)
    page.locator("#option-0").evaluate("place => place.scrollIntoView()")
    page.evaluate("window.scrollBy(0, -24)")
    return page.screenshot()


def trial(stage: Stage) -> bytes:
    """A trial of one for Ines, designed and sealed."""
    page = stage.client("Ines Pereira", "trial/")
    page.get_by_role("button", name="Design the trial").click()
    expect(page.get_by_role("button", name="We both agree: begin")).to_be_visible(timeout=PATIENCE)
    return page.screenshot()


def colleagues(stage: Stage) -> bytes:
    """Who works in the practice."""
    stage.laptop.goto(f"{stage.address}/colleagues/")
    return stage.laptop.screenshot()


def diary(stage: Stage) -> bytes:
    """An evening on the phone."""
    stage.phone.goto(f"{stage.address}/diary/")
    question = stage.phone.locator("[data-ask]:not([hidden])")
    question.locator("label", has_text=re.compile(r"^4$")).tap()
    stage.phone.get_by_role("button", name="Back").tap()
    stage.phone.evaluate("document.activeElement.blur()")
    return stage.phone.screenshot()


def relief(stage: Stage) -> bytes:
    """How long relief lasts, as Mara sees it."""
    stage.phone.goto(f"{stage.address}/mine/relief/")
    return stage.phone.screenshot()


def course(stage: Stage) -> bytes:
    """How pain went, as Mara sees it."""
    stage.phone.goto(f"{stage.address}/mine/relief/")
    _scroll_to(stage.phone, "How your pain went")
    return stage.phone.screenshot()


def why(stage: Stage) -> bytes:
    """Mara's own levels, an hour of massage pressed."""
    page = stage.client("Mara Lindqvist", "why/")
    page.wait_for_selector("[data-why].is-alive", timeout=PATIENCE)
    page.get_by_role("button", name="Massage, 60 min").click()
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)
    return page.locator("[data-why]").screenshot()


def evidence(stage: Stage) -> bytes:
    """A popular claim, looked up."""
    stage.laptop.goto(f"{stage.address}/evidence/?q=does+massage+raise+endorphins")
    return stage.laptop.screenshot()


def report(stage: Stage) -> bytes:
    """The first page of the report on paper."""
    page = stage.client("Mara Lindqvist", "report/")
    with page.expect_download(timeout=PATIENCE) as made:
        page.get_by_role("button", name="For the doctor").click()
    first_page = ["-png", "-singlefile", "-r", str(DOTS_AN_INCH)]
    return subprocess.run(["pdftoppm", *first_page, str(made.value.path())], check=True, capture_output=True).stdout


def caseload(stage: Stage) -> bytes:
    """A run over forty simulated clients, beside the five of the practice."""
    with tempfile.TemporaryDirectory() as place:
        run = _run_over_simulated_clients(Path(place))
        stage.laptop.goto(f"{stage.address}/caseload/add/")
        stage.laptop.get_by_label("Summary of the run").set_input_files(run / "summary.json")
        stage.laptop.get_by_label("What the clients share").set_input_files(run / "pooled.json")
        stage.laptop.get_by_role("button", name="Keep it").click()
    stage.laptop.goto(f"{stage.address}/caseload/")
    return stage.laptop.screenshot()


def export(stage: Stage) -> bytes:
    """In, out and erased."""
    return stage.client("Mara Lindqvist", "data/").screenshot()


STEPS: tuple[Callable[[Stage], bytes], ...] = (
    today,
    timeline,
    session,
    intake,
    plan,
    trial,
    diary,
    relief,
    course,
    why,
    evidence,
    report,
    colleagues,
    caseload,
    export,
)
"""In the order of the tour; each gives the picture `app_<name>.png`."""


def _run_over_simulated_clients(folder: Path) -> Path:
    """The folder of a run with what its clients share."""
    clients = {f"P{seed}": virtual_client(seed, Protocol(days=56, asked=("pain",))).record for seed in range(40)}
    answers = [(name, one.day, one.value) for name, client in clients.items() for one in client.responses]
    doses = [(name, one.day, one.intervention, one.minutes) for name, client in clients.items() for one in client.doses]
    _write(folder / "responses.csv", ("person", "time", "pain"), answers)
    _write(folder / "doses.csv", ("person", "time", "intervention", "minutes"), doses)
    command = [sys.executable, "-m", "unknot", "cohort", "fit", "responses.csv", "doses.csv", "--out", "fits", "--pool"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "fits"


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows((header, *rows))


def _scroll_to(page: Page, title: str) -> None:
    """Bring a part of the page to the top of the window."""
    place = page.get_by_text(title, exact=True).first
    place.evaluate("place => window.scrollTo(0, place.getBoundingClientRect().top + window.scrollY - 40)")


def _wait_until_learned(stage: Stage) -> None:
    """All records are learned from in the background; the pictures show what was learned."""
    for person in CLIENTS:
        page = stage.client(person.name, "timeline/")
        expect(page.locator("#as-of")).to_contain_text("As of", timeout=PATIENCE)


@contextmanager
def demo_practice(home: Path) -> Generator[str, None, None]:
    """The address of a demo practice that is served from a folder."""
    command = [sys.executable, "-c", STARTED, "serve", "--demo", "--no-browser", "--port", "0"]
    surroundings = {**os.environ, "UNKNOT_HOME": str(home), "UNKNOT_PASSPHRASE": "only for pictures"}
    server = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True)
    try:
        for line in server.stdout or ():
            if (address := re.search(r"http://localhost:\d+", line)) is not None:
                yield address[0]
                return
        raise SystemExit("The demo practice did not start.")
    finally:
        server.terminate()
        server.communicate(timeout=30)


@contextmanager
def stage_of(address: str) -> Generator[Stage, None, None]:
    """A therapist who is signed in, and Mara's phone enrolled."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        raise SystemExit("Chromium is needed. On Debian: apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        laptop = _page(browser, LAPTOP)
        laptop.goto(f"{address}/log-in/")
        laptop.get_by_label("E-mail").fill(EMAIL)
        laptop.get_by_label("Password").fill(PASSWORD)
        laptop.get_by_role("button", name="Go on").click()
        laptop.get_by_role("link", name="Mara Lindqvist").first.click()
        laptop.get_by_role("link", name="Phone").click()
        laptop.get_by_role("button", name="Show a code").click()
        phone = _page(browser, PHONE, mobile=True)
        phone.goto(f"{address}/enter/#{laptop.locator('.big-code').inner_text()}")
        phone.get_by_role("button", name="Use this phone").click()
        phone.wait_for_url("**/diary/")
        yield Stage(address, laptop, phone)
        browser.close()


def _page(browser: Browser, size: ViewportSize, *, mobile: bool = False) -> Page:
    """A page without motion."""
    page = browser.new_context(viewport=size, has_touch=mobile, is_mobile=mobile).new_page()
    page.emulate_media(reduced_motion="reduce", color_scheme="light")
    page.set_default_timeout(PATIENCE)
    return page


def main(folder: Path, wanted: set[str]) -> None:
    """Take the pictures of the tour.

    Args:
        folder: Where they go.
        wanted: The names of the steps; all of them where there is none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, demo_practice(Path(home)) as address, stage_of(address) as stage:
        _wait_until_learned(stage)
        for step in STEPS:
            if wanted and step.__name__ not in wanted:
                continue
            path = folder / f"app_{step.__name__}.png"
            size = path.write_bytes(step(stage))
            print(f"{path} {size}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"), set(sys.argv[2:]))
