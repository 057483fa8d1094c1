"""The badges of kinds: two letters in a colour, by the kind's place in the vocabulary."""

from __future__ import annotations

from orgraph.organisation import Organisation
from orgraph.pages import palette

_BADGES = {
    palette.FILLED: "background:{0};color:{1}",
    palette.BORDER: "background:none;box-shadow:inset 0 0 0 2px {0}",
    palette.DOUBLE: (
        "background:none;box-shadow:inset 0 0 0 1px {0},inset 0 0 0 3px var(--paper),inset 0 0 0"
        " 4px {0}"
    ),
}


def kind_colours(organisation: Organisation) -> str:
    """The colour of each kind's badge.

    Kinds of bodies take the colours in turn; the others are grey.
    """
    bodies = organisation.vocabulary.bodies
    place = 0
    lines = [
        "/* Written by orgraph: the colours of the kinds, by their place in the vocabulary. */"
    ]
    for number, kind in enumerate(organisation.vocabulary.kinds.values()):
        if kind.label in bodies:
            tint = palette.tint(place)
            place += 1
            badge = _BADGES[tint.stripe].format(tint.colour, tint.ink)
            lines.append(f".k{number},.b{number}::before{{{badge}}}")
    return "\n".join(lines) + "\n"


def kind_class(kind: str, organisation: Organisation) -> str:
    """The class that gives a kind's badge its colour."""
    return f"k{organisation.vocabulary.kind_places.get(kind, '')}"
