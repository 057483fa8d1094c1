"""What to do about an error: the package says it without a command line, and the command line says it by the names of its options."""

from __future__ import annotations

import subprocess
import sys

import pytest

from orgraph.cli.errors import REMEDIES, sentence_of
from orgraph.errors import NotABody, OrgraphError
from orgraph.neo4j_store import errors as neo4j
from tests.test_fault_copies import KINDS, made

OF_THE_COMMAND_LINE = "orgraph.cli."


@pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS if not kind.__module__.startswith(OF_THE_COMMAND_LINE)],
    ids=lambda kind: kind.__name__,
)
def test_who_uses_the_package_alone_reads_no_option_and_no_command(
    kind: type[OrgraphError],
) -> None:
    told = str(made(kind))
    assert "--" not in told, told
    assert "orgraph load" not in told, told


def test_every_remedy_has_a_sentence_of_the_command_line() -> None:
    assert {kind.remedy for kind in KINDS} - {""} == set(REMEDIES)


@pytest.mark.parametrize(
    ("error", "alone", "printed"),
    [
        (
            neo4j.NoServer("bolt://a"),
            "Der svarer ingen Neo4j på »bolt://a«. Start serveren, eller angiv en anden adresse, fx bolt://127.0.0.1:7687.",
            "Der svarer ingen Neo4j på »bolt://a«. Start serveren, eller angiv en anden adresse med --uri, fx bolt://127.0.0.1:7687.",
        ),
        (
            neo4j.NoSuchDatabase("x"),
            "Serveren har ingen database »x«. Ret navnet, eller udelad det for at bruge serverens egen.",
            "Serveren har ingen database »x«. Ret --database, eller udelad den for at bruge serverens egen.",
        ),
        (
            neo4j.ServerSilent("bolt://a", 120.0),
            "Neo4j på »bolt://a« har ikke svaret i 120 sekunder. Intet er halvt skrevet. Se, om serveren og nettet virker, og om en anden indlæsning er i gang, eller giv den længere tid.",
            "Neo4j på »bolt://a« har ikke svaret i 120 sekunder. Intet er halvt skrevet. Se, om serveren og nettet virker, og om en anden indlæsning er i gang; --patience giver længere tid.",
        ),
        (
            neo4j.TookTooLong(),
            "Forespørgslen nåede ikke at blive færdig i tide og er standset. Gør den snævrere, eller giv den længere tid.",
            "Forespørgslen nåede ikke at blive færdig i tide og er standset. Gør den snævrere, eller giv den længere tid med --timeout.",
        ),
        (
            neo4j.OtherOrganisation("Den ene", "Den anden"),
            "Databasen rummer en anden organisation, »Den ene«. Brug en anden database, eller bed om, at den erstattes med »Den anden«.",
            "Databasen rummer en anden organisation, »Den ene«. Brug en anden database, eller erstat den med »Den anden«: --replace.",
        ),
        (
            neo4j.MissingParameters("a, b"),
            "Forespørgslen bruger parametre uden værdi: a, b. Giv hver af dem en værdi.",
            "Forespørgslen bruger parametre uden værdi: a, b. Giv hver af dem med --param navn=værdi.",
        ),
        (
            neo4j.BrowserCommand(1, ":param a => 1"),
            "Linje 1, »:param a => 1«, er en kommando til Neo4j Browser. Slet linjen, og giv parametrene ved siden af forespørgslen.",
            "Linje 1, »:param a => 1«, er en kommando til Neo4j Browser. Slet linjen, og giv parametre med --param navn=værdi.",
        ),
        (
            neo4j.NothingLoaded("bolt://a"),
            "Neo4j på »bolt://a« rummer ingen organisation: den er ikke indlæst, eller indlæsningen er ikke færdig. Læg en organisation i den, eller vent, til indlæsningen er færdig.",
            "Neo4j på »bolt://a« rummer ingen organisation: den er ikke indlæst, eller indlæsningen er ikke færdig. Kør orgraph load.",
        ),
        (
            NotABody("A", "opgave"),
            "»A« (opgave) er ikke et organ, og et udsnit er det, der hører under et organ. Angiv et organ.",
            "»A« (opgave) er ikke et organ, og et udsnit er det, der hører under et organ. Angiv et organ med --in.",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, OrgraphError) else "",
)
def test_the_command_line_says_what_to_do_by_its_options(
    error: OrgraphError, alone: str, printed: str
) -> None:
    assert (str(error), sentence_of(error)) == (alone, printed)


def test_an_error_of_the_server_keeps_the_code_that_the_server_gave() -> None:
    refused = neo4j.ServerRefused("nej", "Neo.ClientError.Statement.SyntaxError")
    assert refused.code == "neo4j.refused"
    assert refused.server_code == "Neo.ClientError.Statement.SyntaxError"
    assert str(refused) == "Neo4j afviste arbejdet: »nej«. Intet er skrevet."


def test_whoever_catches_the_errors_of_a_server_imports_no_driver() -> None:
    script = "import sys, orgraph.neo4j_store.errors; print('neo4j' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
