"""The words of a scenario file while it is read: sets, ids and relation types, with what is wrong with them and what may have been meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from orgraph.errors import Issue
from orgraph.organisation import Organisation
from orgraph.scenario.language import Having, Selector, Where
from orgraph.scenario.sets import FLAGS
from orgraph.seed.entries import Model, ScenarioWhereEntry, SelectorEntry, read_entry
from orgraph.seed.yaml_door import Mapping


class Words:
    """Reads words against an organisation and against what the scenario itself has made so far; collects faults."""

    def __init__(self, organisation: Organisation, file: str) -> None:
        self.organisation, self.vocabulary, self.file = organisation, organisation.vocabulary, file
        self.issues: list[Issue] = []
        self.made: set[str] = set()

    def fault(self, line: int, what: str, why: str, next_step: str) -> None:
        """Adds a fault."""
        self.issues.append(Issue(self.file, line, what, why, next_step))

    def entry(self, model: type[Model], raw: Any, line: int, what: str) -> Model | None:
        """The entry, or None with its faults noted."""
        return read_entry(model, raw, self.file, line, self.issues, what)

    # ---- Ids and words
    def node(self, node_id: str | None, line: int, what: str) -> None:
        """Notes a fault unless the id is a node's."""
        if node_id is None or node_id in self.made or self.organisation.find_node(node_id):
            return
        known = [*self.made, *(node.id for node in self.organisation.list_nodes())]
        self.fault(line, f"{what}: {node_id} findes ikke", "intet i data har det id", _meant(node_id, known, "Ret id'et, eller opret det først med create"))

    def relation(self, word: str | None, line: int, what: str, *, among: Iterable[str] | None = None, sort: str = "") -> None:
        """Notes a fault unless the word is a relation type, and one of those allowed here."""
        known = list(self.vocabulary.relations)
        if word is not None and word not in known:
            self.fault(line, f"{what}: relationen {word} er ukendt", "den står ikke i ordlisten", _meant(word, known, "Se relations i vocabulary.yaml"))
        elif word is not None and among is not None and word not in among:
            self.fault(line, f"{what}: {word} er ikke {sort}", "trinnet kan ikke bruge den", f"Brug {' eller '.join(among)}")

    def kind(self, word: str | None, line: int, what: str) -> None:
        """Notes a fault unless the word is a kind."""
        known = list(self.vocabulary.kinds)
        if word is not None and word not in known:
            self.fault(line, f"{what}: slagsen {word} er ukendt", "den står ikke i ordlisten", _meant(word, known, "Se kinds i vocabulary.yaml"))

    # ---- Sets
    def chosen(self, raw: Any, line: int, what: str) -> Selector | None:
        """A set: an id, a list of ids, or what all of it has in common."""
        line = raw.line if isinstance(raw, Mapping) else line
        entry = self.entry(SelectorEntry, {"id": raw} if isinstance(raw, str | int | list) else raw, line, what)
        if entry is None:
            return None
        limits = (entry.id, entry.kind, entry.region, entry.within, entry.having, entry.lacking, entry.where)
        if not any(limits):
            self.fault(line, f"{what}: mængden er ikke afgrænset", "den ville være alt i data", "Skriv fx et id, kind, region, in eller with")
            return None
        for node_id in filter(None, (*entry.id, entry.region, entry.within, *entry.excepted)):
            self.node(node_id, line, what)
        for kind in entry.kind:
            self.kind(kind, line, what)
        having, lacking = (tuple(self._having(text, line, what) for text in texts) for texts in (entry.having, entry.lacking))
        where = tuple((key, str(value)) for key, value in entry.where.items())
        self._check_where(where, line, what)
        return Selector(entry.id, entry.kind, entry.region, entry.within, having, lacking, where, entry.excepted)

    def _having(self, text: str, line: int, what: str) -> Having:
        """`relation` or `relation id`."""
        relation, _, to = text.partition(" ")
        self.relation(relation, line, what)
        self.node(to.strip() or None, line, what)
        return Having(relation, to.strip() or None)

    def _check_where(self, where: tuple[tuple[str, str], ...], line: int, what: str) -> None:
        fields = {key for label in self.vocabulary.labels.values() for key, _ in label.fields}
        for key, _ in where:
            if key not in fields and key not in FLAGS:
                known = [*FLAGS, *sorted(fields)]
                self.fault(line, f"{what}: where: nøglen {key} er ukendt", "intet i data har det felt", _meant(key, known, f"Brug fx {', '.join(FLAGS)}"))

    def where(self, raw: Any, line: int, what: str) -> Where:
        """Which relations are meant; nothing written: all."""
        entry = self.entry(ScenarioWhereEntry, raw, raw.line if isinstance(raw, Mapping) else line, f"{what}: where") if raw is not None else None
        if entry is None:
            return Where()
        self.kind(entry.subject_kind, line, f"{what}: where")
        for node_id in (*entry.subject, *entry.about):
            self.node(node_id, line, f"{what}: where")
        return Where(entry.subject_kind, entry.subject, entry.about, entry.role)


def _meant(word: str, known: Iterable[str], otherwise: str) -> str:
    near = get_close_matches(word, list(known), 3, 0.6)
    return f"Mente du {' eller '.join(near)}" if near else otherwise
