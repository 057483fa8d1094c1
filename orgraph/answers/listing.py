"""All bodies or things of a kind on a day, narrowed by where they belong and which relations they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Found, Row
from orgraph.answers.subjects import find_kinds
from orgraph.danish import sort_key
from orgraph.facts import Node, Relation
from orgraph.view import View
from orgraph.vocabulary import RelationType

MEMBER = "på listen"


class Narrowing(NamedTuple):
    """What is kept of a kind: within a body or region, with or without a relation, at least so many of it; unknown starts too with `every`."""

    within: Node | None = None
    having: RelationType | None = None
    lacking: RelationType | None = None
    at_least: int = 1
    every: bool = False


def ask_list(view: View, kind: str, narrowing: Narrowing) -> Answer:
    """The nodes of a kind, sorted as a Danish index. Raises `NoSuchWord` for an unknown kind."""
    kinds = [found.name for found in find_kinds(view.vocabulary, kind)]
    found = view.find(
        "list", lambda: Found(tuple(_list_rows(view, kinds, narrowing))), kinds=kinds, within=narrowing.within.id if narrowing.within else None,
        having=narrowing.having.name if narrowing.having else None, lacking=narrowing.lacking.name if narrowing.lacking else None,
        at_least=narrowing.at_least, every=narrowing.every,
    )  # fmt: skip
    rows = tuple(sorted(found.rows, key=lambda row: sort_key(row.name)))
    return Answer("list", kind, view.at, ANSWERED if rows else NOT_STATED, rows=rows)


def _list_rows(view: View, kinds: list[str], narrowing: Narrowing) -> list[Row]:
    found = [node for kind in kinds for node in view.list_kind(kind) if _fits(view, node, narrowing)]
    return [row_in_list(view, node, _count(view, node, narrowing.having) if narrowing.having else None) for node in found]


def _fits(view: View, node: Node, narrowing: Narrowing) -> bool:
    return (
        (narrowing.every or view.starts_known(node.validity))
        and (narrowing.within is None or _belongs(view, node, narrowing.within))
        and (narrowing.having is None or _count(view, node, narrowing.having) >= narrowing.at_least)
        and (narrowing.lacking is None or _count(view, node, narrowing.lacking) == 0)
    )


def _belongs(view: View, node: Node, whole: Node) -> bool:
    return whole.id in list_wholes(node, (found for kind in view.vocabulary.membership() for found in view.list_out(kind, node.id)))


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
        node.id, node.name, node.kind, MEMBER, number=number, valid_from=validity.valid_from, valid_to=validity.valid_to,
        confirmed_until=validity.confirmed_until, basis=node.basis, fact_status=node.status, fact=node.id, sources=node.sources,
        start_known=view.starts_known(validity), began_by=validity.began_by, ended_by=validity.ended_by,
    )  # fmt: skip
