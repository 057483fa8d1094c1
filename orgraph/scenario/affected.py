"""What a change can touch: the questions and subjects whose answers read a changed fact.

Never too little; sometimes more than what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from orgraph.facts import Group, Node, Relation
from orgraph.index import OverlayIndex
from orgraph.organisation import Organisation
from orgraph.questions import compared_questions, holder_questions
from orgraph.view import View
from orgraph.vocabulary import Vocabulary

HOLDERS = holder_questions()
ASKED = compared_questions()
(UPWARD,) = (name for name in ASKED if name not in HOLDERS)

Ids = dict[str, None]  # a set that keeps its order
Affected = dict[str, Ids]  # by question: the subjects


class Changed:
    """The facts that differ between organisations: nodes and relations by id, each with its
    versions.
    """

    __slots__ = ("nodes", "relations")

    def __init__(self) -> None:
        self.nodes: Ids = {}
        self.relations: dict[str, list[Relation]] = {}

    def add(self, relation: Relation) -> None:
        """Notes a version of a relation."""
        versions = self.relations.setdefault(relation.id, [])
        if relation not in versions:
            versions.append(relation)


def find_changed(
    before: Organisation, after: Sequence[Organisation], picked: Iterable[str] = ()
) -> Changed:
    """What the overlays change, the nodes that were picked, and all that hangs on them."""
    changed = Changed()
    changed.nodes.update(dict.fromkeys(picked))
    for organisation in after:
        for table, fact_id in _patched(organisation):
            _note(changed, before, organisation, table, fact_id)
    for node_id in changed.nodes:
        for organisation in (before, *after):
            for relation in (
                *organisation.list_all_out(node_id),
                *organisation.list_all_in(node_id),
            ):
                changed.add(relation)
    return changed


def _patched(organisation: Organisation) -> Iterator[tuple[str, str]]:
    if isinstance(organisation.index, OverlayIndex):
        for table in ("node", "relation", "group"):
            for fact_id in organisation.index.patches.get(table, ()):
                yield table, fact_id


def _note(
    changed: Changed, before: Organisation, after: Organisation, table: str, fact_id: str
) -> None:
    old, new = before.index.table(table).get(fact_id), after.index.table(table).get(fact_id)
    if old == new:
        return
    for fact in (*old, *new):
        if isinstance(fact, Relation):
            changed.add(fact)
        elif isinstance(fact, Node):
            changed.nodes[fact.id] = None
        elif isinstance(fact, Group):
            for organisation in (before, after):
                for relation in organisation.list_grouped(fact.id):
                    changed.add(relation)


def find_affected(views: Sequence[View], changed: Changed) -> Affected:
    """The answers that a change can affect.

    Args:
        views: the organisation before the change and after, each on its day; the one before first.
        changed: the facts that differ.

    Returns:
        The ids of the subjects by question. None is left out whose answer differs; there may be
        others among them.
    """
    vocabulary = views[0].vocabulary
    relations = [version for versions in changed.relations.values() for version in versions]
    affected: Affected = {
        question: {
            node: None for node in changed.nodes if any(view.lives(node) for view in views[1:])
        }
        for question in HOLDERS
    }
    readers = _readers(vocabulary)
    for relation in relations:
        for question in readers.get(relation.type, ()):
            affected[question].update(dict.fromkeys((relation.target, *relation.about)))
        if relation.type in vocabulary.instances:
            _add_all(affected, (relation.source, relation.target))
        if relation.type in vocabulary.membership:
            _add_membership(views, relation, affected, readers)
    below: dict[str, Ids] = {}
    for subjects in affected.values():
        for subject in tuple(subjects):
            if subject not in below:
                below[subject] = _below(views, subject)
            subjects.update(below[subject])
    affected[UPWARD] = _find_upward(views, changed, relations)
    return affected


def _readers(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Relation type → the questions that read it."""
    readers: dict[str, list[str]] = {}
    for question in HOLDERS:
        for kind in vocabulary.reads(question).chain:
            readers.setdefault(kind, []).append(question)
    return readers


def _add_all(affected: Affected, subjects: Iterable[str]) -> None:
    for found in affected.values():
        found.update(dict.fromkeys(subjects))


def _add_membership(
    views: Sequence[View], membership: Relation, affected: Affected, readers: dict[str, list[str]]
) -> None:
    """What is said of a collective is said of its members; what it does, they do."""
    if not any(
        node and node.collective for node in (view.find_node(membership.target) for view in views)
    ):
        return
    _add_all(affected, (membership.source,))
    for view in views:
        for whole in closure((membership.target,), partial(_wholes, view)):
            for kind, questions in readers.items():
                for held in (
                    view.list_out(kind, whole)
                    if view.vocabulary.relations[kind].distributes
                    else ()
                ):
                    for question in questions:
                        affected[question].update(dict.fromkeys((held.target, *held.about)))


def _below(views: Sequence[View], subject: str) -> Ids:
    """Whoever the subject stands for: instances of a type, members of a collective, theirs too."""
    found: Ids = {}
    for view in views:
        found.update(
            dict.fromkeys(
                relation.source
                for kind in view.vocabulary.instances
                for relation in view.list_in(kind, subject)
            )
        )
        found.update(closure((subject,), partial(_members, view)))
    return found


def _find_upward(views: Sequence[View], changed: Changed, relations: Iterable[Relation]) -> Ids:
    """Whoever has a way up through what is changed: bodies, and the matters that they own."""
    vocabulary = views[0].vocabulary
    rising, owners = vocabulary.upward, vocabulary.reads("responsible").owner
    found: Ids = dict(changed.nodes)
    owned: Ids = {}
    for relation in relations:
        if relation.type in rising:
            found[relation.source] = None
        if relation.type in owners:
            owned[relation.target] = None
    for view in views:
        found.update(closure(found, partial(under, view)))
    for view in views:
        owned.update(
            dict.fromkeys(
                held.target
                for body in found
                for kind in owners
                for held in view.list_out(kind, body)
            )
        )
    bodies = vocabulary.bodies
    matters = (
        subject
        for subject in owned
        if any((node := view.find_node(subject)) and node.label not in bodies for view in views)
    )
    found.update(dict.fromkeys(matters))
    return found


def _wholes(view: View, node_id: str) -> list[str]:
    return [found.target for found in view.list_collectives(node_id)]


def _members(view: View, node_id: str) -> list[str]:
    return [found.source for found in view.list_members(node_id)]


def under(view: View, node_id: str) -> list[str]:
    """Those from whom a matter comes up to the node in one step."""
    return [
        found.source
        for kind in view.vocabulary.upward
        for found in view.list_effective_in(kind, node_id)
    ]


def closure(start: Iterable[str], following: Callable[[str], Iterable[str]]) -> Ids:
    """The start and all that follows from it."""
    found = dict.fromkeys(start)
    waiting = list(found)
    while waiting:
        new = [node_id for node_id in following(waiting.pop()) if node_id not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    return found
