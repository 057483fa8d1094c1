"""The texts of the documents, read from the seed folder. Nothing outside its documents folder is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from orgraph.facts import Node
from orgraph.organisation import Organisation

Texts = dict[str, tuple[str, ...]]


def list_documents(organisation: Organisation) -> Iterator[Node]:
    """The documents, in the order of the seed."""
    labels = {label.name for label in organisation.vocabulary.labels.values() if label.section == "documents"}
    return (node for node in organisation.list_nodes() if node.label in labels)


def read_texts(organisation: Organisation, seed: Path) -> Texts:
    """The lines of each document whose text is kept; one that cannot be read is left out."""
    home = (seed / "documents").resolve()
    found: Texts = {}
    for node in list_documents(organisation):
        name = dict(node.fields).get("file")
        path = (home / name).resolve() if name else None
        if path and path.is_relative_to(home) and path.is_file():
            found[node.id] = tuple(path.read_text(encoding="utf-8", errors="replace").split("\n"))
    return found
