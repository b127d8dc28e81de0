"""Sets of days as sorted disjoint runs, and what each relation between two days makes of them."""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from operator import itemgetter

from timeline.network.relations import Day, Filter, Gap, In, Months, Period, Relation, Runs
from timeline.span import FIRST_DAY, LAST_END, Granularity, OutOfRangeError, add_months, period

EVERY_DAY: Runs = ((FIRST_DAY, LAST_END),)
WIDE_DAYS = 1500
"""A weekday or day of the month only rounds the bounds of a wider set: taking every single day costs much and says little."""


YEARS = 16
"""Yearly stretches are kept for so many years at a time."""


def joined(runs: Iterable[tuple[Day, Day]]) -> Runs:
    """Sort runs and join those that touch; a run that ends before it begins is empty.

    >>> joined([(5, 7), (1, 2), (3, 4), (9, 8)])
    ((1, 7),)
    """
    out: list[tuple[Day, Day]] = []
    for low, high in sorted(run for run in runs if run[0] <= run[1]):
        if out and low <= out[-1][1] + 1:
            if high > out[-1][1]:
                out[-1] = (out[-1][0], high)
        else:
            out.append((low, high))
    return tuple(out)


def intersect(left: Runs, right: Runs) -> Runs:
    """Return the days in both sets.

    >>> intersect(((1, 5), (8, 9)), ((4, 8),))
    ((4, 5), (8, 8))
    """
    if len(right) == 1:  # nearly always
        return _cut(left, *right[0])
    if len(left) == 1:
        return _cut(right, *left[0])
    out = []
    rest = iter(right)
    c, d = next(rest, (LAST_END, FIRST_DAY))
    for a, b in left:
        while d < a:
            c, d = next(rest, (LAST_END, LAST_END + 1))
        while d <= b:
            out.append((max(a, c), d))
            c, d = next(rest, (LAST_END, LAST_END + 1))
        if c <= b:
            out.append((max(a, c), b))
    return tuple(out)


def _cut(runs: Runs, low: Day, high: Day) -> Runs:
    """What lies between two days; the same object where that is everything."""
    if not runs or (low <= runs[0][0] and runs[-1][1] <= high):
        return runs
    kept = runs[bisect_left(runs, low, key=_last) : bisect_right(runs, high, key=_first)]
    if kept and (kept[0][0] < low or kept[-1][1] > high):
        (a, b), (c, d) = kept[0], kept[-1]
        return ((max(a, low), min(b, high)),) if len(kept) == 1 else ((max(a, low), b), *kept[1:-1], (c, min(d, high)))
    return kept


_first, _last = itemgetter(0), itemgetter(1)


def size(runs: Runs) -> int:
    """Return the number of days.

    >>> size(((1, 5), (8, 9)))
    7
    """
    return sum(high - low + 1 for low, high in runs)


def image(relation: Relation, runs: Runs) -> Runs:
    """Return the days that y may have where x has one of the days in runs; In and Filter return what they leave of x.

    The result is exact for one day, and never too small for more (Months fills gaps at the ends of months).

    >>> from timeline.network.relations import Gap
    >>> image(Gap(("mention", "a"), ("mention", "b"), 1, 2), ((10, 10), (20, 20)))
    ((11, 12), (21, 22))
    """
    match relation:
        case Gap():
            return _moved(runs, relation.lo, relation.hi)
        case Period():
            return _periods(runs, relation.unit, relation.k)
        case Months():
            return joined((_by_months(low, relation.k), _by_months(high, relation.k)) for low, high in runs)
        case In():
            return intersect(runs, relation.runs)
        case Filter():
            return filtered(relation, runs)


def inverse(relation: Gap | Period | Months, runs: Runs) -> Runs:
    """Return the days that x may have where y has one of the days in runs.

    >>> from timeline.network.relations import Gap
    >>> inverse(Gap(("mention", "a"), ("mention", "b"), 1, None), ((10, 12),))
    ((1, 11),)
    """
    match relation:
        case Gap():
            return _moved(runs, None if relation.hi is None else -relation.hi, None if relation.lo is None else -relation.lo)
        case Period(unit=Granularity.WEEKEND):
            ends = (high if (high - 1) % 7 >= 5 else high - 1 - (high - 1) % 7 for low, high in runs if _has_weekend(low, high))
            mondays = (low if (low - 1) % 7 >= 5 else low + 5 - (low - 1) % 7 for low, high in runs if _has_weekend(low, high))
            return joined((_start(a, Granularity.WEEKEND, -relation.k) - 5, _end(b, Granularity.WEEKEND, -relation.k))
                          for a, b in zip(mondays, ends, strict=True))  # fmt: skip
        case Period():
            return _periods(runs, relation.unit, -relation.k)
        case Months():
            return joined(_before_months(low, high, relation.k) for low, high in runs)


def _moved(runs: Runs, low: int | None, high: int | None) -> Runs:
    if low is None or high is None:
        first = FIRST_DAY if low is None else runs[0][0] + low
        last = LAST_END if high is None else runs[-1][1] + high
        return ((first, last),) if first <= last else ()
    if len(runs) == 1:
        return ((runs[0][0] + low, runs[0][1] + high),) if low <= high else ()
    if low == high:
        return tuple((a + low, b + high) for a, b in runs)
    return joined((a + low, b + high) for a, b in runs)


# ---- calendar periods ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=65_536)
def _start(day: Day, unit: Granularity, k: int) -> Day:
    """The first day of the period; where it leaves the years 1 to 9999 there is no such bound."""
    if unit is Granularity.WEEK:
        # Weeks from Saturday, Sunday and Monday are all in use: the earliest beginning of the three.
        return min(day - (day - first) % 7 for first in (6, 7, 8)) + 7 * k
    try:
        return period(day, unit, k).start
    except OutOfRangeError:
        return FIRST_DAY if k <= 0 else LAST_END


@lru_cache(maxsize=65_536)
def _end(day: Day, unit: Granularity, k: int) -> Day:
    if unit is Granularity.WEEK:
        return max(day - (day - first) % 7 for first in (6, 7, 8)) + 6 + 7 * k
    try:
        return period(day, unit, k).end - 1
    except OutOfRangeError:
        return FIRST_DAY if k < 0 else LAST_END


def _periods(runs: Runs, unit: Granularity, k: int) -> Runs:
    if unit is Granularity.WEEKEND and size(runs) <= WIDE_DAYS:
        saturdays = {_start(day, unit, k) for low, high in runs for day in (*range(low, high, 7), high)}
        return joined((saturday, saturday + 1) for saturday in saturdays)
    return joined((_start(low, unit, k), _end(high, unit, k)) for low, high in runs)


def _has_weekend(low: Day, high: Day) -> bool:
    return (low - 1) % 7 + high - low >= 5


def _by_months(day: Day, k: int) -> Day:
    try:
        return add_months(day, k)
    except OutOfRangeError:
        return FIRST_DAY if k < 0 else LAST_END


def _before_months(low: Day, high: Day, k: int) -> tuple[Day, Day]:
    """The first and last day that k months lead into low..high; clamping at month ends makes both worth a second look."""
    first, last = _by_months(low, -k), _by_months(high, -k)
    if _by_months(first, k) < low:
        first += 1
    for _ in range(3):
        if _by_months(last + 1, k) <= high:
            last += 1
    return first, last


# ---- filters -------------------------------------------------------------------------------------------------------


def filtered(wanted: Filter, runs: Runs) -> Runs:
    """Return the days of a set that a filter lets through; of a wide set (WIDE_DAYS) weekdays only round the bounds.

    >>> monday = date(2023, 7, 17).toordinal()
    >>> filtered(Filter(("mention", "m"), weekday=3), ((monday, monday + 6),)) == ((monday + 3, monday + 3),)
    True
    """
    if wanted.first is not None or wanted.last is not None:
        first, last = wanted.first or (1, 1), wanted.last or (wanted.first if wanted.first is not None else (12, 31))
        if runs:
            begin, end = _year(runs[0][0]) - 1, _year(runs[-1][1])
            runs = intersect(runs, _every_year(first, last, begin // YEARS * YEARS, (end // YEARS + 1) * YEARS))
    if wanted.month_day is not None:
        runs = _on_month_day(wanted.month_day, runs)
    if wanted.weekday is not None:
        runs = _on_weekday(wanted.weekday, runs)
    return runs


def _year(day: Day) -> int:
    return date.fromordinal(min(max(day, FIRST_DAY), LAST_END)).year


def yearly(first: tuple[int, int], last: tuple[int, int], year: int) -> tuple[Day, Day]:
    """Return the days from one month and day to another in a year, into the next year where the first comes later.

    A day that the month does not have (29 February) is left out.

    >>> yearly((2, 29), (2, 29), 2023)[0] > yearly((2, 29), (2, 29), 2023)[1]
    True
    """
    end_year = year + (first > last)
    if year < 1 or end_year > 9998:
        return (1, 0)
    longest = calendar.monthrange(year, first[0])[1], calendar.monthrange(end_year, last[0])[1]
    begin = date(year, first[0], 1).toordinal() + min(first[1], longest[0] + 1) - 1
    return begin, date(end_year, last[0], 1).toordinal() + min(last[1], longest[1]) - 1


@lru_cache(maxsize=1024)
def _every_year(first: tuple[int, int], last: tuple[int, int], begin: int, end: int) -> Runs:
    return joined(yearly(first, last, year) for year in range(begin, end + 1))


def _on_weekday(weekday: int, runs: Runs) -> Runs:
    rounded = ((low + (weekday + 1 - low) % 7, high - (high - weekday - 1) % 7) for low, high in runs)
    kept = tuple(run for run in rounded if run[0] <= run[1])
    if size(runs) > WIDE_DAYS:
        return kept
    return tuple((day, day) for low, high in kept for day in range(low, high + 1, 7))


def _on_month_day(wanted: int, runs: Runs) -> Runs:
    wide = size(runs) > WIDE_DAYS
    out: list[tuple[Day, Day]] = []
    for low, high in runs:
        if wide:
            first = next((d for d in range(low, min(high, low + 62) + 1) if date.fromordinal(d).day == wanted), high + 1)
            last = next((d for d in range(high, max(low, high - 62) - 1, -1) if date.fromordinal(d).day == wanted), low - 1)
            out.append((first, last))
        else:
            out += [(d, d) for d in range(low, high + 1) if date.fromordinal(d).day == wanted]
    return joined(out)
