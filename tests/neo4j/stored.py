"""What the database holds, read independently of the code that wrote it."""

from __future__ import annotations

from typing import Any

from orgraph.neo4j_store.connection import Connection
from orgraph.neo4j_store.elements import list_link_elements, list_node_elements
from orgraph.organisation import Organisation

State = tuple[dict[str, Any], list[Any]]
NODES = "MATCH (n:Orgraph) RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties"
LINKS = "MATCH (a)-[r]->(b) WHERE r.fingerprint IS NOT NULL RETURN type(r) AS type, a.id AS source, b.id AS target, properties(r) AS properties"


def state(connection: Connection) -> State:
    """Everything of ours in the database, down to the internal ids: equal states mean that nothing was written in between."""
    nodes = connection.read(lambda transaction: transaction.run(NODES))
    links = connection.read(lambda transaction: transaction.run(LINKS))
    return {n["id"]: (sorted(n["labels"]), _plain(n["properties"])) for n in nodes}, _sorted(
        [(r["type"], r["source"], r["target"], _plain(r["properties"])) for r in links]
    )


def expected(organisation: Organisation) -> State:
    """What the database should hold."""
    nodes = {n.id: (sorted(["Orgraph", *n.labels]), n.properties) for n in list_node_elements(organisation)}
    links = [(r.type, r.source, r.target, r.properties) for r in list_link_elements(organisation) if r.source in nodes and r.target in nodes]
    return nodes, _sorted(links)


def identities(connection: Connection) -> list[dict[str, Any]]:
    """The internal ids of all nodes and relationships."""
    text = "MATCH (n) OPTIONAL MATCH (n)-[r]->() WITH elementId(n) AS node, elementId(r) AS link RETURN node, link ORDER BY node, link"
    return connection.read(lambda transaction: transaction.run(text))


def _plain(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value.to_native() if hasattr(value, "to_native") else value for name, value in properties.items()}


def _sorted(links: list[Any]) -> list[Any]:
    return sorted(links, key=lambda link: (link[0], link[3]["id"]))
