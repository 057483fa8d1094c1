"""The snapshot answers as the seed does, whatever happens to the cache."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from orgraph.cli.main import run
from orgraph.errors import BadSeed
from orgraph.facts import Fact
from orgraph.organisation import Organisation, keys_of
from orgraph.seed import snapshot
from orgraph.seed.coding import decode, decode_vocabulary, encode, encode_vocabulary
from orgraph.seed.reader import read_seed
from orgraph.seed.snapshot import forget, open_organisation
from tests.conftest import SEED, write_seed

STORY = "bodies:\n  - {id: a, name: A, kind: udvalg}\n  - {id: b, name: 'Århus #?%', kind: udvalg}\nrelations:\n  - a refererer-til b: {about: [b]}\n"


def everything(organisation: Organisation) -> dict[tuple[str, str], tuple[Fact, ...]]:
    pairs = {pair for fact in organisation.list_facts() for pair in keys_of(fact)}
    return {(table, key): organisation.index.table(table).get(key) for table, key in pairs}


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "FRESH_NS", 0)


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
    (folder / "more.yaml").write_text("bodies:\n  - {id: c, name: C, kind: udvalg, basis: udledt, reasoning: r}\n", encoding="utf-8")
    assert open_organisation(str(folder)).find_node("c")
    (folder / "more.yaml").unlink()
    assert open_organisation(str(folder)).find_node("c") is None


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    facts, stat = folder / "facts.yaml", (folder / "facts.yaml").stat()
    facts.write_text(facts.read_text(encoding="utf-8").replace("name: A,", "name: Z,"), encoding="utf-8")
    os.utime(facts, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    node = open_organisation(str(folder)).find_node("a")
    assert node
    assert node.name == "Z"


def test_faults_are_told_each_time(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", "bodies:\n  - {id: a}\n")
    for _ in range(2):
        with pytest.raises(BadSeed, match=r"facts\.yaml"):
            open_organisation(str(folder))


def test_without_a_cache_the_answer_comes_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert open_organisation(str(folder)).find_node("a")


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
    for text in ("", "[]", "{}", '{"version": 1}', "\x00"):
        pointer.write_text(text, encoding="utf-8")
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
    words = ["show", "a", "--at", "2012-01-01", "--seed", str(folder)]
    assert run(words) == 2
    assert "Kør kommandoen igen" in capsys.readouterr().err
    assert run(words) == 0


def test_twelve_processes_on_an_empty_cache_agree(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    script = "import sys; from orgraph.seed.snapshot import open_organisation; print(open_organisation(sys.argv[1]).find_node('b').name)"
    started = [
        subprocess.Popen([sys.executable, "-X", "utf8", "-c", script, str(folder)], stdout=subprocess.PIPE, text=True, encoding="utf-8") for _ in range(12)
    ]
    assert {process.communicate()[0].strip() for process in started} == {"Århus #?%"}
    assert list((tmp_path / "cache" / "orgraph").glob("*.tmp")) == []


def test_a_question_imports_nothing_heavy(tmp_path: Path) -> None:
    folder = write_seed(tmp_path / "seed", STORY)
    open_organisation(str(folder))
    script = "import sys\nfrom orgraph.cli.main import run\nrun(sys.argv[1:])\nprint(sorted({'pydantic', 'yaml', 'networkx', 'neo4j', 'pyvis', 'jinja2', 'rich'} & set(sys.modules)))"
    command = [sys.executable, "-c", script, "show", "a", "--at", "2012-01-01", "--json", "--seed", str(folder)]
    first = subprocess.run(command, capture_output=True, text=True, check=True)
    second = subprocess.run(command, capture_output=True, text=True, check=True)
    assert second.stdout.splitlines()[-1] == "[]", first.stdout
