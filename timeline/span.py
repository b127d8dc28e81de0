"""Half-open day spans: the one way in which every room of the project speaks of time.

A span is an interval ``[start, end)`` of proleptic Gregorian day numbers (``date.toordinal``).  Two things that look alike
are kept apart by its *shape*: "in March" is some time **within** the month, "from 3 to 7 May" lasts **throughout** the days,
and "since 2007" lasts **onwards**, still going on at the last day known.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

FIRST_DAY = date.min.toordinal()
# The end of a span is written as a date as well, so the last day of year 9999 can only ever be an end.
LAST_END = date.max.toordinal()


class OutOfRangeError(ValueError):
    """A calculation left the years 1 to 9999; nothing is ever clamped."""


class Granularity(StrEnum):
    """How finely a span is known, from the finest to the coarsest."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Shape(StrEnum):
    """What a span says about the happening that it dates."""

    WITHIN = "within"  # uncertainty: at some time in these days
    THROUGHOUT = "throughout"  # extent: on all of these days
    ONWARDS = "onwards"  # extent that had not ended on the last of these days


MONTHS = {Granularity.MONTH: 1, Granularity.QUARTER: 3, Granularity.SEASON: 3, Granularity.HALF: 6,
          Granularity.YEAR: 12, Granularity.DECADE: 120, Granularity.CENTURY: 1200}  # fmt: skip
DAYS = {Granularity.DAY: 1, Granularity.WEEKEND: 7, Granularity.WEEK: 7}
# Months from January of year 1 to the first period of each kind: seasons begin in December, centuries in year 1.
_OFFSET = {Granularity.SEASON: -1, Granularity.DECADE: -12}


def check_day(day: int) -> int:
    """Return the day number if it lies in the years 1 to 9999.

    Raises:
        OutOfRangeError: if it does not.

    >>> check_day(1)
    1
    """
    if not FIRST_DAY <= day <= LAST_END:
        raise OutOfRangeError(f"day number {day} is outside the years 1 to 9999")
    return day


def _month_start(months: int) -> int:
    """The first day of the month that many months after January of year 1."""
    year, month = divmod(months, 12)
    if not 0 <= year <= 9998:
        raise OutOfRangeError(f"year {year + 1} is outside the years 1 to 9999")
    return date(year + 1, month + 1, 1).toordinal()


def add_months(day: int, count: int) -> int:
    """Move a day by calendar months, to the last day of a shorter month where the day does not exist.

    Args:
        day: a day number.
        count: months, negative for the past.

    Raises:
        OutOfRangeError: if the result is outside the years 1 to 9999.

    >>> date.fromordinal(add_months(date(2024, 1, 31).toordinal(), 1)).isoformat()
    '2024-02-29'
    """
    at = date.fromordinal(check_day(day))
    first = _month_start((at.year - 1) * 12 + at.month - 1 + count)
    month = date.fromordinal(first)
    return first + min(at.day, calendar.monthrange(month.year, month.month)[1]) - 1


def period(day: int, unit: Granularity, steps: int = 0) -> Span:
    """Return the calendar period of that unit around a day, or the one some steps away from it.

    Weeks are ISO weeks (Monday first), a weekend is that of the day's ISO week, seasons are meteorological
    (December to February …), decades begin in years ending in 0, centuries in years ending in 1.

    Args:
        day: a day number.
        unit: the kind of period.
        steps: periods to move, negative for the past.

    Raises:
        OutOfRangeError: if the period is not wholly inside the years 1 to 9999.

    >>> str(period(date(2023, 7, 20).toordinal(), Granularity.WEEK, -1))
    '2023-07-10..2023-07-17'
    """
    check_day(day)
    if unit is Granularity.DAY:
        return Span(day + steps, day + steps + 1)
    if unit in DAYS:
        monday = day - (day - 1) % 7 + 7 * steps  # day 1 was a Monday
        return Span(monday + (5 if unit is Granularity.WEEKEND else 0), monday + 7, unit)
    at, size, offset = date.fromordinal(day), MONTHS[unit], _OFFSET.get(unit, 0)
    first = ((at.year - 1) * 12 + at.month - 1 - offset) // size * size + offset + steps * size
    return Span(_month_start(first), _month_start(first + size), unit)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval of days with its granularity.

    Args:
        start: first day, as a day number.
        end: first day after the interval; greater than start.
        granularity: how finely the source speaks.
        shape: whether the days are an uncertainty or an extent.
        clock: time of the day as in TIMEX3 ("T18:05", "TNI"), kept aside; the days never depend on it.

    Raises:
        OutOfRangeError: if an end lies outside the years 1 to 9999.
        ValueError: if the span is empty.

    >>> str(Span.of("2023-07-20"))
    '2023-07-20'
    """

    start: int
    end: int
    granularity: Granularity = Granularity.DAY
    shape: Shape = Shape.WITHIN
    clock: str | None = None

    def __post_init__(self) -> None:
        check_day(self.start)
        check_day(self.end)
        if self.start >= self.end:
            raise ValueError(f"a span needs at least one day, got {self.start} to {self.end}")

    # ---- making ----------------------------------------------------------------------------------------------------

    @classmethod
    def of(cls, first: str | date, end: str | date | None = None, granularity: Granularity = Granularity.DAY) -> Self:
        """Make a span from ISO dates or date objects: one day, or from the first day to the end, which it leaves out.

        >>> Span.of("2023-07-16", "2023-08-01").days
        16
        """
        start = _ordinal(first)
        return cls(start, start + 1 if end is None else _ordinal(end), granularity)

    @classmethod
    def month(cls, year: int, month: int) -> Span:
        """Make the span of a calendar month (month 1 to 12).

        >>> str(Span.month(2024, 2))
        '2024-02-01..2024-03-01'
        """
        return period(_month_start((year - 1) * 12 + month - 1), Granularity.MONTH)

    @classmethod
    def year(cls, year: int) -> Span:
        """Make the span of a calendar year (1 to 9998).

        >>> Span.year(2023).days
        365
        """
        return period(_month_start((year - 1) * 12), Granularity.YEAR)

    # ---- looking ---------------------------------------------------------------------------------------------------

    @property
    def days(self) -> int:
        """The number of days."""
        return self.end - self.start

    @property
    def first(self) -> date:
        """The first day."""
        return date.fromordinal(self.start)

    @property
    def last(self) -> date:
        """The last day that is still inside."""
        return date.fromordinal(self.end - 1)

    def contains(self, other: Span | int) -> bool:
        """Say whether a day or every day of another span lies inside.

        >>> Span.year(2023).contains(Span.month(2023, 7))
        True
        """
        if isinstance(other, int):
            return self.start <= other < self.end
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two have a day in common.

        >>> Span.month(2023, 7).overlaps(Span.month(2023, 8))
        False
        """
        return self.start < other.end and other.start < self.end

    def gap(self, other: Span) -> int:
        """Return the days that lie between the two, negative where the other comes first, 0 where they touch or overlap.

        >>> Span.of("2023-07-20").gap(Span.of("2023-07-26"))
        5
        """
        if other.start >= self.end:
            return other.start - self.end
        return min(0, other.end - self.start)

    # ---- combining -------------------------------------------------------------------------------------------------

    def intersect(self, other: Span) -> Span | None:
        """Return the days in common with the finer granularity, or None where there are none.

        >>> str(Span.of("2023-07-16", "2023-08-01").intersect(Span.of("2023-07-20")))
        '2023-07-20'
        """
        if not self.overlaps(other):
            return None
        finer = min(self, other, key=lambda span: (_RANK[span.granularity], span.days, span.start))
        return replace(finer, start=max(self.start, other.start), end=min(self.end, other.end))

    def hull(self, other: Span) -> Span:
        """Return the shortest span that holds both, with the coarser granularity.

        >>> str(Span.of("2023-07-16").hull(Span.of("2023-07-20")))
        '2023-07-16..2023-07-21'
        """
        coarser = max(self, other, key=lambda span: (_RANK[span.granularity], span.days, span.start))
        return replace(coarser, start=min(self.start, other.start), end=max(self.end, other.end), clock=None)

    def shift(self, count: int, unit: Granularity) -> Span:
        """Move by calendar units: a whole period stays one, other days keep their place in the month.

        Args:
            count: units to move, negative for the past.
            unit: the unit; a weekend counts as a week.

        Raises:
            OutOfRangeError: if the result leaves the years 1 to 9999.

        >>> str(Span.month(2024, 3).shift(-1, Granularity.MONTH)), str(Span.of("2024-03-31").shift(-1, Granularity.MONTH))
        ('2024-02-01..2024-03-01', '2024-02-29')
        """
        if unit in DAYS:
            moved = count * DAYS[unit]
            return replace(self, start=self.start + moved, end=self.end + moved)
        start = add_months(self.start, count * MONTHS[unit])
        whole = period(self.start, self.granularity)
        if self.granularity not in DAYS and (self.start, self.end) == (whole.start, whole.end):
            moved_whole = period(start, self.granularity)
            return replace(self, start=moved_whole.start, end=moved_whole.end)
        return replace(self, start=start, end=add_months(self.end - 1, count * MONTHS[unit]) + 1)

    def snap(self, unit: Granularity) -> Span:
        """Widen to whole calendar periods of a unit.

        >>> str(Span.of("2023-07-20").snap(Granularity.QUARTER))
        '2023-07-01..2023-10-01'
        """
        return replace(self, start=period(self.start, unit).start, end=period(self.end - 1, unit).end, granularity=unit)

    # ---- writing ---------------------------------------------------------------------------------------------------

    def __str__(self) -> str:
        if self.days == 1:
            return self.first.isoformat()
        return f"{self.first.isoformat()}..{date.fromordinal(self.end).isoformat()}"


_RANK = {unit: rank for rank, unit in enumerate(Granularity)}


def _ordinal(value: str | date) -> int:
    return (date.fromisoformat(value) if isinstance(value, str) else value).toordinal()
