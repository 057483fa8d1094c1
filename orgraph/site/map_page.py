"""The map of the site: the whole organisation on one page, whose bodies lead to their pages, as those lead to it."""

from __future__ import annotations

from urllib.parse import quote

from orgraph.dates import Span, iso, one_day, parse_day, parse_span
from orgraph.facts import Node
from orgraph.maps.page import Elsewhere, build_map
from orgraph.maps.timeline import life_of
from orgraph.organisation import Organisation
from orgraph.site.addresses import THINGS, name_of
from orgraph.site.frame import START, Crumb

LINK = Crumb("Kort", "kort.html", "Hele organisationen på én side: flyt datoen, vælg et organ, find vejen fra det ene til det andet.")
MOST_BODIES = 1_000  # on one page; nobody finds anything on a larger one


def day_of_map(organisation: Organisation, day: str) -> Span | None:
    """The day on which the map opens: the site's own, else the last day to which a document confirms something. None where there is nothing to draw,
    or too much.
    """
    labels = organisation.vocabulary.bodies()
    bodies = [node for node in organisation.list_nodes() if node.label in labels]
    if not 0 < len(bodies) <= MOST_BODIES:
        return None
    if day:
        return parse_day(day)
    confirmed = [parse_span(node.validity.confirmed_until).after - 1 for node in bodies if node.validity.confirmed_until]
    return one_day(max(confirmed, default=max(1, *(life_of(node.validity).first for node in bodies))))


def make_map(organisation: Organisation, day: Span) -> str:
    """The page as HTML."""
    return build_map(organisation, day, elsewhere=Elsewhere(START, f"{THINGS}/", name_of, ".html"))


def place_on_map(node: Node, opens: Span) -> str:
    """The node on the map, from the site's root; what does not exist on the day on which the map opens is shown on the day nearest to it."""
    life = life_of(node.validity)
    day = min(max(opens.first, life.first), life.after - 1)
    return f"{LINK.address}#{quote(node.id, safe='')}{f'?dag={iso(day)}' if day != opens.first and day > 0 else ''}"
