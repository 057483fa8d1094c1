"""The fact sheet of each node: everything known about it, over time, in the order a reader asks for it. Data only; the template writes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from orgraph.dates import spelled
from orgraph.facts import Node, Note, Relation, Source, Step
from orgraph.maps.wording import LOGICS, MODALITIES, NOTE_KINDS, capital, short_validity, whole_validity
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
    """One line of a sheet. `relation` is the number of the relation it shows; `when` its validity in short."""

    words: Words
    when: str = ""
    relation: int | None = None
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
    """Writes the sheets of one organisation; relations are numbered by the caller, as on the map."""

    def __init__(self, organisation: Organisation, numbers: dict[str, int]) -> None:
        self.organisation, self.numbers = organisation, numbers
        self.vocabulary = organisation.vocabulary

    def write(self, node: Node) -> Sheet:
        """The sheet of a node."""
        sections = (*self._relations(node), *self._about(node), *self._steps(node), *self._mentions(node))
        notes = tuple(_note_line(note) for note in self.organisation.list_notes_on(node.id))
        return Sheet(node, whole_validity(node.validity), self._tags(node), self._remarks(node), sections, notes)

    # ---- The head
    def _tags(self, node: Node) -> tuple[str, ...]:
        sorts = [word for word, holds in (("flere under ét", node.collective), ("en type, ikke en bestemt", node.template)) if holds]
        return (*sorts, *_doubts(node))

    def _remarks(self, node: Node) -> tuple[Remark, ...]:
        headings = self.vocabulary.headings(node.label)
        found = [Remark(headings.get(key, capital(key)), (spelled(value),)) for key, value in node.fields]
        if node.aliases:
            found.insert(0, Remark("Også kaldt", (", ".join(alias.name for alias in node.aliases),)))
        for change, heading in ((node.validity.began_by, "Begynder ved"), (node.validity.ended_by, "Ophører ved")):
            found += [Remark(heading, (self._link(change),))] if change else []
        return (*found, *_reasons(node))

    # ---- Relations
    def _relations(self, node: Node) -> Iterable[Section]:
        out = self.organisation.list_all_out(node.id)
        into = [relation for relation in self.organisation.list_all_in(node.id) if relation.source != node.id]
        for kind in self.vocabulary.relations.values():
            yield from self._section(kind.danish, [(found, found.target) for found in out if found.type == kind.name])
            yield from self._section(kind.inverse, [(found, found.source) for found in into if found.type == kind.name])

    def _section(self, heading: str, found: list[tuple[Relation, str]]) -> Iterable[Section]:
        entries = tuple(self._entry(relation, (self._link(end),)) for relation, end in found if relation.id in self.numbers)
        if entries:
            yield Section(capital(heading), entries)

    def _about(self, node: Node) -> Iterable[Section]:
        others = [found for found in self.organisation.list_about(node.id) if node.id not in (found.source, found.target)]
        entries = tuple(self._entry(found, self._sentence(found), about=False) for found in others if found.id in self.numbers)
        if entries:
            yield Section("Andres forhold om dette", entries)

    def _sentence(self, relation: Relation) -> Words:
        return self._link(relation.source), f" {self.vocabulary.relations[relation.type].danish} ", self._link(relation.target)

    def _entry(self, relation: Relation, words: Words, *, about: bool = True) -> Entry:
        tags = (*_doubts(relation), *([MODALITIES.get(relation.modality, relation.modality)] if relation.modality else []))
        remarks = tuple(self._relation_remarks(relation, about))
        return Entry(words, short_validity(relation.validity), self.numbers[relation.id], tags, remarks, relation.sources)

    def _relation_remarks(self, relation: Relation, about: bool) -> Iterable[Remark]:
        if about and relation.about:
            yield Remark("Om", self._links(relation.about))
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
        return Entry((*before, step.action), short_validity(step.validity), None, _doubts(step), (*remarks, *_reasons(step)), step.sources)

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
        return Entry((Link(node.id, node.name),), spelled(date) if date else "", None, _doubts(node), (), node.sources)

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
    return tuple(word for word, usual in ((fact.status, "gældende"), (fact.basis, "ordret")) if word != usual)


def _reasons(fact: Node | Relation | Step) -> list[Remark]:
    return [Remark(heading, (text,)) for heading, text in (("Begrundelse", fact.reasoning), ("Bemærkning", fact.note)) if text]


def _note_line(note: Note) -> NoteLine:
    return NoteLine(NOTE_KINDS.get(note.kind, note.kind), note.text, note.handling, note.searched, note.sources)
