"""Starts a real Neo4j from Maven Central, without Docker: `with started() as server`. Fails when Java or Maven is missing."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from orgraph.neo4j_store.connection import Settings

POM = Path(__file__).parent / "pom.xml"
CACHE = Path(__file__).parents[2] / ".cache" / "neo4j"
PASSWORD = "tests-only-9281"
SECONDS_TO_START = 120
SECONDS_TO_STOP = 30
JAVA = (
    "java", "-Xms{heap}m", "-Xmx{heap}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-cp", "{jars}/*",
    "org.neo4j.server.CommunityEntryPoint", "--home-dir={home}", "--config-dir={home}/conf", "--console-mode",
)  # fmt: skip
CONFIGURATION = """\
server.memory.heap.initial_size={heap}m
server.memory.heap.max_size={heap}m
server.memory.pagecache.size=128m
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
internal.server.bolt.thread_pool_shutdown_wait_time=0s
"""


class Server:
    """A running server. `settings` let a client in."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log
        self.settings = Settings(f"bolt://127.0.0.1:{port}", "neo4j", PASSWORD)

    def stop(self) -> None:
        """Stops it as an administrator does."""
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Stops it as a power cut does."""
        self.process.kill()
        self.process.wait()

    def tail(self) -> str:
        """The last of what it said."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:]


@contextmanager
def started(heap: int = 512) -> Iterator[Server]:
    """A server with an empty database, gone afterwards with all its files."""
    home = Path(tempfile.mkdtemp(prefix="orgraph-neo4j-"))
    try:
        server = _start(home, heap)
        try:
            _wait_until_ready(server)
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def find_jars() -> Path:
    """The folder of the server's jars, fetched the first time."""
    jars = CACHE / hashlib.sha256(POM.read_bytes()).hexdigest()[:16]
    if not jars.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=CACHE))
        subprocess.run(["mvn", "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={unfinished}"], check=True)
        unfinished.replace(jars)
    return jars


def _start(home: Path, heap: int) -> Server:
    port = _free_port()
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text(CONFIGURATION.format(heap=heap, port=port), encoding="utf-8")
    command = [part.format(heap=heap, jars=find_jars(), home=home) for part in JAVA]
    log = home / "output.txt"
    with log.open("wb") as output:
        return Server(subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=home), port, log)


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    for step in (_set_password, _ask):
        while not _works(step, server.port):
            if server.process.poll() is not None:
                raise RuntimeError(f"Neo4j ended with status {server.process.returncode}:\n{server.tail()}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Neo4j was not ready after {SECONDS_TO_START} s:\n{server.tail()}")
            time.sleep(0.3)


def _works(step: Callable[[int], None], port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        step(port)
    except (OSError, DriverError, Neo4jError):
        return False
    return True


def _set_password(port: int) -> None:
    """Puts the password of the tests in place of the one a server is born with, as the first login must."""
    with GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", "neo4j")) as driver, driver.session(database="system") as session:
        session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD).consume()


def _ask(port: int) -> None:
    with GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query("RETURN 1", database_="neo4j")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
