"""Makes rows of relations: who holds a relation to a subject, directly, through its type or
through a collective.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from typing import NamedTuple

from orgraph.answers.answer import Found, GroupRef, Parsed, Period, Row, Support, Terms
from orgraph.dates import iso, parse_span
from orgraph.errors import BadDate
from orgraph.facts import IN_FORCE, Node, Relation, intersect
from orgraph.languages import grammar
from orgraph.view import View

Memberships = tuple[Relation, ...]
"""Those that lead from a node to what it is a part of, or from a collective to a member."""

BETWEEN_CONDITIONS = "; "
_NUMBER = re.compile(r"(?<![\d.,/-])(\d{1,4})(?![\d/-]|[.,]\d)")


def row_of(
    view: View,
    relation: Relation,
    end: str,
    *,
    who: Node | None = None,
    via: tuple[str, ...] = (),
    through: Sequence[Relation] = (),
    direction: str = "in",
    order: int | None = None,
) -> Row:
    """The row of a relation, seen from the subject.

    `end` is the node at the relation's other end; `who` the one that the row is of instead, for a
    member of that end. `through` are the relations to the type or the collectives that `via`
    names: the row holds while they do, and on their terms.
    """
    node = who or view.find_node(end)
    validity, status, condition = (
        view.whole_interval(relation),
        relation.status,
        relation.condition,
    )
    if through:
        validity = intersect(validity, *map(view.whole_interval, through))
        status, condition = _status(relation, *through), _condition(relation, *through)
    number, date_from, date_to = read_value(relation.value)
    return Row(
        id=node.id if node else end,
        name=node.name if node else end,
        kind=node.kind if node else "",
        role=relation.type,
        order=relation.order if order is None else order,
        group=_group_of(view, relation),
        via=via,
        fact=relation.id,
        verb=relation.verb,
        direction=direction,
        collective=node is not None and node.collective,
        period=Period(
            valid_from=validity.valid_from,
            valid_to=validity.valid_to,
            confirmed_until=validity.confirmed_until,
            status=status,
            start_known=view.starts_known(validity),
            began_by=validity.began_by,
            ended_by=validity.ended_by,
        ),
        support=Support(
            basis=relation.basis, sources=relation.sources, reasoning=relation.reasoning
        ),
        terms=Terms(
            condition=condition,
            value=relation.value,
            seat=relation.role,
            on_behalf=relation.on_behalf,
            about=relation.about,
            to=() if direction == "out" else _other_end(relation, end),
            modality=relation.modality,
            exceptions=relation.exceptions,
            note=relation.note,
        ),
        parsed=Parsed(number=number, date_from=date_from, date_to=date_to),
    )


def _group_of(view: View, relation: Relation) -> GroupRef | None:
    group = view.find_group(relation.group)
    if group is None:
        return None
    others = dict.fromkeys(
        found.source
        for found in view.list_effective_in(relation.type, relation.target)
        if found.group == group.id and found.source != relation.source
    )
    return GroupRef(group.id, group.logic, group.parent, tuple(others))


def _status(relation: Relation, *through: Relation) -> str:
    """The relation's own status; what it holds through tells its status where that is plain."""
    return next(
        (found.status for found in (relation, *through) if found.status != IN_FORCE), IN_FORCE
    )


def _condition(*relations: Relation) -> str | None:
    stated = dict.fromkeys(found.condition for found in relations if found.condition)
    return BETWEEN_CONDITIONS.join(stated) or None


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
        return (int(match[1]) if match else grammar().NUMBERS.get(word)), None, None
    return None, iso(span.first), iso(span.after - 1)


def find_holders(view: View, question: str, subject: Node, types: Sequence[str]) -> list[Row]:
    """What `list_holders` lists, found as the question finds it."""
    return list(
        view.find(
            question,
            lambda: Found(tuple(list_holders(view, subject, types))),
            id=subject.id,
            chain=list(types),
        ).rows
    )


class _Held(NamedTuple):
    """A relation that holds for a subject, and what it holds through, the outermost first."""

    relation: Relation
    via: tuple[str, ...]
    through: Memberships


def list_holders(view: View, subject: Node, types: Sequence[str]) -> list[Row]:
    """Rows of everybody who holds one of the relations to the subject, with what holds through its
    type or its collective.
    """
    return [
        row
        for node_id, through in _standing_for(view, subject)
        for relation in _direct(view, node_id, types)
        for row in _unfolded(view, _Held(relation, _targets(through), through))
    ]


def _standing_for(view: View, subject: Node) -> list[tuple[str, Memberships]]:
    """The subject, its types and their types, its collectives and theirs: what is said of them is
    said of it.
    """
    types = _unfold(
        subject.id, lambda found: ((join, join.target) for join in view.list_types(found))
    )
    return [(subject.id, ()), *types, *list_wholes(view, subject.id)]


def _targets(memberships: Memberships) -> tuple[str, ...]:
    return tuple(found.target for found in memberships)


def list_wholes(
    view: View, node_id: str, *, avoiding: Container[str] = ()
) -> list[tuple[str, Memberships]]:
    """The collectives that the node belongs to, directly or through others that are not avoided,
    each with the memberships that lead there by the shortest way.
    """
    if not view.list_collectives(node_id):
        return []
    return _unfold(
        node_id,
        lambda found: (
            ()
            if found in avoiding
            else ((membership, membership.target) for membership in view.list_collectives(found))
        ),
    )


def list_parts(
    view: View, whole_id: str, *, avoiding: Container[str] = ()
) -> list[tuple[str, Memberships]]:
    """The members of a collective that are not avoided, and theirs, each with the memberships that
    lead from the collective to it by the shortest way.
    """
    if not view.list_members(whole_id):
        return []
    return _unfold(
        whole_id,
        lambda found: (
            (member, member.source)
            for member in view.list_members(found)
            if member.source not in avoiding
        ),
    )


def _unfold(
    start: str, following: Callable[[str], Iterable[tuple[Relation, str]]]
) -> list[tuple[str, Memberships]]:
    """Everything that can be reached, once each, with the shortest way from the start: what
    follows from a node stands after it, as it was written.

    Of ways of one length it is the one whose last membership has the first id.
    """
    under: dict[str, dict[str, Relation]] = {}
    seen, level = {start}, [start]
    while level:
        found: dict[str, tuple[Relation, str]] = {}  # by what is reached: over what, from where
        for node_id in level:
            for relation, end in following(node_id):
                if end not in seen:
                    under.setdefault(node_id, {}).setdefault(end, relation)
                    if end not in found or relation.id < found[end][0].id:
                        found[end] = relation, node_id
        for node_id in level:
            if node_id in under:
                under[node_id] = {
                    end: found[end][0] for end in under[node_id] if found[end][1] == node_id
                }
        seen.update(found)
        level = list(found)
    return _in_written_order(start, under) if under else []


def _in_written_order(
    start: str, under: dict[str, dict[str, Relation]]
) -> list[tuple[str, Memberships]]:
    listed: list[tuple[str, Memberships]] = []
    waiting: list[tuple[str, Memberships]] = [(start, ())]
    while waiting:
        node_id, way = waiting.pop()
        listed.append((node_id, way))
        following = under.get(node_id, {})
        waiting += [(end, (*way, relation)) for end, relation in reversed(following.items())]
    return listed[1:]


def _direct(view: View, node_id: str, types: Sequence[str]) -> Iterable[Relation]:
    about = view.list_about(node_id)
    for kind in types:
        yield from view.list_in(kind, node_id)
        yield from (found for found in about if found.type == kind)


def list_held(view: View, subject: Node, relation_type: str) -> list[Row]:
    """Rows of everything the subject holds the relation to, itself or as a member of a
    collective.
    """
    rows = [
        row_of(view, relation, relation.target, direction="out")
        for relation in view.list_out(relation_type, subject.id)
    ]
    if view.vocabulary.relations[relation_type].distributes:
        for whole, shortest in list_wholes(view, subject.id):
            for relation in view.list_out(relation_type, whole):
                way = (
                    dict(list_wholes(view, subject.id, avoiding=relation.exceptions)).get(whole)
                    if relation.exceptions
                    else shortest
                )
                if way:
                    way = way[::-1]
                    rows.append(
                        row_of(
                            view,
                            relation,
                            relation.target,
                            via=_targets(way),
                            through=way,
                            direction="out",
                        )
                    )
    return rows


def _unfolded(view: View, held: _Held) -> Iterable[Row]:
    """What is said of a collective holds for each member that is not excepted, and for theirs; a
    member's row names the collectives.
    """
    relation = held.relation
    yield row_of(view, relation, relation.source, via=held.via, through=held.through)
    if view.vocabulary.relations[relation.type].distributes:
        for member, way in list_parts(view, relation.source, avoiding=relation.exceptions):
            yield row_of(
                view,
                relation,
                relation.source,
                who=view.find_node(member),
                via=(*held.via, *_targets(way)),
                through=(*held.through, *way),
            )


def sort_by_chain(rows: list[Row], chain: Sequence[str]) -> list[Row]:
    """Rows in the order of the decision: as the documents number them, the rest beside their like
    or after what comes before them in the chain.
    """
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

    numbers = {
        found: number for number, found in enumerate(sorted({place(row) for row in rows}), 1)
    }
    return [
        row._replace(order=numbers[place(row)]) for row in sorted(dict.fromkeys(rows), key=place)
    ]
