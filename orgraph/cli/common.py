"""What all commands share: the options, opening the organisation, printing, and exit statuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, NoReturn

import typer

from orgraph.answers.answer import AMBIGUOUS, ANSWERED, NOT_FOUND, Answer, Comparison
from orgraph.dates import Span, parse_day, today
from orgraph.errors import UNSAFE
from orgraph.organisation import Organisation

if TYPE_CHECKING:
    from orgraph.answers.over_time import OverTime

OK, NOTHING, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def complete_subject(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids that begin as typed, for shell completion."""
    return _beginning(ctx, incomplete, lambda organisation: (node.id for node in organisation.list_nodes()))


def complete_relation(ctx: typer.Context, incomplete: str) -> list[str]:
    """Relation types that begin as typed."""
    return _beginning(ctx, incomplete, lambda organisation: organisation.vocabulary.relations)


def _beginning(ctx: typer.Context, incomplete: str, words: Callable[[Organisation], Iterable[str]]) -> list[str]:
    try:
        return [word for word in words(open_seed(str(ctx.params.get("seed") or ""))) if word.startswith(incomplete)]
    except Exception:  # a shell that completes shows nothing but words
        return []


Subject = Annotated[str, typer.Argument(metavar="EMNE", help="Et id, et navn, et andet navn eller en entydig del af et.", autocompletion=complete_subject)]
At = Annotated[str, typer.Option("--at", metavar="DATO", help="Dagen der spørges om: 2016-10-01, 1/10/2016 eller 1. oktober 2016. Uden: i dag.")]
Against = Annotated[str, typer.Option("--against", metavar="DATO|FIL|MAPPE", help="Spørg også på en anden dag, i et scenarie eller i andre data.")]
Ever = Annotated[bool, typer.Option("--over-time", help="Svaret gennem tiden, som perioder.")]
Seed = Annotated[str, typer.Option("--seed", metavar="MAPPE", help="Mappen med data. Uden: ORGRAPH_SEED, ellers den medfølgende.")]
Json = Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")]


class Settings(NamedTuple):
    """The options that may stand before the command or after it."""

    seed: str = ""
    at: str = ""
    json: bool = False


def settings(ctx: typer.Context, *, seed: str = "", at: str = "", as_json: bool = False) -> Settings:
    """The options of the command, with those that stood before it."""
    before = ctx.obj if isinstance(ctx.obj, Settings) else Settings()
    return Settings(seed or before.seed, at or before.at, as_json or before.json)


def open_seed(seed: str) -> Organisation:
    """The organisation of the seed folder that is meant."""
    from orgraph.resources import default_seed
    from orgraph.seed.snapshot import open_organisation

    return open_organisation(seed or default_seed())


def day_of(at: str) -> Span:
    """The day that was asked for. Raises `BadDate`."""
    return parse_day(at) if at else today()


def print_answer(answer: Answer | Comparison | OverTime, organisation: Organisation, *, as_json: bool) -> NoReturn:
    """Prints the answer and ends with its exit status."""
    status = answer.status
    if as_json:
        from orgraph.render.json_form import as_json as to_json

        say(to_json(answer, organisation.vocabulary))
    else:
        from orgraph.render.text import as_text

        say(as_text(answer, organisation.vocabulary), error=status in (AMBIGUOUS, NOT_FOUND))
    leave(OK if status == ANSWERED else UNUSABLE if status in (AMBIGUOUS, NOT_FOUND) else NOTHING)


def say(text: str, *, error: bool = False) -> None:
    """Prints lines; what a terminal would obey instead of show is replaced, and a broken surrogate never ends in a traceback."""
    stream: Any = sys.stderr if error else sys.stdout
    print(UNSAFE.sub("�", text.strip("\n")), file=stream)


def leave(status: int) -> NoReturn:
    """Ends the command with an exit status."""
    raise typer.Exit(status)


def prepare_streams() -> None:
    """Makes output survive a terminal that lacks Danish letters."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def silence_output() -> None:
    """After a closed pipe: nothing more is written, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
