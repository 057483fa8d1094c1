"""What a scenario changes: the facts that end or begin, what loses its owner, and the answers that come out otherwise."""

from __future__ import annotations

from typing import NamedTuple

from orgraph.answers import QUESTIONS
from orgraph.answers.answer import Comparison, compare
from orgraph.dates import Span, iso
from orgraph.facts import Node, Relation
from orgraph.organisation import Organisation
from orgraph.scenario.apply import Applied, apply, chosen_nodes
from orgraph.scenario.steps import Scenario
from orgraph.view import View

ASKED = ("approves", "responsible", "implements", "appoints", "escalate")


class Loss(NamedTuple):
    """A thing that had a holder of a relation before and has none (or others) after; `by` are the facts that fall away."""

    subject: Node
    relation: str
    by: tuple[Relation, ...]
    remaining: tuple[str, ...]


class Difference(NamedTuple):
    """Everything that differs between the day before the scenario and its date."""

    scenario: Scenario
    before: View
    after: View
    applied: Applied
    ended: tuple[Node, ...]
    losses: tuple[Loss, ...]
    answers: tuple[Comparison, ...]


def diff(organisation: Organisation, scenario: Scenario) -> Difference:
    """Asks the organisation on the day before, and the scenario's organisation on its date."""
    applied = apply(organisation, scenario)
    day_before = Span(iso(scenario.on.first - 1), scenario.on.first - 1, scenario.on.first)
    before, after = View(organisation, day_before), View(applied.organisation, scenario.on)
    touched = _touched(before, scenario, applied)
    ended = tuple(node for node in touched if before.holds(node.validity) and not after.lives(node.id))
    return Difference(scenario, before, after, applied, ended, tuple(_losses(before, after, ended)), tuple(_answers(before, after, touched)))


def _touched(before: View, scenario: Scenario, applied: Applied) -> list[Node]:
    """The nodes that the steps pick and change."""
    chosen = [node for step in scenario.steps for node in chosen_nodes(before.organisation, step.chosen)]
    changed = [before.find_node(node_id) for effect in applied.effects for node_id in effect.nodes]
    return list(dict.fromkeys([*chosen, *(node for node in changed if node)]))


def _losses(before: View, after: View, ended: tuple[Node, ...]) -> list[Loss]:
    """Per thing and relation: what its holders lose when the ended bodies go, and who keeps it."""
    lost: dict[tuple[str, str], list[Relation]] = {}
    for node in ended:
        for kind in before.vocabulary.questions["impact"].chain:
            for relation in before.list_out(kind, node.id):
                lost.setdefault((relation.target, kind), []).append(relation)
    losses = []
    for (target, kind), relations in lost.items():
        subject = after.find_node(target)
        if subject and after.lives(target):
            remaining = tuple(dict.fromkeys(relation.source for relation in after.list_in(kind, target)))
            losses.append(Loss(subject, kind, tuple(relations), remaining))
    return losses


def _answers(before: View, after: View, touched: list[Node]) -> list[Comparison]:
    """The answers that come out otherwise, for everything next to what was touched."""
    subjects = {node.id: node for node in touched}
    for node in touched:
        for relation in before.list_all(node.id):
            for end in (relation.source, relation.target, *relation.about):
                if found := before.find_node(end):
                    subjects[end] = found
    compared = (compare(QUESTIONS[name](before, node, node.id), QUESTIONS[name](after, node, node.id)) for node in subjects.values() for name in ASKED)
    return [comparison for comparison in compared if comparison.changes]
