"""Breaks Danish names into the lines of a box: between words, and inside a compound only before
its head word.
"""

from __future__ import annotations

import re

from orgraph.languages import table

LINE_WIDTH = 150.0
FONT_SIZE = 12
MOST_LINES = 8
LONGEST_WORD = 600  # letters; what comes after would not be shown
LEAST_LEFT = 4  # letters of a word that is cut, on its last line

# Advance widths of Arial (and of its metric twins) per 100 px, so that Python breaks lines where
# the browser would: of the printable ASCII characters, and of others by their code points.
# fmt: off
_ASCII = (
    28, 28, 35, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28,  # U+0020
    56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28, 58, 58, 58, 56,  # U+0030
    102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72, 78,  # U+0040
    67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 28, 28, 28, 47, 56,  # U+0050
    33, 56, 56, 50, 56, 56, 28, 56, 56, 22, 22, 50, 22, 83, 56, 56,  # U+0060
    56, 56, 33, 50, 28, 56, 50, 72, 50, 50, 50, 33, 26, 33, 58,  # U+0070
)
# fmt: on
_BEYOND_ASCII = {
    0x00A7: 56,  # §
    0x00AB: 56,  # «
    0x00B7: 28,  # ·
    0x00BB: 56,  # »
    0x00C5: 67,  # Å
    0x00C6: 100,  # Æ
    0x00C9: 67,  # É
    0x00D8: 78,  # Ø
    0x00E4: 56,  # ä
    0x00E5: 56,  # å
    0x00E6: 89,  # æ
    0x00E9: 56,  # é
    0x00F6: 56,  # ö
    0x00F8: 61,  # ø
    0x00FC: 56,  # ü
    0x2013: 56,  # –
    0x2014: 100,  # —
    0x2019: 22,  # ’
    0x2026: 100,  # …
}
_WIDTHS = {chr(32 + place): width for place, width in enumerate(_ASCII)} | {
    chr(code): width for code, width in _BEYOND_ASCII.items()
}
_WIDEST = 100  # what a character counts that has no width here

HEADS: tuple[str, ...] = tuple(
    sorted(table("hyphenation.HEADS"), key=lambda head: (-len(head), head))
)
PREFIXES: tuple[str, ...] = table("hyphenation.PREFIXES")
_INSIDE = r"(?<=\w\w\w)" + "".join(f"(?<!{prefix})" for prefix in PREFIXES)
_BEFORE_HEAD = re.compile(rf"{_INSIDE}(?=(?:{'|'.join(HEADS)})\w{{0,6}}\b)", re.IGNORECASE)
_BEFORE_ANY_HEAD = re.compile(rf"{_INSIDE}(?=(?:{'|'.join(HEADS)}))", re.IGNORECASE)


def width_of(text: str, size: float = FONT_SIZE) -> float:
    """The width of a line of text in pixels, at a font size in pixels.

    >>> width_of("Udvalg", 12)
    37.44
    """
    return sum(_WIDTHS.get(letter, _WIDEST) for letter in text) * size / 100


def wrap(name: str, width: float = LINE_WIDTH) -> tuple[str, ...]:
    """Break a name into lines that are no wider than so many pixels.

    What does not fit in `MOST_LINES` ends in an ellipsis. There is always one line.

    >>> wrap("Fællesudvalg om rehabilitering", width=70)
    ('Fælles-', 'udvalg om', 'rehabilitering')
    """
    lines: list[str] = []
    line = ""
    for word in (found[:LONGEST_WORD] for found in name.split()):
        for piece, glue in _pieces(word, width):
            longer = f"{line}{glue}{piece}" if line else piece
            if width_of(longer) <= width:
                line = longer
                continue
            lines.append(f"{line}-" if not glue and line[-1:].isalnum() else line)
            line = piece
    lines.append(line)
    kept = [found for found in lines if found] or [name[:1]]
    return (
        tuple(kept)
        if len(kept) <= MOST_LINES
        else (*kept[: MOST_LINES - 1], f"{kept[MOST_LINES - 1].rstrip('- ')}…")
    )


def soften(text: str) -> str:
    """Put soft hyphens before the head words of compounds, for a browser to break lines at."""
    return _BEFORE_HEAD.sub("\u00ad", text)


def soften_more(text: str) -> str:
    """As `soften`, and before the heads inside longer compounds too: for narrow boxes."""
    return _BEFORE_ANY_HEAD.sub("\u00ad", text)


def _pieces(word: str, width: float) -> list[tuple[str, str]]:
    """A word's parts with what joins each to the one before it: a space for the first, nothing
    inside a word.
    """
    if width_of(word) <= width:
        return [(word, " ")]
    room = width - width_of("-")
    parts = [part for half in _after_marks(word) for part in _at_heads(half, room)]
    return [(part, "" if number else " ") for number, part in enumerate(parts)]


def _after_marks(word: str) -> list[str]:
    return [part for part in re.split(r"(?<=[-/])(?=\w)", word) if part]


def _at_heads(word: str, room: float) -> list[str]:
    """The word split before its head; before an inner one when that is not enough; at the line's
    end when it knows no head.
    """
    if width_of(word) <= room:
        return [word]
    for pattern in (_BEFORE_HEAD, _BEFORE_ANY_HEAD):
        places = [
            match.start()
            for match in pattern.finditer(word)
            if width_of(word[: match.start()]) <= room
        ]
        if places:
            return [word[: places[-1]], *_at_heads(word[places[-1] :], room)]
    fitting = next(
        count
        for count in range(max(1, len(word) - LEAST_LEFT), 0, -1)
        if width_of(word[:count]) <= room or count == 1
    )
    return [word[:fitting], *_at_heads(word[fitting:], room)]
