"""The facts an organisation is made of: frozen tuples that know nothing of files, databases or
pages. Imports nothing heavy.
"""

from __future__ import annotations

from typing import NamedTuple

from orgraph.types import Day, FactId, IsoDate, KindName, NodeId, RelationTypeName, WrittenDate


class Source(NamedTuple):
    """A place in a document.

    Lines count from 1 and are inclusive; 0 and 0 mean the document as a whole. An empty quote says
    only where somebody looked.
    """

    document: NodeId
    first: int
    last: int
    quote: str = ""


class Validity(NamedTuple):
    """When a fact holds: `valid_from` and `valid_to` as written, and [`start`, `end`) as days.

    An unknown start is `dates.OPEN_START`, an open end `dates.OPEN_END`. `known_from` and
    `confirmed_until` come from the documents: before the one an unknown start is a guess, after
    the other an open end is. `began_by` and `ended_by` are the ids of the changes that gave the
    dates.
    """

    valid_from: WrittenDate | None = None
    valid_to: WrittenDate | None = None
    start: Day = 0
    end: Day = 0
    known_from: Day = 0
    confirmed_until: IsoDate | None = None
    began_by: NodeId | None = None
    ended_by: NodeId | None = None


def intersect(validity: Validity, *others: Validity) -> Validity:
    """Intersects half-open intervals: the latest start, the earliest end.

    What is written, and the change that gave it, follow the bound they belong to; of equal bounds
    the first one's. The result may be empty (`end <= start`).

    >>> intersect(Validity(start=1, end=9), Validity(start=5, end=20))[2:4]
    (5, 9)
    """
    for other in others:
        if other.start > validity.start:
            validity = validity._replace(
                valid_from=other.valid_from, start=other.start, began_by=other.began_by
            )
        if other.end < validity.end:
            validity = validity._replace(
                valid_to=other.valid_to,
                end=other.end,
                ended_by=other.ended_by,
                confirmed_until=_earlier(validity, other),
            )
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
    """A body, an agreement, a task, a decision …: whatever relations join.

    `label` is the kind's label in the vocabulary; `fields` are the label's own texts, as (name of
    the field, text); `concerns` are the nodes that a decision, change or process is about.
    """

    id: NodeId
    name: str
    kind: KindName
    label: str
    region: NodeId | None
    aliases: tuple[Alias, ...]
    collective: bool
    template: bool
    fields: tuple[tuple[str, str], ...]
    concerns: tuple[NodeId, ...]
    validity: Validity
    status: str
    basis: str
    reasoning: str | None
    note: str | None
    sources: tuple[Source, ...]


class Relation(NamedTuple):
    """`source type target`, as a sentence reads.

    `verb` is the document's own where the type is only the nearest; `about` is what a relation
    between two bodies is about; `order` is the place in the `group`; `exceptions` are members or
    instances of an end that it does not hold for. A seat is a relation with a role and a value
    (the number as written).
    """

    id: FactId
    type: RelationTypeName
    source: NodeId
    target: NodeId
    verb: str | None
    role: str | None
    value: str | None
    on_behalf: NodeId | None
    about: tuple[NodeId, ...]
    condition: str | None
    modality: str | None
    order: int | None
    group: FactId | None
    exceptions: tuple[NodeId, ...]
    validity: Validity
    status: str
    basis: str
    reasoning: str | None
    note: str | None
    sources: tuple[Source, ...]


def is_effective(relation: Relation) -> bool:
    """Whether anything follows from the relation: what was rejected, or has ceased on a day that
    no document names, is only told.
    """
    return relation.status not in WITHOUT_EFFECT


class Step(NamedTuple):
    """One step of a process: who does what, to whom it goes, by when.

    `logic`, one of `LOGICS`, says how several actors are joined; `action`, `deadline`, `branch`
    and `condition` are in words.
    """

    id: FactId
    process: NodeId
    order: int
    actors: tuple[NodeId, ...]
    action: str
    to: tuple[NodeId, ...]
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
    """Rows that a source ties together: unresolved-slash, all, any or sequence.

    Groups may nest.
    """

    id: FactId
    logic: str
    parent: FactId | None
    sources: tuple[Source, ...]


class Note(NamedTuple):
    """What is not settled: a silence, conflict, ambiguity, version-difference or namesake.

    `relations` narrows it to those relation types.
    """

    id: FactId
    kind: str
    text: str
    concerns: tuple[NodeId, ...]
    relations: tuple[RelationTypeName, ...]
    handling: str | None
    searched: tuple[Source, ...]
    sources: tuple[Source, ...]


class Identifier(NamedTuple):
    """What a register calls a node: a code or number in a system, with its own time."""

    id: FactId
    node: NodeId
    system: str
    value: str
    validity: Validity
    basis: str
    reasoning: str | None
    sources: tuple[Source, ...]


Fact = Node | Relation | Step | Group | Note | Identifier

# Words of the data format: they stand in the files as they are, whatever language is spoken.
IN_FORCE = "gældende"
"""The status that goes without saying."""

PROPOSED = "foreslået"
"""The status of what a scenario brings, unless it says otherwise."""

REJECTED = "afvist"
"""The status of what was turned down: it is told, but nothing follows from it."""

ENDED = "ophørt"
WITHOUT_EFFECT = (REJECTED, ENDED)
NOT_IN_FORCE = (REJECTED, PROPOSED, ENDED)
STATUSES = (
    IN_FORCE,
    "planlagt",
    "forventet",
    PROPOSED,
    "udskudt",
    "betinget",
    REJECTED,
    "uafklaret",
    ENDED,
)
VERBATIM = "ordret"
"""The basis of a fact that a document says: it has a quotation."""

DERIVED = "udledt"
"""The basis of a fact that somebody concludes: it has a reasoning."""

BASES = (VERBATIM, DERIVED)
LOGICS = ("unresolved-slash", "all", "any", "sequence")
NOTE_KINDS = ("silence", "conflict", "ambiguity", "version-difference", "namesake")


class Place(NamedTuple):
    """Where a fact was written.

    Kept beside the facts, so that equal facts are equal wherever they stand.
    """

    file: str
    line: int
