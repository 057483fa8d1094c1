"""What a change means for the right to decide: measures, each a number that opens into its list,
in every column. All concepts are the vocabulary's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from orgraph.answers.answer import Answer, GroupRef, Row, is_unfolded
from orgraph.answers.expectations import (
    appointing_of,
    expects_appointer,
    expects_approver,
    expects_responsible,
    expects_way_up,
)
from orgraph.facts import Node
from orgraph.graph_algorithms import find_cycles, find_passages
from orgraph.scenario.affected import UPWARD, Affected
from orgraph.view import View
from orgraph.vocabulary import Vocabulary


class Entry(NamedTuple):
    """One thing that a measure counts: `others` are the ids it is about, `held` the rows that
    stood there the day before.

    `value` is a number of its own, and `was` what that number was the day before.
    """

    subject: Node
    others: tuple[str, ...] = ()
    value: int | None = None
    was: int | None = None
    held: tuple[Row, ...] = ()


class Measure(NamedTuple):
    """A measure: its name, and its list in each column, the day before first."""

    name: str
    columns: tuple[tuple[Entry, ...], ...]

    def new(self, number: int) -> tuple[Entry, ...]:
        """What a scenario's list (0 is the first scenario's) has and that of the day before has
        not: another subject, or the same about others as well.
        """
        known = {entry.subject.id: entry.others for entry in self.columns[0]}
        return tuple(
            entry
            for entry in self.columns[number + 1]
            if entry.subject.id not in known
            or not set(entry.others) <= set(known[entry.subject.id])
        )


class Answers:
    """All answers that were asked, by question, subject and column; and the ways up of each
    column, worked out once.
    """

    def __init__(
        self,
        views: Sequence[View],
        asked: dict[tuple[str, str], tuple[Answer, ...]],
        affected: Affected,
    ) -> None:
        self.views, self.asked, self.affected = views, asked, affected
        self.ways = [Ways(view, affected[UPWARD]) for view in views]
        self.behind = [self._find_behind(ways) for ways in self.ways]

    def living(self, column: int, *questions: str) -> Iterator[Node]:
        """The subjects of the questions that exist in a column."""
        view = self.views[column]
        for subject in dict.fromkeys(
            subject for question in questions for subject in self.affected[question]
        ):
            if (node := view.find_node(subject)) and view.holds(node.validity):
                yield node

    def rows(self, column: int, question: str, subject: str, roles: Iterable[str]) -> list[Row]:
        """The rows of an answer in these roles, collectives not unfolded."""
        found = self.asked.get((question, subject))
        rows = found[column].rows if found else ()
        return [
            row
            for row in rows
            if row.role in roles and row.effective and not is_unfolded(row, rows)
        ]

    def _find_behind(self, ways: Ways) -> dict[str, list[str]]:
        """Body → the subjects whose every way up goes through it."""
        nearest = find_passages(ways.edges(), ways.tops)
        found: dict[str, list[str]] = {}
        for body in self.affected[UPWARD]:
            at = nearest.get(body)
            while at is not None:
                found.setdefault(at, []).append(body)
                at = nearest.get(at)
        return found


class Ways:
    """The network that matters rise through on one day, as far as it is seen from some bodies."""

    def __init__(self, view: View, bodies: Iterable[str]) -> None:
        self.above: dict[str, tuple[str, ...]] = {}
        waiting = [body for body in bodies if view.lives(body)]
        while waiting:
            body = waiting.pop()
            if body not in self.above:
                self.above[body] = tuple(
                    dict.fromkeys(relation.target for relation in view.list_upward(body))
                )
                waiting += self.above[body]
        self.tops = [body for body, above in self.above.items() if not set(above) - {body}]
        self.lengths = self._measure()

    def edges(self) -> Iterator[tuple[str, str]]:
        """Every step up."""
        return ((body, above) for body, found in self.above.items() for above in found)

    def _measure(self) -> dict[str, int]:
        """Steps from each body to the nearest top; those in a circle without a way out have
        none.
        """
        below: dict[str, list[str]] = {}
        for body, above in self.edges():
            below.setdefault(above, []).append(body)
        lengths = dict.fromkeys(self.tops, 0)
        level = self.tops
        while level:
            found = dict.fromkeys(
                body for above in level for body in below.get(above, ()) if body not in lengths
            )
            lengths.update(dict.fromkeys(found, lengths[level[0]] + 1))
            level = list(found)
        return lengths


Find = Callable[[Answers, int], Iterator[Entry]]  # a measure's list in one column


def find_measures(answers: Answers) -> tuple[Measure, ...]:
    """Every measure of every column."""
    return tuple(
        Measure(name, tuple(tuple(find(answers, column)) for column in range(len(answers.views))))
        for name, find in MEASURES
    )


def _lacking(
    question: str,
    expects: Callable[[View, Node], bool],
    roles: Callable[[Vocabulary], Sequence[str]],
) -> Find:
    """Those of whom something is expected that no row in these roles says."""

    def find(answers: Answers, column: int) -> Iterator[Entry]:
        wanted = list(filter(None, roles(answers.views[0].vocabulary)))
        for node in answers.living(column, question) if wanted else ():
            if expects(answers.views[column], node) and not answers.rows(
                column, question, node.id, wanted
            ):
                yield _gap(answers, node, question, wanted)

    return find


# ---- Approval
def _approved_twice(answers: Answers, column: int) -> Iterator[Entry]:
    """Two bodies approve one thing, and neither a group nor an order ties them together."""
    decides = answers.views[0].vocabulary.reads("approves").decides
    for node in answers.living(column, "approves"):
        rows = [
            row for row in answers.rows(column, "approves", node.id, decides) if not row.terms.to
        ]
        both = [
            row
            for pair in combinations(rows, 2)
            if _apart(*pair, answers.views[column])
            for row in pair
        ]
        if both:
            yield Entry(
                node, tuple(dict.fromkeys(row.id for row in both)), held=tuple(dict.fromkeys(both))
            )


def _apart(first: Row, second: Row, view: View) -> bool:
    tied = bool(_groups(first.group, view) & _groups(second.group, view))
    return (
        first.id != second.id
        and (first.role, first.order, first.terms.condition)
        == (second.role, second.order, second.terms.condition)
        and not tied
    )


def _groups(group: GroupRef | None, view: View) -> set[str]:
    """A group and those around it."""
    found: set[str] = set()
    at, parent = (group.id, group.parent) if group else (None, None)
    while at and at not in found:
        found.add(at)
        around = view.find_group(parent)
        at, parent = (parent, around.parent if around else None)
    return found


# ---- Responsibility
def _implemented_only(answers: Answers, column: int) -> Iterator[Entry]:
    """Somebody carries it out (so many), and nobody answers for it."""
    owner = answers.views[0].vocabulary.reads("responsible").owner
    carries = answers.views[0].vocabulary.reads("implements").decides
    for node in answers.living(column, "responsible"):
        doing = answers.rows(column, "responsible", node.id, carries)
        if doing and not answers.rows(column, "responsible", node.id, owner):
            yield _gap(answers, node, "responsible", owner)._replace(
                value=len({row.id for row in doing})
            )


def _gap(answers: Answers, node: Node, question: str, roles: Iterable[str]) -> Entry:
    return Entry(node, held=tuple(answers.rows(0, question, node.id, roles)))


# ---- The way up
def _without_way_up(answers: Answers, column: int) -> Iterator[Entry]:
    view, ways = answers.views[column], answers.ways[column]
    for node in answers.living(column, UPWARD):
        if expects_way_up(view, node) and not ways.above.get(node.id):
            yield Entry(
                node, answers.ways[0].above.get(node.id, ()), held=_first_hops(answers, node.id)
            )


def _first_hops(answers: Answers, subject: str) -> tuple[Row, ...]:
    """The first step of each way up the day before."""
    found = answers.asked.get((UPWARD, subject))
    return tuple(dict.fromkeys(path.hops[0] for path in found[0].paths)) if found else ()


def _circles(answers: Answers, column: int) -> Iterator[Entry]:
    """Circles of bodies that refer to each other upward; a circle that no change can touch is none
    of the measure's.
    """
    for members in find_cycles(answers.ways[column].edges()):
        node = answers.views[column].find_node(members[0])
        if node and any(member in answers.affected[UPWARD] for member in members):
            yield Entry(node, tuple(members))


def _passages(answers: Answers, column: int) -> Iterator[Entry]:
    """Bodies that every way up of others goes through, with those others, and how many they
    were.
    """
    before, now = answers.behind[0], answers.behind[column]
    for passage, bodies in now.items():
        node = answers.views[column].find_node(passage)
        if node:
            yield Entry(node, tuple(bodies), len(bodies), len(before.get(passage, ())))


def _lengths(answers: Answers, column: int) -> Iterator[Entry]:
    """Bodies whose way up has another length than the day before."""
    was, now = answers.ways[0].lengths, answers.ways[column].lengths
    for node in answers.living(column, UPWARD):
        if node.id in was and was[node.id] != now.get(node.id):
            yield Entry(node, value=now.get(node.id), was=was[node.id])


# ---- Seats
def _appointers_lost(answers: Answers, column: int) -> Iterator[Entry]:
    """Bodies that no longer get members appointed by somebody who did; nothing is lost the day
    before.
    """
    appoints = appointing_of(answers.views[0].vocabulary)
    for node in answers.living(column, "appoints"):
        now = {row.id for row in answers.rows(column, "appoints", node.id, (appoints,))}
        lost = [
            row for row in answers.rows(0, "appoints", node.id, (appoints,)) if row.id not in now
        ]
        if lost:
            yield Entry(node, tuple(dict.fromkeys(row.id for row in lost)), held=tuple(lost))


MEASURES: tuple[tuple[str, Find], ...] = (
    (
        "without-approver",
        _lacking(
            "approves",
            expects_approver,
            lambda vocabulary: vocabulary.reads("approves").decides,
        ),
    ),
    ("approved-twice", _approved_twice),
    (
        "without-responsible",
        _lacking(
            "responsible",
            expects_responsible,
            lambda vocabulary: vocabulary.reads("responsible").decides,
        ),
    ),
    ("implemented-only", _implemented_only),
    ("without-way-up", _without_way_up),
    ("circles", _circles),
    ("passages", _passages),
    ("lengths", _lengths),
    ("appointers-lost", _appointers_lost),
    (
        "without-appointer",
        _lacking("appoints", expects_appointer, lambda vocabulary: (appointing_of(vocabulary),)),
    ),
)
