"""What a user can type, and what they get: an answer, a sentence and an exit status; never a traceback."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from orgraph.cli.main import run
from tests.conftest import write_seed

STORY = """
changes:
  - {id: aendring-1, name: Omlægningen, date: 2016-09-01, concerns: [gruppe]}
bodies:
  - {id: udvalg, name: Udvalget, kind: udvalg, aliases: {Det høje Udvalg: null}}
  - {id: gruppe, name: Gruppen, kind: temagruppe, valid_to: aendring-1}
  - {id: raad-a, name: Rådet A, kind: råd}
  - {id: raad-b, name: Rådet B, kind: råd}
agreements:
  - {id: aftalen, name: Aftalen, kind: aftale}
relations:
  - udvalg godkender aftalen: {basis: ordret, source: '900:1 "Udvalget godkender aftalen."'}
  - gruppe ansvarlig-for aftalen: {}
  - gruppe refererer-til udvalg: {}
"""


@pytest.fixture
def seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_seed(tmp_path / "seed", STORY)
    monkeypatch.setenv("ORGRAPH_SEED", str(folder))
    return folder


ANSWERED = [
    ["approves", "Aftalen", "--at", "1/10/2012"],
    ["--at", "2012-10-01", "approves", "aftalen"],
    ["escalate", "gruppe", "--at", "2012-10-01"],
    ["escalate", "gruppe", "--to", "det hoeje udvalg", "--at", "2012-10-01"],
    ["responsible", "aftalen", "--at", "2012-10-01"],
    ["responsible", "aftalen", "--at", "2012-10-01", "--against", "2016-09-01"],
    ["who", "godkender", "aftalen"],
    ["who", "beslutter", "aftalen"],
    ["what", "refererer til", "gruppe", "--at", "2012-10-01"],
    ["list", "temagrupper", "--at", "2012-10-01"],
    ["show", "udvalg"],
    ["show", "udvalg", "--against", "2016-09-01"],
    ["history", "gruppe"],
    ["impact", "gruppe", "--on", "2012-10-01"],
    ["impact", "temagrupper", "--on", "2012-10-01", "--against", "2016-09-01"],
    ["impact", "gruppe", "--on", "2012-10-01", "--over-time"],
    ["search", "aftale", "--over-time"],
    ["search", "det", "høje", "--against", "2016-09-01"],
    ["responsible", "aftalen", "--over-time"],
    ["who", "godkender", "aftalen", "--over-time"],
    ["list", "temagrupper", "--over-time"],
    ["matrix", "aftaler", "--over-time"],
    ["why", "gruppe", "aftalen", "--at", "2012-10-01"],
    ["why-not", "gruppe", "udvalg", "--at", "2016-10-01"],
    ["check"],
    ["verify"],
    ["--version"],
    ["--help"],
    ["scenario", "--help"],
]
NOTHING_STATED = [
    ["appoints", "udvalg"],
    ["responsible", "gruppe", "--at", "2016-09-01"],
    ["list", "temagrupper", "--at", "2016-09-01"],
    ["unknowns"],
    ["steps", "aftalen"],
]
UNUSABLE = [
    [],
    ["approves"],
    ["approves", ""],
    ["approves", " "],
    ["approves", "x" * 10_000],
    ["approves", "\x1b[31mrød\x07\x00"],
    ["approves", "\u202eomvendt"],
    ["approves", "'; DROP TABLE fact; --"],
    ["approves", "aftalen", "--at", "2016"],
    ["approves", "aftalen", "--at", "31/2/2016"],
    ["approves", "aftalen", "--at", "i går"],
    ["approves", "aftalen", "--against", "x"],
    ["approves", "aftalen", "--at"],
    ["approves", "aftalen", "--nix"],
    ["approves", "aftalen", "mere"],
    ["show", "rådet"],
    ["who", "nikser", "aftalen"],
    ["list", "dims"],
    ["list", "kommuner", "--min", "x"],
    ["list", "kommuner", "--in", "ukendt"],
    ["escalate", "gruppe", "--to", "ukendt"],
    ["dims"],
    ["show", "udvalg", "--against", "2016-09-01", "--over-time"],
    ["show", "udvalg", "--against", "ukendt.yaml"],
    ["why", "gruppe", "ukendt"],
    ["matrix"],
    ["search"],
    ["scenario"],
    ["scenario", "diff", "ukendt.yaml"],
    ["scenario", "diff", "."],
    ["--seed", "/findes/ikke", "show", "udvalg"],
    ["--seed", "", "--dims"],
    ["show", "udvalg", "--seed", "."],
    ["show", "udvalg", "--seed", "a\x00b"],
    ["map", "--output", "/findes/ikke/kort.html"],
    ["map", "--output", "."],
    ["verify", "--seed", "/findes/ikke"],
]  # fmt: skip


def ids(rows: list[list[str]]) -> list[str]:
    return [ascii(" ".join(row))[:40] for row in rows]


@pytest.mark.parametrize("words", ANSWERED, ids=ids(ANSWERED))
def test_an_answer_exits_0(
    seed: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run(words) == 0
    out, err = capsys.readouterr()
    assert out.strip()
    assert err == ""
    assert max(map(len, out.splitlines())) <= 80 or "--json" in words


@pytest.mark.parametrize("words", NOTHING_STATED, ids=ids(NOTHING_STATED))
def test_silence_exits_1(
    seed: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run(words) == 1
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("words", UNUSABLE, ids=ids(UNUSABLE))
def test_unusable_words_exit_2_with_a_sentence(
    seed: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run(words) == 2
    out, err = capsys.readouterr()
    said = (err or out).strip()
    assert said
    assert "Traceback" not in said
    assert all(char.isprintable() or char == "\n" for char in said)
    assert len(said) < 3000


@pytest.mark.parametrize(
    "words",
    [
        words
        for words in ANSWERED + NOTHING_STATED
        if words[0] not in ("check", "verify", "scenario") and "-" not in words[0]
    ],
    ids=" ".join,
)
def test_every_answer_is_one_json_shape(
    seed: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    status = run([*words, "--json"])
    answer = json.loads(capsys.readouterr().out)
    for part in (
        [answer["before"], answer["after"]]
        if "before" in answer
        else []
        if "intervals" in answer
        else [answer]
    ):
        assert {
            "question",
            "subject",
            "at",
            "status",
            "rows",
            "paths",
            "notes",
            "candidates",
            "searched",
            "text",
        } <= set(part)
        for row in part["rows"]:
            assert {
                "id",
                "name",
                "kind",
                "role",
                "order",
                "group",
                "via",
                "condition",
                "value",
                "valid_from",
                "valid_to",
                "confirmed_until",
            } <= set(row)
    assert status == (0 if answer["status"] == "answered" else 1)
    assert answer["text"]


@pytest.mark.parametrize(("subject", "status"), [("rådet", "ambiguous"), ("ukendt", "not_found")])
def test_an_untold_subject_is_json_too(
    seed: Path, capsys: pytest.CaptureFixture[str], subject: str, status: str
) -> None:
    assert run(["show", subject, "--json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["subject"], answer["rows"]) == (status, None, [])
    assert [candidate["id"] for candidate in answer["candidates"]] == (
        ["raad-a", "raad-b"] if status == "ambiguous" else []
    )


def test_what_a_terminal_would_obey_is_not_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_seed(
        tmp_path / "seed",
        'bodies:\n  - {id: a, name: "Rød \\e[31m \\0\\x9b\\u202e\\u2028", kind: udvalg}\n',
    )
    assert run(["show", "a", "--seed", str(folder)]) == 0
    assert "Rød �[31m" in (said := capsys.readouterr().out)
    assert not set(said) & set("\x1b\0\x9b\u202e\u2028")
    assert run(["show", "a", "--seed", str(folder), "--json"]) == 0
    said = capsys.readouterr().out
    assert not set(said) & set("\x1b\0\x9b\u202e\u2028")
    assert json.loads(said)["subject"]["name"] == "Rød \x1b[31m \0\x9b\u202e\u2028"


def test_a_bad_option_is_one_line(seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["show", "udvalg", "--jsn", "--json"])
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_faults_in_the_seed_are_all_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_seed(
        tmp_path / "seed", "bodies:\n  - {id: a}\n  - {id: b, name: B, kind: dims}\n"
    )
    for command, status in ((["show", "a"], 2), (["verify"], 1), (["check"], 1)):
        assert run([*command, "--seed", str(folder)]) == status
        assert "".join(capsys.readouterr()).count("facts.yaml:") == 2


def test_a_false_quotation_fails_verify(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_seed(
        tmp_path / "seed",
        "bodies:\n  - {id: a, name: A, kind: udvalg, source: '900:1 \"Udvalget afviser aftalen\"'}\n",
    )
    assert run(["verify", "--seed", str(folder)]) == 1
    assert "står ikke i 900:1-1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "first", "total"),
    [
        (["search", "gruppe"], "25 af 40 fund for »gruppe« pr. ", 40),
        (["search", "gruppe", "--limit", "3"], "3 af 40 fund for »gruppe« pr. ", 40),
        (["search", "gruppe", "--limit", "100"], "40 fund for »gruppe« pr. ", 40),
        (["search", "gruppe 07"], "1 fund for »gruppe 07« pr. ", 1),
        (["search", "findes ikke"], "0 fund for »findes ikke« pr. ", 0),
    ],
)
def test_search_tells_how_many_hits_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], first: str, total: int
) -> None:
    bodies = "".join(
        f"  - {{id: g{number}, name: Gruppe {number:02}, kind: udvalg}}\n" for number in range(40)
    )
    folder = write_seed(tmp_path / "many", f"bodies:\n{bodies}")
    run([*words, "--seed", str(folder)])
    assert capsys.readouterr().out.startswith(first)
    run([*words, "--seed", str(folder), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer["total"] == total
    assert len(answer["rows"]) == min(total, int(words[3]) if "--limit" in words else 25)


def test_what_comes_to_a_search_is_told_of_all_hits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bodies = "".join(
        f"  - {{id: g{number}, name: Gruppe {number:02}, kind: udvalg}}\n" for number in range(5)
    )
    folder = write_seed(
        tmp_path / "many",
        f"bodies:\n{bodies}  - {{id: ny, name: En gruppe til, kind: udvalg, valid_from: 2014-01-01}}\n",
    )
    command = ["search", "gruppe", "--limit", "2", "--at", "2012-01-01", "--seed", str(folder)]
    assert run([*command, "--against", "2015-01-01", "--json"]) == 0
    compared = json.loads(capsys.readouterr().out)
    assert (
        compared["changes"] == []
    )  # that it is there, and not where it stands among the hits, is what is compared
    assert [
        (len(side["rows"]), side["total"]) for side in (compared["before"], compared["after"])
    ] == [(2, 6), (2, 6)]
    assert run([*command, "--over-time"]) == 0
    assert capsys.readouterr().out.count("  … og 4 flere.") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("RAAD", ["RAAD-a", "RAAD-b"]),
        ("raad-B", ["raad-B"]),
        ("råd", ["råd-a", "råd-b"]),
        ("xyz", []),
    ],
)
def test_ids_are_completed_whatever_the_case(seed: Path, typed: str, words: list[str]) -> None:
    env = {
        **os.environ,
        "_ORGRAPH_COMPLETE": "complete_bash",
        "COMP_WORDS": f"orgraph show {typed}",
        "COMP_CWORD": "2",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", "from orgraph.__main__ import main; main()"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == words, done.stderr
    assert [run(["show", word]) for word in words] == [0] * len(words)


@pytest.mark.slow
def test_ids_are_completed_in_the_shell(seed: Path) -> None:
    env = {
        **os.environ,
        "_ORGRAPH_COMPLETE": "complete_bash",
        "COMP_WORDS": "orgraph show raad",
        "COMP_CWORD": "2",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", "from orgraph.__main__ import main; main()"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["raad-a", "raad-b"], done.stderr


def test_a_closed_pipe_ends_quietly(seed: Path) -> None:
    command = f"{sys.executable} -m orgraph unknowns --json | head -c 1 >/dev/null; {sys.executable} -m orgraph show udvalg | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_a_terminal_without_danish_letters_gets_an_answer(seed: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for words in (
        ["show", "raad-a"],
        ["escalate", "gruppe", "--at", "2012-01-01"],
        ["show", "raad-a", "--json"],
        ["show", "rådet"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "orgraph", *words],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert done.stdout or done.stderr


def test_an_interrupt_ends_with_a_word() -> None:
    command = [sys.executable, "-X", "utf8", "-m", "orgraph", "cypher", "-"]
    sent, sending = os.pipe()
    with subprocess.Popen(
        command, stdin=sent, stderr=subprocess.PIPE, encoding="utf-8"
    ) as started:
        os.write(sending, b"RETURN 1")
        while struct.unpack("i", fcntl.ioctl(sent, termios.FIONREAD, b"\0" * 4)) != (
            0,
        ):  # it has not begun to read
            assert started.poll() is None
            time.sleep(0.01)
        started.send_signal(signal.SIGINT)
        try:
            assert (started.communicate(timeout=60)[1].strip(), started.returncode) == (
                "Afbrudt.",
                130,
            )
        finally:
            os.close(sending)  # then it ends, if it did not heed the interrupt
            os.close(sent)


@pytest.mark.parametrize(
    ("words", "option"),
    [(["verify", "--seed", ""], "--seed"), (["show", "raad-a", "--at="], "--at"), (["show", "raad-a", "--scenario", ""], "--scenario"), (["map", "-o", ""], "-o"),
     (["show", "raad-a", "--against", ""], "--against"), (["--from", "", "show", "raad-a"], "--from"), (["impact", "raad-a", "--on", ""], "--on")],
)  # fmt: skip
def test_an_empty_value_is_not_taken_for_none(
    seed: Path, words: list[str], option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    assert (
        capsys.readouterr().err
        == f"Værdien efter »{option}« er tom. Skriv en værdi, eller udelad valget.\n"
    )


@pytest.mark.parametrize("words", [["show", ""], ["search", ""], ["site", ""]])
def test_an_empty_word_is_refused(
    seed: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    assert capsys.readouterr().err == "Et af ordene er tomt. Skriv et, eller udelad det.\n"


READ = [  # what is read, and the words that make the commands read it
    *((file, []) for file in ("seed/facts.yaml", "seed/documents/900.txt", "seed/vocabulary.yaml")),
    ("s.yaml", []),
    ("seed/facts.yaml", ["--seed", "henvist"]),
    ("ude.yaml", []),
    ("ude/bilag.txt", []),
    *((file, ["map", "--against", "anden"]) for file in ("anden/facts.yaml", "anden/documents/900.txt")),
    ("s.yaml", ["map", "--against", "s.yaml"]),
    ("kode", ["map", "--from", "neo4j"]),
    *((f"spm/{file}", ["scenario", "diff", "s.yaml", "--questions", "spm"]) for file in ("q.yaml", "dyb/q.yml")),
]  # fmt: skip


@pytest.mark.parametrize("through", ["", "link", "hard link"])
@pytest.mark.parametrize(
    ("output", "words"), READ, ids=[f"{file} {' '.join(words)}" for file, words in READ]
)
def test_an_output_is_never_written_over_what_is_read(
    seed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    output: str,
    words: list[str],
    through: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    scenario = "name: S\non: 2016-09-01\nsteps:\n  - dissolve: raad-a\n"
    files = {"s.yaml": scenario, "ude.yaml": "", "kode": "ord"}
    files |= {f"{folder}/{name}": "" for folder, name in (("spm", "q.yaml"), ("spm/dyb", "q.yml"))}
    for name, content in {**files, "ude/bilag.txt": ""}.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(content, encoding="utf-8")
    write_seed(tmp_path / "anden", STORY)
    Path("henvist").symlink_to("seed")
    Path("seed/henvist.yaml").symlink_to(tmp_path / "ude.yaml")
    Path("seed/documents").rename("ude/documents")
    Path("ude/bilag.txt").rename("ude/documents/bilag.txt")
    Path("ude/bilag.txt").symlink_to("documents/bilag.txt")
    Path("seed/documents").symlink_to(tmp_path / "ude" / "documents")
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", "kode")
    before = Path(output).read_bytes()
    if through == "link":
        Path("andet").symlink_to(output)
    elif through:
        Path("andet").hardlink_to(Path(output).resolve())
    both = [["map", "--scenario", "s.yaml", *words], ["scenario", "diff", "s.yaml", *words]]
    for command in [words] if words and not words[0].startswith("-") else both:
        assert run([*command, "-o", "andet" if through else output]) == 2
        assert "kommandoen læser den selv" in capsys.readouterr().err
    assert Path(output).read_bytes() == before


def test_an_output_in_the_place_of_nothing_that_is_read_is_written(
    seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("seed/LÆSMIG.md").touch()
    for output in ("seed/kort.html", "seed/LÆSMIG.md", "seed/kort.html"):
        assert run(["map", "-o", output, "--against", "2016-09-01"]) == 0


@pytest.mark.parametrize("words", [["checks/approver", "x"], ["unknowns", "a", "b"]])
def test_a_surplus_word_after_a_query_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", *words]) == 2
    assert f"orgraph query {words[0]}" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["approves"], ["scenario"], ["scenario", "diff"], ["map"]])
def test_a_help_page_speaks_the_users_language(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("Brug: orgraph")
    english = (
        "Usage", "Options:", "Arguments:", "Commands:", "OPTIONS", "ARGS", "Show this", "required",
        "default",
    )  # fmt: skip
    assert not [word for word in english if word in page]
