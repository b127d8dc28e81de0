"""What a tree denotes, given its anchors: a span, a TIMEX3 value, and the reason in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from timeline.dates import calendars
from timeline.dates.tree import (
    Bound,
    Cal,
    Clock,
    Deictic,
    Ending,
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
from timeline.dates.values import CLOCKS, duration, month_value, value_of
from timeline.model import Anchor
from timeline.span import Granularity, OutOfRangeError, Shape, Span, period

G = Granularity
MAX_MONTH = 31
SURE = 20.0
"""Bits that outweigh every nearness: "since October" is past."""
SEASON_CODES = ("SP", "SU", "FA", "WI")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A resolved tree.

    Args:
        type: DATE, TIME, DURATION or SET.
        value: TIMEX3 value.
        span: the days, None where open.
        mod: TIMEX3 modifier.
        anchor: what it was counted from.
        why: the end of the sentence "'last Thursday': …".
    """

    type: str
    value: str | None
    span: Span | None = None
    mod: str | None = None
    anchor: Anchor = Anchor.NONE
    why: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article gives to one of its expressions.

    Args:
        now: the day that "today" means, None where unknown.
        label: that day in words, such as "publication on Sunday 23 July 2023".
        published: the day of publication, where open stretches end.
        near: whether a clock time goes with the day of the expression before.
        direction: -1 the sentence speaks of the past, +1 of the future, 0 unknown.
        before: the expression before, for "the previous year"; day_before: the last one that is a day.
        report: the last quarter or half year that was mentioned; whole: the year, where its first nine months were since;
            results: whether the sentence compares results with them; accounts: whether it speaks of results at all.
        live: whether the article is a running log, whose clock times are those of its own day.
        southern: whether the seasons are those of the southern hemisphere.
        day_first: the order of dates in digits; reason: how that is known.
        fiscal: first month of the accounting year.
        holidays: the language's table.
    """

    now: int | None = None
    label: str = "publication"
    published: int | None = None
    direction: float = 0
    near: bool = False
    before: Meaning | None = None
    day_before: Meaning | None = None
    report: Span | None = None
    whole: Span | None = None
    results: bool = False
    accounts: bool = False
    live: bool = False
    before_text: str = ""
    southern: bool = False
    day_first: bool = True
    reason: str = ""
    fiscal: int = 1
    holidays: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def mean(node: Node, at: Setting) -> Meaning | None:
    """Return what a tree denotes, or None where it can not be a time (31 February) or leaves the years 1 to 9999."""
    try:
        return _MEAN[type(node)](node, at)
    except OutOfRangeError:
        return None


def day_words(day: int) -> str:
    """Return a day in words.

    >>> day_words(date(2023, 7, 23).toordinal())
    'Sunday 23 July 2023'
    """
    at = date.fromordinal(day)
    return f"{calendars.WEEKDAYS[at.weekday()]} {at.day} {calendars.MONTHS[at.month - 1]} {at.year}"


def _date(span: Span, at: Setting, why: str, anchor: Anchor = Anchor.PUBLISHED, value: str | None = None) -> Meaning:
    return Meaning("DATE", value or value_of(span, at.southern), span, anchor=anchor, why=why)


# ---- fields of the calendar -------------------------------------------------------------------------------------------


def _cal(node: Cal, at: Setting) -> Meaning | None:
    if node.year is not None and node.year <= 0:
        return Meaning("DATE", f"BC{-node.year:04}", why="a year before Christ, which the calendar of spans leaves out")
    span = calendars.explicit(node, at.southern, at.fiscal, at.holidays)
    if span is not None:
        return _explicit(node, span, at)
    if node.year is not None:
        return None
    if at.now is None:
        return Meaning(
            "DATE", open_value(node), why="its year or week hangs on the publication date, which the article does not state"
        )
    candidates = calendars.candidates(node, at.now, at.southern, at.fiscal, at.holidays)
    if (
        at.near
        and at.before
        and at.before.span
        and at.before.span.days <= MAX_MONTH
        and node.day is not None
        and node.month is None
        and node.weekday is None
    ):
        nearby = calendars.candidates(node, at.before.span.start, at.southern, at.fiscal, at.holidays)
        month = period(at.before.span.end - 1, G.MONTH)
        nearby = [span for span in nearby if month.contains(span)] or nearby
        return _chosen(node, nearby, replace(at, now=at.before.span.start, direction=0))
    return _chosen(node, candidates, at)


def _explicit(node: Cal, span: Span, at: Setting) -> Meaning:
    value = None
    if node.last_year is not None:
        value = f"{month_value(span.start)}/{month_value(span.end - 1)}"
    elif node.fiscal and node.quarter is None and node.half is None:
        value = f"{node.year:04}"
    return _date(span, at, "a date given in full" if span.days == 1 else "a period given in full", Anchor.NONE, value)


def _chosen(node: Cal, candidates: list[Span], at: Setting) -> Meaning | None:
    span = calendars.choose(node, candidates, at.now or 0, at.direction)
    if span is None:
        return None
    side = "the last before" if at.now is None or span.start <= at.now else "the next after"
    if at.now is not None and span.start <= at.now < span.end:
        side = "the one around"
    return _date(span, at, f"{calendars.describe(node)}, {side} {at.label}")


def open_value(node: Cal) -> str | None:
    """Return the value of fields whose year or week is not known, with X in its place.

    >>> open_value(Cal(month=7, day=26)), open_value(Cal(weekday=3))
    ('XXXX-07-26', 'XXXX-WXX-4')
    """
    if node.month is not None:
        return f"XXXX-{node.month:02}" + (f"-{node.day:02}" if node.day else "")
    if node.day is not None:
        return f"XXXX-XX-{node.day:02}"
    if node.weekday is not None:
        return f"XXXX-WXX-{node.weekday + 1}"
    if node.season is not None:
        return f"XXXX-{SEASON_CODES[node.season]}"
    if node.quarter is not None:
        return f"XXXX-Q{node.quarter}"
    if node.half is not None:
        return f"XXXX-H{node.half}"
    return "XXXX-WXX-WE" if node.weekend else "XXXX"


def _slash(node: Slash, at: Setting) -> Meaning | None:
    day, month = (node.first, node.second) if at.day_first else (node.second, node.first)
    if month > 12:
        day, month = month, day
    made = _cal(Cal(year=node.year, month=month, day=day), at)
    if max(node.first, node.second) > 12 or node.first == node.second:  # there is only one way to read it
        return made
    order = "day before month" if day == node.first else "month before day"
    return made and replace(made, why=f"{made.why}, read with the {order}: {at.reason or 'the usual order'}")


# ---- counted from an anchor -------------------------------------------------------------------------------------------


def _base(base: str, at: Setting, unit: str = "") -> tuple[Span | None, Anchor, str]:
    if base == "before or now":  # "la víspera" of a dispatch that names no day is the day before it
        base = "before" if at.day_before else "now"
    if base == "that":  # "that same day" is the last one spoken of, even if that was counted from another
        base, unit = "before", "" if at.before and at.before.span and at.before.span.days == 1 else unit
    if base == "report" and at.report is not None:
        return at.report, Anchor.EXPRESSION, f"the period reported, {value_of(at.report)}"
    if base == "before" and unit == "day" and at.day_before and at.day_before.span:
        return at.day_before.span, Anchor.EXPRESSION, f"{at.day_before.value}"
    if base == "before":
        if at.before and at.before.span:
            return at.before.span, Anchor.EXPRESSION, f"'{at.before_text}'"
        return None, Anchor.EXPRESSION, "a date before that is not known"
    if base == "spoken" and (day := _clock_day(at)) is not None:
        return day.span, Anchor.EXPRESSION, f"{day.value}"
    if base == "event":
        return None, Anchor.EVENT, "the event"
    if at.now is None:
        return None, Anchor.PUBLISHED, "publication, whose date is not known"
    return Span(at.now, at.now + 1), Anchor.PUBLISHED, at.label


def _deictic(node: Deictic, at: Setting) -> Meaning:
    compared = _compared(at)
    if node.base == "report" and node.steps and compared is not None:
        return _year_before(compared, -node.steps // 4, at)
    span, anchor, label = _base(node.base, at, node.unit)
    steps = node.steps
    if node.base == "report" and at.report is None and span is not None:
        span = period(span.start, G.QUARTER, -1)
    if span is None and node.base == "before" and steps < 0 and node.unit is not G.DAY:  # "the previous year", said of no other
        span, anchor, label = _base("now", at)
    if span is None:
        return Meaning("DATE", _open_unit(node.unit), anchor=anchor, why=f"the {node.unit} is counted from {label}")
    if node.fiscal:
        made = calendars.fiscal_year(span.start, steps, at.fiscal)
        return _date(made, at, f"the accounting year counted from {label}", anchor, f"{date.fromordinal(made.end - 1).year:04}")
    sunday = date.fromordinal(span.start).weekday() == 6
    if node.unit is G.WEEK and steps == 0 and sunday and at.direction > 0 and node.base == "now":
        steps = 1
    if node.base == "before" and node.unit is G.DAY:
        start = span.end - 1 + steps if steps > 0 else span.start + steps
        return _date(Span(start, start + 1), at, _steps(node.unit, steps, label), anchor)
    made = period(span.start, node.unit, steps)
    return _date(made, at, _steps(node.unit, steps, label), anchor)


def _compared(at: Setting) -> Span | None:
    """The period that results are compared with: the quarter, or the year where its first months were spoken of last."""
    return at.whole or at.report


def _year_before(period_: Span, years: int, at: Setting) -> Meaning:
    return _date(period_.shift(-years, G.YEAR), at, f"a year before the period reported, {value_of(period_)}", Anchor.EXPRESSION)


def _open_unit(unit: Granularity) -> str:
    return {G.DAY: "XXXX-XX-XX", G.WEEK: "XXXX-WXX", G.MONTH: "XXXX-XX", G.QUARTER: "XXXX-QX"}.get(unit, "XXXX")


def _steps(unit: Granularity, steps: int, label: str) -> str:
    if unit is G.DAY and abs(steps) == 1:
        return f"the day {'before' if steps < 0 else 'after'} {label}"
    if steps == 0:
        return f"the {unit} of {label}"
    if abs(steps) == 1:
        return f"the {unit} {'before' if steps < 0 else 'after'} that of {label}"
    return f"{abs(steps)} {unit}s {'before' if steps < 0 else 'after'} {label}"


def _rel(node: Rel, at: Setting) -> Meaning | None:
    if node.which == "report":
        return _report(node.of.year or 0, at)
    base = "before" if node.which in {"previous", "following"} else "now"
    span, anchor, label = _base(base, at)
    if span is None:
        return Meaning("DATE", open_value(node.of), anchor=anchor, why=f"counted from {label}")
    now = span.start if node.which != "following" else span.end - 1
    made = calendars.relative(node.which, node.of, now, at.direction, at.southern, at.fiscal, at.holidays)
    if made is None:
        return None
    side = "before" if made.end <= now else "after" if made.start > now else "around"
    return _date(made, at, f"{calendars.describe(node.of)} {side} {label}", anchor)


def _report(year: int, at: Setting) -> Meaning | None:
    compared = _compared(at)
    if compared is None:
        span = calendars.explicit(Cal(year=year), at.southern, at.fiscal, at.holidays)
        return _date(span, at, "a period of that year", Anchor.NONE) if span else None
    made = compared.shift(year - compared.first.year, G.YEAR)
    return _date(made, at, f"the period of {year} that matches {value_of(compared)}", Anchor.EXPRESSION)


def _within(node: Within, at: Setting) -> Meaning | None:
    outer = _deictic(node.period, at)
    if outer.span is None:
        return Meaning("DATE", open_value(node.of), anchor=outer.anchor, why=outer.why)
    if node.period.unit is G.WEEK:
        day = outer.span.start + (node.of.weekday or 0)
        span: Span | None = Span(day, day + 1)
    else:
        first = outer.span.first
        month = first.month if node.period.unit is G.MONTH else node.of.month
        span = calendars.explicit(replace(node.of, year=first.year, month=month), at.southern, at.fiscal, at.holidays)
    return _date(span, at, f"{calendars.describe(node.of)} in {outer.why}", outer.anchor) if span else None


def _shift(node: Shift, at: Setting) -> Meaning | None:
    if isinstance(node.base, str):
        compared = _compared(at) if at.results else None
        if compared is not None and node.unit == "year" and node.count == 1 and node.sign < 0:
            return _year_before(compared, 1, at)
        span, anchor, label = _base(node.base, at, node.unit)
    else:
        base = mean(node.base, at)
        if base is None:
            return None
        span, anchor, label = base.span, base.anchor, f"{base.value}"
    words = f"{calendars.amount(node)} {'before' if node.sign < 0 else 'after'} {label}"
    if node.count is None:
        vague = "PAST_REF" if node.sign < 0 else "FUTURE_REF"
        return Meaning("DATE", vague, None, node.mod, anchor, words)
    if span is None:
        return Meaning("DATE", "XXXX-XX-XX", None, node.mod, anchor, words)
    try:
        made = calendars.distance(node, span, relaxed=node.base == "now")
    except OutOfRangeError:  # "4,000 years ago": before the calendar of spans begins
        return Meaning("DATE", "PAST_REF" if node.sign < 0 else "FUTURE_REF", None, node.mod, anchor, words)
    if made is None:
        return Meaning("DATE", "XXXX-XX-XX", None, node.mod, anchor, words)
    around = f"the {made.granularity} around {words}" if made.granularity is not G.DAY else words
    return replace(_date(made, at, around, anchor), mod=node.mod)


# ---- inside and beside ------------------------------------------------------------------------------------------------


def _nth(node: Nth, at: Setting) -> Meaning | None:
    outer = mean(node.of, at)
    if outer is None or outer.type not in {"DATE", "TIME"}:
        return None
    if outer.span is None:
        return replace(outer, value=None)
    span = calendars.nth(node, outer.span)
    return _date(span, at, f"{calendars.nth_words(node)} {outer.value}", outer.anchor) if span else None


def _part(node: Part, at: Setting) -> Meaning | None:
    outer = mean(node.of, at)
    if outer is None or outer.type not in {"DATE", "TIME"}:
        return None
    mod = {"early": "START", "start": "START", "first half": "START", "earlier": "START", "mid": "MID"}.get(node.which, "END")
    if outer.span is None:
        return replace(outer, mod=mod)
    span = calendars.part(node.which, outer.span, at.now)
    return replace(outer, span=span, mod=mod, why=f"{calendars.part_words(node.which)} {outer.value}, {outer.why}")


def _clock(node: Clock, at: Setting) -> Meaning | None:
    if node.of is not None:
        day = mean(node.of, at)
        if day is None:
            return None
    elif (known := _clock_day(at)) is not None:
        day = replace(known, anchor=Anchor.EXPRESSION, why=f"on the day that was spoken of, {known.value}", type="DATE")
    else:
        day = _deictic(Deictic(G.DAY, 0), at)
    if day.value in {"PAST_REF", "FUTURE_REF"}:
        return None
    value = f"{(day.value or 'XXXX-XX-XX')[:10]}{node.clock}"
    span = day.span and replace(day.span, clock=node.clock + (node.zone or ""))
    return Meaning("TIME", value, span, node.mod or day.mod, day.anchor, day.why)


def _clock_day(at: Setting) -> Meaning | None:
    """The day that a bare clock time goes with: the one spoken of just before, or in a story about the past the last one."""
    if at.near and at.before and at.before.span and at.before.span.days == 1:
        return replace(at.before, value=value_of(at.before.span))
    day = at.day_before
    if day is None or day.span is None or at.now is None or at.direction >= 0 or at.live:
        return None
    return replace(day, value=value_of(day.span)) if 0 <= at.now - day.span.start <= 7 else None


def _bound(node: Bound, at: Setting) -> Meaning | None:
    inner = mean(node.of, replace(at, direction=_lean(node, at.direction)))
    if inner is None:
        return None
    onwards = node.kind in {"since", "from"}
    mod = "ON_OR_AFTER" if onwards else "ON_OR_BEFORE"
    span, now = inner.span, at.published
    if span is None or now is None or inner.type == "TIME":
        return replace(inner, mod=inner.mod or mod)
    today = f"publication on {day_words(now)}"
    if onwards and span.start <= now:
        stretch = Span(span.start, now + 1, span.granularity, Shape.ONWARDS)
        return replace(inner, mod=mod, span=stretch, why=f"from {inner.value} ({inner.why}) to {today}")
    if not onwards and span.end - 1 >= now:
        shape = Shape.THROUGHOUT if node.kind == "until" else Shape.WITHIN
        stretch = Span(now, span.end, span.granularity, shape)
        return replace(inner, mod=mod, span=stretch, why=f"from {today} to {inner.value} ({inner.why})")
    return replace(inner, mod=inner.mod or mod)


def _lean(node: Bound, direction: float) -> float:
    """The direction of the date of a bound: "since October" is past; a word that means "from" as well looks at the tense."""
    if node.kind == "since":
        return -SURE
    return direction if node.kind != "from" or direction > 0 else -SURE


def _range(node: Range, at: Setting) -> Meaning | None:
    first, last = mean(node.first, at), mean(node.last, at)
    if first is None or last is None:
        return None
    if first.span and last.span and last.span.start < first.span.start:
        last = mean(node.last, replace(at, now=first.span.end - 1, direction=SURE))
        if last is None or last.span is None or last.span.start < first.span.start:
            return None
    value = f"{first.value}/{last.value}"
    if first.span is None or last.span is None:
        return Meaning("DATE", value, anchor=first.anchor, why=f"from {first.why} to {last.why}")
    finer = min(first.span, last.span, key=lambda span: span.days).granularity
    if last.span.days != first.span.days and finer is G.DAY:
        value = f"{first.span.first.isoformat()}/{last.span.last.isoformat()}"
    span = Span(first.span.start, last.span.end, finer, Shape.THROUGHOUT)
    anchor = first.anchor if first.anchor is not Anchor.NONE else last.anchor
    return Meaning("DATE", value, span, anchor=anchor, why=f"from {first.value} ({first.why}) to {last.value} ({last.why})")


# ---- without a place in the calendar ----------------------------------------------------------------------------------


def _length(node: Length, at: Setting) -> Meaning:
    value = duration(node)
    if not node.window or node.count is None or at.now is None or node.unit in CLOCKS:
        return Meaning("DURATION", value, mod=node.mod, why="a length of time")
    span = calendars.window(node, at.now)
    return Meaning(
        "DURATION",
        value,
        span,
        node.mod,
        Anchor.PUBLISHED,
        f"a length of time that {'ends' if node.window < 0 else 'begins'} with {at.label}",
    )


def _ending(node: Ending, at: Setting) -> Meaning | None:
    lean = at.direction if at.direction > 0 and not node.over else -SURE
    last = mean(node.of, replace(at, direction=lean))
    if last is None or last.type != "DATE":
        return None
    words = calendars.amount(Shift(node.length.count, node.length.unit, -1, "now")).removeprefix("1 ")
    why = f"the {words} to {last.value} ({last.why})"
    span = last.span and calendars.until(node.length, last.span)
    if span is None:
        return Meaning("DURATION", duration(node.length), mod=node.length.mod, anchor=last.anchor, why=why)
    value = value_of(span, at.southern)
    if period(span.start, span.granularity).end != span.end:
        value = f"{span.first.isoformat()}/{span.last.isoformat()}"
    return Meaning("DATE", value, span, node.length.mod, last.anchor, why)


def ends_of(node: Ending, at: Setting) -> tuple[Meaning, Meaning] | None:
    """Return the meanings of the length and of the date that it ends with; "the quarter ended June 30" is that quarter."""
    last = mean(node.of, replace(at, direction=at.direction if at.direction > 0 and not node.over else -SURE))
    if last is None:
        return None
    if node.length.unit == "quarter" and node.length.count == 1 and last.span is not None:
        return Meaning("DATE", value_of(period(last.span.end - 1, G.QUARTER))), last
    return _length(node.length, at), last


def _regular(node: Regular, _: Setting) -> Meaning:
    return Meaning("SET", node.value, why="a set of times, not one date")


def _vague(node: Vague, _: Setting) -> Meaning:
    side = {"PAST_REF": "the past", "PRESENT_REF": "the present", "FUTURE_REF": "the future"}[node.value]
    return Meaning("DATE", node.value, why=f"a vague reference to {side}")


_MEAN: dict[type, Callable[[Any, Setting], Meaning | None]] = {
    Cal: _cal,
    Slash: _slash,
    Deictic: _deictic,
    Rel: _rel,
    Within: _within,
    Shift: _shift,
    Nth: _nth,
    Part: _part,
    Clock: _clock,
    Bound: _bound,
    Range: _range,
    Length: _length,
    Ending: _ending,
    Regular: _regular,
    Vague: _vague,
}
