"""The invented organisation whose site the tests look at: everything that a page can show, in as few facts as possible."""

from __future__ import annotations

from pathlib import Path

from orgraph.seed.reader import read_seed
from orgraph.site.build import build_site
from tests.conftest import write_seed

TEXT = """Samarbejdet om sundhed i Prøveregionen

Udvalget er øverst og nedsætter Styregruppen. Styregruppen refererer til
Udvalget og indstiller aftaler til det.

A. Fælles aftaler
Fælles aftaler udarbejdes af klyngerne. Efter kommentering
godkender Styregruppen/Udvalget aftalen, hvorefter den sendes til Udvalget.

Temagrupperne nedlægges pr. 1. september 2016.
"""

FACTS = """
bodies:
  - {id: udvalget, name: Sundhedskoordinationsudvalget, kind: udvalg, mandate: Drøfter og godkender det fælles., source: '900:3 "Udvalget er øverst"', basis: ordret}
  - id: styregruppen
    name: Sundhedsstyregruppen
    kind: styregruppe
    aliases: {Styregruppen: '900:3'}
    mandate: Det øverste administrative organ i samarbejdet.
    valid_from: 2011-01-01
    basis: ordret
    source: '900:3 "nedsætter Styregruppen"'
  - {id: sekretariatet, name: Fællessekretariatet, kind: sekretariat, valid_from: omlaegningen}
  - {id: klyngerne, name: Klyngerne, kind: samling, collective: true}
  - {id: nord, name: Nordklyngen, kind: klynge}
  - {id: syd, name: Sydklyngen, kind: klynge, valid_to: 2018-01-01}
  - {id: temagruppen, name: Temagruppen for behandling og rehabilitering, kind: temagruppe, valid_to: omlaegningen}
  - {id: netvaerket, name: Netværket for utilsigtede hændelser, kind: netværk, valid_from: 2012-01-01}
  - {id: regionen, name: Prøveregionen, kind: region}
  - {id: kommunen, name: Prøve Kommune, kind: kommune}
agreements:
  - {id: faelles, name: Fælles aftaler (type A), kind: aftaletype}
  - {id: aftalen, name: Aftalen om ældre medicinske patienter, kind: samarbejdsaftale}
tasks:
  - {id: genoptraening, name: Genoptræning efter udskrivelse, kind: opgave}
objectives:
  - {id: maalet, name: Færre genindlæggelser}
changes:
  - {id: omlaegningen, name: Temagrupperne nedlægges, date: 2016-09-01, concerns: [temagruppen, sekretariatet], source: '900:10 "Temagrupperne nedlægges pr. 1. september 2016."', basis: ordret}
processes:
  - id: vejen
    name: Fra udkast til fælles aftale
    concerns: [faelles]
    steps:
      - {order: 1, actors: [klyngerne], action: udarbejder et udkast, to: [styregruppen], deadline: senest 1. maj, basis: udledt, reasoning: fortælling}
      - {order: 2, actors: [styregruppen], action: afgør hvilken slags aftale udkastet er, basis: udledt, reasoning: fortælling}
      - {order: 3, actors: [udvalget], action: drøfter udkastet, branch: fælles aftale, condition: aftalen dækker hele regionen, basis: udledt, reasoning: fortælling}
      - {order: 4, actors: [styregruppen, udvalget], action: godkender aftalen, branch: fælles aftale, basis: udledt, reasoning: fortælling}
      - {order: 5, actors: [nord], action: godkender aftalen for sin egen del, branch: lokal aftale, basis: udledt, reasoning: fortælling}
      - {order: 6, actors: [sekretariatet], action: offentliggør aftalen, to: [kommunen, regionen], deadline: inden for en måned, basis: udledt, reasoning: fortælling}
relations:
  - styregruppen refererer-til udvalget: {basis: ordret, source: '900:3-4 "Styregruppen refererer til Udvalget"'}
  - styregruppen indstiller-til udvalget: {basis: ordret, source: '900:4 "indstiller aftaler til det"'}
  - klyngerne refererer-til styregruppen: {valid_from: 2012-01-01}
  - temagruppen refererer-til styregruppen: {}
  - netvaerket rapporterer-til styregruppen: {}
  - nord del-af klyngerne: {}
  - syd del-af klyngerne: {}
  - sekretariatet sekretariat-for styregruppen: {}
  - regionen udpeger styregruppen: {}
  - regionen repræsenteret-i styregruppen: {value: 3 pladser}
  - kommunen repræsenteret-i styregruppen: {value: 5 pladser}
  - udvalget nedsætter styregruppen: {basis: ordret, source: '900:3 "nedsætter Styregruppen"'}
  - klyngerne udarbejder faelles: {basis: ordret, source: '900:7 "Fælles aftaler udarbejdes af klyngerne."'}
  - styregruppen godkender faelles: {group: skraa, valid_from: omlaegningen, basis: ordret, source: '900:7-8 "Efter kommentering godkender Styregruppen/Udvalget aftalen"'}
  - udvalget godkender faelles: {group: skraa, valid_from: omlaegningen, basis: ordret, source: '900:7-8 "Efter kommentering godkender Styregruppen/Udvalget aftalen"'}
  - udvalget godkender faelles: {id: foer, valid_to: omlaegningen}
  - aftalen hører-til faelles: {}
  - styregruppen godkender aftalen: {}
  - temagruppen ansvarlig-for genoptraening: {}
  - temagruppen ansvarlig-for maalet: {}
  - styregruppen følger-op-på maalet: {}
  - kommunen implementerer genoptraening: {}
groups:
  - {id: skraa, logic: unresolved-slash, source: '900:8 "Styregruppen/Udvalget"'}
notes:
  - {id: uklar-formand, kind: silence, text: 'Hvem der er formand for Styregruppen, står ikke.', concerns: [styregruppen], relations: [formand-for], searched: '900:3-4'}
  - {id: uklar-skraa, kind: ambiguity, text: 'Skråstregen mellem Styregruppen og Udvalget er ikke forklaret.', concerns: [faelles], source: '900:8 "Styregruppen/Udvalget"'}
"""

SCENARIO = """
name: Temagrupperne nedlægges
on: 2016-09-01
source: 900:10 "Temagrupperne nedlægges"
steps:
  - dissolve: temagruppen
"""


def write_site(folder: Path) -> Path:
    """The site of the story, in a folder inside `folder`."""
    seed = write_seed(folder / "seed", FACTS)
    (seed / "documents" / "900.txt").write_text(TEXT, encoding="utf-8")
    (seed / "scenarios").mkdir()
    (seed / "scenarios" / "nedlaegges.yaml").write_text(SCENARIO, encoding="utf-8")
    loaded = read_seed(seed)
    assert not loaded.issues, loaded.issues
    build_site(loaded.organisation, folder / "websted", seed=seed)
    return folder / "websted"
