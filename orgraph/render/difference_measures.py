"""The measures of a difference, as its report tells them: numbers that open into their lists."""

from __future__ import annotations

from collections.abc import Sequence

from orgraph.answers.answer import Row
from orgraph.languages import label
from orgraph.phrases import Phrase, Ref, Text
from orgraph.render.difference_lines import (
    cell_part,
    description_of,
    ref_by_id,
    ref_to,
    sort_lines,
)
from orgraph.render.difference_model import Line, Number, Part
from orgraph.render.difference_words import MOST_NAMES, measure_why, say, say_phrase, some
from orgraph.scenario.difference import Difference
from orgraph.scenario.measures import Entry, Measure

STATES = ("new", "same", "gone")  # in the order in which they are told


def measure_number(difference: Difference, measure: Measure) -> Number:
    """A measure as a number in each column, with a line for each thing that any column counts."""
    counts = tuple(len(column) for column in measure.columns)
    new = [
        {entry.subject.id for entry in measure.new(number)} for number in range(len(counts) - 1)
    ]
    entries: dict[str, Entry] = {
        entry.subject.id: entry for column in measure.columns for entry in column
    }
    lines = [_entry_line(difference, measure, entry, new) for entry in entries.values()]
    return Number(
        name=measure.name,
        heading=label("difference.MEASURES", measure.name),
        why=measure_why(measure.name, difference.before.vocabulary),
        counts=counts,
        new=tuple(len(found) for found in new),
        lines=tuple(sort_lines(lines, STATES)),
    )


def _entry_line(
    difference: Difference, measure: Measure, entry: Entry, new: Sequence[set[str]]
) -> Line:
    node = entry.subject
    found = [
        next((each for each in column if each.subject.id == node.id), None)
        for column in measure.columns
    ]
    cells = tuple(
        _entry_cell(difference, measure.name, each, new=number > 0 and node.id in new[number - 1])
        for number, each in enumerate(found)
    )
    change = "new" if any(node.id in ids for ids in new) else "same" if all(found[1:]) else "gone"
    held = tuple(
        cell_part(_held(difference, row), "lost")
        for row in entry.held
        if measure.name != "approved-twice"
    )
    return Line(
        subject=ref_to(node),
        kind=node.kind,
        change=change,
        word=label("difference.STATES", change),
        cells=(held if held and not found[0] else cells[0], *cells[1:]),
        sources=tuple(
            dict.fromkeys(source for row in entry.held for source in row.support.sources)
        ),
        about=description_of(node),
    )


def _entry_cell(
    difference: Difference, name: str, entry: Entry | None, *, new: bool
) -> tuple[Part, ...]:
    if entry is None:
        return (cell_part(say("nothing")),)
    return (cell_part(_entry_phrase(difference, name, entry), "new" if new else "same"),)


def _entry_phrase(difference: Difference, name: str, entry: Entry) -> Text:
    """What a measure says of one thing."""
    names = some([ref_by_id(difference, node) for node in entry.others], MOST_NAMES)
    if name == "passages":
        return say_phrase("passages", count=entry.value or 0, names=names)
    if name == "lengths":
        return say("lengths", was=_steps(entry.was), now=_steps(entry.value))
    if name == "implemented-only":
        return say("implementing", count=entry.value)
    if name == "appointers-lost":
        return say_phrase("without", names=names)
    return names if name in ("approved-twice", "circles") else say("nobody")


def _steps(number: int | None) -> str:
    if number is None:
        return say("no_way")
    return say("steps", count=number) if number else say("no_steps")


def _held(difference: Difference, row: Row) -> Phrase:
    """Who stood there the day before, or where the way led."""
    verb = difference.before.vocabulary.relations[row.role].danish
    code = "holds" if row.direction == "out" else "held_by"
    return say_phrase(code, holder=Ref(row.id, row.name), verb=verb)
