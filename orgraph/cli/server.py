"""Where a Neo4j server is and who asks: the options of every command that speaks with one. A password is never an option."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from orgraph.organisation import Organisation

if TYPE_CHECKING:
    from orgraph.neo4j_store.connection import Connection

T = TypeVar("T")

Uri = Annotated[str, typer.Option("--uri", metavar="ADRESSE", help="Serverens adresse. Uden: NEO4J_URI, ellers bolt://127.0.0.1:7687.")]
User = Annotated[
    str, typer.Option("--user", metavar="NAVN", help="Brugeren. Uden: NEO4J_USERNAME, ellers neo4j. Adgangskoden står i NEO4J_PASSWORD eller en fil.")
]
PasswordFile = Annotated[str, typer.Option("--password-file", metavar="FIL", help="Filen med adgangskoden. Uden: NEO4J_PASSWORD_FILE.")]
Database = Annotated[str, typer.Option("--database", metavar="NAVN", help="Databasen. Uden: NEO4J_DATABASE, ellers serverens egen.")]
Patience = Annotated[float, typer.Option("--patience", metavar="SEKUNDER", min=1, max=86_400, help="Så længe må serveren tie, før der gives op.")]
PATIENCE = 120.0


class Server(NamedTuple):
    """The options as they were given; empty ones are read from the environment."""

    uri: str = ""
    user: str = ""
    password_file: str = ""
    database: str = ""
    patience: float = PATIENCE


def with_server(server: Server, work: Callable[[Connection], T]) -> T:
    """What the work makes of a connection. A person at a terminal is asked for the password when none is given and one is needed."""
    from dataclasses import replace

    from orgraph.errors import WrongPassword
    from orgraph.neo4j_store.connection import Settings, connect

    default = Settings()
    settings = Settings(
        server.uri or os.environ.get("NEO4J_URI") or default.uri,
        server.user or os.environ.get("NEO4J_USERNAME") or default.user,
        _password(server.password_file or os.environ.get("NEO4J_PASSWORD_FILE") or ""),
        server.database or os.environ.get("NEO4J_DATABASE") or None,
        server.patience,
    )
    try:
        with connect(settings) as connection:
            return work(connection)
    except WrongPassword:
        if settings.password is not None or not sys.stdin.isatty():
            raise
    password = typer.prompt(f"Adgangskode for {settings.user}", hide_input=True, err=True)
    with connect(replace(settings, password=password)) as connection:
        return work(connection)


def ask_server(store: str, work: Callable[[Organisation], T]) -> T:
    """What the work makes of the organisation in a database: `store` is its address, or the word that means NEO4J_URI. Raises `BadStore`."""
    from orgraph.errors import BadStore
    from orgraph.neo4j_store.finder import FindingIndex
    from orgraph.neo4j_store.stored import ask_stored

    if store != "neo4j" and "://" not in store:
        raise BadStore(store)
    server = Server(uri="" if store == "neo4j" else store)
    return with_server(server, lambda connection: ask_stored(connection, work, FindingIndex))


def _password(path: str) -> str | None:
    from orgraph.errors import BadPasswordFile

    if not path:
        return os.environ.get("NEO4J_PASSWORD")
    try:
        with open(path, encoding="utf-8") as file:
            password = file.read(10_000).rstrip("\r\n")
    except (OSError, ValueError) as fault:
        raise BadPasswordFile(path, str(getattr(fault, "strerror", None) or "den er ikke tekst")) from None
    if not password:
        raise BadPasswordFile(path, "den er tom")
    return password
