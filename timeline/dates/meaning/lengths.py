"""What has no place in the calendar: lengths, sets, vague words; and lengths that end with a date."""

from __future__ import annotations

from timeline.dates import distances, phrases
from timeline.dates.calendars import PLAINLY_PAST
from timeline.dates.meaning.setting import SURE, Meaning, Setting, mean, meaning_of
from timeline.dates.tree import Ending, Length, Node, Nth, Range, Regular, Shift, Vague
from timeline.dates.values import CLOCKS, duration, stretch_value, value_of
from timeline.model import Anchor
from timeline.span import Granularity, period

G = Granularity
HALF_QUARTER = 45
"""Days from the middle of a quarter to its end: that of accounts is named after the one that it has most days in common with."""


@meaning_of(Length)
def _length(node: Length, at: Setting) -> Meaning:
    value = duration(node)
    if not node.window or node.count is None or at.now is None or node.unit in CLOCKS:
        return Meaning("DURATION", value, mod=node.mod, why="a length of time")
    span = distances.window(node, at.now)
    return Meaning(
        "DURATION",
        value,
        span,
        node.mod,
        Anchor.PUBLISHED,
        f"a length of time that {'ends' if node.window < 0 else 'begins'} with {at.label}",
    )


def _end(node: Ending, at: Setting) -> Meaning | None:
    return mean(node.of, at._replace(direction=at.direction if at.direction > 0 and not node.over else -SURE))


@meaning_of(Ending)
def _ending(node: Ending, at: Setting) -> Meaning | None:
    last = _end(node, at)
    if last is None or last.type != "DATE":
        return None
    words = phrases.amount(Shift(node.length.count, node.length.unit, -1, "now")).removeprefix("1 ")
    why = f"the {words} to {last.value} ({last.why})"
    span = last.span and distances.until(node.length, last.span)
    if span is None:
        return Meaning("DURATION", duration(node.length), mod=node.length.mod, anchor=last.anchor, why=why)
    return Meaning("DATE", stretch_value(span), span, node.length.mod, last.anchor, why)


def range_ends(node: Range, at: Setting) -> tuple[Meaning, Meaning] | None:
    """Return the meanings of the ends of a range, the last not before the first; in a story of the past the first one yields."""
    first, last = mean(node.first, at), mean(node.last, at)
    if first is None or last is None:
        return None
    if first.span is None or last.span is None or last.span.start >= first.span.start:
        return first, last
    if at.direction < PLAINLY_PAST and at.now is not None and first.span.start > at.now:
        earlier = mean(node.first, at._replace(now=last.span.start, direction=-SURE))
        if earlier is not None and earlier.span is not None and earlier.span.start <= last.span.start:
            return earlier, last
    later = mean(node.last, at._replace(now=first.span.end - 1, direction=SURE))
    return (first, later) if later is not None and later.span is not None and later.span.start >= first.span.start else None


def ends_of(node: Node, at: Setting) -> tuple[Meaning, Meaning] | None:
    """Return the meanings of the ends of a range, or of a length and the date that it ends with, counts from or is part of."""
    if isinstance(node, Range):
        return range_ends(node, at)
    if isinstance(node, Ending):
        return _length_and_end(node, at)
    if isinstance(node, Nth) and node.count is not None:
        outer = mean(node.of, at)
        return (_length(Length(node.count, node.unit), at), outer) if outer else None
    if isinstance(node, Shift) and not isinstance(node.base, str) and node.count is not None and not node.exact:
        base = mean(node.base, at)
        return (_length(Length(node.count, node.unit, node.mod), at), base) if base else None
    return None


def _length_and_end(node: Ending, at: Setting) -> tuple[Meaning, Meaning] | None:
    """The meanings of a length and its end; "the quarter ended June 30" is that quarter."""
    last = _end(node, at)
    if last is None:
        return None
    if node.length.unit == "quarter" and node.length.count == 1 and last.span is not None:
        return Meaning("DATE", value_of(period(last.span.end - HALF_QUARTER, G.QUARTER))), last
    return _length(node.length, at), last


@meaning_of(Regular)
def _regular(node: Regular, _: Setting) -> Meaning:
    return Meaning("SET", node.value, why="a set of times, not one date")


@meaning_of(Vague)
def _vague(node: Vague, _: Setting) -> Meaning:
    side = {"PAST_REF": "the past", "PRESENT_REF": "the present", "FUTURE_REF": "the future"}[node.value]
    return Meaning("DATE", node.value, why=f"a vague reference to {side}")
