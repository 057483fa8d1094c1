"""The rows of an answer as clauses: those that belong together, the people before their verb, and
what is remarked in brackets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from orgraph.answers.answer import Answer, Row, is_unfolded
from orgraph.answers.appoints import TOTAL
from orgraph.facts import IN_FORCE, VERBATIM, Source
from orgraph.languages import grammar, label, phrase
from orgraph.phrases import Phrase, Text
from orgraph.questions import QUESTIONS, Form
from orgraph.render.names import are_several, subject_is_several
from orgraph.vocabulary import RelationType, Vocabulary

MOST_MEMBERS = 6  # of a collective that are named beside it


# ---- Rows that belong together
def bundles_of(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows that belong on one line: one place in the order, one role, one group; a collective with
    its members.
    """
    bundles: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        key = (
            row.order,
            row.role,
            row.direction,
            row.action,
            row.to,
            row.verb,
            row.group.id if row.group else row.fact,
            row.fact if not row.group else "",
        )
        bundles.setdefault(key, []).append(row)
    return list(bundles.values())


def sources_of(bundle: list[Row]) -> list[Source]:
    """What a bundle rests on: its own facts' sources before those of what it holds through."""
    own = dict.fromkeys(source for row in bundle if not row.via for source in row.sources)
    return list(own or bundle[0].sources)


def people_of(rows: list[Row]) -> Phrase:
    """The names of a bundle, joined as the source joins them; of a collective those that the
    papers name.
    """
    people = [_with_members(row, rows) for row in rows if not is_unfolded(row, rows)]
    logic = rows[0].group.logic if rows[0].group else "all"
    joined: Phrase = grammar().join_as(logic, people)
    return joined


def _with_members(row: Row, rows: list[Row]) -> Text:
    members = [other.ref for other in rows if other.via and other.via[-1] == row.id]
    if not members:
        return row.ref
    return phrase("answers.members", name=row.ref, members=members, most=MOST_MEMBERS)


# ---- Clauses
class _Told(NamedTuple):
    """What a clause is made of; `verb` is empty for a row that is no relation."""

    rows: Sequence[Row]
    people: Text
    answer: Answer
    form: Form
    verb: str

    @property
    def row(self) -> Row:
        """The first row, which stands for the others in all but its name."""
        return self.rows[0]


def clause_of(rows: Sequence[Row], people: Text, answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """Rows that belong together as a clause with the people before its verb."""
    row = rows[0]
    relation_type = vocabulary.relations.get(row.role)
    form = QUESTIONS[answer.question].form
    told = _Told(rows, people, answer, form, _verb_of(rows[0], answer, relation_type))
    return _teller(told)(told)


def _verb_of(row: Row, answer: Answer, relation_type: RelationType | None) -> str:
    """The verb of a relation; of a hop that is walked backwards, the inverse."""
    if relation_type is None:
        return ""
    backwards = row.direction == "in" and answer.paths
    return relation_type.inverse if backwards else relation_type.danish


def _teller(told: _Told) -> Callable[[_Told], Phrase]:
    """What tells such a row: by what it is, and else by the form of the answer."""
    row = told.row
    if row.role == TOTAL:
        return _total
    if row.action:
        return _step
    if not told.verb:
        return _OTHERS.get(told.form, _labelled)
    if row.remaining is not None:
        return _loss
    if row.direction == "out" or (row.direction == "in" and told.answer.paths):
        return _held
    return _holder if row.direction == "about" else _RELATIONS.get(told.form, _verb_first)


def _total(told: _Told) -> Phrase:
    return phrase("answers.total_row", value=told.row.value)


def _step(told: _Told) -> Phrase:
    """What is done and who gets it; a step that names nobody has no people."""
    row = told.row
    code = "answers.step_row" if told.people else "answers.action"
    if not row.to:
        return phrase(code, people=told.people, action=row.action)
    receivers = told.answer.refs(row.to)
    return phrase(f"{code}_to", people=told.people, action=row.action, receivers=receivers)


def _listed(told: _Told) -> Phrase:
    return Phrase.of(told.people)


def _event(told: _Told) -> Phrase:
    """A change, when it was, and what else it concerned."""
    row, subject = told.row, told.answer.subject
    others = [node for node in row.to if subject and node != subject.id]
    event = told.people
    if others:
        event = phrase("answers.event_of_several", event=event, others=told.answer.refs(others))
    if row.valid_from:
        return phrase("answers.dated_event", date=row.valid_from, event=event)
    return Phrase.of(event)


def _labelled(told: _Told) -> Phrase:
    return phrase("answers.labelled_row", label=_label(told.row), people=told.people)


def _hit(told: _Told) -> Phrase:
    row = told.row
    return phrase(
        "answers.hit",
        label=_label(row),
        people=told.people,
        kind=label("answers.NOTE_KINDS", row.kind),
        id=row.id,
    )


def _label(row: Row) -> str:
    return label("answers.ROLES", row.role)


def _loss(told: _Told) -> Phrase:
    """What is lost, a thing its holder or a body its way; and who is left."""
    row, refs = told.row, told.answer.refs
    loss = phrase(
        "answers.lost_by_thing" if row.direction == "out" else "answers.lost_by_body",
        lost=refs(row.via),
        verb=told.verb,
        thing=row.ref,
    )
    said = (
        phrase("answers.loss_some_left", loss=loss, left=refs(row.remaining))
        if row.remaining
        else phrase("answers.loss", loss=loss)
    )
    return (
        phrase("answers.loss_others", loss=said, others=refs(row.others)) if row.others else said
    )


def _held(told: _Told) -> Phrase:
    verb = grammar().agreeing(told.verb, several=subject_is_several(told.answer))
    return _after_verb("answers.held_row", verb, grammar().quote_titles(told.people), told.row)


def _verb_first(told: _Told) -> Phrase:
    return _after_verb("answers.verb_row", told.verb, told.people, told.row)


def _after_verb(code: str, verb: str, people: Text, row: Row) -> Phrase:
    if not row.value:
        return phrase(code, verb=verb, people=people)
    return phrase(f"{code}_value", verb=verb, people=people, value=row.value)


def _holder(told: _Told) -> Phrase:
    row = told.row
    several = are_several([row for row in told.rows if not is_unfolded(row, told.rows)])
    return phrase(
        "answers.holder_row",
        people=grammar().quote_titles(told.people),
        verb=grammar().agreeing(told.verb, several=several),
        seat=row.seat,
        value=row.value,
        subjects=list(map(grammar().quote_titles, told.answer.refs(row.to))),
    )


# How an answer tells relations seen from their target, and rows that are no relations.
_RELATIONS = dict.fromkeys((Form.HOLDERS, Form.SEATS, Form.RECORD, Form.LIFE), _holder)
_OTHERS = {Form.LIST: _listed, Form.LIFE: _event, Form.HITS: _hit}


# ---- Remarks
def remarks_on(row: Row, answer: Answer) -> Phrase:
    """What stands in brackets after a row, with the space before them: the document's verb,
    conditions, status and certainty; empty when there is nothing.
    """
    said = list(_remarks(row, answer))
    return phrase("answers.remarks", remarks=Phrase.join("; ", said)) if said else _NOTHING


_NOTHING = Phrase()


def _remarks(row: Row, answer: Answer) -> Iterable[Text]:
    if row.verb:  # the document's own word, where the relation is only the nearest
        yield phrase("answers.remark_verb", verb=row.verb)
    if row.fact_status != IN_FORCE:
        yield row.fact_status
    if row.modality:
        yield row.modality
    if row.condition:
        yield row.condition
    if row.on_behalf:
        yield phrase("answers.remark_on_behalf", body=answer.ref(row.on_behalf))
    if row.deadline:
        yield phrase("answers.remark_deadline", deadline=row.deadline)
    if row.branch:
        yield phrase("answers.remark_branch", branch=row.branch)
    if row.exceptions:
        yield phrase("answers.remark_exceptions", bodies=answer.refs(row.exceptions))
    if row.via and row.remaining is None:
        yield phrase("answers.remark_via", wholes=answer.refs(row.via))
    if row.basis != VERBATIM and row.role != TOTAL:
        yield phrase("answers.remark_derived")
    if not row.start_known:
        yield phrase("answers.remark_no_start")
    if row.valid_to and QUESTIONS[answer.question].form in (Form.LIST, Form.RECORD):
        yield phrase("answers.remark_until", date=row.valid_to)
