"""CPU time of whole processes and of calls; medians, interleaved with their baseline."""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Result(NamedTuple):
    """A measured ratio, the seconds behind it, and the target if there is one (at most, unless
    `at_least`).
    """

    name: str
    seconds: float
    baseline: str
    ratio: float
    target: float | None = None

    def line(self, width: int) -> str:
        verdict = (
            ""
            if self.target is None
            else f"   target ≤ {self.target:g} × {'ok' if self.ratio <= self.target else 'MISSED'}"
        )
        return (
            f"{self.name:<{width}}  {self.seconds * 1000:9.3f} ms  {self.ratio:7.2f} ×"
            f" {self.baseline}{verdict}"
        )


def process_seconds(command: Sequence[str], env: dict[str, str]) -> float:
    """CPU seconds (user + system) of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def call_seconds(call: Callable[[], object], times: int = 1) -> float:
    """CPU seconds of one call, averaged over `times`."""
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) / times


def medians(measures: Sequence[Callable[[], float]], rounds: int) -> list[float]:
    """The median of each measure; they take turns, so that noise meets all alike."""
    found: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for number, measure in enumerate(measures):
            found[number].append(measure())
    return [statistics.median(times) for times in found]
