"""The fact sheet of each node: everything known about it, over time, in the order a reader asks for it. Data only; the page writes it,
and adds the node's relations, each of which is described once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from orgraph.danish import capital
from orgraph.dates import spelled
from orgraph.facts import IN_FORCE, Node, Note, Relation, Source, Step
from orgraph.maps.wording import LOGICS, MODALITIES, NOTE_KINDS, short_validity, whole_validity
from orgraph.organisation import Organisation


class Link(NamedTuple):
    """A node to go to."""

    id: str
    name: str


Words = tuple[str | Link, ...]


class Remark(NamedTuple):
    """A heading and what stands under it."""

    heading: str
    words: Words


class Entry(NamedTuple):
    """One line of a sheet, or what is said of a relation, whose words the page puts together from either end. `when` is its validity in short."""

    words: Words = ()
    when: str = ""
    tags: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[Source, ...] = ()


class Section(NamedTuple):
    """Lines of one sort. `ordered` when their order means something."""

    heading: str
    entries: tuple[Entry, ...]
    ordered: bool = False


class NoteLine(NamedTuple):
    """A note under the words for its kind."""

    heading: str
    text: str
    handling: str | None
    searched: tuple[Source, ...]
    sources: tuple[Source, ...]


class Sheet(NamedTuple):
    """Everything about one node."""

    node: Node
    validity: str
    tags: tuple[str, ...]
    remarks: tuple[Remark, ...]
    sections: tuple[Section, ...]
    notes: tuple[NoteLine, ...]


class SheetWriter:
    """Writes the sheets of one organisation."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.vocabulary = organisation.vocabulary

    def write(self, node: Node) -> Sheet:
        """The sheet of a node, without its relations."""
        notes = tuple(_note_line(note) for note in self.organisation.list_notes_on(node.id))
        return Sheet(node, whole_validity(node.validity), self._tags(node), self._remarks(node), (*self._steps(node), *self._mentions(node)), notes)

    def describe(self, relation: Relation) -> Entry:
        """What is said of a relation beside its two ends and what it is about."""
        tags = (*_doubts(relation), *([MODALITIES.get(relation.modality, relation.modality)] if relation.modality else []))
        return Entry((), short_validity(relation.validity), tags, tuple(self._relation_remarks(relation)), relation.sources)

    # ---- The head
    def _tags(self, node: Node) -> tuple[str, ...]:
        sorts = [word for word, holds in (("flere under ét", node.collective), ("en type, ikke en bestemt", node.template)) if holds]
        return (*sorts, *_doubts(node))

    def _remarks(self, node: Node) -> tuple[Remark, ...]:
        headings = self.vocabulary.headings(node.label)
        found = [Remark(headings.get(key, capital(key)), (spelled(value),)) for key, value in node.fields]
        found += [Remark(identifier.system, (identifier.value,)) for identifier in self.organisation.list_identifiers(node.id)]
        for change, heading in ((node.validity.began_by, "Begynder ved"), (node.validity.ended_by, "Ophører ved")):
            found += [Remark(heading, (self._link(change),))] if change else []
        return (*found, *_reasons(node))

    # ---- Relations
    def _relation_remarks(self, relation: Relation) -> Iterable[Remark]:
        seat = ", ".join(text for text in (relation.value, relation.role) if text)
        value = "Plads" if self.vocabulary.relations[relation.type].seat else "Angivet"
        texts = ((value, seat), ("Betingelse", relation.condition), ("Kildens ord", relation.verb))
        yield from (Remark(heading, (text,)) for heading, text in texts if text)
        if relation.on_behalf:
            yield Remark("På vegne af", (self._link(relation.on_behalf),))
        if relation.exceptions:
            yield Remark("Undtagen", self._links(relation.exceptions))
        if relation.order is not None:
            yield Remark("Nummer i rækken", (str(relation.order),))
        group = self.organisation.find_group(relation.group) if relation.group else None
        if group:
            yield Remark("Sammenhæng", (LOGICS[group.logic],))
        if self._joins_collective(relation):
            yield Remark("Fælles", ("Det, der siges om ", self._link(relation.target), ", gælder også for ", self._link(relation.source), "."))
        yield from _reasons(relation)

    def _joins_collective(self, relation: Relation) -> bool:
        target = self.organisation.find_node(relation.target)
        return self.vocabulary.relations[relation.type].member and target is not None and target.collective

    # ---- Processes
    def _steps(self, node: Node) -> Iterable[Section]:
        own = sorted(self.organisation.list_steps(node.id), key=lambda step: step.order)
        if own:
            yield Section("Trin", tuple(self._step(step, self._actors(step)) for step in own), ordered=True)
        acting = self.organisation.list_steps_of(node.id)
        if acting:
            yield Section("Trin i processer", tuple(self._step(step, (self._link(step.process), f", trin {step.order}: ")) for step in acting))

    def _actors(self, step: Step) -> Words:
        return (*self._links(step.actors), ": ") if step.actors else ()

    def _step(self, step: Step, before: Words) -> Entry:
        texts = (("Frist", step.deadline), ("Gren", step.branch), ("Betingelse", step.condition), ("Sammenhæng", LOGICS.get(step.logic or "")))
        remarks = [Remark("Til", self._links(step.to))] if step.to else []
        remarks += [Remark(heading, (text,)) for heading, text in texts if text]
        return Entry((*before, step.action), short_validity(step.validity), _doubts(step), (*remarks, *_reasons(step)), step.sources)

    # ---- Decisions, changes and the like
    def _mentions(self, node: Node) -> Iterable[Section]:
        about = self.organisation.list_concerning(node.id)
        for label in self.vocabulary.labels.values():
            found = [other for other in about if other.label == label.name]
            if found:
                yield Section(capital(label.plural), tuple(self._mention(other) for other in found))
        concerned = [other for other in map(self.organisation.find_node, node.concerns) if other]
        if concerned:
            yield Section("Handler om", tuple(Entry((Link(other.id, other.name),)) for other in concerned))
        changed = [other for other in self.organisation.list_changed_by(node.id) if other.id not in node.concerns]
        if changed:
            yield Section("Begynder eller ophører hermed", tuple(Entry((Link(other.id, other.name),)) for other in changed))

    def _mention(self, node: Node) -> Entry:
        date = dict(node.fields).get("date")
        return Entry((Link(node.id, node.name),), spelled(date) if date else "")

    # ---- Links
    def _link(self, node_id: str) -> str | Link:
        node = self.organisation.find_node(node_id)
        return Link(node_id, node.name) if node else node_id

    def _links(self, ids: Iterable[str]) -> Words:
        words: list[str | Link] = []
        for number, node_id in enumerate(ids):
            words += [", ", self._link(node_id)] if number else [self._link(node_id)]
        return tuple(words)


def _doubts(fact: Node | Relation | Step) -> tuple[str, ...]:
    return tuple(word for word, usual in ((fact.status, IN_FORCE), (fact.basis, "ordret")) if word != usual)


def _reasons(fact: Node | Relation | Step) -> list[Remark]:
    return [Remark(heading, (text,)) for heading, text in (("Begrundelse", fact.reasoning), ("Bemærkning", fact.note)) if text]


def _note_line(note: Note) -> NoteLine:
    return NoteLine(NOTE_KINDS.get(note.kind, note.kind), note.text, note.handling, note.searched, note.sources)
