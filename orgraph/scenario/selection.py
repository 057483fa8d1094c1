"""Which nodes and relations a step means: the organisation as a step sees it, on its day and on
the day before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgraph.dates import Span, one_day
from orgraph.facts import Node, Relation, Step
from orgraph.organisation import Organisation
from orgraph.scenario.affected import closure
from orgraph.scenario.model import Having, Selector, Where
from orgraph.text_matching import containing, fold
from orgraph.view import View

FLAGS = (
    "name",
    "status",
    "basis",
    "collective",
    "template",
)  # what `where` may ask of any node, beside its label's fields


def day_before(day: Span) -> Span:
    """The day before a day."""
    return one_day(day.first - 1)


class StepContext:
    """The organisation as one step sees it: what was there the day before, and what earlier steps
    of the same day have made of it.
    """

    def __init__(self, organisation: Organisation, on: Span, change: str | None = None) -> None:
        self.organisation, self.on, self.change = organisation, on, change
        self.before, self.now = View(organisation, day_before(on)), View(organisation, on)

    def sees(self, node: Node) -> bool:
        """Whether the node lives on the day, or did until then."""
        return node.validity.start <= self.on.first <= node.validity.end

    def lives(self, node: Node) -> bool:
        """Whether the node lives on the day."""
        return self.now.holds(node.validity)

    def holds(self, relation: Relation) -> bool:
        """Whether the relation is in force the day before, or on the day; not if an earlier step
        has ended it.
        """
        return not self._is_ended(relation) and (
            self.before.in_force(relation) or self.now.in_force(relation)
        )

    def holds_part(self, part: Step) -> bool:
        """The same of a step of a process."""
        return not self._is_ended(part) and (
            self.before.holds(part.validity) or self.now.holds(part.validity)
        )

    def _is_ended(self, fact: Relation | Step) -> bool:
        return self.change is not None and fact.validity.ended_by == self.change

    def list_relations(
        self, node_id: str, types: Iterable[str], *, inward: bool = False
    ) -> list[Relation]:
        """The relations of some types from the node (or to it) that hold."""
        seek = self.organisation.list_in if inward else self.organisation.list_out
        return [
            relation for kind in types for relation in seek(kind, node_id) if self.holds(relation)
        ]

    def fits(self, relation: Relation, where: Where, other: str) -> bool:
        """Whether a relation, seen from one end with `other` at the far end, is among those
        meant.
        """
        subject = self.organisation.find_node(other)
        return (
            subject is not None
            and where.subject_kind in (None, subject.kind)
            and (not where.subject or other in where.subject)
            and (not where.about or bool(set(where.about) & set(relation.about)))
            and where.role in (None, relation.role)
        )


def choose(context: StepContext, chosen: Selector) -> list[Node]:
    """The nodes of a set, as the step sees it."""
    return [
        node for node in chosen_nodes(context.organisation, chosen, context) if context.sees(node)
    ]


def chosen_nodes(
    organisation: Organisation, chosen: Selector, context: StepContext | None = None
) -> list[Node]:
    """The nodes of a set, whenever they live.

    Without a context relations count whenever they hold.
    """
    named = [node for node in map(organisation.find_node, chosen.ids) if node]
    pool = (
        ()
        if chosen.is_list
        else (
            node
            for node in _pool(organisation, chosen, context)
            if _fits(organisation, node, chosen, context)
        )
    )
    excepted = set(chosen.excepted)
    return [node for node in dict.fromkeys([*named, *pool]) if node.id not in excepted]


def _pool(
    organisation: Organisation, chosen: Selector, context: StepContext | None
) -> Iterator[Node]:
    """Where the set is sought: among a collective's members and theirs, else a kind, else the
    holders of a relation, else everything.
    """
    if chosen.within is not None:
        types, whole = organisation.vocabulary.membership, chosen.within
        inside = closure(
            (whole,),
            lambda found: (
                member.source
                for member in _relations(organisation, found, types, context, inward=True)
            ),
        )
        yield from (
            node
            for node_id in inside
            if node_id != whole and (node := organisation.find_node(node_id))
        )
    elif chosen.kinds:
        for kind in chosen.kinds:
            yield from organisation.list_kind(kind)
    elif first := next((having for having in chosen.having if having.to), None):
        for found in _relations(
            organisation, str(first.to), [first.relation], context, inward=True
        ):
            if node := organisation.find_node(found.source):
                yield node
    else:
        yield from organisation.list_nodes()


def _relations(
    organisation: Organisation,
    node_id: str,
    types: Iterable[str],
    context: StepContext | None,
    *,
    inward: bool,
) -> list[Relation]:
    if context:
        return context.list_relations(node_id, types, inward=inward)
    seek = organisation.list_in if inward else organisation.list_out
    return [relation for kind in types for relation in seek(kind, node_id)]


def _fits(
    organisation: Organisation, node: Node, chosen: Selector, context: StepContext | None
) -> bool:
    def has(having: Having) -> bool:
        found = _relations(organisation, node.id, [having.relation], context, inward=False)
        return any(having.to in (None, relation.target) for relation in found)

    return (
        (not chosen.kinds or node.kind in chosen.kinds)
        and chosen.region in (None, node.region)
        and all(_says(node, key, value) for key, value in chosen.where)
        and all(has(having) for having in chosen.having)
        and not any(has(having) for having in chosen.lacking)
    )


def _says(node: Node, key: str, value: str) -> bool:
    """A name or a field holds the words; a status, a basis and a flag are exactly it."""
    if key in FLAGS and key != "name":
        return fold(str(getattr(node, key))) == fold(value)
    text = node.name if key == "name" else dict(node.fields).get(key, "")
    return bool(text) and containing(fold(value))(fold(text))
