"""What stands on a page, as data for the templates: lines, periods, ways and notes."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from orgraph.phrases import Phrase


class Line(NamedTuple):
    """One line of an answer: its number in the order, the clause, what is added in brackets, and
    the footnotes.
    """

    number: int | None
    clause: Markup
    remarks: Markup
    marks: Markup


class Way(NamedTuple):
    """A path upward: where it begins, its hops, and the time in which the whole of it holds."""

    start: Markup
    hops: tuple[Line, ...]
    holds: str


class Period(NamedTuple):
    """A time in which the answer is the same, as days and in words, with what began and ended
    it.
    """

    first: str | None
    after: str | None
    when: str
    because: Markup
    sentence: Markup
    lines: tuple[Line, ...]
    ways: tuple[Way, ...]
    validity: str


class NoteLine(NamedTuple):
    """A note in words: the word for its kind, its text and its footnotes."""

    id: str
    word: str
    text: Markup
    marks: Markup


class Shown(NamedTuple):
    """What a table or list shows of a page: a part of an answer, and the days on which it holds.

    `role` is the relation type, "" for a way. `beside` tells that it is said of something else
    that the subject has to do with.
    """

    said: Phrase
    first: str | None = None
    after: str | None = None
    role: str = ""
    beside: bool = False


Summary = dict[str, list[Shown]]  # by question, or by what it tells of a scenario


class AnswerSection(NamedTuple):
    """A question's answer through all times.

    `silence` says what is missing when nothing answers it, `searched` where somebody looked.
    """

    question: str
    heading: str
    periods: tuple[Period, ...]
    silence: Markup
    notes: tuple[NoteLine, ...]
    searched: Markup
    facts: frozenset[str]


class Item(NamedTuple):
    """One line: the days on which it holds, the same in words, what it says and its footnotes."""

    first: str | None
    after: str | None
    when: str
    text: Markup
    remarks: Markup
    marks: Markup


class Verb(NamedTuple):
    """Lines under one verb."""

    heading: str
    items: tuple[Item, ...]


class Family(NamedTuple):
    """Verbs of one family."""

    heading: str
    verbs: tuple[Verb, ...]


class Stage(NamedTuple):
    """A step of a process as a box of its flow."""

    order: int
    branch: str | None
    item: Item
    condition: str | None
    deadline: str | None
