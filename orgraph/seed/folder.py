"""What a seed folder holds: which files are read and which are not, and the bytes of each file as
they were read.

The rule: a file whose name ends in .yaml or .yml, in any case, is read, in any folder below; what
belongs to other programs (`is_passed_over`: git, editors, waste bins) is passed over; everything
else that is not read is named.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple, TypeVar

from orgraph.errors import Issue, reason_of
from orgraph.languages import text
from orgraph.resources import is_yaml, open_at_once

VOCABULARY = ("vocabulary.yaml", "vocabulary.yml")
DOCUMENTS, QUESTIONS, SCENARIOS, COVERAGE = "documents", "questions", "scenarios", "coverage"
APART = (SCENARIOS, QUESTIONS, DOCUMENTS, COVERAGE)  # folders that hold no facts
MAX_BYTES = 8_000_000  # of a YAML file
MOST_DOCUMENT_BYTES = 100_000_000
TRIES = 3  # a folder that changes while it is read is read so many times
_PART = 1 << 20
T = TypeVar("T")


class Listing(NamedTuple):
    """The YAML files of a folder, by their names under it, with slashes; `unread` are folders and
    files that should be read and cannot, `others` the files that are no YAML.
    """

    files: tuple[str, ...]
    unread: tuple[Issue, ...]
    others: tuple[str, ...]


def is_passed_over(name: str) -> bool:
    """Whether a file or folder belongs to other programs: hidden ones, waste bins and thumbnails
    of shared disks, locks.
    """
    return name.startswith((".", "~$", "#", "@", "$")) or name in ("__MACOSX", "lost+found")


def list_files(folder: str, apart: Container[str] = (), called: str = "") -> Listing:
    """Lists all files under a folder by the rule above, in the order of their names.

    Args:
        folder: its path; one that is not there is empty.
        apart: folders directly in it to pass over.
        called: what names begin with where a fault is told, as `scenarios/`.
    """
    files: list[str] = []
    unread: list[Issue] = []
    others: list[str] = []
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(os.path.join(folder, inside)) as found:
                entries = list(found)
        except FileNotFoundError:
            continue
        except OSError as fault:
            name = f"{called}{inside}".rstrip("/") or "."
            unread.append(_unread(name, "folder_unreadable", why=reason_of(fault)))
            continue
        for entry in entries:
            if is_passed_over(entry.name) or (not inside and entry.name in apart):
                continue
            name = inside + entry.name
            if issue := _unwritable(called + name):
                unread.append(issue)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(f"{name}/")
            elif issue := _unreadable(entry, called + name):
                unread.append(issue)
            else:
                (files if is_yaml(name) else others).append(name)
    return Listing(
        tuple(sorted(files, key=_parts)), tuple(sorted(unread)), tuple(sorted(others, key=_parts))
    )


def list_fact_files(folder: str) -> Listing:
    """The fact files of a seed folder: all but the vocabulary and what lies in the folders that
    hold no facts.
    """
    found = list_files(folder, APART)
    words = [name for name in found.files if name.lower() in VOCABULARY]
    twice = [_unread(name, "second_vocabulary", vocabulary=words[0]) for name in words[1:]]
    files = tuple(name for name in found.files if name not in words)
    return found._replace(files=files, unread=tuple(sorted((*found.unread, *twice))))


def list_passed_over(folder: str, read: Container[str]) -> Listing:
    """What lies in a seed folder beside its facts and is read by nobody: folders and files for
    questions, scenarios and coverage that cannot be read, and files of any kind that are neither
    documentation nor among those `read`.
    """
    found = [
        (f"{name}/", list_files(os.path.join(folder, name), called=f"{name}/")) for name in APART
    ]
    home = os.path.realpath(os.path.join(folder, DOCUMENTS))

    def led_to(name: str) -> str:
        """The name under which a document was read that a link leads to."""
        real = os.path.realpath(os.path.join(folder, name))
        return f"{DOCUMENTS}/{os.path.relpath(real, home)}"

    others = [*list_fact_files(folder).others]
    for inside, listing in found:
        names = (*listing.files, *listing.others) if inside == f"{DOCUMENTS}/" else listing.others
        others += [inside + name for name in names]
    unread = tuple(issue for _, listing in found for issue in listing.unread)
    return Listing(
        (),
        unread,
        tuple(
            name
            for name in others
            if led_to(name) not in read and not name.lower().endswith(".md")
        ),
    )


def list_all_read(folder: str) -> Iterator[str]:
    """The paths of all files that may be read of a seed folder, or of a folder of questions."""
    for inside in ("", *APART):
        home = os.path.join(folder, inside)
        for name in list_files(home, () if inside else APART).files:
            yield os.path.join(home, name)
    for inside, _, names in os.walk(os.path.join(folder, DOCUMENTS)):
        for name in names:
            yield os.path.join(inside, name)


def read_unchanged(folder: str, read: Callable[[], T]) -> T | None:
    """What `read` makes of a folder that stands still meanwhile, as sizes and times tell; None
    when it changes each of the few times that it is tried.
    """
    for _ in range(TRIES):
        before = _standing(folder)
        found = read()
        if _standing(folder) == before:
            return found
    return None


def _standing(folder: str) -> set[tuple[str, tuple[int, ...]]]:
    try:
        return {(path, _stat_of(path)) for path in list_all_read(folder)}
    except ValueError:
        return set()  # no folder can be called so: told when it is read


def _stat_of(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_size, found.st_ino, found.st_ctime_ns, found.st_mtime_ns


def find_vocabulary(folder: str) -> str | None:
    """The name of the vocabulary's file, or of what is no file and stands in its place; None when
    the folder has none.

    Raises `OSError` when the folder cannot be read.
    """
    names = sorted(name for name in os.listdir(folder) if name.lower() in VOCABULARY)
    files = [name for name in names if os.path.isfile(os.path.join(folder, name))]
    return next(iter(files or names), None)


def require_file(path: str) -> None:
    """Raises `OSError` or `ValueError`, which say why, unless a regular file stands there."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        if os.path.lexists(path):
            raise ValueError(text("files.link_to_nothing")) from None
        raise
    if not stat.S_ISREG(mode):
        raise OSError(errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO, "")


def find_document(folder: str, name: str) -> str | None:
    """The file that holds a document's text, by its name under the seed folder; None when it leads
    out of the folder of documents.

    Letters such as å are written in two ways in file names (composed, or decomposed on a Mac):
    both are found. Raises `OSError` when there is no such file, and `ValueError` for a name that
    no file can have.
    """
    home = os.path.realpath(os.path.join(folder, DOCUMENTS))
    path = os.path.join(home, name)
    if not os.path.lexists(path):
        path = _in_other_form(home, name) or path
    real = os.path.realpath(path)
    if not real.startswith(home + os.sep):
        return None
    require_file(path)
    return f"{DOCUMENTS}/{os.path.relpath(real, home)}"


def lines_of(content: bytes, errors: str = "strict") -> tuple[str, ...]:
    r"""The lines of a document's text, without their ends.

    `errors` is as in `bytes.decode`: by default `UnicodeDecodeError` is raised for what is not
    UTF-8.

    >>> lines_of(b"a\r\nb")
    ('a', 'b')
    """
    text = content.decode("utf-8-sig", errors)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(text.removesuffix("\n").split("\n"))  # the last line's end begins no other


def _in_other_form(home: str, name: str) -> str | None:
    """The path in which each part is the same as a part of the name but for the way its letters
    are composed.
    """
    path = home
    for part in name.split("/"):
        wanted = unicodedata.normalize("NFC", part)
        names = os.listdir(path) if os.path.isdir(path) else []
        same = [found for found in names if unicodedata.normalize("NFC", found) == wanted]
        if not same:
            return None
        path = os.path.join(path, min(same))
    return path


def _unreadable(entry: os.DirEntry[str], name: str) -> Issue | None:
    """What is wrong with something that is no folder; None when it is a file, or nothing that
    should be read.
    """
    try:
        is_file, is_folder = entry.is_file(), entry.is_dir()
    except OSError as fault:  # a link that leads to itself
        return _unread(name, "file_unreadable", why=reason_of(fault))
    if is_file:
        return None
    if is_folder:
        return _unread(name, "folder_is_a_link")
    if not is_yaml(name):
        return None
    missing = entry.is_symlink() and not os.path.exists(entry.path)
    return _unread(name, "link_to_nothing" if missing else "no_regular_file")


def _unwritable(name: str) -> Issue | None:
    """What is wrong with a name that is no text; None when it is one."""
    if name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name):
        return None
    spelled = "".join(
        f"\\x{ord(char) - 0xDC00:02x}" if "\ud800" <= char <= "\udfff" else char for char in name
    )
    return _unread(spelled, "name_not_utf8")


def _unread(name: str, code: str, **values: str) -> Issue:
    return Issue.of(name, 1, f"seed_files.{code}", name=name, **values)


def _parts(name: str) -> list[str]:
    return name.split("/")


class TooLarge(Exception):
    """A file with more bytes than are read; `size` is how many, as far as they were counted."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


def read_file(path: str | os.PathLike[str], most: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file; where something else stands, it is never waited for.

    Raises `TooLarge` when it has more than `most` bytes, or `OSError`.
    """
    with open(path, "rb", opener=open_at_once) as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.ENXIO, "")
        size = found.st_size
        if size > most:
            raise TooLarge(size)
        content = file.read(size + 1)
        while len(content) > size:  # it grows
            size = len(content)
            if size > most:
                raise TooLarge(size)
            content += file.read(_PART)
    return content


class Contents:
    """The files of a folder as they were read: what was read can be named by its bytes."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._digests: dict[str, bytes] = {}

    def read(self, name: str, most: int = MAX_BYTES) -> bytes:
        """The bytes of a file under the folder. Raises `TooLarge` or `OSError`."""
        from hashlib import sha256  # 5 ms that a question answered from the snapshot does not pay

        content = read_file(os.path.join(self.folder, name), most)
        self._digests[name] = sha256(content).digest()
        return content

    def names(self) -> tuple[str, ...]:
        """The names of the files that were read."""
        return tuple(sorted(self._digests))

    def list_changed(self) -> list[str]:
        """The names of files that are not what they were when they were read, and of fact files
        that have come since.
        """
        now = Contents(self.folder)
        names = sorted({*self._digests, *list_fact_files(self.folder).files})
        for name in names:
            with suppress(OSError, TooLarge):
                now.read(name, MOST_DOCUMENT_BYTES)
        return [name for name in names if now._digests.get(name) != self._digests.get(name)]

    def digest(self) -> str:
        """A text that is the same for the same bytes under the same names, and for no others."""
        from hashlib import sha256

        digest = sha256()
        for name, content in sorted(self._digests.items()):
            digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + content)
        return digest.hexdigest()


def digest_of_files(folder: str, names: Iterable[str]) -> str | None:
    """What `Contents.digest` would be if these files were read now; None when one cannot be
    read.
    """
    contents = Contents(folder)
    try:
        for name in names:
            contents.read(name, MOST_DOCUMENT_BYTES)
    except (OSError, TooLarge):
        return None
    return contents.digest()
