"""Times of the day."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from timeline.dates.builders.registry import builder
from timeline.dates.tree import (
    Cal,
    Clock,
    Deictic,
    Node,
    Nth,
    Part,
    Rel,
    Shift,
    Slash,
    Within,
)
from timeline.span import Granularity


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
def clock_hour(hour: Any, minutes: int) -> Clock | None:
    """Make a time from an hour of 24 and minutes past it, or before it where negative."""
    total = int(hour) * 60 + int(minutes)
    return Clock(f"T{total // 60:02}:{total % 60:02}") if int(hour) <= 24 and total >= 0 and minutes < 60 else None


@builder
def zone(of: Clock, offset: str) -> Clock:
    """Add a time zone."""
    return replace(of, zone=offset)


@builder
def offset(hours: int, sign: int) -> str | None:
    """Make a time zone of "UTC+2"."""
    return f"{'+' if sign > 0 else '-'}{hours:02}:00" if hours <= 14 else None


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
def part_named(words: tuple[str, ...]) -> str:
    """Return the code of "morning", "afternoon" or "evening"."""
    return {"morning": "TMO", "afternoon": "TAF"}.get(words[0], "TEV")


@builder
def nth_of_event(n: int, unit: str) -> Shift | None:
    """Make "the third day of" an event: counted from its first day."""
    return Shift(Fraction(n - 1), unit, 1, "event", exact=True) if unit in {"day", "week", "month", "year"} else None


@builder
def daypart_of_event(clock_: str) -> Clock:
    """Make "the night of" an event."""
    return Clock(clock_, Shift(Fraction(0), "day", 1, "event"))


@builder
def daypart_beside_event(sign: int, words: tuple[str, ...]) -> Clock:
    """Make "the morning after" an event."""
    parts = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV"}
    return Clock(parts[words[1]], Shift(Fraction(1), "day", sign, "event", exact=True))


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
