"""An answer as data: rows, paths and notes, each with its date, validity and sources.

Knows no language and prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from orgraph.dates import end_day, first_day
from orgraph.facts import IN_FORCE, WITHOUT_EFFECT, Node, Note, Source
from orgraph.phrases import Ref
from orgraph.questions import QUESTIONS, Form

ANSWERED, NOT_STATED, AMBIGUOUS, NOT_FOUND = "answered", "not_stated", "ambiguous", "not_found"


class GroupRef(NamedTuple):
    """The group a row belongs to, and how its rows are joined.

    `others` are those that hold the same relation to the same thing in it.
    """

    id: str
    logic: str
    parent: str | None = None
    others: tuple[str, ...] = ()


class Period(NamedTuple):
    """When a row holds: in [valid_from, valid_to), with the words of the documents; `status` says
    whether it is in force, planned, rejected or ended. None: not stated, or no end.

    `confirmed_until` is the last day on which the documents still tell it. `start_known` is False
    when a beginning is missing. `began_by` and `ended_by` are ids of changes.
    """

    valid_from: str | None = None
    valid_to: str | None = None
    confirmed_until: str | None = None
    start_known: bool = True
    status: str = IN_FORCE
    began_by: str | None = None
    ended_by: str | None = None


class Support(NamedTuple):
    """What a row rests on: whether it is said in so many words (`basis`), where, and the reasoning
    where it is inferred.
    """

    basis: str = "ordret"
    sources: tuple[Source, ...] = ()
    reasoning: str | None = None


class Terms(NamedTuple):
    """On what terms a row holds, as the documents put it.

    `value` is a number, a date or another word of theirs; `seat` the seat in the body, `on_behalf`
    the id of whom it is done for. `about` and `to` are ids of things: the matters that it is
    limited to, and what is done. `action`, `deadline` and `branch` are those of a step.
    """

    condition: str | None = None
    value: str | None = None
    modality: str | None = None
    exceptions: tuple[str, ...] = ()
    seat: str | None = None
    on_behalf: str | None = None
    about: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    action: str | None = None
    deadline: str | None = None
    branch: str | None = None
    note: str | None = None


class Parsed(NamedTuple):
    """What could be read from the `value` of the terms: a number, or the days it spans."""

    number: int | None = None
    date_from: str | None = None
    date_to: str | None = None


class Remainder(NamedTuple):
    """Who is left after a loss: those who keep the same relation, and those who answer for the
    thing in another way, by ids. None: nothing is lost.
    """

    remaining: tuple[str, ...] | None = None
    others: tuple[str, ...] = ()


class Row(NamedTuple):
    """One line of an answer: a thing and the part it has.

    `role` is the relation type; `id` the node at its other end; `fact` the fact it rests on;
    `verb` the word of the documents. `via` names the collectives or types through which it holds,
    outermost first. `direction` is "out" when the subject is the relation's source. A
    `collective` is several under one name.
    """

    id: str
    name: str
    kind: str
    role: str
    fact: str = ""
    verb: str | None = None
    order: int | None = None
    group: GroupRef | None = None
    via: tuple[str, ...] = ()
    direction: str | None = None
    collective: bool = False
    period: Period = Period()
    support: Support = Support()
    terms: Terms = Terms()
    parsed: Parsed = Parsed()
    loss: Remainder = Remainder()

    @property
    def ref(self) -> Ref:
        """The row's node as it is mentioned: by the name that the row has for it."""
        return Ref(self.id, self.name)

    @property
    def effective(self) -> bool:
        """Whether anything follows from it; what was rejected or has ceased is only told."""
        return self.period.status not in WITHOUT_EFFECT

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from the other rows of an answer: the thing, its part and the fact."""
        return (self.id, self.role, self.fact)


class Path(NamedTuple):
    """A way through the organisation.

    It holds as a whole in [holds_from, holds_to); `ends_because` is the change that ends it.

    One whose last node stands in it before goes in a circle.
    """

    nodes: tuple[str, ...]
    hops: tuple[Row, ...]
    holds_from: str | None
    holds_to: str | None
    ends_because: str | None

    @property
    def ring(self) -> tuple[str, ...]:
        """The circle that the way ends in, from where it is met and back to it; empty for a way
        that stops.
        """
        met = self.nodes.index(self.nodes[-1])
        return self.nodes[met:] if met < len(self.nodes) - 1 else ()


class Found(NamedTuple):
    """What a question finds among the facts, before it is made an answer."""

    rows: tuple[Row, ...] = ()
    paths: tuple[Path, ...] = ()
    notes: tuple[Note, ...] = ()


class Candidate(NamedTuple):
    """Something the user may have meant."""

    id: str
    name: str
    kind: str


class RowChange(NamedTuple):
    """A row that one answer has and the other has not, or has otherwise."""

    change: str
    id: str
    role: str
    before: Row | None
    after: Row | None


class Answer(NamedTuple):
    """The answer to one question on one day.

    `asked` is what the user wrote; `subject` is None when it could not be told. `names` has the
    names of all ids that are mentioned beside those of the rows, so that the answer can be written
    without the organisation. `more` is how many rows there are beyond those that were asked for.
    """

    question: str
    asked: str
    at: str
    status: str
    subject: Node | None = None
    note_subject: Note | None = None
    relation: str | None = None
    rows: tuple[Row, ...] = ()
    paths: tuple[Path, ...] = ()
    notes: tuple[Note, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    searched: tuple[Source, ...] = ()
    names: Mapping[str, str] = MappingProxyType({})
    more: int = 0

    def ref(self, node_id: str) -> Ref:
        """A mention of an id; one that is no node's is its own name."""
        return Ref(node_id, self.names.get(node_id, node_id))

    def refs(self, ids: Iterable[str]) -> list[Ref]:
        """Mentions of several."""
        return [self.ref(node_id) for node_id in ids]

    def every_row(self) -> tuple[Row, ...]:
        """The rows, and the hops of the paths."""
        return (*self.rows, *(hop for path in self.paths for hop in path.hops))


def cut_to(answer: Answer, most: int | None) -> Answer:
    """The answer with at most so many rows, and how many more there are; None: with all."""
    rows = answer.rows[:most]
    return answer._replace(rows=rows, more=answer.more + len(answer.rows) - len(rows))


class Comparison(NamedTuple):
    """One question asked twice, and what differs.

    `against` names the second side: a date, a scenario or a folder.
    """

    before: Answer
    after: Answer
    changes: tuple[RowChange, ...]
    against: str = ""

    @property
    def status(self) -> str:
        """Answered when either side is."""
        return (
            ANSWERED if ANSWERED in (self.before.status, self.after.status) else self.before.status
        )


def holds_on(row: Row, at: str) -> bool:
    """Whether a row holds on the day; the hops of a way that may be broken need not."""
    day = first_day(at)
    begun = row.period.valid_from is None or first_day(row.period.valid_from) <= day
    return begun and (row.period.valid_to is None or day < end_day(row.period.valid_to))


def is_unfolded(row: Row, rows: Sequence[Row]) -> bool:
    """Whether the row says for a member what a collective among the rows says for all of its
    members.
    """
    return bool(row.via) and any(
        other.id == row.via[-1] and other.fact == row.fact for other in rows
    )


def compare(before: Answer, after: Answer, against: str = "") -> Comparison:
    """What the second answer gained, lost and changed, row by row, in the order of the rows."""
    old, new = _by_key(before), _by_key(after)
    standing, stands = _holding_hops(before), _holding_hops(after)
    changes = [
        RowChange("lost", key[0], key[1], row, None) for key, row in old.items() if key not in new
    ]
    changes += [
        RowChange("gained", key[0], key[1], None, row)
        for key, row in new.items()
        if key not in old
    ]
    changes += [
        RowChange("changed", key[0], key[1], old[key], row)
        for key, row in new.items()
        if key in old and (_differs(old[key], row) or (key in standing) != (key in stands))
    ]
    return Comparison(before, after, tuple(changes), against or after.at)


def _by_key(answer: Answer) -> dict[tuple[str, str, str], Row]:
    rows = answer.every_row()
    if QUESTIONS[answer.question].form is Form.NOTES:  # it is compared by its notes
        rows = tuple(
            Row(
                note.id,
                note.text,
                note.kind,
                note.kind,
                fact=note.id,
                support=Support(sources=note.sources),
            )
            for note in answer.notes
        )
    if QUESTIONS[answer.question].form is Form.MATRIX:  # one fact may fill several cells
        return {(row.id, row.role, "|".join((row.fact, *row.terms.to))): row for row in rows}
    return {row.key: row for row in rows}


def _holding_hops(answer: Answer) -> set[tuple[str, str, str]]:
    """The keys of the hops that hold on the answer's day."""
    return {hop.key for path in answer.paths for hop in path.hops if holds_on(hop, answer.at)}


def _differs(before: Row, after: Row) -> bool:
    def content(row: Row) -> tuple[object, ...]:
        return (
            row.order,
            row.group,
            row.via,
            row.terms.condition,
            row.terms.value,
            row.period.status,
            row.period.valid_from,
            row.period.valid_to,
        )

    return content(before) != content(after)
