"""A result as a table, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgraph.answers.answer import Answer, Path, Row
from orgraph.errors import UNSAFE
from orgraph.render.table import MOST_LINES, answer_table, table_csv, table_json, table_text

TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "=1+1",
        "+45",
        "-x",
        "@a",
        "\t=",
        "\r=",
        "\x1b[31m",
        "a,b",
        'a"b',
        "a\r\nb",
        "Ærø Å",
        "漢字",
        "e\u0301",
        "x" * 900,
    ]
)
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | TEXTS
    | st.lists(TEXTS, max_size=3)
    | st.dictionaries(TEXTS, TEXTS, max_size=2)
)


@st.composite
def results(draw: st.DrawFn) -> tuple[list[str], list[list[Any]]]:
    columns = draw(st.lists(TEXTS, min_size=1, max_size=12, unique=True))
    return columns, draw(
        st.lists(st.lists(VALUES, min_size=len(columns), max_size=len(columns)), max_size=4)
    )


def parsed(columns: list[str], rows: list[list[Any]]) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(table_csv(columns, rows)), newline="")))


# ---- For people
def test_columns_stand_under_their_names_and_numbers_to_the_right() -> None:
    assert table_text(["organ", "pladser"], [["Udvalget", 12], ["Rådet", 3]], 80).splitlines() == [
        "organ    │ pladser",
        "─────────┼────────",
        "Udvalget │      12",
        "Rådet    │       3",
        "2 rækker",
    ]


def test_a_long_text_is_broken_between_words_and_rows_are_kept_apart() -> None:
    lines = table_text(["a", "b"], [["den ene og den anden", "x"], ["y", None]], 26).splitlines()
    assert lines == [
        "a                    │ b",
        "─────────────────────┼──",
        "den ene og den anden │ x",
        "y                    │",
        "2 rækker",
    ]
    lines = table_text(
        ["a", "b"], [["den ene og den anden del af det", "x"], ["y", "z"]], 26
    ).splitlines()
    assert lines[2:6] == [
        "den ene og den anden   │ x",
        "del af det             │",
        "───────────────────────┼──",
        "y                      │ z",
    ]


def test_a_cell_that_is_shortened_says_so() -> None:
    text = table_text(["a"], [["ord " * 500]], 40)
    assert text.splitlines()[1 + MOST_LINES].endswith("…")
    assert "1 celle er forkortet" in text


def test_columns_that_do_not_fit_are_told_line_by_line() -> None:
    lines = table_text(
        [f"kolonne {number}" for number in range(12)], [["en lang tekst"] * 12], 80
    ).splitlines()
    assert lines[:2] == ["── 1 ".ljust(80, "─"), "kolonne 0  │ en lang tekst"]
    assert lines[-1] == "1 række"


@pytest.mark.parametrize(
    ("rows", "more", "last"),
    [
        ([], False, "ingen rækker"),
        ([[1]], False, "1 række"),
        ([[1], [2]], True, "2 rækker er vist; der er flere, som en højere --limit giver."),
    ],
)
def test_the_last_line_counts(rows: list[list[Any]], more: bool, last: str) -> None:
    assert table_text(["a"], rows, 80, more=more).splitlines()[-1] == last


@given(results(), st.integers(1, 200))
def test_no_table_is_wider_than_the_terminal_or_moves_its_cursor(
    result: tuple[list[str], list[list[Any]]], width: int
) -> None:
    text = table_text(*result, width)
    assert not UNSAFE.search(text)
    body = (
        text.splitlines()
        if not result[1]
        else text.split("\n")[: -1 - text.count("forkortet (…)")]
    )
    assert all(len(_seen(line)) <= max(width, 24) for line in body)


def _seen(line: str) -> str:
    """The letters that take a place: a mark on a letter takes none of its own."""
    return "".join(c for c in line if unicodedata.category(c) not in ("Mn", "Me", "Cf"))


def test_wide_letters_take_two_places_and_marks_none() -> None:
    lines = table_text(["a", "b"], [["漢字", "x"], ["e\u0301", "y"]], 80).splitlines()
    assert lines[2:4] == ["漢字 │ x", "e\u0301    │ y"]


# ---- For programs
@given(results())
def test_json_gives_back_what_went_in(result: tuple[list[str], list[list[Any]]]) -> None:
    columns, rows = result
    text = "\n".join(table_json(columns, rows))
    assert json.loads(text) == [dict(zip(columns, row, strict=True)) for row in rows]
    assert not UNSAFE.search(text)


@given(results())
def test_csv_has_a_field_for_every_value_and_none_that_a_spreadsheet_calculates(
    result: tuple[list[str], list[list[Any]]],
) -> None:
    columns, rows = result
    found = parsed(columns, rows)
    assert [len(row) for row in found] == [len(columns)] * (len(rows) + 1)
    for row, fields in zip([columns, *rows], found, strict=True):
        for value, field in zip(row, fields, strict=True):
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            assert number or not field.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            assert not number or float(field) == value


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+45 1", "'+45 1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "'\nx"), ("＝x", "'＝x"),
        (-1, "-1"), (1.5, "1.5"), (None, ""), (True, "true"), ("Ærø, Ø", "Ærø, Ø"), (["a", 1], '["a", 1]'), ({"a": None}, '{"a": null}'), ("a\x1bb", "a�b"),
        (float("-inf"), "'-Infinity"), ('"', '"'), ("a\nb", "a\nb"),
    ],
)  # fmt: skip
def test_csv_of_one_value(value: Any, field: str) -> None:
    assert parsed(["a"], [[value]])[1:] == [[field]]


def test_csv_lines_end_as_the_format_says() -> None:
    assert list(table_csv(["a", "b"], [[1, 'x "y"']])) == ["a,b\r\n", '1,"x ""y"""\r\n']


# ---- For a Danish Excel
def for_excel(value: Any) -> str:
    """The field as Excel reads it."""
    text = "".join(table_csv(["a", "b"], [[value, ""]], excel=True))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1][0]


def test_a_danish_excel_is_told_of_the_letters_and_gets_semicolons_and_commas() -> None:
    rows = [["Ærø; Ø", 1.5], ["b", 2]]
    assert list(table_csv(["navn", "tal"], rows, excel=True)) == [
        "\ufeffnavn;tal\r\n",
        '"Ærø; Ø";1,5\r\n',
        "b;2\r\n",
    ]
    assert list(table_csv(["navn", "tal"], rows)) == ["navn,tal\r\n", "Ærø; Ø,1.5\r\n", "b,2\r\n"]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ("=1+1", "'=1+1"), ("+45 1", "'+45 1"), ("@x", "'@x"), ("a;=1+1", "a;=1+1"), ("1.5", "1.5"), (-1.25, "-1,25"), (1e-7, "1e-07"), (True, "true"),
        (None, ""), ([1.5], "[1.5]"), ("\ufeff=1+1", "'\ufeff=1+1"),
    ],
)  # fmt: skip
def test_excel_gets_one_value_that_it_does_not_calculate(value: Any, field: str) -> None:
    assert for_excel(value) == field


# ---- Answers
def test_an_answer_in_paths_has_a_row_for_every_step() -> None:
    row = Row("udvalget", "Udvalget", "udvalg", "refererer-til")
    path = Path(("gruppen", "udvalget"), (row, row), None, None, None)
    columns, rows = answer_table(
        Answer("escalate", "gruppen", "2016-10-01", "answered", paths=(path, path))
    )
    assert columns[:3] == ["path", "id", "name"]
    assert [row[0] for row in rows] == [1, 1, 2, 2]


def test_an_answer_without_rows_has_columns() -> None:
    columns, rows = answer_table(Answer("approves", "x", "2016-10-01", "not_stated"))
    assert columns[0] == "id"
    assert rows == []
