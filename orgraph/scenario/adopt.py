"""Writes a decided scenario into the seed: what ends gets its end where it stands, what is new gets a file of its own. All of it, or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from orgraph.checks import ERROR, run_rules
from orgraph.checks.assertions import read_assertions, run_assertions
from orgraph.errors import BadSeed, CannotAdopt, CannotWrite, Issue
from orgraph.facts import Fact, Step
from orgraph.files import writing
from orgraph.organisation import Change, MemoryIndex, Organisation
from orgraph.scenario.apply import Applied, apply
from orgraph.scenario.baseline import Conflict, find_conflicts
from orgraph.scenario.language import Scenario
from orgraph.scenario.steps import read_scenario
from orgraph.seed.edits import CannotEdit, insert_entry, set_key
from orgraph.seed.reader import APART, Loaded, read_seed
from orgraph.seed.writer import changed_keys, entry_text, seed_text

FOLDER = "vedtagne-omlaegninger"
AFTER = ("id", "name", "kind", "region", "aliases", "valid_from")  # where an end is put, when the entry has none


class Adoption(NamedTuple):
    """What would be written: each file, under the seed folder, with its text before (None: it is new) and after."""

    scenario: Scenario
    applied: Applied
    conflicts: tuple[Conflict, ...]
    files: tuple[tuple[str, str | None, str], ...]

    def difference(self) -> str:
        """The changed lines, as a patch."""
        return "".join(_patch(name, before, after) for name, before, after in self.files)


def plan(path: Path, folder: Path, source: str, to: str | None = None) -> Adoption:
    """What adopting the scenario would write, tried on a copy. Raises `BadSeed`, `NoSuchFile`, `CannotWrite` or `CannotAdopt`."""
    loaded = _sound(folder)
    scenario = read_scenario(path, loaded.organisation, folder, decided=(source,))
    if scenario.replays:
        raise CannotAdopt("det afspiller en omlægning, der allerede står i data (replays)")
    applied = apply(loaded.organisation, scenario)
    changes = net_changes(applied)
    if not changes:
        raise CannotAdopt("scenariet ændrer intet")
    files = _files(folder, loaded.organisation, scenario, changes, _target(folder, scenario, to))
    _try(folder, loaded, applied.organisation, files)
    return Adoption(scenario, applied, tuple(find_conflicts(loaded.organisation, scenario, applied)), files)


def write(adoption: Adoption, folder: Path) -> None:
    """Writes it: first everything beside the old files, then all of it in their place. Raises `CannotWrite`."""
    partials: list[tuple[Path, Path]] = []
    try:
        with writing(folder):
            for name, before, after in adoption.files:
                path = folder / name
                if (_text(path) if path.exists() else None) != before:
                    raise CannotWrite(str(path), "filen er ændret i mellemtiden")
                path.parent.mkdir(parents=True, exist_ok=True)
                partial = path.with_suffix(".partial")
                partials.append((partial, path))
                partial.write_text(after, encoding="utf-8", newline="")
            for partial, path in partials:
                os.replace(partial, path)
    finally:
        for partial, _ in partials:
            partial.unlink(missing_ok=True)


def net_changes(applied: Applied) -> list[Change]:
    """What all steps together change, each fact once; the omlægninger are among them."""
    found: dict[str, Change] = {}
    for effect in applied.effects:
        for change in effect.changes:
            fact = change.after or change.before
            assert fact
            first = found[fact.id].before if fact.id in found else change.before
            found[fact.id] = Change(first, change.after)
    for name in dict.fromkeys(effect.step.frame.change for effect in applied.effects):
        if name and (made := applied.organisation.find_node(name)):
            found[name] = Change(None, made)
    return [change for change in found.values() if (change.before or change.after) and change.before != change.after]


# ---- What is written
def _sound(folder: Path) -> Loaded:
    loaded = read_seed(folder)
    if loaded.issues:
        raise BadSeed(loaded.issues)
    return loaded


def _target(folder: Path, scenario: Scenario, to: str | None) -> str:
    """The new file's name under the seed folder."""
    stem = scenario.changes[0].id if scenario.changes else "omlaegning"
    path = (Path(to) if to else folder / FOLDER / f"{stem}.yaml").resolve()
    if not path.is_relative_to(folder.resolve()) or path.suffix != ".yaml":
        raise CannotWrite(str(to), "det skal være en .yaml-fil i datamappen")
    inside = path.relative_to(folder.resolve())
    if inside.parts[0] in APART or path.exists():
        raise CannotWrite(str(to or path), "den findes allerede" if path.exists() else "den mappe rummer ikke forhold")
    return inside.as_posix()


def _files(folder: Path, organisation: Organisation, scenario: Scenario, changes: list[Change], new: str) -> tuple[tuple[str, str | None, str], ...]:
    """Every file with its text before and after. Edits go from the bottom of a file up, so that the lines above keep their numbers."""
    edits: dict[str, list[tuple[int, Change]]] = {}
    added: list[Fact] = []
    for change in changes:
        place = organisation.find_place(_placed(organisation, change))
        made = change.after
        if change.before is None and made and not (isinstance(made, Step) and organisation.find_node(made.process)):
            added.append(made)
        elif place is None:
            raise CannotAdopt(f"det vides ikke, hvor {_placed(organisation, change)} står")
        else:
            edits.setdefault(place.file, []).append((place.line, change))
    found: list[tuple[str, str | None, str]] = [(new, None, _new_text(organisation, scenario, added))]
    for name in sorted(edits):
        before = _text(folder / name)
        found.append((name, before, _edited(name, before, edits[name])))
    return tuple(found)


def _placed(organisation: Organisation, change: Change) -> str:
    """The fact at whose place a change is written: itself, or for a new step the last one of its process."""
    fact = change.before or change.after
    assert fact
    if change.before is None and isinstance(fact, Step) and (parts := organisation.list_steps(fact.process)):
        return parts[-1].id
    return fact.id


def _edited(name: str, text: str, edits: Iterable[tuple[int, Change]]) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    for line, change in sorted(edits, key=lambda found: (found[0], found[1].before is None), reverse=True):
        try:
            assert change.after
            if change.before is None:
                lines = insert_entry(lines, line - 1, entry_text(change.after))
                continue
            for key, value in changed_keys(change.before, change.after):
                lines = set_key(lines, line - 1, key, value, AFTER)
        except (CannotEdit, IndexError):
            raise BadSeed((Issue(name, line, "forholdet kan ikke ændres, hvor det står", "det deler linje med andre", "Giv det sin egen linje"),)) from None
    return ending.join(lines)


def _text(path: Path) -> str:
    """A file as it stands, line ends and all."""
    return path.read_bytes().decode("utf-8")


def _new_text(organisation: Organisation, scenario: Scenario, added: list[Fact]) -> str:
    title = "".join(char for char in " ".join(scenario.name.split()) if char.isprintable())
    days = " og ".join(day.text for day in scenario.days())
    return f"# {title}: vedtaget omlægning, {days}. Skrevet af orgraph scenario adopt.\n{seed_text(Organisation(organisation.vocabulary, MemoryIndex(added)))}"


# ---- Tried on a copy
def _try(folder: Path, loaded: Loaded, wanted: Organisation, files: tuple[tuple[str, str | None, str], ...]) -> None:
    """Reads a copy of the seed with the files in it: no faults, the scenario's facts, and nothing that `orgraph check` would say."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "seed"
        shutil.copytree(folder, copy, symlinks=False)
        for name, _, text in files:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_text(text, encoding="utf-8", newline="")
        again = read_seed(copy)
        if again.issues:
            raise BadSeed(again.issues)
        _compare(again.organisation, wanted)
        faults = [*_breaches(folder, again.organisation)]
        before = set(_breaches(folder, loaded.organisation))
        if new := [fault for fault in faults if fault not in before]:
            raise CannotAdopt(f"orgraph check ville melde {len(new)} fejl bagefter: {'; '.join(new[:5])}")


def _compare(written: Organisation, wanted: Organisation) -> None:
    """Raises `CannotAdopt` unless both say the same."""
    there, here = ({fact.id: fact for fact in organisation.list_facts()} for organisation in (written, wanted))
    odd = sorted(fact_id for fact_id in there.keys() | here.keys() if there.get(fact_id) != here.get(fact_id))
    if odd:
        raise CannotAdopt(f"{len(odd)} forhold ville blive læst anderledes, end scenariet siger: {', '.join(odd[:5])}")


def _breaches(folder: Path, organisation: Organisation) -> list[str]:
    rules = [finding.text for rule, found in run_rules(organisation) if rule.severity == ERROR for finding in found]
    assertions, _ = read_assertions(folder)
    return [*rules, *(str(issue) for issue in run_assertions(organisation, assertions))]


def _patch(name: str, before: str | None, after: str) -> str:
    old = before.splitlines(keepends=True) if before is not None else []
    return "".join(unified_diff(old, after.splitlines(keepends=True), name if before is not None else "/dev/null", name, n=1))
