"""Writes a decided scenario into the seed: what ends gets its end where it stands, what is new
gets a file of its own. All of it, or nothing.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from orgraph.checks import ERROR, run_rules
from orgraph.checks.assertions import read_assertions, run_assertions
from orgraph.errors import BadSeed, CannotAdopt, CannotWrite, Issue
from orgraph.facts import Fact, Step
from orgraph.files import writing
from orgraph.index import MemoryIndex
from orgraph.journal import Edit, change_together
from orgraph.languages import text
from orgraph.organisation import Change, Organisation
from orgraph.resources import is_yaml
from orgraph.scenario.apply import Applied, apply
from orgraph.scenario.baseline import Drift, find_conflicts
from orgraph.scenario.model import Scenario
from orgraph.scenario.reader import read_scenario
from orgraph.seed.edits import CannotEdit, Text, insert_entry, set_key
from orgraph.seed.folder import APART, VOCABULARY, Contents, is_passed_over
from orgraph.seed.reader import Loaded, read_seed
from orgraph.seed.writer import changed_keys, entry_text, seed_text

FOLDER = "vedtagne-omlaegninger"
AFTER = (
    "id",
    "name",
    "kind",
    "region",
    "aliases",
    "valid_from",
)  # where an end is put, when the entry has none
MOST_TOLD = 5  # faults, or facts


class Adoption(NamedTuple):
    """What would be written: each file, under the seed folder, with its text before (None: it is
    new) and after; and the files of the seed as they were read when it was planned.
    """

    scenario: Scenario
    applied: Applied
    conflicts: tuple[Drift, ...]
    files: tuple[tuple[str, str | None, str], ...]
    planned_on: Contents

    def difference(self) -> str:
        """The changed lines, as a patch."""
        return "".join(_patch(name, before, after) for name, before, after in self.files)


def plan(path: Path, folder: Path, source: str, to: str | None = None) -> Adoption:
    """What adopting the scenario would write, tried on a copy.

    Raises `BadSeed`, `NoSuchFile`, `CannotWrite` or `CannotAdopt`.
    """
    loaded = _sound(folder)
    scenario = read_scenario(path, loaded.organisation, folder, decided=(source,))
    if scenario.replays:
        raise CannotAdopt(text("scenario.replays_a_reform"))
    applied = apply(loaded.organisation, scenario)
    changes = net_changes(applied)
    if not changes:
        raise CannotAdopt(text("scenario.changes_nothing"))
    files = _files(folder, loaded.organisation, scenario, changes, _target(folder, scenario, to))
    _try(folder, loaded, applied.organisation, files)
    conflicts = tuple(find_conflicts(loaded.organisation, scenario, applied))
    return Adoption(scenario, applied, conflicts, files, loaded.contents)


def write(adoption: Adoption, folder: Path) -> None:
    """Writes it: everything, or nothing. Raises `CannotWrite`, also when the seed is not what it
    was when this was planned, and `HalfWritten`.
    """
    edits = [
        Edit(name, None if before is None else before.encode("utf-8"), after.encode("utf-8"))
        for name, before, after in adoption.files
    ]
    change_together(str(folder), edits, lambda: _require_unchanged(folder, adoption.planned_on))


def _require_unchanged(folder: Path, then: Contents) -> None:
    if moved := then.list_changed():
        raise CannotWrite(
            str(folder / moved[0]), text("files.changed_meanwhile"), text("files.nothing_written")
        )


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
    return [
        change
        for change in found.values()
        if (change.before or change.after) and change.before != change.after
    ]


# ---- What is written
def _sound(folder: Path) -> Loaded:
    loaded = read_seed(folder)
    if loaded.issues:
        raise BadSeed(loaded.issues)
    return loaded


def _target(folder: Path, scenario: Scenario, to: str | None) -> str:
    """The new file's name under the seed folder; a relative one that is not there from where the
    command stands is meant from the seed folder.

    Raises `CannotWrite` when no new file of facts can be called so.
    """
    stem = scenario.changes[0].id if scenario.changes else "omlaegning"
    wanted = to or str(folder / FOLDER / f"{stem}.yaml")
    with writing(wanted):
        home = folder.resolve()
        path = Path(wanted).resolve()
        if to and not Path(to).is_absolute() and not path.is_relative_to(home):
            path = (folder / to).resolve()
        if not path.is_relative_to(home) or not is_yaml(path.name):
            raise ValueError(text("scenario.not_in_seed", folder=str(folder)))
        inside = path.relative_to(home)
        _require_new(home, inside)
    return inside.as_posix()


def _require_new(folder: Path, file: Path) -> None:
    """Raises `ValueError` or `OSError`, whose texts say why, unless nothing stands there and a
    file of that name would be read as facts.
    """
    *folders, name = file.parts
    for part in file.parts:
        if is_passed_over(part):
            raise ValueError(text("scenario.belongs_to_others", part=part))
        part.encode("utf-8")
        with suppress(FileNotFoundError):
            os.lstat(folder / part)  # whether any file can be called so
    # Some disks take small and capital letters for the same.
    if folders and folders[0].lower() in APART:
        raise ValueError(text("scenario.folder_of_no_facts", folder=folders[0]))
    if not folders and name.lower() in VOCABULARY:
        raise ValueError(text("scenario.name_of_the_vocabulary", name=name))
    for number, part in enumerate(folders):
        standing = folder.joinpath(*folders[: number + 1])
        if standing.exists() and not standing.is_dir():
            raise ValueError(text("scenario.is_no_folder", part=part))
    if (folder / file).is_dir():
        raise IsADirectoryError(errno.EISDIR, "")
    if os.path.lexists(folder / file):
        raise FileExistsError(errno.EEXIST, "")


def _files(
    folder: Path, organisation: Organisation, scenario: Scenario, changes: list[Change], new: str
) -> tuple[tuple[str, str | None, str], ...]:
    """Every file with its text before and after.

    Edits go from the bottom of a file up, so that the lines above keep their numbers.
    """
    edits: dict[str, list[tuple[int, Change]]] = {}
    added: list[Fact] = []
    for change in changes:
        place = organisation.find_place(_placed(organisation, change))
        made = change.after
        if (
            change.before is None
            and made
            and not (isinstance(made, Step) and organisation.find_node(made.process))
        ):
            added.append(made)
        elif place is None:
            raise CannotAdopt(text("scenario.place_unknown", id=_placed(organisation, change)))
        else:
            edits.setdefault(place.file, []).append((place.line, change))
    found: list[tuple[str, str | None, str]] = [
        (new, None, _new_text(organisation, scenario, added))
    ]
    for name in sorted(edits):
        before = _text(folder / name)
        found.append((name, before, _edited(name, before, edits[name])))
    return tuple(found)


def _placed(organisation: Organisation, change: Change) -> str:
    """The fact at whose place a change is written: itself, or for a new step the last one of its
    process.
    """
    fact = change.before or change.after
    assert fact
    if (
        change.before is None
        and isinstance(fact, Step)
        and (parts := organisation.list_steps(fact.process))
    ):
        return parts[-1].id
    return fact.id


def _edited(name: str, before: str, edits: Iterable[tuple[int, Change]]) -> str:
    file = Text(before)
    for line, change in sorted(
        edits, key=lambda found: (found[0], found[1].before is None), reverse=True
    ):
        try:
            assert change.after
            if change.before is None:
                file.change(line - 1, insert_entry, entry_text(change.after))
                continue
            for key, value in changed_keys(change.before, change.after):
                file.change(line - 1, set_key, key, value, AFTER)
        except (CannotEdit, IndexError):
            raise BadSeed((Issue.of(name, line, "scenario.shares_its_line"),)) from None
    return str(file)


def _text(path: Path) -> str:
    """A file as it stands, line ends and all."""
    return path.read_bytes().decode("utf-8")


def _new_text(organisation: Organisation, scenario: Scenario, added: list[Fact]) -> str:
    name = "".join(char for char in " ".join(scenario.name.split()) if char.isprintable())
    head = text("scenario.adopted_head", name=name, days=[day.text for day in scenario.days()])
    return f"{head}\n{seed_text(Organisation(organisation.vocabulary, MemoryIndex(added)))}"


# ---- Tried on a copy
def _try(
    folder: Path,
    loaded: Loaded,
    wanted: Organisation,
    files: tuple[tuple[str, str | None, str], ...],
) -> None:
    """Reads a copy of the seed with the files in it: no faults, the scenario's facts, and nothing
    that `orgraph check` would say.
    """
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "seed"
        with writing(copy, "scenario.make_room"):
            for name in loaded.contents.names():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / name, copy / name)
            for name, _, after in files:
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_bytes(after.encode("utf-8"))
        again = read_seed(copy)
        if again.issues:
            raise BadSeed(again.issues)
        _compare(again.organisation, wanted)
        before = set(_breaches(folder, loaded.organisation))
        after_it = _breaches(folder, again.organisation)
        if new := [fault for fault in after_it if fault not in before]:
            faults = "; ".join(new[:MOST_TOLD])
            raise CannotAdopt(text("scenario.would_breach", count=len(new), faults=faults))


def _compare(written: Organisation, wanted: Organisation) -> None:
    """Raises `CannotAdopt` unless both say the same."""
    there, here = (
        {fact.id: fact for fact in organisation.list_facts()} for organisation in (written, wanted)
    )
    odd = sorted(
        fact_id
        for fact_id in there.keys() | here.keys()
        if there.get(fact_id) != here.get(fact_id)
    )
    if odd:
        ids = ", ".join(odd[:MOST_TOLD])
        raise CannotAdopt(text("scenario.read_otherwise", count=len(odd), ids=ids))


def _breaches(folder: Path, organisation: Organisation) -> list[str]:
    rules = [
        finding.text
        for rule, found in run_rules(organisation)
        if rule.severity == ERROR
        for finding in found
    ]
    assertions, _ = read_assertions(folder)
    return [*rules, *(str(issue) for issue in run_assertions(organisation, assertions))]


def _patch(name: str, before: str | None, after: str) -> str:
    old = _lines(before) if before is not None else []
    source = name if before is not None else "/dev/null"
    changed = unified_diff(old, _lines(after), source, name, n=1, lineterm="")
    return "".join(f"{line}\n" for line in changed)


def _lines(text: str) -> list[str]:
    """The lines as a patch has them: with a carriage return where the file has one, and a word of
    a last line without an end.
    """
    *lines, last = text.split("\n")
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines
