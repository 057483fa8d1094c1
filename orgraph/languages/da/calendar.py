"""How Danes write dates: the words of months, seasons, quarters and parts, as they are read."""

from orgraph.languages.da.grammar import MONTHS

SHORT_MONTHS = {month[:3]: number for number, month in enumerate(MONTHS, 1)}
"""The first three letters of each month -> its number. They may have a stop."""

NEED_STOP = ("jul",)
"""Short months that mean something else without their stop: Christmas."""

OTHER_SHORT_MONTHS = ("sept",)
"""Other ways to shorten a month: they begin with its first three letters and may have a stop."""

PARTS = {"primo": (1, 1), "medio": (6, 7), "ultimo": (12, 12)}
"""Part of a year -> its first and last month; the middle is told as the two months around it."""

DAYS_OF_PARTS = {"primo": (1, 10), "medio": (11, 20), "ultimo": (21, 31)}
"""Part of a month -> its first and last day."""

SEASONS = {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11)}
"""Season -> its first and last month. Winter belongs to two years and is none of them."""

SEASON_ENDINGS = ("et", "en")
"""What a season may end with: foråret 2016."""

WINTER = "vinter"

QUARTER = r"([1-4])\. ?kvartal ([0-9]{4})"
"""A pattern of a quarter: its number, its year."""

BEFORE_DAYS = ("d.", "den")
"""What may stand before the number of a day: den 1. september 2016."""
