"""The map of the site: the whole organisation on one page, whose bodies lead to their pages, as
those lead to it.
"""

from __future__ import annotations

from urllib.parse import quote

from orgraph.dates import Span, iso, one_day, parse_day, parse_span
from orgraph.facts import Node
from orgraph.languages import table
from orgraph.maps.model import Elsewhere
from orgraph.maps.page import build_map
from orgraph.organisation import Organisation
from orgraph.pages.timeline import life_of
from orgraph.site.addresses import ADDRESSES, name_of
from orgraph.site.templates import MENU, START, Crumb

LINK = Crumb(MENU["map"], ADDRESSES["map"], table("site.MAP_SAID"))
_DAY: str = table("site.PARAMETERS")["map_day"]
MOST_BODIES = 1_000  # on one page; nobody finds anything on a larger one


def day_of_map(organisation: Organisation, day: str) -> Span | None:
    """The day on which the map opens: the site's own, else the last day to which a document
    confirms something. None where there is nothing to draw, or too much.
    """
    labels = organisation.vocabulary.bodies
    bodies = [node for node in organisation.list_nodes() if node.label in labels]
    if not 0 < len(bodies) <= MOST_BODIES:
        return None
    if day:
        return parse_day(day)
    confirmed = [
        parse_span(node.validity.confirmed_until).after - 1
        for node in bodies
        if node.validity.confirmed_until
    ]
    return one_day(
        max(confirmed, default=max(1, *(life_of(node.validity).first for node in bodies)))
    )


def make_map(organisation: Organisation, day: Span) -> str:
    """The page of the map as HTML, opened on the day."""
    return build_map(
        organisation, day, elsewhere=Elsewhere(START, ADDRESSES["things"], name_of, ".html")
    )


def place_on_map(node: Node, opens: Span) -> str:
    """The address of a node's place on the map, from the site's root.

    What does not exist on the day on which the map opens is shown on the nearest day on which it
    does.
    """
    life = life_of(node.validity)
    day = min(max(opens.first, life.first), life.after - 1)
    asked = f"?{_DAY}={iso(day)}" if day != opens.first and day > 0 else ""
    return f"{LINK.address}#{quote(node.id, safe='')}{asked}"
