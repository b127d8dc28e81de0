"""The meaning of an expression before anything is known of the article: small trees of operators, after SCATE and timenorm.

Every node is a frozen value; what it denotes is worked out by ``meaning.py``.  Fields that hold ``None`` are open.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from timeline.span import Granularity

Quantity = Fraction | None
"""A number of units; None where the text says "several" or nothing."""


class Cal(NamedTuple):
    """Fields of the calendar that the words fill in ("Thursday, July 20", "the third quarter of 1990", "the 1920s").

    Args:
        year: 1 to 9999, negative for years before Christ.
        month: 1 to 12.
        day: 1 to 31.
        weekday: 0 Monday to 6 Sunday.
        season: 0 spring, 1 summer, 2 autumn, 3 winter.
        quarter: 1 to 4.
        half: 1 or 2.
        decade: its first three digits ("199"), or its last two digits ("90" of "the nineties") below 100 times -1.
        century: the ordinal less one (20 for the 21st).
        fiscal: whether the year, quarter or half is that of an accounting year.
        last_year: second year of a year that is written as two ("2021/22").
        weekend: whether the Saturday and Sunday are meant.
        week: ISO week number.
        holiday: key of a holiday in the language's data.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    fiscal: bool = False
    last_year: int | None = None
    weekend: bool = False
    week: int | None = None
    holiday: str | None = None

    def merge(self, other: Cal) -> Cal | None:
        """Return both sets of fields in one, or None where they fill the same field.

        >>> Cal(month=7).merge(Cal(day=20))
        Cal(month=7, day=20)
        """
        changes = {name: value for name, value in zip(self._fields, other, strict=True) if _is_filled(value)}
        if any(_is_filled(getattr(self, name)) for name in changes):
            return None
        return self._replace(**changes)  # type: ignore[arg-type]

    def __repr__(self) -> str:
        filled = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True) if _is_filled(value))
        return f"Cal({', '.join(filled)})"


def _is_filled(value: object) -> bool:
    return value is not None and value is not False


@dataclass(frozen=True, slots=True)
class Deictic:
    """A calendar period counted from the anchor: today is (day, 0), last week (week, -1); ``base`` as in Shift."""

    unit: Granularity
    steps: int
    base: str = "now"
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Rel:
    """Fields of the calendar with a direction: last, next, this, past, coming, same, previous, following."""

    which: str
    of: Cal


@dataclass(frozen=True, slots=True)
class Within:
    """Fields of the calendar inside a period that is counted from an anchor ("Friday of last week", "March last year")."""

    of: Cal
    period: Deictic


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance from an anchor.

    Args:
        count: units, None for an unknown number.
        unit: "day" … "century", or "hour", "minute", "second".
        sign: -1 before, +1 after.
        base: "now" (publication or speaker), "before" (the expression before), "before or now", "that" (the last day spoken of),
            "event" (words that follow), or a node.
        exact: "to the day", "exactly".
        mod: APPROX, MORE_THAN, LESS_THAN … or None.
    """

    count: Quantity
    unit: str
    sign: int
    base: str | Node
    exact: bool = False
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth unit (or weekday) inside a larger period: 1 the first, -1 the last.

    Args:
        n: which of them; 0 for the unit around a day.
        unit: "day" … "decade", or "beside" for the weekday next to a day.
        of: the larger period.
        weekday: 0 Monday to 6 Sunday, where a weekday is meant.
        full: "the first full week".
        count: how many units, of "the first nine months"; None for one that is named by its number.
    """

    n: int
    unit: str
    of: Node
    weekday: int | None = None
    full: bool = False
    count: Quantity = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a period: early, mid, late, start, end, first half, second half, earlier (until now), later (from now)."""

    which: str
    of: Node


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day on a day: "T18:05", "TNI"; ``of`` None where the text gives no day."""

    clock: str
    of: Node | None = None
    zone: str | None = None
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of a stretch of time: since (always past), from (past or to come), until, by, before, after."""

    kind: str
    of: Node


@dataclass(frozen=True, slots=True)
class Range:
    """From one date to another, both included; ``within`` holds the period that both ends lie in ("of last week")."""

    first: Node
    last: Node


@dataclass(frozen=True, slots=True)
class Length:
    """A duration: count None is written X; ``window`` says where it lies: -1 the last two years, +1 the next two, 0 open."""

    count: Quantity
    unit: str
    mod: str | None = None
    window: int = 0


@dataclass(frozen=True, slots=True)
class Ending:
    """A length that ends with a date: "the six months to 30 June"; ``over`` where the words say that it has ended."""

    length: Length
    of: Node
    over: bool = False


@dataclass(frozen=True, slots=True)
class Regular:
    """A set of times: the TIMEX3 value ("XXXX-WXX-4", "P1D"), and what is repeated."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """A vague reference: PAST_REF, PRESENT_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Slash:
    """A date in digits whose order the article decides: 04/03/18."""

    first: int
    second: int
    year: int | None


Node = Cal | Deictic | Rel | Within | Shift | Nth | Part | Clock | Bound | Range | Length | Ending | Regular | Vague | Slash
