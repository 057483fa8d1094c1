"""Who approves it: the decision chain in order, from who starts it to what happens after the decision."""

from __future__ import annotations

from orgraph.answers.answer import Answer
from orgraph.answers.notes import finish
from orgraph.answers.rows import find_holders, in_order
from orgraph.facts import Node
from orgraph.view import View


def ask_approves(view: View, subject: Node, asked: str) -> Answer:
    """The chain of an agreement, an agreement type or anything that is decided."""
    reads = view.vocabulary.questions["approves"]
    rows = in_order(find_holders(view, "approves", subject, reads.chain), reads.chain)
    return finish(view, "approves", asked, subject, rows, types=reads.chain, decides=reads.decides)
