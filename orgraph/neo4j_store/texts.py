"""Finds the Cypher files and reads their headers. Every statement that orgraph sends stands in one of them."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import NamedTuple

from orgraph.errors import NoSuchQuery
from orgraph.resources import data_folder

QUESTIONS = "questions"


class Query(NamedTuple):
    """A question in Cypher: its name, its header, and its text."""

    name: str
    question: str
    parameters: str
    returns: str
    text: str


def cypher_folder() -> Path:
    """The folder of Cypher files, in a checkout or in an installed package."""
    return Path(data_folder("cypher"))


@cache
def list_queries() -> tuple[Query, ...]:
    """The questions that stand in Cypher, by name."""
    return tuple(_read(path) for path in sorted((cypher_folder() / QUESTIONS).glob("*.cypher")))


def read_query(name: str) -> Query:
    """One question. Raises `NoSuchQuery`."""
    queries = {query.name: query for query in list_queries()}
    if name not in queries:
        raise NoSuchQuery(name, tuple(get_close_matches(name[:60], queries, 3, 0.5) or queries))
    return queries[name]


@cache
def read_text(name: str) -> str:
    """The text of a file in the folder, such as `load/nodes`."""
    return (cypher_folder() / f"{name}.cypher").read_text(encoding="utf-8")


def list_statements(name: str) -> tuple[str, ...]:
    """The statements of a file that has several, each ended by a semicolon at the end of a line."""
    return tuple(part.strip() for part in read_text(name).split(";\n") if part.strip())


def _read(path: Path) -> Query:
    text = path.read_text(encoding="utf-8")
    header = dict(line.removeprefix("// ").split(": ", 1) for line in text.splitlines() if line.startswith("// ") and ": " in line)
    return Query(path.stem, header.get("question", ""), header.get("params", ""), header.get("returns", ""), text)
