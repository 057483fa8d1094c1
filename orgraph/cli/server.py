"""Speaks with the Neo4j server that the options mean, or the environment. A password is never an option."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import typer

from orgraph.cli.common import Chosen
from orgraph.organisation import Organisation

if TYPE_CHECKING:
    from orgraph.neo4j_store.connection import Connection

T = TypeVar("T")


def with_server(chosen: Chosen, work: Callable[[Connection], T]) -> T:
    """What the work makes of a connection. A person at a terminal is asked for the password when none is given and one is needed."""
    from dataclasses import replace

    from orgraph.errors import WrongPassword
    from orgraph.neo4j_store.connection import Settings, connect

    default = Settings()
    settings = Settings(
        chosen.uri or os.environ.get("NEO4J_URI") or default.uri,
        chosen.user or os.environ.get("NEO4J_USERNAME") or default.user,
        _password(chosen.password_file or os.environ.get("NEO4J_PASSWORD_FILE") or ""),
        chosen.database or os.environ.get("NEO4J_DATABASE") or None,
        chosen.patience,
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
    return with_server(Chosen(uri="" if store == "neo4j" else store), lambda connection: ask_stored(connection, work, FindingIndex))


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
