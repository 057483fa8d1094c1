"""The commands that send Cypher to a server, and only read: cypher (somebody's own) and query (the texts of cypher/)."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orgraph.answers.answer import AMBIGUOUS, NOT_FOUND, Answer
from orgraph.cli.common import OK, SERVER, UNUSABLE, Chosen, Outcome, complete_subject, day_of, leave, open_seed, say, taking, told
from orgraph.cli.server import with_server
from orgraph.errors import MissingParameters, ServerRefused, TwoForms
from orgraph.organisation import Organisation
from orgraph.view import View

if TYPE_CHECKING:
    from orgraph.neo4j_store.connection import Connection, Table
    from orgraph.neo4j_store.texts import Query

ROWS, SECONDS = 1_000, 30
SPARE_SECONDS = 10  # a server that ends a statement in time has this long to say so
COLUMNS_WITHOUT_TERMINAL = 80

Csv = Annotated[bool, typer.Option("--csv", help="Skriv rækkerne som CSV i UTF-8.")]
Given = Annotated[list[str], typer.Option("--param", metavar="NAVN=VÆRDI", help="En parameter; værdien som JSON, ellers som tekst. Kan gentages.")]
Limit = Annotated[int, typer.Option("--limit", metavar="RÆKKER", min=1, max=1_000_000, help="Højst så mange rækker.")]


@taking("as_json", *SERVER)
def cypher(
    chosen: Chosen,
    file: Annotated[str, typer.Argument(metavar="FIL", help="Filen med forespørgslen; - læser det, der sendes ind.")],
    given: Given = [],  # noqa: B006 - typer's way; it is only read
    timeout: Annotated[int, typer.Option("--timeout", metavar="SEKUNDER", min=1, max=86_400, help="Så længe må serveren bruge.")] = SECONDS,
    limit: Limit = ROWS,
    as_csv: Csv = False,
) -> None:
    """Kør din egen Cypher; serveren tillader kun læsning. Fx: cypher min.cypher --param id=udvalget."""
    from orgraph.cli.statement import read_parameters, read_statement
    from orgraph.neo4j_store.refusals import fault_of

    _require_one_form(chosen, as_csv)
    text, parameters = read_statement(file), read_parameters(given)
    chosen = chosen._replace(patience=max(chosen.patience, timeout + SPARE_SECONDS))
    try:
        table = with_server(chosen, lambda connection: connection.read(lambda transaction: transaction.ask(text, parameters, limit), seconds=timeout))
    except ServerRefused as refused:
        raise fault_of(refused, text) from None
    _print_table(table, chosen, as_csv)


@taking("at", "seed", "as_json", *SERVER)
def query(
    chosen: Chosen,
    name: Annotated[str, typer.Argument(metavar="[NAVN]", help="Et af de færdige spørgsmål, eller en kontrol. Uden: listen over dem.")] = "",
    words: Annotated[
        list[str], typer.Argument(metavar="[EMNE]...", help="De ord, som kommandoen af samme navn tager: orgraph NAVN EMNE.", autocompletion=complete_subject)
    ] = [],  # noqa: B006 - typer's way; it is only read
    show: Annotated[bool, typer.Option("--show", help="Skriv teksten til Neo4j Browser. Eksemplet tages fra --seed; ingen server spørges.")] = False,
    given: Given = [],  # noqa: B006 - typer's way; it is only read
    limit: Limit = ROWS,
    as_csv: Csv = False,
) -> None:
    """Stil et af de færdige spørgsmål til serveren, fx: query approves Aftalen --at 2016-10-01."""
    from orgraph.cli.statement import read_parameters
    from orgraph.neo4j_store.asking import words_of
    from orgraph.neo4j_store.refusals import fault_of
    from orgraph.neo4j_store.texts import read_query

    _require_one_form(chosen, as_csv)
    if not name:
        say(_listing())
        leave(OK)
    found, parameters = read_query(name), read_parameters(given)
    wanted = words_of(found)
    if len(words) > max(len(wanted), 1) or (len(words) < len(wanted) and (words or not (parameters or show))):
        say(f"Spørgsmålet stilles som: orgraph query {' '.join([found.name, *wanted])}. Se orgraph query --help.", error=True)
        leave(UNUSABLE)
    if show:
        _shown(found, words, chosen, parameters).show()
    try:
        result = with_server(chosen, lambda connection: _ask(connection, found, words, chosen, parameters, limit))
    except ServerRefused as refused:
        raise fault_of(refused, found.text) from None
    _print(result, chosen, as_csv)


# ---- The list
def _listing() -> str:
    from orgraph.neo4j_store.texts import CHECKS, QUESTIONS, list_queries

    lines: list[str] = []
    for sort, heading in ((QUESTIONS, "Spørgsmål"), (CHECKS, "Kontroller")):
        queries = [found for found in list_queries() if found.sort == sort]
        indent = max(len(found.name) for found in queries) + 4
        lines += [heading, *(line for found in queries for line in _listed(found, indent))]
    return "\n".join(lines)


def _listed(found: Query, indent: int) -> list[str]:
    return textwrap.wrap(found.question, COLUMNS_WITHOUT_TERMINAL, initial_indent=f"  {found.name}".ljust(indent), subsequent_indent=" " * indent)


# ---- Asking
def _ask(connection: Connection, found: Query, words: list[str], chosen: Chosen, given: dict[str, Any], limit: int) -> tuple[Answer, Organisation] | Table:
    """The answer that a question gives; or the rows of a check, or of a question that is given parameters of its own."""
    from orgraph.neo4j_store.asking import put
    from orgraph.neo4j_store.finder import FindingIndex
    from orgraph.neo4j_store.stored import ask_stored
    from orgraph.neo4j_store.texts import QUESTIONS

    def work(organisation: Organisation) -> tuple[Answer, Organisation] | Table:
        view = View(organisation, day_of(chosen.at))
        if found.sort == QUESTIONS and not given:
            return put(view, found.name, words), organisation
        return _ask_text(organisation, view, found, words, given, limit)

    return ask_stored(connection, work, FindingIndex)


def _ask_text(organisation: Organisation, view: View, found: Query, words: list[str], given: dict[str, Any], limit: int) -> tuple[Answer, Organisation] | Table:
    from orgraph.neo4j_store.asking import list_used
    from orgraph.neo4j_store.stored import StoredIndex

    parameters = _parameters(view, found, words)
    if isinstance(parameters, Answer):
        return parameters, organisation
    sent = {**parameters, **given}
    if missing := [name for name in list_used(found) if name not in sent]:
        raise MissingParameters(", ".join(missing))
    index = organisation.index
    assert isinstance(index, StoredIndex)
    return index.transaction.ask(found.text, sent, limit)


def _parameters(view: View, found: Query, words: Sequence[str]) -> dict[str, Any] | Answer:
    from orgraph.neo4j_store.asking import find_parameters, words_of
    from orgraph.neo4j_store.parameters import parameters_of
    from orgraph.neo4j_store.texts import CHECKS

    if found.sort == CHECKS or len(words) < len(words_of(found)):
        return {"at": view.at, **parameters_of(view.vocabulary, found.name)}
    return find_parameters(view, found.name, words)


# ---- The text for Neo4j Browser
def _shown(found: Query, words: list[str], chosen: Chosen, given: dict[str, Any]) -> Outcome:
    """The text, after the parameters that make it run as it stands."""
    from orgraph.neo4j_store.asking import find_example, list_used
    from orgraph.neo4j_store.values import literal

    names = list_used(found)
    organisation = open_seed(chosen.seed)
    view = View(organisation, day_of(chosen.at))
    parameters = _parameters(view, found, words or find_example(view, found))
    if isinstance(parameters, Answer):
        return told(parameters, organisation, as_json=False)
    sent = {**parameters, **given}
    lines = [f":param {name} => {literal(sent.get(name))};" for name in names]
    return Outcome("\n".join([*lines, found.text.rstrip().removesuffix(";") + ";"]))


# ---- Printing
def _require_one_form(chosen: Chosen, as_csv: bool) -> None:
    if as_csv and chosen.as_json:
        raise TwoForms("--csv", "--json")


def _print(result: tuple[Answer, Organisation] | Table, chosen: Chosen, as_csv: bool) -> None:
    from orgraph.neo4j_store.connection import Table
    from orgraph.render.table import answer_table

    if isinstance(result, Table):
        _print_table(result, chosen, as_csv)
        return
    answer, organisation = result
    outcome = told(answer, organisation, as_json=chosen.as_json)
    if not as_csv or answer.status in (AMBIGUOUS, NOT_FOUND):
        outcome.show()
    _print_csv(*answer_table(answer))
    leave(outcome.status)


def _print_table(table: Table, chosen: Chosen, as_csv: bool) -> None:
    from orgraph.render.table import more_text, table_json, table_text

    if not as_csv and not chosen.as_json:
        width = shutil.get_terminal_size((COLUMNS_WITHOUT_TERMINAL, 24)).columns
        say(table_text(table.columns, table.rows, width, more=table.more))
        return
    if as_csv:
        _print_csv(table.columns, table.rows)
    else:
        for line in table_json(table.columns, table.rows):
            say(line)
    if table.more:
        say(more_text(len(table.rows)), error=True)


def _print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """In UTF-8 whatever the terminal has, with the line endings of the format."""
    from orgraph.render.table import table_csv

    sys.stdout.flush()
    for line in table_csv(columns, rows):
        sys.stdout.buffer.write(line.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


COMMANDS = {"query": query, "cypher": cypher}
