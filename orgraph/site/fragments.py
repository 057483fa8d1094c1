"""The small parts of pages as HTML: what stands hundreds of times on a page is written here, not
in a template. Text is escaped unless it is `Markup`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from markupsafe import Markup, escape

from orgraph.languages import grammar, text
from orgraph.site.page_model import Item, Line, NoteLine, Period, Way
from orgraph.vocabulary import Kind

REMEMBERED = 50_000  # names and quotations that stand on many pages


class Dated(Protocol):
    """What holds from one day until another."""

    @property
    def first(self) -> str | None:
        """The first day, as an ISO date; None when it is not known."""

    @property
    def after(self) -> str | None:
        """The day after the last, as an ISO date; None when no end is known."""


def safe(html: str) -> Markup:
    """HTML that is known to be safe. `Markup(html)` does the same with three calls more."""
    return str.__new__(Markup, html)


@lru_cache(REMEMBERED)
def breakable(text: str) -> Markup:
    """Escaped, with a place to break after each slash: two long names with a slash between them
    are no word.
    """
    return safe(str(escape(text)).replace("/", "/<wbr>"))


# ---- Lines
def dated(found: Dated) -> Markup:
    """The days as attributes, for the page's script."""
    return days_of(found.first, found.after)


@lru_cache(REMEMBERED)
def days_of(first: str | None, after: str | None) -> Markup:
    """The days as attributes."""
    return safe(
        (f' data-from="{escape(first)}"' if first else "")
        + (f' data-to="{escape(after)}"' if after else "")
    )


def items(found: Iterable[Item]) -> Markup:
    """A list of lines."""
    return safe(f'<ul class="items">{"".join([_item(item) for item in found])}</ul>')


def _item(item: Item) -> str:
    when = f' <small class="dates">{escape(item.when)}</small>' if item.when else ""
    return f"\n<li{dated(item)}>{item.text}{_muted(item.remarks)}{item.marks}{when}</li>"


def _muted(remarks: Markup) -> str:
    return f'<span class="muted">{remarks}</span>' if remarks else ""


def badge(kind: Kind | None, css_class: str) -> Markup:
    """The two letters of a kind in its colour."""
    return (
        safe(f'<span class="badge {css_class}" aria-hidden="true">{escape(kind.code)}</span>')
        if kind
        else safe("")
    )


# ---- Answers
def period(found: Period, *, numbered: bool) -> Markup:
    """A time of an answer: its sentence, its lines or ways, its validity."""
    when = f"<h3>{escape(found.when)}</h3>" if found.when else ""
    body = (
        "".join([_way(way) for way in found.ways]) if found.ways else _chain(found.lines, numbered)
    )
    ends = "".join(
        [
            f'\n<p class="small muted">{text}</p>'
            for text in (escape(found.validity), found.because)
            if text
        ]
    )
    return safe(
        f'<div class="period"{dated(found)}>\n{when}<p'
        f' class="answer">{found.sentence}</p>{body}{ends}</div>'
    )


def _chain(lines: Iterable[Line], numbered: bool) -> str:
    listed = "".join(
        [
            f"\n<li>{_number(line) if numbered else ''}<span>{_clause(line)}</span></li>"
            for line in lines
        ]
    )
    tag = "ol" if numbered else "ul"
    return f'\n<{tag} class="chain">{listed}\n</{tag}>'


def _number(line: Line) -> str:
    return f'<span class="number">{line.number}</span>' if line.number else ""


def _way(way: Way) -> str:
    hops = "".join([f"\n<li>{_clause(hop)}</li>" for hop in way.hops])
    return (
        f'\n<ol class="way">\n<li class="start"><b>{way.start}</b></li>{hops}\n</ol>\n<p'
        f' class="small muted">{escape(way.holds)}</p>'
    )


def _clause(line: Line) -> str:
    return f"{line.clause}{_muted(line.remarks)}{line.marks}"


# ---- Notes and sources
def notes(found: Iterable[NoteLine]) -> Markup:
    """A list of notes."""
    return safe(f'<ul class="notes">{"".join([_note(note) for note in found])}\n</ul>')


def _note(note: NoteLine) -> str:
    known = f' data-note="{escape(note.id)}"' if note.id else ""
    word = f"<b>{escape(note.word)}.</b> " if note.word else ""
    return f"\n<li{known}>{word}{note.text}{note.marks}</li>"


def sources(quotations: Iterable[tuple[int, list[Markup], str]]) -> Markup:
    """The footnotes of a page; nothing when it has none."""
    lines = "".join([_source(*quotation) for quotation in quotations])
    return (
        safe(
            '<section aria-labelledby="kilder">\n'
            f'<h2 id="kilder">{text("site.sources")}</h2>\n<ol class="sources">{lines}\n</ol>\n'
            "</section>"
        )
        if lines
        else safe("")
    )


def _source(number: int, places: list[Markup], quote: str) -> str:
    said = f": <q>{breakable(quote)}</q>" if quote else ""
    cited = f"{grammar().join_and(places)}{said}"
    return f'\n<li id="k{number}" value="{number}"><span>{cited}</span></li>'
