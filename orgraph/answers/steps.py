"""The steps of a process in order: who acts, what they do, to whom it goes, by when."""

from __future__ import annotations

from orgraph.answers.answer import Answer, Found, GroupRef, Parsed, Period, Row, Support, Terms
from orgraph.answers.holders import read_value
from orgraph.answers.notes import build_answer
from orgraph.facts import ENDED, IN_FORCE, Node, Step
from orgraph.view import View

STEP = "step"


def ask_steps(view: View, subject: Node, asked: str) -> Answer:
    """The steps of a process, or of the processes that are about the subject; one row for each
    actor.
    """
    rows = view.find("steps", lambda: Found(tuple(_list_rows(view, subject))), id=subject.id).rows
    about = dict.fromkeys(process for row in rows for process in row.via)
    more = [note for process in about for note in view.list_notes_on((process,))]
    return build_answer(view, "steps", asked, subject, rows, more=more)


def has_steps(view: View, node: Node) -> bool:
    """Whether the node is a process with steps of its own."""
    return bool(view.list_steps(node.id))


def rows_of_step(view: View, step: Step, via: tuple[str, ...] = ()) -> list[Row]:
    """One row for each actor; a step that names nobody gives one row for the process itself."""
    group = GroupRef(f"{step.id}:actors", step.logic) if step.logic else None
    return [_row(view, step, actor, group, via) for actor in step.actors or (step.process,)]


def _list_rows(view: View, subject: Node) -> list[Row]:
    about = [node.id for node in view.organisation.list_concerning(subject.id)]
    own = [(step, ()) for step in view.list_steps(subject.id)]
    every = [*own, *((step, (process,)) for process in about for step in view.list_steps(process))]
    return [
        row
        for step, via in sorted(every, key=lambda pair: 0 if pair[1] else pair[0].order)
        for row in rows_of_step(view, step, via)
    ]


def _status(view: View, step: Step, actor: Node | None) -> str:
    """The step's own status; one whose actor has ended is nobody's."""
    ended = actor is not None and actor.validity.end <= view.day
    return ENDED if ended and step.status == IN_FORCE else step.status


def _row(view: View, step: Step, actor: str, group: GroupRef | None, via: tuple[str, ...]) -> Row:
    node = view.find_node(actor)
    _, date_from, date_to = read_value(step.deadline)
    return Row(
        actor,
        node.name if node else actor,
        node.kind if node else "",
        STEP,
        order=step.order,
        group=group,
        via=via,
        fact=step.id,
        period=Period(
            valid_from=step.validity.valid_from,
            valid_to=step.validity.valid_to,
            confirmed_until=step.validity.confirmed_until,
            status=_status(view, step, node),
            start_known=view.starts_known(step.validity),
        ),
        support=Support(basis=step.basis, sources=step.sources, reasoning=step.reasoning),
        terms=Terms(
            condition=step.condition,
            value=step.deadline,
            to=step.to,
            action=step.action,
            deadline=step.deadline,
            branch=step.branch,
            note=step.note,
        ),
        parsed=Parsed(date_from=date_from, date_to=date_to),
    )
