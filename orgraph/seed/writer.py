"""Writes facts as seed files that read back to the same facts.

The vocabulary and the documents' texts are the caller's to copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from orgraph.facts import (
    IN_FORCE,
    VERBATIM,
    Alias,
    Fact,
    Group,
    Identifier,
    Node,
    Note,
    Relation,
    Source,
    Step,
    Validity,
)
from orgraph.files import make_folder, write_whole
from orgraph.organisation import Organisation
from orgraph.seed.emitter import Value, block, scalar
from orgraph.vocabulary import Vocabulary

FILE = "facts.yaml"
DASH = 2  # where an entry's dash stands in its section
FIRST = ("documents", "changes")  # sections that others take dates from

Keys = list[tuple[str, Value]]


def write_seed(organisation: Organisation, folder: Path) -> Path:
    """All facts as one file in the folder, which is made if need be. Raises `CannotWrite`."""
    path = folder / FILE
    make_folder(folder)
    write_whole(path, seed_text(organisation).encode("utf-8"))
    return path


def seed_text(organisation: Organisation) -> str:
    """All facts as the text of one seed file, section by section."""
    sections = [
        f"{scalar(name)}:\n" + "\n".join(entries)
        for name, entries in _sections(organisation)
        if entries
    ]
    return "\n".join(sections)


def entry_text(fact: Fact, steps: Sequence[Step] = (), *, with_kind: bool = True) -> str:
    """One fact as it stands in its section, dash and all, with a new line at its end.

    Args:
        fact: the fact.
        steps: those of a process, written under it.
        with_kind: False where the section has one kind only, which then goes without saying.
    """
    if isinstance(fact, Relation):
        return _under(f"{fact.source} {fact.type} {fact.target}", _relation(fact))
    if isinstance(fact, Node):
        lines = _entry(_node(fact, with_kind=with_kind), DASH)
        if steps:
            lines += [
                " " * (DASH + 2) + "steps:",
                *(line for step in steps for line in _entry(_step(step, fact.validity), DASH + 4)),
            ]
        return _joined(lines)
    if isinstance(fact, Step):
        return _joined(_entry(_step(fact, None), DASH + 4))
    return _joined(
        _entry(
            (
                _group(fact)
                if isinstance(fact, Group)
                else _note(fact)
                if isinstance(fact, Note)
                else _identifier(fact)
            ),
            DASH,
        )
    )


def changed_keys(before: Fact, after: Fact) -> Keys:
    """The keys that must be set in the entry of a fact for it to say what the fact has become,
    with their values. A key that falls away is not among them.
    """
    old, new = (
        (
            _node(fact, with_kind=True)
            if isinstance(fact, Node)
            else (
                _relation(fact)
                if isinstance(fact, Relation)
                else _step(fact, None)
                if isinstance(fact, Step)
                else []
            )
        )
        for fact in (before, after)
    )
    said = dict(old)
    return [(key, value) for key, value in new if _says(value) and said.get(key) != value]


# ---- Sections
def _sections(organisation: Organisation) -> Iterator[tuple[str, list[str]]]:
    vocabulary = organisation.vocabulary
    alone = _labels_of_one_kind(vocabulary)
    nodes = list(organisation.list_nodes())
    for label in sorted(
        vocabulary.labels.values(),
        key=lambda label: FIRST.index(label.section) if label.section in FIRST else len(FIRST),
    ):
        mine = [node for node in nodes if node.label == label.name]
        yield (
            label.section,
            [
                entry_text(
                    node,
                    organisation.list_steps(node.id),
                    with_kind=node.kind != alone.get(node.label),
                )
                for node in mine
            ],
        )
    for section, kind in (
        ("groups", Group),
        ("relations", Relation),
        ("identifiers", Identifier),
        ("notes", Note),
    ):
        yield (
            section,
            [entry_text(fact) for fact in organisation.list_facts() if isinstance(fact, kind)],
        )


def _labels_of_one_kind(vocabulary: Vocabulary) -> dict[str, str]:
    labels = [kind.label for kind in vocabulary.kinds.values()]
    return {
        kind.label: kind.name
        for kind in vocabulary.kinds.values()
        if labels.count(kind.label) == 1
    }


# ---- Facts as keys, in the order they are read best
def _node(node: Node, *, with_kind: bool) -> Keys:
    return [
        ("id", node.id),
        ("name", node.name),
        ("kind", node.kind if with_kind else None),
        ("region", node.region),
        ("collective", node.collective),
        ("template", node.template),
        ("aliases", {alias.name: _where(alias) for alias in node.aliases}),
        *_dates(node.validity),
        *node.fields,
        ("concerns", node.concerns),
        *_standing(node),
    ]


def _relation(relation: Relation) -> Keys:
    derived = f"{relation.source}:{relation.type}:{relation.target}"
    return [
        ("id", relation.id if relation.id != derived else None),
        ("verb", relation.verb),
        ("role", relation.role),
        ("about", relation.about),
        ("value", relation.value),
        ("condition", relation.condition),
        ("on_behalf", relation.on_behalf),
        ("order", relation.order),
        ("modality", relation.modality),
        *_dates(relation.validity),
        ("group", relation.group),
        ("except", relation.exceptions),
        *_standing(relation),
    ]


def _step(step: Step, whole: Validity | None) -> Keys:
    return [
        ("id", step.id if ":" not in step.id else None),
        ("order", step.order),
        ("actors", step.actors),
        ("logic", step.logic),
        ("action", step.action),
        ("to", step.to),
        ("deadline", step.deadline),
        ("branch", step.branch),
        ("condition", step.condition),
        *_dates(_own(step.validity, whole) if whole else step.validity),
        *_standing(step),
    ]


def _group(group: Group) -> Keys:
    return [
        ("id", group.id),
        ("logic", group.logic),
        ("parent", group.parent),
        ("source", _sources(group.sources)),
    ]


def _note(note: Note) -> Keys:
    return [
        ("id", note.id),
        ("kind", note.kind),
        ("text", note.text),
        ("concerns", note.concerns),
        ("relations", note.relations),
        ("handling", note.handling),
        ("searched", _many(_sources(note.searched))),
        ("source", _sources(note.sources)),
    ]


def _identifier(identifier: Identifier) -> Keys:
    basis = identifier.basis if identifier.basis != VERBATIM else None
    return [
        ("node", identifier.node),
        ("system", identifier.system),
        ("value", identifier.value),
        *_dates(identifier.validity),
        ("basis", basis),
        ("reasoning", identifier.reasoning),
        ("source", _sources(identifier.sources)),
    ]


def _standing(fact: Node | Relation | Step) -> Keys:
    """How sure it is, and why. The status of what begins with a change is written out: it would
    else be that of the change.
    """
    return [
        ("status", fact.status if fact.status != IN_FORCE or fact.validity.began_by else None),
        ("basis", fact.basis if fact.basis != VERBATIM else None),
        ("reasoning", fact.reasoning),
        ("note", fact.note),
        ("source", _sources(fact.sources)),
    ]


# ---- Dates and sources
def _dates(validity: Validity) -> Keys:
    """A date that a change gave is written as the change."""
    return [
        ("valid_from", validity.began_by or _date(validity.valid_from)),
        ("valid_to", validity.ended_by or _date(validity.valid_to)),
    ]


def _date(text: str | None) -> Value:
    return int(text) if text and text.isdecimal() and str(int(text)) == text else text


def _own(validity: Validity, whole: Validity) -> Validity:
    """Without the dates that a step has from its process; what the documents confirm tells an end
    of its own from one that was cut.
    """
    if (validity.valid_from, validity.began_by) == (whole.valid_from, whole.began_by):
        validity = validity._replace(valid_from=None, began_by=None)
    same_end = (validity.valid_to, validity.ended_by) == (whole.valid_to, whole.ended_by)
    if same_end and not (
        validity.confirmed_until
        and whole.confirmed_until
        and validity.confirmed_until > whole.confirmed_until
    ):
        validity = validity._replace(valid_to=None, ended_by=None)
    return validity


def _sources(sources: Iterable[Source]) -> Value:
    """One source as text, several as a list."""
    texts = [_place(source) + (f' "{source.quote}"' if source.quote else "") for source in sources]
    return texts[0] if len(texts) == 1 else texts


def _many(sources: Value) -> Value:
    return [sources] if isinstance(sources, str) and " " not in sources else sources


def _place(source: Source) -> str:
    if not source.first:
        return source.document
    return (
        f"{source.document}:{source.first}"
        if source.first == source.last
        else f"{source.document}:{source.first}-{source.last}"
    )


def _where(alias: Alias) -> str | None:
    return _place(alias.sources[0]) if alias.sources else None


# ---- Lines
def _entry(keys: Keys, dash: int) -> list[str]:
    """The keys that say something, under one dash."""
    lines = [line for key, value in keys if _says(value) for line in block(key, value, dash + 2)]
    return [" " * dash + "- " + lines[0][dash + 2 :], *lines[1:]]


def _under(sentence: str, keys: Keys) -> str:
    """The keys under a sentence."""
    head = " " * DASH + f"- {scalar(sentence)}:"
    lines = [line for key, value in keys if _says(value) for line in block(key, value, DASH + 4)]
    return _joined([head, *lines] if lines else [head + " {}"])


def _says(value: Value) -> bool:
    return type(value) is int or isinstance(value, str) or bool(value)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
