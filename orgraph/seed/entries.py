"""The one door to pydantic: what may stand in a seed file, key by key. Checks shapes only; what words mean is the reader's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from orgraph.errors import Issue
from orgraph.facts import BASES, IN_FORCE, LOGICS, NOTE_KINDS, STATUSES
from orgraph.seed.yaml_door import Mapping


def _as_text(value: Any) -> Any:
    """Numbers are read as they are written; nothing but spaces is nothing."""
    return str(value) if type(value) is int else "" if isinstance(value, str) and not value.strip() else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | int) and not isinstance(value, bool) else value


def _as_written(value: Any) -> Any:
    """A key with nothing under it is an empty list."""
    return () if value is None else value


def _one_of(words: Sequence[str]) -> Any:
    return Field(pattern="^(" + "|".join(map(re.escape, words)) + ")$")


Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=4000)]
Id = Annotated[str, BeforeValidator(_as_text), Field(pattern=r"^[a-z0-9æøå]+(-[a-z0-9æøå]+)*$", max_length=120)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class FactEntry(_Entry):
    """What every fact may say about itself."""

    valid_from: Text | None = None
    valid_to: Text | None = None
    status: Annotated[str, _one_of(STATUSES)] = IN_FORCE
    basis: Annotated[str, _one_of(BASES)] = "ordret"
    reasoning: Text | None = None
    note: Text | None = None
    source: Texts = ()


class StepEntry(FactEntry):
    """One step of a process."""

    id: Id | None = None
    order: int
    actors: Ids = ()
    action: Text
    to: Ids = ()
    deadline: Text | None = None
    branch: Text | None = None
    condition: Text | None = None
    logic: Annotated[str, _one_of(LOGICS)] | None = None


class NodeEntry(FactEntry):
    """A node of any label. Keys beyond these are the label's own fields, checked against the vocabulary."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: Id
    name: Text
    kind: Text | None = None
    region: Id | None = None
    aliases: dict[Text, Text | None] = Field(default_factory=dict)
    collective: bool = False
    template: bool = False
    concerns: Ids = ()
    steps: tuple[Any, ...] = ()


class RelationEntry(FactEntry):
    """What stands under `source type target:`."""

    id: Id | None = None
    verb: Text | None = None
    role: Text | None = None
    value: Text | None = None
    on_behalf: Id | None = None
    about: Ids = ()
    condition: Text | None = None
    modality: Text | None = None
    order: int | None = None
    group: Id | None = None
    exceptions: Ids = Field(default=(), alias="except")


class IdentifierEntry(_Entry):
    """A register's code for a node."""

    node: Id
    system: Text
    value: Text
    valid_from: Text | None = None
    valid_to: Text | None = None
    basis: Annotated[str, _one_of(BASES)] = "ordret"
    reasoning: Text | None = None
    source: Texts = ()


class GroupEntry(_Entry):
    """Rows tied together."""

    id: Id
    logic: Annotated[str, _one_of(LOGICS)]
    parent: Id | None = None
    source: Texts = ()


class NoteEntry(_Entry):
    """A silence, conflict, ambiguity, version difference or namesake."""

    id: Id
    kind: Annotated[str, _one_of(NOTE_KINDS)]
    text: Text
    concerns: Ids = ()
    relations: Texts = ()
    handling: Text | None = None
    searched: Texts = ()
    source: Texts = ()


class LabelEntry(_Entry):
    """A label in the vocabulary."""

    section: Text
    danish: Text
    plural: Text
    fields: dict[Text, Text] = Field(default_factory=dict)


class KindEntry(_Entry):
    """A kind in the vocabulary."""

    label: Text
    plural: Text
    gloss: Text
    code: Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=3)]
    definition: Text = ""
    subordinate: bool = False


class RelationTypeEntry(_Entry):
    """A relation type in the vocabulary."""

    family: Text
    danish: Text
    inverse: Text
    gloss: Text
    neo4j: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=60)]
    sources: Texts = Field(alias="from")
    targets: Texts = Field(alias="to")
    definition: Text
    upward: Annotated[int, Field(ge=0, le=99)] = 0
    acyclic: bool = False
    member: bool = False
    instance: bool = False
    distributes: bool = False
    seat: bool = False
    across: bool = False
    verbs: Texts = ()


class QuestionEntry(_Entry):
    """What a question reads."""

    chain: Annotated[Texts, Field(min_length=1)]
    decides: Texts
    owner: Texts = ()


class ScenarioEntry(_Entry):
    """A scenario file."""

    name: Text
    id: Id | None = None
    on: Text | None = None
    status: Annotated[str, _one_of(STATUSES)] = "foreslået"
    basis: Annotated[str, _one_of(BASES)] | None = None
    reasoning: Text | None = None
    source: Texts = ()
    steps: Annotated[tuple[Any, ...], BeforeValidator(_as_written)]
    expect: Annotated[tuple[Any, ...], BeforeValidator(_as_written)] = ()
    replays: Ids = ()
    made_on: dict[Text, Text] = Field(default_factory=dict)


class ScenarioHeadEntry(_Entry):
    """What may stand beside a step's verb."""

    on: Text | None = None
    status: Annotated[str, _one_of(STATUSES)] | None = None
    basis: Annotated[str, _one_of(BASES)] | None = None
    reasoning: Text | None = None
    source: Texts = ()


class SelectorEntry(_Entry):
    """A set of nodes in a scenario: ids, or all nodes that fit."""

    id: Ids = ()
    kind: Texts = ()
    region: Id | None = None
    within: Id | None = Field(default=None, alias="in")
    having: Texts = Field(default=(), alias="with")
    lacking: Texts = Field(default=(), alias="without")
    where: dict[Text, Any] = Field(default_factory=dict)
    excepted: Ids = Field(default=(), alias="except")


class ScenarioWhereEntry(_Entry):
    """Which relations of a set a step means."""

    subject_kind: Text | None = None
    subject: Ids = ()
    about: Ids = ()
    role: Text | None = None


class ScenarioMergeEntry(_Entry):
    """Several bodies become one: an id, or a new body written out."""

    origin: Any = Field(alias="from")
    into: Any


class ScenarioSplitEntry(_Entry):
    """One body becomes several."""

    origin: Id = Field(alias="from")
    into: Annotated[tuple[Any, ...], Field(min_length=1)]


class ScenarioShareEntry(_Entry):
    """What one of them takes over."""

    to: Any
    relation: Texts = ()
    where: Any = None
    rest: bool = False


class ScenarioRenameEntry(_Entry):
    """Another name for a body."""

    id: Id
    name: Text


class ScenarioKindEntry(_Entry):
    """Another kind for a set."""

    chosen: Any = Field(alias="set")
    kind: Text


class ScenarioMoveEntry(_Entry):
    """Another superior for a set."""

    chosen: Any = Field(alias="set")
    to: Id
    relation: Text | None = None


class ScenarioTransferEntry(_Entry):
    """Relations of a set, given to another body."""

    relation: Texts
    origin: Any = Field(alias="from")
    to: Id
    where: Any = None
    direction: Annotated[str, _one_of(("out", "in"))] = "out"


class ScenarioRevokeEntry(_Entry):
    """Relations that end."""

    relation: Texts
    origin: Any = Field(default=None, alias="from")
    to: Any = None
    where: Any = None


class ScenarioPathEntry(_Entry):
    """Nobody loses the way to a body; `among` names those that must have one."""

    no_body_without_path_to: Id
    among: Any = None


class ScenarioEveryEntry(_Entry):
    """All of a set have a relation."""

    every: Any
    has: Text


class ScenarioNoneEntry(_Entry):
    """The same, said the other way round."""

    chosen: Any = Field(alias="set")
    relation: Text


class AssertionEntry(_Entry):
    """A question with its whole answer: for each role exactly these ids (`expect`), and what else must or may not be said."""

    id: Text
    question: Text
    ask: Text
    by_name: Text | None = None
    at: Text
    status: Annotated[str, _one_of(("answered", "not_stated", "ambiguous", "not_found"))] = "answered"
    expect: dict[Text, Texts] | None = None
    forbid: dict[Text, Texts] | None = None
    mention: Texts = ()
    path: Texts = ()
    together: dict[Text, Texts] = Field(default_factory=dict)
    notes: Texts = ()
    cite: Annotated[str, BeforeValidator(_as_text), Field(pattern=r"^[^:\s]+(:\d{1,9}(-\d{1,9})?)?$")] | None = None


class CoverageEntry(_Entry):
    """What a first reading of a document noted, and what of it is no fact of its own."""

    document: Text
    inventory_counts: dict[Text, Annotated[int, Field(ge=0)]]
    left_out: tuple[Any, ...] = ()
    merged: tuple[Any, ...] = ()


class ExceptionEntry(_Entry):
    """Entries of one section with one reason; each with its lines (left out) or with the fact that says it (merged)."""

    section: Text
    reason: Text
    entries: dict[Text, Text]


Model = TypeVar("Model", bound=BaseModel)
_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("mangler", "Skriv den"),
    "extra_forbidden": ("er ukendt", "Se seed/README.md"),
    "string_type": ("skal være tekst", "Skriv den som tekst"),
    "int_parsing": ("skal være et tal", "Skriv et tal"),
    "int_type": ("skal være et tal", "Skriv et tal"),
    "bool_type": ("skal være true eller false", "Skriv true eller false"),
    "bool_parsing": ("skal være true eller false", "Skriv true eller false"),
    "string_too_short": ("er tom", "Skriv noget, eller slet nøglen"),
    "too_short": ("er tom", "Skriv noget, eller slet nøglen"),
    "string_too_long": ("er for lang", "Forkort teksten"),
    "tuple_type": ("skal være en liste", "Skriv den som en liste"),
    "dict_type": ("skal være et afsnit", "Skriv nøgler og værdier under den"),
    "model_type": ("skal være et afsnit", "Skriv nøgler og værdier under den"),
}


def read_entry(model: type[Model], raw: Any, file: str, line: int, issues: list[Issue], what: str) -> Model | None:
    """The entry, or None with its faults added to `issues`; `what` names it in them."""
    if not isinstance(raw, dict):
        issues.append(Issue(file, line, f"{what} er ikke et afsnit", "der skal stå nøgler og værdier", "Se seed/README.md"))
        return None
    try:
        return model.model_validate(raw)
    except ValidationError as fault:
        issues.extend(_issue(model, raw, file, line, what, error) for error in fault.errors(include_url=False))
        return None


def _issue(model: type[BaseModel], raw: Any, file: str, line: int, what: str, error: Any) -> Issue:
    key = str(error["loc"][0]) if error["loc"] else ""
    where = raw.line_of(key) if isinstance(raw, Mapping) else line
    kind = error["type"]
    if kind == "string_pattern_mismatch":
        pattern = error["ctx"]["pattern"]
        words = pattern.removeprefix("^(").removesuffix(")$").replace("\\", "").split("|") if "|" in pattern else []
        why = f"{str(error['input'])[:60]!r} kan ikke stå der"
        return Issue(
            file,
            where,
            f"{what}: nøglen {key} har en forkert værdi",
            why,
            f"Skriv {' eller '.join(words)}" if words else "Brug små bogstaver, tal og bindestreg",
        )
    word, next_step = _WORDS.get(kind, (f"har en forkert værdi ({error['msg']})", "Se seed/README.md"))
    if kind == "extra_forbidden":
        known = [field.alias or name for name, field in model.model_fields.items()]
        near = get_close_matches(key, known, 2)
        next_step = f"Mente du {' eller '.join(near)}?".rstrip("?") if near else f"Kendte nøgler: {', '.join(known)}"
    return Issue(file, where, f"{what}: nøglen {key} {word}", "filen kan ikke læses, som den står", next_step)
