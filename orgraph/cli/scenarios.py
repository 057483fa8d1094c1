"""The commands about scenarios: begin one, show it, check it, compare it, adopt it, replay it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgraph.cli.common import NOTHING, OK, UNUSABLE, Chosen, day_of, leave, open_seed, say, taking
from orgraph.cli.scenario_diff import scenario_diff
from orgraph.errors import NothingToReplay

scenarios = typer.Typer(help="Omlægninger på prøve: hvad sker der, hvis …?", invoke_without_command=True, rich_markup_mode=None)
File = Annotated[str, typer.Argument(metavar="FIL", help="Scenariet, en YAML-fil.")]


@scenarios.callback()
def scenario(ctx: typer.Context) -> None:
    """Omlægninger på prøve: hvad sker der, hvis …?"""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
        leave(UNUSABLE)


@scenarios.command("new")
@taking("seed")
def scenario_new(
    chosen: Chosen,
    file: File,
    on: Annotated[str, typer.Option("--on", metavar="DATO", help="Den dag, det sker. Uden: i dag.")] = "",
) -> None:
    """Skriv begyndelsen til et scenarie: en fil med hvert trin vist én gang, gjort til kommentar."""
    from orgraph.scenario.template import write_template

    write_template(Path(file), open_seed(chosen.seed), day_of(on))
    say(f"Scenariet er begyndt: {file}. Fjern # foran de trin, der skal ske, og kør orgraph scenario show {file}")


@scenarios.command("show")
@taking("seed", "as_json")
def scenario_show(
    chosen: Chosen,
    file: File,
    every: Annotated[bool, typer.Option("--all", help="Nævn hvert organ og hvert forhold.")] = False,
) -> None:
    """Sig, hvad scenariet vil gøre, trin for trin, med mængderne foldet ud."""
    from orgraph.render.scenario_steps import scenario_json, scenario_text
    from orgraph.scenario.apply import apply
    from orgraph.scenario.baseline import find_conflicts
    from orgraph.scenario.expectations import check_expectations
    from orgraph.scenario.steps import read_scenario

    organisation = open_seed(chosen.seed)
    found = read_scenario(Path(file), organisation, _folder(chosen.seed))
    applied = apply(organisation, found)
    wanting = check_expectations(organisation, applied.organisation, found)
    conflicts = find_conflicts(organisation, found, applied)
    if chosen.as_json:
        say(scenario_json(found, applied, organisation, wanting=wanting, conflicts=conflicts))
    else:
        say(scenario_text(found, applied, organisation, wanting=wanting, conflicts=conflicts, every=every))


@scenarios.command("check")
@taking("seed")
def scenario_check(chosen: Chosen, file: File) -> None:
    """Hold scenariet mod det, det selv siger, der skal komme ud af det (expect)."""
    from orgraph.render.scenario_steps import checked_text
    from orgraph.scenario.apply import apply
    from orgraph.scenario.expectations import check_expectations
    from orgraph.scenario.steps import read_scenario

    organisation = open_seed(chosen.seed)
    found = read_scenario(Path(file), organisation, _folder(chosen.seed))
    wanting = check_expectations(organisation, apply(organisation, found).organisation, found)
    say(checked_text(found, wanting))
    leave(NOTHING if wanting else OK)


scenarios.command("diff")(scenario_diff)


@scenarios.command("stamp")
@taking("seed")
def scenario_stamp(chosen: Chosen, file: File) -> None:
    """Skriv i scenariet, hvordan det ser ud i dag, så en senere ændring i data bliver opdaget."""
    from orgraph.scenario.apply import apply
    from orgraph.scenario.baseline import fingerprints, stamp
    from orgraph.scenario.steps import read_scenario

    organisation = open_seed(chosen.seed)
    marks = fingerprints(organisation, apply(organisation, read_scenario(Path(file), organisation, _folder(chosen.seed))))
    stamp(Path(file), marks)
    say(f"{len(marks)} forhold er noteret i {file}.")


@scenarios.command("adopt")
@taking("seed")
def scenario_adopt(
    chosen: Chosen,
    file: File,
    source: Annotated[str, typer.Option("--source", metavar="KILDE", help='Hvor det står, at det er besluttet: 001:84-86 "den ordrette sætning".')],
    to: Annotated[str, typer.Option("--to", metavar="FIL", help="Den nye fil i datamappen. Uden: vedtagne-omlaegninger/<omlægningens id>.yaml.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Skriv. Uden: sig kun, hvad der ville blive skrevet.")] = False,
) -> None:
    """Skriv et vedtaget scenarie ind i data som en omlægning. Uden --yes vises kun, hvad der ville blive skrevet."""
    from orgraph.render.scenario_steps import adoption_text
    from orgraph.scenario.adopt import plan, write

    folder = _folder(chosen.seed)
    adoption = plan(Path(file), folder, source, to or None)
    if yes and not adoption.conflicts:
        write(adoption, folder)
    say(adoption_text(adoption, written=yes))
    leave(NOTHING if adoption.conflicts else OK)


@scenarios.command("replay")
@taking("seed", "as_json")
def scenario_replay(chosen: Chosen, file: File, every: Annotated[bool, typer.Option("--all", help="Nævn også det, der blev som forudsagt.")] = False) -> None:
    """Hold det, scenariet forudsagde om en omlægning, der kom, mod det, dokumenterne beskriver."""
    from orgraph.render.replay_text import replay_json, replay_text
    from orgraph.scenario.apply import apply
    from orgraph.scenario.replay import compare, without
    from orgraph.scenario.steps import read_scenario

    organisation = open_seed(chosen.seed)
    found = read_scenario(Path(file), organisation, _folder(chosen.seed))
    if not found.replays:
        raise NothingToReplay(file)
    replayed = compare(organisation, without(organisation, found.replays), apply(organisation, found).organisation, found.last)
    say(replay_json(found, replayed) if chosen.as_json else replay_text(found, replayed, organisation, every=every))


def _folder(seed: str) -> Path:
    from orgraph.resources import default_seed

    return Path(seed or default_seed())


COMMANDS = {"scenario": scenarios}
