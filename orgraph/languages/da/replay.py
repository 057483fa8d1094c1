"""What a scenario foretold of a reform that came, against what the documents describe."""

from __future__ import annotations

from orgraph.languages import Entry

SORTS = {
    "bodies_begun": "Organer, der begynder",
    "bodies_ended": "Organer, der ophører",
    "relations_begun": "Forhold, der begynder",
    "relations_ended": "Forhold, der ophører",
}

TEXTS: dict[str, Entry] = {
    "title": "{name} · {day!d} · forudsagt over for beskrevet",
    "signs": "+ forudsagt, men ikke beskrevet, - beskrevet, men ikke forudsagt.",
    "all_signs": (
        "= som forudsagt, + forudsagt, men ikke beskrevet, - beskrevet, men ikke forudsagt."
    ),
    "counts": (
        "{sort}: {same} som forudsagt, {foretold} forudsagt, men ikke beskrevet, {described}"
        " beskrevet, men ikke forudsagt."
    ),
    "node": "{node} ({kind})",
    "relation": "{source} {verb} {target}",
}
