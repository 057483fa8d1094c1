"""Cuts the writing of files off at its n-th call to the system: by a fault, or by a kill."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import orgraph.files
import orgraph.journal

CALLS = {
    "open",
    "write",
    "fsync",
    "replace",
    "unlink",
    "close",
    "mkdir",
    "rmdir",
    "fchmod",
    "fchown",
}
KILLED = 9


class _System:
    """The module `os` with another n-th call; with `stays`, all calls after it are so too."""

    def __init__(self, at: int, instead: Callable[[], NoReturn], *, stays: bool) -> None:
        self.left, self.instead, self.stays = at, instead, stays

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._counted(real, closes=name == "close") if name in CALLS else real

    def _counted(self, real: Callable[..., Any], *, closes: bool) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            self.left -= 1
            if self.left == 0 or (self.stays and self.left < 0):
                if closes:
                    real(*args)  # also one that tells of a fault has closed
                self.instead()
            return real(*args, **more)

        return call


@contextmanager
def cut_off(at: int, instead: Callable[[], NoReturn], *, stays: bool = False) -> Iterator[_System]:
    """Inside, the n-th call to the system is another."""
    system = _System(at, instead, stays=stays)
    for module in (orgraph.files, orgraph.journal):
        module.os = system  # type: ignore[attr-defined]
    try:
        yield system
    finally:
        for module in (orgraph.files, orgraph.journal):
            module.os = os  # type: ignore[attr-defined]


def failing(code: int) -> Callable[[], NoReturn]:
    def fail() -> NoReturn:
        raise OSError(code, os.strerror(code))

    return fail


def killed_at(at: int, work: Callable[[], object]) -> bool:
    """Does the work in a process that is gone at its n-th call; False when it made fewer."""
    child = os.fork()
    if child == 0:
        try:
            with cut_off(at, lambda: os._exit(KILLED)):
                work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


def contents(folder: os.PathLike[str]) -> dict[str, bytes | None]:
    """Everything in a folder by its name: files with their bytes, folders with None."""
    found: dict[str, bytes | None] = {}
    for root, folders, names in os.walk(folder):
        found |= {os.path.relpath(os.path.join(root, name), folder): None for name in folders}
        for name in names:
            with open(os.path.join(root, name), "rb") as file:
                found[os.path.relpath(os.path.join(root, name), folder)] = file.read()
    return found
