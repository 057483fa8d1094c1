"""What a load into the database did, or would do."""

from __future__ import annotations

from orgraph.languages import Entry
from orgraph.languages.da.grammar import unquoted


def _written(added: int, changed: int, ended: int, removed: int, moved: int) -> str:
    return f"Skrevet: {_numbers(added, changed, ended, removed, moved)}."


def _would_be_written(added: int, changed: int, ended: int, removed: int, moved: int) -> str:
    return f"Ville skrive: {_numbers(added, changed, ended, removed, moved)}."


def _numbers(added: int, changed: int, ended: int, removed: int, moved: int) -> str:
    of_them = f" (deraf {ended} med en ny afslutning)" if ended else ""
    also = f", {moved} med en ny plads i rækkefølgen" if moved else ""
    return f"{added} nye, {changed} ændrede{of_them}, {removed} fjernede{also}"


def _named(name: str) -> str:
    return f"  {unquoted(name, 120)}"


TEXTS: dict[str, Entry] = {
    "holds": (
        "Databasen rummer {nodes} knuder, {relations} relationer, {steps} trin og {notes} noter."
    ),
    "would_hold": (
        "Databasen ville rumme {nodes} knuder, {relations} relationer, {steps} trin og {notes}"
        " noter."
    ),
    "nothing_written": "Intet er anderledes; intet er skrevet.",
    "nothing_would_be_written": "Intet er anderledes; intet ville blive skrevet.",
    "all_written": "Alt er skrevet: {added} knuder og forbindelser.",
    "all_would_be_written": "Alt ville blive skrevet: {added} knuder og forbindelser.",
    "written": _written,
    "would_be_written": _would_be_written,
    "named": _named,
    "more": "  … og {number} til",
}
