"""The five relations between days that a simple temporal network speaks of (Dechter, Meiri and Pearl 1991)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.span import Granularity

Day = int
Runs = tuple[tuple[Day, Day], ...]
"""Sorted disjoint runs of days, both ends inclusive."""
Node = tuple[str, str]
"""A variable: its kind (published, dateline, speech, mention, start, end) and the id of what it dates; the network itself adds
the first day of the window in which all accounts of an event lie (near, near end, near within)."""

SELF: Node = ("self", "")
"""In a constraint that an expression carries: the day of what it dates; bound to a mention when it is attached."""
ANCHOR: Node = ("anchor", "")
"""In a constraint that an expression carries: the day it is counted from."""


@dataclass(frozen=True, slots=True)
class In:
    """The day x lies in one of the runs (an explicit day, month, year or range)."""

    x: Node
    runs: Runs
    relation: Literal["in"] = "in"


@dataclass(frozen=True, slots=True)
class Gap:
    """The day y comes lo to hi days after x; None leaves a side open."""

    x: Node
    y: Node
    lo: int | None
    hi: int | None
    relation: Literal["gap"] = "gap"


@dataclass(frozen=True, slots=True)
class Period:
    """The day y lies in the week, month or year of x, k of them on; a week is any seven days that people may mean by it."""

    x: Node
    y: Node
    unit: Granularity
    k: int
    relation: Literal["period"] = "period"


@dataclass(frozen=True, slots=True)
class Months:
    """The day y is the same day of the month as x, k months on, clamped at the end of a shorter month."""

    x: Node
    y: Node
    k: int
    relation: Literal["months"] = "months"


@dataclass(frozen=True, slots=True)
class Filter:
    """The day x falls on a weekday (0 Monday to 6 Sunday) and into a yearly range of (month, day) pairs, inclusive, or on a
    day of the month; what is None does not matter.  A range whose first pair is later than its last crosses the new year."""

    x: Node
    weekday: int | None = None
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    month_day: int | None = None
    relation: Literal["filter"] = "filter"


Relation = In | Gap | Period | Months | Filter


@dataclass(frozen=True, slots=True)
class Constraint:
    """What an expression says of the day that it dates, over the placeholders SELF and ANCHOR.

    Args:
        relations: all of them hold together.
        weight: 1 (a convention) to 10 (stated in so many words); the weakest yields in a contradiction.
        tier: 1 hard within its article, 2 to 4 ever softer (see docs/how-dates-are-decided.md).
        kind: short name of the row of the statement table, such as "explicit", "weekday" or "names no year".
    """

    relations: tuple[Relation, ...]
    weight: int
    tier: int = 1
    kind: str = "explicit"


@dataclass(frozen=True, slots=True)
class Statement:
    """A constraint bound to variables, with the words of the article that make it."""

    id: str
    relations: tuple[Relation, ...]
    weight: int
    tier: int
    kind: str
    article: str
    start: int
    end: int
    words: str
