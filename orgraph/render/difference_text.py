"""What scenarios change, for a terminal: one screen first, everything when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgraph.render.difference_model import DifferenceReport, Group, Heading, Line, Number, Part
from orgraph.render.difference_words import say
from orgraph.render.text import Footnotes, wrapped

MOST = 3  # lines of the first list on the first screen
SIGNS = {
    "lost": "-",
    "gone": "-",
    "gained": "+",
    "new": "+",
    "moved": ">",
    "kept": "=",
    "changed": "~",
    "same": "=",
}


def difference_text(report: DifferenceReport, *, every: bool = False) -> str:
    """The difference as lines of text: what is done, what ends, who loses whom, the numbers;
    `every` unfolds all lists and adds each changed answer.
    """
    footnotes = Footnotes(report.documents)
    before, *after = report.columns
    days = list(dict.fromkeys(column.day for column in after))
    lines = wrapped(say("heading", title=report.title, before=before.day, after=days), 2)
    for column in after:
        lines += _steps(column, footnotes, several=len(after) > 1, every=every)
    lines += [line for sentence in report.summary for line in wrapped(sentence, 2)]
    for number, group in enumerate(report.losses):
        most = len(group.lines) if every else 0 if number else MOST
        lines += _group(group, footnotes, most=most)
    lines += _numbers(report, footnotes, every=every)
    for group in (*report.facts, *report.relations, *report.answers) if every else ():
        lines += _group(group, footnotes, most=len(group.lines))
    if not every:
        lines += wrapped(say("hint"))
    return "\n".join([*lines, *footnotes.lines()])


def _steps(column: Heading, footnotes: Footnotes, *, several: bool, every: bool) -> Iterator[str]:
    """The steps; of what is told of them, the first screen has only what has no effect."""
    if several:
        yield from wrapped(say("in_column", column=column.name, sentence=column.scenario), 3)
    for number, (step, remarks) in enumerate(column.steps, 1):
        yield from wrapped(f"{number:>3} {step} {footnotes.marks(column.sources, 1)}", 4)
        for remark in remarks:
            if every or remark.in_vain:
                yield from wrapped(f"    {remark.sentence}", 6)


def _group(group: Group, footnotes: Footnotes, *, most: int) -> Iterator[str]:
    yield from wrapped(say("group", heading=group.heading, summary=group.summary), 2)
    yield from _lines(group.lines, footnotes, most=most)


def _numbers(report: DifferenceReport, footnotes: Footnotes, *, every: bool) -> Iterator[str]:
    """The measures that say something, with their numbers; then those that say nothing."""
    several = len(report.columns) > 2
    names = [
        column.name if several and number else say("small", sentence=column.name)
        for number, column in enumerate(report.columns)
    ]
    yield from wrapped(say("numbers", columns=" → ".join(names), scope=report.scope), 2)
    silent = []
    for number in report.numbers:
        if any(number.counts):
            counted = say("number", heading=number.heading, counts=_counts(number, report))
            yield from wrapped(f"  {counted}", 4)
            most = len(number.lines) if every else 0
            yield from _lines(number.lines, footnotes, most=most, indent=4)
        else:
            silent.append(say("small", sentence=number.heading))
    if silent:
        yield from wrapped(f"  {say('silent', headings='; '.join(silent))}", 4)


def _counts(number: Number, report: DifferenceReport) -> str:
    """0 → 80 (80 nye)."""
    counts = " → ".join(map(str, number.counts))
    if not any(number.new):
        return counts
    if len(number.new) == 1:
        return say("new", counts=counts, new=number.new[0])
    new = [
        say("new_in_column", column=column.name, count=count)
        for column, count in zip(report.columns[1:], number.new, strict=True)
    ]
    return say("new_by_column", counts=counts, columns=", ".join(new))


def _lines(
    lines: Sequence[Line], footnotes: Footnotes, *, most: int, indent: int = 2
) -> Iterator[str]:
    for line in lines[:most]:
        said = say("line", subject=line.subject, kind=line.kind, cells=_cells(line))
        marks = footnotes.marks(line.sources, 1)
        yield from wrapped(f"{' ' * indent}{SIGNS[line.change]} {said} {marks}", indent + 2)
    if 0 < most < len(lines):
        yield f"{' ' * indent}  {say('more_lines', count=len(lines) - most)}"


def _cells(line: Line) -> str:
    """Before → after, each as words."""
    return " → ".join(_cell(cell) for cell in line.cells)


def _cell(parts: Sequence[Part]) -> str:
    return say("list", items=[part.text for part in parts]) or say("nothing")
