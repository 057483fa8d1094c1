"""The same elements written by others: a plain loader, as one writes it by hand, and two mappers
in the way their documentation tells for much data.

Each takes the elements from where orgraph takes them, and gives the seconds that it spent on
writing them: what makes them is not counted.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from neo4j import GraphDatabase, ManagedTransaction

from orgraph.neo4j_store.connection import Settings
from orgraph.neo4j_store.encode import list_link_elements, list_node_elements
from orgraph.neo4j_store.identifiers import COMMON
from orgraph.organisation import Organisation

BATCH = 5_000
Rows = list[dict[str, Any]]
NODES = "UNWIND $rows AS row CREATE (n:{labels}) SET n = row.properties"
LINKS = (
    "UNWIND $rows AS row MATCH (a:{common} {{id: row.source}}) MATCH (b:{common} {{id:"
    " row.target}}) CREATE (a)-[r:{type}]->(b) SET r = row.properties"
)


def by_hand(settings: Settings, organisation: Organisation) -> float:
    """UNWIND and CREATE: one statement for each set of labels and each type, one session, 5,000
    rows at a time.
    """
    with (
        GraphDatabase.driver(
            settings.uri, auth=(settings.user or "", settings.password or "")
        ) as driver,
        driver.session() as session,
    ):

        def write(text: str, rows: Rows) -> None:
            def work(transaction: ManagedTransaction) -> None:
                transaction.run(text, rows=rows).consume()

            session.execute_write(work)

        return _spent(
            _nodes(organisation),
            lambda labels, rows: write(NODES.format(labels=":".join((COMMON, *labels))), rows),
        ) + _spent(
            _links(organisation),
            lambda kind, rows: write(LINKS.format(common=COMMON, type=kind), rows),
        )


def with_neontology(settings: Settings, organisation: Organisation) -> float:
    """Its `create_nodes` and `merge_records`, which send a batch at a time.

    Raises `ImportError`.
    """
    from neontology import BaseNode, BaseRelationship, init_neontology
    from neontology.graphengines import Neo4jConfig

    init_neontology(
        Neo4jConfig(uri=settings.uri, username=settings.user, password=settings.password)
    )
    thing = _class(
        "Thing", BaseNode, {"id": str}, __primarylabel__=COMMON, __primaryproperty__="id"
    )
    classes: dict[Any, Any] = {}

    def write_nodes(labels: tuple[str, ...], rows: Rows) -> None:
        if labels not in classes:
            fields = {**_fields(row["properties"] for row in rows), "id": str}
            classes[labels] = _class(
                "".join(labels),
                BaseNode,
                fields,
                __primarylabel__=COMMON,
                __primaryproperty__="id",
                __secondarylabels__=list(labels),
            )
        classes[labels].create_nodes([classes[labels](**row["properties"]) for row in rows])

    def write_links(kind: str, rows: Rows) -> None:
        if kind not in classes:
            fields = {
                "source": thing,
                "target": thing,
                **_fields(row["properties"] for row in rows),
            }
            classes[kind] = _class(kind, BaseRelationship, fields, __relationshiptype__=kind)
        classes[kind].merge_records(
            [
                {**row["properties"], "source": row["source"], "target": row["target"]}
                for row in rows
            ]
        )

    return _spent(_nodes(organisation), write_nodes) + _spent(_links(organisation), write_links)


def with_neomodel(settings: Settings, organisation: Organisation) -> float:
    """Its `create` and `connect`, many in a transaction. Raises `ImportError`."""
    from neomodel import RelationshipTo, StructuredNode, StructuredRel, config, db

    config.DATABASE_URL = settings.uri.replace("://", f"://{settings.user}:{settings.password}@")
    written: dict[str, Any] = {}
    classes: dict[Any, Any] = {}

    def write_nodes(labels: tuple[str, ...], rows: Rows) -> None:
        if labels not in classes:
            parent: type = StructuredNode
            for label in (COMMON, *labels[:-1]):
                parent = classes[label] = classes.get(label) or type(label, (parent,), {})
            classes[labels] = type(labels[-1], (parent,), _model_fields(rows))
        with db.transaction:
            found = classes[labels].create(
                *(
                    {_safe(name): value for name, value in row["properties"].items()}
                    for row in rows
                )
            )
        written.update({node.id_: node for node in found})

    def write_links(kind: str, rows: Rows) -> None:
        if kind not in classes:
            classes[kind] = type(kind, (StructuredRel,), _model_fields(rows))
        with db.transaction:
            for row in rows:
                source, target = written[row["source"]], written[row["target"]]
                manager = RelationshipTo(type(target), kind, model=classes[kind]).build_manager(
                    source, kind
                )
                manager.connect(
                    target, {_safe(name): value for name, value in row["properties"].items()}
                )

    return _spent(_nodes(organisation), write_nodes) + _spent(_links(organisation), write_links)


# ---- What is written
def _nodes(organisation: Organisation) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    return (
        (element.labels, {"properties": {**element.properties, "position": float(number)}})
        for number, element in enumerate(list_node_elements(organisation))
    )


def _links(organisation: Organisation) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, element in enumerate(list_link_elements(organisation)):
        position = {"position": float(number)} if element.ordered else {}
        yield (
            element.type,
            {
                "source": element.source,
                "target": element.target,
                "properties": {**element.properties, **position},
            },
        )


def _spent(
    rows: Iterable[tuple[Any, dict[str, Any]]], write: Callable[[Any, Rows], None]
) -> float:
    """The seconds of writing, batch by batch."""
    waiting: dict[Any, Rows] = defaultdict(list)
    spent = 0.0
    for key, row in rows:
        waiting[key].append(row)
        if len(waiting[key]) == BATCH:
            spent += _seconds(write, key, waiting.pop(key))
    return spent + sum(_seconds(write, key, rest) for key, rest in waiting.items())


def _seconds(write: Callable[[Any, Rows], None], key: Any, rows: Rows) -> float:
    start = time.perf_counter()
    write(key, rows)
    return time.perf_counter() - start


# ---- Classes as the mappers want them
def _class(name: str, base: type, fields: dict[str, Any], **marks: Any) -> Any:
    optional = {
        field: None for field, kind in fields.items() if field not in ("id", "source", "target")
    }
    annotations = {
        field: kind if field in ("id", "source", "target") else kind | None
        for field, kind in fields.items()
    }
    return type(
        name,
        (base,),
        {"__module__": __name__, "__annotations__": annotations, **optional, **marks},
    )


def _fields(found: Iterable[dict[str, Any]]) -> dict[str, type]:
    return {
        name: list if isinstance(value, list) else type(value)
        for properties in found
        for name, value in properties.items()
    }


def _model_fields(rows: Rows) -> dict[str, Any]:
    from neomodel import (
        ArrayProperty,
        BooleanProperty,
        DateProperty,
        FloatProperty,
        IntegerProperty,
        StringProperty,
    )

    kinds: dict[type, Any] = {
        bool: BooleanProperty,
        int: IntegerProperty,
        float: FloatProperty,
        str: StringProperty,
        date: DateProperty,
        list: lambda db_property: ArrayProperty(StringProperty(), db_property=db_property),
    }
    return {
        _safe(name): kinds[kind](db_property=name)
        for name, kind in _fields(row["properties"] for row in rows).items()
    }


def _safe(name: str) -> str:
    """A name that the mapper does not use itself."""
    return f"{name}_"
