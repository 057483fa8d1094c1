"""Paper and files: sheets with labels that can be read, pictures that open elsewhere."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from orgraph.organisation import Organisation
from orgraph.seed.reader import read_seed
from tests.browser.conftest import Opener, write
from tests.browser.organisations import body, hostile, many, organisation, relation, small
from tests.conftest import SEED

MM = 96 / 25.4  # px of CSS
ROOM = (400 * MM, 277 * MM)


def wide() -> Organisation:
    """A head with more under it than one sheet holds, and a long chain."""
    facts = [body(f"b{number}", f"Udvalget for område {number}") for number in range(330)]
    return organisation(
        [
            *facts,
            *(relation(f"b{n} refererer-til b0") for n in range(1, 260)),
            *(relation(f"b{n + 1} refererer-til b{n}") for n in range(260, 300)),
        ]
    )


NEAR = (
    "c1 refererer-til c0",
    "c2 refererer-til c0",
    "c3 refererer-til c1",
    "c3 indstiller-til c2",
)


def split_with_others() -> Organisation:
    """Two branches too large for one sheet, with bodies in one that also answer to the other; a small one with two ways upward; and bodies that stand apart."""
    facts = [
        body(f"{tree}{number}", f"{tree.upper()} Udvalget for område {number}")
        for tree in "ab"
        for number in range(140)
    ]
    chart = [
        relation(f"{tree}{number} refererer-til {tree}{(number - 1) // 5}")
        for tree in "ab"
        for number in range(1, 140)
    ]
    others = [
        relation(f"a{number} indstiller-til b{number // 7}")
        for number in (*range(100, 130, 3), 101)
    ] + [relation("a100 indstiller-til b3")]
    near: list[Any] = [
        *(body(f"c{number}", f"C {number}") for number in range(4)),
        *map(relation, NEAR),
    ]
    return organisation(
        [
            *facts,
            *near,
            *chart,
            *others,
            *(body(f"ene{number}", f"Ene {number}", "kommune") for number in range(300)),
        ]
    )


def print_out(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


@pytest.mark.parametrize(
    "made",
    [
        small,
        lambda: many(142),
        wide,
        hostile,
        split_with_others,
        lambda: read_seed(SEED).organisation,
    ],
)
def test_every_body_is_on_one_sheet_with_a_label_of_at_least_seven_points(
    watched: Opener, tmp_path: Path, made: Any
) -> None:
    page = watched().open(write(made(), tmp_path))
    sheets = page.evaluate(
        "kort.sheetsNeeded().sheets.map(sheet => sheet.flatMap(block => block.boxes.map(box => [box.id, box.x + (block.dx ?? 0), box.y + (block.dy ?? 0), box.height])))"
    )
    assert sorted(box[0] for sheet in sheets for box in sheet) == sorted(
        page.evaluate("kort.picture().boxes.map(box => box.id)")
    )
    for sheet in sheets:
        for number, (_, x, y, height) in enumerate(sheet):
            for _, other_x, other_y, other_height in sheet[number + 1 :]:
                assert (
                    abs(x - other_x) >= 196 or y + height <= other_y or other_y + other_height <= y
                )
    print_out(page)
    sizes = page.evaluate(
        "[...document.querySelectorAll('#_paper svg')].map(drawn => { const box = drawn.getBoundingClientRect(); return [12 * 0.75 * box.width / drawn.viewBox.baseVal.width, box.width, box.height] })"
    )
    assert len(sizes) == len(sheets)
    for points, width, height in sizes:
        assert points >= 6.99
        assert width <= ROOM[0] + 1
        assert height <= ROOM[1] + 1


def test_print_shows_the_picture_of_the_shown_day_and_the_quotations(
    watched: Opener, small_map: str, tmp_path: Path
) -> None:
    page = watched().open(small_map + "#ssu")
    page.click("#_earlier")
    page.click("#_earlier")
    print_out(page)
    words = pdf(page, tmp_path)
    assert "øre-næse-hals" in words
    assert "Nordklyngen" not in words.split("Sundhedssamarbejdsudvalget\nUD")[0]
    assert "»det øverste politiske organ«" in words
    assert page.locator("#_side").is_hidden()


def test_the_sheets_of_the_seed_are_text_and_name_every_body(
    watched: Opener, tmp_path: Path
) -> None:
    page = watched().open(write(read_seed(SEED).organisation, tmp_path))
    print_out(page)
    words = letters(pdf(page, tmp_path))
    for box in page.evaluate("kort.picture().boxes.map(box => box.lines)"):
        assert all(letters(line) in words for line in box)


@pytest.mark.parametrize("made", [split_with_others, lambda: read_seed(SEED).organisation])
def test_on_split_sheets_a_further_way_upward_is_a_line_or_words_with_the_sheet(
    watched: Opener, tmp_path: Path, made: Any
) -> None:
    page = watched().open(write(made(), tmp_path))
    print_out(page)
    sheets = [letters(sheet) for sheet in page.locator("#_paper figure").all_inner_texts()]
    assert len(sheets) > 1
    on = page.evaluate(
        "Object.fromEntries(kort.sheetsNeeded().sheets.flatMap((sheet, number) => sheet.flatMap(block => block.boxes.map(box => [box.id, number]))))"
    )
    names = dict(page.evaluate("kort.nodes.map(node => [node.id, node.label])"))
    told = [
        pair
        for pair in page.evaluate("kort.detours().map(({ from, to }) => [from, to])")
        if f"ogsåunder{letters(names[pair[1]])}" in sheets[on[pair[0]]]
    ]
    for start, above in told:
        place = "" if on[start] == on[above] else f",ark{on[above] + 1}"
        assert f"ogsåunder{letters(names[above])}{place}" in sheets[on[start]]
    lines = page.locator("#_paper path[stroke-dasharray='5 4']").count()
    assert told
    assert lines
    assert len(told) + lines >= page.evaluate("kort.detours().length")


def test_bodies_that_stand_apart_have_their_title_on_each_sheet(
    watched: Opener, tmp_path: Path
) -> None:
    page = watched().open(write(split_with_others(), tmp_path))
    print_out(page)
    titles = page.locator("#_paper text[font-size='15']").all_text_contents()
    apart = [
        sheet for sheet in page.locator("#_paper figure").all_inner_texts() if "Ene " in sheet
    ]
    assert titles == ["Uden angivet overordnet (300)"] + [
        "Uden angivet overordnet (300), fortsat"
    ] * (len(apart) - 1)
    assert len(apart) > 1


def letters(text: str) -> str:
    """Without spaces and hyphens: pdftotext joins the halves of a word."""
    return "".join(text.replace("-", "").split())


def pdf(page: Page, folder: Path) -> str:
    """The text of the page as it is printed; a PDF without pictures of points."""
    path = folder / "kort.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    assert b"/Subtype /Image" not in path.read_bytes()
    assert (
        subprocess.run(
            ["pdfimages", "-list", str(path)], capture_output=True, text=True, check=True
        ).stdout.count("\n")
        == 2
    )
    return subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


# ---- Files
@pytest.mark.parametrize(
    ("address", "name"),
    [("", "organisation-2016-10-01"), ("#ssu?vis=omegn", "sundhedssamarbejdsudvalget-2016-10-01")],
)
def test_the_picture_is_saved_as_svg_and_png(
    watched: Opener, small_map: str, tmp_path: Path, address: str, name: str
) -> None:
    seen = watched(accept_downloads=True)
    page = seen.open(small_map + address)
    files = {}
    for ending in ("svg", "png"):
        with page.expect_download() as saving:
            page.click(f"#_{ending}")
        assert saving.value.suggested_filename == f"{name}.{ending}"
        saving.value.save_as(tmp_path / f"kort.{ending}")
        files[ending] = (tmp_path / f"kort.{ending}").read_bytes()
    assert files["png"].startswith(b"\x89PNG\r\n\x1a\n")
    assert len(files["png"]) > 5_000
    text = "".join(ET.fromstring(files["svg"]).itertext())
    assert "Sundhedsstyregruppen" in text
    shown = [] if address else page.evaluate("kort.picture().boxes.flatMap(box => box.lines)")
    assert all(line in text for line in shown)
    assert seen.faults == []


def test_the_saved_picture_of_hostile_names_is_xml(watched: Opener, tmp_path: Path) -> None:
    page = watched(accept_downloads=True).open(write(hostile(), tmp_path))
    with page.expect_download() as saving:
        page.click("#_svg")
    saving.value.save_as(tmp_path / "kort.svg")
    root = ET.fromstring((tmp_path / "kort.svg").read_bytes())
    assert not [
        found
        for found in root.iter()
        if found.tag.rsplit("}", 1)[-1] in ("script", "a", "image", "foreignObject")
    ]
