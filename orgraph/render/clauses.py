"""The rows of an answer as clauses: those that belong together, the people before their verb, and
what is remarked in brackets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from orgraph.answers.answer import Answer, Row, is_unfolded
from orgraph.answers.appoints import TOTAL
from orgraph.answers.holders import BETWEEN_CONDITIONS
from orgraph.facts import IN_FORCE, VERBATIM, Source
from orgraph.languages import grammar, label, phrase
from orgraph.phrases import Phrase, Text
from orgraph.questions import QUESTIONS, Form
from orgraph.render.names import ANY, SLASH, are_several, subject_is_several
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
            row.terms.action,
            row.terms.to,
            row.verb,
            row.group.id if row.group else row.fact,
        )
        bundles.setdefault(key, []).append(row)
    return list(bundles.values())


def sources_of(bundle: list[Row]) -> list[Source]:
    """What a bundle rests on: its own facts' sources before those of what it holds through."""
    own = dict.fromkeys(source for row in bundle if not row.via for source in row.support.sources)
    return list(own or bundle[0].support.sources)


def people_of(rows: Sequence[Row], answer: Answer) -> Phrase:
    """The names of a bundle, joined as the source joins them, each with what is true of it alone;
    of a collective those that the papers name.
    """
    main = _main_rows(rows)
    shared, alike = _shared_remarks(main, answer), _seats_alike(main)
    people = []
    for row in main:
        name = _with_members(row, rows, answer)
        if not alike:
            seat, value = row.terms.seat, row.terms.value
            name = phrase("answers.seat", person=name, role=seat, value=value)
        people.append(_with_remarks(name, _beside(_remarks(row, answer, rows), shared)))
    logic = rows[0].group.logic if rows[0].group else "all"
    joined: Phrase = grammar().join_as(logic, people)
    return joined


def _main_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows that no collective among them unfolds into; all of them in a circle of such."""
    return [row for row in rows if not is_unfolded(row, rows)] or list(rows)


def _with_members(row: Row, rows: Sequence[Row], answer: Answer) -> Text:
    """A collective's name with its members, each with the terms that it alone has."""
    members = [other for other in rows if other.via and other.via[-1] == row.id]
    if not members:
        return row.ref
    shared = list(_on_terms(row))
    names = [_with_remarks(other.ref, _beside(_on_terms(other), shared)) for other in members]
    return phrase("answers.members", name=row.ref, members=names, most=MOST_MEMBERS)


def _with_remarks(name: Text, remarks: Sequence[Text]) -> Text:
    if not remarks:
        return name
    return Phrase.of(
        name, phrase("answers.remarks", remarks=Phrase.join(BETWEEN_CONDITIONS, remarks))
    )


def _beside(remarks: Iterable[Text], others: Iterable[Text]) -> list[Text]:
    """The remarks that are not among the others."""
    said = set(map(str, others))
    return [remark for remark in remarks if str(remark) not in said]


def _shared_remarks(rows: Sequence[Row], answer: Answer) -> list[Text]:
    """What is remarked of each of the rows."""
    first, *others = ([*_remarks(row, answer, rows)] for row in rows)
    said = [set(map(str, remarks)) for remarks in others]
    return [remark for remark in first if all(str(remark) in each for each in said)]


def _seats_alike(rows: Iterable[Row]) -> bool:
    return len({(row.terms.seat, row.terms.value) for row in rows}) == 1


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
    if not _seats_alike(_main_rows(rows)):  # then each of the people has its own
        row = row._replace(terms=row.terms._replace(seat=None, value=None))
        rows = [row, *rows[1:]]
    relation_type = vocabulary.relations.get(row.role)
    form = QUESTIONS[answer.question].form
    told = _Told(rows, people, answer, form, _verb_of(row, answer, relation_type))
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
    if row.terms.action:
        return _step
    if not told.verb:
        return _OTHERS.get(told.form, _labelled)
    if row.loss.remaining is not None:
        return _loss
    if row.direction == "out" or (row.direction == "in" and told.answer.paths):
        return _held
    return _holder if row.direction == "about" else _RELATIONS.get(told.form, _verb_first)


def _total(told: _Told) -> Phrase:
    return phrase("answers.total_row", value=told.row.terms.value)


def _step(told: _Told) -> Phrase:
    """What is done and who gets it; a step that names nobody has no people."""
    row = told.row
    code = "answers.step_row" if told.people else "answers.action"
    if not row.terms.to:
        return phrase(code, people=told.people, action=row.terms.action)
    receivers = told.answer.refs(row.terms.to)
    return phrase(f"{code}_to", people=told.people, action=row.terms.action, receivers=receivers)


def _listed(told: _Told) -> Phrase:
    return Phrase.of(told.people)


def _event(told: _Told) -> Phrase:
    """A change, when it was, and what else it concerned."""
    row, subject = told.row, told.answer.subject
    others = [node for node in row.terms.to if subject and node != subject.id]
    event = told.people
    if others:
        event = phrase("answers.event_of_several", event=event, others=told.answer.refs(others))
    if row.period.valid_from:
        return phrase("answers.dated_event", date=row.period.valid_from, event=event)
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
        phrase("answers.loss_some_left", loss=loss, left=refs(row.loss.remaining))
        if row.loss.remaining
        else phrase("answers.loss", loss=loss)
    )
    return (
        phrase("answers.loss_others", loss=said, others=refs(row.loss.others))
        if row.loss.others
        else said
    )


def _held(told: _Told) -> Phrase:
    verb = grammar().agreeing(told.verb, several=subject_is_several(told.answer))
    return _after_verb("answers.held_row", verb, grammar().quote_titles(told.people), told.row)


def _verb_first(told: _Told) -> Phrase:
    return _after_verb("answers.verb_row", told.verb, told.people, told.row)


def _after_verb(code: str, verb: str, people: Text, row: Row) -> Phrase:
    if not row.terms.value:
        return phrase(code, verb=verb, people=people)
    return phrase(f"{code}_value", verb=verb, people=people, value=row.terms.value)


def _holder(told: _Told) -> Phrase:
    row = told.row
    several = are_several(_main_rows(told.rows))
    return phrase(
        "answers.holder_row",
        people=grammar().quote_titles(told.people),
        verb=grammar().agreeing(told.verb, several=several),
        seat=row.terms.seat,
        value=row.terms.value,
        subjects=list(map(grammar().quote_titles, told.answer.refs(row.terms.to))),
    )


# How an answer tells relations seen from their target, and rows that are no relations.
_RELATIONS = dict.fromkeys((Form.HOLDERS, Form.SEATS, Form.RECORD, Form.LIFE), _holder)
_OTHERS = {Form.LIST: _listed, Form.LIFE: _event, Form.HITS: _hit}


# ---- Remarks
def remarks_on(row: Row, answer: Answer) -> Phrase:
    """What stands in brackets after a row, with the space before them: the document's verb,
    conditions, status and certainty; empty when there is nothing.
    """
    return remarks_on_all([row], answer)


def remarks_on_all(rows: Sequence[Row], answer: Answer) -> Phrase:
    """What stands in brackets after rows that belong together: what is true of each of them."""
    return Phrase.of(_with_remarks("", _shared_remarks(_main_rows(rows), answer)))


def remarks_in_cell(row: Row, answer: Answer) -> Phrase:
    """What stands in brackets after a role in a table: on what terms it is held, and with whom."""
    return Phrase.of(_with_remarks("", [*_on_terms(row), *_on_company(row, (), answer)]))


def _on_terms(row: Row) -> Iterator[Text]:
    if row.period.status != IN_FORCE:
        yield row.period.status
    if row.terms.modality:
        yield row.terms.modality
    if row.terms.condition:
        yield from row.terms.condition.split(BETWEEN_CONDITIONS)


def _on_company(row: Row, beside: Iterable[Row], answer: Answer) -> Iterator[Text]:
    """Those that a source names in one breath with the holder, when they do not stand beside it
    on the line.
    """
    if row.group is None or row.group.logic not in _COMPANY:
        return
    there = {other.id for other in beside}
    if others := [other for other in row.group.others if other not in there]:
        yield phrase(_COMPANY[row.group.logic], others=answer.refs(others))


_COMPANY = {SLASH: "answers.remark_slash", ANY: "answers.remark_or"}


def _remarks(row: Row, answer: Answer, beside: Iterable[Row]) -> Iterator[Text]:
    if row.verb:  # the document's own word, where the relation is only the nearest
        yield phrase("answers.remark_verb", verb=row.verb)
    yield from _on_terms(row)
    yield from _on_company(row, beside, answer)
    subject = answer.subject.id if answer.subject else ""
    if things := [thing for thing in row.terms.about if thing != subject]:
        yield phrase("answers.remark_about", things=answer.refs(things))
    if row.terms.on_behalf:
        yield phrase("answers.remark_on_behalf", body=answer.ref(row.terms.on_behalf))
    if row.terms.deadline:
        yield phrase("answers.remark_deadline", deadline=row.terms.deadline)
    if row.terms.branch:
        yield phrase("answers.remark_branch", branch=row.terms.branch)
    if row.terms.exceptions:
        yield phrase("answers.remark_exceptions", bodies=answer.refs(row.terms.exceptions))
    if row.via and row.loss.remaining is None:
        yield phrase("answers.remark_via", wholes=answer.refs(row.via))
    if row.support.basis != VERBATIM and row.role != TOTAL:
        yield phrase("answers.remark_derived")
    if not row.period.start_known:
        yield phrase("answers.remark_no_start")
    form = QUESTIONS[answer.question].form
    of_the_past = form is Form.LIFE and row.direction != "about"  # the day does not limit it
    if of_the_past and row.period.valid_from:
        yield phrase("answers.remark_since", date=row.period.valid_from)
    if row.period.valid_to and (of_the_past or form in (Form.LIST, Form.RECORD)):
        yield phrase("answers.remark_until", date=row.period.valid_to)
