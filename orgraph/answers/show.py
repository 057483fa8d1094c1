"""All that is known about something: relations in and out, steps, decisions, changes and notes."""

from __future__ import annotations

from collections.abc import Iterable

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Found, Period, Row, Support, Terms
from orgraph.answers.history import row_of_node
from orgraph.answers.holders import row_of
from orgraph.answers.notes import build_answer
from orgraph.answers.steps import rows_of_step
from orgraph.facts import Fact, Identifier, Node, Note, Relation, Step
from orgraph.view import View

CONCERNS = "concerns"
IDENTIFIER, RELATION, STEP, ACTION, MENTION, CONCERN = (
    "identifier",
    "relation",
    "step",
    "action",
    "about",
    "concern",
)


def ask_show(view: View, subject: Node, asked: str) -> Answer:
    """Everything in force on the day, and what is recorded about it."""
    found = view.find("show", lambda: Found(tuple(_list_rows(view, subject))), id=subject.id)
    answer = build_answer(view, "show", asked, subject, found.rows)
    return answer._replace(status=ANSWERED if view.holds(subject.validity) else NOT_STATED)


def show_note(view: View, note: Note, asked: str) -> Answer:
    """A note by its own id."""
    names = {node.id: node.name for node in map(view.find_node, note.concerns) if node}
    return Answer("show", asked, view.at, ANSWERED, note_subject=note, notes=(note,), names=names)


def rows_of(view: View, part: str, fact: Fact, subject: str) -> list[Row]:
    """The rows of one fact, as the part of the answer that it stands in shows it."""
    if isinstance(fact, Identifier):
        return [_row_of_identifier(view, fact)]
    if isinstance(fact, Relation):
        return [_row_of_relation(view, fact, subject)]
    if isinstance(fact, Step):
        return rows_of_step(view, fact, (fact.process,) if part == ACTION else ())
    assert isinstance(fact, Node)
    return [
        (
            row_of_node(view, fact, CONCERNS, "out")
            if part == CONCERN
            else row_of_node(view, fact, fact.kind, "about")
        )
    ]


def _row_of_identifier(view: View, found: Identifier) -> Row:
    """What a register calls it; `role` is the system, `value` the code."""
    node = view.find_node(found.node)
    return Row(
        found.node,
        found.value,
        node.kind if node else "",
        found.system,
        fact=found.id,
        period=Period(
            valid_from=found.validity.valid_from,
            valid_to=found.validity.valid_to,
            confirmed_until=found.validity.confirmed_until,
        ),
        support=Support(basis=found.basis, sources=found.sources, reasoning=found.reasoning),
        terms=Terms(value=found.value),
    )


def _row_of_relation(view: View, relation: Relation, subject: str) -> Row:
    if relation.source == subject:
        return row_of(view, relation, relation.target, direction="out")
    return row_of(
        view, relation, relation.source, direction="in" if relation.target == subject else "about"
    )


def _list_rows(view: View, subject: Node) -> list[Row]:
    parts = (
        (IDENTIFIER, _identifiers),
        (RELATION, _relations),
        (STEP, _steps),
        (ACTION, _actions),
        (MENTION, _mentions),
        (CONCERN, _concerns),
    )
    return [
        row
        for part, facts in parts
        for fact in facts(view, subject)
        for row in rows_of(view, part, fact, subject.id)
    ]


def _identifiers(view: View, subject: Node) -> Iterable[Fact]:
    return (
        found
        for found in view.organisation.list_identifiers(subject.id)
        if view.holds(found.validity)
    )


def _relations(view: View, subject: Node) -> Iterable[Fact]:
    order = view.vocabulary.relation_places
    return sorted(view.list_all(subject.id), key=lambda found: order[found.type])


def _steps(view: View, subject: Node) -> Iterable[Fact]:
    return view.list_steps(subject.id)


def _actions(view: View, subject: Node) -> Iterable[Fact]:
    """Steps of other processes in which it takes part."""
    return view.list_steps_of(subject.id)


def _mentions(view: View, subject: Node) -> Iterable[Fact]:
    """Decisions, changes and processes about the subject."""
    return view.organisation.list_concerning(subject.id)


def _concerns(view: View, subject: Node) -> Iterable[Fact]:
    """What the subject itself is about."""
    return (node for node in map(view.find_node, dict.fromkeys(subject.concerns)) if node)
