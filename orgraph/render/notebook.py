"""Answers as a notebook shows them: what is said first, and the rows as a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from orgraph.languages import table
from orgraph.vocabulary import Vocabulary

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~$-])")


def as_html(text: str, records: Sequence[dict[str, Any]], vocabulary: Vocabulary) -> str:
    """The answer as a piece of HTML, everything in it escaped.

    Args:
        text: the answer as it is printed; of it the lines before the rows are shown.
        records: the rows as flat dicts; columns in which all are empty are left out.
        vocabulary: gives relation types their words.
    """
    summary = "<br>".join(map(escape, _summary(text)))
    if not records:
        return f"<div>{summary}</div>"
    headings, rows = _table(records, vocabulary, escape, "<br>")
    head = "".join(f"<th>{heading}</th>" for heading in headings)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    rows_as_html = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div>{summary}{rows_as_html}</div>"


def as_markdown(text: str, records: Sequence[dict[str, Any]], vocabulary: Vocabulary) -> str:
    """The same as Markdown, with all signs that Markdown would obey escaped."""
    summary = "  \n".join(map(_plain, _summary(text)))
    if not records:
        return summary
    headings, rows = _table(records, vocabulary, _plain, "; ")
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join([summary, "", *(f"| {' | '.join(line)} |" for line in lines)])


def _summary(text: str) -> list[str]:
    """The lines before the first row."""
    lines = text.splitlines()
    first = next((n for n, line in enumerate(lines) if line.startswith("  ")), len(lines))
    return lines[:first]


def _table(
    records: Sequence[dict[str, Any]],
    vocabulary: Vocabulary,
    clean: Callable[[str], str],
    between: str,
) -> tuple[list[str], list[list[str]]]:
    columns = table("notebook.COLUMNS")
    shown = [field for field in columns if any(_filled(record, field) for record in records)]
    rows = [
        [between.join(clean(text) for text in _cell(record, field, vocabulary)) for field in shown]
        for record in records
    ]
    return [clean(columns[field]) for field in shown], rows


def _filled(record: dict[str, Any], field: str) -> bool:
    return record.get(field) not in (None, "", [])


def _cell(record: dict[str, Any], field: str, vocabulary: Vocabulary) -> Iterable[str]:
    value = record.get(field)
    if value is None:
        return ()
    if field == "role" and value in vocabulary.relations:
        return (vocabulary.relations[value].danish,)
    return map(str, value) if isinstance(value, list) else (str(value),)


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
