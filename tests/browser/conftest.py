"""The app as people use it: `unknot serve --demo` in a process of its own, and Chromium in front of it.

Every test here is slow, in the sense of the marker.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from unknot.web.demo.people import EMAIL, PASSWORD

HERE = Path(__file__).parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ACCESSIBILITY = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# Its own folder and passphrase: what other tests put into the environment must not reach the server.
STARTED = "import sys; from unknot.cli import main; main(sys.argv[1:])"


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def chromium() -> Browser:
    """A browser of the system."""
    named = os.environ.get("UNKNOT_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.fail(
            "These tests need Chromium, and there is none on the PATH. On Debian: apt-get install chromium. "
            "Elsewhere: say where it is in UNKNOT_CHROMIUM.",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> str:
    """The address of a running demo practice."""
    home = tmp_path_factory.mktemp("home")
    surroundings = {**os.environ, "UNKNOT_HOME": str(home)}
    command = [sys.executable, "-c", STARTED, "serve", "--demo", "--no-browser", "--port", "0"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=log, text=True)
        assert server.stdout is not None
        said = []
        for line in server.stdout:
            said.append(line)
            if (address := re.search(r"http://localhost:\d+", line)) is not None:
                break
        else:
            pytest.fail(f"the server ended: {said} {(home / 'log').read_text()}", pytrace=False)
        yield address[0]
        server.terminate()
        server.communicate(timeout=30)


def _is_complaint(message: ConsoleMessage) -> bool:
    """Whether the browser says that something is wrong; a form that was refused answers 422 on purpose."""
    return message.type == "error" and "status of 422" not in message.text


@pytest.fixture
def page(chromium: Browser) -> Page:
    """A page that fails the test when the browser complains about a script or a forbidden source."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    found = context.new_page()
    complaints: list[str] = []
    found.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
    found.on("pageerror", lambda error: complaints.append(str(error)))
    yield found
    context.close()
    assert complaints == []


@pytest.fixture
def staff_page(page: Page, demo: str) -> Page:
    """The owner of the demo practice, signed in."""
    page.goto(f"{demo}/log-in/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/today/")
    return page


@pytest.fixture
def phone(chromium: Browser) -> Page:
    """A phone, not enrolled yet."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def enrol(phone: Page, staff_page: Page, demo: str):
    """Enrols the phone by the link of a fresh code; the staff's page stays on the client's tab of phones."""

    def link(name: str) -> Page:
        staff_page.goto(f"{demo}/today/")
        staff_page.get_by_role("link", name=name).first.click()
        staff_page.get_by_role("link", name="Phone", exact=True).click()
        staff_page.get_by_role("button", name="Show a code").click()
        code = staff_page.locator(".big-code").inner_text()
        phone.goto(f"{demo}/enter/#{code}")
        phone.get_by_role("button", name="Use this phone").click()
        phone.wait_for_url("**/diary/")
        return phone

    return link


@pytest.fixture
def enrolled_phone(enrol) -> Page:
    """Mara's phone."""
    return enrol("Mara Lindqvist")


@pytest.fixture
def accessible():
    """Checks a page by axe with the tags of WCAG 2.2 AA."""

    def check(page: Page) -> None:
        found = Axe().run(page, options=ACCESSIBILITY).response["violations"]
        assert [(entry["id"], [node["html"] for node in entry["nodes"]]) for entry in found] == []

    return check


@pytest.fixture
def fits(accessible):
    """Checks a page of staff in light and dark, wide and narrow: accessible, and nothing to scroll sideways."""

    def check(page: Page) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for width in (1280, 320):
                page.set_viewport_size({"width": width, "height": 800})
                accessible(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.set_viewport_size({"width": 1280, "height": 800})

    return check
