"""What all pages say of a fact beside its content: how long it holds, how sure it is, how it hangs
together with others.
"""

from __future__ import annotations

from orgraph.languages import Entry
from orgraph.languages.da.grammar import format_date

NOTE_KINDS = {
    "silence": "Dokumenterne siger det ikke",
    "conflict": "Dokumenterne er uenige",
    "ambiguity": "Kan forstås på flere måder",
    "version-difference": "Udgaverne er forskellige",
    "namesake": "Samme navn, ikke det samme",
}
LOGICS = {
    "unresolved-slash": "Kilden skriver »/«: om det er begge eller én af dem, siger den ikke.",
    "all": "Gælder sammen med de andre, kilden nævner i samme sætning.",
    "any": "Én af flere muligheder i samme sætning.",
    "sequence": "Led i en rækkefølge i samme sætning.",
}
MODALITIES = {
    "shall": "skal",
    "may": "kan",
    "recommends": "bør",
    "asks": "anmodes om",
    "planned": "planlagt",
}


def whole_validity(
    start: str | None,
    known_from: str | None,
    until: str | None,
    through: str | None,
    confirmed: str | None,
) -> str:
    """From when, until when, and how far it is confirmed; all are dates in ISO form.

    `until` is the first day on which it no longer holds, `through` the last month or year in which
    it does. `known_from` is asked only when the start is not stated, `confirmed` only when the end
    is not.

    >>> whole_validity(None, "2016-09-01", None, "2019", None)
    'Begyndelsen er ikke oplyst; omtalt fra 1. september 2016; til og med 2019.'
    """
    begins = (
        f"Gælder fra {format_date(start)}"
        if start
        else f"Begyndelsen er ikke oplyst; omtalt fra {format_date(known_from)}"
        if known_from
        else "Begyndelsen er ikke oplyst"
    )
    ends = _end(until, through)
    if ends:
        return f"{begins}; {ends}."
    if confirmed:
        confirmed = format_date(confirmed)
        return f"{begins}. Senest bekræftet {confirmed}; derefter formodes det at gælde."
    return f"{begins}."


def short_validity(start: str | None, until: str | None, through: str | None) -> str:
    """The same in a few words, for a line of a list; nothing when nothing is stated.

    >>> short_validity("2012", "2016-09-01", None)
    'fra 2012 til 1. september 2016'
    """
    begins = f"fra {format_date(start)}" if start else ""
    return " ".join(filter(None, (begins, _end(until, through))))


def _end(until: str | None, through: str | None) -> str:
    if until:
        return f"til {format_date(until)}"
    return f"til og med {format_date(through)}" if through else ""


TEXTS: dict[str, Entry] = {
    "whole_validity": whole_validity,
    "short_validity": short_validity,
}
