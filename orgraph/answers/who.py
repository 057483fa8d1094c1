"""Any relation type of the vocabulary, asked from either end."""

from __future__ import annotations

from orgraph.answers.answer import Answer, Found
from orgraph.answers.holders import find_holders, list_held
from orgraph.answers.notes import build_answer
from orgraph.facts import Node
from orgraph.view import View
from orgraph.vocabulary import RelationType


def ask_who(view: View, relation: RelationType, subject: Node, asked: str) -> Answer:
    """Every s with "s relation subject"."""
    rows = find_holders(view, "who", subject, (relation.name,))
    return build_answer(
        view,
        "who",
        asked,
        subject,
        rows,
        types=(relation.name,),
        decides=(relation.name,),
        relation=relation.name,
    )


def ask_what(view: View, relation: RelationType, subject: Node, asked: str) -> Answer:
    """Every o with "subject relation o"."""
    rows = view.find(
        "what",
        lambda: Found(tuple(list_held(view, subject, relation.name))),
        id=subject.id,
        relation=relation.name,
    ).rows
    return build_answer(
        view,
        "what",
        asked,
        subject,
        rows,
        types=(relation.name,),
        decides=(relation.name,),
        relation=relation.name,
    )
