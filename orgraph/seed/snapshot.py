"""Opens a seed folder fast: a SQLite file per content, read row by row. Without a usable cache it answers from memory, silently."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from orgraph import __version__
from orgraph.errors import BadSeed, NoSuchFolder
from orgraph.facts import Fact, Place
from orgraph.organisation import Organisation, Table, keys_of
from orgraph.seed.coding import decode, decode_vocabulary, encode, encode_vocabulary

_PROGRAM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FRESH_NS = 2_000_000_000  # clocks tick: a file written just before the pointer is not trusted by its times
CHECKED_BYTES = 8_000_000
MOST_KEPT = 200_000  # facts read; then what was read is let go
SCHEMA = """
CREATE TABLE fact (n INTEGER PRIMARY KEY, id TEXT, class TEXT, body TEXT, file TEXT, line INTEGER);
CREATE TABLE entry (tbl TEXT, key TEXT, n INTEGER, PRIMARY KEY (tbl, key, n)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
"""
Signature = list[list[Any]]


def open_organisation(folder: str) -> Organisation:
    """The organisation of a seed folder. Raises `NoSuchFolder`, or `BadSeed` with all faults."""
    if "\0" in folder:
        raise NoSuchFolder(folder, "navnet rummer et nultegn")
    cache = _cache_folder()
    signature = _signature(folder)
    if cache and (name := _known(cache, folder, signature)) and (found := open_snapshot(os.path.join(cache, name))):
        return found
    content = _content_name(folder, signature)
    if cache and content and (found := open_snapshot(os.path.join(cache, content), thorough=True)):
        _point(cache, folder, signature, content)
        return found
    return _read_and_keep(folder, cache, signature, content)


def forget() -> None:
    """Throws all snapshots away, after damage was seen in one."""
    if cache := _cache_folder():
        for name in os.listdir(cache):
            if name.endswith((".sqlite", ".json")):
                _remove(os.path.join(cache, name))


def _read_and_keep(folder: str, cache: str | None, signature: Signature, content: str | None) -> Organisation:
    from orgraph.seed.reader import read_seed

    loaded = read_seed(Path(folder))
    if loaded.issues:
        raise BadSeed(loaded.issues)
    if cache and content and write_snapshot(os.path.join(cache, content), loaded.organisation):
        _point(cache, folder, signature, content)
    return loaded.organisation


# ---- What stands in the folder
def _signature(folder: str) -> Signature:
    """The files of the seed and of the program that reads it, as far as their sizes and times tell."""
    program = (*_files(_PROGRAM, (".py",), deep=False), *_files(os.path.join(_PROGRAM, "seed"), (".py",), deep=False))
    return [*_files(os.path.abspath(folder), (".yaml", ".txt")), *program]


def _files(folder: str, endings: tuple[str, ...], *, deep: bool = True) -> Signature:
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(folders) if deep else []
        for name in sorted(names):
            if name.endswith(endings):
                path = os.path.join(root, name)
                stat = os.stat(path) if os.path.exists(path) else os.lstat(path)
                found.append([path, stat.st_size, stat.st_ino, stat.st_ctime_ns, stat.st_mtime_ns])
    return found


def _content_name(folder: str, signature: Signature) -> str | None:
    import hashlib  # 5 ms that only a changed folder pays

    digest = hashlib.sha256(__version__.encode())
    try:
        for path, size, *_ in signature:
            digest.update(f"\0{os.path.relpath(path, folder)}\0{size}\0".encode(errors="surrogateescape"))
            with open(path, "rb") as file:
                digest.update(file.read())
    except OSError:
        return None
    return digest.hexdigest()[:32] + ".sqlite"


# ---- The pointer from a folder to its content
def _pointer_name(folder: str) -> str:
    """A short name for a folder. Should two folders share it, the signature in the pointer, which holds whole paths, tells them apart."""
    path = os.path.abspath(folder).encode(errors="surrogateescape")
    return f"{zlib.crc32(path):08x}{zlib.adler32(path):08x}.json"


def _known(cache: str, folder: str, signature: Signature) -> str | None:
    try:
        with open(os.path.join(cache, _pointer_name(folder)), encoding="utf-8") as file:
            pointer = json.load(file)
        fresh = max((row[3] for row in signature), default=0) > pointer["written_ns"] - FRESH_NS
        if pointer["signature"] != signature or pointer["version"] != __version__ or fresh:
            return None
        return pointer["name"] if _checksum(os.path.join(cache, pointer["name"])) == pointer["checksum"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _point(cache: str, folder: str, signature: Signature, name: str) -> None:
    checksum = _checksum(os.path.join(cache, name))
    pointer = {"version": __version__, "signature": signature, "name": name, "checksum": checksum, "written_ns": time.time_ns()}
    path = os.path.join(cache, _pointer_name(folder))
    _replace(path, lambda part: _write_text(part, json.dumps(pointer)))


def _checksum(path: str) -> int:
    if os.path.getsize(path) > CHECKED_BYTES:
        return 0
    with open(path, "rb") as file:
        return zlib.crc32(file.read())


def _cache_folder() -> str | None:
    home = os.path.expanduser("~")
    places = {"win32": os.environ.get("LOCALAPPDATA") or home, "darwin": os.path.join(home, "Library", "Caches")}
    base = os.environ.get("XDG_CACHE_HOME") or places.get(sys.platform) or os.path.join(home, ".cache")
    folder = os.path.join(base, "orgraph")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return None
    return folder


# ---- Writing
def write_snapshot(path: str, organisation: Organisation) -> bool:
    """Writes the snapshot, whole or not at all; False when the place cannot be written."""
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
        connection.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", _fact_rows(organisation, facts))
        entries = ((table, key, number) for number, fact in enumerate(facts) for table, key in keys_of(fact))
        connection.executemany("INSERT OR IGNORE INTO entry VALUES (?, ?, ?)", entries)
        meta = (("vocabulary", encode_vocabulary(organisation.vocabulary)), ("digest", organisation.digest()))
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
        connection.commit()
    finally:
        connection.close()
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _fact_rows(organisation: Organisation, facts: Iterable[Fact]) -> Iterator[tuple[Any, ...]]:
    for number, fact in enumerate(facts):
        place = organisation.find_place(fact.id)
        yield (number, fact.id, *encode(fact), place.file if place else None, place.line if place else None)


# ---- Reading
class SnapshotTable:
    """One table of the snapshot; what was read once is kept."""

    __slots__ = ("_connection", "_facts", "_kept", "_name", "_read")

    def __init__(self, connection: sqlite3.Connection, name: str, facts: dict[int, Fact], kept: list[dict[str, tuple[Fact, ...]]]) -> None:
        self._connection, self._name, self._facts, self._kept = connection, name, facts, kept
        self._read: dict[str, tuple[Fact, ...]] = {}
        kept.append(self._read)

    def get(self, key: str) -> tuple[Fact, ...]:
        known = self._read.get(key)
        if known is None:
            query = "SELECT f.n, f.class, f.body FROM entry e JOIN fact f ON f.n = e.n WHERE e.tbl = ? AND e.key = ? ORDER BY f.n"
            known = self._read[key] = tuple([self._fact(*row) for row in self._connection.execute(query, (self._name, key))])
        return known

    def keys(self) -> Iterable[str]:
        query = "SELECT key FROM entry WHERE tbl = ? GROUP BY key ORDER BY min(n)"
        return [key for (key,) in self._connection.execute(query, (self._name,))]

    def _fact(self, number: int, name: str, body: str) -> Fact:
        fact = self._facts.get(number)
        if fact is None:
            if len(self._facts) >= MOST_KEPT:
                self._let_go()
            fact = self._facts[number] = decode(name, body)
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

    def table(self, name: str) -> Table:
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = SnapshotTable(self._connection, name, self._facts, self._kept)
        return found

    def places(self, fact_id: str) -> Place | None:
        row = self._connection.execute("SELECT file, line FROM fact WHERE id = ? AND file IS NOT NULL", (fact_id,)).fetchone()
        return Place(*row) if row else None

    def facts(self) -> Iterator[Fact]:
        """Row by row; what is read so is not kept, so that the largest organisation passes through little memory."""
        return (decode(name, body) for name, body in self._connection.execute("SELECT class, body FROM fact ORDER BY n"))

    def digest(self) -> str:
        (digest,) = self._connection.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()
        return str(digest)


def open_snapshot(path: str, *, thorough: bool = False) -> Organisation | None:
    """The organisation in a snapshot, or None when there is none or it is damaged; `thorough` looks at every page."""
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        connection = sqlite3.connect(f"file:{quoted}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        if thorough and connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            return None
        (vocabulary,) = connection.execute("SELECT value FROM meta WHERE key = 'vocabulary'").fetchone()
        return Organisation(decode_vocabulary(vocabulary), SnapshotIndex(connection))
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        return None
