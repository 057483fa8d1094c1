"""Finds the names of things in sentences that are already written, so that they can lead to the pages of the things. A name of several things leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+")


class Names:
    """The names that may be found; `strange` are names of what has no page, so that no part of them is taken for something else."""

    def __init__(self, known: Iterable[tuple[str, str]], strange: Iterable[str] = ()) -> None:
        ids: dict[str, str] = {}
        for node_id, name in known:
            ids[name] = "" if name in ids else node_id
        ids.update(dict.fromkeys(strange, ""))
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        for name in sorted(ids, key=lambda name: -len(name)):
            if word := _WORD.match(name):
                self._by_word.setdefault(word.group(), []).append((name, ids[name]))

    def split(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the id of what it names, or "" when it names nothing. The longest name that fits is found."""
        shown = done = 0
        for word in _WORD.finditer(text):
            name, node_id = self._at(text, word.start(), word.group()) if word.start() >= done else ("", "")
            done = max(done, word.start() + len(name))
            if node_id:
                yield text[shown : word.start()], ""
                yield name, node_id
                shown = done
        yield text[shown:], ""

    def _at(self, text: str, start: int, word: str) -> tuple[str, str]:
        for name, node_id in self._by_word.get(word, ()):
            after = start + len(name)
            if text.startswith(name, start) and not (name[-1].isalnum() and text[after : after + 1].isalnum()):
                return name, node_id
        return "", ""
