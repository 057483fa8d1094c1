"""The command that compares scenarios with today, and with each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgraph.cli.common import Chosen, open_seed, say, taking
from orgraph.errors import BadSeed, NoSuchFile, NoSuchForm
from orgraph.files import write_whole

if TYPE_CHECKING:
    from orgraph.organisation import Organisation
    from orgraph.scenario.difference import Asked, Difference
    from orgraph.scenario.language import Scenario

Files = Annotated[list[str], typer.Argument(metavar="FIL [FIL…]", help="Et scenarie, eller flere, der skal stå side om side.")]
Every = Annotated[bool, typer.Option("--all", help="Vis hver linje: hvert forhold og hvert svar, der bliver anderledes.")]
Everything = Annotated[bool, typer.Option("--everything", help="Spørg om alt i data, ikke kun om det, der kan blive rørt. Tager tid.")]
Format = Annotated[
    str, typer.Option("--format", metavar="text|markdown|html", help="Tekst til skærmen, Markdown til en sagsfremstilling, en side til et møde.")
]
Output = Annotated[str, typer.Option("--output", "-o", metavar="FIL", help="Hvor det skrives. Uden: på skærmen.")]
Questions = Annotated[str, typer.Option("--questions", metavar="MAPPE", help="Spørg om spørgsmålene i mappen i stedet for om det hele.")]


@taking("seed", "as_json")
def scenario_diff(
    chosen: Chosen, files: Files, every: Every = False, everything: Everything = False, form: Format = "text", output: Output = "", questions: Questions = ""
) -> None:
    """Hvad ændrer scenariet: hvem ophører, hvem mister hvad, hvad sker der med retten til at beslutte, og hvilke svar bliver andre?"""
    from orgraph.resources import default_seed
    from orgraph.scenario.difference import diff
    from orgraph.scenario.steps import read_scenario

    render = _renderer("json" if chosen.as_json else form, every=every)
    organisation = open_seed(chosen.seed)
    folder = Path(chosen.seed or default_seed())
    scenarios = [read_scenario(Path(file), organisation, folder) for file in files]
    _warn(organisation, scenarios)
    text = render(diff(organisation, *scenarios, everything=everything, questions=_questions(questions, organisation)))
    if output:
        write_whole(Path(output), text.encode("utf-8", "replace"))
        say(f"Forskellen er skrevet: {output}")
    else:
        say(text)


def _warn(organisation: Organisation, scenarios: list[Scenario]) -> None:
    """Says on stderr what has changed in the data since a scenario was made on them."""
    from orgraph.render.scenario_steps import conflicts_text
    from orgraph.scenario.apply import apply
    from orgraph.scenario.baseline import find_conflicts

    for scenario in scenarios:
        if scenario.baseline and (conflicts := find_conflicts(organisation, scenario, apply(organisation, scenario))):
            say("\n".join([f"{scenario.file}:", *conflicts_text(conflicts)]), error=True)


def _renderer(form: str, *, every: bool) -> Callable[[Difference], str]:
    """What writes the difference in a form. Raises `NoSuchForm`."""
    if form == "json":
        from orgraph.render.scenario_json import difference_json

        return difference_json
    from orgraph.render.scenario_told import tell

    if form == "text":
        from orgraph.render.scenario_text import difference_text

        return lambda difference: difference_text(tell(difference), every=every)
    if form == "markdown":
        from orgraph.render.scenario_markdown import difference_markdown

        return lambda difference: difference_markdown(tell(difference))
    if form == "html":
        from orgraph.site.scenario_page import difference_page

        return lambda difference: difference_page(tell(difference), difference.before.vocabulary.name)
    raise NoSuchForm(form, ("text", "markdown", "html"))


def _questions(folder: str, organisation: Organisation) -> list[Asked]:
    """The questions of a folder like seed/questions, to be asked on the days of the comparison. Raises `NoSuchFile`, or `BadSeed` with all faults."""
    if not folder:
        return []
    from orgraph.checks.assertions import read_questions
    from orgraph.scenario.difference import Asked

    if not Path(folder).is_dir():
        raise NoSuchFile(folder, "det er ikke en mappe")
    assertions, issues = read_questions(Path(folder), Path(folder).name)
    if issues:
        raise BadSeed(tuple(issues))
    return [Asked(assertion.entry.ask, assertion.ask) for assertion in assertions]
