"""Makes rows of relations: who holds a relation to a subject, directly, through its type or through a collective."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from orgraph.answers.answer import Found, GroupRef, Row
from orgraph.dates import iso, parse_span
from orgraph.errors import BadDate
from orgraph.facts import Node, Relation
from orgraph.view import View

_NUMBER = re.compile(r"(?<![\d.,/-])(\d{1,4})(?![\d/-]|[.,]\d)")
DEEPEST = 4  # collectives of collectives
_NUMBER_WORDS = {
    "en": 1,
    "én": 1,
    "et": 1,
    "ét": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "syv": 7,
    "otte": 8,
    "ni": 9,
    "ti": 10,
    "elleve": 11,
    "tolv": 12,
}


def row_of(view: View, relation: Relation, end: str, *, via: tuple[str, ...] = (), direction: str = "in", order: int | None = None) -> Row:
    """The row of a relation, seen from the subject: `end` is the node at its other end."""
    node = view.find_node(end)
    validity = view.whole_interval(relation)
    group = view.find_group(relation.group)
    number, date_from, date_to = read_value(relation.value)
    return Row(
        id=end, name=node.name if node else end, kind=node.kind if node else "", role=relation.type, order=relation.order if order is None else order,
        group=GroupRef(group.id, group.logic, group.parent) if group else None, via=via, condition=relation.condition, value=relation.value,
        valid_from=validity.valid_from, valid_to=validity.valid_to, confirmed_until=validity.confirmed_until, basis=relation.basis,
        fact_status=relation.status, fact=relation.id, sources=relation.sources, verb=relation.verb, start_known=view.starts_known(validity),
        number=number, date_from=date_from, date_to=date_to, direction=direction, seat=relation.role, on_behalf=relation.on_behalf,
        about=relation.about, to=() if direction == "out" else _other_end(relation, end), modality=relation.modality, exceptions=relation.exceptions,
        began_by=validity.began_by, ended_by=validity.ended_by, reasoning=relation.reasoning, note=relation.note,
    )  # fmt: skip


def _other_end(relation: Relation, end: str) -> tuple[str, ...]:
    return (relation.target,) if relation.about and relation.source == end else ()


def read_value(value: str | None) -> tuple[int | None, str | None, str | None]:
    """A number, or the first and last day of a date, where the text is plainly one."""
    if not value or not value.strip():
        return None, None, None
    try:
        span = parse_span(value)
    except BadDate:
        match = _NUMBER.search(value)
        word = value.split()[0].casefold()
        return (int(match[1]) if match else _NUMBER_WORDS.get(word)), None, None
    return None, iso(span.first), iso(span.after - 1)


def find_holders(view: View, question: str, subject: Node, types: Sequence[str]) -> list[Row]:
    """What `list_holders` lists, found as the question finds it."""
    return list(view.find(question, lambda: Found(tuple(list_holders(view, subject, types))), id=subject.id, chain=list(types)).rows)


def list_holders(view: View, subject: Node, types: Sequence[str]) -> list[Row]:
    """Rows of everybody who holds one of the relations to the subject, with what holds through its type or its collective."""
    return _unfolded(view, [row for node_id, via in _standing_for(view, subject) for row in _direct(view, node_id, types, via)])


def _standing_for(view: View, subject: Node) -> list[tuple[str, tuple[str, ...]]]:
    """The subject, its types and its collectives, theirs too: what is said of them is said of it."""
    types = [(found.target, (found.target,)) for found in view.list_types(subject.id) if found.target != subject.id]
    return [(subject.id, ()), *types, *list_wholes(view, subject.id)]


def list_wholes(view: View, node_id: str, through: tuple[str, ...] = (), start: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """The collectives that the node belongs to, directly or through others, each with the way there."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for membership in view.list_collectives(node_id) if len(through) < DEEPEST else ():
        if membership.target not in (start or node_id, *through):
            way = (*through, membership.target)
            found += [(membership.target, way), *list_wholes(view, membership.target, way, start or node_id)]
    return found


def _direct(view: View, node_id: str, types: Sequence[str], via: tuple[str, ...]) -> Iterable[Row]:
    about = view.list_about(node_id)
    for kind in types:
        for relation in (*view.list_in(kind, node_id), *(found for found in about if found.type == kind)):
            yield row_of(view, relation, relation.source, via=via)


def list_held(view: View, subject: Node, relation_type: str) -> list[Row]:
    """Rows of everything the subject holds the relation to, itself or as a member of a collective."""
    rows = [row_of(view, relation, relation.target, direction="out") for relation in view.list_out(relation_type, subject.id)]
    if view.vocabulary.relations[relation_type].distributes:
        for whole, way in list_wholes(view, subject.id):
            for relation in view.list_out(relation_type, whole):
                if not {subject.id, *way[:-1]} & set(relation.exceptions):
                    rows.append(row_of(view, relation, relation.target, via=way[::-1], direction="out"))
    return rows


def _unfolded(view: View, rows: list[Row]) -> list[Row]:
    """What is said of a collective holds for each member that is not excepted, and for theirs; a member's row names the collectives."""
    unfolded = []
    for row in rows:
        unfolded.append(row)
        if view.vocabulary.relations[row.role].distributes:
            unfolded += _members(view, row, (row.id,))
    return unfolded


def _members(view: View, row: Row, through: tuple[str, ...]) -> list[Row]:
    found: list[Row] = []
    for membership in view.list_members(row.id) if len(through) <= DEEPEST else ():
        if membership.source not in (*row.exceptions, *through):
            member = _member_row(view, row, membership)
            found += [member, *_members(view, member, (*through, membership.source))]
    return found


def _member_row(view: View, row: Row, membership: Relation) -> Row:
    node = view.find_node(membership.source)
    return row._replace(
        id=membership.source, name=node.name if node else membership.source, kind=node.kind if node else "", via=(*row.via, row.id), order=row.order
    )


def in_order(rows: list[Row], chain: Sequence[str]) -> list[Row]:
    """Rows in the order of the decision: as the documents number them, the rest beside their like or after what comes before them in the chain."""
    stated: dict[str, int] = {}
    for row in rows:
        if row.order is not None:
            stated[row.role] = max(stated.get(row.role, 0), row.order)
    places: dict[str, tuple[int, int]] = {}
    before = 0
    for rank, role in enumerate(chain):
        before = max(before, stated.get(role, 0))
        places[role] = (stated[role], 0) if role in stated else (before, rank + 1)

    def place(row: Row) -> tuple[int, int]:
        return (row.order, 0) if row.order is not None else places[row.role]

    numbers = {found: number for number, found in enumerate(sorted({place(row) for row in rows}), 1)}
    return [row._replace(order=numbers[place(row)]) for row in sorted(dict.fromkeys(rows), key=place)]
