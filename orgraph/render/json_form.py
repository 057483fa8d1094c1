"""Answers as the JSON that every answering command prints with --json: one shape for all
questions.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from orgraph.answers.answer import Answer, Comparison, GroupRef, Path, Row
from orgraph.answers.notes import OUTSIDE_LIFE
from orgraph.errors import UNSAFE
from orgraph.facts import Node, Note, Source
from orgraph.questions import QUESTIONS, Form
from orgraph.render.sentences import comparison_sentence, note_text, over_time_sentence, sentence
from orgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from orgraph.answers.over_time import Interval, OverTime

# Always printed, in this order; the rest only when it says something.
ALWAYS = (
    "id",
    "name",
    "kind",
    "role",
    "order",
    "group",
    "via",
    "condition",
    "value",
    "valid_from",
    "valid_to",
    "confirmed_until",
    "basis",
    "fact_status",
    "fact",
    "sources",
    "verb",
    "start_known",
)
COLUMNS = (
    *ALWAYS,
    "number",
    "date_from",
    "date_to",
    "direction",
    "seat",
    "on_behalf",
    "about",
    "to",
    "action",
    "deadline",
    "branch",
    "modality",
    "exceptions",
    "began_by",
    "ended_by",
    "reasoning",
    "note",
    "remaining",
    "others",
)


def as_json(answer: Answer | Comparison | OverTime, vocabulary: Vocabulary) -> str:
    """The answer as JSON text."""
    if isinstance(answer, Comparison):
        content = comparison_dict(answer, vocabulary)
    elif isinstance(answer, Answer):
        content = answer_dict(answer, vocabulary)
    else:
        content = over_time_dict(answer, vocabulary)
    return json_text(content)


def json_text(content: dict[str, Any], indent: int | None = None) -> str:
    """JSON, on one line without an indent: Danish letters as they are, what a terminal would obey
    as escapes.
    """
    return UNSAFE.sub(
        lambda found: f"\\u{ord(found[0]):04x}",
        json.dumps(content, ensure_ascii=False, indent=indent),
    )


def over_time_dict(told: OverTime, vocabulary: Vocabulary) -> dict[str, Any]:
    """The answer as intervals, beside what is the same in all of them."""
    answer = told.answer
    return {
        "question": answer.question,
        "subject": _subject(answer),
        **({"relation": answer.relation} if answer.relation else {}),
        "at": None,
        "status": told.status,
        "intervals": [_interval(interval) for interval in told.intervals],
        "notes": [
            _note(note, answer, vocabulary) for note in answer.notes if note.kind != OUTSIDE_LIFE
        ],
        "candidates": [candidate._asdict() for candidate in answer.candidates],
        "searched": [source_dict(source) for source in answer.searched],
        "text": str(over_time_sentence(told, vocabulary)),
    }


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "from": interval.first,
        "to": interval.after,
        "began_because": interval.began_because,
        "ended_because": interval.ended_because,
        "status": interval.answer.status,
        "rows": [row_dict(row) for row in interval.answer.rows],
        **_total(interval.answer),
        "paths": [_path(path) for path in interval.answer.paths],
    }


def answer_dict(answer: Answer, vocabulary: Vocabulary) -> dict[str, Any]:
    """The answer as plain data."""
    return {
        "question": answer.question,
        "subject": _subject(answer),
        **({"relation": answer.relation} if answer.relation else {}),
        "at": answer.at,
        "status": answer.status,
        "rows": [row_dict(row) for row in answer.rows],
        **_total(answer),
        "paths": [_path(path) for path in answer.paths],
        "notes": [_note(note, answer, vocabulary) for note in answer.notes],
        "candidates": [candidate._asdict() for candidate in answer.candidates],
        "searched": [source_dict(source) for source in answer.searched],
        "text": str(sentence(answer, vocabulary)),
    }


def _total(answer: Answer) -> dict[str, int]:
    """How many rows there are in all, for the question that may be asked for the first of them."""
    return (
        {"total": len(answer.rows) + answer.more}
        if QUESTIONS[answer.question].form is Form.HITS
        else {}
    )


def comparison_dict(comparison: Comparison, vocabulary: Vocabulary) -> dict[str, Any]:
    """Both answers and what differs."""
    before = comparison.before
    return {
        "question": before.question,
        "subject": _subject(before) or _subject(comparison.after),
        "at": before.at,
        "against": comparison.against,
        "status": comparison.status,
        "before": answer_dict(before, vocabulary),
        "after": answer_dict(comparison.after, vocabulary),
        "changes": [
            {
                "change": change.change,
                "id": change.id,
                "role": change.role,
                "before": _row_or_none(change.before),
                "after": _row_or_none(change.after),
            }
            for change in comparison.changes
        ],
        "candidates": [candidate._asdict() for candidate in before.candidates],
        "text": comparison_sentence(comparison),
    }


def row_dict(row: Row) -> dict[str, Any]:
    """A row as plain data, its parts side by side."""
    content = row._asdict()
    for part in (row.period, row.support, row.terms, row.parsed, row.loss):
        content |= part._asdict()
    content |= {
        "fact_status": row.period.status,
        "group": _group(row.group) if row.group else None,
        "sources": [source_dict(source) for source in row.support.sources],
    }
    return {
        key: content[key]
        for key in COLUMNS
        if key in ALWAYS
        or content[key] not in (None, ())
        or (key == "remaining" and content[key] is not None)
    }


def _group(group: GroupRef) -> dict[str, Any]:
    content = group._asdict()
    if not group.others:
        del content["others"]
    return content


def source_dict(source: Source) -> dict[str, Any]:
    """A source as plain data: its lines as [first, last]."""
    return {
        "document": source.document,
        "lines": [source.first, source.last] if source.first else None,
        **({"quote": source.quote} if source.quote else {}),
    }


def _row_or_none(row: Row | None) -> dict[str, Any] | None:
    return row_dict(row) if row else None


def _path(path: Path) -> dict[str, Any]:
    ring = {"ring": path.ring} if path.ring else {}
    return {**path._asdict(), "hops": [row_dict(hop) for hop in path.hops], **ring}


def _note(note: Note, answer: Answer, vocabulary: Vocabulary) -> dict[str, Any]:
    text = str(note_text(note, answer, vocabulary))
    sources = [source_dict(source) for source in (*note.sources, *note.searched)]
    return {
        "id": note.id,
        "kind": note.kind,
        "text": text,
        "concerns": note.concerns,
        "sources": sources,
    }


def _subject(answer: Answer) -> dict[str, Any] | None:
    if answer.note_subject:
        note = answer.note_subject
        return {"id": note.id, "name": note.id, "kind": note.kind}
    return (
        node_dict(answer.subject, whole=QUESTIONS[answer.question].subject_whole)
        if answer.subject
        else None
    )


def node_dict(node: Node, *, whole: bool) -> dict[str, Any]:
    """A node as plain data; `whole` adds what its page shows."""
    short = {"id": node.id, "name": node.name, "kind": node.kind}
    if not whole:
        return short
    validity = node.validity
    return {
        **short,
        "region": node.region,
        "aliases": [alias.name for alias in node.aliases],
        "collective": node.collective,
        "template": node.template,
        **dict(node.fields),
        "valid_from": validity.valid_from,
        "valid_to": validity.valid_to,
        "confirmed_until": validity.confirmed_until,
        "fact_status": node.status,
        "basis": node.basis,
        "reasoning": node.reasoning,
        "note": node.note,
        "sources": [source_dict(source) for source in node.sources],
    }
