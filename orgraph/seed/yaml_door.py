"""The one door to YAML: events into plain dicts and lists that know their lines. Refuses aliases, tags, duplicate keys and second documents."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from orgraph.errors import Issue

MAX_BYTES = 8_000_000
MAX_DEPTH = 20

_WORDS = {"": None, "null": None, "~": None, "true": True, "false": False}
_INT = re.compile(r"0|-?[1-9][0-9]{0,8}")
_MERGE_MARK = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
_HIDDEN_BREAK = re.compile("\\r(?!\\n)|[\\x85\\u2028\\u2029]")  # YAML counts them as line ends, editors do not
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapping(dict[str, Any]):
    """A mapping that knows its line and the line of each key."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """The line a key was written on."""
        return self.lines.get(key, self.line)


def read_yaml(path: Path, shown_as: str) -> tuple[Mapping | None, list[Issue]]:
    """One file as a mapping, or None with what is wrong with it."""
    text, issue = _read_text(path, shown_as)
    if text is None:
        return None, [issue] if issue else []
    builder = _Builder(shown_as)
    try:
        root = builder.build(text)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where = mark.line + 1 if mark else 1
        return None, [
            *builder.issues,
            Issue(shown_as, where, "filen er ikke gyldig YAML", str(fault.problem or fault.context), "Se efter indrykning, kolon og anførselstegn"),
        ]
    except (yaml.YAMLError, RecursionError) as fault:
        return None, [*builder.issues, Issue(shown_as, 1, "filen er ikke gyldig YAML", " ".join(str(fault).split()), "Fjern de ulæselige tegn")]
    if root is not None and not isinstance(root, Mapping):
        return None, [Issue(shown_as, 1, "filen er ikke en liste af afsnit", "øverst skal stå nøgler som bodies: og relations:", "Se seed/README.md")]
    return root if root is not None else Mapping(1), builder.issues


def _read_text(path: Path, shown_as: str) -> tuple[str | None, Issue | None]:
    try:
        if path.stat().st_size > MAX_BYTES:
            size = path.stat().st_size // 1_000_000
            return None, Issue(shown_as, 1, f"filen er {size} MB", f"grænsen er {MAX_BYTES // 1_000_000} MB", "Del den i flere filer")
        raw = path.read_bytes()
    except OSError as fault:
        return None, Issue(shown_as, 1, "filen kan ikke læses", fault.strerror or str(fault), "Se efter rettigheder")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        return None, Issue(shown_as, line, "tegnsættet er ikke UTF-8", f"byten {raw[fault.start]:#04x} kan ikke læses", "Gem filen som UTF-8")
    if match := _MERGE_MARK.search(text):
        line = text.count("\n", 0, match.start()) + 1
        return None, Issue(
            shown_as, line, f"flettemærket {match[1]} står i filen", "to udgaver er ikke flettet færdigt", "Vælg den rigtige udgave, og slet mærkerne"
        )
    if match := _HIDDEN_BREAK.search(text):
        line = text.count("\n", 0, match.start()) + 1
        return None, Issue(
            shown_as,
            line,
            f"linjen rummer tegnet U+{ord(match[0]):04X}",
            "det er et usynligt linjeskift, og alle linjetal efter det bliver forkerte",
            "Slet tegnet",
        )
    for number, content in enumerate(text.split("\n"), 1):
        if "\t" in content[: len(content) - len(content.lstrip())]:
            return None, Issue(shown_as, number, "linjen er rykket ind med tabulator", "YAML kender kun mellemrum", "Erstat tabulatoren med mellemrum")
    return text, None


class _Stop(Exception):
    """The rest of the file cannot be read; the fault is on the list."""


class _Builder:
    """Builds containers from events. The stack holds (container, the key whose value comes next)."""

    def __init__(self, shown_as: str) -> None:
        self.file = shown_as
        self.issues: list[Issue] = []
        self.root: Any = None
        self.documents = 0
        self.stack: list[tuple[Any, str | None]] = []

    def build(self, text: str) -> Any:
        loader = _LOADER(text)
        try:
            while loader.check_event():
                event = loader.get_event()
                self._take(event, event.start_mark.line + 1)
        except _Stop:
            return None
        finally:
            loader.dispose()
        return self.root

    def _take(self, event: Any, line: int) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event.tag, line)
            if self._wants_key():
                self._key(event.value, line)
            else:
                self._put(_plain(event))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event, line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._put(self.stack.pop()[0])
        elif isinstance(event, yaml.AliasEvent):
            self._stop(line, f"henvisningen *{event.anchor} er ikke tilladt", "ankre kan gøre en lille fil uendelig stor", "Skriv indholdet ud")
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop(line, "filen rummer flere dokumenter", "linjen --- begynder et nyt", "Slet linjen, eller del filen")

    def _open(self, event: Any, line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._stop(line, "filen er indlejret for dybt", f"grænsen er {MAX_DEPTH} niveauer", "Gør den fladere")
        if self._wants_key():
            self._stop(line, "en nøgle er en liste eller et afsnit", "nøgler skal være ord", "Se efter kolon og indrykning")
        self._refuse_tag(event.tag, line)
        self.stack.append((Mapping(line) if isinstance(event, yaml.MappingStartEvent) else [], None))

    def _wants_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1][0], Mapping) and self.stack[-1][1] is None

    def _key(self, key: str, line: int) -> None:
        mapping = self.stack[-1][0]
        if key in mapping.lines:
            self._fault(line, f"nøglen {key} står to gange", f"den stod allerede i linje {mapping.lines[key]}", "Behold den ene")
        else:
            mapping.lines[key] = line
        self.stack[-1] = (mapping, key)

    def _put(self, value: Any) -> None:
        if not self.stack:
            self.root = value
            return
        container, key = self.stack[-1]
        if isinstance(container, Mapping):
            container.setdefault(str(key), value)
            self.stack[-1] = (container, None)
        else:
            container.append(value)

    def _refuse_tag(self, tag: str | None, line: int) -> None:
        if tag and tag != "!":
            self._fault(line, f"mærket {tag} er ikke tilladt", "filen må kun rumme tekst, lister og afsnit", "Slet mærket")

    def _stop(self, line: int, what: str, why: str, next_step: str) -> None:
        self._fault(line, what, why, next_step)
        raise _Stop

    def _fault(self, line: int, what: str, why: str, next_step: str) -> None:
        self.issues.append(Issue(self.file, line, what, why, next_step))


def _plain(event: Any) -> str | int | bool | None:
    value: str = event.value
    if not event.implicit[0]:
        return value
    if value in _WORDS:
        return _WORDS[value]
    return int(value) if _INT.fullmatch(value) else value
