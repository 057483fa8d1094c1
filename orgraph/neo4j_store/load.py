"""Makes a database hold exactly one organisation.

Whoever asks meanwhile gets the old one or the new one, never a mixture. Leaves others' nodes
alone.

Three ways, each under a lock that a second load waits for, and each in force at the moment one
transaction is committed: a few differences are written in that transaction; an empty database is
filled beforehand, where no reader looks until the model is named; and when much differs, the whole
is written beside what is there (`identifiers.STAGED`) and takes its place.

A commit becomes visible piece by piece. So a gate is closed before it and opened after it, and a
reader waits at a closed one (see `remote_index.py`). What is written beforehand is fenced: each of
its transactions checks that no other load has begun. A program that was put to sleep in the middle
of a load, and wakes up after another has taken over, writes nothing more.

Labels and properties that others gave our nodes, and relationships that they drew, stay; what they
wrote on our relationships may go.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from uuid import uuid4

from orgraph.errors import OrgraphError
from orgraph.neo4j_store import batches, identifiers
from orgraph.neo4j_store.comparison import TooMuch
from orgraph.neo4j_store.connection import Connection, Record, Transaction
from orgraph.neo4j_store.cypher_files import list_statements, read_text
from orgraph.neo4j_store.encode import SCHEMA, list_link_elements, list_node_elements
from orgraph.neo4j_store.errors import OtherOrganisation, ServerBusy, ServerLost, ServerSilent
from orgraph.neo4j_store.metadata import Counts, Model, count, read_model
from orgraph.neo4j_store.patch import (
    OUR_PROPERTIES,
    Summary,
    list_differences,
    summarise,
    write_differences,
)
from orgraph.organisation import Organisation
from orgraph.seed.serialization import encode_vocabulary

MOST_BEGUN = 2  # batches: one that the server works on, and one on its way
MOST_SWEPT = 1_000  # nodes removed in one transaction, with their relationships: about 30 MB
TRIES = 3
_NOTHING: Mapping[str, str] = {}
Progress = Callable[[int], None]


def load(
    organisation: Organisation,
    connection: Connection,
    *,
    replace: bool = False,
    progress: Progress = lambda _: None,
) -> Summary:
    """Writes what differs from what is stored; `progress` is told how many facts have passed.

    Raises an `OrgraphError`, and has then written nothing.

    With `replace` the database may hold an organisation of another name. Raises
    `OtherOrganisation` without it, `NewerSchema`, and what the connection raises.
    """
    for statement in list_statements("constraints"):
        connection.run_alone(statement)
    for _ in range(TRIES - 1):
        with suppress(ServerBusy):
            return _Load(organisation, connection, replace, progress).run()
    return _Load(organisation, connection, replace, progress).run()


def rehearse(organisation: Organisation, connection: Connection) -> Summary:
    """What `load` would write, without writing anything.

    Raises `NewerSchema`, and what the connection raises.
    """

    def look(transaction: Transaction) -> Summary:
        number = Counter[str]()
        if read_model(transaction).version:
            with suppress(TooMuch):
                return summarise(
                    count(organisation), *list_differences(transaction, organisation, number)
                )
        nodes, links = (
            sum(1 for _ in elements)
            for elements in (list_node_elements(organisation), list_link_elements(organisation))
        )
        return Summary(count(organisation), added=nodes + links, whole=True)

    return connection.read(look)


class _Load:
    """One load. `_token` tells it from all others."""

    def __init__(
        self, organisation: Organisation, connection: Connection, replace: bool, progress: Progress
    ) -> None:
        self._organisation, self._connection, self._replace, self._progress = (
            organisation,
            connection,
            replace,
            progress,
        )
        self._token = uuid4().hex
        self._filling = ""  # the label of what is written beforehand
        self._commits = False
        self._heartbeat: Callable[[], None] = lambda: None
        self._begun = deque[
            tuple[int, Callable[[], list[Record]]]
        ]()  # batches on their way: how many rows, and what waits for them

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
        self._sweep(identifiers.RETIRED)
        return summary

    def _clear_away(self) -> None:
        """Removes what was written beforehand, when the last of it has arrived."""
        for _, wait in self._begun:
            with suppress(OrgraphError):
                wait()
        with suppress(OrgraphError):
            self._sweep(self._filling)

    def _write(self, transaction: Transaction) -> Summary:
        self._heartbeat = transaction.heartbeat
        transaction.run(read_text("load/lock"))
        stored = read_model(transaction)
        name = self._organisation.vocabulary.name
        if stored.name not in (None, name) and not self._replace:
            raise OtherOrganisation(stored.name or "", name)
        self._run("claim")
        self._sweep(identifiers.STAGED)
        digest = f"{SCHEMA} {self._organisation.digest()}"
        holds = count(self._organisation)
        if (
            stored.version
            and stored.digest == digest
            and _counted(transaction, self._organisation) == (stored.nodes, stored.links)
        ):
            return Summary(holds)
        summary, nodes, links = self._replace_all(transaction, stored, holds)
        if summary.wrote or (stored.nodes, stored.links, stored.digest) != (nodes, links, digest):
            model = {
                "name": name,
                "schema": SCHEMA,
                "digest": digest,
                "nodes": nodes,
                "links": links,
            }
            transaction.run(
                read_text("load/finish"),
                {
                    "model": {
                        **model,
                        "vocabulary": encode_vocabulary(self._organisation.vocabulary),
                    }
                },
            )
            self._commits = True
        return summary

    def _close_gate(self, _: Summary) -> None:
        """Tells readers to wait while the commit becomes visible, piece by piece."""
        if self._commits:
            self._run("close_gate")

    def _replace_all(
        self, transaction: Transaction, stored: Model, holds: Counts
    ) -> tuple[Summary, int, int]:
        if stored.version:
            with suppress(TooMuch):
                return self._patch(transaction, holds)
        elif not stored.older:
            return self._fill(identifiers.COMMON, holds)
        filled = self._fill(identifiers.STAGED, holds)
        _take_the_place(transaction)
        return filled

    # ---- A few differences
    def _patch(self, transaction: Transaction, holds: Counts) -> tuple[Summary, int, int]:
        number = Counter[str]()
        nodes, links = list_differences(transaction, self._organisation, number)
        write_differences(transaction, nodes, links)
        return summarise(holds, nodes, links), number["nodes"], number["links"]

    # ---- Everything
    def _fill(self, label: str, holds: Counts) -> tuple[Summary, int, int]:
        """Writes all of it in transactions of their own, under a label that no reader looks for
        yet.
        """
        self._filling = label
        if label == identifiers.COMMON:
            self._sweep(identifiers.COMMON)  # what an unfinished first load left
        nodes = self._fill_nodes(label)
        links = self._fill_links(label)
        return Summary(holds, added=nodes + links, whole=True), nodes, links

    def _fill_nodes(self, label: str) -> int:
        writer = batches.Batches(
            lambda labels, rows: self._fill_in(
                "fill_nodes", {"{labels}": f"{label}:{labels}"}, rows
            )
        )
        for number, element in enumerate(list_node_elements(self._organisation)):
            labels = (
                ":".join(element.labels)
                if label == identifiers.COMMON
                else staged_label(element.labels)
            )
            writer.add(labels, {"properties": {**element.properties, "position": float(number)}})
            self._tell(number)
        writer.flush()
        self._finish()
        return writer.number

    def _fill_links(self, label: str) -> int:
        writer = batches.Batches(
            lambda link_type, rows: self._fill_in(
                "fill_links", {"{type}": link_type, "{label}": label}, rows
            )
        )
        for number, element in enumerate(list_link_elements(self._organisation)):
            position = {"position": float(number)} if element.ordered else {}
            writer.add(
                element.type,
                {
                    "source": element.source,
                    "target": element.target,
                    "properties": {**element.properties, **position},
                },
            )
            self._tell(number)
        writer.flush()
        self._finish()
        return writer.number

    def _tell(self, number: int) -> None:
        if number % batches.BATCH == batches.BATCH - 1:
            self._progress(batches.BATCH)

    def _fill_in(self, name: str, filled: dict[str, str], rows: list[Record]) -> None:
        """Begins to write some rows, all of them or none: while the server works on one batch, the
        next is made. Raises what `_finish` raises.
        """
        self._finish(MOST_BEGUN - 1)
        self._begun.append((len(rows), self._begin(name, filled, {"rows": rows})))

    def _finish(self, most: int = 0) -> None:
        """Waits until so many batches or fewer are on their way.

        Raises `ServerBusy` when another load has taken over.
        """
        while len(self._begun) > most:
            number, wait = self._begun.popleft()
            if wait()[0]["number"] != number:
                raise ServerBusy

    def _sweep(self, label: str) -> None:
        """Removes all nodes of a label, a batch at a time, unless another load has taken over."""
        while label and self._run("sweep", {"{label}": label}, {"most": MOST_SWEPT})[0]["number"]:
            pass

    def _run(
        self,
        name: str,
        filled: Mapping[str, str] = _NOTHING,
        parameters: Mapping[str, object] = _NOTHING,
    ) -> list[Record]:
        """Runs a statement in a transaction of its own, and says on behalf of the one that waits
        for it that the server is alive.
        """
        return self._begin(name, filled, parameters)()

    def _begin(
        self, name: str, filled: Mapping[str, str], parameters: Mapping[str, object]
    ) -> Callable[[], list[Record]]:
        """Begins to run it; what is given waits for it."""
        text = read_text(f"load/{name}")
        for place, word in filled.items():
            text = text.replace(place, word)
        begun = self._connection.begin_write(
            lambda transaction: transaction.run(text, {"token": self._token, **parameters})
        )

        def wait() -> list[Record]:
            records = begun()
            self._heartbeat()
            return records

        return wait


def staged_label(labels: Sequence[str]) -> str:
    """The label of nodes that wait to be given these labels."""
    return identifiers.STAGED + "".join(labels)


def _take_the_place(transaction: Transaction) -> None:
    """What is staged comes in force, and what was in force is retired, in this transaction."""
    transaction.run(read_text("load/keep_links"))
    transaction.run(read_text("load/keep_nodes"), {"ours": sorted(OUR_PROPERTIES)})
    for record in transaction.run(read_text("load/stored_labels")):
        transaction.run(
            read_text("load/retire").replace(
                "{labels}", ":".join(map(identifiers.checked_label, record["labels"]))
            )
        )
    transaction.run(read_text("load/retire_others"))
    for record in transaction.run(read_text("load/staged_labels")):
        labels = [identifiers.checked_label(label) for label in record["labels"]]
        text = (
            read_text("load/activate")
            .replace("{staged}", staged_label(labels))
            .replace("{labels}", ":".join(labels))
        )
        transaction.run(text)


def _counted(transaction: Transaction, organisation: Organisation) -> tuple[int, int]:
    """Our nodes and links, as far as the server's own counts tell: others may have drawn links of
    the same types.
    """
    types = {
        identifiers.type_of(kind) for kind in organisation.vocabulary.relations.values()
    } | identifiers.OUR_TYPES
    nodes = transaction.run(read_text("load/count_nodes"))[0]["number"]
    return nodes, sum(
        transaction.run(read_text("load/count_links").replace("{type}", name))[0]["number"]
        for name in sorted(types)
    )
