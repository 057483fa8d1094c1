"""What scenarios change, as Markdown for a case presentation (sagsfremstilling): headings, tables,
and every sentence with its document and lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from orgraph.errors import UNSAFE
from orgraph.facts import Source
from orgraph.phrases import Phrase
from orgraph.render.difference_model import DifferenceReport, Group, Heading, Line, Part
from orgraph.render.difference_words import quoted, say

_ANYWHERE = re.compile(
    r"[\\`*\[\]|~@]|(?<!\w)_|_(?!\w)|(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE
)  # emphasis, links, cells, and what would become a link by itself
_FIRST = re.compile(
    r"^(?:[#+=>-]|\d+(?=[.)]))"
)  # what would begin a heading, a list or a quotation
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;"})


def difference_markdown(report: DifferenceReport) -> str:
    """The whole difference as Markdown."""
    lines = [
        *(f"# {_escape(report.title)}", ""),
        *_background(report),
        *_changes(report),
        *_losses(report),
        *_consequences(report),
        *_answers(report),
        *_appendix(report),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _section(code: str) -> tuple[str, str]:
    return f"## {say(code)}", ""


def _background(report: DifferenceReport) -> Iterator[str]:
    yield from _section("background")
    before, *after = report.columns
    days = say("list", items=list(dict.fromkeys(column.day for column in after)))
    yield from (say("compared", before=_escape(before.day), after=_escape(days)), "")
    for column in after:
        yield from _scenario(column, several=len(after) > 1)
    yield from (*(f"- {_escape(sentence)}" for sentence in report.summary), "")


def _scenario(column: Heading, *, several: bool) -> Iterator[str]:
    if several:
        name, scenario = _escape(column.name), _escape(column.scenario)
        yield from (f"### {say('in_column', column=name, sentence=scenario)}", "")
    for number, (step, remarks) in enumerate(column.steps, 1):
        sentences = [
            say("capital", sentence=str(remark.sentence)) for remark in remarks if not remark.facts
        ]
        yield f"{number}. {_escape(' '.join((str(step), *sentences)))}"
    yield ""
    if column.sources:
        yield from (say("basis", sources=_quotes(column.sources)), "")


def _changes(report: DifferenceReport) -> Iterator[str]:
    yield from _section("changes")
    if not report.facts:
        yield from (say("no_changes"), "")
    for group in report.facts:
        yield from _facts(group)
    if report.relations:
        groups = [
            say(
                "group_counted",
                heading=say("small", sentence=group.heading),
                summary=group.summary,
            )
            for group in report.relations
        ]
        yield from (say("besides", groups=_escape(say("list", items=groups))), "")


def _appendix(report: DifferenceReport) -> Iterator[str]:
    if report.relations:
        yield from _section("appendix")
    for group in report.relations:
        yield from _facts(group)
    if report.documents:
        yield from _section("documents")
        for document, name in report.documents:
            named = say("place_named", document=_escape(document), name=_escape(name))
            yield f"- {named}"
        yield ""


def _facts(group: Group) -> Iterator[str]:
    heading = say("group_counted", heading=_escape(group.heading), summary=group.summary)
    yield from (f"### {heading}", "")
    if any(line.change in ("moved", "changed") for line in group.lines):
        yield from _table(
            (say("before"), say("after"), say("source")),
            [(*map(_cell, line.cells), _quotes(line.sources)) for line in group.lines],
        )
    else:
        yield from _table(
            (say("thing"), say("kind"), say("source")),
            [
                (_escape(line.subject), _escape(line.kind), _quotes(line.sources))
                for line in group.lines
            ],
        )


def _consequences(report: DifferenceReport) -> Iterator[str]:
    """The measures side by side; then the list behind each that says something."""
    yield from (
        *_section("consequences"),
        say("counted_in", scope=_escape(report.scope)),
        "",
    )
    columns = [_escape(column.name) for column in report.columns]
    if len(columns) > 2:
        new = [say("new_ones_in", column=name) for name in columns[1:]]
    else:
        new = [say("new_ones")]
    yield from _table(
        (say("measure"), *columns, *new),
        [
            (_escape(number.heading), *map(str, (*number.counts, *number.new)))
            for number in report.numbers
        ],
    )
    for number in report.numbers:
        if number.lines:
            why = say("stopped", sentence=number.why)
            yield from (f"### {_escape(number.heading)}", "", _escape(why), "")
            yield from _lines(report, number.lines, say("sentence_behind"))


def _losses(report: DifferenceReport) -> Iterator[str]:
    if report.losses:
        yield from _section("losses")
    for group in report.losses:
        yield from _group(report, group)


def _answers(report: DifferenceReport) -> Iterator[str]:
    if report.answers:
        yield from _section("answers")
    for group in report.answers:
        yield from _group(report, group)


def _group(report: DifferenceReport, group: Group) -> Iterator[str]:
    yield from (
        f"### {_escape(say('capital', sentence=group.heading))}",
        "",
        _escape(say("stopped", sentence=group.summary)),
        "",
    )
    yield from _lines(report, group.lines, say("sentence_lost"))


def _lines(report: DifferenceReport, lines: Iterable[Line], quoted_as: str) -> Iterator[str]:
    columns = (_escape(column.name) for column in report.columns)
    yield from _table(
        (say("thing"), say("change"), *columns, quoted_as),
        [
            (_subject(line), line.word, *map(_cell, line.cells), _quotes(line.sources))
            for line in lines
        ],
    )


def _subject(line: Line) -> str:
    about = f"<br>{_quotes(line.about)}" if line.about else ""
    return f"**{_escape(line.subject)}**{f' ({_escape(line.kind)})' if line.kind else ''}{about}"


def _cell(parts: Sequence[Part]) -> str:
    return "<br>".join(map(_piece, parts)) or say("nothing")


def _piece(part: Part) -> str:
    if not part.word:
        return _escape(part.text)
    return _escape(say("piece", piece=part.text, word=part.word))


def _quotes(sources: Iterable[Source]) -> str:
    """»citatet« (003, linje 3170–3171)."""
    cited = [
        _escape(say("quoted", words=words, places=places) if words else places)
        for words, places in quoted(sources)
    ]
    return "<br>".join(cited) or say("nothing")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'|'.join(' --- ' for _ in header)}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _escape(foreign: str | Phrase) -> str:
    """Foreign text as text: nothing in it is markup, and it stays on its line."""
    line = UNSAFE.sub("�", " ".join(str(foreign).split()))
    escaped = _ANYWHERE.sub(lambda found: f"\\{found[0]}", line).translate(_ENTITIES)
    first = _FIRST.match(escaped)
    return (
        escaped
        if not first
        else f"{first[0]}\\{escaped[first.end() :]}"
        if first[0].isdigit()
        else f"\\{escaped}"
    )
