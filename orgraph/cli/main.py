"""The program's entry: builds the app, and turns every fault into a sentence and an exit status."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from orgraph import __version__
from orgraph.cli.common import INTERRUPTED, UNUSABLE, At, Chosen, Json, Scenario, Seed, Store, prepare_streams, say, silence_output
from orgraph.errors import OrgraphError, shown

HELP = """Hvem godkender, hvem er ansvarlig, hvem refererer til hvem? Og siden hvornår?

Hvert svar bærer sin dato og den sætning, det hviler på; hvor dokumenterne tier, siger svaret det.
"""

# The library's own messages; what it may add later is shown as it stands.
ENGLISH = (
    (r"No such command '(.*?)'\.?", r"Kommandoen \1 findes ikke."),
    (r"Invalid value for '(.*?)': (.*)", r"Værdien i \1 kan ikke bruges: \2"),
    (r"'(.*?)' is not a valid .*", r"\1 er ikke et helt tal."),
    (r"(\S+) is not in the range (.*)", r"\1 er uden for \2"),
    (r"Got unexpected extra argument\S* \((.*)\)", r"Der er et ord for meget: \1. Sæt navne med mellemrum i anførselstegn."),
)

# Command name → the module and function behind it. Only the commands that a line of words names are built: typer takes its time with each.
COMMANDS = {
    "approves": "questions", "escalate": "questions", "responsible": "questions", "implements": "questions", "appoints": "questions", "impact": "questions",
    "who": "questions", "what": "questions", "list": "questions", "show": "questions", "history": "questions", "steps": "questions", "why": "questions",
    "why-not": "questions", "matrix": "questions", "search": "questions", "unknowns": "questions", "verify": "work", "check": "work",
    "coverage": "work", "map": "work", "site": "site", "load": "database", "query": "cypher", "cypher": "cypher", "scenario": "scenarios",
}  # fmt: skip


def build_app(words: Sequence[str]) -> typer.Typer:
    """The app with the commands that the words name, or with all of them when they name none."""
    app = typer.Typer(
        name="orgraph",
        help=HELP,
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 80},
    )
    app.callback()(_options)
    named = [name for name in COMMANDS if name in words]
    for name in named or COMMANDS:
        command = import_module(f"orgraph.cli.{COMMANDS[name]}").COMMANDS[name]
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _options(
    ctx: typer.Context,
    seed: Seed = "",
    at: At = "",
    scenario: Scenario = "",
    store: Store = "",
    as_json: Json = False,
    version: Annotated[bool, typer.Option("--version", help="Vis programmets version.", is_eager=True)] = False,
) -> None:
    if version:
        say(f"orgraph {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
        raise typer.Exit(UNUSABLE)
    ctx.obj = Chosen(seed=seed, at=at, scenario=scenario, store=store, as_json=as_json)


def main() -> None:
    """Runs the command line and exits at once: taking a large organisation apart in memory would cost more than the answer."""
    status = run(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        status = status or 1
    os._exit(status)


def run(arguments: list[str]) -> int:
    """Runs one command and gives its exit status; whatever goes wrong ends in one sentence on stderr."""
    prepare_streams()
    try:
        status = int(build_app(arguments)(arguments, prog_name="orgraph", standalone_mode=False) or 0)
        sys.stdout.flush()
    except OrgraphError as fault:
        status = _refuse(str(fault))
    except typer.TyperException as fault:
        status = _refuse(_sentence(fault))
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except BrokenPipeError:
        silence_output()
        status = 0
    except OSError as fault:
        status = _refuse(f"Det kunne ikke lade sig gøre: {fault.strerror or fault}.")
    except sqlite3.Error:
        status = _refuse_damage()
    except UnicodeError:
        status = _refuse("Teksten rummer tegn, der ikke kan læses.")
    if status == INTERRUPTED:
        say("Afbrudt.", error=True)
    return status


def _refuse_damage() -> int:
    from orgraph.seed.snapshot import forget

    forget()
    return _refuse("Mellemlageret var beskadiget og er slettet. Kør kommandoen igen.")


def _refuse(sentence: str) -> int:
    say(sentence, error=True)
    return UNUSABLE


def _sentence(fault: typer.TyperException) -> str:
    """What is wrong with the words of a command, in one line."""
    context = getattr(fault, "ctx", None)
    help_command = f"Se {context.command_path} --help." if context else "Se orgraph --help."
    if option := getattr(fault, "option_name", None):
        near = getattr(fault, "possibilities", None)
        return f"Valget {shown(option)} er ukendt eller mangler sin værdi.{f' Mente du {near[0]}?' if near else ''} {help_command}"
    parameter = getattr(fault, "param", None)
    if parameter is not None and "Missing" in str(fault):
        return f"Der mangler {parameter.make_metavar(context).strip('[]') if context else parameter.name}. {help_command}"
    message = fault.format_message() if hasattr(fault, "format_message") else str(fault)
    for pattern, danish in ENGLISH:
        message = re.sub(pattern, danish, message)
    return f"{shown(message, 200).strip('»«')} {help_command}"
