"""Waits for work that may never come back: a connection can hang where no fault is raised."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")


def watched(call: Callable[[Callable[[], None]], T], seconds: float, silence: Callable[[], Exception]) -> T:
    """What the call gives or raises, from a thread of its own; `silence()` is raised when it neither ends nor says `heard()` for so long.

    A call that is given up stays behind in its thread, which does not keep the program alive.
    """
    return begun(call, seconds, silence)()


def begun(call: Callable[[Callable[[], None]], T], seconds: float, silence: Callable[[], Exception]) -> Callable[[], T]:
    """The same for a caller who has other work meanwhile: the call begins at once, and what is given waits for it."""
    heard, done = Event(), Event()
    results: list[T] = []
    faults: list[BaseException] = []

    def work() -> None:
        try:
            results.append(call(heard.set))
        except BaseException as fault:
            faults.append(fault)
        finally:
            done.set()
            heard.set()

    def wait() -> T:
        while not done.is_set():
            if not heard.wait(seconds):
                raise silence()
            heard.clear()
        if faults:
            raise faults[0]
        return results[0]

    Thread(target=work, daemon=True).start()
    return wait
