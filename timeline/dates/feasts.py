"""Feasts of the Islamic, Hebrew, Chinese and Hindu calendars, from the tables of the package ``holidays``.

The package is imported only when a text names such a feast.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module

_TABLES = {
    "islamic": "_IslamicLunar",
    "hebrew": "_HebrewLunisolar",
    "chinese": "_ChineseLunisolar",
    "hindu": "_HinduLunisolar",
}
"""Module of ``holidays.calendars`` → the class that holds its tables."""


@cache
def _table(calendar: str, feast: str) -> dict[int, tuple[tuple[int, int], ...]]:
    """The months and days of a feast by year; a lunar year is short, so that a year may have two."""
    tables = getattr(import_module(f"holidays.calendars.{calendar}"), _TABLES[calendar])
    found = getattr(tables, f"{feast.upper()}_DATES")
    return {year: days if isinstance(days[0], tuple) else (days,) for year, days in found.items()}


def first_days(calendar: str, feast: str, year: int) -> tuple[date, ...]:
    """Return the days of a year on which a feast begins: none where the tables do not reach, in a lunar calendar perhaps two.

    Args:
        calendar: "islamic" (computed for Mecca, 1925 to 2100), "hebrew" (1947 to 2100), "chinese" (1901 to 2100) or "hindu"
            (2001 to 2035).
        feast: its name in the tables, such as "eid_al_fitr".
        year: a year of the Gregorian calendar.

    >>> [day.isoformat() for day in first_days("islamic", "eid_al_fitr", 2000)]
    ['2000-01-08', '2000-12-27']
    """
    return tuple(date(year, month, day) for month, day in _table(calendar, feast).get(year, ()))
