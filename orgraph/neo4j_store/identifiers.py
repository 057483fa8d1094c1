"""Makes labels and relationship types of the vocabulary's words.

Only names that pass here are ever put into a statement.
"""

from __future__ import annotations

import re
import unicodedata

from orgraph.facts import Node
from orgraph.languages import text
from orgraph.neo4j_store.errors import BadNeo4jName
from orgraph.vocabulary import RelationType

COMMON, STAGED, RETIRED = (
    "Orgraph",
    "OrgraphKlar",
    "OrgraphUdgaaet",
)  # in force; written but not yet in force; no longer in force
STEP, NOTE, GROUP, NAME, IDENTIFIER = "Trin", "Note", "Sammenhaeng", "Kaldenavn", "Registernummer"
HAS_STEP, DONE_BY, SENT_TO, CONCERNS, ABOUT = (
    "HAR_TRIN",
    "UDFOERES_AF",
    "SENDES_TIL",
    "VEDROERER",
    "ANGAAR",
)
HAS_NAME, HAS_IDENTIFIER = "KALDES", "HAR_IDENTIFIKATOR"
_OUR_LABELS = {STEP, NOTE, GROUP, NAME, IDENTIFIER}
OUR_TYPES = {HAS_STEP, DONE_BY, SENT_TO, CONCERNS, ABOUT, HAS_NAME, HAS_IDENTIFIER}
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
_LABEL = re.compile(r"[A-Z][A-Za-z0-9]{0,59}")
_TYPE = re.compile(r"[A-Z][A-Z0-9_]{0,59}")


def labels_of(node: Node) -> tuple[str, ...]:
    """The labels of a node: its family's and its kind's. Raises `BadNeo4jName`."""
    return tuple(dict.fromkeys((_label(node.label), _label(node.kind))))


def type_of(kind: RelationType) -> str:
    """The relationship type of a relation type. Raises `BadNeo4jName`."""
    name = kind.neo4j
    if not _TYPE.fullmatch(name):
        raise BadNeo4jName(name, text("neo4j.type_letters"))
    if name in OUR_TYPES:
        raise BadNeo4jName(name, text("neo4j.type_taken"))
    return name


def checked_label(name: str) -> str:
    """A label that was read from the database, when it is one of ours. Raises `BadNeo4jName`."""
    if not _LABEL.fullmatch(name):
        raise BadNeo4jName(name, text("neo4j.not_ours"))
    return name


def _label(word: str) -> str:
    """Følgegruppe → Foelgegruppe, lokal aftale → LokalAftale."""
    plain = (
        unicodedata.normalize("NFKD", unicodedata.normalize("NFC", word).translate(_DANISH))
        .encode("ascii", "ignore")
        .decode()
    )
    name = "".join(
        part[0].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", plain) if part
    )
    if not _LABEL.fullmatch(name):
        raise BadNeo4jName(word, text("neo4j.label_letters"))
    if name in _OUR_LABELS or name.startswith(COMMON):
        raise BadNeo4jName(word, text("neo4j.label_taken", name=name))
    return name
