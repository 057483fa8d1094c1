"""The command that compares scenarios with today, and with each other."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgraph.cli.errors import NoSuchForm
from orgraph.cli.opening import require_apart
from orgraph.cli.options import Options, open_seed, with_options
from orgraph.cli.output import as_bytes, say
from orgraph.errors import BadSeed, NoSuchFile, reason_of
from orgraph.files import own_stream, write_whole
from orgraph.languages import text

if TYPE_CHECKING:
    from orgraph.organisation import Organisation
    from orgraph.scenario.difference import Asked, Difference
    from orgraph.scenario.model import Scenario

TEXT = "text"
Files = Annotated[
    list[str],
    typer.Argument(metavar=text("cli.word_files"), help=text("cli.option_diff_files")),
]
Every = Annotated[
    bool,
    typer.Option("--all", help=text("cli.option_diff_all")),
]
Everything = Annotated[
    bool,
    typer.Option("--everything", help=text("cli.option_diff_everything")),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="text|markdown|html",
        help=text("cli.option_diff_format"),
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "--output", "-o", metavar=text("cli.word_file"), help=text("cli.option_diff_output")
    ),
]
Questions = Annotated[
    str,
    typer.Option(
        "--questions",
        metavar=text("cli.word_folder"),
        help=text("cli.option_diff_questions"),
    ),
]


@with_options("seed", "as_json", help=text("cli.command_scenario_diff"))
def scenario_diff(
    options: Options,
    files: Files,
    every: Every = False,
    everything: Everything = False,
    form: Format = TEXT,
    output: Output = "",
    questions: Questions = "",
) -> None:
    """Compares scenarios with today and with each other."""
    from orgraph.resources import default_seed
    from orgraph.scenario.difference import diff
    from orgraph.scenario.reader import read_scenario

    form = "json" if options.as_json else form
    render = _renderer(form, every=every)
    if output:
        require_apart(output, options, *files, questions)
    organisation = open_seed(options.seed)
    folder = Path(options.seed or default_seed())
    scenarios = [read_scenario(Path(file), organisation, folder) for file in files]
    _warn(organisation, scenarios)
    written = render(
        diff(
            organisation,
            *scenarios,
            everything=everything,
            questions=_questions(questions, organisation),
        )
    )
    if output:
        write_whole(Path(output), as_bytes(written))
        say(text("cli.difference_written", file=output), error=own_stream(output) == 1)
    else:
        say(written, data=form != TEXT)


def _warn(organisation: Organisation, scenarios: list[Scenario]) -> None:
    """Says on stderr what has changed in the data since a scenario was made on them."""
    from orgraph.render.scenario_steps import conflicts_text
    from orgraph.scenario.apply import apply
    from orgraph.scenario.baseline import find_conflicts

    for scenario in scenarios:
        if scenario.baseline and (
            conflicts := find_conflicts(organisation, scenario, apply(organisation, scenario))
        ):
            say("\n".join([f"{scenario.file}:", *conflicts_text(conflicts)]), error=True)


def _renderer(form: str, *, every: bool) -> Callable[[Difference], str]:
    """What writes the difference in a form. Raises `NoSuchForm`."""
    if form == "json":
        from orgraph.render.difference_json import difference_json

        return difference_json
    from orgraph.render.difference_report import build_report

    if form == TEXT:
        from orgraph.render.difference_text import difference_text

        return lambda difference: difference_text(build_report(difference), every=every)
    if form == "markdown":
        from orgraph.render.difference_markdown import difference_markdown

        return lambda difference: difference_markdown(build_report(difference))
    if form == "html":
        from orgraph.site.scenario_page import difference_page

        return lambda difference: difference_page(
            build_report(difference), difference.before.vocabulary.name
        )
    raise NoSuchForm(form, (TEXT, "markdown", "html"))


def _questions(folder: str, organisation: Organisation) -> list[Asked]:
    """The questions of a folder like seed/questions, to be asked on the days of the comparison.

    Raises `NoSuchFile`, or `BadSeed` with all faults.
    """
    if not folder:
        return []
    from orgraph.checks.assertions import read_questions
    from orgraph.scenario.difference import Asked

    try:
        is_folder = stat.S_ISDIR(os.stat(folder).st_mode)
    except (OSError, ValueError) as fault:
        raise NoSuchFile(folder, reason_of(fault)) from None
    if not is_folder:
        raise NoSuchFile(folder, text("cli.not_a_folder"))
    assertions, issues = read_questions(Path(folder), Path(folder).name)
    if issues:
        raise BadSeed(tuple(issues))
    return [Asked(assertion.entry.ask, assertion.ask) for assertion in assertions]
