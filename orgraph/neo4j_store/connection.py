"""The only door to the neo4j driver: reading and writing in managed transactions, and its faults
as sentences. Never shows a password.
"""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, NoReturn, TypeVar

from neo4j import Driver, GraphDatabase, ManagedTransaction, Session, unit_of_work
from neo4j import Transaction as DriverTransaction
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    UnsupportedServerProduct,
)

from orgraph.errors import OrgraphError
from orgraph.languages import text
from orgraph.neo4j_store.errors import (
    BadServerAddress,
    LoadTookTooLong,
    NoServer,
    NoSuchDatabase,
    NotEncrypted,
    PasswordMustChange,
    ServerBusy,
    ServerDiskFull,
    ServerLost,
    ServerMustRestart,
    ServerOutOfMemory,
    ServerRefused,
    ServerSilent,
    ServerTooOld,
    TookTooLong,
    UntrustedCertificate,
    WrongPassword,
    WrongProtocol,
)
from orgraph.neo4j_store.watchdog import run_watched, start_watched

OLDEST = (5, 26)  # the oldest that can make labels and types of what others wrote
SECONDS_TO_CONNECT = 10
SECONDS_TO_RETRY = 10
SECONDS_TO_CLOSE = 2
# after which a client that vanished without a word is forgotten, and what it held is free
SECONDS_TO_WRITE = 3600

# What the driver has to say comes to the user as one sentence, not also as log lines about
# retries.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_SCHEME = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://")
Record = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Settings:
    """Where the database is and who asks.

    Without a user no password is sent; without a database the server's default is used.

    `patience` is how long the server may say nothing, in seconds.
    """

    uri: str = "bolt://127.0.0.1:7687"
    user: str | None = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    patience: float = 120


class Transaction:
    """One transaction: what is written in it is kept whole, or not at all."""

    def __init__(
        self, transaction: ManagedTransaction | DriverTransaction, heartbeat: Callable[[], None]
    ) -> None:
        self._transaction, self.heartbeat = transaction, heartbeat

    def run(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[Record]:
        """The records of one statement."""
        return list(self.stream(text, parameters))

    def stream(self, text: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Record]:
        """The same, one at a time as they come."""
        for record in self._transaction.run(text, dict(parameters or {})):
            self.heartbeat()
            yield record.data()
        self.heartbeat()

    def ask(self, text: str, parameters: Mapping[str, Any], most: int) -> Table:
        """The first records of somebody's own statement, with the names of its columns."""
        result = self._transaction.run(text, dict(parameters))
        rows = [list(record.values()) for record in islice(result, most + 1)]
        self.heartbeat()
        return Table(tuple(result.keys()), rows[:most], len(rows) > most)


class Table(NamedTuple):
    """What a statement gave: columns, rows of the driver's values, and whether there was more than
    was fetched.
    """

    columns: tuple[str, ...]
    rows: list[list[Any]]
    more: bool


class _OwnFault(Exception):
    """A fault of the work itself, which is not to be told as the server's."""

    def __init__(self, fault: Exception) -> None:
        super().__init__(fault)
        self.fault = fault


def _apart(work: Callable[[Transaction], T]) -> Callable[[Transaction], T]:
    """The work, with its own faults told apart from the server's."""

    def run(transaction: Transaction) -> T:
        try:
            return work(transaction)
        except (DriverError, Neo4jError, OrgraphError):
            raise
        except Exception as fault:
            raise _OwnFault(fault) from fault

    return run


class Connection:
    """An open way to one database.

    Work is a function of a `Transaction` and may be run again when the server asks for a retry.
    """

    def __init__(self, driver: Driver, settings: Settings) -> None:
        self._driver, self._settings = driver, settings
        self.uri = settings.uri

    def read(self, work: Callable[[Transaction], T], *, seconds: float | None = None) -> T:
        """What the work gives; the server refuses to let it write, and ends it after so many
        seconds. Raises an `OrgraphError`.
        """
        return self._watched(
            lambda heartbeat: self._managed("READ", work, heartbeat, seconds), TookTooLong()
        )

    def write(self, work: Callable[[Transaction], T]) -> T:
        """What the work gives, after all of it is written, or nothing.

        Raises an `OrgraphError`.
        """
        return self.begin_write(work)()

    def begin_write(self, work: Callable[[Transaction], T]) -> Callable[[], T]:
        """The same for a caller who has other work meanwhile: it begins at once, and what is given
        waits for it, and raises what it raises.
        """
        return self._begun(
            lambda heartbeat: self._managed("WRITE", work, heartbeat, SECONDS_TO_WRITE),
            LoadTookTooLong(SECONDS_TO_WRITE),
        )

    def write_once(
        self, work: Callable[[Transaction], T], before_commit: Callable[[T], None]
    ) -> T:
        """The same without retries, in one transaction that is open while the work uses others;
        `before_commit` has the last word.
        """

        def once(heartbeat: Callable[[], None]) -> T:
            with (
                self._session("WRITE") as session,
                session.begin_transaction(timeout=SECONDS_TO_WRITE) as transaction,
            ):
                result = _apart(work)(Transaction(transaction, heartbeat))
                before_commit(result)
                transaction.commit()
                return result

        return self._watched(once, LoadTookTooLong(SECONDS_TO_WRITE))

    def run_alone(self, text: str) -> None:
        """Runs a statement that must have a transaction of its own: one that changes the schema.

        Raises an `OrgraphError`.
        """
        self.write(lambda transaction: transaction.run(text))

    def _managed(
        self,
        mode: str,
        work: Callable[[Transaction], T],
        heartbeat: Callable[[], None],
        seconds: float | None,
    ) -> T:
        with self._session(mode) as session:
            begin = session.execute_read if mode == "READ" else session.execute_write
            return begin(
                unit_of_work(timeout=seconds)(
                    lambda transaction: _apart(work)(Transaction(transaction, heartbeat))
                )
            )

    def _session(self, mode: str) -> Session:
        """Sessions follow one another: on a cluster each sees what the one before it wrote."""
        return self._driver.session(
            database=self._settings.database,
            default_access_mode=mode,
            bookmark_manager=self._driver.execute_query_bookmark_manager,
        )

    def _watched(self, call: Callable[[Callable[[], None]], T], too_long: OrgraphError) -> T:
        return self._begun(call, too_long)()

    def _begun(
        self, call: Callable[[Callable[[], None]], T], too_long: OrgraphError
    ) -> Callable[[], T]:
        result = start_watched(
            call,
            self._settings.patience,
            lambda: ServerSilent(self._settings.uri, self._settings.patience),
        )

        def wait() -> T:
            try:
                with _in_words(self._settings, too_long):
                    return result()
            except _OwnFault as own:
                raise own.fault from None

        return wait


@contextmanager
def connect(settings: Settings) -> Iterator[Connection]:
    """A connection that was tried.

    Raises `BadServerAddress`, `NoServer`, `WrongProtocol`, `NotEncrypted`, `UntrustedCertificate`,
    `ServerTooOld`, `WrongPassword` or `NoSuchDatabase`.
    """
    with _in_words(settings):
        driver = _open(settings)
    try:
        with _in_words(settings):
            run_watched(
                lambda _: _try(driver, settings),
                SECONDS_TO_CONNECT + SECONDS_TO_RETRY,
                lambda: NoServer(settings.uri),
            )
        yield Connection(driver, settings)
    finally:
        _close(driver)


def _try(driver: Driver, settings: Settings) -> None:
    _require_new_enough(driver.get_server_info().agent)
    driver.execute_query("RETURN 1", database_=settings.database)


def _close(driver: Driver) -> None:
    """Says goodbye; a server that does not listen is left without one.

    Work that was given up may stand in the middle of a message on the same connection, and the
    goodbye can then fail in any way: what is told is why the work was given up.
    """
    with suppress(Exception):
        run_watched(
            lambda _: driver.close(), SECONDS_TO_CLOSE, lambda: ServerSilent("", SECONDS_TO_CLOSE)
        )


def _open(settings: Settings) -> Driver:
    if not _SCHEME.match(settings.uri):
        raise BadServerAddress(settings.uri, text("neo4j.address_without_scheme"))
    return GraphDatabase.driver(
        settings.uri,
        auth=(settings.user, settings.password or "") if settings.user else None,
        connection_timeout=SECONDS_TO_CONNECT,
        connection_acquisition_timeout=SECONDS_TO_CONNECT + SECONDS_TO_RETRY,
        max_transaction_retry_time=SECONDS_TO_RETRY,
        notifications_min_severity="OFF",
    )


def _require_new_enough(agent: str) -> None:
    version = re.search(r"(\d+)\.(\d+)", agent)
    if version and (int(version[1]), int(version[2])) < OLDEST:
        raise ServerTooOld(agent)


@contextmanager
def _in_words(settings: Settings, too_long: OrgraphError | None = None) -> Iterator[None]:
    """Turns what the driver raises into sentences.

    `too_long` is the one for work whose time is up; there is none before we are connected.
    """
    try:
        yield
    except UnsupportedServerProduct as fault:
        raise ServerTooOld(str(fault)) from None
    except (ConfigurationError, ValueError) as fault:
        raise BadServerAddress(settings.uri, str(fault)) from None
    except (ServiceUnavailable, SessionExpired, OSError) as fault:
        _raise_unreachable(settings, fault, connected=too_long is not None)
    except Neo4jError as fault:
        _raise_refused(settings, fault, too_long)
    except DriverError as fault:
        raise ServerRefused(str(fault)) from None


def _raise_unreachable(settings: Settings, fault: Exception, *, connected: bool) -> NoReturn:
    if "handshake" in str(fault).casefold() and "version" in str(fault).casefold():
        raise ServerTooOld(str(fault)) from None
    if connected:
        raise ServerLost(settings.uri) from None
    causes = list(_causes(fault))
    if any(
        isinstance(cause, TimeoutError) or "Deadline" in type(cause).__name__ for cause in causes
    ):
        raise NoServer(settings.uri) from None
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise UntrustedCertificate(settings.uri, cause.verify_message) from None
        if (
            isinstance(cause, ssl.SSLError)
            or "failed to establish encrypted connection" in str(cause).casefold()
        ):
            raise NotEncrypted(settings.uri) from None
        if "bolt handshake response" in str(cause).casefold():
            raise WrongProtocol(settings.uri) from None
    raise NoServer(settings.uri) from None


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    """A fault, what it was raised because of, and so on; routing gathers the faults of all servers
    that it tried.
    """
    if fault is None:
        return
    yield from _causes(fault.__cause__ or fault.__context__)
    for part in fault.exceptions if isinstance(fault, BaseExceptionGroup) else ():
        yield from _causes(part)
    yield fault


def _raise_refused(
    settings: Settings, fault: Neo4jError, too_long: OrgraphError | None
) -> NoReturn:
    code = fault.code or ""
    if code.endswith("DatabaseNotFound"):
        raise NoSuchDatabase(settings.database or "neo4j") from None
    if code.endswith("CredentialsExpired"):
        raise PasswordMustChange(settings.uri, settings.user) from None
    if isinstance(fault, AuthError):
        raise WrongPassword(settings.uri, settings.user) from None
    if too_long and not isinstance(fault, ClientError) and code.endswith("DatabaseUnavailable"):
        raise ServerLost(settings.uri) from None
    if "OutOfMemory" in code or "MemoryLimit" in code:
        raise ServerOutOfMemory from None
    if code.endswith("TransactionLogError"):
        raise ServerDiskFull from None
    if code.endswith("TransactionStartFailed"):
        raise ServerMustRestart from None
    if too_long and "TransactionTimedOut" in code:
        raise too_long from None
    if fault.is_retryable():
        raise ServerBusy from None
    raise ServerRefused(fault.message or code, code) from None
