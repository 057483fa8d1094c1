"""The commands that do work: verify, check, coverage, map."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgraph.cli.common import NOTHING, OK, Chosen, Outcome, complete_subject, leave, say, taking, told, with_organisation
from orgraph.dates import Span
from orgraph.organisation import Organisation
from orgraph.view import View


@taking("seed")
def verify(chosen: Chosen) -> None:
    """Find hvert citat i sit dokument."""
    from orgraph.resources import default_seed
    from orgraph.seed.reader import read_seed
    from orgraph.seed.rules import list_quotations

    loaded = read_seed(Path(chosen.seed or default_seed()))
    quotations = [source for _, source in list_quotations(loaded.organisation) if source.quote]
    if loaded.issues:
        say("\n".join(map(str, loaded.issues)))
        say(f"{len(loaded.issues)} fejl.")
        leave(NOTHING)
    say(f"{len(quotations)} citater i {len({source.document for source in quotations})} dokumenter er fundet ordret på deres linjer.")


@taking("scenario", "store", "seed")
def check(
    chosen: Chosen,
    every: Annotated[bool, typer.Option("--all", help="Nævn hvert hul, ikke kun antallet.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Et hul, som ingen har registreret som uoplyst, er også en fejl.")] = False,
) -> None:
    """Hold data mod reglerne og de gemte spørgsmål; et scenarie og en database kun mod reglerne."""
    from orgraph.checks import run_rules
    from orgraph.checks.assertions import read_assertions, run_assertions
    from orgraph.render.check_text import Checked, checked_text
    from orgraph.resources import default_seed
    from orgraph.seed.reader import read_seed

    def outcome(checked: Checked) -> Outcome:
        return Outcome(checked_text(checked, every=every, strict=strict), NOTHING if checked.errors(strict=strict) else OK)

    def rules(organisation: Organisation) -> Checked:
        return Checked(organisation, (), run_rules(organisation), 0, [])

    if chosen.scenario or chosen.elsewhere:
        with_organisation(chosen, lambda organisation, _: outcome(rules(organisation))).show()
    folder = Path(chosen.seed or default_seed())
    loaded = read_seed(folder)
    assertions, faults = read_assertions(folder)
    if issues := (*loaded.issues, *faults):
        outcome(Checked(loaded.organisation, issues, [], 0, [])).show()
    wrong = run_assertions(loaded.organisation, assertions)
    outcome(rules(loaded.organisation)._replace(asked=len(assertions), wrong=wrong)).show()


@taking("seed", "as_json")
def coverage(
    chosen: Chosen,
    every: Annotated[bool, typer.Option("--all", help="Nævn ved hver post, hvilket forhold der siger den.")] = False,
) -> None:
    """Vis, hvor meget af hvert dokument der står som forhold, og hvad der er udeladt."""
    from orgraph.render.coverage_text import coverage_json, coverage_text
    from orgraph.resources import default_seed
    from orgraph.seed.coverage import measure
    from orgraph.seed.reader import read_seed

    folder = Path(chosen.seed or default_seed())
    loaded = read_seed(folder)
    covered = measure(folder, loaded)
    if issues := (*loaded.issues, *covered.issues):
        say("\n".join([*map(str, issues), f"{len(issues)} fejl."]))
        leave(NOTHING)
    say(coverage_json(covered) if chosen.as_json else coverage_text(covered, loaded.organisation.vocabulary, every=every))


@taking("at", "against", "scenario", "store", "seed")
def draw_map(
    chosen: Chosen,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FIL", help="Hvor siden skrives.")] = "orgraph-kort.html",
    within: Annotated[
        str, typer.Option("--in", metavar="ORGAN", help="Kun et organs eller en regions del af organisationen.", autocompletion=complete_subject)
    ] = "",
) -> None:  # fmt: skip
    """Skriv et kort over organisationen som én HTML-side, der virker uden net; med --scenario eller --against før og efter."""
    from orgraph.answers import unresolved
    from orgraph.cli.sides import other_side
    from orgraph.dates import one_day
    from orgraph.maps.page import write_map
    from orgraph.maps.part import resolve_whole

    def draw(organisation: Organisation, day: Span) -> Outcome:
        after = None
        if other := chosen.scenario or chosen.against:
            side = other_side(other, organisation, day, dated=False)
            day = one_day(side.begins.first - 1) if side.begins and not chosen.at else day
            after = side.organisation, side.day, side.name
        views = [View(organisation, day), *([View(after[0], after[1])] if after else [])]
        whole = resolve_whole(views, within) if within else None
        if whole and not whole.node:
            return told(unresolved("map", within, views[0], whole), organisation, as_json=False)
        write_map(organisation, day, Path(output), after, whole.node if whole else None)
        return Outcome(f"Kortet er skrevet: {output}")

    with_organisation(chosen._replace(scenario=""), draw).show()


COMMANDS = {"verify": verify, "check": check, "coverage": coverage, "map": draw_map}
