"""Makes a database hold exactly one organisation. Whoever asks meanwhile gets the old one or the new one, never a mixture. Leaves others' nodes alone.

Three ways, each under a lock that a second load waits for, and each in force at the moment one transaction is committed:
a few differences are written in that transaction; an empty database is filled beforehand, where no reader looks until the model is named;
and when much differs, the whole is written beside what is there (`names.STAGED`) and takes its place.

A commit becomes visible piece by piece. So a gate is closed before it and opened after it, and a reader waits at a closed one (see `stored.py`).
What is written beforehand is fenced: each of its transactions checks that no other load has begun. A program that was put to sleep in the middle
of a load, and wakes up after another has taken over, writes nothing more.

Labels and properties that others gave our nodes, and relationships that they drew, stay; what they wrote on our relationships may go.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeVar
from uuid import uuid4

from orgraph.errors import NewerSchema, OrgraphError, OtherOrganisation, ServerBusy, ServerLost, ServerSilent
from orgraph.facts import Node, Note, Relation, Step
from orgraph.neo4j_store import names
from orgraph.neo4j_store.comparison import Changed, Difference, TooMuch, compare
from orgraph.neo4j_store.connection import Connection, Record, Transaction
from orgraph.neo4j_store.elements import SCHEMA, LinkElement, NodeElement, list_link_elements, list_node_elements
from orgraph.neo4j_store.texts import list_statements, read_text
from orgraph.organisation import Organisation
from orgraph.seed.coding import encode_vocabulary

BATCH = 5_000
MOST_BEGUN = 2  # batches: one that the server works on, and one on its way
MOST_AT_ONCE = 10_000  # elements changed in one transaction: 160 MB of the server's memory, which a heap of 512 MB has twice
MOST_SWEPT = 1_000  # nodes removed in one transaction, with their relationships: about 30 MB
TRIES = 3
FIELD = "field_"
OUR_PROPERTIES = frozenset({
    "action", "actors", "alias_sources", "aliases", "basis", "began_by", "body", "branch", "code", "collective", "concerns", "condition", "confirmed_until",
    "deadline", "documents", "ended_by", "fields", "fingerprint", "folded", "handling", "id", "kind", "known_from", "label", "labels", "logic", "name",
    "node", "note", "order", "parent", "position", "process", "reasoning", "region", "relations", "searched", "sources", "status", "system", "template",
    "text", "to", "valid_from", "valid_to", "value", "written_from", "written_to", "uncut",
})  # fmt: skip
_NOTHING: Mapping[str, str] = {}
Row = TypeVar("Row")
Progress = Callable[[int], None]


class Counts(NamedTuple):
    """What an organisation is made of."""

    nodes: int
    relations: int
    steps: int
    notes: int


class Summary(NamedTuple):
    """What the database holds, and what a load wrote or would write. `names` are the first of what is touched; `ended` is part of `changed`."""

    holds: Counts
    added: int = 0
    changed: int = 0
    ended: int = 0
    removed: int = 0
    moved: int = 0
    names: tuple[str, ...] = ()
    whole: bool = False

    @property
    def wrote(self) -> bool:
        """Whether anything differed from what was stored."""
        return bool(self.whole or self.added or self.changed or self.removed or self.moved)


class Model(NamedTuple):
    """What the database says that it holds. `version` grows with each load, and is 0 when there is nothing that this program can read."""

    name: str | None = None
    version: int = 0
    digest: str | None = None
    nodes: int = 0
    links: int = 0
    vocabulary: str = ""
    older: bool = False


def load(organisation: Organisation, connection: Connection, *, replace: bool = False, progress: Progress = lambda _: None) -> Summary:
    """Writes what differs from what is stored; `progress` is told how many facts have passed. Raises an `OrgraphError`, and has then written nothing.

    With `replace` the database may hold an organisation of another name. Raises `OtherOrganisation` without it, `NewerSchema`, and what the connection raises.
    """
    for statement in list_statements("constraints"):
        connection.run_alone(statement)
    for _ in range(TRIES - 1):
        with suppress(ServerBusy):
            return _Load(organisation, connection, replace, progress).run()
    return _Load(organisation, connection, replace, progress).run()


def rehearse(organisation: Organisation, connection: Connection) -> Summary:
    """What `load` would write, without writing anything. Raises `NewerSchema`, and what the connection raises."""

    def look(transaction: Transaction) -> Summary:
        number = Counter[str]()
        if read_model(transaction).version:
            with suppress(TooMuch):
                return _summary(count(organisation), *_differences(transaction, organisation, number))
        nodes, links = (sum(1 for _ in elements) for elements in (list_node_elements(organisation), list_link_elements(organisation)))
        return Summary(count(organisation), added=nodes + links, whole=True)

    return connection.read(look)


class _Load:
    """One load. `_token` tells it from all others."""

    def __init__(self, organisation: Organisation, connection: Connection, replace: bool, progress: Progress) -> None:
        self._organisation, self._connection, self._replace, self._progress = organisation, connection, replace, progress
        self._token = uuid4().hex
        self._filling = ""  # the label of what is written beforehand
        self._commits = False
        self._heard: Callable[[], None] = lambda: None
        self._begun = deque[tuple[int, Callable[[], list[Record]]]]()  # batches on their way: how many rows, and what waits for them

    def run(self) -> Summary:
        """Writes it. What a load that was cut off left behind is swept away before and after."""
        try:
            summary = self._connection.write_once(self._write, self._close_gate)
        except (ServerLost, ServerSilent):
            raise
        except OrgraphError:
            self._clear_away()
            raise
        if self._commits:
            self._run("open_gate")
        self._sweep(names.RETIRED)
        return summary

    def _clear_away(self) -> None:
        """Removes what was written beforehand, when the last of it has arrived."""
        for _, wait in self._begun:
            with suppress(OrgraphError):
                wait()
        with suppress(OrgraphError):
            self._sweep(self._filling)

    def _write(self, transaction: Transaction) -> Summary:
        self._heard = transaction.heard
        transaction.run(read_text("load/lock"))
        stored = read_model(transaction)
        name = self._organisation.vocabulary.name
        if stored.name not in (None, name) and not self._replace:
            raise OtherOrganisation(stored.name or "", name)
        self._run("claim")
        self._sweep(names.STAGED)
        digest = f"{SCHEMA} {self._organisation.digest()}"
        holds = count(self._organisation)
        if stored.version and stored.digest == digest and _counted(transaction, self._organisation) == (stored.nodes, stored.links):
            return Summary(holds)
        summary, nodes, links = self._replace_all(transaction, stored, holds)
        if summary.wrote or (stored.nodes, stored.links, stored.digest) != (nodes, links, digest):
            model = {"name": name, "schema": SCHEMA, "digest": digest, "nodes": nodes, "links": links}
            transaction.run(read_text("load/finish"), {"model": {**model, "vocabulary": encode_vocabulary(self._organisation.vocabulary)}})
            self._commits = True
        return summary

    def _close_gate(self, _: Summary) -> None:
        """Tells readers to wait while the commit becomes visible, piece by piece."""
        if self._commits:
            self._run("close_gate")

    def _replace_all(self, transaction: Transaction, stored: Model, holds: Counts) -> tuple[Summary, int, int]:
        if stored.version:
            with suppress(TooMuch):
                return self._patch(transaction, holds)
        elif not stored.older:
            return self._fill(names.COMMON, holds)
        filled = self._fill(names.STAGED, holds)
        _take_the_place(transaction)
        return filled

    # ---- A few differences
    def _patch(self, transaction: Transaction, holds: Counts) -> tuple[Summary, int, int]:
        number = Counter[str]()
        nodes, links = _differences(transaction, self._organisation, number)
        _delete(transaction, nodes, links)
        _write_nodes(transaction, nodes)
        _write_links(transaction, links)
        return _summary(holds, nodes, links), number["nodes"], number["links"]

    # ---- Everything
    def _fill(self, label: str, holds: Counts) -> tuple[Summary, int, int]:
        """Writes all of it in transactions of their own, under a label that no reader looks for yet."""
        self._filling = label
        if label == names.COMMON:
            self._sweep(names.COMMON)  # what an unfinished first load left
        nodes = self._fill_nodes(label)
        links = self._fill_links(label)
        return Summary(holds, added=nodes + links, whole=True), nodes, links

    def _fill_nodes(self, label: str) -> int:
        writer = _Batches(lambda labels, rows: self._fill_in("fill_nodes", {"{labels}": f"{label}:{labels}"}, rows))
        for number, element in enumerate(list_node_elements(self._organisation)):
            labels = ":".join(element.labels) if label == names.COMMON else staged_label(element.labels)
            writer.add(labels, {"properties": {**element.properties, "position": float(number)}})
            self._tell(number)
        writer.flush()
        self._finish()
        return writer.number

    def _fill_links(self, label: str) -> int:
        writer = _Batches(lambda link_type, rows: self._fill_in("fill_links", {"{type}": link_type, "{label}": label}, rows))
        for number, element in enumerate(list_link_elements(self._organisation)):
            position = {"position": float(number)} if element.ordered else {}
            writer.add(element.type, {"source": element.source, "target": element.target, "properties": {**element.properties, **position}})
            self._tell(number)
        writer.flush()
        self._finish()
        return writer.number

    def _tell(self, number: int) -> None:
        if number % BATCH == BATCH - 1:
            self._progress(BATCH)

    def _fill_in(self, name: str, filled: dict[str, str], rows: list[Record]) -> None:
        """Begins to write some rows, all of them or none: while the server works on one batch, the next is made. Raises what `_finish` raises."""
        self._finish(MOST_BEGUN - 1)
        self._begun.append((len(rows), self._begin(name, filled, {"rows": rows})))

    def _finish(self, most: int = 0) -> None:
        """Waits until so many batches or fewer are on their way. Raises `ServerBusy` when another load has taken over."""
        while len(self._begun) > most:
            number, wait = self._begun.popleft()
            if wait()[0]["number"] != number:
                raise ServerBusy

    def _sweep(self, label: str) -> None:
        """Removes all nodes of a label, a batch at a time, unless another load has taken over."""
        while label and self._run("sweep", {"{label}": label}, {"most": MOST_SWEPT})[0]["number"]:
            pass

    def _run(self, name: str, filled: Mapping[str, str] = _NOTHING, parameters: Mapping[str, object] = _NOTHING) -> list[Record]:
        """Runs a statement in a transaction of its own, and says on behalf of the one that waits for it that the server is alive."""
        return self._begin(name, filled, parameters)()

    def _begin(self, name: str, filled: Mapping[str, str], parameters: Mapping[str, object]) -> Callable[[], list[Record]]:
        """Begins to run it; what is given waits for it."""
        text = read_text(f"load/{name}")
        for place, word in filled.items():
            text = text.replace(place, word)
        begun = self._connection.begin_write(lambda transaction: transaction.run(text, {"token": self._token, **parameters}))

        def wait() -> list[Record]:
            records = begun()
            self._heard()
            return records

        return wait


def settle(connection: Connection) -> None:
    """Lets readers in again after a load that was cut off at its commit: as soon as nothing is being committed."""
    connection.write(lambda transaction: transaction.run(read_text("load/settle")))


def read_model(transaction: Transaction) -> Model:
    """What the database says that it holds. Raises `NewerSchema`."""
    for found in transaction.run(read_text("load/model")):
        if (found["schema"] or 0) > SCHEMA:
            raise NewerSchema(found["schema"], SCHEMA)
        if found["schema"] != SCHEMA:
            return Model(found["name"], older=found["schema"] is not None)
        return Model(found["name"], found["version"], found["digest"], found["nodes"], found["links"], found["vocabulary"])
    return Model()


def count(organisation: Organisation) -> Counts:
    """How many of each class."""
    number = Counter(type(fact) for fact in organisation.list_facts())
    return Counts(number[Node], number[Relation], number[Step], number[Note])


def staged_label(labels: Sequence[str]) -> str:
    """The label of nodes that wait to be given these labels."""
    return names.STAGED + "".join(labels)


def _counted(transaction: Transaction, organisation: Organisation) -> tuple[int, int]:
    """Our nodes and links, as far as the server's own counts tell: others may have drawn links of the same types."""
    types = {names.type_of(kind) for kind in organisation.vocabulary.relations.values()} | names.OUR_TYPES
    nodes = transaction.run(read_text("load/count_nodes"))[0]["number"]
    return nodes, sum(transaction.run(read_text("load/count_links").replace("{type}", name))[0]["number"] for name in sorted(types))


def _differences(transaction: Transaction, organisation: Organisation, number: Counter[str]) -> tuple[Difference, Difference]:
    """What differs in nodes and in links; `number` gets how many there should be. Raises `TooMuch`."""
    wanted = _counting(number, "nodes", list_node_elements(organisation))
    nodes = compare(transaction.stream(read_text("load/stored_nodes")), wanted, MOST_AT_ONCE)
    wanted_links = _counting(number, "links", list_link_elements(organisation))
    links = compare(transaction.stream(read_text("load/stored_links")), wanted_links, MOST_AT_ONCE - _size(nodes))
    return nodes, links


def _counting(number: Counter[str], name: str, elements: Iterable[Row]) -> Iterator[Row]:
    for element in elements:
        number[name] += 1
        yield element


def _take_the_place(transaction: Transaction) -> None:
    """What is staged comes in force, and what was in force is retired, in this transaction."""
    transaction.run(read_text("load/keep_links"))
    transaction.run(read_text("load/keep_nodes"), {"ours": sorted(OUR_PROPERTIES)})
    for record in transaction.run(read_text("load/stored_labels")):
        transaction.run(read_text("load/retire").replace("{labels}", ":".join(map(names.checked_label, record["labels"]))))
    transaction.run(read_text("load/retire_others"))
    for record in transaction.run(read_text("load/staged_labels")):
        labels = [names.checked_label(label) for label in record["labels"]]
        text = read_text("load/activate").replace("{staged}", staged_label(labels)).replace("{labels}", ":".join(labels))
        transaction.run(text)


# ---- Writing differences
def _size(difference: Difference) -> int:
    return len(difference.new) + len(difference.changed) + len(difference.stale) + len(difference.moved)


def _delete(transaction: Transaction, nodes: Difference, links: Difference) -> None:
    for elements in _batches([*links.stale, *(changed.handle for changed in links.changed)]):
        transaction.run(read_text("load/delete_links"), {"elements": elements})
    for ids in _batches(nodes.stale):
        transaction.run(read_text("load/delete_nodes"), {"ids": ids})
    for label, ids in _stale_labels(nodes.changed).items():
        transaction.run(read_text("load/remove_label").replace("{label}", label), {"ids": ids})


def _stale_labels(changed: Iterable[Changed]) -> dict[str, list[str]]:
    """Label → ids of the nodes that orgraph gave it and that are of another kind now. Labels that others gave stay."""
    stale: dict[str, list[str]] = defaultdict(list)
    for found in changed:
        assert isinstance(found.element, NodeElement)
        for label in set(found.labels) - set(found.element.labels):
            stale[names.checked_label(label)].append(found.element.id)
    return stale


def _write_nodes(transaction: Transaction, difference: Difference) -> None:
    by_labels: dict[str, list[Record]] = defaultdict(list)
    stale = _stale_properties(transaction, difference.changed)
    for element in _written(difference):
        assert isinstance(element, NodeElement)
        by_labels[":".join(element.labels)].append({"id": element.id, "properties": {**stale.get(element.id, {}), **_placed(element, difference)}})
    for labels, rows in by_labels.items():
        _write(transaction, read_text("load/write_nodes").replace("{labels}", labels), rows)
    _write(transaction, read_text("load/move_nodes"), [{"id": moved.handle, "position": moved.position} for moved in difference.moved])


def _stale_properties(transaction: Transaction, changed: Sequence[Changed]) -> dict[str, Record]:
    """Id → the properties of ours that are stored, each without a value: one that is not written anew is to go. Those of others stay."""
    stored: dict[str, Record] = {}
    for batch in _batches(changed):
        for record in transaction.run(read_text("load/stored_keys"), {"ids": [found.element.id for found in batch]}):
            stored[record["id"]] = {key: None for key in record["keys"] if key in OUR_PROPERTIES or key.startswith(FIELD)}
    return stored


def _write_links(transaction: Transaction, difference: Difference) -> None:
    by_type: dict[str, list[Record]] = defaultdict(list)
    for element in _written(difference):
        assert isinstance(element, LinkElement)
        by_type[element.type].append({"source": element.source, "target": element.target, "properties": _placed(element, difference)})
    for link_type, rows in by_type.items():
        _write(transaction, read_text("load/write_links").replace("{type}", link_type), rows)
    _write(transaction, read_text("load/move_links"), [{"element": moved.handle, "position": moved.position} for moved in difference.moved])


def _written(difference: Difference) -> list[NodeElement | LinkElement]:
    return [*difference.new, *(changed.element for changed in difference.changed)]


def _placed(element: NodeElement | LinkElement, difference: Difference) -> Record:
    position = difference.positions.get(element.key)
    return element.properties if position is None else {**element.properties, "position": position}


def _write(transaction: Transaction, text: str, rows: list[Record]) -> None:
    for batch in _batches(rows):
        transaction.run(text, {"rows": batch})


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


class _Batches:
    """Gathers rows by name and writes them by the batch; what waits never grows beyond a few batches."""

    def __init__(self, write: Callable[[str, list[Record]], None]) -> None:
        self._write, self._rows, self._waiting = write, defaultdict[str, list[Record]](list), 0
        self.number = 0

    def add(self, name: str, row: Record) -> None:
        """Takes one row."""
        self._rows[name].append(row)
        self.number += 1
        self._waiting += 1
        if len(self._rows[name]) >= BATCH or self._waiting >= 4 * BATCH:
            self._flush_fullest()

    def flush(self) -> None:
        """Writes what waits."""
        while self._rows:
            self._flush_fullest()

    def _flush_fullest(self) -> None:
        name = max(self._rows, key=lambda found: len(self._rows[found]))
        rows = self._rows.pop(name)
        self._waiting -= len(rows)
        self._write(name, rows)


def _summary(holds: Counts, nodes: Difference, links: Difference, *, whole: bool = False) -> Summary:
    changed = [*nodes.changed, *links.changed]
    touched = [*(element.id for element in nodes.new), *(found.element.id for found in changed), *nodes.stale]
    return Summary(
        holds, len(nodes.new) + len(links.new), len(changed), sum(found.ended for found in changed), len(nodes.stale) + len(links.stale),
        len(nodes.moved) + len(links.moved), tuple(touched[:20]), whole,
    )  # fmt: skip
