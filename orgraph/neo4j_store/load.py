"""Makes a database hold exactly one organisation, in one transaction: readers see the old one or the new one. Leaves others' nodes alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from orgraph.neo4j_store.connection import Connection, Record, Transaction
from orgraph.neo4j_store.elements import LinkElement, NodeElement, list_link_elements, list_node_elements
from orgraph.neo4j_store.names import NOTE, STEP, checked_label
from orgraph.neo4j_store.texts import list_statements, read_text
from orgraph.organisation import Organisation

BATCH = 5_000
Key = TypeVar("Key")
Row = TypeVar("Row")
Element = TypeVar("Element", NodeElement, LinkElement)
LinkKey = tuple[str, str]


class Summary(NamedTuple):
    """What the database holds after a load, and what the load had to write. `links` join steps, notes and what is concerned."""

    nodes: int
    relations: int
    steps: int
    notes: int
    links: int
    added: int
    changed: int
    removed: int

    @property
    def wrote(self) -> bool:
        """Whether anything differed from what was stored."""
        return bool(self.added or self.changed or self.removed)


class _Model(NamedTuple):
    nodes: dict[str, NodeElement]
    links: dict[LinkKey, LinkElement]


class _Difference(NamedTuple):
    """What must be written so that the database holds the model."""

    new_nodes: list[NodeElement]
    changed_nodes: list[NodeElement]
    stale_nodes: list[str]
    stale_labels: dict[str, list[str]]
    new_links: list[LinkElement]
    changed_links: list[LinkElement]
    stale_links: list[str]
    superseded_links: list[str]


def load(organisation: Organisation, connection: Connection) -> Summary:
    """Writes what differs from what is stored. Raises an `OrgraphError`, and has then written nothing."""
    model = _model(organisation)
    for statement in list_statements("constraints"):
        connection.run_alone(statement)
    difference = connection.write(lambda transaction: _replace(transaction, organisation.vocabulary.name, model))
    return _summary(organisation, model, difference)


def _model(organisation: Organisation) -> _Model:
    nodes = {element.id: element for element in list_node_elements(organisation)}
    links = {(link.type, link.id): link for link in list_link_elements(organisation) if link.source in nodes and link.target in nodes}
    return _Model(nodes, links)


def _replace(transaction: Transaction, name: str, model: _Model) -> _Difference:
    transaction.run(read_text("load/lock"), {"name": name})
    difference = _compare(model, transaction.run(read_text("load/stored_nodes")), transaction.run(read_text("load/stored_links")))
    _delete(transaction, difference)
    _write_nodes(transaction, [*difference.new_nodes, *difference.changed_nodes])
    _write_links(transaction, [*difference.new_links, *difference.changed_links])
    return difference


# ---- What differs
def _compare(model: _Model, stored_nodes: list[Record], stored_links: list[Record]) -> _Difference:
    nodes = {record["id"]: record for record in stored_nodes}
    links: dict[LinkKey, Record] = {(record["type"], record["id"]): record for record in stored_links}
    new_nodes, changed_nodes = _sort_out(model.nodes, nodes)
    new_links, changed_links = _sort_out(model.links, links)
    return _Difference(
        new_nodes=new_nodes,
        changed_nodes=changed_nodes,
        stale_nodes=[node_id for node_id in nodes if node_id not in model.nodes],
        stale_labels=_stale_labels(changed_nodes, nodes),
        new_links=new_links,
        changed_links=changed_links,
        stale_links=[record["element"] for key, record in links.items() if key not in model.links],
        superseded_links=[links[link.type, link.id]["element"] for link in changed_links],
    )


def _sort_out(wanted: dict[Key, Element], stored: dict[Key, Record]) -> tuple[list[Element], list[Element]]:
    """The elements that are not stored, and those that are stored otherwise."""
    new = [element for key, element in wanted.items() if key not in stored]
    changed = [element for key, element in wanted.items() if key in stored and stored[key]["fingerprint"] != element.properties["fingerprint"]]
    return new, changed


def _stale_labels(changed: Iterable[NodeElement], stored: dict[str, Record]) -> dict[str, list[str]]:
    """Label → ids of the nodes that orgraph gave it and that are of another kind now. Labels that others gave stay."""
    stale: dict[str, list[str]] = defaultdict(list)
    for element in changed:
        for label in set(stored[element.id]["labels"]) - set(element.labels):
            stale[checked_label(label)].append(element.id)
    return stale


# ---- Writing
def _delete(transaction: Transaction, difference: _Difference) -> None:
    for elements in _batches([*difference.stale_links, *difference.superseded_links]):
        transaction.run(read_text("load/delete_links"), {"elements": elements})
    for ids in _batches(difference.stale_nodes):
        transaction.run(read_text("load/delete_nodes"), {"ids": ids})
    for label, changed in difference.stale_labels.items():
        transaction.run(read_text("load/remove_label").replace("{label}", label), {"ids": changed})


def _write_nodes(transaction: Transaction, elements: Iterable[NodeElement]) -> None:
    by_labels: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for element in elements:
        by_labels[element.labels].append({"id": element.id, "properties": element.properties})
    for labels, rows in by_labels.items():
        _write(transaction, read_text("load/write_nodes").replace("{labels}", ":".join(labels)), rows)


def _write_links(transaction: Transaction, elements: Iterable[LinkElement]) -> None:
    by_type: dict[str, list[Record]] = defaultdict(list)
    for element in elements:
        by_type[element.type].append({"source": element.source, "target": element.target, "properties": element.properties})
    for link_type, rows in by_type.items():
        _write(transaction, read_text("load/write_links").replace("{type}", link_type), rows)


def _write(transaction: Transaction, text: str, rows: list[Record]) -> None:
    for batch in _batches(rows):
        transaction.run(text, {"rows": batch})


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _summary(organisation: Organisation, model: _Model, difference: _Difference) -> Summary:
    labels = [element.labels for element in model.nodes.values()]
    relation_count = sum("relation" in link.properties for link in model.links.values())
    return Summary(
        nodes=len(labels) - labels.count((STEP,)) - labels.count((NOTE,)),
        relations=relation_count,
        steps=labels.count((STEP,)),
        notes=labels.count((NOTE,)),
        links=len(model.links) - relation_count,
        added=len(difference.new_nodes) + len(difference.new_links),
        changed=len(difference.changed_nodes) + len(difference.changed_links),
        removed=len(difference.stale_nodes) + len(difference.stale_links),
    )
