"""What a relation is, and the terms that it holds on: a step that states other terms than those
that stand changes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from orgraph.facts import REJECTED, Relation, Validity, is_effective
from orgraph.organisation import Change

TERMS = "verb", "value", "condition", "modality", "order", "group", "exceptions"
_WEIGHTY = "value", "condition", "modality", "exceptions"  # the rest is wording and place
_UNSAID = None, ()


class NewTerms(NamedTuple):
    """One relation on the terms that it had, and on those that it gets."""

    before: Relation
    after: Relation


def identity(relation: Relation) -> tuple[object, ...]:
    """What makes two relations the same one, whatever their terms. A body may hold several beside
    each other, in different roles, about different things or for different others.
    """
    return (
        relation.type,
        relation.source,
        relation.target,
        relation.about,
        relation.role,
        relation.on_behalf,
    )


def is_alike(one: Relation, other: Relation, terms: Sequence[str] = TERMS) -> bool:
    """Whether two relations are the same one on the same terms, whatever their status."""
    return identity(one) == identity(other) and all(
        getattr(one, term) == getattr(other, term) for term in terms
    )


def is_covered(held: Relation, given: Relation) -> bool:
    """Whether an heir has in what it holds what it would be given."""
    return is_effective(held) and is_alike(held, given, _WEIGHTY)


def says(standing: Relation, stated: Relation, *, with_status: bool) -> bool:
    """Whether the one that stands has every term that is stated; what is not stated may be
    anything.

    Its status counts when it is stated, and when what stands is weaker than in force.
    """
    if standing.status == REJECTED != stated.status:
        return False
    if with_status and standing.status != stated.status:
        return False
    if stated.validity.valid_to and standing.validity.end != stated.validity.end:
        return False
    return all(getattr(standing, term) == getattr(stated, term) for term in _stated_terms(stated))


def renewed(standing: Relation, stated: Relation, validity: Validity) -> Relation:
    """The one that stands on the terms that are stated; the others it keeps. What is stated
    answers for its status and its sources.
    """
    terms = {term: getattr(stated, term) for term in _stated_terms(stated)}
    return stated._replace(
        **{term: getattr(standing, term) for term in TERMS} | terms, validity=validity
    )


def _stated_terms(stated: Relation) -> list[str]:
    return [term for term in TERMS if getattr(stated, term) not in _UNSAID]


def pair_new_terms(gone: Iterable[Relation], come: Iterable[Relation]) -> list[NewTerms]:
    """Each relation that ends while the same one begins, with the one that begins."""
    waiting: dict[tuple[object, ...], list[Relation]] = {}
    for relation in come:
        waiting.setdefault(identity(relation), []).append(relation)
    return [
        NewTerms(relation, found.pop(0))
        for relation in gone
        if (found := waiting.get(identity(relation)))
    ]


def find_new_terms(changes: Sequence[Change]) -> list[NewTerms]:
    """The changes of terms among the changes of one step."""
    gone = [
        before
        for change in changes
        if isinstance(before := change.before, Relation)
        and (change.after is None or _ends_sooner(before, change.after))
    ]
    come = [
        after
        for change in changes
        if change.before is None and isinstance(after := change.after, Relation)
    ]
    return pair_new_terms(gone, come)


def _ends_sooner(before: Relation, after: object) -> bool:
    return isinstance(after, Relation) and after.validity.end < before.validity.end
