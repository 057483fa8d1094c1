"""A document's text, line by line: the quoted words marked, and beside them the facts that rest on
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from orgraph.facts import Fact, Group, Note, Source
from orgraph.organisation import Organisation
from orgraph.pages.wording import lines_of
from orgraph.quotations import DocumentText, Mark
from orgraph.site.dependencies import CITED
from orgraph.site.links import Linker
from orgraph.site.relations import describe_fact
from orgraph.site.templates import say


class Cited(NamedTuple):
    """The facts that rest on one quotation, or on lines that were searched (no quote)."""

    quote: str
    places: str
    facts: tuple[Markup, ...]


class TextLine(NamedTuple):
    """A line of the text: pieces that are quoted or not, and what rests on quotations that begin
    here.
    """

    number: int
    parts: tuple[tuple[str, bool], ...]
    cited: tuple[Cited, ...]
    total: int


class AnnotatedText(NamedTuple):
    """The whole text, and how much rests on it."""

    lines: tuple[TextLine, ...]
    facts: int
    quotations: int


def annotate(
    organisation: Organisation, linker: Linker, document: str, lines: Sequence[str]
) -> AnnotatedText:
    """The text of a document with the facts that rest on each of its lines.

    Args:
        organisation: whose facts they are.
        linker: of the page that the text stands on.
        document: the document's id.
        lines: its text.
    """
    resting = _resting(organisation, document)
    text = DocumentText(lines)
    marked: dict[int, list[tuple[int, int]]] = {}
    beginning: dict[int, list[Cited]] = {}
    for source, facts in resting.items():
        for line, first, after in _find_marks(source, text, lines):
            marked.setdefault(line, []).append((first, after))
        said = tuple(dict.fromkeys(describe_fact(fact, organisation, linker) for fact in facts))
        beginning.setdefault(source.first, []).append(
            Cited(source.quote, say("site.lines", lines=lines_of(source)), said)
        )
    laid = tuple(
        _line(number, text, marked.get(number, []), beginning.get(number, []))
        for number, text in enumerate(_trimmed(lines), 1)
    )
    return AnnotatedText(
        laid,
        len({fact.id for facts in resting.values() for fact in facts}),
        sum(bool(source.quote) for source in resting),
    )


def _resting(organisation: Organisation, document: str) -> dict[Source, list[Fact]]:
    """Each place of the document that something rests on, in the order of the lines."""
    found: dict[Source, list[Fact]] = {}
    for fact in organisation.index.table(CITED).get(document):
        if isinstance(fact, Group):  # how others hang together says nothing by itself
            continue
        sources = (*fact.sources, *fact.searched) if isinstance(fact, Note) else fact.sources
        for source in sources:
            if source.document == document and source.first:
                found.setdefault(source, []).append(fact)
    return dict(
        sorted(found.items(), key=lambda item: (item[0].first, item[0].last, item[0].quote))
    )


def find_words(source: Source, lines: Sequence[str]) -> list[Mark]:
    """Where a quotation stands: line, first and following column.

    Its whole lines when it does not.
    """
    window = lines[source.first - 1 : source.last]
    marks = _find_marks(source._replace(first=1, last=len(window)), DocumentText(window), window)
    return [mark._replace(line=mark.line + source.first - 1) for mark in marks]


def _find_marks(source: Source, text: DocumentText, lines: Sequence[str]) -> list[Mark]:
    if not source.quote:
        return []
    if found := text.find_marks(source.quote, source.first, source.last):
        return found
    window = enumerate(lines[source.first - 1 : source.last], source.first)
    return [Mark(number, 0, len(line)) for number, line in window if line.strip()]


def _line(number: int, text: str, marked: list[tuple[int, int]], cited: list[Cited]) -> TextLine:
    return TextLine(
        number, tuple(_parts(text, marked)), tuple(cited), sum(len(found.facts) for found in cited)
    )


def _parts(text: str, marked: list[tuple[int, int]]) -> Iterable[tuple[str, bool]]:
    """The line cut where quotations begin and end; those that touch are one."""
    at = 0
    for first, after in _joined(marked):
        if first > at:
            yield text[at:first], False
        yield text[first:after], True
        at = after
    if at < len(text):
        yield text[at:], False


def _joined(marked: list[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, after in sorted(marked):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], after)
        else:
            joined.append((first, after))
    return joined


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    """Without the empty lines at the end, and the spaces at the lines' ends."""
    last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=0)
    return [line.rstrip() for line in lines[:last]]
