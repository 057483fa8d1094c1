"""Requests that only the command line can refuse, and what it says of the faults of others: what
to do next, by the names of its own options.
"""

from __future__ import annotations

from orgraph.errors import OrgraphError
from orgraph.languages import text

# What to do next, as the floor that raises says it → as the command line does, which has an option
# for it. Whoever uses the package without the command line never reads an option's name.
REMEDIES = {
    "files.name_a_folder": "cli.remedy_folder",
    "neo4j.remedy_address": "cli.remedy_address",
    "neo4j.remedy_browser_command": "cli.remedy_browser_command",
    "neo4j.remedy_database": "cli.remedy_database",
    "neo4j.remedy_load": "cli.remedy_load",
    "neo4j.remedy_parameters": "cli.remedy_parameters",
    "neo4j.remedy_patience": "cli.remedy_patience",
    "neo4j.remedy_replace": "cli.remedy_replace",
    "neo4j.remedy_timeout": "cli.remedy_timeout",
    "requests.name_a_body": "cli.remedy_body",
}


def sentence_of(error: OrgraphError) -> str:
    """What the command line prints of an error: its text, and what to do next by the options."""
    if remedy := REMEDIES.get(error.remedy):
        return f"{text(error.code, **error.values)} {text(remedy, **error.values)}"
    return str(error)


class CannotAnswer(OrgraphError):
    """An answer that cannot be printed."""

    code = "cli.cannot_answer"

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


class EmptyValue(OrgraphError):
    """An option that has an empty value; a word of a command that is empty, when `option` is."""

    code = "cli.empty_value"

    def __init__(self, option: str) -> None:
        super().__init__(option=option)


class NoSuchForm(OrgraphError):
    """A form that nothing is written in; `known` are those that something is."""

    code = "cli.no_such_form"

    def __init__(self, form: str, known: tuple[str, ...]) -> None:
        super().__init__(form=form, known=known)


class NoJson(OrgraphError):
    """A command that has no JSON, with the option for it before its name."""

    code = "cli.no_json"

    def __init__(self, command: str) -> None:
        super().__init__(command=command)


class TwoWaysAtOnce(OrgraphError):
    """A question that should be compared and told over time at once."""

    code = "cli.two_ways_at_once"


class TwoForms(OrgraphError):
    """Two forms of one output asked for at once, each named by its option."""

    code = "cli.two_forms"

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one=one, other=other)


class BadStore(OrgraphError):
    """A place to ask that is none."""

    code = "cli.bad_store"

    def __init__(self, store: str) -> None:
        super().__init__(store=store)


class BadPasswordFile(OrgraphError):
    """A file that should hold a password and does not."""

    code = "cli.bad_password_file"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path=path, why=why)


class BadParameter(OrgraphError):
    """A parameter of a statement that cannot be used, by its name or as it was written."""

    code = "cli.bad_parameter"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name=name, why=why)


class WantsPlan(OrgraphError):
    """Cypher that asks for the plan instead of the rows; `word` is the one that does."""

    code = "cli.wants_plan"

    def __init__(self, word: str) -> None:
        super().__init__(word=word)
