"""The snapshot answers as the seed does, whatever happens to the cache."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orgraph.cli.main import run
from orgraph.errors import BadSeed
from orgraph.facts import Fact
from orgraph.index import index_keys
from orgraph.organisation import Organisation
from orgraph.seed import reader, snapshot
from orgraph.seed.reader import Loaded, read_seed
from orgraph.seed.serialization import decode, decode_vocabulary, encode, encode_vocabulary
from orgraph.seed.snapshot import forget, open_organisation
from tests.conftest import SEED, write_seed

STORY = "bodies:\n  - {id: a, name: A, kind: udvalg}\n  - {id: b, name: 'Århus #?%', kind: udvalg}\nrelations:\n  - a refererer-til b: {about: [b]}\n"


def everything(organisation: Organisation) -> dict[tuple[str, str], tuple[Fact, ...]]:
    pairs = {pair for fact in organisation.list_facts() for pair in index_keys(fact)}
    return {(table, key): organisation.index.table(table).get(key) for table, key in pairs}


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "FRESH_NS", 0)


@pytest.mark.slow
def test_the_real_seed_comes_back_from_the_snapshot_without_a_difference() -> None:
    read = read_seed(SEED).organisation
    open_organisation(str(SEED))
    kept = open_organisation(str(SEED))
    assert isinstance(kept.index, snapshot.SnapshotIndex)
    assert kept.vocabulary == read.vocabulary
    assert list(kept.list_facts()) == list(read.list_facts())
    assert everything(kept) == everything(read)
    some = next(iter(read.list_relations())).id
    assert kept.find_place(some) == read.find_place(some) is not None


def test_facts_and_vocabulary_survive_coding(real: Organisation) -> None:
    assert all(decode(*encode(fact)) == fact for fact in real.list_facts())
    assert decode_vocabulary(encode_vocabulary(real.vocabulary)) == real.vocabulary


def test_a_changed_file_is_seen(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "100% #? seed", STORY)
    assert open_organisation(str(folder)).find_node("c") is None
    (folder / "more.yaml").write_text(
        "bodies:\n  - {id: c, name: C, kind: udvalg, basis: udledt, reasoning: r}\n",
        encoding="utf-8",
    )
    assert open_organisation(str(folder)).find_node("c")
    (folder / "more.yaml").unlink()
    assert open_organisation(str(folder)).find_node("c") is None


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    facts, stat = folder / "facts.yaml", (folder / "facts.yaml").stat()
    facts.write_text(
        facts.read_text(encoding="utf-8").replace("name: A,", "name: Z,"), encoding="utf-8"
    )
    os.utime(facts, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    node = open_organisation(str(folder)).find_node("a")
    assert node
    assert node.name == "Z"


def test_a_snapshot_is_of_the_languages_alphabet_and_calendar_too() -> None:
    files = {os.path.basename(path) for path in snapshot._program_files()}
    assert {"alphabet.py", "calendar.py", "dates.py", "text_matching.py"} <= files


def test_faults_are_told_each_time(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", "bodies:\n  - {id: a}\n")
    for _ in range(2):
        with pytest.raises(BadSeed, match=r"facts\.yaml"):
            open_organisation(str(folder))


def test_without_a_cache_the_answer_comes_from_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert open_organisation(str(folder)).find_node("a")


def take_for_untouched(kept: Path) -> None:
    """As if the disk had changed the snapshot's bytes, and nobody had written them."""
    (pointer,) = kept.parent.glob("*.json")
    known = json.loads(pointer.read_text(encoding="utf-8"))
    stat = kept.stat()
    known["file"] = [stat.st_size, stat.st_ino, stat.st_ctime_ns, stat.st_mtime_ns]
    pointer.write_text(json.dumps(known), encoding="utf-8")


@pytest.mark.parametrize("size", [0, snapshot.CHECKED_BYTES])
def test_a_snapshot_with_one_wrong_letter_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(snapshot, "CHECKED_BYTES", size)
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    (kept,) = (tmp_path / "cache" / "orgraph").glob("*.sqlite")
    damaged = kept.read_bytes().replace("Århus #?%".encode(), "Ærhus #?%".encode())
    assert damaged != kept.read_bytes()
    kept.write_bytes(damaged)
    for _ in range(2):
        assert named(folder, "b") == "Århus #?%"
    assert kept.read_bytes() != damaged


def test_a_row_that_no_longer_reads_is_told_as_damage_and_the_next_run_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(snapshot, "CHECKED_BYTES", 0)
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    (kept,) = (tmp_path / "cache" / "orgraph").glob("*.sqlite")
    kept.write_bytes(kept.read_bytes().replace(b'["a","A"', b'{"a","A"'))
    take_for_untouched(kept)
    words = ["show", "a", "--at", "2012-01-01", "--seed", str(folder)]
    assert run(words) == 2
    assert "Mellemlageret var beskadiget" in capsys.readouterr().err
    assert run(words) == 0


def named(folder: Path, node_id: str) -> str:
    node = open_organisation(str(folder)).find_node(node_id)
    assert node
    return node.name


def rename(folder: Path, old: str, new: str) -> None:
    facts = folder / "facts.yaml"
    facts.write_text(
        facts.read_text(encoding="utf-8").replace(f"name: {old},", f"name: {new},"),
        encoding="utf-8",
    )


@pytest.mark.parametrize("edits", [1, 2, 50])
def test_an_edit_while_the_folder_is_read_is_never_answered_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edits: int
) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    left = iter(range(edits))

    def read_while_edited(path: Path) -> Loaded:
        number = next(left, None)
        if number is not None:
            rename(path, "A" if number == 0 else f"M{number - 1}", f"M{number}")
        loaded = once(path)
        if number is not None:
            rename(path, f"M{number}", "A" if number == edits - 1 else f"M{number}")
        return loaded

    once = reader._read_once
    monkeypatch.setattr(reader, "_read_once", read_while_edited)
    answered = open_organisation(str(folder)).find_node("a")
    assert answered
    assert answered.name == ("A" if edits == 1 else "M0")
    while next(left, None) is not None:
        pass
    now = read_seed(folder).organisation.find_node("a")
    assert now
    assert named(folder, "a") == now.name


def test_a_correction_of_a_document_of_any_ending_is_seen(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    (folder / "documents" / "900.txt").rename(folder / "documents" / "register.csv")
    documents = (
        (folder / "documents.yaml").read_text(encoding="utf-8").replace("900.txt", "register.csv")
    )
    (folder / "documents.yaml").write_text(documents, encoding="utf-8")
    (folder / "mere.yaml").write_text(
        "bodies:\n  - {id: c, name: C, kind: udvalg, source: '900:1 \"Udvalget godkender\"'}\n",
        encoding="utf-8",
    )
    assert named(folder, "c") == "C"
    text = (folder / "documents" / "register.csv").read_text(encoding="utf-8")
    (folder / "documents" / "register.csv").write_text(
        text.replace("godkender", "forkaster"), encoding="utf-8"
    )
    with pytest.raises(BadSeed, match="Udvalget godkender"):
        open_organisation(str(folder))


def test_a_touched_folder_is_answered_from_the_snapshot_that_stands(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    os.utime(folder / "facts.yaml")
    for _ in range(2):
        assert isinstance(open_organisation(str(folder)).index, snapshot.SnapshotIndex)


def test_a_folder_that_can_no_longer_be_read_is_told_though_a_snapshot_stands(
    tmp_path: Path,
) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(BadSeed, match="mappen link læses ikke"):
        open_organisation(str(folder))


def test_only_the_newest_snapshots_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "MOST_SNAPSHOTS", 2)
    folder = write_seed(tmp_path / "seed", STORY)
    for number in range(5):
        rename(folder, "A" if number == 0 else f"N{number - 1}", f"N{number}")
        assert named(folder, "a") == f"N{number}"
    assert len(list((tmp_path / "cache" / "orgraph").glob("*.sqlite"))) == 2


def test_what_another_process_takes_away_in_the_meantime_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, written = write_seed(tmp_path / "seed", STORY), os.path.getmtime
    open_organisation(str(folder))
    others = tmp_path / "cache" / "orgraph" / f"{'0' * 32}.sqlite.17.tmp"
    others.touch()

    def look_too_late(path: str) -> float:
        if path == str(others):
            others.unlink()
        return written(path)

    monkeypatch.setattr(os.path, "getmtime", look_too_late)
    rename(folder, "A", "N")
    assert named(folder, "a") == "N"
    assert not others.exists()


@pytest.mark.parametrize("damage", [b"", b"garbage" * 100, None])
def test_a_damaged_snapshot_is_built_again(tmp_path: Path, damage: bytes | None) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    (kept,) = (tmp_path / "cache" / "orgraph").glob("*.sqlite")
    kept.write_bytes(kept.read_bytes()[:3000] if damage is None else damage)
    assert open_organisation(str(folder)).find_node("a")
    assert open_organisation(str(folder)).find_node("b")


def test_a_garbage_pointer_is_written_again(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    (pointer,) = (tmp_path / "cache" / "orgraph").glob("*.json")
    right = pointer.read_text(encoding="utf-8")
    wrong = [
        "",
        "[]",
        "{}",
        '{"version": 1}',
        "\x00",
        "[" * 100_000,
        right.replace('"documents": [', '"documents": [1, '),
        right[:-1] + ', "x": 1}',
    ]
    for text in (*wrong, right.replace('"written_ns": ', '"written_ns": "x')):
        pointer.write_text(text, encoding="utf-8")
        assert open_organisation(str(folder)).find_node("a")


@pytest.mark.parametrize("name", ["../../../etc/passwd", "x.sqlite", "", 7, None])
def test_a_pointer_to_something_else_is_not_followed(tmp_path: Path, name: object) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    (pointer,) = (tmp_path / "cache" / "orgraph").glob("*.json")
    pointer.write_text(
        json.dumps({**json.loads(pointer.read_text(encoding="utf-8")), "name": name}),
        encoding="utf-8",
    )
    assert open_organisation(str(folder)).find_node("a")


def test_forgetting_removes_the_snapshots(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    forget()
    assert list((tmp_path / "cache" / "orgraph").iterdir()) == []


def test_damage_that_shows_while_reading_is_a_sentence_and_the_next_run_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    monkeypatch.setattr(snapshot, "CHECKED_BYTES", 0)  # as for a large file
    open_organisation(str(folder))
    (kept,) = (tmp_path / "cache" / "orgraph").glob("*.sqlite")
    with sqlite3.connect(kept) as connection:
        connection.execute("DROP TABLE entry")
    connection.close()
    take_for_untouched(kept)
    words = ["show", "a", "--at", "2012-01-01", "--seed", str(folder)]
    assert run(words) == 2
    assert "Kør kommandoen igen" in capsys.readouterr().err
    assert run(words) == 0


@pytest.mark.slow
def test_twelve_processes_on_an_empty_cache_agree(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    script = "import sys; from orgraph.seed.snapshot import open_organisation; print(open_organisation(sys.argv[1]).find_node('b').name)"
    started = [
        subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", script, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(12)
    ]
    assert {process.communicate()[0].strip() for process in started} == {"Århus #?%"}
    assert list((tmp_path / "cache" / "orgraph").glob("*.tmp")) == []


def test_a_question_imports_nothing_heavy(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    script = "import sys\nfrom orgraph.cli.main import run\nrun(sys.argv[1:])\nprint(sorted({'pydantic', 'yaml', 'networkx', 'neo4j', 'pyvis', 'jinja2', 'rich'} & set(sys.modules)))"
    command = [
        sys.executable,
        "-c",
        script,
        "show",
        "a",
        "--at",
        "2012-01-01",
        "--json",
        "--seed",
        str(folder),
    ]
    first = subprocess.run(command, capture_output=True, text=True, check=True)
    second = subprocess.run(command, capture_output=True, text=True, check=True)
    assert second.stdout.splitlines()[-1] == "[]", first.stdout


@pytest.mark.parametrize("ending", ["*.json", "*.sqlite"])
def test_a_pipe_in_the_cache_is_never_waited_for(tmp_path: Path, ending: str) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    (kept,) = (tmp_path / "cache" / "orgraph").glob(ending)
    kept.unlink()
    os.mkfifo(kept)
    assert named(folder, "b") == "Århus #?%"


def test_what_a_killed_process_left_in_the_cache_is_taken_away(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    cache = tmp_path / "cache" / "orgraph"
    cache.mkdir(parents=True)
    for name, age in (("old.tmp", 86_400), ("new.tmp", 0)):
        (cache / name).write_bytes(b"")
        os.utime(cache / name, (time.time() - age,) * 2)
    open_organisation(str(folder))
    assert [path.name for path in cache.glob("*.tmp")] == ["new.tmp"]


def test_a_cache_folder_that_is_named_relatively_is_not_made_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    monkeypatch.setenv("XDG_CACHE_HOME", "relativ")
    monkeypatch.setenv("HOME", str(tmp_path / "hjem"))
    monkeypatch.chdir(tmp_path)
    assert open_organisation(str(folder)).find_node("a")
    assert not (tmp_path / "relativ").exists()
