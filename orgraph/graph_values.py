"""Makes what the driver gives plain: as JSON holds it, or as Cypher writes it.

Knows the driver's values by their attributes, and imports nothing of it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

FIRST = ("id", "name")  # of a node's properties, those by which people know it
_FRACTION = re.compile(r"\.(\d*?)0*(?!\d)")  # of a second, with the zeros that say nothing


def as_data(value: Any) -> Any:
    """The value as JSON can hold it; nodes and relationships as the server's own HTTP interface
    writes them, days and times in ISO 8601, bytes in hexadecimal.

    Takes what the driver gives, and what is plain already.
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else _spelled(value)
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    return _graph_data(value)


def as_cypher(value: Any) -> str:
    """The value in a line: a text as it stands, a node as `(:Label {name: "…"})`, a list as `[1,
    2]`, nothing as ``.
    """
    if value is None:
        return ""
    return value if isinstance(value, str) else literal(value)


# ---- As data
def _graph_data(value: Any) -> Any:
    if hasattr(value, "relationships"):
        return [as_data(part) for part in _parts(value)]
    if hasattr(value, "labels"):
        return {
            "elementId": value.element_id,
            "labels": sorted(value.labels),
            "properties": _properties(value),
        }
    if hasattr(value, "start_node"):
        ends = {
            "startNodeElementId": value.start_node.element_id,
            "endNodeElementId": value.end_node.element_id,
        }
        return {
            "elementId": value.element_id,
            **ends,
            "type": value.type,
            "properties": _properties(value),
        }
    if hasattr(value, "iso_format"):
        return _FRACTION.sub(lambda found: f".{found[1]}" if found[1] else "", value.iso_format())
    if hasattr(value, "srid"):
        return {
            "srid": value.srid,
            **{axis: as_data(place) for axis, place in zip("xyz", value, strict=False)},
        }
    if isinstance(value, Mapping):
        return {str(name): as_data(part) for name, part in value.items()}
    if hasattr(value, "to_native"):
        return as_data(value.to_native())
    return [as_data(part) for part in value] if isinstance(value, Iterable) else str(value)


def _properties(value: Any) -> dict[str, Any]:
    """By name, but what people know it by first."""
    found = dict(value.items())
    names = [
        *(name for name in FIRST if name in found),
        *sorted(name for name in found if name not in FIRST),
    ]
    return {name: as_data(found[name]) for name in names}


def _parts(path: Any) -> list[Any]:
    """A path's nodes and relationships by turns."""
    nodes = list(path.nodes)
    return [
        nodes[0],
        *(part for pair in zip(path.relationships, nodes[1:], strict=True) for part in pair),
    ]


def _spelled(number: float) -> str:
    return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"


# ---- As Cypher
def literal(value: Any) -> str:
    """The value as it can stand in a statement; a day or a time is not quoted."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (bool, int, float)):
        return str(as_data(value)).lower() if isinstance(value, bool) else str(as_data(value))
    return _graph_literal(value)


def _graph_literal(value: Any) -> str:
    if hasattr(value, "relationships"):
        return _path(value)
    if hasattr(value, "labels"):
        return (
            f"({_with_properties(''.join(f':{label}' for label in sorted(value.labels)), value)})"
        )
    if hasattr(value, "start_node"):
        return f"[{_with_properties(f':{value.type}', value)}]"
    if isinstance(value, Mapping):
        return _map(value)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    plain = as_data(value)
    return plain if isinstance(plain, str) else literal(plain)


def _with_properties(label: str, value: Any) -> str:
    return f"{label} {_map(_properties(value))}" if len(value) else label


def _map(found: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {literal(part)}" for name, part in found.items()) + "}"


def _path(path: Any) -> str:
    text = literal(path.nodes[0])
    for relationship, reached in zip(path.relationships, path.nodes[1:], strict=True):
        forward = relationship.end_node.element_id == reached.element_id
        before, after = ("-", "->") if forward else ("<-", "-")
        text += f"{before}{literal(relationship)}{after}{literal(reached)}"
    return text
