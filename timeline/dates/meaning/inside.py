"""What lies inside or beside a period: its parts, its nth week, a time of its day, a stretch that it bounds."""

from __future__ import annotations

from dataclasses import replace

from timeline.dates import distances, phrases
from timeline.dates.meaning.anchored import clock_day, deictic
from timeline.dates.meaning.lengths import range_ends
from timeline.dates.meaning.setting import SURE, Meaning, Setting, dated, day_words, mean, meaning_of
from timeline.dates.tree import Bound, Clock, Deictic, Nth, Part, Range
from timeline.dates.values import stretch_value
from timeline.model import Anchor
from timeline.span import Granularity, Shape, Span

G = Granularity


@meaning_of(Nth)
def _nth(node: Nth, at: Setting) -> Meaning | None:
    outer = mean(node.of, at)
    if outer is None or outer.type not in {"DATE", "TIME"}:
        return None
    if outer.span is None:
        return outer._replace(value=None)
    span = distances.nth(node, outer.span)
    if span is None:
        return None
    return dated(span, at, f"{phrases.nth_words(node)} {outer.value}", outer.anchor, stretch_value(span) if node.count else None)


@meaning_of(Part)
def _part(node: Part, at: Setting) -> Meaning | None:
    outer = mean(node.of, at)
    if outer is None or outer.type not in {"DATE", "TIME"}:
        return None
    mod = {"early": "START", "start": "START", "first half": "START", "earlier": "START", "mid": "MID"}.get(node.which, "END")
    if outer.span is None:
        return outer._replace(mod=mod)
    span = distances.part(node.which, outer.span, at.now)
    return outer._replace(span=span, mod=mod, why=f"{phrases.part_words(node.which)} {outer.value}, {outer.why}")


@meaning_of(Clock)
def _clock(node: Clock, at: Setting) -> Meaning | None:
    if node.of is not None:
        day = mean(node.of, at)
        if day is None:
            return None
    elif (known := clock_day(at)) is not None:
        day = known._replace(anchor=Anchor.EXPRESSION, why=f"on the day that was spoken of, {known.value}", type="DATE")
    else:
        day = deictic(Deictic(G.DAY, 0), at)
    if day.value in {"PAST_REF", "FUTURE_REF"}:
        return None
    value = f"{(day.value or 'XXXX-XX-XX')[:10]}{node.clock}"
    span = day.span and replace(day.span, clock=node.clock + (node.zone or ""))
    return Meaning("TIME", value, span, node.mod or day.mod, day.anchor, day.why)


@meaning_of(Bound)
def _bound(node: Bound, at: Setting) -> Meaning | None:
    inner = mean(node.of, at._replace(direction=_lean(node, at.direction)))
    if inner is None:
        return None
    onwards = node.kind in {"since", "from"}
    mod = "ON_OR_AFTER" if onwards else "ON_OR_BEFORE"
    span, now = inner.span, at.published
    if span is None or now is None or inner.type == "TIME":
        return inner._replace(mod=inner.mod or mod)
    today = f"publication on {day_words(now)}"
    if onwards and span.start <= now:
        stretch = Span(span.start, now + 1, span.granularity, Shape.ONWARDS)
        return inner._replace(mod=mod, span=stretch, why=f"from {inner.value} ({inner.why}) to {today}")
    if not onwards and span.end - 1 >= now:
        shape = Shape.THROUGHOUT if node.kind == "until" else Shape.WITHIN
        stretch = Span(now, span.end, span.granularity, shape)
        return inner._replace(mod=mod, span=stretch, why=f"from {today} to {inner.value} ({inner.why})")
    return inner._replace(mod=inner.mod or mod)


def _lean(node: Bound, direction: float) -> float:
    """The direction of the date of a bound: "since October" is past; a word that means "from" as well looks at the tense."""
    if node.kind == "since":
        return -SURE
    return direction if node.kind != "from" or direction > 0 else -SURE


@meaning_of(Range)
def _range(node: Range, at: Setting) -> Meaning | None:
    ends = range_ends(node, at)
    if ends is None:
        return None
    first, last = ends
    value = f"{first.value}/{last.value}"
    if first.span is None or last.span is None:
        return Meaning("DATE", value, anchor=first.anchor, why=f"from {first.why} to {last.why}")
    finer = min(first.span, last.span, key=lambda span: span.days).granularity
    if last.span.days != first.span.days and finer is G.DAY:
        value = f"{first.span.first.isoformat()}/{last.span.last.isoformat()}"
    span = Span(first.span.start, last.span.end, finer, Shape.THROUGHOUT)
    anchor = first.anchor if first.anchor is not Anchor.NONE else last.anchor
    return Meaning("DATE", value, span, anchor=anchor, why=f"from {first.value} ({first.why}) to {last.value} ({last.why})")
