"""Any relation type of the vocabulary, asked from either end."""

from __future__ import annotations

from orgraph.answers.answer import Answer
from orgraph.answers.notes import finish
from orgraph.answers.rows import list_held, list_holders
from orgraph.facts import Node
from orgraph.view import View
from orgraph.vocabulary import RelationType


def ask_who(view: View, relation: RelationType, subject: Node, asked: str) -> Answer:
    """Every s with "s relation subject"."""
    rows = list_holders(view, subject, (relation.name,))
    return finish(view, "who", asked, subject, rows, types=(relation.name,), decides=(relation.name,), relation=relation.name)


def ask_what(view: View, relation: RelationType, subject: Node, asked: str) -> Answer:
    """Every o with "subject relation o"."""
    rows = list_held(view, subject, relation.name)
    return finish(view, "what", asked, subject, rows, types=(relation.name,), decides=(relation.name,), relation=relation.name)
