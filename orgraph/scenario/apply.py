"""Applies a scenario: gives an ordinary organisation that shares all it does not touch. Cost follows the change."""

from __future__ import annotations

from typing import NamedTuple

from orgraph.dates import OPEN_END, Span
from orgraph.facts import Node, Relation, Validity
from orgraph.organisation import Change, Organisation
from orgraph.scenario.steps import Dissolve, Scenario, Selector, Step, Transfer
from orgraph.view import View


class Effect(NamedTuple):
    """What one step did: the nodes and relations it touched. Both empty: the step had no effect."""

    step: Step
    nodes: tuple[str, ...]
    relations: tuple[str, ...]


class Applied(NamedTuple):
    """The organisation after a scenario, and what each step did."""

    organisation: Organisation
    effects: tuple[Effect, ...]


def apply(organisation: Organisation, scenario: Scenario) -> Applied:
    """The organisation as it would be, step after step."""
    effects = []
    for step in scenario.steps:
        changes = _dissolved(organisation, step, scenario.on) if isinstance(step, Dissolve) else _transferred(organisation, step, scenario)
        organisation = organisation.with_changes(changes)
        touched = [change.before or change.after for change in changes]
        nodes = tuple(fact.id for fact in touched if isinstance(fact, Node))
        relations = tuple(dict.fromkeys(fact.id for fact in touched if isinstance(fact, Relation)))
        effects.append(Effect(step, nodes, relations))
    return Applied(organisation, tuple(effects))


def chosen_nodes(organisation: Organisation, chosen: Selector) -> list[Node]:
    """The nodes of a set, whenever they live."""
    named = [node for node in map(organisation.find_node, chosen.ids) if node]
    return list(dict.fromkeys([*named, *(node for node in _pool(organisation, chosen) if _fits(node, chosen))]))


def _pool(organisation: Organisation, chosen: Selector) -> list[Node]:
    """Where the set is sought: among a collective's members, else among a kind."""
    if chosen.within is None:
        return list(organisation.list_kind(chosen.kind)) if chosen.kind else []
    memberships = [found for kind in organisation.vocabulary.membership() for found in organisation.list_in(kind, chosen.within)]
    return [node for node in (organisation.find_node(found.source) for found in memberships) if node]


def _fits(node: Node, chosen: Selector) -> bool:
    return chosen.kind in (None, node.kind) and chosen.region in (None, node.region)


def _dissolved(organisation: Organisation, step: Dissolve, on: Span) -> list[Change]:
    living = [node for node in chosen_nodes(organisation, step.chosen) if node.validity.start < on.first < node.validity.end]
    return [Change(node, node._replace(validity=ended(node.validity, on))) for node in living]


def _transferred(organisation: Organisation, step: Transfer, scenario: Scenario) -> list[Change]:
    """What the set held until the date goes to the heir from the date; a set dissolved on that very day still counts as holder."""
    changes: list[Change] = []
    for node in chosen_nodes(organisation, step.chosen):
        for relation in organisation.list_out(step.relation, node.id):
            if _moves(organisation, relation, step, scenario.on):
                changes.append(Change(relation, relation._replace(validity=ended(relation.validity, scenario.on))))
                changes.append(Change(None, _heir(relation, step, scenario)))
    return changes


def _moves(organisation: Organisation, relation: Relation, step: Transfer, on: Span) -> bool:
    subject = organisation.find_node(relation.target)
    before = View(organisation, Span(on.text, on.first - 1, on.first))
    fits = subject is not None and step.subject_kind in (None, subject.kind)
    return fits and before.in_force(relation) and relation.source != step.to


def _heir(relation: Relation, step: Transfer, scenario: Scenario) -> Relation:
    validity = Validity(scenario.on.text, None, scenario.on.first, OPEN_END, scenario.on.first)
    return relation._replace(
        id=f"{step.to}:{relation.type}:{relation.target}:{relation.source}", source=step.to, validity=validity, status="foreslået", basis="udledt",
        reasoning=f"Scenariet »{scenario.name}« giver det videre fra {relation.source}.", sources=(),
    )  # fmt: skip


def ended(validity: Validity, on: Span) -> Validity:
    """The validity, ended on the day."""
    return validity._replace(valid_to=on.text, end=min(validity.end, on.first), ended_by=None)
