"""Facts and vocabulary as JSON text and back, for the snapshot. No code can hide in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from orgraph.facts import Alias, Fact, Group, Identifier, Node, Note, Relation, Source, Step, Validity
from orgraph.vocabulary import Kind, Label, Question, RelationType, Vocabulary


def encode(fact: Fact) -> tuple[str, str]:
    """The fact's class and its content."""
    return type(fact).__name__, json.dumps(fact, ensure_ascii=False, separators=(",", ":"))


def decode(name: str, text: str) -> Fact:
    """The fact that `encode` took. Raises `KeyError`, `ValueError` or `TypeError` on damaged text."""
    return _READERS[name](json.loads(text))


def encode_vocabulary(vocabulary: Vocabulary) -> str:
    return json.dumps(vocabulary, ensure_ascii=False)


def decode_vocabulary(text: str) -> Vocabulary:
    name, labels, kinds, families, relations, questions = json.loads(text)
    return Vocabulary(
        name,
        {key: Label(row[0], row[1], row[2], row[3], tuple((field, heading) for field, heading in row[4])) for key, row in labels.items()},
        {key: Kind(*row) for key, row in kinds.items()},
        families,
        {key: RelationType._make(_tuples(row)) for key, row in relations.items()},
        {key: Question._make(_tuples(row)) for key, row in questions.items()},
    )


def _tuples(row: list[Any]) -> list[Any]:
    return [tuple(value) if isinstance(value, list) else value for value in row]


def _sources(rows: list[Any]) -> tuple[Source, ...]:
    return tuple([Source._make(row) for row in rows])


def _node(row: list[Any]) -> Node:
    row[5] = tuple([Alias(name, _sources(sources)) for name, sources in row[5]])
    row[8] = tuple([(key, value) for key, value in row[8]])
    row[9] = tuple(row[9])
    row[10] = Validity._make(row[10])
    row[15] = _sources(row[15])
    return Node._make(row)


def _relation(row: list[Any]) -> Relation:
    row[8], row[13] = tuple(row[8]), tuple(row[13])
    row[14] = Validity._make(row[14])
    row[19] = _sources(row[19])
    return Relation._make(row)


def _step(row: list[Any]) -> Step:
    row[3], row[5] = tuple(row[3]), tuple(row[5])
    row[10] = Validity._make(row[10])
    row[15] = _sources(row[15])
    return Step._make(row)


def _group(row: list[Any]) -> Group:
    row[3] = _sources(row[3])
    return Group._make(row)


def _note(row: list[Any]) -> Note:
    row[3], row[4] = tuple(row[3]), tuple(row[4])
    row[6], row[7] = _sources(row[6]), _sources(row[7])
    return Note._make(row)


def _identifier(row: list[Any]) -> Identifier:
    row[4] = Validity._make(row[4])
    row[7] = _sources(row[7])
    return Identifier._make(row)


_READERS: dict[str, Callable[[list[Any]], Fact]] = {
    "Node": _node,
    "Relation": _relation,
    "Step": _step,
    "Group": _group,
    "Note": _note,
    "Identifier": _identifier,
}
