"""Reading and validating the seed, against PyYAML's own loader on the same files."""

from __future__ import annotations

from pathlib import Path

import yaml

from benchmarks.measure import Result, call_seconds, medians
from orgraph.organisation import Organisation
from orgraph.resources import default_seed
from orgraph.seed.folder import list_fact_files
from orgraph.seed.reader import read_seed
from orgraph.seed.snapshot import open_organisation
from orgraph.seed.yaml_reader import read_yaml


def run() -> list[Result]:
    folder = Path(default_seed())
    files = [folder / name for name in list_fact_files(str(folder)).files]
    open_organisation(str(folder))

    def plain() -> None:
        for path in files:
            with path.open(encoding="utf-8") as file:
                yaml.load(file, Loader=yaml.CSafeLoader)

    def ours() -> None:
        for path in files:
            read_yaml(path, path.name)

    def whole() -> Organisation:
        return read_seed(folder).organisation

    base, read, all_of_it, opened = medians(
        [
            lambda: call_seconds(plain),
            lambda: call_seconds(ours),
            lambda: call_seconds(whole),
            lambda: call_seconds(lambda: open_organisation(str(folder))),
        ],
        5,
    )
    return [
        Result(
            "reading the seed's YAML with lines",
            read,
            "yaml.load with CSafeLoader",
            read / base,
            1.0,
        ),
        Result(
            "reading, validating and checking the seed",
            all_of_it,
            "yaml.load with CSafeLoader",
            all_of_it / base,
        ),
        Result(
            "opening the seed from its snapshot",
            opened,
            "yaml.load with CSafeLoader",
            opened / base,
        ),
    ]
