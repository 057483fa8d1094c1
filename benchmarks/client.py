"""Loads a snapshot file into Neo4j and tells the most memory that it took, in MB: `client URI USER
PATH`, with the password on standard input. Linux only.
"""

from __future__ import annotations

import sys
from pathlib import Path

from orgraph.neo4j_store.connection import Settings, connect
from orgraph.neo4j_store.load import load
from orgraph.seed.snapshot import open_snapshot


def main(uri: str, user: str, path: str) -> None:
    organisation = open_snapshot(path)
    assert organisation
    with connect(Settings(uri, user, sys.stdin.read())) as connection:
        load(organisation, connection)
    [peak] = [
        line.split()[1]
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        if line.startswith("VmHWM")
    ]
    print(int(peak) / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
