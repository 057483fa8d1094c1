"""Makes facts of what stands in the database: the reverse of `elements.py`.

A fact that was loaded is read as an equal fact.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from orgraph.dates import OPEN_END, OPEN_START
from orgraph.facts import Alias, Group, Identifier, Node, Note, Relation, Source, Step, Validity

Record = dict[str, Any]
_SOURCE = re.compile(
    r'(?P<document>.*?):(?P<first>\d+)-(?P<last>\d+)(?: "(?P<quote>.*)")?', re.DOTALL
)


def node_of(stored: Record) -> Node:
    """A node of its properties."""
    get = stored.get
    written = get("alias_sources") or [""] * len(get("aliases", ()))
    return Node(
        id=stored["id"],
        name=stored["name"],
        kind=stored["kind"],
        label=stored["label"],
        region=get("region"),
        aliases=tuple(
            Alias(name, _joined(sources))
            for name, sources in zip(get("aliases", ()), written, strict=True)
        ),
        collective=get("collective", False),
        template=get("template", False),
        fields=tuple((name, stored[f"field_{name}"]) for name in get("fields", ())),
        concerns=tuple(get("concerns", ())),
        validity=_validity(stored),
        status=stored["status"],
        basis=stored["basis"],
        reasoning=get("reasoning"),
        note=get("note"),
        sources=_sources(stored, "sources"),
    )


def relation_of(stored: Record, source: str, target: str) -> Relation:
    """A relation of its properties and its ends.

    Its dates are its own, not cut to the lives of the ends.
    """
    get = stored.get
    return Relation(
        id=stored["id"],
        type=stored["relation"],
        source=source,
        target=target,
        verb=get("verb"),
        role=get("role"),
        value=get("value"),
        on_behalf=get("on_behalf"),
        about=tuple(get("about", ())),
        condition=get("condition"),
        modality=get("modality"),
        order=get("order"),
        group=get("group"),
        exceptions=tuple(get("exceptions", ())),
        validity=_validity(stored),
        status=stored["status"],
        basis=stored["basis"],
        reasoning=get("reasoning"),
        note=get("note"),
        sources=_sources(stored, "sources"),
    )


def step_of(stored: Record) -> Step:
    """A step of its properties."""
    get = stored.get
    return Step(
        id=stored["id"],
        process=stored["process"],
        order=stored["order"],
        actors=tuple(get("actors", ())),
        action=stored["action"],
        to=tuple(get("to", ())),
        deadline=get("deadline"),
        branch=get("branch"),
        condition=get("condition"),
        logic=get("logic"),
        validity=_validity(stored),
        status=stored["status"],
        basis=stored["basis"],
        reasoning=get("reasoning"),
        note=get("note"),
        sources=_sources(stored, "sources"),
    )


def group_of(stored: Record) -> Group:
    """A group of its properties."""
    return Group(stored["id"], stored["logic"], stored.get("parent"), _sources(stored, "sources"))


def note_of(stored: Record) -> Note:
    """A note of its properties."""
    get = stored.get
    return Note(
        stored["id"],
        stored["kind"],
        stored["text"],
        tuple(get("concerns", ())),
        tuple(get("relations", ())),
        get("handling"),
        _sources(stored, "searched"),
        _sources(stored, "sources"),
    )


def identifier_of(stored: Record) -> Identifier:
    """An identifier of its properties."""
    get = stored.get
    return Identifier(
        stored["id"],
        stored["node"],
        stored["system"],
        stored["value"],
        _validity(stored),
        stored["basis"],
        get("reasoning"),
        _sources(stored, "sources"),
    )


def _validity(stored: Record) -> Validity:
    get = stored.get
    start, end = get("valid_from"), get("valid_to")
    if uncut := get("uncut"):
        start, end = (date.fromisoformat(text) if text else None for text in uncut)
    return Validity(
        get("written_from"),
        get("written_to"),
        _day(start, OPEN_START),
        _day(end, OPEN_END),
        _day(get("known_from"), OPEN_START),
        get("confirmed_until"),
        get("began_by"),
        get("ended_by"),
    )


def _day(day: Any, when_open: int) -> int:
    return int(day.toordinal()) if day is not None else when_open


def _sources(stored: Record, name: str) -> tuple[Source, ...]:
    return tuple(map(_source, stored.get(name, ())))


def _joined(text: str) -> tuple[Source, ...]:
    """The sources of one alias."""
    return tuple(map(_source, json.loads(text))) if text else ()


def _source(text: str) -> Source:
    match = _SOURCE.fullmatch(text)
    assert match, text
    return Source(match["document"], int(match["first"]), int(match["last"]), match["quote"] or "")
