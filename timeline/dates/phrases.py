"""Fields, distances and parts in words, for the sentence that gives the reason."""

from __future__ import annotations

from fractions import Fraction

from timeline.dates.tree import Cal, Nth, Shift
from timeline.dates.values import SMALLER

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS = ("spring", "summer", "autumn", "winter")
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SMALL = frozenset({"of", "the", "de"})
"""Words of a holiday's name that are written small."""


def describe(node: Cal) -> str:
    """Return fields in words: "the Thursday", "20 July"."""
    parts = []
    if node.holiday is not None:
        return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in node.holiday.split())
    if node.weekday is not None:
        parts.append(WEEKDAYS[node.weekday])
    if node.day is not None:
        parts.append(str(node.day) if node.month else f"day {node.day} of the month")
    if node.month is not None:
        parts.append(MONTHS[node.month - 1])
    if node.season is not None:
        parts.append(SEASONS[node.season])
    if node.quarter is not None:
        parts.append(f"{ORDINALS[node.quarter]} quarter")
    if node.half is not None:
        parts.append(f"{ORDINALS[node.half]} half-year")
    if node.weekend:
        parts.append("weekend")
    article = "" if node.day is not None else "the "
    return article + " ".join(parts)


def amount(node: Shift) -> str:
    """Return a distance in words: "two days"."""
    if node.count is None:
        return f"some {node.unit}s"
    factor, smaller = SMALLER.get(node.unit, (1, ""))
    whole = node.count.numerator // node.count.denominator
    rest = (node.count - whole) * factor
    if whole and rest and rest.denominator == 1:
        return f"{_counted(Fraction(whole), node.unit)} and {_counted(rest, smaller)}"
    return _counted(node.count, node.unit)


def _counted(count: Fraction, unit: str) -> str:
    number = str(count.numerator) if count.denominator == 1 else f"{float(count):g}"
    return f"{number} {unit}" + ("" if count == 1 else "s")


def nth_words(node: Nth) -> str:
    """Return "the first week of"."""
    if node.n == 0:
        return f"the {node.unit} of"
    if node.unit == "beside":
        return f"the {WEEKDAYS[node.weekday or 0]} {'before' if node.n < 0 else 'after'}"
    if node.count is not None:
        return f"the {'last' if node.n < 0 else 'first'} {_counted(node.count, node.unit)} of"
    name = WEEKDAYS[node.weekday] if node.weekday is not None else node.unit
    which = "last" if node.n < 0 else ORDINALS[node.n] if node.n < len(ORDINALS) else f"{node.n}th"
    return f"the {which} {'full ' if node.full else ''}{name} of"


def part_words(which: str) -> str:
    """Return "the middle third of" and the like."""
    return {
        "around": "around",
        "sometime": "some time in",
        "early": "the early part of",
        "mid": "the middle of",
        "late": "the late part of",
        "start": "the start of",
        "end": "the end of",
        "first half": "the first half of",
        "second half": "the second half of",
        "earlier": "the part before publication of",
        "later": "the part after publication of",
    }[which]
