"""Reads vocabulary.yaml into a `Vocabulary`, with its faults."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from orgraph.errors import Issue
from orgraph.questions import QUESTIONS
from orgraph.seed.folder import VOCABULARY, find_vocabulary, read_file
from orgraph.seed.schema import (
    KindEntry,
    LabelEntry,
    Model,
    QuestionEntry,
    RelationTypeEntry,
    read_entry,
)
from orgraph.seed.yaml_reader import Mapping, is_text, read_yaml
from orgraph.text_matching import nearest, plain
from orgraph.vocabulary import Kind, Label, Reads, RelationType, Vocabulary

FILE = VOCABULARY[0]
_SECTIONS = ("name", "labels", "kinds", "families", "relations", "questions")


def read_vocabulary(
    folder: Path, read: Callable[[Any], bytes] | None = None
) -> tuple[Vocabulary, list[Issue]]:
    """The vocabulary of a seed folder; with faults it holds what could be read.

    `read` gives the bytes of a file of the folder.
    """
    name = find_vocabulary(str(folder)) or FILE
    root, issues = read_yaml(name, FILE, read or (lambda name: read_file(folder / name)))
    root = root if root is not None else Mapping(1)
    for key in root:
        if key not in _SECTIONS:
            known = ", ".join(_SECTIONS)
            code = "seed.vocabulary_key_unknown"
            issues.append(Issue.of(FILE, root.line_of(key), code, key=key, known=known))
    labels = _read(LabelEntry, root, "labels", issues)
    kinds = _read(KindEntry, root, "kinds", issues)
    relations = _read(RelationTypeEntry, root, "relations", issues)
    questions = _read(QuestionEntry, root, "questions", issues)
    families = {
        plain(key): _text(value, f"families: {key}", line, issues)
        for key, value, line in _section(root, "families", issues).rows()
    }
    name = (
        _text(root["name"], "name", root.line_of("name"), issues)
        if root.get("name") is not None
        else "Organisation"
    )
    vocabulary = Vocabulary(
        name=name,
        labels={
            name: Label(
                name=name,
                section=e.section,
                danish=e.danish,
                plural=e.plural,
                fields=tuple(e.fields.items()),
            )
            for name, e in labels.items()
        },
        kinds={
            name: Kind(
                name=name,
                label=e.label,
                plural=e.plural,
                gloss=e.gloss,
                code=e.code,
                definition=e.definition,
                subordinate=e.subordinate,
                region=e.region,
            )
            for name, e in kinds.items()
        },
        families=families,
        relations={name: _relation_type(name, e) for name, e in relations.items()},
        questions={
            name: Reads(name, e.chain, e.decides, e.owner, e.main, e.seat, e.appoints)
            for name, e in questions.items()
        },
    )
    return vocabulary, [*issues, *_meaning(vocabulary, root)]


def _relation_type(name: str, e: RelationTypeEntry) -> RelationType:
    return RelationType(
        name=name,
        family=e.family,
        danish=e.danish,
        inverse=e.inverse,
        gloss=e.gloss,
        neo4j=e.neo4j,
        sources=e.sources,
        targets=e.targets,
        definition=e.definition,
        upward=e.upward,
        acyclic=e.acyclic,
        member=e.member,
        instance=e.instance,
        distributes=e.distributes,
        seat=e.seat,
        across=e.across,
        verbs=e.verbs,
    )


def _read(
    model: type[Model], root: Mapping, section: str, issues: list[Issue]
) -> dict[str, Model]:
    entries = _section(root, section, issues)
    found: dict[str, Model] = {}
    for name, raw in entries.items():
        entry = read_entry(model, raw, FILE, entries.line_of(name), issues, f"{section}: {name}")
        if entry:
            found[plain(name)] = entry
    return found


def _text(value: Any, what: str, line: int, issues: list[Issue]) -> str:
    """A value as text; one that is none is told."""
    if not is_text(value):
        issues.append(Issue.of(FILE, line, "seed.vocabulary_wants_text", entry=what))
    return str(value)


def _section(root: Mapping, section: str, issues: list[Issue]) -> Mapping:
    entries: Any = root.get(section)
    if isinstance(entries, Mapping):
        return entries
    if entries is not None:
        code = "seed.vocabulary_section_wants_mapping"
        issues.append(Issue.of(FILE, root.line_of(section), code, section=section))
    return Mapping(root.line_of(section))


def _meaning(vocabulary: Vocabulary, root: Mapping) -> list[Issue]:
    """Words that point to words which are not there, and Neo4j types used twice."""
    issues: list[Issue] = []

    def fault(section: str, owner: str, code: str, **values: Any) -> None:
        entries = root.get(section)
        line = entries.line_of(owner) if isinstance(entries, Mapping) else 1
        entry = f"{section}: {owner}"
        issues.append(Issue.of(FILE, line, f"seed.{code}", entry=entry, **values))

    def need(word: str, known: Collection[str], section: str, owner: str, code: str) -> None:
        if word not in known:
            fault(section, owner, code, word=word)

    types: dict[str, str] = {}
    for kind in vocabulary.kinds.values():
        need(kind.label, vocabulary.labels, "kinds", kind.name, "label_undeclared")
    for relation in vocabulary.relations.values():
        name = relation.name
        need(relation.family, vocabulary.families, "relations", name, "family_undeclared")
        for label in (*relation.sources, *relation.targets):
            need(label, vocabulary.labels, "relations", name, "label_undeclared")
        if other := types.get(relation.neo4j):
            fault("relations", name, "neo4j_type_taken", word=relation.neo4j, other=other)
        types[relation.neo4j] = name
    known = tuple(question.reads for question in QUESTIONS.values() if question.reads)
    for reads in vocabulary.questions.values():
        if reads.question not in known:
            near = nearest(reads.question, known)
            code = "question_misspelled" if near else "question_unknown"
            fault("questions", reads.question, code, near=tuple(near), known=known)
        named = filter(None, (reads.main, reads.seat, reads.appoints))
        for word in (*reads.chain, *reads.decides, *reads.owner, *named):
            need(
                word,
                vocabulary.relations,
                "questions",
                reads.question,
                "relation_type_undeclared",
            )
    return issues
