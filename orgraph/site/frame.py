"""The one door to jinja2, and the frame that every page stands in: title, way back, navigation, policy. All text is escaped."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from orgraph.danish import capital, lower_first
from orgraph.dates import spelled
from orgraph.maps.labels import soften

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
# Style, scripts and the search index are the site's own files beside the pages; nothing inline runs, and nothing is fetched from elsewhere.
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
NAVIGATION = (
    ("hvem-godkender.html", "Hvem godkender"),
    ("hvem-har-ansvaret.html", "Hvem har ansvaret"),
    ("vejen-op.html", "Vejen op"),
    ("hvem-udpeger.html", "Hvem udpeger"),
    ("aendringer.html", "Ændringer"),
    ("uafklaret.html", "Uafklaret"),
    ("dokumenter.html", "Dokumenter"),
    ("alt.html", "Alt fra A til Å"),
)


class Crumb(NamedTuple):
    """A step of the way back: its words, and the page's address from the site's root (empty for the page itself)."""

    text: str
    address: str = ""


class Site(NamedTuple):
    """What all pages share: the organisation's name, the day the site opens on ("" for all times), and links beside the fixed ones."""

    name: str
    day: str = ""
    links: tuple[Crumb, ...] = ()


class Page(NamedTuple):
    """One page: its address from the site's root ("ting/001.html"), its title, and the way back without the start page and itself."""

    address: str
    title: str
    crumbs: tuple[Crumb, ...] = ()

    @property
    def root(self) -> str:
        """The way from the page to the site's root."""
        return "../" * self.address.count("/")


def render(template: str, *, site: Site, page: Page, **data: Any) -> str:
    """The page as HTML. The template extends frame.html; whatever it is given is escaped unless it is `Markup` already."""
    current = page.address if page.address in {address for address, _ in NAVIGATION} | {link.address for link in site.links} else ""
    return _environment().get_template(template).render(site=site, page=page, root=page.root, menu=_menu(site, page.root, current), **data)


@lru_cache
def _menu(site: Site, root: str, current: str) -> Markup:
    """The main menu: the same on all pages but those that stand in it."""
    return Markup(_environment().get_template("menu.html").render(site=site, root=root, current=current))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, auto_reload=False
    )
    environment.globals.update(policy=POLICY, navigation=NAVIGATION)
    environment.filters.update(soften=_softened, breakable=breakable, spelled=spelled, capital=capital, lower_first=lower_first)
    return environment


def _softened(text: str) -> Markup:
    """Escaped, with soft hyphens before the head words of compounds: the only places inside a word where a line may break."""
    return Markup(soften(str(escape(text))))


def breakable(text: str) -> Markup:
    """Escaped, with a place to break after each slash: two long names with a slash between them are no word."""
    return Markup(str(escape(text)).replace("/", "/<wbr>"))
