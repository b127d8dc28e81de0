"""The rows of dates and distances that a text says of the day that it dates: those of single trees, without their bounds.

``SELF`` is that day, ``ANCHOR`` the day it is counted from.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from timeline.dates.meaning import Meaning
from timeline.dates.tree import Cal, Deictic, Rel, Shift, Within
from timeline.model import Anchor
from timeline.network.relations import ANCHOR, SELF, Constraint, Filter, Gap, In, Months, Period, Relation
from timeline.span import Granularity, Span

G = Granularity
PLAIN = 3.0
"""Bits of tense and nearness from which one side alone is stated: eight to one."""
YEAR_DAYS = 364
_PERIODS = (G.WEEK, G.MONTH, G.YEAR)
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_FRINGE = {"week": 2, "month": 3}
Rows = tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What a row needs beside the tree: the meaning, the direction of the sentence, and the table of holidays."""

    meaning: Meaning
    direction: float
    holidays: Mapping[str, Mapping[str, Any]]
    southern: bool = False


def inside(span: Span, weight: int = 9, kind: str = "explicit") -> Constraint:
    """Return the row of a day that lies in some days."""
    return Constraint((In(SELF, ((span.start, span.end - 1),)),), weight, 1, kind)


def gap(lo: int | None, hi: int | None, sign: int) -> Gap:
    """Return that SELF comes lo to hi days after (sign +1) or before (sign -1) the anchor."""
    return Gap(ANCHOR, SELF, lo, hi) if sign > 0 else Gap(SELF, ANCHOR, lo, hi)


# ---- fields of the calendar -------------------------------------------------------------------------------------------


def calendar_rows(node: Cal, case: Case) -> Rows:
    """Return the rows of fields of the calendar."""
    every_year = yearly(node, case)
    if node.weekday is not None and every_year is None and node.day is None:
        side = {-1: gap(0, 6, -1), 1: gap(1, 6, 1), 0: Gap(SELF, ANCHOR, -6, 6)}[_sign(case.direction)]
        return (Constraint((Filter(SELF, weekday=node.weekday), side), 6 if case.direction else 4, 1, "weekday"),)
    if node.weekend:
        side = {-1: gap(0, 8, -1), 1: gap(0, 7, 1), 0: Gap(SELF, ANCHOR, -7, 8)}[_sign(case.direction)]
        return (Constraint((side,), 4, 1, "weekend"),)
    if every_year is None and node.holiday is not None:  # a feast of another calendar moves through the year
        return (inside(case.meaning.span, 6, "feast"),) if case.meaning.span is not None else ()
    if every_year is None:
        return _month_day(node)
    kind = "weekday and month-day" if node.weekday is not None else "month-day" if node.day else "month"
    return Constraint((replace(every_year, weekday=node.weekday),), 8, 1, kind), no_year(case.direction)


def _month_day(node: Cal) -> Rows:
    if node.day is None:
        return ()
    return (
        Constraint(
            (Filter(SELF, weekday=node.weekday, month_day=node.day), Gap(SELF, ANCHOR, -62, 62)), 6, 1, "day of the month"
        ),
    )


def _sign(direction: float) -> int:
    """The side that a sentence is plainly on; 0 where its words leave doubt, so that the network keeps both."""
    return (direction >= PLAIN) - (direction <= -PLAIN)


def no_year(direction: float) -> Constraint:
    """Return the row of a date that names no year: less than a year off."""
    lo, hi = {-1: (0, YEAR_DAYS), 1: (-YEAR_DAYS, 0), 0: (-YEAR_DAYS, YEAR_DAYS)}[_sign(direction)]
    return Constraint((Gap(SELF, ANCHOR, lo, hi),), 7, 1, "names no year")


def yearly(node: Cal, case: Case) -> Filter | None:
    """Return the stretch of every year that fields name."""
    if node.month is not None:
        if node.day is not None:
            return Filter(SELF, first=(node.month, node.day), last=(node.month, node.day))
        return _months(node.month, 1)
    if node.season is not None:
        return _months((3, 6, 9, 12)[(node.season + (2 if case.southern else 0)) % 4], 3)
    if node.quarter is not None and not node.fiscal:
        return _months(3 * node.quarter - 2, 3)
    if node.half is not None and not node.fiscal:
        return _months(6 * node.half - 5, 6)
    feast = case.holidays[node.holiday] if node.holiday is not None else {"calendar": ""}
    return None if "calendar" in feast else _festive(feast)


def _months(first: int, count: int) -> Filter:
    last = (first + count - 2) % 12 + 1
    return Filter(SELF, first=(first, 1), last=(last, calendar.monthrange(2024, last)[1]))


def _festive(rule: Mapping[str, Any]) -> Filter:
    if "fixed" in rule:
        first = last = date(2024, *rule["fixed"])
    elif "easter" in rule:
        first, last = date(2024, 3, 22) + timedelta(rule["easter"]), date(2024, 4, 25) + timedelta(rule["easter"])
    elif "between" in rule:
        first = date(2024, rule["between"][0], rule["between"][1])
        last = first + timedelta(6)
    else:
        return _months(rule["nth"][0], 1)
    last += timedelta(rule.get("days", 1) - 1)
    return Filter(SELF, first=(first.month, first.day), last=(last.month, last.day))


def relative_rows(node: Rel, case: Case) -> Rows:
    """Return the rows of fields with a direction."""
    past = node.which in {"last", "previous"}
    future = node.which in {"next", "coming", "following"}
    if node.of.weekday is not None and node.of.month is None:
        weeks = {"week": (8, 14), "fortnight": (15, 21)}
        if node.which in weeks:
            side: Relation = gap(*weeks[node.which], 1)
        elif past or future:
            side = gap(1, 7, -1 if past else 1)
        else:
            side = Gap(SELF, ANCHOR, -6, 6)
        kind = "this weekday" if not (past or future) else "last weekday" if past else "next weekday"
        return (Constraint((Filter(SELF, weekday=node.of.weekday), side), 6, 1, kind),)
    return calendar_rows(node.of, replace(case, direction=-1 if past else 1 if future else case.direction))


def within_rows(node: Within, case: Case) -> Rows:
    """Return the rows of fields inside a period."""
    outer = period_rows(node.period, case)
    if node.of.weekday is not None and outer:
        return (Constraint((Filter(SELF, weekday=node.of.weekday), *outer[0].relations), 6, 1, "weekday of a week"),)
    every_year = yearly(node.of, case)
    return (*outer, Constraint((every_year,), 8, 1, "month")) if every_year else outer


# ---- counted from an anchor -------------------------------------------------------------------------------------------


def period_rows(node: Deictic, case: Case) -> Rows:
    """Return the rows of a period counted from the anchor."""
    if node.unit is G.DAY:
        return (Constraint((Gap(ANCHOR, SELF, node.steps, node.steps),), 6, 1, "days"),)
    if node.unit not in _PERIODS or node.fiscal:
        return ()
    kind, weight = ("this " + node.unit, 4) if node.steps == 0 else (node.unit + "s off", 6)
    if node.unit is G.WEEK and node.steps == 0 and case.direction > 0:
        return (Constraint((Gap(ANCHOR, SELF, -6, 13),), 3, 1, "this or the coming week"),)
    return (Constraint((Period(ANCHOR, SELF, node.unit, node.steps),), weight, 1, kind),)


def distance_rows(node: Shift, case: Case) -> Rows:
    """Return the rows of a distance."""
    if isinstance(node.base, Deictic) and node.base.unit is G.DAY and node.unit in {"day", "week"} and node.count:
        steps = node.sign * round(node.count * (7 if node.unit == "week" else 1)) + node.base.steps
        return (Constraint((Gap(ANCHOR, SELF, steps, steps),), 6, 1, "days"),)
    if not isinstance(node.base, str):
        return (
            (inside(case.meaning.span, 6, "distance from a date"),)
            if case.meaning.span and case.meaning.anchor is Anchor.NONE
            else ()
        )
    if node.count is None:
        return _order(node)
    weight = 5 if node.base == "event" else 6
    if node.unit in {"hour", "minute", "second"}:
        return (Constraint((gap(0, 1, node.sign),), weight, 1, "hours"),)
    if node.unit in _MONTHS_OF:
        return _shift_months(node, node.count)
    days = node.count * {"day": 1, "week": 7}.get(node.unit, 7)
    return (
        Constraint(
            (gap(*_fringe(node, days), node.sign),), weight if node.unit == "day" or node.exact else 4, 1, f"{node.unit}s off"
        ),
    )


def _fringe(node: Shift, days: Fraction) -> tuple[int, int]:
    """The least and the greatest number of days that a distance admits."""
    exact = round(days)
    if node.exact:
        return exact, exact
    if node.mod == "MORE_THAN":
        return exact, exact + (6 if node.unit == "week" else 1)
    if node.mod in {"LESS_THAN", "EQUAL_OR_LESS"}:
        return max(0, exact - (6 if node.unit == "week" else 1)), exact
    if node.mod == "APPROX":
        return max(0, exact - max(2, exact // 4)), exact + max(2, exact // 4)
    width = 0 if node.unit == "day" else 6 if node.base == "now" else 2
    return exact - width, exact + width


def _shift_months(node: Shift, count: Fraction) -> Rows:
    steps = node.sign * round(count * _MONTHS_OF[node.unit])
    if node.exact:
        return (Constraint((Months(ANCHOR, SELF, steps),), 5, 1, "months to the day"),)
    if node.mod is not None or count.denominator != 1:
        return ()
    if node.unit in {"decade", "century"}:
        return (Constraint((Gap(ANCHOR, SELF, *_about(steps * 30.4)),), 2, 4, "decades"),)
    unit = G.YEAR if node.unit == "year" else G.MONTH
    weight = 5 if node.base == "event" else 4
    return (Constraint((Period(ANCHOR, SELF, unit, steps // (12 if unit is G.YEAR else 1)),), weight, 1, f"{unit}s off"),)


def _about(days: float) -> tuple[int, int]:
    near, far = sorted((round(days * 0.9), round(days * 1.1)))
    return near, far


def _order(node: Shift) -> Rows:
    """ "days after the visit": an order that is certain, and a size that is a convention."""
    size = {"hour": (0, 2), "minute": (0, 1), "second": (0, 1), "day": (2, 14), "week": (10, 60), "month": (45, 365)}.get(
        node.unit
    )
    least = 0 if size is None or size[0] == 0 else 1
    rows: Rows = (Constraint((gap(least, None, node.sign),), 5, 1, "order"),)
    return (*rows, Constraint((gap(*size, node.sign),), 2, 4, "size")) if size else rows
