"""The answering commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from orgraph.answers import ask, ask_what_if, unresolved
from orgraph.answers.answer import ANSWERED, NOT_STATED, Answer, compare
from orgraph.answers.escalate import ask_escalate
from orgraph.answers.listing import Narrowing, ask_list
from orgraph.answers.subjects import find_relation_type, resolve
from orgraph.answers.unknowns import ask_unknowns
from orgraph.answers.who import ask_what, ask_who
from orgraph.cli.common import Against, At, Json, Seed, Settings, Subject, complete_relation, complete_subject, day_of, open_seed, print_answer, settings
from orgraph.view import View

Relation = Annotated[
    str, typer.Argument(metavar="RELATION", help="En relation fra ordlisten, fx sekretariat-for eller høres-om.", autocompletion=complete_relation)
]
To = Annotated[str, typer.Option("--to", metavar="ORGAN", help="Kun vejen til dette organ.", autocompletion=complete_subject)]


def approves(ctx: typer.Context, subject: Subject, at: At = "", against: Against = "", seed: Seed = "", as_json: Json = False) -> None:
    """Hvem godkender det? Hele vejen til afgørelsen, i rækkefølge."""
    _ask("approves", subject, against, settings(ctx, seed=seed, at=at, as_json=as_json))


def responsible(ctx: typer.Context, subject: Subject, at: At = "", against: Against = "", seed: Seed = "", as_json: Json = False) -> None:
    """Hvem er ansvarlig for det? Og hvem udfører, følger op og koordinerer."""
    _ask("responsible", subject, against, settings(ctx, seed=seed, at=at, as_json=as_json))


def implements(ctx: typer.Context, subject: Subject, at: At = "", against: Against = "", seed: Seed = "", as_json: Json = False) -> None:
    """Hvem implementerer det?"""
    _ask("implements", subject, against, settings(ctx, seed=seed, at=at, as_json=as_json))


def appoints(ctx: typer.Context, subject: Subject, at: At = "", against: Against = "", seed: Seed = "", as_json: Json = False) -> None:
    """Hvem sidder der, hvor mange, og hvem udpeger dem?"""
    _ask("appoints", subject, against, settings(ctx, seed=seed, at=at, as_json=as_json))


def steps(ctx: typer.Context, subject: Subject, at: At = "", against: Against = "", seed: Seed = "", as_json: Json = False) -> None:
    """Trinnene i en proces, i rækkefølge."""
    _ask("steps", subject, against, settings(ctx, seed=seed, at=at, as_json=as_json))


def show(ctx: typer.Context, subject: Subject, at: At = "", against: Against = "", seed: Seed = "", as_json: Json = False) -> None:
    """Alt hvad der vides om det."""
    _ask("show", subject, against, settings(ctx, seed=seed, at=at, as_json=as_json))


def history(ctx: typer.Context, subject: Subject, at: At = "", against: Against = "", seed: Seed = "", as_json: Json = False) -> None:
    """Dets liv: oprettet, ændret, nedlagt; forgængere og efterfølgere."""
    _ask("history", subject, against, settings(ctx, seed=seed, at=at, as_json=as_json))


def escalate(ctx: typer.Context, subject: Subject, to: To = "", at: At = "", against: Against = "", seed: Seed = "", as_json: Json = False) -> None:
    """Hvordan kommer en sag videre opad?"""
    chosen = settings(ctx, seed=seed, at=at, as_json=as_json)

    def put(view: View) -> Answer:
        if not to:
            return ask(view, "escalate", subject)
        goal = resolve(view, to)
        if goal.node is None:
            return unresolved("escalate", to, view, goal)
        return ask(view, "escalate", subject, lambda seen, node, text: ask_escalate(seen, node, text, to=goal.node))

    _print(put, against, chosen)


def impact(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="EMNE", help="Et organ, eller en hel slags, fx temagrupper.", autocompletion=complete_subject)],
    on: Annotated[str, typer.Option("--on", metavar="DATO", help="Dagen det ophører. Uden: i dag.")] = "",
    at: At = "",
    seed: Seed = "",
    as_json: Json = False,
) -> None:
    """Hvad står uden ansvarlig, godkender eller vej opad, hvis det ophører den dag?"""
    _print(lambda view: ask_what_if(view, subject), "", settings(ctx, seed=seed, at=on or at, as_json=as_json))


def who(ctx: typer.Context, relation: Relation, subject: Subject, at: At = "", against: Against = "", seed: Seed = "", as_json: Json = False) -> None:
    """Hvem har relationen til emnet? Fx: who sekretariat-for temagruppen."""
    _ask_relation("who", relation, subject, against, settings(ctx, seed=seed, at=at, as_json=as_json))


def what(ctx: typer.Context, relation: Relation, subject: Subject, at: At = "", against: Against = "", seed: Seed = "", as_json: Json = False) -> None:
    """Hvad har emnet relationen til? Fx: what godkender sundhedsstyregruppen."""
    _ask_relation("what", relation, subject, against, settings(ctx, seed=seed, at=at, as_json=as_json))


def list_kind(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="SLAGS", help="En slags fra ordlisten, i ental eller flertal.")],
    within: Annotated[str, typer.Option("--in", metavar="ORGAN", help="Kun dem, der hører til dette organ eller denne region.")] = "",
    having: Annotated[str, typer.Option("--with", metavar="RELATION", help="Kun dem med denne relation.")] = "",
    lacking: Annotated[str, typer.Option("--without", metavar="RELATION", help="Kun dem uden denne relation.")] = "",
    at_least: Annotated[int, typer.Option("--min", metavar="ANTAL", min=1, max=10_000, help="Mindst så mange af relationen i --with.")] = 1,
    every: Annotated[bool, typer.Option("--all", help="Også dem, hvis begyndelse er ukendt på dagen.")] = False,
    at: At = "",
    against: Against = "",
    seed: Seed = "",
    as_json: Json = False,
) -> None:
    """Alle af en slags på dagen, fx: list temagrupper --at 2012-06-01."""

    def put(view: View) -> Answer:
        whole = resolve(view, within) if within else None
        if whole is not None and whole.node is None:
            return unresolved("list", within, view, whole)
        types = [find_relation_type(view.vocabulary, word) if word else None for word in (having, lacking)]
        return ask_list(view, kind, Narrowing(whole.node if whole else None, types[0], types[1], at_least, every))

    _print(put, against, settings(ctx, seed=seed, at=at, as_json=as_json))


def unknowns(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="[EMNE]", help="Et emne eller et dokuments nummer. Uden: alt.", autocompletion=complete_subject)] = "",
    at: At = "",
    seed: Seed = "",
    as_json: Json = False,
) -> None:
    """Hvad dokumenterne ikke siger, eller siger på to måder."""
    _print(lambda view: ask(view, "unknowns", subject) if subject else ask_unknowns(view, None, ""), "", settings(ctx, seed=seed, at=at, as_json=as_json))


def _ask(question: str, subject: str, against: str, chosen: Settings) -> None:

    _print(lambda view: ask(view, question, subject), against, chosen)


def _ask_relation(question: str, relation: str, subject: str, against: str, chosen: Settings) -> None:

    answer = ask_who if question == "who" else ask_what

    def put(view: View) -> Answer:
        kind = find_relation_type(view.vocabulary, relation)
        return ask(view, question, subject, lambda seen, node, text: answer(seen, kind, node, text))

    _print(put, against, chosen)


def _print(question: Callable[[View], Answer], against: str, chosen: Settings) -> None:
    first, second = day_of(chosen.at), day_of(against) if against else None
    organisation = open_seed(chosen.seed)
    answer = question(View(organisation, first))
    if second is None or answer.status not in (ANSWERED, NOT_STATED):
        print_answer(answer, organisation, as_json=chosen.json)
    print_answer(compare(answer, question(View(organisation, second))), organisation, as_json=chosen.json)


ALL = (approves, escalate, responsible, implements, appoints, impact, who, what, list_kind, show, history, steps, unknowns)
