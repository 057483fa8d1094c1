"""A scenario file as data, with its faults: a name, a date and steps that each pick a set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from orgraph.dates import Span, parse_day
from orgraph.errors import BadDate, BadSeed, Issue, NoSuchFile
from orgraph.organisation import Organisation
from orgraph.seed.entries import ScenarioEntry, SelectorEntry, TransferEntry, read_entry
from orgraph.seed.yaml_door import Mapping, read_yaml


class Selector(NamedTuple):
    """A set of nodes: these ids, and all that are of a kind, of a region and in a collective, as far as these are named."""

    ids: tuple[str, ...]
    kind: str | None
    region: str | None
    within: str | None


class Dissolve(NamedTuple):
    """Every body of the set ends on the date."""

    chosen: Selector
    line: int


class Transfer(NamedTuple):
    """A relation type held by a set is given to another body; with `subject_kind`, only towards things of that kind."""

    relation: str
    chosen: Selector
    to: str
    subject_kind: str | None
    line: int


Step = Dissolve | Transfer


class Scenario(NamedTuple):
    """A scenario as read: `file` is where it stands, for messages."""

    name: str
    on: Span
    steps: tuple[Step, ...]
    file: str


def read_scenario(path: Path, organisation: Organisation) -> Scenario:
    """The scenario in a file. Raises `NoSuchFile`, or `BadSeed` with all its faults."""
    if not path.is_file():
        raise NoSuchFile(str(path), "den findes ikke" if not path.exists() else "det er ikke en fil")
    file = path.name
    root, issues = read_yaml(path, file)
    entry = read_entry(ScenarioEntry, root, file, 1, issues, "scenariet") if root is not None else None
    steps: list[Step] = []
    on: Span | None = None
    if entry is not None and root is not None:
        on = _date(entry.on, file, root.line_of("on"), issues)
        for raw in entry.steps:
            step = _step(raw, file, issues, organisation)
            if step:
                steps.append(step)
    if issues or entry is None or on is None:
        raise BadSeed(tuple(issues))
    return Scenario(entry.name, on, tuple(steps), file)


def _date(text: str, file: str, line: int, issues: list[Issue]) -> Span | None:
    try:
        return parse_day(text)
    except BadDate as fault:
        issues.append(Issue(file, line, str(fault).rstrip("."), "et scenarie sker på én dag", "Ret datoen"))
        return None


def _step(raw: Any, file: str, issues: list[Issue], organisation: Organisation) -> Step | None:
    line = raw.line if isinstance(raw, Mapping) else 1
    verb = next(iter(raw), "") if isinstance(raw, dict) and len(raw) == 1 else ""
    read = _VERBS.get(verb)
    if read is None:
        issues.append(Issue(file, line, f"trinnet {verb or '?'} er ukendt", "det kan ikke udføres", f"Kendte trin: {', '.join(_VERBS)}"))
        return None
    return read(raw[verb], file, line, issues, organisation)


def _dissolve(raw: Any, file: str, line: int, issues: list[Issue], organisation: Organisation) -> Step | None:
    chosen = _selector(raw, file, line, issues, organisation, "dissolve")
    return Dissolve(chosen, line) if chosen else None


def _transfer(raw: Any, file: str, line: int, issues: list[Issue], organisation: Organisation) -> Step | None:
    entry = read_entry(TransferEntry, raw, file, line, issues, "transfer")
    if entry is None:
        return None
    chosen = _selector(raw["from"], file, line, issues, organisation, "transfer: from")
    _need(entry.relation, organisation.vocabulary.relations, f"relationen {entry.relation}", file, line, issues)
    if entry.where.subject_kind:
        _need(entry.where.subject_kind, organisation.vocabulary.kinds, f"slagsen {entry.where.subject_kind}", file, line, issues)
    if organisation.find_node(entry.to) is None:
        issues.append(Issue(file, line, f"transfer: to: {entry.to} findes ikke", "intet i data har det id", "Ret id'et"))
    return Transfer(entry.relation, chosen, entry.to, entry.where.subject_kind, line) if chosen else None


def _selector(raw: Any, file: str, line: int, issues: list[Issue], organisation: Organisation, what: str) -> Selector | None:
    entry = read_entry(SelectorEntry, {"id": raw} if isinstance(raw, str | list) else raw, file, line, issues, what)
    if entry is None:
        return None
    if not entry.id and not entry.kind and not entry.within:
        issues.append(Issue(file, line, f"{what}: mængden er ikke afgrænset", "hverken id, kind eller in er nævnt", "Skriv id, kind eller in"))
        return None
    if entry.kind:
        _need(entry.kind, organisation.vocabulary.kinds, f"slagsen {entry.kind}", file, line, issues)
    for node_id in filter(None, (*entry.id, entry.region, entry.within)):
        if organisation.find_node(node_id) is None:
            issues.append(Issue(file, line, f"{what}: {node_id} findes ikke", "intet i data har det id", "Ret id'et"))
    return Selector(entry.id, entry.kind, entry.region, entry.within)


def _need(word: str, known: Any, sort: str, file: str, line: int, issues: list[Issue]) -> None:
    if word not in known:
        issues.append(Issue(file, line, f"{sort} er ukendt", "den står ikke i ordlisten", "Se seed/vocabulary.yaml"))


_VERBS: dict[str, Callable[[Any, str, int, list[Issue], Organisation], Step | None]] = {"dissolve": _dissolve, "transfer": _transfer}
