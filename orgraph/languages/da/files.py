"""Why a file cannot be read or written."""

from orgraph.languages import Entry

# The system's own names of what went wrong -> why, as the end of a sentence about a file.
REASONS = {
    "ENOENT": "den findes ikke",
    "EISDIR": "det er en mappe",
    "ENOTDIR": "en del af stien er ikke en mappe",
    "EACCES": "adgang nægtet",
    "EPERM": "adgang nægtet",
    "EEXIST": "den findes allerede",
    "ENOTEMPTY": "mappen er ikke tom",
    "ENOSPC": "disken er fuld",
    "EDQUOT": "der er ikke mere plads til brugeren på disken",
    "EFBIG": "den bliver for stor",
    "EROFS": "der kan kun læses fra disken",
    "EIO": "disken eller forbindelsen til den svigter",
    "ESTALE": "forbindelsen til disken er brudt",
    "ENAMETOOLONG": "navnet er for langt",
    "EINVAL": "navnet kan ikke bruges her",
    "ELOOP": "stiens henvisninger går i ring",
    "EBUSY": "den er i brug",
    "EMFILE": "for mange filer er åbne",
    "ENFILE": "for mange filer er åbne",
    "ENOMEM": "der er ikke mere hukommelse",
    "EBADF": "den er lukket",
    "EPIPE": "modtageren er holdt op med at læse",
    "ENXIO": "det er ikke en fil",
    "ENODEV": "det er ikke en fil",
    "EXDEV": "den ligger på en anden disk",
    "ETIMEDOUT": "der kom intet svar i tide",
}

# Those that mean something else to somebody who writes.
WRITING_REASONS = {
    "ENOENT": "mappen, den skal stå i, findes ikke",
    "EACCES": "der er ikke adgang til at skrive",
    "EPERM": "der er ikke adgang til at skrive",
    "ELOOP": "henvisningerne fører i ring eller ud af mappen",
    "ENXIO": "der er ingen, der læser i den anden ende",
    "EAGAIN": "et andet program er ved at skrive den",
    "EWOULDBLOCK": "et andet program er ved at skrive den",
}

TEXTS: dict[str, Entry] = {
    # Sentences about a path: {why} is one of the reasons below or above.
    "no_such_file": "Filen {path!q} kan ikke læses: {why!s}",
    "no_such_folder": "Mappen {path!q} kan ikke læses: {why!s}",
    "name_a_folder": "Angiv en mappe med en vocabulary.yaml.",
    "cannot_write": "Der kan ikke skrives til {path!p}: {why!s} {next!s}",
    # What to do next.
    "choose_elsewhere": "Vælg et andet sted",
    "nothing_written": "Intet er skrevet",
    # Reasons, as the end of a sentence.
    "system_error": "styresystemet melder fejlen {name}",
    "not_utf8": "den er ikke tekst i UTF-8",
    "name_not_encodable": "navnet rummer tegn, der ikke kan skrives",
    "name_holds_nul": "navnet rummer et nultegn",
    "not_there": "den findes ikke",
    "is_a_file": "det er en fil",
    "holds_no_vocabulary": "den har ingen {file}",
    "cannot_use_vocabulary": "{file} kan ikke bruges, for {why}",
    "changed_meanwhile": "filen er ændret i mellemtiden",
    "file_in_place_of_folder": "der står en fil, hvor mappen skulle være",
    "no_regular_file": "det er ikke en almindelig fil",
    "link_to_nothing": "det er en henvisning til noget, der ikke findes",
}
