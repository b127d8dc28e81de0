"""Numbers, durations and distances."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from timeline.dates.builders.registry import builder
from timeline.dates.tree import (
    Bound,
    Cal,
    Clock,
    Ending,
    Length,
    Node,
    Range,
    Shift,
)
from timeline.dates.values import CLOCKS, SMALLER

HOURS_OF_DAY = 24


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
def times(value: Any, factor: int) -> Fraction:
    """Multiply: "66 million", "three terms of six months"."""
    return Fraction(value) * factor


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
def nights(count: Any, part_of_day: str) -> Length | None:
    """Make "three nights", of as many days."""
    return length(count, "day") if part_of_day == "TNI" else None


@builder
def length_half(*arguments: Any) -> Length:
    """Make "a year and a half"."""
    return Length(Fraction(3, 2), arguments[-1])


@builder
def length_of_half(unit: str) -> Length:
    """Make "half an hour"."""
    return Length(Fraction(1, 2), unit)


@builder
def compound(a: Length, b: Length) -> Length | None:
    """Add a smaller unit to a larger: "three months and a day"."""
    factor, unit = SMALLER.get(a.unit, (0, ""))
    if a.count is None or b.count is None or b.unit != unit or b.count >= factor or a.count.denominator > 1:
        return None
    return replace(a, count=a.count + b.count / factor)


@builder
def with_mod(of: Length, mod: str) -> Length:
    """Qualify a duration."""
    return replace(of, mod=of.mod or mod)


@builder
def window(of: Length, side: int) -> Length:
    """Say where a duration lies."""
    return replace(of, window=side)


@builder
def ending(of: Length, end: Node, words: tuple[str, ...]) -> Ending | None:
    """Make a length that ends with a date; "to" and "ending" leave open whether it is over."""
    if of.count is None or of.window or of.unit in CLOCKS or isinstance(end, (Length, Range, Clock, Bound, Ending)):
        return None
    return Ending(of, end, "ended" in words)


@builder
def shift(of: Length, sign: int, base: str | Node) -> Shift | None:
    """Make a distance of a duration."""
    if of.window or (isinstance(base, Cal) and base == Cal(day=base.day)):  # "a week after the 25th anniversary"
        return None
    if of.unit == "hour" and of.count is not None and of.count and of.count % HOURS_OF_DAY == 0:  # "48 hours after" is two days
        return Shift(of.count / HOURS_OF_DAY, "day", sign, base, mod=of.mod)
    return Shift(of.count, of.unit, sign, base, mod=of.mod)


@builder
def exact(of: Shift) -> Shift:
    """Make a distance that is meant to the day."""
    return replace(of, exact=True)
