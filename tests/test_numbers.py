"""Whole numbers in files and options: what neither the snapshot nor a database can hold is a fault with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgraph.cli.main import run
from orgraph.seed.reader import read_seed
from tests.conftest import write_seed

BIGGEST = 2**63
TOO_BIG = [str(BIGGEST), f'"{BIGGEST}"', "9" * 5000, "1" + "0" * 30]
ORDERS = {
    "a step": "processes:\n  - {{id: p, name: P, kind: proces, steps: [{{order: {}, action: x, basis: udledt, reasoning: x}}]}}\n",
    "a relation": "bodies:\n  - {{id: a, name: A, kind: udvalg}}\nagreements:\n  - {{id: x, name: X, kind: aftale}}\nrelations:\n  - a godkender x: {{order: {}}}\n",
}


@pytest.mark.parametrize("written", TOO_BIG, ids=["2^63", "as text", "5000 digits", "10^30"])
@pytest.mark.parametrize("where", ORDERS)
def test_a_number_that_nothing_can_hold_is_a_fault_with_its_line(
    tmp_path: Path, where: str, written: str
) -> None:
    issues = read_seed(write_seed(tmp_path / "seed", ORDERS[where].format(written))).issues
    assert [
        ("tallet er for stort" in issue.what, issue.file, issue.line > 1) for issue in issues
    ] == [(True, "facts.yaml", True)]


@pytest.mark.parametrize(
    ("written", "what"),
    [
        (str(-BIGGEST - 1), "tallet er for lille"),
        ("1.5", "skal være et helt tal"),
        ("true", "skal være et helt tal"),
        ("x", "skal være et helt tal"),
    ],
)
def test_what_is_no_whole_number_is_a_fault(tmp_path: Path, written: str, what: str) -> None:
    issues = read_seed(write_seed(tmp_path / "seed", ORDERS["a step"].format(written))).issues
    assert [what in issue.what for issue in issues] == [True]


@pytest.mark.parametrize("written", [BIGGEST - 1, -BIGGEST, -1, 0])
def test_the_biggest_number_is_kept_and_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: int
) -> None:
    seed = str(write_seed(tmp_path / "seed", ORDERS["a step"].format(written)))
    for _ in range(2):  # the second time from the snapshot
        assert run(["steps", "p", "--json", "--at", "2016-09-01", "--seed", seed]) == 0
        assert f'"order": {written},' in capsys.readouterr().out


def test_a_scenario_is_held_to_the_same_bound(
    tmp_path: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = write_seed(tmp_path / "seed", ORDERS["a relation"].format(1))
    (elsewhere / "s.yaml").write_text(
        f"name: S\non: 2016-09-01\nsteps:\n  - grant: {{relation: drøfter, from: a, to: x, order: {BIGGEST}}}\n",
        encoding="utf-8",
    )
    assert run(["scenario", "show", "s.yaml", "--seed", str(seed)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("s.yaml:4: ")
    assert "tallet er for stort" in told


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["list", "udvalg", "--min", str(BIGGEST)], f"{BIGGEST} er ikke mellem 1 og 10000"),
        (["list", "udvalg", "--min", "-1"], "-1 er ikke mellem 1 og 10000"),
        (["cypher", "x", "--limit", str(BIGGEST)], f"{BIGGEST} er ikke mellem 1 og 1000000"),
        (["cypher", "x", "--timeout", "0"], "0 er ikke mellem 1 og 86400"),
        (["load", "--patience", "nan"], "nan er ikke et tal"),
        (["load", "--patience", "inf"], "inf er ikke mellem 1 og 86400"),
        (["cypher", "-", "--param", f"x={BIGGEST}"], "tallet er for stort"),
    ],
)
def test_an_option_outside_its_bounds_is_refused_in_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    why: str,
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"RETURN 1")))
    assert run(words) == 2
    assert why in capsys.readouterr().err
