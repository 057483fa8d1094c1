"""The commands that do work: verify, check, coverage, map, scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgraph.cli.common import NOTHING, OK, UNUSABLE, At, Json, Seed, day_of, leave, open_seed, say, settings

scenarios = typer.Typer(help="Omlægninger på prøve: hvad sker der, hvis …?", invoke_without_command=True, rich_markup_mode=None)


def verify(ctx: typer.Context, seed: Seed = "") -> None:
    """Find hvert citat i sit dokument."""
    from orgraph.resources import default_seed
    from orgraph.seed.reader import read_seed
    from orgraph.seed.rules import list_quotations

    loaded = read_seed(Path(settings(ctx, seed=seed).seed or default_seed()))
    quotations = [source for _, source in list_quotations(loaded.organisation) if source.quote]
    if loaded.issues:
        say("\n".join(map(str, loaded.issues)))
        say(f"{len(loaded.issues)} fejl.")
        leave(NOTHING)
    say(f"{len(quotations)} citater i {len({source.document for source in quotations})} dokumenter er fundet ordret på deres linjer.")


def check(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Nævn hvert hul, ikke kun antallet.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Et hul, som ingen har registreret som uoplyst, er også en fejl.")] = False,
    seed: Seed = "",
) -> None:
    """Hold data mod reglerne og de gemte spørgsmål."""
    from orgraph.checks import run_rules
    from orgraph.checks.assertions import read_assertions, run_assertions
    from orgraph.render.check_text import Checked, checked_text
    from orgraph.resources import default_seed
    from orgraph.seed.reader import read_seed

    folder = Path(settings(ctx, seed=seed).seed or default_seed())
    loaded = read_seed(folder)
    assertions, faults = read_assertions(folder)
    issues = (*loaded.issues, *faults)
    organisation = loaded.organisation
    checked = Checked(organisation, issues, [], 0, [])
    if not issues:
        checked = Checked(organisation, (), run_rules(organisation), len(assertions), run_assertions(organisation, assertions))
    say(checked_text(checked, every=every, strict=strict))
    leave(NOTHING if checked.errors(strict=strict) else OK)


def coverage(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Nævn ved hver post, hvilket forhold der siger den.")] = False,
    seed: Seed = "",
    as_json: Json = False,
) -> None:
    """Vis, hvor meget af hvert dokument der står som forhold, og hvad der er udeladt."""
    from orgraph.render.coverage_text import coverage_json, coverage_text
    from orgraph.resources import default_seed
    from orgraph.seed.coverage import measure
    from orgraph.seed.reader import read_seed

    chosen = settings(ctx, seed=seed, as_json=as_json)
    folder = Path(chosen.seed or default_seed())
    loaded = read_seed(folder)
    covered = measure(folder, loaded)
    if issues := (*loaded.issues, *covered.issues):
        say("\n".join([*map(str, issues), f"{len(issues)} fejl."]))
        leave(NOTHING)
    say(coverage_json(covered) if chosen.json else coverage_text(covered, loaded.organisation.vocabulary, every=every))


def draw_map(
    ctx: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FIL", help="Hvor siden skrives.")] = "orgraph-kort.html",
    at: At = "",
    seed: Seed = "",
) -> None:
    """Skriv et kort over organisationen som én HTML-side, der virker uden net."""
    from orgraph.maps.page import write_map

    chosen = settings(ctx, seed=seed, at=at)
    day = day_of(chosen.at)
    write_map(open_seed(chosen.seed), day, Path(output))
    say(f"Kortet er skrevet: {output}")


@scenarios.callback()
def scenario(ctx: typer.Context) -> None:
    """Omlægninger på prøve: hvad sker der, hvis …?"""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
        leave(UNUSABLE)


@scenarios.command("diff")
def scenario_diff(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FIL", help="Scenariet, en YAML-fil.")],
    every: Annotated[bool, typer.Option("--all", help="Vis hvert svar, der ændres, før og efter.")] = False,
    seed: Seed = "",
    as_json: Json = False,
) -> None:
    """Hvad ændrer scenariet: hvem ophører, hvad står uden ansvarlig, hvilke svar bliver andre?"""
    from orgraph.render.scenario_text import difference_json, difference_text
    from orgraph.scenario.difference import diff
    from orgraph.scenario.steps import read_scenario

    chosen = settings(ctx, seed=seed, as_json=as_json)
    organisation = open_seed(chosen.seed)
    difference = diff(organisation, read_scenario(Path(file), organisation))
    say(difference_json(difference) if chosen.json else difference_text(difference, every=every))


COMMANDS = {"verify": verify, "check": check, "coverage": coverage, "map": draw_map, "scenario": scenarios}
