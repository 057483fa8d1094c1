"""The report of a difference, put together: columns, what matters most, and the sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from orgraph.facts import Node
from orgraph.languages import grammar, label
from orgraph.render.difference_answers import answer_groups
from orgraph.render.difference_facts import FACTS, fact_groups
from orgraph.render.difference_lines import letter_of
from orgraph.render.difference_losses import loss_groups
from orgraph.render.difference_measures import measure_number
from orgraph.render.difference_model import DifferenceReport, Heading
from orgraph.render.difference_words import say
from orgraph.render.scenario_steps import step_sentences
from orgraph.scenario.difference import ChangedFact, Difference, Loss

MOST_KINDS = 2  # of things that a sentence names


def build_report(difference: Difference) -> DifferenceReport:
    """Put a difference into words, for text, Markdown and pages to set."""
    scenarios = [column.scenario.name for column in difference.columns if column.scenario]
    report = DifferenceReport(
        title=say("title", scenarios=scenarios),
        scope=say("in_everything" if difference.everything else "in_affected"),
        columns=tuple(_heading(difference, number) for number in range(len(difference.columns))),
        summary=tuple(_summary(difference)),
        losses=loss_groups(difference),
        numbers=tuple(measure_number(difference, measure) for measure in difference.measures),
        facts=tuple(fact_groups(difference, plain=False)),
        relations=tuple(fact_groups(difference, plain=True)),
        answers=tuple(answer_groups(difference)),
    )
    return report._replace(documents=tuple(_documents(difference, report)))


def _documents(difference: Difference, report: DifferenceReport) -> Iterator[tuple[str, str]]:
    groups = (*report.losses, *report.facts, *report.relations, *report.answers)
    lists = [group.lines for group in groups] + [number.lines for number in report.numbers]
    cited = [
        source for lines in lists for line in lines for source in (*line.sources, *line.about)
    ]
    cited += [source for column in report.columns for source in column.sources]
    for document in dict.fromkeys(source.document for source in cited if not source.first):
        if node := difference.find_node(document):
            yield document, node.name


def _heading(difference: Difference, number: int) -> Heading:
    column = difference.columns[number]
    day = grammar().format_date(column.view.at)
    if column.scenario is None or column.applied is None:
        return Heading(say("before"), day)
    scenario = column.scenario
    sources = dict.fromkeys(source for change in scenario.changes for source in change.sources)
    return Heading(
        name=letter_of(difference, number - 1) or say("after"),
        day=day,
        scenario=scenario.name,
        file=scenario.file,
        sources=tuple(sources),
        steps=tuple(step_sentences(column.applied, difference.before.organisation)),
    )


# ---- In short
def _summary(difference: Difference) -> Iterator[str]:
    """What matters most, a few sentences for each scenario."""
    for number in range(len(difference.columns) - 1):
        letter = letter_of(difference, number)
        changed = sum(bool(answer.changes[number]) for answer in difference.answers)
        sentences = (
            _facts_sentence(difference, difference.facts[number]),
            *_losses_sentences(difference, difference.losses[number]),
            say("answers_changed", count=changed, asked=difference.asked),
        )
        for sentence in sentences:
            if letter:
                yield say("in_column", column=letter, sentence=sentence)
            else:
                yield say("capital", sentence=sentence)


def _facts_sentence(difference: Difference, facts: Sequence[ChangedFact]) -> str:
    changes = []
    for change in FACTS:
        found = [
            known
            for fact in facts
            if fact.change == change and (known := fact.before or fact.after)
        ]
        nodes = [node for node in found if isinstance(node, Node)]
        things = _kinds(difference, nodes)
        if len(found) > len(nodes):
            things.append(say("relations", count=len(found) - len(nodes)))
        if things:
            word = label("difference.FACTS", change)
            changes.append(say("facts_changed", things=things, change=word))
    return say("all_facts", changes=changes) if changes else say("no_facts")


def _losses_sentences(difference: Difference, losses: Sequence[Loss]) -> Iterator[str]:
    """Who has nobody responsible any longer, by name of the role; then how many lose the last one
    in any role.
    """
    orphaned = [loss for loss in losses if not loss.remaining]
    main = difference.before.vocabulary.reads("responsible").main
    if alone := [loss.subject for loss in orphaned if loss.role == main]:
        verb = difference.before.vocabulary.relations[main].danish
        yield say("orphaned", things=_kinds(difference, alone), verb=verb)
    if orphaned:
        yield say("losing_the_last", count=len({loss.subject.id for loss in orphaned}))
    else:
        yield say("nothing_lost")


def _kinds(difference: Difference, nodes: Iterable[Node]) -> list[str]:
    """48 målsætninger, 17 opgaver, 3 andre: what there is less of, together."""
    kinds = difference.before.vocabulary.kinds
    ordered = Counter({node.id: node.kind for node in nodes}.values()).most_common()
    shown = [
        say("of_kind", count=count, one=kind, other=kinds[kind].plural)
        for kind, count in ordered[:MOST_KINDS]
    ]
    rest = sum(count for _, count in ordered[MOST_KINDS:])
    return [*shown, say("other_things", count=rest)] if rest else shown
