"""Reads what a scenario file refers to: sets, ids, kinds and relation types, with what is wrong
with them and what may have been meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orgraph.errors import Issue
from orgraph.languages import text
from orgraph.organisation import Organisation
from orgraph.scenario.model import Having, Selector, Where
from orgraph.scenario.selection import FLAGS
from orgraph.seed.schema import Model, ScenarioWhereEntry, SelectorEntry, read_entry
from orgraph.seed.yaml_reader import Mapping
from orgraph.text_matching import nearest


class References:
    """Looks references up in an organisation and in what the scenario itself has made so far;
    collects faults.

    `place` in the methods says where in a step a reference stands: `merge: into`.
    """

    def __init__(self, organisation: Organisation, file: str) -> None:
        self.organisation, self.vocabulary, self.file = organisation, organisation.vocabulary, file
        self.issues: list[Issue] = []
        self.made: set[str] = set()

    def fault(self, line: int, code: str, **values: Any) -> None:
        """Adds the fault of a code."""
        self.issues.append(Issue.of(self.file, line, code, **values))

    def entry(self, model: type[Model], raw: Any, line: int, place: str) -> Model | None:
        """The entry, or None with its faults noted."""
        return read_entry(model, raw, self.file, line, self.issues, place)

    # ---- Ids and words
    def describe(self, fact_id: str) -> str:
        """What an id of the data is, and where it stands."""
        node, place = self.organisation.find_node(fact_id), self.organisation.find_place(fact_id)
        where = {"file": place.file, "line": place.line} if place else {}
        if node:
            code = "scenario.is_node_at" if place else "scenario.is_node"
            return text(code, kind=node.kind, name=node.name, **where)
        return text("scenario.is_relation_at" if place else "scenario.is_relation", **where)

    def check_node(self, node_id: str | None, line: int, place: str) -> None:
        """Notes a fault unless the id is a node's."""
        if node_id is None or node_id in self.made or self.organisation.find_node(node_id):
            return
        known = [*self.made, *(node.id for node in self.organisation.list_nodes())]
        self._unknown(line, "scenario.node_unknown", node_id, known, place=place)

    def check_relation_type(self, word: str | None, line: int, place: str) -> bool:
        """Notes a fault unless the word is a relation type; tells whether it is (or is None)."""
        if word is None or word in self.vocabulary.relations:
            return True
        self._unknown(
            line, "scenario.relation_unknown", word, self.vocabulary.relations, place=place
        )
        return False

    def check_kind(self, word: str | None, line: int, place: str) -> None:
        """Notes a fault unless the word is a kind."""
        if word is not None and word not in self.vocabulary.kinds:
            self._unknown(line, "scenario.kind_unknown", word, self.vocabulary.kinds, place=place)

    def _unknown(
        self, line: int, code: str, word: str, known: Iterable[str], **values: Any
    ) -> None:
        """A word that is not among the known ones; told with those that are like it, if any."""
        if near := nearest(word, known):
            self.fault(line, f"{code}_near", word=word, near=tuple(near), **values)
        else:
            self.fault(line, code, word=word, **values)

    # ---- Sets
    def read_selector(self, raw: Any, line: int, place: str) -> Selector | None:
        """A set: an id, a list of ids, or what all of it has in common."""
        line = raw.line if isinstance(raw, Mapping) else line
        content = {"id": raw} if isinstance(raw, str | int | list) else raw
        entry = self.entry(SelectorEntry, content, line, place)
        if entry is None:
            return None
        limits = (
            entry.id,
            entry.kind,
            entry.region,
            entry.within,
            entry.having,
            entry.lacking,
            entry.where,
        )
        if not any(limits):
            self.fault(line, "scenario.set_unlimited", place=place)
            return None
        for node_id in filter(None, (*entry.id, entry.region, entry.within, *entry.excepted)):
            self.check_node(node_id, line, place)
        for kind in entry.kind:
            self.check_kind(kind, line, place)
        having, lacking = (
            tuple(self._having(written, line, place) for written in texts)
            for texts in (entry.having, entry.lacking)
        )
        where = tuple((key, str(value)) for key, value in entry.where.items())
        self._check_where(where, line, place)
        return Selector(
            ids=entry.id,
            kinds=entry.kind,
            region=entry.region,
            within=entry.within,
            having=having,
            lacking=lacking,
            where=where,
            excepted=entry.excepted,
        )

    def _having(self, written: str, line: int, place: str) -> Having:
        """`relation` or `relation id`."""
        relation, _, to = written.partition(" ")
        self.check_relation_type(relation, line, place)
        self.check_node(to.strip() or None, line, place)
        return Having(relation, to.strip() or None)

    def _check_where(self, where: tuple[tuple[str, str], ...], line: int, place: str) -> None:
        fields = {key for label in self.vocabulary.labels.values() for key, _ in label.fields}
        for key, _ in where:
            if key not in fields and key not in FLAGS:
                self._unknown(
                    line,
                    "scenario.field_unknown",
                    key,
                    [*FLAGS, *sorted(fields)],
                    place=place,
                    flags=", ".join(FLAGS),
                )

    def read_where(self, raw: Any, line: int, place: str) -> Where:
        """Which relations are meant; nothing written: all."""
        if raw is None:
            return Where()
        place = f"{place}: where"
        at = raw.line if isinstance(raw, Mapping) else line
        entry = self.entry(ScenarioWhereEntry, raw, at, place)
        if entry is None:
            return Where()
        self.check_kind(entry.subject_kind, line, place)
        for node_id in (*entry.subject, *entry.about):
            self.check_node(node_id, line, place)
        return Where(entry.subject_kind, entry.subject, entry.about, entry.role)
