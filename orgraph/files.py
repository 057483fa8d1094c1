"""Writes files whole or not at all, and says in a sentence why one cannot be written."""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from orgraph.errors import CannotWrite, reason_of
from orgraph.languages import label, text

try:
    import fcntl
except ImportError:  # Windows: there, nobody can take away a file that somebody has open
    fcntl = None  # type: ignore[assignment]

PARTIAL = ".orgraph-part-"  # begins the names of files that are not whole yet
PATIENCE = 5.0  # seconds that another process may hold what is wanted
_POLL = 0.02
_NOFOLLOW, _NONBLOCK = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)
_NOCTTY = getattr(os, "O_NOCTTY", 0)


def reason(fault: OSError | ValueError) -> str:
    """Why a file could not be written, as the end of a sentence: what the system reports, in words
    that fit somebody who writes.
    """
    if isinstance(fault, OSError) and fault.errno is not None:
        name = errno.errorcode.get(fault.errno, "")
        found = label("files.WRITING_REASONS", name)
        if found != name:
            return found
    return reason_of(fault)


@contextmanager
def writing(path: str | Path, next_step: str = "files.choose_elsewhere") -> Iterator[None]:
    """Turns what goes wrong inside, `OSError` and `ValueError`, into `CannotWrite` of the path.

    `next_step` is the code of a text: what to do next.
    """
    try:
        yield
    except (OSError, ValueError) as fault:
        if isinstance(fault, BrokenPipeError) and own_stream(path) == 1:
            raise  # whoever reads what the program prints has seen enough
        raise CannotWrite(str(path), reason(fault), text(next_step)) from None


def write_whole(
    path: Path, content: bytes, *, sync: bool = True, instead_of: bytes | None = None
) -> None:
    """Puts the content in the file's place; an old file stays until the new one is whole.

    Its mode is kept, and a link is followed; a terminal, a pipe and a device are written to.

    Args:
        path: the file; its folder must be there.
        content: all of it.
        sync: whether to wait until the disk has it.
        instead_of: what must stand there until then; None: it does not matter.

    Raises `CannotWrite`.
    """
    stream = own_stream(path)
    with writing(path):
        if stream is None:
            replace_file(path, content, sync=sync, instead_of=instead_of)
        else:
            _pour(os.dup(stream), content)


def require_content(path: str | Path, content: bytes | None) -> None:
    """Raises `ValueError`, whose text says why, unless the file holds exactly this; None stands
    for no file.
    """
    try:
        with open(path, "rb") as file:
            standing: bytes | None = file.read()
    except FileNotFoundError:
        standing = None
    if standing != content:
        raise ValueError(text("files.changed_meanwhile"))


def write_new(path: Path, content: bytes) -> None:
    """Writes a file where none stands. Raises `CannotWrite`, also when one stands there."""
    with writing(path):
        _refuse_standing(path)
        with Partial(os.fspath(path)) as partial:
            _refuse_standing(path)  # nobody else who writes it here comes in between
            partial.write(content)
            partial.put_in_place()


def make_folder(path: Path) -> None:
    """Makes the folder, and those it stands in, unless it is there. Raises `CannotWrite`."""
    with writing(path):
        try:
            path.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            for part in (path, *path.parents):
                if part.is_symlink() and not part.exists():
                    raise ValueError(text("files.link_to_nothing")) from None
            raise ValueError(text("files.file_in_place_of_folder")) from None


def own_stream(path: str | Path) -> int | None:
    """The program's own stream, output (1) or errors (2), when the path leads to it; its input (0)
    only when that is closed, so that nothing is written where nobody can read.
    """
    with suppress(OSError, ValueError):
        there = os.stat(path)
        for number in (1, 2) if sys.stdin else (0, 1, 2):
            with suppress(OSError):
                if os.path.samestat(there, os.fstat(number)):
                    return number
    return None


def _refuse_standing(path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "")


def replace_file(
    path: str | Path, content: bytes, *, sync: bool = True, instead_of: bytes | None = None
) -> None:
    """`write_whole` for what is no stream of the program. Raises `OSError` or `ValueError`."""
    real, standing = find_target(path)
    if standing is None or stat.S_ISREG(standing.st_mode):
        with Partial(real, standing) as partial:
            partial.write(content, sync=sync)
            if instead_of is not None:
                require_content(real, instead_of)
            partial.put_in_place()
        if sync:
            sync_folder(os.path.dirname(real))
    elif stat.S_ISCHR(standing.st_mode) or stat.S_ISFIFO(standing.st_mode):
        # A pipe without a reader is refused, not waited for.
        _pour(os.open(path, os.O_WRONLY | _NONBLOCK | _NOCTTY), content)
    elif stat.S_ISDIR(standing.st_mode):
        raise IsADirectoryError(errno.EISDIR, "")
    else:
        raise ValueError(text("files.no_regular_file"))


def find_target(path: str | Path) -> tuple[str, os.stat_result | None]:
    """The file that a path leads to, links followed, and what is known of it (None: it is new).

    Raises `OSError` or `ValueError` when it leads nowhere, or to a file that may not be written.
    """
    try:
        standing = os.stat(path)
    except FileNotFoundError:
        if os.path.lexists(path):
            raise ValueError(text("files.link_to_nothing")) from None
        return os.fspath(path), None
    if not stat.S_ISREG(standing.st_mode):
        return os.fspath(path), standing
    real = os.path.realpath(path)
    if not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    return real, os.lstat(real)


def _pour(handle: int, content: bytes) -> None:
    """Writes into what is open already, and closes it."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream:
                stream.flush()  # what was printed before comes before
        write_all(handle, content)
    finally:
        os.close(handle)


def write_all(handle: int, content: bytes) -> None:
    """Writes all of it into an open file, however little the system takes at a time; a pipe that
    takes nothing now, and says so instead of waiting, is waited for.
    """
    rest = memoryview(content)
    while rest:
        try:
            rest = rest[os.write(handle, rest) :]
        except BlockingIOError:
            select.select([], [handle], [])


def sync_folder(path: str) -> None:
    """Waits until the disk has the names in a folder."""
    if fcntl is None:
        return
    handle = os.open(path or ".", os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# ---- Files that are not whole yet
class Partial:
    """A file beside its target, that takes the target's place when it is whole, or goes.

    It gets the owner and mode of the file that it is to replace. What a process that was cut off
    has left is taken away by the next that writes the same target.
    """

    def __init__(self, target: str, like: os.stat_result | None = None) -> None:
        self.target, self.like, self.path = target, like, partial_of(target)

    def __enter__(self) -> Partial:
        until = time.monotonic() + PATIENCE
        while (handle := create_held(self.path, 0o600 if self.like else 0o666)) is None:
            take_away(self.path, until - time.monotonic())
        self.handle, self.placed = handle, False
        return self

    def write(self, content: bytes, *, sync: bool = True) -> None:
        """Writes the content; `sync` waits until the disk has it."""
        if self.like and hasattr(os, "fchmod"):
            with suppress(PermissionError):  # only root gives files away
                os.fchown(self.handle, self.like.st_uid, self.like.st_gid)
            os.fchmod(self.handle, stat.S_IMODE(self.like.st_mode))
        write_all(self.handle, content)
        if sync:
            os.fsync(self.handle)

    def put_in_place(self) -> None:
        """Lets the file take its target's place."""
        if fcntl is None:
            self._close()  # Windows moves no file that is open
        os.replace(self.path, self.target)
        self.placed = True

    def __exit__(self, *_: object) -> None:
        if fcntl is None:
            self._close()
        try:
            if not self.placed:
                with suppress(FileNotFoundError):
                    os.unlink(self.path)
        finally:
            self._close()

    def _close(self) -> None:
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1


def partial_of(path: str) -> str:
    """Where a file stands until it is whole."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f"{PARTIAL}{name[:40]}-{zlib.crc32(os.fsencode(name)):08x}")


def create_held(path: str, mode: int = 0o666) -> int | None:
    """Makes a file and gives its descriptor; the file is held for as long as that is open. None
    when something stands there already.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW, mode)
    except FileExistsError:
        return None
    if _lock(handle) and _is_at(handle, path):
        return handle
    os.close(handle)  # somebody took it for left behind, and takes it away
    return None


def hold(path: str, patience: float = PATIENCE) -> int | None:
    """Waits until nobody holds a file any more, and holds it: gives its open descriptor, or None
    when there is no such file.

    Raises `BlockingIOError` when somebody still holds it after `patience` seconds.
    """
    until = time.monotonic() + patience
    while True:
        try:
            handle = _open(path)
        except FileNotFoundError:
            return None
        free = _lock(handle)
        if free and _is_at(handle, path):
            return handle
        os.close(handle)
        if not free and time.monotonic() > until:
            raise BlockingIOError(errno.EWOULDBLOCK, "")
        time.sleep(_POLL)


@contextmanager
def holding_folder(path: Path, patience: float) -> Iterator[None]:
    """Makes a folder where there is none, waits until nobody holds it any more, and holds it as
    long as what is inside goes on. One that was made for nothing is taken away again.

    Raises `CannotWrite`, also when somebody still holds it after `patience` seconds.
    """
    until = time.monotonic() + patience
    with writing(path):
        made = not path.exists()
    while True:
        make_folder(path)
        with writing(path):
            handle = _open_folder(path)
            if handle is not None:
                break
            if time.monotonic() > until:
                raise BlockingIOError(errno.EWOULDBLOCK, "")
        time.sleep(_POLL)
    try:
        yield
    finally:
        if made:
            with suppress(OSError):  # something stands in it
                os.rmdir(path)
        if handle >= 0:
            os.close(handle)


def _open_folder(path: Path) -> int | None:
    """The descriptor of a folder that nobody else holds; None when somebody does. Where nothing
    can be locked it is -1.
    """
    if fcntl is None:
        return -1
    handle = os.open(path, os.O_RDONLY)
    with suppress(FileNotFoundError):
        if _lock(handle) and os.path.samestat(os.fstat(handle), os.stat(path)):
            return handle
    os.close(handle)
    return None


def take_away(path: str, patience: float = PATIENCE) -> None:
    """Takes away a file that nobody holds. Raises `BlockingIOError` when somebody does."""
    handle = hold(path, patience)
    if handle is not None:
        try:
            os.unlink(path)
        finally:
            os.close(handle)


def _open(path: str) -> int:
    try:
        return os.open(path, os.O_RDWR | _NOFOLLOW | _NONBLOCK)
    except OSError as fault:
        if fault.errno not in (errno.EACCES, errno.EROFS):
            raise
        return os.open(path, os.O_RDONLY | _NOFOLLOW | _NONBLOCK)


def _lock(handle: int) -> bool:
    """Whether this process holds the file from now on; where nothing can be locked, it does."""
    if fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
    return True


def _is_at(handle: int, path: str) -> bool:
    """Whether the file still has that name."""
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except FileNotFoundError:
        return False
