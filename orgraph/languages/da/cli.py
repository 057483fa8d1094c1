"""What the command line says: the help of its commands and options, and why words are refused."""

from __future__ import annotations

from collections.abc import Sequence

from orgraph.languages import Entry, Plural
from orgraph.languages.da.grammar import join_and, quote


def _empty_value(option: str) -> str:
    if option:
        return f"Værdien efter {quote(option)} er tom. Skriv en værdi, eller udelad valget."
    return "Et af ordene er tomt. Skriv et, eller udelad det."


def _passed_over(names: Sequence[str], others: int) -> str:
    some = [*map(quote, names), *([f"{others} andre"] if others else [])]
    return (
        f"Læses ikke: {join_and(some)}. En fil med forhold ender på .yaml, og en tekst i documents"
        " nævnes af et dokument."
    )


def _found_word_for_word(quotations: int, documents: int) -> str:
    return (
        f"{quotations} {'citat' if quotations == 1 else 'citater'} i"
        f" {documents} {'dokument' if documents == 1 else 'dokumenter'} er fundet ordret på deres"
        " linjer."
    )


def _no_such_form(form: str, known: Sequence[str]) -> str:
    return f"Formen {quote(form)} findes ikke. Vælg {' eller '.join(known)}."


# ---- The help of commands
_COMMANDS: dict[str, Entry] = {
    "help": (
        "Hvem godkender, hvem er ansvarlig, hvem refererer til hvem? Og siden hvornår?\n"
        "\n"
        "Hvert svar bærer sin dato og den sætning, det hviler på; hvor dokumenterne tier, siger"
        " svaret det."
    ),
    "command_verify": "Find hvert citat i sit dokument.",
    "command_check": (
        "Hold data mod reglerne og de gemte spørgsmål; et scenarie og en database kun mod"
        " reglerne."
    ),
    "command_coverage": (
        "Vis, hvor meget af hvert dokument der står som forhold, og hvad der er udeladt."
    ),
    "command_map": (
        "Skriv et kort over organisationen som én HTML-side, der virker uden net; med --scenario"
        " eller --against før og efter."
    ),
    "command_site": (
        "Skriv et websted, der virker uden net: en side for hvert organ, hver aftale, opgave og"
        " hvert dokument, med svarene på."
    ),
    "command_load": (
        "Læg hele organisationen i en Neo4j-server. Kun det, der er anderledes, skrives."
    ),
    "command_cypher": (
        "Kør din egen Cypher; serveren tillader kun læsning. Fx: cypher min.cypher --param"
        " id=udvalget."
    ),
    "command_query": (
        "Stil et af de færdige spørgsmål til serveren, fx: query approves Aftalen --at 2016-10-01."
    ),
    "command_scenario": "Omlægninger på prøve: hvad sker der, hvis …?",
    "command_scenario_new": (
        "Skriv begyndelsen til et scenarie: en fil med hvert trin vist én gang, gjort til"
        " kommentar."
    ),
    "command_scenario_show": (
        "Sig, hvad scenariet vil gøre, trin for trin, med mængderne foldet ud."
    ),
    "command_scenario_check": (
        "Hold scenariet mod det, det selv siger, der skal komme ud af det (expect)."
    ),
    "command_scenario_diff": (
        "Hvad ændrer scenariet: hvem ophører, hvem mister hvad, hvad sker der med retten til at"
        " beslutte, og hvilke svar bliver andre?"
    ),
    "command_scenario_stamp": (
        "Skriv i scenariet, hvordan det ser ud i dag, så en senere ændring i data bliver opdaget."
    ),
    "command_scenario_adopt": (
        "Skriv et vedtaget scenarie ind i data som en omlægning. Uden --yes vises kun, hvad der"
        " ville blive skrevet."
    ),
    "command_scenario_replay": (
        "Hold det, scenariet forudsagde om en omlægning, der kom, mod det, dokumenterne beskriver."
    ),
}

# ---- What stands for a value in the help
_PLACEHOLDERS: dict[str, Entry] = {
    "word_address": "ADRESSE",
    "word_date": "DATO",
    "word_date_file_folder": "DATO|FIL|MAPPE",
    "word_file": "FIL",
    "word_files": "FIL [FIL…]",
    "word_folder": "MAPPE",
    "word_name": "NAVN",
    "word_name_or_none": "[NAVN]",
    "word_name_value": "NAVN=VÆRDI",
    "word_part": "ORGAN",
    "word_rows": "RÆKKER",
    "word_seconds": "SEKUNDER",
    "word_source": "KILDE",
    "word_store": "seed|neo4j|ADRESSE",
    "word_subject": "EMNE",
    "word_subjects_or_none": "[EMNE]...",
}

# ---- The help of options and arguments
_OPTIONS: dict[str, Entry] = {
    "option_against": "Spørg også på en anden dag, i et scenarie eller i andre data.",
    "option_at": (
        "Dagen der spørges om: 2016-10-01, 1/10/2016 eller 1. oktober 2016. Uden: i dag."
    ),
    "option_check_all": "Nævn hvert hul, ikke kun antallet.",
    "option_check_strict": "Et hul, som ingen har registreret som uoplyst, er også en fejl.",
    "option_coverage_all": "Nævn ved hver post, hvilket forhold der siger den.",
    "option_csv": "Skriv rækkerne som CSV i UTF-8 med komma mellem felterne.",
    "option_cypher_file": "Filen med forespørgslen; - læser det, der sendes ind.",
    "option_database": "Databasen. Uden: NEO4J_DATABASE, ellers serverens egen.",
    "option_debug": "Vis, hvor en fejl i programmet selv opstod. Det samme gør ORGRAPH_DEBUG=1.",
    "option_diff_all": "Vis hver linje: hvert forhold og hvert svar, der bliver anderledes.",
    "option_diff_everything": (
        "Spørg om alt i data, ikke kun om det, der kan blive rørt. Tager tid."
    ),
    "option_diff_files": "Et scenarie, eller flere, der skal stå side om side.",
    "option_diff_format": (
        "Tekst til skærmen, Markdown til en sagsfremstilling, en side til et møde."
    ),
    "option_diff_output": "Hvor det skrives. Uden: på skærmen.",
    "option_diff_questions": "Spørg om spørgsmålene i mappen i stedet for om det hele.",
    "option_dry_run": "Sig, hvad der ville blive skrevet, og skriv intet.",
    "option_excel": (
        "Skriv rækkerne som CSV, som en dansk Excel åbner: semikolon mellem felterne, komma i tal."
    ),
    "option_json": "Skriv svaret som JSON.",
    "option_limit": "Højst så mange rækker.",
    "option_map_in": "Kun et organs eller en regions del af organisationen.",
    "option_map_output": "Hvor siden skrives.",
    "option_over_time": "Svaret gennem tiden, som perioder.",
    "option_param": "En parameter; værdien som JSON, ellers som tekst. Kan gentages.",
    "option_password_file": "Filen med adgangskoden. Uden: NEO4J_PASSWORD_FILE.",
    "option_patience": "Så længe må serveren tie, før der gives op.",
    "option_query_name": "Et af de færdige spørgsmål, eller en kontrol. Uden: listen over dem.",
    "option_query_show": (
        "Skriv teksten til Neo4j Browser. Eksemplet tages fra --seed; ingen server spørges."
    ),
    "option_query_words": "De ord, som kommandoen af samme navn tager: orgraph NAVN EMNE.",
    "option_replace": "Også når databasen rummer en anden organisation.",
    "option_scenario": "Spørg, som om scenariet var gennemført. Uden --at: på dets dato.",
    "option_scenario_adopt_source": (
        'Hvor det står, at det er besluttet: 001:84-86 "den ordrette sætning".'
    ),
    "option_scenario_adopt_to": (
        "Den nye fil i datamappen. Uden: vedtagne-omlaegninger/<omlægningens id>.yaml."
    ),
    "option_scenario_adopt_yes": "Skriv. Uden: sig kun, hvad der ville blive skrevet.",
    "option_scenario_file": "Scenariet, en YAML-fil.",
    "option_scenario_new_on": "Den dag, det sker. Uden: i dag.",
    "option_scenario_replay_all": "Nævn også det, der blev som forudsagt.",
    "option_scenario_show_all": "Nævn hvert organ og hvert forhold.",
    "option_seed": "Mappen med data. Uden: ORGRAPH_SEED, ellers den medfølgende.",
    "option_site_at": "Dagen siderne åbner på. Uden: alle tider.",
    "option_site_folder": "Hvor siderne skrives. Andres filer i mappen røres ikke.",
    "option_store": "Hvor der spørges: i mappen eller i en Neo4j. Uden: ORGRAPH_STORE.",
    "option_subject": "Et id, et navn, et andet navn eller en entydig del af et.",
    "option_timeout": "Så længe må serveren bruge.",
    "option_uri": "Serverens adresse. Uden: NEO4J_URI, ellers bolt://127.0.0.1:7687.",
    "option_user": (
        "Brugeren. Uden: NEO4J_USERNAME, ellers neo4j. Adgangskoden står i NEO4J_PASSWORD eller en"
        " fil."
    ),
    "option_version": "Vis programmets version.",
}

# ---- What commands say of their work
_SAID: dict[str, Entry] = {
    "difference_written": "Forskellen er skrevet: {file}",
    "faults": Plural("number", "{number} fejl.", "{number} fejl."),
    "found_word_for_word": _found_word_for_word,
    "interrupted": "Afbrudt.",
    "loading": "Indlæser",
    "map_file": "orgraph-kort.html",
    "map_written": "Kortet er skrevet: {file}",
    "passed_over": _passed_over,
    "password_of": "Adgangskode for {user}",
    "queries": "Spørgsmål",
    "query_checks": "Kontroller",
    "scenario_begun": (
        "Scenariet er begyndt: {file}. Fjern # foran de trin, der skal ske, og kør orgraph"
        " scenario show {file}"
    ),
    "scenario_stamped": "{number} forhold er noteret i {file}.",
    "site_written": (
        "Webstedet er skrevet: {folder} ({files} filer; {written} skrevet, {removed} fjernet). Åbn"
        " {page}."
    ),
    "stdin": "standardinput",
    "today": "i dag",  # as people write it after --at
}

# ---- Words that cannot be used
_REFUSED: dict[str, Entry] = {
    "did_you_mean": "Mente du {near}?",
    "extra_word": ("Der er et ord for meget: {word}. Sæt navne med mellemrum i anførselstegn."),
    "missing_word": "Der mangler {word}.",
    "no_such_command": "Kommandoen {name} findes ikke.",
    "not_a_number": "{value} er ikke et tal.",
    "not_a_whole_number": "{value} er ikke et helt tal.",
    "option_lacks_value": "Valget {option!q} mangler sin værdi.",
    "option_takes_no_value": "Valget {option!q} tager ingen værdi.",
    "option_unknown": "Valget {option!q} er ukendt.",
    "outside_range": "{value} er uden for {range}",
    "query_words": "Spørgsmålet stilles som: orgraph query {words}. Se orgraph query --help.",
    "refused_words": "{why!u}",
    "help_any_command": "KOMMANDO [ORD]…",
    "help_any_options": "[VALG]",
    "help_arguments": "Ord:",
    "help_commands": "Kommandoer:",
    "help_default": "[uden:",
    "help_help": "Vis denne side.",
    "help_install": "Lad skallen fuldende ord.",
    "help_options": "Valg:",
    "help_required": "[skal med]",
    "help_show": "Vis det, der lader skallen fuldende ord.",
    "help_usage": "Brug:",
    "see_help": "Se {command} --help.",
    "value_unusable": "Værdien i {option} kan ikke bruges: {why}",
    "wrong_range": "{value} er ikke mellem {least} og {most}.",
}

# ---- Requests that cannot be met
_ERRORS: dict[str, Entry] = {
    "bad_parameter": "Parameteren {name!q} kan ikke bruges: {why!s}",
    "bad_password_file": "Adgangskoden kan ikke læses i {path!q}: {why!s}",
    "bad_store": (
        "Der kan ikke spørges i {store!q}. Skriv --from seed, --from neo4j eller en adresse som"
        " bolt://vært:7687."
    ),
    "bug": (
        "Det er en fejl i orgraph selv ({fault} i {file}, linje {line}). Meld den med kommandoen"
        " og det, der skrives med ORGRAPH_DEBUG=1."
    ),
    "cache_damaged": "Mellemlageret var beskadiget og er slettet. Kør kommandoen igen.",
    "cannot_answer": "Svaret kan ikke skrives ud: {why!s}",
    "command_reads_it": "kommandoen læser den selv",
    "empty_value": _empty_value,
    "file_closed": "den er lukket",
    "file_empty": "den er tom",
    "file_not_text": "den er ikke tekst",
    "file_too_large": "den er større end {kilobytes} kB",
    "no_json": "{command} svarer ikke som JSON. Udelad --json.",
    "no_such_form": _no_such_form,
    "not_a_folder": "det er ikke en mappe",
    "out_of_memory": (
        "Der er ikke hukommelse nok til det. Luk andre programmer, eller spørg om mindre."
    ),
    "parameter_form": "skriv den som navn=værdi, fx --param id=udvalget",
    "parameter_not_text": "den rummer tegn, der ikke er tekst i UTF-8",
    "parameter_number_too_large": "tallet er for stort",
    "parameter_too_deep": "den har lister i flere end {most} lag",
    "parameter_twice": "den er givet to gange",
    "stdout_closed": "standardoutput er lukket",
    "system_refused": "Det kunne ikke lade sig gøre: {why}.",
    "system_refused_file": "Det kunne ikke lade sig gøre med {file!q}: {why}.",
    "too_deep": (
        "Noget i data eller i spørgsmålet er indlejret dybere, end programmet kan følge. Gør det"
        " fladere."
    ),
    "two_forms": "{one} og {other} kan ikke bruges sammen. Vælg den ene.",
    "two_ways_at_once": "--against og --over-time kan ikke bruges sammen. Vælg den ene.",
    "unreadable_text": "Teksten rummer tegn, der ikke kan læses.",
    "wants_plan": (
        "{word} giver en plan og ikke rækker, og planer vises ikke her. Slet ordet, eller kør"
        " forespørgslen i Neo4j Browser."
    ),
}

# ---- What to do next, by the options of the command line
_REMEDIES: dict[str, Entry] = {
    "remedy_address": (
        "Start serveren, eller angiv en anden adresse med --uri, fx bolt://127.0.0.1:7687."
    ),
    "remedy_body": "Angiv et organ med --in.",
    "remedy_browser_command": "Slet linjen, og giv parametre med --param navn=værdi.",
    "remedy_database": "Ret --database, eller udelad den for at bruge serverens egen.",
    "remedy_folder": "Angiv en mappe med en vocabulary.yaml, fx --seed seed.",
    "remedy_load": "Kør orgraph load.",
    "remedy_parameters": "Giv hver af dem med --param navn=værdi.",
    "remedy_patience": (
        "Se, om serveren og nettet virker, og om en anden indlæsning er i gang; --patience giver"
        " længere tid."
    ),
    "remedy_replace": "Brug en anden database, eller erstat den med {wanted!q}: --replace.",
    "remedy_timeout": "Gør den snævrere, eller giv den længere tid med --timeout.",
}

TEXTS: dict[str, Entry] = {
    **_COMMANDS,
    **_PLACEHOLDERS,
    **_OPTIONS,
    **_SAID,
    **_REFUSED,
    **_ERRORS,
    **_REMEDIES,
}
