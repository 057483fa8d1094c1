"""The program's entry: builds the app, and turns every fault into a sentence and an exit
status.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated

import typer

from orgraph.cli.errors import EmptyValue, sentence_of
from orgraph.cli.help_page import use_for
from orgraph.cli.options import (
    At,
    Json,
    Options,
    Scenario,
    Seed,
    Store,
)
from orgraph.cli.output import (
    BUG,
    INTERRUPTED,
    OK,
    UNUSABLE,
    flush,
    prepare_streams,
    say,
)
from orgraph.errors import OrgraphError, reason_of
from orgraph.languages import text
from orgraph.questions import QUESTIONS
from orgraph.version import __version__

# The library's own messages, and what is said instead; what it may add later is shown as it
# stands.
ENGLISH = (
    (r"No such command '(?P<name>.*?)'\.?", "cli.no_such_command"),
    (r"\(?Did you mean (?:one of: )?'?(?P<near>.*?)'?\?\)?", "cli.did_you_mean"),
    (r"Invalid value for '(?P<option>.*?)': (?P<why>.*)", "cli.value_unusable"),
    (r"'(?P<value>.*?)' is not a valid int.*", "cli.not_a_whole_number"),
    (r"'(?P<value>.*?)' is not a valid .*", "cli.not_a_number"),
    (
        r"(?P<value>\S+) is not in the range (?P<least>\S+)<=x<=(?P<most>\S+)\.",
        "cli.wrong_range",
    ),
    (r"(?P<value>\S+) is not in the range (?P<range>.*)", "cli.outside_range"),
    (r"Got unexpected extra argument\S* \((?P<word>.*)\)", "cli.extra_word"),
)

OF_OPTIONS = (
    ("requires", "cli.option_lacks_value"),
    ("does not take", "cli.option_takes_no_value"),
)

# Command name → the module behind it, whose COMMANDS has it. Only the commands that a line of
# words names are built: typer takes its time with each.
COMMANDS = {
    **dict.fromkeys(QUESTIONS, "questions"),
    "verify": "data_commands",
    "check": "data_commands",
    "coverage": "data_commands",
    "map": "data_commands",
    "site": "site",
    "load": "database",
    "query": "cypher",
    "cypher": "cypher",
    "scenario": "scenarios",
}


def build_app(words: Sequence[str]) -> typer.Typer:
    """The app with the commands that the words name, or with all of them when they name none."""
    app = typer.Typer(
        name="orgraph",
        help=text("cli.help"),
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
            app.add_typer(use_for(command), name=name)
        else:
            app.command(name)(command)
    return use_for(app)


def _options(
    ctx: typer.Context,
    seed: Seed = "",
    at: At = "",
    scenario: Scenario = "",
    store: Store = "",
    as_json: Json = False,
    debug: Annotated[
        bool,
        typer.Option("--debug", help=text("cli.option_debug")),
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", help=text("cli.option_version"), is_eager=True)
    ] = False,
) -> None:
    if version:
        say(f"orgraph {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
        raise typer.Exit(UNUSABLE)
    ctx.obj = Options(seed=seed, at=at, scenario=scenario, store=store, as_json=as_json)


def _require_values(arguments: Sequence[str]) -> None:
    """Raises `EmptyValue` for a word or an option's value without a letter: a script's unset
    variable is no answer to the default.
    """
    for before, argument in zip(("", *arguments), arguments, strict=False):
        option = (
            argument.partition("=")[0]
            if argument.startswith("--")
            else before
            if before.startswith("-")
            else ""
        )
        if not argument or (
            argument.startswith("--") and argument.partition("=")[1:] == ("=", "")
        ):
            raise EmptyValue(option)


def run(arguments: list[str]) -> int:
    """Runs one command and gives its exit status; whatever goes wrong ends in one sentence on
    stderr.
    """
    try:
        prepare_streams()
        _require_values(arguments)
        status = int(
            build_app(arguments)(arguments, prog_name="orgraph", standalone_mode=False) or 0
        )
        flush()
    except OrgraphError as fault:
        status = _refuse(sentence_of(fault))
    except typer.TyperException as fault:
        status = _refuse(_sentence(fault))
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except BrokenPipeError:
        status = OK
    except SystemExit as ended:  # the library's answer to a reader who has gone
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        status = OK
    except OSError as fault:
        status = _refuse(_system_fault(fault))
    except sqlite3.Error:
        status = _refuse_damage()
    except UnicodeError:
        status = _refuse(text("cli.unreadable_text"))
    except RecursionError:
        status = _refuse(text("cli.too_deep"))
    except MemoryError:
        status = _refuse(text("cli.out_of_memory"))
    except Exception as fault:
        status = _own_up(fault, arguments)
    if status == INTERRUPTED:  # the library gives this status too
        say(text("cli.interrupted"), error=True)
    return status


def _own_up(fault: Exception, arguments: list[str]) -> int:
    """Says that the program is at fault, and where; with --debug or ORGRAPH_DEBUG the whole
    of it.
    """
    import traceback

    if "--debug" in arguments or os.environ.get("ORGRAPH_DEBUG"):
        say("".join(traceback.format_exception(fault)), error=True)
    own = [
        frame
        for frame in traceback.extract_tb(fault.__traceback__)
        if f"orgraph{os.sep}" in frame.filename
    ]
    file = os.path.basename(own[-1].filename)
    told = text("cli.bug", fault=type(fault).__name__, file=file, line=own[-1].lineno)
    say(told, error=True)
    return BUG


def _system_fault(fault: OSError) -> str:
    why = reason_of(fault)
    if isinstance(fault.filename, str | bytes):
        return text("cli.system_refused_file", file=os.fsdecode(fault.filename), why=why)
    return text("cli.system_refused", why=why)


def _refuse_damage() -> int:
    from orgraph.seed.snapshot import forget

    forget()
    return _refuse(text("cli.cache_damaged"))


def _refuse(sentence: str) -> int:
    say(sentence, error=True)
    return UNUSABLE


def _sentence(fault: typer.TyperException) -> str:
    """What is wrong with the words of a command, in one line."""
    context = getattr(fault, "ctx", None)
    see_help = text("cli.see_help", command=context.command_path if context else "orgraph")
    return f"{_what_is_wrong(fault, context)} {see_help}"


def _what_is_wrong(fault: typer.TyperException, context: typer.Context | None) -> str:
    message = fault.format_message() if hasattr(fault, "format_message") else str(fault)
    if option := getattr(fault, "option_name", None):
        codes = (code for english, code in OF_OPTIONS if english in message)
        wrong = text(next(codes, "cli.option_unknown"), option=option)
        near = getattr(fault, "possibilities", None)
        return f"{wrong} {text('cli.did_you_mean', near=near[0])}" if near else wrong
    parameter = getattr(fault, "param", None)
    if parameter is not None and "Missing" in str(fault):
        options = [name for name in parameter.opts if name.startswith("-")]
        word = re.search(r"\w+", parameter.make_metavar(context) if context else parameter.name)
        missing = " ".join([*options[:1], word[0] if word else ""])
        return text("cli.missing_word", word=missing)
    for pattern, code in ENGLISH:
        message = re.sub(pattern, _translation(code), message)
    return text("cli.refused_words", why=message)


def _translation(code: str) -> Callable[[re.Match[str]], str]:
    return lambda found: text(code, **found.groupdict())
