"""The static site: written whole, written again after one change, and its size; the seed's, and
invented organisations'.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Result
from benchmarks.organisations import invented
from orgraph.organisation import Change, Organisation
from orgraph.resources import default_seed
from orgraph.seed.snapshot import open_organisation
from orgraph.site.build import build_site

SIZES = (1_000, 10_000)  # `python -m benchmarks.site 100000` measures Denmark's


def run() -> list[Result]:
    seed = Path(default_seed())
    results = _measured("the seed", open_organisation(str(seed)), seed, whole=10, again=2)
    for size in SIZES:
        results += _measured(
            f"{size} bodies", invented(size), None, whole=60 * size / 100_000, again=2
        )
    return results


def _measured(
    name: str, organisation: Organisation, seed: Path | None, *, whole: float, again: float
) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        first = _seconds(organisation, Path(folder), seed)
        pages = sum(1 for _ in Path(folder).rglob("*.html"))
        megabytes = sum(path.stat().st_size for path in Path(folder).rglob("*")) / 1e6
        second = _seconds(_changed(organisation), Path(folder), seed)
    return [
        Result(
            f"site of {name}, {pages} pages, {megabytes:.0f} MB",
            first,
            f"{whole:g} s",
            first / whole,
            1.0,
        ),
        Result(f"site of {name} after one change", second, f"{again:g} s", second / again, 1.0),
    ]


def _seconds(organisation: Organisation, folder: Path, seed: Path | None) -> float:
    """Wall-clock seconds: the pages are shared out on the processors."""
    begun = time.perf_counter()
    build_site(organisation, folder, seed=seed)
    return time.perf_counter() - begun


def _changed(organisation: Organisation) -> Organisation:
    relation = next(found for found in organisation.list_relations() if not found.condition)
    return organisation.with_changes(
        [Change(relation, relation._replace(condition="efter høring"))]
    )


def main(sizes: list[str]) -> None:
    for size in sizes:
        for result in _measured(
            f"{size} bodies", invented(int(size)), None, whole=60 * int(size) / 100_000, again=2
        ):
            print(result.line(60))
    peak = (
        max(
            resource.getrusage(who).ru_maxrss
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        / 1024
    )
    print(f"{os.cpu_count()} processors; at most {peak:.0f} MB in one process")


if __name__ == "__main__":
    main(sys.argv[1:] or ["10000"])
