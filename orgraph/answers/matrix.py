"""The responsibility matrix: bodies against agreements or tasks, a cell for the roles a body has
in one.
"""

from __future__ import annotations

from collections.abc import Sequence

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Row, is_unfolded
from orgraph.answers.asking import unresolved
from orgraph.answers.holders import list_holders
from orgraph.answers.notes import names_in
from orgraph.answers.resolution import find_kinds_meant, resolve
from orgraph.facts import Node
from orgraph.view import View


def find_matrix(view: View, subjects: Sequence[Node], asked: str) -> Answer:
    """A row for each body, subject and role; `to` is the subject.

    Members of collectives are not unfolded.
    """
    reads = view.vocabulary.reads
    types = tuple(dict.fromkeys((*reads("approves").chain, *reads("responsible").chain)))
    rows = [
        row._replace(terms=row.terms._replace(to=(subject.id,)))
        for subject in subjects
        for row in _direct(view, subject, types)
    ]
    names = {
        **names_in(view, tuple(rows), (), ()),
        **{subject.id: subject.name for subject in subjects},
    }
    return Answer(
        "matrix",
        asked,
        view.at,
        ANSWERED if any(row.effective for row in rows) else NOT_STATED,
        rows=tuple(rows),
        names=names,
    )


def ask_matrix(view: View, texts: Sequence[str]) -> Answer:
    """The same of what the texts mean: a thing, or all of a kind.

    The first that cannot be told is the answer.
    """
    subjects: list[Node] = []
    for text in texts:
        kinds = find_kinds_meant(view, text)
        resolved = resolve(view, text)
        if kinds:
            subjects += [node for kind in kinds for node in view.list_kind(kind)]
        elif resolved.node:
            subjects.append(resolved.node)
        else:
            return unresolved("matrix", text, view, resolved)
    return find_matrix(view, list(dict.fromkeys(subjects)), ", ".join(texts))


def _direct(view: View, subject: Node, types: Sequence[str]) -> list[Row]:
    rows = list_holders(view, subject, types)
    return [row for row in rows if not is_unfolded(row, rows)]
