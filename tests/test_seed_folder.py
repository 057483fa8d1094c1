"""Which files of a seed folder are read: a stated rule, and whatever is not read is said."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from orgraph.checks.assertions import read_assertions
from orgraph.cli.main import run
from orgraph.seed.coverage import read_inventories
from orgraph.seed.folder import (
    Contents,
    Listing,
    digest_of_files,
    find_document,
    list_fact_files,
    list_passed_over,
    read_file,
)
from orgraph.seed.reader import Loaded, read_seed
from tests.conftest import write_seed

ONE = "bodies:\n  - {id: glemt, name: Glemt, kind: udvalg, basis: udledt, reasoning: r}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed", "")


def knows(loaded: Loaded) -> bool:
    return loaded.organisation.find_node("glemt") is not None


@pytest.mark.parametrize(
    "name",
    [
        "flere.yml",
        "FLERE.YAML",
        "Flere.Yml",
        "dyb/dybere/æ ø.yaml",
        "facts.yaml.d/x.yaml",
        "documents.yml",
    ],
)
def test_every_yaml_file_is_read_whatever_its_ending_looks_like(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(ONE, encoding="utf-8")
    loaded = read_seed(folder)
    assert loaded.issues == ()
    assert knows(loaded)


@pytest.mark.parametrize(
    "name",
    [
        ".Trash-1000/files/x.yaml",
        "._facts.yaml",
        ".#facts.yaml",
        ".git/x.yml",
        "a/.b/c.yaml",
        ".yaml",
        "$RECYCLE.BIN/S-1/x.yaml",
        "#recycle/x.yaml",
        "@eaDir/x.yaml",
        "__MACOSX/x.yaml",
        "lost+found/x.yaml",
        "~$x.yaml",
    ],
)
def test_what_begins_with_a_dot_is_not_read(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"\x00\x05\x16\x07" if name.startswith("._") else ONE.encode())
    loaded = read_seed(folder)
    assert loaded.issues == ()
    assert not knows(loaded)


@pytest.mark.parametrize("name", ["VOCABULARY.YAML", "vocabulary.yml", "Vocabulary.yaml"])
def test_the_vocabulary_is_found_whatever_its_ending_looks_like(folder: Path, name: str) -> None:
    (folder / "vocabulary.yaml").rename(folder / name)
    assert read_seed(folder).issues == ()


def test_a_second_vocabulary_is_named(folder: Path) -> None:
    (folder / "vocabulary.yml").write_text(ONE, encoding="utf-8")
    (issue,) = read_seed(folder).issues
    assert str(issue).startswith(
        "vocabulary.yml:1: filen vocabulary.yml læses ikke: vocabulary.yaml er ordlisten"
    )


@pytest.mark.parametrize("name", [b"omr\xe5der.yaml", b"omr\xe5der/x.yaml"])
def test_a_name_that_is_no_text_is_named(folder: Path, name: bytes) -> None:
    path = os.path.join(os.fsencode(folder), name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(ONE)
    (issue,) = read_seed(folder).issues
    assert "omr\\xe5der" in issue.what
    assert "er ikke i UTF-8" in issue.what


def test_a_link_to_itself_is_named_with_the_other_faults(folder: Path) -> None:
    (folder / "x.yaml").symlink_to("x.yaml")
    (folder / "y.yaml").write_text("bodis: []\n", encoding="utf-8")
    assert {issue.file for issue in read_seed(folder).issues} == {"x.yaml", "y.yaml"}


def test_a_linked_file_is_read_and_a_linked_folder_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ude").mkdir()
    (tmp_path / "ude" / "x.yaml").write_text(ONE, encoding="utf-8")
    (folder / "henvist.yaml").symlink_to(tmp_path / "ude" / "x.yaml")
    assert knows(read_seed(folder))
    (folder / "mappen").symlink_to(tmp_path / "ude")
    (issue,) = read_seed(folder).issues
    assert str(issue).startswith("mappen:1: mappen mappen læses ikke: den er en henvisning")


def test_a_folder_that_holds_no_facts_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    for name in ("documents", "questions", "scenarios", "coverage"):
        (folder / name).mkdir(exist_ok=True)
        (folder / name).rename(tmp_path / name)
        (folder / name).symlink_to(tmp_path / name)
    (folder / "documents" / "901.txt").symlink_to("900.txt")
    (folder / "d.yaml").write_text(
        "documents:\n  - {id: d, name: D, file: 901.txt, basis: udledt, reasoning: r}\n",
        encoding="utf-8",
    )
    loaded = read_seed(folder)
    assert loaded.issues == ()
    assert loaded.documents["d"] == loaded.documents["900"]
    assert list_passed_over(str(folder), loaded.contents.names()) == Listing((), (), ())


def test_what_cannot_be_a_file_of_facts_is_named_and_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "roer.yaml")
    (folder / "intet.yaml").symlink_to(folder / "findes-ikke")
    assert [(issue.file, issue.why) for issue in read_seed(folder).issues] == [
        ("intet.yaml", "den henviser til noget, der ikke findes"),
        ("roer.yaml", "det er ikke en almindelig fil"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [("questions/q.yml", "questions: [x]\n"), ("questions/a/b.YAML", "questions: [x]\n")],
)
def test_questions_follow_the_same_rule(folder: Path, name: str, content: str) -> None:
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text(content, encoding="utf-8")
    assert [issue.file for issue in read_assertions(folder)[1]] == [name]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("spørgsmål:\n  - x\n", "afsnittet spørgsmål er ukendt"),
        ("questions: x\n", "afsnittet questions er ikke en liste"),
        ("questions:\n  a: b\n", "ikke en liste"),
    ],
)
def test_a_file_of_questions_that_asks_nothing_is_named(
    folder: Path, content: str, what: str
) -> None:
    (folder / "questions").mkdir()
    (folder / "questions" / "q.yaml").write_text(content, encoding="utf-8")
    (issue,) = read_assertions(folder)[1]
    assert what in issue.what


def test_coverage_follows_the_same_rule(folder: Path) -> None:
    (folder / "coverage").mkdir()
    (folder / "coverage" / "900.YML").write_text("document: [1]\n", encoding="utf-8")
    assert {issue.file for issue in read_inventories(folder, read_seed(folder))[1]} == {
        "coverage/900.YML"
    }


def test_verify_names_what_lies_there_and_is_not_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("facts.yaml.txt", "b.json", "LÆSMIG.md", "documents/bilag.pdf"):
        (folder / name).write_text("x", encoding="utf-8")
    assert run(["verify", "--seed", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Læses ikke: »b.json«, »facts.yaml.txt« og »documents/bilag.pdf«." in out
    (folder / "questions").mkdir()
    (folder / "questions" / "link").symlink_to(tmp_path)
    assert run(["verify", "--seed", str(folder)]) == 1
    assert "questions/link:1: mappen questions/link læses ikke" in capsys.readouterr().out


def test_facts_come_in_the_order_of_their_folders_and_names(folder: Path) -> None:
    for name in ("b/a.yaml", "a.yaml", "b.yaml", "a/z.yaml", "a-b/c.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")
    expected = sorted(Path(name) for name in list_fact_files(str(folder)).files)
    assert list(list_fact_files(str(folder)).files) == [path.as_posix() for path in expected]


COMPOSED, DECOMPOSED = (
    unicodedata.normalize("NFC", "å/Ældre é.txt"),
    unicodedata.normalize("NFD", "å/Ældre é.txt"),
)


@pytest.mark.parametrize(
    ("text", "other"),
    [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED)],
    ids=["composed", "decomposed"],
)
def test_a_document_is_found_however_its_letters_are_composed(
    folder: Path, text: str, other: str
) -> None:
    (folder / "documents" / text).parent.mkdir()
    (folder / "documents" / text).write_text("Ordret.\n", encoding="utf-8")
    entry = f"documents:\n  - {{id: d, name: D, file: {other}, basis: udledt, reasoning: r}}\n"
    (folder / "d.yaml").write_text(entry, encoding="utf-8")
    loaded = read_seed(folder)
    assert loaded.issues == ()
    assert loaded.documents["d"] == ("Ordret.",)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ('"a\\0b"', "nultegn"), ('"findes-ikke.txt"', "den findes ikke"), ('"mappe"', "det er en mappe"), ('"roer"', "det er ikke en fil"),
        ('"latin.txt"', "UTF-8"), ('"../vocabulary.yaml"', "kun filer i mappen læses"), ('"ud.txt"', "kun filer i mappen læses"),
        ('"' + "x" * 300 + '"', "navnet er for langt"), ('"dybt/intet.txt"', "den findes ikke"), ('"henvisning"', "det er en henvisning til noget, der ikke findes"),
        ('"ring"', "henvisninger går i ring"), ('"latin.txt/x"', "en del af stien er ikke en mappe"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_read_is_named(folder: Path, file: str, why: str) -> None:
    (folder / "documents" / "mappe").mkdir()
    os.mkfifo(folder / "documents" / "roer")
    (folder / "documents" / "henvisning").symlink_to("intet")
    (folder / "documents" / "ring").symlink_to("ring")
    (folder / "documents" / "latin.txt").write_bytes("Ålborg".encode("latin-1"))
    (folder / "documents" / "ud.txt").symlink_to(folder / "facts.yaml")
    (folder / "d.yaml").write_text(
        f"documents:\n  - {{id: d, name: D, file: {file}, basis: udledt, reasoning: r}}\n",
        encoding="utf-8",
    )
    (issue,) = read_seed(folder).issues
    assert issue.line == 2
    assert why in str(issue)


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("intet")


@pytest.mark.parametrize("closed", ["seed", "seed/documents", "seed/documents/dyb"])
def test_a_folder_that_may_not_be_entered_is_told_as_that(closed: str) -> None:
    """root may enter everything: the file is sought by somebody else."""
    with TemporaryDirectory() as home:
        os.chmod(home, 0o755)
        seed = write_seed(Path(home) / "seed", "")
        (seed / "documents" / "dyb").mkdir()
        (seed / "documents" / "dyb" / "901.txt").write_text("x", encoding="utf-8")
        (Path(home) / closed).chmod(0o644)
        own = os.geteuid()
        try:
            os.seteuid(own or 65534)
            with pytest.raises(PermissionError):
                find_document(str(seed), "dyb/901.txt")
        finally:
            os.seteuid(own)
            (Path(home) / closed).chmod(0o755)


@pytest.mark.parametrize(
    ("stands", "why"),
    [(_pipe, "det er ikke en fil"), (_folder, "det er en mappe"), (_link_to_nothing, "det er en henvisning til noget, der ikke findes")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["vocabulary.yaml", "Vocabulary.YML"])
def test_a_vocabulary_that_is_no_file_is_told_as_what_it_is(
    folder: Path,
    stands: Callable[[Path], None],
    why: str,
    name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "vocabulary.yaml").rename(folder / name)
    stands(folder / name)
    for command in (["verify"], ["list", "udvalg"], ["site", "websted"]):
        assert run([*command, "--seed", str(folder)]) == 2
        assert f"{name} kan ikke bruges, for {why}. Angiv" in capsys.readouterr().err


def test_one_vocabulary_that_is_a_file_is_enough_to_begin_with(folder: Path) -> None:
    os.mkfifo(folder / "vocabulary.yml")
    assert [issue.file for issue in read_seed(folder).issues] == ["vocabulary.yml"]


def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "roer")
    (tmp_path / "henvisning").symlink_to("roer")
    for path in (tmp_path / "roer", tmp_path / "henvisning", "/dev/null"):
        with pytest.raises(OSError, match=str(errno.ENXIO)):
            read_file(path)


def _link_to_a_pipe(path: Path) -> None:
    _pipe(path)
    path.rename(path.parent / "roer")
    path.symlink_to("roer")


@pytest.mark.parametrize("becomes", [_pipe, _link_to_a_pipe])
@pytest.mark.parametrize("content", ["Udvalget godkender aftalen.\n", ""])
@pytest.mark.parametrize(
    "words",
    [["show", "udvalg"], ["list", "udvalg"], ["map", "-o", "kort.html"], ["scenario", "show", "s.yaml"],
     ["show", "udvalg", "--seed", "anden", "--against", "seed"], ["verify"], ["coverage"], ["site", "websted"]],
    ids=" ".join,
)  # fmt: skip
def test_a_document_that_has_become_a_pipe_is_named_by_every_command(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    becomes: Callable[[Path], None],
    content: str,
    words: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What the folder held is in the cache."""
    monkeypatch.chdir(tmp_path)
    for name in ("seed", "anden"):
        write_seed(tmp_path / name, "bodies:\n  - {id: udvalg, name: Udvalg, kind: udvalg}\n")
    document = tmp_path / "seed" / "documents" / "900.txt"
    document.write_text(content, encoding="utf-8")
    (tmp_path / "s.yaml").write_text(
        "name: S\non: 2016-09-01\nsteps:\n  - dissolve: udvalg\n", encoding="utf-8"
    )
    monkeypatch.setenv("ORGRAPH_SEED", "seed")
    run(words)
    capsys.readouterr()
    becomes(document)
    assert run(words) == (1 if words[0] in ("verify", "coverage") else 2)
    told = capsys.readouterr()
    assert "documents.yaml:3: dokumentet 900: filen 900.txt kan ikke læses" in told.out + told.err
    assert "det er ikke en fil" in told.out + told.err


def test_the_digest_is_of_the_bytes_that_were_read(folder: Path) -> None:
    contents = Contents(str(folder))
    contents.read("facts.yaml")
    assert digest_of_files(str(folder), ["facts.yaml"]) == contents.digest()
    (folder / "facts.yaml").write_text(ONE, encoding="utf-8")
    assert digest_of_files(str(folder), ["facts.yaml"]) != contents.digest()
    assert digest_of_files(str(folder), ["findes-ikke.yaml"]) is None


def test_scenarios_follow_the_same_rule_on_the_site(folder: Path, tmp_path: Path) -> None:
    from orgraph.site.build import build_site

    (folder / "facts.yaml").write_text(ONE, encoding="utf-8")
    scenario = "name: {}\non: 2016-09-01\nsteps:\n  - dissolve: glemt\n"
    for name in ("a.yaml", "a.yml", "B.YAML", "dyb/a.yaml", ".skjult.yaml"):
        (folder / "scenarios" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "scenarios" / name).write_text(
            scenario.format(f"Scenariet {name}"), encoding="utf-8"
        )
    (folder / "scenarios" / "link").symlink_to(tmp_path)
    os.mkfifo(folder / "scenarios" / "roer.yaml")
    build_site(read_seed(folder).organisation, tmp_path / "websted", seed=folder)
    listed = (tmp_path / "websted" / "scenarier.html").read_text(encoding="utf-8")
    assert all(
        f"Scenariet {name}" in listed for name in ("a.yaml", "a.yml", "B.YAML", "dyb/a.yaml")
    )
    assert "skjult" not in listed
    assert "link" in listed
    assert "roer.yaml" in listed
    assert len(list((tmp_path / "websted" / "scenarier").iterdir())) == 4


def test_verify_reads_scenarios_questions_and_coverage_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "scenarios/S.YML": "name: S\non: 2016-09-01\nsteps:\n  - dissolve: ukendt\n",
        "questions/q.yaml": "spørgsmål: []\n",
        "coverage/c.yaml": "document: x\n",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    assert run(["verify", "--seed", str(folder)]) == 1
    out = capsys.readouterr().out
    assert all(f"\n{name}:" in f"\n{out}" for name in files)
