"""Which nodes and relations a step means: the organisation as a step sees it, on its day and on the day before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgraph.danish import fold
from orgraph.dates import Span, one_day
from orgraph.facts import Node, Relation
from orgraph.organisation import Organisation
from orgraph.scenario.language import Having, Selector, Where
from orgraph.view import View

FLAGS = ("name", "status", "basis", "collective", "template")  # what `where` may ask of any node, beside its label's fields


def day_before(day: Span) -> Span:
    """The day before a day."""
    return one_day(day.first - 1)


class Scene:
    """The organisation as one step sees it: what was there the day before, and what earlier steps of the same day have made of it."""

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
        """Whether the relation is in force the day before, or on the day; not if an earlier step has ended it."""
        ended = self.change is not None and relation.validity.ended_by == self.change
        return not ended and (self.before.in_force(relation) or self.now.in_force(relation))

    def can_end(self, relation: Relation) -> bool:
        """Whether the relation can end on the day: it held before, or an earlier step made it."""
        return self.holds(relation) and (relation.validity.start < self.on.first or self.is_made(relation))

    def is_made(self, fact: Node | Relation) -> bool:
        """Whether an earlier step of the same day made the fact."""
        return self.change is not None and fact.validity.began_by == self.change

    def list_relations(self, node_id: str, types: Iterable[str], *, inward: bool = False) -> list[Relation]:
        """The relations of some types from the node (or to it) that hold."""
        seek = self.organisation.list_in if inward else self.organisation.list_out
        return [relation for kind in types for relation in seek(kind, node_id) if self.holds(relation)]

    def fits(self, relation: Relation, where: Where, other: str) -> bool:
        """Whether a relation, seen from one end with `other` at the far end, is among those meant."""
        subject = self.organisation.find_node(other)
        return (
            subject is not None
            and where.subject_kind in (None, subject.kind)
            and (not where.subject or other in where.subject)
            and (not where.about or bool(set(where.about) & set(relation.about)))
            and where.role in (None, relation.role)
        )


def choose(scene: Scene, chosen: Selector) -> list[Node]:
    """The nodes of a set, as the step sees it."""
    return [node for node in chosen_nodes(scene.organisation, chosen, scene) if scene.sees(node)]


def chosen_nodes(organisation: Organisation, chosen: Selector, scene: Scene | None = None) -> list[Node]:
    """The nodes of a set, whenever they live. Without a scene relations count whenever they hold."""
    named = [node for node in map(organisation.find_node, chosen.ids) if node]
    pool = () if chosen.is_list else (node for node in _pool(organisation, chosen, scene) if _fits(organisation, node, chosen, scene))
    excepted = set(chosen.excepted)
    return [node for node in dict.fromkeys([*named, *pool]) if node.id not in excepted]


def _pool(organisation: Organisation, chosen: Selector, scene: Scene | None) -> Iterator[Node]:
    """Where the set is sought: among a collective's members, else a kind, else the holders of a relation, else everything."""
    if chosen.within is not None:
        for found in _relations(organisation, chosen.within, organisation.vocabulary.membership(), scene, inward=True):
            if node := organisation.find_node(found.source):
                yield node
    elif chosen.kinds:
        for kind in chosen.kinds:
            yield from organisation.list_kind(kind)
    elif first := next((having for having in chosen.having if having.to), None):
        for found in _relations(organisation, str(first.to), [first.relation], scene, inward=True):
            if node := organisation.find_node(found.source):
                yield node
    else:
        yield from organisation.list_nodes()


def _relations(organisation: Organisation, node_id: str, types: Iterable[str], scene: Scene | None, *, inward: bool) -> list[Relation]:
    if scene:
        return scene.list_relations(node_id, types, inward=inward)
    seek = organisation.list_in if inward else organisation.list_out
    return [relation for kind in types for relation in seek(kind, node_id)]


def _fits(organisation: Organisation, node: Node, chosen: Selector, scene: Scene | None) -> bool:
    def has(having: Having) -> bool:
        found = _relations(organisation, node.id, [having.relation], scene, inward=False)
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
        return str(getattr(node, key)).lower() == value.lower()
    text = node.name if key == "name" else dict(node.fields).get(key, "")
    return bool(text) and fold(value) in fold(text)
