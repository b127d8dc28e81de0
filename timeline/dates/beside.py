"""Expressions that lend a day to the one beside them: "at 10 a.m. (0700 GMT) Friday", "Oct. 12, the day before the crash"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from timeline.dates.find import Hit
from timeline.dates.grammar import Grammar, load
from timeline.dates.tree import Cal, Clock, Deictic, Node, Rel, Shift, Slash, Within
from timeline.span import Granularity

MAX_BETWEEN = 14
"""Characters between two expressions of which one has the day of the other."""
_NEVER = "(?!)"


@lru_cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    return re.compile(load(language).settings["extents"].get(name, _NEVER), re.IGNORECASE)


def day_of(node: Node) -> Node | None:
    """Return the day of the calendar that a tree names, None where it names none.

    >>> day_of(Clock("T10:00", Cal(weekday=4)))
    Cal(weekday=4)
    """
    inner = node.of if isinstance(node, Clock) else node
    fields = inner.of if isinstance(inner, (Rel, Within)) else inner
    if isinstance(fields, Cal):
        return inner if (fields.day or fields.weekday is not None) and not fields.holiday else None
    if isinstance(inner, Deictic):
        return inner if inner.unit is Granularity.DAY and inner.base == "now" else None
    return inner if isinstance(inner, Slash) else None


def with_days(text: str, hits: Sequence[Hit], grammar: Grammar) -> Iterator[Hit]:
    """Give a bare clock time the day that follows it across a bracket, and a distance from an event the date beside it.

    >>> from timeline.dates.find import find
    >>> text, english = "It went off at 10 a.m. (0700 GMT) Friday.", load("en")
    >>> [hit.node.of for hit in with_days(text, list(find(text, english)), english) if isinstance(hit.node, Clock)]
    [Cal(weekday=4), Cal(weekday=4)]
    """
    made: list[Hit] = []
    named: Node | None = None
    for index in range(len(hits) - 1, -1, -1):
        hit = hits[index]
        following = made[-1] if made else None
        before = hits[index - 1] if index else None
        if following is not None and isinstance(hit.node, Clock) and hit.node.of is None:
            day = day_of(following.node)
            if day is not None and _joins(text[hit.end : following.start], "clock_days", grammar):
                hit = replace(hit, node=replace(hit.node, of=day))
        if isinstance(hit.node, Shift) and hit.node.base == "event" and hit.anchor is not None:
            hit = _dated(text, hit, before, following, grammar)
        if following is not None and isinstance(hit.node, Shift) and hit.node.base == "before" and hit.lent is None:
            own = day_of(following.node)
            if own is not None and _joins(text[hit.end : following.start], "own_date", grammar):
                hit = replace(hit, lent=own)
        if isinstance(named, Cal):
            hit = replace(hit, node=_on_weekday(hit.node, named))
        named = None
        if before is not None and _is_named_day(text, before, hit, grammar):
            named = hit.node
            continue
        made.append(hit)
    return reversed(made)


def _is_named_day(text: str, before: Hit, hit: Hit, grammar: Grammar) -> bool:
    """Whether a weekday only says which day of the week the date before it was: "Sept. 13, a Tuesday"."""
    bare = isinstance(hit.node, Cal) and hit.node == Cal(weekday=hit.node.weekday)
    return bare and day_of(before.node) is not None and _joins(text[before.end : hit.start], "weekday_of", grammar)


def _on_weekday(node: Node, named: Cal) -> Node:
    """A day of some year with the weekday that is told behind it, which may tell the year: "the 15th of March, a Friday"."""
    bare = isinstance(node, Cal) and node.day is not None and node.year is None and node.weekday is None
    return node._replace(weekday=named.weekday) if bare and isinstance(node, Cal) else node


def _joins(between: str, name: str, grammar: Grammar) -> bool:
    return len(between) <= MAX_BETWEEN and _pattern(grammar.language, name).fullmatch(between) is not None


def _dated(text: str, hit: Hit, before: Hit | None, following: Hit | None, grammar: Grammar) -> Hit:
    """A distance from an event that has a date in its clause, or that stands in apposition to its own date."""
    shift = hit.node
    if not isinstance(shift, Shift) or hit.anchor is None:
        return hit
    if before is not None and before.end < hit.start and shift.count == 1 and shift.unit == "day":
        own = day_of(
            before.node.base if isinstance(before.node, Shift) and not isinstance(before.node.base, str) else before.node
        )
        if own is not None and _joins(text[before.end : hit.start], "apposed", grammar):
            return replace(hit, lent=own)
    if following is None or shift.count is None:
        return hit
    day = day_of(following.node)
    words = text[slice(*hit.anchor)]
    if day is None or _pattern(grammar.language, "reported_event").search(words):
        return hit
    if not _joins(text[hit.anchor[1] : following.start], "event_dates", grammar):
        return hit
    return replace(hit, lent=replace(shift, base=day))
