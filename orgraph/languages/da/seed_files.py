"""What is wrong with the files of a seed folder, and with the shape of what stands in them."""

from orgraph.languages import Entry, Fault

_NOT_YAML = "filen er ikke gyldig YAML"
_SEE = "Se seed/README.md"
_KEY = "{entry}: nøglen {key} "
_UNREAD = "filen kan ikke læses, som den står"
_REPLACE = "Slet den, eller læg en fil i dens sted"

TEXTS: dict[str, Entry] = {
    # Files and folders.
    "folder_unreadable": Fault("mappen {name} kan ikke læses", "{why}", "Ret adgangen til den"),
    "folder_is_a_link": Fault(
        "mappen {name} læses ikke",
        "den er en henvisning til en anden mappe",
        "Læg filerne i selve mappen, eller lad navnet begynde med et punktum",
    ),
    "second_vocabulary": Fault(
        "filen {name} læses ikke", "{vocabulary} er ordlisten", "Saml dem i den ene"
    ),
    "file_unreadable": Fault("filen {name} kan ikke læses", "{why}", _REPLACE),
    "link_to_nothing": Fault(
        "filen {name} kan ikke læses", "den henviser til noget, der ikke findes", _REPLACE
    ),
    "no_regular_file": Fault(
        "filen {name} kan ikke læses", "det er ikke en almindelig fil", _REPLACE
    ),
    "name_not_utf8": Fault(
        "navnet {name} er ikke i UTF-8",
        "det kan hverken vises eller skrives",
        "Giv filen eller mappen et andet navn",
    ),
    "content_unreadable": Fault("filen kan ikke læses", "{why}", "Se efter rettigheder"),
    "file_too_large": Fault(
        "filen er {megabytes} MB", "grænsen er {limit} MB", "Del den i flere filer"
    ),
    # Signs and marks in the text of a file.
    "encoding_not_utf8": Fault(
        "tegnsættet er ikke UTF-8", "filen er gemt som {encoding}", "Gem filen som UTF-8"
    ),
    "byte_not_utf8": Fault(
        "tegnsættet er ikke UTF-8", "byten {byte} kan ikke læses", "Gem filen som UTF-8"
    ),
    "merge_mark": Fault(
        "flettemærket {mark} står i filen",
        "to udgaver er ikke flettet færdigt",
        "Vælg den rigtige udgave, og slet mærkerne",
    ),
    "hidden_line_break": Fault(
        "linjen rummer tegnet {sign}",
        "det er et usynligt linjeskift, og alle linjetal efter det bliver forkerte",
        "Slet tegnet",
    ),
    "hidden_sign": Fault(
        "linjen rummer det usynlige tegn {sign}",
        "det kan ikke ses, og YAML kan ikke læse det der",
        "Slet tegnet",
    ),
    "hidden_sign_in_key": Fault(
        "nøglen {key} rummer det usynlige tegn {sign}",
        "det kan ikke ses, og med det er nøglen en anden",
        "Slet tegnet",
    ),
    "byte_order_mark": Fault(
        "linjen rummer det usynlige tegn {sign}",
        "det er et usynligt mærke fra begyndelsen af en fil, og filer er nok lagt efter hinanden",
        "Slet tegnet",
    ),
    "indented_by_tab": Fault(
        "linjen er rykket ind med tabulator",
        "YAML kender kun mellemrum",
        "Erstat tabulatoren med mellemrum",
    ),
    "indented_by_sign": Fault(
        "linjen er rykket ind med tegnet {sign}",
        "YAML kender kun almindelige mellemrum",
        "Erstat det med mellemrum",
    ),
    # Text that is no YAML, or YAML that is not used here.
    "yaml_misplaced_colon": Fault(
        _NOT_YAML,
        "et kolon står, hvor der ikke kan stå et",
        "Sæt teksten i anførselstegn, eller ret indrykningen",
    ),
    "yaml_missing_colon": Fault(
        _NOT_YAML,
        "der mangler et kolon efter en nøgle",
        "Skriv kolon og mellemrum efter nøglen",
    ),
    "yaml_misplaced_line": Fault(
        _NOT_YAML,
        "linjen passer ikke ind, hvor den står",
        "Ret indrykningen, og se efter et anførselstegn, der ikke er lukket",
    ),
    "yaml_no_list_item": Fault(
        _NOT_YAML,
        "linjen hører ikke til listen over den",
        "Skriv - foran den, eller ret indrykningen",
    ),
    "yaml_open_bracket": Fault(
        _NOT_YAML,
        "en parentes er ikke lukket, eller der mangler et komma",
        "Luk parentesen, eller skriv kommaet",
    ),
    "yaml_misplaced_sign": Fault(
        _NOT_YAML, "et tegn står, hvor en tekst skal begynde", "Sæt teksten i anførselstegn"
    ),
    "yaml_open_quote": Fault(_NOT_YAML, "et anførselstegn er ikke lukket", "Luk det"),
    "yaml_misplaced_hyphen": Fault(
        _NOT_YAML,
        "en bindestreg står, hvor listen ikke kan begynde",
        "Sæt listen på linjer for sig",
    ),
    "yaml_misplaced_key": Fault(
        _NOT_YAML, "en nøgle står, hvor den ikke kan begynde", "Sæt den på en linje for sig"
    ),
    "yaml_backslash": Fault(
        _NOT_YAML,
        "der står en omvendt skråstreg, som ikke kan læses",
        "Brug enkelte anførselstegn",
    ),
    "yaml_after_the_end": Fault(
        _NOT_YAML, "der står noget efter filens afslutning", "Slet det, eller ret indrykningen"
    ),
    "yaml_tab": Fault(_NOT_YAML, "linjen rummer en tabulator", "Erstat den med mellemrum"),
    "yaml_unreadable": Fault(
        _NOT_YAML, "linjen kan ikke læses", "Se efter indrykning, kolon og anførselstegn"
    ),
    "no_sections": Fault(
        "filen er ikke en liste af afsnit",
        "øverst skal stå nøgler som bodies: og relations:",
        _SEE,
    ),
    "alias": Fault(
        "henvisningen *{anchor} er ikke tilladt",
        "ankre kan gøre en lille fil uendelig stor",
        "Skriv indholdet ud",
    ),
    "second_document": Fault(
        "filen rummer flere dokumenter",
        "linjen --- begynder et nyt",
        "Slet linjen, eller del filen",
    ),
    "too_deep": Fault(
        "filen er indlejret for dybt", "grænsen er {limit} niveauer", "Gør den fladere"
    ),
    "key_is_no_word": Fault(
        "en nøgle er en liste eller et afsnit",
        "nøgler skal være ord",
        "Se efter kolon og indrykning",
    ),
    "key_twice": Fault(
        "nøglen {key} står to gange", "den stod allerede i linje {earlier}", "Behold den ene"
    ),
    "tag": Fault(
        "mærket {tag} er ikke tilladt",
        "filen må kun rumme tekst, lister og afsnit",
        "Slet mærket",
    ),
    # The keys of an entry. {entry} says which one: its section and its id.
    "entry_is_no_mapping": Fault(
        "{entry} er ikke et afsnit", "der skal stå nøgler og værdier", _SEE
    ),
    "key_missing": Fault(_KEY + "mangler", _UNREAD, "Skriv den"),
    "key_unknown": Fault(_KEY + "er ukendt", _UNREAD, "Kendte nøgler: {known}"),
    "key_misspelled": Fault(_KEY + "er ukendt", _UNREAD, "Mente du {near!o}"),
    "key_wants_text": Fault(_KEY + "skal være tekst", _UNREAD, "Skriv den som tekst"),
    "key_wants_whole_number": Fault(_KEY + "skal være et helt tal", _UNREAD, "Skriv et helt tal"),
    "number_too_large": Fault(
        _KEY + "kan ikke bruges, for tallet er for stort", _UNREAD, "Skriv et mindre tal"
    ),
    "number_too_small": Fault(
        _KEY + "kan ikke bruges, for tallet er for lille", _UNREAD, "Skriv et større tal"
    ),
    "key_wants_truth": Fault(
        _KEY + "skal være true eller false", _UNREAD, "Skriv true eller false"
    ),
    "key_empty": Fault(_KEY + "er tom", _UNREAD, "Skriv noget, eller slet nøglen"),
    "key_too_long": Fault(_KEY + "er for lang", _UNREAD, "Forkort teksten"),
    "key_wants_list": Fault(_KEY + "skal være en liste", _UNREAD, "Skriv den som en liste"),
    "key_wants_mapping": Fault(
        _KEY + "skal være et afsnit", _UNREAD, "Skriv nøgler og værdier under den"
    ),
    "key_wrong": Fault(_KEY + "har en forkert værdi", _UNREAD, _SEE),
    "key_not_one_of": Fault(
        _KEY + "har en forkert værdi", "{value} kan ikke stå der", "Skriv {words!o}"
    ),
    "key_is_no_id": Fault(
        _KEY + "har en forkert værdi",
        "{value} kan ikke stå der",
        "Brug små bogstaver, tal og bindestreg",
    ),
}
