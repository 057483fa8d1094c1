"""A difference told before it becomes text, Markdown or a page: sections of lines, each line with
a cell for every column. What is mentioned by name keeps its id.
"""

from __future__ import annotations

from typing import NamedTuple

from orgraph.facts import Source
from orgraph.languages import label
from orgraph.phrases import Phrase
from orgraph.render.scenario_steps import Remark


class Part(NamedTuple):
    """A piece of a cell, and its change: lost, gained, changed, same; `none` when there is
    nothing, `new` when that is new.
    """

    phrase: Phrase
    change: str = "same"

    @property
    def text(self) -> str:
        """The piece in plain words."""
        return str(self.phrase)

    @property
    def word(self) -> str:
        """What the colour says, in a word."""
        return label("difference.PARTS", self.change)


class Line(NamedTuple):
    """One thing that changes: what it is, the change as key and word, a cell for each column, the
    sentences that fall away, and what is said of the thing.
    """

    subject: Phrase
    kind: str
    change: str
    word: str
    cells: tuple[tuple[Part, ...], ...]
    sources: tuple[Source, ...] = ()
    about: tuple[Source, ...] = ()


class Group(NamedTuple):
    """Lines under one heading, with what they come to."""

    heading: str
    summary: str
    lines: tuple[Line, ...]


class Number(NamedTuple):
    """A measure: its number in each column, how many are new in each scenario, and the list that
    it opens into.
    """

    name: str
    heading: str
    why: str
    counts: tuple[int, ...]
    new: tuple[int, ...]
    lines: tuple[Line, ...]


class Heading(NamedTuple):
    """A column: what it is called (a letter, when there are several scenarios), its day, its
    scenario's name and file, what decided it, and its steps.

    Each step is a sentence with what there is to tell of it.
    """

    name: str
    day: str
    scenario: str = ""
    file: str = ""
    sources: tuple[Source, ...] = ()
    steps: tuple[tuple[Phrase, tuple[Remark, ...]], ...] = ()


class DifferenceReport(NamedTuple):
    """Everything that there is to tell.

    `scope` says what measures and answers are about; `relations` are the many that only end or
    begin.

    `documents` names the sources that are known by their address only.
    """

    title: str
    scope: str
    columns: tuple[Heading, ...]
    summary: tuple[str, ...]
    losses: tuple[Group, ...]
    numbers: tuple[Number, ...]
    facts: tuple[Group, ...]
    relations: tuple[Group, ...]
    answers: tuple[Group, ...]
    documents: tuple[tuple[str, str], ...] = ()
