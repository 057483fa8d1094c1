"""An answer from a snapshot file of any size: opened anew and read row by row, against the same at
1,000 bodies.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import Result, call_seconds, medians
from benchmarks.organisations import invented
from orgraph.answers import ask_node
from orgraph.answers.escalate import ask_escalate
from orgraph.dates import parse_day
from orgraph.seed.snapshot import open_snapshot, write_snapshot
from orgraph.view import View

DAY = parse_day("2016-10-01")
SIZES = (1_000, 10_000, 100_000)


def run() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder) / f"{size}.sqlite") for size in SIZES]
        for size, path in zip(SIZES, paths, strict=True):
            write_snapshot(path, invented(size))
        times = medians([partial(call_seconds, partial(_answer, path)) for path in paths], 9)
    return [
        Result(
            f"opened and answered from a snapshot, {size} bodies",
            seconds,
            "the same at 1,000 bodies",
            seconds / times[0],
            1.5,
        )
        for size, seconds in zip(SIZES, times, strict=True)
    ]


def _answer(path: str) -> None:
    organisation = open_snapshot(path)
    assert organisation
    view = View(organisation, DAY)
    body, agreement = view.find_node("o777"), view.find_node("a400")
    assert body
    assert agreement
    ask_escalate(view, body, "o777")
    ask_node(view, "approves", agreement)
