"""Writes files whole or not at all, and says in a sentence why one cannot be written."""

from __future__ import annotations

import os
import tempfile
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
    with writing(path):
        if path.is_dir():
            raise ValueError("det er en mappe")
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
