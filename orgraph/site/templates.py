"""The one door to jinja2, and the frame that every page stands in: title, way back, navigation,
policy. All text is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from orgraph.dates import Span
from orgraph.languages import ACTIVE, grammar, phrase, table, text
from orgraph.pages.hyphenation import soften
from orgraph.phrases import Ref
from orgraph.questions import table_questions
from orgraph.site import fragments
from orgraph.site.addresses import ADDRESSES

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
# Style, scripts and the search index are the site's own files beside the pages; nothing inline
# runs, and nothing is fetched from elsewhere.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri"
    " 'none'; form-action 'none'"
)
START = "index.html"
MENU: Mapping[str, str] = table("site.MENU")
NAVIGATION = (
    *(
        (table("questions.QUESTIONS")[question.name].address, MENU[question.name])
        for question in table_questions()
    ),
    *(
        (ADDRESSES[name], MENU[name])
        for name in ("changes", "unsettled", "documents", "everything")
    ),
)


class Crumb(NamedTuple):
    """A step of the way back, or a link of the menu: its words, the page's address from the site's
    root (empty for the page itself), and what the start page says of it.
    """

    text: str
    address: str = ""
    description: str = ""


class Site(NamedTuple):
    """What all pages share: the organisation's name, the day the site opens on ("" for all times),
    links beside the fixed ones, and the day the map opens on (None: there is no map).
    """

    name: str
    day: str = ""
    links: tuple[Crumb, ...] = ()
    map_day: Span | None = None


class Page(NamedTuple):
    """One page: its address from the site's root ("ting/001.html"), its title, and the way back
    without the start page and itself.
    """

    address: str
    title: str
    crumbs: tuple[Crumb, ...] = ()

    @property
    def root(self) -> str:
        """The way from the page to the site's root."""
        return "../" * self.address.count("/")


def render(template: str, *, site: Site, page: Page, **data: Any) -> str:
    """The page as HTML: what the template makes, in the frame.

    Whatever the template is given is escaped unless it is `Markup` already.
    """
    main = render_alone(template, site=site, page=page, root=page.root, **data)
    current = (
        page.address
        if page.address
        in {address for address, _ in NAVIGATION} | {link.address for link in site.links}
        else ""
    )
    title = (
        page.title
        if page.title == site.name
        else text("site.page_title", title=page.title, site=site.name)
    )
    before, between, crumbs, after = _frame(site, page.root, current, page.address == START)
    return "".join(
        (
            before,
            str(escape(title)),
            between,
            _crumbs(page) if crumbs is not None else "",
            crumbs or "",
            main,
            after,
        )
    )


def render_alone(template: str, **data: Any) -> str:
    """What the template makes, without the frame: for a page with a head of its own.

    Whatever it is given is escaped unless it is `Markup` already.
    """
    return _environment().get_template(template).render(**data)


@lru_cache
def _frame(site: Site, root: str, current: str, start: bool) -> tuple[str, str, str | None, str]:
    """The frame around what differs: before the title, before and after the way back (None: the
    start page has none), and after what the page is about.
    """
    menu = Markup(
        _environment().get_template("menu.html").render(site=site, root=root, current=current)
    )
    marks = {
        "title": "\0title",
        "crumbs": "\0crumbs",
        "main": "\0main",
    }  # no page can hold this letter
    site = site._replace(name=site.name.replace("\0", "�"))
    whole = (
        _environment()
        .get_template("frame.html")
        .render(site=site, root=root, start=start, menu=menu, **marks)
    )
    before, rest = whole.split(marks["title"])
    rest, after = rest.split(marks["main"])
    between, found, crumbs = rest.partition(marks["crumbs"])
    return before, between, crumbs if found else None, after


def _crumbs(page: Page) -> str:
    links = "".join(
        [
            f'<li><a href="{page.root}{escape(crumb.address)}">{escape(crumb.text)}</a></li>\n'
            for crumb in page.crumbs
        ]
    )
    return f'{links}<li aria-current="page">{escape(page.title)}</li>'


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.globals.update(
        language=ACTIVE,
        addresses=ADDRESSES,
        menu=MENU,
        say=say,
        say_html=say_html,
        policy=Markup(POLICY),
        navigation=NAVIGATION,
        parts=fragments,
    )
    environment.filters.update(
        soften=_softened,
        breakable=fragments.breakable,
        capital=grammar().capital,
        lower_first=grammar().lower_first,
    )
    return environment


@lru_cache(1_000)  # the same labels stand on every page
def say(code: str, /, **values: str | int) -> str:
    """A text of the language, by its code and what it is filled with."""
    return text(code, **values)


def say_html(code: str, /, **values: Markup) -> Markup:
    """A text of the language filled with HTML; its own words are escaped.

    >>> say_html("site.concerns", things=Markup("<b>det</b>"))
    Markup('Vedrører <b>det</b>.')
    """
    places = phrase(code, **{name: Ref(name, "") for name in values})
    return Markup("").join(
        [values[piece.id] if isinstance(piece, Ref) else piece for piece in places]
    )


def _softened(name: str) -> Markup:
    """Escaped, with soft hyphens before the head words of compounds: the only places inside a word
    where a line may break.
    """
    return fragments.safe(soften(str(escape(name))))
