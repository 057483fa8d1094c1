"""What is said of a fault: in Danish, and nothing of what the system said itself."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from orgraph.errors import reason_of


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (OSError(errno.ENOENT, os.strerror(errno.ENOENT)), "den findes ikke"),
        (OSError(errno.EISDIR, os.strerror(errno.EISDIR)), "det er en mappe"),
        (OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)), "en del af stien er ikke en mappe"),
        (OSError(errno.EACCES, os.strerror(errno.EACCES)), "adgang nægtet"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "disken er fuld"),
        (OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG)), "navnet er for langt"),
        (OSError(errno.ENOLCK, os.strerror(errno.ENOLCK)), "styresystemet melder fejlen ENOLCK"),
        (OSError(99_999, "something new"), "styresystemet melder fejlen 99999"),
        (
            UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
            "den er ikke tekst i UTF-8",
        ),
        (ValueError("den er lukket"), "den er lukket"),
    ],
)
def test_a_reason_is_told_in_danish(fault: Exception, reason: str) -> None:
    assert reason_of(fault) == reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a\0b", "navnet rummer et nultegn"),
        ("\ud800", "navnet rummer tegn, der ikke kan skrives"),
        ("a" * 300, "navnet er for langt"),
        ("/", "det er en mappe"),
    ],
)
def test_a_path_that_cannot_be_opened_is_told_in_danish(
    tmp_path: Path, name: str, reason: str
) -> None:
    with pytest.raises((OSError, ValueError)) as caught:
        (tmp_path / name).read_bytes()
    assert reason_of(caught.value) == reason


def test_every_number_that_the_system_knows_has_a_reason_without_its_english() -> None:
    for number in errno.errorcode:
        assert (
            os.strerror(number).casefold()
            not in reason_of(OSError(number, os.strerror(number))).casefold()
        )
