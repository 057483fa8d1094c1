"""Writes files whole or not at all, and says in a sentence why one cannot be written."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orgraph.errors import CannotWrite


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What goes wrong inside is told of the path. Raises `CannotWrite`."""
    try:
        yield
    except (OSError, ValueError) as fault:
        raise CannotWrite(str(path), str(getattr(fault, "strerror", None) or fault)) from None


def write_whole(path: Path, content: bytes) -> None:
    """Puts the content in the file's place; an old file stays as it was until the new one is whole. Raises `CannotWrite`."""
    folder, name = os.path.split(path)
    beside = os.path.join(folder, f".{name[:40]}-{os.getpid():x}-{time.monotonic_ns():x}")
    with writing(path):
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            with open(handle, "wb") as file:
                file.write(content)
            os.replace(beside, path)
        except BaseException as fault:
            os.unlink(beside)
            raise ValueError("det er en mappe") if isinstance(fault, IsADirectoryError) else fault  # noqa: B904 - `writing` tells it


def write_new(path: Path, content: bytes) -> None:
    """Writes a file where none stands; cut off on the way, a part of it is left. Raises `CannotWrite`, also when one stands there."""
    with writing(path), open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
        file.write(content)
