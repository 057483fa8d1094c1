"""What is wrong with the facts, the words and the coverage of a seed folder."""

from orgraph.languages import Entry, Fault, Plural

_NO_EFFECT = "det, der står der, får ingen virkning"
_CORRECT_NUMBER = "Ret linjetallet"
_KIND = "det er slagsen {kind}"
_WRITE_BODY = "Skriv en enhed"
_DID_YOU_MEAN = "Mente du {near!o}"
_SPELLING = "Ret stavningen, eller opret det"

TEXTS: dict[str, Entry] = {
    "has_faults": Plural(
        "count",
        "{issues}\n1 fejl i data. Ret dem, og kør kommandoen igen.",
        "{issues}\n{count} fejl i data. Ret dem, og kør kommandoen igen.",
    ),
    # How an entry is named where a fault of it is told.
    "without_id": "uden id",
    "without_node": "uden node",
    "step_entry": "processes: {process}: trin {number}",
    "alias_entry": "alias {name}",
    # ---- Sections of a file
    "section_unknown": Fault(
        "afsnittet {section} er ukendt", "intet i det bliver læst", _SPELLING
    ),
    "section_misspelled": Fault(
        "afsnittet {section} er ukendt", "intet i det bliver læst", _DID_YOU_MEAN
    ),
    "section_is_no_list": Fault(
        "afsnittet {section} er ikke en liste",
        "hvert forhold skal begynde med en bindestreg",
        "Skriv - foran hvert",
    ),
    "document_key_wants_text": Fault(
        "document skal være tekst", "den nævner filens dokument", "Skriv dokumentets id"
    ),
    "defaults_want_mapping": Fault(
        "defaults skal være et afsnit",
        _NO_EFFECT,
        "Skriv hvert afsnits navn som en nøgle, fx bodies, og dets nøgler under den",
    ),
    "defaults_section_unknown": Fault(
        "defaults: afsnittet {section} er ukendt", "det får ingen virkning", _SPELLING
    ),
    "defaults_section_misspelled": Fault(
        "defaults: afsnittet {section} er ukendt", "det får ingen virkning", _DID_YOU_MEAN
    ),
    "defaults_section_wants_mapping": Fault(
        "defaults: {section} skal være et afsnit",
        _NO_EFFECT,
        "Skriv nøgler og værdier under det, fx basis: udledt",
    ),
    # ---- Documents
    "document_outside": Fault(
        "dokumentet {document}: filen {name} ligger uden for seed/documents",
        "kun filer i mappen læses",
        "Flyt den dertil",
    ),
    "document_too_large": Fault(
        "dokumentet {document}: filen {name} er {megabytes} MB",
        "grænsen er {limit} MB",
        "Del den i flere dokumenter",
    ),
    "document_unreadable": Fault(
        "dokumentet {document}: filen {name} kan ikke læses",
        "{why}",
        "Læg teksten i seed/documents",
    ),
    # ---- One entry. {entry} says which one: its section and its id.
    "kind_missing": Fault(
        "{entry}: nøglen kind mangler", "uden den kan ingen spørge efter slagsen", "Skriv kind"
    ),
    "field_unknown": Fault(
        "{entry}: nøglen {key} er ukendt", "det, der står der, går tabt", _SPELLING
    ),
    "field_misspelled": Fault(
        "{entry}: nøglen {key} er ukendt", "det, der står der, går tabt", _DID_YOU_MEAN
    ),
    "field_wants_text": Fault(
        "{entry}: nøglen {key} skal være tekst",
        "den vises, som den er skrevet",
        "Skriv den som tekst",
    ),
    "relation_is_no_sentence": Fault(
        "en relation er ikke skrevet som en sætning",
        "der skal stå: - fra relation til: og under den dens kilde",
        "Se seed/README.md",
    ),
    "relation_type_unknown": Fault(
        "{entry}: relationen {relation_type} er ukendt", "den står ikke i ordlisten", _SPELLING
    ),
    "relation_type_misspelled": Fault(
        "{entry}: relationen {relation_type} er ukendt",
        "den står ikke i ordlisten",
        _DID_YOU_MEAN,
    ),
    "id_used_before": Fault(
        "id {id} er brugt før",
        "det står allerede i {place}",
        "Giv den ene et id af sin egen, eller saml kilderne under den første",
    ),
    "source_unreadable": Fault(
        "{entry}: kilden {source} kan ikke læses",
        "der skal stå dokument:linje-linje og citatet i anførselstegn",
        'Skriv fx 001:84-86 "citat"',
    ),
    "source_in_other_quotes": Fault(
        "{entry}: kilden {source} kan ikke læses",
        "citatet står i andre anførselstegn end det lige",
        'Brug tegnet " om citatet',
    ),
    "source_with_spaces": Fault(
        "{entry}: kilden {source} kan ikke læses",
        "der er mellemrum mellem dokument og linje",
        'Skriv fx 001:84-86 "citat"',
    ),
    "source_without_document": Fault(
        "{entry}: kilden nævner intet dokument",
        "filen har ingen document: øverst",
        "Skriv dokumentets nummer foran linjen",
    ),
    "no_such_line": Fault(
        "{entry}: der er ingen linje {number}", "den første linje er 1", _CORRECT_NUMBER
    ),
    "lines_reversed": Fault(
        "{entry}: linjerne {first}-{last} er vendt om",
        "den første linje skal stå først",
        "Byt dem om",
    ),
    "alias_place_unreadable": Fault(
        "alias {name}: stedet {place} kan ikke læses",
        "navnet er selv citatet",
        "Skriv kun dokument og linje, fx 001:84",
    ),
    "change_unknown": Fault(
        "{key}: omlægningen {change} er ukendt eller udateret",
        "datoen hentes fra dens date",
        _SPELLING,
    ),
    "change_misspelled": Fault(
        "{key}: omlægningen {change} er ukendt eller udateret",
        "datoen hentes fra dens date",
        _DID_YOU_MEAN,
    ),
    "date_unusable": Fault(
        "{key}: {why}", "uden datoen kan intet spørgsmål besvares for en dag", "Ret datoen"
    ),
    "ends_with_what_was_rejected": Fault(
        "valid_to: {change} er afvist",
        "en ændring, der ikke blev til noget, kan intet afslutte",
        "Stryg datoen, eller skriv den dag, det ophørte",
    ),
    # ---- The facts together. The id of the fact is told before what is wrong with it.
    "id_unknown": Fault(
        "{key}: {id} findes ikke", "intet i data har det id", "Opret den, eller ret id'et"
    ),
    "id_misspelled": Fault("{key}: {id} findes ikke", "intet i data har det id", _DID_YOU_MEAN),
    "node_unknown": Fault(
        "noden {id} findes ikke", "intet i data har det id", "Opret den, eller ret id'et"
    ),
    "node_misspelled": Fault("noden {id} findes ikke", "intet i data har det id", _DID_YOU_MEAN),
    "actor_unknown": Fault(
        "aktøren {id} findes ikke", "intet i data har det id", "Opret den, eller ret id'et"
    ),
    "actor_misspelled": Fault(
        "aktøren {id} findes ikke", "intet i data har det id", _DID_YOU_MEAN
    ),
    "kind_unknown": Fault("slagsen {kind} er ukendt", "den står ikke i ordlisten", "Erklær den"),
    "kind_misspelled": Fault(
        "slagsen {kind} er ukendt", "den står ikke i ordlisten", _DID_YOU_MEAN
    ),
    "kind_of_other_section": Fault(
        "slagsen {kind} hører ikke til her",
        "den er erklæret under {section}",
        "Flyt {node} til {section}",
    ),
    "source_of_wrong_kind": Fault(
        "{relation_type} kan ikke have {node} foran sig",
        "{node} er {label} ({kind})",
        "Tilladt: {allowed}",
    ),
    "target_of_wrong_kind": Fault(
        "{relation_type} kan ikke have {node} efter sig",
        "{node} er {label} ({kind})",
        "Tilladt: {allowed}",
    ),
    "dates_equal": Fault(
        "slutdatoen ligger ikke efter startdatoen",
        "valid_to er den første dag, det ikke længere gælder",
        "Skriv dagen efter den sidste, fx valid_to: {next_day}",
    ),
    "dates_reversed": Fault(
        "slutdatoen ligger ikke efter startdatoen",
        "fra {valid_from} til {valid_to}",
        "Byt dem om, eller ret den ene",
    ),
    "ends_on_first_day": Fault(
        "slutdatoen {valid_to} er kalenderens første dag",
        "det ville aldrig have været til",
        "Ret den, eller slet valid_to",
    ),
    "circle": Fault(
        "{relation_type} går i ring {when}",
        "{way} ({places})",
        "Slet det led, der ikke står i kilden, eller ret datoerne",
    ),
    "circle_in_many_places": Fault(
        "{relation_type} går i ring {when}",
        "{way} ({places} …)",
        "Slet det led, der ikke står i kilden, eller ret datoerne",
    ),
    "circle_on_a_day": "pr. {day!d}",
    "circle_on_every_day": "på enhver dag",
    "derived_without_reasoning": Fault(
        "forholdet er udledt uden begrundelse",
        "en læser kan ikke følge slutningen",
        "Skriv reasoning",
    ),
    "without_quotation": Fault(
        "forholdet har intet citat",
        "intet viser, at det står nogen steder",
        "Skriv source, eller basis: udledt med reasoning",
    ),
    "note_without_place": Fault(
        "noten har hverken kilde eller søgte steder",
        "ingen kan efterprøve den",
        "Skriv source eller searched",
    ),
    "document_unknown": Fault(
        "dokumentet {document} er ukendt",
        "kilden kan ikke slås op",
        "Opret det under documents",
    ),
    "source_without_lines": Fault(
        "kilden {document} nævner ingen linjer",
        "dokumentets tekst er her og kan slås op",
        "Skriv linjerne",
    ),
    "line_beyond_document": Fault(
        "linje {number} findes ikke", "dokument {document} har {size}", _CORRECT_NUMBER
    ),
    "document_lines": Plural("lines", "{lines} linje", "{lines} linjer"),
    "quotation_elsewhere": Fault(
        'citatet "{quote}" står ikke i {place}',
        "et citat skal være ordret",
        "Det står i linje {first}-{last}",
    ),
    "quotation_differs": Fault(
        'citatet "{quote}" står ikke i {place}',
        "et citat skal være ordret",
        "{difference}. Skriv det af, som det står",
    ),
    "quotation_not_found": Fault(
        'citatet "{quote}" står ikke i {place}',
        "et citat skal være ordret",
        "Skriv det af, som det står",
    ),
    # ---- What makes no sense in a fact
    "regions_in_each_other": Fault(
        "regionerne ligger i hinanden", "{way}", "Ret region på en af dem"
    ),
    "groups_in_each_other": Fault(
        "grupperne har hinanden som parent", "{way}", "Ret parent på en af dem"
    ),
    "own_region": Fault(
        "{id} er sin egen region",
        "ingen ligger i sig selv",
        "Slet region, eller skriv region: null, når den kommer fra defaults",
    ),
    "no_region": Fault("region: {id} kan ikke være en region", _KIND, "Skriv id'et på en enhed"),
    "no_region_of_kinds": Fault(
        "region: {id} kan ikke være en region", _KIND, "Skriv id'et på {allowed}"
    ),
    "name_is_alias": Fault(
        "navnet {name} står også under aliases",
        "et andet navn er en anden stavemåde",
        "Slet det der; står det et sted til, så skriv det under source",
    ),
    "known_dates_reversed": Fault(
        "dokumentet er kendt fra en dag, der ligger efter known_until",
        "fra {known_from} til {known_until}",
        "Byt dem om, eller ret den ene",
    ),
    "concerns_itself": Fault(
        "concerns: {id} vedrører sig selv",
        "det siger intet",
        "Slet det, eller skriv, hvad der menes",
    ),
    "dated_by_itself": Fault(
        "{id} har sin dato fra sig selv",
        "en omlægning kan ikke begynde eller slutte sig selv",
        "Skriv datoen",
    ),
    "relation_to_itself": Fault(
        "{relation_type} går i ring, fra {id} til {id} selv",
        "et forhold har to ender",
        "Ret den ene ende, eller slet forholdet",
    ),
    "on_own_behalf": Fault(
        "on_behalf: {id} handler på egne vegne",
        "det gør enhver, når intet andet er sagt",
        "Slet on_behalf, eller skriv, hvem der menes",
    ),
    "on_behalf_of_no_body": Fault("on_behalf: ingen handler på vegne af {id}", _KIND, _WRITE_BODY),
    "about_its_end": Fault(
        "about: forholdet handler om {id}, som det er et forhold til",
        "det siger intet nyt",
        "Slet about, eller skriv, hvad der menes",
    ),
    "exception_does_not_belong": Fault(
        "except: {id} kan ikke undtages",
        "det hører på intet tidspunkt til {source} eller {target}",
        "Slet undtagelsen, eller skriv medlemskabet",
    ),
    "steps_of_no_process": Fault(
        "{id} kan ikke have trin", _KIND, "Skriv trinene under en proces"
    ),
    "actor_cannot_act": Fault("{key}: {id} kan ikke handle", _KIND, _WRITE_BODY),
    "own_parent": Fault(
        "parent: {id} er sin egen parent",
        "en gruppe kan ikke ligge i sig selv",
        "Slet parent, eller skriv den rigtige",
    ),
    "note_of_unknown_relation_type": Fault(
        "relations: {relation_type} er ukendt",
        "relationen står ikke i ordlisten",
        "Ret stavningen",
    ),
    "note_concerns_nothing": Fault(
        "noten vedrører intet",
        "uden concerns står den ikke ved noget svar",
        "Skriv, hvad den handler om",
    ),
    "two_codes": Fault(
        "{node} har to numre i {system}",
        "{first} og {other} på samme tid",
        "Slet det ene, eller giv dem hver sin tid",
    ),
    "place_taken": Fault(
        "order: {order} er brugt før i gruppen {group}",
        "{first} står der på samme tid, og gruppen er en rækkefølge",
        "Ret order",
    ),
    # ---- The vocabulary
    "vocabulary_key_unknown": Fault(
        "nøglen {key} er ukendt", "ordlisten har faste afsnit", "Kendte afsnit: {known}"
    ),
    "vocabulary_wants_text": Fault(
        "{entry} skal være tekst", "den vises, som den er skrevet", "Skriv den som tekst"
    ),
    "vocabulary_section_wants_mapping": Fault(
        "afsnittet {section} er ikke et afsnit",
        "der skal stå navne med hver sin beskrivelse",
        "Se seed/README.md",
    ),
    "label_undeclared": Fault(
        "{entry}: mærket {word} er ukendt",
        "ordet er ikke erklæret i ordlisten",
        "Erklær det, eller ret stavningen",
    ),
    "family_undeclared": Fault(
        "{entry}: familien {word} er ukendt",
        "ordet er ikke erklæret i ordlisten",
        "Erklær det, eller ret stavningen",
    ),
    "relation_type_undeclared": Fault(
        "{entry}: relationen {word} er ukendt",
        "ordet er ikke erklæret i ordlisten",
        "Erklær det, eller ret stavningen",
    ),
    "neo4j_type_taken": Fault(
        "{entry}: Neo4j-typen {word} er brugt", "{other} har den allerede", "Vælg en anden"
    ),
    "question_misspelled": Fault(
        "{entry}: spørgsmålet findes ikke", "ingen spørger om det", _DID_YOU_MEAN
    ),
    "question_unknown": Fault(
        "{entry}: spørgsmålet findes ikke", "ingen spørger om det", "Skriv et af {known!o}"
    ),
    # ---- Coverage
    "coverage_document_unknown": Fault(
        "dokumentet {document} er ukendt", "dets tekst er her ikke", "Ret nummeret"
    ),
    "coverage_section_not_counted": Fault(
        "afsnittet {section} er ikke talt",
        "det står ikke i inventory_counts",
        "Ret navnet, eller tæl det",
    ),
    "coverage_entry_twice": Fault(
        "posten {entry} står to gange", "den står allerede i linje {earlier}", "Behold den ene"
    ),
    "coverage_lines_unreadable": Fault(
        "{entry}: linjerne {lines} kan ikke læses",
        "der skal stå et eller to linjetal",
        "Skriv fx 84-86",
    ),
    "coverage_lines_beyond_document": Fault(
        "{entry}: linjerne {lines} findes ikke",
        "dokument {document} har {last} linjer",
        _CORRECT_NUMBER,
    ),
    "coverage_fact_unknown": Fault(
        "{entry}: forholdet {id} findes ikke", "intet i data har det id", "Ret id'et"
    ),
    "coverage_fact_misspelled": Fault(
        "{entry}: forholdet {id} findes ikke", "intet i data har det id", _DID_YOU_MEAN
    ),
    "coverage_section_too_small": Fault(
        "afsnittet {section} har {count} poster",
        "{listed} er nævnt som udeladt eller slået sammen",
        "Ret tallet, eller slet dem, der er for meget",
    ),
}
