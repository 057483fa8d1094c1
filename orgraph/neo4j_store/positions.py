"""Places of facts in the order of the seed, as numbers that stay when something is put in between:
only what is new gets a new number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import isnan, nan

NEW = nan


def places(stored: Sequence[float]) -> Sequence[float]:
    """Numbers that rise, for things in the order wanted.

    `stored` are their present numbers, `NEW` for none; as many as can keep theirs.
    """
    if _rising(stored) and not any(map(isnan, stored)):
        return stored
    kept = _longest_rising(stored)
    found: list[float] = []
    for number, index in enumerate([*kept, len(stored)]):
        before = stored[kept[number - 1]] if number else None
        after = stored[index] if index < len(stored) else None
        found += _between(before, after, index - len(found))
        if after is not None:
            found.append(after)
    return found if _rising(found) else [float(number) for number in range(len(stored))]


def _rising(numbers: Sequence[float]) -> bool:
    return all(low < high for low, high in pairwise(numbers))


def _between(before: float | None, after: float | None, number: int) -> list[float]:
    if before is None:
        start = 0.0 if after is None else after - number
        return [start + step for step in range(number)]
    width = 1.0 if after is None else (after - before) / (number + 1)
    return [before + width * (step + 1) for step in range(number)]


def _longest_rising(numbers: Sequence[float]) -> list[int]:
    """The indexes of a longest rising selection."""
    tails: list[float] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(numbers)
    for index, number in enumerate(numbers):
        if isnan(number):
            continue
        place = bisect_left(tails, number)
        before[index] = ends[place - 1] if place else -1
        if place == len(tails):
            tails.append(number)
            ends.append(index)
        else:
            tails[place], ends[place] = number, index
    chosen = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.append(index)
        index = before[index]
    return chosen[::-1]
