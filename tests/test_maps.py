from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgraph.dates import parse_span
from orgraph.errors import CannotWrite
from orgraph.languages import table
from orgraph.maps.backbone import find_parents, list_bodies, list_known
from orgraph.maps.layout import BOX_WIDTH, Box, Item, Layout, lay_out, route
from orgraph.maps.page import build_map, write_map
from orgraph.organisation import Organisation
from orgraph.pages import palette
from orgraph.pages.hyphenation import LINE_WIDTH, soften, width_of, wrap
from orgraph.pages.timeline import list_stops
from orgraph.seed.reader import read_seed
from orgraph.view import View
from tests.browser.organisations import (
    AFTER_DAY,
    DAY,
    body,
    hostile,
    many,
    organisation,
    relation,
    reorganised,
    small,
    validity,
)
from tests.conftest import SEED, write_seed

ASSETS = Path(build_map.__code__.co_filename).parent / "assets"


# ---- Layout
def forests() -> st.SearchStrategy[tuple[list[Item], dict[str, str]]]:
    def made(choices: list[tuple[int, int, int]]) -> tuple[list[Item], dict[str, str]]:
        items = [
            Item(f"b{number}", lines, f"slags {lines % 3}", weight)
            for number, (_, lines, weight) in enumerate(choices)
        ]
        parents = {
            f"b{number}": f"b{choice % number}"
            for number, (choice, _, _) in enumerate(choices)
            if number and choice % 4
        }
        return items, parents

    return st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(1, 6), st.integers(0, 9)), max_size=90
    ).map(made)


def overlapping(layout: Layout) -> list[tuple[Box, Box]]:
    def meet(one: Box, other: Box) -> bool:
        return (
            abs(one.x - other.x) < BOX_WIDTH
            and one.y < other.y + other.height
            and other.y < one.y + one.height
        )

    return [pair for pair in combinations(layout.boxes, 2) if meet(*pair)]


def segments(layout: Layout) -> list[tuple[str, str, tuple[int, int], tuple[int, int]]]:
    boxes = {box.id: box for box in layout.boxes}
    return [
        (box.id, box.parent, *ends)
        for box in layout.boxes
        if box.parent
        for ends in pairwise(route(boxes[box.parent], box))
    ]


def crossing(layout: Layout) -> list[object]:
    """Pieces of lines under different bodies that touch, and pieces that run through a box that is not at their end."""
    pieces = segments(layout)
    found: list[object] = [
        (one, other)
        for one, other in combinations(pieces, 2)
        if one[1] != other[1] and meet(one[2:], other[2:])
    ]
    found += [
        (piece, box)
        for piece in pieces
        for box in layout.boxes
        if box.id not in piece[:2] and through(piece[2:], box)
    ]
    return found


def meet(
    one: tuple[tuple[int, int], tuple[int, int]], other: tuple[tuple[int, int], tuple[int, int]]
) -> bool:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = *one, *other
    return max(min(ax, bx), min(cx, dx)) <= min(max(ax, bx), max(cx, dx)) and max(
        min(ay, by), min(cy, dy)
    ) <= min(max(ay, by), max(cy, dy))


def through(piece: tuple[tuple[int, int], tuple[int, int]], box: Box) -> bool:
    return meet(piece, ((box.x, box.y), (box.x + BOX_WIDTH, box.y + box.height)))


@settings(max_examples=max(200, settings().max_examples))
@given(forests())
def test_no_boxes_overlap_and_no_lines_cross_in_any_forest(
    forest: tuple[list[Item], dict[str, str]],
) -> None:
    items, parents = forest
    layout = lay_out(items, parents, apart="Uden")
    assert sorted(box.id for box in layout.boxes) == sorted(item.id for item in items)
    assert overlapping(layout) == []
    assert crossing(layout) == []
    assert all(
        0 <= box.x <= layout.width - BOX_WIDTH and 0 <= box.y <= layout.height - box.height
        for box in layout.boxes
    )


@pytest.mark.slow
@pytest.mark.parametrize("made", [small, lambda: many(142), lambda: many(500, extra=0), hostile])
def test_no_boxes_overlap_and_no_lines_cross_in_an_organisation(made: object) -> None:
    assert callable(made)
    layout = layout_of(made())
    assert overlapping(layout) == []
    assert crossing(layout) == []


def layout_of(found: Organisation) -> Layout:
    view = View(found, DAY)
    bodies = list_known(view, list_bodies(found))
    return lay_out(
        [Item(node.id, len(wrap(node.name)), node.kind) for node in bodies],
        find_parents(view, bodies),
        apart="Uden",
    )


def test_a_chain_of_a_thousand_bodies_is_laid_out() -> None:
    items = [Item(str(number), 1, "") for number in range(1000)]
    layout = lay_out(
        items, {str(number): str(number - 1) for number in range(1, 1000)}, apart="", room=2000
    )
    assert len(layout.boxes) == 1000


def test_an_empty_organisation_has_an_empty_layout() -> None:
    assert lay_out([], {}, apart="Uden") == Layout((), (), 0, 0)


def test_the_strongest_relation_upward_makes_the_backbone() -> None:
    found = organisation(
        [
            body("a", "A"),
            body("b", "B"),
            body("c", "C"),
            relation("a del-af c"),
            relation("a refererer-til b"),
        ]
    )
    assert parents_of(found) == {"a": "b"}


def test_a_cycle_is_left_open_and_a_loop_is_no_parent() -> None:
    found = organisation([
        *(body(name, name) for name in "abc"), relation("a indstiller-til a"), relation("a indstiller-til b"), relation("b indstiller-til c"), relation("c indstiller-til a"),
    ])  # fmt: skip
    assert parents_of(found) == {"a": "b", "b": "c"}


def parents_of(found: Organisation) -> dict[str, str]:
    view = View(found, DAY)
    return find_parents(view, list_known(view, list_bodies(found)))


# ---- Labels
def test_compounds_break_before_their_head_word_and_nowhere_else() -> None:
    assert wrap("Sundhedskoordinationsudvalget") == ("Sundhedskoordinations-", "udvalget")
    assert wrap("Sundhedssamarbejdsudvalget") == ("Sundhedssamarbejds-", "udvalget")
    assert wrap("Sundhedsstyregruppen") == ("Sundhedsstyregruppen",)
    assert wrap("Fora på tværs af hospitalerne") == ("Fora på tværs af", "hospitalerne")


@given(st.text(max_size=300))
def test_no_line_is_wider_than_its_box(name: str) -> None:
    assert all(width_of(line) <= LINE_WIDTH + width_of("…") for line in wrap(name))


# ---- Time
def test_stops_are_the_days_on_which_something_changes_and_the_day_asked_for() -> None:
    found = small()
    stops = {
        stop.title: stop
        for stop in list_stops(found, list_bodies(found), found.list_relations(), DAY)
    }
    assert list(stops) == [
        "1. januar 2012",
        "1. september 2016",
        "1. oktober 2016",
        "1. juni 2017",
        "1. januar 2018",
    ]
    change = stops["1. september 2016"]
    assert (change.changes, change.begun, change.ended) == (("omlaegning",), ("nord",), ("oere",))
    assert stops["1. juni 2017"].mentioned == ("sent",)


def test_what_is_shown_on_a_day_is_what_the_view_says() -> None:
    from orgraph.pages.timeline import life_of_relation

    found = small()
    for text in ("2011-01-01", "2016-08-31", "2016-09-01", "2017-12-31", "2018-01-01"):
        view = View(found, parse_span(text))
        shown = {
            relation.id
            for relation in found.list_relations()
            if life_of_relation(found, relation).first
            <= view.day
            < life_of_relation(found, relation).after
        }
        assert shown == {
            relation.id for relation in found.list_relations() if view.in_force(relation)
        }


# ---- The page as text
@pytest.fixture(scope="module")
def page() -> str:
    return build_map(small(), DAY)


def test_the_page_is_danish_titled_and_names_no_address(page: str) -> None:
    assert page.startswith("<!doctype html>")
    assert '<html lang="da">' in page
    assert re.search(r"<title>[^<]+</title>", page)
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)


def test_ids_in_the_page_are_unique(page: str) -> None:
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))


def test_hostile_text_is_escaped_in_the_page() -> None:
    html = build_map(hostile(), DAY)
    assert html.count("<script") == 7  # our own: three that run and four with data
    assert html.count("</noscript>") == 2
    assert "<img" not in html
    assert "<iframe" not in html
    assert "{{ 7*7 }}" in html


@pytest.mark.slow
def test_the_same_organisation_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    code = "from tests.browser.organisations import *; from orgraph.maps.page import build_map; import hashlib; print(hashlib.sha256(build_map(small(), DAY).encode()).hexdigest())"
    paths = str(Path(__file__).parent.parent)
    runs = {
        subprocess.check_output(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            text=True,
        )
        for seed in ("0", "1", "99")
    }
    assert runs == {hashlib.sha256(build_map(small(), DAY).encode()).hexdigest() + "\n"}


def test_the_page_of_142_bodies_is_at_most_a_megabyte_and_a_half() -> None:
    assert len(build_map(many(142), DAY).encode()) <= 1_500_000


@pytest.mark.slow
def test_the_page_of_the_seed_is_at_most_a_megabyte_and_a_half() -> None:
    assert len(build_map(read_seed(SEED).organisation, DAY).encode()) <= 1_500_000


def test_a_page_with_two_sides_is_the_same_bytes_each_time_and_tells_once_what_both_say() -> None:
    once, again = (build_map(small(), DAY, (reorganised(), AFTER_DAY, "Prøven")) for _ in range(2))
    assert once == again
    assert once.count("på indstilling fra styregruppen") == 1


def test_a_very_long_word_is_wrapped_at_once() -> None:
    assert wrap("x" * 100_000)[-1].endswith("…")


def test_a_compound_does_not_break_inside_a_head_word() -> None:
    assert wrap("Hjælpemiddelområdets") == ("Hjælpemiddelområdets",)
    assert soften("hjælpemiddelområdet") == "hjælpemiddel\u00adområdet"
    assert soften("hospitalsbestyrelsen") == "hospitals\u00adbestyrelsen"


@pytest.mark.slow
def test_the_page_of_a_thousand_bodies_is_at_most_eight_megabytes_and_the_same_bytes_each_time() -> (
    None
):
    html = build_map(many(1000), DAY)
    assert len(html.encode()) <= 8_000_000
    assert build_map(many(1000), DAY) == html


def test_an_organisation_without_bodies_has_a_page() -> None:
    assert "Prøvesamarbejdet" in build_map(organisation([]), DAY)
    assert "Kun en aftale" in build_map(
        organisation([body("a", "Kun en aftale", "aftale", label="Aftale")]), DAY
    )


def test_a_kind_or_an_end_that_does_not_exist_does_not_stop_the_page() -> None:
    found = organisation(
        [
            body("a", "A", "ukendt slags"),
            relation("a refererer-til ingen"),
            relation("ingen udpeger a"),
        ]
    )
    assert "ukendt slags" in build_map(found, DAY)


def test_bodies_that_never_lived_are_on_no_map_but_have_a_sheet() -> None:
    found = organisation(
        [body("a", "Aldrig set", when=validity(None, "2014-01-01", "2016-09-01"))]
    )
    html = build_map(found, DAY)
    assert '<li id="a">' not in html
    assert "Aldrig set" in html


@pytest.mark.parametrize(
    ("found", "after", "expected"),
    [
        (
            small(),
            None,
            "Dokumenterne taler også om 4 andre dage, hvor noget ændrer sig; de kan kun ses med JavaScript.",
        ),
        (
            organisation([body("a", "A", when=validity("2012-01-01"))]),
            None,
            "Dokumenterne taler også om 1 anden dag, hvor noget ændrer sig; den kan kun ses med JavaScript.",
        ),
        (organisation([body("a", "A")]), None, "Der er ingen andre dage, hvor noget ændrer sig."),
        (
            small(),
            (reorganised(), AFTER_DAY, "Prøven"),
            "Sammenligningen med Prøven kan kun ses med JavaScript.",
        ),
    ],
)
def test_without_scripts_the_page_names_its_day_and_how_many_others_there_are(
    found: Organisation, after: Any, expected: str
) -> None:
    words = build_map(found, DAY, after).split("<noscript>")[1]
    assert "derfor kun organisationen pr. 1. oktober 2016, som tekst" in words
    assert expected in words


def test_without_scripts_what_does_not_go_without_saying_is_said_as_in_the_answers(
    story_folder: Path,
) -> None:
    """
    bodies:
      - {id: udvalg, name: Udvalget, kind: udvalg, valid_to: 2022-07-01}
      - {id: gruppe, name: Gruppen, kind: styregruppe}
    tasks:
      - {id: u, name: Ældre, kind: opgave}
      - {id: v, name: Unge, kind: opgave}
      - {id: w, name: Alle, kind: opgave}
    relations:
      - udvalg ansvarlig-for u: {status: afvist}
      - udvalg ansvarlig-for v: {status: planlagt, condition: når der er penge}
      - udvalg ansvarlig-for w: {valid_to: 2018-01-01}
      - gruppe refererer-til udvalg: {status: ophørt}
    """
    words = build_map(read_seed(story_folder).organisation, DAY).split("<noscript>")[1]
    told = [re.sub(r"<[^>]+>", "", line) for line in words.split("<h2>Kilder")[0].splitlines()]
    assert [line for line in told if line][1:] == [
        "Uden angivet overordnet",
        "Udvalget udvalg, til 1. juli 2022",
        "Er ansvarlig for: Ældre (afvist; udledt), Unge (planlagt; når der er penge; udledt),"
        " Alle (udledt; til 1. januar 2018)",
        "Gruppen styregruppe",
        "Refererer til: Udvalget (ophørt; udledt; til 1. juli 2022)",
    ]


# ---- Writing
def test_the_file_is_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    write_map(small(), DAY, tmp_path / "kort.html")
    content = (tmp_path / "kort.html").read_bytes()
    assert content.decode("utf-8") == build_map(small(), DAY)
    assert b"\r" not in content
    assert [path.name for path in tmp_path.iterdir()] == ["kort.html"]


@pytest.mark.parametrize("place", ["", "findes/ikke/kort.html", "x" * 300, "nul\0.html"])
def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path, place: str) -> None:
    with pytest.raises(CannotWrite, match="Der kan ikke skrives til"):
        write_map(small(), DAY, tmp_path / place)


# `open` as it is where the default encoding is cp1252: what is opened as text without saying how is read and written so. "locale" is how the library spells the default.
WRITE_ALL = """
import builtins, hashlib, io, sys
from pathlib import Path
real = io.open
def by_default(file, mode="r", buffering=-1, encoding=None, *rest, **more):
    default = sys.argv[3] if "b" not in mode and encoding in (None, "locale") else encoding
    return real(file, mode, buffering, default, *rest, **more)
if sys.argv[3]:
    builtins.open = io.open = by_default
    assert (Path(sys.argv[2]).parent / "proof.txt").write_text("\\xe6") and (Path(sys.argv[2]).parent / "proof.txt").read_bytes() == "\\xe6".encode(sys.argv[3])
from orgraph.dates import parse_day
from orgraph.maps.page import write_map
from orgraph.seed.reader import read_seed
from orgraph.site.build import build_site
seed, folder = map(Path, sys.argv[1:3])
organisation = read_seed(seed).organisation
write_map(organisation, parse_day("2016-10-01"), folder / "kort.html")
build_site(organisation, folder / "side", seed=seed, day="2016-10-01")
for path in sorted(path for path in folder.rglob("*") if path.is_file()):
    print(path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
"""
DANISH_STORY = """
bodies:
  - {id: oere, name: "Rådet for øre-næse-hals – “åben” gruppe €", kind: udvalg, sources: ["900:1"]}
  - {id: aeldre, name: Ældreudvalget, kind: udvalg, sources: ["900:1"]}
relations:
  - {statement: oere refererer-til aeldre, sources: ["900:2-4 følger"]}
"""


@pytest.mark.slow
@pytest.mark.parametrize(("encoding", "locale"), [("cp1252", "C.UTF-8"), ("", "C")])
def test_map_and_site_are_the_same_bytes_whatever_the_default_encoding(
    tmp_path: Path, encoding: str, locale: str
) -> None:
    seed = write_seed(tmp_path / "seed", DANISH_STORY)

    def written(name: str, default: str, **env: str) -> list[str]:
        (tmp_path / name / "ud").mkdir(parents=True)
        found = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **env}
        command = [
            sys.executable,
            "-c",
            WRITE_ALL,
            str(seed),
            str(tmp_path / name / "ud"),
            default,
        ]
        return subprocess.check_output(
            command, env=found, text=True, encoding="utf-8"
        ).splitlines()

    plain = written("plain", "", PYTHONUTF8="1")
    assert len(plain) > 10
    assert (
        written("other", encoding, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL=locale) == plain
    )


# ---- Assets
def test_vis_slim_is_the_file_that_was_built() -> None:
    digest, name = (ASSETS / "vis-slim.js.sha256").read_text("utf-8").split()
    assert name == "vis-slim.js"
    assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == digest
    assert "</script" not in (ASSETS / name).read_text("utf-8")
    assert "MIT" in (ASSETS / "vis-slim.LICENSE.txt").read_text("utf-8")


@pytest.mark.slow
def test_every_kind_of_the_seed_has_a_code_of_its_own_and_every_type_of_relation_a_family() -> (
    None
):
    words = read_seed(SEED).organisation.vocabulary
    codes = [kind.code for kind in words.kinds.values() if kind.label in words.bodies]
    assert all(len(kind.code) == 2 for kind in words.kinds.values())
    assert len(set(codes)) == len(codes)
    assert all(kind.family in words.families for kind in words.relations.values())


def test_every_kind_and_family_can_be_told_apart_in_light_and_dark() -> None:
    tints = [palette.tint(number) for number in range(30)]
    assert len({(tint.colour, tint.stripe) for tint in tints}) == 30
    assert all(palette.contrast(tint.colour, tint.ink) >= 4.5 for tint in tints)
    lines = [palette.line(number) for number in range(18)]
    assert len({(line.light, line.dash) for line in lines}) == 18
    assert all(
        palette.contrast(line.light, palette.LIGHT_PAPER) >= 4.5
        and palette.contrast(line.dark, palette.DARK_PAPER) >= 4.5
        for line in lines
    )


# ---- What the page and its scripts say
def test_the_scripts_say_what_the_language_has_and_nothing_of_their_own() -> None:
    scripts = "\n".join(
        re.sub(r"//.*|/\*.*?\*/", "", path.read_text("utf-8"))
        for path in sorted((ASSETS / "app").glob("*.js"))
    )
    renamed = re.findall(r"const \{ (.*) \} = wording;", scripts)
    used = set(re.findall(r"\bwording\.(\w+)", scripts)) | {
        name for names in renamed for name in re.findall(r"(\w+):", names)
    }
    assert used == set(table("map.SCRIPT"))
    assert set(re.findall(r"\bcounts\.(\w+)", scripts)) == set(table("map.COUNTS"))
    assert not re.search("[æøåÆØÅ]", scripts)


def test_the_template_says_what_the_language_has_and_nothing_of_its_own() -> None:
    template = (ASSETS / "kort.html").read_text("utf-8")
    assert set(re.findall(r"\bwords\.(\w+)", template)) == set(table("map.PAGE"))
    said = r'(?:aria-label|aria-roledescription|placeholder|title)="([^{][^"]*)"'
    assert not re.findall(said, template)
    text = re.sub(r"<[^>]*>|\{\{.*?\}\}|\{%.*?%\}", " ", template)
    assert set(re.findall(r"[^\W\d_]{2,}", text)) <= {"SVG", "PNG"}
