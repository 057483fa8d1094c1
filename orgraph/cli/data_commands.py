"""The commands that do work: verify, check, coverage, map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgraph.cli.opening import require_apart, with_organisation
from orgraph.cli.options import Options, complete_subject, with_options
from orgraph.cli.output import (
    NOTHING,
    OK,
    Outcome,
    exit_with,
    render_outcome,
    say,
)
from orgraph.dates import Span
from orgraph.errors import BadSeed, Issue
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.view import View

if TYPE_CHECKING:
    from orgraph.seed.reader import Loaded

MOST_NAMED = 10


@with_options("seed", help=text("cli.command_verify"))
def verify(options: Options) -> None:
    """Finds every quotation in its document."""
    from orgraph.resources import default_seed
    from orgraph.seed.folder import list_passed_over
    from orgraph.seed.reader import read_seed
    from orgraph.seed.rules import list_quotations

    loaded = read_seed(Path(options.seed or default_seed()))
    quotations = [source for _, source in list_quotations(loaded.organisation) if source.quote]
    passed_over = list_passed_over(loaded.contents.folder, loaded.contents.names())
    if passed_over.others:
        some, rest = passed_over.others[:MOST_NAMED], passed_over.others[MOST_NAMED:]
        say(text("cli.passed_over", names=some, others=len(rest)))
    beside = _faults_beside(Path(loaded.contents.folder), loaded) if not loaded.issues else []
    if issues := list(dict.fromkeys((*loaded.issues, *passed_over.unread, *beside))):
        say("\n".join(map(str, issues)))
        say(text("cli.faults", number=len(issues)))
        exit_with(NOTHING)
    documents = len({source.document for source in quotations})
    say(text("cli.found_word_for_word", quotations=len(quotations), documents=documents))


def _faults_beside(folder: Path, loaded: Loaded) -> list[Issue]:
    """What is wrong with the questions, the scenarios and the coverage of a seed, as far as
    reading them tells.
    """
    from orgraph.checks.assertions import read_assertions
    from orgraph.scenario.reader import read_scenario
    from orgraph.seed.coverage import read_inventories
    from orgraph.seed.folder import SCENARIOS, list_files

    issues = [*read_assertions(folder)[1], *read_inventories(folder, loaded)[1]]
    for name in list_files(str(folder / SCENARIOS)).files:
        try:
            read_scenario(folder / SCENARIOS / name, loaded.organisation, folder)
        except BadSeed as fault:
            issues += [issue._replace(file=f"{SCENARIOS}/{name}") for issue in fault.issues]
    return issues


@with_options("scenario", "store", "seed", help=text("cli.command_check"))
def check(
    options: Options,
    every: Annotated[bool, typer.Option("--all", help=text("cli.option_check_all"))] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help=text("cli.option_check_strict")),
    ] = False,
) -> None:
    """Holds the facts against the rules and the kept questions; a scenario and a database against
    the rules only.
    """
    from orgraph.checks import run_rules
    from orgraph.checks.assertions import read_assertions, run_assertions
    from orgraph.render.check_text import Checked, checked_text
    from orgraph.resources import default_seed
    from orgraph.seed.reader import read_seed

    def outcome(checked: Checked) -> Outcome:
        return Outcome(
            checked_text(checked, every=every, strict=strict),
            NOTHING if checked.errors(strict=strict) else OK,
        )

    def rules(organisation: Organisation) -> Checked:
        return Checked(organisation, (), run_rules(organisation), 0, [])

    if options.scenario or options.elsewhere:
        with_organisation(options, lambda organisation, _: outcome(rules(organisation))).show()
    folder = Path(options.seed or default_seed())
    loaded = read_seed(folder)
    assertions, faults = read_assertions(folder)
    if issues := (*loaded.issues, *faults):
        outcome(Checked(loaded.organisation, issues, [], 0, [])).show()
    wrong = run_assertions(loaded.organisation, assertions)
    outcome(rules(loaded.organisation)._replace(asked=len(assertions), wrong=wrong)).show()


@with_options("seed", "as_json", help=text("cli.command_coverage"))
def coverage(
    options: Options,
    every: Annotated[bool, typer.Option("--all", help=text("cli.option_coverage_all"))] = False,
) -> None:
    """Shows how much of each document stands as facts, and what was left out."""
    from orgraph.render.coverage_text import coverage_json, coverage_text
    from orgraph.resources import default_seed
    from orgraph.seed.coverage import measure
    from orgraph.seed.reader import read_seed

    folder = Path(options.seed or default_seed())
    loaded = read_seed(folder)
    covered = measure(folder, loaded)
    if issues := (*loaded.issues, *covered.issues):
        told = [*map(str, issues), text("cli.faults", number=len(issues))]
        say("\n".join(told), error=options.as_json)
        exit_with(NOTHING)
    if options.as_json:
        say(coverage_json(covered), data=True)
    else:
        say(coverage_text(covered, loaded.organisation.vocabulary, every=every))


@with_options("at", "against", "scenario", "store", "seed", help=text("cli.command_map"))
def draw_map(
    options: Options,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar=text("cli.word_file"), help=text("cli.option_map_output")
        ),
    ] = text("cli.map_file"),
    within: Annotated[
        str,
        typer.Option(
            "--in",
            metavar=text("cli.word_part"),
            help=text("cli.option_map_in"),
            autocompletion=complete_subject,
        ),
    ] = "",
) -> None:
    """Writes one HTML page with the organisation; with another side, before and after."""
    from orgraph.answers import unresolved
    from orgraph.cli.comparison_target import find_target
    from orgraph.dates import one_day
    from orgraph.files import own_stream
    from orgraph.maps.page import write_map
    from orgraph.maps.part import resolve_whole

    require_apart(output, options)

    def draw(organisation: Organisation, day: Span) -> Outcome:
        after = None
        if other := options.scenario or options.against:
            side = find_target(other, organisation, day, dated=False)
            day = one_day(side.begins.first - 1) if side.begins and not options.at else day
            after = side.organisation, side.day, side.name
        views = [View(organisation, day), *([View(after[0], after[1])] if after else [])]
        whole = resolve_whole(views, within) if within else None
        if whole and not whole.node:
            return render_outcome(
                unresolved("show", within, views[0], whole), organisation, as_json=False
            )
        write_map(organisation, day, Path(output), after, whole.node if whole else None)
        return Outcome(text("cli.map_written", file=output), error=own_stream(output) == 1)

    with_organisation(options._replace(scenario=""), draw).show()


COMMANDS = {"verify": verify, "check": check, "coverage": coverage, "map": draw_map}
