"""The rules: what a model of an organisation should say, and where this one is silent. Each rule is a plain function in `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from orgraph.facts import Node
from orgraph.organisation import Organisation

ERROR, GAP = "error", "gap"


class Finding(NamedTuple):
    """One breach of a rule: the fact, and whether a recorded silence already says so."""

    rule: str
    fact: str
    text: str
    recorded: bool = False


class Rule(NamedTuple):
    """A rule: its id, whether a breach is an error or a gap in the documents, the reason for it, and the function that finds breaches."""

    id: str
    severity: str
    reason: str
    find: Callable[[Organisation], Iterator[Finding]]


def run_rules(organisation: Organisation) -> list[tuple[Rule, list[Finding]]]:
    """Every rule with what it found."""
    return [(rule, list(rule.find(organisation))) for rule in RULES]


def _without_approver(organisation: Organisation) -> Iterator[Finding]:
    types = {kind for relation in organisation.vocabulary.instances() for kind in organisation.vocabulary.relations[relation].targets}
    decides = organisation.vocabulary.questions["approves"].decides
    for node in organisation.list_nodes():
        is_type = any(organisation.list_in(relation, node.id) for relation in organisation.vocabulary.instances())
        if node.label in types and is_type and not _has(organisation, node, decides):
            yield Finding("approver", node.id, f"{node.name} har ingen, der godkender", _recorded(organisation, node, decides))


def _without_responsible(organisation: Organisation) -> Iterator[Finding]:
    owners = organisation.vocabulary.questions["responsible"].decides
    bodies = organisation.vocabulary.bodies()
    owned = {label for kind in owners for label in organisation.vocabulary.relations[kind].targets} - set(bodies)
    for node in organisation.list_nodes():
        section = organisation.vocabulary.labels[node.label].section
        if node.label in owned and section in ("tasks", "objectives") and not _has(organisation, node, owners):
            yield Finding("responsible", node.id, f"{node.name} har ingen ansvarlig", _recorded(organisation, node, owners))


def _without_way_up(organisation: Organisation) -> Iterator[Finding]:
    upward = organisation.vocabulary.upward()
    for node in organisation.list_nodes():
        if node.label in organisation.vocabulary.bodies() and not any(organisation.list_out(kind, node.id) for kind in upward):
            yield Finding("way-up", node.id, f"{node.name} har ingen vej opad", _recorded(organisation, node, upward))


def _outside_life(organisation: Organisation) -> Iterator[Finding]:
    for relation in organisation.list_relations():
        whole = organisation.whole_validity(relation)
        if whole.end <= whole.start:
            ends = organisation.list_limits(relation)
            lives = " og ".join(f"{node.name} ({node.validity.valid_from or '…'}-{node.validity.valid_to or '…'})" for node in ends)
            yield Finding("outside-life", relation.id, f"forholdet ligger uden for den tid, hvor begge parter findes: {lives}")


def _has(organisation: Organisation, node: Node, types: tuple[str, ...]) -> bool:
    return any(organisation.list_in(kind, node.id) for kind in types) or any(found.type in types for found in organisation.list_about(node.id))


def _recorded(organisation: Organisation, node: Node, types: tuple[str, ...]) -> bool:
    return any(not note.relations or set(note.relations) & set(types) for note in organisation.list_notes_on(node.id) if note.kind == "silence")


RULES = (
    Rule("outside-life", ERROR, "et forhold kan kun gælde, mens begge parter findes", _outside_life),
    Rule("approver", GAP, "en aftaletype bør have nogen, der godkender", _without_approver),
    Rule("responsible", GAP, "en opgave eller målsætning bør have en ansvarlig", _without_responsible),
    Rule("way-up", GAP, "et organ bør have en vej opad", _without_way_up),
)
