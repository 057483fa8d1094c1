"""The options that commands share, and what they mean: a folder, a day, a server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, NamedTuple

import typer

from orgraph.cli.errors import NoJson
from orgraph.dates import Span, parse_day, today
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.text_matching import fold

SEED = "seed"


def complete_subject(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids that begin as typed, for shell completion."""
    return _beginning(
        ctx, incomplete, lambda organisation: (node.id for node in organisation.list_nodes())
    )


def complete_relation(ctx: typer.Context, incomplete: str) -> list[str]:
    """Relation types that begin as typed."""
    return _beginning(ctx, incomplete, lambda organisation: organisation.vocabulary.relations)


def _beginning(
    ctx: typer.Context, incomplete: str, words: Callable[[Organisation], Iterable[str]]
) -> list[str]:
    try:
        found = words(open_seed(str(ctx.params.get("seed") or "")))
        return [whole for word in found if (whole := _completed(word, incomplete))]
    except Exception:  # a shell that completes shows nothing but words
        return []


def _a_number(value: float) -> float:
    """Refuses nan, which is neither below nor above a bound."""
    if value != value:
        raise typer.BadParameter(text("cli.not_a_number", value=value))
    return value


def _completed(word: str, typed: str) -> str | None:
    """The word when it begins as typed.

    Shells take only what begins with the very letters: in other letters it goes on from them.
    """
    if word.startswith(typed):
        return word
    folded, beginning = fold(word), fold(typed)
    return typed + folded[len(beginning) :] if folded.startswith(beginning) else None


Subject = Annotated[
    str,
    typer.Argument(
        metavar=text("cli.word_subject"),
        help=text("cli.option_subject"),
        autocompletion=complete_subject,
    ),
]
At = Annotated[
    str, typer.Option("--at", metavar=text("cli.word_date"), help=text("cli.option_at"))
]
Against = Annotated[
    str,
    typer.Option(
        "--against", metavar=text("cli.word_date_file_folder"), help=text("cli.option_against")
    ),
]
Ever = Annotated[bool, typer.Option("--over-time", help=text("cli.option_over_time"))]
Scenario = Annotated[
    str,
    typer.Option("--scenario", metavar=text("cli.word_file"), help=text("cli.option_scenario")),
]
Store = Annotated[
    str, typer.Option("--from", metavar=text("cli.word_store"), help=text("cli.option_store"))
]
Seed = Annotated[
    str, typer.Option("--seed", metavar=text("cli.word_folder"), help=text("cli.option_seed"))
]
Json = Annotated[bool, typer.Option("--json", help=text("cli.option_json"))]
Uri = Annotated[
    str, typer.Option("--uri", metavar=text("cli.word_address"), help=text("cli.option_uri"))
]
User = Annotated[
    str, typer.Option("--user", metavar=text("cli.word_name"), help=text("cli.option_user"))
]
PasswordFile = Annotated[
    str,
    typer.Option(
        "--password-file", metavar=text("cli.word_file"), help=text("cli.option_password_file")
    ),
]
Database = Annotated[
    str,
    typer.Option("--database", metavar=text("cli.word_name"), help=text("cli.option_database")),
]
Patience = Annotated[
    float,
    typer.Option(
        "--patience",
        metavar=text("cli.word_seconds"),
        min=1,
        max=86_400,
        callback=_a_number,
        help=text("cli.option_patience"),
    ),
]


class Options(NamedTuple):
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
    "at": At,
    "against": Against,
    "over_time": Ever,
    "scenario": Scenario,
    "store": Store,
    "seed": Seed,
    "as_json": Json,
    "uri": Uri,
    "user": User,
    "password_file": PasswordFile,
    "database": Database,
    "patience": Patience,
}
ASKED = (
    "at",
    "against",
    "over_time",
    "scenario",
    "store",
    "seed",
    "as_json",
)  # of every answering command
SERVER = (
    "uri",
    "user",
    "password_file",
    "database",
    "patience",
)  # of every command that speaks with a server of its own accord


def with_options(
    *names: str, help: str = ""
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a typer command of a function that takes shared options as one value.

    Typer reads a command's options from the signature of its function. Without this, each command
    would list the same dozen parameters; here it takes one `Options` instead, and a function with
    the signature that typer needs is made around it:

        @with_options("at", "seed")                def run(ctx, subject: Subject, *,
        def show(options, subject: Subject):  →            at: At = "", seed: Seed = ""):
            ...                                        show(Options(at=at, seed=seed), subject)

    What stood before the command's name (`orgraph --seed DIR show …`) is in the `Options` too,
    unless the command's own option says otherwise.

    Args:
        names: fields of `Options`; in the help they stand in this order, after the command's own.
        help: the command's help; its docstring when there is none.

    Raises (the command that is made): `NoJson` when --json stood before a command without it.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        _, *own = signature(command, eval_str=True).parameters.values()
        shared = [
            Parameter(
                name,
                Parameter.KEYWORD_ONLY,
                default=Options._field_defaults[name],
                annotation=_OPTIONS[name],
            )
            for name in names
        ]
        context = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)

        def run(ctx: typer.Context, **values: Any) -> None:
            if "as_json" not in names and isinstance(ctx.obj, Options) and ctx.obj.as_json:
                raise NoJson(ctx.command_path)
            command(options_of(ctx, **{name: values.pop(name) for name in names}), **values)

        parameters = [context, *own, *shared]
        run.__name__, run.__doc__ = command.__name__, help or command.__doc__
        run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return decorate


def options_of(ctx: typer.Context, **after: Any) -> Options:
    """The options of a command, with those that stood before it."""
    before = ctx.obj if isinstance(ctx.obj, Options) else Options()
    return before._replace(**{name: value for name, value in after.items() if value})


def password_file_of(options: Options) -> str:
    """The file with the password of the server; empty when none is named."""
    return options.password_file or os.environ.get("NEO4J_PASSWORD_FILE") or ""


def open_seed(seed: str) -> Organisation:
    """The organisation of the seed folder that is meant."""
    from orgraph.resources import default_seed
    from orgraph.seed.snapshot import open_organisation

    return open_organisation(seed or default_seed())


def day_of(at: str) -> Span:
    """The day that was asked for; nothing written is today. Raises `BadDate`."""
    return parse_day(at) if at and at.strip().lower() != text("cli.today") else today()
