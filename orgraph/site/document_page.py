"""A document's text, line by line: the quoted words marked, and beside them the facts that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from orgraph.facts import Fact, Group, Note, Source
from orgraph.maps.wording import lines_of
from orgraph.organisation import Organisation
from orgraph.site.index import CITED
from orgraph.site.relations import says
from orgraph.site.words import Words


class Cited(NamedTuple):
    """The facts that rest on one quotation, or on lines that were searched (no quote)."""

    quote: str
    places: str
    facts: tuple[Markup, ...]


class TextLine(NamedTuple):
    """A line of the text: pieces that are quoted or not, and what rests on quotations that begin here."""

    number: int
    parts: tuple[tuple[str, bool], ...]
    cited: tuple[Cited, ...]
    total: int


class Sheet(NamedTuple):
    """The whole text, and how much rests on it."""

    lines: tuple[TextLine, ...]
    facts: int
    quotations: int


def lay_out(organisation: Organisation, words: Words, document: str, lines: Sequence[str]) -> Sheet:
    """The text of a document with what rests on it."""
    resting = _resting(organisation, document)
    marked: dict[int, list[tuple[int, int]]] = {}
    beginning: dict[int, list[Cited]] = {}
    for source, facts in resting.items():
        for line, first, after in find_words(source, lines):
            marked.setdefault(line, []).append((first, after))
        said = tuple(dict.fromkeys(says(fact, organisation, words) for fact in facts))
        beginning.setdefault(source.first, []).append(Cited(source.quote, f"linje {lines_of(source)}", said))
    laid = tuple(_line(number, text, marked.get(number, []), beginning.get(number, [])) for number, text in enumerate(_trimmed(lines), 1))
    return Sheet(laid, len({fact.id for facts in resting.values() for fact in facts}), sum(bool(source.quote) for source in resting))


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
    return dict(sorted(found.items(), key=lambda item: (item[0].first, item[0].last, item[0].quote)))


def find_words(source: Source, lines: Sequence[str]) -> Iterable[tuple[int, int, int]]:
    """Where the quotation stands: line, first and following column. Whole lines when its words cannot be told apart from the breaks."""
    if not source.quote:
        return []
    window = lines[source.first - 1 : source.last]
    wanted = " ".join(source.quote.split())
    for joiner in ("", "-"):
        text, places = _folded(window, joiner)
        at = text.find(wanted)
        if at >= 0:
            return _spans(places[at : at + len(wanted)], source.first)
    return [(source.first + number, 0, len(line)) for number, line in enumerate(window) if line.strip()]


def _folded(window: Sequence[str], joiner: str) -> tuple[str, list[tuple[int, int]]]:
    """The lines as one text with single spaces and their breaks joined, and for each letter its line and column."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for number, line in enumerate(window):
        broken = number + 1 < len(window) and line.rstrip().endswith("-")
        body = line.rstrip()[:-1] + joiner if broken else line + " "
        if letters and letters[-1] != " " and window[number - 1].rstrip().endswith("-"):
            body = body.lstrip()
        offset = len(line) - len(line.lstrip()) if body[:1] != line[:1] else 0
        for column, letter in enumerate(body):
            if not letter.isspace():
                letters.append(letter)
                places.append((number, column + offset))
            elif letters and letters[-1] != " ":
                letters.append(" ")
                places.append((number, column + offset))
    return "".join(letters), places


def _spans(places: Sequence[tuple[int, int]], first: int) -> Iterable[tuple[int, int, int]]:
    lines: dict[int, list[int]] = {}
    for line, column in places:
        lines.setdefault(line, []).append(column)
    return [(first + line, min(columns), max(columns) + 1) for line, columns in lines.items()]


def _line(number: int, text: str, marked: list[tuple[int, int]], cited: list[Cited]) -> TextLine:
    return TextLine(number, tuple(_parts(text, marked)), tuple(cited), sum(len(found.facts) for found in cited))


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
