"""Waiting until a phone's pages work without a network."""

from __future__ import annotations

from playwright.sync_api import Page

_LONGEST_INSTALLATION = 60_000
"""How long the worker may take [millisecond]."""
_READY = f"""Promise.race([
    navigator.serviceWorker.ready.then(() => true),
    new Promise((done) => setTimeout(() => done(false), {_LONGEST_INSTALLATION}))])"""


def wait_for_service_worker(phone: Page) -> None:
    """Wait until the service worker has taken the parts of the diary; it then answers for the next page.

    Not until it controls the page that is open: a page that was asked for while the worker became active stays
    without it. Not by `wait_for_function`: it tries again by evaluating text, which the app's content policy refuses.
    """
    assert phone.evaluate(_READY), "the service worker was not installed"
