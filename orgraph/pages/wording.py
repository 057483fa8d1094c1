"""What pages say of a fact beside its content: how long it holds, and where it stands."""

from __future__ import annotations

from orgraph.dates import OPEN_START, iso
from orgraph.facts import Source, Validity
from orgraph.languages import text


def whole_validity(validity: Validity) -> str:
    """A sentence or two: from when, until when, how far it is confirmed."""
    until, through = _end(validity)
    return text(
        "pages.whole_validity",
        start=validity.valid_from,
        known_from=iso(validity.known_from) if validity.known_from != OPEN_START else None,
        until=until,
        through=through,
        confirmed=validity.confirmed_until,
    )


def short_validity(validity: Validity) -> str:
    """A few words for a line in a list; empty when nothing is stated."""
    if not validity.valid_from and not validity.valid_to:
        return ""
    until, through = _end(validity)
    return text("pages.short_validity", start=validity.valid_from, until=until, through=through)


def lines_of(source: Source) -> str:
    """84–86, or empty for a source without lines."""
    return text("citation.lines", first=source.first, last=source.last)


def _end(validity: Validity) -> tuple[str | None, str | None]:
    """The first day on which it no longer holds, or the last month or year in which it does."""
    end = validity.valid_to
    return (end, None) if end and len(end) == 10 and end[4] == "-" else (None, end)
