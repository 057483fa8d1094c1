"""The one door to pyvis: gives it nodes and edges, and has it write the page with our template. Uses nothing of its own template, scripts or physics."""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from pyvis.network import Network

from orgraph.dates import Span, spelled
from orgraph.errors import CannotWrite
from orgraph.facts import Node, Relation
from orgraph.maps import layout, palette, wording
from orgraph.maps.labels import soften
from orgraph.maps.pictures import APART, Pictures, draw_pictures
from orgraph.maps.sheets import SheetWriter
from orgraph.maps.timeline import Stop, life_of, life_of_relation
from orgraph.organisation import Organisation

_ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = ("state", "canvas", "edges", "panel", "views", "search", "dates", "app")
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1},
    "interaction": {"dragNodes": False, "hover": True, "keyboard": False, "tooltipDelay": 300, "zoomSpeed": 0.6},
    "nodes": {"borderWidth": 1, "chosen": False},
    "edges": {"chosen": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}}},
}
_SIZES = {
    "width": layout.BOX_WIDTH, "stripe": layout.STRIPE, "line": layout.LINE_HEIGHT, "padding": layout.PADDING, "trunk": layout.TRUNK, "bus": layout.BUS,
}  # fmt: skip


def build_map(organisation: Organisation, day: Span) -> str:
    """The page as HTML: the whole organisation over time, opened on the day. The same organisation and day give the same bytes."""
    relations = [found for found in organisation.list_relations() if _joined(organisation, found)]
    pictures = draw_pictures(organisation, relations, day)
    network = _network(organisation, relations, pictures)
    _use_own_template(network)
    network.templateEnv.globals.update(_facts(organisation, relations, pictures, day))
    network.templateEnv.globals.update(_trusted(organisation))
    html: str = network.generate_html(name="kort.html")
    return html


def write_map(organisation: Organisation, day: Span, path: Path) -> None:
    """Writes the page. An old page stays as it was until the new one is whole. Raises `CannotWrite`."""
    html = build_map(organisation, day)
    try:
        _replace(path, html.encode("utf-8"))
    except (OSError, ValueError) as fault:
        raise CannotWrite(str(path), str(getattr(fault, "strerror", None) or fault)) from None


def _replace(path: Path, content: bytes) -> None:
    if path.is_dir():
        raise ValueError("det er en mappe")
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# ---- The graph
def _joined(organisation: Organisation, relation: Relation) -> bool:
    return organisation.find_node(relation.source) is not None and organisation.find_node(relation.target) is not None


def _network(organisation: Organisation, relations: list[Relation], pictures: Pictures) -> Any:
    network = Network(directed=True, cdn_resources="in_line")
    kinds = {name: number for number, name in enumerate(organisation.vocabulary.kinds)}
    for node in organisation.list_nodes():
        network.add_node(node.id, label=node.name, shape="custom", group=kinds.get(node.kind, -1), **_node_extras(node, pictures))
    types = {name: number for number, name in enumerate(organisation.vocabulary.relations)}
    for number, relation in enumerate(relations):
        extras = _relation_extras(organisation, relation)
        network.add_edge(relation.source, relation.target, id=number, type=types[relation.type], arrows="", **extras)
    network.options = _OPTIONS
    assert len(network.nodes) == len({node["id"] for node in network.nodes}) == sum(1 for _ in organisation.list_nodes()), "two nodes have one id"
    return network


def _node_extras(node: Node, pictures: Pictures) -> dict[str, Any]:
    life = life_of(node.validity)
    extras: dict[str, Any] = {"life": [life.first, life.after, int(life.stated)]}
    if node.aliases:
        extras["aliases"] = [alias.name for alias in node.aliases]
    if node.id in pictures.lines:
        marks = ("flere" if node.collective else "") + ("type" if node.template else "")
        extras |= {"lines": pictures.lines[node.id]} | ({"mark": marks} if marks else {})
    return extras


def _relation_extras(organisation: Organisation, relation: Relation) -> dict[str, Any]:
    life = life_of_relation(organisation, relation)
    extras: dict[str, Any] = {"life": life[:2], "when": wording.short_validity(relation.validity), "where": "; ".join(map(wording.place, relation.sources))}
    if relation.about:
        extras["about"] = relation.about
    if relation.status != "gældende":
        extras["status"] = relation.status
    return extras


# ---- What the template is given
def _use_own_template(network: Any) -> None:
    """`set_template_dir` makes a new environment, so everything about it is said after."""
    network.set_template_dir(str(_ASSETS), "kort.html")
    environment = network.templateEnv
    environment.autoescape = True
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "sort_keys": True, "ensure_ascii": False}
    environment.filters.update({"anchor": _anchor, "place": wording.place, "corners": _corners})


def _anchor(node_id: str) -> str:
    return quote(node_id, safe="")


def _facts(organisation: Organisation, relations: list[Relation], pictures: Pictures, day: Span) -> dict[str, Any]:
    vocabulary = organisation.vocabulary
    writer = SheetWriter(organisation, {relation.id: number for number, relation in enumerate(relations)})
    first = pictures.first()
    return {
        "title": vocabulary.name, "day": spelled(day.text), "apart": APART, "kinds": vocabulary.kinds, "kind_numbers": list(vocabulary.kinds),
        "sheets": map(writer.write, organisation.list_nodes()), "lines": pictures.lines, "nodes_by_id": pictures.bodies, "picture": first,
        "forest": _forest(first), "routes": _routes(first), "box_width": layout.BOX_WIDTH, "stripe": layout.STRIPE, "padding": layout.PADDING,
        "line_height": layout.LINE_HEIGHT, "tints": _tints(organisation), "page": _page_data(organisation, pictures),
    }  # fmt: skip


def _forest(first: layout.Layout) -> dict[str | None, list[str]]:
    children: dict[str | None, list[str]] = {}
    for box in first.boxes:
        children.setdefault(box.parent, []).append(box.id)
    return children


def _routes(first: layout.Layout) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    boxes = {box.id: box for box in first.boxes}
    return [(box.id, layout.route(boxes[box.parent], box)) for box in first.boxes if box.parent]


def _corners(corners: Iterable[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in corners)


def _page_data(organisation: Organisation, pictures: Pictures) -> dict[str, Any]:
    vocabulary = organisation.vocabulary
    tints = _tints(organisation)
    families = {name: number for number, name in enumerate(vocabulary.families)}
    return {
        "kinds": [[kind.name, soften(wording.capital(kind.plural)), kind.code, *tints[kind.name]] for kind in vocabulary.kinds.values()],
        "families": [[danish, *palette.line(number)] for number, danish in enumerate(vocabulary.families.values())],
        "types": [[kind.danish, kind.inverse, families[kind.family], kind.upward] for kind in vocabulary.relations.values()],
        "stops": [_stop_data(stop, number) for stop, number in zip(pictures.stops, pictures.layout_of, strict=True)],
        "layouts": _layout_data(organisation, pictures),
        "start": pictures.start,
        "apart": APART,
        "sizes": _SIZES,
    }


def _stop_data(stop: Stop, layout_number: int) -> dict[str, Any]:
    named = {"changes": stop.changes, "begun": stop.begun, "ended": stop.ended, "mentioned": stop.mentioned}
    data: dict[str, Any] = {"day": stop.day, "title": stop.title, "layout": layout_number} | {key: ids for key, ids in named.items() if ids}
    return data | ({"relations": stop.relations} if any(stop.relations) else {})


def _layout_data(organisation: Organisation, pictures: Pictures) -> list[dict[str, Any]]:
    """Boxes as columns of numbers: the node's place among all nodes, x, y, and the parent's place among the boxes (-1: none)."""
    places = {node.id: number for number, node in enumerate(organisation.list_nodes())}
    found = []
    for picture in pictures.layouts:
        among = {box.id: number for number, box in enumerate(picture.boxes)}
        found.append({
            "n": [places[box.id] for box in picture.boxes], "x": [box.x for box in picture.boxes], "y": [box.y for box in picture.boxes],
            "p": [among[box.parent] if box.parent else -1 for box in picture.boxes], "h": picture.headings, "size": [picture.width, picture.height],
        })  # fmt: skip
    return found


def _tints(organisation: Organisation) -> dict[str, palette.Tint]:
    """The mark of each kind. Kinds of bodies take the colours in turn; the others stand only in lists and are grey."""
    vocabulary = organisation.vocabulary
    bodies = vocabulary.bodies()
    turn = {kind.name: number for number, kind in enumerate(kind for kind in vocabulary.kinds.values() if kind.label in bodies)}
    return {name: palette.tint(turn[name]) if name in turn else palette.THING for name in vocabulary.kinds}


# ---- Style and scripts
def _trusted(organisation: Organisation) -> dict[str, Any]:
    """Our own style and scripts, and the policy that lets these and nothing else run. Nothing from the seed is in them but numbers."""
    style = (_ASSETS / "kort.css").read_text("utf-8") + _tint_rules(organisation)
    library = (_ASSETS / "vis-slim.js").read_text("utf-8")
    early = 'document.documentElement.classList.add("js")'
    parts = "\n".join((_ASSETS / "app" / f"{name}.js").read_text("utf-8") for name in _SCRIPTS)
    app = f'(() => {{\n"use strict";\n{parts}}})();\n'
    allowed = " ".join(map(_hash, (early, library, app)))
    policy = f"default-src 'none'; img-src data: blob:; style-src {_hash(style)}; script-src {allowed}; base-uri 'none'; form-action 'none'"
    return {"policy": policy, "style": Markup(style), "early": Markup(early), "library": Markup(library), "app": Markup(app)}


def _tint_rules(organisation: Organisation) -> str:
    tints = enumerate(_tints(organisation)[name] for name in organisation.vocabulary.kinds)
    return "".join(f".k{number}{{--tint:{tint.colour};--code:{tint.ink}}}\n" for number, tint in tints)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"
