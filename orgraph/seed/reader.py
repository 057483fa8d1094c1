"""Reads a seed folder into an organisation. Every fault of every file is found in one run, with file and line."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from orgraph.errors import Issue, NoSuchFolder
from orgraph.facts import Fact, Place
from orgraph.organisation import MemoryIndex, Organisation
from orgraph.seed import rules
from orgraph.seed.facts_from_entries import Builder
from orgraph.seed.words import FILE as VOCABULARY
from orgraph.seed.words import read_vocabulary
from orgraph.seed.yaml_door import Mapping, read_yaml
from orgraph.vocabulary import Vocabulary

APART = ("scenarios", "questions", "documents", "coverage")


class Loaded(NamedTuple):
    """What a seed folder holds: as much of the organisation as could be read, its faults, and the documents' lines."""

    organisation: Organisation
    issues: tuple[Issue, ...]
    documents: dict[str, tuple[str, ...]]


def read_seed(folder: Path) -> Loaded:
    """The organisation of a folder. Raises `NoSuchFolder` when there is no vocabulary to begin with."""
    require_seed(folder)
    gc.disable()
    try:
        vocabulary, issues = read_vocabulary(folder)
        files, found = _read_files(folder)
        builder = Builder(vocabulary, folder)
        builder.take(files)
        issues += found + builder.issues
        organisation = _organisation(vocabulary, builder)
        issues += rules.find_faults(organisation, builder.documents)
    finally:
        gc.enable()
    return Loaded(organisation, tuple(sorted(set(issues))), builder.documents)


def require_seed(folder: Path) -> None:
    """Raises `NoSuchFolder` unless the folder can be read as a seed."""
    try:
        if not folder.exists():
            raise NoSuchFolder(str(folder), "den findes ikke")
        if not folder.is_dir():
            raise NoSuchFolder(str(folder), "det er en fil")
        if not (folder / VOCABULARY).is_file():
            raise NoSuchFolder(str(folder), f"den har ingen {VOCABULARY}")
    except (OSError, ValueError) as fault:
        raise NoSuchFolder(str(folder), str(getattr(fault, "strerror", None) or fault)) from None


def seed_files(folder: Path) -> Iterator[Path]:
    """The fact files of a seed, in the order of their names."""
    for path in sorted(folder.rglob("*.yaml")):
        inside = path.relative_to(folder)
        if inside.parts[0] not in APART and str(inside) != VOCABULARY:
            yield path


def _read_files(folder: Path) -> tuple[list[tuple[str, Mapping]], list[Issue]]:
    files: list[tuple[str, Mapping]] = []
    issues: list[Issue] = []
    for path in seed_files(folder):
        shown_as = path.relative_to(folder).as_posix()
        root, found = read_yaml(path, shown_as)
        issues += found
        if root is not None:
            files.append((shown_as, root))
    return files, issues


def _organisation(vocabulary: Vocabulary, builder: Builder) -> Organisation:
    kept = (builder.nodes, builder.relations, builder.steps, builder.groups, builder.notes, builder.identifiers)
    facts: list[Fact] = [fact for facts_by_id in kept for fact in facts_by_id.values()]
    places: dict[str, Place] = builder.places
    return Organisation(vocabulary, MemoryIndex(facts, places))
