"""A cold `orgraph approves … --json` against an empty typer app with one argument, and against
bare Python.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Result, medians, process_seconds

EMPTY_APP = """
import typer
from typing import Annotated
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def approves(
    subject: Annotated[str, typer.Argument(help="x")],
    at: Annotated[str, typer.Option()] = "",
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    print(subject)
app()
"""
ROUNDS = 21


def run() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / "app.py"
        app.write_text(EMPTY_APP, encoding="utf-8")
        env = {
            **os.environ,
            "XDG_CACHE_HOME": folder,
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode"),
        }
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        words = ["faelles-samarbejdsaftaler-type-a", "--at", "2016-10-01", "--json"]
        ours = [str(Path(sys.executable).with_name("orgraph")), "approves", *words]
        for command in (ours, [sys.executable, str(app), *words]):
            process_seconds(command, env)  # writes bytecode and snapshot
        bare, empty, cold = medians(
            [
                lambda: process_seconds([sys.executable, "-c", "pass"], env),
                lambda: process_seconds([sys.executable, str(app), *words], env),
                lambda: process_seconds(ours, env),
            ],
            ROUNDS,
        )
    return [
        Result("cold approves --json", cold, "an empty typer app", cold / empty, 1.3),
        Result("cold approves --json", cold, "python -c pass", cold / bare),
    ]
