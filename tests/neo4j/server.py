"""Starts a real Neo4j from Maven Central, without Docker: `with started() as server`. Fails when Java or Maven is missing."""

from __future__ import annotations

import fcntl
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
SECONDS_TO_START = 300  # of a busy machine
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
dbms.ssl.policy.bolt.enabled=true
dbms.ssl.policy.bolt.base_directory={certificates}
dbms.ssl.policy.bolt.client_auth=NONE
server.bolt.tls_level=OPTIONAL
"""


class Server:
    """A running server. `settings` let a client in."""

    def __init__(self, home: Path, port: int, heap: int) -> None:
        self.home, self.port = home, port
        self._command = [part.format(heap=heap, jars=find_jars(), home=home) for part in JAVA]
        self._log = home / "output.txt"
        self.settings = Settings(f"bolt://127.0.0.1:{port}", "neo4j", PASSWORD)
        self.process = self._run()

    def _run(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as output:
            return subprocess.Popen(
                self._command, stdout=output, stderr=subprocess.STDOUT, cwd=self.home
            )

    def restart(self, *lines: str) -> None:
        """Starts it again with the same files on the same port, after `kill` or `stop`, and waits until it answers. The lines are added to its configuration this time."""
        configuration = self.home / "conf" / "neo4j.conf"
        written = configuration.read_text(encoding="utf-8")
        configuration.write_text("\n".join([written, *lines]), encoding="utf-8")
        try:
            self.process = self._run()
            _wait_until_ready(self, _ask)
        finally:
            configuration.write_text(written, encoding="utf-8")

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
        return self._log.read_text(encoding="utf-8", errors="replace")[-3000:]


@contextmanager
def started(heap: int = 512) -> Iterator[Server]:
    """A server with an empty database, gone afterwards with all its files. It takes encrypted connections too, under a certificate that it signed itself."""
    home = Path(tempfile.mkdtemp(prefix="orgraph-neo4j-"))
    try:
        port = _free_port()
        _configure(home, heap, port)
        server = Server(home, port, heap)
        try:
            _wait_until_ready(server, _set_password, _ask)
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def find_jars() -> Path:
    """The folder of the server's jars, fetched the first time by the first who needs them."""
    jars = CACHE / hashlib.sha256(POM.read_bytes()).hexdigest()[:16]
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not jars.exists():
            unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=CACHE))
            subprocess.run(
                [
                    "mvn",
                    "-q",
                    "-B",
                    "-f",
                    str(POM),
                    "dependency:copy-dependencies",
                    f"-DoutputDirectory={unfinished}",
                ],
                check=True,
            )
            unfinished.replace(jars)
    return jars


def _configure(home: Path, heap: int, port: int) -> None:
    certificates = home / "certificates" / "bolt"
    certificates.mkdir(parents=True)
    make_certificate(certificates)
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text(
        CONFIGURATION.format(heap=heap, port=port, certificates=certificates), encoding="utf-8"
    )


def make_certificate(folder: Path) -> None:
    """A key and a certificate for this machine that nobody but itself has signed: private.key and public.crt."""
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", folder / "private.key", "-out", folder / "public.crt",
        ],
        check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _wait_until_ready(server: Server, *steps: Callable[[int], None]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    for step in steps:
        while not _works(step, server.port):
            if server.process.poll() is not None:
                raise RuntimeError(
                    f"Neo4j ended with status {server.process.returncode}:\n{server.tail()}"
                )
            if time.monotonic() > deadline:
                raise RuntimeError(
                    f"Neo4j was not ready after {SECONDS_TO_START} s:\n{server.tail()}"
                )
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
    with (
        GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", "neo4j")) as driver,
        driver.session(database="system") as session,
    ):
        session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD).consume()


def _ask(port: int) -> None:
    with GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query("RETURN 1", database_="neo4j")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
