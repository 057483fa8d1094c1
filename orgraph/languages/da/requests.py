"""Why a request cannot be met, where that is told by more than one part of the program."""

from __future__ import annotations

from collections.abc import Sequence

from orgraph.languages import Entry
from orgraph.languages.da.grammar import quote


def _no_such_word(word: str, sort: str, near: Sequence[str], known: Sequence[str]) -> str:
    unknown = f"Ordlisten har ikke {sort} {quote(word)}."
    if near:
        return f"{unknown} Mente du {' eller '.join(near)}?"
    if known:
        return f"{unknown} Den har bl.a. {', '.join(known)}; alle står i vocabulary.yaml."
    return unknown


TEXTS: dict[str, Entry] = {
    "name_a_body": "Angiv et organ.",
    "no_such_word": _no_such_word,
    "not_a_body": (
        "{name!q} ({kind}) er ikke et organ, og et udsnit er det, der hører under et organ."
    ),
    "site_not_finished": "Webstedet blev ikke færdigt: {why!s} Kør kommandoen igen.",
}
