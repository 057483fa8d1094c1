"""The lines beside the chart, the neighbourhood of a body, and before and after."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from orgraph.dates import parse_day
from orgraph.maps.backbone import find_parents, list_bodies, list_known
from orgraph.organisation import Organisation
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.browser.conftest import Opener, write
from tests.browser.organisations import (
    AFTER_DAY,
    DAY,
    body,
    many,
    organisation,
    relation,
    reorganised,
    small,
)
from tests.conftest import SEED

Corner = list[float]


# ---- Second parents
def second_parents(found: Organisation, day: str) -> set[tuple[str, str]]:
    view = View(found, parse_day(day))
    bodies = list_known(view, list_bodies(found))
    parents, shown = find_parents(view, bodies), {node.id for node in bodies}
    rising = [
        edge
        for node in bodies
        for edge in view.list_upward(node.id)
        if edge.target in shown and view.starts_known(edge.validity)
    ]
    usable = [
        edge
        for edge in rising
        if edge.status not in ("afvist", "foreslået", "ophørt") and edge.source != edge.target
    ]
    return {
        (edge.source, edge.target) for edge in usable if parents.get(edge.source) != edge.target
    }


def through_boxes(lines: list[dict[str, Any]], boxes: list[dict[str, Any]]) -> list[object]:
    """Pieces of lines that run through a box, the boxes at their ends too: a line stops at the side of a box."""
    pieces = [(line, one, other) for line in lines for one, other in pairwise(line["corners"])]
    return [
        (line["from"], line["to"], box["id"])
        for line, one, other in pieces
        for box in boxes
        if meets(one, other, box)
    ]


def meets(one: Corner, other: Corner, box: dict[str, Any]) -> bool:
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return bool(
        left < box["x"] + 196
        and right > box["x"]
        and top < box["y"] + box["height"]
        and bottom > box["y"]
    )


LINES = "() => kort.detours()"
BOXES = "() => kort.picture().boxes.map(({ id, x, y, height }) => ({ id, x, y, height }))"


def tangled() -> Organisation:
    """Many bodies with two and three parents, near and far, also upward in a circle."""
    facts = [body(f"b{number}", f"Udvalget for område {number}") for number in range(60)]
    chart = [relation(f"b{number} refererer-til b{(number - 1) // 3}") for number in range(1, 50)]
    others = [
        relation(f"b{number} indstiller-til b{(number * 7 + 3) % 60}")
        for number in range(0, 60, 2)
        if (number * 7 + 3) % 60 != number
    ]
    return organisation([*facts, *chart, *others])


@pytest.mark.parametrize("made", [tangled, small, lambda: many(142)])
def test_second_parents_are_drawn_round_the_boxes(
    watched: Opener, tmp_path: Path, made: Any
) -> None:
    page = watched().open(write(made(), tmp_path))
    lines = page.evaluate(LINES)
    assert {(line["from"], line["to"]) for line in lines} == second_parents(made(), DAY.text)
    assert through_boxes(lines, page.evaluate(BOXES)) == []


def test_second_parents_in_the_seed_are_drawn_round_the_boxes_through_the_years(
    watched: Opener, tmp_path: Path
) -> None:
    found = read_seed(SEED).organisation
    page = watched().open(write(found, tmp_path))
    drawn = 0
    days = page.evaluate(
        "kort.page.sides[0].stops.map(stop => new Date((stop.day - 719163) * 864e5).toISOString().slice(0, 10))"
    )
    for place, day in [*enumerate(days)][::5]:
        page.evaluate(
            "place => { const slider = document.getElementById('_slider'); slider.value = place; slider.dispatchEvent(new Event('input')) }",
            place,
        )
        lines = page.evaluate(LINES)
        assert {(line["from"], line["to"]) for line in lines} == second_parents(found, day)
        assert through_boxes(lines, page.evaluate(BOXES)) == []
        drawn += len(lines)
    assert drawn


# ---- Neighbourhood
def near(page: Page) -> list[str]:
    return [
        words.replace("\u00ad", "")
        for words in page.locator("#_near-picture a").evaluate_all(
            "found => found.map(link => link.getAttribute('href'))"
        )
    ]


def test_the_neighbourhood_holds_everything_that_has_to_do_with_the_body_on_the_day(
    watched: Opener, small_map: str
) -> None:
    page, view = watched().open(small_map), View(small(), DAY)
    for node in small().list_nodes():
        page.evaluate("id => { location.hash = `${id}?vis=omegn` }", node.id)
        page.wait_for_timeout(50)
        ends = {
            (found.source, found.target)
            for found in view.list_all(node.id)
            if node.id in (found.source, found.target)
        }
        expected = {end for pair in ends for end in pair} - {node.id}
        assert {link[1:].split("?")[0] for link in near(page)} == expected


def test_no_boxes_of_a_neighbourhood_overlap(watched: Opener, tmp_path: Path) -> None:
    found = organisation(
        [
            body("a", "Midten"),
            *(body(f"b{n}", f"Udvalget for område {n}") for n in range(90)),
            *around(),
        ]
    )
    page = watched().open(write(found, tmp_path) + "#a?vis=omegn")
    open_all(page)
    boxes = page.evaluate(
        "[...document.querySelectorAll('#_near-picture g > a, #_near-picture .centre')].map(found => { const box = found.getBoundingClientRect(); return [box.x, box.y, box.right, box.bottom] })"
    )
    assert len(boxes) == 91
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert (
                one[2] <= other[0]
                or other[2] <= one[0]
                or one[3] <= other[1]
                or other[3] <= one[1]
            )


def open_all(page: Page) -> None:
    """Opens every frame that shows only the first of its boxes."""
    for _ in range(20):
        if not page.locator("#_near-picture .fold[aria-expanded=false]").count():
            return
        page.locator("#_near-picture .fold[aria-expanded=false]").first.click()


def around() -> list[Any]:
    types = ("godkender", "udpeger", "repræsenteret-i")
    out = [relation(f"a {types[n % 3]} b{n}") for n in range(40)]
    into = [relation(f"b{n} {types[n % 3]} a") for n in range(40, 70)]
    rising = [
        relation(f"b{n} {('refererer-til', 'indstiller-til', 'del-af')[n % 3]} a")
        for n in range(70, 88)
    ]
    return [
        *out,
        *into,
        *rising,
        relation("a refererer-til b88"),
        relation("a indstiller-til b89"),
    ]


@pytest.mark.parametrize("key", ["Enter", "Space", "click"])
def test_a_frame_with_many_says_how_many_more_there_are_and_opens(
    watched: Opener, tmp_path: Path, key: str
) -> None:
    facts: list[Any] = [
        body("a", "Midten"),
        *(body(f"b{n}", f"Udvalg {n}") for n in range(30)),
        *(relation(f"b{n} refererer-til a") for n in range(30)),
    ]
    page = watched().open(write(organisation(facts), tmp_path) + "#a?vis=omegn")
    boxes, fold = page.locator("#_near-picture a"), page.locator("#_near-picture .fold")
    few = boxes.count()
    assert few < 12
    assert fold.get_attribute("aria-label") == f"og {30 - few} andre: refererer til"

    def press() -> None:
        if key == "click":
            return fold.click()
        fold.focus()
        return page.keyboard.press(key)

    press()
    assert boxes.count() == 30
    assert fold.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.textContent").endswith(f"Udvalg {few}")
    press()
    assert boxes.count() == few
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"
    press()
    page.evaluate("location.hash = 'b1?vis=omegn'")
    page.go_back()
    page.wait_for_timeout(100)
    assert boxes.count() == few


def test_a_side_with_many_frames_is_told_by_family_with_the_words_in_each_box(
    watched: Opener, tmp_path: Path
) -> None:
    types = [
        "refererer-til",
        "indstiller-til",
        "del-af",
        "godkender",
        "udpeger",
        "repræsenteret-i",
    ]
    pairs = [(one, other) for number, one in enumerate(types) for other in types[number:]]
    acting = [
        f"a {name} b{n}"
        for n, pair in enumerate(pairs)
        for name in dict.fromkeys(pair)
        if name not in types[:3]
    ]
    page = watched().open(
        write(
            organisation(
                [
                    body("a", "A"),
                    *(body(f"b{n}", f"B{n}") for n in range(len(pairs))),
                    *map(relation, acting),
                ]
            ),
            tmp_path,
        )
        + "#a?vis=omegn"
    )
    rows = {sentence.split()[2] for sentence in acting}
    open_all(page)
    assert set(near(page)) == {f"#{row}?vis=omegn" for row in rows}


def test_a_neighbour_leads_to_its_own_neighbourhood_and_back(
    watched: Opener, small_map: str
) -> None:
    page = watched().open(small_map + "#ssu?vis=omegn")
    page.locator("#_near-picture a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert page.evaluate("location.hash").endswith("?vis=omegn")
    assert "Omegnen af Sundhedssamarbejdsudvalget" not in page.locator(
        "#_near-heading"
    ).inner_text().replace("\u00ad", "")
    page.go_back()
    assert "Omegnen af Sundhedssamarbejdsudvalget" in page.locator(
        "#_near-heading"
    ).inner_text().replace("\u00ad", "")


# ---- Before and after
def test_before_after_and_only_changes_show_the_bodies_of_each(
    watched: Opener, scenario_map: str
) -> None:
    page = watched().open(scenario_map)
    shown = {}
    for side in "012":
        page.click(f"[data-side='{side}']")
        shown[side] = {
            box["id"]: box["change"]
            for box in page.evaluate(
                "kort.picture().boxes.map(({ id, change }) => ({ id, change }))"
            )
        }
    assert set(shown["0"]) == known(small(), DAY.text)
    assert set(shown["1"]) == known(reorganised(), AFTER_DAY.text)
    changes = {
        "nord": "ophører",
        "forum": "begynder",
        "klyngerne": "ændres",
        "styregruppen": "ændres",
        "ssu": "ændres",
        "kommune-0": "ændres",
    }
    assert {node: change for node, change in shown["2"].items() if change} == changes
    assert (
        page.locator("#_changes")
        .inner_text()
        .replace("\u00ad", "")
        .startswith("Ophører (1)\nNordklyngen")
    )


def known(found: Organisation, day: str) -> set[str]:
    view = View(found, parse_day(day))
    return {node.id for node in list_known(view, list_bodies(found))}


def test_only_changes_lists_the_relations_that_end_and_begin_with_the_word(
    watched: Opener, scenario_map: str
) -> None:
    page = watched().open(scenario_map + "#?side=aendringer&vis=tabel")
    rows = {
        row.replace("\u00ad", "").split("\t")[0] + "|" + row.replace("\u00ad", "").split("\t")[1]
        for row in page.locator("#_rows tr").all_inner_texts()
    }
    assert rows == {
        "Klyngerne|refererer til (ophører)", "Nordklyngen|er en del af (ophører)", "Prøve 0 Kommune|er en del af (ophører)",
        "Klyngerne|refererer til (begynder)", "Det tværsektorielle forum|refererer til (begynder)",
    }  # fmt: skip


def test_a_side_has_an_address_and_back_returns_to_the_other(
    watched: Opener, scenario_map: str
) -> None:
    page = watched().open(scenario_map + "#klyngerne")
    page.click("[data-side='2']")
    assert page.evaluate("location.hash") == "#klyngerne?side=aendringer"
    assert page.locator("article.open .tag.changed").inner_text() == "ændres"
    assert (
        page.locator("article.open ul").first.inner_text().replace("\u00ad", "").split("\n")[0]
        == "ophører Sundhedsstyregruppen fra 1. september 2016"
    )
    assert page.locator("article.open ul").first.locator("li").count() == 2
    page.go_back()
    assert page.locator("[data-side='0']").get_attribute("aria-pressed") == "true"
    assert page.locator("#_slider").is_enabled()


def test_the_same_organisation_on_another_day_is_a_side_too(
    watched: Opener, tmp_path: Path
) -> None:
    page = watched().open(
        write(small(), tmp_path, parse_day("2016-08-31"), (small(), parse_day("2016-09-01"), ""))
        + "#?side=aendringer"
    )
    changes = page.evaluate(
        "Object.fromEntries(kort.picture().boxes.filter(box => box.change).map(box => [box.id, box.change]))"
    )
    assert (changes["oere"], changes["nord"], changes["klyngerne"]) == (
        "ophører",
        "begynder",
        "ændres",
    )


# ---- Addresses
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("#ssu?dag=2012-01-01", "1. januar 2012"), ("#ssu?dag=2016-09-15", "1. september 2016"), ("#ssu?dag=1900-01-01", "1. januar 2012"),
        ("#ssu?dag=nonsens&vis=nonsens&side=nonsens", "1. januar 2018"), ("#ssu", "1. oktober 2016"),
    ],
)  # fmt: skip
def test_an_address_with_a_day_shows_what_held_then(
    watched: Opener, small_map: str, address: str, expected: str
) -> None:
    seen = watched()
    page = seen.open(small_map + address)
    assert page.locator("#_date").inner_text() == expected
    assert seen.faults == []


def test_a_copied_address_shows_the_same_again(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map)
    page.click("[data-view=tree]")
    page.click("#_earlier")
    page.locator("#_branches a").first.click()
    other = watched().open(page.url)
    for where in ("#_date", "#_branches", "article.open"):
        assert other.locator(where).inner_text() == page.locator(where).inner_text()
