"""A small picture of a map, read from the page itself: the boxes where they stand, with the
colours of their kinds; no words.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import accumulate
from typing import Any

from markupsafe import Markup

from orgraph.maps.layout import BOX_WIDTH, LINE_HEIGHT, PADDING, Box, route

STRIPE = 56  # wider than on the map: the picture is a tenth of its size
ENDS, BEGINS = "ends", "begins"


def draw(page: str, which: int | str) -> Markup:
    """The picture that a side of the map opens with, by its number, or that of what changes
    between its sides ("changes").
    """
    data, nodes = _read(page, "_page"), _read(page, "_nodes")
    layout = data["changes"] if which == "changes" else _first_layout(data["sides"][which])
    boxes = _boxes(layout, nodes)
    at = {box.id: box for box in boxes}
    lines = "".join(_path(route(at[box.parent], box)) for box in boxes if box.parent)
    shapes = "".join(_rectangle(box, BOX_WIDTH) for box in boxes)
    marks = "".join(
        f'<path {mark} d="{path}"/>' for mark, path in _marks(boxes, data, nodes, which).items()
    )
    width, height = layout["size"]
    return Markup(  # numbers and our own words only
        f'<svg viewBox="-20 -20 {width + 40} {height + 40}" aria-hidden="true" focusable="false">'
        f'<path class="line" d="{lines}"/><path class="box" d="{shapes}"/>{marks}</svg>'
    )


def _read(page: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    if found is None:
        raise ValueError(f"no {name} in the page: it is no map")
    return json.loads(found[1])


def _first_layout(side: dict[str, Any]) -> Any:
    return side["layouts"][side["stops"][side["start"]]["layout"]]


def _boxes(layout: dict[str, Any], nodes: list[Any]) -> list[Box]:
    numbers, xs, ys = (list(accumulate(_unpacked(layout[key]))) for key in "nxy")
    parents = list(accumulate(_unpacked(layout["p"])))
    found: list[Box] = []
    for place, (number, x, y, above) in enumerate(zip(numbers, xs, ys, parents, strict=True)):
        parent = str(numbers[place - above]) if above else None
        found.append(
            Box(str(number), x, y, _lines(nodes[number]) * LINE_HEIGHT + 2 * PADDING, parent)
        )
    return found


def _unpacked(column: list[Any]) -> list[int]:
    """What `packing.column` packed: distances, many equal ones as [distance, how many]."""
    return [
        distance
        for part in column
        for distance in ([part[0]] * part[1] if isinstance(part, list) else [part])
    ]


def _lines(node: list[Any]) -> int:
    lines = node[5].get("lines", 1) if len(node) > 5 else 1
    return len(lines) if isinstance(lines, list) else 1


def _marks(
    boxes: list[Box], data: dict[str, Any], nodes: list[Any], which: int | str
) -> dict[str, str]:
    """Attributes → the path of all marks that have them: the colour of the kind, or what happens
    to the body between the days.
    """
    days = [side["stops"][side["start"]]["day"] for side in data["sides"]]
    found: dict[str, str] = defaultdict(str)
    for box in boxes:
        node = nodes[int(box.id)]
        if which == "changes":
            first, after = data["lives"][node[3]][:2]
            lived = [first <= day < after for day in days]
            if lived[0] != lived[1]:
                found[f'class="{ENDS if lived[0] else BEGINS}"'] += _rectangle(box, BOX_WIDTH)
        elif node[2] >= 0:
            found[f'fill="{data["kinds"][node[2]][3]}"'] += _rectangle(box, STRIPE)
    return found


def _rectangle(box: Box, width: int) -> str:
    return f"M{box.x} {box.y}h{width}v{box.height}h-{width}z"


def _path(corners: Any) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in corners)
