"""What a load into the database did, or would do, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgraph.errors import shown

if TYPE_CHECKING:
    from orgraph.neo4j_store.patch import Summary


def summary_text(summary: Summary, *, rehearsed: bool = False) -> str:
    """The counts, and the first ids of what differs."""
    counts = summary.holds
    holds = "Databasen ville rumme" if rehearsed and summary.wrote else "Databasen rummer"
    held = f"{holds} {counts.nodes} knuder, {counts.relations} relationer, {counts.steps} trin og {counts.notes} noter."
    if not summary.wrote:
        return f"{held}\nIntet er anderledes; intet {'ville blive' if rehearsed else 'er'} skrevet."
    return "\n".join([held, _written(summary, rehearsed), *_touched(summary)])


def _written(summary: Summary, rehearsed: bool) -> str:
    if summary.whole:
        return f"{'Alt ville blive skrevet' if rehearsed else 'Alt er skrevet'}: {summary.added} knuder og forbindelser."
    did = "Ville skrive" if rehearsed else "Skrevet"
    ended = f" (deraf {summary.ended} med en ny afslutning)" if summary.ended else ""
    moved = f", {summary.moved} med en ny plads i rækkefølgen" if summary.moved else ""
    return f"{did}: {summary.added} nye, {summary.changed} ændrede{ended}, {summary.removed} fjernede{moved}."


def _touched(summary: Summary) -> list[str]:
    if summary.whole or not summary.names:
        return []
    more = summary.added + summary.changed + summary.removed - len(summary.names)
    return [*(f"  {shown(name, 120).strip('»«')}" for name in summary.names), *([f"  … og {more} til"] if more > 0 else [])]
