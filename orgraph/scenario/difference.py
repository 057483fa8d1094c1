"""What a scenario changes: the facts that end or begin, what loses its owner, and the answers that come out otherwise."""

from __future__ import annotations

from typing import NamedTuple

from orgraph.answers import QUESTIONS
from orgraph.answers.answer import Comparison, compare
from orgraph.answers.impact import Loss, find_losses
from orgraph.dates import Span, iso
from orgraph.facts import Node
from orgraph.organisation import Organisation
from orgraph.scenario.apply import Applied, apply, chosen_nodes
from orgraph.scenario.steps import Scenario
from orgraph.view import View

ASKED = ("approves", "responsible", "implements", "appoints", "escalate")


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
    return Difference(scenario, before, after, applied, ended, tuple(find_losses(before, after, ended)), tuple(_answers(before, after, touched)))


def _touched(before: View, scenario: Scenario, applied: Applied) -> list[Node]:
    """The nodes that the steps pick and change."""
    chosen = [node for step in scenario.steps for node in chosen_nodes(before.organisation, step.chosen)]
    changed = [before.find_node(node_id) for effect in applied.effects for node_id in effect.nodes]
    return list(dict.fromkeys([*chosen, *(node for node in changed if node)]))


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
