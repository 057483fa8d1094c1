"""All bodies or things of a kind on a day, narrowed by where they belong and which relations they
have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from orgraph.answers.answer import (
    ANSWERED,
    NOT_STATED,
    Answer,
    Found,
    Parsed,
    Period,
    Row,
    Support,
)
from orgraph.answers.resolution import find_kinds
from orgraph.facts import Node, Note, Relation
from orgraph.text_matching import sort_key
from orgraph.view import View
from orgraph.vocabulary import RelationType

LISTED = "listed"
UNKNOWN_START = "unknown-start"


class Narrowing(NamedTuple):
    """What is kept of a kind: within a body or region, with or without a relation, at least so
    many of it; unknown starts too with `every`.
    """

    within: Node | None = None
    having: RelationType | None = None
    lacking: RelationType | None = None
    at_least: int = 1
    every: bool = False


def ask_list(view: View, kind: str, narrowing: Narrowing | None = None, **options: Any) -> Answer:
    """The nodes of a kind, sorted as a Danish index.

    They are narrowed as `narrowing` says, or as its fields do when they are given by name.
    Raises `NoSuchWord` for an unknown kind.
    """
    narrowing = narrowing or Narrowing(**options)
    kinds = [found.name for found in find_kinds(view.vocabulary, kind)]
    found = view.find(
        "list",
        lambda: Found(tuple(_list_rows(view, kinds, narrowing))),
        kinds=kinds,
        within=narrowing.within.id if narrowing.within else None,
        having=narrowing.having.name if narrowing.having else None,
        lacking=narrowing.lacking.name if narrowing.lacking else None,
        at_least=narrowing.at_least,
        every=True,
    )
    every = sorted(found.rows, key=lambda row: sort_key(row.name))
    rows = tuple(row for row in every if narrowing.every or row.period.start_known)
    left_out = tuple(row.id for row in every if not (narrowing.every or row.period.start_known))
    notes = (_unknown_start(kind, left_out),) if left_out else ()
    return Answer(
        "list",
        kind,
        view.at,
        ANSWERED if any(row.effective for row in rows) else NOT_STATED,
        rows=rows,
        notes=notes,
        names={row.id: row.name for row in every if row.id in left_out},
    )


def _unknown_start(kind: str, left_out: tuple[str, ...]) -> Note:
    """That these are not listed, for no document speaks of them as early as the day."""
    return Note(f"{kind}:{UNKNOWN_START}", UNKNOWN_START, "", left_out, (), None, (), ())


def _list_rows(view: View, kinds: list[str], narrowing: Narrowing) -> list[Row]:
    known: dict[str, bool] = {}
    found = [
        node
        for kind in kinds
        for node in view.list_kind(kind)
        if _fits(view, node, narrowing, known)
    ]
    return [
        row_in_list(view, node, _count(view, node, narrowing.having) if narrowing.having else None)
        for node in found
    ]


def _fits(view: View, node: Node, narrowing: Narrowing, known: dict[str, bool]) -> bool:
    return (
        (
            narrowing.within is None
            or (
                node.id != narrowing.within.id
                and _belongs(view, node.id, narrowing.within.id, known)
            )
        )
        and (
            narrowing.having is None or _count(view, node, narrowing.having) >= narrowing.at_least
        )
        and (narrowing.lacking is None or _count(view, node, narrowing.lacking) == 0)
    )


def _belongs(view: View, node_id: str, whole: str, known: dict[str, bool]) -> bool:
    """Whether memberships lead from the node to the whole, or to what lies in that region.

    What is found out on the way is `known` afterwards.
    """
    came: dict[str, str | None] = {node_id: None}
    waiting = [node_id]
    while waiting:
        at: str | None = waiting.pop()
        assert at
        node = view.find_node(at)
        above = [found.target for found in view.list_memberships(at)]
        if known.get(at) or whole in above or (node and node.region == whole):
            while at:
                known[at], at = True, came[at]
            return True
        fresh = [
            found
            for found in dict.fromkeys(above)
            if found not in came and known.get(found) is not False
        ]
        came.update(dict.fromkeys(fresh, at))
        waiting += fresh
    known.update(dict.fromkeys(came, False))
    return False


def list_wholes(node: Node, memberships: Iterable[Relation]) -> Iterator[str]:
    """What a node belongs to: its region, and what its memberships make it a part of."""
    if node.region:
        yield node.region
    yield from (found.target for found in memberships)


def _count(view: View, node: Node, relation: RelationType) -> int:
    return len(view.list_out(relation.name, node.id)) + len(view.list_in(relation.name, node.id))


def row_in_list(view: View, node: Node, number: int | None) -> Row:
    """A line of the list; `number` counts the relations that were asked for."""
    validity = node.validity
    return Row(
        node.id,
        node.name,
        node.kind,
        LISTED,
        fact=node.id,
        period=Period(
            valid_from=validity.valid_from,
            valid_to=validity.valid_to,
            confirmed_until=validity.confirmed_until,
            status=node.status,
            start_known=view.starts_known(validity),
            began_by=validity.began_by,
            ended_by=validity.ended_by,
        ),
        support=Support(basis=node.basis, sources=node.sources),
        parsed=Parsed(number=number),
    )
