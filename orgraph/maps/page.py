"""The one door to pyvis: gives it nodes and edges, and has it write the page with our template.

Uses nothing of its own template, scripts or physics.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup
from pyvis.network import Network

from orgraph.dates import Span
from orgraph.facts import IN_FORCE, NOT_IN_FORCE, Node, is_effective
from orgraph.files import write_whole
from orgraph.languages import ACTIVE, grammar, table, text
from orgraph.maps import layout
from orgraph.maps.comparison import (
    AFTER,
    BEFORE,
    Side,
    SidedRelation,
    join_nodes,
    join_relations,
    join_vocabularies,
    list_sources,
)
from orgraph.maps.packing import Packer, column
from orgraph.maps.part import Part, cut_out
from orgraph.maps.pictures import Pictures, draw_changes, draw_pictures
from orgraph.maps.plain import list_cited, write_plain
from orgraph.maps.sheets import SheetWriter
from orgraph.organisation import Organisation
from orgraph.pages import palette
from orgraph.pages.hyphenation import HEADS, PREFIXES, soften
from orgraph.pages.policy import hash_of
from orgraph.pages.timeline import Stop, life_of, life_of_relation
from orgraph.pages.word_script import danish_script, lean
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
_SIZES = {
    "width": layout.BOX_WIDTH,
    "stripe": layout.STRIPE,
    "line": layout.LINE_HEIGHT,
    "padding": layout.PADDING,
    "trunk": layout.TRUNK,
    "bus": layout.BUS,
}


class Elsewhere(NamedTuple):
    """Where more is written: from `home` on; about an id at the address that its name makes with
    what stands before and after it.
    """

    home: str
    before: str
    name_of: Callable[[str], str]
    after: str


class _Parts(NamedTuple):
    """What the page is made of: nodes of any side by id, relations, the tables they refer to, each
    side's pictures, and what they are a part of when they are not the whole.
    """

    sides: tuple[Side, ...]
    words: Vocabulary
    nodes: dict[str, Node]
    relations: list[SidedRelation]
    packer: Packer
    pictures: tuple[Pictures, ...]
    part: Part | None
    elsewhere: Elsewhere | None


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
    sides: tuple[Side, ...] = (Side(organisation, day, ""), *([Side(*after)] if after else []))
    sides, part = cut_out(sides, within) if within else (sides, None)
    nodes = join_nodes(sides)
    packer = Packer({node_id: number for number, node_id in enumerate(nodes)}, list_sources(sides))
    pictures = tuple(
        draw_pictures(side.organisation, side.relations(), side.day) for side in sides
    )
    parts = _Parts(
        sides,
        join_vocabularies(sides),
        nodes,
        join_relations(sides),
        packer,
        pictures,
        part,
        elsewhere,
    )
    network = _network(parts)
    _use_own_template(network)
    network.templateEnv.globals.update(_facts(parts))
    network.templateEnv.globals.update(_trusted(parts.words))
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
def _network(parts: _Parts) -> Any:
    network = Network(directed=True, cdn_resources="in_line")
    kinds = parts.words.kind_places
    writers = [SheetWriter(side.organisation) for side in parts.sides]
    for node in parts.nodes.values():
        network.add_node(
            node.id,
            label=node.name,
            shape="custom",
            group=kinds.get(node.kind, -1),
            **_node_extras(parts, writers, node),
        )
    types = parts.words.relation_places
    ranks = _ranks(parts)
    for number, sided in enumerate(parts.relations):
        extras = _relation_extras(parts, writers, sided) | (
            {"rank": ranks[number]} if number in ranks else {}
        )
        network.add_edge(
            sided.relation.source,
            sided.relation.target,
            id=number,
            type=types[sided.relation.type],
            arrows="",
            **extras,
        )
    network.options = _OPTIONS
    assert len(network.nodes) == len(parts.nodes), "two nodes have one id"
    return network


def _node_extras(parts: _Parts, writers: list[SheetWriter], node: Node) -> dict[str, Any]:
    seen = [side.organisation.find_node(node.id) for side in parts.sides]
    versions = [
        _node_version(parts, writer, found) if found else None
        for writer, found in zip(writers, seen, strict=True)
    ]
    life, sheet = versions[BEFORE] or versions[AFTER] or (0, [])
    extras: dict[str, Any] = {"life": life, "sheet": sheet}
    if versions[BEFORE] != versions[-1]:
        extras["sides"] = versions
    if parts.elsewhere and (name := parts.elsewhere.name_of(node.id)) != node.id:
        extras["page"] = name
    if node.aliases:
        extras["aliases"] = [alias.name for alias in node.aliases]
    lines = next(
        (pictures.lines[node.id] for pictures in parts.pictures if node.id in pictures.lines), None
    )
    if lines:
        marks = [
            mark
            for mark, holds in (("collective", node.collective), ("template", node.template))
            if holds
        ]
        extras |= {"lines": lines if lines != (node.name,) else 1} | (
            {"mark": " ".join(marks)} if marks else {}
        )
    return extras


def _node_version(parts: _Parts, writer: SheetWriter, node: Node) -> tuple[int, list[Any]]:
    """The life and the sheet of a node as one side has them, by their numbers."""
    return parts.packer.life(life_of(node.validity)), parts.packer.sheet(writer.write(node))


def _relation_extras(
    parts: _Parts, writers: list[SheetWriter], sided: SidedRelation
) -> dict[str, Any]:
    relation = sided.relation
    extras: dict[str, Any] = {
        "life": parts.packer.life(life_of_relation(sided.organisation, relation))
    }
    extras["entry"] = parts.packer.entry(writers[sided.side or BEFORE].describe(relation))
    if relation.about:
        extras["about"] = [
            parts.packer.nodes[found] for found in relation.about if found in parts.packer.nodes
        ]
    if relation.status != IN_FORCE:
        extras["status"] = relation.status
    if sided.side is not None:
        extras |= {"side": sided.side} | ({} if sided.twin is None else {"twin": sided.twin})
    return extras


def _ranks(parts: _Parts) -> dict[int, int]:
    """The place of each relation that a matter moves along, in the order of their ids: of two
    equal ways, `escalate` takes the one whose ids come first.
    """
    rising = set(parts.words.upward)
    owning = (
        set(parts.words.reads("responsible").owner)
        if "responsible" in parts.words.questions
        else set()
    )
    carried = [
        number
        for number, sided in enumerate(parts.relations)
        if sided.relation.type in rising | owning and is_effective(sided.relation)
    ]
    return {
        number: rank
        for rank, number in enumerate(
            sorted(carried, key=lambda number: parts.relations[number].relation.id)
        )
    }


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
    environment.filters.update(
        {"anchor": _anchor, "node_rows": _node_rows, "edge_rows": _edge_rows}
    )


def _anchor(node_id: str) -> str:
    return quote(node_id, safe="")


def _node_rows(nodes: list[dict[str, Any]]) -> list[list[Any]]:
    """pyvis' nodes as rows: id, name, kind, life, sheet, and what only some have.

    Its colours and sizes are not used.
    """
    more = ("lines", "mark", "aliases", "sides", "page")
    return [
        [node["id"], node["label"], node["group"], node["life"], node["sheet"], *_more(node, more)]
        for node in nodes
    ]


def _edge_rows(edges: list[dict[str, Any]], nodes: list[dict[str, Any]]) -> list[list[Any]]:
    """pyvis' edges as rows: the places of both ends, type, life, entry, and what only some
    have.
    """
    places = {node["id"]: number for number, node in enumerate(nodes)}
    more = ("about", "status", "side", "twin", "rank")
    return [
        [
            places[edge["from"]],
            places[edge["to"]],
            edge["type"],
            edge["life"],
            edge["entry"],
            *_more(edge, more),
        ]
        for edge in edges
    ]


def _more(thing: dict[str, Any], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    found = {key: thing[key] for key in keys if key in thing}
    return [found] if found else []


def _facts(parts: _Parts) -> dict[str, Any]:
    first = parts.pictures[BEFORE].first()
    side = parts.sides[BEFORE]
    name, day = parts.words.name, grammar().format_date(side.day.text)
    return {
        "language": ACTIVE,
        "words": table("map.PAGE"),
        "title": _title(parts, day),
        "name": name,
        "home": parts.elsewhere and parts.elsewhere.home,
        "part": parts.part,
        "day": day,
        "tree_heading": text("map.tree_heading", day=day),
        "without_script": _without_script(parts, day),
        "in_force": IN_FORCE,
        "apart": text("map.apart"),
        "plain": write_plain(side, first),
        "cited": list_cited(parts.packer.sources),
        "after": _after(parts),
        "page": _page_data(parts),
    }


def _title(parts: _Parts, day: str) -> str:
    title = parts.words.name
    if parts.part:
        return text("map.part_title", part=parts.part.whole.name, title=title, day=day)
    return text("map.title", title=title, day=day)


def _after(parts: _Parts) -> str | None:
    """What the organisation is compared with is called, else its day."""
    if len(parts.sides) == 1:
        return None
    return parts.sides[AFTER].name or str(grammar().format_date(parts.sides[AFTER].day.text))


def _without_script(parts: _Parts, day: str) -> str:
    """What a browser without scripts does not show."""
    other_days = len(parts.pictures[BEFORE].stops) - 1
    after = _after(parts)
    return " ".join(
        [
            text("map.no_script", day=day),
            text("map.other_days", count=other_days) if other_days else text("map.no_other_days"),
            *([] if after is None else [text("map.no_comparison", after=after)]),
            text("map.with_script"),
        ]
    )


def _page_data(parts: _Parts) -> dict[str, Any]:
    words, packer, capital = parts.words, parts.packer, grammar().capital
    tints = _tints(words)
    families = words.family_places
    bodies, owning = (
        words.bodies,
        words.reads("responsible").owner if "responsible" in words.questions else (),
    )
    data = {
        "kinds": [
            [
                kind.name,
                soften(capital(kind.plural)),
                kind.code,
                *tints[kind.name],
                int(kind.label in bodies),
            ]
            for kind in words.kinds.values()
        ],
        "families": [
            [danish, *palette.line(number)]
            for number, danish in enumerate(words.families.values())
        ],
        "types": [
            [
                relation_type.danish,
                relation_type.inverse,
                families[relation_type.family],
                relation_type.upward,
                int(relation_type.name in owning),
            ]
            for relation_type in words.relations.values()
        ],
        "sides": [
            _side_data(side, pictures, packer.nodes)
            for side, pictures in zip(parts.sides, parts.pictures, strict=True)
        ],
        "notes": packer.list_notes(),
        "texts": list(packer.texts),
        "lives": [[life.first, life.after, int(life.stated), life.start] for life in packer.lives],
        "words": table("map.SCRIPT"),
        "counts": table("map.COUNTS"),
        "address": table("map.ADDRESS"),
        "apart": text("map.apart"),
        "notInForce": NOT_IN_FORCE,
        "sizes": _SIZES,
        "heads": HEADS,
        "prefixes": PREFIXES,
    }
    data |= (
        {"elsewhere": [parts.elsewhere.before, parts.elsewhere.after]} if parts.elsewhere else {}
    )
    return data | (
        {"changes": _layout_data(draw_changes(parts.sides), packer.nodes)}
        if len(parts.sides) > 1
        else {}
    )


def _side_data(side: Side, pictures: Pictures, places: dict[str, int]) -> dict[str, Any]:
    return {
        "name": side.name,
        "start": pictures.start,
        "layouts": [_layout_data(picture, places) for picture in pictures.layouts],
        "stops": [
            _stop_data(stop, number, places)
            for stop, number in zip(pictures.stops, pictures.layout_of, strict=True)
        ],
    }


def _stop_data(stop: Stop, layout_number: int, places: dict[str, int]) -> dict[str, Any]:
    named = {
        "changes": stop.changes,
        "begun": stop.begun,
        "ended": stop.ended,
        "mentioned": stop.mentioned,
    }
    found = {key: [places[node_id] for node_id in ids] for key, ids in named.items() if ids}
    data: dict[str, Any] = {"day": stop.day, "title": stop.title, "layout": layout_number} | found
    return data | ({"relations": stop.relations} if any(stop.relations) else {})


def _layout_data(picture: layout.Layout, places: dict[str, int]) -> dict[str, Any]:
    """Boxes as columns of differences: the node's place among all nodes, x, y, and how far before
    it its parent stands (0: none).
    """
    among = {box.id: number for number, box in enumerate(picture.boxes)}
    columns = {
        "n": [places[box.id] for box in picture.boxes],
        "x": [box.x for box in picture.boxes],
        "y": [box.y for box in picture.boxes],
    }
    parents = [among[box.id] - among[box.parent] if box.parent else 0 for box in picture.boxes]
    return {key: column(numbers) for key, numbers in columns.items()} | {
        "p": column(parents),
        "h": picture.headings,
        "size": [picture.width, picture.height],
    }


def _tints(words: Vocabulary) -> dict[str, palette.Tint]:
    """The mark of each kind.

    Kinds of bodies take the colours in turn; the others stand only in lists and are grey.
    """
    bodies = words.bodies
    turn = {
        kind.name: number
        for number, kind in enumerate(
            kind for kind in words.kinds.values() if kind.label in bodies
        )
    }
    return {
        name: palette.tint(turn[name]) if name in turn else palette.THING for name in words.kinds
    }


# ---- Style and scripts
def _trusted(words: Vocabulary) -> dict[str, Any]:
    """Our own style and scripts, and the policy that lets these and nothing else run.

    Nothing from the seed is in them but numbers.
    """
    style = (_ASSETS / "kort.css").read_text("utf-8") + _tint_rules(words)
    library = (_ASSETS / "vis-slim.js").read_text("utf-8")
    early = 'document.documentElement.classList.add("js")'
    scripts = (
        danish_script(),
        *((_ASSETS / "app" / f"{name}.js").read_text("utf-8") for name in _SCRIPTS),
    )
    parts = "".join(map(lean, scripts))
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


def _tint_rules(words: Vocabulary) -> str:
    return "".join(
        f".k{number}{{--tint:{tint.colour};--code:{tint.ink}}}\n"
        for number, tint in enumerate(_tints(words).values())
    )
