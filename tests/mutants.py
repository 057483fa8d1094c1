"""Mutation testing: changes the code a little, one place at a time, and sees whether a test fails.

`python -m tests.mutants --sample 60 --seed 1` tries so many changes of the modules in NEAR, chosen
by the seed, in copies of the project: against the tests near the module, then all quick ones.
`--at orgraph/dates.py:46` tries all changes of one line. Survivors are printed as diffs; those
that make no difference stand in equivalent_mutants.txt, each with its reason.
"""

from __future__ import annotations

import ast
import os
import shutil
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from pathlib import Path
from queue import Queue
from random import Random
from subprocess import DEVNULL, TimeoutExpired, run
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.txt")
ALL = "tests"
QUICK = "not slow and not browser and not neo4j"
NEAR = {  # modules → the tests that are near them
    "orgraph/answers/*.py": "tests/test_answer*.py tests/test_walks.py tests/test_days.py",
    "orgraph/dates.py": "tests/test_dates.py tests/test_days.py",
    "orgraph/scenario/*.py": "tests/test_scenario*.py",
    "orgraph/neo4j_store/patch.py": "tests/neo4j/test_load*.py",
}
SWAPS: dict[type[ast.AST], Any] = {
    ast.Lt: ast.LtE(), ast.LtE: ast.Lt(), ast.Gt: ast.GtE(), ast.GtE: ast.Gt(), ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(), ast.Is: ast.IsNot(), ast.IsNot: ast.Is(), ast.In: ast.NotIn(),
    ast.NotIn: ast.In(), ast.And: ast.Or(), ast.Or: ast.And(),
}  # fmt: skip
EMPTY = {"list": "[]", "tuple": "()", "dict": "{}", "str": '""', "int": "0", "bool": "False"}


class Mutant(NamedTuple):
    """A module with one change; its name is the same wherever and however the code stands."""

    path: str
    line: int
    name: str
    text: bytes


def list_mutants(path: str) -> Iterator[Mutant]:
    """All changes of a module."""
    text = (ROOT / path).read_bytes()
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def visit(node: ast.AST, function: str) -> Iterator[Mutant]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            function = f"{function}.{node.name}".lstrip(".")
        for old, new in changes(node):
            start = starts[old.lineno - 1] + old.col_offset
            end = starts[(old.end_lineno or 0) - 1] + (old.end_col_offset or 0)
            name = f"{function}: {ast.unparse(old)} → {new}"
            yield Mutant(path, old.lineno, name, text[:start] + f"({new})".encode() + text[end:])
        for field, value in ast.iter_fields(node):
            if field not in ("annotation", "returns", "decorator_list", "bases"):
                for child in value if isinstance(value, list) else [value]:
                    if isinstance(child, ast.AST) and not isinstance(
                        child, ast.Assert | ast.JoinedStr
                    ):
                        yield from visit(child, function)

    yield from visit(ast.parse(text), "")


def changes(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """The expressions of a node that can be changed, and what each becomes."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in SWAPS:
            yield node, ast.unparse(ast.Compare(node.left, [SWAPS[type(op)]], node.comparators))
        case ast.BoolOp(op, values):
            yield node, ast.unparse(ast.BoolOp(SWAPS[type(op)], values))
            yield from ((value, str(isinstance(op, ast.And))) for value in values)
        case ast.UnaryOp(ast.Not(), operand):
            yield node, ast.unparse(operand)
        case ast.Constant(bool(value)):
            yield node, str(not value)
        case ast.Constant(int(value)):
            yield node, str(value + 1)
        case ast.comprehension(ifs=tests):
            yield from ((test, "True") for test in tests)
        case ast.If(test) | ast.IfExp(test) if not isinstance(test, ast.Compare | ast.UnaryOp):
            yield test, f"not ({ast.unparse(test)})"
        case ast.Expr(ast.Call() as call):
            yield call, "None"
        case ast.Tuple(items) | ast.List(items) | ast.Call(args=items):
            yield from ((item.value, "()") for item in items if isinstance(item, ast.Starred))
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "sorted":
                yield node, f"list({ast.unparse(items[0])})"
        case ast.FunctionDef(returns=ast.expr() as kind):
            gives = ast.unparse(kind)
            empty = "None" if gives.endswith("| None") else EMPTY.get(gives.partition("[")[0])
            returns = [part for part in ast.walk(node) if isinstance(part, ast.Return)]
            gone = [found.value for found in returns if found.value]
            yield from ((value, empty) for value in gone if empty and ast.unparse(value) != empty)


class Copies:
    """Copies of the project, one for each processor, in which tests are run."""

    def __init__(self, folder: str) -> None:
        self._free: Queue[Path] = Queue()
        self._took: dict[str, float] = {}
        (ROOT / ".cache").mkdir(exist_ok=True)
        for number in range(os.cpu_count() or 1):
            copy = Path(folder, str(number))
            shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*"))
            (copy / ".cache").symlink_to(ROOT / ".cache")  # the Neo4j that the tests fetch
            self._free.put(copy)

    def fail(self, tests: str, mutant: Mutant | None = None) -> bool:
        """Whether a test that is not slow fails with the change, or takes much longer than without."""
        copy, begun = self._free.get(), monotonic()
        files = [str(path) for glob in tests.split() for path in sorted(copy.glob(glob))]
        chosen = QUICK if tests == ALL else "not slow"
        words = [
            sys.executable,
            "-B",
            "-m",
            "pytest",
            "-x",
            f"--basetemp={copy}/tmp",
            "-m",
            chosen,
            *files,
        ]
        try:
            if mutant:
                (copy / mutant.path).write_bytes(mutant.text)
            patience = 3 * self._took[tests] + 60 if mutant else None
            around = {**os.environ, "PYTHONPATH": str(copy)}
            return (
                run(
                    words,
                    cwd=copy,
                    env=around,
                    timeout=patience,
                    check=False,
                    stdout=DEVNULL,
                    stderr=DEVNULL,
                ).returncode
                != 0
            )
        except TimeoutExpired:
            return True
        finally:
            if mutant:
                shutil.copy2(ROOT / mutant.path, copy / mutant.path)
            else:
                self._took[tests] = monotonic() - begun
            self._free.put(copy)


def main() -> int:
    """Prints survivors and a figure; gives 1 when there are any, 2 when tests fail anyhow."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", help="a line, as orgraph/dates.py:46, instead of a sample")
    asked = parser.parse_args()
    near = {str(path.relative_to(ROOT)): NEAR[glob] for glob in NEAR for path in ROOT.glob(glob)}
    every = [mutant for path in sorted(near) for mutant in list_mutants(path)]
    known = {line.partition("  # ")[0] for line in EQUIVALENT.read_text("utf-8").splitlines()}
    tried = [mutant for mutant in every if mutant.name not in known]
    possible = len(tried)
    if asked.at:
        tried = [mutant for mutant in tried if f"{mutant.path}:{mutant.line}" == asked.at]
    else:
        tried = Random(asked.seed).sample(tried, min(asked.sample, possible))
    with TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        copies = Copies(folder)
        wanted = {ALL, *(near[mutant.path] for mutant in tried)}
        if any(pool.map(copies.fail, wanted)):
            sys.stdout.write("Tests fail without any change. See make quick.\n")
            return 2

        def survives(mutant: Mutant) -> bool:
            lives = not copies.fail(near[mutant.path], mutant) and not copies.fail(ALL, mutant)
            sys.stderr.write(f"{'survived' if lives else 'killed'} {mutant.path}:{mutant.line}\n")
            return lives

        alive = [
            mutant for mutant, lives in zip(tried, pool.map(survives, tried), strict=True) if lives
        ]
    for mutant in alive:
        before, after = (
            (ROOT / mutant.path).read_text("utf-8").splitlines(),
            mutant.text.decode().splitlines(),
        )
        diff = unified_diff(before, after, mutant.path, "survivor", n=1, lineterm="")
        sys.stdout.write("\n".join(["", *diff, mutant.name, ""]))
    sys.stdout.write(
        f"{len(tried) - len(alive)} of {len(tried)} changes killed, {len(alive)} survived; {possible} are "
        f"possible, {len(every) - possible} more make no difference\n"
    )
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
