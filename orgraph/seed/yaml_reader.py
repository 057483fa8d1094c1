"""The one door to YAML: events into plain dicts and lists that know their lines.

Refuses aliases, tags, duplicate keys and second documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from os import PathLike
from typing import Any

import yaml

from orgraph.errors import Issue, code_of, reason_of
from orgraph.seed.folder import MAX_BYTES, TooLarge, read_file

MAX_DEPTH = 20

_WORDS = {"": None, "null": None, "~": None, "true": True, "false": False}
_INT = re.compile(r"0|-?[1-9][0-9]{0,8}")
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

    def rows(self) -> Iterator[tuple[str, Any, int]]:
        """Each key with its value and its line."""
        return ((key, value, self.line_of(key)) for key, value in self.items())


class Sequence(list[Any]):
    """A list that knows the line of each of its items."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def is_text(value: Any) -> bool:
    """Whether a value is a text, or a number that is read as it is written."""
    return isinstance(value, str) or type(value) is int


def read_yaml(
    path: str | PathLike[str], shown_as: str, read: Callable[[Any], bytes] = read_file
) -> tuple[Mapping | None, list[Issue]]:
    """Reads a file into a mapping, which is empty for an empty file.

    Args:
        path: what `read` is given.
        shown_as: the file's name in faults.
        read: gives the bytes of the file; it may raise `TooLarge` or `OSError`.

    Returns:
        The mapping, or None when the file cannot be used; and all faults that were found.
    """
    text, issue = _read_text(path, shown_as, read)
    if text is None:
        return None, [issue] if issue else []
    builder = _Builder(shown_as)
    try:
        root = builder.build(text)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
        code = _code_of(str(getattr(fault, "problem", "") or ""))
        where = mark.line + 1 if mark else 1
        return None, [*builder.issues, Issue.of(shown_as, where, code)]
    if root is not None and not isinstance(root, Mapping):
        return None, [Issue.of(shown_as, 1, "seed_files.no_sections")]
    return root if root is not None else Mapping(1), builder.issues


def read_content(
    path: str | PathLike[str], shown_as: str, read: Callable[[Any], bytes] = read_file
) -> tuple[bytes | None, Issue | None]:
    """The bytes of a file as `read` gives them, or None and the fault."""
    try:
        return read(path), None
    except TooLarge as fault:
        megabytes, limit = fault.size // 1_000_000, MAX_BYTES // 1_000_000
        return None, Issue.of(
            shown_as, 1, "seed_files.file_too_large", megabytes=megabytes, limit=limit
        )
    except OSError as fault:
        why = reason_of(fault)
        return None, Issue.of(shown_as, 1, "seed_files.content_unreadable", why=why)


def _read_text(
    path: str | PathLike[str], shown_as: str, read: Callable[[Any], bytes]
) -> tuple[str | None, Issue | None]:
    raw, issue = read_content(path, shown_as, read)
    if raw is None:
        return None, issue
    if encoding := _other_encoding(raw):
        return None, Issue.of(shown_as, 1, "seed_files.encoding_not_utf8", encoding=encoding)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        byte = f"{raw[fault.start]:#04x}"
        return None, Issue.of(shown_as, line, "seed_files.byte_not_utf8", byte=byte)
    for pattern, fault_of in _UNREADABLE:
        if match := pattern.search(text):
            line = text.count("\n", 0, match.start()) + 1
            code, values = fault_of(match)
            return None, Issue.of(shown_as, line, code, **values)
    return text, None


def _other_encoding(raw: bytes) -> str:
    """What a file is saved as whose first bytes cannot be UTF-8; empty when they can."""
    start = raw[:4]
    if start in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "UTF-32"
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    zeros = [byte == 0 for byte in start]  # of letters that need fewer bytes than they have
    if zeros in ([False, True, True, True], [True, True, True, False]):
        return "UTF-32"
    return "UTF-16" if zeros in ([False, True] * 2, [True, False] * 2) else ""


_Finding = tuple[str, dict[str, str]]  # the code of a fault, and the values of its text


def _merge_mark(match: re.Match[str]) -> _Finding:
    return "seed_files.merge_mark", {"mark": match[1]}


def _hidden_break(match: re.Match[str]) -> _Finding:
    return "seed_files.hidden_line_break", {"sign": code_of(match[0])}


def _hidden_sign(match: re.Match[str]) -> _Finding:
    code = "byte_order_mark" if match[0] == "\ufeff" else "hidden_sign"
    return f"seed_files.{code}", {"sign": code_of(match[0])}


def _indentation(match: re.Match[str]) -> _Finding:
    if match[1] == "\t":
        return "seed_files.indented_by_tab", {}
    return "seed_files.indented_by_sign", {"sign": code_of(match[1])}


# What is looked for in a file's text before it is read as YAML, in this order.
_UNREADABLE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Finding]], ...] = (
    (re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE), _merge_mark),
    (
        re.compile("\\r(?!\\n)|[\\x85\\u2028\\u2029]"),
        _hidden_break,
    ),  # YAML counts them as line ends, editors do not
    (
        re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ufeff\\ufffe\\uffff]"),
        _hidden_sign,
    ),
    (re.compile(r"^ *((?![ \r\n])\s)", re.MULTILINE), _indentation),
)

# What the library says, in this order, and the fault that it means to somebody who wrote the
# file.
_SAYINGS = (
    ("mapping values are not allowed", "yaml_misplaced_colon"),
    ("expected ':'", "yaml_missing_colon"),
    ("expected key", "yaml_misplaced_line"),
    ("expected '-' indicator", "yaml_no_list_item"),
    ("expected ',' or", "yaml_open_bracket"),
    ("cannot start any token", "yaml_misplaced_sign"),
    ("unexpected end of stream", "yaml_open_quote"),
    ("block sequence entries are not allowed", "yaml_misplaced_hyphen"),
    ("block mapping is not allowed", "yaml_misplaced_key"),
    ("escape", "yaml_backslash"),
    ("document start", "yaml_after_the_end"),
    ("tab", "yaml_tab"),
)


def _code_of(problem: str) -> str:
    """The fault that a saying of the library means; what it may say later has a general one."""
    code = next((code for said, code in _SAYINGS if said in problem), "yaml_unreadable")
    return f"seed_files.{code}"


class _Stop(Exception):
    """The rest of the file cannot be read; the fault is on the list."""


class _Builder:
    """Builds containers from events.

    The stack holds (container, the key whose value comes next).
    """

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
                self._put(_plain(event), line)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event, line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            closed = self.stack.pop()[0]
            self._put(closed, closed.line if isinstance(closed, Mapping) else line)
        elif isinstance(event, yaml.AliasEvent):
            self._stop(line, "seed_files.alias", anchor=event.anchor)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop(line, "seed_files.second_document")

    def _open(self, event: Any, line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._stop(line, "seed_files.too_deep", limit=MAX_DEPTH)
        if self._wants_key():
            self._stop(line, "seed_files.key_is_no_word")
        self._refuse_tag(event.tag, line)
        self.stack.append(
            (Mapping(line) if isinstance(event, yaml.MappingStartEvent) else Sequence(), None)
        )

    def _wants_key(self) -> bool:
        return (
            bool(self.stack)
            and isinstance(self.stack[-1][0], Mapping)
            and self.stack[-1][1] is None
        )

    def _key(self, key: str, line: int) -> None:
        mapping = self.stack[-1][0]
        if key in mapping.lines:
            self._fault(line, "seed_files.key_twice", key=key, earlier=mapping.lines[key])
        else:
            mapping.lines[key] = line
        self.stack[-1] = (mapping, key)

    def _put(self, value: Any, line: int) -> None:
        if not self.stack:
            self.root = value
            return
        container, key = self.stack[-1]
        if isinstance(container, Mapping):
            container.setdefault(str(key), value)
            self.stack[-1] = (container, None)
        else:
            container.append(value)
            container.lines.append(line)

    def _refuse_tag(self, tag: str | None, line: int) -> None:
        if tag and tag != "!":
            self._fault(line, "seed_files.tag", tag=tag)

    def _stop(self, line: int, code: str, **values: Any) -> None:
        self._fault(line, code, **values)
        raise _Stop

    def _fault(self, line: int, code: str, **values: Any) -> None:
        self.issues.append(Issue.of(self.file, line, code, **values))


def _plain(event: Any) -> str | int | bool | None:
    value: str = event.value
    if not event.implicit[0]:
        return value
    if value in _WORDS:
        return _WORDS[value]
    return int(value) if _INT.fullmatch(value) else value
