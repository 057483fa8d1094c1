"""What a map is made of, gathered before anything is written: its sides, what either of them has,
the tables that the rest refers to, and the pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from orgraph.dates import Span
from orgraph.facts import Node
from orgraph.maps.comparison import (
    Side,
    SidedRelation,
    join_nodes,
    join_relations,
    join_vocabularies,
    list_sources,
)
from orgraph.maps.packing import Packer
from orgraph.maps.part import Part, cut_out
from orgraph.maps.pictures import Pictures, draw_pictures
from orgraph.organisation import Organisation
from orgraph.vocabulary import Vocabulary


class Elsewhere(NamedTuple):
    """A site with a page about each node: the address of its start page, and what stands before
    and after a node's file name in the address of its page. `name_of` gives the file name of an
    id.
    """

    home: str
    before: str
    name_of: Callable[[str], str]
    after: str


class MapModel(NamedTuple):
    """What a map is made of.

    `nodes` are those of any side, by id; `packer` holds the tables that are referred to by number;
    there are `pictures` for each side. `part` is None when the whole is shown.
    """

    sides: tuple[Side, ...]
    vocabulary: Vocabulary
    nodes: dict[str, Node]
    relations: list[SidedRelation]
    packer: Packer
    pictures: tuple[Pictures, ...]
    part: Part | None
    elsewhere: Elsewhere | None


def build_model(
    organisation: Organisation,
    day: Span,
    after: tuple[Organisation, Span, str] | None = None,
    within: Node | None = None,
    elsewhere: Elsewhere | None = None,
) -> MapModel:
    """Gather what `orgraph.maps.page.build_map` writes; takes and raises the same."""
    sides: tuple[Side, ...] = (Side(organisation, day, ""), *([Side(*after)] if after else []))
    sides, part = cut_out(sides, within) if within else (sides, None)
    nodes = join_nodes(sides)
    return MapModel(
        sides=sides,
        vocabulary=join_vocabularies(sides),
        nodes=nodes,
        relations=join_relations(sides),
        packer=Packer(
            {node_id: number for number, node_id in enumerate(nodes)}, list_sources(sides)
        ),
        pictures=tuple(
            draw_pictures(side.organisation, side.relations(), side.day) for side in sides
        ),
        part=part,
        elsewhere=elsewhere,
    )
