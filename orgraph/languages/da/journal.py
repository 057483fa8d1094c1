"""A folder whose files were to be changed together, and are neither all changed nor all as they
were.
"""

from orgraph.languages import Entry

TEXTS: dict[str, Entry] = {
    "half_written": "Data i {folder!p} kan ikke bruges nu: {why!s} {next!s}",
    # Why, and what to do next.
    "busy": "en anden orgraph er ved at skrive i dem",
    "wait": "Vent lidt, og kør kommandoen igen",
    "cannot_undo": "en vedtagelse blev afbrudt og kan ikke rulles tilbage: {why}",
    "give_access": "Giv adgang til at skrive der, og kør kommandoen igen",
    "journal_unfit": (
        "en vedtagelse blev afbrudt, og {journal} kan ikke bruges til at rulle den tilbage: {why}"
    ),
    "compare_with_backup": "Hold filerne mod en sikkerhedskopi, og slet {journal}",
    # Why a journal cannot be used, as the end of a sentence.
    "journal_no_file": "den er ikke en almindelig fil",
    "no_regular_file": "{name} er ikke en almindelig fil",
    "file_changed": "{names!a} er ændret siden",
    "file_changed_beside_written": (
        "{names!a} er ændret siden. Vedtagelsen havde allerede skrevet {written!a}"
    ),
    "link_out_of_folder": (
        "den henviser til en fil uden for mappen, og der skrives kun i mappen selv; læg filen der"
    ),
    "not_in_folder": "{name} er ikke en fil i mappen",
    "journal_foreign": "orgraph har ikke skrevet den",
    "journal_damaged": "den er beskadiget",
    "journal_other_folders": "den nævner andre mapper end dem, der blev lavet",
}
