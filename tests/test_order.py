"""Places that stay when something is put in between."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import inf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgraph.neo4j_store.positions import NEW, places

NUMBERS = st.one_of(
    st.just(NEW), st.integers(-3, 12).map(float), st.floats(allow_nan=False, allow_infinity=False)
)


@pytest.mark.parametrize(
    ("stored", "wanted"),
    [
        ([], []),
        ([NEW, NEW], [0, 1]),
        ([0, 1, 2], [0, 1, 2]),
        ([0, 1, NEW], [0, 1, 2]),
        ([NEW, 0, 1], [-1, 0, 1]),
        ([0, NEW, 1], [0, 0.5, 1]),
        ([0, NEW, NEW, NEW, 1], [0, 0.25, 0.5, 0.75, 1]),
        ([0, 7], [0, 7]),
        ([2, 0, 1], [-1, 0, 1]),
        ([1, 2, 0], [1, 2, 3]),
        ([5, 5, 5], [3, 4, 5]),
        ([nan, 3, nan], [2, 3, 4]),
        ([0, NEW, 5e-324], [0, 1, 2]),
        ([inf, NEW, 1], [-1, 0, 1]),
    ],
)
def test_places_of_what_is_put_in_moved_and_taken_away(
    stored: list[float], wanted: list[float]
) -> None:
    assert places(stored) == wanted


@given(st.lists(NUMBERS, max_size=30))
def test_places_rise_strictly_whatever_is_stored(stored: list[float]) -> None:
    found = places(stored)
    assert len(found) == len(stored)
    assert all(low < high for low, high in pairwise(found))


@given(st.lists(st.one_of(st.just(NEW), st.integers(0, 9).map(float)), max_size=9))
def test_as_many_as_possible_keep_their_places(stored: list[float]) -> None:
    kept = sum(number == before for number, before in zip(places(stored), stored, strict=True))
    assert kept == _most_rising([number for number in stored if not isnan(number)])


@given(st.sets(st.integers(0, 1000), max_size=30), st.data())
def test_what_is_in_order_stays_where_it_is_and_only_the_new_is_placed(
    known: set[int], data: st.DataObject
) -> None:
    stored = [float(number) for number in sorted(known)]
    for place in data.draw(st.lists(st.integers(0, 100), max_size=10)):
        stored.insert(place % (len(stored) + 1), NEW)
    found = places(stored)
    assert all(
        number == before for number, before in zip(found, stored, strict=True) if not isnan(before)
    )


def _most_rising(numbers: list[float]) -> int:
    sizes = range(len(numbers), 0, -1)
    return next(
        (
            size
            for size in sizes
            for chosen in combinations(numbers, size)
            if all(low < high for low, high in pairwise(chosen))
        ),
        0,
    )
