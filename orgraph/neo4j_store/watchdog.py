"""Waits for work that may never come back: a connection can hang where no fault is raised."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")


def run_watched(
    call: Callable[[Callable[[], None]], T], seconds: float, silence: Callable[[], Exception]
) -> T:
    """Runs `call(heartbeat)` in a daemon thread and returns its result or raises its exception.

    Args:
        call: the work; it calls `heartbeat()` whenever it notices that the other side is alive.
        seconds: how long it may go on without a heartbeat or an end.
        silence: makes the exception to raise when it did not. The thread is then given up: it
            stays behind, and does not keep the program alive.
    """
    return start_watched(call, seconds, silence)()


def start_watched(
    call: Callable[[Callable[[], None]], T], seconds: float, silence: Callable[[], Exception]
) -> Callable[[], T]:
    """As `run_watched`, for a caller who has other work meanwhile: the call begins at once, and
    the function that is returned waits for it.
    """
    heartbeat, done = Event(), Event()
    results: list[T] = []
    faults: list[BaseException] = []

    def work() -> None:
        try:
            results.append(call(heartbeat.set))
        except BaseException as fault:
            faults.append(fault)
        finally:
            done.set()
            heartbeat.set()

    def wait() -> T:
        while not done.is_set():
            if not heartbeat.wait(seconds):
                raise silence()
            heartbeat.clear()
        if faults:
            raise faults[0]
        return results[0]

    Thread(target=work, daemon=True).start()
    return wait
