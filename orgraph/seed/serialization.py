"""Facts and vocabulary as JSON text and back, for the snapshot. No code can hide in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from orgraph.facts import (
    Alias,
    Fact,
    Group,
    Identifier,
    Node,
    Note,
    Relation,
    Source,
    Step,
    Validity,
)
from orgraph.vocabulary import Kind, Label, Reads, RelationType, Vocabulary

Convert = Callable[[Any], Any]


def encode(fact: Fact) -> tuple[str, str]:
    """The fact's class and its content."""
    return type(fact).__name__, json.dumps(fact, ensure_ascii=False, separators=(",", ":"))


def decode(name: str, text: str) -> Fact:
    """The fact that `encode` took.

    Raises `KeyError`, `ValueError`, `IndexError` or `TypeError` on damaged text.
    """
    made, conversions = _FACTS[name]
    row = json.loads(text)
    for place, convert in conversions:
        row[place] = convert(row[place])
    fact: Fact = made(row)
    return fact


def encode_vocabulary(vocabulary: Vocabulary) -> str:
    """The vocabulary as text."""
    return json.dumps(vocabulary, ensure_ascii=False)


def decode_vocabulary(text: str) -> Vocabulary:
    """The vocabulary that `encode_vocabulary` took. Raises as `decode` does."""
    words = dict(zip(Vocabulary._fields, json.loads(text), strict=True))
    for section, (made, conversions) in _WORDS.items():
        for name, row in words[section].items():
            for place, convert in conversions:
                row[place] = convert(row[place])
            words[section][name] = made(row)
    return Vocabulary(**words)


def _sources(rows: list[Any]) -> tuple[Source, ...]:
    return tuple([Source._make(row) for row in rows])


def _aliases(rows: list[Any]) -> tuple[Alias, ...]:
    return tuple([Alias(name, _sources(sources)) for name, sources in rows])


def _pairs(rows: list[Any]) -> tuple[tuple[str, str], ...]:
    return tuple([(key, value) for key, value in rows])


# Field → what makes it of the list that JSON has in its place; all other fields are as they were.
_OF_FACTS: Mapping[str, Convert] = {
    "aliases": _aliases,
    "fields": _pairs,
    "concerns": tuple,
    "about": tuple,
    "exceptions": tuple,
    "actors": tuple,
    "to": tuple,
    "relations": tuple,
    "validity": Validity._make,
    "searched": _sources,
    "sources": _sources,
}
_OF_WORDS: Mapping[str, Convert] = {
    "fields": _pairs,
    "sources": tuple,
    "targets": tuple,
    "verbs": tuple,
    "chain": tuple,
    "decides": tuple,
    "owner": tuple,
}


def _reader(
    of: Any, conversions: Mapping[str, Convert]
) -> tuple[Callable[[list[Any]], Any], tuple[tuple[int, Convert], ...]]:
    """What makes a tuple of the class, and what is to be done first at which place of the row."""
    places = enumerate(of._fields)
    return of._make, tuple(
        (place, conversions[field]) for place, field in places if field in conversions
    )


_FACTS = {
    of.__name__: _reader(of, _OF_FACTS) for of in (Node, Relation, Step, Group, Note, Identifier)
}
_WORDS = {
    "labels": _reader(Label, _OF_WORDS),
    "kinds": _reader(Kind, _OF_WORDS),
    "relations": _reader(RelationType, _OF_WORDS),
    "questions": _reader(Reads, _OF_WORDS),
}
