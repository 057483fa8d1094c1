"""The scenarios of the seed: a page for each with what it would change, and the list of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from orgraph.errors import OrgraphError
from orgraph.facts import Node
from orgraph.organisation import Organisation
from orgraph.render.scenario_told import tell
from orgraph.scenario.difference import Difference, diff
from orgraph.scenario.steps import read_scenario
from orgraph.site.addresses import name_of
from orgraph.site.frame import Crumb, Page, Site, render
from orgraph.site.manifest import Kept
from orgraph.site.names import Names
from orgraph.site.node_page import Made
from orgraph.site.scenario_page import difference_page

LINK = Crumb("Scenarier", "scenarier.html", "Omlægninger på prøve: hvad der ville ophøre, og hvad der ville stå uden ansvarlig.")


class Listed(NamedTuple):
    """A scenario as the list shows it; one that cannot be read has a fault and no page."""

    address: str
    name: str
    day: str
    summary: tuple[str, ...]
    fault: str


def find_scenarios(seed: Path) -> list[Path]:
    """The scenario files of a seed, in the order of their names."""
    return sorted(path for path in (seed / "scenarios").glob("*.yaml") if path.is_file())


def make_scenario_page(organisation: Organisation, path: Path, seed: Path) -> Made:
    """The page of a scenario, and what the list shows of it."""
    try:
        difference = diff(organisation, read_scenario(path, organisation, seed))
        told = tell(difference)
    except OrgraphError as fault:
        return Made("", "", {"fault": [[None, None, str(fault)]]})
    shown = [[None, None, told.title], [None, None, told.columns[-1].day], *([None, None, text] for text in told.summary)]
    return Made(f"scenarier/{name_of(path.stem)}.html", difference_page(told, organisation.vocabulary.name, _names(organisation, difference)), {"told": shown})


def _names(organisation: Organisation, difference: Difference) -> Names:
    """The names of all that has a page; what the scenario itself begins has none."""
    begun = [fact.after for facts in difference.facts for fact in facts if isinstance(fact.after, Node)]
    return Names(((node.id, node.name) for node in organisation.list_nodes()), (node.name for node in begun if organisation.find_node(node.id) is None))


def list_page(site: Site, scenarios: Mapping[str, Kept]) -> tuple[str, str]:
    """The list of scenarios."""
    page = Page(LINK.address, LINK.text)
    return page.address, render("scenarios.html", site=site, page=page, scenarios=[_listed(name, kept) for name, kept in scenarios.items()])


def _listed(name: str, kept: Kept) -> Listed:
    if fault := kept.summary.get("fault"):
        return Listed("", name, "", (), str(fault[0][2]))
    title, day, *summary = (str(line[2]) for line in kept.summary["told"])
    return Listed(kept.address, title, day, tuple(summary), "")
