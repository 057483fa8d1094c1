"""How much of each document stands as facts, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping

from orgraph.languages import Entry

# What the sections are called that are no label's: one of it, and several.
SECTION = {
    "relations": "relation",
    "steps": "trin",
    "groups": "gruppe",
    "notes": "note",
    "identifiers": "kode",
    "memberships": "medlemskab",
    "subjects": "emne",
    "definitions": "definition",
    "ambiguities": "uklarhed",
}
SECTIONS = {
    "relations": "relationer",
    "steps": "trin",
    "groups": "grupper",
    "notes": "noter",
    "identifiers": "koder",
    "memberships": "medlemskaber",
    "subjects": "emner",
    "definitions": "definitioner",
    "ambiguities": "uklarheder",
}


def _share(part: int, whole: int, what: str, percent: int | None) -> str:
    """`percent` is None when there is nothing to take a share of."""
    share = f"{part} af {whole} {what}"
    return share if percent is None else f"{share} ({percent} %)"


def _lines(part: int, whole: int, percent: int | None) -> str:
    return f"  Linjer: {_share(part, whole, 'linjer med tekst', percent)} bærer et forhold."


def _quotations(part: int, whole: int, percent: int | None) -> str:
    share = _share(part, whole, "citater", percent)
    return f"  Citater: {share} er fundet ordret på deres linjer."


def _evidence(
    part: int, whole: int, percent: int | None, silences: int, without: int, derived: int
) -> str:
    """`silences` and `without` have no quotation; `derived` is of all of them."""
    share = _share(part, whole, "forhold", percent)
    searched = f"; {silences} er noter om, hvor der er søgt forgæves" if silences else ""
    unquoted = f"; {without} er udledt uden citat" if without else ""
    return f"  Belæg: {share} har citat{searched}{unquoted}. I alt er {derived} udledt."


def _inventory(part: int, whole: int, percent: int | None, merged: int, left_out: int) -> str:
    share = _share(part, whole, "poster", percent)
    return (
        f"  Optegnelsen: {share} er forhold for sig, {merged} er slået sammen med et andet,"
        f" {left_out} er udeladt."
    )


TEXTS: Mapping[str, Entry] = {
    "document": "{id} · {name}",
    "lines": _lines,
    "facts": "  Forhold: {counts!a}; i alt {total}.",
    "no_facts": "  Forhold: ingen; i alt {total}.",
    "count": "{number} {section}",
    "quotations": _quotations,
    "evidence": _evidence,
    "inventory": _inventory,
    "left_out": "  Udeladt, {section}: {reason}",
    "merged": "  Slået sammen, {section}: {reason}",
    "left_out_entry": "    {entry} (linje {lines})",
    "merged_entry": "    {entry} → {into}",
}
