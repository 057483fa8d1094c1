"""By which sign a document's lines differ from a quotation that looks like them."""

from orgraph.languages import Entry

TEXTS: dict[str, Entry] = {
    "other_sign": "Linje {line} har {there}, hvor citatet har {here}",
    "no_sign": "Linje {line} har intet, hvor citatet har {here}",
    "other_spaces": (
        "Linje {line} har de samme bogstaver, men andre mellemrum eller bindestreger"
    ),
    "other_spaces_in_lines": (
        "Linje {first}-{last} har de samme bogstaver, men andre mellemrum eller bindestreger"
    ),
}
