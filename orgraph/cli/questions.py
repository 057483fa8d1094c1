"""The answering commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from orgraph.answers import ask, ask_between, ask_by_relation, ask_what_if, unresolved
from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, compare
from orgraph.answers.subjects import find_relation_type, resolve
from orgraph.cli.common import ASKED, Chosen, Outcome, Subject, complete_relation, complete_subject, taking, told, with_organisation
from orgraph.dates import Span
from orgraph.errors import TwoWaysAtOnce
from orgraph.organisation import Organisation
from orgraph.view import View

Command = Callable[..., None]
Relation = Annotated[
    str, typer.Argument(metavar="RELATION", help="En relation fra ordlisten, fx sekretariat-for eller høres-om.", autocompletion=complete_relation)
]
To = Annotated[str, typer.Option("--to", metavar="ORGAN", help="Kun vejen til dette organ.", autocompletion=complete_subject)]


def _about_one_subject(question: str, says: str) -> Command:
    """The command of a question about one subject."""

    def command(chosen: Chosen, subject: Subject) -> None:
        _print(lambda view: ask(view, question, subject), chosen)

    command.__name__, command.__doc__ = question, says
    return taking(*ASKED)(command)


SUBJECT_COMMANDS = {
    question: _about_one_subject(question, says)
    for question, says in (
        ("approves", "Hvem godkender det? Hele vejen til afgørelsen, i rækkefølge."),
        ("responsible", "Hvem er ansvarlig for det? Og hvem udfører, følger op og koordinerer."),
        ("implements", "Hvem implementerer det?"),
        ("appoints", "Hvem sidder der, hvor mange, og hvem udpeger dem?"),
        ("show", "Alt hvad der vides om det."),
        ("history", "Dets liv: oprettet, ændret, nedlagt; forgængere og efterfølgere."),
        ("steps", "Trinnene i en proces, i rækkefølge."),
    )
}


@taking(*ASKED)
def escalate(chosen: Chosen, subject: Subject, to: To = "") -> None:
    """Hvordan kommer en sag videre opad?"""
    from orgraph.answers.escalate import ask_escalate

    def put(view: View) -> Answer:
        if not to:
            return ask(view, "escalate", subject)
        goal = resolve(view, to)
        if goal.node is None:
            return unresolved("escalate", to, view, goal)
        return ask(view, "escalate", subject, lambda seen, node, text: ask_escalate(seen, node, text, to=goal.node))

    _print(put, chosen)


@taking(*ASKED)
def impact(
    chosen: Chosen,
    subject: Annotated[str, typer.Argument(metavar="EMNE", help="Et organ, eller en hel slags, fx temagrupper.", autocompletion=complete_subject)],
    on: Annotated[str, typer.Option("--on", metavar="DATO", help="Dagen det ophører. Uden: i dag.")] = "",
) -> None:
    """Hvad står uden ansvarlig, godkender eller vej opad, hvis det ophører den dag?"""
    _print(lambda view: ask_what_if(view, subject), chosen._replace(at=on or chosen.at))


@taking(*ASKED)
def who(chosen: Chosen, relation: Relation, subject: Subject) -> None:
    """Hvem har relationen til emnet? Fx: who sekretariat-for temagruppen."""
    _print(lambda view: ask_by_relation(view, "who", relation, subject), chosen)


@taking(*ASKED)
def what(chosen: Chosen, relation: Relation, subject: Subject) -> None:
    """Hvad har emnet relationen til? Fx: what godkender sundhedsstyregruppen."""
    _print(lambda view: ask_by_relation(view, "what", relation, subject), chosen)


@taking(*ASKED)
def list_kind(
    chosen: Chosen,
    kind: Annotated[str, typer.Argument(metavar="SLAGS", help="En slags fra ordlisten, i ental eller flertal.")],
    within: Annotated[str, typer.Option("--in", metavar="ORGAN", help="Kun dem, der hører til dette organ eller denne region.")] = "",
    having: Annotated[str, typer.Option("--with", metavar="RELATION", help="Kun dem med denne relation.")] = "",
    lacking: Annotated[str, typer.Option("--without", metavar="RELATION", help="Kun dem uden denne relation.")] = "",
    at_least: Annotated[int, typer.Option("--min", metavar="ANTAL", min=1, max=10_000, help="Mindst så mange af relationen i --with.")] = 1,
    every: Annotated[bool, typer.Option("--all", help="Også dem, hvis begyndelse er ukendt på dagen.")] = False,
) -> None:
    """Alle af en slags på dagen, fx: list temagrupper --at 2012-06-01."""
    from orgraph.answers.listing import Narrowing, ask_list

    def put(view: View) -> Answer:
        whole = resolve(view, within) if within else None
        if whole is not None and whole.node is None:
            return unresolved("list", within, view, whole)
        types = [find_relation_type(view.vocabulary, word) if word else None for word in (having, lacking)]
        return ask_list(view, kind, Narrowing(whole.node if whole else None, types[0], types[1], at_least, every))

    _print(put, chosen)


@taking(*(name for name in ASKED if name != "over_time"))
def unknowns(
    chosen: Chosen,
    subject: Annotated[str, typer.Argument(metavar="[EMNE]", help="Et emne eller et dokuments nummer. Uden: alt.", autocompletion=complete_subject)] = "",
) -> None:
    """Hvad dokumenterne ikke siger, eller siger på to måder."""
    from orgraph.answers.unknowns import ask_unknowns

    _print(lambda view: ask(view, "unknowns", subject) if subject else ask_unknowns(view, None, ""), chosen)


@taking(*ASKED)
def why(chosen: Chosen, subject: Subject, other: Subject) -> None:
    """Hvordan hænger to ting sammen? Den korteste kæde af forhold."""
    _print(lambda view: ask_between(view, "why", subject, other), chosen)


@taking(*ASKED)
def why_not(chosen: Chosen, subject: Subject, other: Subject) -> None:
    """Hvorfor kommer en sag ikke fra det ene til det andet, og siden hvornår?"""
    _print(lambda view: ask_between(view, "why-not", subject, other), chosen)


@taking(*ASKED)
def matrix(
    chosen: Chosen,
    subjects: Annotated[list[str], typer.Argument(metavar="EMNE...", help="Aftaler eller opgaver, eller en hel slags.", autocompletion=complete_subject)],
) -> None:
    """Hvem gør hvad? Organer mod aftaler eller opgaver, med deres roller."""
    from orgraph.answers.matrix import ask_matrix_of

    _print(lambda view: ask_matrix_of(view, subjects), chosen)


@taking(*ASKED)
def search(
    chosen: Chosen,
    words: Annotated[list[str], typer.Argument(metavar="ORD...", help="Ord, der skal stå i et navn, et citat eller en note.")],
) -> None:
    """Find ting og forhold, der rummer ordene."""
    from orgraph.answers.search import ask_search

    _print(lambda view: ask_search(view, " ".join(words)), chosen)


def _print(question: Callable[[View], Answer], chosen: Chosen) -> None:
    """Asks on the day, and as the options say: on another side, or at all times."""
    if chosen.over_time and chosen.against:
        raise TwoWaysAtOnce
    with_organisation(chosen, lambda organisation, day: _outcome(question, organisation, day, chosen)).show()


def _outcome(question: Callable[[View], Answer], organisation: Organisation, day: Span, chosen: Chosen) -> Outcome:
    if chosen.over_time:
        from orgraph.answers.over_time import ask_over_time

        return told(ask_over_time(organisation, day, question), organisation, as_json=chosen.as_json)
    answer = question(View(organisation, day))
    if not chosen.against or answer.status not in (ANSWERED, NOT_STATED):
        return told(answer, organisation, as_json=chosen.as_json)
    from orgraph.cli.sides import other_side

    other = other_side(chosen.against, organisation, day, dated=bool(chosen.at))
    return told(compare(answer, question(View(other.organisation, other.day)), other.name), organisation, as_json=chosen.as_json)


COMMANDS: dict[str, Command] = {
    **SUBJECT_COMMANDS, "escalate": escalate, "impact": impact, "who": who, "what": what, "list": list_kind, "why": why, "why-not": why_not,
    "matrix": matrix, "search": search, "unknowns": unknowns,
}  # fmt: skip
