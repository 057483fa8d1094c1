"""Opens the organisation that the options mean, and guards what is read against being written."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from orgraph.cli.options import Options, day_of, open_seed
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


def require_apart(output: str, seed: str, *files: str) -> None:
    """Raises `CannotWrite` when an output would be written over what is read: the files named, or
    a seed's own.
    """
    from orgraph.resources import default_seed, is_yaml

    if "\0" in output:
        return  # told when it is written
    target, home = os.path.realpath(output), os.path.realpath(seed or default_seed())
    read = {os.path.realpath(file) for file in files if "\0" not in file}
    documents = os.path.join(home, "documents", "")
    inside = target.startswith(os.path.join(home, "")) and (
        is_yaml(target) or target.startswith(documents)
    )
    if target in read or (inside and os.path.exists(target)):
        raise CannotWrite(output, text("cli.command_reads_it"))
