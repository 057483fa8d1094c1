"""The steps about bodies: what begins, ends, becomes one or several, or is called otherwise."""

from __future__ import annotations

from collections.abc import Container

from orgraph.dates import spelled
from orgraph.facts import Alias, Node, Relation, Step, cut
from orgraph.scenario.draft import Draft
from orgraph.scenario.language import ChangeKind, Create, Dissolve, Merge, Rename, Share, Split, Where
from orgraph.vocabulary import Vocabulary


def create(draft: Draft, step: Create) -> None:
    """The nodes begin."""
    for node in step.nodes:
        draft.put(None, node)
    for part in step.parts:
        draft.put(None, part)
    draft.chosen = tuple(node.id for node in step.nodes)


def dissolve(draft: Draft, step: Dissolve) -> None:
    """Every node of the set that lives before the day and beyond it ends."""
    nodes = draft.choose(step.chosen, "dissolve")
    draft.chosen = tuple(node.id for node in nodes)
    _end(draft, nodes)


def merge(draft: Draft, step: Merge) -> None:
    """The set ends; the heir gets its relations and its parts in processes, and succeeds it."""
    if step.created:
        draft.put(None, step.created)
    heir = step.created or draft.need(step.to, "merge: into")
    olds = [node for node in draft.choose(step.chosen, "merge: from") if node.id != step.to]
    draft.chosen = tuple(node.id for node in olds)
    if not heir or not olds:
        return
    for relation in _relations(draft, olds):
        _inherit(draft, relation, step.to, olds)
    for part in _parts(draft, olds):
        _inherit_step(draft, part, step.to, olds)
    _end(draft, olds)
    _succeed(draft, step.to, olds)


def split(draft: Draft, step: Split) -> None:
    """The body ends; each heir gets its share, and succeeds it. What is nobody's share ends with the body."""
    for share in step.shares:
        if share.created:
            draft.put(None, share.created)
        else:
            draft.need(share.to, "split: into")
    olds = draft.choose(step.chosen, "split: from")
    draft.chosen = tuple(node.id for node in olds)
    for old in olds if not draft.issues else ():
        left = [relation for relation in _relations(draft, [old]) if not _shared(draft, relation, old, step.shares)]
        for rest in [share.to for share in step.shares if share.rest and share.to != old.id][:1]:
            for part in _parts(draft, [old]):
                _inherit_step(draft, part, rest, [old])
        if left:
            draft.said.append(f"{len(left)} forhold får ingen arving: {', '.join(sorted({relation.type for relation in left}))}")
        for heir in dict.fromkeys(share.to for share in step.shares):
            if heir != old.id:
                _succeed(draft, heir, [old])
    _end(draft, [old for old in olds if old.id not in {share.to for share in step.shares}])


def rename(draft: Draft, step: Rename) -> None:
    """The body keeps its id; its old name becomes an alias, and a note says until when it was the name."""
    for node in draft.choose(step.chosen, "rename"):
        draft.chosen = (node.id,)
        if node.name != step.name:
            aliases = tuple(alias for alias in (*node.aliases, Alias(node.name)) if alias.name != step.name)
            draft.put(node, node._replace(name=step.name, aliases=aliases, note=_noted(draft, node, f"Hed »{node.name}«")))


def change_kind(draft: Draft, step: ChangeKind) -> None:
    """The set keeps its ids; a note says what each was, and until when."""
    kinds = draft.organisation.vocabulary.kinds
    nodes = draft.choose(step.chosen, "change_kind: set")
    draft.chosen = tuple(node.id for node in nodes)
    for node in nodes:
        if kinds[step.kind].label != node.label:
            danish = draft.organisation.vocabulary.labels[node.label].danish
            draft.fault(f"{node.id} kan ikke blive {step.kind}", f"det er {danish}, og {step.kind} er en anden slags ting", "Vælg en slags af samme familie")
        elif node.kind != step.kind:
            draft.put(node, node._replace(kind=step.kind, note=_noted(draft, node, f"Var {node.kind}")))


def successions(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The relation types by which one thing takes the place of another: they tell history, join what never lived together, and never close."""
    return tuple(kind for kind in vocabulary.questions["history"].chain if vocabulary.relations[kind].across and vocabulary.relations[kind].acyclic)


# ---- Ends and heirs
def _end(draft: Draft, nodes: list[Node]) -> None:
    for node in nodes:
        if node.validity.start < draft.frame.on.first < node.validity.end:
            draft.put(node, node._replace(validity=draft.ended(node.validity)))


def _noted(draft: Draft, node: Node, was: str) -> str:
    """The node's note with what it was, and until when."""
    return " ".join(text for text in (node.note, f"{was} indtil {spelled(draft.frame.on.text)}.") if text)


def _relations(draft: Draft, olds: list[Node]) -> list[Relation]:
    """Every relation in force that names one of the bodies: from it, to it, about it or on its behalf. Successions stay with the dead."""
    seen = draft.organisation
    found = [
        relation for node in olds
        for relation in (*seen.list_all_out(node.id), *seen.list_all_in(node.id), *seen.list_about(node.id), *seen.list_on_behalf(node.id))
    ]  # fmt: skip
    kept = successions(seen.vocabulary)
    return [relation for relation in dict.fromkeys(found) if relation.type not in kept and draft.scene.can_end(relation)]


def _inherit(draft: Draft, relation: Relation, heir: str, olds: list[Node]) -> None:
    """Ends the relation and gives it on with the heir in the place of the old; what would join the heir to itself just ends."""
    ids = {node.id for node in olds}
    given = relation._replace(
        source=_instead(relation.source, ids, heir),
        target=_instead(relation.target, ids, heir),
        about=_all_instead(relation.about, ids, heir),
        on_behalf=_instead(relation.on_behalf, ids, heir) if relation.on_behalf else None,
    )
    if given != relation and (given.source != given.target or relation.source == relation.target):
        draft.end(relation)
        draft.derive(given, f"Overtaget fra {_names(olds, relation)}.")


def _instead(end: str, ids: Container[str], heir: str) -> str:
    return heir if end in ids else end


def _all_instead(ends: tuple[str, ...], ids: Container[str], heir: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_instead(end, ids, heir) for end in ends))


def _names(olds: list[Node], relation: Relation) -> str:
    ends = (relation.source, relation.target, relation.on_behalf, *relation.about)
    return " og ".join(node.name for node in olds if node.id in ends)


def _parts(draft: Draft, olds: list[Node]) -> list[Step]:
    """The steps of processes in which the bodies act or receive."""
    found = dict.fromkeys(part for node in olds for part in draft.organisation.list_steps_of(node.id))
    return [part for part in found if draft.scene.before.holds(part.validity) and part.validity.end >= draft.frame.on.first]


def _inherit_step(draft: Draft, part: Step, heir: str, olds: list[Node]) -> None:
    process = draft.organisation.find_node(part.process)
    validity = cut(draft.begun(part.validity), process.validity) if process else draft.begun(part.validity)
    if validity.start < validity.end:
        ids = {node.id for node in olds}
        names = " og ".join(node.name for node in olds if node.id in (*part.actors, *part.to))
        draft.end(part)
        draft.made_step(part, _all_instead(part.actors, ids, heir), _all_instead(part.to, ids, heir), f"Overtaget fra {names}.", validity)


def _succeed(draft: Draft, heir: str, olds: list[Node]) -> None:
    for kind in successions(draft.organisation.vocabulary)[:1]:
        for old in olds:
            draft.give(draft.frame.mold._replace(type=kind, source=heir, target=old.id))


def _shared(draft: Draft, relation: Relation, old: Node, shares: tuple[Share, ...]) -> bool:
    """Gives the relation to the first share that it fits, the rest last; False when it fits none."""
    other = relation.target if relation.source == old.id else relation.source
    for share in sorted(shares, key=lambda share: share.rest):
        fits = (not share.relations or relation.type in share.relations) and (share.where == Where() or draft.scene.fits(relation, share.where, other))
        if fits:
            if share.to != old.id:
                _inherit(draft, relation, share.to, [old])
            return True
    return False
