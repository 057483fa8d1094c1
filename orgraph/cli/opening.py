"""Opens the organisation that the options mean, and guards what is read against being written."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from typing import TypeVar

from orgraph.cli.options import Options, day_of, open_seed, password_file_of
from orgraph.dates import Span
from orgraph.errors import CannotWrite
from orgraph.languages import text
from orgraph.organisation import Organisation

T = TypeVar("T")


def with_organisation(options: Options, work: Callable[[Organisation, Span], T]) -> T:
    """Opens the organisation that the options select and returns `work(organisation, day)`.

    A seed folder is read once. A database is read row by row while the work goes on, and another
    load may come in force meanwhile: then what was read is of two organisations, and the work is
    done again from the start (`neo4j_store.remote_index.ask_remote`). So the work must have no
    effect that shows when it is done twice: it returns what is to be printed, and prints nothing.

    Raises what reading raises: `OrgraphError`s.
    """

    def rehearsed(organisation: Organisation) -> T:
        if not options.scenario:
            return work(organisation, day_of(options.at))
        from orgraph.cli.comparison_target import applied

        side = applied(options.scenario, organisation)
        return work(side.organisation, day_of(options.at) if options.at else side.day)

    if not options.elsewhere:
        return rehearsed(open_seed(options.seed))
    from orgraph.cli.server import ask_server

    return ask_server(options.elsewhere, rehearsed)


def require_apart(output: str, options: Options, *inputs: str) -> None:
    """Raises `CannotWrite` when an output would be written over what the command reads: a file
    that the options or `inputs` name, or one of a folder that they name.
    """
    from orgraph.resources import default_seed

    named = (
        options.seed or default_seed(),
        options.scenario,
        options.against,
        password_file_of(options),
        *inputs,
    )
    if (target := _identity(output)) and any(
        _identity(file) == target for path in filter(None, named) for file in _files_read(path)
    ):
        raise CannotWrite(output, text("cli.command_reads_it"))


def _identity(path: str) -> tuple[int, int] | None:
    """What tells a file from all others by whatever name; None when there is no file there."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None  # told when it is written, or read
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _files_read(path: str) -> Iterator[str]:
    from orgraph.seed.folder import list_all_read

    yield path
    if "\0" not in path and os.path.isdir(path):
        yield from list_all_read(path)
