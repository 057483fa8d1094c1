"""A result as a table for people, as JSON and as CSV. What a terminal would obey or a spreadsheet
would calculate is made harmless.
"""

from __future__ import annotations

import csv
import io
import json
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from orgraph.answers.answer import Answer
from orgraph.errors import UNSAFE
from orgraph.graph_values import as_cypher, as_data
from orgraph.languages import text
from orgraph.render.json_form import ALWAYS, json_text, row_dict

Columns = Sequence[str]
Rows = Sequence[Sequence[Any]]
BETWEEN, CROSSING = " │ ", "─┼─"
NARROWEST = 8  # a column; where more would be needed each row is told line by line
MOST_LINES = 10  # of a cell
MARK = "\ufeff"
FORMULA = (MARK, "=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


class Cell(NamedTuple):
    """The lines of a cell, and whether there was more."""

    lines: list[str]
    cut: bool = False


# ---- For people
def table_text(columns: Columns, rows: Rows, width: int, *, more: bool = False) -> str:
    """The rows as columns within the width, or line by line where they do not fit.

    A cell that is shortened ends in … and is told of.

    `more` says that there are more rows than these.
    """
    if not rows:
        return text("table.no_rows")
    width = max(width, NARROWEST * 3)
    texts = [[_text(value) for value in row] for row in rows]
    names = [_text(name) for name in columns]
    widths = _widths(
        [[names[place], *(row[place] for row in texts)] for place in range(len(names))], width
    )
    lines, shortened = (
        _side_by_side(names, texts, _right(rows), widths)
        if widths
        else _line_by_line(names, texts, width)
    )
    if shortened:
        lines.append(text("table.cells_cut", number=shortened))
    shown = more_text(len(rows)) if more else text("table.rows", number=len(rows))
    return "\n".join([*lines, shown])


def more_text(shown: int) -> str:
    """What to say when a limit was reached."""
    return text("table.more_rows", number=shown)


def _text(value: Any) -> str:
    return UNSAFE.sub("�", as_cypher(value).replace("\r\n", "\n").replace("\t", " "))


def _right(rows: Rows) -> list[bool]:
    """Which columns hold numbers and nothing else."""
    return [
        all(
            value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
            for value in column
        )
        for column in zip(*rows, strict=True)
    ]


def _widths(columns: list[list[str]], width: int) -> list[int]:
    """What each column gets: all it needs when that is little, else an equal share of what the
    others leave. Empty when a share is too narrow.
    """
    needs = [
        max(_width(line) for text in column for line in text.split("\n")) for column in columns
    ]
    left = width - len(BETWEEN) * (len(columns) - 1)
    widths = [0] * len(needs)
    for number, place in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        share = left // (len(needs) - number)
        widths[place] = max(min(needs[place], share), 1)
        left -= widths[place]
    return (
        widths
        if all(found >= min(need, NARROWEST) for found, need in zip(widths, needs, strict=True))
        else []
    )


def _side_by_side(
    names: list[str], texts: list[list[str]], right: list[bool], widths: list[int]
) -> tuple[list[str], int]:
    cells = [
        [_cell(text, width) for text, width in zip(row, widths, strict=True)]
        for row in [names, *texts]
    ]
    rule = CROSSING.join("─" * width for width in widths)
    apart = any(len(cell.lines) > 1 for row in cells[1:] for cell in row)
    lines: list[str] = []
    for number, row in enumerate(cells):
        lines += _row_lines(row, widths, right if number else [False] * len(widths))
        if number == 0 or (apart and number < len(texts)):
            lines.append(rule)
    return lines, sum(cell.cut for row in cells for cell in row)


def _row_lines(row: list[Cell], widths: list[int], right: list[bool]) -> Iterator[str]:
    for number in range(max(len(cell.lines) for cell in row)):
        here = [cell.lines[number] if number < len(cell.lines) else "" for cell in row]
        yield BETWEEN.join(map(_padded, here, widths, right)).rstrip()


def _line_by_line(names: list[str], texts: list[list[str]], width: int) -> tuple[list[str], int]:
    """Each value after its column's name, each row under a rule."""
    first = min(max(map(_width, names)), width // 3)
    lines: list[str] = []
    shortened = 0
    for number, row in enumerate(texts, 1):
        lines.append(f"── {number} ".ljust(width, "─"))
        for name, value in zip(names, row, strict=True):
            cells = [_cell(name, first), _cell(value, width - first - len(BETWEEN))]
            lines += _row_lines(cells, [first, 0], [False, False])
            shortened += sum(cell.cut for cell in cells)
    return lines, shortened


def _cell(text: str, width: int) -> Cell:
    lines = [line for part in text.split("\n") for line in _broken(part, width)]
    if len(lines) <= MOST_LINES:
        return Cell(lines)
    last = next(_broken(lines[MOST_LINES - 1], width - 1)).rstrip()
    return Cell([*lines[: MOST_LINES - 1], f"{last}…"], cut=True)


def _broken(line: str, width: int) -> Iterator[str]:
    """The line in pieces that fit, broken between words where there are any."""
    if _width(line) <= width:
        yield line
    elif _width(line) == len(line):
        yield from textwrap.wrap(line, max(width, 1), break_on_hyphens=False) or [""]
    else:
        yield from _broken_anywhere(line, width)


def _broken_anywhere(line: str, width: int) -> Iterator[str]:
    piece = ""
    for character in line:
        if piece and _width(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """How many places it takes on a terminal."""
    return len(text) if text.isascii() else sum(_places(character) for character in text)


def _places(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


# ---- For programs
def table_json(columns: Columns, rows: Rows) -> Iterator[str]:
    """Pieces of a list of objects, each row on a line."""
    yield "["
    for number, row in enumerate(rows, 1):
        yield json_text(
            {name: as_data(value) for name, value in zip(columns, row, strict=True)}
        ) + ("," if number < len(rows) else "")
    yield "]"


def answer_table(answer: Answer) -> tuple[list[str], list[list[Any]]]:
    """The rows of an answer as columns and rows; of an answer in paths each step is a row, after
    the number of its path.
    """
    found = [
        {"path": number, **row_dict(hop)}
        for number, path in enumerate(answer.paths, 1)
        for hop in path.hops
    ] or [row_dict(row) for row in answer.rows]
    columns = list(dict.fromkeys(name for row in found for name in row)) or list(ALWAYS)
    return columns, [[row.get(name) for name in columns] for row in found]


def table_csv(
    columns: Columns, rows: Iterable[Sequence[Any]], *, excel: bool = False
) -> Iterator[str]:
    """Lines of RFC 4180: a text that a spreadsheet would calculate gets a ' before it, lists and
    nodes are JSON, nothing is empty.

    For a Danish Excel: a mark that says UTF-8 before the first, semicolons between fields, and a
    comma in numbers.
    """
    before = MARK if excel else ""
    for row in chain([columns], rows):
        line = io.StringIO()
        fields = [_field(value) for value in row]
        fields = [_with_comma(field) for field in fields] if excel else fields
        csv.writer(line, delimiter=";" if excel else ",").writerow(fields)
        yield before + line.getvalue()
        before = ""


def _with_comma(field: Any) -> Any:
    return repr(field).replace(".", ",") if isinstance(field, float) else field


def _field(value: Any) -> Any:
    plain = as_data(value)
    if plain is None or (isinstance(plain, (int, float)) and not isinstance(plain, bool)):
        return plain
    text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
    text = "".join(
        c if c in "\t\n" else UNSAFE.sub("�", c)
        for c in text.replace("\r\n", "\n").replace("\r", "\n")
    )
    return f"'{text}" if text.startswith(FORMULA) else text
