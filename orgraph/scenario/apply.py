"""Applies a scenario: gives an ordinary organisation that shares all it does not touch. Cost follows the change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from orgraph.errors import BadSeed, Issue
from orgraph.facts import Node, Relation
from orgraph.facts import Step as ProcessStep
from orgraph.organisation import Change, Organisation
from orgraph.scenario import bodies, relations
from orgraph.scenario.draft import Draft
from orgraph.scenario.language import (
    Appoint,
    ChangeKind,
    Create,
    Dissolve,
    Grant,
    Merge,
    Move,
    Rename,
    Revoke,
    Scenario,
    Split,
    Step,
    Transfer,
)
from orgraph.scenario.replay import without
from orgraph.scenario.sets import chosen_nodes
from orgraph.scenario.soundness import find_faults

__all__ = ["Applied", "Effect", "apply", "chosen_nodes"]


class Effect(NamedTuple):
    """What one step did: the nodes and relations it touched. Both empty: the step had no effect.

    `chosen` are the nodes of its set, `changes` each fact before and after, `said` what there is to tell about it.
    """

    step: Step
    nodes: tuple[str, ...]
    relations: tuple[str, ...]
    chosen: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    said: tuple[str, ...] = ()


class Applied(NamedTuple):
    """The organisation after a scenario, and what each step did."""

    organisation: Organisation
    effects: tuple[Effect, ...]


VERBS: dict[type, Callable[[Draft, Any], None]] = {
    Create: bodies.create, Dissolve: bodies.dissolve, Merge: bodies.merge, Split: bodies.split, Rename: bodies.rename, ChangeKind: bodies.change_kind,
    Move: relations.move, Transfer: relations.transfer, Appoint: relations.appoint, Grant: relations.grant, Revoke: relations.revoke,
}  # fmt: skip


def apply(organisation: Organisation, scenario: Scenario) -> Applied:
    """The organisation as it would be, step after step. Raises `BadSeed` with every step that cannot be carried out."""
    effects: list[Effect] = []
    issues: list[Issue] = []
    organisation = without(organisation, scenario.replays)
    for step in scenario.steps:
        draft = Draft(organisation, step.frame, scenario.file)
        VERBS[type(step)](draft, step)
        after = organisation.with_changes(draft.changes)
        issues += draft.issues or [Issue(scenario.file, step.frame.line, *fault) for fault in dict.fromkeys(find_faults(after, draft.changes))]
        organisation = organisation if draft.issues else after
        effects.append(_effect(step, draft))
    if issues:
        raise BadSeed(tuple(issues))
    return Applied(organisation.with_changes(_made_changes(scenario, effects)), tuple(effects))


def _effect(step: Step, draft: Draft) -> Effect:
    touched = [fact for change in draft.changes if (fact := change.before or change.after)]
    nodes = dict.fromkeys(fact.id for fact in touched if isinstance(fact, Node))
    moved = dict.fromkeys(fact.id for fact in touched if isinstance(fact, Relation | ProcessStep))
    return Effect(step, tuple(nodes), tuple(moved), draft.chosen, tuple(draft.changes), tuple(draft.said))


def _made_changes(scenario: Scenario, effects: list[Effect]) -> list[Change]:
    """The changes that the steps name, each with what it concerns. One whose steps had no effect is none."""
    found = []
    for change in scenario.changes:
        mine = [effect for effect in effects if effect.step.frame.change == change.id and effect.changes]
        concerns = dict.fromkeys(node for effect in mine for node in (*effect.nodes, *effect.chosen))
        if mine:
            found.append(Change(None, change._replace(concerns=tuple(concerns))))
    return found
