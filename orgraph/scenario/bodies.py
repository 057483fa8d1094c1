"""The steps about bodies: what begins, ends, becomes one or several, or is called otherwise."""

from __future__ import annotations

from collections.abc import Container

from orgraph.facts import Alias, Node, Relation, Step, intersect
from orgraph.languages import text
from orgraph.scenario.change_set import ChangeSet
from orgraph.scenario.model import (
    ChangeKind,
    Create,
    Dissolve,
    Merge,
    Rename,
    Share,
    Split,
    Where,
)
from orgraph.text_matching import fold
from orgraph.vocabulary import Vocabulary


def create(changes: ChangeSet, step: Create) -> None:
    """The nodes begin."""
    for node in step.nodes:
        changes.put(None, node)
    for part in step.parts:
        changes.put(None, part)
    changes.chosen = tuple(node.id for node in step.nodes)


def dissolve(changes: ChangeSet, step: Dissolve) -> None:
    """Every node of the set that lives beyond the day ends."""
    nodes = changes.choose(step.chosen, "dissolve")
    changes.chosen = tuple(node.id for node in nodes)
    _end(changes, nodes)


def merge(changes: ChangeSet, step: Merge) -> None:
    """The set ends; the heir gets its relations and its parts in processes, and succeeds it."""
    if step.created:
        changes.put(None, step.created)
    heir = step.created or changes.need(step.to, "merge: into")
    olds = [node for node in changes.choose(step.chosen, "merge: from") if node.id != step.to]
    changes.chosen = tuple(node.id for node in olds)
    if not heir or not olds:
        return
    for relation in _relations(changes, olds):
        _inherit(changes, relation, step.to, olds)
    for part in _parts(changes, olds):
        _inherit_step(changes, part, step.to, olds)
    _end(changes, olds)
    _succeed(changes, step.to, olds)


def split(changes: ChangeSet, step: Split) -> None:
    """The body ends; each heir gets its share, and succeeds it.

    What is nobody's share ends with the body.
    """
    for share in step.shares:
        if share.created:
            changes.put(None, share.created)
        else:
            changes.need(share.to, "split: into")
    olds = changes.choose(step.chosen, "split: from")
    changes.chosen = tuple(node.id for node in olds)
    for old in olds if not changes.issues else ():
        left = [
            relation
            for relation in _relations(changes, [old])
            if not _shared(changes, relation, old, step.shares)
        ]
        for rest in [share.to for share in step.shares if share.rest and share.to != old.id][:1]:
            for part in _parts(changes, [old]):
                _inherit_step(changes, part, rest, [old])
        if left:
            types = ", ".join(sorted({relation.type for relation in left}))
            changes.said.append(text("scenario.without_heir", count=len(left), types=types))
        for heir in dict.fromkeys(share.to for share in step.shares):
            if heir != old.id:
                _succeed(changes, heir, [old])
    _end(changes, [old for old in olds if old.id not in {share.to for share in step.shares}])


def rename(changes: ChangeSet, step: Rename) -> None:
    """The body keeps its id; its old name becomes an alias, and a note says until when it was the
    name.
    """
    for node in changes.choose(step.chosen, "rename"):
        changes.chosen = (node.id,)
        if node.name == step.name:
            continue
        if other := _namesake(changes, node, step.name):
            changes.fault("scenario.name_taken", id=node.id, name=step.name, other=other.id)
        elif changes.has_been(node, "name"):
            aliases = tuple(
                alias for alias in (*node.aliases, Alias(node.name)) if alias.name != step.name
            )
            was = text("scenario.was_called", name=node.name, day=changes.frame.on.text)
            changes.put(
                node, node._replace(name=step.name, aliases=aliases, note=_noted(node, was))
            )


def _namesake(changes: ChangeSet, node: Node, name: str) -> Node | None:
    """Another of the same label and region that is called so on the day."""
    return next(
        (
            other
            for other in changes.organisation.list_named(fold(name))
            if other.id != node.id
            and fold(other.name) == fold(name)
            and (other.label, other.region) == (node.label, node.region)
            and changes.context.lives(other)
        ),
        None,
    )


def change_kind(changes: ChangeSet, step: ChangeKind) -> None:
    """The set keeps its ids; a note says what each was, and until when."""
    kinds = changes.organisation.vocabulary.kinds
    nodes = changes.choose(step.chosen, "change_kind: set")
    changes.chosen = tuple(node.id for node in nodes)
    for node in nodes if step.chosen.is_list else filter(changes.context.lives, nodes):
        if kinds[step.kind].label != node.label:
            label = changes.organisation.vocabulary.labels[node.label].danish
            changes.fault("scenario.other_family", id=node.id, kind=step.kind, label=label)
        elif node.kind != step.kind and changes.has_been(node, "kind"):
            was = text("scenario.was_of_kind", kind=node.kind, day=changes.frame.on.text)
            changes.put(node, node._replace(kind=step.kind, note=_noted(node, was)))


def successions(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The relation types by which one thing takes the place of another: they tell history, join
    what never lived together, and never close.
    """
    return tuple(
        kind
        for kind in vocabulary.reads("history").chain
        if vocabulary.relations[kind].across and vocabulary.relations[kind].acyclic
    )


# ---- Ends and heirs
def _end(changes: ChangeSet, nodes: list[Node]) -> None:
    for node in nodes:
        if changes.frame.on.first < node.validity.end:
            _keep_names(changes, node)
            _take_back(changes, node)
            changes.put(node, node._replace(validity=changes.end_validity(node.validity)))


def _keep_names(changes: ChangeSet, node: Node) -> None:
    """Faults what was called otherwise, or became another kind, earlier the same day: nobody would
    ever have known it so.
    """
    was = changes.earlier.was(node)
    if isinstance(was, Node) and (was.name, was.kind) != (node.name, node.kind):
        changes.fault("scenario.changed_when_it_ends", id=node.id, name=node.name, kind=node.kind)


def _take_back(changes: ChangeSet, node: Node) -> None:
    """What others were given on earlier the same day, and what leads only to the node, they are
    not given after all.
    """
    seen = changes.organisation
    lasting = seen.vocabulary.across_lives
    for relation in (*seen.list_all_out(node.id), *seen.list_all_in(node.id)):
        heir = changes.earlier.heirs.get(relation.id, node.id)
        if heir != node.id and relation.type not in lasting:
            changes.end(relation)


def _noted(node: Node, was: str) -> str:
    """The node's note with a sentence of what it was, and until when."""
    return " ".join(filter(None, (node.note, was)))


def _relations(changes: ChangeSet, olds: list[Node]) -> list[Relation]:
    """Every relation in force that names one of the bodies: from it, to it, about it or on its
    behalf. Successions stay with the dead.
    """
    seen = changes.organisation
    found = [
        relation
        for node in olds
        for relation in (
            *seen.list_all_out(node.id),
            *seen.list_all_in(node.id),
            *seen.list_about(node.id),
            *seen.list_on_behalf(node.id),
        )
    ]
    kept = successions(seen.vocabulary)
    return [
        relation
        for relation in dict.fromkeys(found)
        if relation.type not in kept and changes.context.holds(relation)
    ]


def _inherit(changes: ChangeSet, relation: Relation, heir: str, olds: list[Node]) -> None:
    """Ends the relation and gives it on with the heir in the place of the old; what would join the
    heir to itself just ends.
    """
    ids = {node.id for node in olds}
    given = relation._replace(
        source=_instead(relation.source, ids, heir),
        target=_instead(relation.target, ids, heir),
        about=_all_instead(relation.about, ids, heir),
        on_behalf=_instead(relation.on_behalf, ids, heir) if relation.on_behalf else None,
    )
    joined = given.source == given.target and relation.source != relation.target
    if given != relation and (not joined or changes.earlier.made(relation)):
        changes.end(relation)
    if given != relation and not joined:
        ends = (relation.source, relation.target, relation.on_behalf, *relation.about)
        changes.derive(given, heir, _taken_over(olds, ends))


def _instead(end: str, ids: Container[str], heir: str) -> str:
    return heir if end in ids else end


def _all_instead(ends: tuple[str, ...], ids: Container[str], heir: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_instead(end, ids, heir) for end in ends))


def _taken_over(olds: list[Node], ids: Container[str | None]) -> str:
    """A reasoning that says from whom of the old, who are among these, something is taken over."""
    return text("scenario.taken_over", names=[node.name for node in olds if node.id in ids])


def _parts(changes: ChangeSet, olds: list[Node]) -> list[Step]:
    """The steps of processes in which the bodies act or receive."""
    found = dict.fromkeys(
        part for node in olds for part in changes.organisation.list_steps_of(node.id)
    )
    return [part for part in found if changes.context.holds_part(part)]


def _inherit_step(changes: ChangeSet, part: Step, heir: str, olds: list[Node]) -> None:
    process = changes.organisation.find_node(part.process)
    validity = (
        intersect(changes.successor_validity(part.validity), process.validity)
        if process
        else changes.successor_validity(part.validity)
    )
    if validity.start < validity.end:
        ids = {node.id for node in olds}
        changes.end(part)
        changes.derive_step(
            part,
            _all_instead(part.actors, ids, heir),
            _all_instead(part.to, ids, heir),
            _taken_over(olds, (*part.actors, *part.to)),
            validity,
        )


def _succeed(changes: ChangeSet, heir: str, olds: list[Node]) -> None:
    for kind in successions(changes.organisation.vocabulary)[:1]:
        for old in olds:
            changes.introduce(
                changes.frame.template._replace(type=kind, source=heir, target=old.id)
            )


def _shared(changes: ChangeSet, relation: Relation, old: Node, shares: tuple[Share, ...]) -> bool:
    """Gives the relation to the first share that it fits, the rest last; False when it fits
    none.
    """
    other = relation.target if relation.source == old.id else relation.source
    for share in sorted(shares, key=lambda share: share.rest):
        fits = (not share.relations or relation.type in share.relations) and (
            share.where == Where() or changes.context.fits(relation, share.where, other)
        )
        if fits:
            if share.to != old.id:
                _inherit(changes, relation, share.to, [old])
            return True
    return False
