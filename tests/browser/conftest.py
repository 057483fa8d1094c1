"""A real Chromium, offline. When it is missing the tests fail: a map nobody has opened is not known to work."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from orgraph.dates import Span
from orgraph.maps.page import write_map
from orgraph.organisation import Organisation
from tests.browser.organisations import AFTER_DAY, DAY, reorganised, small

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
READY_WITHIN = 10_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )


@pytest.fixture(scope="session")
def small_map(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the map of the small organisation."""
    return write(small(), tmp_path_factory.mktemp("kort"))


@pytest.fixture(scope="session")
def scenario_map(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the map of the small organisation before and after a reorganisation."""
    return write(
        small(), tmp_path_factory.mktemp("scenarie"), after=(reorganised(), AFTER_DAY, "Prøven")
    )


def write(
    found: Organisation,
    folder: Path,
    day: Span = DAY,
    after: tuple[Organisation, Span, str] | None = None,
) -> str:
    write_map(found, day, folder / "kort.html", after)
    return (folder / "kort.html").as_uri()


class Watched:
    """A page, and everything it should not do: requests beyond its own file, words on the console, errors."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.faults.append(f"request: {url}")

    def open(self, url: str) -> Page:
        self.page.goto(url)
        for _ in range(READY_WITHIN // 50):
            if self.page.evaluate("window.kort?.ready === true"):
                self.page.wait_for_timeout(50)
                return self.page
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the page was not ready: {self.faults}")


Opener = Callable[..., Watched]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Opener]:
    """Makes watched pages in contexts of their own; options are those of a browser context."""
    contexts = []

    def make(**options: Any) -> Watched:
        context = browser.new_context(
            **{"offline": True, "viewport": {"width": 1440, "height": 900}, **options}
        )
        context.set_default_timeout(READY_WITHIN)
        contexts.append(context)
        return Watched(context.new_page())

    yield make
    for context in contexts:
        context.close()
