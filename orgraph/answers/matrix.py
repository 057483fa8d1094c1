"""The responsibility matrix: bodies against agreements or tasks, a cell for the roles a body has in one."""

from __future__ import annotations

from collections.abc import Sequence

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Row, is_unfolded
from orgraph.answers.notes import names_in
from orgraph.answers.rows import list_holders
from orgraph.facts import Node
from orgraph.view import View


def ask_matrix(view: View, subjects: Sequence[Node], asked: str) -> Answer:
    """A row for each body, subject and role; `to` is the subject. Members of collectives are not unfolded."""
    questions = view.vocabulary.questions
    types = tuple(dict.fromkeys((*questions["approves"].chain, *questions["responsible"].chain)))
    rows = [row._replace(to=(subject.id,)) for subject in subjects for row in _direct(view, subject, types)]
    names = (*names_in(view, tuple(rows), (), ()), *((subject.id, subject.name) for subject in subjects))
    return Answer("matrix", asked, view.at, ANSWERED if rows else NOT_STATED, rows=tuple(rows), names=names)


def _direct(view: View, subject: Node, types: Sequence[str]) -> list[Row]:
    rows = list_holders(view, subject, types)
    return [row for row in rows if not is_unfolded(row, rows)]
