"""What is counted from an anchor: the day of the text, the date before, the period of a report."""

from __future__ import annotations

from datetime import date

from timeline.dates import calendars, distances, phrases
from timeline.dates.meaning.fields import open_value
from timeline.dates.meaning.setting import Meaning, Setting, dated, mean, meaning_of
from timeline.dates.tree import Cal, Deictic, Rel, Shift, Within
from timeline.dates.values import value_of
from timeline.model import Anchor
from timeline.span import Granularity, OutOfRangeError, Span, period

G = Granularity
MAX_BASE_DAYS = 27
"""Days of a period from which no days or weeks are counted: "in office since July, he had said two weeks earlier"."""


def _base(base: str, at: Setting, unit: str = "") -> tuple[Span | None, Anchor, str]:
    if base == "before or now":  # "la víspera" of a dispatch that names no day is the day before it
        base = "before" if at.day_before else "now"
    if base == "that":  # "that same day" is the last one spoken of, even if that was counted from another
        base, unit = "before", "" if at.before and at.before.span and at.before.span.days == 1 else unit
    if base == "report" and at.report is not None:
        return at.report, Anchor.EXPRESSION, f"the period reported, {value_of(at.report)}"
    if base == "before" and unit in {"day", "week"} and (known := _range_before(at)) is not None:
        return known, Anchor.EXPRESSION, f"'{at.before_text}'"
    if base == "before" and unit == "day" and at.day_before and at.day_before.span:
        return at.day_before.span, Anchor.EXPRESSION, f"{at.day_before.value}"
    if base == "before":
        if at.before and at.before.span:
            return at.before.span, Anchor.EXPRESSION, f"'{at.before_text}'"
        return None, Anchor.EXPRESSION, "a date before that is not known"
    if base == "spoken" and (day := clock_day(at)) is not None:
        return day.span, Anchor.EXPRESSION, f"{day.value}"
    if base == "event":
        return None, Anchor.EVENT, "the event"
    if at.now is None:
        return None, Anchor.PUBLISHED, "publication, whose date is not known"
    return Span(at.now, at.now + 1), Anchor.PUBLISHED, at.label


def _moved_on(at: Setting) -> bool:
    """Say whether a story has gone on from its last day of the calendar: "on 9 October … two days later … the next morning"."""
    last, day = at.before, at.day_before
    if last is None or day is None or last.span is None or day.span is None or last.span.days != 1:
        return False
    return last.anchor is Anchor.EXPRESSION and last.span.start > day.span.start


def _range_before(at: Setting) -> Span | None:
    """The last day of a range of days that was spoken of last: "on Wednesday and Thursday … A day later"."""
    span = at.before.span if at.before is not None else None
    if span is None or at.before is None or "/" not in (at.before.value or "") or span.granularity is not G.DAY:
        return None
    return Span(span.end - 1, span.end)


def clock_day(at: Setting) -> Meaning | None:
    """Return the day of a bare clock time: the one spoken of just before, or in a story about the past the last one."""
    if at.near and at.before and at.before.span and at.before.span.days == 1:
        return at.before._replace(value=value_of(at.before.span))
    if at.heading is not None and at.heading.span is not None:
        return at.heading._replace(value=value_of(at.heading.span))
    day = at.day_before
    if day is None or day.span is None or at.now is None or at.direction >= 0 or at.live:
        return None
    return day._replace(value=value_of(day.span)) if 0 <= at.now - day.span.start <= 7 else None


@meaning_of(Deictic)
def deictic(node: Deictic, at: Setting) -> Meaning:
    """Return the period that is some units off its anchor."""
    compared = _compared(at)
    if node.base == "report" and node.steps and compared is not None:
        return _year_before(compared, -node.steps // 4, at)
    base = "that" if node.base == "before" and node.unit is G.DAY and _moved_on(at) else node.base
    span, anchor, label = _base(base, at, node.unit)
    steps = node.steps
    if node.base == "report" and at.report is None and span is not None:
        span = period(span.start, G.QUARTER, -1)
    if span is None and node.base == "before" and steps < 0 and node.unit is not G.DAY:  # "the previous year", said of no other
        span, anchor, label = _base("now", at)
    if span is None:
        return Meaning("DATE", _open_unit(node.unit), anchor=anchor, why=f"the {node.unit} is counted from {label}")
    if node.fiscal:
        made = calendars.fiscal_year(span.start, steps, at.fiscal)
        return dated(made, at, f"the accounting year counted from {label}", anchor, f"{date.fromordinal(made.end - 1).year:04}")
    sunday = date.fromordinal(span.start).weekday() == 6
    if node.unit is G.WEEK and steps == 0 and sunday and at.direction > 0 and node.base == "now":
        steps = 1
    if node.base == "before" and node.unit is G.DAY:
        start = span.end - 1 + steps if steps > 0 else span.start + steps
        return dated(Span(start, start + 1), at, _steps(node.unit, steps, label), anchor)
    made = period(span.start, node.unit, steps)
    return dated(made, at, _steps(node.unit, steps, label), anchor)


def _compared(at: Setting) -> Span | None:
    """The period that results are compared with: the quarter, or the year where its first months were spoken of last."""
    return at.whole or at.report


def _year_before(period_: Span, years: int, at: Setting) -> Meaning:
    return dated(period_.shift(-years, G.YEAR), at, f"a year before the period reported, {value_of(period_)}", Anchor.EXPRESSION)


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


@meaning_of(Rel)
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
    return dated(made, at, f"{phrases.describe(node.of)} {side} {label}", anchor)


def _report(year: int, at: Setting) -> Meaning | None:
    compared = _compared(at)
    if compared is None:
        span = calendars.explicit(Cal(year=year), at.southern, at.fiscal, at.holidays)
        return dated(span, at, "a period of that year", Anchor.NONE) if span else None
    made = compared.shift(year - compared.first.year, G.YEAR)
    return dated(made, at, f"the period of {year} that matches {value_of(compared)}", Anchor.EXPRESSION)


@meaning_of(Within)
def _within(node: Within, at: Setting) -> Meaning | None:
    outer = deictic(node.period, at)
    if outer.span is None:
        return Meaning("DATE", open_value(node.of), anchor=outer.anchor, why=outer.why)
    if node.period.unit is G.WEEK:
        day = outer.span.start + (node.of.weekday or 0)
        span: Span | None = Span(day, day + 1)
    else:
        first = outer.span.first
        month = first.month if node.period.unit is G.MONTH else node.of.month
        span = calendars.explicit(node.of._replace(year=first.year, month=month), at.southern, at.fiscal, at.holidays)
    return dated(span, at, f"{phrases.describe(node.of)} in {outer.why}", outer.anchor) if span else None


@meaning_of(Shift)
def _shift(node: Shift, at: Setting) -> Meaning | None:
    if isinstance(node.base, str):
        compared = _compared(at) if at.results else None
        if compared is not None and node.unit == "year" and node.count == 1 and node.sign < 0:
            return _year_before(compared, 1, at)
        span, anchor, label = _base(node.base, at, node.unit)
        coarse = node.base == "before" and node.sign < 0 and node.unit in {"day", "week"}
        if coarse and span is not None and span.days > MAX_BASE_DAYS:
            span, anchor, label = _base("now", at) if at.day_before is None else _base(node.base, at, "day")
    else:
        base = mean(node.base, at)
        if base is None:
            return None
        span, anchor, label = base.span, base.anchor, f"{base.value}"
    words = f"{phrases.amount(node)} {'before' if node.sign < 0 else 'after'} {label}"
    if node.count is None:
        vague = "PAST_REF" if node.sign < 0 else "FUTURE_REF"
        return Meaning("DATE", vague, None, node.mod, anchor, words)
    if span is None:
        return Meaning("DATE", "XXXX-XX-XX", None, node.mod, anchor, words)
    try:
        made = distances.distance(node, span, relaxed=node.base == "now")
    except OutOfRangeError:  # "4,000 years ago": before the calendar of spans begins
        return Meaning("DATE", "PAST_REF" if node.sign < 0 else "FUTURE_REF", None, node.mod, anchor, words)
    if made is None:
        return Meaning("DATE", "XXXX-XX-XX", None, node.mod, anchor, words)
    around = f"the {made.granularity} around {words}" if made.granularity is not G.DAY else words
    return dated(made, at, around, anchor)._replace(mod=node.mod)
