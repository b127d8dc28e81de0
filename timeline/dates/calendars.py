"""Calendar arithmetic of expressions: which days fields can mean, and which of them a sentence means."""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from dateutil.easter import easter

from timeline.dates.feasts import first_days
from timeline.dates.tree import Cal
from timeline.span import Granularity, OutOfRangeError, Span, add_months, period

G = Granularity
Holidays = Mapping[str, Mapping[str, Any]]
PLAINLY_PAST = -2.0
"""Bits below which "this Thursday" is the one that was."""
PLAINLY_FUTURE = 2.0
"""Bits above which "the first quarter" is one to come."""
NEARNESS = 1.6
"""Bits for a date that is twice as near."""
MOST = 6.0
"""Bits that the tense of a sentence has, at most, against the nearness of a date: "to talk about 27 February", in March."""
NEARBY = 7
"""Days within which dates are about equally near."""


def _span(year: int, month: int, months: int, unit: Granularity) -> Span:
    if not 1 <= year <= 9990:
        raise OutOfRangeError(f"year {year} is outside the years 1 to 9990")
    start = date(year, month, 1).toordinal()
    return Span(start, add_months(start, months), unit)


def explicit(node: Cal, southern: bool, fiscal: int, holidays: Holidays) -> Span | None:
    """Return the days of fields that name their year, decade or century, or None where something is missing or impossible."""
    if node.century is not None:
        return _span(node.century * 100 + 1, 1, 1200, G.CENTURY)
    if node.decade is not None:
        return _span(node.decade * 10, 1, 120, G.DECADE) if node.decade else None
    year = node.year
    if year is None:
        return None
    if not 1 <= year <= 9990:
        raise OutOfRangeError(f"year {year} is outside the years 1 to 9990")
    if node.last_year is not None:
        return _span(year, 7, 12, G.YEAR)
    if node.holiday is not None:
        return holiday(holidays[node.holiday], year)
    if node.month is not None and node.day is not None:
        if node.day > calendar.monthrange(year, node.month)[1]:
            return None
        day = date(year, node.month, node.day).toordinal()
        return Span(day, day + 1)
    if node.weekday is not None or node.day is not None or node.weekend:
        return None
    if node.month is not None:
        return Span.month(year, node.month)
    if node.season is not None:
        return _span(year, (3, 6, 9, 12)[(node.season + (2 if southern else 0)) % 4], 3, G.SEASON)
    return _business(node, year, fiscal)


def _business(node: Cal, year: int, fiscal: int) -> Span:
    """Quarters, halves and years, of the calendar or of accounts (an accounting year is named after its last day)."""
    first, from_year = (fiscal, year - (fiscal > 1)) if node.fiscal else (1, year)
    start = _span(from_year, first, 12, G.YEAR)
    if node.quarter is not None:
        return Span(add_months(start.start, 3 * node.quarter - 3), add_months(start.start, 3 * node.quarter), G.QUARTER)
    if node.half is not None:
        return Span(add_months(start.start, 6 * node.half - 6), add_months(start.start, 6 * node.half), G.HALF)
    return start


def fiscal_year(day: int, steps: int, fiscal: int) -> Span:
    """Return the accounting year around a day, or one some steps away."""
    at = date.fromordinal(day)
    return _span(at.year - (at.month < fiscal) + steps, fiscal, 12, G.YEAR)


def holiday(rule: Mapping[str, Any], year: int) -> Span:
    """Return the days of a holiday in a year (1 to 4000; 1583 on for those that hang on Easter), the first where it has two.

    Raises:
        OutOfRangeError: if its days are not known for the year.

    >>> str(holiday({"easter": -2}, 2023)), str(holiday({"nth": [9, 0, 1]}, 2023))
    ('2023-04-07', '2023-09-04')
    """
    return next(holidays_of(rule, year))


def holidays_of(rule: Mapping[str, Any], year: int) -> Iterator[Span]:
    """Yield the days of a holiday in a year: of a lunar calendar it may have two.

    A feast that begins when the new moon is seen may begin a day after the day that was computed, so that a day is added.

    Raises:
        OutOfRangeError: if its days are not known for the year.

    >>> [str(span) for span in holidays_of({"calendar": ["islamic", "eid_al_fitr"], "sighted": True}, 2000)]
    ['2000-01-08..2000-01-10', '2000-12-27..2000-12-29']
    """
    if not 1 <= year <= 4000:
        raise OutOfRangeError(f"year {year}: holidays are known for the years 1 to 4000")
    days = rule.get("days", 1) + rule.get("sighted", False)
    if "calendar" in rule:
        calendar_, feast = rule["calendar"]
        begins = first_days(calendar_, feast, year)
        if not begins:
            raise OutOfRangeError(f"year {year} is outside the tables of the {calendar_} calendar")
    else:
        begins = (_holiday(rule, year),)
    for at in begins:
        yield Span(at.toordinal(), at.toordinal() + days)


def _holiday(rule: Mapping[str, Any], year: int) -> date:
    if "fixed" in rule:
        return date(year, *rule["fixed"])
    if "easter" in rule:
        if year < 1583:
            raise OutOfRangeError(f"year {year}: Easter is known from 1583")
        return easter(year) + timedelta(rule["easter"])
    if "between" in rule:
        month, day, weekday = rule["between"]
        at = date(year, month, day)
        return at + timedelta((weekday - at.weekday()) % 7)
    month, weekday, n = rule["nth"]
    return _nth_weekday(year, month, weekday, n)


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    if n < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))


# ---- fields without a year --------------------------------------------------------------------------------------------


def candidates(node: Cal, now: int, southern: bool, fiscal: int, holidays: Holidays) -> list[Span]:
    """Return the spans around a day that fields without a year can mean, in order."""
    if node.weekday is not None and node.month is None and node.day is None:
        day = now - (date.fromordinal(now).weekday() - node.weekday) % 7
        return [Span(d, d + 1) for d in (day - 7, day, day + 7) if d > 0]
    if node.weekend:
        return [period(now, G.WEEKEND, k) for k in (-1, 0, 1)]
    if node.month is None and node.day is not None:
        return _days_of_month(node, now)
    found = []
    reach = 6 if node.weekday is not None else 8 if (node.month, node.day) == (2, 29) else 2
    for year in range(date.fromordinal(now).year - reach, date.fromordinal(now).year + reach + 1):
        try:
            if node.holiday is not None:
                found += [s for s in holidays_of(holidays[node.holiday], year) if node.weekday in (None, s.first.weekday())]
                continue
            span = explicit(node._replace(year=year, weekday=None), southern, fiscal, holidays)
        except OutOfRangeError:
            continue
        if span and (node.weekday is None or span.first.weekday() == node.weekday):
            found.append(span)
    return found


def _days_of_month(node: Cal, now: int) -> list[Span]:
    found = []
    for k in range(-7, 8):
        month = period(now, G.MONTH, k)
        day = month.start + (node.day or 1) - 1
        if day < month.end and (node.weekday is None or date.fromordinal(day).weekday() == node.weekday):
            found.append(Span(day, day + 1))
    return found


def choose(node: Cal, options: list[Span], now: int, direction: float) -> Span | None:
    """Choose among candidates: the last that has begun, the first that has not ended, or by distance."""
    today = [span for span in options if span.start == now and span.days == 1]
    if today and node.weekday is not None:  # "Thursday" printed on a Thursday is that day, whatever the tense
        return today[0]
    past = [span for span in options if span.start <= now]
    future = [span for span in options if span.end > now]
    if node.weekday is not None and node.month is None and node.day is None and direction > 0:
        future = [span for span in options if span.start > now] or future
    if not past or not future:
        return past[-1] if past else future[0] if future else None
    if past[-1] == future[0]:
        return past[-1]
    back, ahead = now - past[-1].end + 1, future[0].start - now
    # Reports speak of quarters that have begun, and even one to come out soon of the quarter just over.
    if node.quarter is not None and direction + min(0.0, 2 * nearness(back, ahead)) < PLAINLY_FUTURE:
        return past[-1]
    if back + ahead < 60:
        return future[0] if direction > 0 else past[-1]
    # A date that has just passed or is just to come outweighs a tense: "the date was set for 10 September".
    leaning = nearness(back, ahead) + max(-MOST, min(MOST, direction))
    return future[0] if leaning > 0 else past[-1]


def nearness(back: int, ahead: int) -> float:
    """Return the bits by which a date so many days ahead is more likely than one so many days back.

    >>> nearness(350, 9) > 4, nearness(100, 100)
    (True, 0.0)
    """
    return NEARNESS * math.log2((back + NEARBY) / (ahead + NEARBY))


def relative(which: str, node: Cal, now: int, direction: float, southern: bool, fiscal: int, holidays: Holidays) -> Span | None:
    """Return what "last", "next", "this" and the like make of fields without a year."""
    options = candidates(node, now, southern, fiscal, holidays)
    before = [span for span in options if span.end <= now]
    after = [span for span in options if span.start > now]
    if which in {"last", "previous"}:
        return before[-1] if before else None
    if which == "next" and node.season is not None and len(after) > 1:  # "next summer", in March, is that of the next year
        return after[after[0].first.year == date.fromordinal(now).year]
    if which in {"next", "coming", "following"}:
        return after[0] if after else None
    if which in {"week", "fortnight"}:
        return after[0].shift(1 if which == "week" else 2, G.WEEK) if after else None
    around = [span for span in options if span.start <= now < span.end]
    if around:
        return around[0]
    if node.weekday is not None:
        return before[-1] if direction < PLAINLY_PAST and before else after[0] if after else None
    return _this_year(options, before, after, now, direction)


def _this_year(options: list[Span], before: list[Span], after: list[Span], now: int, direction: float) -> Span | None:
    if direction < PLAINLY_PAST and before and now - before[-1].end < 300:
        return before[-1]
    year = date.fromordinal(now).year
    same = [span for span in options if span.first.year == year]
    if direction > 0 and after:
        return after[0]
    rest = [*same, *after, *before]
    return rest[0] if rest else None
