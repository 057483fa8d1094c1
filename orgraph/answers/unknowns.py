"""What is not settled: recorded silences, conflicts, ambiguities, version differences and
namesakes.
"""

from __future__ import annotations

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Found
from orgraph.facts import Node, Note
from orgraph.view import View


def ask_unknowns(view: View, subject: Node | None, asked: str) -> Answer:
    """The notes on a node, on what rests on a document, or all of them."""
    notes = view.find(
        "unknowns",
        lambda: Found(notes=tuple(_notes(view, subject))),
        id=subject.id if subject else None,
    ).notes
    names = {
        node.id: node.name for note in notes for node in map(view.find_node, note.concerns) if node
    }
    return Answer(
        "unknowns",
        asked,
        view.at,
        ANSWERED if notes else NOT_STATED,
        subject,
        notes=notes,
        names=names,
    )


def _notes(view: View, subject: Node | None) -> list[Note]:
    if subject is None:
        return list(view.organisation.list_notes())
    return list(
        dict.fromkeys(
            (*view.list_notes_on((subject.id,)), *view.organisation.list_notes_in(subject.id))
        )
    )
