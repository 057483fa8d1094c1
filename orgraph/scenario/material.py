"""Makes the new facts of a scenario with the seed's own reader, so that they are written, dated and checked as the seed's are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from orgraph.dates import Span
from orgraph.errors import Issue
from orgraph.facts import Node, Relation, Step
from orgraph.organisation import MemoryIndex, Organisation
from orgraph.scenario.language import Frame
from orgraph.seed import rules
from orgraph.seed.entries import ScenarioEntry, ScenarioHeadEntry
from orgraph.seed.facts_from_entries import Builder
from orgraph.seed.texts import list_documents
from orgraph.seed.yaml_door import Mapping
from orgraph.vocabulary import Vocabulary

MOLD_ENDS = "fra", "til"  # a mold joins nothing; its ends are replaced


def kind_of_section(vocabulary: Vocabulary, section: str) -> str | None:
    """The first kind whose entries stand in a section."""
    return next((kind.name for kind in vocabulary.kinds.values() if kind.label in vocabulary.labels_in(section)), None)


class Material:
    """The facts that a scenario brings, with their places in its file."""

    def __init__(self, organisation: Organisation, file: str, entry: ScenarioEntry, *, decided: bool = False) -> None:
        self.organisation, self.file, self.entry = organisation, file, entry
        self._because = f"Følger af omlægningen »{entry.name}«." if decided else f"Scenariet »{entry.name}«."
        self.builder = Builder(organisation.vocabulary, Path())
        self._molds = 0
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
        standing = self._standing(ScenarioHeadEntry(source=self.entry.source, basis=self.entry.basis, reasoning=self.entry.reasoning))
        self._take({"changes": [_mapping(line, {"id": change, "name": name, "kind": kind, "date": day.text, **standing})]})
        if len(self.issues) > before:  # a source that cannot be read is said once, not for each fact that rests on it
            self.entry = self.entry.model_copy(update={"source": ()})
        return self.builder.nodes.get(change)

    def frame(self, head: ScenarioHeadEntry, line: int, day: Span, change: str | None) -> Frame:
        """The frame of a step, its mold included."""
        mold = self.relation(_mapping(line, {}), head, next(iter(self.organisation.vocabulary.relations)), line, (change, day))
        assert mold
        return Frame(line, day, change, mold)

    def relation(self, raw: Mapping, head: ScenarioHeadEntry, kind: str, line: int, when: tuple[str | None, Span]) -> Relation | None:
        """A relation that joins nothing yet, with the content that stands in the step."""
        self._molds += 1
        name = f"trin-{self._molds}"
        content = _mapping(line, {**self._defaults(raw, head, when), **raw, "id": name}, raw)
        source, target = MOLD_ENDS
        self._take({"relations": [_mapping(line, {f"{source} {kind} {target}": content})]})
        return self.builder.relations.get(name)

    def node(self, raw: Any, head: ScenarioHeadEntry, line: int, when: tuple[str | None, Span]) -> Node | None:
        """A node that begins with the step; it is written as in the seed, whatever its section."""
        if not isinstance(raw, Mapping):
            self._fault(line, "det nye er ikke et afsnit", "der skal stå id, name og kind", "Skriv fx {id: …, name: …, kind: …}")
            return None
        vocabulary = self.organisation.vocabulary
        kind = vocabulary.kinds.get(str(raw.get("kind")))
        if kind is None:
            what = f"slagsen {raw['kind']} er ukendt" if raw.get("kind") else f"{raw.get('id', 'det nye')}: nøglen kind mangler"
            self._fault(raw.line_of("kind"), what, "ordlisten siger, hvilke slags der findes", "Se kinds i vocabulary.yaml")
            return None
        if raw.get("valid_from") is not None:
            self._fault(raw.line_of("valid_from"), "valid_from kan ikke stå her", "det nye begynder på trinnets dag", "Skriv on ved trinnet")
            return None
        content = _mapping(raw.line, {**self._defaults(raw, head, when), **raw}, raw)
        before = len(self.issues)
        self._take({vocabulary.labels[kind.label].section: [content]})
        return self.builder.nodes.get(str(raw.get("id"))) if len(self.issues) == before else None

    def list_parts(self, processes: Sequence[str]) -> tuple[Step, ...]:
        """The steps that were written under new processes."""
        return tuple(part for part in self.builder.steps.values() if part.process in processes)

    def find_faults(self, texts: dict[str, tuple[str, ...]]) -> list[Issue]:
        """What the seed's own rules say of the new facts by themselves; `texts` are the documents that quotations are sought in."""
        said = {node.sources for node in self._own()}  # a mold that repeats its change's sources is checked there
        molds = [relation for relation in self.builder.relations.values() if relation.basis == "ordret" or relation.sources not in said]
        own: list[Node | Relation | Step] = [*self._own(), *molds, *self.builder.steps.values()]
        places = {fact.id: self.builder.places[fact.id] for fact in own}
        alone = Organisation(self.organisation.vocabulary, MemoryIndex([*self._documents, *own], places))
        found = [*rules.find_unsourced(alone), *rules.find_reversed_dates(alone), *rules.find_false_quotations(alone, texts)]
        return _once([issue for issue in found if issue.file == self.file], self._changes)

    def cited(self) -> set[str]:
        """The documents that the new facts rest on."""
        facts: list[Node | Relation | Step] = [*self._own(), *self.builder.relations.values(), *self.builder.steps.values()]
        aliases = [source for node in self._own() for alias in node.aliases for source in alias.sources]
        return {source.document for source in (*aliases, *(source for fact in facts for source in fact.sources))}

    def _own(self) -> list[Node]:
        known = {node.id for node in self._documents}
        return [node for node in self.builder.nodes.values() if node.id not in known]

    def _defaults(self, raw: Mapping, head: ScenarioHeadEntry, when: tuple[str | None, Span]) -> dict[str, Any]:
        """What a new fact says unless it says otherwise; one with a source of its own answers for its basis itself."""
        standing = self._standing(head)
        if raw.get("source") is not None:
            standing = {"status": standing["status"]}
        change, day = when
        return {"valid_from": change or day.text, **standing}

    def _standing(self, head: ScenarioHeadEntry) -> dict[str, Any]:
        entry = self.entry
        quoted = any('"' in text for text in head.source)
        basis = head.basis or ("ordret" if quoted else "udledt")
        reasoning = head.reasoning or (None if basis == "ordret" else entry.reasoning or self._because)
        return {"status": head.status or entry.status, "basis": basis, "reasoning": reasoning, "source": list(head.source or entry.source)}

    def _take(self, sections: dict[str, list[Mapping]]) -> None:
        root = _mapping(1, dict(sections))
        self.builder.take([(self.file, root)])

    def _fault(self, line: int, what: str, why: str, next_step: str) -> None:
        self.issues.append(Issue(self.file, line, what, why, next_step))


def _once(issues: list[Issue], changes: set[str]) -> list[Issue]:
    """The faults; what is said of a change's source is not said again of what only repeats that source."""
    told = {text for issue in issues for name, _, text in [issue.what.partition(": ")] if name in changes}
    return [issue for issue in issues for name, _, text in [issue.what.partition(": ")] if name in changes or text not in told]


def _document(node: Node) -> dict[str, Any]:
    """As much of a document as tells when it speaks."""
    fields = dict(node.fields)
    spoken: dict[str, Any] = {key: fields[key] for key in ("known_from", "known_until") if key in fields}
    return {"id": node.id, "name": node.name, "kind": node.kind, **spoken}


def _mapping(line: int, content: dict[str, Any], like: Mapping | None = None) -> Mapping:
    """A mapping as the reader gives it; lines are those of `like`."""
    made = Mapping(line)
    made.update({key: value for key, value in content.items() if value is not None or (like is not None and key in like)})
    made.lines = {**dict.fromkeys(made, line), **(like.lines if like is not None else {})}
    return made


def without(raw: Mapping, keys: Sequence[str]) -> Mapping:
    """The mapping less some keys."""
    return _mapping(raw.line, {key: value for key, value in raw.items() if key not in keys}, raw)
