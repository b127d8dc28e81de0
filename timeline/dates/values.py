"""TIMEX3 values (ISO 8601 as TimeML bends it) of spans and durations."""

from __future__ import annotations

from datetime import date, timedelta

from timeline.dates.tree import Length
from timeline.span import Granularity, Span, period

NORTHERN = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
SOUTHERN = {9: "SP", 12: "SU", 3: "FA", 6: "WI"}
_LETTERS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "millennium": "L",
            "hour": "H", "minute": "M", "second": "S", "weekend": "WE", "generation": "Y"}  # fmt: skip
_WHOLE = {"decade": (10, "year"), "century": (100, "year"), "millennium": (1000, "year")}
SMALLER = {"year": (12, "month"), "month": (30, "day"), "week": (7, "day"), "day": (24, "hour"), "hour": (60, "minute"),
            "minute": (60, "second")}  # fmt: skip
CLOCKS = frozenset({"hour", "minute", "second"})


def value_of(span: Span, southern: bool = False) -> str:
    """Return the TIMEX3 value of a calendar period.

    >>> value_of(Span.of("2023-07-20").snap(Granularity.WEEK)), value_of(Span.of("2023-07-20").snap(Granularity.QUARTER))
    ('2023-W29', '2023-Q3')
    """
    first = span.first
    if span.granularity is Granularity.DAY:
        return first.isoformat()
    if span.granularity in (Granularity.WEEK, Granularity.WEEKEND):
        iso = first.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if span.granularity is Granularity.WEEKEND else "")
    year = f"{first.year:04}"
    if span.granularity is Granularity.MONTH:
        return f"{year}-{first.month:02}"
    if span.granularity is Granularity.QUARTER:
        return f"{year}-Q{(first.month + 2) // 3}"
    if span.granularity is Granularity.HALF:
        return f"{year}-H{1 if first.month < 7 else 2}"
    if span.granularity is Granularity.SEASON:
        return f"{year}-{(SOUTHERN if southern else NORTHERN)[first.month]}"
    if span.granularity is Granularity.DECADE:
        return year[:3]
    if span.granularity is Granularity.CENTURY:
        return f"{(first.year - 1) // 100:02}"
    return year


def month_value(day: int) -> str:
    """Return the value of the month of a day number.

    >>> month_value(date(2016, 7, 1).toordinal())
    '2016-07'
    """
    return date.fromordinal(day).isoformat()[:7]


def stretch_value(span: Span) -> str:
    """Return the value of a stretch: that of the period of the calendar that it is, else its first and last month or day.

    >>> stretch_value(Span.of("2020-01-01", "2020-10-01")), stretch_value(Span.of("2020-03-29", "2020-04-01"))
    ('2020-01/2020-09', '2020-03-29/2020-03-31')
    """
    whole = period(span.start, span.granularity)
    if (whole.start, whole.end) == (span.start, span.end):
        return value_of(span)
    if span.first.day == 1 and (span.last + timedelta(1)).day == 1:
        return f"{month_value(span.start)}/{month_value(span.end - 1)}"
    return f"{span.first.isoformat()}/{span.last.isoformat()}"


def duration(length: Length) -> str:
    """Return the TIMEX3 value of a duration.

    >>> from fractions import Fraction
    >>> duration(Length(Fraction(5, 2), "year")), duration(Length(None, "day")), duration(Length(Fraction(48), "hour"))
    ('P2Y6M', 'PXD', 'PT48H')
    """
    unit, count = length.unit, length.count
    if count is None and unit == "decade":
        unit = "year"  # "decades" are many years, as TimeBank has it
    if count is None:
        return ("PTX" if unit in CLOCKS else "PX") + _LETTERS[unit]
    if unit in _WHOLE:
        count, unit = count * _WHOLE[unit][0], _WHOLE[unit][1]
    letter, whole = _LETTERS[unit], count.numerator // count.denominator
    rest, time = count - whole, unit in CLOCKS
    text = f"{whole}{letter}" if whole or not rest else ""
    if rest and unit in SMALLER:
        factor, smaller = SMALLER[unit]
        small = round(rest * factor)
        mark = "T" if smaller in CLOCKS and not time else ""
        text += f"{mark}{small}{_LETTERS[smaller]}"
    elif rest:
        text = f"{float(count):g}{letter}"
    return ("PT" if time else "P") + text
