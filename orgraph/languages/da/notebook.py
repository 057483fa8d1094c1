"""The headings of an answer's table in a notebook, by the field of a record."""

from __future__ import annotations

COLUMNS = {
    "change": "Ændring",
    "period_from": "Periode fra",
    "period_to": "Periode til",
    "order": "Nr.",
    "name": "Navn",
    "role": "Rolle",
    "value": "Antal eller værdi",
    "condition": "Betingelse",
    "status": "Status",
    "valid_from": "Fra",
    "valid_to": "Til",
    "quotations": "Ordret",
    "sources": "Sted",
}
