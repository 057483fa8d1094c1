"""The fact sheet of each node: everything known about it, over time, in the order a reader asks
for it. Data only; the page writes it, and adds the node's relations, each of which is described
once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from orgraph.facts import IN_FORCE, VERBATIM, Node, Note, Relation, Source, Step
from orgraph.languages import grammar, label, phrase, table
from orgraph.organisation import Organisation
from orgraph.pages.wording import short_validity, whole_validity
from orgraph.phrases import Phrase, Ref, Text


class Remark(NamedTuple):
    """Something that is stated, under its heading."""

    heading: str
    text: Phrase


class Entry(NamedTuple):
    """One line of a sheet: its text, its validity in short (`when`), and more about it.

    What is said of a relation has no text: the page puts it together from either end.
    """

    text: Phrase = Phrase()
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
        self.headings: dict[str, str] = table("map.HEADINGS")

    def write(self, node: Node) -> Sheet:
        """The sheet of a node, without its relations."""
        notes = tuple(_note_line(note) for note in self.organisation.list_notes_on(node.id))
        return Sheet(
            node=node,
            validity=whole_validity(node.validity),
            tags=self._tags(node),
            remarks=self._remarks(node),
            sections=(*self._steps(node), *self._mentions(node)),
            notes=notes,
        )

    def describe(self, relation: Relation) -> Entry:
        """What is said of a relation beside its two ends and what it is about."""
        modality = [label("pages.MODALITIES", relation.modality)] if relation.modality else []
        return Entry(
            when=short_validity(relation.validity),
            tags=(*_doubts(relation), *modality),
            remarks=tuple(self._relation_remarks(relation)),
            sources=relation.sources,
        )

    # ---- The head
    def _tags(self, node: Node) -> tuple[str, ...]:
        marks = {"collective": node.collective, "template": node.template}
        sorts = [label("map.TAGS", mark) for mark, holds in marks.items() if holds]
        return (*sorts, *_doubts(node))

    def _remarks(self, node: Node) -> tuple[Remark, ...]:
        headings, language = self.vocabulary.headings(node.label), grammar()
        found = [
            _remark(headings.get(key) or language.capital(key), language.format_date(value))
            for key, value in node.fields
        ]
        found += [
            _remark(identifier.system, identifier.value)
            for identifier in self.organisation.list_identifiers(node.id)
        ]
        changes = {"began_by": node.validity.began_by, "ended_by": node.validity.ended_by}
        found += [
            _remark(self.headings[heading], self._ref(change))
            for heading, change in changes.items()
            if change
        ]
        return (*found, *self._reasons(node))

    def _texts(self, texts: dict[str, str | None]) -> Iterable[Remark]:
        """What is stated of these, each under its heading."""
        for heading, text in texts.items():
            if text:
                yield _remark(self.headings[heading], text)

    def _reasons(self, fact: Node | Relation | Step) -> Iterable[Remark]:
        return self._texts({"reasoning": fact.reasoning, "note": fact.note})

    # ---- Relations
    def _relation_remarks(self, relation: Relation) -> Iterable[Remark]:
        headings = self.headings
        value = "seat" if self.vocabulary.relations[relation.type].seat else "value"
        yield from self._texts(
            {
                value: ", ".join(text for text in (relation.value, relation.role) if text),
                "condition": relation.condition,
                "verb": relation.verb,
            }
        )
        if relation.on_behalf:
            yield _remark(headings["on_behalf"], self._ref(relation.on_behalf))
        if relation.exceptions:
            yield _remark(headings["exceptions"], self._refs(relation.exceptions))
        if relation.order is not None:
            yield _remark(headings["order"], str(relation.order))
        group = self.organisation.find_group(relation.group) if relation.group else None
        if group:
            yield _remark(headings["logic"], label("pages.LOGICS", group.logic))
        if self._joins_collective(relation):
            target, source = self._ref(relation.target), self._ref(relation.source)
            yield _remark(
                headings["collective"], phrase("map.collective", target=target, source=source)
            )
        yield from self._reasons(relation)

    def _joins_collective(self, relation: Relation) -> bool:
        target = self.organisation.find_node(relation.target)
        return (
            self.vocabulary.relations[relation.type].member
            and target is not None
            and target.collective
        )

    # ---- Processes
    def _steps(self, node: Node) -> Iterable[Section]:
        own = sorted(self.organisation.list_steps(node.id), key=lambda step: step.order)
        if own:
            yield Section(
                self.headings["steps"],
                tuple(self._step(step, self._actors(step)) for step in own),
                ordered=True,
            )
        acting = self.organisation.list_steps_of(node.id)
        if acting:
            yield Section(
                self.headings["steps_of"],
                tuple(self._step(step, self._process(step)) for step in acting),
            )

    def _actors(self, step: Step) -> Phrase:
        return phrase("map.actors", actors=self._refs(step.actors)) if step.actors else Phrase()

    def _process(self, step: Step) -> Phrase:
        return phrase("map.step_of", process=self._ref(step.process), order=step.order)

    def _step(self, step: Step, before: Phrase) -> Entry:
        remarks = [_remark(self.headings["to"], self._refs(step.to))] if step.to else []
        remarks += self._texts(
            {
                "deadline": step.deadline,
                "branch": step.branch,
                "condition": step.condition,
                "logic": label("pages.LOGICS", step.logic) if step.logic else None,
            }
        )
        return Entry(
            text=Phrase((*before, step.action)),  # the action apart: it is on other sheets too
            when=short_validity(step.validity),
            tags=_doubts(step),
            remarks=(*remarks, *self._reasons(step)),
            sources=step.sources,
        )

    # ---- Decisions, changes and the like
    def _mentions(self, node: Node) -> Iterable[Section]:
        about = self.organisation.list_concerning(node.id)
        for group in self.vocabulary.labels.values():
            found = [other for other in about if other.label == group.name]
            if found:
                yield Section(
                    grammar().capital(group.plural), tuple(self._mention(other) for other in found)
                )
        concerned = [other for other in map(self.organisation.find_node, node.concerns) if other]
        if concerned:
            yield Section(self.headings["concerns"], tuple(map(_entry, concerned)))
        changed = [
            other
            for other in self.organisation.list_changed_by(node.id)
            if other.id not in node.concerns
        ]
        if changed:
            yield Section(self.headings["changed"], tuple(map(_entry, changed)))

    def _mention(self, node: Node) -> Entry:
        date = dict(node.fields).get("date")
        return _entry(node)._replace(when=grammar().format_date(date) if date else "")

    # ---- Mentions
    def _ref(self, node_id: str) -> str | Ref:
        node = self.organisation.find_node(node_id)
        return Ref(node_id, node.name) if node else node_id

    def _refs(self, ids: Iterable[str]) -> Phrase:
        return Phrase.join(", ", map(self._ref, ids))


def _remark(heading: str, text: Text) -> Remark:
    return Remark(heading, Phrase.of(text))


def _entry(node: Node) -> Entry:
    return Entry(Phrase.of(Ref(node.id, node.name)))


def _doubts(fact: Node | Relation | Step) -> tuple[str, ...]:
    return tuple(
        word for word, usual in ((fact.status, IN_FORCE), (fact.basis, VERBATIM)) if word != usual
    )


def _note_line(note: Note) -> NoteLine:
    return NoteLine(
        heading=label("pages.NOTE_KINDS", note.kind),
        text=note.text,
        handling=note.handling,
        searched=note.searched,
        sources=note.sources,
    )
