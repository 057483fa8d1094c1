"""The command that writes the static site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgraph.cli.options import Options, day_of, with_options
from orgraph.cli.output import say
from orgraph.languages import text


@with_options("seed", help=text("cli.command_site"))
def site(
    options: Options,
    folder: Annotated[
        str,
        typer.Argument(metavar=text("cli.word_folder"), help=text("cli.option_site_folder")),
    ],
    at: Annotated[
        str,
        typer.Option("--at", metavar=text("cli.word_date"), help=text("cli.option_site_at")),
    ] = "",
) -> None:
    """Writes the static site into a folder."""
    from orgraph.resources import default_seed
    from orgraph.site.build import build_site_of

    day = day_of(at or options.at).text if at or options.at else ""
    built = build_site_of(options.seed or default_seed(), Path(folder), day=day)
    say(
        text(
            "cli.site_written",
            folder=folder,
            files=built.files,
            written=built.written,
            removed=built.removed,
            page=Path(folder) / "index.html",
        )
    )


COMMANDS = {"site": site}
