"""What a scenario will do, in Danish: step by step, with its sets unfolded, its days, and what has no effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from orgraph.danish import listed
from orgraph.dates import spelled
from orgraph.errors import Issue
from orgraph.facts import Fact, Node, Relation
from orgraph.facts import Step as ProcessStep
from orgraph.organisation import Change, Organisation
from orgraph.render.json_form import json_text, source_dict
from orgraph.render.text import Footnotes, wrapped
from orgraph.scenario.adopt import Adoption
from orgraph.scenario.apply import Applied, Effect
from orgraph.scenario.baseline import Conflict
from orgraph.scenario.language import (
    Appoint,
    ChangeKind,
    Create,
    Dissolve,
    Grant,
    Having,
    Merge,
    Move,
    Rename,
    Revoke,
    Scenario,
    Selector,
    Split,
    Step,
    Transfer,
    Where,
)

MOST_NAMES = 12  # of a set on a line; with --all, all of them
MOST_FACTS = 5  # of each kind of change under a step
ENDS, BEGINS, CHANGES, GONE = "ophører", "begynder", "ændres", "tages tilbage"


def scenario_text(
    scenario: Scenario, applied: Applied, before: Organisation, *, wanting: Iterable[Issue] = (), conflicts: Sequence[Conflict] = (), every: bool = False
) -> str:
    """The scenario as lines of text; `every` names each node and each relation."""
    words = _Words(before, applied.organisation, every=every)
    footnotes = Footnotes()
    lines = wrapped(f"{scenario.name} · {listed([spelled(day.text) for day in scenario.days()])}")
    if scenario.replays:
        lines += wrapped(f"Afspilles i organisationen uden: {words.names(scenario.replays)}.", 2)
    if not scenario.steps:
        lines += wrapped("Scenariet har ingen trin endnu. Fjern # foran dem, der skal ske, og skriv jeres egne id'er; docs/scenarier.md viser dem alle.", 2)
    number = 0
    for day in scenario.days():
        mine = [effect for effect in applied.effects if effect.step.frame.on == day]
        lines += _phase(scenario, day.text, mine, footnotes) if len(scenario.days()) > 1 or any(change.sources for change in scenario.changes) else []
        for effect in mine:
            number += 1
            lines += wrapped(f"{number:>3} {words.step(effect.step)}. {footnotes.marks(_own_sources(scenario, effect.step))}", 4)
            lines += [line for text in words.told(effect) for line in wrapped(f"{'      ' if text.startswith('- ') else '    '}{text}", 8)]
    lines += [*conflicts_text(conflicts), *_expected(scenario, list(wanting))]
    return "\n".join([*lines, *footnotes.lines()])


def scenario_json(scenario: Scenario, applied: Applied, before: Organisation, *, wanting: Iterable[Issue] = (), conflicts: Sequence[Conflict] = ()) -> str:
    """The same as JSON text."""
    words = _Words(before, applied.organisation, every=True)
    content: dict[str, Any] = {
        "scenario": scenario.name,
        "days": [day.text for day in scenario.days()],
        "changes": [{"id": change.id, "name": change.name, "basis": change.basis, "fact_status": change.status, "reasoning": change.reasoning,
                     "sources": [source_dict(source) for source in change.sources]} for change in scenario.changes],
        "steps": [_step_dict(effect, words) for effect in applied.effects],
        "conflicts": [conflict._asdict() for conflict in conflicts],
        "expect": {"count": len(scenario.expect), "wanting": [str(issue) for issue in wanting]},
    }  # fmt: skip
    return json_text(content)


def step_sentences(applied: Applied, before: Organisation) -> list[tuple[str, list[str]]]:
    """Each step as a sentence, with what there is to tell of it, its single facts left out."""
    words = _Words(before, applied.organisation, every=True)
    return [(f"{words.step(effect.step)}.", [text for text in words.told(effect) if not text.startswith("- ")]) for effect in applied.effects]


def checked_text(scenario: Scenario, wanting: list[Issue]) -> str:
    """Whether what was expected came true."""
    return "\n".join(_expected(scenario, wanting)) or f"{scenario.name}: scenariet kan udføres. Det har ingen forventninger (expect)."


def adoption_text(adoption: Adoption, *, written: bool) -> str:
    """What adopting writes, or wrote; with conflicts nothing is written, and they are listed."""
    lines = conflicts_text(adoption.conflicts)
    if lines:
        return "\n".join([*lines, "Intet er skrevet. Se scenariet efter, og kør orgraph scenario stamp, når det passer igen."])
    counts = f"{len(adoption.files)} filer" if len(adoption.files) > 1 else "1 fil"
    if written:
        return "\n".join([f"{adoption.scenario.name} er skrevet ind i data, i {counts}:", *(f"  {name}" for name, *_ in adoption.files)])
    return "\n".join([adoption.difference().rstrip("\n"), f"Det er, hvad der ville blive skrevet, i {counts}. Skriv det med --yes."])


def conflicts_text(conflicts: Sequence[Conflict]) -> list[str]:
    """What has moved since the scenario was made, as lines."""
    if not conflicts:
        return []
    return [
        f"Data er ændret, siden scenariet blev lavet ({len(conflicts)}):",
        *(line for found in conflicts for line in wrapped(f"  - {found.fact} {found.what}", 4)),
    ]


def _phase(scenario: Scenario, day: str, effects: list[Effect], footnotes: Footnotes) -> list[str]:
    """The change of one day."""
    change = next((found for found in scenario.changes if effects and found.id == effects[0].step.frame.change), None)
    marks = footnotes.marks(change.sources) if change else ""
    return wrapped(f"{spelled(day)}{f': {change.name} ({change.status})' if change else ''} {marks}", 2)


def _own_sources(scenario: Scenario, step: Step) -> Iterable[Any]:
    common = {change.sources for change in scenario.changes}
    return () if step.frame.mold.sources in common else step.frame.mold.sources


def _expected(scenario: Scenario, wanting: list[Issue]) -> list[str]:
    if not scenario.expect:
        return []
    count = len(scenario.expect)
    held = f"{count - len(wanting)} af {count} forventninger holder." if count > 1 else "Forventningen holder." if not wanting else "Forventningen holder ikke."
    return [line for issue in wanting for line in wrapped(str(issue), 2)] + [held]


def _step_dict(effect: Effect, words: _Words) -> dict[str, Any]:
    return {
        "line": effect.step.frame.line,
        "on": effect.step.frame.on.text,
        "verb": verb_of(effect.step),
        "text": words.step(effect.step),
        "set": list(effect.chosen),
        **{key: [change.id for change in found] for key, found in _by_fate(effect.changes, key=_JSON_KEYS).items()},
        "said": list(words.told(effect)) if not effect.changes else list(effect.said),
    }


_JSON_KEYS = {ENDS: "ended", BEGINS: "begun", CHANGES: "changed", GONE: "withdrawn"}


def verb_of(step: Step) -> str:
    """The step's verb, as it is written."""
    return "change_kind" if isinstance(step, ChangeKind) else type(step).__name__.lower()


def _by_fate(changes: Iterable[Change], *, key: dict[str, str]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {name: [] for name in key.values()}
    for change in changes:
        fact = change.after or change.before
        assert fact
        found[key[_fate(change)]].append(fact)
    return found


def _fate(change: Change) -> str:
    if change.before is None:
        return BEGINS
    if change.after is None:
        return GONE
    return ENDS if getattr(change.after, "validity", None) != getattr(change.before, "validity", None) else CHANGES


class _Words:
    """Names and sentences about steps."""

    def __init__(self, before: Organisation, after: Organisation, *, every: bool) -> None:
        self.before, self.after, self.vocabulary, self.every = before, after, after.vocabulary, every

    def name(self, node_id: str) -> str:
        node = self.after.find_node(node_id) or self.before.find_node(node_id)
        return node.name if node else node_id

    def names(self, ids: Iterable[str]) -> str:
        found = [self.name(node_id) for node_id in ids]
        if self.every or len(found) <= MOST_NAMES:
            return listed(found)
        return f"{', '.join(found[:MOST_NAMES])} og {len(found) - MOST_NAMES} andre"

    def relations(self, types: Iterable[str]) -> str:
        return listed([self.vocabulary.relations[kind].danish for kind in types])

    # ---- Sets
    def chosen(self, chosen: Selector) -> str:
        """A set as it is written: names, or what all of it has in common."""
        common = " ".join(self._common(chosen))
        found = listed([text for text in (common, self.names(chosen.ids)) if text])
        return f"{found} (undtagen {self.names(chosen.excepted)})" if chosen.excepted else found

    def _common(self, chosen: Selector) -> Iterator[str]:
        if chosen.is_list:
            return
        yield listed([self.vocabulary.kinds[kind].plural for kind in chosen.kinds], "eller") if chosen.kinds else "alle"
        if chosen.region:
            yield f"i {self.name(chosen.region)}"
        if chosen.within:
            yield f"blandt {self.name(chosen.within)}"
        yield from (f"der {self._having(having)}" for having in chosen.having)
        yield from (f"der ikke {self._having(having)}" for having in chosen.lacking)
        yield from (self._condition(key, value) for key, value in chosen.where)

    def _having(self, having: Having) -> str:
        return f"{self.vocabulary.relations[having.relation].danish} {self.name(having.to) if having.to else 'noget'}"

    def _condition(self, key: str, value: str) -> str:
        headings = {name: heading for label in self.vocabulary.labels.values() for name, heading in label.fields}
        if key == "name":
            return f"med »{value}« i navnet"
        return f"med »{value}« under {headings[key]}" if key in headings else f"med {key} {value}"

    def _where(self, where: Where) -> str:
        """Which relations are meant, as what stands after a semicolon."""
        parts = [
            f"kun {self.vocabulary.kinds[where.subject_kind].plural}" if where.subject_kind else "",
            f"kun {self.names(where.subject)}" if where.subject else "",
            f"kun om {self.names(where.about)}" if where.about else "",
            f"kun i rollen {where.role}" if where.role else "",
        ]
        return "".join(f"; {part}" for part in parts if part)

    # ---- Steps
    def step(self, step: Step) -> str:
        """What a step says, as a sentence without its stop."""
        chosen = self.chosen(step.chosen)
        if isinstance(step, Create):
            return f"Opret {listed([f'{node.name} ({node.kind})' for node in step.nodes])}"
        if isinstance(step, Dissolve):
            return f"Nedlæg {chosen}"
        if isinstance(step, Merge):
            return f"Læg {chosen} sammen i {self._heir(step.to, step.created)}"
        if isinstance(step, Split):
            shares = [f"{self._heir(share.to, share.created)} ({self._share(share.relations, share.where, rest=share.rest)})" for share in step.shares]
            return f"Del {chosen} mellem {listed(shares)}"
        if isinstance(step, Rename):
            return f"Omdøb {self._old_name(step)} til {step.name}"
        if isinstance(step, ChangeKind):
            return f"Gør {chosen} til {step.kind}"
        if isinstance(step, Move):
            by = f" ({self.vocabulary.relations[step.relation].danish})" if step.relation else ""
            return f"Flyt {chosen} ind under {self.name(step.to)}{by}"
        return self._about_relations(step, chosen)

    def _about_relations(self, step: Transfer | Appoint | Grant | Revoke, chosen: str) -> str:
        if isinstance(step, Transfer):
            way = "rettet mod" if step.inward else "fra"
            return f"Overfør »{self.relations(step.relations)}« {way} {chosen} til {self.name(step.to)}{self._where(step.where)}"
        if isinstance(step, Revoke):
            to = f" til {self.chosen(step.to)}" if step.to else ""
            return f"Ophæv »{self.relations(step.relations)}« {'rettet mod' if step.inward else 'fra'} {chosen}{to}{self._where(step.where)}"
        content = [text for text in (step.pattern.role, step.pattern.value, step.pattern.condition) if text]
        about = f" om {self.names(step.pattern.about)}" if step.pattern.about else ""
        by = f", udpeget af {self.chosen(step.by)}" if isinstance(step, Appoint) and step.by else ""
        behalf = f" på vegne af {self.name(step.pattern.on_behalf)}" if step.pattern.on_behalf else ""
        more = f" ({', '.join(content)})" if content else ""
        return f"Indfør: {chosen} {self.vocabulary.relations[step.pattern.type].danish} {self.chosen(step.to)}{about}{behalf}{more}{by}"

    def _heir(self, node_id: str, created: Node | None) -> str:
        return f"{created.name} (ny, {created.kind})" if created else self.name(node_id)

    def _share(self, relations: tuple[str, ...], where: Where, *, rest: bool) -> str:
        return (self.relations(relations) or ("resten" if rest else "alt")) + self._where(where)

    def _old_name(self, step: Rename) -> str:
        node = self.before.find_node(step.chosen.ids[0])
        return node.name if node else self.name(step.chosen.ids[0])

    # ---- What came of it
    def told(self, effect: Effect) -> Iterator[str]:
        """The set unfolded, and what the step changes."""
        if not effect.step.chosen.is_list:
            yield f"Mængden er {len(effect.chosen)}: {self.names(effect.chosen)}."
        if not effect.changes:
            yield self._no_effect(effect)
        fates: dict[str, list[Fact]] = _by_fate(effect.changes, key={fate: fate for fate in _JSON_KEYS})
        for fate, facts in fates.items():
            yield from self._fate(fate, facts, effect)
        yield from (f"{text}." for text in effect.said)

    def _fate(self, fate: str, facts: list[Fact], effect: Effect) -> Iterator[str]:
        nodes = [fact.id for fact in facts if isinstance(fact, Node)]
        relations = [fact for fact in facts if isinstance(fact, Relation)]
        parts = [fact for fact in facts if isinstance(fact, ProcessStep)]
        if nodes and not (isinstance(effect.step, Create) or (nodes == list(effect.chosen) and not effect.step.chosen.is_list and fate == ENDS)):
            yield f"{len(nodes)} {fate}: {self.names(nodes)}."
        elif nodes and fate == ENDS:
            yield "De ophører alle." if len(nodes) > 1 else "Den ophører."
        alone = len(relations) == 1 and fate == BEGINS and isinstance(effect.step, Grant | Appoint)  # the step's own sentence says it
        if relations and not alone:
            shown = relations if self.every else relations[:MOST_FACTS]
            yield f"{len(relations)} forhold {fate}:"
            yield from (f"- {self._sentence(relation)}" for relation in shown)
            if len(shown) < len(relations):
                yield f"- og {len(relations) - len(shown)} andre (--all)"
        if parts:
            yield f"{len(parts)} trin i processer {fate}: {listed(list(dict.fromkeys(self.name(part.process) for part in parts)))}."

    def _sentence(self, relation: Relation) -> str:
        return f"{self.name(relation.source)} {self.vocabulary.relations[relation.type].danish} {self.name(relation.target)}"

    def _no_effect(self, effect: Effect) -> str:
        """Why nothing changes."""
        if isinstance(effect.step, Dissolve):
            day = effect.step.frame.on.first
            already = [node_id for node_id in effect.chosen if (node := self.before.find_node(node_id)) and node.validity.end == day]
            if already:
                who = self.names(already) if len(already) < len(effect.chosen) else "de" if len(already) > 1 else self.names(already)
                return f"Uden virkning i sig selv: {who} ophører allerede den dag i data."
        if isinstance(effect.step, Transfer | Revoke):
            return "Uden virkning: mængden har intet af den slags, som nogen anden ikke allerede har." if effect.chosen else "Uden virkning."
        return "Uden virkning: det er allerede sådan."
