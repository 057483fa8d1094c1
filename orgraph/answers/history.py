"""The life of something: what began it, changed it and ended it, who came before and after, and
namesakes that are not the same.
"""

from __future__ import annotations

from orgraph.answers.answer import ANSWERED, Answer, Found, Parsed, Period, Row, Support, Terms
from orgraph.answers.holders import read_value, row_of
from orgraph.answers.notes import OUTSIDE_LIFE, build_answer
from orgraph.dates import first_day, parse_span
from orgraph.errors import BadDate
from orgraph.facts import Node, Note, Relation
from orgraph.view import View


def ask_history(view: View, subject: Node, asked: str) -> Answer:
    """Changes and relations of origin in the order of their dates, whatever the day."""
    chain, label = view.vocabulary.reads("history").chain, _label_of_changes(view)
    found = view.find(
        "history",
        lambda: Found(tuple(_list_rows(view, subject, chain, label))),
        id=subject.id,
        chain=list(chain),
        label=label,
    )
    rows = sorted(found.rows, key=_when)
    answer = build_answer(
        view, "history", asked, subject, rows, more=_notes_on_changes(view, rows)
    )
    told = tuple(
        note for note in answer.notes if note.kind != OUTSIDE_LIFE
    )  # a life is told whole, whatever the day
    known = rows or subject.validity.valid_from or subject.validity.valid_to
    return answer._replace(status=ANSWERED if known else answer.status, notes=told)


def row_of_node(view: View, node: Node, role: str, direction: str) -> Row:
    """A decision, change or process as a row; a change's date is when the row begins."""
    date = dict(node.fields).get("date")
    _, date_from, date_to = read_value(date)
    return Row(
        node.id,
        node.name,
        node.kind,
        role,
        fact=node.id,
        direction=direction,
        period=Period(
            valid_from=_canonical(date) or node.validity.valid_from,
            valid_to=node.validity.valid_to,
            confirmed_until=node.validity.confirmed_until,
            status=node.status,
        ),
        support=Support(basis=node.basis, sources=node.sources, reasoning=node.reasoning),
        terms=Terms(value=date, to=node.concerns, note=node.note),
        parsed=Parsed(date_from=date_from, date_to=date_to),
    )


def row_of_change(view: View, change: Node) -> Row:
    """A change that the subject went through."""
    return row_of_node(view, change, change.kind, "about")


def row_of_origin(view: View, relation: Relation, subject: str) -> Row:
    """What the subject came from, or what came of it."""
    outward = relation.source == subject
    return row_of(
        view,
        relation,
        relation.target if outward else relation.source,
        direction="out" if outward else "in",
    )


def _list_rows(view: View, subject: Node, chain: tuple[str, ...], label: str | None) -> list[Row]:
    changes = [row_of_change(view, node) for node in _changes(view, subject, label)]
    return [
        *changes,
        *(row_of_origin(view, relation, subject.id) for relation in _origin(view, subject, chain)),
    ]


def _label_of_changes(view: View) -> str | None:
    return next(iter(view.vocabulary.labels_in("changes")), None)


def _changes(view: View, subject: Node, label: str | None) -> list[Node]:
    """Changes about the subject, and those that gave its dates."""
    given = [
        view.find_node(found)
        for found in (subject.validity.began_by, subject.validity.ended_by)
        if found
    ]
    found = [
        *(node for node in given if node),
        *(node for node in view.organisation.list_concerning(subject.id) if node.label == label),
    ]
    return list(dict.fromkeys(found))


def _origin(view: View, subject: Node, types: tuple[str, ...]) -> list[Relation]:
    organisation = view.organisation
    found = [
        relation
        for kind in types
        for relation in (
            *organisation.list_out(kind, subject.id),
            *organisation.list_in(kind, subject.id),
        )
    ]
    return list(dict.fromkeys(found))


def _notes_on_changes(view: View, rows: list[Row]) -> list[Note]:
    return view.list_notes_on([row.id for row in rows if row.direction == "about"])


def _canonical(date: str | None) -> str | None:
    try:
        return parse_span(date).text if date else None
    except BadDate:
        return None


def _when(row: Row) -> tuple[bool, int]:
    return row.period.valid_from is None, first_day(
        row.period.valid_from
    ) if row.period.valid_from else 0
