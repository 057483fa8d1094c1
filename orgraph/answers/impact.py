"""What is lost if bodies end on a day: what loses its owner, approver, secretariat or way up, and
what keeps another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Found, Remainder, Row
from orgraph.answers.holders import list_parts, row_of
from orgraph.answers.notes import build_answer, names_in
from orgraph.dates import iso
from orgraph.facts import Node, Relation
from orgraph.organisation import Change
from orgraph.view import View


class Loss(NamedTuple):
    """A thing that loses holders of a relation.

    `remaining` keep that relation to it; `others` answer for it in another way.
    """

    subject: Node
    relation: str
    by: tuple[Relation, ...]
    remaining: tuple[str, ...]
    others: tuple[str, ...]


def ask_impact(
    view: View, subject: Node | None, asked: str, *, kinds: Sequence[str] = ()
) -> Answer:
    """What a body leaves behind, or all bodies of some kinds; a collective ends with its members,
    and theirs.
    """
    if subject is None:
        return _ask_of_kinds(view, kinds, asked)
    return build_answer(
        view,
        "impact",
        asked,
        subject,
        _find(view, lambda: _with_members(view, subject), id=subject.id, kinds=[]),
    )


def _ask_of_kinds(view: View, kinds: Sequence[str], asked: str) -> Answer:
    rows = _find(
        view,
        lambda: [node for kind in kinds for node in view.list_kind(kind)],
        id=None,
        kinds=list(kinds),
    )
    return Answer(
        "impact",
        asked,
        view.at,
        ANSWERED if rows else NOT_STATED,
        rows=rows,
        names=names_in(view, rows, (), ()),
    )


def _find(view: View, ended: Callable[[], list[Node]], **asked: Any) -> tuple[Row, ...]:
    words = view.vocabulary
    reads = {
        "chain": list(words.reads("impact").chain),
        "owner": list(words.reads("responsible").owner),
        "across": list(words.across_lives),
    }
    return view.find(
        "impact", lambda: Found(tuple(_rows(view, _once(ended())))), **asked, **reads
    ).rows


def _once(nodes: list[Node]) -> list[Node]:
    return list({node.id: node for node in nodes}.values())


def _with_members(view: View, subject: Node) -> list[Node]:
    members = [view.find_node(member) for member, _ in list_parts(view, subject.id)]
    return [subject, *(node for node in members if node)]


def find_losses(before: View, after: View, ended: Sequence[Node]) -> list[Loss]:
    """What the ended bodies held before, and who holds it after; things that end with them are
    left out.
    """
    lost: dict[tuple[str, str], list[Relation]] = {}
    for node in ended:
        for kind in before.vocabulary.reads("impact").chain:
            for relation in before.list_effective_out(kind, node.id):
                lost.setdefault((relation.target, kind), []).append(relation)
    losses = [
        _loss(before, after, target, kind, relations) for (target, kind), relations in lost.items()
    ]
    return [
        loss
        for loss in (*losses, *_ways(before, after, ended))
        if loss and after.lives(loss.subject.id)
    ]


def _loss(before: View, after: View, target: str, kind: str, by: list[Relation]) -> Loss | None:
    subject = before.find_node(target)
    owners = before.vocabulary.reads("responsible").owner
    others = [
        found.source
        for other in owners
        if other != kind and kind in owners
        for found in after.list_effective_in(other, target)
    ]
    return (
        Loss(
            subject,
            kind,
            tuple(by),
            _ends(found.source for found in after.list_effective_in(kind, target)),
            _ends(others),
        )
        if subject
        else None
    )


def _ways(before: View, after: View, ended: Sequence[Node]) -> list[Loss | None]:
    """Bodies that lose a way up, and where they can still go."""
    losses: list[Loss | None] = []
    for node in ended:
        for kind in before.vocabulary.upward:
            for relation in before.list_effective_in(kind, node.id):
                below = before.find_node(relation.source)
                if below:
                    losses.append(
                        Loss(
                            below,
                            kind,
                            (relation,),
                            _ends(found.target for found in after.list_upward(below.id)),
                            (),
                        )
                    )
    return losses


def _ends(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def _rows(view: View, ended: list[Node]) -> list[Row]:
    day = iso(view.day)
    changes = [
        Change(node, node._replace(validity=node.validity._replace(end=view.day, valid_to=day)))
        for node in ended
        if view.holds(node.validity)
    ]
    after = View(view.organisation.with_changes(changes), view.span)
    return [
        row_of_loss(view, loss, relation)
        for loss in find_losses(view, after, ended)
        for relation in loss.by
    ]


def row_of_loss(view: View, loss: Loss, relation: Relation) -> Row:
    """The row of what loses something; `via` is the body it loses."""
    lost = relation.source if relation.target == loss.subject.id else relation.target
    row = row_of(
        view,
        relation,
        loss.subject.id,
        via=(lost,),
        direction="out" if relation.target == loss.subject.id else "in",
    )
    return row._replace(
        terms=row.terms._replace(to=()), loss=Remainder(loss.remaining, loss.others)
    )
