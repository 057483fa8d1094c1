"""What lines of every section of a difference are made of: cells, mentions, the words for changes,
their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from orgraph.facts import Node, Source
from orgraph.languages import label
from orgraph.phrases import Phrase, Ref, Text
from orgraph.render.difference_model import Line, Part
from orgraph.render.difference_words import say
from orgraph.scenario.difference import Difference
from orgraph.text_matching import fold


def letter_of(difference: Difference, scenario: int) -> str:
    """The letter of a scenario (0 is the first): A, B …; empty when there is only one."""
    return chr(ord("A") + scenario) if len(difference.columns) > 2 else ""


def count_changes(lines: Sequence[Line], changes: Iterable[str]) -> list[tuple[str, int]]:
    """How many lines there are of each change, as far as there are any."""
    counts = Counter(line.change for line in lines)
    return [(change, counts[change]) for change in changes if counts[change]]


def sort_lines(lines: list[Line], changes: Iterable[str]) -> list[Line]:
    """Sort by change, in the order of `changes`; then the kinds that there are most of first."""
    order = list(changes)
    kinds = Counter(line.kind for line in lines)
    return sorted(lines, key=lambda line: (order.index(line.change), -kinds[line.kind], line.kind))


def word_for(difference: Difference, table: str, changes: dict[int, str]) -> str:
    """What happens to a thing: one word when it is the same in all scenarios, else each one's.

    Args:
        difference: that the thing is part of.
        table: of words: "LOSSES" or "ANSWERS".
        changes: the change in each scenario, by its number.
    """
    words = {number: label(f"difference.{table}", change) for number, change in changes.items()}
    if len(set(words.values())) == 1 and len(words) == len(difference.columns) - 1:
        return next(iter(words.values()))
    columns = [
        say("in_column", column=letter_of(difference, number), sentence=word)
        for number, word in sorted(words.items())
    ]
    return say("in_columns", columns=columns)


def cell_part(piece: Text, change: str = "same") -> Part:
    """A piece of a cell, and what becomes of it (see `Part.change`)."""
    return Part(Phrase.of(piece), change)


def description_of(node: Node) -> tuple[Source, ...]:
    """The first sentence that a document says of the thing, unless it is its name."""
    return tuple(
        source
        for source in node.sources[:1]
        if source.quote and fold(source.quote) != fold(node.name)
    )


def unique(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Each piece once, in their order."""
    return tuple(dict.fromkeys(parts))


def ref_to(node: Node) -> Phrase:
    """A mention of a thing by its name."""
    return Phrase.of(Ref(node.id, node.name))


def ref_by_id(difference: Difference, node_id: str) -> Ref:
    """A mention of an id by its name in any column; by the id itself when no column has it."""
    node = difference.find_node(node_id)
    return Ref(node_id, node.name if node else node_id)
