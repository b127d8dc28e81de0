"""What rules can make: small constructors of trees, the same for every language.  A builder returns None to refuse a reading."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeVar

from timeline.dates.tree import (
    Bound,
    Cal,
    Clock,
    Deictic,
    Length,
    Node,
    Nth,
    Part,
    Range,
    Regular,
    Rel,
    Shift,
    Slash,
    Vague,
    Within,
)
from timeline.span import Granularity

BUILDERS: dict[str, Callable[..., Any]] = {}
_Function = TypeVar("_Function", bound=Callable[..., Any])
LETTER = {"day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C",
          "millennium": "L", "hour": "H", "minute": "M", "second": "S", "weekend": "WE", "generation": "Y"}  # fmt: skip
SEASONS = ("SP", "SU", "FA", "WI")
PIVOT = 40
"""Two-digit years below it belong to the 2000s."""


def builder(function: _Function) -> _Function:
    """Register a constructor under its name (a trailing underscore left out)."""
    BUILDERS[function.__name__.strip("_")] = function
    return function


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
def fiscal(of: Cal) -> Cal:
    """Mark fields as those of an accounting year."""
    return replace(of, fiscal=True)


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
    return replace(made, fiscal=True) if made else None


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


@builder
def deictic(unit: str, steps: int, base: str = "now") -> Deictic | Shift | None:
    """Make a period counted from an anchor."""
    if unit == "fortnight":
        return Shift(Fraction(2), "week", 1 if steps > 0 else -1, base) if steps else None
    if unit in {"millennium", "generation"}:
        return None
    return Deictic(Granularity(unit), steps, base)


@builder
def fiscal_deictic(steps: int) -> Deictic:
    """Make this, last or next accounting year."""
    return Deictic(Granularity.YEAR, steps, fiscal=True)


@builder
def punit(unit: str) -> str | None:
    """Let only units pass that dates can lie inside of."""
    return unit if unit in {"week", "month", "year"} else None


@builder
def punit_end(unit: str) -> Deictic | None:
    """Make the current period whose end is meant."""
    return Deictic(Granularity(unit), 0) if unit in {"week", "month", "quarter", "year", "decade", "century"} else None


@builder
def rel(which: str, of: Cal) -> Rel | None:
    """Give a direction to fields without a year."""
    if of.year is not None or of.decade is not None or of.century is not None:
        return None
    return Rel(which, of)


@builder
def within(of: Cal, period: Deictic) -> Within | None:
    """Place fields inside a period."""
    fits = {
        Granularity.WEEK: of.weekday is not None and of.month is None and of.day is None,
        Granularity.MONTH: of.day is not None and of.month is None,
        Granularity.YEAR: any(x is not None for x in (of.month, of.season, of.quarter, of.half, of.holiday)),
    }
    return Within(of, period) if of.year is None and fits.get(period.unit, False) else None


@builder
def nth(n: int, unit: str, of: Node) -> Nth | None:
    """Make the nth unit of a period."""
    return Nth(n, unit, of) if unit in {"day", "week", "month", "quarter", "weekend", "year", "decade"} else None


@builder
def nth_full(n: int, unit: str, of: Node) -> Nth | None:
    """Make the nth whole unit of a period."""
    made = nth(n, unit, of)
    return replace(made, full=True) if made else None


@builder
def nth_weekday(n: int, weekday: int, of: Node) -> Nth:
    """Make the nth Monday of a period."""
    return Nth(n, "day", of, weekday=weekday)


@builder
def week_of(of: Node) -> Nth:
    """Make the week around a day."""
    return Nth(0, "week", of)


@builder
def weekday_beside(weekday: int, sign: int, of: Node) -> Nth:
    """Make the first Tuesday after a day, or the last one before it."""
    return Nth(sign, "beside", of, weekday=weekday)


@builder
def part(which: str, of: Node) -> Node | None:
    """Make a stretch of a period."""
    if isinstance(of, (Part, Slash, Clock, Bound, Range)):
        return None
    if isinstance(of, Cal) and of.weekend:
        return None
    if which == "first half" and _is_year(of):
        return replace(of, half=1) if isinstance(of, Cal) else Within(Cal(half=1), of)
    if which == "second half" and _is_year(of):
        return replace(of, half=2) if isinstance(of, Cal) else Within(Cal(half=2), of)
    return Part(which, of)


def _is_year(of: Node) -> bool:
    if isinstance(of, Deictic):
        return of.unit is Granularity.YEAR
    return isinstance(of, Cal) and of == Cal(year=of.year)


# ---- numbers and durations --------------------------------------------------------------------------------------------


@builder
def number(*values: Any) -> Fraction:
    """Add number words; "a dozen" has none."""
    return sum((Fraction(value) for value in values), Fraction(0)) if values else Fraction(12)


@builder
def number_times(*arguments: Any) -> Fraction:
    """Read "two thousand"."""
    *values, words = arguments
    return (Fraction(values[0]) if values else Fraction(1)) * (1000 if "thousand" in words else 100)


@builder
def number_half(value: Any = 1) -> Fraction:
    """Add a half."""
    return Fraction(value) + Fraction(1, 2)


@builder
def unknown() -> str:
    """Stand for a number that is not told."""
    return "X"


@builder
def length(count: Any, unit: str) -> Length:
    """Make a duration."""
    number_ = None if count in (None, "X") else Fraction(count)
    if unit == "fortnight":
        return Length(number_ and number_ * 2, "week")
    return Length(number_, unit)


@builder
def length_half(*arguments: Any) -> Length:
    """Make "a year and a half"."""
    return Length(Fraction(3, 2), arguments[-1])


@builder
def length_of_half(unit: str) -> Length:
    """Make "half an hour"."""
    return Length(Fraction(1, 2), unit)


@builder
def with_mod(of: Length, mod: str) -> Length:
    """Qualify a duration."""
    return replace(of, mod=of.mod or mod)


@builder
def window(of: Length, side: int) -> Length:
    """Say where a duration lies."""
    return replace(of, window=side)


@builder
def shift(of: Length, sign: int, base: str | Node) -> Shift | None:
    """Make a distance of a duration."""
    if of.window:
        return None
    return Shift(of.count, of.unit, sign, base, mod=of.mod)


@builder
def exact(of: Shift) -> Shift:
    """Make a distance that is meant to the day."""
    return replace(of, exact=True)


# ---- times of the day -------------------------------------------------------------------------------------------------


@builder
def clock(value: str) -> Clock:
    """Make a time of the day."""
    return Clock(value)


@builder
def clock12(at: Any, half_day: str) -> Clock | None:
    """Make a time from an hour, or (hour, minute), and am or pm."""
    hour, minute = at if isinstance(at, tuple) else (int(at), 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    return Clock(f"T{hour % 12 + (12 if half_day == 'pm' else 0):02}:{minute:02}")


@builder
def clock24(at: tuple[int, int]) -> Clock | None:
    """Make a time from (hour, minute)."""
    return Clock(f"T{at[0]:02}:{at[1]:02}") if at[0] <= 24 and at[1] <= 59 else None


@builder
def clock_past(hour: int, minutes: int) -> Clock | None:
    """Make "half past four"."""
    total = hour * 60 + minutes
    return Clock(f"T{total // 60:02}:{total % 60:02}") if 1 <= hour <= 12 else None


@builder
def zone(of: Clock, offset: str) -> Clock:
    """Add a time zone."""
    return replace(of, zone=offset)


@builder
def clock_part(of: Any, part_of_day: str = "TNI") -> Clock | None:
    """Make "nine in the evening"."""
    made = of if isinstance(of, Clock) else clock12(of, "am")
    if made is None or made.clock[1:3] >= "13" or not made.clock[1:3].isdigit():
        return made
    hour = int(made.clock[1:3]) % 12
    late = part_of_day in {"TAF", "TEV"} or (part_of_day == "TNI" and hour >= 6)
    return replace(made, clock=f"T{hour + (12 if late else 0):02}{made.clock[3:]}")


@builder
def clock_mod(of: Clock, mod: str) -> Clock:
    """Qualify a time."""
    return replace(of, mod=mod)


@builder
def clock_on(of: Clock, day: Node) -> Clock | None:
    """Put a time on a day."""
    return replace(of, of=day) if _is_day(day) else None


@builder
def clock_on_part(of: Clock, part_of_day: Clock) -> Clock:
    """Put a time on "this morning"."""
    moved = clock_part(of, part_of_day.clock) or of
    return replace(moved, of=part_of_day.of)


@builder
def daypart(clock_: str, day: Node) -> Clock | None:
    """Make a part of a day."""
    return Clock(clock_, day) if _is_day(day) else None


@builder
def daypart_alone(clock_: str) -> Clock:
    """Make a part of a day that the text does not name."""
    return Clock(clock_)


@builder
def nth_of_event(n: int, unit: str) -> Shift | None:
    """Make "the third day of" an event: counted from its first day."""
    return Shift(Fraction(n - 1), unit, 1, "event", exact=True) if unit in {"day", "week", "month", "year"} else None


@builder
def daypart_of_event(clock_: str) -> Clock:
    """Make "the night of" an event."""
    return Clock(clock_, Shift(Fraction(0), "day", 1, "event"))


@builder
def day_of(of: Node) -> Node | None:
    """Return the day of a part of a day."""
    return of.of if isinstance(of, Clock) else of


def _is_day(of: Node) -> bool:
    if isinstance(of, (Cal, Within)):
        fields = of.of if isinstance(of, Within) else of
        return fields.day is not None or fields.weekday is not None or fields.holiday is not None
    if isinstance(of, Rel):
        return _is_day(of.of)
    if isinstance(of, Deictic):
        return of.unit is Granularity.DAY
    if isinstance(of, Part):
        return of.which in {"early", "late", "earlier", "later"} and _is_day(of.of)
    return isinstance(of, (Slash, Nth)) or (isinstance(of, Shift) and of.base == "now")


# ---- ranges, sets, vague words ----------------------------------------------------------------------------------------


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
def range_days(first: int, last: Cal) -> Range | None:
    """Make a range from a day to a day of the same month that carries the month."""
    return Range(replace(last, day=first), last) if last.day and first < last.day else None


@builder
def range_month_days(first: Cal, last: int) -> Range | None:
    """Make a range from a month and day to another day of the month."""
    day = replace(first, day=last)
    return Range(first, day) if first.day and first.day < last <= 31 and cal("month", first.month, "day", last) else None


@builder
def range_month_days_year(first: Cal, last: int, year: int) -> Range | None:
    """Make a range in one month of a year."""
    return range_month_days(replace(first, year=year), last)


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
def set_(value: str) -> Regular:
    """Make a set of times."""
    return Regular(value)


@builder
def every(count: Any, unit: str = "") -> Regular | None:
    """Make "every two weeks"; a unit alone is every second one."""
    if not unit:
        count, unit = 2, count
    made = length(count, unit)
    from timeline.dates.values import duration  # noqa: PLC0415

    return Regular(duration(made))


@builder
def every_weekday(weekday: int) -> Regular:
    """Make "every Thursday"."""
    return Regular(f"XXXX-WXX-{weekday + 1}")


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
