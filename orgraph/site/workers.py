"""Shares work out on the processors. A worker that fails, or is gone, ends the whole at once.

None outlives its parent for long, and Ctrl-C is the parent's alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pickle import PicklingError
from typing import Any, TypeVar, cast

from orgraph.errors import OrgraphError, SiteNotFinished
from orgraph.languages import text

T = TypeVar("T")
R = TypeVar("R")


def count_processors() -> int:
    """How many processes are worth beginning; one where they cannot share what is in memory."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def share_out(task: Callable[[T], R], parts: Sequence[T], processes: int) -> list[R]:
    """Run `task` on each part in forked processes, and return the results in any order.

    A worker takes the next part when it is done with one. Tasks see what was in memory when this
    was called; what they return is pickled.

    Raises:
        SiteNotFinished: a worker is gone.
        Exception: whatever the task raises, first come; the other workers are stopped.
    """
    made: list[R] = []
    waiting = iter(range(len(parts)))
    with _workers(task, parts, min(processes, len(parts))) as workers:
        busy = {worker for worker in workers if _give(worker, waiting)}
        while busy:
            for worker in cast("list[Connection]", wait(busy)):
                made.append(_take(worker))
                if not _give(worker, waiting):
                    busy.remove(worker)
    return made


def _give(worker: Connection, waiting: Iterator[int]) -> bool:
    """Gives a worker the next part by its number; False when there is none."""
    number = next(waiting, None)
    if number is None:
        return False
    try:
        worker.send(number)
    except OSError:
        raise SiteNotFinished(text("site.worker_lost")) from None
    return True


def _take(worker: Connection) -> Any:
    try:
        made, fault = worker.recv()
    except (EOFError, OSError):
        raise SiteNotFinished(text("site.worker_lost")) from None
    if fault is not None:
        raise fault
    return made


@contextmanager
def _workers(task: Callable[[T], R], parts: Sequence[T], count: int) -> Iterator[list[Connection]]:
    """The parent's ends of the lines to the workers, who are stopped when this is left."""
    context = multiprocessing.get_context("fork")
    lines: list[Connection] = []
    processes: list[BaseProcess] = []
    heeded = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # for good, in the workers
    try:
        for _ in range(count):
            here, there = context.Pipe()
            lines.append(here)
            started = context.Process(target=_work, args=(there, lines, task, parts), daemon=True)
            started.start()
            processes.append(started)
            there.close()  # the worker alone has it, so that its end is seen
        signal.pthread_sigmask(signal.SIG_SETMASK, heeded)
        yield lines
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()
        for line in lines:
            line.close()
        signal.pthread_sigmask(signal.SIG_SETMASK, heeded)


# ---- In a worker
def _work(
    line: Connection, parents: list[Connection], task: Callable[[T], R], parts: Sequence[T]
) -> None:
    """Answers until the parent is gone; whatever goes wrong here, the parent sees it."""
    try:
        for end in parents:
            end.close()  # the parent alone has them, so that its end is seen
        while True:
            _answer(line, task, parts[line.recv()])
    finally:
        os._exit(1)


def _answer(line: Connection, task: Callable[[T], R], part: T) -> None:
    answer: tuple[R | None, BaseException | None]
    try:
        answer = task(part), None
    except OrgraphError as fault:
        answer = None, fault
    except BaseException as fault:
        fault.add_note(traceback.format_exc())  # where it was raised is not sent along
        answer = None, fault
    try:
        line.send(answer)
    except (PicklingError, TypeError, AttributeError, ValueError, RecursionError) as fault:
        line.send((None, RuntimeError(f"{fault!r}: {answer!r:.500}")))
