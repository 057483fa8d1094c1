"""The commands about scenarios: begin one, show it, check it, compare it, adopt it, replay it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgraph.cli.options import Options, day_of, open_seed, with_options
from orgraph.cli.output import NOTHING, OK, UNUSABLE, exit_with, say
from orgraph.cli.scenario_diff import scenario_diff
from orgraph.dates import parse_turn
from orgraph.errors import NothingToReplay
from orgraph.languages import text

scenarios = typer.Typer(
    help=text("cli.command_scenario"),
    invoke_without_command=True,
    rich_markup_mode=None,
)
File = Annotated[
    str, typer.Argument(metavar=text("cli.word_file"), help=text("cli.option_scenario_file"))
]


@scenarios.callback(help=text("cli.command_scenario"))
def scenario(ctx: typer.Context) -> None:
    """Shows the help when no command is named."""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
        exit_with(UNUSABLE)


@scenarios.command("new")
@with_options("seed", help=text("cli.command_scenario_new"))
def scenario_new(
    options: Options,
    file: File,
    on: Annotated[
        str,
        typer.Option(
            "--on", metavar=text("cli.word_date"), help=text("cli.option_scenario_new_on")
        ),
    ] = "",
) -> None:
    """Writes the beginning of a scenario, each step shown once as a comment."""
    from orgraph.scenario.template import write_template

    write_template(Path(file), open_seed(options.seed), parse_turn(day_of(on).text))
    say(text("cli.scenario_begun", file=file))


@scenarios.command("show")
@with_options("seed", "as_json", help=text("cli.command_scenario_show"))
def scenario_show(
    options: Options,
    file: File,
    every: Annotated[
        bool, typer.Option("--all", help=text("cli.option_scenario_show_all"))
    ] = False,
) -> None:
    """Says what a scenario does, step by step, with its sets unfolded."""
    from orgraph.render.scenario_steps import scenario_json, scenario_text
    from orgraph.scenario.apply import apply
    from orgraph.scenario.baseline import find_conflicts
    from orgraph.scenario.expectations import check_expectations
    from orgraph.scenario.reader import read_scenario

    organisation = open_seed(options.seed)
    found = read_scenario(Path(file), organisation, _folder(options.seed))
    applied = apply(organisation, found)
    wanting = check_expectations(organisation, applied.organisation, found)
    conflicts = find_conflicts(organisation, found, applied)
    if options.as_json:
        say(
            scenario_json(found, applied, organisation, wanting=wanting, conflicts=conflicts),
            data=True,
        )
    else:
        say(
            scenario_text(
                found, applied, organisation, wanting=wanting, conflicts=conflicts, every=every
            )
        )


@scenarios.command("check")
@with_options("seed", help=text("cli.command_scenario_check"))
def scenario_check(options: Options, file: File) -> None:
    """Holds a scenario against what it expects itself."""
    from orgraph.render.scenario_steps import checked_text
    from orgraph.scenario.apply import apply
    from orgraph.scenario.expectations import check_expectations
    from orgraph.scenario.reader import read_scenario

    organisation = open_seed(options.seed)
    found = read_scenario(Path(file), organisation, _folder(options.seed))
    wanting = check_expectations(organisation, apply(organisation, found).organisation, found)
    say(checked_text(found, wanting))
    exit_with(NOTHING if wanting else OK)


scenarios.command("diff")(scenario_diff)


@scenarios.command("stamp")
@with_options("seed", help=text("cli.command_scenario_stamp"))
def scenario_stamp(options: Options, file: File) -> None:
    """Writes today's fingerprints into a scenario, so that later changes of the data are seen."""
    from orgraph.scenario.apply import apply
    from orgraph.scenario.baseline import fingerprints, stamp
    from orgraph.scenario.reader import read_scenario

    organisation = open_seed(options.seed)
    marks = fingerprints(
        organisation,
        apply(organisation, read_scenario(Path(file), organisation, _folder(options.seed))),
    )
    stamp(Path(file), marks)
    say(text("cli.scenario_stamped", number=len(marks), file=file))


@scenarios.command("adopt")
@with_options("seed", help=text("cli.command_scenario_adopt"))
def scenario_adopt(
    options: Options,
    file: File,
    source: Annotated[
        str,
        typer.Option(
            "--source",
            metavar=text("cli.word_source"),
            help=text("cli.option_scenario_adopt_source"),
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar=text("cli.word_file"),
            help=text("cli.option_scenario_adopt_to"),
        ),
    ] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help=text("cli.option_scenario_adopt_yes"))
    ] = False,
) -> None:
    """Writes a scenario that was decided into the seed; without `yes` only shows it."""
    from orgraph.render.scenario_steps import adoption_text
    from orgraph.scenario.adopt import plan, write

    folder = _folder(options.seed)
    adoption = plan(Path(file), folder, source, to or None)
    if yes and not adoption.conflicts:
        write(adoption, folder)
    elif not adoption.conflicts:
        say(adoption.difference(), data=True)
    say(adoption_text(adoption, written=yes))
    exit_with(NOTHING if adoption.conflicts else OK)


@scenarios.command("replay")
@with_options("seed", "as_json", help=text("cli.command_scenario_replay"))
def scenario_replay(
    options: Options,
    file: File,
    every: Annotated[
        bool, typer.Option("--all", help=text("cli.option_scenario_replay_all"))
    ] = False,
) -> None:
    """Holds what a scenario foretold of a reform against what came true."""
    from orgraph.render.replay_text import replay_json, replay_text
    from orgraph.scenario.apply import apply
    from orgraph.scenario.reader import read_scenario
    from orgraph.scenario.replay import compare, without

    organisation = open_seed(options.seed)
    found = read_scenario(Path(file), organisation, _folder(options.seed))
    if not found.replays:
        raise NothingToReplay(file)
    replayed = compare(
        organisation,
        without(organisation, found.replays),
        apply(organisation, found).organisation,
        found.last,
    )
    if options.as_json:
        say(replay_json(found, replayed), data=True)
    else:
        say(replay_text(found, replayed, organisation, every=every))


def _folder(seed: str) -> Path:
    from orgraph.resources import default_seed

    return Path(seed or default_seed())


COMMANDS = {"scenario": scenarios}
