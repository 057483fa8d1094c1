"""Colours that the colour-blind can tell apart, given out by place in the vocabulary; a second
channel (code, stripe, dash) always goes with them.
"""

from __future__ import annotations

from typing import NamedTuple

# Paul Tol, "muted", for the stripe of a kind.
_MUTED = (
    "#332288",
    "#ddcc77",
    "#117733",
    "#88ccee",
    "#882255",
    "#44aa99",
    "#cc6677",
    "#999933",
    "#aa4499",
    "#b8bdc6",
)
FILLED, BORDER, DOUBLE = STRIPES = ("filled", "border", "double")

LIGHT_PAPER, DARK_PAPER = "#ffffff", "#14181f"
_LINES = (
    ("#4a5563", "#b4bfcd", ()),
    ("#0b57a4", "#7db8f5", (9, 3)),
    ("#b02a1c", "#ff9d8c", (2, 3)),
    ("#0b6e63", "#58cdbd", (14, 4)),
    ("#8a3d00", "#f0a869", (8, 3, 2, 3)),
    ("#7b2a8f", "#dba0ea", (5, 4)),
    ("#6b5900", "#d9c24a", (2, 6)),
    ("#2b6b1f", "#8fd07f", (12, 3, 2, 3, 2, 3)),
    ("#3a3fa8", "#a9adff", (4, 2, 4, 8)),
)


class Tint(NamedTuple):
    """How a kind is marked: the stripe's colour, the colour of the code on it, and how the stripe
    is filled.
    """

    colour: str
    ink: str
    stripe: str


THING = Tint("#c9ced6", "#000000", FILLED)


class Line(NamedTuple):
    """How a family of relations is drawn, on light and on dark paper; `dash` is empty for a solid
    line.
    """

    light: str
    dark: str
    dash: tuple[int, ...]


def tint(place: int) -> Tint:
    """The mark of the kind at this place: all colours filled, then all as a border, then as a
    double border.
    """
    colour = _MUTED[place % len(_MUTED)]
    return Tint(
        colour,
        max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour)),
        STRIPES[place // len(_MUTED) % len(STRIPES)],
    )


def line(place: int) -> Line:
    """The line of the family at this place.

    Past the last colour the dashes are stretched, so that every family keeps a pair of its own.
    """
    light, dark, dash = _LINES[place % len(_LINES)]
    turn = place // len(_LINES)
    return Line(
        light, dark, tuple(part + 3 * turn for part in dash) or ((20 + turn, 2) if turn else ())
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 reckons it: from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
