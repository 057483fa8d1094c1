"""A load's few differences: what differs from what is stored, and writing it in one transaction.

Labels and properties of others stay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from orgraph.neo4j_store import identifiers
from orgraph.neo4j_store.batches import in_batches
from orgraph.neo4j_store.comparison import Changed, Difference, compare
from orgraph.neo4j_store.connection import Record, Transaction
from orgraph.neo4j_store.cypher_files import read_text
from orgraph.neo4j_store.encode import (
    LinkElement,
    NodeElement,
    list_link_elements,
    list_node_elements,
)
from orgraph.neo4j_store.metadata import Counts
from orgraph.organisation import Organisation

# elements changed in one transaction: 160 MB of the server's memory, which a heap of 512 MB has
# twice
MOST_AT_ONCE = 10_000
FIELD = "field_"
OUR_PROPERTIES = frozenset(
    {
        "action",
        "actors",
        "alias_sources",
        "aliases",
        "basis",
        "began_by",
        "body",
        "branch",
        "code",
        "collective",
        "concerns",
        "condition",
        "confirmed_until",
        "deadline",
        "deadline_until",
        "documents",
        "ended_by",
        "fields",
        "fingerprint",
        "folded",
        "handling",
        "id",
        "kind",
        "known_from",
        "label",
        "labels",
        "logic",
        "name",
        "node",
        "note",
        "order",
        "parent",
        "position",
        "process",
        "reasoning",
        "region",
        "relations",
        "searched",
        "sources",
        "status",
        "system",
        "template",
        "text",
        "to",
        "valid_from",
        "valid_to",
        "value",
        "written_from",
        "written_to",
        "uncut",
    }
)
Row = TypeVar("Row")


class Summary(NamedTuple):
    """What the database holds, and what a load wrote or would write.

    `names` are the first of what is touched; `ended` is part of `changed`.
    """

    holds: Counts
    added: int = 0
    changed: int = 0
    ended: int = 0
    removed: int = 0
    moved: int = 0
    names: tuple[str, ...] = ()
    whole: bool = False

    @property
    def wrote(self) -> bool:
        """Whether anything differed from what was stored."""
        return bool(self.whole or self.added or self.changed or self.removed or self.moved)


def list_differences(
    transaction: Transaction, organisation: Organisation, number: Counter[str]
) -> tuple[Difference, Difference]:
    """What differs in nodes and in links; `number` gets how many there should be.

    Raises `TooMuch`.
    """
    wanted = _counting(number, "nodes", list_node_elements(organisation))
    nodes = compare(transaction.stream(read_text("load/stored_nodes")), wanted, MOST_AT_ONCE)
    wanted_links = _counting(number, "links", list_link_elements(organisation))
    links = compare(
        transaction.stream(read_text("load/stored_links")),
        wanted_links,
        MOST_AT_ONCE - _size(nodes),
    )
    return nodes, links


def _counting(number: Counter[str], name: str, elements: Iterable[Row]) -> Iterator[Row]:
    for element in elements:
        number[name] += 1
        yield element


def write_differences(transaction: Transaction, nodes: Difference, links: Difference) -> None:
    """Makes what is stored what it should be."""
    _delete(transaction, nodes, links)
    _write_nodes(transaction, nodes)
    _write_links(transaction, links)


def _size(difference: Difference) -> int:
    return (
        len(difference.new)
        + len(difference.changed)
        + len(difference.stale)
        + len(difference.moved)
    )


def _delete(transaction: Transaction, nodes: Difference, links: Difference) -> None:
    for elements in in_batches([*links.stale, *(changed.handle for changed in links.changed)]):
        transaction.run(read_text("load/delete_links"), {"elements": elements})
    for ids in in_batches(nodes.stale):
        transaction.run(read_text("load/delete_nodes"), {"ids": ids})
    for label, ids in _stale_labels(nodes.changed).items():
        transaction.run(read_text("load/remove_label").replace("{label}", label), {"ids": ids})


def _stale_labels(changed: Iterable[Changed]) -> dict[str, list[str]]:
    """Label → ids of the nodes that orgraph gave it and that are of another kind now.

    Labels that others gave stay.
    """
    stale: dict[str, list[str]] = defaultdict(list)
    for found in changed:
        assert isinstance(found.element, NodeElement)
        for label in set(found.labels) - set(found.element.labels):
            stale[identifiers.checked_label(label)].append(found.element.id)
    return stale


def _write_nodes(transaction: Transaction, difference: Difference) -> None:
    by_labels: dict[str, list[Record]] = defaultdict(list)
    stale = _stale_properties(transaction, difference.changed)
    for element in _written(difference):
        assert isinstance(element, NodeElement)
        by_labels[":".join(element.labels)].append(
            {
                "id": element.id,
                "properties": {**stale.get(element.id, {}), **_placed(element, difference)},
            }
        )
    for labels, rows in by_labels.items():
        _write(transaction, read_text("load/write_nodes").replace("{labels}", labels), rows)
    _write(
        transaction,
        read_text("load/move_nodes"),
        [{"id": moved.handle, "position": moved.position} for moved in difference.moved],
    )


def _stale_properties(transaction: Transaction, changed: Sequence[Changed]) -> dict[str, Record]:
    """Id → the properties of ours that are stored, each without a value: one that is not written
    anew is to go. Those of others stay.
    """
    stored: dict[str, Record] = {}
    for batch in in_batches(changed):
        for record in transaction.run(
            read_text("load/stored_keys"), {"ids": [found.element.id for found in batch]}
        ):
            stored[record["id"]] = {
                key: None
                for key in record["keys"]
                if key in OUR_PROPERTIES or key.startswith(FIELD)
            }
    return stored


def _write_links(transaction: Transaction, difference: Difference) -> None:
    by_type: dict[str, list[Record]] = defaultdict(list)
    for element in _written(difference):
        assert isinstance(element, LinkElement)
        by_type[element.type].append(
            {
                "source": element.source,
                "target": element.target,
                "properties": _placed(element, difference),
            }
        )
    for link_type, rows in by_type.items():
        _write(transaction, read_text("load/write_links").replace("{type}", link_type), rows)
    _write(
        transaction,
        read_text("load/move_links"),
        [{"element": moved.handle, "position": moved.position} for moved in difference.moved],
    )


def _written(difference: Difference) -> list[NodeElement | LinkElement]:
    return [*difference.new, *(changed.element for changed in difference.changed)]


def _placed(element: NodeElement | LinkElement, difference: Difference) -> Record:
    position = difference.positions.get(element.key)
    return element.properties if position is None else {**element.properties, "position": position}


def _write(transaction: Transaction, text: str, rows: list[Record]) -> None:
    for batch in in_batches(rows):
        transaction.run(text, {"rows": batch})


def summarise(holds: Counts, nodes: Difference, links: Difference) -> Summary:
    """What is to be told of the differences."""
    changed = [*nodes.changed, *links.changed]
    touched = [
        *(element.id for element in nodes.new),
        *(found.element.id for found in changed),
        *nodes.stale,
    ]
    return Summary(
        holds,
        len(nodes.new) + len(links.new),
        len(changed),
        sum(found.ended for found in changed),
        len(nodes.stale) + len(links.stale),
        len(nodes.moved) + len(links.moved),
        tuple(touched[:20]),
    )
