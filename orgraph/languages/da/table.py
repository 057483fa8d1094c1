"""What is said beneath a table of rows."""

from __future__ import annotations

from orgraph.languages import Entry, Plural

TEXTS: dict[str, Entry] = {
    "no_rows": "ingen rækker",
    "rows": Plural("number", "{number} række", "{number} rækker"),
    "more_rows": Plural(
        "number",
        "{number} række er vist; der er flere, som en højere --limit giver.",
        "{number} rækker er vist; der er flere, som en højere --limit giver.",
    ),
    "cells_cut": Plural(
        "number",
        "{number} celle er forkortet (…). --json og --csv har det hele.",
        "{number} celler er forkortet (…). --json og --csv har det hele.",
    ),
}
