"""Speaks with the Neo4j server that the options mean, or the environment.

A password is never an option.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import typer

from orgraph.cli.options import Options, password_file_of
from orgraph.cli.output import is_terminal
from orgraph.languages import text
from orgraph.organisation import Organisation

if TYPE_CHECKING:
    from orgraph.neo4j_store.connection import Connection

T = TypeVar("T")


def with_server(options: Options, work: Callable[[Connection], T]) -> T:
    """What the work makes of a connection.

    A person at a terminal is asked for the password when none is given and one is needed.
    """
    from dataclasses import replace

    from orgraph.neo4j_store.connection import Settings, connect
    from orgraph.neo4j_store.errors import WrongPassword

    default = Settings()
    settings = Settings(
        options.uri or os.environ.get("NEO4J_URI") or default.uri,
        options.user or os.environ.get("NEO4J_USERNAME") or default.user,
        _password(password_file_of(options)),
        options.database or os.environ.get("NEO4J_DATABASE") or None,
        options.patience,
    )
    try:
        with connect(settings) as connection:
            return work(connection)
    except WrongPassword:
        if settings.password is not None or not is_terminal(sys.stdin):
            raise
    password = typer.prompt(text("cli.password_of", user=settings.user), hide_input=True, err=True)
    with connect(replace(settings, password=password)) as connection:
        return work(connection)


def ask_server(store: str, work: Callable[[Organisation], T]) -> T:
    """What the work makes of the organisation in a database: `store` is its address, or the word
    that means NEO4J_URI. Raises `BadStore`.
    """
    from orgraph.cli.errors import BadStore
    from orgraph.neo4j_store.cypher_engine import QueryingIndex
    from orgraph.neo4j_store.remote_index import ask_remote

    if store != "neo4j" and "://" not in store:
        raise BadStore(store)
    return with_server(
        Options(uri="" if store == "neo4j" else store),
        lambda connection: ask_remote(connection, work, QueryingIndex),
    )


def _password(path: str) -> str | None:
    from orgraph.cli.errors import BadPasswordFile
    from orgraph.errors import reason_of

    if not path:
        return os.environ.get("NEO4J_PASSWORD")
    try:
        with open(path, encoding="utf-8") as file:
            password = file.read(10_000).rstrip("\r\n")
    except (OSError, ValueError) as fault:
        raise BadPasswordFile(path, reason_of(fault)) from None
    if not password:
        raise BadPasswordFile(path, text("cli.file_empty"))
    return password
