from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from orgraph.index import MemoryIndex
from orgraph.organisation import Organisation
from orgraph.seed.reader import read_seed
from orgraph.site.build import build_site
from orgraph.stemming import stem
from orgraph.vocabulary import Reads
from tests.browser.axe import violations
from tests.browser.conftest import Opener, Watched
from tests.browser.organisations import PAYLOADS, hostile
from tests.conftest import SEED
from tests.test_text_matching import CODES, FOLDED, HELD

AGREEMENT = "ting/faelles-samarbejdsaftaler-type-a.html"
PAGES = (
    "index.html", AGREEMENT, "ting/sundhedsstyregruppen-rm.html", "ting/001.html", "ting/proces-utilsigtede-haendelser.html", "ting/aendring-001-01.html",
    "ting/o017.html", "hvem-godkender.html", "hvem-har-ansvaret.html", "vejen-op.html", "hvem-udpeger.html", "aendringer.html", "uafklaret.html",
    "dokumenter.html", "alt.html", "soeg.html", "om.html", "scenarier.html", "kort.html",
)  # fmt: skip


@pytest.fixture
def site(real_site: Path) -> Path:
    """The site of the real seed."""
    return real_site


def go(seen: Watched, site: Path, address: str, query: str = "") -> Page:
    path, _, anchor = address.partition("#")
    seen.page.goto((site / path).as_uri() + query + (f"#{anchor}" if anchor else ""))
    return seen.page


# ---- In one minute, without help
def test_a_stranger_finds_who_approves_on_which_sentence_and_what_changed(
    watched: Opener, site: Path
) -> None:
    seen = watched()
    page = go(seen, site, "index.html")
    page.fill("#dag", "2016-10-01")
    page.locator("#soeg").press_sequentially("fælles samarbejdsaftale")
    page.locator("#fundet [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/faelles-samarbejdsaftaler-type-a.html?dato=2016-10-01")
    answer = page.locator("section:has(#approves) .period:visible")
    assert answer.count() == 1
    assert (
        "Sundhedsstyregruppen/Sundhedskoordinationsudvalget godkender Fælles samarbejdsaftaler (type A)."
        in answer.locator(".answer").inner_text()
    )
    deciding = answer.locator(".chain li", has_text="efter udarbejdelse og kommentering")
    deciding.locator("sup a").first.click()
    source = page.locator(".sources li:target")
    assert (
        "godkender Sundhedsstyregruppen/Sundhedskoordinationsudvalget aftalen"
        in source.inner_text()
    )
    source.locator("a").first.click()
    page.wait_for_url("**/001.html?dato=2016-10-01#l203")
    page.locator("li:target mark").first.wait_for()
    page.click("text=Ændringer")
    assert (
        "Samarbejdsorganisationen i regi af sundhedsaftalen tilpasses"
        in page.locator("#d2016-09-01").inner_text()
    )
    assert seen.faults == []


def test_the_start_page_leads_to_the_changes_of_a_day(watched: Opener, site: Path) -> None:
    page = go(watched(), site, "index.html")
    page.click("text=1. september 2016")
    page.wait_for_url("**/aendringer.html#d2016-09-01")
    page.locator("#d2016-09-01").wait_for()
    assert "Temagrupperne nedlægges" in page.locator("#d2016-09-01").inner_text()


def test_a_body_is_found_on_the_map_on_the_chosen_day_and_the_map_leads_back(
    watched: Opener, site: Path
) -> None:
    seen = watched()
    page = go(seen, site, "ting/sundhedsstyregruppen-rm.html", "?dato=2016-10-01")
    page.click("text=Vis på kortet")
    page.wait_for_url("**/kort.html#sundhedsstyregruppen-rm?dag=2016-10-01")
    assert "Sundhedsstyregruppen" in page.locator("#_sheet h2").inner_text().replace("\u00ad", "")
    assert "1. oktober 2016" in page.locator("body").inner_text()
    page.click("text=Læs svarene")
    page.wait_for_url("**/ting/sundhedsstyregruppen-rm.html?dato=2016-10-01")
    page.click("nav >> text=Kort")
    page.wait_for_url("**/kort.html#?dag=2016-10-01")
    page.click("h1 a")
    page.wait_for_url("**/index.html")
    assert seen.faults == []


def test_a_body_that_has_ended_is_found_on_the_map_on_its_last_day(
    watched: Opener, site: Path
) -> None:
    seen = watched()
    page = go(seen, site, "ting/temagruppe-traening-rm.html")
    page.click("text=Vis på kortet")
    page.wait_for_url("**/kort.html#temagruppe-traening-rm?dag=2016-08-31")
    assert page.locator("#_notice").is_hidden()
    assert seen.faults == []


# ---- Offline
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_asks_for_anything_or_says_anything_on_the_console(
    watched: Opener, site: Path, scheme: str
) -> None:
    seen = watched(color_scheme=scheme)
    for address in PAGES:
        page = go(seen, site, address, "?dato=2016-10-01")
        if page.locator("#soeg").count():
            page.fill("#soeg", "udvalg")
            page.locator("#fundet [role=option]").first.wait_for()
    assert seen.faults == []


def test_a_network_that_never_answers_delays_nothing(watched: Opener, site: Path) -> None:
    def never(held: Route) -> None:
        if held.request.url.startswith("file:"):
            held.continue_()

    seen = watched(offline=False)
    seen.page.route("**/*", never)
    go(seen, site, "index.html")
    assert seen.page.locator("h1").is_visible()
    assert seen.faults == []


# ---- Hostile text
def test_hostile_text_runs_nowhere(watched: Opener, tmp_path: Path) -> None:
    found = hostile()
    reads = Reads("", ("godkender", "refererer-til"), ("godkender",), ("godkender",))
    names = ("approves", "responsible", "implements", "appoints", "history", "impact")
    words = found.vocabulary._replace(
        questions={name: reads._replace(question=name) for name in names}
    )
    build_site(Organisation(words, MemoryIndex(found.list_facts())), tmp_path / "websted")
    seen = watched()
    for path in sorted(
        found for found in (tmp_path / "websted").rglob("*.html") if found.name != "kort.html"
    ):  # the map has tests of its own
        page = go(
            seen,
            tmp_path / "websted",
            path.relative_to(tmp_path / "websted").as_posix(),
            "?dato=2016-10-01&q=<img src=x onerror=window.__xss=1>",
        )
        for text in PAYLOADS[:3]:
            page.fill("#soeg", text)
            page.wait_for_timeout(20)
        assert page.evaluate("window.__xss") is None
        assert page.locator("script:not([src]), iframe, img, main svg").count() == 0
    assert seen.faults == []


def test_an_injected_script_is_refused(watched: Opener, site: Path) -> None:
    page = go(watched(), site, "index.html")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.__xss = 1'; document.body.append(s); }"
    )
    assert page.evaluate("window.__xss") is None


# ---- Accessibility
LONG = (
    "hvem-har-ansvaret.html",
    "vejen-op.html",
    "hvem-udpeger.html",
    "uafklaret.html",
    "alt.html",
)


@pytest.mark.parametrize(
    ("scheme", "size", "pages"),
    [
        ("light", (1440, 900), PAGES),
        ("dark", (390, 844), PAGES),
        ("dark", (1440, 900), [address for address in PAGES if address not in LONG]),
        ("light", (390, 844), [address for address in PAGES if address not in LONG]),
    ],
)
def test_axe_finds_nothing_on_any_kind_of_page(
    watched: Opener, site: Path, scheme: str, size: tuple[int, int], pages: Sequence[str]
) -> None:
    seen = watched(
        color_scheme=scheme, bypass_csp=True, viewport={"width": size[0], "height": size[1]}
    )
    for address in pages:
        page = go(seen, site, address, "?dato=2016-10-01" if address == AGREEMENT else "")
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_axe_finds_nothing_while_searching(watched: Opener, site: Path) -> None:
    page = go(watched(bypass_csp=True), site, AGREEMENT)
    page.fill("#soeg", "klynge")
    page.locator("#fundet [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


def test_every_part_is_reached_by_keyboard(watched: Opener, site: Path) -> None:
    page = go(watched(), site, AGREEMENT)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className || document.activeElement.getAttribute('href')"
            )
        )
    assert {"skip", "soeg", "dag", "i-dag", "altid", "../hvem-godkender.html"} <= reached


# ---- The date
def shown(page: Page) -> list[str]:
    return page.locator("section:has(#approves) .period:visible h3").all_inner_texts()


def test_the_date_filters_the_answers_and_stands_in_the_address(
    watched: Opener, site: Path
) -> None:
    page = go(watched(), site, AGREEMENT)
    assert len(shown(page)) == 2
    page.fill("#dag", "2016-10-01")
    assert shown(page) == ["Fra 1. september 2016 til 1. juli 2022"]
    assert "dato=2016-10-01" in page.url
    assert "dato=2016-10-01" in str(page.locator(".crumbs a").first.get_attribute("href"))
    page.click("#altid")
    assert len(shown(page)) == 2
    assert "dato" not in page.url


def test_a_day_without_an_answer_says_so(watched: Opener, site: Path) -> None:
    page = go(watched(), site, AGREEMENT, "?dato=2010-01-01")
    assert shown(page) == []
    assert (
        "På den valgte dag er der intet svar. Det første gælder fra 1. september 2016"
        in page.locator("section:has(#approves)").inner_text()
    )
    assert "findes ikke på den valgte dag" in page.locator("#uden-for").inner_text()


@pytest.mark.parametrize("day", ["2016-13-99", "2015-02-29", "<img>", "i går", ""])
def test_a_date_that_is_none_shows_everything(watched: Opener, site: Path, day: str) -> None:
    seen = watched()
    assert len(shown(go(seen, site, AGREEMENT, f"?dato={day}"))) == 2
    assert seen.faults == []


# ---- Without JavaScript
def test_without_javascript_everything_is_shown_with_its_dates(
    watched: Opener, site: Path
) -> None:
    page = go(watched(java_script_enabled=False), site, AGREEMENT, "?dato=2016-10-01")
    assert len(shown(page)) == 2
    assert not page.locator("#soeg").is_visible()
    assert page.locator(".sources li").first.is_visible()


# ---- Search
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sundhedsstyregruppens", "Sundhedsstyregruppen"),
        ("faelles samarbejdsaftaler", "Fælles samarbejdsaftaler (type A)"),
        ("kobenhavn", "Københavns Kommune"),
        ("SDCA", "Steno Diabetes Center Aarhus"),
        ("K\u00d8BENHAVNS\u00a0kommune", "Københavns Kommune"),
        (unicodedata.normalize("NFD", "københavns"), "Københavns Kommune"),
        ("“Sundhedsstyregruppen”", "Sundhedsstyregruppen"),
        ("kommentering godkender", "Efter udarbejdelse og kommentering godkender"),
    ],
)
def test_search_finds_what_people_write(
    watched: Opener, site: Path, typed: str, first: str
) -> None:
    page = go(watched(), site, "alt.html")
    page.fill("#soeg", typed)
    page.locator("#fundet [role=option]").first.wait_for()
    assert any(
        first in text for text in page.locator("#fundet [role=option]").all_inner_texts()[:3]
    )


def test_the_arrow_up_begins_at_the_last_hit_and_goes_round(watched: Opener, site: Path) -> None:
    page = go(watched(), site, "alt.html")
    page.fill("#soeg", "klynge")
    hits = page.locator("#fundet [role=option]")
    hits.first.wait_for()
    last = hits.count() - 1
    assert last > 1
    seen = []
    for key in ("ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
        seen.append([found.get_attribute("aria-selected") for found in hits.all()].index("true"))
    assert seen == [last, last - 1, last, 0]


def test_nothing_found_is_said(watched: Opener, site: Path) -> None:
    page = go(watched(), site, "alt.html")
    page.fill("#soeg", "xyzzyx")
    page.locator("#fundet .none").wait_for()
    assert "Intet fundet for »xyzzyx«" in page.locator("#fundet").inner_text()


def test_all_hits_are_listed_on_a_page_of_their_own(watched: Opener, site: Path) -> None:
    page = go(watched(), site, AGREEMENT)
    page.fill("#soeg", "klynge")
    page.keyboard.press("Enter")
    page.wait_for_url("**/soeg.html?q=klynge")
    page.locator("#alle-fund li").first.wait_for()
    assert page.locator("#alle-fund li").count() > 20
    page.locator("#alle-fund a").first.click()
    page.wait_for_url("**/ting/*")


def test_the_page_compares_words_as_the_program_does(watched: Opener, site: Path) -> None:
    seen = watched()
    page = go(seen, site, "index.html")
    assert page.evaluate("texts => texts.map(orgraphWords.fold)", list(FOLDED)) == list(
        FOLDED.values()
    )
    assert page.evaluate("texts => texts.map(orgraphWords.foldCode)", list(CODES)) == list(
        CODES.values()
    )
    assert page.evaluate(
        "cases => cases.map(([part, text]) => orgraphWords.holding(part)(text))", HELD
    ) == [held for *_, held in HELD]
    words = [word for text in FOLDED for word in re.findall(r"\w+", text)]
    assert page.evaluate("words => words.map(orgraphWords.stem)", words) == [
        stem(word) for word in words
    ]
    assert seen.faults == []


def test_the_page_stems_and_folds_as_the_program_does(watched: Opener, site: Path) -> None:
    texts = [node.name for node in read_seed(SEED).organisation.list_nodes()]
    words = sorted(
        {
            word
            for text in texts
            for word in "".join(c if c.isalnum() else " " for c in text.casefold()).split()
        }
    )
    page = go(watched(), site, "index.html")
    stems = page.evaluate(
        "words => words.map(word => orgraphWords.fold(orgraphWords.stem(word)))", words
    )
    assert [
        (word, found, stem(word))
        for word, found in zip(words, stems, strict=True)
        if found != stem(word)
    ] == []


# ---- Paper and lists
def test_the_page_prints_with_its_quotations(watched: Opener, site: Path) -> None:
    page = go(watched(), site, AGREEMENT)
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert page.locator(".sources q").first.is_visible()
    assert page.pdf(format="A4")[:4] == b"%PDF"


def test_a_filter_narrows_a_long_list(watched: Opener, site: Path) -> None:
    page = go(watched(), site, "hvem-har-ansvaret.html")
    every = page.locator("tbody tr:visible").count()
    page.fill("#filter", "temagruppen for traening")
    assert 0 < page.locator("tbody tr:visible").count() < every
