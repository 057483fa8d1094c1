"""The one door to pyvis: gives it nodes and edges, and has it write the page with our template.

Uses nothing of its own template, scripts or physics.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from pyvis.network import Network

from orgraph.dates import Span
from orgraph.facts import IN_FORCE, Node
from orgraph.files import write_whole
from orgraph.languages import ACTIVE, grammar, table, text
from orgraph.maps.comparison import AFTER, BEFORE
from orgraph.maps.graph import GraphWriter, edge_rows, node_rows
from orgraph.maps.model import Elsewhere, MapModel, build_model
from orgraph.maps.page_data import page_data, tints_of
from orgraph.maps.plain import list_cited, write_plain
from orgraph.organisation import Organisation
from orgraph.pages.policy import hash_of
from orgraph.pages.word_script import danish_script, minify
from orgraph.vocabulary import Vocabulary

_ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = (
    "state",
    "address",
    "canvas",
    "detours",
    "edges",
    "panel",
    "drawing",
    "near",
    "views",
    "search",
    "ways",
    "dates",
    "paper",
    "app",
)
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "keyboard": False,
        "tooltipDelay": 300,
        "zoomSpeed": 0.6,
    },
    "nodes": {"borderWidth": 1, "chosen": False},
    "edges": {"chosen": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}}},
}


def build_map(
    organisation: Organisation,
    day: Span,
    after: tuple[Organisation, Span, str] | None = None,
    within: Node | None = None,
    elsewhere: Elsewhere | None = None,
) -> str:
    """Build the map as one HTML page that needs nothing else. The same input gives the same bytes.

    Args:
        organisation: What is shown, over all its time.
        day: The day on which the page opens.
        after: Another organisation (or the same), its day, and what it is called, or "" to call
            it by its day: the page then shows both sides and what differs.
        within: A body; the page then shows its part of the organisation only.
        elsewhere: Where more is written about each id, to link to.

    Raises:
        NotABody: `within` is no body.
    """
    model = build_model(organisation, day, after, within, elsewhere)
    network = _network(model)
    _use_own_template(network)
    network.templateEnv.globals.update(_contents(model))
    network.templateEnv.globals.update(_trusted(model.vocabulary))
    html: str = network.generate_html(name="kort.html")
    return html


def write_map(
    organisation: Organisation,
    day: Span,
    path: Path,
    after: tuple[Organisation, Span, str] | None = None,
    within: Node | None = None,
) -> None:
    """Write the page of `build_map` to a file. An old page stays until the new one is whole.

    Raises:
        CannotWrite: The file cannot be written.
        NotABody: `within` is no body.
    """
    write_whole(path, build_map(organisation, day, after, within).encode("utf-8"))


# ---- The graph
def _network(model: MapModel) -> Any:
    network = Network(directed=True, cdn_resources="in_line")
    writer = GraphWriter(model)
    for node in writer.list_nodes():
        network.add_node(**node)
    for edge in writer.list_edges():
        network.add_edge(**edge)
    network.options = _OPTIONS
    assert len(network.nodes) == len(model.nodes), "two nodes have one id"
    return network


# ---- What the template is given
def _use_own_template(network: Any) -> None:
    """`set_template_dir` makes a new environment, so everything about it is said after."""
    network.set_template_dir(str(_ASSETS), "kort.html")
    environment = network.templateEnv
    environment.autoescape = True
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.policies["json.dumps_kwargs"] = {
        "separators": (",", ":"),
        "sort_keys": True,
        "ensure_ascii": False,
    }
    environment.filters.update({"anchor": _anchor, "node_rows": node_rows, "edge_rows": edge_rows})


def _anchor(node_id: str) -> str:
    return quote(node_id, safe="")


def _contents(model: MapModel) -> dict[str, Any]:
    first = model.pictures[BEFORE].first()
    side = model.sides[BEFORE]
    name, day = model.vocabulary.name, grammar().format_date(side.day.text)
    return {
        "language": ACTIVE,
        "words": table("map.PAGE"),
        "title": _title(model, day),
        "name": name,
        "home": model.elsewhere and model.elsewhere.home,
        "part": model.part,
        "day": day,
        "tree_heading": text("map.tree_heading", day=day),
        "without_script": _without_script(model, day),
        "in_force": IN_FORCE,
        "apart": text("map.apart"),
        "plain": write_plain(side, first),
        "cited": list_cited(model.packer.sources),
        "after": _after(model),
        "page": page_data(model),
    }


def _title(model: MapModel, day: str) -> str:
    title = model.vocabulary.name
    if model.part:
        return text("map.part_title", part=model.part.whole.name, title=title, day=day)
    return text("map.title", title=title, day=day)


def _after(model: MapModel) -> str | None:
    """What the organisation is compared with is called, else its day."""
    if len(model.sides) == 1:
        return None
    return model.sides[AFTER].name or str(grammar().format_date(model.sides[AFTER].day.text))


def _without_script(model: MapModel, day: str) -> str:
    """What a browser without scripts does not show."""
    other_days = len(model.pictures[BEFORE].stops) - 1
    after = _after(model)
    return " ".join(
        [
            text("map.no_script", day=day),
            text("map.other_days", count=other_days) if other_days else text("map.no_other_days"),
            *([] if after is None else [text("map.no_comparison", after=after)]),
            text("map.with_script"),
        ]
    )


# ---- Style and scripts
def _trusted(vocabulary: Vocabulary) -> dict[str, Any]:
    """Our own style and scripts, and the policy that lets these and nothing else run.

    Nothing from the seed is in them but numbers.
    """
    style = (_ASSETS / "kort.css").read_text("utf-8") + _tint_rules(vocabulary)
    library = (_ASSETS / "vis-slim.js").read_text("utf-8")
    early = 'document.documentElement.classList.add("js")'
    scripts = (
        danish_script(),
        *((_ASSETS / "app" / f"{name}.js").read_text("utf-8") for name in _SCRIPTS),
    )
    parts = "".join(map(minify, scripts))
    app = f'(() => {{\n"use strict";\n{parts}}})();\n'
    allowed = " ".join(map(hash_of, (early, library, app)))
    policy = (
        f"default-src 'none'; img-src data: blob:; style-src {hash_of(style)}; script-src"
        f" {allowed}; base-uri 'none'; form-action 'none'"
    )
    return {
        "policy": policy,
        "style": Markup(style),
        "early": Markup(early),
        "library": Markup(library),
        "app": Markup(app),
    }


def _tint_rules(vocabulary: Vocabulary) -> str:
    return "".join(
        f".k{number}{{--tint:{tint.colour};--code:{tint.ink}}}\n"
        for number, tint in enumerate(tints_of(vocabulary).values())
    )
