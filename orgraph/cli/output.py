"""Prints what a command answers: text for people, data for machines, and the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from io import BufferedWriter, RawIOBase, TextIOWrapper
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TextIO

import typer

from orgraph.answers.answer import AMBIGUOUS, ANSWERED, NOT_FOUND, Answer
from orgraph.cli.errors import CannotAnswer
from orgraph.errors import UNSAFE, reason_of
from orgraph.files import write_all
from orgraph.languages import text as text_of
from orgraph.organisation import Organisation

if TYPE_CHECKING:
    from orgraph.api import Told

OK, NOTHING, UNUSABLE, BUG, INTERRUPTED = 0, 1, 2, 70, 130


class Outcome(NamedTuple):
    """What a command is to print, and its exit status; `error` sends the text to stderr, and
    `data` is for machines.
    """

    text: str
    status: int = OK
    error: bool = False
    data: bool = False

    def show(self) -> NoReturn:
        """Prints it and ends the command."""
        say(self.text, error=self.error, data=self.data)
        exit_with(self.status)


def outcome_of(told: Told, *, as_json: bool) -> Outcome:
    """An answer in words or as JSON, with its exit status."""
    unusable = told.status in (AMBIGUOUS, NOT_FOUND)
    status = OK if told.status == ANSWERED else UNUSABLE if unusable else NOTHING
    if as_json:
        return Outcome(told.to_json(), status, data=True)
    return Outcome(str(told), status, error=unusable)


def render_outcome(answer: Answer, organisation: Organisation, *, as_json: bool) -> Outcome:
    """The outcome of an answer that was found in another way than by asking a question."""
    from orgraph import api

    return outcome_of(api.Answer(answer, organisation.vocabulary, ""), as_json=as_json)


def say(text: str, *, error: bool = False, data: bool = False) -> None:
    """Prints lines. What a terminal would obey instead of show is replaced. Raises `CannotAnswer`.

    `data` is what machines read, in UTF-8 whatever the terminal has, and on all that is no
    terminal exactly as it stands.
    """
    give([text.strip("\n") + "\n"], error=error, data=data)


def give(pieces: Iterable[str], *, error: bool = False, data: bool = True) -> None:
    """The same of pieces that bring their own ends of lines."""
    stream: Any = sys.stderr if error else sys.stdout
    if stream is None:
        if not error:
            raise CannotAnswer(text_of("cli.stdout_closed"))
        return
    exactly = data and not is_terminal(stream)
    try:
        stream.flush()
        for piece in pieces:
            clean = piece if exactly else _clean(piece)
            if data and isinstance(stream, TextIOWrapper):
                stream.buffer.write(as_bytes(clean))
            else:
                stream.write(clean)
        stream.flush()
    except OSError as fault:
        silence(stream)
        if (
            not isinstance(fault, BrokenPipeError) and not error
        ):  # who has read enough has got the answer
            raise CannotAnswer(reason_of(fault)) from None


def _clean(text: str) -> str:
    """The text without what a terminal would obey; a tab is no harm."""
    return UNSAFE.sub(lambda found: "\t" if found[0] == "\t" else "�", text.replace("\r\n", "\n"))


def flush() -> None:
    """Sees that all of the answer has gone out. Raises `CannotAnswer`."""
    if sys.stdout is not None:
        give(())


def as_bytes(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which is no text, becomes the sign of what is no text."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")


def exit_with(status: int) -> NoReturn:
    """Ends the command with an exit status."""
    raise typer.Exit(status)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at the other end of the stream; it may be closed."""
    return stream is not None and stream.isatty()


def prepare_streams() -> None:
    """Makes all output survive: UTF-8 to all that is no terminal, on a terminal a sign for the
    letters that it lacks, and all of it written or a fault raised.
    """
    for number in range(3):
        _occupy(number)
    sys.stdout, sys.stderr = _prepared(sys.stdout), _prepared(sys.stderr)


def _prepared(stream: Any) -> Any:
    if not isinstance(stream, TextIOWrapper):
        return stream
    stream.reconfigure(encoding=None if is_terminal(stream) else "utf-8", errors="replace")
    if stream not in (sys.__stdout__, sys.__stderr__) or os.name == "nt":
        return stream  # one that somebody put in its place; or a console that only Python knows
    return TextIOWrapper(
        BufferedWriter(_WholeWriter(stream.fileno())),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


class _WholeWriter(RawIOBase):
    """An open file that takes all it is given. Python's own takes a part and says so, and what
    prints into it does not ask.
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def fileno(self) -> int:
        return self._handle

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return os.isatty(self._handle)

    def write(self, content: Any) -> int:
        write_all(self._handle, content)
        return len(content)


def _occupy(descriptor: int) -> None:
    """Keeps a file that is opened from getting the number of a closed stream, and with it all that
    is printed there. What takes the number cannot be written to, and is no other file.
    """
    try:
        os.fstat(descriptor)
    except OSError:
        _, other_end = os.pipe()  # the first end gets the lowest number that is free
        os.close(other_end)


def silence(stream: TextIO) -> None:
    """Nothing more is written to the stream, not even at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
