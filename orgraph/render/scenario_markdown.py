"""What scenarios change, as Markdown for a case presentation (sagsfremstilling): headings, tables, and every sentence with its document and lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from orgraph.danish import capital, listed, lower_first
from orgraph.errors import UNSAFE
from orgraph.facts import Source
from orgraph.render.scenario_told import Group, Heading, Line, Part, Told
from orgraph.render.scenario_words import quoted

_ANYWHERE = re.compile(
    r"[\\`*\[\]|~@]|(?<!\w)_|_(?!\w)|(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE
)  # emphasis, links, cells, and what would become a link by itself
_FIRST = re.compile(r"^(?:[#+=>-]|\d+(?=[.)]))")  # what would begin a heading, a list or a quotation
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;"})


def difference_markdown(told: Told) -> str:
    """The whole difference as Markdown."""
    lines = [
        *(f"# {_text(told.title)}", ""), *_background(told), *_changes(told), *_losses(told), *_consequences(told), *_answers(told), *_appendix(told),
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def _background(told: Told) -> Iterator[str]:
    yield from ("## Sagens baggrund", "")
    before, *after = told.columns
    days = listed(list(dict.fromkeys(column.day for column in after)))
    yield from (f"Sammenlignet er organisationen {_text(before.day)} med organisationen {_text(days)}, som den bliver, hvis omlægningen gennemføres.", "")
    for column in after:
        yield from _scenario(column, several=len(after) > 1)
    yield from (*(f"- {_text(text)}" for text in told.summary), "")


def _scenario(column: Heading, *, several: bool) -> Iterator[str]:
    if several:
        yield from (f"### {_text(column.name)}: {_text(column.scenario)}", "")
    for number, (step, remarks) in enumerate(column.steps, 1):
        yield f"{number}. {_text(' '.join((step, *(capital(remark) for remark in remarks if not remark.endswith(':')))))}"
    yield ""
    if column.sources:
        yield from (f"Grundlag: {_quotes(column.sources)}", "")


def _changes(told: Told) -> Iterator[str]:
    yield from ("## Ændringerne", "")
    if not told.facts:
        yield from ("Intet organ og ingen anden ting ophører, begynder eller flytter.", "")
    for group in told.facts:
        yield from _facts(group)
    if told.relations:
        yield from (
            f"Dertil: {_text(listed([f'{lower_first(group.heading)} ({group.summary})' for group in told.relations]))}; se bilaget.",
            "",
        )


def _appendix(told: Told) -> Iterator[str]:
    if told.relations:
        yield from ("## Bilag: forhold, der ophører og begynder", "")
    for group in told.relations:
        yield from _facts(group)
    if told.documents:
        yield from ("## Kilder uden linjer", "", *(f"- {_text(document)}: {_text(name)}" for document, name in told.documents), "")


def _facts(group: Group) -> Iterator[str]:
    yield from (f"### {_text(group.heading)} ({group.summary})", "")
    if any(line.change in ("moved", "changed") for line in group.lines):
        yield from _table(("Før", "Efter", "Kilde"), [(*map(_cell, line.cells), _quotes(line.sources)) for line in group.lines])
    else:
        yield from _table(("Hvad", "Slags", "Kilde"), [(_text(line.subject), _text(line.kind), _quotes(line.sources)) for line in group.lines])


def _consequences(told: Told) -> Iterator[str]:
    """The measures side by side; then the list behind each that says something."""
    yield from ("## Konsekvenser for beslutningsretten", "", f"Tallene er opgjort {_text(told.scope)}.", "")
    columns = [_text(column.name) for column in told.columns]
    new = [f"Nye i {name}" for name in columns[1:]] if len(columns) > 2 else ["Nye"]
    yield from _table(("Forhold", *columns, *new), [(_text(number.heading), *map(str, (*number.counts, *number.new))) for number in told.numbers])
    for number in told.numbers:
        if number.lines:
            yield from (f"### {_text(number.heading)}", "", f"{_text(capital(number.why))}.", "")
            yield from _lines(told, number.lines, "Sætningen bag")


def _losses(told: Told) -> Iterator[str]:
    if told.losses:
        yield from ("## Hvem mister hvad", "")
    for group in told.losses:
        yield from _group(told, group, "Sætningen, der falder bort")


def _answers(told: Told) -> Iterator[str]:
    if told.answers:
        yield from ("## Svar, der bliver anderledes", "")
    for group in told.answers:
        yield from _group(told, group, "Sætningen, der falder bort")


def _group(told: Told, group: Group, sentence: str) -> Iterator[str]:
    yield from (f"### {_text(capital(group.heading))}", "", f"{_text(capital(group.summary))}.", "")
    yield from _lines(told, group.lines, sentence)


def _lines(told: Told, lines: Iterable[Line], sentence: str) -> Iterator[str]:
    header = ("Hvad", "Ændring", *(_text(column.name) for column in told.columns), sentence)
    yield from _table(header, [(_subject(line), line.word, *map(_cell, line.cells), _quotes(line.sources)) for line in lines])


def _subject(line: Line) -> str:
    about = f"<br>{_quotes(line.about)}" if line.about else ""
    return f"**{_text(line.subject)}**{f' ({_text(line.kind)})' if line.kind else ''}{about}"


def _cell(parts: Sequence[Part]) -> str:
    return "<br>".join(_text(f"{part.text} ({part.word})" if part.word else part.text) for part in parts) or "–"


def _quotes(sources: Iterable[Source]) -> str:
    """»citatet« (003, linje 3170–3171)."""
    return "<br>".join(_text(f"»{quote}« ({places})" if quote else places) for quote, places in quoted(sources)) or "–"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'|'.join(' --- ' for _ in header)}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _text(text: str) -> str:
    """Foreign text as text: nothing in it is markup, and it stays on its line."""
    line = UNSAFE.sub("�", " ".join(text.split()))
    escaped = _ANYWHERE.sub(lambda found: f"\\{found[0]}", line).translate(_ENTITIES)
    first = _FIRST.match(escaped)
    return escaped if not first else f"{first[0]}\\{escaped[first.end() :]}" if first[0].isdigit() else f"\\{escaped}"
