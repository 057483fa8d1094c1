"""The map as people meet it who enlarge the page, touch it, use colours of their own, no pointer, or want nothing to move."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.axe import violations
from tests.browser.conftest import Opener, write
from tests.browser.organisations import many
from tests.browser.test_map_in_chromium import ADDRESSES, AT, chosen, said

ENLARGED: list[dict[str, Any]] = [
    {"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2},  # 1440 × 900 at 200 %
    {"viewport": {"width": 320, "height": 568}},  # WCAG 1.4.10
    {"viewport": {"width": 360, "height": 225}, "device_scale_factor": 4},  # 400 %
]
ADDRESSES_SEEN = [
    "",
    "#ssu",
    "#ssu?vis=omegn",
    "#nord?vis=vej&til=ssu",
    "#ssu?vis=trae",
    "#ssu?vis=tabel",
    "#findes-ikke",
]
# What stands beside the window: the map, the neighbourhood's picture and the table are pictures and tables, which may be wider than it.
OUTSIDE = """[...document.querySelectorAll('header *, #_side *, #_panel *, #_way *, #_tree *, main h2, main p')]
  .filter(found => found.checkVisibility() && !found.closest('.unseen, svg, [hidden]'))
  .filter(found => { const box = found.getBoundingClientRect(); return box.width && (box.left < -1 || box.right > innerWidth + 1); }).map(found => found.outerHTML.slice(0, 90))"""


# ---- Enlarged
@pytest.mark.parametrize("address", ADDRESSES_SEEN)
@pytest.mark.parametrize("options", ENLARGED)
def test_an_enlarged_page_scrolls_one_way_only_and_axe_finds_nothing(
    watched: Opener, small_map: str, options: dict[str, Any], address: str
) -> None:
    page = watched(**options, bypass_csp=True).open(small_map + address)
    width = options["viewport"]["width"]
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []
        page.evaluate(
            "document.getElementById('_near-picture').scrollLeft = 0"
        )  # axe takes links that are scrolled away to the left for skip links
        assert violations(page) == []
        page.click("#_filters")


@pytest.mark.parametrize("options", ENLARGED)
def test_an_enlarged_page_keeps_every_function(
    watched: Opener, small_map: str, options: dict[str, Any]
) -> None:
    page, wide = watched(**options).open(small_map + "#ssu"), watched().open(small_map + "#ssu")
    page.click("#_filters")
    functions = "[...document.querySelectorAll('button, input, summary, [tabindex=\"0\"]')].filter(found => found.checkVisibility()).map(found => found.id || found.textContent)"
    assert set(wide.evaluate(functions)) <= set(page.evaluate(functions))
    for button in ("#_later", "#_svg", "#_theme", "#_in", "#_close"):
        page.locator(button).click()  # can be scrolled to and is covered by nothing
    assert page.locator("#_panel").is_hidden()


@pytest.mark.parametrize("options", ENLARGED)
def test_what_is_chosen_on_an_enlarged_page_is_brought_into_view(
    watched: Opener, small_map: str, options: dict[str, Any]
) -> None:
    page = watched(**options).open(small_map)
    page.focus("#_search")
    page.keyboard.type("sundhedssamarb")
    page.keyboard.press("Enter")
    assert chosen(page) == "Sundhedssamarbejdsudvalget"
    top, height = page.evaluate(
        "[document.activeElement.getBoundingClientRect().top, innerHeight]"
    )
    assert 0 <= top < height
    box = page.evaluate(
        "(() => { const { x, y } = kort.network.canvasToDOM(kort.network.getPosition('ssu')); return [x, y] })()"
    )
    assert all(place > 0 for place in box)


def test_the_chosen_box_is_drawn_wherever_it_stands(watched: Opener, tmp_path: Path) -> None:
    page = watched(viewport={"width": 320, "height": 568}).open(
        write(many(142), tmp_path) + "#organ-141"
    )
    drawn = page.evaluate(
        "(() => { const { x, y } = kort.network.canvasToDOM(kort.network.getPosition('organ-141')), half = 90 * kort.network.getScale();"
        " return [...document.querySelector('#_canvas canvas').getContext('2d').getImageData(x - half, y - 4, 4, 4).data].filter((part, place) => place % 4 === 3) })()"
    )
    assert drawn == [255] * 16  # its stripe: the canvas is clear where nothing is drawn


# ---- Touch
def point(page: Page, body: str) -> tuple[float, float]:
    x, y = page.evaluate(AT, body)
    return x, y


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    session.send(
        "Input.dispatchTouchEvent",
        {
            "type": kind,
            "touchPoints": [
                {"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)
            ],
        },
    )


def look(page: Page) -> tuple[float, float, float]:
    scale, at = page.evaluate("[kort.network.getScale(), kort.network.getViewPosition()]")
    return scale, at["x"], at["y"]


TOUCHED = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}}


def test_a_tap_on_a_box_opens_its_sheet_and_one_beside_it_does_not(
    watched: Opener, small_map: str
) -> None:
    page = watched(**TOUCHED).open(small_map)
    x, y = point(page, "ssu")
    page.touchscreen.tap(x + 150, y - 22)
    page.wait_for_timeout(400)
    assert page.locator("#_panel").is_hidden()
    page.touchscreen.tap(x, y)
    page.locator("article.open").wait_for()
    assert chosen(page) == "Sundhedssamarbejdsudvalget"
    page.locator("#_close").tap()
    assert page.locator("#_panel").is_hidden()


def test_one_finger_moves_the_map_and_two_make_it_larger(watched: Opener, small_map: str) -> None:
    seen = watched(**TOUCHED)
    page = seen.open(small_map)
    session = page.context.new_cdp_session(page)
    scale, x, y = look(page)
    touch(session, "touchStart", (200, 600))
    for step in range(1, 6):
        touch(session, "touchMove", (200 - 20 * step, 600 - 30 * step))
        page.wait_for_timeout(30)
    touch(session, "touchEnd")
    page.wait_for_timeout(300)
    moved = look(page)
    assert moved[0] == pytest.approx(scale)
    assert moved[1] - x == pytest.approx(100 / scale, rel=0.35)
    assert moved[2] - y == pytest.approx(150 / scale, rel=0.35)
    touch(session, "touchStart", (180, 500), (220, 500))
    for step in range(1, 6):
        touch(session, "touchMove", (180 - 15 * step, 500), (220 + 15 * step, 500))
        page.wait_for_timeout(30)
    touch(session, "touchEnd")
    page.wait_for_timeout(300)
    assert look(page)[0] > 1.5 * scale
    assert page.locator("#_panel").is_hidden()
    assert seen.faults == []


def test_the_filters_the_date_and_the_neighbourhood_are_reached_by_touch(
    watched: Opener, small_map: str
) -> None:
    page = watched(**TOUCHED).open(small_map + "#ssu")
    page.locator("#_filters").tap()
    page.locator("#_earlier").tap()
    assert page.locator("#_date").inner_text() == "1. september 2016"
    page.locator("#_filters").tap()
    page.locator("[data-view=near]").tap()
    page.locator("#_near-picture a", has_text="Sundhedsstyregruppen").first.tap()
    page.wait_for_timeout(200)
    assert chosen(page) == "Sundhedsstyregruppen"


# ---- The reader's own colours
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_are_used_on_the_canvas_and_show_what_is_pressed(
    watched: Opener, small_map: str, scheme: str
) -> None:
    seen = watched(forced_colors="active", color_scheme=scheme)
    page = seen.open(small_map + "#ssu")
    probe = "name => { const made = document.createElement('p'); made.style.color = name; made.style.forcedColorAdjust = 'none'; document.body.append(made); const found = getComputedStyle(made).color; made.remove(); return found }"
    canvas, text, highlight = (
        page.evaluate(probe, name) for name in ("Canvas", "CanvasText", "Highlight")
    )
    pressed = page.locator("[data-view=map]")
    assert pressed.evaluate("found => getComputedStyle(found).backgroundColor") == highlight
    assert (
        page.locator("[data-view=tree]").evaluate(
            "found => getComputedStyle(found).backgroundColor"
        )
        != highlight
    )
    page.click("[data-view=near]")
    box = page.locator("#_near-picture .centre")
    assert box.locator("rect").first.evaluate("found => getComputedStyle(found).fill") == canvas
    assert box.locator("text").last.evaluate("found => getComputedStyle(found).fill") == text
    assert seen.faults == []


def test_axe_finds_nothing_with_forced_colours(watched: Opener, small_map: str) -> None:
    for address in ("", ADDRESSES["chosen"], ADDRESSES["near"], ADDRESSES["way-open"]):
        page = watched(forced_colors="active", bypass_csp=True).open(small_map + address)
        assert violations(page) == [], address


# ---- Nothing moves
def test_nothing_moves_of_itself(watched: Opener, small_map: str) -> None:
    page = watched(reduced_motion="reduce").open(small_map)
    page.focus("#_search")
    page.keyboard.type("nordkly")
    page.keyboard.press("Enter")
    at = look(page)
    assert page.evaluate("document.getAnimations().length") == 0
    page.wait_for_timeout(300)
    assert look(page) == at


# ---- Without a pointer
def reach(page: Page, what: str, most: int = 160) -> None:
    """Tab until the element has the focus."""
    for _ in range(most):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{what} is not reached")


def test_every_function_is_reached_and_used_with_the_keyboard_alone(
    watched: Opener, scenario_map: str
) -> None:
    seen = watched(accept_downloads=True)
    page = seen.open(scenario_map)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reach(page, "#_search")
    page.keyboard.type("klyngerne")
    page.keyboard.press("Enter")
    assert chosen(page) == "Klyngerne"
    reach(page, "article.open summary")
    page.keyboard.press("Enter")
    assert page.locator("article.open details[open] q").count() == 1
    for view, heading in (
        ("near", "Omegnen af Klyngerne"),
        ("way", "Vejen fra et organ til et andet"),
        ("tree", "Organisationen som træ"),
        ("table", "Relationerne som tabel"),
    ):
        reach(page, f"[data-view={view}]")
        page.keyboard.press("Enter")
        assert heading in said(page, f"#_{view} h2")
    before = page.locator("#_rows tr").first.inner_text()
    reach(page, "[data-sort='2']")
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=ascending]").count() == 1
    assert page.locator("#_rows tr").first.inner_text() != before
    reach(page, "[data-view=tree]")
    page.keyboard.press("Space")
    reach(page, "#_branches a")
    page.keyboard.press("Enter")
    assert chosen(page) != "Klyngerne"
    reach(page, "[data-view=map]")
    page.keyboard.press("Enter")
    reach(page, "#_slider")
    page.keyboard.press("Home")
    assert page.locator("#_date").inner_text() == "1. januar 2012"
    page.keyboard.press("ArrowRight")
    assert page.locator("#_date").inner_text() == "1. september 2016"
    reach(page, "#_later")
    page.keyboard.press("Enter")
    assert page.locator("#_date").inner_text() == "1. oktober 2016"
    for filters in ("#_kinds input", "#_families input"):
        shown = page.evaluate("kort.edges.filter(kort.isShown).length")
        reach(page, filters)
        page.keyboard.press("Space")
        assert page.evaluate("kort.edges.filter(kort.isShown).length") < shown
        page.keyboard.press("Space")
    reach(page, "[data-side='2']")
    page.keyboard.press("Enter")
    assert page.locator("[data-side='2']").get_attribute("aria-pressed") == "true"
    for ending in ("svg", "png"):
        reach(page, f"#_{ending}")
        with page.expect_download() as saving:
            page.keyboard.press("Enter")
        assert saving.value.suggested_filename.endswith(ending)
    page.evaluate("window.print = () => { window.printed = true }")
    reach(page, "#_print")
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed")
    reach(page, "#_theme")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    scale = look(page)[0]
    reach(page, "#_canvas")
    page.keyboard.press("+")
    assert look(page)[0] > scale
    reach(page, "#_whole")
    page.keyboard.press("Enter")
    reach(page, "#_close")
    page.keyboard.press("Enter")
    assert page.locator("#_panel").is_hidden()
    assert page.evaluate("document.activeElement.id") == "_canvas"
    assert seen.faults == []
