"""The other side of a comparison: another date, a scenario file or another seed folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from orgraph.cli.common import open_seed
from orgraph.dates import Span, parse_day
from orgraph.organisation import Organisation


class Side(NamedTuple):
    """An organisation and a day, and what to call them. `begins` is a scenario's first day."""

    organisation: Organisation
    day: Span
    name: str
    begins: Span | None = None


def other_side(against: str, organisation: Organisation, day: Span, *, dated: bool) -> Side:
    """What `--against` names. A scenario is asked on its own date unless the question has one (`dated`). Raises `BadDate` and what reading raises."""
    if "\0" not in against and os.path.isdir(against):
        return Side(open_seed(against), day, against)
    if against.endswith((".yaml", ".yml")):
        side = applied(against, organisation)
        return side._replace(day=day) if dated else side
    return Side(organisation, parse_day(against), "")


def applied(file: str, organisation: Organisation) -> Side:
    """The organisation after a scenario, on the day it is carried out. Raises what reading raises."""
    from orgraph.scenario.apply import apply
    from orgraph.scenario.steps import read_scenario

    scenario = read_scenario(Path(file), organisation)
    return Side(apply(organisation, scenario).organisation, scenario.last, scenario.name, scenario.on)
