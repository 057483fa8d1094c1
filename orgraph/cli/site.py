"""The command that writes the static site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgraph.cli.common import Chosen, open_seed, say, taking


@taking("seed")
def site(
    chosen: Chosen,
    folder: Annotated[str, typer.Argument(metavar="MAPPE", help="Hvor siderne skrives. Andres filer i mappen røres ikke.")],
    at: Annotated[str, typer.Option("--at", metavar="DATO", help="Dagen siderne åbner på. Uden: alle tider.")] = "",
) -> None:
    """Skriv et websted, der virker uden net: en side for hvert organ, hver aftale, opgave og hvert dokument, med svarene på."""
    from orgraph.dates import parse_day
    from orgraph.resources import default_seed
    from orgraph.site.build import build_site

    day = parse_day(at or chosen.at).text if at or chosen.at else ""
    organisation = open_seed(chosen.seed)
    built = build_site(organisation, Path(folder), seed=Path(chosen.seed or default_seed()), day=day)
    say(f"Webstedet er skrevet: {folder} ({built.files} filer; {built.written} skrevet, {built.removed} fjernet). Åbn {Path(folder) / 'index.html'}.")


COMMANDS = {"site": site}
