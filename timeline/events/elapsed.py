"""Sentences that say how long ago a happening was, seen from a day near the report: "tomorrow it is a week since the vote"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MOST_DAYS = 400
_UNIT_END = r"(?!\w)"


@dataclass(frozen=True, slots=True)
class Table:
    """The patterns, and what their words for days, numbers and units mean."""

    patterns: tuple[re.Pattern[str], ...]
    days: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, int]


@cache
def table() -> Table:
    """Return the patterns of elapsed.toml.

    >>> table().units["week"]
    7
    """
    data = tomllib.loads(files("timeline.events").joinpath("elapsed.toml").read_text("utf-8"))
    numbers = {word: int(value) for value, named in data["numbers"].items() for word in named.split()}
    groups = {
        "{day}": rf"(?P<day>{'|'.join(data['days'])})",
        "{number}": rf"(?P<number>{'|'.join(numbers)}|\d{{1,3}})",
        "{unit}": rf"(?P<unit>{'|'.join(data['units'])}){_UNIT_END}",
    }
    patterns = []
    for pattern in data["pattern"]:
        regex = pattern["regex"]
        for name, group in groups.items():
            regex = regex.replace(name, group)
        patterns.append(re.compile(regex, re.IGNORECASE))
    return Table(tuple(patterns), data["days"], numbers, data["units"])


def elapsed_words() -> Collection[str]:
    """Return the words for the days that such sentences count from.

    >>> "tomorrow" in elapsed_words()
    True
    """
    return table().days.keys()


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How many days before the report a happening was, and where the words that say so stand in the sentence."""

    days: int
    start: int
    end: int


def elapsed(sentence: str, start: int, end: int) -> Elapsed | None:
    """Return how long before the report a happening was, or None where the sentence does not count from a day near it.

    Args:
        sentence: its text.
        start, end: where the words that name the happening stand in it.

    >>> elapsed("Tomorrow it will be a week since the convoy was ambushed.", 48, 56)
    Elapsed(days=6, start=0, end=26)
    """
    found = table()
    for pattern in found.patterns:
        for match in pattern.finditer(sentence):
            if match.start("thing") <= start and end <= match.end("thing"):
                count = found.numbers.get(match["number"].lower()) or int(match["number"])
                days = count * found.units[match["unit"].lower()] - found.days[match["day"].lower()]
                if 0 <= days <= MOST_DAYS:
                    return Elapsed(days, match.start(), max(match.end("unit"), match.end("day")))
    return None
