"""An answer in one or two sentences, and the words for what is not recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from orgraph.answers.answer import (
    AMBIGUOUS,
    ANSWERED,
    NOT_FOUND,
    Answer,
    Comparison,
    Row,
    is_unfolded,
)
from orgraph.answers.appoints import NO_TOTAL, TOTAL
from orgraph.answers.listing import UNKNOWN_START
from orgraph.answers.notes import (
    CIRCLE,
    GOES_ON,
    IN_WHOLE,
    NO_WAY,
    NOT_MODELLED,
    OUTSIDE_LIFE,
    SAME,
    WAY_ENDS,
)
from orgraph.dates import end_day, first_day
from orgraph.facts import Node, Note
from orgraph.languages import grammar, phrase, text
from orgraph.phrases import Phrase, Text
from orgraph.questions import QUESTIONS, Form
from orgraph.render.names import (
    MOST_NAMES,
    are_several,
    join_rows,
    subject_is_several,
    subject_of,
    with_status,
)
from orgraph.render.ways import broken_way_sentence, chain_sentence, circle_sentence, ways_sentence
from orgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from orgraph.answers.over_time import OverTime

MOST_VERBS = 3  # that a sentence names when it says what is silent
MOST_SENTENCES = 2  # of an answer, one for each relation type that answers it


def sentence(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """The answer in words, for `text` and for the first lines on the screen."""
    if answer.status == AMBIGUOUS:
        return phrase("answers.ambiguous", asked=answer.asked, at=answer.at)
    if answer.status == NOT_FOUND:
        code = "unknown_with_candidates" if answer.candidates else "unknown"
        return phrase(f"answers.{code}", asked=answer.asked)
    if answer.note_subject:
        return Phrase.of(answer.note_subject.text)
    form = QUESTIONS[answer.question].form
    if form in _WHATEVER_IS_FOUND:
        return _WHATEVER_IS_FOUND[form](answer, vocabulary)
    if answer.status != ANSWERED:
        return _silence(answer, vocabulary)
    return _SENTENCES.get(form, _relations)(answer, vocabulary)


def comparison_sentence(comparison: Comparison) -> str:
    """What two answers to one question differ in."""
    before, after = comparison.before.at, side_name(comparison)
    if not comparison.changes:
        return text("answers.same_answer", before=before, after=after)
    changes = [change.change for change in comparison.changes]
    counts = [
        phrase(f"answers.count_{change}", count=changes.count(change))
        for change in ("lost", "gained", "changed")
        if change in changes
    ]
    return text("answers.other_answer", before=before, after=after, counts=counts)


def side_name(comparison: Comparison) -> str:
    """What the second side is called: its date, or a scenario or folder with its date."""
    date = comparison.after.at
    if comparison.against == date:
        return text("answers.side", date=date)
    return text("answers.side_elsewhere", date=date, side=comparison.against)


def over_time_sentence(found: OverTime, vocabulary: Vocabulary) -> Phrase:
    """How often the answer changed."""
    if found.answer.status in (AMBIGUOUS, NOT_FOUND):
        return sentence(found.answer, vocabulary)
    if not found.intervals:
        return phrase("answers.no_period", subject=subject_of(found.answer))
    count, since = len(found.intervals), found.intervals[0].first
    if since is None:
        return phrase("answers.periods", count=count)
    return phrase("answers.periods_since", count=count, since=since)


def note_text(note: Note, answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """A note's text; for the notes that the program makes itself, the words."""
    if note.kind in _NOTES:
        return _NOTES[note.kind](note, answer, vocabulary)
    if note.text == NO_TOTAL:
        names = grammar().join_some(answer.refs(note.concerns), MOST_NAMES)
        return phrase("answers.no_total", names=names)
    return Phrase.of(note.text)


def validity_sentence(rows: Iterable[Row], at: str) -> str:
    """From when the rows hold, and until when a document confirms it; nothing without rows."""
    rows = list(rows)
    if not rows:
        return ""
    starts = {row.period.valid_from for row in rows if row.period.valid_from}
    ends = {row.period.valid_to for row in rows if row.period.valid_to}
    confirmed = max(
        (row.period.confirmed_until for row in rows if row.period.confirmed_until), default=None
    )
    return text(
        "answers.validity",
        starts=sorted(starts, key=lambda date: (first_day(date), date)),
        ends=sorted(ends, key=lambda date: (end_day(date), date)),
        every_start=all(row.period.valid_from for row in rows),
        every_end=all(row.period.valid_to for row in rows),
        confirmed=confirmed,
        presumed=confirmed is not None and at > confirmed,
    )


# ---- What is not said
def _silence(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    for note in answer.notes:
        if note.kind in (OUTSIDE_LIFE, SAME, IN_WHOLE, NO_WAY):
            return note_text(note, answer, vocabulary)
    asked = _asked_for(_types(answer, vocabulary), answer, vocabulary)
    return phrase(f"answers.silent{'_and_searched' if answer.searched else ''}", asked=asked)


def _asked_for(types: Iterable[str], answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """What the question asks for, as a clause."""
    form = QUESTIONS[answer.question].form
    subject = subject_of(answer)
    if form in _ASKED_FOR:
        return phrase(f"answers.asked_{form.value}", subject=subject)
    verbs = [vocabulary.relations[name].danish for name in types if name in vocabulary.relations]
    if form is Form.HELD:
        return phrase("answers.asked_held", subject=subject, verbs=verbs)
    return phrase("answers.asked_holders", subject=subject, verbs=verbs[:MOST_VERBS])


def _types(answer: Answer, vocabulary: Vocabulary) -> tuple[str, ...]:
    if answer.relation:
        return (answer.relation,)
    asked = vocabulary.questions.get(answer.question)
    return asked.decides if asked else ()


# ---- Who holds a relation
def _relations(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    held = QUESTIONS[answer.question].form is Form.HELD
    sentences = []
    for relation_type in _types(answer, vocabulary):
        direct = [
            row
            for row in answer.rows
            if row.role == relation_type and row.effective and not is_unfolded(row, answer.rows)
        ]
        if not direct:
            continue
        # rows about the subject (its terms of reference, its recommendation) are in the list, not
        # in the sentence
        main = [row for row in direct if not row.terms.to] or direct
        several = subject_is_several(answer) if held else are_several(main)
        sentences.append(
            phrase(
                "answers.held" if held else "answers.holders",
                people=grammar().quote_titles(join_rows(main)),
                verb=grammar().agreeing(
                    vocabulary.relations[relation_type].danish, several=several
                ),
                subject=subject_of(answer),
            )
        )
    if sentences:
        return Phrase.join(" ", sentences[:MOST_SENTENCES])
    asked = _asked_for(_types(answer, vocabulary), answer, vocabulary)
    return phrase("answers.not_stated", asked=asked)


def _represented(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """Who has seats in it, and how many there are in all."""
    total = next((row for row in answer.rows if row.role == TOTAL), None)
    seats = [
        row
        for row in answer.rows
        if row.role == vocabulary.reads("appoints").seat and row.effective
    ]
    said = (
        phrase("answers.represented", subject=subject_of(answer), people=join_rows(seats, _seat))
        if seats
        else _relations(answer, vocabulary)
    )
    return (
        Phrase.join(" ", [said, phrase("answers.seats", count=total.parsed.number)])
        if total
        else said
    )


def _seat(row: Row) -> Text:
    name = with_status(row)
    return (
        phrase("answers.with_value", name=name, value=row.terms.value) if row.terms.value else name
    )


# ---- One subject, or many
def _steps(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    first, last = answer.rows[0], answer.rows[-1]
    return phrase(
        "answers.steps",
        subject=subject_of(answer),
        count=len({row.fact for row in answer.rows}),
        first=first.ref,
        action=first.terms.action,
        last=last.ref,
        last_action=last.terms.action,
    )


def _history(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    assert answer.subject
    return phrase(
        "answers.history",
        subject=subject_of(answer),
        life=_life(answer.subject),
        count=len(answer.rows),
    )


def _record(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    assert answer.subject
    return phrase(
        "answers.record",
        subject=subject_of(answer),
        kind=vocabulary.kinds[answer.subject.kind].name,
        count=len(answer.rows),
        at=answer.at,
    )


def _list(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    if not answer.rows:
        return phrase("answers.empty_list", asked=answer.asked, at=answer.at)
    count, kinds = len(answer.rows), {row.kind for row in answer.rows}
    if len(kinds) > 1:
        return phrase("answers.list_of_kinds", count=count, at=answer.at)
    kind = vocabulary.kinds[kinds.pop()]
    return phrase("answers.list", count=count, one=kind.name, many=kind.plural, at=answer.at)


def _hits(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    count, asked, at = len(answer.rows), answer.asked, answer.at
    if not answer.more:
        return phrase("answers.hits", count=count, asked=asked, at=at)
    return phrase("answers.first_hits", count=count, total=count + answer.more, asked=asked, at=at)


def _losses(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    if not answer.rows and any(note.kind == OUTSIDE_LIFE for note in answer.notes):
        return _silence(answer, vocabulary)
    subject, at = subject_of(answer), answer.at
    if not answer.rows:
        return phrase("answers.no_losses", subject=subject, at=at)
    alone = len({(row.id, row.role) for row in answer.rows if not row.loss.remaining})
    kept = len({(row.id, row.role) for row in answer.rows if row.loss.remaining})
    return phrase("answers.losses", subject=subject, at=at, alone=alone, kept=kept)


def _unsettled(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    code = "unsettled" if answer.notes else "nothing_unsettled"
    if answer.subject is None:
        return phrase(f"answers.{code}", count=len(answer.notes))
    return phrase(f"answers.{code}_of", count=len(answer.notes), subject=subject_of(answer))


def _life(node: Node) -> str:
    return text("answers.life", start=node.validity.valid_from, end=node.validity.valid_to)


# ---- Notes of the program's own
def _nobody_looked(note: Note, answer: Answer, vocabulary: Vocabulary) -> Phrase:
    asked = _asked_for(note.relations, answer, vocabulary)
    return phrase("answers.nobody_looked", asked=asked)


def _outside_life(note: Note, answer: Answer, vocabulary: Vocabulary) -> Phrase:
    if answer.subject is None:
        return Phrase.of(note.text)
    return phrase(
        "answers.outside_life",
        subject=subject_of(answer),
        life=_life(answer.subject),
        at=answer.at,
    )


def _where_it_goes(note: Note, answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """A note about the way from its first concern to the others."""
    start, *stops = answer.refs(note.concerns)
    end = stops[0] if stops else start
    values = {"start": start, "stops": stops, "end": end, "last": stops[-1] if stops else start}
    return phrase(f"answers.note_{note.kind}", **values)


_NOTES: dict[str, Callable[[Note, Answer, Vocabulary], Phrase]] = {
    NOT_MODELLED: _nobody_looked,
    OUTSIDE_LIFE: _outside_life,
    NO_WAY: _where_it_goes,
    IN_WHOLE: _where_it_goes,
    WAY_ENDS: _where_it_goes,
    GOES_ON: _where_it_goes,
    UNKNOWN_START: lambda note, answer, vocabulary: phrase(
        "answers.unknown_start",
        count=len(note.concerns),
        names=grammar().join_some(answer.refs(note.concerns), MOST_NAMES),
    ),
    SAME: lambda note, answer, vocabulary: phrase("answers.same", subject=subject_of(answer)),
    CIRCLE: lambda note, answer, vocabulary: circle_sentence(note.concerns, answer),
}
_ASKED_FOR = (Form.WAYS, Form.CHAIN, Form.BROKEN_WAY, Form.STEPS, Form.LIFE, Form.RECORD)
# Forms whose sentence counts what is found, be it nothing; the rest have one when there is an
# answer.
_WHATEVER_IS_FOUND: dict[Form, Callable[[Answer, Vocabulary], Phrase]] = {
    Form.LIST: _list,
    Form.HITS: _hits,
    Form.MATRIX: _hits,
    Form.LOSSES: _losses,
    Form.NOTES: _unsettled,
}
_SENTENCES: dict[Form, Callable[[Answer, Vocabulary], Phrase]] = {
    Form.WAYS: ways_sentence,
    Form.CHAIN: chain_sentence,
    Form.BROKEN_WAY: broken_way_sentence,
    Form.SEATS: _represented,
    Form.STEPS: _steps,
    Form.LIFE: _history,
    Form.RECORD: _record,
}
