"""Reads the steps of a scenario, verb by verb.

Every fault is noted with its line; what a step needs of new facts is made at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from orgraph.facts import Node, Relation
from orgraph.languages import text
from orgraph.scenario.model import (
    Appoint,
    ChangeKind,
    Create,
    Dissolve,
    Frame,
    Grant,
    Merge,
    Move,
    Rename,
    Revoke,
    Selector,
    Share,
    Split,
    Step,
    Transfer,
)
from orgraph.scenario.new_facts import NewFacts, without
from orgraph.scenario.references import References
from orgraph.seed.schema import (
    ScenarioHeadEntry,
    ScenarioKindEntry,
    ScenarioMergeEntry,
    ScenarioMoveEntry,
    ScenarioRenameEntry,
    ScenarioRevokeEntry,
    ScenarioShareEntry,
    ScenarioSplitEntry,
    ScenarioTransferEntry,
)
from orgraph.seed.yaml_reader import Mapping
from orgraph.text_matching import plain


class StepInput(NamedTuple):
    """One step while it is read: what references and new facts in it are read with, what it says
    of itself, and where it stands.
    """

    references: References
    new_facts: NewFacts
    head: ScenarioHeadEntry
    frame: Frame

    @property
    def line(self) -> int:
        """The step's line."""
        return self.frame.line

    def node(self, raw: Any) -> Node | None:
        """A node that the step makes."""
        line = raw.line if isinstance(raw, Mapping) else self.line
        node = self.new_facts.node(raw, self.head, line, (self.frame.change, self.frame.on))
        if node is None:
            return None
        if self.references.organisation.find_fact(node.id):
            known = self.references.describe(node.id)
            self.references.fault(line, "scenario.new_id_taken", id=node.id, known=known)
            return None
        self.references.made.add(node.id)
        for other, key in (
            (node.region, "region"),
            *((concern, "concerns") for concern in node.concerns),
        ):
            self.references.check_node(other, line, f"{node.id}: {key}")
        return node

    def heir(self, raw: Any, place: str) -> tuple[str, Node | None] | None:
        """Who takes over: an id, or a new body written out."""
        if isinstance(raw, str):
            self.references.check_node(plain(raw), self.line, place)
            return plain(raw), None
        node = self.node(raw)
        return (node.id, node) if node else None

    def pattern(self, raw: Mapping, relation_type: str) -> Relation | None:
        """The content of a relation that the step makes."""
        if raw.get("valid_from") is not None or raw.get("id") is not None:
            key = "id" if raw.get("id") is not None else "valid_from"
            self.references.fault(raw.line_of(key), "scenario.key_not_here", key=key)
            return None
        made = self.new_facts.relation(
            raw, self.head, relation_type, self.line, (self.frame.change, self.frame.on)
        )
        for other, key in (
            ((made.on_behalf, "on_behalf"), *((about, "about") for about in made.about))
            if made
            else ()
        ):
            self.references.check_node(other, self.line, key)
        return made

    def mapping(self, raw: Any, place: str) -> Mapping | None:
        """What stands under a verb, when it must be keys and values."""
        if isinstance(raw, Mapping):
            return raw
        self.references.fault(self.line, "scenario.not_a_section", place=place)
        return None


def _create(raw: Any, step: StepInput) -> Step | None:
    nodes = [step.node(entry) for entry in (raw if isinstance(raw, list) else [raw])]
    if not nodes:
        step.references.fault(step.line, "scenario.nothing_created")
    made = tuple(node for node in nodes if node)
    parts = step.new_facts.list_parts([node.id for node in made])
    for part in parts:
        place = text("scenario.place_in_process", process=part.process, order=part.order)
        for actor in (*part.actors, *part.to):
            step.references.check_node(actor, step.line, place)
    return Create(made, parts, step.frame) if nodes else None


def _dissolve(raw: Any, step: StepInput) -> Step | None:
    chosen = step.references.read_selector(raw, step.line, "dissolve")
    return Dissolve(chosen, step.frame) if chosen else None


def _merge(raw: Any, step: StepInput) -> Step | None:
    entry = step.references.entry(ScenarioMergeEntry, raw, step.line, "merge")
    if entry is None:
        return None
    chosen, heir = (
        step.references.read_selector(entry.origin, step.line, "merge: from"),
        step.heir(entry.into, "merge: into"),
    )
    return Merge(chosen, *heir, step.frame) if chosen and heir else None


def _split(raw: Any, step: StepInput) -> Step | None:
    entry = step.references.entry(ScenarioSplitEntry, raw, step.line, "split")
    if entry is None:
        return None
    step.references.check_node(entry.origin, step.line, "split: from")
    shares = [_share(share, step) for share in entry.into]
    return Split(
        Selector(ids=(entry.origin,)), tuple(share for share in shares if share), step.frame
    )


def _share(raw: Any, step: StepInput) -> Share | None:
    line = raw.line if isinstance(raw, Mapping) else step.line
    entry = step.references.entry(ScenarioShareEntry, raw, line, "split: into")
    if entry is None:
        return None
    for relation in entry.relation:
        step.references.check_relation_type(relation, line, "split: into")
    heir = step.heir(entry.to, "split: into: to")
    if not entry.relation and entry.where is None and not entry.rest:
        step.references.fault(line, "scenario.share_unlimited")
    return (
        Share(
            *heir,
            entry.relation,
            step.references.read_where(entry.where, line, "split: into"),
            entry.rest,
        )
        if heir
        else None
    )


def _rename(raw: Any, step: StepInput) -> Step | None:
    entry = step.references.entry(ScenarioRenameEntry, raw, step.line, "rename")
    if entry is None:
        return None
    step.references.check_node(entry.id, step.line, "rename")
    return Rename(Selector(ids=(entry.id,)), entry.name, step.frame)


def _change_kind(raw: Any, step: StepInput) -> Step | None:
    entry = step.references.entry(ScenarioKindEntry, raw, step.line, "change_kind")
    if entry is None:
        return None
    step.references.check_kind(entry.kind, step.line, "change_kind")
    chosen = step.references.read_selector(entry.chosen, step.line, "change_kind: set")
    return ChangeKind(chosen, entry.kind, step.frame) if chosen else None


def _move(raw: Any, step: StepInput) -> Step | None:
    entry = step.references.entry(ScenarioMoveEntry, raw, step.line, "move")
    if entry is None:
        return None
    step.references.check_node(entry.to, step.line, "move: to")
    upward = step.references.vocabulary.upward
    _check_among(entry.relation, upward, "scenario.not_upward", step, "move")
    chosen = step.references.read_selector(entry.chosen, step.line, "move: set")
    return Move(chosen, entry.to, entry.relation, step.frame) if chosen else None


def _transfer(raw: Any, step: StepInput) -> Step | None:
    entry = step.references.entry(ScenarioTransferEntry, raw, step.line, "transfer")
    if entry is None:
        return None
    _need_types(entry.relation, step, "transfer")
    step.references.check_node(entry.to, step.line, "transfer: to")
    chosen, where = (
        step.references.read_selector(entry.origin, step.line, "transfer: from"),
        step.references.read_where(entry.where, step.line, "transfer"),
    )
    return (
        Transfer(entry.relation, chosen, entry.to, where, entry.direction == "in", step.frame)
        if chosen
        else None
    )


def _appoint(raw: Any, step: StepInput) -> Step | None:
    mapping = step.mapping(raw, "appoint")
    if mapping is None:
        return None
    reads = step.references.vocabulary.reads("appoints")
    all_seats = step.references.vocabulary.seats
    seats = [seat for seat in all_seats if seat in reads.chain]
    relation_type = plain(str(mapping.get("relation") or next(iter(seats), "")))
    _check_among(relation_type, all_seats, "scenario.not_a_seat", step, "appoint")
    by = (
        step.references.read_selector(mapping["by"], step.line, "appoint: by")
        if mapping.get("by") is not None
        else None
    )
    ends = _ends(mapping, step, "appoint", relation_type, ("by",))
    frame = _stating(mapping, step)
    return Appoint(*ends, by, reads.appoints or None, frame) if ends else None


def _check_among(
    word: str | None, known: tuple[str, ...], code: str, step: StepInput, place: str
) -> None:
    """Notes a fault unless the word is one of the relation types that fit here."""
    if step.references.check_relation_type(word, step.line, place) and word not in (None, *known):
        step.references.fault(step.line, code, place=place, word=word, known=known)


def _grant(raw: Any, step: StepInput) -> Step | None:
    mapping = step.mapping(raw, "grant")
    if mapping is None:
        return None
    if not isinstance(mapping.get("relation"), str):
        step.references.fault(step.line, "scenario.grant_without_relation")
        return None
    relation_type = plain(mapping["relation"])
    step.references.check_relation_type(relation_type, step.line, "grant")
    ends = _ends(mapping, step, "grant", relation_type, ())
    return Grant(*ends, _stating(mapping, step)) if ends else None


def _stating(mapping: Mapping, step: StepInput) -> Frame:
    """The frame of a step whose relation may say its status itself."""
    if mapping.get("status") is None:
        return step.frame
    return step.frame._replace(states_status=True)


def _ends(
    mapping: Mapping, step: StepInput, verb: str, relation_type: str, more: tuple[str, ...]
) -> tuple[Selector, Selector, Relation] | None:
    """From, to and content of a relation that is made."""
    found: list[Selector | None] = []
    for key in ("from", "to"):
        if mapping.get(key) is None:
            step.references.fault(step.line, "scenario.end_missing", verb=verb, key=key)
        found.append(
            step.references.read_selector(mapping[key], step.line, f"{verb}: {key}")
            if mapping.get(key) is not None
            else None
        )
    pattern = (
        step.pattern(without(mapping, ("from", "to", "relation", *more)), relation_type)
        if relation_type in step.references.vocabulary.relations
        else None
    )
    source, target = found
    return (source, target, pattern) if source and target and pattern else None


def _revoke(raw: Any, step: StepInput) -> Step | None:
    entry = step.references.entry(ScenarioRevokeEntry, raw, step.line, "revoke")
    if entry is None:
        return None
    _need_types(entry.relation, step, "revoke")
    if entry.origin is None and entry.to is None:
        step.references.fault(step.line, "scenario.revoke_without_ends")
        return None
    source, target = (
        step.references.read_selector(end, step.line, f"revoke: {key}")
        if end is not None
        else None
        for end, key in ((entry.origin, "from"), (entry.to, "to"))
    )
    where = step.references.read_where(entry.where, step.line, "revoke")
    chosen = source or target
    return (
        Revoke(
            entry.relation,
            chosen,
            target if source else None,
            where,
            entry.origin is None,
            step.frame,
        )
        if chosen
        else None
    )


def _need_types(types: tuple[str, ...], step: StepInput, verb: str) -> None:
    if not types:
        step.references.fault(step.line, "scenario.relations_missing", verb=verb)
    for relation in types:
        step.references.check_relation_type(relation, step.line, verb)


VERBS: dict[str, Callable[[Any, StepInput], Step | None]] = {
    "create": _create,
    "dissolve": _dissolve,
    "merge": _merge,
    "split": _split,
    "rename": _rename,
    "change_kind": _change_kind,
    "move": _move,
    "transfer": _transfer,
    "appoint": _appoint,
    "grant": _grant,
    "revoke": _revoke,
}
