"""Calendar arithmetic of expressions: which days fields can mean, and which of them a sentence means."""

from __future__ import annotations

import calendar
import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from dateutil.easter import easter

from timeline.dates.tree import Cal, Length, Nth, Shift
from timeline.dates.values import CLOCKS, SMALLER
from timeline.span import Granularity, OutOfRangeError, Shape, Span, add_months, period

G = Granularity
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
Holidays = Mapping[str, Mapping[str, Any]]
PLAINLY_PAST = -2.0
"""Bits below which "this Thursday" is the one that was."""
PLAINLY_FUTURE = 2.0
"""Bits above which "the first quarter" is one to come."""
NEARNESS = 1.6
"""Bits for a date that is twice as near."""
NEARBY = 7
"""Days within which dates are about equally near."""
THIRDS = {"early": 0, "mid": 1, "late": 2}


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
    """Return the days of a holiday in a year (1 to 4099 for those that hang on Easter).

    >>> str(holiday({"easter": -2}, 2023)), str(holiday({"nth": [9, 0, 1]}, 2023))
    ('2023-04-07', '2023-09-04')
    """
    if not 1 <= year <= 4000:
        raise OutOfRangeError(f"year {year}: holidays are known for the years 1 to 4000")
    if "fixed" in rule:
        at = date(year, *rule["fixed"])
    elif "easter" in rule:
        if year < 1583:
            raise OutOfRangeError(f"year {year}: Easter is known from 1583")
        at = easter(year) + timedelta(rule["easter"])
    elif "between" in rule:
        month, day, weekday = rule["between"]
        at = date(year, month, day)
        at += timedelta((weekday - at.weekday()) % 7)
    else:
        month, weekday, n = rule["nth"]
        at = _nth_weekday(year, month, weekday, n)
    start = at.toordinal()
    return Span(start, start + rule.get("days", 1))


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
            span = explicit(replace(node, year=year, weekday=None), southern, fiscal, holidays)
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
    leaning = nearness(back, ahead) + direction
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


# ---- distances and parts ----------------------------------------------------------------------------------------------


_PARTS = {"year": ("month", 12), "decade": ("year", 10), "century": ("year", 100), "month": ("day", 30), "week": ("day", 7)}
"""Unit → the smaller unit that a half of it is told in, and how many."""


def distance(node: Shift, base: Span, relaxed: bool) -> Span | None:
    """Return the days at a distance; ``relaxed`` widens weeks, months and years to the whole period around the point."""
    count, unit = node.count, node.unit
    if count is None:
        return None
    if not count:
        return base
    if unit in CLOCKS:
        return base if base.days == 1 else None
    if unit in {"weekend", "generation"}:
        return None
    if count.denominator != 1:
        if unit not in _PARTS:
            return None
        base, count, unit = _in_parts(base, count, unit, node.sign)
    if unit in {"decade", "century", "millennium"}:
        count, unit = count * {"decade": 10, "century": 100, "millennium": 1000}[unit], "year"
    steps = node.sign * count.numerator
    if abs(steps) > 120_000:
        raise OutOfRangeError(f"{steps} {unit}s leave the calendar")
    grain = G(unit)
    if base.granularity not in (G.DAY, grain) and base.days > 1 and not _finer(grain, base.granularity):
        return base.shift(steps, grain)
    if base.days > 1 and grain is G.DAY:
        return None
    moved = base.shift(steps, grain)
    if node.exact or grain is G.DAY or not (relaxed or grain in (G.MONTH, G.YEAR, G.QUARTER)):
        return replace(moved, clock=None)
    return period(moved.start, grain)


def _in_parts(base: Span, count: Fraction, unit: str, sign: int) -> tuple[Span, Fraction, str]:
    """A count with a fraction, in the smaller unit; whole months before a day are gone first: "three months and a day"."""
    if unit == "month" and count > 1 and base.days == 1:
        base, count = base.shift(sign * int(count), G.MONTH), count % 1
    smaller, size = _PARTS[unit]
    return base, Fraction(round(count * size)), smaller


def _finer(a: Granularity, b: Granularity) -> bool:
    order = list(Granularity)
    return order.index(a) < order.index(b)


def window(node: Length, now: int) -> Span | None:
    """Return the days of "the last two weeks" or "the next three months", counted from a day."""
    assert node.count is not None
    shifted = distance(Shift(node.count, node.unit, node.window, "now", exact=True), Span(now, now + 1), relaxed=False)
    if shifted is None:
        return None
    start, end = min(shifted.start, now), max(shifted.end, now + 1)
    if node.window < 0:
        start, end = shifted.start, now
    return (
        Span(start, end, G(node.unit) if node.unit in {g.value for g in G} else G.DAY, Shape.THROUGHOUT) if start < end else None
    )


def until(length: Length, last: Span) -> Span | None:
    """Return the days of a length that ends with a date, as a quarter, half or year of the calendar where it is one.

    >>> str(until(Length(Fraction(2), "week"), Span.of("2023-06-30")))
    '2023-06-17..2023-07-01'
    """
    back = Shift(length.count, length.unit, -1, "now", exact=True)
    first = distance(back, Span(last.end, last.end + 1), relaxed=False)
    if first is None or first.start >= last.start:
        return None
    for unit in (G.MONTH, G.QUARTER, G.HALF, G.YEAR):
        if (whole := period(first.start, unit)).end == last.end and whole.start == first.start:
            return replace(whole, shape=Shape.THROUGHOUT)
    return Span(first.start, last.end, last.granularity, Shape.THROUGHOUT)


def nth(node: Nth, outer: Span) -> Span | None:
    """Return the nth unit inside a period, or the week of a day, or the weekday beside it."""
    if node.unit == "beside":
        day = outer.start - 1 if node.n < 0 else outer.end
        weekday = date.fromordinal(day).weekday()
        step = (node.weekday or 0) - weekday
        day += step % 7 if node.n > 0 else -((-step) % 7)
        return Span(day, day + 1)
    if node.n == 0:
        return period(outer.start, G.WEEK)
    if node.weekday is not None:
        days = [d for d in range(outer.start, min(outer.end, outer.start + 1500)) if (d - 1) % 7 == node.weekday]
        index = node.n - 1 if node.n > 0 else node.n
        return Span(days[index], days[index] + 1) if -len(days) <= index < len(days) else None
    unit = G(node.unit)
    if unit is G.WEEKEND:
        saturday = nth(replace(node, unit="day", weekday=5), outer)
        return saturday and Span(saturday.start, saturday.start + 2, G.WEEKEND)
    if unit is G.WEEK:
        return _nth_week(node, outer)
    inner = period(outer.start, unit, node.n - 1) if node.n > 0 else period(outer.end - 1, unit, node.n + 1)
    return inner if outer.contains(inner) and inner.days < outer.days else None


def _nth_week(node: Nth, outer: Span) -> Span | None:
    """The ISO week with most of its days inside, or the first that lies wholly inside."""
    if node.n < 0:
        week = period(outer.end - 4, G.WEEK)
    else:
        first = period(outer.start, G.WEEK)
        if (node.full and first.start < outer.start) or first.end - outer.start < 4:
            first = first.shift(1, G.WEEK)
        week = first.shift(node.n - 1, G.WEEK)
    return week if week.overlaps(outer) and outer.days > 7 else None


def part(which: str, outer: Span, now: int | None) -> Span:
    """Return a stretch of a period by the conventions of the documentation."""
    start, end, unit = outer.start, outer.end, outer.granularity
    if which in {"around", "sometime"}:
        return outer
    if which == "earlier":
        return replace(outer, end=now) if now is not None and start < now < end else outer
    if which == "later":
        return replace(outer, start=now + 1) if now is not None and start <= now and now + 1 < end else outer
    if outer.days == 1 or (unit is G.WEEK and which in {"start", "end"}):
        return outer
    if which in {"first half", "second half"}:
        middle = start + 15 if unit is G.MONTH else start + outer.days // 2
        return replace(outer, end=middle) if which == "first half" else replace(outer, start=middle)
    if unit is G.MONTH:
        early, late = (start, start + 10), (start + 20, end)
        cuts = {"early": early, "mid": (early[1], late[0]), "late": late, "start": (start, start + 7), "end": (end - 7, end)}
        return replace(outer, start=cuts[which][0], end=cuts[which][1])
    if which in {"start", "end"} and unit in (G.YEAR, G.QUARTER, G.HALF, G.SEASON):
        cut = add_months(start, 1) if which == "start" else add_months(end, -1)
        return replace(outer, end=cut) if which == "start" else replace(outer, start=cut)
    third = THIRDS.get(which, 0 if which == "start" else 2)
    months = {G.YEAR: 4, G.SEASON: 1, G.QUARTER: 1, G.HALF: 2, G.DECADE: 40, G.CENTURY: 400}.get(unit)
    if months is None:
        size = outer.days // 3
        return replace(outer, start=start + third * size, end=end if third == 2 else start + (third + 1) * size)
    return replace(
        outer, start=add_months(start, third * months), end=end if third == 2 else add_months(start, (third + 1) * months)
    )


# ---- words ------------------------------------------------------------------------------------------------------------


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
        return "the week of"
    if node.unit == "beside":
        return f"the {WEEKDAYS[node.weekday or 0]} {'before' if node.n < 0 else 'after'}"
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
