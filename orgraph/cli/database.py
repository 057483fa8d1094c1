"""The command that puts the organisation into a Neo4j server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from orgraph.cli.common import SEED, SERVER, Chosen, Outcome, taking, with_organisation
from orgraph.cli.server import with_server

if TYPE_CHECKING:
    from orgraph.neo4j_store.connection import Connection
    from orgraph.organisation import Organisation


@taking("seed", "scenario", *SERVER)
def load(
    chosen: Chosen,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Sig, hvad der ville blive skrevet, og skriv intet.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Også når databasen rummer en anden organisation.")] = False,
) -> None:
    """Læg hele organisationen i en Neo4j-server. Kun det, der er anderledes, skrives."""
    local = chosen._replace(store=SEED)  # what is loaded does not come from a database
    with_organisation(local, lambda organisation, _: with_server(chosen, lambda there: _load(organisation, there, dry_run, replace))).show()


def _load(organisation: Organisation, connection: Connection, dry_run: bool, replace: bool) -> Outcome:
    from orgraph.neo4j_store.load import load as load_into
    from orgraph.neo4j_store.load import rehearse
    from orgraph.render.load_text import summary_text

    if dry_run:
        return Outcome(summary_text(rehearse(organisation, connection), rehearsed=True))
    if not sys.stderr.isatty():
        return Outcome(summary_text(load_into(organisation, connection, replace=replace)))
    with typer.progressbar(length=2 * sum(1 for _ in organisation.list_facts()), label="Indlæser", file=sys.stderr) as bar:
        summary = load_into(organisation, connection, replace=replace, progress=bar.update)
        bar.finish()
    return Outcome(summary_text(summary))


COMMANDS = {"load": load}
