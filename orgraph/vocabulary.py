"""The words an organisation is described in: labels, kinds, relation types and what each question reads. All of it is data."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

ASKED = ("approves", "responsible", "implements", "appoints", "history", "impact")  # the questions whose relation types a vocabulary must name


class Label(NamedTuple):
    """A family of nodes with a section of its own in the seed files; `fields` maps the texts its entries may carry to their headings."""

    name: str
    section: str
    danish: str
    plural: str
    fields: tuple[tuple[str, str], ...]


class Kind(NamedTuple):
    """A kind of node. `code` is the two letters that stand for it on a map; a `subordinate` kind is expected to have a body above it."""

    name: str
    label: str
    plural: str
    gloss: str
    code: str
    definition: str
    subordinate: bool = False


class RelationType(NamedTuple):
    """A relation type. `upward` is its rank when a matter moves up (0 = it does not); the flags are explained in vocabulary.yaml."""

    name: str
    family: str
    danish: str
    inverse: str
    gloss: str
    neo4j: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    definition: str
    upward: int = 0
    acyclic: bool = False
    member: bool = False
    instance: bool = False
    distributes: bool = False
    seat: bool = False
    across: bool = False
    verbs: tuple[str, ...] = ()


class Question(NamedTuple):
    """The relation types a question reads, in the order of its answer; `decides` are those that answer it, `owner` those that own."""

    name: str
    chain: tuple[str, ...]
    decides: tuple[str, ...]
    owner: tuple[str, ...] = ()


T = TypeVar("T")


def _once(method: Callable[[Vocabulary], T]) -> Callable[[Vocabulary], T]:
    """What follows from the words alone is worked out once for each vocabulary: questions ask for it at every step."""
    key = f"_{method.__name__}"

    def known(self: Vocabulary) -> T:
        found: dict[str, T] = self.__dict__
        if key not in found:
            found[key] = method(self)
        return found[key]

    known.__doc__ = method.__doc__
    return known


class _Words(NamedTuple):
    name: str
    labels: dict[str, Label]
    kinds: dict[str, Kind]
    families: dict[str, str]
    relations: dict[str, RelationType]
    questions: dict[str, Question]


class Vocabulary(_Words):
    """All words of one organisation, by name."""

    @_once
    def upward(self) -> tuple[str, ...]:
        """Relation types a matter moves up along, the strongest first."""
        rising = [kind for kind in self.relations.values() if kind.upward]
        return tuple(kind.name for kind in sorted(rising, key=lambda kind: kind.upward))

    @_once
    def membership(self) -> tuple[str, ...]:
        """Relation types that make a member of a collective."""
        return tuple(kind.name for kind in self.relations.values() if kind.member)

    @_once
    def instances(self) -> tuple[str, ...]:
        """Relation types that make an instance of a type."""
        return tuple(kind.name for kind in self.relations.values() if kind.instance)

    @_once
    def across_lives(self) -> tuple[str, ...]:
        """Relation types whose ends need not exist at the same time."""
        return tuple(kind.name for kind in self.relations.values() if kind.across)

    @_once
    def seats(self) -> tuple[str, ...]:
        """Relation types that are seats."""
        return tuple(kind.name for kind in self.relations.values() if kind.seat)

    @_once
    def bodies(self) -> tuple[str, ...]:
        """Labels whose nodes can act: those a relation that moves upward may lead to."""
        return tuple(dict.fromkeys(label for kind in self.relations.values() if kind.upward and not kind.member for label in kind.targets))

    @_once
    def kind_places(self) -> dict[str, int]:
        """The place of each kind among the kinds."""
        return {name: place for place, name in enumerate(self.kinds)}

    @_once
    def relation_places(self) -> dict[str, int]:
        """The place of each relation type among the relation types."""
        return {name: place for place, name in enumerate(self.relations)}

    @_once
    def family_places(self) -> dict[str, int]:
        """The place of each family among the families."""
        return {name: place for place, name in enumerate(self.families)}

    def labels_in(self, section: str) -> tuple[str, ...]:
        """Labels whose entries stand in a section of the seed files."""
        return tuple(label.name for label in self.labels.values() if label.section == section)

    def headings(self, label: str) -> dict[str, str]:
        """Field name → heading, for a label's entries."""
        return dict(self.labels[label].fields)
