"""`make bench`: runs every benchmark and prints its ratios beside the targets."""

from __future__ import annotations

import sys

from benchmarks import cold, in_process, maps, neo4j, reading, scenarios, site, snapshots
from benchmarks.measure import Result


def main() -> int:
    results: list[Result] = [
        *cold.run(),
        *reading.run(),
        *snapshots.run(),
        *in_process.run(),
        *scenarios.run(),
        *maps.run(),
        *site.run(),
        *neo4j.run(),
    ]
    width = max(len(result.name) for result in results)
    for result in results:
        print(result.line(width))
    return 0


if __name__ == "__main__":
    sys.exit(main())
