"""Every fault can be copied and sent to another process, and says the same there."""

from __future__ import annotations

import copy
import inspect
import pickle
import pkgutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any, get_type_hints

import pytest

import orgraph
from orgraph.errors import BadSeed, Issue, OrgraphError

for _module in pkgutil.walk_packages(orgraph.__path__, "orgraph."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)

ISSUES = (
    Issue("a.yaml", 3, "hvad", "hvorfor", "næste"),
    Issue("b.yaml", 1, "hvad", "hvorfor", "næste", "regel"),
)


def _pickled(protocol: int, fault: Any) -> Any:
    return pickle.loads(pickle.dumps(fault, protocol))


WAYS: dict[str, Callable[[Any], Any]] = {
    **{
        f"pickle {number}": partial(_pickled, number)
        for number in range(pickle.HIGHEST_PROTOCOL + 1)
    },
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


def _kinds(kind: type[OrgraphError]) -> Iterator[type[OrgraphError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def made(kind: type[OrgraphError]) -> OrgraphError:
    """One of them, of whatever it is made of."""
    hints = get_type_hints(kind.__init__)
    values = {
        str: "ord",
        int: 7,
        float: 2.5,
        tuple[str, ...]: ("et", "to"),
        tuple[Issue, ...]: ISSUES,
        str | None: "ord",
    }
    names = [
        name
        for name, given in inspect.signature(kind.__init__).parameters.items()
        if name != "self" and given.kind is given.POSITIONAL_OR_KEYWORD
    ]
    return kind(*[values[hints[name]] for name in names])  # type: ignore[arg-type]


KINDS = list(dict.fromkeys(_kinds(OrgraphError)))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_a_fault_is_the_same_when_it_is_copied(kind: type[OrgraphError], way: str) -> None:
    fault = made(kind)
    fault.add_note("en note")
    again = WAYS[way](fault)
    assert type(again) is kind
    assert str(again) == str(fault)
    assert (again.args, vars(again)) == (fault.args, vars(fault))


def test_bad_data_keeps_its_issues() -> None:
    again = pickle.loads(pickle.dumps(BadSeed(ISSUES)))
    assert again.issues == ISSUES
    assert str(again).endswith("2 fejl i data. Ret dem, og kør kommandoen igen.")


def test_faults_of_all_modules_are_among_them() -> None:
    assert {kind.__module__ for kind in KINDS} >= {
        "orgraph.errors",
        "orgraph.neo4j_store.errors",
        "orgraph.cli.errors",
        "orgraph.checks.assertions",
    }
