"""Finds the Cypher files and reads their headers.

Every statement that orgraph sends stands in one of them.
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from orgraph import questions as registry
from orgraph.languages import table
from orgraph.neo4j_store.errors import NoSuchQuery
from orgraph.resources import data_folder
from orgraph.text_matching import nearest

QUESTIONS, CHECKS = "questions", "checks"


class Query(NamedTuple):
    """A question or a check in Cypher: its name (a check's begins with `checks/`), its header, its
    text, and the folder that it stands in (`sort`).
    """

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
    """The questions that stand in Cypher, then the checks, by name; questions may share a text."""
    asked = sorted(question.name for question in registry.QUESTIONS.values() if question.cypher)
    checks = sorted((cypher_folder() / CHECKS).glob("*.cypher"))
    return (*map(_read_question, asked), *map(_read_check, checks))


def read_query(name: str) -> Query:
    """One question or check. Raises `NoSuchQuery`."""
    queries = {query.name: query for query in list_queries()}
    if name not in queries:
        raise NoSuchQuery(name, tuple(nearest(name, queries, cutoff=0.5) or queries))
    return queries[name]


@cache
def read_text(name: str) -> str:
    """The text of a file in the folder, such as `load/nodes`."""
    return (cypher_folder() / f"{name}.cypher").read_text(encoding="utf-8")


def list_statements(name: str) -> tuple[str, ...]:
    """The statements of a file that has several, each ended by a semicolon at the end of a
    line.
    """
    return tuple(part.strip() for part in read_text(name).split(";\n") if part.strip())


def _read_question(name: str) -> Query:
    text = read_text(f"{QUESTIONS}/{registry.QUESTIONS[name].cypher}")
    return _query(name, table("questions.QUESTIONS")[name].query, text, QUESTIONS)


def _read_check(path: Path) -> Query:
    text = path.read_text(encoding="utf-8")
    return _query(f"{CHECKS}/{path.stem}", table("checks.QUERIES")[path.stem], text, CHECKS)


def _query(name: str, question: str, text: str, sort: str) -> Query:
    header = _header(text)
    return Query(name, question, header.get("params", ""), header.get("returns", ""), text, sort)


def _header(text: str) -> dict[str, str]:
    """The comments at the top of a file, by the word that each begins with.

    An indented line goes on with the one above.
    """
    lines = list(takewhile(lambda line: line.startswith("//"), text.splitlines()))
    whole = "\n".join(line.removeprefix("// ") for line in lines).replace("\n  ", " ")
    return {
        word: said
        for word, _, said in (line.partition(": ") for line in whole.splitlines())
        if said
    }
