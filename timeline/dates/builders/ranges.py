"""Ranges, open stretches, sets and vague words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from timeline.dates.builders.fields import cal
from timeline.dates.builders.lengths import length
from timeline.dates.builders.registry import builder
from timeline.dates.tree import (
    Bound,
    Cal,
    Clock,
    Deictic,
    Length,
    Node,
    Part,
    Range,
    Regular,
    Rel,
    Shift,
    Slash,
    Vague,
    Within,
)
from timeline.dates.values import duration
from timeline.span import Granularity

SEASONS = ("SP", "SU", "FA", "WI")


@builder
def bound(kind: str, of: Node) -> Bound:
    """Make an open stretch."""
    return Bound(kind, of)


@builder
def range_(a: Node, b: Node) -> Range | None:
    """Make a range of two dates of the same fineness."""
    if isinstance(a, (Vague, Length, Range)) or isinstance(b, (Vague, Length, Range)):
        return None
    if isinstance(a, Shift) and isinstance(b, Shift):
        return None
    return Range(a, b)


@builder
def range_years(first: int, last: int) -> Range | None:
    """Make "1990-95"."""
    year = first // 100 * 100 + last
    return Range(Cal(year=first), Cal(year=year)) if year > first else None


@builder
def range_days(first: int, last: Cal) -> Range | None:
    """Make a range from a day to a day of the same month that carries the month."""
    return Range(last._replace(day=first), last) if last.day and first < last.day else None


@builder
def range_month_days(first: Cal, last: int) -> Range | None:
    """Make a range from a month and day to another day of the month."""
    day = first._replace(day=last)
    return Range(first, day) if first.day and first.day < last <= 31 and cal("month", first.month, "day", last) else None


@builder
def range_month_days_year(first: Cal, last: int, year: int) -> Range | None:
    """Make a range in one month of a year."""
    return range_month_days(first._replace(year=year), last)


@builder
def range_slash(first: int, last: Slash) -> Range | None:
    """Make "24–28/09/2018"."""
    return Range(replace(last, first=first), last) if first < last.first else None


@builder
def range_within(first: int, last: int, period: Deictic) -> Range | None:
    """Make a range of weekdays in one week."""
    if not isinstance(period, Deictic) or period.unit is not Granularity.WEEK or first >= last:
        return None
    return Range(Within(Cal(weekday=first), period), Within(Cal(weekday=last), period))


@builder
def range_months(first: int, last: Cal) -> Range | None:
    """Make a range of months in one year."""
    if last.month is None or last.year is None:
        return None
    return Range(Cal(year=last.year - (first > last.month), month=first), last)


@builder
def range_next_months(first: int, second: int) -> Range | None:
    """Make "August and September": two months of which one follows the other."""
    return Range(Cal(month=first), Cal(month=second)) if second == first % 12 + 1 else None


@builder
def months_of_year(n: int, size: int, year: int | Deictic) -> Range | None:
    """Make the nth stretch of some months of a year: "the first six months of last year"."""
    size = int(size)
    if not 1 <= size <= 11 or not 1 <= n <= 12 // size:
        return None
    first, last = (n - 1) * size + 1, n * size
    if isinstance(year, int):
        return Range(Cal(year=year, month=first), Cal(year=year, month=last))
    if not isinstance(year, Deictic) or year.unit is not Granularity.YEAR:
        return None
    return Range(Within(Cal(month=first), year), Within(Cal(month=last), year))


@builder
def range_alike(a: Node, b: Node) -> Range | None:
    """Make a range of two dates of the same kind, where no word announces one: "May to July", not "Friday to December"."""
    return range_(a, b) if kind(a) == kind(b) is not None else None


def kind(node: Node) -> tuple[str, ...] | None:
    """Return which fields a date fills in, so that the ends of a range can be compared."""
    if isinstance(node, Cal):
        order = ("holiday", "weekend", "season", "quarter", "half", "decade", "century", "day", "month", "weekday", "year")
        filled = tuple(name for name in order if getattr(node, name) not in (None, False))
        return ("day",) if "day" in filled else filled[:1]
    if isinstance(node, Slash):
        return ("day",)
    if isinstance(node, Part):
        return kind(node.of)
    if isinstance(node, Deictic):
        return (str(node.unit),)
    return kind(node.of) if isinstance(node, (Rel, Within)) else None


@builder
def period_now(years: int) -> Deictic:
    """Make the quarter that a report is about, or the one some years before."""
    return Deictic(Granularity.QUARTER, 4 * years, "report")


@builder
def period_of_year(year: int) -> Rel:
    """Make the quarter of a given year that a report compares with."""
    return Rel("report", Cal(year=year))


@builder
def unit_of(words: tuple[str, ...]) -> str:
    """Return the unit of a plural that stands as a literal."""
    return words[-1].removesuffix("s")


@builder
def set_(value: str) -> Regular:
    """Make a set of times."""
    return Regular(value)


@builder
def every(count: Any, unit: str = "") -> Regular | None:
    """Make "every two weeks"; a unit alone is every second one."""
    if not unit:
        count, unit = 2, count
    made = length(count, unit)
    return Regular(duration(made))


@builder
def every_weekday(weekday: int) -> Regular:
    """Make "every Thursday"."""
    return Regular(f"XXXX-WXX-{weekday + 1}")


@builder
def every_weekday_at(weekday: int, at: Clock) -> Regular | None:
    """Make "every Friday at 7 a.m."."""
    return Regular(f"XXXX-WXX-{weekday + 1}{at.clock}") if at.of is None else None


@builder
def every_workday_at(at: Clock) -> Regular | None:
    """Make "weekdays at 6.30pm"."""
    return Regular(f"XXXX-WXX-WD{at.clock}") if at.of is None else None


@builder
def every_two_weekdays(first: int, second: int) -> Regular:
    """Make "every Tuesday and Thursday"."""
    return Regular(f"XXXX-WXX-{first + 1}/XXXX-WXX-{second + 1}")


@builder
def every_weekdays(first: int, last: int) -> Regular:
    """Make "from Monday to Saturday" of every week."""
    return Regular("XXXX-WXX-WD" if (first, last) == (0, 4) else f"XXXX-WXX-{first + 1}/XXXX-WXX-{last + 1}")


@builder
def every_date(of: Cal) -> Regular | None:
    """Make "every 6 August"."""
    return Regular(f"XXXX-{of.month:02}-{of.day:02}") if of.month and of.day else None


@builder
def every_season(value: int) -> Regular:
    """Make "every spring"."""
    return Regular(f"XXXX-{SEASONS[value]}")


@builder
def every_month(value: int) -> Regular:
    """Make "each July"."""
    return Regular(f"XXXX-{value:02}")


@builder
def every_daypart(value: str) -> Regular:
    """Make "every morning"."""
    return Regular(f"XXXX-XX-XX{value}")


@builder
def weekday_parts(weekday: int, value: str) -> Regular:
    """Make "Tuesday nights"."""
    return Regular(f"XXXX-WXX-{weekday + 1}{value}")


@builder
def weekday_mornings(value: str) -> Regular:
    """Make "every weekday morning"."""
    return Regular(f"XXXX-WXX-WD{value}")


@builder
def vague(value: str) -> Vague:
    """Make a vague reference."""
    return Vague(value)


@builder
def vague_words(*arguments: Any) -> Vague:
    """Make a vague reference from a word of the lexicon, or from literals."""
    *values, words = arguments
    if values:
        return Vague(values[0])
    if "now" in words or "current" in words:
        return Vague("PRESENT_REF")
    return Vague("FUTURE_REF" if "soon" in words else "PAST_REF")
