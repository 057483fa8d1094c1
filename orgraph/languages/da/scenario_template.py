"""The file that a new scenario begins as: a comment for every step that there is."""

from __future__ import annotations

from orgraph.languages import Entry

TEXTS: dict[str, Entry] = {
    "name": "Nyt scenarie {day}",
    "file": """\
# Et scenarie: en omlægning på prøve. Intet i data ændres, før scenariet bliver vedtaget med
# `orgraph scenario adopt`.
# Se, hvad det vil gøre:        orgraph scenario show {file}
# Se, hvad der bliver anderledes: orgraph scenario diff {file}
# Hvert trin nedenfor er en kommentar. Fjern "# " foran det, der skal ske, og skriv jeres egne
# id'er.
name: {name}
# Dagen, det sker; et enkelt trin kan have sin egen (on: ved siden af trinnets navn).
on: {day}
# reasoning: Hvorfor scenariet er tænkt sådan
# source: '001:84-86 "den ordrette sætning, hvis det er besluttet"'

steps:
# En mængde er et id, en liste af id'er, eller det fælles: {{kind: …, region: …, in: …, with: …,
# without: …, where: …, except: …}}.
#
# - create: {{id: ny-gruppe, name: Den nye gruppe, kind: {kind}}}     # noget nyt; skrives som i
# data
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
# - appoint: {{from: region-x, to: gruppe-a, role: formand, value: 1, by: regionsraadet}}     # en
# plads, og hvem der udpeger
#
# - grant: {{relation: {relation}, from: gruppe-a, to: opgave-a, condition: når det er aftalt}}
# # noget gives
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
""",
}
