"""Sentences that count the days of something that lasts: "today is the third day of our stoppage"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MOST_DAYS = 200


@dataclass(frozen=True, slots=True)
class Table:
    """The patterns, and what their words for numbers mean."""

    patterns: tuple[re.Pattern[str], ...]
    values: dict[str, int]


@cache
def table() -> Table:
    """Return the patterns of day_counts.toml.

    >>> table().values["third"]
    3
    """
    data = tomllib.loads(files("timeline.events").joinpath("day_counts.toml").read_text("utf-8"))
    values = {w: i for key in ("ordinals", "numbers") for i, w in enumerate(data[key].split(), 1)}
    number = rf"(?P<number>{'|'.join(values)}|\d{{1,3}}(?:st|nd|rd|th)?)"
    return Table(tuple(re.compile(p["regex"].replace("{number}", number), re.IGNORECASE) for p in data["pattern"]), values)


@dataclass(frozen=True, slots=True)
class DayCount:
    """Which day of a happening a sentence tells of, counted from 1, and whether that is the day of the report."""

    nth: int
    now: bool


def day_count(sentence: str, start: int, end: int) -> DayCount | None:
    """Return which day of a happening a sentence tells of, or None where it does not count.

    Args:
        sentence: its text.
        start, end: where the words that name the happening stand in it.

    >>> day_count("Today is the third day of our stoppage.", 30, 38)
    DayCount(nth=3, now=True)
    """
    if " day" not in sentence.lower() and not sentence.lower().startswith("day"):
        return None
    for pattern in table().patterns:
        for match in pattern.finditer(sentence):
            if match.start("thing") <= start and end <= match.end("thing"):
                found = match["number"].lower()
                value = table().values.get(found) or int(re.sub(r"\D", "", found))
                return DayCount(value, bool(match["now"])) if 1 <= value <= MOST_DAYS else None
    return None
