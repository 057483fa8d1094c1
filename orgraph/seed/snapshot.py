"""Opens a seed folder fast: a SQLite file per content, read row by row.

Without a usable cache it answers from memory, silently.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from orgraph.errors import BadSeed, NoSuchFolder
from orgraph.facts import Fact, Place
from orgraph.index import Table, index_keys
from orgraph.languages import ACTIVE, text
from orgraph.organisation import Organisation
from orgraph.resources import JOURNAL, open_at_once
from orgraph.seed.folder import DOCUMENTS, digest_of_files, find_vocabulary, list_fact_files
from orgraph.seed.serialization import decode, decode_vocabulary, encode, encode_vocabulary
from orgraph.version import __version__

_PROGRAM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# clocks tick: a file written just before the pointer is not trusted by its times
FRESH_NS = 2_000_000_000
CHECKED_BYTES = 8_000_000  # summed at every opening
MOST_SNAPSHOTS = 8
LONGEST_WRITE = (
    3_600  # seconds; an unfinished snapshot that is older was left by a process that was killed
)
_SNAPSHOT = re.compile(r"[0-9a-f]{32}\.sqlite")
MOST_KEPT = 200_000  # facts read; then what was read is let go
SCHEMA = """
CREATE TABLE fact (n INTEGER PRIMARY KEY, id TEXT, class TEXT, body TEXT, file TEXT, line INTEGER);
CREATE TABLE entry (tbl TEXT, key TEXT, n INTEGER, PRIMARY KEY (tbl, key, n)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
"""
Signature = list[list[Any]]


class _Pointer(NamedTuple):
    """What the cache knows of a folder: the files it was read from, and the snapshot of what they
    said.

    `signature` tells sizes and times of the files, `documents` which files beside the YAML were
    read; `file` is the size and times of the snapshot whose bytes have this `checksum`.
    """

    version: str
    signature: Signature
    documents: list[str]
    name: str
    file: list[Any]
    checksum: int
    written_ns: int


def open_organisation(folder: str) -> Organisation:
    """The organisation of a seed folder. Raises `NoSuchFolder`, or `BadSeed` with all faults."""
    if "\0" in folder:
        raise NoSuchFolder(folder, text("files.name_holds_nul"))
    if os.path.lexists(os.path.join(folder, JOURNAL)):
        from orgraph.journal import recover

        recover(folder)
    cache = _cache_folder()
    pointer = _read_pointer(cache, folder) if cache else None
    if cache and pointer:
        signature = _signature(folder, pointer.documents)
        same = signature == pointer.signature and not _is_fresh(pointer)
        if same or _content_name(folder, pointer.documents) == pointer.name:
            found = _open_checked(cache, pointer)
            if found and not same:
                _point(cache, folder, signature, pointer.documents, pointer.name)
            if found:
                return found
    return _read_and_keep(folder, cache)


def forget() -> None:
    """Throws all snapshots away, after damage was seen in one."""
    if cache := _cache_folder():
        for name in os.listdir(cache):
            if name.endswith((".sqlite", ".json")):
                _remove(os.path.join(cache, name))


def _read_and_keep(folder: str, cache: str | None) -> Organisation:
    """Reads the folder; only what was read of files that stood still is kept.

    The snapshot is named by the very bytes that were parsed.
    """
    from orgraph.seed.reader import read_seed

    loaded = read_seed(Path(folder))
    if loaded.issues:
        raise BadSeed(loaded.issues)
    documents = [name for name in loaded.contents.names() if name.startswith(f"{DOCUMENTS}/")]
    signature = _signature(folder, documents)
    name = _name_of(loaded.contents.digest())
    if (
        cache
        and _content_name(folder, documents) == name
        and write_snapshot(os.path.join(cache, name), loaded.organisation)
    ):
        _point(cache, folder, signature, documents, name)
        _remove_old(cache)
    return loaded.organisation


# ---- What stands in the folder
def _signature(folder: str, documents: Iterable[str]) -> Signature:
    """The files of the seed and of the program that reads it, as far as their sizes and times
    tell; a folder that cannot be read stands among them.
    """
    listing = list_fact_files(folder)
    names = [*_vocabulary_files(folder), *listing.files, *documents]
    seed = [_stat_of(os.path.join(os.path.abspath(folder), name)) for name in names]
    return [*seed, *([issue.file] for issue in listing.unread), *map(_stat_of, _program_files())]


def _vocabulary_files(folder: str) -> list[str]:
    try:
        name = find_vocabulary(folder)
    except OSError:
        return []
    return [name] if name else []


def _program_files() -> Iterator[str]:
    languages = os.path.join(_PROGRAM, "languages")
    for folder in (
        _PROGRAM,
        os.path.join(_PROGRAM, "seed"),
        languages,
        os.path.join(languages, ACTIVE),  # its alphabet and calendar make keys and days
    ):
        yield from sorted(
            os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".py")
        )


def _stat_of(path: str) -> list[Any]:
    try:
        stat = os.stat(path)
    except OSError:
        return [path]
    return [path, stat.st_size, stat.st_ino, stat.st_ctime_ns, stat.st_mtime_ns]


def _content_name(folder: str, documents: Iterable[str]) -> str | None:
    """The name of the snapshot of what stands in the folder now; None when that cannot be read."""
    listing = list_fact_files(folder)
    names = [*_vocabulary_files(folder), *listing.files, *documents]
    digest = None if listing.unread else digest_of_files(folder, names)
    return _name_of(digest) if digest else None


def _name_of(content: str) -> str:
    """A snapshot's name: from the bytes of the seed, and of the program that made facts of
    them.
    """
    import hashlib  # 5 ms that only a changed folder pays

    digest = hashlib.sha256(f"{__version__}\0{content}".encode())
    for path in _program_files():
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()[:32] + ".sqlite"


# ---- The pointer from a folder to its content
def _pointer_name(folder: str) -> str:
    """A short name for a folder.

    Should two folders share it, the signature in the pointer, which holds whole paths, tells them
    apart.
    """
    path = os.path.abspath(folder).encode(errors="surrogateescape")
    return f"{zlib.crc32(path):08x}{zlib.adler32(path):08x}.json"


def _read_pointer(cache: str, folder: str) -> _Pointer | None:
    try:
        with open(
            os.path.join(cache, _pointer_name(folder)), encoding="utf-8", opener=open_at_once
        ) as file:
            pointer = _Pointer(**json.load(file))
        name, documents = pointer.name, pointer.documents
        sound = _SNAPSHOT.fullmatch(name) and all(type(document) is str for document in documents)
        return (
            pointer
            if sound and pointer.version == __version__ and pointer.written_ns > 0
            else None
        )
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _is_fresh(pointer: _Pointer) -> bool:
    """Whether a file was written so short a time before the pointer that its times do not tell it
    from a later one.
    """
    return (
        max((row[3] for row in pointer.signature if len(row) > 3), default=0)
        > pointer.written_ns - FRESH_NS
    )


def _open_checked(cache: str, pointer: _Pointer) -> Organisation | None:
    """The organisation in the snapshot that the pointer names; a damaged one is thrown away.

    All bytes are summed, but for a large file that has stood untouched since they were summed
    last.
    """
    path = os.path.join(cache, pointer.name)
    file = _stat_of(path)[1:]
    if not file:
        return None
    if (file != pointer.file or file[0] <= CHECKED_BYTES) and _checksum(path) != pointer.checksum:
        _remove(path)
        return None
    return open_snapshot(path)


def _point(cache: str, folder: str, signature: Signature, documents: list[str], name: str) -> None:
    path = os.path.join(cache, name)
    pointer = _Pointer(
        __version__,
        signature,
        documents,
        name,
        _stat_of(path)[1:],
        _checksum(path),
        time.time_ns(),
    )
    written = json.dumps(pointer._asdict())
    _replace(os.path.join(cache, _pointer_name(folder)), lambda part: _write_text(part, written))


def _checksum(path: str) -> int:
    """The check sum of a file's bytes; -1 when it cannot be read."""
    checksum = 0
    try:
        with open(path, "rb", opener=open_at_once) as file:
            while part := file.read(1 << 20):
                checksum = zlib.crc32(part, checksum)
    except OSError:
        return -1
    return checksum


def _remove_old(cache: str) -> None:
    """Keeps the newest snapshots, since each edit of a seed makes another, and nothing that is not
    whole.
    """
    paths = [os.path.join(cache, name) for name in os.listdir(cache) if _SNAPSHOT.fullmatch(name)]
    ages = sorted((_written_at(path), path) for path in paths)
    unfinished = [os.path.join(cache, name) for name in os.listdir(cache) if name.endswith(".tmp")]
    left = [path for path in unfinished if time.time() - _written_at(path) > LONGEST_WRITE]
    for path in (*(path for _, path in ages[:-MOST_SNAPSHOTS]), *left):
        _remove(path)


def _written_at(path: str) -> float:
    """When a file was written, in seconds; now, if another process has just taken it away."""
    try:
        return os.path.getmtime(path)
    except FileNotFoundError:
        return time.time()


def _cache_folder() -> str | None:
    home = os.path.expanduser("~")
    places = {
        "win32": os.environ.get("LOCALAPPDATA") or home,
        "darwin": os.path.join(home, "Library", "Caches"),
    }
    named = os.environ.get("XDG_CACHE_HOME") or ""
    base = (
        (named if os.path.isabs(named) else "")  # the rule of the XDG specification
        or places.get(sys.platform)
        or os.path.join(home, ".cache")
    )
    folder = os.path.join(base, "orgraph")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return None
    return folder


# ---- Writing
def write_snapshot(path: str, organisation: Organisation) -> bool:
    """Writes an organisation as an SQLite file, whole or not at all; False when the place cannot
    be written.
    """
    return _replace(path, lambda part: _write_database(part, organisation))


def _replace(path: str, write: Any) -> bool:
    part = f"{path}.{os.getpid()}.tmp"
    try:
        write(part)
        os.replace(part, path)
    except (OSError, sqlite3.Error):
        return False
    finally:
        _remove(part)
    return True


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return


def _write_text(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def _write_database(path: str, organisation: Organisation) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=off; PRAGMA synchronous=off;" + SCHEMA)
        facts = list(organisation.list_facts())
        connection.executemany(
            "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", _fact_rows(organisation, facts)
        )
        entries = (
            (table, key, number)
            for number, fact in enumerate(facts)
            for table, key in index_keys(fact)
        )
        connection.executemany("INSERT OR IGNORE INTO entry VALUES (?, ?, ?)", entries)
        meta = (
            ("vocabulary", encode_vocabulary(organisation.vocabulary)),
            ("digest", organisation.digest()),
        )
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
        connection.commit()
    finally:
        connection.close()
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _fact_rows(organisation: Organisation, facts: Iterable[Fact]) -> Iterator[tuple[Any, ...]]:
    for number, fact in enumerate(facts):
        place = organisation.find_place(fact.id)
        yield (
            number,
            fact.id,
            *encode(fact),
            place.file if place else None,
            place.line if place else None,
        )


# ---- Reading
def _decoded(name: str, body: str) -> Fact:
    """The fact in a row. Raises `sqlite3.DatabaseError` when the row is damaged."""
    try:
        return decode(name, body)
    except (ValueError, KeyError, TypeError, IndexError):
        raise sqlite3.DatabaseError("damaged") from None


class SnapshotTable:
    """One table of the snapshot; what was read once is kept."""

    __slots__ = ("_connection", "_facts", "_kept", "_name", "_read")

    def __init__(
        self,
        connection: sqlite3.Connection,
        name: str,
        facts: dict[int, Fact],
        kept: list[dict[str, tuple[Fact, ...]]],
    ) -> None:
        self._connection, self._name, self._facts, self._kept = connection, name, facts, kept
        self._read: dict[str, tuple[Fact, ...]] = {}
        kept.append(self._read)

    def get(self, key: str) -> tuple[Fact, ...]:
        """The facts under a key, in the order of the seed; none for a key that is not there."""
        known = self._read.get(key)
        if known is None:
            query = (
                "SELECT f.n, f.class, f.body FROM entry e JOIN fact f ON f.n = e.n WHERE e.tbl = ?"
                " AND e.key = ? ORDER BY f.n"
            )
            known = self._read[key] = tuple(
                [self._fact(*row) for row in self._connection.execute(query, (self._name, key))]
            )
        return known

    def keys(self) -> Iterable[str]:
        """Every key that something stands under."""
        query = "SELECT key FROM entry WHERE tbl = ? GROUP BY key ORDER BY min(n)"
        return [key for (key,) in self._connection.execute(query, (self._name,))]

    def _fact(self, number: int, name: str, body: str) -> Fact:
        fact = self._facts.get(number)
        if fact is None:
            if len(self._facts) >= MOST_KEPT:
                self._let_go()
            fact = self._facts[number] = _decoded(name, body)
        return fact

    def _let_go(self) -> None:
        self._facts.clear()
        for read in self._kept:
            read.clear()


class SnapshotIndex:
    """An index over a snapshot file."""

    finder = None

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables: dict[str, SnapshotTable] = {}
        self._facts: dict[int, Fact] = {}
        self._kept: list[dict[str, tuple[Fact, ...]]] = []  # what every table has read

    def table(self, name: str) -> Table[Fact]:
        """The table of a name; an empty one when nothing stands in it."""
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = SnapshotTable(
                self._connection, name, self._facts, self._kept
            )
        return found

    def places(self, fact_id: str) -> Place | None:
        """Where a fact was written; None when no file holds it."""
        row = self._connection.execute(
            "SELECT file, line FROM fact WHERE id = ? AND file IS NOT NULL", (fact_id,)
        ).fetchone()
        return Place(*row) if row else None

    def facts(self) -> Iterator[Fact]:
        """Row by row; what is read so is not kept, so that the largest organisation passes through
        little memory.
        """
        return (
            _decoded(name, body)
            for name, body in self._connection.execute("SELECT class, body FROM fact ORDER BY n")
        )

    def digest(self) -> str:
        """A text that two organisations share when they hold the same facts in the same order."""
        (digest,) = self._connection.execute(
            "SELECT value FROM meta WHERE key = 'digest'"
        ).fetchone()
        return str(digest)


def open_snapshot(path: str) -> Organisation | None:
    """The organisation in a snapshot, or None when there is none or it is damaged."""
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        connection = sqlite3.connect(
            f"file:{quoted}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        (vocabulary,) = connection.execute(
            "SELECT value FROM meta WHERE key = 'vocabulary'"
        ).fetchone()
        return Organisation(decode_vocabulary(vocabulary), SnapshotIndex(connection))
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        return None
