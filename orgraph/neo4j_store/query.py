"""Asks the database a question in Cypher and gives the rows and paths that the same question gives in process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from orgraph.answers.answer import Path, Row
from orgraph.answers.escalate import Way, path_of
from orgraph.answers.rows import in_order, row_of
from orgraph.dates import OPEN_END, OPEN_START, Span
from orgraph.facts import Fact, Group, Node, Relation, Source, Validity
from orgraph.neo4j_store.connection import Connection, Record, Transaction
from orgraph.neo4j_store.texts import read_query
from orgraph.organisation import MemoryIndex, Organisation
from orgraph.view import View
from orgraph.vocabulary import Vocabulary

_SOURCE = re.compile(r'(?P<document>.*?):(?P<first>\d+)-(?P<last>\d+)(?: "(?P<quote>.*)")?', re.DOTALL)


class Found(NamedTuple):
    """What a question found: rows or paths."""

    rows: tuple[Row, ...] = ()
    paths: tuple[Path, ...] = ()


def run_query(connection: Connection, vocabulary: Vocabulary, name: str, subject_id: str, at: Span, *, to: str | None = None) -> Found:
    """What a question of cypher/questions finds about a subject on a day. Raises `NoSuchQuery`, or what the connection raises."""
    return connection.read(lambda transaction: find(transaction, vocabulary, name, subject_id, at, to=to))


def find(transaction: Transaction, vocabulary: Vocabulary, name: str, subject_id: str, at: Span, *, to: str | None = None) -> Found:
    """The same within a transaction, for several questions at once."""
    query = read_query(name)
    chain = vocabulary.questions[name].chain if name in vocabulary.questions else ()
    records = transaction.run(query.text, {"id": subject_id, "at": at.text, "chain": chain, "to": to})
    return _READERS[name](vocabulary, at, records)


def _read_holders(vocabulary: Vocabulary, at: Span, records: list[Record]) -> Found:
    relations = [_relation(record) for record in records]
    view = _view(vocabulary, at, relations, records)
    rows = [_holder_row(view, record, relation) for record, relation in zip(records, relations, strict=True)]
    return Found(rows=tuple(in_order(rows, vocabulary.questions["approves"].chain)))


def _holder_row(view: View, record: Record, relation: Relation) -> Row:
    row = row_of(view, relation, relation.source)
    return row._replace(id=record["id"], name=record["name"], kind=record["kind"], via=tuple(record["via"]))


def _read_paths(vocabulary: Vocabulary, at: Span, records: list[Record]) -> Found:
    hops = [hop for record in records for hop in record["hops"]]
    view = _view(vocabulary, at, map(_relation, hops), hops, [node for record in records for node in record["nodes"]])
    ways = [Way((), tuple(node["id"] for node in record["nodes"]), tuple(map(_relation, record["hops"]))) for record in records]
    return Found(paths=tuple(path_of(view, way) for way in ways))


_READERS: dict[str, Callable[[Vocabulary, Span, list[Record]], Found]] = {
    "approves": _read_holders,
    "escalate": _read_paths,
}


# ---- Facts of records
def _view(vocabulary: Vocabulary, at: Span, relations: Iterable[Relation], hops: Iterable[Record], nodes: Iterable[Record] = ()) -> View:
    """An organisation of only what was found, so that rows are made by the same code as in process."""
    facts: dict[str, Fact] = {node["id"]: _node(vocabulary, node) for node in nodes}
    facts |= {relation.id: relation for relation in relations}
    facts |= {group.id: group for group in map(_group, hops) if group}
    return View(Organisation(vocabulary, MemoryIndex(facts.values())), at)


def _node(vocabulary: Vocabulary, record: Record) -> Node:
    """A node of which only the name is known. The relations' dates are already cut to its life."""
    label = vocabulary.kinds[record["kind"]].label if record["kind"] in vocabulary.kinds else ""
    return Node(
        record["id"], record["name"], record["kind"], label, None, (), False, False, (), (), Validity(end=OPEN_END), "gældende", "ordret", None, None, ()
    )  # fmt: skip


def _relation(record: Record) -> Relation:
    stored = record["relation"]
    get = stored.get
    return Relation(
        id=stored["id"], type=stored["relation"], source=record["source"], target=record["target"], verb=get("verb"), role=get("role"), value=get("value"),
        on_behalf=get("on_behalf"), about=tuple(get("about", ())), condition=get("condition"), modality=get("modality"), order=get("order"),
        group=get("group"), exceptions=tuple(get("exceptions", ())), validity=_validity(stored), status=stored["status"], basis=stored["basis"],
        reasoning=get("reasoning"), note=get("note"), sources=tuple(map(_source, get("sources", ()))),
    )  # fmt: skip


def _group(record: Record) -> Group | None:
    stored = record["relation"]
    return Group(stored["group"], stored["group_logic"], stored.get("group_parent"), ()) if stored.get("group_logic") else None


def _validity(stored: Record) -> Validity:
    get = stored.get
    return Validity(
        get("written_from"), get("written_to"), _day(get("valid_from"), OPEN_START), _day(get("valid_to"), OPEN_END), _day(get("known_from"), OPEN_START),
        get("confirmed_until"), get("began_by"), get("ended_by"),
    )  # fmt: skip


def _day(day: Any, when_open: int) -> int:
    return int(day.toordinal()) if day is not None else when_open


def _source(text: str) -> Source:
    match = _SOURCE.fullmatch(text)
    assert match, text
    return Source(match["document"], int(match["first"]), int(match["last"]), match["quote"] or "")
