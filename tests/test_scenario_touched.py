"""What a scenario touches, tells and takes back: the cases that no example on paper shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orgraph.answers import ask
from orgraph.dates import OPEN_END, parse_day
from orgraph.facts import Node, Relation
from orgraph.organisation import Change, Organisation
from orgraph.scenario import replay
from orgraph.scenario.affected import find_affected, find_changed
from orgraph.scenario.apply import Applied, apply
from orgraph.scenario.difference import Asked, Column, Difference, compare_columns, diff
from orgraph.scenario.model import Scenario
from orgraph.scenario.reader import read_scenario
from orgraph.view import View

DAY = "2016-09-01"
Read = Callable[..., Scenario]
Compare = Callable[..., Difference]
Rehearse = Callable[[str], Applied]


@pytest.fixture
def read(organisation: Organisation, tmp_path: Path) -> Read:
    """Reads steps on a day about the organisation in the docstring."""

    def scenario(steps: str, name: str = "s") -> Scenario:
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"name: {name}\non: {DAY}\nsteps:\n{steps}", encoding="utf-8")
        return read_scenario(path, organisation)

    return scenario


@pytest.fixture
def rehearse(organisation: Organisation, read: Read) -> Rehearse:
    return lambda steps: apply(organisation, read(steps))


@pytest.fixture
def compared(organisation: Organisation, read: Read) -> Compare:
    def compare(*steps: str, **more: Any) -> Difference:
        return diff(
            organisation, *(read(text, f"s{number}") for number, text in enumerate(steps)), **more
        )

    return compare


def measure(difference: Difference, name: str) -> list[list[str]]:
    found = next(each for each in difference.measures if each.name == name)
    return [[entry.subject.id for entry in column] for column in found.columns]


# ---- What is asked about
def test_what_only_a_scenario_makes_is_asked_about(compared: Compare) -> None:
    """
    bodies:
      - {id: a, name: A, kind: råd}
    """
    objective = "- create: {{id: {}, name: Mål {}, kind: målsætning}}\n"
    assert measure(compared(objective.format("m", 1)), "without-responsible") == [[], ["m"]]
    both = compared(objective.format("m", 1), objective.format("n", 2))
    assert measure(both, "without-responsible") == [[], ["m"], ["n"]]


def test_what_ends_is_not_asked_about_but_those_who_looked_to_it_are(
    organisation: Organisation, rehearse: Rehearse
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: temagruppe}
      - {id: b, name: B, kind: råd}
    objectives:
      - {id: o, name: Målet}
    relations:
      - a ansvarlig-for o: {}
      - a refererer-til b: {}
    """
    after = rehearse("- dissolve: a\n").organisation
    reach = find_affected(
        [View(organisation, parse_day("2016-08-31")), View(after, parse_day(DAY))],
        find_changed(organisation, [after]),
    )
    change = "scenarie-s"  # what the scenario writes of itself
    assert {question: sorted({*subjects} - {change}) for question, subjects in reach.items()} == {
        "approves": [], "responsible": ["o"], "implements": [], "appoints": [], "escalate": ["a", "o"],
    }  # fmt: skip


def test_who_no_longer_is_of_a_type_loses_what_is_said_of_the_type(
    organisation: Organisation,
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: råd}
    agreements:
      - {id: typen, name: Typen, kind: aftaletype}
      - {id: aftalen, name: Aftalen, kind: aftale}
    relations:
      - aftalen hører-til typen: {id: art}
      - a godkender typen: {}
    """
    after = organisation.with_changes([Change(organisation.find_relation("art"), None)])
    views = [View(organisation, parse_day(DAY)), View(after, parse_day(DAY))]
    assert set(find_affected(views, find_changed(organisation, [after]))["approves"]) == {
        "typen",
        "aftalen",
    }
    (answer,) = compare_columns((Column(views[0]), Column(views[1]))).answers
    assert (answer.question, answer.subject and answer.subject.id) == ("approves", "aftalen")
    assert [change.change for change in answer.changes[0]] == ["lost"]


def test_a_body_that_was_not_there_has_no_way_up_that_could_change(compared: Compare) -> None:
    """
    bodies:
      - {id: a, name: A, kind: temagruppe}
      - {id: b, name: B, kind: styregruppe}
      - {id: c, name: C, kind: råd}
    relations:
      - a refererer-til b: {}
      - b refererer-til c: {}
    """
    difference = compared(
        "- create: {id: ny, name: Ny, kind: temagruppe}\n- move: {set: [a, ny], to: c}\n"
    )
    assert measure(difference, "lengths") == [[], ["a"]]
    (entry,) = next(each for each in difference.measures if each.name == "lengths").columns[1]
    assert (entry.was, entry.value) == (2, 1)


# ---- What is told
def test_a_changed_answer_says_what_was_asked_about_whom(compared: Compare) -> None:
    """
    bodies:
      - {id: a, name: A, kind: temagruppe}
      - {id: a2, name: A2, kind: råd}
    objectives:
      - {id: o, name: Målet}
    relations:
      - a ansvarlig-for o: {}
    """
    steps = "- dissolve: a\n- create: {id: ny, name: Ny, kind: råd}\n- grant: {relation: ansvarlig-for, from: a2, to: ny}\n"

    def told(**more: Any) -> list[tuple[str, str | None, str]]:
        answers = compared(steps, **more).answers
        return [
            (answer.question, answer.subject.id if answer.subject else None, answer.words)
            for answer in answers
        ]

    assert told() == [("responsible", "ny", ""), ("responsible", "o", ""), ("escalate", "o", "")]
    own = [Asked("hvem har ansvaret for o", lambda view: ask(view, "responsible", "o"))]
    assert told(questions=own) == [("responsible", "o", "hvem har ansvaret for o")]


def test_what_is_handed_over_rests_on_the_step_s_own_sentence_and_says_from_whom(
    rehearse: Rehearse,
) -> None:
    """
    bodies:
      - {id: a, name: Gruppe A, kind: temagruppe}
      - {id: b, name: B, kind: råd}
    objectives:
      - {id: o, name: Målet}
    processes:
      - {id: p, name: P, steps: [{order: 1, actors: a, action: skriver, basis: udledt, reasoning: r}]}
    relations:
      - a ansvarlig-for o: {}
    """
    merge = "- merge: {from: a, into: b}\n"
    for more, said in (
        (f"{merge}  reasoning: Det er besluttet.\n", "Det er besluttet. Overtaget fra Gruppe A."),
        (f'{merge}  source: 900:1 "Udvalget godkender aftalen."\n', "Overtaget fra Gruppe A."),
    ):
        found = View(rehearse(more).organisation, parse_day(DAY))
        (held,), (part,) = found.list_in("ansvarlig-for", "o"), found.list_steps("p")
        assert (held.source, held.reasoning, part.actors, part.reasoning) == (
            "b",
            said,
            ("b",),
            said,
        )


def test_what_two_had_the_heir_has_once(rehearse: Rehearse) -> None:
    """
    bodies:
      - {id: a, name: A, kind: temagruppe}
      - {id: b, name: B, kind: temagruppe}
      - {id: c, name: C, kind: råd}
    objectives:
      - {id: o, name: Målet}
    relations:
      - a ansvarlig-for o: {}
      - b ansvarlig-for o: {}
      - b ansvarlig-for o: {id: på-vilkår, condition: når det haster}
    """
    found = View(
        rehearse("- merge: {from: [a, b], into: c}\n").organisation, parse_day(DAY)
    ).list_in("ansvarlig-for", "o")
    assert [(held.source, held.condition) for held in found] == [
        ("c", None),
        ("c", "når det haster"),
    ]


def test_only_tasks_and_objectives_lack_somebody_responsible(compared: Compare) -> None:
    """
    bodies:
      - {id: a, name: A, kind: temagruppe}
      - {id: b, name: B, kind: råd}
    agreements:
      - {id: aftalen, name: Aftalen, kind: aftale}
    objectives:
      - {id: o, name: Målet}
    tasks:
      - {id: t, name: Opgaven, kind: opgave}
    relations:
      - a ansvarlig-for aftalen: {}
      - a ansvarlig-for b: {}
      - a ansvarlig-for o: {}
      - a ansvarlig-for t: {}
    """
    assert sorted(measure(compared("- dissolve: a\n"), "without-responsible")[1]) == ["o", "t"]


def test_a_type_of_agreement_lacks_an_approver_only_while_something_belongs_to_it(
    compared: Compare,
) -> None:
    """
    bodies:
      - {id: a, name: A, kind: temagruppe}
    agreements:
      - {id: brugt, name: Brugt, kind: aftaletype}
      - {id: ubrugt, name: Ubrugt, kind: aftaletype}
      - {id: aftalen, name: Aftalen, kind: aftale}
    relations:
      - aftalen hører-til brugt: {}
      - a godkender brugt: {}
      - a godkender ubrugt: {}
    """
    assert measure(compared("- dissolve: a\n"), "without-approver") == [[], ["brugt"]]


# ---- What is taken back
def test_a_body_that_gets_a_former_name_back_is_not_its_own_namesake(rehearse: Rehearse) -> None:
    """
    bodies:
      - {id: a, name: Rådet, kind: råd, aliases: {Udvalget: null, Kredsen: null}}
    """
    node = rehearse("- rename: {id: a, name: Udvalget}\n").organisation.find_node("a")
    assert node
    assert (node.name, [alias.name for alias in node.aliases]) == (
        "Udvalget",
        ["Kredsen", "Rådet"],
    )
    assert node.note == "Hed »Rådet« indtil 1. september 2016."


# ---- A reform that came, played again
def test_without_a_reform_nothing_of_it_is_there_and_what_it_ended_goes_on(
    organisation: Organisation,
) -> None:
    """
    changes:
      - {id: reform, name: Reformen, date: 2016-09-01}
      - {id: anden, name: En anden, date: 2016-09-01}
    bodies:
      - {id: a, name: A, kind: temagruppe, valid_to: reform}
      - {id: b, name: B, kind: temagruppe, valid_to: anden}
      - {id: c, name: C, kind: temagruppe}
      - {id: ny, name: Ny, kind: råd, valid_from: reform}
    objectives:
      - {id: o, name: Målet}
    identifiers:
      - {node: a, system: SOR, value: "1", basis: udledt, reasoning: r}
      - {node: ny, system: SOR, value: "2", basis: udledt, reasoning: r}
    relations:
      - a ansvarlig-for o: {id: as-før}
      - b ansvarlig-for o: {id: bs, valid_to: anden}
      - ny ansvarlig-for o: {id: nys}
      - c refererer-til ny: {id: til-ny}
      - a følger-op-på o: {id: as-nye, valid_from: 2016-01-01, valid_to: reform}
      - reform nedlægger a: {id: nedlagt}
    """
    before = replay.without(organisation, ["reform"])
    assert {node.id for node in before.list_nodes()} == {"anden", "a", "b", "c", "o", "900"}
    assert {found.id for found in before.list_relations()} == {"as-før", "bs", "as-nye"}
    assert [[found.value for found in before.list_identifiers(body)] for body in ("a", "ny")] == [
        ["1"],
        [],
    ]
    ends = {
        fact.id: (fact.validity.end == OPEN_END, fact.validity.ended_by)
        for fact in before.list_facts()
        if isinstance(fact, Node | Relation)
    }
    assert (ends["a"], ends["b"], ends["as-nye"], ends["bs"]) == (
        (True, None),
        (False, "anden"),
        (True, None),
        (False, "anden"),
    )
    assert replay.without(organisation, []) is organisation


def test_a_replay_tells_what_both_end_what_only_one_ends_and_not_what_neither_does(
    organisation: Organisation, tmp_path: Path
) -> None:
    """
    changes:
      - {id: reform, name: Reformen, date: 2016-09-01}
    bodies:
      - {id: begge, name: Ender i begge, kind: temagruppe, valid_to: reform}
      - {id: beskrevet, name: Ender kun i data, kind: temagruppe, valid_to: reform}
      - {id: forudsagt, name: Ender kun i forsøget, kind: temagruppe}
      - {id: ingen, name: Bliver, kind: temagruppe}
      - {id: ny, name: Ny i begge, kind: råd, valid_from: reform}
      - {id: ny-i-data, name: Ny i data, kind: råd, valid_from: reform}
    objectives:
      - {id: o, name: Målet}
    relations:
      - begge ansvarlig-for o: {}
      - beskrevet ansvarlig-for o: {}
      - forudsagt ansvarlig-for o: {}
      - ingen ansvarlig-for o: {}
      - ny ansvarlig-for o: {}
    """
    head = "name: Afspillet\non: 2016-09-01\nreplays: [reform]\nsteps:\n"
    steps = "- create: [{id: ny, name: Ny, kind: råd}, {id: ny-her, name: Ny her, kind: råd}]\n- dissolve: [begge, forudsagt]\n"
    path = tmp_path / "afspillet.yaml"
    path.write_text(
        head + steps + "- grant: {relation: ansvarlig-for, from: ny-her, to: o}\n",
        encoding="utf-8",
    )
    scenario = read_scenario(path, organisation)
    before, foretold = (
        replay.without(organisation, ["reform"]),
        apply(organisation, scenario).organisation,
    )
    told = replay.compare(organisation, before, foretold, scenario.last)

    def ids(held: replay.Held[Node]) -> list[list[str]]:
        return [[node.id for node in nodes] for nodes in held]

    def sources(held: replay.Held[Relation]) -> list[list[str]]:
        return [[relation.source for relation in relations] for relations in held]

    assert (
        ids(told.bodies_ended)
        == sources(told.relations_ended)
        == [["begge"], ["forudsagt"], ["beskrevet"]]
    )
    assert ids(told.bodies_begun) == [["ny"], ["ny-her"], ["ny-i-data"]]
    assert sources(told.relations_begun) == [[], ["ny-her"], ["ny"]]
