"""What a load into the database did, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgraph.neo4j_store.load import Summary


def summary_text(summary: Summary) -> str:
    """The counts in two lines."""
    held = f"Databasen rummer {summary.nodes} knuder, {summary.relations} relationer, {summary.steps} trin og {summary.notes} noter."
    if not summary.wrote:
        return f"{held}\nIntet var anderledes; intet er skrevet."
    return f"{held}\nSkrevet: {summary.added} nye, {summary.changed} ændrede, {summary.removed} fjernede."
