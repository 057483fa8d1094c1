"""Names for plain values whose unit or meaning their type does not say.

They are aliases, for what is read from files and databases is plain text and plain numbers.
"""

from __future__ import annotations

from typing import TypeAlias

NodeId: TypeAlias = str
"""The id of a node: what relations and keys mention it by."""

FactId: TypeAlias = str
"""The id of a fact of any class; no two facts of an organisation share one."""

RelationTypeName: TypeAlias = str
"""The name of a relation type of the vocabulary."""

KindName: TypeAlias = str
"""The name of a kind of node of the vocabulary."""

Day: TypeAlias = int
"""A day as its proleptic Gregorian ordinal (`date.toordinal`): 1 January of year 1 is day 1.

`dates.OPEN_START` (0) lies before all days, and `dates.OPEN_END` after all of them. Intervals are
half-open: [start, end).
"""

IsoDate: TypeAlias = str
"""A day as text: 2016-09-01."""

WrittenDate: TypeAlias = str
"""A canonical date of any precision, as `dates.Span.text`: 2016, 2016-09, 2016-Q3, 2016-09-01."""
