"""The command that puts the organisation into a Neo4j server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from orgraph.cli.opening import with_organisation
from orgraph.cli.options import SEED, SERVER, Options, with_options
from orgraph.cli.output import Outcome, is_terminal
from orgraph.cli.server import with_server
from orgraph.languages import text

if TYPE_CHECKING:
    from orgraph.neo4j_store.connection import Connection
    from orgraph.organisation import Organisation


@with_options("seed", "scenario", *SERVER, help=text("cli.command_load"))
def load(
    options: Options,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=text("cli.option_dry_run"))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=text("cli.option_replace"))] = False,
) -> None:
    """Loads the organisation into a Neo4j server; only what differs is written."""
    local = options._replace(store=SEED)  # what is loaded does not come from a database
    with_organisation(
        local,
        lambda organisation, _: with_server(
            options, lambda there: _load(organisation, there, dry_run, replace)
        ),
    ).show()


def _load(
    organisation: Organisation, connection: Connection, dry_run: bool, replace: bool
) -> Outcome:
    from orgraph.neo4j_store.load import load as load_into
    from orgraph.neo4j_store.load import rehearse
    from orgraph.render.load_text import summary_text

    if dry_run:
        return Outcome(summary_text(rehearse(organisation, connection), rehearsed=True))
    if not is_terminal(sys.stderr):
        return Outcome(summary_text(load_into(organisation, connection, replace=replace)))
    with typer.progressbar(
        length=2 * sum(1 for _ in organisation.list_facts()),
        label=text("cli.loading"),
        file=sys.stderr,
    ) as bar:
        summary = load_into(organisation, connection, replace=replace, progress=bar.update)
        bar.finish()
    return Outcome(summary_text(summary))


COMMANDS = {"load": load}
