"""The commands that send Cypher to a server, and only read: cypher (somebody's own) and query (the
texts of cypher/).
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from orgraph.answers import ask
from orgraph.answers.answer import AMBIGUOUS, NOT_FOUND, Answer
from orgraph.cli.errors import TwoForms
from orgraph.cli.options import (
    SERVER,
    Options,
    complete_subject,
    day_of,
    open_seed,
    with_options,
)
from orgraph.cli.output import (
    OK,
    UNUSABLE,
    Outcome,
    exit_with,
    give,
    render_outcome,
    say,
)
from orgraph.cli.server import with_server
from orgraph.languages import text
from orgraph.neo4j_store.errors import MissingParameters, ServerRefused
from orgraph.organisation import Organisation
from orgraph.view import View

if TYPE_CHECKING:
    from orgraph.neo4j_store.connection import Connection, Table
    from orgraph.neo4j_store.cypher_files import Query

ROWS, SECONDS = 1_000, 30
SPARE_SECONDS = 10  # a server that ends a statement in time has this long to say so
COLUMNS_WITHOUT_TERMINAL = 80
JSON, CSV, EXCEL = "--json", "--csv", "--excel"

Csv = Annotated[bool, typer.Option(CSV, help=text("cli.option_csv"))]
Excel = Annotated[
    bool,
    typer.Option(
        EXCEL,
        help=text("cli.option_excel"),
    ),
]
Given = Annotated[
    list[str],
    typer.Option(
        "--param",
        metavar=text("cli.word_name_value"),
        help=text("cli.option_param"),
    ),
]
Limit = Annotated[
    int,
    typer.Option(
        "--limit",
        metavar=text("cli.word_rows"),
        min=1,
        max=1_000_000,
        help=text("cli.option_limit"),
    ),
]


@with_options("as_json", *SERVER, help=text("cli.command_cypher"))
def cypher(
    options: Options,
    file: Annotated[
        str,
        typer.Argument(metavar=text("cli.word_file"), help=text("cli.option_cypher_file")),
    ],
    given: Given = [],  # noqa: B006 - typer's way; it is only read
    timeout: Annotated[
        int,
        typer.Option(
            "--timeout",
            metavar=text("cli.word_seconds"),
            min=1,
            max=86_400,
            help=text("cli.option_timeout"),
        ),
    ] = SECONDS,
    limit: Limit = ROWS,
    as_csv: Csv = False,
    excel: Excel = False,
) -> None:
    """Runs Cypher of somebody's own; the server lets it read only."""
    from orgraph.cli.cypher_input import read_parameters, read_statement
    from orgraph.neo4j_store.error_translation import fault_of

    form = _form(as_json=options.as_json, as_csv=as_csv, excel=excel)
    statement, parameters = read_statement(file), read_parameters(given)
    options = options._replace(patience=max(options.patience, timeout + SPARE_SECONDS))
    try:
        table = with_server(
            options,
            lambda connection: connection.read(
                lambda transaction: transaction.ask(statement, parameters, limit), seconds=timeout
            ),
        )
    except ServerRefused as refused:
        raise fault_of(refused, statement) from None
    _print_table(table, form)


@with_options("at", "seed", "as_json", *SERVER, help=text("cli.command_query"))
def query(
    options: Options,
    name: Annotated[
        str,
        typer.Argument(
            metavar=text("cli.word_name_or_none"),
            help=text("cli.option_query_name"),
        ),
    ] = "",
    words: Annotated[
        list[str],
        typer.Argument(
            metavar=text("cli.word_subjects_or_none"),
            help=text("cli.option_query_words"),
            autocompletion=complete_subject,
        ),
    ] = [],  # noqa: B006 - typer's way; it is only read
    show: Annotated[
        bool,
        typer.Option(
            "--show",
            help=text("cli.option_query_show"),
        ),
    ] = False,
    given: Given = [],  # noqa: B006 - typer's way; it is only read
    limit: Limit = ROWS,
    as_csv: Csv = False,
    excel: Excel = False,
) -> None:
    """Asks one of the questions of `cypher/` in the server; without a name, lists them."""
    from orgraph.cli.cypher_input import read_parameters
    from orgraph.neo4j_store.cypher_files import CHECKS, read_query
    from orgraph.neo4j_store.error_translation import fault_of
    from orgraph.neo4j_store.query_runner import words_of

    form = _form(as_json=options.as_json, as_csv=as_csv, excel=excel)
    if not name:
        _list(form)
    found, parameters = read_query(name), read_parameters(given)
    wanted = words_of(found)
    most = 0 if found.sort == CHECKS else max(len(wanted), 1)
    if len(words) > most or (len(words) < len(wanted) and (words or not (parameters or show))):
        say(text("cli.query_words", words=" ".join([found.name, *wanted])), error=True)
        exit_with(UNUSABLE)
    if show and form:
        raise TwoForms("--show", form)
    if show:
        _shown(found, words, options, parameters).show()
    try:
        result = with_server(
            options, lambda connection: _ask(connection, found, words, options, parameters, limit)
        )
    except ServerRefused as refused:
        raise fault_of(refused, found.text) from None
    _print(result, form)


# ---- The list
def _list(form: str) -> NoReturn:
    from orgraph.neo4j_store.connection import Table
    from orgraph.neo4j_store.cypher_files import list_queries

    if form:
        rows = [[found.name, found.sort, found.question] for found in list_queries()]
        _print_table(Table(("name", "sort", "question"), rows, more=False), form)
    else:
        say(_listing())
    exit_with(OK)


def _listing() -> str:
    from orgraph.neo4j_store.cypher_files import CHECKS, QUESTIONS, list_queries

    lines: list[str] = []
    for sort, heading in ((QUESTIONS, text("cli.queries")), (CHECKS, text("cli.query_checks"))):
        queries = [found for found in list_queries() if found.sort == sort]
        indent = max(len(found.name) for found in queries) + 4
        lines += [heading, *(line for found in queries for line in _listed(found, indent))]
    return "\n".join(lines)


def _listed(found: Query, indent: int) -> list[str]:
    return textwrap.wrap(
        found.question,
        COLUMNS_WITHOUT_TERMINAL,
        initial_indent=f"  {found.name}".ljust(indent),
        subsequent_indent=" " * indent,
    )


# ---- Asking
def _ask(
    connection: Connection,
    found: Query,
    words: list[str],
    options: Options,
    given: dict[str, Any],
    limit: int,
) -> tuple[Answer, Organisation] | Table:
    """The answer that a question gives; or the rows of a check, or of a question that is given
    parameters of its own.
    """
    from orgraph.neo4j_store.cypher_engine import QueryingIndex
    from orgraph.neo4j_store.cypher_files import QUESTIONS
    from orgraph.neo4j_store.remote_index import ask_remote

    def work(organisation: Organisation) -> tuple[Answer, Organisation] | Table:
        view = View(organisation, day_of(options.at))
        if found.sort == QUESTIONS and not given:
            return ask(view, found.name, *words), organisation
        return _ask_text(organisation, view, found, words, given, limit)

    return ask_remote(connection, work, QueryingIndex)


def _ask_text(
    organisation: Organisation,
    view: View,
    found: Query,
    words: list[str],
    given: dict[str, Any],
    limit: int,
) -> tuple[Answer, Organisation] | Table:
    from orgraph.neo4j_store.query_runner import list_used
    from orgraph.neo4j_store.remote_index import RemoteIndex

    parameters = _parameters(view, found, words)
    if isinstance(parameters, Answer):
        return parameters, organisation
    sent = {**parameters, **given}
    if missing := [name for name in list_used(found) if name not in sent]:
        raise MissingParameters(", ".join(missing))
    index = organisation.index
    assert isinstance(index, RemoteIndex)
    return index.transaction.ask(found.text, sent, limit)


def _parameters(view: View, found: Query, words: Sequence[str]) -> dict[str, Any] | Answer:
    from orgraph.neo4j_store.cypher_files import CHECKS
    from orgraph.neo4j_store.parameters import parameters_of
    from orgraph.neo4j_store.query_runner import find_parameters, words_of

    if found.sort == CHECKS or len(words) < len(words_of(found)):
        return {"at": view.at, **parameters_of(view.vocabulary, found.name)}
    return find_parameters(view, found.name, words)


# ---- The text for Neo4j Browser
def _shown(found: Query, words: list[str], options: Options, given: dict[str, Any]) -> Outcome:
    """The text, after the parameters that make it run as it stands."""
    from orgraph.graph_values import literal
    from orgraph.neo4j_store.query_runner import find_example, list_used

    names = list_used(found)
    organisation = open_seed(options.seed)
    view = View(organisation, day_of(options.at))
    parameters = _parameters(view, found, words or find_example(view, found))
    if isinstance(parameters, Answer):
        return render_outcome(parameters, organisation, as_json=False)
    sent = {**parameters, **given}
    lines = [f":param {name} => {literal(sent.get(name))};" for name in names]
    return Outcome("\n".join([*lines, found.text.rstrip().removesuffix(";") + ";"]))


# ---- Printing
def _form(*, as_json: bool, as_csv: bool, excel: bool) -> str:
    """The option of the form that was asked for; empty for text. Raises `TwoForms`."""
    given = [
        option for option, wanted in ((JSON, as_json), (CSV, as_csv), (EXCEL, excel)) if wanted
    ]
    if len(given) > 1:
        raise TwoForms(*given[:2])
    return "".join(given)


def _print(result: tuple[Answer, Organisation] | Table, form: str) -> None:
    from orgraph.neo4j_store.connection import Table
    from orgraph.render.table import answer_table

    if isinstance(result, Table):
        _print_table(result, form)
        return
    answer, organisation = result
    outcome = render_outcome(answer, organisation, as_json=form == JSON)
    if form in ("", JSON) or answer.status in (AMBIGUOUS, NOT_FOUND):
        outcome.show()
    _print_csv(*answer_table(answer), form)
    exit_with(outcome.status)


def _print_table(table: Table, form: str) -> None:
    from orgraph.render.table import more_text, table_json, table_text

    if not form:
        width = shutil.get_terminal_size((COLUMNS_WITHOUT_TERMINAL, 24)).columns
        say(table_text(table.columns, table.rows, width, more=table.more))
        return
    if form == JSON:
        give(f"{line}\n" for line in table_json(table.columns, table.rows))
    else:
        _print_csv(table.columns, table.rows, form)
    if table.more:
        say(more_text(len(table.rows)), error=True)


def _print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str) -> None:
    from orgraph.render.table import table_csv

    give(table_csv(columns, rows, excel=form == EXCEL))


COMMANDS = {"query": query, "cypher": cypher}
