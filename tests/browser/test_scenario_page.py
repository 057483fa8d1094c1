"""The page about a scenario in a real Chromium: offline, without its script, filtered, printed, in light and dark, on a wall and on a telephone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from orgraph.organisation import Organisation
from orgraph.render.difference_report import build_report
from orgraph.scenario.difference import diff
from orgraph.scenario.reader import read_scenario
from orgraph.seed.reader import read_seed
from orgraph.site.scenario_page import difference_page
from tests.browser.axe import violations
from tests.browser.conftest import Opener
from tests.conftest import SEED, write_seed

SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]
STORY = """
bodies:
  - {id: a, name: Temagruppen for træning, kind: temagruppe}
  - {id: b, name: "Rådet <img src=x onerror=alert(1)>", kind: råd}
objectives:
  - {id: o1, name: Mål 1, basis: ordret, source: '900:2-3 "Styregruppen indstiller til udvalget"'}
  - {id: o2, name: Mål 2}
relations:
  - a ansvarlig-for o1: {basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
  - a ansvarlig-for o2: {}
  - b ansvarlig-for o2: {}
  - a følger-op-på o1: {}
  - a refererer-til b: {}
"""
DISSOLVE = "name: Prøven\non: 2016-09-01\nsteps:\n  - dissolve: a\n"
INHERIT = f"{DISSOLVE}  - transfer: {{relation: følger-op-på, from: a, to: b}}\n"


@pytest.fixture
def address(tmp_path: Path) -> str:
    """The page of a small scenario beside one in which somebody inherits."""
    organisation = read_seed(write_seed(tmp_path / "seed", STORY)).organisation
    scenarios = []
    for name, text in (("a", DISSOLVE), ("b", INHERIT)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        scenarios.append(read_scenario(tmp_path / f"{name}.yaml", organisation))
    (tmp_path / "forskel.html").write_text(
        difference_page(build_report(diff(organisation, *scenarios)), "Prøveorganisationen"),
        encoding="utf-8",
    )
    return (tmp_path / "forskel.html").as_uri()


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(list => { list.open = true })")


def test_a_maintainer_finds_the_objectives_that_lose_their_responsible_by_name_with_the_sentence(
    watched: Opener, real: Organisation, tmp_path: Path
) -> None:
    scenario = read_scenario(SEED / "scenarios" / "temagrupperne-nedlaegges.yaml", real)
    difference = diff(real, scenario)
    (tmp_path / "forskel.html").write_text(
        difference_page(build_report(difference), real.vocabulary.name), encoding="utf-8"
    )
    lost = [
        loss
        for loss in difference.losses[0]
        if loss.subject.kind == "målsætning"
        and loss.role == "ansvarlig-for"
        and not loss.remaining
    ]
    assert len(lost) > 40
    for size in SIZES:
        seen = watched(viewport=size)
        seen.page.goto((tmp_path / "forskel.html").as_uri())
        rows = seen.page.locator("details[open] tr.c-lost:has(.of:text-matches('^målsætning'))")
        texts = [" ".join(text.replace("\u00ad", "").split()) for text in rows.all_inner_texts()]
        assert len(texts) == len(lost)
        for loss, text in zip(lost, texts, strict=True):
            source = loss.lost[0].support.sources[0]
            assert " ".join(loss.subject.name.split()) in text
            assert source.quote in text
            assert f"{source.document}, linje {source.first}" in text
        assert rows.first.is_visible()
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert seen.faults == []


def test_the_page_reads_the_same_without_its_script(watched: Opener, address: str) -> None:
    texts = []
    for script in (True, False):
        seen = watched(java_script_enabled=script)
        seen.page.goto(address)
        seen.page.locator(
            "summary", has_text="Opgaver og målsætninger, som ingen svarer for"
        ).click()
        texts.append(
            seen.page.locator("main")
            .inner_text()
            .replace("\u00ad", "")
            .replace("Fold alle lister ud", "")
            .replace("Fold alle sammen", "")
        )
        assert seen.faults == []
    assert texts[0].split() == texts[1].split()
    assert "Temagruppen for træning" in texts[0]


def test_a_number_opens_into_its_list(watched: Opener, address: str) -> None:
    seen = watched()
    seen.page.goto(address)
    number = seen.page.locator("#tal-without-responsible")
    assert [text.split()[-1] for text in number.locator(".count").all_inner_texts()] == [
        "0",
        "1",
        "0",
        "1",
        "0",
    ]
    assert not number.locator("table").is_visible()
    number.locator("summary").click()
    assert number.locator("tbody tr").count() == 1
    assert "Mål 1" in number.locator("tbody tr").inner_text()
    assert seen.faults == []


def test_the_reader_chooses_columns_and_kinds_of_change(watched: Opener, address: str) -> None:
    seen = watched()
    page = seen.page
    page.goto(address)
    unfold(page)
    row = page.locator("section:has(#mister) tr.c-lost").first
    assert row.locator(".before").is_visible()
    page.check("#vis-after")
    assert not row.locator(".before").is_visible()
    assert row.locator(".after").first.is_visible()
    page.check("#vis-before")
    assert not row.locator(".after").first.is_visible()
    page.check("#vis-changes")
    assert page.locator(".p-same:visible, .c-kept:visible").count() == 0
    assert row.is_visible()
    page.uncheck("#slags-lost")
    assert page.locator(".c-lost:visible").count() == 0
    page.check("#slags-lost")
    page.check("#vis-both")
    assert page.locator(".c-kept:visible").count() > 0
    assert seen.faults == []


def test_every_change_is_told_in_words_beside_its_colour(watched: Opener, address: str) -> None:
    seen = watched()
    seen.page.goto(address)
    unfold(seen.page)
    assert (
        seen.page.locator(".lines tbody tr:not(:has(.word))").count()
        == seen.page.locator(
            "section:has(#aendringer-i-forhold) tr:has(td:first-child):not(:has(.word))"
        ).count()
    )
    assert all(
        text.strip()
        for text in seen.page.locator(".p-lost .word, .p-gained .word").all_inner_texts()
    )
    assert seen.page.locator(".p-lost:not(:has(.word)), .p-gained:not(:has(.word))").count() == 0


def test_hostile_text_runs_nowhere(watched: Opener, address: str) -> None:
    seen = watched()
    seen.page.goto(address)
    unfold(seen.page)
    assert "Rådet <img src=x onerror=alert(1)>" in seen.page.locator("main").inner_text().replace(
        "\u00ad", ""
    )
    assert seen.page.locator("img").count() == 0
    assert seen.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_everybody_can_use_the_page(
    watched: Opener, address: str, size: dict[str, int], scheme: Any
) -> None:
    seen = watched(viewport=size, color_scheme=scheme, bypass_csp=True)
    seen.page.goto(address)
    unfold(seen.page)
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(seen.page) == []


def test_on_paper_stand_the_lists_that_are_folded_out_and_not_the_choices(
    watched: Opener, address: str
) -> None:
    seen = watched()
    seen.page.goto(address)
    seen.page.emulate_media(media="print")
    assert not seen.page.locator(".tools").is_visible()
    assert seen.page.locator("section:has(#mister) table").first.is_visible()
    assert not seen.page.locator("#tal-without-responsible table").is_visible()
    few = len(seen.page.pdf())
    seen.page.emulate_media(media="screen")
    seen.page.click("#fold-ud")
    seen.page.emulate_media(media="print")
    assert seen.page.locator("#tal-without-responsible table").is_visible()
    assert len(seen.page.pdf()) > few
    seen.page.emulate_media(media="screen")
    seen.page.click("#fold-ind")
    assert seen.page.locator("main details[open]").count() == 0
    assert seen.faults == []
