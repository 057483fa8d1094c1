"""Who is responsible: the responsible first, and kept apart from them who carries it out, follows up and coordinates."""

from __future__ import annotations

from orgraph.answers.answer import Answer
from orgraph.answers.notes import finish
from orgraph.answers.rows import find_holders, in_order
from orgraph.facts import Node
from orgraph.view import View


def ask_responsible(view: View, subject: Node, asked: str) -> Answer:
    """The bodies that answer for a task, objective, agreement or group."""
    reads = view.vocabulary.questions["responsible"]
    rows = in_order(find_holders(view, "responsible", subject, reads.chain), reads.chain)
    return finish(view, "responsible", asked, subject, rows, types=reads.chain, decides=reads.decides)
