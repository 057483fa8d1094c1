"""Finds the Cypher files and reads their headers. Every statement that orgraph sends stands in one of them."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from orgraph.errors import NoSuchQuery
from orgraph.resources import data_folder

QUESTIONS, CHECKS = "questions", "checks"


class Query(NamedTuple):
    """A question or a check in Cypher: its name (a check's begins with `checks/`), its header, its text, and the folder that it stands in (`sort`)."""

    name: str
    question: str
    parameters: str
    returns: str
    text: str
    sort: str = QUESTIONS


def cypher_folder() -> Path:
    """The folder of Cypher files, in a checkout or in an installed package."""
    return Path(data_folder("cypher"))


@cache
def list_queries() -> tuple[Query, ...]:
    """The questions that stand in Cypher, then the checks, by name."""
    return tuple(_read(path, sort) for sort in (QUESTIONS, CHECKS) for path in sorted((cypher_folder() / sort).glob("*.cypher")))


def read_query(name: str) -> Query:
    """One question or check. Raises `NoSuchQuery`."""
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


def _read(path: Path, sort: str) -> Query:
    text = path.read_text(encoding="utf-8")
    header = _header(text)
    name = path.stem if sort == QUESTIONS else f"{sort}/{path.stem}"
    return Query(name, header.get("question") or header.get("check", ""), header.get("params", ""), header.get("returns", ""), text, sort)


def _header(text: str) -> dict[str, str]:
    """The comments at the top of a file, by the word that each begins with. An indented line goes on with the one above."""
    lines = list(takewhile(lambda line: line.startswith("//"), text.splitlines()))
    whole = "\n".join(line.removeprefix("// ") for line in lines).replace("\n  ", " ")
    return {word: said for word, _, said in (line.partition(": ") for line in whole.splitlines()) if said}
