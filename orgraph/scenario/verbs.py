"""Reads the steps of a scenario, verb by verb. Every fault is noted with its line; what a step needs of new facts is made at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from orgraph.facts import Node, Relation
from orgraph.scenario.language import (
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
from orgraph.scenario.material import Material, without
from orgraph.scenario.words import Words
from orgraph.seed.entries import (
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
from orgraph.seed.yaml_door import Mapping


class Reading(NamedTuple):
    """One step while it is read: its words, what it says of itself, and where it stands."""

    words: Words
    material: Material
    head: ScenarioHeadEntry
    frame: Frame

    @property
    def line(self) -> int:
        """The step's line."""
        return self.frame.line

    def node(self, raw: Any) -> Node | None:
        """A node that the step makes."""
        line = raw.line if isinstance(raw, Mapping) else self.line
        node = self.material.node(raw, self.head, line, (self.frame.change, self.frame.on))
        if node is None:
            return None
        taken = self.words.organisation
        if taken.find_fact(node.id):
            self.words.fault(line, f"id {node.id} er brugt før", "det står allerede i data", "Giv det nye et andet id")
            return None
        self.words.made.add(node.id)
        for other, key in ((node.region, "region"), *((concern, "concerns") for concern in node.concerns)):
            self.words.node(other, line, f"{node.id}: {key}")
        return node

    def heir(self, raw: Any, what: str) -> tuple[str, Node | None] | None:
        """Who takes over: an id, or a new body written out."""
        if isinstance(raw, str):
            self.words.node(raw, self.line, what)
            return raw, None
        node = self.node(raw)
        return (node.id, node) if node else None

    def pattern(self, raw: Mapping, kind: str) -> Relation | None:
        """The content of a relation that the step makes."""
        if raw.get("valid_from") is not None or raw.get("id") is not None:
            key = "id" if raw.get("id") is not None else "valid_from"
            self.words.fault(raw.line_of(key), f"nøglen {key} kan ikke stå her", "trinnet giver selv dato og id", "Slet den")
            return None
        made = self.material.relation(raw, self.head, kind, self.line, (self.frame.change, self.frame.on))
        for other, key in ((made.on_behalf, "on_behalf"), *((about, "about") for about in made.about)) if made else ():
            self.words.node(other, self.line, key)
        return made

    def mapping(self, raw: Any, what: str) -> Mapping | None:
        """What stands under a verb, when it must be keys and values."""
        if isinstance(raw, Mapping):
            return raw
        self.words.fault(self.line, f"{what} er ikke et afsnit", "der skal stå nøgler og værdier", "Se docs/scenarier.md")
        return None


def _create(raw: Any, step: Reading) -> Step | None:
    nodes = [step.node(entry) for entry in (raw if isinstance(raw, list) else [raw])]
    if not nodes:
        step.words.fault(step.line, "create: listen er tom", "intet bliver oprettet", "Skriv id, name og kind, eller slet trinnet")
    made = tuple(node for node in nodes if node)
    parts = step.material.list_parts([node.id for node in made])
    for part in parts:
        for actor in (*part.actors, *part.to):
            step.words.node(actor, step.line, f"create: {part.process}: trin {part.order}")
    return Create(made, parts, step.frame) if nodes else None


def _dissolve(raw: Any, step: Reading) -> Step | None:
    chosen = step.words.chosen(raw, step.line, "dissolve")
    return Dissolve(chosen, step.frame) if chosen else None


def _merge(raw: Any, step: Reading) -> Step | None:
    entry = step.words.entry(ScenarioMergeEntry, raw, step.line, "merge")
    if entry is None:
        return None
    chosen, heir = step.words.chosen(entry.origin, step.line, "merge: from"), step.heir(entry.into, "merge: into")
    return Merge(chosen, *heir, step.frame) if chosen and heir else None


def _split(raw: Any, step: Reading) -> Step | None:
    entry = step.words.entry(ScenarioSplitEntry, raw, step.line, "split")
    if entry is None:
        return None
    step.words.node(entry.origin, step.line, "split: from")
    shares = [_share(share, step) for share in entry.into]
    return Split(Selector(ids=(entry.origin,)), tuple(share for share in shares if share), step.frame)


def _share(raw: Any, step: Reading) -> Share | None:
    line = raw.line if isinstance(raw, Mapping) else step.line
    entry = step.words.entry(ScenarioShareEntry, raw, line, "split: into")
    if entry is None:
        return None
    for relation in entry.relation:
        step.words.relation(relation, line, "split: into")
    heir = step.heir(entry.to, "split: into: to")
    if not entry.relation and entry.where is None and not entry.rest:
        step.words.fault(line, "split: into: en del er ikke afgrænset", "det er ikke sagt, hvad den overtager", "Skriv relation, where eller rest: true")
    return Share(*heir, entry.relation, step.words.where(entry.where, line, "split: into"), entry.rest) if heir else None


def _rename(raw: Any, step: Reading) -> Step | None:
    entry = step.words.entry(ScenarioRenameEntry, raw, step.line, "rename")
    if entry is None:
        return None
    step.words.node(entry.id, step.line, "rename")
    return Rename(Selector(ids=(entry.id,)), entry.name, step.frame)


def _change_kind(raw: Any, step: Reading) -> Step | None:
    entry = step.words.entry(ScenarioKindEntry, raw, step.line, "change_kind")
    if entry is None:
        return None
    step.words.kind(entry.kind, step.line, "change_kind")
    chosen = step.words.chosen(entry.chosen, step.line, "change_kind: set")
    return ChangeKind(chosen, entry.kind, step.frame) if chosen else None


def _move(raw: Any, step: Reading) -> Step | None:
    entry = step.words.entry(ScenarioMoveEntry, raw, step.line, "move")
    if entry is None:
        return None
    step.words.node(entry.to, step.line, "move: to")
    step.words.relation(entry.relation, step.line, "move", among=step.words.vocabulary.upward(), sort="en vej opad")
    chosen = step.words.chosen(entry.chosen, step.line, "move: set")
    return Move(chosen, entry.to, entry.relation, step.frame) if chosen else None


def _transfer(raw: Any, step: Reading) -> Step | None:
    entry = step.words.entry(ScenarioTransferEntry, raw, step.line, "transfer")
    if entry is None:
        return None
    _need_types(entry.relation, step, "transfer")
    step.words.node(entry.to, step.line, "transfer: to")
    chosen, where = step.words.chosen(entry.origin, step.line, "transfer: from"), step.words.where(entry.where, step.line, "transfer")
    return Transfer(entry.relation, chosen, entry.to, where, entry.direction == "in", step.frame) if chosen else None


def _appoint(raw: Any, step: Reading) -> Step | None:
    mapping = step.mapping(raw, "appoint")
    if mapping is None:
        return None
    chain = step.words.vocabulary.questions["appoints"].chain
    seats = [kind for kind in step.words.vocabulary.seats() if kind in chain]
    kind = str(mapping.get("relation") or next(iter(seats), ""))
    step.words.relation(kind, step.line, "appoint", among=step.words.vocabulary.seats(), sort="en plads")
    by = step.words.chosen(mapping["by"], step.line, "appoint: by") if mapping.get("by") is not None else None
    appoints = next((found for found in reversed(chain) if found not in seats), None)
    ends = _ends(mapping, step, "appoint", kind, ("by",))
    return Appoint(ends[0], ends[1], ends[2], by, appoints, step.frame) if ends else None


def _grant(raw: Any, step: Reading) -> Step | None:
    mapping = step.mapping(raw, "grant")
    if mapping is None:
        return None
    if not isinstance(mapping.get("relation"), str):
        step.words.fault(step.line, "grant: nøglen relation mangler", "det er ikke sagt, hvad der gives", "Skriv en relation fra ordlisten")
        return None
    step.words.relation(mapping["relation"], step.line, "grant")
    ends = _ends(mapping, step, "grant", mapping["relation"], ())
    return Grant(*ends, step.frame) if ends else None


def _ends(mapping: Mapping, step: Reading, verb: str, kind: str, more: tuple[str, ...]) -> tuple[Selector, Selector, Relation] | None:
    """From, to and content of a relation that is made."""
    found: list[Selector | None] = []
    for key in ("from", "to"):
        if mapping.get(key) is None:
            step.words.fault(step.line, f"{verb}: nøglen {key} mangler", "et forhold har to ender", "Skriv et id eller en mængde")
        found.append(step.words.chosen(mapping[key], step.line, f"{verb}: {key}") if mapping.get(key) is not None else None)
    pattern = step.pattern(without(mapping, ("from", "to", "relation", *more)), kind) if kind in step.words.vocabulary.relations else None
    source, target = found
    return (source, target, pattern) if source and target and pattern else None


def _revoke(raw: Any, step: Reading) -> Step | None:
    entry = step.words.entry(ScenarioRevokeEntry, raw, step.line, "revoke")
    if entry is None:
        return None
    _need_types(entry.relation, step, "revoke")
    if entry.origin is None and entry.to is None:
        step.words.fault(step.line, "revoke: hverken from eller to er nævnt", "det er ikke sagt, hvis forhold der ophører", "Skriv from, to eller begge")
        return None
    source, target = (
        step.words.chosen(end, step.line, f"revoke: {key}") if end is not None else None for end, key in ((entry.origin, "from"), (entry.to, "to"))
    )
    where = step.words.where(entry.where, step.line, "revoke")
    chosen = source or target
    return Revoke(entry.relation, chosen, target if source else None, where, entry.origin is None, step.frame) if chosen else None


def _need_types(types: tuple[str, ...], step: Reading, verb: str) -> None:
    if not types:
        step.words.fault(step.line, f"{verb}: relation er tom", "det er ikke sagt, hvilke forhold der menes", "Skriv en eller flere relationer")
    for relation in types:
        step.words.relation(relation, step.line, verb)


VERBS: dict[str, Callable[[Any, Reading], Step | None]] = {
    "create": _create, "dissolve": _dissolve, "merge": _merge, "split": _split, "rename": _rename, "change_kind": _change_kind, "move": _move,
    "transfer": _transfer, "appoint": _appoint, "grant": _grant, "revoke": _revoke,
}  # fmt: skip
