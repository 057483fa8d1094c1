"""Why a date cannot be used."""

from orgraph.languages import Entry

TEXTS: dict[str, Entry] = {
    "unusable": "Datoen {date!q} kan ikke bruges: {why!s}",
    # Reasons, as the end of the sentence.
    "not_in_calendar": "den findes ikke i kalenderen",
    "means_no_end": (
        "i registre betyder den, at intet ophører, og den kan kun stå som ophør (valid_to)"
    ),
    "several_days": "den dækker flere dage; skriv én dag, fx {first} eller {last}",
    "first_of_calendar": (
        "den er kalenderens første, og der er ingen dag før den at sammenligne med"
    ),
    "short_year": "årstallet skal have fire cifre, fx 1/9/2016",
    "winter": "vinteren hører til to år; skriv måneden, fx januar 2016",
    "unknown_form": "skriv den som 2016-09-01, 1/9/2016 eller 1. september 2016",
}
