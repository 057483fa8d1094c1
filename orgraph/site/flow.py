"""The steps of a process as a flow: runs of steps, and forks whose lanes stand side by side.

It tells nothing that the steps do not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from orgraph.site.page_model import Stage

INSIDE = ", "  # a branch "X, Y" lies inside the branch "X"


class Lane(NamedTuple):
    """One branch of a fork: its name and what happens on it."""

    name: str
    parts: tuple[Part, ...]


class Part(NamedTuple):
    """A run of steps, or a fork of so many lanes; `width` is how many stand side by side in it,
    those of inner forks counted.
    """

    stages: tuple[Stage, ...]
    lanes: tuple[Lane, ...]
    width: int


class Mark(NamedTuple):
    """What a page writes of a flow, in the order in which it is read: a "run", and where a "fork"
    or a "lane" begins or ends ("/fork", "/lane").
    """

    sort: str
    part: Part | None = None
    name: str = ""


Placed = tuple[tuple[str, ...], Stage]


class _Place:
    """A place among the parts of a flow while it is made: a run of stages, or a fork with the
    places on each of its lanes.
    """

    def __init__(self, stages: tuple[Stage, ...] = ()) -> None:
        self.stages = stages
        self.lanes: dict[str, list[_Place]] = {}
        self.part = Part(stages, (), 1)

    def close(self) -> None:
        """Makes the part of a fork, when those of its lanes are made."""
        made = tuple(
            Lane(name, tuple(place.part for place in lane)) for name, lane in self.lanes.items()
        )
        self.part = Part((), made, sum(max(part.width for part in lane.parts) for lane in made))


def flow_of(stages: Sequence[Stage]) -> tuple[Part, ...]:
    """The stages in their order, as runs and forks, whatever the depth of the branches."""
    ways = _ways_to({stage.branch for stage in stages if stage.branch})
    whole: list[_Place] = []
    forks: list[_Place] = []
    waiting = [([(ways.get(stage.branch or "", ()), stage) for stage in stages], 0, whole)]
    while waiting:
        placed, depth, places = waiting.pop()
        for branched, run in groupby(placed, key=lambda found, depth=depth: len(found[0]) > depth):  # type: ignore[misc]
            if not branched:
                places.append(_Place(tuple(stage for _, stage in run)))
                continue
            fork = _Place()
            for name, inside in _by_lane(run, depth).items():
                fork.lanes[name] = []
                waiting.append((inside, depth + 1, fork.lanes[name]))
            places.append(fork)
            forks.append(fork)
    for fork in reversed(forks):  # the inner ones first
        fork.close()
    return tuple(place.part for place in whole)


def marks_of(parts: Sequence[Part]) -> Iterator[Mark]:
    """The parts as a page writes them, one after another."""
    waiting: list[Part | Mark] = [*reversed(parts)]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Mark):
            yield found
        elif found.lanes:
            yield Mark("fork", found)
            waiting.append(Mark("/fork"))
            for lane in reversed(found.lanes):
                waiting += [Mark("/lane"), *reversed(lane.parts), Mark("lane", name=lane.name)]
        else:
            yield Mark("run", found)


def _ways_to(branches: set[str]) -> dict[str, tuple[str, ...]]:
    """Each branch as a way from the main line: an inner branch has the outer one before it."""
    ways: dict[str, tuple[str, ...]] = {}
    for branch in sorted(branches, key=len):
        outer = branch.rpartition(INSIDE)[0]
        while outer and outer not in branches:
            outer = outer.rpartition(INSIDE)[0]
        ways[branch] = (*ways[outer], branch[len(outer) + len(INSIDE) :]) if outer else (branch,)
    return ways


def _by_lane(placed: Iterable[Placed], depth: int) -> dict[str, list[Placed]]:
    lanes: dict[str, list[Placed]] = {}
    for found in placed:
        lanes.setdefault(found[0][depth], []).append(found)
    return lanes
