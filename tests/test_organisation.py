"""The organisation is a value: changes give another one and leave the first as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgraph.dates import OPEN_END
from orgraph.facts import Node, Relation, Validity
from orgraph.index import MemoryIndex, index_keys
from orgraph.organisation import Change, Organisation
from orgraph.vocabulary import Vocabulary

WORDS = Vocabulary("prøve", {}, {}, {}, {}, {})
ALWAYS = Validity(end=OPEN_END)


def node(name: str, kind: str = "udvalg") -> Node:
    return Node(
        name,
        name.title(),
        kind,
        "Enhed",
        None,
        (),
        False,
        False,
        (),
        (),
        ALWAYS,
        "gældende",
        "udledt",
        "prøve",
        None,
        (),
    )


def relation(source: str, target: str, kind: str = "refererer-til") -> Relation:
    return Relation(
        f"{source}:{kind}:{target}",
        kind,
        source,
        target,
        None,
        None,
        None,
        None,
        (),
        None,
        None,
        None,
        None,
        (),
        ALWAYS,
        "gældende",
        "udledt",
        "prøve",
        None,
        (),
    )


def organisation_of(*facts: Node | Relation) -> Organisation:
    return Organisation(WORDS, MemoryIndex(facts))


def snapshot(organisation: Organisation) -> dict[tuple[str, str], list[str]]:
    """All lists of an organisation, by table and key."""
    pairs = {pair for fact in organisation.list_facts() for pair in index_keys(fact)}
    return {
        (table, key): sorted(fact.id for fact in organisation.index.table(table).get(key))
        for table, key in pairs
    }


def test_a_change_leaves_the_first_organisation_as_it_was() -> None:
    first = organisation_of(node("a"), node("b"), relation("a", "b"))
    ended = first.list_out("refererer-til", "a")[0]
    second = first.with_changes([Change(ended, None), Change(None, relation("b", "a"))])
    assert [found.id for found in first.list_out("refererer-til", "a")] == ["a:refererer-til:b"]
    assert second.list_out("refererer-til", "a") == ()
    assert [found.source for found in second.list_in("refererer-til", "a")] == ["b"]


def test_a_renamed_node_is_found_by_its_new_name_only() -> None:
    first = organisation_of(node("a"))
    second = first.with_changes(
        [Change(first.find_node("a"), node("a")._replace(name="Nyt navn"))]
    )
    assert [found.id for found in second.list_named("nyt navn")] == ["a"]
    assert second.list_named("a") == ()
    assert list(second.list_names()) == ["nyt navn"]


def test_a_second_change_merges_into_the_first() -> None:
    organisation = organisation_of(node("a"))
    for name in ("b", "c", "d"):
        organisation = organisation.with_changes([Change(None, node(name))])
    assert [found.id for found in organisation.list_nodes()] == ["a", "b", "c", "d"]
    assert not hasattr(organisation.index.base, "patches")  # type: ignore[attr-defined]


names = st.sampled_from("abcdef")
edges = st.lists(
    st.tuples(names, names, st.sampled_from(["refererer-til", "godkender"])),
    unique=True,
    max_size=12,
)


@given(edges, edges)
def test_an_overlay_equals_an_organisation_built_anew(
    before: list[tuple[str, str, str]], after: list[tuple[str, str, str]]
) -> None:
    nodes = [node(name) for name in "abcdef"]
    first = organisation_of(*nodes, *(relation(*edge) for edge in before))
    removed = [Change(relation(*edge), None) for edge in before if edge not in after]
    added = [Change(None, relation(*edge)) for edge in after if edge not in before]
    rebuilt = organisation_of(*nodes, *(relation(*edge) for edge in after))
    assert snapshot(first.with_changes([*removed, *added])) == snapshot(rebuilt)
