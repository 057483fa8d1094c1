"""What a database holds, read independently of the code that wrote it; and what others may have put there."""

from __future__ import annotations

from typing import Any

from orgraph.facts import Fact
from orgraph.neo4j_store.connection import Connection
from orgraph.neo4j_store.encode import list_link_elements, list_node_elements
from orgraph.neo4j_store.remote_index import ask_remote
from orgraph.organisation import Organisation
from tests.strategies import node, organisation, relation

State = tuple[list[Any], list[Any]]
NODES = (
    "MATCH (n:Orgraph) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.position"
)
LINKS = "MATCH (a)-[r]->(b) WHERE r.fingerprint IS NOT NULL RETURN type(r) AS type, a.id AS source, b.id AS target, properties(r) AS properties ORDER BY r.position"
LEFT = "MATCH (n:OrgraphKlar|OrgraphUdgaaet) RETURN n.id AS id UNION ALL MATCH (n) WHERE any(label IN labels(n) WHERE label STARTS WITH 'OrgraphKlar') RETURN n.id AS id"
CLOSED = "MATCH (g:OrgraphPort) WHERE g.token IS NOT NULL RETURN g.token AS token"


def assert_holds(connection: Connection, wanted: Organisation) -> None:
    """That exactly this organisation is stored, in its order, and that nothing is left of how it came there."""
    assert facts(connection) == list(wanted.list_facts())
    assert state(connection) == expected(wanted)
    assert _ask(connection, LEFT) == []
    assert _ask(connection, CLOSED) == []


def facts(connection: Connection) -> list[Fact]:
    """Every fact, as a reader gets them."""
    return ask_remote(connection, lambda found: list(found.list_facts()))


def state(connection: Connection) -> State:
    """Nodes and links of ours, in the order of their positions (which are left out), links without a position by type and id."""
    nodes = [(sorted(n["labels"]), _plain(n["properties"])) for n in _ask(connection, NODES)]
    return nodes, _ordered(
        [
            (r["type"], r["source"], r["target"], _plain(r["properties"]))
            for r in _ask(connection, LINKS)
        ]
    )


def expected(wanted: Organisation) -> State:
    """What the database should hold."""
    nodes = [(sorted(["Orgraph", *n.labels]), n.properties) for n in list_node_elements(wanted)]
    return nodes, _ordered(
        [(r.type, r.source, r.target, r.properties) for r in list_link_elements(wanted)]
    )


def identities(connection: Connection) -> list[dict[str, Any]]:
    """The internal ids of all nodes and relationships."""
    return _ask(
        connection,
        "MATCH (n) OPTIONAL MATCH (n)-[r]->() WITH elementId(n) AS node, elementId(r) AS link RETURN node, link ORDER BY node, link",
    )


def positions(connection: Connection) -> dict[str, float]:
    """The places of all facts, by id."""
    nodes = _ask(connection, "MATCH (n:Orgraph) RETURN n.id AS id, n.position AS position")
    links = _ask(
        connection,
        "MATCH ()-[r]->() WHERE r.position IS NOT NULL RETURN r.id AS id, r.position AS position",
    )
    return {found["id"]: found["position"] for found in (*nodes, *links)}


# ---- What others put there
THEIRS = """
MATCH (a:Orgraph {id: $first}), (b:Orgraph {id: $second})
SET a:Favorit:`Med mellemrum`, a.stjerner = 5, a.`på kortet` = [56.1, 10.2]
CREATE (x:Enhed {id: $first, name: 'en andens', labels: ['Enhed']})-[:REFERERER_TIL {by: 'Viborg'}]->(a)-[:`LIGGER I` {km: 3}]->(b)-[:EJER]->(x), (:Bil)-[:HOLDER_VED]->(b)
"""
SEEN = """
MATCH (x:Enhed {name: 'en andens'})-[r:REFERERER_TIL]->(a:Orgraph:Favorit:`Med mellemrum` {id: $first})-[l:`LIGGER I`]->(b:Orgraph {id: $second})-[:EJER]->(x),
      (:Bil)-[:HOLDER_VED]->(b)
RETURN r.by AS by, l.km AS km, a.stjerner AS stars, a.`på kortet` AS place, COUNT { MATCH (n) WHERE NOT n:Orgraph|OrgraphModel|OrgraphPort|OrgraphKlar|OrgraphUdgaaet } AS nodes,
       COUNT { MATCH (s)-[theirs]->(t) WHERE theirs.fingerprint IS NULL AND NOT s:OrgraphUdgaaet AND NOT t:OrgraphUdgaaet } AS links
"""
UNTOUCHED = [{"by": "Viborg", "km": 3, "stars": 5, "place": [56.1, 10.2], "nodes": 2, "links": 4}]


def put_others(connection: Connection, first: str, second: str) -> None:
    """Nodes, relationships, labels and properties of others, around two nodes of ours."""
    connection.write(
        lambda transaction: transaction.run(THEIRS, {"first": first, "second": second})
    )


def others(connection: Connection, first: str, second: str) -> list[dict[str, Any]]:
    """The same; `UNTOUCHED` when all of it is there once, and no more."""
    return connection.read(
        lambda transaction: transaction.run(SEEN, {"first": first, "second": second})
    )


# ---- Organisations of a size
def large(prefix: str, bodies: int, *, changed: int | None = None) -> Organisation:
    """Bodies with two relations each. Of two with different prefixes, the first `changed` bodies differ in their names (all of them without it)."""
    until = bodies if changed is None else changed
    found = [
        node(f"n{number}", "udvalg", f"{prefix if number < until else ''} nummer {number}")
        for number in range(bodies)
    ]
    up = [
        relation(
            f"n{number}",
            "refererer-til",
            f"n{number // 2}",
            value=prefix if number < until else None,
        )
        for number in range(1, bodies)
    ]
    across = [
        relation(f"n{number}", "rapporterer-til", f"n{number * 7 % bodies}")
        for number in range(1, bodies)
    ]
    return organisation(*found, *up, *across)


def _ask(connection: Connection, text: str) -> list[dict[str, Any]]:
    return connection.read(lambda transaction: transaction.run(text))


def _plain(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.to_native() if hasattr(value, "to_native") else value
        for name, value in properties.items()
        if name != "position"
    }


def _ordered(links: list[Any]) -> list[Any]:
    """Those that have a place in the order stand in it already."""
    return [link for link in links if "relation" in link[3]] + sorted(
        (link for link in links if "relation" not in link[3]),
        key=lambda link: (link[0], link[3]["id"]),
    )
