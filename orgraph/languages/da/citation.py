"""How a place in a document is cited."""

from __future__ import annotations

from orgraph.languages import Entry

PLACE = "{document}, linje {lines}"


def lines(first: int, last: int) -> str:
    """The lines of a source, or nothing for one without lines (`first` is 0).

    >>> lines(84, 86), lines(84, 84), lines(0, 0)
    ('84–86', '84', '')
    """
    if not first:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def source_place(document: str, first: int, last: int) -> str:
    """A source as people cite it: the document's name and the lines.

    >>> source_place("001", 84, 86), source_place("https://example.org", 0, 0)
    ('001, linje 84–86', 'https://example.org')
    """
    return PLACE.format(document=document, lines=lines(first, last)) if first else document


def short_place(document: str, first: int, last: int) -> str:
    """A source where many stand close together: as the files of data have it.

    >>> short_place("001", 84, 86)
    '001:84-86'
    """
    if not first:
        return document
    return f"{document}:{first}" if first == last else f"{document}:{first}-{last}"


TEXTS: dict[str, Entry] = {
    "lines": lines,
    "source_place": source_place,
    "short_place": short_place,
    "named_place": "{place}: {name}",
    "places": "{places!a}",
    "quotation": '{places!a}: "{quote}"',
    "and_others": " m.fl.",
    "footnote": "Kilde {number}",
}
