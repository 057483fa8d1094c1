"""The terms that a relation holds on, when they are told as new ones."""

from __future__ import annotations

from collections.abc import Sequence

from orgraph.languages import Entry


def _now(*, terms: Sequence[str]) -> str:
    return f"nu: {', '.join(terms)}"


TEXTS: dict[str, Entry] = {
    "now": _now,
    # Each term by its name in the data: what it is now, and that there is none any longer.
    "verb": "ordlyd: {term}",
    "value": "{term}",
    "condition": "betingelse: {term}",
    "modality": "{term}",
    "order": "nr. {term}",
    "group": "gruppe: {term}",
    "exceptions": "undtagen {term}",
    "no_verb": "uden egen ordlyd",
    "no_value": "uden antal",
    "no_condition": "uden betingelse",
    "no_modality": "uden modalitet",
    "no_order": "uden nummer",
    "no_group": "uden gruppe",
    "no_exceptions": "uden undtagelser",
    "until": "til {day}",
}
