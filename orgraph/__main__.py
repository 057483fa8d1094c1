"""The program's door: `orgraph` and `python -m orgraph`. Nothing is imported before it listens for
an interruption.
"""

from __future__ import annotations

import os
import sys

INTERRUPTED = 130


def main() -> None:
    """Runs the command line and exits at once: taking a large organisation apart in memory would
    cost more than the answer.
    """
    try:
        _listen(at_once=True)
        from orgraph.cli.main import run

        _listen(at_once=False)  # from here on what is half done is put in order first
        status = run(sys.argv[1:])
        _listen(at_once=True)
    except KeyboardInterrupt:
        _stop()
    os._exit(status)


def _listen(*, at_once: bool) -> None:
    """Lets an interruption end the program at once, or be raised; unless whoever started the
    program has it ignored.
    """
    import signal

    sys.unraisablehook = _tell_unraisable
    if signal.getsignal(signal.SIGINT) not in (signal.SIG_IGN, None):
        signal.signal(signal.SIGINT, _stop if at_once else signal.default_int_handler)


def _stop(*_: object) -> None:
    """Says that the program was interrupted, and ends it where it is."""
    try:
        os.write(2, b"Afbrudt.\n")
    finally:
        os._exit(INTERRUPTED)


def _tell_unraisable(fault: sys.UnraisableHookArgs) -> None:
    """What goes wrong where nobody can catch it: an interruption ends the program there too."""
    if issubclass(fault.exc_type, KeyboardInterrupt):
        _stop()
    sys.__unraisablehook__(fault)


if __name__ == "__main__":
    main()
