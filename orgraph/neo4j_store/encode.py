"""Says what each fact becomes in the database: nodes with labels, links with a type, and their
properties. Writes nothing.

(:Orgraph:Enhed:Udvalg)-[:REFERERER_TIL]->(:Orgraph:Enhed:Styregruppe)
    a relation; its properties hold the whole fact
(:Orgraph:Enhed)-[:ANGAAR {fact}]->(:Orgraph:Aftale)
    from the relation's source to what the relation is about
(:Orgraph:Proces)-[:HAR_TRIN]->(:Orgraph:Trin)-[:UDFOERES_AF|SENDES_TIL]->(:Orgraph:Enhed)
(:Orgraph:Note|Beslutning|…)-[:VEDROERER]->(:Orgraph)
(:Orgraph:Enhed)-[:KALDES]->(:Orgraph:Kaldenavn)
    another name
(:Orgraph:Enhed)-[:HAR_IDENTIFIKATOR]->(:Orgraph:Registernummer)
    what a register calls it
(:Orgraph:Sammenhaeng)
    rows that a source ties together; relations name it in `group`

Nothing of a fact is lost: `decode.py` makes the same fact again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from orgraph.dates import OPEN_END, OPEN_START, last_of
from orgraph.facts import (
    Group,
    Identifier,
    Node,
    Note,
    Relation,
    Source,
    Step,
    Validity,
    intersect,
    is_effective,
)
from orgraph.neo4j_store import identifiers
from orgraph.organisation import Organisation
from orgraph.text_matching import fold, fold_code
from orgraph.vocabulary import RelationType

Properties = dict[str, Any]
SCHEMA = 4  # of what stands in the database; a later one may hold what this program cannot read


class NodeElement(NamedTuple):
    """A node as it is to stand in the database; `labels` are those beside the common one."""

    id: str
    labels: tuple[str, ...]
    properties: Properties

    @property
    def ordered(self) -> bool:
        """Whether its place in the order of the seed matters."""
        return True

    @property
    def key(self) -> str:
        """What tells it from all other nodes."""
        return self.id


class LinkElement(NamedTuple):
    """A relationship as it is to stand in the database."""

    id: str
    type: str
    source: str
    target: str
    properties: Properties

    @property
    def ordered(self) -> bool:
        """Whether its place in the order of the seed matters: that of a relation does."""
        return "relation" in self.properties

    @property
    def key(self) -> str:
        """What tells it from all other links."""
        return f"{self.type} {self.id}"


def list_node_elements(organisation: Organisation) -> Iterator[NodeElement]:
    """Every node, with its other names, and every step, group, note and identifier, in the order
    of the seed.
    """
    bodies = set(organisation.vocabulary.bodies)
    for fact in organisation.list_facts():
        if isinstance(fact, Node):
            properties = _node_properties(fact, body=fact.label in bodies)
            yield _node_element(fact.id, identifiers.labels_of(fact), properties)
            for name in _other_names(fact):
                yield _name_element(fact, name)
        elif isinstance(fact, Step):
            yield _node_element(fact.id, (identifiers.STEP,), _step_properties(fact))
        elif isinstance(fact, Note):
            yield _node_element(fact.id, (identifiers.NOTE,), _note_properties(fact))
        elif isinstance(fact, Group):
            yield _node_element(fact.id, (identifiers.GROUP,), _group_properties(fact))
        elif isinstance(fact, Identifier):
            yield _node_element(fact.id, (identifiers.IDENTIFIER,), _identifier_properties(fact))


def list_link_elements(organisation: Organisation) -> Iterator[LinkElement]:
    """Every relation, and the links by which steps, notes, names, identifiers and what things
    concern are reached, between nodes that exist.
    """
    ends = _Ends(organisation)
    ranks = organisation.vocabulary.relation_places
    for fact in organisation.list_facts():
        if isinstance(fact, Relation):
            if ends.exists(fact.source) and ends.exists(fact.target):
                yield from _relation_links(ends, fact, ranks[fact.type])
        elif isinstance(fact, Node):
            for name in _other_names(fact):
                yield _plain_link(identifiers.HAS_NAME, fact.id, _name_id(fact, name))
            yield from _links_to(identifiers.CONCERNS, fact.id, fact.concerns, ends)
        elif isinstance(fact, Step):
            if ends.exists(fact.process):
                yield _plain_link(identifiers.HAS_STEP, fact.process, fact.id)
            yield from _links_to(identifiers.DONE_BY, fact.id, fact.actors, ends)
            yield from _links_to(identifiers.SENT_TO, fact.id, fact.to, ends)
        elif isinstance(fact, Note):
            yield from _links_to(identifiers.CONCERNS, fact.id, fact.concerns, ends)
        elif isinstance(fact, Identifier) and ends.exists(fact.node):
            yield _plain_link(identifiers.HAS_IDENTIFIER, fact.node, fact.id)


# ---- Nodes
def _node_element(node_id: str, labels: tuple[str, ...], properties: Properties) -> NodeElement:
    return NodeElement(
        node_id, labels, _marked({**properties, "id": node_id, "labels": list(labels)})
    )


def _node_properties(node: Node, *, body: bool) -> Properties:
    sourced = any(alias.sources for alias in node.aliases)
    return {
        **{f"field_{name}": text for name, text in node.fields},
        "name": node.name,
        "folded": fold(node.name),
        "kind": node.kind,
        "label": node.label,
        "region": node.region,
        "fields": [name for name, _ in node.fields],
        "aliases": [alias.name for alias in node.aliases],
        "alias_sources": (
            [json.dumps(written(alias.sources), ensure_ascii=False) for alias in node.aliases]
            if sourced
            else None
        ),
        "body": body,
        "collective": node.collective,
        "template": node.template,
        "concerns": list(node.concerns),
        **_own_days(node.validity),
        **_validity(node.validity),
        **_certainty(node),
        "deadline_until": last_of(dict(node.fields).get("deadline")),
    }


def _other_names(node: Node) -> list[str]:
    """Aliases that are found otherwise than by the name."""
    by_fold: dict[str, str] = {}
    for alias in node.aliases:
        by_fold.setdefault(fold(alias.name), alias.name)
    return [name for folded, name in by_fold.items() if folded != fold(node.name)]


def _name_id(node: Node, name: str) -> str:
    return f"{node.id} = {fold(name)}"


def _name_element(node: Node, name: str) -> NodeElement:
    properties = {"name": name, "folded": fold(name)}
    return _node_element(_name_id(node, name), (identifiers.NAME,), properties)


def _step_properties(step: Step) -> Properties:
    return {
        "process": step.process,
        "order": step.order,
        "actors": list(step.actors),
        "action": step.action,
        "to": list(step.to),
        "deadline": step.deadline,
        "branch": step.branch,
        "condition": step.condition,
        "logic": step.logic,
        **_own_days(step.validity),
        **_validity(step.validity),
        **_certainty(step),
    }


def _note_properties(note: Note) -> Properties:
    return {
        "kind": note.kind,
        "text": note.text,
        "concerns": list(note.concerns),
        "relations": list(note.relations),
        "handling": note.handling,
        "sources": written(note.sources),
        "searched": written(note.searched),
        "documents": list(
            dict.fromkeys(source.document for source in (*note.sources, *note.searched))
        ),
    }


def _group_properties(group: Group) -> Properties:
    return {"logic": group.logic, "parent": group.parent, "sources": written(group.sources)}


def _identifier_properties(identifier: Identifier) -> Properties:
    return {
        "node": identifier.node,
        "system": identifier.system,
        "value": identifier.value,
        "code": fold_code(identifier.value),
        "basis": identifier.basis,
        "reasoning": identifier.reasoning,
        "sources": written(identifier.sources),
        **_own_days(identifier.validity),
        **_validity(identifier.validity),
    }


# ---- Links
class _Ends:
    """What links ask of all nodes, in little memory: whether a node exists, whether it can act,
    and when it lives. `lives` is by id.
    """

    def __init__(self, organisation: Organisation) -> None:
        vocabulary = organisation.vocabulary
        self.relation_types = vocabulary.relations
        self.owners = vocabulary.reads("responsible").owner
        self._across = set(vocabulary.across_lives)
        bodies = set(vocabulary.bodies)
        shared: dict[tuple[bool, Validity], tuple[bool, Validity]] = {}  # many live alike
        self.lives: dict[str, tuple[bool, Validity]] = {}
        for fact in organisation.list_facts():
            if isinstance(fact, Node):
                life = (fact.label in bodies, fact.validity)
                self.lives[fact.id] = shared.setdefault(life, life)

    def exists(self, node_id: str) -> bool:
        """Whether the id is that of a node."""
        return node_id in self.lives

    def whole_validity(self, relation: Relation) -> Validity:
        """As `Organisation.whole_validity`."""
        if relation.type in self._across:
            return relation.validity
        return intersect(
            relation.validity, self.lives[relation.source][1], self.lives[relation.target][1]
        )


def _relation_links(ends: _Ends, relation: Relation, rank: int) -> Iterator[LinkElement]:
    relation_type = ends.relation_types[relation.type]
    properties = {
        **_flags(ends, relation, relation_type),
        "type_order": rank,
        **_relation_properties(ends, relation),
    }
    yield _link(
        relation.id,
        identifiers.type_of(relation_type),
        relation.source,
        relation.target,
        properties,
    )
    for about in dict.fromkeys(relation.about):
        if ends.exists(about):
            yield _plain_link(identifiers.ABOUT, relation.source, about, fact=relation.id)


def _flags(ends: _Ends, relation: Relation, relation_type: RelationType) -> Properties:
    acts, _ = ends.lives[relation.target]
    return {
        "upward": relation_type.upward > 0 and acts and is_effective(relation),
        "owns": relation_type.name in ends.owners and is_effective(relation),
        "rank": relation_type.upward or None if is_effective(relation) else None,
        "ineffective": None if is_effective(relation) else True,
        "member": relation_type.member and is_effective(relation),
        "instance": relation_type.instance and is_effective(relation),
        "distributes": relation_type.distributes,
        "seat": relation_type.seat,
        "family": relation_type.family,
    }


def _relation_properties(ends: _Ends, relation: Relation) -> Properties:
    whole = ends.whole_validity(relation)
    own = relation.validity
    return {
        "relation": relation.type,
        "verb": relation.verb,
        "role": relation.role,
        "value": relation.value,
        "on_behalf": relation.on_behalf,
        "about": list(relation.about),
        "condition": relation.condition,
        "modality": relation.modality,
        "order": relation.order,
        "group": relation.group,
        "exceptions": list(relation.exceptions),
        **_own_days(whole),
        **_validity(own),
        **_certainty(relation),
        "uncut": (
            None
            if (own.start, own.end) == (whole.start, whole.end)
            else [_text(own.start), _text(own.end)]
        ),
    }


def _links_to(
    link_type: str, source: str, targets: Iterable[str], ends: _Ends
) -> Iterator[LinkElement]:
    """A link to each of the targets that exist; one to a target that is named twice."""
    for target in dict.fromkeys(targets):
        if ends.exists(target):
            yield _plain_link(link_type, source, target)


def _plain_link(link_type: str, source: str, target: str, fact: str | None = None) -> LinkElement:
    return _link(
        " ".join(part for part in (fact, source, target) if part),
        link_type,
        source,
        target,
        {"fact": fact},
    )


def _link(
    link_id: str, link_type: str, source: str, target: str, properties: Properties
) -> LinkElement:
    return LinkElement(
        link_id, link_type, source, target, _marked({**properties, "id": link_id}, source, target)
    )


# ---- What all facts have
def _own_days(validity: Validity) -> Properties:
    """The days as dates; an open end is absent."""
    return {"valid_from": _day(validity.start), "valid_to": _day(validity.end)}


def _validity(validity: Validity) -> Properties:
    return {
        "written_from": validity.valid_from,
        "written_to": validity.valid_to,
        "known_from": _day(validity.known_from),
        "confirmed_until": validity.confirmed_until,
        "began_by": validity.began_by,
        "ended_by": validity.ended_by,
    }


def _day(day: int) -> date | None:
    return date.fromordinal(day) if OPEN_START < day < OPEN_END else None


def _text(day: int) -> str:
    found = _day(day)
    return found.isoformat() if found else ""


def _certainty(fact: Node | Relation | Step) -> Properties:
    return {
        "status": fact.status,
        "basis": fact.basis,
        "reasoning": fact.reasoning,
        "note": fact.note,
        "sources": written(fact.sources),
    }


def written(sources: Sequence[Source]) -> list[str]:
    """As the seed writes them, since Neo4j has no list of maps: 001:84-86 "quotation"."""
    return [
        f"{source.document}:{source.first}-{source.last}"
        + (f' "{source.quote}"' if source.quote else "")
        for source in sources
    ]


def _marked(properties: Properties, *beside: str) -> Properties:
    """The properties that say something (no false or empty list: each costs the server memory),
    with a fingerprint of them and of what stands beside them, by which a later load sees that
    nothing has changed.
    """
    present = {
        name: value
        for name, value in properties.items()
        if value is not None and value is not False and value != []
    }
    text = ascii((SCHEMA, beside, sorted(present.items())))
    return {**present, "fingerprint": hashlib.sha256(text.encode()).hexdigest()[:32]}
