"""The steps of a process as a flow: runs of steps, and forks whose lanes stand side by side. It tells nothing that the steps do not say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from orgraph.site.relations import Stage

INSIDE = ", "  # a branch "X, Y" lies inside the branch "X"


class Lane(NamedTuple):
    """One branch of a fork: its name and what happens on it."""

    name: str
    parts: tuple[Part, ...]


class Part(NamedTuple):
    """A run of steps, or a fork of so many lanes; `width` is how many stand side by side in it, those of inner forks counted."""

    stages: tuple[Stage, ...]
    lanes: tuple[Lane, ...]
    width: int


Placed = tuple[tuple[str, ...], Stage]


def flow_of(stages: Sequence[Stage]) -> tuple[Part, ...]:
    """The stages in their order, as runs and forks."""
    branches = {stage.branch for stage in stages if stage.branch}
    return _parts([(_way_to(stage.branch, branches), stage) for stage in stages], 0)


def _way_to(branch: str | None, branches: set[str]) -> tuple[str, ...]:
    """The branch as a way from the main line: an inner branch has the outer one before it."""
    if not branch:
        return ()
    outer = max((found for found in branches if branch.startswith(found + INSIDE)), key=len, default="")
    return (*_way_to(outer, branches), branch[len(outer) + len(INSIDE) :]) if outer else (branch,)


def _parts(placed: Iterable[Placed], depth: int) -> tuple[Part, ...]:
    runs = groupby(placed, key=lambda found: len(found[0]) > depth)
    return tuple(_fork(list(found), depth) if branched else Part(tuple(stage for _, stage in found), (), 1) for branched, found in runs)


def _fork(placed: list[Placed], depth: int) -> Part:
    lanes: dict[str, list[Placed]] = {}
    for found in placed:
        lanes.setdefault(found[0][depth], []).append(found)
    made = tuple(Lane(name, _parts(inside, depth + 1)) for name, inside in lanes.items())
    return Part((), made, sum(max(part.width for part in lane.parts) for lane in made))
