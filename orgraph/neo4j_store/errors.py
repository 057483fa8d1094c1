"""What can go wrong with a Neo4j server, with what stands in it, and with Cypher sent to it.

Imports no driver, so that whoever only catches these pays nothing for it.
"""

from __future__ import annotations

from orgraph.errors import OrgraphError


# ---- The server and the way to it
class NoServer(OrgraphError):
    """Nothing answers at the database's address."""

    code = "neo4j.no_server"
    remedy = "neo4j.remedy_address"

    def __init__(self, uri: str) -> None:
        super().__init__(uri=uri)


class WrongProtocol(OrgraphError):
    """Something listens at the database's address, and does not speak as Neo4j does when nothing
    is encrypted.
    """

    code = "neo4j.wrong_protocol"

    def __init__(self, uri: str) -> None:
        super().__init__(uri=uri)


class NotEncrypted(OrgraphError):
    """The address asks for encryption and the server has none."""

    code = "neo4j.not_encrypted"

    def __init__(self, uri: str) -> None:
        super().__init__(uri=uri)


class UntrustedCertificate(OrgraphError):
    """The server is encrypted with a certificate that nobody vouches for."""

    code = "neo4j.untrusted_certificate"

    def __init__(self, uri: str, why: str) -> None:
        super().__init__(uri=uri, why=why)


class BadServerAddress(OrgraphError):
    """An address that the database driver cannot use."""

    code = "neo4j.bad_address"

    def __init__(self, uri: str, why: str) -> None:
        super().__init__(uri=uri, why=why)


class WrongPassword(OrgraphError):
    """The database does not let the user in; `user` is None when no user was named."""

    code = "neo4j.wrong_password"

    def __init__(self, uri: str, user: str | None) -> None:
        super().__init__(uri=uri, user=user)


class PasswordMustChange(OrgraphError):
    """The password is right and may only be used to choose another."""

    code = "neo4j.password_must_change"

    def __init__(self, uri: str, user: str | None) -> None:
        super().__init__(uri=uri, user=user or "")


class NoSuchDatabase(OrgraphError):
    """The server has no database of that name."""

    code = "neo4j.no_such_database"
    remedy = "neo4j.remedy_database"

    def __init__(self, database: str) -> None:
        super().__init__(database=database)


class ServerTooOld(OrgraphError):
    """The server speaks no version that can be used."""

    code = "neo4j.too_old"

    def __init__(self, version: str) -> None:
        super().__init__(version=version)


class ServerLost(OrgraphError):
    """The server went away in the middle of the work."""

    code = "neo4j.lost"

    def __init__(self, uri: str) -> None:
        super().__init__(uri=uri)


class ServerSilent(OrgraphError):
    """The server is connected and has said nothing for so many seconds."""

    code = "neo4j.silent"
    remedy = "neo4j.remedy_patience"

    def __init__(self, uri: str, seconds: float) -> None:
        super().__init__(uri=uri, seconds=seconds)


class ServerBusy(OrgraphError):
    """The server could not do it now, and may be able to later."""

    code = "neo4j.busy"


class ServerOutOfMemory(OrgraphError):
    """The server has too little memory for the work."""

    code = "neo4j.out_of_memory"


class ServerDiskFull(OrgraphError):
    """The server cannot write to its disk."""

    code = "neo4j.disk_full"


class ServerMustRestart(OrgraphError):
    """The server has stopped its database after a fault."""

    code = "neo4j.must_restart"


class ServerRefused(OrgraphError):
    """The server answered with a fault of its own: its words (`why`), and the code that Neo4j
    gives it (`server_code`), empty when it gave none.
    """

    code = "neo4j.refused"

    def __init__(self, why: str, server_code: str = "") -> None:
        self.why, self.server_code = why, server_code
        super().__init__(why=why)


# ---- What stands in the database
class NothingLoaded(OrgraphError):
    """The database holds no organisation, or not yet a whole one."""

    code = "neo4j.nothing_loaded"
    remedy = "neo4j.remedy_load"

    def __init__(self, uri: str) -> None:
        super().__init__(uri=uri)


class OtherOrganisation(OrgraphError):
    """The database holds an organisation of another name than the one to be loaded."""

    code = "neo4j.other_organisation"
    remedy = "neo4j.remedy_replace"

    def __init__(self, stored: str, wanted: str) -> None:
        super().__init__(stored=stored, wanted=wanted)


class NewerSchema(OrgraphError):
    """The database was written by a later version of the program."""

    code = "neo4j.newer_schema"

    def __init__(self, stored: int, known: int) -> None:
        super().__init__(stored=stored, known=known)


class NeverStill(OrgraphError):
    """The database was changed again and again while it was read."""

    code = "neo4j.never_still"


class LoadTookTooLong(OrgraphError):
    """A load that the server ended because its time, in seconds, was up."""

    code = "neo4j.load_took_too_long"

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=seconds)


class BadNeo4jName(OrgraphError):
    """A word of the vocabulary that cannot be a label or a relationship type in Neo4j."""

    code = "neo4j.bad_name"

    def __init__(self, word: str, why: str) -> None:
        super().__init__(word=word, why=why)


# ---- Cypher
class NoSuchQuery(OrgraphError):
    """A question that has no Cypher; `near` are names like it."""

    code = "neo4j.no_such_query"

    def __init__(self, name: str, near: tuple[str, ...]) -> None:
        super().__init__(name=name, near=near)


class BadStatement(OrgraphError):
    """Cypher of somebody's own that the server cannot read.

    `why` is the server's reason; `line` is 0 when the server did not say where.
    """

    code = "neo4j.bad_statement"

    def __init__(self, why: str, line: int, column: int) -> None:
        super().__init__(why=why, line=line, column=column)


class FailedStatement(OrgraphError):
    """Cypher of somebody's own that the server gave up; the reason is the server's."""

    code = "neo4j.failed_statement"

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


class SeveralStatements(OrgraphError):
    """Several statements where one can be run."""

    code = "neo4j.several_statements"


class BrowserCommand(OrgraphError):
    """A line that Neo4j Browser or cypher-shell obeys and that is no Cypher."""

    code = "neo4j.browser_command"
    remedy = "neo4j.remedy_browser_command"

    def __init__(self, line: int, text: str) -> None:
        super().__init__(line=line, text=text)


class MissingParameters(OrgraphError):
    """Cypher that uses parameters which have no value; `names` are these, as a list in words."""

    code = "neo4j.missing_parameters"
    remedy = "neo4j.remedy_parameters"

    def __init__(self, names: str) -> None:
        super().__init__(names=names)


class WantsToWrite(OrgraphError):
    """Cypher that would write where only reading is allowed."""

    code = "neo4j.wants_to_write"


class TookTooLong(OrgraphError):
    """A statement that the server ended because its time was up."""

    code = "neo4j.took_too_long"
    remedy = "neo4j.remedy_timeout"
