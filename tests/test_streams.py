"""Where output goes: machines read UTF-8 whatever the terminal has, and a stream that is closed, full or left never ends in a traceback."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import write_seed

pytestmark = pytest.mark.slow  # each case is a process of its own

STORY = """
bodies:
  - {id: udvalg, name: Målsætningsrådet på Ærø, kind: udvalg}
  - {id: gruppe, name: "Gruppe\\tB", kind: temagruppe}
agreements:
  - {id: aftalen, name: Aftalen, kind: aftale}
relations:
  - udvalg godkender aftalen: {basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
"""
SCENARIO = "name: Prøve\non: 2016-09-01\nsteps:\n  - create: {id: n, name: Nyt Råd på Ærø, kind: udvalg}\n  - dissolve: udvalg\n"
ENCODINGS = ["cp1252", "ascii:strict"]
PROGRAM = [sys.executable, "-m", "orgraph"]
MACHINES = [
    ["show", "udvalg", "--json"],
    ["scenario", "diff", "s.yaml", "--json"],
    ["scenario", "diff", "s.yaml", "--format", "html"],
    ["scenario", "diff", "s.yaml", "--format", "markdown"],
    ["scenario", "show", "s.yaml", "--json"],
    ["coverage", "--json"],
    ["query", "--csv"],
    ["query", "--excel"],
]
PEOPLE = [
    ["show", "udvalg"],
    ["scenario", "diff", "s.yaml"],
    ["show", "--help"],
    ["query"],
    ["query", "approves", "aftalen", "--show"],
]


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a scenario, and a seed that commands read."""
    monkeypatch.setenv("ORGRAPH_SEED", str(write_seed(tmp_path / "seed", STORY)))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


def said(words: list[str], encoding: str = "") -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, **({"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"} if encoding else {})}
    return subprocess.run([*PROGRAM, *words], env=env, capture_output=True, check=False)


def shell(command: str) -> subprocess.CompletedProcess[str]:
    script = command.replace("orgraph", f"{sys.executable} -m orgraph")
    return subprocess.run(
        ["bash", "-c", script], capture_output=True, encoding="utf-8", check=False
    )


# ---- What goes out
@pytest.mark.parametrize("words", [*MACHINES, *PEOPLE], ids=" ".join)
def test_a_pipe_gets_utf_8_whatever_the_terminal_has(there: Path, words: list[str]) -> None:
    plain = said(words)
    assert plain.stdout.decode("utf-8")
    for encoding in ENCODINGS[: 2 if "udvalg" in words else 1]:
        assert said(words, encoding).stdout == plain.stdout


def test_faults_go_out_in_utf_8_too(there: Path) -> None:
    assert (
        said(["show", "nøj"], "cp1252")
        .stderr.decode("utf-8")
        .startswith("»nøj« findes ikke i data.")
    )


@pytest.mark.parametrize("words", [found for found in MACHINES if "--json" in found], ids=" ".join)
def test_json_on_stdout_is_nothing_but_json(there: Path, words: list[str]) -> None:
    done = said(words, "cp1252")
    assert (done.returncode, done.stderr) in ((0, b""), (1, b""))
    json.loads(done.stdout)


@pytest.mark.parametrize(
    "words",
    [
        ["coverage", "--json"],
        ["show", "udvalg", "--json"],
        ["scenario", "diff", "s.yaml", "--json"],
    ],
    ids=" ".join,
)
def test_what_is_wrong_with_the_data_is_told_beside_the_json(
    there: Path, words: list[str]
) -> None:
    (there / "seed" / "fejl.yaml").write_text("bodies:\n  - {id: x}\n", encoding="utf-8")
    done = said(words)
    assert done.stdout == b""
    assert b"fejl.yaml:2: " in done.stderr


@pytest.mark.parametrize(
    "words",
    [["verify"], ["map"], ["check"], ["scenario", "check", "s.yaml"], ["load"]],
    ids=" ".join,
)
def test_a_command_without_json_says_so(there: Path, words: list[str]) -> None:
    done = said(["--json", *words])
    assert (done.returncode, done.stdout) == (2, b"")
    assert (
        done.stderr.decode()
        == f"orgraph {' '.join(words[:2] if words[0] == 'scenario' else words[:1])} svarer ikke som JSON. Udelad --json.\n"
    )


def test_what_would_be_adopted_is_a_patch_that_can_be_applied(there: Path) -> None:
    facts = there / "seed" / "facts.yaml"
    facts.write_bytes(facts.read_bytes().replace(b"\n", b"\r\n"))
    (there / "s.yaml").write_text(
        "name: S\non: 2016-09-01\nsteps:\n  - dissolve: gruppe\n", encoding="utf-8"
    )
    patch = said(
        ["scenario", "adopt", "s.yaml", "--source", '900:1 "Udvalget godkender aftalen."'], "ascii"
    )
    assert (patch.returncode, patch.stderr) == (0, b"")
    done = subprocess.run(
        ["git", "-C", "seed", "apply", "-p0", "--whitespace=nowarn", "-"],
        input=patch.stdout,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done
    shown = said(["show", "gruppe", "--at", "2016-09-01"]).stdout.decode()
    assert "ophører 1. september 2016" in shown or "intet at svare" in shown


def test_json_cannot_be_shown_as_cypher(there: Path) -> None:
    assert (
        said(["query", "approves", "--show", "--json"]).stderr.decode()
        == "--show og --json kan ikke bruges sammen. Vælg den ene.\n"
    )


@pytest.mark.parametrize(
    ("words", "letters"),
    [(["show", "udvalg", "--json"], "Målsætningsrådet på Ærø"), (["query", "--csv"], "organer")],
    ids=["json", "csv"],
)
def test_machines_get_utf_8_on_a_terminal_that_has_none(
    there: Path, words: list[str], letters: str
) -> None:
    assert letters in on_terminal(words, "ascii").decode("utf-8")


def test_people_get_an_answer_on_a_terminal_without_danish_letters(there: Path) -> None:
    assert b"M?ls?tningsr?det p? ?r?" in on_terminal(["show", "udvalg"], "ascii")


def on_terminal(words: list[str], encoding: str) -> bytes:
    """What a terminal is sent."""
    master, slave = pty.openpty()
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    with subprocess.Popen([*PROGRAM, *words], env=env, stdout=slave, stdin=slave, stderr=slave):
        os.close(slave)
        found = b""
        try:
            while piece := os.read(master, 65_536):
                found += piece
        except OSError:  # the other end is closed
            pass
    os.close(master)
    return found


# ---- Streams that are closed, full or left
@pytest.mark.parametrize(
    "words",
    [
        "show udvalg",
        "show udvalg --json",
        "scenario diff s.yaml --format html",
        "query --csv",
        "verify",
    ],
)
@pytest.mark.parametrize(
    ("where", "why"), [(">&-", "standardoutput er lukket"), ("> /dev/full", "disken er fuld")]
)
def test_an_answer_that_cannot_be_printed_is_a_sentence(
    there: Path, words: str, where: str, why: str
) -> None:
    done = shell(f"orgraph {words} {where}")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        f"Svaret kan ikke skrives ud: {why}.\n",
    )


def test_help_that_cannot_be_printed_is_a_sentence(there: Path) -> None:
    done = shell("orgraph show --help > /dev/full")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "disken er fuld" in done.stderr


@pytest.mark.parametrize("where", ["2>&-", "2> /dev/full", ">&- 2>&-", "> /dev/full 2> /dev/full"])
def test_a_fault_that_cannot_be_told_keeps_its_status(there: Path, where: str) -> None:
    assert shell(f"orgraph show findes-ikke {where}").returncode == 2


def test_a_file_does_not_get_what_a_closed_stream_should_have_had(there: Path) -> None:
    assert (
        shell("orgraph scenario diff s.yaml --format html -o side.html >&- 2>&-").returncode == 2
    )
    assert (there / "side.html").read_text(encoding="utf-8").startswith("<!")


def test_a_closed_input_is_a_sentence(there: Path) -> None:
    done = shell("orgraph cypher - <&-")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "»standardinput«" in done.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("show udvalg", 0),
        ("show udvalg --json", 0),
        ("responsible aftalen", 1),
        ("query --csv", 0),
        ("--help", 0),
        ("show --help", 0),
    ],
)
def test_a_reader_that_goes_away_ends_the_program_quietly_with_its_own_status(
    there: Path, words: str, status: int
) -> None:
    done = shell(f"{{ orgraph {words}; echo $? >&2; }} | true")
    assert done.stderr == f"{status}\n"


# ---- Streams that take a part at a time
LONG = [["query", "--csv"], ["scenario", "diff", "s.yaml", "--format", "html"]]
BUFFERING = pytest.mark.parametrize("unbuffered", ["1", ""], ids=["unbuffered", "buffered"])


@BUFFERING
@pytest.mark.parametrize("words", [*LONG, ["show", "udvalg"]], ids=" ".join)
def test_an_answer_that_is_cut_off_is_a_sentence_and_no_answer(
    there: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], unbuffered: str
) -> None:
    """A disk takes the first part of what is written when there is no room for the rest."""
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    (there / "svar").write_bytes(b"." * 1_000)  # 24 bytes below the limit
    done = shell(f"ulimit -f 1; orgraph {' '.join(words)} >> svar")
    assert (done.returncode, done.stderr) == (
        2,
        "Svaret kan ikke skrives ud: den bliver for stor.\n",
    )


def test_help_that_is_cut_off_is_no_help(there: Path) -> None:
    (there / "svar").write_bytes(b"." * 1_000)
    done = shell("ulimit -f 1; orgraph --help >> svar")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "den bliver for stor" in done.stderr


@BUFFERING
@pytest.mark.parametrize("output", [[], ["-o", "/dev/stdout"]], ids=["printed", "to a file"])
def test_a_pipe_that_does_not_wait_is_waited_for(
    there: Path, monkeypatch: pytest.MonkeyPatch, output: list[str], unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    words = ["scenario", "diff", "s.yaml", "--format", "html", *output]
    whole = said(words).stdout
    read, write = os.pipe()
    os.set_blocking(write, False)
    while True:  # nobody has read for long
        try:
            os.write(write, b"." * 4_096)
        except BlockingIOError:
            break
    with subprocess.Popen([*PROGRAM, *words], stdout=write, stderr=subprocess.PIPE) as program:
        assert not os.get_blocking(write)  # it is others' as well
        os.close(write)
        with open(read, "rb") as pipe:
            got = pipe.read().lstrip(b".")
    assert (program.returncode, got) == (0, whole)


@pytest.mark.parametrize(
    ("name", "closed"),
    [("/dev/stdout", ">&-"), ("/dev/fd/1", ">&-"), ("henvisning", ">&-"), ("/dev/stdin", "<&-")],
)
@pytest.mark.parametrize("words", ["map", "scenario diff s.yaml --format html"])
def test_a_closed_stream_by_its_name_is_told(
    there: Path, words: str, name: str, closed: str
) -> None:
    (there / "henvisning").symlink_to("/dev/stdout")
    done = shell(f"orgraph {words} -o {name} {closed}")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        f"Der kan ikke skrives til »{name}«: den er lukket. Vælg et andet sted.\n",
    )
