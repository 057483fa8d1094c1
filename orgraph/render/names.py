"""The names that a sentence mentions: joined as the source joins them, with their status, and
whether they are a plural.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from orgraph.answers.answer import Answer, Row
from orgraph.facts import IN_FORCE
from orgraph.languages import grammar, phrase
from orgraph.phrases import Phrase, Ref, Text

MOST_NAMES = 8
SLASH, ANY = "unresolved-slash", "any"  # how the source joins those it names in pairs


def join_rows(rows: list[Row], named: Callable[[Row], Text] | None = None) -> Phrase:
    """The names of rows, joined as the source joins them: a slash stays a slash.

    `named` makes the name of a row; without it, it is told with its status. Who stands in such a
    pair is not named again alone.
    """
    named = named or with_status
    paired = {row.id for row in rows if _logic(row) in (SLASH, ANY)}
    parts: list[Text] = []
    for row in rows:
        if _logic(row) in (SLASH, ANY):
            names = _once(named(other) for other in rows if _group(other) == _group(row))
            parts.append(
                Phrase.join("/", names) if _logic(row) == SLASH else grammar().join_or(names)
            )
        elif row.id not in paired:
            parts.append(named(row))
    return join_names(parts)


def are_several(rows: Sequence[Row]) -> bool:
    """Whether rows are a subject in the plural: several that are joined with "and", or a name
    that is surely a plural.
    """
    first = rows[0]
    if any(_logic(row) in (SLASH, ANY) for row in rows):
        return False
    if len({row.name for row in rows}) > 1:
        return True
    several: bool = grammar().is_several(first.name, collective=first.collective)
    return several


def subject_is_several(answer: Answer) -> bool:
    """Whether the answer's subject is called by a plural."""
    node = answer.subject
    return node is not None and grammar().is_several(node.name, collective=node.collective)


def _group(row: Row) -> str:
    return row.group.id if row.group else ""


def _logic(row: Row) -> str:
    return row.group.logic if row.group else ""


def with_status(row: Row) -> Text:
    """The name of a row, and the status of its fact when it does not go without saying."""
    if row.period.status == IN_FORCE:
        return row.ref
    return phrase("answers.with_status", name=row.ref, status=row.period.status)


def _once(names: Iterable[Text]) -> list[Text]:
    """Each name once, whatever it is the name of."""
    found: dict[str, Text] = {}
    for name in names:
        found.setdefault(name.name if isinstance(name, Ref) else str(name), name)
    return list(found.values())


def join_names(names: Iterable[Text]) -> Phrase:
    """Names as a list, each once; of many the first, and how many more there are."""
    some: Phrase = grammar().join_some(_once(names), MOST_NAMES)
    return some


def subject_of(answer: Answer) -> Text:
    """The subject of an answer, or what the user wrote when it could not be told."""
    if answer.subject:
        title: Phrase = grammar().quote_titles(Ref(answer.subject.id, answer.subject.name))
        return title
    return phrase("answers.asked", asked=answer.asked)
