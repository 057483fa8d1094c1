"""The cases that the scripts of the pages are held to (tests/javascript): the program gives the same. Words are in test_text_matching."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from orgraph.facts import NOT_IN_FORCE
from orgraph.languages import table
from orgraph.languages.da.grammar import MONTHS, format_date
from orgraph.maps import page, page_data
from orgraph.maps.layout import Box, route
from orgraph.maps.packing import column
from orgraph.pages.word_script import minify
from orgraph.stemming import stem
from orgraph.text_matching import LETTERS, SIGNS

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "javascript" / "cases.json").read_text("utf-8")
)


def test_the_scripts_are_given_the_programs_own_tables_and_sizes_in_the_programs_own_order() -> (
    None
):
    assert (CASES["signs"], CASES["letters"], CASES["sizes"]) == (SIGNS, LETTERS, page_data.SIZES)
    assert tuple(CASES["months"]) == MONTHS
    assert tuple(CASES["notInForce"]) == NOT_IN_FORCE
    assert CASES["words"].items() <= table("map.SCRIPT").items()
    assert CASES["scripts"] == list(page._SCRIPTS)


def test_words_have_their_stems() -> None:
    assert [[word, stem(word)] for word, _ in CASES["stems"]] == CASES["stems"]


def test_columns_are_packed() -> None:
    assert [[numbers, column(numbers)] for numbers, _ in CASES["columns"]] == CASES["columns"]


def test_lines_have_their_corners() -> None:
    for case, corners in CASES["routes"]:
        above, below = (
            Box(end, x, y, height, parent=None) for end, (x, y, height) in case.items()
        )
        assert [list(corner) for corner in route(above, below)] == corners


def test_days_are_written() -> None:
    days = [date.fromordinal(ordinal).isoformat() for ordinal, *_ in CASES["days"]]
    assert [[date.fromisoformat(day).toordinal(), day, format_date(day)] for day in days] == CASES[
        "days"
    ]


def test_a_page_carries_no_types_and_no_comments() -> None:
    script = """
// What it is.
/**
 * @param {string} id
 */
const known = (map, key) => /** @type {any} */ (map.get(key)); // said here
  /** @type {Set<number>} */
  const href = "https://x";
"""
    assert (
        minify(script)
        == 'const known = (map, key) => (map.get(key)); // said here\nconst href = "https://x";\n'
    )
