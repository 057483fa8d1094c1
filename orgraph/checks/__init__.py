"""The rules: what a model of an organisation should say, and where this one is silent.

Each rule is a plain function in `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

from orgraph.answers.expectations import (
    appointing_of,
    expects_appointer,
    expects_approver,
    expects_responsible,
    expects_way_up,
)
from orgraph.dates import last_of
from orgraph.facts import Node, is_effective
from orgraph.languages import label, phrase, text
from orgraph.organisation import Organisation
from orgraph.phrases import Phrase, Ref
from orgraph.text_matching import fold

ERROR, GAP = "error", "gap"
MEETING_DAYS = 31  # what lives no longer is a meeting: it ends by itself


class Finding(NamedTuple):
    """One breach of a rule: the fact, whether a recorded silence already says so, and what the
    text of the breach is filled with.
    """

    rule: str
    fact: str
    values: dict[str, Any]
    recorded: bool = False

    @property
    def text(self) -> str:
        """What is wrong, in words without a stop."""
        return text(f"checks.{self.rule}", **self.values)


class Rule(NamedTuple):
    """A rule: its id, whether a breach is an error or a gap in the documents, and the function
    that finds breaches.
    """

    id: str
    severity: str
    find: Callable[[Organisation], Iterator[Finding]]

    @property
    def reason(self) -> str:
        """Why the rule is kept, in words without a stop."""
        return label("checks.REASONS", self.id)


def _ref(node: Node) -> Ref:
    return Ref(node.id, node.name)


def run_rules(organisation: Organisation) -> list[tuple[Rule, list[Finding]]]:
    """Every rule with what it found."""
    return [(rule, list(rule.find(organisation))) for rule in RULES]


def _without_approver(organisation: Organisation) -> Iterator[Finding]:
    decides = organisation.vocabulary.reads("approves").decides
    for node in organisation.list_nodes() if decides else ():
        if expects_approver(organisation, node) and not _has(organisation, node, decides):
            yield Finding(
                "approver",
                node.id,
                {"node": _ref(node)},
                _recorded(organisation, node, decides),
            )


def _without_responsible(organisation: Organisation) -> Iterator[Finding]:
    owners = organisation.vocabulary.reads("responsible").decides
    for node in organisation.list_nodes() if owners else ():
        if expects_responsible(organisation, node) and not _has(organisation, node, owners):
            yield Finding(
                "responsible",
                node.id,
                {"node": _ref(node)},
                _recorded(organisation, node, owners),
            )


def _without_way_up(organisation: Organisation) -> Iterator[Finding]:
    upward = organisation.vocabulary.upward
    for node in organisation.list_nodes():
        if expects_way_up(organisation, node) and not any(
            any(map(is_effective, organisation.list_out(found, node.id))) for found in upward
        ):
            yield Finding(
                "way-up",
                node.id,
                {"node": _ref(node)},
                _recorded(organisation, node, upward),
            )


def _unappointed(organisation: Organisation) -> Iterator[Finding]:
    appoints = appointing_of(organisation.vocabulary)
    for node in organisation.list_nodes() if appoints else ():
        if expects_appointer(organisation, node) and not any(
            map(is_effective, organisation.list_in(appoints, node.id))
        ):
            yield Finding(
                "appointed",
                node.id,
                {"node": _ref(node)},
                _recorded(organisation, node, (appoints,)),
            )


def _template_as_instance(organisation: Organisation) -> Iterator[Finding]:
    joins = (*organisation.vocabulary.instances, *organisation.vocabulary.membership)
    for node in organisation.list_nodes():
        for relation in [
            found
            for kind in joins
            if node.template
            for found in filter(is_effective, organisation.list_out(kind, node.id))
        ]:
            whole = organisation.find_node(relation.target)
            if whole and whole.collective:
                yield Finding(
                    "template",
                    node.id,
                    {"node": _ref(node), "whole": _ref(whole)},
                )


def _one_name_twice(organisation: Organisation) -> Iterator[Finding]:
    """Two bodies with one name in one region at one time, unless a note says that they are
    namesakes.
    """
    bodies = organisation.vocabulary.bodies
    for name in organisation.list_names():
        found = [
            node
            for node in organisation.list_named(name)
            if fold(node.name) == name and node.label in bodies
        ]
        for first, second in combinations(found, 2):
            together = max(first.validity.start, second.validity.start) < min(
                first.validity.end, second.validity.end
            )
            if first.region == second.region and together:
                notes = {note.id for note in organisation.list_notes_on(first.id)} & {
                    note.id for note in organisation.list_notes_on(second.id)
                }
                yield Finding(
                    "one-name",
                    second.id,
                    {"one": first.id, "other": second.id, "name": _ref(first)},
                    bool(notes),
                )


def _end_without_change(organisation: Organisation) -> Iterator[Finding]:
    bodies = organisation.vocabulary.bodies
    for node in organisation.list_nodes():
        meeting = node.validity.end - node.validity.start <= MEETING_DAYS
        if (
            node.label in bodies
            and node.validity.valid_to
            and not node.validity.ended_by
            and not meeting
        ):
            yield Finding(
                "ended-by",
                node.id,
                {"node": _ref(node), "day": node.validity.valid_to},
                _recorded(organisation, node, ()),
            )


def _deadline_passed(organisation: Organisation) -> Iterator[Finding]:
    """Objectives whose deadline lies before the newest document, and of which no later document or
    decision speaks.
    """
    newest = max(
        (node.validity.confirmed_until or "" for node in organisation.list_nodes()), default=""
    )
    followed = organisation.vocabulary.reads("responsible").owner
    for node in organisation.list_nodes():
        deadline = last_of(dict(node.fields).get("deadline"))
        if (
            organisation.vocabulary.labels[node.label].section == "objectives"
            and deadline
            and deadline < newest
        ):
            later = [
                found
                for found in organisation.list_concerning(node.id)
                if (found.validity.confirmed_until or "") > deadline
            ]
            if not later:
                yield Finding(
                    "deadline",
                    node.id,
                    {"day": deadline},
                    _recorded(organisation, node, followed),
                )


def _outside_life(organisation: Organisation) -> Iterator[Finding]:
    for relation in organisation.list_relations():
        whole = organisation.whole_validity(relation)
        if whole.end <= whole.start:
            lives = tuple(map(_life, organisation.list_limits(relation)))
            yield Finding("outside-life", relation.id, {"lives": lives})


def _life(node: Node) -> Phrase:
    """What exists, from when to when; … stands for what is open or not known."""
    validity = node.validity
    start, end = validity.valid_from or "…", validity.valid_to or "…"
    return phrase("checks.life", node=_ref(node), start=start, end=end)


def _has(organisation: Organisation, node: Node, types: tuple[str, ...]) -> bool:
    return any(
        is_effective(found) for kind in types for found in organisation.list_in(kind, node.id)
    ) or any(
        found.type in types and is_effective(found) for found in organisation.list_about(node.id)
    )


def _recorded(organisation: Organisation, node: Node, types: tuple[str, ...]) -> bool:
    return any(
        not note.relations or set(note.relations) & set(types)
        for note in organisation.list_notes_on(node.id)
        if note.kind == "silence"
    )


RULES = (
    Rule("template", ERROR, _template_as_instance),
    Rule("outside-life", ERROR, _outside_life),
    Rule("approver", GAP, _without_approver),
    Rule("responsible", GAP, _without_responsible),
    Rule("way-up", GAP, _without_way_up),
    Rule("appointed", GAP, _unappointed),
    Rule("one-name", GAP, _one_name_twice),
    Rule("ended-by", GAP, _end_without_change),
    Rule("deadline", GAP, _deadline_passed),
)
