"""What scenarios change, for a terminal: one screen first, everything when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgraph.danish import capital, listed, lower_first
from orgraph.render.scenario_told import Group, Heading, Line, Number, Part, Told
from orgraph.render.scenario_words import amount
from orgraph.render.text import Footnotes, wrapped

MOST = 3  # lines of the first list on the first screen
NO_EFFECT = "Uden virkning"  # what must be told of a step even there
SIGNS = {"lost": "-", "gone": "-", "gained": "+", "new": "+", "moved": ">", "kept": "=", "changed": "~", "same": "="}


def difference_text(told: Told, *, every: bool = False) -> str:
    """The difference as lines of text: what is done, what ends, who loses whom, the numbers; `every` unfolds all lists and adds each changed answer."""
    footnotes = Footnotes(told.documents)
    lines = wrapped(f"{told.title} · {_days(told)}", 2)
    for column in told.columns[1:]:
        lines += _steps(column, footnotes, several=len(told.columns) > 2, every=every)
    lines += [line for text in told.summary for line in wrapped(text, 2)]
    for number, group in enumerate(told.losses):
        lines += _group(group, footnotes, most=len(group.lines) if every else 0 if number else MOST)
    lines += _numbers(told, footnotes, every=every)
    for group in (*told.facts, *told.relations, *told.answers) if every else ():
        lines += _group(group, footnotes, most=len(group.lines))
    if not every:
        lines += wrapped("Linje for linje: --all. Som tekst til en sagsfremstilling: --format markdown. Som side til et møde: --format html -o FIL.")
    return "\n".join([*lines, *footnotes.lines()])


def _steps(column: Heading, footnotes: Footnotes, *, several: bool, every: bool) -> Iterator[str]:
    if several:
        yield from wrapped(f"{column.name}: {column.scenario}", 3)
    for number, (text, told) in enumerate(column.steps, 1):
        yield from wrapped(f"{number:>3} {text} {footnotes.marks(column.sources, 1)}", 4)
        for remark in told if every else [remark for remark in told if remark.startswith(NO_EFFECT)]:
            yield from wrapped(f"    {remark}", 6)


def _days(told: Told) -> str:
    before, *after = told.columns
    return f"{before.day} over for {listed(list(dict.fromkeys(column.day for column in after)))}"


def _group(group: Group, footnotes: Footnotes, *, most: int) -> Iterator[str]:
    yield from wrapped(f"{capital(group.heading)}: {group.summary}", 2)
    yield from _lines(group.lines, footnotes, most=most)


def _numbers(told: Told, footnotes: Footnotes, *, every: bool) -> Iterator[str]:
    """The measures that say something, with their numbers; then those that say nothing."""
    columns = " → ".join([told.columns[0].name.lower(), *(column.name if len(told.columns) > 2 else column.name.lower() for column in told.columns[1:])])
    yield from wrapped(f"Retten til at beslutte i tal ({columns}), {told.scope}:", 2)
    quiet = []
    for number in told.numbers:
        if any(number.counts):
            yield from wrapped(f"  {number.heading}: {_counts(number, told)}", 4)
            yield from _lines(number.lines, footnotes, most=len(number.lines) if every else 0, indent=4)
        else:
            quiet.append(lower_first(number.heading))
    if quiet:
        yield from wrapped(f"  Ingen, hverken før eller efter: {'; '.join(quiet)}.", 4)


def _counts(number: Number, told: Told) -> str:
    """0 → 80 (80 nye)."""
    counts = " → ".join(map(str, number.counts))
    if not any(number.new):
        return counts
    if len(number.new) == 1:
        return f"{counts} ({amount(number.new[0], 'ny', 'nye')})"
    new = ", ".join(f"{column.name} {count}" for column, count in zip(told.columns[1:], number.new, strict=True))
    return f"{counts} (nye: {new})"


def _lines(lines: Sequence[Line], footnotes: Footnotes, *, most: int, indent: int = 2) -> Iterator[str]:
    for line in lines[:most]:
        yield from wrapped(f"{' ' * indent}{SIGNS[line.change]} {line.subject} ({line.kind}): {_cells(line)} {footnotes.marks(line.sources, 1)}", indent + 2)
    if 0 < most < len(lines):
        yield f"{' ' * indent}  … og {len(lines) - most} flere"


def _cells(line: Line) -> str:
    """Before → after, each as words."""
    return " → ".join(_cell(cell) for cell in line.cells)


def _cell(parts: Sequence[Part]) -> str:
    return listed([part.text for part in parts]) or "–"
