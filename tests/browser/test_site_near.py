"""A body's neighbourhood and a process as pictures in a real Chromium: where things stand, on which days, by keyboard, and for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Locator, Page

from tests.browser.axe import violations
from tests.browser.conftest import Opener
from tests.browser.site_story import write_site
from tests.browser.test_site_in_chromium import go

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
BODY, PROCESS, SCENARIO = "ting/styregruppen.html", "ting/vejen.html", "scenarier/nedlaegges.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("fortaelling"))


def place(found: Locator) -> FloatRect:
    box = found.bounding_box()
    assert box
    return box


def shown(page: Page) -> list[str]:
    return [text.replace("\u00ad", "") for text in page.locator(".n a:visible").all_inner_texts()]


def test_the_body_stands_in_the_middle_of_its_neighbourhood(watched: Opener, site: Path) -> None:
    page = go(watched(), site, BODY)
    centre = place(page.locator(".n .c p"))
    sides = {side: place(page.locator(f".n .{side}")) for side in "ulrd"}
    assert sides["u"]["y"] + sides["u"]["height"] <= centre["y"]
    assert sides["d"]["y"] >= centre["y"] + centre["height"]
    assert sides["l"]["x"] + sides["l"]["width"] <= centre["x"]
    assert sides["r"]["x"] >= centre["x"] + centre["width"]
    for side in "lr":
        assert (
            abs(sides[side]["y"] + sides[side]["height"] / 2 - centre["y"] - centre["height"] / 2)
            < 2
        )
    whole = place(page.locator(".n"))
    assert abs(whole["x"] + whole["width"] / 2 - centre["x"] - centre["width"] / 2) < 2


def test_on_a_narrow_screen_all_stand_in_one_order_from_top_to_bottom(
    watched: Opener, site: Path
) -> None:
    page = go(watched(viewport=NARROW), site, BODY)
    tops = [place(page.locator(f".n .{side}"))["y"] for side in ("u", "l", "c", "r", "d")]
    assert tops == sorted(tops)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_picture_shows_who_is_there_on_the_chosen_day(watched: Opener, site: Path) -> None:
    theme, secretariat = "Temagruppen for behandling og rehabilitering", "Fællessekretariatet"
    page = go(watched(), site, BODY)
    assert {theme, secretariat} <= set(shown(page))
    page.fill("#dag", "2014-01-01")
    assert theme in shown(page)
    assert secretariat not in shown(page)
    page.fill("#dag", "2017-01-01")
    assert theme not in shown(page)
    assert secretariat in shown(page)
    assert "?dato=2017-01-01" in str(page.locator(".n a").first.get_attribute("href"))
    page.fill("#dag", "2000-01-01")
    assert shown(page) == []
    assert "På den valgte dag er intet forhold kendt." in page.locator(".near").inner_text()


def test_what_is_folded_away_is_counted_on_the_chosen_day(watched: Opener, tmp_path: Path) -> None:
    from orgraph.seed.reader import read_seed
    from orgraph.site.build import build_site
    from tests.conftest import write_seed

    bodies = "".join(
        f"  - {{id: k{number}, name: Kommune {number}, kind: kommune}}\n" for number in range(12)
    )
    relations = "".join(
        f"  - k{number} refererer-til u: {{valid_from: {2010 + number}-01-01}}\n"
        for number in range(12)
    )
    seed = write_seed(
        tmp_path / "seed",
        f"bodies:\n  - {{id: u, name: Udvalget, kind: udvalg}}\n{bodies}relations:\n{relations}",
    )
    build_site(read_seed(seed).organisation, tmp_path / "websted", seed=seed)
    page = go(watched(), tmp_path / "websted", "ting/u.html")
    assert page.locator(".n summary").inner_text() == "… og 4 andre"
    page.fill("#dag", "2018-06-01")
    assert page.locator(".n summary").inner_text() == "… og 1 anden"
    page.fill("#dag", "2015-06-01")
    assert not page.locator(".n summary").is_visible()


def test_every_neighbour_is_reached_by_keyboard_in_the_order_that_is_seen(
    watched: Opener, site: Path
) -> None:
    page = go(watched(), site, BODY)
    links = page.locator(".n a")
    wanted = [link.get_attribute("href") for link in links.all()]
    links.first.focus()
    reached = []
    for _ in wanted:
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
        page.keyboard.press("Tab")
    assert reached == wanted
    links.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ting/udvalget.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_axe_finds_nothing_in_the_pictures(
    watched: Opener, site: Path, scheme: str, size: dict[str, int]
) -> None:
    seen = watched(color_scheme=scheme, bypass_csp=True, viewport=size)
    for address, query in (
        (BODY, ""),
        (BODY, "?dato=2014-01-01"),
        (BODY, "?dato=2000-01-01"),
        (PROCESS, ""),
        (SCENARIO, ""),
    ):
        page = go(seen, site, address, query)
        assert violations(page) == [], (address, query)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_the_pictures_need_no_script_and_come_on_paper(watched: Opener, site: Path) -> None:
    page = go(watched(java_script_enabled=False), site, BODY)
    assert page.locator(".n a").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".n a").first.is_visible()


# ---- Processes
def test_the_lanes_of_a_fork_stand_side_by_side_and_below_one_another_on_a_narrow_screen(
    watched: Opener, site: Path
) -> None:
    for size in (WIDE, NARROW):
        page = go(watched(viewport=size), site, PROCESS)
        first, second = (place(page.locator(".fork>li").nth(number)) for number in (0, 1))
        beside = size is WIDE
        assert (first["y"] == second["y"]) is beside
        assert (first["x"] + first["width"] <= second["x"]) is beside
        after = place(page.locator(".flow>ol .box").last)
        assert after["y"] >= first["y"] + first["height"]
        assert after["y"] >= second["y"] + second["height"]


def test_without_its_style_a_process_is_a_numbered_list(watched: Opener, site: Path) -> None:
    page = go(watched(bypass_csp=True), site, PROCESS)
    page.evaluate(
        "document.querySelectorAll('link[rel=stylesheet]').forEach(link => link.remove())"
    )
    assert page.locator(".flow ol>li").evaluate_all("found => found.map(item => item.value)") == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]


# ---- Scenarios
def test_the_way_back_from_a_scenario(watched: Opener, site: Path) -> None:
    seen = watched()
    page = go(seen, site, SCENARIO)
    page.click("main .steps a >> nth=0")
    page.wait_for_url("**/ting/temagruppen.html")
    page.go_back()
    page.click("nav.crumbs a:has-text('Scenarier')")
    page.wait_for_url("**/scenarier.html")
    assert seen.faults == []
