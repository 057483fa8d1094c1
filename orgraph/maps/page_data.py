"""What the scripts of a map work with beside nodes and edges: the vocabulary, the days of each
side with their pictures, the tables, and the words.
"""

from __future__ import annotations

from typing import Any

from orgraph.facts import NOT_IN_FORCE
from orgraph.languages import grammar, table, text
from orgraph.maps import layout
from orgraph.maps.comparison import Side
from orgraph.maps.model import MapModel
from orgraph.maps.packing import column
from orgraph.maps.pictures import Pictures, draw_changes
from orgraph.pages import palette
from orgraph.pages.hyphenation import HEADS, PREFIXES, soften
from orgraph.pages.timeline import Stop
from orgraph.vocabulary import Vocabulary

SIZES = {
    "width": layout.BOX_WIDTH,
    "stripe": layout.STRIPE,
    "line": layout.LINE_HEIGHT,
    "padding": layout.PADDING,
    "trunk": layout.TRUNK,
    "bus": layout.BUS,
}


def page_data(model: MapModel) -> dict[str, Any]:
    """The data as `Page` in tests/javascript/types/map.d.ts describes it.

    The tables are those that have been filled so far: nodes and edges are to be packed before.
    """
    data: dict[str, Any] = {
        **_vocabulary_data(model.vocabulary),
        "sides": [
            _side_data(side, pictures, model.packer.nodes)
            for side, pictures in zip(model.sides, model.pictures, strict=True)
        ],
        **_table_data(model),
        **_wording_data(),
        "notInForce": NOT_IN_FORCE,
        "sizes": SIZES,
    }
    if model.elsewhere:
        data["elsewhere"] = [model.elsewhere.before, model.elsewhere.after]
    if len(model.sides) > 1:
        data["changes"] = _layout_data(draw_changes(model.sides), model.packer.nodes)
    return data


def _vocabulary_data(vocabulary: Vocabulary) -> dict[str, Any]:
    owning = vocabulary.reads("responsible").owner
    tints, families = tints_of(vocabulary), vocabulary.family_places
    kinds = [
        [
            kind.name,
            soften(grammar().capital(kind.plural)),
            kind.code,
            *tints[kind.name],
            int(kind.label in vocabulary.bodies),
        ]
        for kind in vocabulary.kinds.values()
    ]
    types = [
        [
            relation_type.danish,
            relation_type.inverse,
            families[relation_type.family],
            relation_type.upward,
            int(relation_type.name in owning),
        ]
        for relation_type in vocabulary.relations.values()
    ]
    named = enumerate(vocabulary.families.values())
    lines = [[danish, *palette.line(number)] for number, danish in named]
    return {"kinds": kinds, "families": lines, "types": types}


def _table_data(model: MapModel) -> dict[str, Any]:
    packer = model.packer
    notes = packer.list_notes()  # before the texts, which it adds to
    lives = [[life.first, life.after, int(life.stated), life.start] for life in packer.lives]
    return {"notes": notes, "texts": list(packer.texts), "lives": lives}


def _wording_data() -> dict[str, Any]:
    return {
        "words": table("map.SCRIPT"),
        "counts": table("map.COUNTS"),
        "address": table("map.ADDRESS"),
        "apart": text("map.apart"),
        "heads": HEADS,
        "prefixes": PREFIXES,
    }


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


def tints_of(vocabulary: Vocabulary) -> dict[str, palette.Tint]:
    """The mark of each kind.

    Kinds of bodies take the colours in turn; the others stand only in lists and are grey.
    """
    bodies = vocabulary.bodies
    turn = {
        kind.name: number
        for number, kind in enumerate(
            kind for kind in vocabulary.kinds.values() if kind.label in bodies
        )
    }
    return {
        name: palette.tint(turn[name]) if name in turn else palette.THING
        for name in vocabulary.kinds
    }
