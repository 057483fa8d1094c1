"""An answer in one or two sentences, and the words for what is not recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from orgraph.answers.answer import (
    AMBIGUOUS,
    ANSWERED,
    NOT_FOUND,
    Answer,
    Comparison,
    Path,
    Row,
    holds_on,
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
from orgraph.facts import IN_FORCE, Node, Note
from orgraph.languages import grammar, phrase, text
from orgraph.phrases import Phrase, Ref, Text
from orgraph.questions import QUESTIONS, Form
from orgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from orgraph.answers.over_time import OverTime

MOST_NAMES = 8
MOST_STOPS = 20  # of a way that a sentence tells whole; below it each hop has a line
MOST_VERBS = 3  # that a sentence names when it says what is silent
MOST_SENTENCES = 2  # of an answer, one for each relation type that answers it
SLASH, ANY = "unresolved-slash", "any"  # how the source joins those it names in pairs


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
        phrase(f"answers.count_{kind}", count=changes.count(kind))
        for kind in ("lost", "gained", "changed")
        if kind in changes
    ]
    return text("answers.other_answer", before=before, after=after, counts=counts)


def side_name(comparison: Comparison) -> str:
    """What the second side is called: its date, or a scenario or folder with its date."""
    date = comparison.after.at
    if comparison.against == date:
        return text("answers.side", date=date)
    return text("answers.side_elsewhere", date=date, side=comparison.against)


def over_time_sentence(told: OverTime, vocabulary: Vocabulary) -> Phrase:
    """How often the answer changed."""
    if told.answer.status in (AMBIGUOUS, NOT_FOUND):
        return sentence(told.answer, vocabulary)
    if not told.intervals:
        return phrase("answers.no_period", subject=_subject(told.answer))
    count, since = len(told.intervals), told.intervals[0].first
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
    subject = _subject(answer)
    if form in _ASKED_FOR:
        return phrase(f"answers.asked_{form.value}", subject=subject)
    verbs = [vocabulary.relations[kind].danish for kind in types if kind in vocabulary.relations]
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
    for kind in _types(answer, vocabulary):
        direct = [
            row
            for row in answer.rows
            if row.role == kind and row.effective and not is_unfolded(row, answer.rows)
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
                people=grammar().quote_titles(_joined(main, with_status)),
                verb=grammar().agreeing(vocabulary.relations[kind].danish, several=several),
                subject=_subject(answer),
            )
        )
    if sentences:
        return Phrase.join(" ", sentences[:MOST_SENTENCES])
    asked = _asked_for(_types(answer, vocabulary), answer, vocabulary)
    return phrase("answers.not_stated", asked=asked)


def _joined(rows: list[Row], named: Callable[[Row], Text]) -> Phrase:
    """Rows by their names, joined as the source joins them: a slash stays a slash.

    Who stands in such a pair is not named again alone.
    """
    paired = {row.id for row in rows if _logic(row) in (SLASH, ANY)}
    parts: list[Text] = []
    for row in rows:
        if _logic(row) in (SLASH, ANY):
            names = _once(named(other) for other in rows if _group(other) == _group(row))
            parts.append(
                Phrase.join("/", names) if _logic(row) == SLASH else grammar().join_or(names)
            )
        elif row.id not in paired:
            parts.append(named(row))
    return _some(parts)


def are_several(rows: Sequence[Row]) -> bool:
    """Whether rows are a subject in the plural: several that are joined with "and", or a name
    that is surely a plural.
    """
    first = rows[0]
    if any(_logic(row) in (SLASH, ANY) for row in rows):
        return False
    if len({row.name for row in rows}) > 1:
        return True
    several: bool = grammar().is_several(first.name, collective=first.collective)
    return several


def subject_is_several(answer: Answer) -> bool:
    """Whether the answer's subject is called by a plural."""
    node = answer.subject
    return node is not None and grammar().is_several(node.name, collective=node.collective)


def _group(row: Row) -> str:
    return row.group.id if row.group else ""


def _logic(row: Row) -> str:
    return row.group.logic if row.group else ""


def with_status(row: Row) -> Text:
    """The name of a row, and the status of its fact when it does not go without saying."""
    if row.period.status == IN_FORCE:
        return row.ref
    return phrase("answers.with_status", name=row.ref, status=row.period.status)


def _once(names: Iterable[Text]) -> list[Text]:
    """Each name once, whatever it is the name of."""
    found: dict[str, Text] = {}
    for name in names:
        found.setdefault(name.name if isinstance(name, Ref) else str(name), name)
    return list(found.values())


def _some(names: Iterable[Text]) -> Phrase:
    some: Phrase = grammar().join_some(_once(names), MOST_NAMES)
    return some


def _represented(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """Who has seats in it, and how many there are in all."""
    total = next((row for row in answer.rows if row.role == TOTAL), None)
    seats = [
        row
        for row in answer.rows
        if row.role == vocabulary.reads("appoints").seat and row.effective
    ]
    said = (
        phrase("answers.represented", subject=_subject(answer), people=_joined(seats, _seat))
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


# ---- Ways
def _ways(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """The first way, how many there are, and the circles that ways end in."""
    path, count = answer.paths[0], len(answer.paths)
    goes_on = any(note.kind == GOES_ON for note in answer.notes)
    sentences = [] if path.ring == path.nodes else [_way(_before_ring(path), answer)]
    if count > 1:
        sentences.append(phrase("answers.several_ways", count=count))
    if not path.ring and not goes_on:
        sentences.append(phrase("answers.way_ends"))
    sentences += [_circle(found.ring, answer) for found in answer.paths if found.ring]
    return Phrase.join(" ", sentences)


def _before_ring(path: Path) -> tuple[str, ...]:
    """The nodes of a way until it meets its circle; all of them when there is none."""
    return path.nodes[: len(path.nodes) - len(path.ring) + 1] if path.ring else path.nodes


def _way(stops: tuple[str, ...], answer: Answer) -> Phrase:
    start, *between, end = answer.refs(stops)
    if not between:
        return phrase("answers.way", start=start, end=end)
    over = grammar().join_and(between) if len(between) <= MOST_STOPS else _some_stops(between)
    return phrase("answers.way_over", start=start, stops=over, end=end)


def _some_stops(stops: list[Ref]) -> Phrase:
    some: Phrase = grammar().join_some(stops, MOST_NAMES)
    return some


def _circle(ring: Iterable[str], answer: Answer) -> Phrase:
    return phrase("answers.way_in_circle", stops=answer.refs(ring))


def _chain(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    nodes = answer.paths[0].nodes
    start, end = answer.ref(nodes[0]), answer.ref(nodes[-1])
    return phrase("answers.chain", start=start, end=end, count=len(nodes) - 1)


def _broken_way(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    """Whether the way holds on the day, and else the first hop that does not."""
    path = answer.paths[0]
    ends = {"start": answer.ref(path.nodes[0]), "end": answer.ref(path.nodes[-1])}
    broken = next((hop for hop in path.hops if not holds_on(hop, answer.at)), None)
    if broken is None:
        return phrase("answers.way_stands", **ends, at=answer.at)
    hop = _hop(broken, path, answer, vocabulary)
    begins, ceases = broken.period.valid_from, broken.period.valid_to
    if begins and ceases and end_day(ceases) <= first_day(begins):
        return phrase("answers.way_never_stands", **ends, hop=hop)
    if ceases and end_day(ceases) <= first_day(answer.at):
        return phrase("answers.way_ended", **ends, at=answer.at, hop=hop, since=ceases)
    return phrase("answers.way_begins_later", **ends, at=answer.at, hop=hop, since=begins or "")


def _hop(hop: Row, path: Path, answer: Answer, vocabulary: Vocabulary) -> Phrase:
    before = answer.ref(path.nodes[path.hops.index(hop)])
    return phrase("answers.hop", start=before, verb=verb_of_hop(hop, vocabulary), end=hop.ref)


def verb_of_hop(hop: Row, vocabulary: Vocabulary) -> str:
    """The verb from the hop's start to its end, whichever way the relation is written."""
    kind = vocabulary.relations[hop.role]
    return kind.danish if hop.direction == "out" else kind.inverse


# ---- One subject, or many
def _steps(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    first, last = answer.rows[0], answer.rows[-1]
    return phrase(
        "answers.steps",
        subject=_subject(answer),
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
        subject=_subject(answer),
        life=_life(answer.subject),
        count=len(answer.rows),
    )


def _record(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    assert answer.subject
    return phrase(
        "answers.record",
        subject=_subject(answer),
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
    subject, at = _subject(answer), answer.at
    if not answer.rows:
        return phrase("answers.no_losses", subject=subject, at=at)
    alone = len({(row.id, row.role) for row in answer.rows if not row.loss.remaining})
    kept = len({(row.id, row.role) for row in answer.rows if row.loss.remaining})
    return phrase("answers.losses", subject=subject, at=at, alone=alone, kept=kept)


def _unsettled(answer: Answer, vocabulary: Vocabulary) -> Phrase:
    code = "unsettled" if answer.notes else "nothing_unsettled"
    if answer.subject is None:
        return phrase(f"answers.{code}", count=len(answer.notes))
    return phrase(f"answers.{code}_of", count=len(answer.notes), subject=_subject(answer))


def _subject(answer: Answer) -> Text:
    """The subject, or what the user wrote when it could not be told."""
    if answer.subject:
        title: Phrase = grammar().quote_titles(Ref(answer.subject.id, answer.subject.name))
        return title
    return phrase("answers.asked", asked=answer.asked)


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
        subject=_subject(answer),
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
    SAME: lambda note, answer, vocabulary: phrase("answers.same", subject=_subject(answer)),
    CIRCLE: lambda note, answer, vocabulary: _circle(note.concerns, answer),
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
    Form.WAYS: _ways,
    Form.CHAIN: _chain,
    Form.BROKEN_WAY: _broken_way,
    Form.SEATS: _represented,
    Form.STEPS: _steps,
    Form.LIFE: _history,
    Form.RECORD: _record,
}
