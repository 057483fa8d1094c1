"""The answers that differ, as the report of a difference tells them: a group for each question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgraph.answers.answer import Answer, Row, RowChange, is_unfolded
from orgraph.languages import label
from orgraph.phrases import Phrase, Ref
from orgraph.render.difference_lines import (
    cell_part,
    count_changes,
    ref_to,
    sort_lines,
    unique,
    word_for,
)
from orgraph.render.difference_model import Group, Line, Part
from orgraph.render.difference_words import say, say_phrase
from orgraph.scenario.affected import ASKED
from orgraph.scenario.difference import ChangedAnswer, Difference
from orgraph.view import View

ANSWERS = ("lost", "gained", "changed")  # in the order in which they are told
QUESTIONS = (*ASKED, "")  # the last are questions of one's own


def answer_groups(difference: Difference) -> Iterator[Group]:
    """A group for each question whose answers differ, in the order of the questions."""
    for question in QUESTIONS:
        answers = [
            answer
            for answer in difference.answers
            if (answer.question if not answer.words else "") == question
        ]
        if answers:
            lines = sort_lines([_answer_line(difference, answer) for answer in answers], ANSWERS)
            counts = [
                say(_ANSWERS_COUNTED[change], count=count)
                for change, count in count_changes(lines, ANSWERS)
            ]
            heading = label("difference.QUESTIONS", question)
            yield Group(heading, say("list", items=counts), tuple(lines))


_ANSWERS_COUNTED = {
    "lost": "answers_lost",
    "gained": "answers_gained",
    "changed": "answers_other",
}


def _answer_line(difference: Difference, answer: ChangedAnswer) -> Line:
    views = [column.view for column in difference.columns]
    every = [change for changes in answer.changes for change in changes]
    cells = [_answer_cell(views[0], answer.answers[0], every, "before")]
    cells += [
        _answer_cell(view, found, changes, "after")
        for view, found, changes in zip(views[1:], answer.answers[1:], answer.changes, strict=True)
    ]
    changes = {
        number: _answer_change(answer, number)
        for number, found in enumerate(answer.changes)
        if found
    }
    sources = dict.fromkeys(
        source
        for found in every
        if found.change == "lost" and found.before
        for source in found.before.support.sources
    )
    subject = answer.subject
    return Line(
        subject=ref_to(subject) if subject and not answer.words else Phrase.of(answer.words),
        kind=subject.kind if subject else "",
        change=min(changes.values(), key=ANSWERS.index),
        word=word_for(difference, "ANSWERS", changes),
        cells=tuple(cells),
        sources=tuple(sources),
    )


def _answer_change(answer: ChangedAnswer, number: int) -> str:
    had, has = (
        bool(found.rows or found.paths)
        for found in (answer.answers[0], answer.answers[number + 1])
    )
    return "lost" if had and not has else "gained" if has and not had else "changed"


def _answer_cell(
    view: View, answer: Answer, changes: Sequence[RowChange], side: str
) -> tuple[Part, ...]:
    """The answer's rows, or its ways up, each with its change."""
    marks = {
        (change.id, change.role, row.fact): change.change
        for change in changes
        if (row := getattr(change, side))
    }
    if answer.paths:
        return tuple(
            cell_part(
                say_phrase("way", nodes=answer.refs(path.nodes)),
                next((marks[key] for hop in path.hops if (key := _key(hop)) in marks), "same"),
            )
            for path in answer.paths
        )
    rows = [
        row
        for row in answer.rows
        if not is_unfolded(row, answer.rows)
        or (_key(row) in marks and not _whole_marked(row, answer.rows, marks))
    ]
    parts = [
        Part(_row_phrase(view, row, answer.refs(row.terms.to)), marks.get(_key(row), "same"))
        for row in rows
    ]
    return unique(parts) or (cell_part(say("no_answer"), "none"),)


def _whole_marked(row: Row, rows: Sequence[Row], marks: dict[tuple[str, str, str], str]) -> bool:
    return any(
        other.id == row.via[-1] and other.fact == row.fact and _key(other) in marks
        for other in rows
    )


def _key(row: Row) -> tuple[str, str, str]:
    return row.id, row.role, row.fact


def _row_phrase(view: View, row: Row, to: Sequence[Ref]) -> Phrase:
    relation_type = view.vocabulary.relations.get(row.role)
    return say_phrase(
        "holder",
        holder=Ref(row.id, row.name),
        verb=relation_type.danish if relation_type else label("answers.ROLES", row.role),
        to=to,
        content=list(filter(None, (row.terms.seat, row.terms.value))),
    )
