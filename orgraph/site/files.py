"""Writes the site's files into a folder: only what differs, never over what the site did not
write, and takes away what it no longer has.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from orgraph.errors import CannotWrite
from orgraph.files import PARTIAL, find_target, make_folder, replace_file, take_away, writing
from orgraph.languages import text
from orgraph.site.addresses import is_address

# One of them stands near the beginning of every file that the site writes.
MARKS = (b'<meta name="generator" content="orgraph">', b"Written by orgraph")
_HEAD = 1500
_CONTINUED = re.compile(r"-[0-9]+(?=\.html$)")  # alt-2.html continues alt.html


class Wrote(NamedTuple):
    """A file as it stands now: the check sum of its bytes, and whether they were written this
    time.
    """

    check: int
    anew: bool


class Folder:
    """The folder of a site; `own` are the files it wrote last time, with the check sums of their
    bytes, `manifest` what was written last of all, and `standing` the addresses of what stands
    there.
    """

    def __init__(self, path: Path, own: Mapping[str, int], manifest: str) -> None:
        self.path, self.own, self.manifest = path, own, manifest
        self.standing: set[str] = set()
        try:
            self._finished = os.stat(path / manifest).st_mtime_ns
        except (OSError, ValueError):
            self._finished = 0

    def prepare(self, folders: Sequence[str], addresses: Set[str]) -> None:
        """Make the folders, and remove what a run that was cut off left half written.

        Args:
            folders: those that files are to stand in, from the site's root; "" is the root.
            addresses: where files are to stand; each may be continued, as alt-2.html continues
                alt.html.

        Raises:
            CannotWrite: a folder cannot be made or is a link, or something that the site did not
                write stands at one of the addresses or in the manifest's place.
        """
        for folder in folders:
            with writing(self.path / folder):
                if folder and (self.path / folder).is_symlink():
                    raise ValueError(text("site.link_elsewhere"))
        found = {
            f"{folder}/{entry.name}" if folder else entry.name: entry.is_file(
                follow_symlinks=False
            )
            for folder in folders
            for entry in self._entries(folder)
        }
        self.standing = set(found)
        self._require_own(
            addresses, {address for address, regular in found.items() if not regular}
        )
        for folder in folders:
            make_folder(self.path / folder)
        self.take_away_partials(folders)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        with writing(self.path / folder):
            if not os.path.isdir(self.path / folder):
                return []
            with os.scandir(self.path / folder) as entries:
                return list(entries)

    def _require_own(self, addresses: Set[str], irregular: Set[str]) -> None:
        """Raises `CannotWrite` where an address is taken; `irregular` are those where no regular
        file stands.
        """
        if self.manifest in irregular:
            raise CannotWrite(str(self.path / self.manifest), text("site.not_ours"))
        with writing(self.path / self.manifest):
            find_target(self.path / self.manifest)
        # Some disks take small and capital letters for the same.
        unknown = sorted(
            {found.lower() for found in (self.standing - self.own.keys()) | irregular}
        )
        wanted = [found for found in unknown if {found, _CONTINUED.sub("", found)} & addresses]
        paths = [path for found in wanted if os.path.lexists(path := self.path / found)]
        strange = [path for path in paths if not _is_marked(_standing(path, _HEAD))]
        if strange:
            others = len(strange) - 1
            why = text("site.not_ours_and_others" if others else "site.not_ours", count=others)
            raise CannotWrite(str(strange[0]), why)

    def take_away_partials(self, folders: Iterable[str]) -> None:
        """Takes away pages that are not whole, except what another process is writing now."""
        for folder in folders:
            for entry in self._entries(folder):
                if entry.name.startswith(PARTIAL):
                    with suppress(OSError):
                        take_away(entry.path, patience=0)

    def stands(self, address: str, check: int) -> bool:
        """Whether the file at an address is still what was written there.

        `check` is the CRC-32 of what was written. Only files that are not older than the manifest
        are read: older ones cannot have been changed since.
        """
        if address not in self.standing:
            return False
        path = self.path / address
        with suppress(OSError):
            if os.lstat(path).st_mtime_ns < self._finished:
                return True
        known = _standing(path)
        return known is not None and zlib.crc32(known) == check

    def write(self, address: str, content: bytes) -> Wrote:
        """Writes a file if its bytes differ from what stands there; the old one stays until then.

        Raises `CannotWrite`, also over what is somebody else's.
        """
        path, check = self.path / address, zlib.crc32(content)
        if os.path.lexists(path):
            known = _standing(path)
            if known == content:
                return Wrote(check, False)
            if not self._is_own(address, known):
                raise CannotWrite(str(path), text("site.not_ours"))
        with writing(path):
            replace_file(path, content, sync=False)
        return Wrote(check, True)

    def _is_own(self, address: str, content: bytes | None) -> bool:
        if content is None:
            return False
        known = address.startswith(".orgraph") or self.own.get(address) == zlib.crc32(content)
        return known or _is_marked(content[:_HEAD])

    def remove(self, addresses: Iterable[str]) -> int:
        """Takes away files that the site wrote and that nobody has changed since. What leads out
        of the folder is let be. Raises `CannotWrite`.
        """
        removed = 0
        for address in addresses:
            path = self.path / address
            known = _standing(path) if is_address(address) and os.path.lexists(path) else None
            if known is not None and zlib.crc32(known) == self.own.get(address):
                with writing(path):
                    path.unlink()
                removed += 1
        return removed


def _is_marked(head: bytes | None) -> bool:
    """Whether the site wrote what begins so; an empty file is one that was cut off."""
    return head is not None and (not head or any(mark in head for mark in MARKS))


def _standing(path: Path, most: int = -1) -> bytes | None:
    """What stands in the file; None when it is something else, or a way to somewhere else."""
    with writing(path):
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            return file.read(most)
