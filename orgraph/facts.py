"""The facts an organisation is made of: frozen tuples that know nothing of files, databases or pages. Imports nothing heavy."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """A place in a document. Lines count from 1 and are inclusive. An empty quote says only where somebody looked."""

    document: str
    first: int
    last: int
    quote: str = ""


class Validity(NamedTuple):
    """When a fact holds: dates as written, and the days they mean (half-open ordinals; an open end is `dates.OPEN_END`).

    `known_from` and `confirmed_until` come from the documents: before the one an unknown start is a guess, after the other an open end is.
    `began_by` and `ended_by` are the ids of the changes that gave the dates.
    """

    valid_from: str | None = None
    valid_to: str | None = None
    start: int = 0
    end: int = 0
    known_from: int = 0
    confirmed_until: str | None = None
    began_by: str | None = None
    ended_by: str | None = None


def cut(validity: Validity, *others: Validity) -> Validity:
    """A validity limited to what the others allow: the latest start, the earliest end."""
    for other in others:
        if other.start > validity.start:
            validity = validity._replace(valid_from=other.valid_from, start=other.start, began_by=other.began_by)
        if other.end < validity.end:
            validity = validity._replace(valid_to=other.valid_to, end=other.end, ended_by=other.ended_by, confirmed_until=_earlier(validity, other))
    return validity


def _earlier(validity: Validity, other: Validity) -> str | None:
    if validity.confirmed_until and other.confirmed_until:
        return min(validity.confirmed_until, other.confirmed_until)
    return validity.confirmed_until


class Alias(NamedTuple):
    """Another spelling of a name, with the place where it is used."""

    name: str
    sources: tuple[Source, ...] = ()


class Node(NamedTuple):
    """A body, an agreement, a task, a decision …: whatever relations join. `concerns` are the nodes that a decision, change or process is about."""

    id: str
    name: str
    kind: str
    label: str
    region: str | None
    aliases: tuple[Alias, ...]
    collective: bool
    template: bool
    fields: tuple[tuple[str, str], ...]
    concerns: tuple[str, ...]
    validity: Validity
    status: str
    basis: str
    reasoning: str | None
    note: str | None
    sources: tuple[Source, ...]


class Relation(NamedTuple):
    """`source type target`, as a sentence reads. A seat is a relation with a role and a value (the number as written)."""

    id: str
    type: str
    source: str
    target: str
    verb: str | None
    role: str | None
    value: str | None
    on_behalf: str | None
    about: tuple[str, ...]
    condition: str | None
    modality: str | None
    order: int | None
    group: str | None
    exceptions: tuple[str, ...]
    validity: Validity
    status: str
    basis: str
    reasoning: str | None
    note: str | None
    sources: tuple[Source, ...]


class Step(NamedTuple):
    """One step of a process: who does what, to whom it goes, by when; `logic` says how several actors are joined."""

    id: str
    process: str
    order: int
    actors: tuple[str, ...]
    action: str
    to: tuple[str, ...]
    deadline: str | None
    branch: str | None
    condition: str | None
    logic: str | None
    validity: Validity
    status: str
    basis: str
    reasoning: str | None
    note: str | None
    sources: tuple[Source, ...]


class Group(NamedTuple):
    """Rows that a source ties together: unresolved-slash, all, any or sequence. Groups may nest."""

    id: str
    logic: str
    parent: str | None
    sources: tuple[Source, ...]


class Note(NamedTuple):
    """What is not settled: a silence, conflict, ambiguity, version-difference or namesake. `relations` narrows it to those relation types."""

    id: str
    kind: str
    text: str
    concerns: tuple[str, ...]
    relations: tuple[str, ...]
    handling: str | None
    searched: tuple[Source, ...]
    sources: tuple[Source, ...]


class Identifier(NamedTuple):
    """What a register calls a node: a code or number in a system, with its own time."""

    id: str
    node: str
    system: str
    value: str
    validity: Validity
    basis: str
    reasoning: str | None
    sources: tuple[Source, ...]


Fact = Node | Relation | Step | Group | Note | Identifier

IN_FORCE = "gældende"  # the status that goes without saying
STATUSES = (IN_FORCE, "planlagt", "forventet", "foreslået", "udskudt", "betinget", "afvist", "uafklaret", "ophørt")
BASES = ("ordret", "udledt")
LOGICS = ("unresolved-slash", "all", "any", "sequence")
NOTE_KINDS = ("silence", "conflict", "ambiguity", "version-difference", "namesake")


class Place(NamedTuple):
    """Where a fact was written. Kept beside the facts, so that equal facts are equal wherever they stand."""

    file: str
    line: int
