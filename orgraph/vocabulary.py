"""The words an organisation is described in: labels, kinds, relation types and what each question
reads. All of it is data.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple


class Label(NamedTuple):
    """A family of nodes with a section of its own in the seed files.

    `danish` and `plural` are its words in text; `fields` are the texts that its entries may carry,
    as (name of the field, heading).
    """

    name: str
    section: str
    danish: str
    plural: str
    fields: tuple[tuple[str, str], ...]


class Kind(NamedTuple):
    """A kind of node; `label` is the family that it belongs to.

    `gloss` is English; `code` is the two letters that stand for it on a map; a `subordinate` kind
    is expected to have a body above it, a `region` can be the region of something.
    """

    name: str
    label: str
    plural: str
    gloss: str
    code: str
    definition: str
    subordinate: bool = False
    region: bool = False


class RelationType(NamedTuple):
    """A relation type: `danish` reads from source to target, `inverse` from target to source.

    `sources` and `targets` are labels. `upward` is its rank when a matter moves up: 1 is the
    strongest, 0 says that it does not. `neo4j` is the relationship type in a database, `verbs` are
    other words for the relation; the flags are explained in vocabulary.yaml.
    """

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


class Reads(NamedTuple):
    """The relation types that a question reads, in the order of its answer.

    `decides` are those that answer it, and the first of them is the one that it is about; `owner`
    are those that own. `seat` is the relation type of an ordinary seat, and `appoints` of those
    who choose who sits there.
    """

    question: str
    chain: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    main: str = ""
    seat: str = ""
    appoints: str = ""


class _Words(NamedTuple):
    name: str
    labels: dict[str, Label]
    kinds: dict[str, Kind]
    families: dict[str, str]
    relations: dict[str, RelationType]
    questions: dict[str, Reads]


class Vocabulary(_Words):
    """All words of one organisation, by name.

    What follows from the words alone is worked out once: questions ask for it at every step.
    """

    @cached_property
    def upward(self) -> tuple[str, ...]:
        """Relation types a matter moves up along, the strongest first."""
        rising = [found for found in self.relations.values() if found.upward]
        return tuple(found.name for found in sorted(rising, key=lambda found: found.upward))

    @cached_property
    def membership(self) -> tuple[str, ...]:
        """Relation types that make a member of a collective."""
        return tuple(found.name for found in self.relations.values() if found.member)

    @cached_property
    def instances(self) -> tuple[str, ...]:
        """Relation types that make an instance of a type."""
        return tuple(found.name for found in self.relations.values() if found.instance)

    @cached_property
    def across_lives(self) -> tuple[str, ...]:
        """Relation types whose ends need not exist at the same time."""
        return tuple(found.name for found in self.relations.values() if found.across)

    @cached_property
    def seats(self) -> tuple[str, ...]:
        """Relation types that are seats."""
        return tuple(found.name for found in self.relations.values() if found.seat)

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Labels whose nodes can act: those a relation that moves upward may lead to."""
        return tuple(
            dict.fromkeys(
                label
                for relation_type in self.relations.values()
                if relation_type.upward and not relation_type.member
                for label in relation_type.targets
            )
        )

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Kinds that can be the region of something; none when the vocabulary does not say."""
        return tuple(kind.name for kind in self.kinds.values() if kind.region)

    @cached_property
    def kind_places(self) -> dict[str, int]:
        """The place of each kind among the kinds."""
        return {name: place for place, name in enumerate(self.kinds)}

    @cached_property
    def relation_places(self) -> dict[str, int]:
        """The place of each relation type among the relation types."""
        return {name: place for place, name in enumerate(self.relations)}

    @cached_property
    def family_places(self) -> dict[str, int]:
        """The place of each family among the families."""
        return {name: place for place, name in enumerate(self.families)}

    def reads(self, question: str) -> Reads:
        """What a question reads; nothing when the organisation does not ask it."""
        return self.questions.get(question) or Reads(question)

    def labels_in(self, section: str) -> tuple[str, ...]:
        """Labels whose entries stand in a section of the seed files."""
        return tuple(label.name for label in self.labels.values() if label.section == section)

    def headings(self, label: str) -> dict[str, str]:
        """Field name → heading, for a label's entries."""
        return dict(self.labels[label].fields)
