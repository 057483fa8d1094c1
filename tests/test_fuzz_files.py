"""The same facts in every style of YAML that people and programs write, and a seed that is edited while others ask."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgraph.errors import OrgraphError
from orgraph.organisation import Organisation
from orgraph.seed import snapshot
from orgraph.seed.emitter import scalar
from orgraph.seed.reader import read_seed
from orgraph.seed.snapshot import open_organisation
from orgraph.seed.writer import seed_text
from orgraph.seed.yaml_reader import read_yaml
from tests.conftest import write_seed
from tests.strategies import sound_organisations

BREAKS = ("\n", "\r\n")


class Style:
    """Writes plain data as YAML, in a style that is drawn anew at each place."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.step = self.random.randint(1, 6)

    def text_of(self, root: dict[str, Any]) -> str:
        lines = self.block(root, 0)
        if self.random.random() < 0.3:
            lines = ["---", *lines]
        if self.random.random() < 0.3:
            lines.append("...")
        text = self.random.choice(BREAKS).join(lines) + self.random.choice(("", "\n"))
        return self.random.choice(("", "\ufeff")) + text

    def block(self, value: Any, indent: int) -> list[str]:
        """A mapping or a list on lines of its own."""
        pad = " " * indent
        lines: list[str] = []
        for key, inner in (
            value.items() if isinstance(value, dict) else ((None, inner) for inner in value)
        ):
            lines += self.random.choice(([], [], [], [""], [f'{pad}# en bemærkning: {{ [ "', ""]))
            start = f"{pad}- " if key is None else f"{pad}{self.scalar(key, key=True)}: "
            if isinstance(inner, (dict, list)) and inner and self.random.random() < 0.6:
                lines.append(start.rstrip() + self.random.choice(("", "   ", " # her")))
                lines += self.block(inner, indent + self.step)
            else:
                lines.append(start + self.flow(inner) + self.random.choice(("", "", " # sådan")))
        return lines

    def flow(self, value: Any) -> str:
        """A value on one line."""
        if isinstance(value, dict):
            return (
                "{"
                + ", ".join(
                    f"{self.scalar(key, key=True)}: {self.flow(inner)}"
                    for key, inner in value.items()
                )
                + "}"
            )
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(inner) for inner in value) + "]"
        return self.scalar(value)

    def scalar(self, value: Any, *, key: bool = False) -> str:
        """A text in quotation marks of some kind, or as plain as it can stand."""
        if not isinstance(value, str) or (key and len(value) > 500):
            return scalar(value, flow=True)
        style = self.random.choice(("plain", "single", "double"))
        if style == "plain" or not value.isprintable():
            return scalar(value, flow=True)
        return (
            json.dumps(value, ensure_ascii=False)
            if style == "double"
            else "'" + value.replace("'", "''") + "'"
        )


@pytest.fixture(scope="module")
def styled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_seed(tmp_path_factory.mktemp("styled") / "seed", "", defaults=False)


@pytest.mark.slow
@given(generated=sound_organisations(), seed=st.integers(0, 2**32))
def test_facts_are_the_same_in_every_style_of_yaml(
    styled: Path, generated: Organisation, seed: int
) -> None:
    facts = styled / "facts.yaml"
    (styled / "documents.yaml").write_text("", encoding="utf-8")
    facts.write_text(seed_text(generated), encoding="utf-8", newline="\n")
    plain, issues = read_yaml(facts, "facts.yaml")
    assert issues == []
    assert plain is not None
    facts.write_bytes(Style(seed).text_of(plain).encode("utf-8"))
    restyled, issues = read_yaml(facts, "facts.yaml")
    assert [str(issue) for issue in issues] == []
    assert restyled == plain
    loaded = read_seed(styled)
    assert [str(issue) for issue in loaded.issues] == []
    assert {fact.id: fact for fact in loaded.organisation.list_facts()} == {
        fact.id: fact for fact in generated.list_facts()
    }


# ---- Somebody edits while others ask
STORY = "bodies:\n  - {id: a, name: Navn 0, kind: udvalg, basis: udledt, reasoning: r}\n"
EDITORS = ("renames", "writes in place", "both and undoes")


def edit(folder: Path, how: str, number: int) -> None:
    """Another name for the body, as an editor writes it."""
    facts = folder / "facts.yaml"
    text = STORY.replace("Navn 0", f"Navn {number}")
    if how == "renames" or (how != "writes in place" and number % 2):
        (folder / ".facts.yaml.swp").write_text(text, encoding="utf-8")
        os.replace(folder / ".facts.yaml.swp", facts)
    else:
        facts.write_text(text, encoding="utf-8")


def ask(folder: str) -> str:
    """What is answered: a name, or what is wrong."""
    try:
        node = open_organisation(folder).find_node("a")
    except OrgraphError as fault:
        return str(fault)
    return node.name if node else "ingen"


def ask_until(folder: str, stop: Event, answers: Any) -> None:
    while not stop.is_set():
        answers.append(ask(folder))


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 20)
@given(
    seed=st.integers(0, 2**32),
    how=st.sampled_from(EDITORS),
    fresh=st.sampled_from((0, snapshot.FRESH_NS)),
)
def test_readers_beside_an_editor_answer_what_stood_there_and_in_the_end_what_stands(
    tmp_path_factory: pytest.TempPathFactory, seed: int, how: str, fresh: int
) -> None:
    folder = tmp_path_factory.mktemp("edited") / "seed"
    write_seed(folder, "", defaults=False)
    edit(folder, how, 0)
    draw = random.Random(seed)
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        stop, answers = context.Event(), manager.list()
        readers = [
            context.Process(target=ask_until, args=(str(folder), stop, answers)) for _ in range(3)
        ]
        for reader in readers:
            reader.start()
        last = 0
        while len(answers) < 60 and all(reader.is_alive() for reader in readers):
            last = draw.randint(1, 9)
            edit(folder, how, last)
            ask(str(folder))
        stop.set()
        for reader in readers:
            reader.join()
        told = set(answers)
    allowed = {f"Navn {number}" for number in range(10)} | (
        {"ingen"} if how != "renames" else set()
    )
    assert told <= allowed
    assert ask(str(folder)) == f"Navn {last}"
    assert [reader.exitcode for reader in readers] == [0, 0, 0]
