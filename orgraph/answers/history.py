"""The life of something: what began it, changed it and ended it, who came before and after, and namesakes that are not the same."""

from __future__ import annotations

from orgraph.answers.answer import ANSWERED, Answer, Row
from orgraph.answers.notes import OUTSIDE_LIFE, finish
from orgraph.answers.rows import read_value, row_of
from orgraph.dates import parse_span
from orgraph.errors import BadDate
from orgraph.facts import Node, Note, Relation
from orgraph.view import View


def ask_history(view: View, subject: Node, asked: str) -> Answer:
    """Changes and relations of origin in the order of their dates, whatever the day."""
    reads = view.vocabulary.questions["history"]
    changes = [row_of_node(view, node, node.kind, "about") for node in _changes(view, subject)]
    origin = [_row(view, relation, subject) for relation in _origin(view, subject, reads.chain)]
    rows = sorted([*changes, *origin], key=_when)
    answer = finish(view, "history", asked, subject, rows, more=_notes_on_changes(view, rows))
    told = tuple(note for note in answer.notes if note.kind != OUTSIDE_LIFE)  # a life is told whole, whatever the day
    known = rows or subject.validity.valid_from or subject.validity.valid_to
    return answer._replace(status=ANSWERED if known else answer.status, notes=told)


def row_of_node(view: View, node: Node, role: str, direction: str) -> Row:
    """A decision, change or process as a row; a change's date is when the row begins."""
    date = dict(node.fields).get("date")
    _, date_from, date_to = read_value(date)
    return Row(
        node.id, node.name, node.kind, role, value=date, valid_from=_canonical(date) or node.validity.valid_from, valid_to=node.validity.valid_to,
        confirmed_until=node.validity.confirmed_until, basis=node.basis, fact_status=node.status, fact=node.id, sources=node.sources, date_from=date_from,
        date_to=date_to, direction=direction, to=node.concerns, reasoning=node.reasoning, note=node.note,
    )  # fmt: skip


def _changes(view: View, subject: Node) -> list[Node]:
    """Changes about the subject, and those that gave its dates."""
    changes = view.vocabulary.labels
    label = next((name for name, found in changes.items() if found.section == "changes"), None)
    given = [view.find_node(found) for found in (subject.validity.began_by, subject.validity.ended_by) if found]
    found = [*(node for node in given if node), *(node for node in view.organisation.list_concerning(subject.id) if node.label == label)]
    return list(dict.fromkeys(found))


def _origin(view: View, subject: Node, types: tuple[str, ...]) -> list[Relation]:
    organisation = view.organisation
    found = [relation for kind in types for relation in (*organisation.list_out(kind, subject.id), *organisation.list_in(kind, subject.id))]
    return list(dict.fromkeys(found))


def _row(view: View, relation: Relation, subject: Node) -> Row:
    outward = relation.source == subject.id
    return row_of(view, relation, relation.target if outward else relation.source, direction="out" if outward else "in")


def _notes_on_changes(view: View, rows: list[Row]) -> list[Note]:
    return view.list_notes_on([row.id for row in rows if row.direction == "about"])


def _canonical(date: str | None) -> str | None:
    try:
        return parse_span(date).text if date else None
    except BadDate:
        return None


def _when(row: Row) -> tuple[bool, str]:
    return row.valid_from is None, row.valid_from or ""
