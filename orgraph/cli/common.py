"""What all commands share: the options, opening the organisation, printing, and exit statuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, NoReturn, TypeVar

import typer

from orgraph.answers.answer import AMBIGUOUS, ANSWERED, NOT_FOUND, Answer, Comparison
from orgraph.dates import Span, parse_day, today
from orgraph.errors import UNSAFE
from orgraph.organisation import Organisation

if TYPE_CHECKING:
    from orgraph.answers.over_time import OverTime

SEED = "seed"
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
Scenario = Annotated[str, typer.Option("--scenario", metavar="FIL", help="Spørg, som om scenariet var gennemført. Uden --at: på dets dato.")]
Store = Annotated[str, typer.Option("--from", metavar="seed|neo4j|ADRESSE", help="Hvor der spørges: i mappen eller i en Neo4j. Uden: ORGRAPH_STORE.")]
Seed = Annotated[str, typer.Option("--seed", metavar="MAPPE", help="Mappen med data. Uden: ORGRAPH_SEED, ellers den medfølgende.")]
Json = Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")]
Uri = Annotated[str, typer.Option("--uri", metavar="ADRESSE", help="Serverens adresse. Uden: NEO4J_URI, ellers bolt://127.0.0.1:7687.")]
User = Annotated[
    str, typer.Option("--user", metavar="NAVN", help="Brugeren. Uden: NEO4J_USERNAME, ellers neo4j. Adgangskoden står i NEO4J_PASSWORD eller en fil.")
]
PasswordFile = Annotated[str, typer.Option("--password-file", metavar="FIL", help="Filen med adgangskoden. Uden: NEO4J_PASSWORD_FILE.")]
Database = Annotated[str, typer.Option("--database", metavar="NAVN", help="Databasen. Uden: NEO4J_DATABASE, ellers serverens egen.")]
Patience = Annotated[float, typer.Option("--patience", metavar="SEKUNDER", min=1, max=86_400, help="Så længe må serveren tie, før der gives op.")]


class Chosen(NamedTuple):
    """The options that commands share; some may also stand before the command."""

    seed: str = ""
    at: str = ""
    against: str = ""
    over_time: bool = False
    scenario: str = ""
    store: str = ""
    as_json: bool = False
    uri: str = ""
    user: str = ""
    password_file: str = ""
    database: str = ""
    patience: float = 120.0

    @property
    def elsewhere(self) -> str:
        """The database to ask; empty when the seed folder is asked."""
        store = self.store or os.environ.get("ORGRAPH_STORE") or SEED
        return "" if store == SEED else store


_OPTIONS: dict[str, Any] = {
    "at": At, "against": Against, "over_time": Ever, "scenario": Scenario, "store": Store, "seed": Seed, "as_json": Json,
    "uri": Uri, "user": User, "password_file": PasswordFile, "database": Database, "patience": Patience,
}  # fmt: skip
ASKED = ("at", "against", "over_time", "scenario", "store", "seed", "as_json")  # of every answering command
SERVER = ("uri", "user", "password_file", "database", "patience")  # of every command that speaks with a server of its own accord
T = TypeVar("T")


def taking(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command these of the shared options; the command gets them, with those that stood before it, as its first argument."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        _, *own = signature(command, eval_str=True).parameters.values()
        shared = [Parameter(name, Parameter.KEYWORD_ONLY, default=Chosen._field_defaults[name], annotation=_OPTIONS[name]) for name in names]
        context = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)

        def run(ctx: typer.Context, **values: Any) -> None:
            command(chosen_of(ctx, **{name: values.pop(name) for name in names}), **values)

        parameters = [context, *own, *shared]
        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return decorate


def chosen_of(ctx: typer.Context, **after: Any) -> Chosen:
    """The options of a command, with those that stood before it."""
    before = ctx.obj if isinstance(ctx.obj, Chosen) else Chosen()
    return before._replace(**{name: value for name, value in after.items() if value})


def open_seed(seed: str) -> Organisation:
    """The organisation of the seed folder that is meant."""
    from orgraph.resources import default_seed
    from orgraph.seed.snapshot import open_organisation

    return open_organisation(seed or default_seed())


def with_organisation(chosen: Chosen, work: Callable[[Organisation, Span], T]) -> T:
    """What the work makes of the organisation that is meant, and of the day that is asked about.

    From a database the work may be done again, when a load came in between: it must print nothing.
    """

    def rehearsed(organisation: Organisation) -> T:
        if not chosen.scenario:
            return work(organisation, day_of(chosen.at))
        from orgraph.cli.sides import applied

        side = applied(chosen.scenario, organisation)
        return work(side.organisation, day_of(chosen.at) if chosen.at else side.day)

    if not chosen.elsewhere:
        return rehearsed(open_seed(chosen.seed))
    from orgraph.cli.server import ask_server

    return ask_server(chosen.elsewhere, rehearsed)


def day_of(at: str) -> Span:
    """The day that was asked for. Raises `BadDate`."""
    return parse_day(at) if at else today()


class Outcome(NamedTuple):
    """What a command is to print, and its exit status; `error` sends the text to stderr."""

    text: str
    status: int = OK
    error: bool = False

    def show(self) -> NoReturn:
        """Prints it and ends the command."""
        say(self.text, error=self.error)
        leave(self.status)


def told(answer: Answer | Comparison | OverTime, organisation: Organisation, *, as_json: bool) -> Outcome:
    """An answer in words or as JSON, with its exit status."""
    unusable = answer.status in (AMBIGUOUS, NOT_FOUND)
    status = OK if answer.status == ANSWERED else UNUSABLE if unusable else NOTHING
    if as_json:
        from orgraph.render.json_form import as_json as to_json

        return Outcome(to_json(answer, organisation.vocabulary), status)
    from orgraph.render.text import as_text

    return Outcome(as_text(answer, organisation.vocabulary), status, error=unusable)


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
