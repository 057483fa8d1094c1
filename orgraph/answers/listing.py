"""All bodies or things of a kind on a day, narrowed by where they belong and which relations they have."""

from __future__ import annotations

from typing import NamedTuple

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Row
from orgraph.answers.subjects import find_kinds
from orgraph.danish import sort_key
from orgraph.facts import Node
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
    kinds = find_kinds(view.vocabulary, kind)
    found = [node for each in kinds for node in view.list_kind(each.name) if _fits(view, node, narrowing)]
    rows = tuple(_row(view, node, narrowing) for node in sorted(found, key=lambda node: sort_key(node.name)))
    return Answer("list", kind, view.at, ANSWERED if rows else NOT_STATED, rows=rows)


def _fits(view: View, node: Node, narrowing: Narrowing) -> bool:
    return (
        (narrowing.every or view.starts_known(node.validity))
        and (narrowing.within is None or _belongs(view, node, narrowing.within))
        and (narrowing.having is None or _count(view, node, narrowing.having) >= narrowing.at_least)
        and (narrowing.lacking is None or _count(view, node, narrowing.lacking) == 0)
    )


def _belongs(view: View, node: Node, whole: Node) -> bool:
    if node.region == whole.id:
        return True
    return any(found.target == whole.id for kind in view.vocabulary.membership() for found in view.list_out(kind, node.id))


def _count(view: View, node: Node, relation: RelationType) -> int:
    return len(view.list_out(relation.name, node.id)) + len(view.list_in(relation.name, node.id))


def _row(view: View, node: Node, narrowing: Narrowing) -> Row:
    validity = node.validity
    number = _count(view, node, narrowing.having) if narrowing.having else None
    return Row(
        node.id, node.name, node.kind, MEMBER, number=number, valid_from=validity.valid_from, valid_to=validity.valid_to,
        confirmed_until=validity.confirmed_until, basis=node.basis, fact_status=node.status, fact=node.id, sources=node.sources,
        start_known=view.starts_known(validity), began_by=validity.began_by, ended_by=validity.ended_by,
    )  # fmt: skip
