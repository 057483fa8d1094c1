"""Reads a seed folder into an organisation.

Every fault of every file is found in one run, with file and line.
"""

from __future__ import annotations

import gc
import os
import stat
from pathlib import Path
from typing import NamedTuple

from orgraph.errors import Issue, NoSuchFolder, reason_of
from orgraph.facts import Fact, Place
from orgraph.index import MemoryIndex
from orgraph.journal import recover
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.seed import rules
from orgraph.seed.fact_builder import Builder
from orgraph.seed.folder import (
    TRIES,
    VOCABULARY,
    Contents,
    find_vocabulary,
    list_fact_files,
    require_file,
)
from orgraph.seed.vocabulary_reader import read_vocabulary
from orgraph.seed.yaml_reader import Mapping, read_yaml
from orgraph.vocabulary import Vocabulary


class Loaded(NamedTuple):
    """What a seed folder holds: as much of the organisation as could be read, its faults, the
    documents' lines, and the files as they were read.
    """

    organisation: Organisation
    issues: tuple[Issue, ...]
    documents: dict[str, tuple[str, ...]]
    contents: Contents


def read_seed(folder: Path) -> Loaded:
    """The organisation of a folder, read again when its files change while they are read, a few
    times at most.

    Raises `NoSuchFolder` when there is no vocabulary to begin with.
    """
    for _ in range(TRIES):
        require_seed(folder)
        loaded = _read_once(folder)
        if not loaded.contents.list_changed():
            break
    return loaded


def _read_once(folder: Path) -> Loaded:
    gc.disable()
    try:
        contents = Contents(str(folder))
        vocabulary, issues = read_vocabulary(folder, contents.read)
        files, found = _read_files(contents)
        builder = Builder(vocabulary, contents)
        builder.take(files)
        issues += found
        organisation = _organisation(vocabulary, builder)
        if (
            vocabulary.labels or not issues
        ):  # without words nothing else can be told from what is wrong with it
            issues += [
                *builder.issues,
                *rules.find_faults(organisation, builder.documents, builder.unread),
            ]
    finally:
        gc.enable()
    return Loaded(organisation, tuple(sorted(set(issues))), builder.documents, contents)


def require_seed(folder: Path) -> None:
    """Raises `NoSuchFolder` unless the folder can be read as a seed, and `HalfWritten`."""
    try:
        if not stat.S_ISDIR(os.stat(folder).st_mode):
            raise NoSuchFolder(str(folder), text("files.is_a_file"))
        vocabulary = find_vocabulary(str(folder))
        if vocabulary is None:
            why = text("files.holds_no_vocabulary", file=VOCABULARY[0])
            raise NoSuchFolder(str(folder), why)
    except (OSError, ValueError) as fault:
        raise NoSuchFolder(str(folder), reason_of(fault)) from None
    try:
        require_file(str(folder / vocabulary))
    except (OSError, ValueError) as fault:
        why = text("files.cannot_use_vocabulary", file=vocabulary, why=reason_of(fault))
        raise NoSuchFolder(str(folder), why) from None
    recover(folder)


def _read_files(contents: Contents) -> tuple[list[tuple[str, Mapping]], list[Issue]]:
    listing = list_fact_files(contents.folder)
    files: list[tuple[str, Mapping]] = []
    issues = list(listing.unread)
    for name in listing.files:
        root, found = read_yaml(name, name, contents.read)
        issues += found
        if root is not None:
            files.append((name, root))
    return files, issues


def _organisation(vocabulary: Vocabulary, builder: Builder) -> Organisation:
    kept = (
        builder.nodes,
        builder.relations,
        builder.steps,
        builder.groups,
        builder.notes,
        builder.identifiers,
    )
    facts: list[Fact] = [fact for facts_by_id in kept for fact in facts_by_id.values()]
    places: dict[str, Place] = builder.places
    return Organisation(vocabulary, MemoryIndex(facts, places))
