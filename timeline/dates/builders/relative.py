"""Periods counted from an anchor, and places inside and beside periods."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from timeline.dates.builders.registry import builder
from timeline.dates.tree import (
    Bound,
    Cal,
    Clock,
    Deictic,
    Length,
    Node,
    Nth,
    Part,
    Range,
    Rel,
    Shift,
    Slash,
    Within,
)
from timeline.span import Granularity


@builder
def spoken(words: tuple[str, ...]) -> Deictic:
    """Make the day of which the text speaks, or the week or month of its writing."""
    unit = Granularity(words[-1])
    return Deictic(unit, 0, "spoken" if unit is Granularity.DAY else "now")


@builder
def deictic(unit: str, steps: int, base: str = "now") -> Deictic | Shift | None:
    """Make a period counted from an anchor."""
    if unit == "fortnight":
        return Shift(Fraction(2), "week", 1 if steps > 0 else -1, base) if steps else None
    if unit in {"millennium", "generation"}:
        return None
    return Deictic(Granularity(unit), steps, base)


@builder
def fiscal_deictic(steps: int) -> Deictic:
    """Make this, last or next accounting year."""
    return Deictic(Granularity.YEAR, steps, fiscal=True)


@builder
def punit(unit: str) -> str | None:
    """Let only units pass that dates can lie inside of."""
    return unit if unit in {"week", "month", "year"} else None


@builder
def punit_end(unit: str) -> Deictic | None:
    """Make the current period whose end is meant."""
    return Deictic(Granularity(unit), 0) if unit in {"week", "month", "quarter", "year", "decade", "century"} else None


@builder
def rel(which: str, of: Cal) -> Rel | None:
    """Give a direction to fields without a year."""
    if of.year is not None or of.decade is not None or of.century is not None:
        return None
    return Rel(which, of)


@builder
def within(of: Cal, period: Node) -> Within | None:
    """Place fields inside a period."""
    if not isinstance(period, Deictic):
        return None
    fits = {
        Granularity.WEEK: of.weekday is not None and of.month is None and of.day is None,
        Granularity.MONTH: of.day is not None and of.month is None,
        Granularity.YEAR: any(x is not None for x in (of.month, of.season, of.quarter, of.half, of.holiday)),
    }
    return Within(of, period) if of.year is None and fits.get(period.unit, False) else None


@builder
def nth(n: int, unit: str, of: Node) -> Nth | None:
    """Make the nth unit of a period."""
    return Nth(n, unit, of) if unit in {"day", "week", "month", "quarter", "weekend", "year", "decade"} else None


@builder
def nth_full(n: int, unit: str, of: Node) -> Nth | None:
    """Make the nth whole unit of a period."""
    made = nth(n, unit, of)
    return replace(made, full=True) if made else None


@builder
def nth_units(n: int, of: Length, period: Node) -> Nth | None:
    """Make the first or the last units of a period: "the first nine months of 2020"."""
    if of.count is None or of.count.denominator != 1 or of.window or isinstance(period, (Length, Clock, Bound, Range)):
        return None
    return Nth(n, of.unit, period, count=of.count) if of.unit in {"day", "week", "month", "quarter", "year"} else None


@builder
def around(unit: str, of: Node) -> Nth:
    """Make the weekend around a day."""
    return Nth(0, unit, of)


@builder
def nth_weekday(n: int, weekday: int, of: Node) -> Nth:
    """Make the nth Monday of a period."""
    return Nth(n, "day", of, weekday=weekday)


@builder
def week_of(of: Node) -> Nth:
    """Make the week around a day."""
    return Nth(0, "week", of)


@builder
def weekday_beside(weekday: int, sign: int, of: Node) -> Nth:
    """Make the first Tuesday after a day, or the last one before it."""
    return Nth(sign, "beside", of, weekday=weekday)


@builder
def part(which: str, of: Node) -> Node | None:
    """Make a stretch of a period."""
    if isinstance(of, (Part, Slash, Clock, Bound, Range)):
        return None
    if isinstance(of, Cal) and of.weekend and which not in {"around", "sometime"}:
        return None
    halves = {"first half": 1, "second half": 2}
    if which in halves:
        if isinstance(of, Cal) and of == Cal(year=of.year):
            return of._replace(half=halves[which])
        if isinstance(of, Deictic) and of.unit is Granularity.YEAR:
            return Within(Cal(half=halves[which]), of)
    return Part(which, of)
