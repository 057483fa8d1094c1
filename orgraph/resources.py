"""Finds the folders that travel with the program: seed and cypher, beside the package in a
checkout, inside it when installed.
"""

from __future__ import annotations

import os

JOURNAL = ".orgraph-journal"  # stands in a seed folder while several of its files are changed
_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def data_folder(name: str) -> str:
    """The path of a folder that belongs to the program."""
    installed = os.path.join(_PACKAGE, "_data", name)
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(_PACKAGE), name)


def default_seed() -> str:
    """The seed folder that is meant when none is given: ORGRAPH_SEED, else the one that travels
    with the program.
    """
    return os.environ.get("ORGRAPH_SEED") or data_folder("seed")


def is_yaml(name: str) -> bool:
    """Whether a file of a seed is read, by its name."""
    return name.lower().endswith((".yaml", ".yml"))


def open_at_once(path: str, flags: int) -> int:
    """An opener that never waits: where somebody has laid a pipe in a file's place, there is
    nothing to read.
    """
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
