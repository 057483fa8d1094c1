"""The scenarios of the seed: a page for each with what it would change, and the list of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from orgraph.errors import BadSeed, Issue, OrgraphError
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.phrases import Phrase
from orgraph.render.difference_report import build_report
from orgraph.scenario.difference import diff
from orgraph.scenario.reader import parse_scenario
from orgraph.seed.documents import Texts
from orgraph.seed.folder import SCENARIOS as FOLDER
from orgraph.seed.folder import list_files
from orgraph.seed.yaml_reader import read_content
from orgraph.site.addresses import ADDRESSES, name_of
from orgraph.site.manifest import Kept
from orgraph.site.node_page import Made
from orgraph.site.page_model import Shown
from orgraph.site.scenario_page import difference_page
from orgraph.site.templates import Crumb, Page, Site, render

LINK = Crumb(
    text("difference.scenarios"), ADDRESSES["scenarios"], text("difference.scenarios_said")
)


class Listed(NamedTuple):
    """A scenario as the list shows it; one that cannot be read has a fault and no page."""

    address: str
    name: str
    day: str
    summary: tuple[str, ...]
    fault: str


class Found(NamedTuple):
    """What was read of a scenario file, or why it cannot be read: that is told on the list."""

    content: bytes
    fault: Issue | None = None


def find_scenarios(seed: Path) -> dict[str, Found]:
    """What stands in the scenario files of a seed, by their names under the folder of scenarios,
    in the order of these.
    """
    listing = list_files(str(seed / FOLDER))
    found: dict[str, Found] = {}
    for name in listing.files:
        content, fault = read_content(seed / FOLDER / name, name)
        found[name] = Found(content or b"", fault)
    return found | {issue.file: Found(b"", issue) for issue in listing.unread}


def page_of_scenario(file: str) -> str:
    """The address of the page of the scenario in a file of the folder, from the site's root."""
    return f"{ADDRESSES['scenario']}{name_of(file.removesuffix('.yaml'))}.html"


def make_scenario_page(organisation: Organisation, file: str, found: Found, texts: Texts) -> Made:
    """The page of the scenario in a file of the folder, and what the list shows of it; its
    quotations are sought in `texts`.
    """
    try:
        if found.fault:
            raise BadSeed((found.fault,))
        name = PurePosixPath(file).name
        difference = diff(organisation, parse_scenario(name, found.content, organisation, texts))
        report = build_report(difference)
    except OrgraphError as fault:
        return Made("", "", {"fault": [Shown(Phrase.of(str(fault)))]})
    told = (report.title, report.columns[-1].day, *report.summary)
    shown = [Shown(Phrase.of(text)) for text in told]

    def has_page(node_id: str) -> bool:
        return organisation.find_node(node_id) is not None

    html = difference_page(report, organisation.vocabulary.name, has_page)
    return Made(page_of_scenario(file), html, {"told": shown})


def list_page(site: Site, scenarios: Mapping[str, Kept]) -> tuple[str, str]:
    """The list of scenarios."""
    page = Page(LINK.address, LINK.text)
    return page.address, render(
        "scenarios.html",
        site=site,
        page=page,
        scenarios=[_listed(name, kept) for name, kept in scenarios.items()],
        say=text,
    )


def _listed(name: str, kept: Kept) -> Listed:
    if fault := kept.summary.get("fault"):
        return Listed("", name, "", (), str(fault[0].said))
    title, day, *summary = (str(line.said) for line in kept.summary["told"])
    return Listed(kept.address, title, day, tuple(summary), "")
