"""Packs sheets and lives for the page: what is said many times stands once, in a table, and is
referred to by its number there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from orgraph.facts import Source
from orgraph.maps.sheets import Entry, NoteLine, Remark, Section, Sheet
from orgraph.pages.timeline import Life
from orgraph.phrases import Phrase

Packed = list[Any]


class Packer:
    """The tables, filled as things are packed.

    Nodes and sources have their numbers from the start.
    """

    def __init__(self, nodes: dict[str, int], sources: Iterable[Source]) -> None:
        self.nodes = nodes
        self.sources = {source: number for number, source in enumerate(sources)}
        self.texts: dict[str, int] = {}
        self.lives: dict[Life, int] = {}
        self.notes: dict[NoteLine, int] = {}

    def text(self, text: str) -> int:
        """The number of a text."""
        return self.texts.setdefault(text, len(self.texts))

    def life(self, life: Life) -> int:
        """The number of a life."""
        return self.lives.setdefault(life, len(self.lives))

    def phrase(self, phrase: Phrase) -> Packed:
        """Words by their numbers; a mention is the number of its node, counted down from -1."""
        return [
            self.text(part) if isinstance(part, str) else -1 - self.nodes[part.id]
            for part in phrase
        ]

    def entry(self, entry: Entry) -> Packed | int:
        """[sources, when, remarks, tags, text], what is empty at the end left out; a mention and
        nothing else is its number.
        """
        words = self.phrase(entry.text)
        when = self.text(entry.when) if entry.when else -1
        packed = _trimmed(
            [
                self._cited(entry.sources),
                when,
                self._remarks(entry.remarks),
                [self.text(tag) for tag in entry.tags],
                words,
            ]
        )
        return words[0] if len(words) == 1 and packed == [[], -1, [], [], words] else packed

    def sheet(self, sheet: Sheet) -> Packed:
        """[validity, sources, remarks, tags, sections, notes], what is empty at the end left
        out.
        """
        head = [
            self.text(sheet.validity),
            self._cited(sheet.node.sources),
            self._remarks(sheet.remarks),
            [self.text(tag) for tag in sheet.tags],
        ]
        return _trimmed(
            [
                *head,
                [self._section(section) for section in sheet.sections],
                [self._note(note) for note in sheet.notes],
            ]
        )

    def list_notes(self) -> list[Packed]:
        """Every note that was packed: [heading, text, sources, handling, searched], what is empty
        at the end left out.
        """
        return [
            _trimmed(
                [
                    self.text(note.heading),
                    self.text(note.text),
                    self._cited(note.sources),
                    self._handling(note),
                    self._cited(note.searched),
                ]
            )
            for note in self.notes
        ]

    def _handling(self, note: NoteLine) -> int:
        return self.text(note.handling) if note.handling else -1

    def _remarks(self, remarks: Sequence[Remark]) -> Packed:
        return [[self.text(remark.heading), *self.phrase(remark.text)] for remark in remarks]

    def _section(self, section: Section) -> Packed:
        return [
            self.text(section.heading),
            int(section.ordered),
            *(self.entry(entry) for entry in section.entries),
        ]

    def _note(self, note: NoteLine) -> int:
        return self.notes.setdefault(note, len(self.notes))

    def _cited(self, sources: Iterable[Source]) -> Packed | int:
        found = [self.sources[source] for source in dict.fromkeys(sources)]
        return found[0] if len(found) == 1 else found


def column(numbers: Iterable[int]) -> list[int | list[int]]:
    """Delta- and run-length-encode integers; `column` in state.js decodes them.

    Each number is its distance from the one before it, more than three equal distances are
    [distance, how many]: boxes that stand in a column take little room.

    >>> column([0, 5, 10, 15, 20, 22])
    [0, [5, 4], 2]
    """
    found: list[int | list[int]] = []
    for distance, run in groupby(_distances(numbers)):
        count = sum(1 for _ in run)
        found += [[distance, count]] if count > 3 else [distance] * count
    return found


def _distances(numbers: Iterable[int]) -> Iterator[int]:
    before = 0
    for number in numbers:
        yield number - before
        before = number


def _trimmed(parts: Packed) -> Packed:
    while parts and parts[-1] in ([], -1):
        parts.pop()
    return parts
