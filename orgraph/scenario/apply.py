"""Applies a scenario: gives an ordinary organisation that shares all it does not touch.

Cost follows the change.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from orgraph.errors import BadSeed, Issue
from orgraph.facts import Node, Relation
from orgraph.facts import Step as ProcessStep
from orgraph.organisation import Change, Organisation
from orgraph.scenario import bodies, relations
from orgraph.scenario.change_set import ChangeSet, Earlier
from orgraph.scenario.model import (
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
from orgraph.scenario.reader import read_scenario
from orgraph.scenario.replay import without
from orgraph.scenario.validation import find_faults


class Effect(NamedTuple):
    """What one step did: the ids of the `nodes`, and of the `relations` and steps of processes,
    that it touched; both are empty when it had no effect.

    `chosen` are the ids of its set, `changes` each fact before and after, `said` sentences without
    their stop, to be told of it beside that.
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


VERBS: dict[type, Callable[[ChangeSet, Any], None]] = {
    Create: bodies.create,
    Dissolve: bodies.dissolve,
    Merge: bodies.merge,
    Split: bodies.split,
    Rename: bodies.rename,
    ChangeKind: bodies.change_kind,
    Move: relations.move,
    Transfer: relations.transfer,
    Appoint: relations.appoint,
    Grant: relations.grant,
    Revoke: relations.revoke,
}


def apply(organisation: Organisation, scenario: Scenario) -> Applied:
    """The organisation as it would be, step after step.

    Raises `BadSeed` with every step that cannot be carried out.
    """
    effects: list[Effect] = []
    issues: list[Issue] = []
    organisation = without(organisation, scenario.replays)
    done = {day: Earlier() for day in scenario.days()}
    for step in scenario.steps:
        earlier = done[step.frame.on]
        changes = ChangeSet(organisation, step.frame, scenario.file, earlier)
        VERBS[type(step)](changes, step)
        after = organisation.with_changes(changes.to_list())
        if changes.settle(after):
            after = organisation.with_changes(changes.to_list())
        issues += changes.issues or dict.fromkeys(
            find_faults(
                after,
                changes.to_list(),
                earlier.made,
                file=scenario.file,
                line=step.frame.line,
            )
        )
        if not changes.issues:
            organisation = after
            earlier.note(changes)
        effects.append(_effect(step, changes))
    if issues:
        raise BadSeed(tuple(issues))
    return Applied(organisation.with_changes(_made_changes(scenario, effects)), tuple(effects))


def apply_file(file: Path, organisation: Organisation) -> tuple[Scenario, Organisation]:
    """A scenario read from its file, and the organisation as it would be.

    Raises `NoSuchFile`, or `BadSeed` with all faults of the file or of its steps.
    """
    scenario = read_scenario(file, organisation)
    return scenario, apply(organisation, scenario).organisation


def _effect(step: Step, changes: ChangeSet) -> Effect:
    done = changes.to_list()
    touched = [fact for change in done if (fact := change.before or change.after)]
    nodes = dict.fromkeys(fact.id for fact in touched if isinstance(fact, Node))
    moved = dict.fromkeys(fact.id for fact in touched if isinstance(fact, Relation | ProcessStep))
    return Effect(
        step=step,
        nodes=tuple(nodes),
        relations=tuple(moved),
        chosen=changes.chosen,
        changes=tuple(done),
        said=tuple(changes.said),
    )


def _made_changes(scenario: Scenario, effects: list[Effect]) -> list[Change]:
    """The changes that the steps name, each with what it concerns.

    One whose steps had no effect is none.
    """
    found = []
    for change in scenario.changes:
        mine = [
            effect
            for effect in effects
            if effect.step.frame.change == change.id and effect.changes
        ]
        concerns = dict.fromkeys(
            node for effect in mine for node in (*effect.nodes, *effect.chosen)
        )
        if mine:
            found.append(Change(None, change._replace(concerns=tuple(concerns))))
    return found
