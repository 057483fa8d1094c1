"""What a load counts as ended: what was open in the database and gets an end now."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from orgraph.facts import Validity
from orgraph.neo4j_store.comparison import Record, compare
from orgraph.neo4j_store.encode import (
    LinkElement,
    NodeElement,
    list_link_elements,
    list_node_elements,
)
from orgraph.organisation import Organisation
from tests.strategies import ALWAYS, node, organisation, relation, validity

MAKERS: tuple[Callable[[Organisation], Iterator[NodeElement | LinkElement]], ...] = (
    list_node_elements,
    list_link_elements,
)
UNTIL = validity("2010-01-01", "2020-01-01")
EARLIER = validity("2010-01-01", "2018-01-01")


def made(life: Validity, value: str) -> Organisation:
    """A body and a relation of such a life."""
    held = relation("a", "refererer-til", "b", validity=life, value=value)
    return organisation(
        node("a", "udvalg", f"A{value}")._replace(validity=life), node("b", "råd"), held
    )


def stored(element: NodeElement | LinkElement, position: float) -> Record:
    """An element as the database tells of it."""
    found: Record = {
        "id": element.id,
        "fingerprint": element.properties["fingerprint"],
        "position": position,
    }
    if isinstance(element, LinkElement):
        return found | {
            "type": element.type,
            "element": f"link {element.id}",
            "open": "valid_to" not in element.properties,
        }
    return found | {"labels": list(element.labels), "open": "valid_to" not in element.properties}


@pytest.mark.parametrize(
    ("before", "after", "ended"),
    [
        (made(ALWAYS, "1"), made(UNTIL, "1"), [True]),
        (made(ALWAYS, "1"), made(ALWAYS, "2"), [False]),
        (made(UNTIL, "1"), made(EARLIER, "1"), [False]),
        (made(UNTIL, "1"), made(ALWAYS, "1"), [False]),
        (made(ALWAYS, "1"), made(ALWAYS, "1"), []),
    ],
    ids=["gets an end", "stays open", "ends on another day", "is opened again", "is as it was"],
)
def test_what_was_open_and_has_an_end_now_has_ended(
    before: Organisation, after: Organisation, ended: list[bool]
) -> None:
    for list_elements in MAKERS:
        records = [stored(element, place) for place, element in enumerate(list_elements(before))]
        difference = compare(records, list_elements(after), 100)
        assert [changed.ended for changed in difference.changed] == ended
        assert (difference.new, difference.stale, difference.moved) == ([], [], [])
