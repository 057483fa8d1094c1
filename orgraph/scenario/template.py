"""Writes the beginning of a scenario: valid as it stands, with every step shown once, as a comment, in words of the organisation itself."""

from __future__ import annotations

from pathlib import Path

from orgraph.dates import Span
from orgraph.errors import CannotWrite
from orgraph.files import writing
from orgraph.organisation import Organisation
from orgraph.seed.emitter import scalar

TEXT = """\
# Et scenarie: en omlægning på prøve. Intet i data ændres, før scenariet bliver vedtaget med `orgraph scenario adopt`.
# Se, hvad det vil gøre:        orgraph scenario show {file}
# Se, hvad der bliver anderledes: orgraph scenario diff {file}
# Hvert trin nedenfor er en kommentar. Fjern "# " foran det, der skal ske, og skriv jeres egne id'er.
name: {name}
on: {day}            # dagen, det sker; et enkelt trin kan have sin egen (on: ved siden af trinnets navn)
# reasoning: Hvorfor scenariet er tænkt sådan
# source: '001:84-86 "den ordrette sætning, hvis det er besluttet"'

steps:
# En mængde er et id, en liste af id'er, eller det fælles: {{kind: …, region: …, in: …, with: …, without: …, where: …, except: …}}.
#
# - create: {{id: ny-gruppe, name: Den nye gruppe, kind: {kind}}}     # noget nyt; skrives som i data
#
# - dissolve: {{kind: {kind}}}                # alle i mængden ophører
#
# - merge:                                   # flere bliver til ét, der overtager alt, hvad de har
#     from: [gruppe-a, gruppe-b]
#     into: {{id: den-faelles-gruppe, name: Den fælles gruppe, kind: {kind}}}
#
# - split:                                   # ét bliver til flere, der deler
#     from: gruppe-a
#     into:
#       - {{to: gruppe-b, relation: {relation}}}
#       - {{to: gruppe-c, rest: true}}
#
# - rename: {{id: gruppe-a, name: Gruppens nye navn}}
#
# - change_kind: {{set: gruppe-a, kind: {kind}}}
#
# - move: {{set: [gruppe-a, gruppe-b], to: styregruppen}}     # får en ny overordnet
#
# - transfer: {{relation: {relation}, from: gruppe-a, to: gruppe-b}}     # gives videre
#   on: {day}                                # et trin kan have sin egen dag
#
# - appoint: {{from: region-x, to: gruppe-a, role: formand, value: 1, by: regionsraadet}}     # en plads, og hvem der udpeger
#
# - grant: {{relation: {relation}, from: gruppe-a, to: opgave-a, condition: når det er aftalt}}     # noget gives
#
# - revoke: {{relation: {relation}, from: gruppe-a, to: opgave-a}}     # noget tages

# Hvad der skal gælde bagefter; `orgraph scenario check {file}` holder det efter.
# expect:
#   - no_body_without_path_to: styregruppen
#   - every: {{kind: {kind}}}
#     has: {relation}
#   - none_without: {{set: {{kind: {kind}}}, relation: {relation}}}
#   - ask: responsible opgave-a
#     expect: {{{relation}: [gruppe-b]}}
"""


def template(organisation: Organisation, file: str, day: Span) -> str:
    """The text of a new scenario, in the organisation's own words."""
    vocabulary = organisation.vocabulary
    bodies = vocabulary.bodies()
    kind = next((kind.name for kind in vocabulary.kinds.values() if kind.label in bodies), next(iter(vocabulary.kinds), ""))
    relation = vocabulary.questions["responsible"].decides[0]
    safe = "".join(char if char.isprintable() else "?" for char in file)
    return TEXT.format(file=safe, name=scalar(f"Nyt scenarie {day.text}"), day=day.text, kind=kind, relation=relation)


def write_template(path: Path, organisation: Organisation, day: Span) -> None:
    """Writes it. Raises `CannotWrite`; a file that is there is never written over."""
    with writing(path):
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(template(organisation, str(path), day))
        except FileExistsError:
            raise CannotWrite(str(path), "den findes allerede") from None
