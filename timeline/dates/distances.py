"""Distances from a day, stretches that end with one, and the parts of a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from timeline.dates.tree import Length, Nth, Shift
from timeline.dates.values import CLOCKS
from timeline.span import Granularity, OutOfRangeError, Shape, Span, add_months, period

G = Granularity
THIRDS = {"early": 0, "mid": 1, "late": 2}
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
    return _whole(Span(first.start, last.end, last.granularity, Shape.THROUGHOUT))


def nth(node: Nth, outer: Span) -> Span | None:
    """Return the nth unit inside a period, or the week of a day, or the weekday beside it."""
    if node.unit == "beside":
        day = outer.start - 1 if node.n < 0 else outer.end
        weekday = date.fromordinal(day).weekday()
        step = (node.weekday or 0) - weekday
        day += step % 7 if node.n > 0 else -((-step) % 7)
        return Span(day, day + 1)
    if node.n == 0:
        return period(outer.start, G(node.unit))
    if node.count is not None:
        return _nth_units(node, node.count, outer)
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


def _nth_units(node: Nth, count: Fraction, outer: Span) -> Span | None:
    """Some units from the beginning or the end of a period, as a quarter, half or month of the calendar where they are one."""
    edge = outer.start if node.n > 0 else outer.end
    other = distance(Shift(count, node.unit, node.n, "now", exact=True), Span(edge, edge + 1), relaxed=False)
    if other is None:
        return None
    start, end = min(edge, other.start), max(edge, other.start)
    return _whole(Span(start, end, outer.granularity, Shape.THROUGHOUT)) if end - start < outer.days else None


def _whole(span: Span) -> Span:
    """The period of the calendar that these days are, else the days."""
    for unit in (G.MONTH, G.QUARTER, G.HALF, G.YEAR):
        whole = period(span.start, unit)
        if (whole.start, whole.end) == (span.start, span.end):
            return replace(whole, shape=Shape.THROUGHOUT)
    return span


def _nth_week(node: Nth, outer: Span) -> Span | None:
    """The ISO week with most of its days inside, or the first that lies wholly inside."""
    if node.n < 0:
        week = period(outer.end - 4, G.WEEK)
        if node.full and week.end > outer.end:
            week = week.shift(-1, G.WEEK)
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
