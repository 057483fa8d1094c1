"""Writes the site's files into a folder: only what differs, never over what the site did not write, and takes away what it no longer has."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from orgraph.errors import CannotWrite
from orgraph.files import write_new, write_whole, writing
from orgraph.site.addresses import is_address

MARK = b"orgraph"  # stands near the beginning of every file that the site writes
_HEAD = 1500


class Wrote(NamedTuple):
    """A file as it stands now: the check sum of its bytes, and whether they were written this time."""

    check: int
    anew: bool


class Folder:
    """The folder of a site; `own` are the files it wrote last time, with the check sums of their bytes."""

    def __init__(self, path: Path, own: Mapping[str, int]) -> None:
        self.path, self.own = path, own

    def prepare(self, addresses: Iterable[str]) -> None:
        """Makes the folders. Raises `CannotWrite`."""
        with writing(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            for folder in sorted({Path(address).parent for address in addresses}):
                if (self.path / folder).is_symlink():
                    raise CannotWrite(str(self.path / folder), "det er en henvisning til et andet sted")
                (self.path / folder).mkdir(exist_ok=True)

    def write(self, address: str, content: bytes) -> Wrote:
        """Writes a file if its bytes differ from what stands there; an old file stays until the new one is whole, and what is left of one that was cut off is
        written over. Raises `CannotWrite`, also over what is somebody else's.
        """
        path, check = self.path / address, zlib.crc32(content)
        if not os.path.lexists(path):
            write_new(path, content)
            return Wrote(check, True)
        known = _standing(path)
        if known == content:
            return Wrote(check, False)
        if known is None or not self._is_own(address, known):
            raise CannotWrite(str(path), "den fil har orgraph ikke skrevet")
        write_whole(path, content)
        return Wrote(check, True)

    def _is_own(self, address: str, content: bytes) -> bool:
        mine = address.startswith(".orgraph") or self.own.get(address) == zlib.crc32(content)
        return mine or MARK in content[:_HEAD] or not content  # an empty file is one that was cut off

    def existing(self, folder: str) -> set[str]:
        """The names of the files in one of its folders."""
        try:
            return {entry.name for entry in os.scandir(self.path / folder) if entry.is_file(follow_symlinks=False)}
        except OSError:
            return set()

    def remove(self, addresses: Iterable[str]) -> int:
        """Takes away files that the site wrote and that nobody has changed since. What leads out of the folder is let be."""
        removed = 0
        for address in addresses:
            path = self.path / address
            if is_address(address) and path.is_file() and not path.is_symlink() and zlib.crc32(path.read_bytes()) == self.own.get(address):
                path.unlink()
                removed += 1
        return removed


def _standing(path: Path) -> bytes | None:
    """What stands in the file; None when it is no file of this folder, but a way to somewhere else."""
    try:
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            return file.read()
    except OSError as fault:
        if path.is_symlink() or path.is_dir():
            return None
        raise CannotWrite(str(path), str(fault.strerror)) from None
