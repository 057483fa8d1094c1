"""What a scenario should lead to: read from its file, and held against the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from orgraph.answers.holders import list_held, list_holders
from orgraph.checks.assertions import Assertion, run_assertions
from orgraph.dates import Span
from orgraph.errors import Issue
from orgraph.facts import Node
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.scenario.affected import closure, under
from orgraph.scenario.model import Expectation, Scenario, Selector, list_made
from orgraph.scenario.references import References
from orgraph.scenario.selection import StepContext, choose, day_before
from orgraph.seed.schema import (
    AssertionEntry,
    ScenarioEveryEntry,
    ScenarioNoneEntry,
    ScenarioPathEntry,
)
from orgraph.seed.yaml_reader import Mapping
from orgraph.view import View

MOST_NAMED = 20


# ---- Read
def read_expectation(raw: Any, references: References, last: Span | None) -> Expectation | None:
    """One expectation, or None with its fault noted.

    A question without a date is asked on the last day.
    """
    line = raw.line if isinstance(raw, Mapping) else 1
    if not isinstance(raw, Mapping):
        references.fault(line, "scenario.expectation_no_section", known=tuple(_READERS))
        return None
    verb = next((key for key in _READERS if key in raw), None)
    if verb is None:
        key, known = next(iter(raw), "?"), ", ".join(_READERS)
        references.fault(line, "scenario.expectation_unknown", key=key, known=known)
        return None
    return _READERS[verb](raw, references, line, last)


def _path(raw: Mapping, references: References, line: int, _: Span | None) -> Expectation | None:
    entry = references.entry(ScenarioPathEntry, raw, line, "expect")
    if entry is None:
        return None
    references.check_node(entry.no_body_without_path_to, line, "expect")
    chosen = (
        references.read_selector(entry.among, line, "expect: among")
        if entry.among is not None
        else None
    )
    return Expectation("path", line, entry.no_body_without_path_to, chosen)


def _every(raw: Mapping, references: References, line: int, _: Span | None) -> Expectation | None:
    entry = references.entry(ScenarioEveryEntry, raw, line, "expect")
    return _has(entry.every, entry.has, references, line, "every") if entry else None


def _none(raw: Mapping, references: References, line: int, _: Span | None) -> Expectation | None:
    entry = references.entry(ScenarioNoneEntry, raw["none_without"], line, "expect: none_without")
    return _has(entry.chosen, entry.relation, references, line, "none_without") if entry else None


def _has(
    chosen: Any, relation_type: str, references: References, line: int, key: str
) -> Expectation | None:
    references.check_relation_type(relation_type, line, f"expect: {key}")
    found = references.read_selector(chosen, line, f"expect: {key}")
    return Expectation("has", line, relation_type, found) if found else None


def _answer(
    raw: Mapping, references: References, line: int, last: Span | None
) -> Expectation | None:
    asked = str(raw["ask"])
    content = {"id": asked, "question": asked, "at": last.text if last else "", **raw}
    entry = references.entry(AssertionEntry, content, line, "expect: ask")
    return Expectation("answer", line, asked, None, entry) if entry else None


_READERS = {
    "no_body_without_path_to": _path,
    "every": _every,
    "none_without": _none,
    "ask": _answer,
}


# ---- Checked
def check_expectations(
    before: Organisation, after: Organisation, scenario: Scenario
) -> list[Issue]:
    """The expectations that are not met, each with what is in the way."""
    found: list[Issue] = []
    for expectation in scenario.expect:
        if isinstance(expectation.content, AssertionEntry):
            found += run_assertions(
                after, [Assertion(expectation.content, scenario.file, expectation.line)]
            )
        elif wanting := list(_wanting(before, after, scenario, expectation)):
            found.append(_issue(scenario, expectation, wanting, after))
    return found


def _wanting(
    before: Organisation, after: Organisation, scenario: Scenario, expectation: Expectation
) -> Iterator[Node]:
    """The nodes that lack what was expected of them."""
    view = View(after, scenario.last)
    if expectation.kind == "path":
        reached = set(_below(view, expectation.target))
        yield from (
            node
            for node in _travellers(before, view, scenario, expectation)
            if node.id not in reached
        )
        return
    assert expectation.chosen
    for node in _living(view, expectation.chosen):
        rows = list_holders(view, node, [expectation.target])
        rows += list_held(view, node, expectation.target)
        if not any(row.effective for row in rows):
            yield node


def _travellers(
    before: Organisation, view: View, scenario: Scenario, expectation: Expectation
) -> list[Node]:
    """Who should have a way: the set, if there is one; else those who had one the day before, and
    what the scenario makes.
    """
    if expectation.chosen:
        return [
            node for node in _living(view, expectation.chosen) if node.id != expectation.target
        ]
    then = View(before, day_before(scenario.on))
    made = [node.id for step in scenario.steps for node in list_made(step)]
    bodies = view.vocabulary.bodies
    found = [
        view.find_node(node_id)
        for node_id in dict.fromkeys((*_below(then, expectation.target), *made))
    ]
    return [
        node
        for node in found
        if node and node.label in bodies and view.lives(node.id) and node.id != expectation.target
    ]


def _living(view: View, chosen: Selector) -> list[Node]:
    return [
        node
        for node in choose(StepContext(view.organisation, view.span), chosen)
        if view.lives(node.id)
    ]


def _below(view: View, top: str) -> Iterable[str]:
    """Everything from which a matter can come up to a body."""
    return closure((top,), partial(under, view)) if view.lives(top) else ()


def _issue(
    scenario: Scenario, expectation: Expectation, wanting: list[Node], after: Organisation
) -> Issue:
    names = ", ".join([node.name for node in wanting[:MOST_NAMED]])
    if len(wanting) > MOST_NAMED:
        names = text("scenario.and_others", names=names, count=len(wanting) - MOST_NAMED)
    target = expectation.target
    if expectation.kind == "path":
        code = "scenario.expected_a_way"
        node = after.find_node(target)
        target = node.name if node else target
    else:
        code = "scenario.expected_a_relation"
    return Issue.of(
        scenario.file, expectation.line, code, count=len(wanting), target=target, names=names
    )
