"""The only door to the neo4j driver: reading and writing in managed transactions, and its faults as sentences. Never shows a password."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar

from neo4j import Driver, GraphDatabase, ManagedTransaction
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

from orgraph.errors import BadServerAddress, NoServer, NoSuchDatabase, ServerLost, ServerOutOfMemory, ServerRefused, ServerTooOld, WrongPassword

OLDEST = (5, 0)
SECONDS_TO_CONNECT = 10
SECONDS_TO_RETRY = 10

# What the driver has to say comes to the user as one sentence, not also as log lines about retries.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_SCHEME = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://")
Record = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Settings:
    """Where the database is and who asks. Without a user no password is sent; without a database the server's default is used."""

    uri: str = "bolt://127.0.0.1:7687"
    user: str | None = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None


class Transaction:
    """One transaction: everything that is run in it is seen by others at once, or not at all."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[Record]:
        """The records of one statement."""
        return self._transaction.run(text, dict(parameters or {})).data()


class Connection:
    """An open way to one database. Work is a function of a `Transaction` and may be run again when the server asks for a retry."""

    def __init__(self, driver: Driver, settings: Settings) -> None:
        self._driver, self._settings = driver, settings

    def read(self, work: Callable[[Transaction], T]) -> T:
        """What the work gives; the server refuses to let it write. Raises an `OrgraphError`."""
        with _in_words(self._settings, connected=True), self._driver.session(database=self._settings.database, default_access_mode="READ") as session:
            return session.execute_read(lambda transaction: work(Transaction(transaction)))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """What the work gives, after all of it is written, or nothing. Raises an `OrgraphError`."""
        with _in_words(self._settings, connected=True), self._driver.session(database=self._settings.database) as session:
            return session.execute_write(lambda transaction: work(Transaction(transaction)))

    def run_alone(self, text: str) -> None:
        """Runs a statement that must have a transaction of its own: one that changes the schema. Raises an `OrgraphError`."""
        self.write(lambda transaction: transaction.run(text))


@contextmanager
def connect(settings: Settings) -> Iterator[Connection]:
    """A connection that was tried. Raises `NoServer`, `WrongPassword`, `NoSuchDatabase`, `ServerTooOld` or `BadServerAddress`."""
    with _in_words(settings, connected=False):
        driver = _open(settings)
    with driver:
        with _in_words(settings, connected=False):
            _require_new_enough(driver.get_server_info().agent)
            driver.execute_query("RETURN 1", database_=settings.database)
        yield Connection(driver, settings)


def _open(settings: Settings) -> Driver:
    if not _SCHEME.match(settings.uri):
        raise BadServerAddress(settings.uri, "den begynder hverken med bolt:// eller neo4j://")
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
def _in_words(settings: Settings, *, connected: bool) -> Iterator[None]:
    """Turns what the driver raises into sentences."""
    try:
        yield
    except UnsupportedServerProduct as fault:
        raise ServerTooOld(str(fault)) from None
    except (ConfigurationError, ValueError) as fault:
        raise BadServerAddress(settings.uri, str(fault)) from None
    except (ServiceUnavailable, SessionExpired, OSError) as fault:
        _raise_unreachable(settings, fault, connected=connected)
    except AuthError:
        raise WrongPassword(settings.uri, settings.user) from None
    except Neo4jError as fault:
        _raise_refused(settings, fault, connected=connected)
    except DriverError as fault:
        raise ServerRefused(str(fault)) from None


def _raise_unreachable(settings: Settings, fault: Exception, *, connected: bool) -> NoReturn:
    if "handshake" in str(fault).casefold() and "version" in str(fault).casefold():
        raise ServerTooOld(str(fault)) from None
    raise (ServerLost(settings.uri) if connected else NoServer(settings.uri)) from None


def _raise_refused(settings: Settings, fault: Neo4jError, *, connected: bool) -> NoReturn:
    code = fault.code or ""
    if code.endswith("DatabaseNotFound"):
        raise NoSuchDatabase(settings.database or "neo4j") from None
    if code.startswith("Neo.ClientError.Security"):
        raise WrongPassword(settings.uri, settings.user) from None
    if connected and not isinstance(fault, ClientError) and code.endswith("DatabaseUnavailable"):
        raise ServerLost(settings.uri) from None
    if "OutOfMemory" in code:
        raise ServerOutOfMemory from None
    raise ServerRefused(fault.message or code) from None
