"""The one door to pydantic: what may stand in a seed file, key by key.

Checks shapes only; what words mean is the reader's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from orgraph.errors import Issue, code_of
from orgraph.facts import (
    BASES,
    IN_FORCE,
    LOGICS,
    NOTE_KINDS,
    PROPOSED,
    STATUSES,
    VERBATIM,
)
from orgraph.languages import table
from orgraph.seed.yaml_reader import Mapping, is_text
from orgraph.text_matching import nearest, plain

_ID = f"a-z0-9{table('alphabet.LETTERS')}"  # what the parts of an id are written with
BIGGEST = 2**63  # of whole numbers: beyond it neither the snapshot nor a database can hold one

# Spaces that are none of YAML's, around a key; and what cannot be seen at all, in it.
_HIDDEN_IN_KEY = re.compile(
    r"^(?:(?! )\s)+|(?:(?! )\s)+$|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


def _as_text(value: Any) -> Any:
    """Numbers are read as they are written; nothing but what cannot be seen is nothing."""
    if type(value) is int:
        return str(value)
    return (
        ""
        if isinstance(value, str) and not (value.strip() if value.isascii() else plain(value))
        else value
    )


def _as_number(value: Any) -> Any:
    """`true` is no number."""
    return str(value) if isinstance(value, bool) else value


def _as_word(value: Any) -> Any:
    """A word that is looked up: as all ways to write it are compared."""
    text = _as_text(value)
    return plain(text) if isinstance(text, str) else text


def _as_list(value: Any) -> Any:
    return [value] if is_text(value) else value


def _as_written(value: Any) -> Any:
    """A key with nothing under it is an empty list."""
    return () if value is None else value


def _one_of(words: Sequence[str]) -> Any:
    return Field(pattern="^(" + "|".join(map(re.escape, words)) + ")$")


Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=4000)]
Word = Annotated[str, BeforeValidator(_as_word), Field(min_length=1, max_length=4000)]
Id = Annotated[
    str,
    BeforeValidator(_as_word),
    Field(pattern=f"^[{_ID}]+(-[{_ID}]+)*$", max_length=120),
]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_as_list)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]
Number = Annotated[int, BeforeValidator(_as_number), Field(ge=-BIGGEST, le=BIGGEST - 1)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class FactEntry(_Entry):
    """What every fact may say about itself."""

    valid_from: Text | None = None
    valid_to: Text | None = None
    status: Annotated[str, _one_of(STATUSES)] = IN_FORCE
    basis: Annotated[str, _one_of(BASES)] = VERBATIM
    reasoning: Text | None = None
    note: Text | None = None
    source: Texts = ()


class StepEntry(FactEntry):
    """One step of a process."""

    id: Id | None = None
    order: Number
    actors: Ids = ()
    action: Text
    to: Ids = ()
    deadline: Text | None = None
    branch: Text | None = None
    condition: Text | None = None
    logic: Annotated[str, _one_of(LOGICS)] | None = None


class NodeEntry(FactEntry):
    """A node of any label.

    Keys beyond these are the label's own fields, checked against the vocabulary.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    id: Id
    name: Text
    kind: Word | None = None
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
    order: Number | None = None
    group: Id | None = None
    exceptions: Ids = Field(default=(), alias="except")


class IdentifierEntry(_Entry):
    """A register's code for a node."""

    node: Id
    system: Text
    value: Text
    valid_from: Text | None = None
    valid_to: Text | None = None
    basis: Annotated[str, _one_of(BASES)] = VERBATIM
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
    relations: Words = ()
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

    label: Word
    plural: Text
    gloss: Text
    code: Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=3)]
    definition: Text = ""
    subordinate: bool = False
    region: bool = False


class RelationTypeEntry(_Entry):
    """A relation type in the vocabulary."""

    family: Word
    danish: Text
    inverse: Text
    gloss: Text
    neo4j: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=60)]
    sources: Words = Field(alias="from")
    targets: Words = Field(alias="to")
    definition: Text
    upward: Annotated[Number, Field(ge=0, le=99)] = 0
    acyclic: bool = False
    member: bool = False
    instance: bool = False
    distributes: bool = False
    seat: bool = False
    across: bool = False
    verbs: Texts = ()


class QuestionEntry(_Entry):
    """What a question reads."""

    chain: Annotated[Words, Field(min_length=1)]
    decides: Words
    owner: Words = ()
    main: Word = ""
    seat: Word = ""
    appoints: Word = ""


class ScenarioEntry(_Entry):
    """A scenario file."""

    name: Text
    id: Id | None = None
    on: Text | None = None
    status: Annotated[str, _one_of(STATUSES)] = PROPOSED
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
    kind: Words = ()
    region: Id | None = None
    within: Id | None = Field(default=None, alias="in")
    having: Words = Field(default=(), alias="with")
    lacking: Words = Field(default=(), alias="without")
    where: dict[Text, Any] = Field(default_factory=dict)
    excepted: Ids = Field(default=(), alias="except")


class ScenarioWhereEntry(_Entry):
    """Which relations of a set a step means."""

    subject_kind: Word | None = None
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
    relation: Words = ()
    where: Any = None
    rest: bool = False


class ScenarioRenameEntry(_Entry):
    """Another name for a body."""

    id: Id
    name: Text


class ScenarioKindEntry(_Entry):
    """Another kind for a set."""

    chosen: Any = Field(alias="set")
    kind: Word


class ScenarioMoveEntry(_Entry):
    """Another superior for a set."""

    chosen: Any = Field(alias="set")
    to: Id
    relation: Word | None = None


class ScenarioTransferEntry(_Entry):
    """Relations of a set, given to another body."""

    relation: Words
    origin: Any = Field(alias="from")
    to: Id
    where: Any = None
    direction: Annotated[str, _one_of(("out", "in"))] = "out"


class ScenarioRevokeEntry(_Entry):
    """Relations that end."""

    relation: Words
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
    has: Word


class ScenarioNoneEntry(_Entry):
    """The same, said the other way round."""

    chosen: Any = Field(alias="set")
    relation: Word


class AssertionEntry(_Entry):
    """A question with its whole answer: for each role exactly these ids (`expect`), and what else
    must or may not be said.
    """

    id: Text
    question: Text
    ask: Text
    by_name: Text | None = None
    at: Text
    status: Annotated[str, _one_of(("answered", "not_stated", "ambiguous", "not_found"))] = (
        "answered"
    )
    expect: dict[Text, Texts] | None = None
    forbid: dict[Text, Texts] | None = None
    mention: Texts = ()
    path: Texts = ()
    together: dict[Text, Texts] = Field(default_factory=dict)
    notes: Texts = ()
    cite: (
        Annotated[
            str, BeforeValidator(_as_text), Field(pattern=r"^[^:\s]+(:\d{1,9}(-\d{1,9})?)?$")
        ]
        | None
    ) = None


class CoverageEntry(_Entry):
    """What a first reading of a document noted, and what of it is no fact of its own."""

    document: Text
    inventory_counts: dict[Text, Annotated[Number, Field(ge=0)]]
    left_out: tuple[Any, ...] = ()
    merged: tuple[Any, ...] = ()


class ExceptionEntry(_Entry):
    """Entries of one section with one reason; each with its lines (left out) or with the fact that
    says it (merged).
    """

    section: Text
    reason: Text
    entries: dict[Text, Text]


Model = TypeVar("Model", bound=BaseModel)
# What the library calls a fault of a key -> the code of its text.
_CODES = {
    "missing": "key_missing",
    "string_type": "key_wants_text",
    "int_parsing": "key_wants_whole_number",
    "int_type": "key_wants_whole_number",
    "int_parsing_size": "number_too_large",
    "less_than_equal": "number_too_large",
    "greater_than_equal": "number_too_small",
    "int_from_float": "key_wants_whole_number",
    "bool_type": "key_wants_truth",
    "bool_parsing": "key_wants_truth",
    "string_too_short": "key_empty",
    "too_short": "key_empty",
    "string_too_long": "key_too_long",
    "too_long": "key_too_long",
    "tuple_type": "key_wants_list",
    "dict_type": "key_wants_mapping",
    "model_type": "key_wants_mapping",
}


def read_entry(
    model: type[Model], raw: Any, file: str, line: int, issues: list[Issue], what: str
) -> Model | None:
    """Validates an entry as YAML gave it.

    Args:
        model: what may stand in it.
        raw: the entry; anything but a mapping is a fault.
        file: the name of its file, for faults.
        line: its line, for faults that have no key of their own.
        issues: its faults are added to them.
        what: names the entry in them, as `bodies: o001`.

    Returns:
        The entry, or None when it has faults.
    """
    if not isinstance(raw, dict):
        issues.append(Issue.of(file, line, "seed_files.entry_is_no_mapping", entry=what))
        return None
    faults = len(issues)
    raw = _with_visible_keys(model, raw, file, line, issues)
    try:
        found = model.model_validate(raw)
        return found if len(issues) == faults else None
    except ValidationError as fault:
        issues.extend(
            _issue(model, raw, file, line, what, error)
            for error in fault.errors(include_url=False)
        )
        return None


def _with_visible_keys(
    model: type[BaseModel], raw: dict[str, Any], file: str, line: int, issues: list[Issue]
) -> dict[str, Any]:
    """The entry with its keys as they look; those that hold what cannot be seen are faults."""
    looks = {key: _HIDDEN_IN_KEY.sub("", key) for key in raw if not key.isascii()}
    known = _keys_of(model) if looks else []
    wrong = {key: look for key, look in looks.items() if look != key and look in known}
    if not wrong:
        return raw
    seen = Mapping(line)
    for key, value in raw.items():
        where = raw.line_of(key) if isinstance(raw, Mapping) else line
        if key in wrong and (hidden := _HIDDEN_IN_KEY.search(key)):
            code, sign = "seed_files.hidden_sign_in_key", code_of(hidden[0][0])
            issues.append(Issue.of(file, where, code, key=wrong[key], sign=sign))
        seen[wrong.get(key, key)] = value
        seen.lines[wrong.get(key, key)] = where
    return seen


def _keys_of(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _issue(model: type[BaseModel], raw: Any, file: str, line: int, what: str, error: Any) -> Issue:
    key = str(error["loc"][0]) if error["loc"] else ""
    where = raw.line_of(key) if isinstance(raw, Mapping) else line
    code, values = _fault_of(model, key, error)
    return Issue.of(file, where, f"seed_files.{code}", entry=what, key=key, **values)


def _fault_of(model: type[BaseModel], key: str, error: Any) -> tuple[str, dict[str, Any]]:
    """The code of what the library found, and the values of its text."""
    kind = error["type"]
    if kind == "string_pattern_mismatch":
        pattern = error["ctx"]["pattern"]
        value = repr(str(error["input"])[:60])
        if "|" not in pattern:
            return "key_is_no_id", {"value": value}
        words = pattern.removeprefix("^(").removesuffix(")$").replace("\\", "").split("|")
        return "key_not_one_of", {"value": value, "words": tuple(words)}
    if kind == "extra_forbidden":
        known = _keys_of(model)
        if near := nearest(key, known, 2):
            return "key_misspelled", {"near": tuple(near)}
        return "key_unknown", {"known": ", ".join(known)}
    return _CODES.get(kind, "key_wrong"), {}
