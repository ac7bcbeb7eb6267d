"""Waiting until a phone's pages work without a network."""

from __future__ import annotations

from playwright.sync_api import Page

_CONTROLLED = """navigator.serviceWorker.ready.then(() => new Promise(done => navigator.serviceWorker.controller
    ? done() : navigator.serviceWorker.addEventListener("controllerchange", () => done())))"""


def wait_for_service_worker(phone: Page) -> None:
    """Wait until the service worker answers for the page.

    Not by `wait_for_function`: it tries again by evaluating text, which the app's content policy refuses.
    """
    phone.evaluate(_CONTROLLED)
