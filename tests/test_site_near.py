"""The picture of a body's neighbourhood, the flow of a process, and the names that lead from a scenario's page."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from orgraph.organisation import Organisation
from orgraph.pages.timeline import Life
from orgraph.render.difference_report import build_report
from orgraph.scenario.difference import diff
from orgraph.scenario.reader import read_scenario
from orgraph.seed.reader import read_seed
from orgraph.site.addresses import page_of
from orgraph.site.build import build_site
from orgraph.site.flow import Part, flow_of
from orgraph.site.neighbourhood import label_of, picture, style, years
from orgraph.site.page_model import Item, Stage
from orgraph.site.scenario_page import difference_page
from tests.browser.organisations import PAYLOADS, hostile
from tests.conftest import write_seed


class Seen(HTMLParser):
    """The boxes of a picture: side, words, name, and the attributes of the box. `order` is what a screen reader comes to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.side = self.words = ""
        self.boxes: list[tuple[str, str, str]] = []
        self.days: dict[tuple[str, str], tuple[str | None, str | None]] = {}
        self.order: list[str] = []
        self.links: list[str] = []
        self._open: list[str] = []
        self._dated: dict[str, str | None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        first = (found.get("class") or "").split(" ")[0]
        if tag == "div" and first in ("u", "l", "c", "r", "d"):
            self.side = first
        self._dated = found if tag == "li" else self._dated
        self.links += [str(found["href"])] if tag == "a" else []
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        text, tag = data.replace("\u00ad", ""), self._open[-1] if self._open else ""
        self.order.append(text)
        if tag == "p":
            self.words = text
        if tag == "a":
            self.boxes.append((self.side, self.words, text))
            self.days[self.words, text] = self._dated.get("data-from"), self._dated.get("data-to")


def seen(organisation: Organisation, node_id: str) -> Seen:
    node = organisation.find_node(node_id)
    assert node
    return Seen(str(picture(organisation, node)))


# ---- The neighbourhood
def test_who_is_above_below_left_and_right_of_a_body(organisation: Organisation) -> None:
    """
    bodies:
      - {id: udvalget, name: Udvalget, kind: udvalg}
      - {id: gruppen, name: Gruppen, kind: styregruppe}
      - {id: klyngen, name: Klyngen, kind: klynge}
      - {id: regionen, name: Regionen, kind: region}
    agreements:
      - {id: aftalen, name: Aftalen, kind: aftale}
    relations:
      - gruppen refererer-til udvalget: {}
      - klyngen refererer-til gruppen: {}
      - regionen udpeger gruppen: {}
      - gruppen godkender aftalen: {}
    """
    found = seen(organisation, "gruppen")
    assert found.boxes == [
        ("u", "refererer til", "Udvalget"),
        ("l", "får medlemmer udpeget af", "Regionen"),
        ("r", "godkender", "Aftalen"),
        ("d", "har under sig", "Klyngen"),
    ]
    assert (
        found.order.index("Regionen") < found.order.index("Gruppen") < found.order.index("Aftalen")
    )
    assert found.links == ["udvalget.html", "regionen.html", "aftalen.html", "klyngen.html"]


def test_a_box_carries_the_days_on_which_its_relation_holds(organisation: Organisation) -> None:
    """
    bodies:
      - {id: udvalget, name: Udvalget, kind: udvalg}
      - {id: gruppen, name: Gruppen, kind: styregruppe, valid_to: 2018-01-01}
      - {id: rest, name: Resten, kind: udvalg}
    relations:
      - gruppen refererer-til udvalget: {valid_from: 2012-03-01}
      - udvalget refererer-til rest: {id: foer, valid_from: 2011-01-01, valid_to: 2013-01-01}
      - udvalget refererer-til rest: {id: efter, valid_from: 2013-01-01, valid_to: 2014-01-01}
    """
    found = seen(organisation, "udvalget")
    assert found.days["har under sig", "Gruppen"] == ("2012-03-01", "2018-01-01")
    assert found.days["refererer til", "Resten"] == ("2011-01-01", "2014-01-01")
    assert "2012–2018" in found.order
    assert " til 2018" not in "".join(
        seen(organisation, "gruppen").order
    )  # its own end need not be said again


@pytest.mark.parametrize(
    ("first", "after", "stated", "said"),
    [
        ("2012", "2018", True, "2012–2018"),
        ("2012", "", True, "fra 2012"),
        ("2012", "2018", False, "til 2018"),
        ("2012-02", "2012-09", True, "2012"),
        ("", "", True, ""),
    ],
)
def test_the_years_of_a_box(first: str, after: str, stated: bool, said: str) -> None:
    from orgraph.dates import OPEN_END, parse_span

    begins, ends = (
        parse_span(first).first if first else 0,
        parse_span(after).first if after else OPEN_END,
    )
    assert years(Life(begins, ends, stated, begins), Life(0, OPEN_END, False, 0)) == said


def test_what_has_no_relations_or_is_no_body_has_no_picture(organisation: Organisation) -> None:
    """
    bodies:
      - {id: alene, name: Alene, kind: udvalg}
      - {id: udvalget, name: Udvalget, kind: udvalg}
    agreements:
      - {id: aftalen, name: Aftalen, kind: aftale}
    relations:
      - udvalget godkender aftalen: {}
    """
    assert not seen(organisation, "alene").order
    assert not seen(organisation, "aftalen").order
    assert seen(organisation, "udvalget").boxes


def test_of_many_the_first_are_shown_and_the_others_folded_away(tmp_path: Path) -> None:
    bodies = "\n".join(
        f"  - {{id: k{number}, name: Kommune {number}, kind: kommune}}" for number in range(31)
    )
    relations = "\n".join(f"  - k{number} refererer-til udvalget: {{}}" for number in range(31))
    text = f"bodies:\n  - {{id: udvalget, name: Udvalget, kind: udvalg}}\n{bodies}\nrelations:\n{relations}\n"
    organisation = read_seed(write_seed(tmp_path / "seed", text)).organisation
    node = organisation.find_node("udvalget")
    assert node
    html = str(picture(organisation, node))
    shown, _, folded = html.partition("<details>")
    assert (shown.count("<a "), folded.count("<a ")) == (8, 23)
    assert "<summary>… og 23 andre</summary>" in folded


def test_every_relation_of_a_body_is_in_its_picture(real: Organisation) -> None:
    for node in real.list_nodes():
        if node.label not in real.vocabulary.bodies:
            continue
        out = {relation.target for relation in real.list_all_out(node.id)} | {
            relation.source for relation in real.list_all_in(node.id)
        }
        links = set(seen(real, node.id).links)
        never = {
            found for found in out - {node.id} if page_of(found).removeprefix("ting/") not in links
        }
        assert not never, node.id


def test_an_ordinary_picture_is_light(real: Organisation) -> None:
    sizes = sorted(
        len(str(picture(real, node)).encode())
        for node in real.list_nodes()
        if 5 <= len(set(seen(real, node.id).links)) <= 8
    )
    assert sizes[len(sizes) // 2] <= 1500


def test_hostile_text_stays_text_in_the_picture() -> None:
    found = hostile()
    for node in found.list_nodes():
        html = str(picture(found, node))
        assert not re.search(r"<(?!/?(?:div|ul|li|p|a|small|details|summary|wbr)\b)", html)
        assert not re.search(r"<[^>]*\son\w+=", html)
    words = found.vocabulary
    kinds = {name: kind._replace(code='"}</style><script>') for name, kind in words.kinds.items()}
    assert not re.search(
        r"[<>]|\"}", style(words._replace(kinds=kinds)).replace('"}\n', "").replace('""}', "")
    )


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_label_is_escaped_and_says_the_name(text: str) -> None:
    class Text(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    reader = Text()
    reader.feed(label_of(text))
    assert reader.said.replace("\u00ad", "") == text


# ---- Processes
def stage(order: int, branch: str | None) -> Stage:
    from markupsafe import Markup

    return Stage(
        order, branch, Item(None, None, "", Markup(str(order)), Markup(""), Markup("")), None, None
    )


def told(parts: tuple[Part, ...]) -> list[object]:
    """A flow as lists: numbers of steps, and of forks the lanes by name."""
    return [
        {lane.name: told(lane.parts) for lane in part.lanes}
        if part.lanes
        else [found.order for found in part.stages]
        for part in parts
    ]


@pytest.mark.parametrize(
    ("branches", "flow"),
    [
        ([], []),
        ([None, None], [[1, 2]]),
        ([None, "a", "b", "a", None], [[1], {"a": [[2, 4]], "b": [[3]]}, [5]]),
        (["a", None, "b"], [{"a": [[1]]}, [2], {"b": [[3]]}]),
        (["a", "a, x", "a, y", "b"], [{"a": [[1], {"x": [[2]], "y": [[3]]}], "b": [[4]]}]),
        (["børn, unge", "voksne"], [{"børn, unge": [[1]], "voksne": [[2]]}]),
    ],
)
def test_steps_become_runs_and_forks(branches: list[str | None], flow: list[object]) -> None:
    assert (
        told(flow_of([stage(number, branch) for number, branch in enumerate(branches, 1)])) == flow
    )


def test_a_fork_is_as_wide_as_its_lanes_and_theirs() -> None:
    (fork,) = flow_of(
        [stage(number, branch) for number, branch in enumerate(["a", "a, x", "a, y", "b"])]
    )
    assert fork.width == 3


def test_every_step_of_a_process_stands_on_its_page_with_its_number(
    real: Organisation, real_site: Path
) -> None:
    for process in ("proces-utilsigtede-haendelser", "proc-002-telekol", "proc-004-fokusomraader"):
        page = (real_site / page_of(process)).read_text("utf-8")
        flow = page[page.index('<div class="flow') :].partition("</section>")[0]
        steps = sorted(real.list_steps(process), key=lambda step: step.order)
        assert [int(found) for found in re.findall(r'<li[^>]* value="(\d+)"', flow)] == [
            step.order for step in steps
        ]
        assert flow.count("Frist:") == sum(bool(step.deadline) for step in steps)
        assert flow.count("Betingelse:") == sum(bool(step.condition) for step in steps)


# ---- Scenarios
STORY = """
bodies:
  - {id: udvalget, name: Udvalget, kind: udvalg}
  - {id: gruppen, name: "Gruppen <b>", kind: styregruppe}
objectives:
  - {id: maalet, name: Målet}
relations:
  - gruppen refererer-til udvalget: {valid_from: 2011-01-01}
  - gruppen ansvarlig-for maalet: {valid_from: 2011-01-01}
"""
SCENARIO = "name: Gruppen nedlægges\non: 2014-01-01\nsteps:\n  - dissolve: gruppen\n"


def test_a_scenario_in_a_site_leads_back_and_to_what_it_names_and_one_alone_leads_nowhere(
    tmp_path: Path,
) -> None:
    seed = write_seed(tmp_path / "seed", STORY)
    (seed / "scenarios").mkdir()
    (seed / "scenarios" / "slut.yaml").write_text(SCENARIO, "utf-8")
    organisation = read_seed(seed).organisation
    build_site(organisation, tmp_path / "websted", seed=seed)
    page = (tmp_path / "websted" / "scenarier" / "slut.html").read_text("utf-8")
    links = {
        link.partition("#")[0]
        for link in re.findall(r'href="([^"]*)"', page)
        if not link.startswith(("#", "data:"))
    }
    assert links == {
        "../index.html",
        "../scenarier.html",
        "../ting/gruppen.html",
        "../ting/maalet.html",
        "../ting/udvalget.html",
    }
    assert all(
        (tmp_path / "websted" / os.path.normpath(f"scenarier/{link}")).is_file() for link in links
    )
    assert "Gruppen &lt;b&gt;</a>" in page
    alone = difference_page(
        build_report(
            diff(organisation, read_scenario(seed / "scenarios" / "slut.yaml", organisation))
        ),
        "Navn",
    )
    assert not [
        link
        for link in re.findall(r'href="([^"]*)"', alone)
        if not link.startswith(("#", "data:"))
    ]


def test_names_on_a_scenario_s_page_lead_to_what_is_meant_also_when_several_have_one_name(
    tmp_path: Path,
) -> None:
    story = """
bodies:
  - {id: udvalget, name: Udvalget, kind: udvalg}
  - {id: tvilling-a, name: Tvilling, kind: styregruppe}
  - {id: tvilling-b, name: Tvilling, kind: styregruppe}
objectives:
  - {id: maalet, name: Målet for Udvalget}
relations:
  - tvilling-a refererer-til udvalget: {}
  - tvilling-b ansvarlig-for maalet: {}
"""
    steps = """name: Prøve
on: 2014-01-01
steps:
  - dissolve: [tvilling-a, tvilling-b]
  - create: {id: ny, name: Udvalget, kind: udvalg}
"""
    organisation = read_seed(write_seed(tmp_path / "seed", story)).organisation
    (tmp_path / "s.yaml").write_text(steps, "utf-8")
    report = build_report(diff(organisation, read_scenario(tmp_path / "s.yaml", organisation)))

    def has_page(node_id: str) -> bool:
        return organisation.find_node(node_id) is not None

    page = difference_page(report, "Navn", has_page)
    found = re.search(r"<li>Nedlæg (.*?)\.\n", page)
    assert found
    assert found[1] == (
        '<a href="../ting/tvilling-a.html">Tvilling</a> og'
        ' <a href="../ting/tvilling-b.html">Tvilling</a>'
    )
    assert "<li>Opret Udvalget (udvalg).\n" in page  # what the scenario begins has no page
    assert '<a href="../ting/maalet.html">Målet for Udvalget</a>' in page
