"""Scenarios for the tests: steps of every verb about what an organisation holds, most of them possible, some not."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import strategies as st

from orgraph.dates import parse_day
from orgraph.facts import Node
from orgraph.organisation import Organisation
from tests.strategies import HOSTILE, TRICKY, VOCABULARY

DAYS = ("2012-03-01", "2016-09-01", "2016-09-01", "2018-01-01")
UPWARD = VOCABULARY.upward
TYPES = [kind.name for kind in VOCABULARY.relations.values()]


def scenario_texts(organisation: Organisation) -> st.SearchStrategy[str]:
    """The text of a scenario file about the organisation."""
    return st.builds(
        lambda seed, steps: Steps(seed, organisation).text(steps),
        st.integers(0, 2**32),
        st.integers(1, 5),
    )


class Steps:
    """Makes one scenario. It is written as JSON, which is YAML too."""

    def __init__(self, seed: int, organisation: Organisation) -> None:
        self.chance, self.nodes = Random(seed), list(organisation.list_nodes())
        on = parse_day("2016-09-01").first
        living = [node for node in self.nodes if node.validity.start <= on < node.validity.end]
        self.bodies = [node for node in living if node.label in VOCABULARY.bodies] or self.nodes
        self.types = (
            list(dict.fromkeys(relation.type for relation in organisation.list_relations()))
            or TYPES
        )
        self.made = 0

    def text(self, steps: int) -> str:
        written = [json.dumps(self.step(), ensure_ascii=True) for _ in range(steps)]
        name = json.dumps(
            self.chance.choice(
                [text for text in (*HOSTILE, *TRICKY) if text.strip() and text.isprintable()]
            ),
            ensure_ascii=True,
        )
        return f"name: {name}\non: 2016-09-01\nsteps:\n" + "".join(
            f"- {step}\n" for step in written
        )

    def step(self) -> dict[str, Any]:
        verb = self.chance.choice(
            [
                self.create,
                self.dissolve,
                self.merge,
                self.split,
                self.rename,
                self.change_kind,
                self.move,
                self.transfer,
                self.appoint,
                self.grant,
                self.revoke,
            ]
        )
        return {
            verb.__name__: verb(),
            **({"on": self.chance.choice(DAYS)} if self.chance.random() < 0.2 else {}),
        }

    def create(self) -> Any:
        return self.new() if self.chance.random() < 0.7 else [self.new(), self.new()]

    def dissolve(self) -> Any:
        return self.chosen()

    def merge(self) -> Any:
        return {"from": self.chosen(), "into": self.heir()}

    def split(self) -> Any:
        return {
            "from": self.id(),
            "into": [
                {"to": self.heir(), "relation": self.some_types()},
                {"to": self.heir(), "rest": True},
            ],
        }

    def rename(self) -> Any:
        return {"id": self.id(), "name": self.chance.choice(["Nyt navn", "Navn: to", "»navn«"])}

    def change_kind(self) -> Any:
        return {"set": self.chosen(), "kind": self.node().kind}

    def move(self) -> Any:
        return {
            "set": self.chosen(),
            "to": self.id(),
            **({"relation": self.chance.choice(UPWARD)} if self.chance.random() < 0.5 else {}),
        }

    def transfer(self) -> Any:
        where = {"where": {"subject_kind": self.node().kind}} if self.chance.random() < 0.3 else {}
        return {
            "relation": self.some_types(),
            "from": self.chosen(),
            "to": self.id(),
            "direction": self.chance.choice(["in", "out"]),
            **where,
        }

    def appoint(self) -> Any:
        return {
            "from": self.chosen(),
            "to": self.id(),
            "role": "medlem",
            "value": 2,
            **({"by": self.id()} if self.chance.random() < 0.5 else {}),
        }

    def grant(self) -> Any:
        return {
            "relation": self.chance.choice(TYPES),
            "from": self.id(),
            "to": self.chosen(),
            "about": self.id(),
        }

    def revoke(self) -> Any:
        return {"relation": self.some_types(), self.chance.choice(["from", "to"]): self.chosen()}

    def chosen(self) -> Any:
        node = self.node()
        return self.chance.choice(
            [
                node.id,
                [node.id, self.id()],
                {"kind": node.kind},
                {"kind": [node.kind, self.node().kind], "except": self.id()},
                {"in": node.id},
                {"with": self.chance.choice(TYPES)},
            ]
        )

    def some_types(self) -> list[str]:
        return self.chance.sample(self.types, min(len(self.types), 4))

    def heir(self) -> Any:
        return self.new() if self.chance.random() < 0.5 else self.id()

    def new(self) -> dict[str, Any]:
        self.made += 1
        return {
            "id": f"ny-{self.made}",
            "name": f"Ny {self.made}",
            "kind": self.chance.choice(["råd", self.node().kind]),
        }

    def id(self) -> str:
        return self.node().id if self.chance.random() < 0.9 or not self.made else f"ny-{self.made}"

    def node(self) -> Node:
        return self.chance.choice(self.bodies if self.chance.random() < 0.9 else self.nodes)
