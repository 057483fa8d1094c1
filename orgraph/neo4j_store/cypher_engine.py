"""Finds what a question finds, in Cypher: one text of cypher/questions for each question, and the
records made rows by the same code as in process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from orgraph.answers.answer import Found, Row
from orgraph.answers.escalate import Network, Way, find_ways_up, path_of
from orgraph.answers.history import row_of_change, row_of_origin
from orgraph.answers.holders import row_of
from orgraph.answers.impact import Loss, row_of_loss
from orgraph.answers.listing import row_in_list
from orgraph.answers.notes import list_mentioned
from orgraph.answers.show import ACTION, CONCERN, IDENTIFIER, MENTION, RELATION, STEP, rows_of
from orgraph.answers.steps import rows_of_step
from orgraph.answers.why import along, find_way_up
from orgraph.facts import Fact, Relation
from orgraph.neo4j_store.connection import Record, Transaction
from orgraph.neo4j_store.cypher_files import read_text
from orgraph.neo4j_store.decode import identifier_of, node_of, note_of, relation_of, step_of
from orgraph.neo4j_store.remote_index import RemoteIndex
from orgraph.questions import QUESTIONS
from orgraph.view import View

Parameters = dict[str, Any]
Reader = Callable[[View, Iterable[Record], Parameters], Found]


class QueryingIndex(RemoteIndex):
    """The stored organisation, asked whole questions."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self.finder = self._find

    def _find(self, view: View, question: str, parameters: Parameters) -> Found:
        name = QUESTIONS[question].cypher
        text = read_text(f"questions/{name}")
        records = self.transaction.run(text, {"at": view.at, **parameters})
        self.prime(node for record in records for node in _nodes(record))
        found = _READERS[name](view, records, parameters)
        self._read_beside(found)
        return found

    def _read_beside(self, found: Found) -> None:
        """What an answer mentions, and the notes on it, in one statement: they would be asked for
        one by one.
        """
        nodes, notes = (self._known.setdefault(table, {}) for table in ("node", "bears-on"))
        mentioned = (
            *(row.id for row in found.rows),
            *list_mentioned(found.rows, found.paths, found.notes),
        )
        missing = [key for key in dict.fromkeys(mentioned) if key not in nodes or key not in notes]
        if "node" in self._whole or not missing:
            return
        for key in missing:
            nodes.setdefault(key, ())
            notes[key] = ()
        for record in self.transaction.run(read_text("lookup/beside"), {"keys": missing}):
            node = node_of(record["node"])
            nodes[node.id], notes[node.id] = (node,), tuple(map(note_of, record["notes"]))


def _nodes(record: Record) -> Iterable[Record]:
    """The nodes that stand whole in a record."""
    found = (record.get(column) for column in ("who", "holder", "thing", "node", "subject", "end"))
    return [
        *(node for node in found if node),
        *(node for column in ("nodes", "ends", "bodies") for node in record.get(column) or ()),
    ]


def _read_holders(view: View, records: Iterable[Record], _: Parameters) -> Found:
    """Each record is a relation, who holds it, and through whom."""
    return Found(tuple(_row_of_holder(view, record) for record in records))


def _row_of_holder(view: View, record: Record) -> Row:
    relation = relation_of(record["relation"], record["holder"]["id"], record["thing"]["id"])
    who = node_of(record["who"])
    return row_of(
        view,
        relation,
        relation.source,
        who=who,
        via=tuple(record["via"]),
        through=_memberships(record),
    )


def _memberships(record: Record) -> list[Relation]:
    """What a record's relation holds through."""
    return [_relation(found) for found in record["through"]]


def _read_held(view: View, records: Iterable[Record], _: Parameters) -> Found:
    """Each record is a relation, what it leads to, and the collectives through which it is
    held.
    """
    found = ((_relation(record), record) for record in records)
    return Found(
        tuple(
            row_of(
                view,
                relation,
                relation.target,
                via=tuple(record["via"]),
                through=_memberships(record),
                direction="out",
            )
            for relation, record in found
        )
    )


def _read_ways_up(view: View, records: Iterable[Record], parameters: Parameters) -> Found:
    """Each record is a node with the hops that a matter can take from there; the ways are found
    among them as they are found in process.
    """
    above: dict[str, list[Relation]] = {}
    owners: list[tuple[Relation, str]] = []
    for record in records:
        hops, here = map(_relation, record["hops"]), record["node"]["id"]
        for hop in hops:
            if hop.source == here:
                above.setdefault(here, []).append(hop)
            else:
                owners.append((hop, hop.source))
    network = Network(view.vocabulary, lambda node_id: above.get(node_id, []))
    return Found(paths=find_ways_up(view, network, parameters["id"], owners, parameters["to"]))


def _read_way_up(view: View, records: Iterable[Record], parameters: Parameters) -> Found:
    """Each record is a node with the hops that a matter can take from there at any time, and
    whether it can on the day.
    """
    above: dict[str, list[Relation]] = {}
    ever: dict[str, list[Relation]] = {}
    for record in records:
        here = record["node"]["id"]
        above[here] = [_relation(hop) for hop in record["hops"] if hop["open"]]
        ever[here] = sorted(map(_relation, record["hops"]), key=lambda hop: not view.in_force(hop))
    way = find_way_up(
        view,
        parameters["id"],
        parameters["other"],
        along(lambda node_id: above.get(node_id, ())),
        along(lambda node_id: ever.get(node_id, ())),
    )
    return Found(paths=(path_of(view, way),) if way else ())


def _read_paths(view: View, records: Iterable[Record], _: Parameters) -> Found:
    """Each record is a path: its nodes, and its relations with their own ends."""
    return Found(paths=tuple(path_of(view, _way(record)) for record in records))


def _way(record: Record) -> Way:
    return Way(
        tuple(node["id"] for node in record["nodes"]), tuple(map(_relation, record["hops"]))
    )


def _read_list(view: View, records: Iterable[Record], parameters: Parameters) -> Found:
    """Each record is a node, and how many it has of the relation that was asked for."""
    asked = parameters["having"] is not None
    return Found(
        tuple(
            row_in_list(view, node_of(record["node"]), record["number"] if asked else None)
            for record in records
        )
    )


def _read_all(view: View, records: Iterable[Record], parameters: Parameters) -> Found:
    """Each record is a fact about the subject, and the part of the answer where it stands."""
    return Found(
        tuple(
            row
            for record in records
            for row in rows_of(view, record["part"], _fact(record), parameters["id"])
        )
    )


def _fact(record: Record) -> Fact:
    return (
        _relation(record, "fact")
        if record["part"] == RELATION
        else _PARTS[record["part"]](record["fact"])
    )


def _read_history(view: View, records: Iterable[Record], parameters: Parameters) -> Found:
    """Each record is a change, or a relation of origin with what is at its other end."""
    return Found(tuple(_row_of_history(view, record, parameters["id"]) for record in records))


def _row_of_history(view: View, record: Record, subject: str) -> Row:
    if record["relation"] is None:
        return row_of_change(view, node_of(record["node"]))
    return row_of_origin(view, _relation(record), subject)


def _read_steps(view: View, records: Iterable[Record], _: Parameters) -> Found:
    """Each record is a step, and the process through which it is about the subject."""
    return Found(
        tuple(
            row
            for record in records
            for row in rows_of_step(
                view, step_of(record["step"]), (record["via"],) if record["via"] else ()
            )
        )
    )


def _read_losses(view: View, records: Iterable[Record], _: Parameters) -> Found:
    """Each record is a relation that is lost, what loses it, and what that keeps."""
    return Found(tuple(_row_of_loss(view, record) for record in records))


def _row_of_loss(view: View, record: Record) -> Row:
    relation = _relation(record)
    loss = Loss(
        node_of(record["subject"]),
        relation.type,
        (relation,),
        tuple(record["remaining"]),
        tuple(record["others"]),
    )
    return row_of_loss(view, loss, relation)


def _read_notes(_: View, records: Iterable[Record], __: Parameters) -> Found:
    """Each record is a note."""
    return Found(notes=tuple(note_of(record["note"]) for record in records))


def _relation(record: Record, column: str = "relation") -> Relation:
    return relation_of(record[column], record["source"], record["target"])


_PARTS: dict[str, Callable[[Record], Fact]] = {
    IDENTIFIER: identifier_of,
    STEP: step_of,
    ACTION: step_of,
    MENTION: node_of,
    CONCERN: node_of,
}
_READERS: dict[str, Reader] = {
    "holders": _read_holders,
    "escalate": _read_ways_up,
    "why": _read_paths,
    "why-not": _read_way_up,
    "what": _read_held,
    "list": _read_list,
    "show": _read_all,
    "history": _read_history,
    "steps": _read_steps,
    "impact": _read_losses,
    "unknowns": _read_notes,
}
