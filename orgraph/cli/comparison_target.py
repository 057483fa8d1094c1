"""The other side of a comparison: another date, a scenario file or another seed folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from orgraph.cli.options import day_of, open_seed
from orgraph.dates import Span
from orgraph.organisation import Organisation


class ComparisonTarget(NamedTuple):
    """An organisation and a day, and what to call them. `begins` is a scenario's first day."""

    organisation: Organisation
    day: Span
    name: str
    begins: Span | None = None


def find_target(
    against: str, organisation: Organisation, day: Span, *, dated: bool
) -> ComparisonTarget:
    """What `--against` names: a seed folder, a scenario file, or else a date.

    Args:
        against: the words after the option.
        organisation: what the question is asked of, and a scenario is applied to.
        day: the day that is asked about.
        dated: whether the question has a date of its own; a scenario is asked on the day it is
            carried out when it has none.

    Raises: `BadDate`, and what reading raises.
    """
    if "\0" not in against and os.path.isdir(against):
        return ComparisonTarget(open_seed(against), day, against)
    if against.lower().endswith((".yaml", ".yml")):
        side = applied(against, organisation)
        return side._replace(day=day) if dated else side
    return ComparisonTarget(organisation, day_of(against), "")


def applied(file: str, organisation: Organisation) -> ComparisonTarget:
    """The organisation after a scenario, on the day it is carried out.

    Raises what reading raises.
    """
    from orgraph.scenario.apply import apply_file

    scenario, after = apply_file(Path(file), organisation)
    return ComparisonTarget(after, scenario.last, scenario.name, scenario.on)
