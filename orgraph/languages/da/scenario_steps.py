"""What a scenario will do, step by step: sets, steps, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence

from orgraph.languages import Entry, Plural, fill
from orgraph.languages.da.grammar import join_and
from orgraph.phrases import Phrase, Text


def _selection(
    *, kinds: Sequence[str], conditions: Sequence[Text], ids: Text, excepted: Text
) -> Phrase:
    """A set: what all of it has in common (kinds, then conditions), and things by their names."""
    common: list[Text] = []
    if kinds or conditions:
        common.append(Phrase.join(" ", [fill("{kinds!o}", kinds=kinds or ["alle"]), *conditions]))
    found = join_and([*common, *([ids] if ids else [])])
    return (
        fill("{found} (undtagen {excepted})", found=found, excepted=excepted)
        if excepted
        else found
    )


def _limits(*, kind: str, subjects: Text, about: Text, role: str) -> Phrase:
    """Which relations are meant, after a semicolon each; nothing when all are."""
    parts: list[Text] = [
        *([fill("; kun {kind}", kind=kind)] if kind else []),
        *([fill("; kun {subjects}", subjects=subjects)] if subjects else []),
        *([fill("; kun om {about}", about=about)] if about else []),
        *([fill("; kun i rollen {role}", role=role)] if role else []),
    ]
    return Phrase.of(*parts)


def _grant(
    *,
    chosen: Text,
    verb: str,
    to: Text,
    about: Text,
    on_behalf: Text,
    content: Sequence[str],
    by: Text,
) -> Phrase:
    """A relation that begins, with as much of its content as it has."""
    parts: list[Text] = [
        fill("Indfør: {chosen} {verb} {to}", chosen=chosen, verb=verb, to=to),
        *([fill(" om {about}", about=about)] if about else []),
        *([fill(" på vegne af {on_behalf}", on_behalf=on_behalf)] if on_behalf else []),
        *([f" ({', '.join(content)})"] if content else []),
        *([fill(", udpeget af {by}", by=by)] if by else []),
    ]
    return Phrase.of(*parts)


_SETS: dict[str, Entry] = {
    "names": "{names!a}",
    "and_others": "{names} og {count} andre",
    "selection": _selection,
    "in_region": "i {region}",
    "within": "blandt {collective}",
    "having": "der {verb} {to}",
    "having_any": "der {verb} noget",
    "lacking": "der ikke {verb} {to}",
    "lacking_any": "der ikke {verb} noget",
    "with_name": "med »{value}« i navnet",
    "with_field": "med »{value}« under {heading}",
    "with_flag": "med {key} {value}",
    "limits": _limits,
}

_STEPS: dict[str, Entry] = {
    "create": "Opret {nodes!a}",
    "created": "{node} ({kind})",
    "dissolve": "Nedlæg {chosen}",
    "merge": "Læg {chosen} sammen i {heir}",
    "new_heir": "{node} (ny, {kind})",
    "split": "Del {chosen} mellem {shares!a}",
    "share": "{heir} ({relations!a}{limits})",
    "share_of_rest": "{heir} (resten{limits})",
    "share_of_all": "{heir} (alt{limits})",
    "rename": "Omdøb {old} til {new}",
    "change_kind": "Gør {chosen} til {kind}",
    "move": "Flyt {chosen} ind under {to}",
    "move_by": "Flyt {chosen} ind under {to} ({verb})",
    "transfer_from": "Overfør »{relations!a}« fra {chosen} til {to}{limits}",
    "transfer_to": "Overfør »{relations!a}« rettet mod {chosen} til {to}{limits}",
    "revoke_from": "Ophæv »{relations!a}« fra {chosen}{limits}",
    "revoke_between": "Ophæv »{relations!a}« fra {chosen} til {to}{limits}",
    "revoke_to": "Ophæv »{relations!a}« rettet mod {chosen}{limits}",
    "grant": _grant,
    "sentence": "{step}.",
    "relation": "{source} {verb} {target}",
}

# What comes of a step: a heading, and after a colon what it is the heading of.
_EFFECTS: dict[str, Entry] = {
    "remark": "{heading}: {detail}",
    "heading": "{heading}:",
    "list": "{names}.",
    "said": "{said}.",
    "set_size": "Mængden er {count}",
    "ends": Plural("count", "Den ophører.", "De ophører alle."),
    "nodes_ended": "{count} ophører",
    "nodes_begun": "{count} begynder",
    "nodes_changed": "{count} ændres",
    "nodes_withdrawn": "{count} tages tilbage",
    "relations_ended": "{count} forhold ophører",
    "relations_begun": "{count} forhold begynder",
    "relations_cut_off": "{count} forhold, der skulle begynde senere, bortfalder",
    "relations_changed": "{count} forhold ændres",
    "relations_withdrawn": "{count} forhold tages tilbage",
    "relations_on_new_terms": "{count} forhold får nye vilkår",
    "steps_ended": "{count} trin i processer ophører",
    "steps_begun": "{count} trin i processer begynder",
    "steps_changed": "{count} trin i processer ændres",
    "steps_withdrawn": "{count} trin i processer tages tilbage",
    "on_terms": "{relation} ({terms})",
    "on_same_terms": "{relation} (som før)",
    "fact": "- {fact}",
    "more_facts": "- og {count} andre (--all)",
    "no_effect": "Uden virkning",
    "no_effect_in_itself": "Uden virkning i sig selv",
    "ends_already": "{who} ophører allerede den dag i data.",
    "they": "de",
    "nothing_to_give": "mængden har intet af den slags, som nogen anden ikke allerede har.",
    "empty_set": "Uden virkning.",
    "is_so": "det er allerede sådan.",
}

_WHOLE: dict[str, Entry] = {
    "title": "{name} · {days!a}",
    "replays": "Afspilles i organisationen uden: {names}.",
    "no_steps": (
        "Scenariet har ingen trin endnu. Fjern # foran dem, der skal ske, og skriv jeres egne"
        " id'er; docs/scenarier.md viser dem alle."
    ),
    "day": "{day!d}",
    "phase": "{day!d}: {name} ({status})",
    "expectations_held": "{held} af {count} forventninger holder.",
    "expectation_holds": "Forventningen holder.",
    "expectation_fails": "Forventningen holder ikke.",
    "nothing_expected": "{name}: scenariet kan udføres. Det har ingen forventninger (expect).",
    "drifted": "Data er ændret, siden scenariet blev lavet ({count}):",
    "not_written": (
        "Intet er skrevet. Se scenariet efter, og kør orgraph scenario stamp, når det passer igen."
    ),
    "written": Plural(
        "count",
        "{name} er skrevet ind i data, i 1 fil:",
        "{name} er skrevet ind i data, i {count} filer:",
    ),
    "would_be_written": Plural(
        "count",
        "Det er, hvad der ville blive skrevet, i 1 fil. Skriv det med --yes.",
        "Det er, hvad der ville blive skrevet, i {count} filer. Skriv det med --yes.",
    ),
}

TEXTS: dict[str, Entry] = {**_SETS, **_STEPS, **_EFFECTS, **_WHOLE}
