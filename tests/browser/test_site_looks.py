"""The main states of the site, held against pictures that people have approved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Opener
from tests.browser.looks import compare
from tests.browser.site_story import write_site

NARROW = {"viewport": {"width": 390, "height": 844}}
STATES: dict[str, tuple[str, dict[str, Any]]] = {
    "start": ("index.html", {}),
    "start-dark": ("index.html", {"color_scheme": "dark"}),
    "body": ("ting/styregruppen.html#omegnen", {}),
    "body-narrow": ("ting/styregruppen.html#omegnen", NARROW),
    "body-outside": ("ting/temagruppen.html?dato=2018-01-01", {}),
    "agreement": ("ting/faelles.html?dato=2016-10-01", {}),
    "approvals": ("hvem-godkender.html", {}),
    "document": ("ting/900.html#l7", {}),
    "process": ("ting/vejen.html#trin", {}),
    "process-narrow": ("ting/vejen.html#trin", NARROW),
    "changes": ("aendringer.html", {}),
    "unsettled": ("uafklaret.html", {}),
    "scenario": ("scenarier/nedlaegges.html", {}),
    "search": ("alt.html", {}),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("fortaelling"))


@pytest.mark.parametrize("state", STATES)
def test_the_site_looks_as_approved(watched: Opener, site: Path, state: str) -> None:
    address, options = STATES[state]
    seen = watched(reduced_motion="reduce", locale="da-DK", **options)
    seen.page.goto(f"{site.as_uri()}/{address}")
    if state == "search":
        seen.page.fill("#soeg", "styregruppen")
        seen.page.locator("#fundet [role=option]").first.wait_for()
    compare(seen.page, watched().page, f"site-{state}")
    assert seen.faults == []
