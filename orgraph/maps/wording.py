"""Danish words for what a fact says beside its content: how long it holds, how sure it is, how it hangs together with others."""

from __future__ import annotations

from orgraph.dates import OPEN_START, iso, spelled
from orgraph.facts import Source, Validity

NOTE_KINDS = {
    "silence": "Dokumenterne siger det ikke", "conflict": "Dokumenterne er uenige", "ambiguity": "Kan forstås på flere måder",
    "version-difference": "Udgaverne er forskellige", "namesake": "Samme navn, ikke det samme",
}  # fmt: skip
LOGICS = {
    "unresolved-slash": "Kilden skriver »/«: om det er begge eller én af dem, siger den ikke.",
    "all": "Gælder sammen med de andre, kilden nævner i samme sætning.",
    "any": "Én af flere muligheder i samme sætning.", "sequence": "Led i en rækkefølge i samme sætning.",
}  # fmt: skip
MODALITIES = {"shall": "skal", "may": "kan", "recommends": "bør", "asks": "anmodes om", "planned": "planlagt"}


def whole_validity(validity: Validity) -> str:
    """A sentence or two: from when, until when, how far it is confirmed."""
    words = f"Gælder fra {spelled(validity.valid_from)}" if validity.valid_from else _unknown_start(validity)
    if validity.valid_to:
        return f"{words}; {_until(validity)}."
    if validity.confirmed_until:
        return f"{words}. Senest bekræftet {spelled(validity.confirmed_until)}; derefter formodes det at gælde."
    return f"{words}."


def short_validity(validity: Validity) -> str:
    """A few words for a line in a list; empty when nothing is stated."""
    words = [f"fra {spelled(validity.valid_from)}"] if validity.valid_from else []
    if validity.valid_to:
        words.append(_until(validity))
    return " ".join(words)


def place(source: Source) -> str:
    """001, linje 84–86; a source that is known by its address only is its name."""
    return f"{source.document}, linje {lines_of(source)}" if source.first else source.document


def lines_of(source: Source) -> str:
    """84–86, or empty for a source without lines."""
    return f"{source.first}" + (f"–{source.last}" if source.last != source.first else "") if source.first else ""


def _until(validity: Validity) -> str:
    """A whole day is the first on which it no longer holds; a month or a year is the last in which it does."""
    text = validity.valid_to or ""
    return f"til {spelled(text)}" if len(text) == 10 and text[4] == "-" else f"til og med {spelled(text)}"


def _unknown_start(validity: Validity) -> str:
    seen = f"; omtalt fra {spelled(iso(validity.known_from))}" if validity.known_from != OPEN_START else ""
    return f"Begyndelsen er ikke oplyst{seen}"
