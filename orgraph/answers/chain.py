"""Who holds the relation types that a question reads: the decision chain of an agreement, whoever
answers for a task, whoever carries it out.
"""

from __future__ import annotations

from orgraph.answers.answer import Answer
from orgraph.answers.holders import find_holders, sort_by_chain
from orgraph.answers.notes import build_answer
from orgraph.facts import Node
from orgraph.questions import Question
from orgraph.view import View


def ask_chain(question: Question, view: View, subject: Node, asked: str) -> Answer:
    """Everyone who holds one of the question's relation types to the subject; when the question's
    rows are numbered, in the order of the chain.
    """
    reads = view.vocabulary.reads(question.reads)
    rows = find_holders(view, question.name, subject, reads.chain)
    if question.numbered:
        rows = sort_by_chain(rows, reads.chain)
    return build_answer(
        view, question.name, asked, subject, rows, types=reads.chain, decides=reads.decides
    )
