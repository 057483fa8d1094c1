"""The page that --help prints: the library's own words on it are said in the user's language."""

from __future__ import annotations

import re

import typer
from typer.core import TyperCommand, TyperGroup

from orgraph.languages import text

# The library's words as they stand on the page, and the code of what is said instead.
_WORDS = (
    (re.compile(r"^Usage:", re.MULTILINE), "cli.help_usage"),
    (re.compile(r"^Arguments:$", re.MULTILINE), "cli.help_arguments"),
    (re.compile(r"^Options:$", re.MULTILINE), "cli.help_options"),
    (re.compile(r"^Commands:$", re.MULTILINE), "cli.help_commands"),
    (re.compile(r"\[OPTIONS\]"), "cli.help_any_options"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "cli.help_any_command"),
    (re.compile(r"Show this message and exit\."), "cli.help_help"),
    (re.compile(r"Install completion for the\s+current\s+shell\."), "cli.help_install"),
    (re.compile(r"Show completion for[^.]*?installation\.", re.DOTALL), "cli.help_show"),
    (re.compile(r"\[required\]"), "cli.help_required"),
    (re.compile(r"\[default:"), "cli.help_default"),
)


class Command(TyperCommand):
    """A command whose help page is wholly in the user's language."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The page, without a last line break."""
        return _said(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help page is wholly in the user's language."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The page, without a last line break."""
        return _said(super().get_help(ctx))


def _said(page: str) -> str:
    for english, code in _WORDS:
        page = english.sub(text(code), page)
    return page


def use_for(app: typer.Typer) -> typer.Typer:
    """The app, with the pages of its commands in the user's language."""
    app.info.cls = Group
    for command in app.registered_commands:
        command.cls = Command
    return app
