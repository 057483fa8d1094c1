"""A scenario costs what it changes: ten bodies at any size, a whole kind against a copy of
everything, and answers asked twice.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.measure import Result, call_seconds, medians
from benchmarks.organisations import invented
from orgraph.answers import ask_node
from orgraph.answers.answer import compare
from orgraph.dates import parse_day
from orgraph.facts import Fact, Node
from orgraph.index import MemoryIndex
from orgraph.organisation import Organisation
from orgraph.scenario.apply import Applied, apply
from orgraph.scenario.reader import read_scenario
from orgraph.view import View

DAY = parse_day("2016-10-01")
SIZES = (1_000, 10_000, 100_000)
KIND, SHARE = "temagruppe", 50  # every 50th body: 2 %
ANSWERS = 300
ROUNDS = 5


def run() -> list[Result]:
    organisations = [_with_kind(invented(size)) for size in SIZES]
    largest = organisations[-1]
    with tempfile.TemporaryDirectory() as folder:
        chance = random.Random(1)
        ten = [f"o{chance.randrange(1, 1_000)}" for _ in range(10)]
        small = [
            partial(
                _apply,
                organisation,
                Path(folder) / f"{number}.yaml",
                f"dissolve: [{', '.join(ten)}]",
            )
            for number, organisation in enumerate(organisations)
        ]
        whole = partial(
            _apply, largest, Path(folder) / "kind.yaml", "dissolve: {kind: temagruppe}"
        )
        applied = whole()
        subjects = [
            node
            for node in (
                largest.find_node(f"o{chance.randrange(1, SIZES[-1])}")
                for _ in range(ANSWERS // 2)
            )
            if node
        ]  # two questions of each
        measured = [partial(call_seconds, call) for call in small] + [
            partial(call_seconds, partial(_apply_and_compare, whole, largest, subjects)),
            partial(call_seconds, partial(_copied, largest)),
            partial(call_seconds, partial(_ask, [largest], subjects)),
            partial(call_seconds, partial(_ask, [largest, applied.organisation], subjects)),
        ]
        *tens, kind, copy, once, twice = medians(measured, ROUNDS)
    return [
        *(
            Result(
                f"a scenario that dissolves 10 bodies, {size} bodies",
                seconds,
                f"the same at {SIZES[0]}",
                seconds / tens[0],
                2.0,
            )
            for size, seconds in zip(SIZES, tens, strict=True)
        ),
        Result(
            f"a kind (2 %) dissolved, {ANSWERS} answers compared, {SIZES[-1]} bodies",
            kind,
            "a dict copy of the whole",
            kind / copy,
            3.0,
        ),
        Result(
            f"{ANSWERS} answers compared, {SIZES[-1]} bodies",
            twice,
            "asking them once",
            twice / once,
            3.0,
        ),
    ]


def _with_kind(organisation: Organisation) -> Organisation:
    """The organisation with every 50th body of another kind."""

    def turned(fact: Fact) -> Fact:
        return (
            fact._replace(kind=KIND)
            if isinstance(fact, Node) and fact.id.startswith("o") and int(fact.id[1:]) % SHARE == 7
            else fact
        )

    return Organisation(
        organisation.vocabulary, MemoryIndex(map(turned, organisation.list_facts()))
    )


def _apply(organisation: Organisation, path: Path, step: str) -> Applied:
    """The scenario read from its file and applied."""
    if not path.exists():
        path.write_text(f"name: Prøve\non: 2016-09-01\nsteps:\n- {step}\n", encoding="utf-8")
    return apply(organisation, read_scenario(path, organisation))


def _apply_and_compare(
    whole: partial[Applied], organisation: Organisation, subjects: Sequence[Node]
) -> None:
    """The kind dissolved, and the answers asked before and after."""
    _ask([organisation, whole().organisation], subjects)


def _copied(organisation: Organisation) -> int:
    """All tables as new dicts; the lists in them are shared."""
    index = organisation.index
    assert isinstance(index, MemoryIndex)
    return len({name: dict(table.rows) for name, table in index.tables.items()})


def _ask(organisations: Sequence[Organisation], subjects: Sequence[Node]) -> None:
    views = [View(organisation, DAY) for organisation in organisations]
    for subject in subjects:
        for question in ("escalate", "approves"):
            answers = [ask_node(view, question, subject) for view in views]
            if len(answers) > 1:
                compare(answers[0], answers[1])
