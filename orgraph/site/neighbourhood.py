"""The neighbourhood of a body as a picture of plain lists: above what it answers to, below who
answers to it, beside it what acts on it and what it acts on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from orgraph.dates import OPEN_END, OPEN_START, iso
from orgraph.facts import IN_FORCE, Node, Relation
from orgraph.organisation import Organisation
from orgraph.pages import palette
from orgraph.pages.hyphenation import soften_more
from orgraph.pages.timeline import Life, life_of, life_of_relation
from orgraph.site.addresses import name_of
from orgraph.site.fragments import REMEMBERED, days_of, safe
from orgraph.site.relations import days
from orgraph.site.templates import say
from orgraph.vocabulary import Vocabulary

# The sides of the body in the middle, by the class that the style knows each by.
ABOVE, LEFT, RIGHT, BELOW = "u", "l", "r", "d"
BESIDE = (LEFT, RIGHT)
MOST = 8  # boxes on a side before the rest of each group is folded away
GROUPS = 4  # on a side before the rest of them is folded away
LONG = 14  # letters; shorter words need no place to break
DOTTED = 3  # a first dash as short as this is a dot
_WORD = re.compile(rf"\w{{{LONG},}}")


class _Box(NamedTuple):
    """A neighbour in a group, with the status of the relation and the days on which it is
    shown.
    """

    other: str
    status: str
    life: Life


def picture(organisation: Organisation, node: Node) -> Markup:
    """The neighbourhood of a body as HTML, with links to the neighbours' pages, which stand in the
    same folder. Empty for a body without relations, and for what is no body.
    """
    vocabulary = organisation.vocabulary
    sides = _sides(organisation, node) if node.label in vocabulary.bodies else {}
    if not sides:
        return safe("")
    draw = _Drawing(organisation, life_of(node.validity))
    drawn = {side: draw.side(side, groups) for side, groups in sides.items()}
    before, after = (
        "".join([drawn[side] for side in part if side in drawn])
        for part in ((ABOVE, LEFT), (RIGHT, BELOW))
    )
    return safe(
        f'<div class="n">{before}<div class="c"><p'
        f' class="{draw.kind(node)}">{label_of(node.name)}</p></div>{after}</div>'
    )


# ---- Who stands where
def _sides(organisation: Organisation, node: Node) -> dict[str, dict[str, list[_Box]]]:
    """For each side the boxes of each relation type.

    The same neighbour twice in one time is one box.
    """
    types = organisation.vocabulary.relations
    found: dict[str, dict[str, list[_Box]]] = {}

    def add(relation: Relation, side: str, other: str) -> None:
        box = _Box(other, relation.status, life_of_relation(organisation, relation))
        found.setdefault(side, {}).setdefault(relation.type, []).append(box)

    for relation in organisation.list_all_out(node.id):
        if relation.target != node.id:
            add(relation, ABOVE if types[relation.type].upward else RIGHT, relation.target)
    for relation in organisation.list_all_in(node.id):
        if relation.source != node.id:
            add(relation, BELOW if types[relation.type].upward else LEFT, relation.source)
    return found


def _joined(boxes: list[_Box]) -> list[_Box]:
    """Boxes of the same neighbour joined where their times meet, in the order they came; those
    that have not ended first.
    """
    if len(boxes) == 1:
        return boxes
    kept: dict[tuple[str, str], list[_Box]] = {}
    for box in sorted(boxes, key=lambda box: box.life.first):
        same = kept.setdefault((box.other, box.status), [])
        if same and box.life.first <= same[-1].life.after:
            same[-1] = same[-1]._replace(
                life=same[-1].life._replace(after=max(same[-1].life.after, box.life.after))
            )
        else:
            same.append(box)
    return sorted((box for same in kept.values() for box in same), key=lambda box: -box.life.after)


# ---- How it is drawn
class _Drawing:
    """Draws for one body, whose own life need not be said at each neighbour."""

    def __init__(self, organisation: Organisation, own: Life) -> None:
        self.organisation, self.own = organisation, own
        vocabulary = organisation.vocabulary
        self.relations, self.places = vocabulary.relations, vocabulary.relation_places
        self.families, self.kinds = vocabulary.family_places, vocabulary.kind_places

    def kind(self, node: Node) -> str:
        """The class that gives a box the letters of its kind."""
        return f"b{self.kinds.get(node.kind, '')}"

    def side(self, side: str, groups: dict[str, list[_Box]]) -> str:
        """The groups of a side, in the order of the vocabulary's families and types."""
        names = sorted(
            groups,
            key=lambda name: (self.families[self.relations[name].family], self.places[name]),
        )
        first = (
            names if len(names) <= GROUPS + (side in BESIDE) else names[:GROUPS]
        )  # beside there is room for one more
        most = MOST // len(first)
        drawn = [self.group(name, side, _joined(groups[name]), most) for name in first]
        if rest := names[len(first) :]:
            boxes = {name: _joined(groups[name]) for name in rest}
            hidden = "".join(
                [self.group(name, side, boxes[name], len(boxes[name])) for name in rest]
            )
            drawn.append(_folded(sum(map(len, boxes.values())), hidden))
        return f'<div class="{side} timed">{"".join(drawn)}</div>'

    def group(self, name: str, side: str, boxes: list[_Box], most: int) -> str:
        """The neighbours of one relation type, under its words as they are said of the body in the
        middle.
        """
        relation_type = self.relations[name]
        words = relation_type.danish if side in (ABOVE, RIGHT) else relation_type.inverse
        shown = boxes if len(boxes) <= most + 1 else boxes[:most]
        rest = boxes[len(shown) :]
        more = _folded(len(rest), self.boxes(rest)) if rest else ""
        return (
            f'<div class="f{self.families[relation_type.family]}'
            f' timed"><p>{escape(words)}</p>{self.boxes(shown)}{more}</div>'
        )

    def boxes(self, boxes: Iterable[_Box]) -> str:
        return f"<ul>{''.join([self.box(found) for found in boxes])}</ul>"

    def box(self, box: _Box) -> str:
        node = self.organisation.find_node(box.other)
        if node is None:
            return f"<li>{escape(box.other)}</li>"
        remark = ", ".join(
            filter(None, (years(box.life, self.own), box.status if box.status != IN_FORCE else ""))
        )
        small = f" <small>{escape(remark)}</small>" if remark else ""
        return (
            f'<li class="{self.kind(node)}"{days_of(*days(box.life))}><a'
            f' href="{name_of(box.other)}.html">{label_of(node.name)}</a>{small}</li>'
        )


def _folded(count: int, hidden: str) -> str:
    """What is shown when it is asked for."""
    return f"<details><summary>{say('site.others', count=count)}</summary>{hidden}</details>"


def years(life: Life, own: Life) -> str:
    """When a relation held, in years; bounds that are not stated, and those that are the body's
    own, are left out: "2012–2016", "fra 2016", "til 2022", or nothing.

    Args:
        life: the relation's.
        own: that of the body whose page it is.
    """
    first = (
        iso(life.first)[:4]
        if life.stated and max(own.first, OPEN_START) < life.first < life.after
        else ""
    )
    after = iso(life.after)[:4] if life.after < min(own.after, OPEN_END) else ""
    if first and after:
        return say("site.years", start=first, end=after) if first != after else first
    if first:
        return say("site.from_year", start=first)
    return say("site.to_year", end=after) if after else ""


@lru_cache(REMEMBERED)
def label_of(name: str) -> str:
    """A name escaped, with places inside its long words where a line may break."""
    return _WORD.sub(
        lambda word: _softened(word.group()), str(escape(name)).replace("/", "/<wbr>")
    )


_softened = lru_cache(REMEMBERED)(soften_more)


# ---- Style
def style(vocabulary: Vocabulary) -> str:
    """The colour and dash of each family's lines, and the two letters of each kind.

    Text of the vocabulary is written in escapes.
    """
    lines = ["/* The lines of the families and the letters of the kinds. */"]
    drawn = [palette.line(number) for number in range(len(vocabulary.families))]
    lines += [
        f".n .f{number}{{--f:{line.light};--s:{_stops(line.dash)};--e:{_border(line.dash)}}}"
        for number, line in enumerate(drawn)
    ]
    dark = "".join([f".n .f{number}{{--f:{line.dark}}}" for number, line in enumerate(drawn)])
    lines += [f"@media screen and (prefers-color-scheme:dark){{{dark}}}"]
    codes = [
        (number, "".join([f"\\{ord(letter):06x}" for letter in kind.code]))
        for number, kind in enumerate(vocabulary.kinds.values())
    ]
    lines += [
        f'.b{number}::before{{content:"{code}";content:"{code}"/""}}' for number, code in codes
    ]
    return "\n".join(lines) + "\n"


def _stops(dash: tuple[int, ...]) -> str:
    """The dashes as the stops of a gradient that is repeated."""
    if not dash:
        return "var(--f) 0 9px"
    ends = [sum(dash[: number + 1]) for number in range(len(dash))]
    starts = [0, *ends[:-1]]
    return ",".join(
        f"{'#0000' if number % 2 else 'var(--f)'} {first}px {end}px"
        for number, (first, end) in enumerate(zip(starts, ends, strict=True))
    )


def _border(dash: tuple[int, ...]) -> str:
    return "solid" if not dash else "dotted" if dash[0] <= DOTTED else "dashed"
