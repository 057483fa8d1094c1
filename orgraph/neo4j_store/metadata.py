"""What a database says of the organisation that it holds."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from orgraph.facts import Node, Note, Relation, Step
from orgraph.neo4j_store.connection import Connection, Transaction
from orgraph.neo4j_store.cypher_files import read_text
from orgraph.neo4j_store.encode import SCHEMA
from orgraph.neo4j_store.errors import NewerSchema
from orgraph.organisation import Organisation


class Counts(NamedTuple):
    """What an organisation is made of."""

    nodes: int
    relations: int
    steps: int
    notes: int


class Model(NamedTuple):
    """What the database says that it holds.

    `version` grows with each load, and is 0 when there is nothing that this program can read.
    """

    name: str | None = None
    version: int = 0
    digest: str | None = None
    nodes: int = 0
    links: int = 0
    vocabulary: str = ""
    older: bool = False


def read_model(transaction: Transaction) -> Model:
    """What the database says that it holds. Raises `NewerSchema`."""
    for found in transaction.run(read_text("load/model")):
        if (found["schema"] or 0) > SCHEMA:
            raise NewerSchema(found["schema"], SCHEMA)
        if found["schema"] != SCHEMA:
            return Model(found["name"], older=found["schema"] is not None)
        return Model(
            found["name"],
            found["version"],
            found["digest"],
            found["nodes"],
            found["links"],
            found["vocabulary"],
        )
    return Model()


def count(organisation: Organisation) -> Counts:
    """How many of each class."""
    number = Counter(type(fact) for fact in organisation.list_facts())
    return Counts(number[Node], number[Relation], number[Step], number[Note])


def settle(connection: Connection) -> None:
    """Lets readers in again after a load that was cut off at its commit: as soon as nothing is
    being committed.
    """
    connection.write(lambda transaction: transaction.run(read_text("load/settle")))
