"""Fields of the calendar: days, months, years, quarters, seasons, decades, holidays."""

from __future__ import annotations

import calendar
from typing import Any

from timeline.dates.builders.registry import builder
from timeline.dates.tree import (
    Cal,
)

PIVOT = 40
"""Two-digit years below it belong to the 2000s."""


@builder
def cal(*pairs: Any) -> Cal | None:
    """Make calendar fields from names and values, refusing days that no month has."""
    made = Cal(**dict(zip(pairs[::2], pairs[1::2], strict=True)))
    if made.day is not None and not 1 <= made.day <= (calendar.monthrange(2024, made.month)[1] if made.month else 31):
        return None
    return made


@builder
def merge(a: Cal, b: Cal) -> Cal | None:
    """Put two sets of fields together."""
    return a.merge(b)


@builder
def ordinal_sum(*values: int) -> int:
    """Add "twenty" and "first"."""
    return sum(values)


@builder
def short_year(value: int) -> int:
    """Read '98 as 1998."""
    return value + (2000 if value < PIVOT else 1900)


@builder
def minus(a: int, b: int) -> int:
    """Subtract."""
    return a - b


@builder
def quarter(n: int) -> Cal | None:
    """Make a quarter of a year."""
    return Cal(quarter=n) if 1 <= n <= 4 else None


@builder
def half(n: int) -> Cal | None:
    """Make a half of a year."""
    return Cal(half=n) if 1 <= n <= 2 else None


@builder
def with_day(of: Cal, day: int) -> Cal | None:
    """Put another day in the place of a date's."""
    return of._replace(day=day) if of.day else None


@builder
def fiscal(of: Cal) -> Cal:
    """Mark fields as those of an accounting year."""
    return of._replace(fiscal=True)


@builder
def with_year(of: Cal, year: int) -> Cal | None:
    """Give a quarter or half its year."""
    return of.merge(Cal(year=year)) if of.quarter or of.half else None


@builder
def quarter_of_months(first: int, last: int) -> Cal | None:
    """Make the quarter from one month to another."""
    return Cal(quarter=(first + 2) // 3) if first % 3 == 1 and last == first + 2 else None


@builder
def season_years(first: int, second: int) -> Cal | None:
    """Make a sports season, July to June."""
    last = second if second > 99 else first // 100 * 100 + second
    return Cal(year=first, last_year=last) if last == first + 1 or (second == 0 and first % 100 == 99) else None


@builder
def fiscal_years(first: int, second: int) -> Cal | None:
    """Make an accounting year that is written as two."""
    made = season_years(first, second)
    return made._replace(fiscal=True) if made else None


@builder
def decade(year: int) -> Cal | None:
    """Make a decade."""
    return Cal(decade=year // 10) if year % 10 == 0 else None


@builder
def short_decade(value: int) -> Cal | None:
    """Read "the '90s" and "the nineties"."""
    if value % 10:
        return None
    return Cal(decade=(190 if value >= 20 else 200) + value // 10)


@builder
def late_decade(value: int) -> Cal | None:
    """Read "los 90": two digits alone from 50, below which they count things."""
    return short_decade(value) if value >= 50 else None


@builder
def before_christ(value: int) -> Cal | None:
    """Make a year before Christ."""
    return Cal(year=-value) if value else None


@builder
def year_words(*values: int) -> int | None:
    """Read "nineteen ninety-six"; the first word is a literal."""
    total = sum(values)
    if total >= 20:
        return 1900 + total if total < 100 else None
    return 2000 + total


@builder
def holiday_year(of: Cal, year: int) -> Cal | None:
    """Give a holiday its year."""
    return of.merge(Cal(year=year)) if of.holiday else None


@builder
def holiday_only(of: Cal) -> Cal | None:
    """Let only a holiday pass."""
    return of if of.holiday else None
