"""Reads vocabulary.yaml into a `Vocabulary`, with its faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orgraph.errors import Issue
from orgraph.seed.entries import KindEntry, LabelEntry, Model, QuestionEntry, RelationTypeEntry, read_entry
from orgraph.seed.yaml_door import Mapping, read_yaml
from orgraph.vocabulary import ASKED, Kind, Label, Question, RelationType, Vocabulary

FILE = "vocabulary.yaml"
_SECTIONS = ("name", "labels", "kinds", "families", "relations", "questions")


def read_vocabulary(folder: Path) -> tuple[Vocabulary, list[Issue]]:
    """The vocabulary of a seed folder; with faults it holds what could be read."""
    root, issues = read_yaml(folder / FILE, FILE)
    root = root if root is not None else Mapping(1)
    for key in root:
        if key not in _SECTIONS:
            issues.append(Issue(FILE, root.line_of(key), f"nøglen {key} er ukendt", "ordlisten har faste afsnit", f"Kendte afsnit: {', '.join(_SECTIONS)}"))
    labels = _read(LabelEntry, root, "labels", issues)
    kinds = _read(KindEntry, root, "kinds", issues)
    relations = _read(RelationTypeEntry, root, "relations", issues)
    questions = _read(QuestionEntry, root, "questions", issues)
    families = {key: str(value) for key, value in _section(root, "families", issues).items()}
    vocabulary = Vocabulary(
        name=str(root.get("name") or "Organisation"),
        labels={name: Label(name, e.section, e.danish, e.plural, tuple(e.fields.items())) for name, e in labels.items()},
        kinds={name: Kind(name, e.label, e.plural, e.gloss, e.code, e.definition, e.subordinate) for name, e in kinds.items()},
        families=families,
        relations={name: _relation_type(name, e) for name, e in relations.items()},
        questions={name: Question(name, e.chain, e.decides, e.owner) for name, e in questions.items()},
    )
    return vocabulary, [*issues, *_meaning(vocabulary, root)]


def _relation_type(name: str, e: RelationTypeEntry) -> RelationType:
    flags = {key: getattr(e, key) for key in ("upward", "acyclic", "member", "instance", "distributes", "seat", "across", "verbs")}
    return RelationType(name, e.family, e.danish, e.inverse, e.gloss, e.neo4j, e.sources, e.targets, e.definition, **flags)


def _read(model: type[Model], root: Mapping, section: str, issues: list[Issue]) -> dict[str, Model]:
    entries = _section(root, section, issues)
    found = {name: read_entry(model, raw, FILE, entries.line_of(name), issues, f"{section}: {name}") for name, raw in entries.items()}
    return {name: entry for name, entry in found.items() if entry}


def _section(root: Mapping, section: str, issues: list[Issue]) -> Mapping:
    entries: Any = root.get(section)
    if isinstance(entries, Mapping):
        return entries
    if entries is not None:
        issues.append(
            Issue(FILE, root.line_of(section), f"afsnittet {section} er ikke et afsnit", "der skal stå navne med hver sin beskrivelse", "Se seed/README.md")
        )
    return Mapping(root.line_of(section))


def _meaning(vocabulary: Vocabulary, root: Mapping) -> list[Issue]:
    """Words that point to words which are not there, and Neo4j types used twice."""
    issues: list[Issue] = []

    def need(word: str, known: object, section: str, owner: str, sort: str) -> None:
        if word not in known:  # type: ignore[operator]
            entries = root.get(section)
            line = entries.line_of(owner) if isinstance(entries, Mapping) else 1
            issues.append(
                Issue(FILE, line, f"{section}: {owner}: {sort} {word} er ukendt", "ordet er ikke erklæret i ordlisten", "Erklær det, eller ret stavningen")
            )

    types: dict[str, str] = {}
    for kind in vocabulary.kinds.values():
        need(kind.label, vocabulary.labels, "kinds", kind.name, "mærket")
    for relation in vocabulary.relations.values():
        need(relation.family, vocabulary.families, "relations", relation.name, "familien")
        for label in (*relation.sources, *relation.targets):
            need(label, vocabulary.labels, "relations", relation.name, "mærket")
        if other := types.get(relation.neo4j):
            line = root["relations"].line_of(relation.name)
            issues.append(Issue(FILE, line, f"relations: {relation.name}: Neo4j-typen {relation.neo4j} er brugt", f"{other} har den allerede", "Vælg en anden"))
        types[relation.neo4j] = relation.name
    for question in vocabulary.questions.values():
        for word in (*question.chain, *question.decides, *question.owner):
            need(word, vocabulary.relations, "questions", question.name, "relationen")
    for name in ASKED:
        if name not in vocabulary.questions:
            line = root.line_of("questions")
            issues.append(Issue(FILE, line, f"questions: spørgsmålet {name} mangler", "uden det kan ingen spørge", "Skriv, hvilke relationer det læser"))
    return issues
