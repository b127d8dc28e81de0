"""What fields of the calendar denote: the year, the month or the week that the words leave out."""

from __future__ import annotations

from timeline.dates import calendars, phrases
from timeline.dates.meaning.setting import Meaning, Setting, dated, meaning_of
from timeline.dates.tree import Cal, Slash
from timeline.dates.values import month_value
from timeline.model import Anchor
from timeline.span import Granularity, Span, period

G = Granularity
MAX_MONTH = 31
SEASON_CODES = ("SP", "SU", "FA", "WI")


@meaning_of(Cal)
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
        if at.direction <= 0 and at.before.span.start <= at.now:  # "on 1 August … was sued on the 31st", printed on 14 August
            nearby = [span for span in nearby if span.start <= at.now] or candidates
        return _chosen(node, nearby, at._replace(now=at.before.span.start, direction=0))
    return _chosen(node, candidates, at)


def _explicit(node: Cal, span: Span, at: Setting) -> Meaning:
    value = None
    if node.last_year is not None:
        value = f"{month_value(span.start)}/{month_value(span.end - 1)}"
    elif node.fiscal and node.quarter is None and node.half is None:
        value = f"{node.year:04}"
    why = "a date given in full" if span.days == 1 else "a period given in full"
    return dated(span, at, why + _sighted(node, at), Anchor.NONE, value)


def _chosen(node: Cal, candidates: list[Span], at: Setting) -> Meaning | None:
    span = calendars.choose(node, candidates, at.now or 0, at.direction)
    if span is None:
        return None
    side = "the last before" if at.now is None or span.start <= at.now else "the next after"
    if at.now is not None and span.start <= at.now < span.end:
        side = "the one around"
    return dated(span, at, f"{phrases.describe(node)}, {side} {at.label}{_sighted(node, at)}")


def _sighted(node: Cal, at: Setting) -> str:
    """What the reason adds for a feast that begins with the new moon."""
    moon = node.holiday is not None and at.holidays[node.holiday].get("sighted")
    return "; a day later where the new moon was seen later" if moon else ""


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


@meaning_of(Slash)
def _slash(node: Slash, at: Setting) -> Meaning | None:
    day, month = (node.first, node.second) if at.day_first else (node.second, node.first)
    if month > 12:
        day, month = month, day
    made = _cal(Cal(year=node.year, month=month, day=day), at)
    if max(node.first, node.second) > 12 or node.first == node.second:  # there is only one way to read it
        return made
    order = "day before month" if day == node.first else "month before day"
    return made and made._replace(why=f"{made.why}, read with the {order}: {at.reason or 'the usual order'}")
