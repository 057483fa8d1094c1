"""Tells whether the seed has moved since a scenario was made: a fingerprint of each fact that its
steps touch, kept in the scenario's own file.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from pathlib import Path
from typing import NamedTuple

from orgraph.errors import CannotWrite
from orgraph.facts import Fact
from orgraph.files import write_whole, writing
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.scenario.apply import Applied
from orgraph.scenario.model import Scenario
from orgraph.seed.edits import Text
from orgraph.seed.emitter import scalar
from orgraph.seed.schema import ScenarioEntry, read_entry
from orgraph.seed.yaml_reader import Mapping, read_yaml

KEY = "made_on"
HEAD = text("scenario.stamp_head")
_END = re.compile(r"\.\.\.(\s|$)")  # of a document


class Drift(NamedTuple):
    """A fact that is not what it was when the scenario was made: its id, and what has become of
    it, in words.
    """

    fact: str
    what: str


def fingerprints(organisation: Organisation, applied: Applied) -> dict[str, str]:
    """The facts that the steps choose or change, as they are before the scenario, each with its
    fingerprint.
    """
    found: dict[str, str] = {}
    for effect in applied.effects:
        facts = [
            *(organisation.find_node(node_id) for node_id in effect.chosen),
            *(change.before for change in effect.changes),
        ]
        for fact in facts:
            if fact and organisation.find_fact(fact.id) == fact:
                found[fact.id] = _fingerprint(fact)
    return found


def find_conflicts(
    organisation: Organisation, scenario: Scenario, applied: Applied
) -> list[Drift]:
    """What has moved since the scenario was made; empty when it says nothing of that."""
    if not scenario.baseline:
        return []
    then, now = dict(scenario.baseline), fingerprints(organisation, applied)
    gone, changed, new = (
        text(code)
        for code in ("scenario.drift_gone", "scenario.drift_changed", "scenario.drift_new")
    )
    return [
        *(
            Drift(fact, gone if organisation.find_fact(fact) is None else changed)
            for fact in then
            if fact not in now
        ),
        *(Drift(fact, changed) for fact in then if fact in now and now[fact] != then[fact]),
        *(Drift(fact, new) for fact in now if fact not in then),
    ]


def stamp(path: Path, marks: dict[str, str]) -> None:
    """Writes the fingerprints into the scenario's file, in the place of those it had; every other
    line stays as it is, to the byte.

    Raises `CannotWrite`, also when the file is written in a way that they cannot be put into: the
    new text is read before it takes the old one's place.
    """
    with writing(path):
        content = path.read_bytes()
        old = content.decode("utf-8")
        before = _read(old, path.name)
        new = _stamped(old, before.root, marks) if before else ""
        after = _read(new, path.name)
    if not (before and after and after.marks == marks and after.rest == before.rest):
        raise CannotWrite(
            str(path), text("scenario.cannot_stamp"), text("scenario.write_on_lines")
        )
    write_whole(path, new.encode("utf-8"), instead_of=content)


class _Written(NamedTuple):
    """A scenario's file as YAML, the fingerprints in it, and all else that it says."""

    root: Mapping
    marks: dict[str, str]
    rest: ScenarioEntry


def _read(content: str, name: str) -> _Written | None:
    """What the text says; None when it is no scenario."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scenarie.yaml"
        path.write_bytes(content.encode("utf-8"))
        root, issues = read_yaml(path, name)
    if root is None:
        return None
    entry = read_entry(ScenarioEntry, root, name, 1, issues, text("scenario.the_scenario"))
    if entry is None or issues:
        return None
    return _Written(root, entry.made_on, entry.model_copy(update={KEY: {}}))


def _stamped(old: str, root: Mapping, marks: dict[str, str]) -> str:
    """The text with the fingerprints, indented as its other keys are."""
    file = Text(old)
    keys = sorted(line - 1 for line in root.lines.values())
    top = file.lines[keys[0]].removeprefix("\ufeff")
    indent = " " * (len(top) - len(top.lstrip(" ")))
    pairs = [f"  {scalar(fact)}: {scalar(mark)}" for fact, mark in marks.items()]
    block = [indent + line for line in (HEAD, f"{KEY}:", *pairs)] if marks else []
    last = len(file.lines) - (not file.lines[-1])
    end = next((at for at in range(keys[-1], last) if _END.match(file.lines[at])), last)
    if KEY not in root.lines:
        file.replace(end, end, block)
        return str(file)
    first = root.lines[KEY] - 1
    after = next((key for key in keys if key > first), end)
    while after > first + 1 and not _says(file.lines[after - 1]):  # it is about what follows
        after -= 1
    comments = [line for line in file.lines[first + 1 : after] if line.strip() and not _says(line)]
    if first and file.lines[first - 1].strip() == HEAD:
        first -= 1
    file.replace(first, after, [*comments, *block])
    return str(file)


def _says(line: str) -> bool:
    """Whether a line is neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _fingerprint(fact: Fact) -> str:
    return hashlib.blake2b(
        repr((type(fact).__name__, *fact)).encode(errors="surrogatepass"), digest_size=5
    ).hexdigest()
