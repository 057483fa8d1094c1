"""Any question over time: asked again at each date on which a fact that was read begins or ends,
equal neighbours joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from itertools import islice
from typing import NamedTuple

from orgraph.answers.answer import ANSWERED, Answer, Path, Row, holds_on
from orgraph.dates import OPEN_END, Span, iso, one_day
from orgraph.facts import Fact
from orgraph.index import Index, Listener, WatchedIndex
from orgraph.organisation import Organisation
from orgraph.questions import QUESTIONS
from orgraph.view import View

FIRST_DAY = 1  # where a fact stands whose start is unknown and that rests on no document


class Interval(NamedTuple):
    """A time in which the answer stays the same: half-open, with the changes that began and ended
    it. No `first`: nobody knows since when.
    """

    first: str | None
    after: str | None
    began_because: tuple[str, ...]
    ended_because: tuple[str, ...]
    answer: Answer


class OverTime(NamedTuple):
    """One question at all times.

    `answer` is the one on the last day, for its subject and status when there is no interval.
    """

    answer: Answer
    intervals: tuple[Interval, ...]

    @property
    def status(self) -> str:
        """Answered when any interval is."""
        return (
            ANSWERED
            if any(interval.answer.status == ANSWERED for interval in self.intervals)
            else self.answer.status
        )


def ask_over_time(
    organisation: Organisation, day: Span, question: Callable[[View], Answer]
) -> OverTime:
    """The answer as intervals, from the first day a document speaks of it.

    An unknown start counts from there.
    """
    return Asker(organisation).ask(day, question)


class Asker:
    """Asks many questions over time of one organisation, each by itself."""

    def __init__(self, organisation: Organisation) -> None:
        self._recorded = _Recorder(organisation.index)
        self._watched = Organisation(organisation.vocabulary, self._recorded)

    def ask(self, day: Span, question: Callable[[View], Answer]) -> OverTime:
        """As `ask_over_time`."""
        recorded, watched = self._recorded, self._watched
        recorded.begin()
        asked = question(View(watched, day))
        if asked.subject is None and not QUESTIONS[asked.question].of_many:
            return OverTime(asked, ())
        intervals: list[Interval] = []
        at = recorded.next_day(0)
        while at is not None:
            _join(
                intervals,
                Interval(
                    iso(at) if at > FIRST_DAY else None,
                    None,
                    (),
                    (),
                    _known(question(View(watched, one_day(at)))),
                ),
            )
            at = recorded.next_day(at)
        return OverTime(asked, tuple(_bounded(intervals)))


def _known(answer: Answer) -> Answer:
    """Without what no document speaks of yet."""
    if all(row.period.start_known for row in answer.every_row()):
        return answer
    return answer._replace(
        rows=tuple(row for row in answer.rows if row.period.start_known),
        paths=tuple(path for path in answer.paths if _path_known(path)),
    )


def _path_known(path: Path) -> bool:
    return all(hop.period.start_known for hop in path.hops)


def _join(intervals: list[Interval], following: Interval) -> None:
    """Adds an interval that differs from the last; what comes before the first answer is left
    out.
    """
    answer = following.answer
    if (
        (answer.rows or answer.paths)
        if not intervals
        else _content(intervals[-1].answer) != _content(answer)
    ):
        intervals.append(following)


def _bounded(intervals: list[Interval]) -> Iterable[Interval]:
    for number, interval in enumerate(intervals):
        before = intervals[number - 1].answer if number else None
        after = intervals[number + 1] if number + 1 < len(intervals) else None
        yield interval._replace(
            after=after.first if after else None,
            began_because=_causes(before, interval.answer),
            ended_because=_causes(interval.answer, after.answer) if after else (),
        )


def _content(answer: Answer) -> object:
    """What makes two answers the same: who, in what role, by which fact, and under what terms; of
    a way also which of its hops hold.
    """
    rows = [
        (
            row.id,
            row.role,
            row.fact,
            row.order,
            row.group,
            row.via,
            row.terms.condition,
            row.terms.value,
            row.period.status,
            row.loss.remaining,
        )
        for row in answer.rows
    ]
    return rows, [
        (path.nodes, [(hop.fact, holds_on(hop, answer.at)) for hop in path.hops])
        for path in answer.paths
    ]


def _causes(before: Answer | None, after: Answer) -> tuple[str, ...]:
    """The changes that gave the dates of what came and what went."""
    old, new = _rows(before) if before else {}, _rows(after)
    ended = [row.period.ended_by for key, row in old.items() if key not in new]
    begun = [row.period.began_by for key, row in new.items() if key not in old]
    return tuple(dict.fromkeys(cause for cause in (*ended, *begun) if cause))


def _rows(answer: Answer) -> dict[tuple[str, str, str], Row]:
    hops = (hop for path in answer.paths for hop in path.hops if holds_on(hop, answer.at))
    return {row.key: row for row in (*answer.rows, *hops)}


class _Recorder(WatchedIndex):
    """An index that notes what was read, for the days on which it begins or ends."""

    def __init__(self, base: Index) -> None:
        super().__init__(base)
        self._days: set[int] = set()
        self._coming: list[
            int
        ] = []  # the same days, the next first, as far as they have not passed
        self._read: dict[int, tuple[Fact, ...]] = {}  # by identity: one list is read many times
        self._counted = 0

    def begin(self) -> None:
        """Forgets what was read."""
        self._days.clear()
        self._coming.clear()
        self._read.clear()
        self._counted = 0

    def listener(self, table: str) -> Listener:
        """Whatever the table, what is read is kept."""
        return self._note

    def _note(self, key: str, found: tuple[Fact, ...]) -> None:
        if found:
            self._read[id(found)] = found

    def next_day(self, at: int) -> int | None:
        """The first day after `at` on which something that was read begins or ends."""
        for found in islice(self._read.values(), self._counted, None):
            for fact in found:
                validity = getattr(fact, "validity", None)
                if validity:
                    for day in (validity.start or validity.known_from or FIRST_DAY, validity.end):
                        if day < OPEN_END and day not in self._days:
                            self._days.add(day)
                            heappush(self._coming, day)
        self._counted = len(self._read)
        while self._coming and self._coming[0] <= at:
            heappop(self._coming)
        return self._coming[0] if self._coming else None
