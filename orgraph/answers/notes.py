"""The notes that belong to an answer: recorded silences and conflicts that bear on it, and a plain
word when nobody has looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, Path, Row
from orgraph.answers.holders import list_wholes
from orgraph.facts import Node, Note, Source
from orgraph.view import View

NOT_MODELLED = "not-modelled"
OUTSIDE_LIFE = "outside-life"
NO_WAY, WAY_ENDS, CIRCLE = (
    "no-way",
    "way-ends",
    "circle",
)  # none between the two; where it ends instead; what it goes round
SAME = "same"  # one thing is asked about as if it were two
IN_WHOLE = "in-whole"  # it gets to a collective that the goal is part of
GOES_ON = "way-goes-on"  # from where it was asked to go


def build_answer(
    view: View,
    question: str,
    asked: str,
    subject: Node,
    rows: Iterable[Row],
    *,
    types: Sequence[str] = (),
    decides: Sequence[str] = (),
    paths: tuple[Path, ...] = (),
    relation: str | None = None,
    more: Iterable[Note] = (),
) -> Answer:
    """The answer with its status and notes.

    Without rows: what was searched, or that nobody has looked.
    """
    rows = tuple(rows)
    notes = list(dict.fromkeys((*_bearing(view, subject, rows, types), *more)))
    holding = {row.role for row in rows if row.effective}
    found = bool(holding or paths)
    lacking = bool(decides) and holding.isdisjoint(decides)
    if not view.holds(subject.validity) and not paths:  # a way that was says when it ended
        notes.append(_outside_life(view, subject))
    elif lacking and not any(note.kind == "silence" for note in notes):
        notes.append(_nobody_looked(subject, decides))
    searched = () if found else _searched(notes)
    names = names_in(view, rows, paths, notes)
    return Answer(
        question,
        asked,
        view.at,
        ANSWERED if found else NOT_STATED,
        subject,
        None,
        relation,
        rows,
        paths,
        tuple(notes),
        (),
        searched,
        names,
    )


def _bearing(view: View, subject: Node, rows: tuple[Row, ...], types: Sequence[str]) -> list[Note]:
    """Notes on the subject and what it belongs to; notes on a row's body only where they name one
    of the question's relation types.
    """
    wholes = [
        *(found.target for found in view.list_types(subject.id)),
        *(whole for whole, _ in list_wholes(view, subject.id)),
    ]
    found = view.list_notes_on((subject.id, *wholes), types)
    ends = dict.fromkeys(row.id for row in rows)
    beside = [note for note in view.list_notes_on(ends, types) if _about_this(note, subject, rows)]
    return list(dict.fromkeys((*found, *beside)))


def _about_this(note: Note, subject: Node, rows: tuple[Row, ...]) -> bool:
    """A note beside the subject belongs here when all it concerns is in the answer, and some of it
    in a role that it names.
    """
    present = {subject.id, *(row.id for row in rows)}
    named = any(row.id in note.concerns and row.role in note.relations for row in rows)
    return named and present.issuperset(note.concerns)


def _nobody_looked(subject: Node, decides: Sequence[str]) -> Note:
    return Note(
        f"{subject.id}:{NOT_MODELLED}",
        NOT_MODELLED,
        "",
        (subject.id,),
        tuple(decides),
        None,
        (),
        (),
    )


def _outside_life(view: View, subject: Node) -> Note:
    return Note(
        f"{subject.id}:{OUTSIDE_LIFE}",
        OUTSIDE_LIFE,
        "",
        (subject.id,),
        (),
        None,
        (),
        subject.sources,
    )


def _searched(notes: Iterable[Note]) -> tuple[Source, ...]:
    found = dict.fromkeys(
        source
        for note in notes
        if note.kind == "silence"
        for source in (*note.searched, *note.sources)
    )
    return tuple(found)


def names_in(
    view: View, rows: tuple[Row, ...], paths: tuple[Path, ...], notes: Sequence[Note]
) -> dict[str, str]:
    """Names of all ids that the answer mentions beside its rows, so that it can be written without
    the organisation.
    """
    ids = dict.fromkeys(list_mentioned(rows, paths, notes))
    return {node_id: node.name for node_id in ids if (node := view.find_node(node_id))}


def list_mentioned(rows: Iterable[Row], paths: Sequence[Path], notes: Sequence[Note]) -> list[str]:
    """All ids that the answer mentions beside its rows; some are not those of nodes."""
    every = [*rows, *(hop for path in paths for hop in path.hops)]
    ids = [
        i
        for row in every
        for i in (
            *row.via,
            *(row.group.others if row.group else ()),
            *row.terms.to,
            *row.terms.about,
            *row.terms.exceptions,
            *(row.loss.remaining or ()),
            *row.loss.others,
            row.terms.on_behalf,
            row.period.began_by,
            row.period.ended_by,
        )
        if i
    ]
    ids += [i for path in paths for i in (*path.nodes, path.ends_because) if i] + [
        i for note in notes for i in note.concerns
    ]
    ids += [source.document for row in every for source in row.support.sources if not source.first]
    return ids + [
        source.document
        for note in notes
        for source in (*note.sources, *note.searched)
        if not source.first
    ]
