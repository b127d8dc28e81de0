"""The setting of an expression, what it comes to mean there, and the register of those who work it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from timeline.dates import phrases
from timeline.dates.tree import Node
from timeline.dates.values import value_of
from timeline.model import Anchor
from timeline.span import OutOfRangeError, Span

SURE = 20.0
"""Bits that outweigh every nearness: "since October" is past."""


class Meaning(NamedTuple):
    """A resolved tree.

    Args:
        type: DATE, TIME, DURATION or SET.
        value: TIMEX3 value.
        span: the days, None where open.
        mod: TIMEX3 modifier.
        anchor: what it was counted from.
        why: the end of the sentence "'last Thursday': …".
    """

    type: str
    value: str | None
    span: Span | None = None
    mod: str | None = None
    anchor: Anchor = Anchor.NONE
    why: str = ""


class Setting(NamedTuple):
    """What an article gives to one of its expressions.

    Args:
        now: the day that "today" means, None where unknown.
        label: that day in words, such as "publication on Sunday 23 July 2023".
        published: the day of publication, where open stretches end.
        near: whether a clock time goes with the day of the expression before.
        direction: -1 the sentence speaks of the past, +1 of the future, 0 unknown.
        before: the expression before, for "the previous year"; day_before: the last one that is a day.
        heading: the last day that has a line to itself, as in a live blog.
        report: the last quarter or half year that was mentioned; whole: the year, where its first nine months were since;
            results: whether the sentence compares results with them; accounts: whether it speaks of results at all.
        live: whether the article is a running log, whose clock times are those of its own day.
        southern: whether the seasons are those of the southern hemisphere.
        day_first: the order of dates in digits; reason: how that is known.
        fiscal: first month of the accounting year.
        holidays: the language's table.
    """

    now: int | None = None
    label: str = "publication"
    published: int | None = None
    direction: float = 0
    near: bool = False
    before: Meaning | None = None
    day_before: Meaning | None = None
    heading: Meaning | None = None
    report: Span | None = None
    whole: Span | None = None
    results: bool = False
    accounts: bool = False
    live: bool = False
    before_text: str = ""
    southern: bool = False
    day_first: bool = True
    reason: str = ""
    fiscal: int = 1
    holidays: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


_Reader = TypeVar("_Reader", bound=Callable[..., "Meaning | None"])
_READERS: dict[type, Callable[[Any, Setting], Meaning | None]] = {}
"""Kind of tree → what works out its meaning; filled when the modules of this package are imported, never changed after."""


def meaning_of(kind: type) -> Callable[[_Reader], _Reader]:
    """Register the function that works out what trees of a kind denote."""

    def register(function: _Reader) -> _Reader:
        _READERS[kind] = function
        return function

    return register


def mean(node: Node, at: Setting) -> Meaning | None:
    """Return what a tree denotes, or None where it can not be a time (31 February) or leaves the years 1 to 9999."""
    try:
        return _READERS[type(node)](node, at)
    except OutOfRangeError:
        return None


def day_words(day: int) -> str:
    """Return a day in words.

    >>> day_words(date(2023, 7, 23).toordinal())
    'Sunday 23 July 2023'
    """
    at = date.fromordinal(day)
    return f"{phrases.WEEKDAYS[at.weekday()]} {at.day} {phrases.MONTHS[at.month - 1]} {at.year}"


def dated(span: Span, at: Setting, why: str, anchor: Anchor = Anchor.PUBLISHED, value: str | None = None) -> Meaning:
    """Return a date with the value of its period, where no other is given."""
    return Meaning("DATE", value or value_of(span, at.southern), span, anchor=anchor, why=why)
