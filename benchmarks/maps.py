"""The map in a real Chromium: its size, and the time until it is painted, against a page of the
same without scripts and pyvis as shipped in the same run.

All are asked the same: two frames after everything is there. The page without scripts holds the
picture as the map saves it, the day as words and every quotation, all of which the map holds too.
Against the picture alone is measured as well, without a target: it leaves out what the map is for.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measure import Result, call_seconds
from benchmarks.organisations import invented
from orgraph.dates import parse_day
from orgraph.facts import Source
from orgraph.index import MemoryIndex
from orgraph.maps.page import build_map, write_map
from orgraph.organisation import Organisation
from orgraph.resources import default_seed
from orgraph.seed.snapshot import open_organisation

DAY = parse_day("2016-10-01")
MEGABYTE = 1_000_000
ROUNDS = 7
READY = 4.0  # seconds
STOCK_WAIT = 60.0
# Notes when what the page has drawn has been painted: two frames after it has all it draws.
WATCH = """(() => {
  const twice = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  const painted = () => { window.__painted = performance.now(); };
  const look = () => READY && document.readyState !== 'loading'
    ? twice(painted) : requestAnimationFrame(look);
  look();
})()"""


def run() -> list[Result]:
    chromium = shutil.which("chromium")
    if not chromium:
        return []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        measured = (
            ("the seed", 1.5, open_organisation(default_seed())),
            ("1,000 bodies", 8.0, invented(1_000)),
            ("1,000 bodies with quotations", 8.0, _quoted(invented(1_000))),
        )
        return [
            result
            for name, limit, organisation in measured
            for result in _measured(browser, Path(folder), name, limit, organisation)
        ]


def _quoted(thin: Organisation) -> Organisation:
    """The organisation with names of ordinary length, a quotation of its own for each fact, and
    two more relations for each body, every tenth upward.
    """
    bodies, relations = (
        [node for node in thin.list_nodes() if node.label in thin.vocabulary.bodies],
        list(thin.list_relations()),
    )
    for number, body in enumerate(bodies):
        for step, kind in ((7, "udpeger"), (13, "udpeger" if number % 5 else "indstiller-til")):
            target = bodies[(number * step + step) % len(bodies)].id
            relations.append(
                relations[0]._replace(
                    id=f"{body.id}+{step}", type=kind, source=body.id, target=target
                )
            )
    nodes = [
        node._replace(name=f"{node.name} for samarbejde i området", sources=_quote(number))
        for number, node in enumerate(thin.list_nodes())
    ]
    relations = [
        found._replace(sources=_quote(number))
        for number, found in enumerate(relations, len(nodes))
    ]
    return Organisation(thin.vocabulary, MemoryIndex([*nodes, *relations]))


def _quote(number: int) -> tuple[Source, ...]:
    words = (
        f"Punkt {number}: udvalget følger op på aftalerne i området og indstiller til det"
        " overordnede organ, hvad der skal besluttes om dem"
    )
    return (Source(f"{number % 40:03}", number + 1, number + 2, words),)


def _measured(
    browser: Browser, folder: Path, name: str, limit: float, organisation: Organisation
) -> list[Result]:
    seconds = call_seconds(lambda: build_map(organisation, DAY))
    write_map(organisation, DAY, folder / "kort.html")
    picture, words = _static(browser, folder / "kort.html")
    (folder / "static.html").write_text(_page(picture + words), "utf-8")
    (folder / "picture.html").write_text(_page(picture), "utf-8")
    nodes, edges = _stock_page(organisation, folder / "stock.html")
    size = (folder / "kort.html").stat().st_size
    opened = (
        ("kort", "window.kort"),
        ("static", "true"),
        ("picture", "true"),
        ("kort", "window.kort?.ready"),
    )
    ours, static, alone, ready = _medians(
        [partial(_painted, browser, folder / f"{name}.html", when) for name, when in opened]
    )
    stock = _painted(
        browser,
        folder / "stock.html",
        "window.network?.body && document.getElementById('loadingBar')?.style.display === 'none'",
        STOCK_WAIT,
    )
    return [
        Result(
            f"map of {name}, {size / MEGABYTE:.2f} MB, written",
            seconds,
            f"{limit:g} MB (its size)",
            size / MEGABYTE / limit,
            1.0,
        ),
        Result(
            f"map of {name} opened and painted",
            ours,
            "a page without scripts: its SVG, the day, the quotations",
            ours / static,
            1.3,
        ),
        Result(
            f"map of {name} opened and painted", ours, "its SVG and nothing else", ours / alone
        ),
        Result(f"map of {name} ready for the pointer", ready, f"{READY:g} s", ready / READY, 1.0),
        Result(
            f"pyvis as shipped, {nodes} nodes and {edges} edges",
            stock,
            "the map opened and painted",
            stock / ours,
        ),
    ]


def _medians(measures: list[Callable[[], float]]) -> list[float]:
    """Taking turns, so that noise meets both alike."""
    rounds = [[measure() for measure in measures] for _ in range(ROUNDS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def _painted(browser: Browser, path: Path, ready: str, wait: float = 30.0) -> float:
    """Seconds from the beginning of navigation until the page is painted; the wait when it never
    is.
    """
    context = browser.new_context(
        offline=True, viewport={"width": 1440, "height": 900}, bypass_csp=True
    )
    try:
        page = context.new_page()
        page.add_init_script(WATCH.replace("READY", f"({ready})"))
        page.goto(path.as_uri(), wait_until="commit")
        began = time.monotonic()
        while time.monotonic() - began < wait:
            if painted := page.evaluate("window.__painted"):
                return float(painted) / 1000
            page.wait_for_timeout(100)
        return wait
    finally:
        context.close()


def _static(browser: Browser, path: Path) -> tuple[str, str]:
    """The picture as the map saves it; and what it says of the day, with every quotation, as
    HTML.
    """
    context = browser.new_context(accept_downloads=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(1500)
    with page.expect_download() as saving:
        page.click("#_svg")
    saving.value.save_as(path.with_suffix(".svg"))
    context.close()
    words = "".join(
        part.split("</noscript>")[0].split(">", 1)[1]
        for part in path.read_text("utf-8").split("<noscript")[1:]
    )
    return path.with_suffix(".svg").read_text("utf-8").split("\n", 1)[1], words


def _page(inside: str) -> str:
    return (
        f'<!doctype html><html lang="da"><meta charset="utf-8"><title>Kort</title>{inside}</html>'
    )


def _stock_page(organisation: Organisation, path: Path) -> tuple[int, int]:
    from pyvis.network import Network

    network: Any = Network(directed=True, cdn_resources="in_line")
    bodies = {
        node.id: node
        for node in organisation.list_nodes()
        if node.label in organisation.vocabulary.bodies
    }
    for node in bodies.values():
        network.add_node(node.id, label=node.name)
    for relation in organisation.list_relations():
        if relation.source in bodies and relation.target in bodies:
            network.add_edge(relation.source, relation.target)
    path.write_text(network.generate_html(), "utf-8")
    return len(network.nodes), len(network.edges)
