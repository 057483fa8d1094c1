"""The commands that need a Neo4j server: load and query."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer
from orgraph.answers.subjects import resolve
from orgraph.cli.common import OK, UNUSABLE, At, Json, Seed, complete_subject, day_of, leave, open_seed, print_answer, say, settings
from orgraph.view import View

if TYPE_CHECKING:
    from orgraph.neo4j_store.connection import Settings

Uri = Annotated[str, typer.Option("--uri", metavar="ADRESSE", help="Serverens adresse. Uden: NEO4J_URI, ellers bolt://127.0.0.1:7687.")]
User = Annotated[str, typer.Option("--user", metavar="NAVN", help="Brugeren. Uden: NEO4J_USERNAME, ellers neo4j. Kodeordet læses i NEO4J_PASSWORD.")]
Database = Annotated[str, typer.Option("--database", metavar="NAVN", help="Databasen. Uden: NEO4J_DATABASE, ellers serverens egen.")]


def load(ctx: typer.Context, uri: Uri = "", user: User = "", database: Database = "", seed: Seed = "") -> None:
    """Læg hele organisationen i en Neo4j-server. Igen og igen giver det samme."""
    from orgraph.neo4j_store.connection import connect
    from orgraph.neo4j_store.load import load as load_into
    from orgraph.render.load_text import summary_text

    organisation = open_seed(settings(ctx, seed=seed).seed)
    with connect(_server(uri, user, database)) as connection:
        say(summary_text(load_into(organisation, connection)))


def query(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(metavar="[SPØRGSMÅL]", help="Et af spørgsmålene i cypher/questions. Uden: listen over dem.")] = "",
    subject: Annotated[str, typer.Argument(metavar="[EMNE]", help="Et id, et navn eller en entydig del af et.", autocompletion=complete_subject)] = "",
    show: Annotated[bool, typer.Option("--show", help="Skriv spørgsmålets Cypher, til at sætte ind i Neo4j Browser.")] = False,
    uri: Uri = "",
    user: User = "",
    database: Database = "",
    at: At = "",
    seed: Seed = "",
    as_json: Json = False,
) -> None:
    """Stil et spørgsmål til serveren i Cypher, fx: query approves Aftalen --at 2016-10-01."""
    from orgraph.neo4j_store.texts import list_queries, read_query

    if not question:
        say("\n".join(f"{found.name:<10} {found.question}" for found in list_queries()))
        leave(OK)
    if show:
        say(read_query(question).text)
        leave(OK)
    if not subject:
        say(f"Der mangler et EMNE. Se {ctx.command_path} --help.", error=True)
        leave(UNUSABLE)
    chosen = settings(ctx, seed=seed, at=at, as_json=as_json)
    organisation = open_seed(chosen.seed)
    view = View(organisation, day_of(chosen.at))
    print_answer(_ask(view, question, subject, _server(uri, user, database)), organisation, as_json=chosen.json)


def _ask(view: View, question: str, subject: str, server: Settings) -> Answer:
    """The server's rows as an answer; names are told from the seed, everything else from the server."""
    from orgraph.answers import unresolved
    from orgraph.answers.notes import names_in
    from orgraph.dates import parse_day
    from orgraph.neo4j_store.connection import connect
    from orgraph.neo4j_store.query import run_query

    resolved = resolve(view, subject)
    if resolved.node is None:
        return unresolved(question, subject, view, resolved)
    with connect(server) as connection:
        found = run_query(connection, view.vocabulary, question, resolved.node.id, parse_day(view.at))
    status = ANSWERED if found.rows or found.paths else NOT_STATED
    names = names_in(view, found.rows, found.paths, ())
    return Answer(question, subject, view.at, status, resolved.node, rows=found.rows, paths=found.paths, names=names)


def _server(uri: str, user: str, database: str) -> Settings:
    from orgraph.neo4j_store.connection import Settings

    default = Settings()
    return Settings(
        uri or os.environ.get("NEO4J_URI") or default.uri,
        user or os.environ.get("NEO4J_USERNAME") or default.user,
        os.environ.get("NEO4J_PASSWORD"),
        database or os.environ.get("NEO4J_DATABASE") or None,
    )


COMMANDS = {"load": load, "query": query}
