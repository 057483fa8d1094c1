"""Says what each fact becomes in the database: nodes with labels, links with a type, and their properties. Writes nothing.

(:Orgraph:Enhed:Udvalg)-[:REFERERER_TIL]->(:Orgraph:Enhed:Styregruppe)     a relation; its properties hold the whole fact
(:Orgraph:Enhed)-[:ANGAAR {fact}]->(:Orgraph:Aftale)                       the relation's source, to what the relation is about
(:Orgraph:Proces)-[:HAR_TRIN]->(:Orgraph:Trin)-[:UDFOERES_AF|SENDES_TIL]->(:Orgraph:Enhed)
(:Orgraph:Note|Beslutning|…)-[:VEDROERER]->(:Orgraph)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from orgraph.dates import OPEN_END, OPEN_START
from orgraph.facts import Node, Note, Relation, Source, Step, Validity
from orgraph.neo4j_store import names
from orgraph.organisation import Organisation
from orgraph.vocabulary import RelationType

Properties = dict[str, Any]


class NodeElement(NamedTuple):
    """A node as it is to stand in the database."""

    id: str
    labels: tuple[str, ...]
    properties: Properties


class LinkElement(NamedTuple):
    """A relationship as it is to stand in the database."""

    id: str
    type: str
    source: str
    target: str
    properties: Properties


def list_node_elements(organisation: Organisation) -> Iterator[NodeElement]:
    """Every node, step and note."""
    words = organisation.vocabulary
    bodies = set(words.bodies())
    for node in organisation.list_nodes():
        labels = names.labels_of(node)
        yield _node_element(node.id, labels, _node_properties(node, node.label in bodies))
    for step in _list_steps(organisation):
        yield _node_element(step.id, (names.STEP,), _step_properties(step))
    for note in organisation.list_notes():
        yield _node_element(note.id, (names.NOTE,), _note_properties(note))


def list_link_elements(organisation: Organisation) -> Iterator[LinkElement]:
    """Every relation, and the links by which steps, notes and what things concern are reached."""
    yield from _relation_links(organisation)
    for step in _list_steps(organisation):
        yield _plain_link(names.HAS_STEP, step.process, step.id)
        yield from (_plain_link(names.DONE_BY, step.id, actor) for actor in dict.fromkeys(step.actors))
        yield from (_plain_link(names.SENT_TO, step.id, receiver) for receiver in dict.fromkeys(step.to))
    for node in organisation.list_nodes():
        yield from (_plain_link(names.CONCERNS, node.id, concern) for concern in dict.fromkeys(node.concerns))
    for note in organisation.list_notes():
        yield from (_plain_link(names.CONCERNS, note.id, concern) for concern in dict.fromkeys(note.concerns))


# ---- Nodes
def _node_element(node_id: str, labels: tuple[str, ...], properties: Properties) -> NodeElement:
    return NodeElement(node_id, labels, _marked({**properties, "id": node_id, "labels": list(labels)}))


def _node_properties(node: Node, body: bool) -> Properties:
    return {
        **{f"field_{name}": text for name, text in node.fields},
        "name": node.name, "kind": node.kind, "label": node.label, "region": node.region, "aliases": [alias.name for alias in node.aliases],
        "body": body, "collective": node.collective, "template": node.template, **_validity(node.validity), **_certainty(node),
    }  # fmt: skip


def _step_properties(step: Step) -> Properties:
    return {
        "order": step.order, "action": step.action, "deadline": step.deadline, "branch": step.branch, "condition": step.condition, "logic": step.logic,
        **_validity(step.validity), **_certainty(step),
    }  # fmt: skip


def _note_properties(note: Note) -> Properties:
    return {
        "kind": note.kind, "text": note.text, "relations": list(note.relations), "handling": note.handling,
        "sources": _sources(note.sources), "searched": _sources(note.searched),
    }  # fmt: skip


# ---- Links
def _relation_links(organisation: Organisation) -> Iterator[LinkElement]:
    words = organisation.vocabulary
    ranks = {name: rank for rank, name in enumerate(words.relations)}
    bodies = set(words.bodies())
    owners = set(words.questions["responsible"].owner) if "responsible" in words.questions else set()
    for position, relation in enumerate(sorted(organisation.list_relations(), key=lambda relation: ranks[relation.type])):
        kind = words.relations[relation.type]
        target = organisation.find_node(relation.target)
        upward = kind.upward > 0 and target is not None and target.label in bodies
        flags = {"upward": upward, "owns": kind.name in owners, "position": position, **_flags(kind)}
        properties = {**flags, **_relation_properties(organisation, relation)}
        yield _link(relation.id, names.type_of(kind), relation.source, relation.target, properties)
        for about in dict.fromkeys(relation.about):
            yield _plain_link(names.ABOUT, relation.source, about, fact=relation.id)


def _flags(kind: RelationType) -> Properties:
    return {
        "rank": kind.upward or None, "member": kind.member, "instance": kind.instance, "distributes": kind.distributes, "seat": kind.seat,
        "family": kind.family,
    }  # fmt: skip


def _relation_properties(organisation: Organisation, relation: Relation) -> Properties:
    group = organisation.find_group(relation.group) if relation.group else None
    return {
        "relation": relation.type, "verb": relation.verb, "role": relation.role, "value": relation.value, "on_behalf": relation.on_behalf,
        "about": list(relation.about), "condition": relation.condition, "modality": relation.modality, "order": relation.order, "group": relation.group,
        "group_logic": group.logic if group else None, "group_parent": group.parent if group else None, "exceptions": list(relation.exceptions),
        **_validity(organisation.whole_validity(relation)), **_certainty(relation),
    }  # fmt: skip


def _plain_link(link_type: str, source: str, target: str, fact: str | None = None) -> LinkElement:
    return _link(" ".join(part for part in (fact, source, target) if part), link_type, source, target, {"fact": fact})


def _link(link_id: str, link_type: str, source: str, target: str, properties: Properties) -> LinkElement:
    return LinkElement(link_id, link_type, source, target, _marked({**properties, "id": link_id}, source, target))


# ---- What all facts have
def _validity(validity: Validity) -> Properties:
    return {
        "valid_from": _day(validity.start), "valid_to": _day(validity.end), "written_from": validity.valid_from, "written_to": validity.valid_to,
        "known_from": _day(validity.known_from), "confirmed_until": validity.confirmed_until, "began_by": validity.began_by, "ended_by": validity.ended_by,
    }  # fmt: skip


def _day(day: int) -> date | None:
    return date.fromordinal(day) if OPEN_START < day < OPEN_END else None


def _certainty(fact: Node | Relation | Step) -> Properties:
    return {"status": fact.status, "basis": fact.basis, "reasoning": fact.reasoning, "note": fact.note, "sources": _sources(fact.sources)}


def _sources(sources: Sequence[Source]) -> list[str]:
    """As the seed writes them, since Neo4j has no list of maps: 001:84-86 "quotation"."""
    return [f"{source.document}:{source.first}-{source.last}" + (f' "{source.quote}"' if source.quote else "") for source in sources]


def _marked(properties: Properties, *beside: str) -> Properties:
    """The properties that say something (no false or empty list: each costs the server memory), with a fingerprint of them
    and of what stands beside them, by which a later load sees that nothing has changed.
    """
    present = {name: value for name, value in properties.items() if value is not None and value is not False and value != []}
    text = ascii((beside, sorted(present.items())))
    return {**present, "fingerprint": hashlib.sha256(text.encode()).hexdigest()[:32]}


def _list_steps(organisation: Organisation) -> Iterator[Step]:
    return (step for node in organisation.list_nodes() for step in organisation.list_steps(node.id))
