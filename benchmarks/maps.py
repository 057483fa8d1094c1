"""The map in a real Chromium: its size, and the time until it is painted, against a static SVG of the same picture and pyvis as shipped in the same run."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measure import Result, call_seconds
from benchmarks.organisations import invented
from orgraph.dates import parse_day
from orgraph.maps.page import build_map, write_map
from orgraph.organisation import Organisation
from orgraph.resources import default_seed
from orgraph.seed.snapshot import open_organisation

DAY = parse_day("2016-10-01")
MEGABYTE = 1_000_000
ROUNDS = 5
STOCK_WAIT = 60.0
# Notes when what the page has drawn has been painted: two frames after it has all it draws.
WATCH = """(() => {
  const twice = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  const look = () => READY && document.readyState !== 'loading' ? twice(() => { window.__painted = performance.now(); }) : requestAnimationFrame(look);
  look();
})()"""


def run() -> list[Result]:
    chromium = shutil.which("chromium")
    if not chromium:
        return []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        found = [open_organisation(default_seed()), invented(1_000)]
        return [
            result
            for name, limit, organisation in (("the seed", 1.5, found[0]), ("1,000 bodies", 8.0, found[1]))
            for result in _measured(browser, Path(folder), name, limit, organisation)
        ]


def _measured(browser: Browser, folder: Path, name: str, limit: float, organisation: Organisation) -> list[Result]:
    seconds = call_seconds(lambda: build_map(organisation, DAY))
    write_map(organisation, DAY, folder / "kort.html")
    (folder / "static.html").write_text(_static(browser, folder / "kort.html"), "utf-8")
    nodes, edges = _stock_page(organisation, folder / "stock.html")
    size = (folder / "kort.html").stat().st_size
    ours, static = _medians([lambda: _painted(browser, folder / "kort.html", "window.kort"), lambda: _painted(browser, folder / "static.html", "true")])
    stock = _painted(browser, folder / "stock.html", "window.network?.body && document.getElementById('loadingBar')?.style.display === 'none'", STOCK_WAIT)
    return [
        Result(f"map of {name}, {size / MEGABYTE:.2f} MB, written", seconds, f"{limit:g} MB (its size)", size / MEGABYTE / limit, 1.0),
        Result(f"map of {name} opened and painted", ours, "a static page of its SVG, the day and the quotations", ours / static, 1.3),
        Result(f"pyvis as shipped, {nodes} nodes and {edges} edges", stock, "the map opened and painted", stock / ours),
    ]


def _medians(measures: list[Callable[[], float]]) -> list[float]:
    """Taking turns, so that noise meets both alike."""
    rounds = [[measure() for measure in measures] for _ in range(ROUNDS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def _painted(browser: Browser, path: Path, ready: str, wait: float = 30.0) -> float:
    """Seconds from the beginning of navigation until the page is painted; the wait when it never is."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900}, bypass_csp=True)
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


def _static(browser: Browser, path: Path) -> str:
    """The picture that the map shows, what it says of the day and every quotation, as a page of HTML and SVG with nothing to run."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(1500)
    drawn: str = page.evaluate(
        "window.dispatchEvent(new Event('beforeprint')) || [...document.querySelectorAll('#_paper svg')].map(found => found.outerHTML).join('')"
    )
    context.close()
    words = "".join(part.split("</noscript>")[0].split(">", 1)[1] for part in path.read_text("utf-8").split("<noscript")[1:])
    return f'<!doctype html><html lang="da"><meta charset="utf-8"><title>Kort</title>{drawn}{words}</html>'


def _stock_page(organisation: Organisation, path: Path) -> tuple[int, int]:
    from pyvis.network import Network

    network: Any = Network(directed=True, cdn_resources="in_line")
    bodies = {node.id: node for node in organisation.list_nodes() if node.label in organisation.vocabulary.bodies()}
    for node in bodies.values():
        network.add_node(node.id, label=node.name)
    for relation in organisation.list_relations():
        if relation.source in bodies and relation.target in bodies:
            network.add_edge(relation.source, relation.target)
    path.write_text(network.generate_html(), "utf-8")
    return len(network.nodes), len(network.edges)
