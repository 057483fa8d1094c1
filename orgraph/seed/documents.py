"""The documents of an organisation and their texts, read from the seed folder.

Nothing outside its documents folder is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from orgraph.facts import Node
from orgraph.organisation import Organisation
from orgraph.seed.folder import MOST_DOCUMENT_BYTES, TooLarge, find_document, lines_of, read_file

Texts = dict[str, tuple[str, ...]]


def list_documents(organisation: Organisation) -> Iterator[Node]:
    """The documents, kind by kind, in the order of the seed."""
    labels = organisation.vocabulary.labels_in("documents")
    return (
        node
        for kind in organisation.vocabulary.kinds.values()
        if kind.label in labels
        for node in organisation.list_kind(kind.name)
    )


def read_texts(documents: Iterable[Node], folder: Path) -> Texts:
    """The lines of each document whose text is kept in the seed folder; one that cannot be read is
    left out.
    """
    found: Texts = {}
    for node in documents:
        name = dict(node.fields).get("file")
        try:
            if name and (inside := find_document(str(folder), name)):
                found[node.id] = lines_of(
                    read_file(folder / inside, MOST_DOCUMENT_BYTES), "replace"
                )
        except (OSError, ValueError, TooLarge):
            continue
    return found
