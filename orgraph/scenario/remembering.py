"""A view that is asked much: it remembers what it has worked out. Good for as long as its organisation, which never changes."""

from __future__ import annotations

from orgraph.dates import Span
from orgraph.facts import Relation
from orgraph.organisation import Organisation
from orgraph.view import View


class RememberingView(View):
    """A view with a memory for the ways up, which many subjects share, and for whether a relation is in force."""

    def __init__(self, organisation: Organisation, day: Span) -> None:
        super().__init__(organisation, day)
        self._above: dict[str, list[Relation]] = {}
        self._force: dict[str, bool] = {}

    def in_force(self, relation: Relation) -> bool:
        """Whether the relation holds on the day."""
        found = self._force.get(relation.id)
        if found is None:
            found = self._force[relation.id] = super().in_force(relation)
        return found

    def list_upward(self, node_id: str) -> list[Relation]:
        """Relations a matter moves up along from the node, the strongest first."""
        found = self._above.get(node_id)
        if found is None:
            found = self._above[node_id] = super().list_upward(node_id)
        return found
