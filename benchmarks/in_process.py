"""An answer in process, against the same walk over a hand-written dict of lists."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from functools import partial

from benchmarks.measure import Result, call_seconds, medians
from benchmarks.organisations import invented
from orgraph.answers import ask_node
from orgraph.answers.escalate import ask_escalate
from orgraph.dates import parse_day
from orgraph.organisation import Organisation
from orgraph.view import View

DAY = parse_day("2016-10-01")
STARTS = 200
Plain = dict[str, list[tuple[str, int, int]]]
Lives = dict[str, tuple[int, int]]


def run() -> list[Result]:
    return [result for size in (1_000, 10_000, 100_000) for result in _sized(size)]


def _sized(size: int) -> list[Result]:
    organisation = invented(size)
    view = View(organisation, DAY)
    upward = {kind: _plain(organisation, kind, reverse=False) for kind in view.vocabulary.upward}
    chain = {
        kind: _plain(organisation, kind, reverse=True)
        for kind in view.vocabulary.questions["approves"].chain
    }
    lives = {
        node.id: (node.validity.start, node.validity.end) for node in organisation.list_nodes()
    }
    chance = random.Random(1)
    bodies = [f"o{chance.randrange(1, size)}" for _ in range(STARTS)]
    agreements = [f"a{chance.randrange(size) // 4 * 4}" for _ in range(STARTS)]
    nodes = {
        node_id: node for node_id in (*bodies, *agreements) if (node := view.find_node(node_id))
    }

    def each(ask: Callable[[str], object], subjects: list[str]) -> Callable[[], float]:
        return lambda: call_seconds(lambda: [ask(subject) for subject in subjects]) / len(subjects)

    plain_way, plain_chain, way, path, approval = medians(
        [
            each(partial(_walk, upward, lives), bodies),
            each(partial(_holders, chain, lives), agreements),
            each(partial(_walk_view, view), bodies),
            each(lambda body: ask_escalate(view, nodes[body], body), bodies),
            each(lambda agreement: ask_node(view, "approves", nodes[agreement]), agreements),
        ],
        7,
    )
    return [
        Result(f"the way up, {size} bodies", way, "the same in dicts of lists", way / plain_way),
        Result(
            f"escalate as an answer, {size} bodies",
            path,
            "the bare way in dicts of lists",
            path / plain_way,
        ),
        Result(
            f"approves as an answer, {size} bodies",
            approval,
            "the bare chain in dicts of lists",
            approval / plain_chain,
        ),
    ]


def _plain(organisation: Organisation, kind: str, *, reverse: bool) -> Plain:
    found: Plain = defaultdict(list)
    for relation in organisation.list_relations():
        if relation.type == kind:
            ends = (
                (relation.target, relation.source)
                if reverse
                else (relation.source, relation.target)
            )
            found[ends[0]].append((ends[1], relation.validity.start, relation.validity.end))
    return dict(found)


def _walk(upward: dict[str, Plain], lives: Lives, body: str) -> list[str]:
    path, seen, day = [body], {body}, DAY.first
    while True:
        for kind in upward.values():
            above = [
                e
                for e, start, end in kind.get(path[-1], ())
                if start <= day < end and lives[e][0] <= day < lives[e][1] and e not in seen
            ]
            if above:
                break
        if not above:
            return path
        path.append(above[0])
        seen.add(above[0])


def _walk_view(view: View, body: str) -> list[str]:
    path, seen = [body], {body}
    while above := [
        relation.target for relation in view.list_upward(path[-1]) if relation.target not in seen
    ]:
        path.append(above[0])
        seen.add(above[0])
    return path


def _holders(chain: dict[str, Plain], lives: Lives, agreement: str) -> list[tuple[str, str]]:
    day = DAY.first
    return [
        (kind, e)
        for kind, held in chain.items()
        for e, start, end in held.get(agreement, ())
        if start <= day < end and lives[e][0] <= day < lives[e][1]
    ]
