"""The other side of a comparison: another date, a scenario file or another seed folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from orgraph.cli.common import open_seed
from orgraph.dates import Span, parse_day
from orgraph.organisation import Organisation


class Also(NamedTuple):
    """What else a question is asked of."""

    against: str = ""
    over_time: bool = False


class Side(NamedTuple):
    """An organisation and a day, and what to call them."""

    organisation: Organisation
    day: Span
    name: str


def other_side(against: str, organisation: Organisation, day: Span, *, dated: bool) -> Side:
    """What `--against` names. A scenario is asked on its own date unless the question has one (`dated`). Raises `BadDate` and what reading raises."""
    if "\0" not in against and os.path.isdir(against):
        return Side(open_seed(against), day, against)
    if against.endswith((".yaml", ".yml")):
        from orgraph.scenario.apply import apply
        from orgraph.scenario.steps import read_scenario

        scenario = read_scenario(Path(against), organisation)
        return Side(apply(organisation, scenario).organisation, day if dated else scenario.on, scenario.name)
    return Side(organisation, parse_day(against), "")
