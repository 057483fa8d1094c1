"""Makes the new facts of a scenario with the seed's own reader, so that they are written, dated
and checked as the seed's are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orgraph.dates import Span
from orgraph.errors import Issue
from orgraph.facts import Node, Relation, Step
from orgraph.index import MemoryIndex
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.scenario.model import Frame
from orgraph.seed import rules
from orgraph.seed.documents import list_documents
from orgraph.seed.fact_builder import Builder
from orgraph.seed.folder import Contents
from orgraph.seed.schema import ScenarioEntry, ScenarioHeadEntry
from orgraph.seed.yaml_reader import Mapping
from orgraph.vocabulary import Vocabulary


def kind_of_section(vocabulary: Vocabulary, section: str) -> str | None:
    """The first kind whose entries stand in a section."""
    return next(
        (
            kind.name
            for kind in vocabulary.kinds.values()
            if kind.label in vocabulary.labels_in(section)
        ),
        None,
    )


class NewFacts:
    """The facts that a scenario brings, with their places in its file."""

    def __init__(
        self, organisation: Organisation, file: str, entry: ScenarioEntry, *, decided: bool = False
    ) -> None:
        self.organisation, self.file, self.entry = organisation, file, entry
        why = "scenario.because_of_change" if decided else "scenario.because_of_scenario"
        self._because = text(why, name=entry.name)
        self.builder = Builder(organisation.vocabulary, Contents(""))
        self._templates = 0
        self._changes: set[str] = set()
        self._documents = list(list_documents(organisation))
        self._take({"documents": [_mapping(1, _document(node)) for node in self._documents]})

    @property
    def issues(self) -> list[Issue]:
        """What is wrong with the facts."""
        return self.builder.issues

    def change(self, change: str, name: str, day: Span, line: int) -> Node | None:
        """The change of one phase; None when the vocabulary has no changes."""
        kind = kind_of_section(self.organisation.vocabulary, "changes")
        if kind is None:
            return None
        self._changes.add(change)
        before = len(self.issues)
        standing = self._standing(
            ScenarioHeadEntry(
                source=self.entry.source, basis=self.entry.basis, reasoning=self.entry.reasoning
            )
        )
        self._take(
            {
                "changes": [
                    _mapping(
                        line,
                        {"id": change, "name": name, "kind": kind, "date": day.text, **standing},
                    )
                ]
            }
        )
        if (
            len(self.issues) > before
        ):  # a source that cannot be read is said once, not for each fact that rests on it
            self.entry = self.entry.model_copy(update={"source": ()})
        return self.builder.nodes.get(change)

    def frame(self, head: ScenarioHeadEntry, line: int, day: Span, change: str | None) -> Frame:
        """The frame of a step, its template included."""
        template = self.relation(
            _mapping(line, {}),
            head,
            next(iter(self.organisation.vocabulary.relations)),
            line,
            (change, day),
        )
        assert template
        return Frame(line, day, change, template, head.status is not None)

    def relation(
        self,
        raw: Mapping,
        head: ScenarioHeadEntry,
        relation_type: str,
        line: int,
        when: tuple[str | None, Span],
    ) -> Relation | None:
        """A relation that joins nothing yet, with the content that stands in the step: a template,
        whose ends the step replaces.
        """
        self._templates += 1
        name = f"trin-{self._templates}"
        content = _mapping(line, {**self._defaults(raw, head, when), **raw, "id": name}, raw)
        source, target = text("scenario.template_source"), text("scenario.template_target")
        written = f"{source} {relation_type} {target}"
        self._take({"relations": [_mapping(line, {written: content})]})
        return self.builder.relations.get(name)

    def node(
        self, raw: Any, head: ScenarioHeadEntry, line: int, when: tuple[str | None, Span]
    ) -> Node | None:
        """A node that begins with the step; it is written as in the seed, whatever its section."""
        if not isinstance(raw, Mapping):
            self._fault(line, "scenario.new_is_no_section")
            return None
        vocabulary = self.organisation.vocabulary
        kind = vocabulary.kinds.get(str(raw.get("kind")))
        if kind is None:
            self._fault_kind(raw)
            return None
        if raw.get("valid_from") is not None:
            self._fault(raw.line_of("valid_from"), "scenario.valid_from_not_here")
            return None
        content = _mapping(raw.line, {**self._defaults(raw, head, when), **raw}, raw)
        before = len(self.issues)
        self._take({vocabulary.labels[kind.label].section: [content]})
        return self.builder.nodes.get(str(raw.get("id"))) if len(self.issues) == before else None

    def _fault_kind(self, raw: Mapping) -> None:
        kind, name = raw.get("kind"), raw.get("id")
        name = name if isinstance(name, str) and name else text("scenario.the_new")
        if isinstance(kind, str) and kind:
            self._fault(raw.line_of("kind"), "scenario.new_kind_unknown", name=name, kind=kind)
        else:
            self._fault(raw.line_of("kind"), "scenario.new_kind_missing", name=name)

    def list_parts(self, processes: Sequence[str]) -> tuple[Step, ...]:
        """The steps that were written under new processes."""
        return tuple(part for part in self.builder.steps.values() if part.process in processes)

    def find_faults(self, texts: dict[str, tuple[str, ...]]) -> list[Issue]:
        """What the seed's own rules say of the new facts by themselves; `texts` are the documents
        that quotations are sought in.
        """
        said = {
            node.sources for node in self._own()
        }  # a template that repeats its change's sources is checked there
        templates = [
            relation
            for relation in self.builder.relations.values()
            if relation.basis == "ordret" or relation.sources not in said
        ]
        own: list[Node | Relation | Step] = [
            *self._own(),
            *templates,
            *self.builder.steps.values(),
        ]
        places = {fact.id: self.builder.places[fact.id] for fact in own}
        alone = Organisation(
            self.organisation.vocabulary, MemoryIndex([*self._documents, *own], places)
        )
        found = [
            *rules.find_unsourced(alone, self.builder.unread),
            *rules.find_reversed_dates(alone),
            *rules.find_false_quotations(alone, texts),
        ]
        return _once([issue for issue in found if issue.file == self.file], self._changes)

    def cited(self) -> set[str]:
        """The documents that the new facts rest on."""
        facts: list[Node | Relation | Step] = [
            *self._own(),
            *self.builder.relations.values(),
            *self.builder.steps.values(),
        ]
        aliases = [
            source for node in self._own() for alias in node.aliases for source in alias.sources
        ]
        return {
            source.document
            for source in (*aliases, *(source for fact in facts for source in fact.sources))
        }

    def _own(self) -> list[Node]:
        known = {node.id for node in self._documents}
        return [node for node in self.builder.nodes.values() if node.id not in known]

    def _defaults(
        self, raw: Mapping, head: ScenarioHeadEntry, when: tuple[str | None, Span]
    ) -> dict[str, Any]:
        """What a new fact says unless it says otherwise; one with a source of its own answers for
        its basis itself.
        """
        standing = self._standing(head)
        if raw.get("source") is not None:
            standing = {"status": standing["status"]}
        change, day = when
        return {"valid_from": change or day.text, **standing}

    def _standing(self, head: ScenarioHeadEntry) -> dict[str, Any]:
        entry = self.entry
        quoted = any('"' in text for text in head.source)
        basis = head.basis or ("ordret" if quoted else "udledt")
        reasoning = head.reasoning or (
            None if basis == "ordret" else entry.reasoning or self._because
        )
        return {
            "status": head.status or entry.status,
            "basis": basis,
            "reasoning": reasoning,
            "source": list(head.source or entry.source),
        }

    def _take(self, sections: dict[str, list[Mapping]]) -> None:
        root = _mapping(1, dict(sections))
        self.builder.take([(self.file, root)])

    def _fault(self, line: int, code: str, **values: Any) -> None:
        self.issues.append(Issue.of(self.file, line, code, **values))


def _once(issues: list[Issue], changes: set[str]) -> list[Issue]:
    """The faults; what is said of a change's source is not said again of what only repeats that
    source.
    """
    said = {
        fault
        for issue in issues
        for name, _, fault in [issue.what.partition(": ")]
        if name in changes
    }
    return [
        issue
        for issue in issues
        for name, _, fault in [issue.what.partition(": ")]
        if name in changes or fault not in said
    ]


def _document(node: Node) -> dict[str, Any]:
    """As much of a document as tells when it speaks."""
    fields = dict(node.fields)
    spoken: dict[str, Any] = {
        key: fields[key] for key in ("known_from", "known_until") if key in fields
    }
    return {"id": node.id, "name": node.name, "kind": node.kind, **spoken}


def _mapping(line: int, content: dict[str, Any], like: Mapping | None = None) -> Mapping:
    """A mapping as the reader gives it; lines are those of `like`."""
    made = Mapping(line)
    made.update(
        {
            key: value
            for key, value in content.items()
            if value is not None or (like is not None and key in like)
        }
    )
    made.lines = {**dict.fromkeys(made, line), **(like.lines if like is not None else {})}
    return made


def without(raw: Mapping, keys: Sequence[str]) -> Mapping:
    """The mapping less some keys."""
    return _mapping(raw.line, {key: value for key, value in raw.items() if key not in keys}, raw)
