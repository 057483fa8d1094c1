"""Changes several files of a folder together: all of them or none, also when it is cut off.

What the files were is first kept in a journal in the folder. While it stands there, the change
is not made: it goes when all is in place. One that a process left is undone by whoever comes next;
one that does not fit the folder is never obeyed.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import NamedTuple

from orgraph.errors import HalfWritten
from orgraph.files import (
    Partial,
    create_held,
    find_target,
    hold,
    partial_of,
    reason,
    replace_file,
    require_content,
    sync_folder,
    take_away,
    write_all,
    writing,
)
from orgraph.languages import text
from orgraph.resources import JOURNAL, is_yaml

MOST_BYTES = 500_000_000
_NOTHING_WRITTEN = "files.nothing_written"  # what to do next: nothing need be undone
_MARK = b"orgraph-journal 1 "
_HEAD = re.compile(rb"orgraph-journal 1 ([0-9a-f]{64}) ([0-9]{1,9})")
_MOST_HEAD = 100


class Edit(NamedTuple):
    """A file, named under the folder ("a/b.yaml"): what it was (None: it is new) and becomes."""

    name: str
    before: bytes | None
    after: bytes


class _Kept(NamedTuple):
    """What the journal says of a file: its content before, and a check sum of that after."""

    name: str
    before: bytes | None
    after: str


class _Plan(NamedTuple):
    """What a journal holds: the files, and the folders that are made for them."""

    files: tuple[_Kept, ...] = ()
    folders: tuple[str, ...] = ()


class _Unfit(ValueError):
    """A journal that does not fit the folder that it stands in."""


# ---- Changing
def change_together(folder: str, edits: Sequence[Edit], check: Callable[[], None]) -> None:
    """Puts every file in place, or none.

    Args:
        folder: the folder that all edits are under; its journal stands in it meanwhile.
        edits: the files, each with what stands there before and after.
        check: is called when nobody else can come in between any more; what it raises stops the
            change.

    Raises `CannotWrite`, and what `check` raises, when nothing is changed; `HalfWritten` when what
    was changed cannot be undone now.
    """
    recover(folder)
    journal = os.path.join(folder, JOURNAL)
    with writing(folder, _NOTHING_WRITTEN):
        handle = create_held(journal)
    if handle is None:
        raise _busy(folder)
    plan = _Plan()
    touched: set[str] = set()
    try:
        check()
        files = tuple(_kept(folder, edit) for edit in edits)
        standing = _Plan(files, tuple(_missing_folders(folder, edits)))
        with writing(folder, _NOTHING_WRITTEN):
            _write_journal(handle, standing)
            plan = standing
            sync_folder(folder)
        with writing(folder, _NOTHING_WRITTEN):
            _put_in_place(folder, edits, plan, touched)
            os.unlink(journal)
    except BaseException:
        ours = plan._replace(files=tuple(kept for kept in plan.files if kept.name in touched))
        with _as_half_written(folder):
            _undo(folder, ours)
            os.unlink(journal)
        raise
    finally:
        with suppress(OSError):  # nothing more is written through it
            os.close(handle)
    with suppress(OSError):  # it is done; a disk that tells otherwise now tells too late
        sync_folder(folder)


def _kept(folder: str, edit: Edit) -> _Kept:
    with writing(os.path.join(folder, edit.name), _NOTHING_WRITTEN):
        if _content(_inside(folder, edit.name)) != edit.before:
            raise ValueError(text("files.changed_meanwhile"))
    return _Kept(edit.name, edit.before, _sum(edit.after))


def _missing_folders(folder: str, edits: Sequence[Edit]) -> Iterator[str]:
    """The folders that must be made, the outer before the inner."""
    seen: set[str] = set()
    for edit in edits:
        parts = edit.name.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth])
            if name not in seen and not os.path.isdir(os.path.join(folder, name)):
                seen.add(name)
                yield name


def _put_in_place(folder: str, edits: Sequence[Edit], plan: _Plan, touched: set[str]) -> None:
    """First everything beside the old files, then all of it in their place; the names of those
    files are added to `touched`. One that somebody has changed since is let be. Raises
    `CannotWrite`.
    """
    for name in plan.folders:
        with writing(os.path.join(folder, name), _NOTHING_WRITTEN):
            os.mkdir(os.path.join(folder, name))
    with ExitStack() as stack:
        partials: list[tuple[Partial, Edit]] = []
        for edit in edits:
            path = os.path.join(folder, edit.name)
            with writing(path, _NOTHING_WRITTEN):
                partial = stack.enter_context(Partial(*find_target(path)))
                partials.append((partial, edit))
                partial.write(edit.after)
        for partial, edit in partials:
            with writing(os.path.join(folder, edit.name), _NOTHING_WRITTEN):
                require_content(partial.target, edit.before)
                touched.add(edit.name)
                partial.put_in_place()
    changed = [partial.target for partial, _ in partials]
    changed += [os.path.join(folder, name) for name in plan.folders]
    for place in sorted({os.path.dirname(path) for path in changed}):
        with writing(place, _NOTHING_WRITTEN):
            sync_folder(place)


# ---- Undoing
def recover(folder: str | os.PathLike[str]) -> None:
    """Waits for a process that is changing the folder; undoes what one that is gone has left.

    Raises `HalfWritten`.
    """
    journal = os.path.join(folder, JOURNAL)
    try:
        standing = os.lstat(journal)
    except (OSError, ValueError):
        return
    with _as_half_written(os.fspath(folder)):
        if not stat.S_ISREG(standing.st_mode):
            raise _Unfit(text("journal.journal_no_file"))
        handle = hold(journal)
        if handle is None:
            return
        try:
            _undo(os.fspath(folder), _read_journal(handle))
            os.unlink(journal)
        finally:
            os.close(handle)


@contextmanager
def _as_half_written(folder: str) -> Iterator[None]:
    """Turns what goes wrong inside into `HalfWritten` of the folder."""
    try:
        yield
    except BlockingIOError:
        raise _busy(folder) from None
    except _Unfit as fault:
        why = text("journal.journal_unfit", journal=JOURNAL, why=str(fault))
        step = text("journal.compare_with_backup", journal=JOURNAL)
        raise HalfWritten(folder, why, step) from None
    except (OSError, ValueError) as fault:
        why = text("journal.cannot_undo", why=reason(fault))
        raise HalfWritten(folder, why, text("journal.give_access")) from None


def _busy(folder: str) -> HalfWritten:
    return HalfWritten(folder, text("journal.busy"), text("journal.wait"))


def _undo(folder: str, plan: _Plan) -> None:
    """Makes every file what it was.

    Raises `_Unfit` before any is touched when somebody has changed one since: it names those, and
    those that were written and so are not what they were.
    """
    places = [(kept, _inside(folder, kept.name)) for kept in plan.files]
    found = [(kept, path, _content(path)) for kept, path in places]
    changed = [(kept, path) for kept, path, content in found if _is_written(kept, content)]
    foreign = [
        kept.name
        for kept, _, content in found
        if content != kept.before and not _is_written(kept, content)
    ]
    if foreign:
        written = [kept.name for kept, _ in changed]
        code = "file_changed_beside_written" if written else "file_changed"
        raise _Unfit(text(f"journal.{code}", names=foreign, written=written))
    for _, path in places:
        take_away(partial_of(path))
    for kept, path in changed:
        if kept.before is None:
            os.unlink(path)
        else:
            replace_file(path, kept.before)
    for name in reversed(plan.folders):
        try:
            os.rmdir(os.path.join(folder, name))
        except OSError as fault:
            if fault.errno not in (errno.ENOENT, errno.ENOTEMPTY):  # somebody has put a file in it
                raise
    for place in {os.path.dirname(path) for _, path in changed}:
        with suppress(FileNotFoundError):
            sync_folder(place)


def _is_written(kept: _Kept, content: bytes | None) -> bool:
    """Whether the file holds what was to be written, and that is not what it held before."""
    return content is not None and content != kept.before and _sum(content) == kept.after


def _inside(folder: str, name: str) -> str:
    """The file of that name, links followed. Raises `_Unfit` for one that is not in the folder."""
    home = os.path.realpath(folder)
    strange = os.path.isabs(name) or os.path.splitdrive(name)[0] or "\0" in name
    if not strange and is_yaml(name) and {"", ".", ".."}.isdisjoint(name.split("/")):
        path = os.path.realpath(os.path.join(home, name))
        if path.startswith(os.path.join(home, "")):
            return path
        raise _Unfit(text("journal.link_out_of_folder"))
    raise _Unfit(text("journal.not_in_folder", name=f"{name!r:.80}"))


def _content(path: str) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    return _read(handle, path)


def _read(handle: int, name: str) -> bytes:
    """What stands in an open file, which is closed. Raises `_Unfit` when it is no file."""
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _Unfit(text("journal.no_regular_file", name=os.path.basename(name)))
        return file.read(MOST_BYTES)


# ---- The journal
def _write_journal(handle: int, plan: _Plan) -> None:
    import base64
    import json

    files = [
        [name, None if before is None else base64.b64encode(before).decode(), after]
        for name, before, after in plan.files
    ]
    body = json.dumps({"files": files, "folders": plan.folders}).encode()
    write_all(handle, b"%s%s %d\n%s" % (_MARK, _sum(body).encode(), len(body), body))
    os.fsync(handle)


def _read_journal(handle: int) -> _Plan:
    """What a journal says. One that is not whole says nothing: no file was touched before it was.

    Raises `_Unfit`.
    """
    raw = _read(os.dup(handle), JOURNAL)
    head, ends, body = raw.partition(b"\n")
    if _MARK.startswith(raw) or (raw.startswith(_MARK) and not ends and len(raw) < _MOST_HEAD):
        return _Plan()
    if not (found := _HEAD.fullmatch(head)):
        raise _Unfit(text("journal.journal_foreign"))
    if len(body) < int(found[2]):
        return _Plan()
    if len(body) > int(found[2]) or _sum(body) != found[1].decode():
        raise _Unfit(text("journal.journal_damaged"))
    return _plan_of(body)


def _plan_of(body: bytes) -> _Plan:
    import base64
    import json

    try:
        read = json.loads(body)
        files = tuple(
            _Kept(
                str(name),
                None if before is None else base64.b64decode(before, validate=True),
                str(after),
            )
            for name, before, after in read["files"]
        )
        folders = tuple(map(str, read["folders"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _Unfit(text("journal.journal_damaged")) from None
    begun = [kept.name for kept in files if kept.before is None]
    if not all(any(name.startswith(f"{folder}/") for name in begun) for folder in folders):
        raise _Unfit(text("journal.journal_other_folders"))
    return _Plan(files, folders)


def _sum(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()
