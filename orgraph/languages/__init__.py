"""What the program says, apart from what it does: one package for each language.

A text is found by its code. `seed.id_unknown` is the entry `id_unknown` of the table `TEXTS` in
the language's module `seed`, which is imported when the first of its texts is asked for. An entry
is a template, a `Plural`, a `Fault`, or a function where a language needs more than that.

Templates are filled by name, as in `str.format`, with the conversions of the language's grammar:

    {name!q}    foreign text: quoted, shortened, without signs that a terminal would obey
    {path!p}    the same, with room for a path;  {list!u} that too, without the quotes
    {day!d}     a date as people read it
    {names!a}   a list joined with "and";  {names!o} with "or"
    {text!s}    a sentence with its stop, one and no more
    {text!c}    with a capital letter first;  {text!l} with a small one
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple, TypeAlias

from orgraph.phrases import Phrase, Ref, Text

ACTIVE = "da"
_PARSE = Formatter().parse


class Plural(NamedTuple):
    """A text that depends on how many there are: `by` names the value that says it."""

    by: str
    one: str
    other: str


class Fault(NamedTuple):
    """What is wrong with data, why it matters, and what to do next: three templates."""

    what: str
    why: str
    next: str


class QuestionWords(NamedTuple):
    """What people read of a question: `help` of its command, `query` of its text for the
    database, `heading` on pages, `compared` in comparisons, `address`, `table` and `lede` of its
    page of all answers, an `example` of what it is asked of.
    """

    help: str
    query: str = ""
    heading: str = ""
    compared: str = ""
    address: str = ""
    table: str = ""
    lede: str = ""
    example: str = ""


Entry: TypeAlias = str | Plural | Fault | Callable[..., Text]


def text(code: str, /, **values: Any) -> str:
    """The text of a code as plain words. Raises `KeyError` for a code that no table has."""
    entry = _entry(code)
    if not callable(entry):
        return str(fill(entry, **values))
    said = entry(**values)
    return said if isinstance(said, str) else str(Phrase.of(said))


def phrase(code: str, /, **values: Any) -> Phrase:
    """The text of a code, with the mentions that were among the values kept as mentions.

    Values are words, numbers, `Ref`s, phrases, or lists of these for !a and !o.
    Raises `KeyError` for a code that no table has, and for a value that is missing.
    """
    return fill(_entry(code), **values)


def fault_texts(code: str, /, **values: Any) -> tuple[str, str, str]:
    """What is wrong, why, and what next, of a code whose entry is a `Fault`."""
    entry = _entry(code)
    assert isinstance(entry, Fault), code
    what, why, following = (str(_filled(template, values)) for template in entry)
    return what, why, following


def fill(entry: Entry, /, **values: Any) -> Phrase:
    """An entry filled with values: what `phrase` does once it has found it."""
    if isinstance(entry, str):
        return _filled(entry, values)
    if isinstance(entry, Plural):
        return _filled(entry.one if values[entry.by] == 1 else entry.other, values)
    if isinstance(entry, Fault):
        raise TypeError(f"{entry.what!r} is a fault: fault_texts tells it")
    said = entry(**values)
    return said if isinstance(said, Phrase) else Phrase.of(said)


def label(table: str, word: str) -> str:
    """The label of a constant that the program uses, or the word itself when it has none: words
    of the vocabulary are their own labels.

    `table` is a module and a table in it: `answers.NOTE_KINDS`.
    """
    module, name = table.split(".")
    labels: Mapping[str, str] = getattr(_module(module), name)
    return labels.get(word, word)


def table(name: str) -> Any:
    """A table of the language that is not of texts.

    `name` is a module and a table in it: `hyphenation.HEADS`.
    """
    module, attribute = name.split(".")
    return getattr(_module(module), attribute)


def language_file(name: str) -> Path:
    """A file of the language that is not a module: a script for pages."""
    return Path(__file__).parent / ACTIVE / name


def grammar() -> Any:
    """The language's module of patterns that every text may need: lists, quotes, dates."""
    return _module("grammar")


@cache
def _module(name: str) -> Any:
    return import_module(f"orgraph.languages.{ACTIVE}.{name}")


@cache
def _entry(code: str) -> Entry:
    module, _, name = code.partition(".")
    entry: Entry = _module(module).TEXTS[name]
    return entry


@cache
def _parsed(template: str) -> tuple[tuple[str, str | None, Callable[[Any], Text] | None], ...]:
    """Words, then the field after them, and what is to be done with its value."""
    return tuple(
        (before, field, grammar().CONVERSIONS[conversion] if conversion else None)
        for before, field, _, conversion in _PARSE(template)
    )


def _filled(template: str, values: Mapping[str, Any]) -> Phrase:
    parts: list[str | Ref] = []
    words = ""
    for before, field, convert in _parsed(template):
        words += before
        if field is None:
            continue
        value = values[field]
        if convert is not None:
            value = convert(value)
        if isinstance(value, Ref):
            value = (value,)
        elif not isinstance(value, Phrase):
            words += value if isinstance(value, str) else str(value)
            continue
        for part in value:
            if isinstance(part, str):
                words += part
                continue
            if words:
                parts.append(words)
                words = ""
            parts.append(part)
    if words:
        parts.append(words)
    return Phrase(parts)
