"""Who implements it, body by body, collectives named and unfolded."""

from __future__ import annotations

from orgraph.answers.answer import Answer
from orgraph.answers.notes import finish
from orgraph.answers.rows import find_holders
from orgraph.facts import Node
from orgraph.view import View


def ask_implements(view: View, subject: Node, asked: str) -> Answer:
    """The bodies that carry an agreement, plan or task into effect."""
    reads = view.vocabulary.questions["implements"]
    return finish(view, "implements", asked, subject, find_holders(view, "implements", subject, reads.chain), types=reads.chain, decides=reads.decides)
