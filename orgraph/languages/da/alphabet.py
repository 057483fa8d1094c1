"""Danish letters: how they are written where there are none, and the order they are sorted in."""

LETTERS = "æøå"
"""The letters beside a to z, in which ids and the names of sections may be written."""

SPELLED_OUT = {"å": "aa", "æ": "ae", "ø": "oe"}
"""How each of them is written where it cannot be; all names are compared so."""

LIKE_THEM = {"ä": "ae", "ö": "oe", "ǻ": "aa", "ǽ": "ae", "ǿ": "oe"}
"""Letters that a Dane takes for one of them: their neighbours', and those with an accent."""

LOOSE = (("aa", "a"), ("ae", "a"), ("oe", "o"))
"""What is left of them when somebody leaves out dots and rings: Kobenhavn."""

SORTED_AS = (("aa", "å"), ("æ", "{"), ("ø", "|"), ("å", "}"))
"""Replacements, in this order, that make code points sort as a Danish index: Æ, Ø, Å last, and Aa
as Å.
"""

STEMMER = "danish"
"""What the stemmer's library calls the language."""

AND = "og"
"""The word that & stands for."""
