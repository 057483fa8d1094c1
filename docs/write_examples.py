"""Writes the published examples that visualisations/eksempler.toml lists, and the page that leads
to them: `make visualisations`. All dates are given, so the bytes are the same whenever and
wherever it runs. Words of the data are escaped.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from map_picture import draw
from markupsafe import Markup, escape

from orgraph.cli.main import run
from orgraph.files import write_whole
from orgraph.languages.da.grammar import format_date
from orgraph.pages.hyphenation import soften
from orgraph.pages.policy import hash_of

HERE = Path(__file__).parent
ROOT = HERE.parent
TARGET = ROOT / "visualisations"
LISTED = TARGET / "eksempler.toml"
INDEX = "index.html"
SEED = ROOT / "seed"
STYLES = (ROOT / "orgraph" / "site" / "assets" / "side.css", HERE / "examples.css")
_DATE = re.compile(r"(?<=\d\.) (?=[a-zæøå])")

PAGE = Markup("""<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<a class="skip" href="#indhold">Gå til indholdet</a>
<header>
<p class="kind">{organisation}</p>
<h1>{title}</h1>
<p class="lede">{lede}</p>
<p class="muted" lang="en">{english}</p>
</header>
<main id="indhold" tabindex="-1">
<section aria-labelledby="svar">
<h2 id="svar">Spørgsmål og svar</h2>
<ul class="asked">
{questions}</ul>
</section>
<section aria-labelledby="sider">
<h2 id="sider">Alle sider</h2>
<ul class="examples">
{pages}</ul>
</section>
</main>
<footer><p>Skrevet af orgraph ud fra dokumenterne i seed.
<code>make visualisations</code> skriver siderne igen.</p></footer>
</body>
</html>
""")
QUESTION = Markup("""<li>
<h3>{asked}</h3>
<p class="day">Pr. {day}</p>
{answer}<blockquote><p>{quote}</p><cite>{place}</cite></blockquote>
<p class="links">{links}</p>
</li>
""")
CARD = Markup("""<li>
<div class="picture">{picture}</div>
<h3><a href="{file}">{title}</a></h3>
<p>{words}</p>
</li>
""")


def main() -> int:
    """Writes everything into the folder named on the command line, or into visualisations/."""
    target = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else TARGET
    listed = tomllib.loads(LISTED.read_text("utf-8"))
    for page in listed["pages"]:
        ask(*page["command"], "--output", str(target / page["file"]))
    write_whole(target / INDEX, index(listed, target).encode("utf-8"))
    return 0


def ask(*words: str) -> str:
    """What the command prints. Ends the program when it has no answer."""
    printed = StringIO()
    with redirect_stdout(printed):
        status = run([*words, "--seed", str(SEED)])
    if status:
        sys.exit(f"orgraph {' '.join(words)}: {printed.getvalue().strip() or status}")
    return printed.getvalue()


# ---- The page that leads to the others
def index(listed: dict[str, Any], folder: Path) -> str:
    """The page as HTML, with the answers as the program gives them and the pictures as the written
    maps have them.
    """
    style = "".join(path.read_text("utf-8") for path in STYLES)
    policy = (
        f"default-src 'none'; style-src {hash_of(style)}; img-src data:; base-uri 'none';"
        " form-action 'none'"
    )
    words = {name: typeset(listed[name]) for name in ("organisation", "title", "lede", "english")}
    questions, cards = (
        (question(found, folder) for found in listed["questions"]),
        (card(found, folder) for found in listed["pages"]),
    )
    return PAGE.format(
        policy=policy,
        style=Markup(style),
        questions=joined(questions),
        pages=joined(cards),
        **words,
    )


def question(found: dict[str, Any], folder: Path) -> Markup:
    """A question with its answer, the sentence the answer rests on, and where to read on."""
    answer = json.loads(ask(*found["ask"], "--json"))
    told = (
        points(found, folder)
        if "points" in found
        else Markup('<p class="answer">{}</p>\n').format(typeset(answer["text"]))
    )
    source = next(facts_in(answer, found["fact"]))["sources"][0]
    links = joined(
        (Markup('<a href="{to}">{text}</a>').format(**link) for link in found["links"]), " "
    )
    return QUESTION.format(
        asked=typeset(found["asked"]),
        day=format_date(answer["at"]),
        answer=told,
        quote=typeset(source["quote"]),
        place=place(source),
        links=links,
    )


def facts_in(answer: Any, fact_id: str) -> Iterator[dict[str, Any]]:
    """Wherever an answer tells of a fact: in its rows, or in the steps of its ways."""
    if isinstance(answer, dict):
        if fact_id in (answer.get("fact"), answer.get("id")) and answer.get("sources"):
            yield answer
        answer = list(answer.values())
    if isinstance(answer, list):
        for part in answer:
            yield from facts_in(part, fact_id)


def points(found: dict[str, Any], folder: Path) -> Markup:
    """The short account of a scenario's page, as it stands there."""
    page = (folder / found["points"]).read_text("utf-8")
    _, _, after = page.partition('<ul class="points">')
    account, end, _ = after.partition("</ul>")
    if not end:
        sys.exit(f"{found['points']} has no short account")
    return Markup('<p class="answer">{}</p>\n<ul class="points">{}</ul>\n').format(
        typeset(found["before_points"]), Markup(account)
    )


def card(found: dict[str, Any], folder: Path) -> Markup:
    """A page with its picture."""
    picture = draw((folder / found["picture"]["map"]).read_text("utf-8"), found["picture"]["of"])
    return CARD.format(
        picture=picture,
        file=found["file"],
        title=typeset(found["title"]),
        words=typeset(found["words"]),
    )


def place(source: dict[str, Any]) -> str:
    """A document and its lines, as people cite them."""
    first, last = source["lines"]
    return f"{source['document']}, linje {first}" + (f"–{last}" if last != first else "")


def typeset(text: str) -> Markup:
    """Escaped, with dates kept together, and places where a long compound and two names with a
    slash between them may break.
    """
    return Markup(soften(str(escape(_DATE.sub("\u00a0", text)))).replace("/", "/<wbr>"))


def joined(parts: Iterable[Markup], between: str = "") -> Markup:
    """Parts of a page in a row."""
    return Markup(between).join(parts)


if __name__ == "__main__":
    sys.exit(main())
