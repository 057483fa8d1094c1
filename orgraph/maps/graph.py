"""The graph of a map: the attributes of its nodes and edges as pyvis keeps them, and the rows in
which the page carries them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orgraph.facts import IN_FORCE, Node, is_effective
from orgraph.maps.comparison import AFTER, BEFORE, SidedRelation
from orgraph.maps.model import MapModel
from orgraph.maps.sheets import SheetWriter
from orgraph.pages.timeline import life_of, life_of_relation

Attributes = dict[str, Any]


class GraphWriter:
    """Writes the nodes and edges of a map. What they refer to is packed on the way, in the order
    in which they are listed.
    """

    def __init__(self, model: MapModel) -> None:
        self.model = model
        self._sheets = [SheetWriter(side.organisation) for side in model.sides]

    def list_nodes(self) -> Iterator[Attributes]:
        """What pyvis' `add_node` takes, for every node."""
        kinds = self.model.vocabulary.kind_places
        for node in self.model.nodes.values():
            yield {
                "n_id": node.id,
                "label": node.name,
                "shape": "custom",
                "group": kinds.get(node.kind, -1),
                **self._versions(node),
                **self._beside(node),
                **self._box(node),
            }

    def list_edges(self) -> Iterator[Attributes]:
        """What pyvis' `add_edge` takes, for every relation."""
        types = self.model.vocabulary.relation_places
        ranks = _ranks(self.model)
        for number, sided in enumerate(self.model.relations):
            yield {
                "source": sided.relation.source,
                "to": sided.relation.target,
                "id": number,
                "type": types[sided.relation.type],
                "arrows": "",
                **self._relation(sided),
                **({"rank": ranks[number]} if number in ranks else {}),
            }

    # ---- Nodes
    def _versions(self, node: Node) -> Attributes:
        """Life and sheet by their numbers; those of each side where they differ."""
        versions = [
            self._version(writer, found) if found else None
            for writer in self._sheets
            for found in [writer.organisation.find_node(node.id)]
        ]
        life, sheet = versions[BEFORE] or versions[AFTER] or (0, [])
        sides = {"sides": versions} if versions[BEFORE] != versions[-1] else {}
        return {"life": life, "sheet": sheet, **sides}

    def _version(self, writer: SheetWriter, node: Node) -> tuple[int, list[Any]]:
        packer = self.model.packer
        return packer.life(life_of(node.validity)), packer.sheet(writer.write(node))

    def _beside(self, node: Node) -> Attributes:
        """Its other names, and the file name of its page where that is not its id."""
        found: Attributes = {}
        elsewhere = self.model.elsewhere
        if elsewhere and (name := elsewhere.name_of(node.id)) != node.id:
            found["page"] = name
        if node.aliases:
            found["aliases"] = [alias.name for alias in node.aliases]
        return found

    def _box(self, node: Node) -> Attributes:
        """The lines of its box (1 when they are its name), and marks; nothing without a box."""
        drawn = (pictures.lines.get(node.id) for pictures in self.model.pictures)
        lines = next(filter(None, drawn), None)
        if not lines:
            return {}
        marks = {"collective": node.collective, "template": node.template}
        mark = " ".join(mark for mark, holds in marks.items() if holds)
        return {"lines": lines if lines != (node.name,) else 1, **({"mark": mark} if mark else {})}

    # ---- Relations
    def _relation(self, sided: SidedRelation) -> Attributes:
        relation, packer = sided.relation, self.model.packer
        sheets = self._sheets[sided.side or BEFORE]
        found: Attributes = {
            "life": packer.life(life_of_relation(sided.organisation, relation)),
            "entry": packer.entry(sheets.describe(relation)),
        }
        if relation.about:
            found["about"] = [
                packer.nodes[node] for node in relation.about if node in packer.nodes
            ]
        if relation.status != IN_FORCE:
            found["status"] = relation.status
        if sided.side is not None:
            found["side"] = sided.side
        if sided.twin is not None:
            found["twin"] = sided.twin
        return found


def _ranks(model: MapModel) -> dict[int, int]:
    """The place of each relation that a matter moves along, in the order of their ids: of two
    equal ways, `escalate` takes the one whose ids come first.
    """
    moving = {*model.vocabulary.upward, *model.vocabulary.reads("responsible").owner}
    relations = [sided.relation for sided in model.relations]
    carried = [
        number
        for number, relation in enumerate(relations)
        if relation.type in moving and is_effective(relation)
    ]
    ordered = sorted(carried, key=lambda number: relations[number].id)
    return {number: rank for rank, number in enumerate(ordered)}


# ---- As the page carries them
def node_rows(nodes: list[Attributes]) -> list[list[Any]]:
    """pyvis' nodes as rows: id, name, kind, life, sheet, and what only some have.

    Its colours and sizes are not used.
    """
    more = ("lines", "mark", "aliases", "sides", "page")
    return [
        [
            node["id"],
            node["label"],
            node["group"],
            node["life"],
            node["sheet"],
            *_optional(node, more),
        ]
        for node in nodes
    ]


def edge_rows(edges: list[Attributes], nodes: list[Attributes]) -> list[list[Any]]:
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
            *_optional(edge, more),
        ]
        for edge in edges
    ]


def _optional(thing: Attributes, keys: tuple[str, ...]) -> list[Attributes]:
    found = {key: thing[key] for key in keys if key in thing}
    return [found] if found else []
