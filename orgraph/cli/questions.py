"""The answering commands, one for each question of the registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import Parameter, Signature
from typing import Annotated, Any, NoReturn

import typer

from orgraph import api
from orgraph.answers.answer import ANSWERED, NOT_STATED
from orgraph.api import AsOf
from orgraph.cli.errors import TwoWaysAtOnce
from orgraph.cli.opening import with_organisation
from orgraph.cli.options import (
    ASKED,
    Options,
    complete_relation,
    complete_subject,
    with_options,
)
from orgraph.cli.output import Outcome, outcome_of
from orgraph.dates import Span
from orgraph.languages import table
from orgraph.organisation import Organisation
from orgraph.questions import (
    DAY,
    FLAG,
    NUMBER,
    OPTIONAL_SUBJECT,
    OTHER,
    QUESTIONS,
    RELATION,
    SUBJECT,
    SUBJECT_OR_KIND,
    SUBJECTS,
    WORDS,
    Question,
)

Command = Callable[..., None]
LIMIT = "limit"  # how many rows are shown; all are found when answers are compared
# An option of a question on the command line, where it is called otherwise.
FLAGS = {
    "within": "--in",
    "having": "--with",
    "lacking": "--without",
    "at_least": "--min",
    "every": "--all",
}
DEFAULTS: dict[str, Any] = {"at_least": 1, LIMIT: 25, "every": False}
MOST = {"at_least": 10_000, LIMIT: 1_000_000}
_COMPLETIONS = {
    RELATION: complete_relation,
    **dict.fromkeys(
        (SUBJECT, OTHER, OPTIONAL_SUBJECT, SUBJECT_OR_KIND, SUBJECTS), complete_subject
    ),
}


def command_of(question: Question) -> Command:
    """The command of a question, with the words it takes and the options that narrow it."""
    options = dict(question.options)

    def command(chosen: Options, **given: Any) -> None:
        asked: list[str] = []
        for taken in question.takes:
            value = given.pop(taken)
            asked += value if isinstance(value, list) else [value] if value else []
        for name in [name for name, means in options.items() if means == DAY]:
            chosen = chosen._replace(at=given.pop(name) or chosen.at)
        _print(question.name, asked, given, chosen)

    command.__name__ = question.name
    command.__doc__ = table("questions.QUESTIONS")[question.name].help
    parameters = [
        Parameter("chosen", Parameter.POSITIONAL_OR_KEYWORD, annotation=Options),
        *(_argument(taken) for taken in question.takes),
        *(_option(name, means) for name, means in question.options),
    ]
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    shared = [name for name in ASKED if question.over_time or name != "over_time"]
    return with_options(*shared)(command)


def _argument(taken: str) -> Parameter:
    metavar, says = table("questions.TAKES")[taken]
    argument = typer.Argument(metavar=metavar, help=says, autocompletion=_COMPLETIONS.get(taken))
    several = taken in (SUBJECTS, WORDS)
    return Parameter(
        taken,
        Parameter.POSITIONAL_OR_KEYWORD,
        default="" if taken == OPTIONAL_SUBJECT else Parameter.empty,
        annotation=Annotated[list[str] if several else str, argument],
    )


def _option(name: str, means: str) -> Parameter:
    metavar, says = table("questions.OPTIONS")[name]
    flag = FLAGS.get(name, f"--{name}")
    if means == FLAG:
        annotation: Any = Annotated[bool, typer.Option(flag, help=says)]
    elif means == NUMBER:
        option = typer.Option(flag, metavar=metavar, help=says, min=1, max=MOST[name])
        annotation = Annotated[int, option]
    else:
        completion = complete_subject if name == "to" else None
        annotation = Annotated[
            str, typer.Option(flag, metavar=metavar, help=says, autocompletion=completion)
        ]
    return Parameter(
        name,
        Parameter.POSITIONAL_OR_KEYWORD,
        default=DEFAULTS.get(name, ""),
        annotation=annotation,
    )


def _print(
    question: str, words: Sequence[str], options: dict[str, Any], chosen: Options
) -> NoReturn:
    """Asks on the day, and as the options say: on another side, or at all times."""
    if chosen.over_time and chosen.against:
        raise TwoWaysAtOnce
    limit = options.pop(LIMIT, None)
    if limit is not None and not (chosen.over_time or chosen.against):
        options[LIMIT] = limit

    def asked(facts: Organisation, day: Span) -> Outcome:
        then = AsOf(api.Organisation.of(facts), day)
        if chosen.over_time:
            over_time = then.over_time(question, *words, **options)
            return outcome_of(over_time.with_most_rows(limit), as_json=chosen.as_json)
        answer = then.ask(question, *words, **options)
        if not chosen.against or answer.status not in (ANSWERED, NOT_STATED):
            return outcome_of(answer, as_json=chosen.as_json)
        from orgraph.cli.comparison_target import find_target

        other = find_target(chosen.against, facts, day, dated=bool(chosen.at))
        there = AsOf(api.Organisation.of(other.organisation, other.name), other.day)
        compared = answer.compare(there.ask(question, *words, **options))
        return outcome_of(compared.with_most_rows(limit), as_json=chosen.as_json)

    with_organisation(chosen, asked).show()


class _Commands(dict[str, Command]):
    """The command of each question, built when it is asked for: typer takes its time with each."""

    def __missing__(self, name: str) -> Command:
        self[name] = command_of(QUESTIONS[name])
        return self[name]


COMMANDS = _Commands()
