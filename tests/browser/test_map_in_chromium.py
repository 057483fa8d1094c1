from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route

from orgraph.dates import parse_span
from orgraph.maps.layout import Box, route
from orgraph.maps.pictures import draw_pictures
from orgraph.view import View
from tests.browser.axe import violations
from tests.browser.conftest import Opener, Watched, write
from tests.browser.organisations import DAY, body, hostile, many, organisation, relation, small
from tests.test_text_matching import FOLDED

VIEWS = ("near", "way", "tree", "table", "map")
# Where the middle of a box is on the screen.
AT = "id => { const at = kort.network.canvasToDOM(kort.network.getPosition(id)), box = document.getElementById('_canvas').getBoundingClientRect(); return [box.x + at.x, box.y + at.y] }"


def chosen(page: Page) -> str:
    return said(page, "article.open h2")


def said(page: Page, where: str) -> str:
    """The words of an element, without the places where a compound may break."""
    return page.locator(where).inner_text().replace("\u00ad", "")


# ---- Offline
def test_the_page_asks_for_nothing_and_says_nothing_on_the_console(
    watched: Opener, small_map: str
) -> None:
    seen = watched()
    page = seen.open(small_map)
    for view in VIEWS:
        page.click(f"[data-view={view}]")
    page.fill("#_search", "kommune")
    page.click("#_theme")
    page.click("#_whole")
    assert seen.faults == []


def test_a_network_that_never_answers_does_not_delay_the_page(
    watched: Opener, small_map: str
) -> None:
    def never(held: Route) -> None:
        if held.request.url.startswith("file:"):
            held.continue_()

    def opening() -> float:
        seen = watched(offline=False)
        seen.page.route("**/*", never)
        return seconds_to_open(seen, small_map)

    assert best_of_three(opening, 3) < 3


@pytest.mark.parametrize(("bodies", "limit"), [(142, 2), (1000, 4)])
def test_the_page_is_ready_in_time(
    watched: Opener, tmp_path: Path, bodies: int, limit: float
) -> None:
    address = write(many(bodies), tmp_path)
    assert best_of_three(lambda: seconds_to_open(watched(), address), limit) < limit


def seconds_to_open(seen: Watched, address: str) -> float:
    began = time.monotonic()
    seen.open(address)
    assert seen.faults == []
    return time.monotonic() - began


def best_of_three(opening: Callable[[], float], limit: float) -> float:
    """The machine is shared with others: a slow opening is tried again."""
    best = opening()
    for _ in range(2):
        best = best if best < limit else min(best, opening())
    return best


# ---- Hostile text
def test_hostile_text_runs_nowhere(watched: Opener, tmp_path: Path) -> None:
    seen = watched()
    page = seen.open(write(hostile(), tmp_path))
    for node in page.evaluate("kort.nodes.map(node => node.id)"):
        for view in ("", "?vis=omegn", "?vis=vej&til=" + quote(node, safe="")):
            page.evaluate("address => { location.hash = address }", quote(node, safe="") + view)
            page.wait_for_timeout(20)
            assert page.locator("article.open").get_attribute("data-id") == node
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for view in VIEWS:
        page.click(f"[data-view={view}]")
    page.fill("#_search", "script")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.mouse.move(500, 300)
    page.mouse.click(*page.evaluate(AT, page.evaluate("kort.picture().boxes[0].id")))
    page.wait_for_timeout(100)
    page.evaluate("id => { location.hash = id }", "<img src=x onerror=window.__xss=1>")
    page.wait_for_timeout(100)
    assert page.evaluate("window.__xss") is None
    assert seen.faults == []


def test_an_injected_script_or_image_is_refused(watched: Opener, small_map: str) -> None:
    seen, failures = watched(offline=False), []
    page = seen.open(small_map)
    page.on("requestfailed", lambda request: failures.append(request.failure))
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.__xss = 1'; document.body.append(s) }"
    )
    page.evaluate(
        "() => { const s = document.createElement('img'); s.src = 'https://example.invalid/x.png'; document.body.append(s) }"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.__xss") is None
    assert failures == ["csp"]
    assert any("Content Security Policy" in fault for fault in seen.faults)


# ---- Accessibility
STATES = (
    "start",
    "chosen",
    "tree",
    "table",
    "search",
    "unknown",
    "absent",
    "near",
    "near-nobody",
    "way",
    "way-open",
    "way-broken",
    "way-none",
    "after",
    "changes",
)
ADDRESSES = {
    "chosen": "#ssu", "unknown": "#findes-ikke", "absent": "#oere", "near": "#ssu?vis=omegn", "near-nobody": "#?vis=omegn", "way": "#?vis=vej",
    "way-open": "#nord?vis=vej&til=ssu", "way-broken": "#oere?vis=vej&til=ssu", "way-none": "#ssu?vis=vej&til=oere", "after": "#ssu?side=efter",
    "changes": "#klyngerne?side=aendringer",
}  # fmt: skip


def bring(page: Page, state: str) -> None:
    if state == "chosen":
        page.evaluate(
            "document.querySelectorAll('article.open details').forEach(found => { found.open = true })"
        )
    elif state in ("tree", "table"):
        page.click(f"[data-view={state}]")
    elif state == "search":
        page.fill("#_search", "kommune")
        page.keyboard.press("ArrowDown")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(watched: Opener, scenario_map: str, scheme: str) -> None:
    for state in STATES:
        page = watched(color_scheme=scheme, bypass_csp=True).open(
            scenario_map + ADDRESSES.get(state, "")
        )
        bring(page, state)
        assert violations(page) == [], state


@pytest.mark.parametrize("width", [390, 720])
def test_axe_finds_nothing_on_a_narrow_screen(watched: Opener, small_map: str, width: int) -> None:
    page = watched(viewport={"width": width, "height": 844}, bypass_csp=True).open(
        small_map + "#ssu"
    )
    page.click("#_filters")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# ---- Equivalents
def test_the_tree_names_every_body_and_the_table_every_relation_of_the_day(
    watched: Opener, small_map: str
) -> None:
    page, view = watched().open(small_map), View(small(), DAY)
    page.click("[data-view=tree]")
    names = [
        node.name
        for node in small().list_nodes()
        if node.label == "Enhed" and view.holds(node.validity) and view.starts_known(node.validity)
    ]
    assert sorted(
        name.replace("\u00ad", "") for name in page.locator("#_branches a").all_inner_texts()
    ) == sorted(names)
    page.click("[data-view=table]")
    living = [found for found in small().list_relations() if view.in_force(found)]
    assert page.locator("#_rows tr").count() == len(living)


def test_each_sheet_lists_exactly_its_relations_with_quotation_document_and_lines(
    watched: Opener, small_map: str
) -> None:
    page = watched().open(small_map)
    numbers = {found.id: number for number, found in enumerate(small().list_relations())}
    for node in small().list_nodes():
        page.evaluate("id => { location.hash = id }", node.id)
        page.locator(f'article[data-id="{node.id}"]').wait_for()
        lines = page.locator("article.open li[data-r]")
        own = {
            numbers[found.id]
            for found in small().list_relations()
            if node.id in (found.source, found.target, *found.about)
        }
        assert sorted(int(found.get_attribute("data-r") or -1) for found in lines.all()) == sorted(
            own
        )
        texts = lines.evaluate_all("found => found.map(line => line.textContent)")
        assert all("001, linje 7–9" in text for text in texts)
        quotes = {
            found.sources[0].quote
            for found in small().list_relations()
            if numbers[found.id] in own
        }
        assert all(any(quote in text for text in texts) for quote in quotes)


@pytest.mark.parametrize("day", ["2012-01-01", "2016-09-01", "2018-01-01"])
def test_the_slider_shows_what_holds_on_the_day(watched: Opener, small_map: str, day: str) -> None:
    page, view = watched().open(small_map), View(small(), parse_span(day))
    stops: list[int] = page.evaluate("kort.stops().map(stop => stop.day)")
    page.evaluate(
        "stop => { const slider = document.getElementById('_slider'); slider.value = stop; slider.dispatchEvent(new Event('input')) }",
        stops.index(view.day),
    )
    assert page.evaluate("kort.edges.filter(kort.isShown).length") == sum(
        view.in_force(found) for found in small().list_relations()
    )
    shown = page.evaluate("kort.picture().boxes.map(box => box.id)")
    known = [
        node.id
        for node in small().list_nodes()
        if node.label == "Enhed" and view.holds(node.validity) and view.starts_known(node.validity)
    ]
    assert sorted(shown) == sorted(known)


def test_the_slider_says_what_changed(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map)
    page.click("#_earlier")
    assert page.locator("#_date").inner_text() == "1. september 2016"
    assert page.locator("#_slider").get_attribute("aria-valuetext") == "1. september 2016"
    words = said(page, "#_changes")
    assert "Ny organisering" in words
    assert "Nordklyngen" in words
    assert "øre-næse-hals" in words


def test_the_lines_on_the_canvas_are_those_computed_in_python(
    watched: Opener, small_map: str
) -> None:
    page = watched().open(small_map)
    first = draw_pictures(small(), list(small().list_relations()), DAY).first()
    boxes = {box.id: box for box in first.boxes}
    expected = {
        box.id: [list(corner) for corner in route(boxes[box.parent], box)]
        for box in first.boxes
        if box.parent
    }
    drawn = page.evaluate(
        "Object.fromEntries(kort.picture().boxes.filter(box => box.parent).map(box => [box.id, kort.route(box.parent, box)]))"
    )
    assert drawn == expected
    places = page.evaluate(
        "Object.fromEntries(Object.entries(kort.network.getPositions()).map(([id, at]) => [id, [at.x, at.y]]))"
    )
    assert places == {box.id: middle(box) for box in first.boxes}


def middle(box: Box) -> list[float]:
    return [box.x + 98, box.y + box.height / 2]


# ---- Finding
def test_typing_part_of_a_name_and_enter_opens_its_sheet(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map)
    page.click("#_search")
    page.keyboard.type("sundhedssamarb")
    page.keyboard.press("ArrowDown")
    assert page.locator("#_search").get_attribute("aria-activedescendant") == "_search-0"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#ssu"
    assert chosen(page) == "Sundhedssamarbejdsudvalget"
    assert page.evaluate("document.activeElement === document.querySelector('article.open h2')")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("oere naese", "oere"),
        ("ØRE-NÆSE", "oere"),
        ("ssu", "ssu"),
        ("aeldre", "aftalen"),
        ("ore-nase", "oere"),
    ],
)
def test_search_folds_danish_letters_and_knows_aliases(
    watched: Opener, small_map: str, typed: str, found: str
) -> None:
    page = watched().open(small_map)
    page.fill("#_search", typed)
    page.keyboard.press("Enter")
    assert page.locator("article.open").get_attribute("data-id") == found


def test_the_map_compares_names_as_the_program_does(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map)
    assert page.evaluate("texts => texts.map(kort.fold)", list(FOLDED)) == list(FOLDED.values())


def test_a_name_that_nobody_has_gives_a_hint(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map)
    page.fill("#_search", "xyzzy")
    assert "Intet navn passer" in page.locator("#_search-none").inner_text()


def test_a_link_opens_its_body_and_back_works(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map + "#ssu")
    assert chosen(page) == "Sundhedssamarbejdsudvalget"
    page.locator("article.open a", has_text="Sundhedsstyregruppen").first.click()
    assert chosen(page) == "Sundhedsstyregruppen"
    page.go_back()
    assert chosen(page) == "Sundhedssamarbejdsudvalget"
    page.go_forward()
    assert chosen(page) == "Sundhedsstyregruppen"
    assert page.evaluate("document.querySelector('header').getBoundingClientRect().top") == 0


@pytest.mark.parametrize("address", ["#findes-ikke", "#%", "#%E0%A4%A", "#<b>"])
def test_an_unknown_address_says_what_to_do(watched: Opener, small_map: str, address: str) -> None:
    seen = watched()
    page = seen.open(small_map + address)
    assert "Siden kender ikke" in page.locator("#_unknown").inner_text()
    assert seen.faults == []


def test_a_body_outside_its_life_says_so_and_leads_there(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map + "#oere")
    assert "Findes ikke længere 1. oktober 2016" in page.locator("#_notice").inner_text()
    page.click("#_notice button")
    assert page.locator("#_notice").is_hidden()
    assert page.evaluate("kort.picture().byId.has('oere')")


# ---- Keyboard and pointer
def test_arrows_walk_to_parent_child_and_sibling(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map + "#klyngerne")
    page.focus("#_canvas")
    for key, expected in (
        ("ArrowUp", "styregruppen"),
        ("ArrowDown", "klyngerne"),
        ("ArrowDown", "syd"),
        ("ArrowRight", "nord"),
        ("ArrowLeft", "syd"),
    ):
        page.keyboard.press(key)
        assert page.evaluate("kort.state.chosen") == expected
    page.keyboard.press("Enter")
    assert (
        page.evaluate("document.activeElement.textContent.replaceAll('\\u00ad', '')")
        == "Sydklyngen"
    )


def test_escape_and_the_cross_close_the_panel(watched: Opener, small_map: str) -> None:
    seen = watched()
    page = seen.open(small_map + "#ssu")
    page.click("#_close")
    assert page.locator("#_panel").is_hidden()
    assert page.evaluate("location.hash") == ""
    page.go_back()
    assert chosen(page) == "Sundhedssamarbejdsudvalget"
    page.focus("#_canvas")
    page.keyboard.press("Escape")
    assert page.locator("#_panel").is_hidden()
    assert seen.faults == []


def test_every_control_can_be_reached_with_tab_alone(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map + "#ssu")
    wanted = set(
        page.evaluate(
            "[...document.querySelectorAll('button[id],input[id],#_canvas')].filter(found => found.checkVisibility() && !found.disabled).map(found => found.id)"
        )
    )
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
    assert wanted <= reached


def test_a_click_on_a_box_opens_its_sheet(watched: Opener, small_map: str) -> None:
    page = watched().open(small_map)
    page.mouse.click(*page.evaluate(AT, "ssu"))
    page.wait_for_timeout(100)
    assert chosen(page) == "Sundhedssamarbejdsudvalget"


def test_hiding_a_kind_hides_it_everywhere_and_hiding_a_family_its_relations(
    watched: Opener, small_map: str
) -> None:
    page = watched().open(small_map)
    page.locator("#_kinds label", has_text="Kommuneer").click()
    page.locator("#_families label", has_text="Hierarki").click()
    assert not [
        found
        for found in page.evaluate("Object.keys(kort.network.getPositions())")
        if found.startswith("kommune")
    ]
    page.click("[data-view=tree]")
    assert "Prøve 1 Kommune" not in page.locator("#_branches").inner_text()
    page.click("[data-view=table]")
    assert (
        page.locator("#_rows tr").count()
        == page.evaluate("kort.edges.filter(kort.isShown).length")
        > 0
    )
    assert "refererer til" not in page.locator("#_rows").inner_text()


def test_parallel_relations_are_drawn_apart(watched: Opener, tmp_path: Path) -> None:
    sentences = [
        "a indstiller-til b",
        "b udpeger a",
        "a del-af b",
        "b godkender a",
        "a godkender b",
        "a udpeger c",
        "c udpeger a",
        "a godkender c",
    ]
    found = organisation(
        [
            body("a", "A"),
            body("b", "B"),
            body("c", "C"),
            body("d", "D"),
            relation("c refererer-til d"),
            *map(relation, sentences),
        ]
    )
    page = watched().open(write(found, tmp_path) + "#a")
    curves = page.evaluate("kort.curves()")
    assert len(curves) == 7  # the chart's own line stands for indstiller-til
    for one, other in ((one, other) for one in curves for other in curves if one is not other):
        if {one["from"], one["to"]} == {other["from"], other["to"]}:
            assert apart(one["points"], other["points"]) > 8


def apart(one: list[float], other: list[float]) -> float:
    (ax, ay), (bx, by) = half(one), half(other)
    return float(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5)


def half(points: list[float]) -> tuple[float, float]:
    x, y = points[0::2], points[1::2]
    return (x[0] + 3 * x[1] + 3 * x[2] + x[3]) / 8, (y[0] + 3 * y[1] + 3 * y[2] + y[3]) / 8


# ---- Without scripts, and on paper
def test_without_scripts_the_facts_can_be_read(watched: Opener, small_map: str) -> None:
    page = watched(java_script_enabled=False).page
    page.goto(small_map + "#ssu")
    facts = page.locator("#ssu")
    assert facts.is_visible()
    assert "Godkender: Aftalen om ældre (skrevet med skråstreg sammen med" in facts.inner_text()
    assert "(001:7-9)" in facts.inner_text()
    assert "det øverste politiske organ" in page.locator("q").all_inner_texts()
    assert page.locator("#_search").is_hidden()


# ---- Nothing to show
def test_an_empty_organisation_says_what_is_missing(watched: Opener, tmp_path: Path) -> None:
    seen = watched()
    page = seen.open(write(organisation([]), tmp_path))
    assert "ingen organer" in page.locator("#_empty").inner_text()
    assert seen.faults == []
