"""The published examples in a real Chromium, opened from the folder: the two questions are answered on the first page and where its links lead."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import Opener, Watched
from tests.conftest import ROOT

INDEX = (ROOT / "visualisations" / "index.html").as_uri()
PART = (ROOT / "visualisations" / "kort-region-hovedstaden-2023.html").as_uri()
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_everybody_can_use_the_first_page(
    watched: Opener, size: dict[str, int], scheme: Any
) -> None:
    seen = watched(viewport=size, color_scheme=scheme, bypass_csp=True)
    seen.page.goto(INDEX)
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(seen.page) == []


def test_the_first_page_asks_for_nothing_and_shows_a_picture_of_every_page(
    watched: Opener,
) -> None:
    seen = watched()
    seen.page.goto(INDEX)
    pictures = seen.page.locator(".examples > li svg")
    assert pictures.count() == seen.page.locator(".examples > li").count() > 0
    assert all(
        pictures.nth(number).evaluate("found => found.getBBox().width > 0")
        for number in range(pictures.count())
    )
    assert seen.faults == []


def test_who_approves_is_read_on_the_first_page_and_on_the_map_with_its_sentence(
    watched: Opener,
) -> None:
    seen = watched()
    seen.page.goto(INDEX)
    question = seen.page.locator(
        ".asked > li", has_text="Hvem godkender en fælles samarbejdsaftale i oktober 2016?"
    )
    assert "Sundhedsstyregruppen/Sundhedskoordinationsudvalget godkender" in _read(question)
    follow(seen, question.locator("a"))
    panel = seen.page.locator("#_panel")
    assert _read(panel.locator("#_sheet h2")) == "Fælles samarbejdsaftaler (type A)"
    assert "1. oktober 2016" in seen.page.locator("#_date").inner_text()
    approval = panel.locator("li", has_text="Sundhedskoordinationsudvalget").filter(
        has_text="efter udarbejdelse og kommentering"
    )
    approval.locator("summary").first.click()
    assert (
        "Efter udarbejdelse og kommentering godkender Sundhedsstyregruppen/Sundhedskoordinationsudvalget aftalen"
        in _read(approval.first)
    )
    assert seen.faults == []


def test_what_changed_on_1_september_is_read_on_the_map_and_in_the_scenario(
    watched: Opener,
) -> None:
    seen = watched()
    seen.page.goto(INDEX)
    question = seen.page.locator(
        ".asked > li", has_text="Hvad ændrede sig 1.\u00a0september 2016?"
    )
    assert "10 temagrupper" in _read(question)
    follow(seen, question.locator("a", has_text="Ændringerne på kortet"))
    assert seen.page.locator("[data-side='2']").get_attribute("aria-pressed") == "true"
    assert "Temagruppen for træning" in _read(seen.page.locator("#_changes"))
    seen.page.go_back()
    question.locator("a", has_text="Hvem der mister hvad").click()
    seen.page.wait_for_url("**/scenarie-2016.html#mister")
    assert seen.page.locator("#mister").is_visible()
    assert "Ny organisering pr. 1. september 2016" in _read(seen.page.locator("h1"))
    assert seen.faults == []


def follow(seen: Watched, link: Any) -> None:
    seen.open(link.evaluate("link => link.href"))


def _read(found: Any) -> str:
    words: str = found.inner_text()
    return words.replace("\u00ad", "").replace("\u200b", "").replace("\u00a0", " ")


# ---- The map of a part
def test_a_part_says_so_on_the_page_on_paper_and_in_a_picture(watched: Opener) -> None:
    seen = watched(accept_downloads=True)
    page = seen.open(PART)
    said = page.locator("#_part").inner_text()
    assert said.startswith("Udsnit: Region Hovedstaden. ")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert said in page.locator("#_paper figcaption").first.inner_text()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    with page.expect_download() as saved:
        page.click("#_svg")
    assert saved.value.suggested_filename == "region-hovedstaden-2023-06-01.svg"
    assert said in saved.value.path().read_text("utf-8")
    assert seen.faults == []


def test_a_part_does_not_say_that_a_matter_stops_where_it_may_lead_out(watched: Opener) -> None:
    seen = watched()
    page = seen.open(f"{PART}#politisk-sundhedsklynge-midt-rh?vis=vej")
    assert (
        "en sag kan også gå ad veje, der fører ud af det"
        in page.locator("#_way-answer").inner_text()
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_everybody_can_use_the_map_of_a_part(
    watched: Opener, size: dict[str, int], scheme: Any
) -> None:
    page: Page = watched(viewport=size, color_scheme=scheme, bypass_csp=True).open(PART)
    assert violations(page) == []
