"""All that is known about something: relations in and out, steps, decisions, changes and notes."""

from __future__ import annotations

from orgraph.answers.answer import ANSWERED, Answer, Row
from orgraph.answers.history import row_of_node
from orgraph.answers.notes import finish
from orgraph.answers.rows import row_of
from orgraph.answers.steps import rows_of_step
from orgraph.facts import Node, Note
from orgraph.view import View

ABOUT = "vedrører"


def ask_show(view: View, subject: Node, asked: str) -> Answer:
    """Everything in force on the day, and what is recorded about it."""
    rows = [*_identifiers(view, subject), *_relations(view, subject), *_steps(view, subject), *_mentions(view, subject)]
    answer = finish(view, "show", asked, subject, rows)
    return answer._replace(status=ANSWERED) if view.holds(subject.validity) else answer


def show_note(view: View, note: Note, asked: str) -> Answer:
    """A note by its own id."""
    names = tuple((node.id, node.name) for node in map(view.find_node, note.concerns) if node)
    return Answer("show", asked, view.at, ANSWERED, note_subject=note, notes=(note,), names=names)


def _identifiers(view: View, subject: Node) -> list[Row]:
    """What registers call it; `role` is the system, `value` the code."""
    return [
        Row(
            subject.id, found.value, subject.kind, found.system, value=found.value, valid_from=found.validity.valid_from, valid_to=found.validity.valid_to,
            confirmed_until=found.validity.confirmed_until, basis=found.basis, fact=found.id, sources=found.sources, reasoning=found.reasoning,
        )
        for found in view.organisation.list_identifiers(subject.id)
        if view.holds(found.validity)
    ]  # fmt: skip


def _relations(view: View, subject: Node) -> list[Row]:
    order = {name: rank for rank, name in enumerate(view.vocabulary.relations)}
    rows = []
    for relation in sorted(view.list_all(subject.id), key=lambda found: order[found.type]):
        if relation.source == subject.id:
            rows.append(row_of(view, relation, relation.target, direction="out"))
        else:
            rows.append(row_of(view, relation, relation.source, direction="in" if relation.target == subject.id else "about"))
    return rows


def _steps(view: View, subject: Node) -> list[Row]:
    own = [row for step in view.list_steps(subject.id) for row in rows_of_step(view, step)]
    acting = [row for step in view.list_steps_of(subject.id) for row in rows_of_step(view, step, (step.process,))]
    return [*own, *acting]


def _mentions(view: View, subject: Node) -> list[Row]:
    """Decisions, changes and processes about the subject, and what the subject itself is about."""
    about = [row_of_node(view, node, node.kind, "about") for node in view.organisation.list_concerning(subject.id)]
    concerned = [row_of_node(view, node, ABOUT, "out") for node in map(view.find_node, subject.concerns) if node]
    return [*about, *concerned]
