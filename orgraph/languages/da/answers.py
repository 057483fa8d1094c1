"""What is said of questions and answers: sentences, the clauses of rows, remarks, notes, ways.

A value that names a thing is a mention; `verb` is a relation type's, from the vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orgraph.languages import Entry, Plural
from orgraph.languages.da.grammar import and_more, format_date, join_and
from orgraph.phrases import Phrase, Text

NOTE_KINDS = {
    "silence": "Ikke oplyst",
    "conflict": "Modstrid",
    "ambiguity": "Uklart",
    "version-difference": "Versionsforskel",
    "namesake": "Navnefælle",
    "not-modelled": "Ingen har ledt",
}
# What stands before a row that is no relation: its role.
ROLES = NOTE_KINDS | {
    "step": "trin",
    "listed": "på listen",
    "concerns": "vedrører",
    "name": "navn",
    "alias": "andet navn",
    "quotation": "citat",
    "text": "tekst",
    "total": "i alt",
}


# ---- Patterns
def life(start: str | None, end: str | None) -> str:
    """What is said of something's life after its name; both dates as they are written."""
    begins = f"gælder fra {format_date(start)}" if start else "har ingen oplyst begyndelse"
    ends = f"ophører {format_date(end)}" if end else "har intet oplyst ophør"
    return f"{begins} og {ends}"


def validity(
    starts: Sequence[str],
    ends: Sequence[str],
    *,
    every_start: bool,
    every_end: bool,
    confirmed: str | None,
    presumed: bool,
) -> str:
    """From when rows hold, and how far a document confirms it; the dates are in their order.

    `every_start` and `every_end` tell whether all rows have such a date, `presumed` whether the
    day that is asked about lies after the last document.
    """
    parts = []
    if starts:
        first, last = format_date(starts[0]), format_date(starts[-1])
        since = first if len(starts) == 1 else f"mellem {first} og {last}"
        parts.append(
            f"Gælder fra {since}"
            if every_start
            else f"Noget af det gælder fra {since}; hvornår resten begyndte, er ikke oplyst"
        )
    else:
        parts.append("Hvornår det begyndte, er ikke oplyst")
    if ends:
        end = format_date(ends[0])
        parts.append(
            f"ophører {end}" if every_end and len(ends) == 1 else f"det første ophører {end}"
        )
    if confirmed:
        parts.append(f"senest bekræftet af et dokument fra {format_date(confirmed)}")
        if presumed:
            parts.append("derefter formodes det")
    return f"{'; '.join(parts)}."


def way_in_circle(stops: Sequence[Text]) -> Phrase:
    """The stops of a circle, from one of them and back to it."""
    return Phrase.of("Vejen går i ring: ", Phrase.join(" → ", stops), ".")


def way_holds(start: str | None, end: str | None, because: Text | None = None) -> Phrase:
    """When all of a way holds, and the change that ended it."""
    since = f"fra {format_date(start)}" if start else "uden oplyst begyndelse"
    until = f" til {format_date(end)}" if end else ""
    cause: Text = Phrase.of(" (", because, ")") if because and end else ""
    return Phrase.of(f"Hele vejen gælder {since}{until}", cause, ".")


def way_row(stops: Sequence[Text]) -> Phrase:
    """The stops of a way on one line."""
    return Phrase.join(" › ", stops)


def period(start: str | None, end: str | None) -> str:
    """A time in which an answer stays the same."""
    since = f"Fra {format_date(start)}" if start else "Fra ukendt tid"
    return f"{since} til {format_date(end)}" if end else since


def holder_row(
    people: Text, verb: str, seat: str | None, value: str | None, subjects: Sequence[Text]
) -> Phrase:
    """Who holds a relation to some things; without them, a verb that waits for one stays open."""
    role = f", {seat}" if seat else ""
    amount = f" ({value})" if value else ""
    if not subjects:
        return Phrase.of(people, f"{role}{amount} {verb}{_open_end(verb)}")
    return Phrase.of(people, f"{role}{amount} {verb} ", join_and(subjects))


def _open_end(verb: str) -> str:
    """A verb that ends in a preposition still points at the subject in the heading."""
    return " …" if verb.rsplit(" ", 1)[-1] in _PREPOSITIONS else ""


_PREPOSITIONS = ("af", "for", "i", "med", "om", "over", "på", "til", "ved")


def holder_cell(
    people: Text, value: str | None, receivers: Sequence[Text], status: str | None
) -> Phrase:
    """Who holds a relation, in a table under its verb."""
    amount = f" ({value})" if value else ""
    to: Text = Phrase.of(" → ", join_and(receivers)) if receivers else ""
    return Phrase.of(people, amount, to, f" ({status})" if status else "")


def members(name: Text, members: Sequence[Text], most: int) -> Phrase:
    """A collective, and at most so many of those that are named as its members."""
    shown = Phrase.join(", ", members[:most])
    return Phrase.of(name, " (samlet; nævnt: ", shown, and_more(len(members) - most), ")")


def seat(person: Text, role: str | None, value: str | None) -> Phrase:
    """The name at the other end of a relation, with the role and number of a seat."""
    return Phrase.of(person, f"{f', {role}' if role else ''}{f' ({value})' if value else ''}")


TEXTS: Mapping[str, Entry] = {
    # ---- Questions that cannot be asked
    "no_such_question": lambda question, near: (
        f"Spørgsmålet »{question}« findes ikke." + (f" Mente du {near[0]}?" if near else "")
    ),
    "not_asked": (
        "Spørgsmålet {question} stilles ikke i denne organisation: ordlisten siger ikke, hvad det"
        " læser. Skriv {question} under questions i vocabulary.yaml."
    ),
    "not_the_same_question": (
        "Svarene kan ikke sammenlignes: det ene svarer på {question}, det andet på {other}. Stil"
        " det samme spørgsmål to gange."
    ),
    "wrong_words": "»{question} {words}« er ikke et spørgsmål, der kan stilles",
    # ---- Headings
    "heading": "{subject} · {kind} · pr. {at!d}",
    "heading_of_comparison": "{subject} · {kind}",
    "heading_over_time": "{subject} · {kind} · gennem tiden",
    # ---- What was meant
    "ambiguous": "{asked!q} kan betyde flere ting pr. {at!d}. Skriv et af id'erne.",
    "unknown": "{asked!q} findes ikke i data. Prøv en del af navnet.",
    "unknown_with_candidates": "{asked!q} findes ikke i data. Mente du et af disse?",
    "candidate": "{id}  {name} ({kind})",
    "more_candidates": Plural(
        "count",
        "… og én mere. Skriv mere af navnet, eller brug --json.",
        "… og {count} flere. Skriv mere af navnet, eller brug --json.",
    ),
    "asked": "{asked!q}",
    # ---- Answers in a sentence
    "holders": "{people} {verb} {subject}.",
    "held": "{subject} {verb} {people}.",
    "represented": "{subject} har repræsentanter fra {people}.",
    "seats": Plural("count", "I alt {count} plads.", "I alt {count} pladser."),
    "steps": Plural(
        "count",
        "{subject} har {count} trin: fra {first} ({action}) til {last} ({last_action}).",
        "{subject} har {count} trin: fra {first} ({action}) til {last} ({last_action}).",
    ),
    "history": Plural(
        "count",
        "{subject} {life}. {count} begivenhed er registreret.",
        "{subject} {life}. {count} begivenheder er registreret.",
    ),
    "record": "{subject} er registreret som {kind} med {count} forhold pr. {at!d}.",
    "list": Plural("count", "{count} {one} pr. {at!d}.", "{count} {many} pr. {at!d}."),
    "list_of_kinds": "{count} fund pr. {at!d}.",
    "empty_list": "Ingen {asked!q} pr. {at!d} i data.",
    "hits": "{count} fund for {asked!q} pr. {at!d}.",
    "first_hits": (
        "{count} af {total} fund for {asked!q} pr. {at!d}. En højere --limit viser flere."
    ),
    "losses": (
        "Ophører {subject} {at!d}, står {alone} forhold uden nogen, og {kept} beholder andre."
    ),
    "no_losses": "Intet i data hviler på {subject} pr. {at!d}.",
    "unsettled": Plural("count", "{count} uafklaret forhold.", "{count} uafklarede forhold."),
    "unsettled_of": Plural(
        "count",
        "{count} uafklaret forhold om {subject}.",
        "{count} uafklarede forhold om {subject}.",
    ),
    "nothing_unsettled": "Intet uafklaret er registreret.",
    "nothing_unsettled_of": "Intet uafklaret er registreret om {subject}.",
    "chain": "{start} og {end} hænger sammen over {count} forhold.",
    # ---- Ways
    "way": "Vejen går fra {start} til {end}.",
    "way_over": "Vejen går fra {start} over {stops} til {end}.",
    "several_ways": "Der er {count} veje.",
    "way_ends": "Længere op er intet oplyst.",
    "way_in_circle": way_in_circle,
    "way_stands": "Der er en vej fra {start} til {end}; den gælder pr. {at!d}.",
    "way_never_stands": (
        "Vejen fra {start} til {end} findes ikke: at {hop}, gælder ingen dag, for de to findes"
        " aldrig på samme tid."
    ),
    "way_ended": "Vejen fra {start} til {end} er brudt pr. {at!d}: at {hop}, ophørte {since!d}.",
    "way_begins_later": (
        "Vejen fra {start} til {end} er brudt pr. {at!d}: at {hop}, begynder først {since!d}."
    ),
    "hop": "{start} {verb} {end}",
    "next_hop": "{verb} {end}",
    "hop_upward": "↑ {hop}",
    "way_holds": way_holds,
    "way_holds_never": "Leddene har aldrig gjaldt på samme tid.",
    "hops_left_out": "… {count} led er udeladt på siden; orgraph escalate viser dem alle",
    # ---- What is not said
    "silent": "Dokumenterne siger ikke, {asked}.",
    "silent_and_searched": "Dokumenterne siger ikke, {asked}. Stederne er gennemset.",
    "not_stated": "{asked!c}, er ikke oplyst.",
    "asked_ways": "hvor en sag går hen fra {subject}",
    "asked_chain": "hvordan {subject} hænger sammen med det andet",
    "asked_broken-way": "at en sag nogensinde går den vej fra {subject}",
    "asked_steps": "hvilke trin der er for {subject}",
    "asked_life": "hvad der er sket med {subject}",
    "asked_record": "mere om {subject}",
    "asked_held": "hvad {subject} {verbs!o}",
    "asked_holders": "hvem der {verbs!o} {subject}",
    "searched": "Gennemset: {marks}",
    # ---- Notes of the program's own
    "nobody_looked": (
        "Det er ikke oplyst, {asked}, og ingen har registreret, at dokumenterne er læst efter det."
    ),
    "life": life,
    "life_began": "Begyndte med {change}.",
    "life_ended": "Ophører med {change}.",
    "outside_life": "{subject} {life}; der er intet at svare pr. {at!d}.",
    "same": "{subject!c} er spurgt om sig selv: der er ingen vej at fortælle om.",
    "unknown_start": Plural(
        "count",
        "{names} er ikke regnet med: dokumenterne siger ikke, om det fandtes så tidligt.",
        "{count} er ikke regnet med, for dokumenterne siger ikke, om de fandtes så tidligt:"
        " {names}.",
    ),
    "no_total": "Det samlede antal kan ikke beregnes: antallet er ikke oplyst for {names}.",
    "note_no-way": "Dokumenterne siger ikke, at en sag går fra {start} til {end}.",
    "note_in-whole": "En sag fra {start} går til {last}, som {end} er en del af.",
    "note_way-ends": "En sag fra {start} stopper hos {stops!a}; længere op er intet oplyst.",
    "note_way-goes-on": "Fra {start} går vejen videre.",
    "note_line": "{label}: {note}",
    "note_with_id": "{note} ({id})",
    # ---- When it holds
    "validity": validity,
    "period": period,
    "period_line": "{period}:",
    "period_line_because": "{period} ({changes!a}):",
    "no_row": "intet oplyst",
    "way_broken_then": "I denne tid er vejen brudt.",
    "began_with": "Begyndte med: {began}",
    "ended_with": "Endte med: {ended}",
    "began_and_ended_with": "Begyndte med: {began}. Endte med: {ended}",
    "spoken_of_since": "omtalt fra {date!d}",
    "spoken_of_since_and": "omtalt fra {date!d}, {stated}",
    # ---- Rows
    "total_row": "i alt: {value}",
    "step_row": "{people} {action}",
    "step_row_to": "{people} {action} → {receivers!a}",
    "action": "{action}",
    "action_to": "{action} → {receivers!a}",
    "step_in_process": "{process}, trin {number}: {step}",
    "way_row": way_row,
    "dated_event": "{date!d}: {event}",
    "event_of_several": "{event} (også: {others!a})",
    "labelled_row": "{label}: {people}",
    "hit": "{label}: {people} · {kind!l} · {id}",
    "holder_row": holder_row,
    "holder_cell": holder_cell,
    "held_row": "{verb} {people}",
    "held_row_value": "{verb} {people} ({value})",
    "verb_row": "{verb}: {people}",
    "verb_row_value": "{verb}: {people} ({value})",
    "lost_by_thing": "{lost!a} {verb} {thing}",
    "lost_by_body": "{thing} {verb} {lost!a}",
    "loss": "{loss}: ingen tilbage",
    "loss_some_left": "{loss}: tilbage: {left!a}",
    "loss_others": "{loss}; fortsat knyttet: {others!a}",
    "seat": seat,
    "members": members,
    "with_status": "{name} ({status})",
    "with_value": "{name} ({value})",
    "more_rows": Plural("count", "… og én mere.", "… og {count} flere."),
    "matrix_cell": "{subjects}: {clause}",
    "matrix_row": "{body}: {roles}",
    "about": "{row} om {things}",
    "identifier": "{node}: {system} {value}",
    # ---- Headings of what is recorded of a node
    "relations_of_others": "Andres forhold om dette",
    "concerns": "Handler om",
    "begins_with_it": "Begynder hermed",
    "ends_with_it": "Ophører hermed",
    # ---- Remarks on a row
    "remarks": " ({remarks})",
    "remark_verb": "»{verb}«",
    "remark_slash": "skrevet med skråstreg sammen med {others!a}",
    "remark_or": "eller {others!a}",
    "remark_about": "om {things!a}",
    "remark_on_behalf": "på vegne af {body}",
    "remark_deadline": "frist: {deadline}",
    "remark_branch": "gren: {branch}",
    "remark_exceptions": "undtagen {bodies!a}",
    "remark_via": "i kraft af {wholes!a}",
    "remark_derived": "udledt",
    "remark_no_start": "begyndelsen er ikke oplyst",
    "remark_since": "fra {date!d}",
    "remark_until": "til {date!d}",
    # ---- All that is recorded of a subject
    "id": "Id: {id} {marks}",
    "aliases": "Kaldes også: {names}",
    "field": "{heading}: {value}",
    "node_note": "Bemærkning: {note}",
    # ---- Comparisons and answers over time
    "same_answer": "Svaret er det samme: {before!d} og {after}.",
    "other_answer": "Fra {before!d} til {after}: {counts!a}.",
    "count_lost": "{count} bortfalder",
    "count_gained": "{count} kommer til",
    "count_changed": "{count} ændres",
    "side": "{date!d}",
    "side_elsewhere": "{date!d} i {side!q}",
    "before": "Før ({side}): {answer}",
    "after": "Efter ({side}): {answer}",
    "no_period": "Intet svar er registreret på noget tidspunkt for {subject}.",
    "periods": Plural(
        "count",
        "{count} periode; svaret er ens inden for hver.",
        "{count} perioder; svaret er ens inden for hver.",
    ),
    "periods_since": Plural(
        "count",
        "{count} periode siden {since!d}; svaret er ens inden for hver.",
        "{count} perioder siden {since!d}; svaret er ens inden for hver.",
    ),
}
