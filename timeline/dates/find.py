"""Where a text speaks of time: runs are read, words that only look like a time are left out, and events get their words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from timeline.dates import extents, scan
from timeline.dates.filters import is_time
from timeline.dates.grammar import Grammar
from timeline.dates.lookalikes import is_some_day
from timeline.dates.place import place_of
from timeline.dates.tree import Bound, Cal, Clock, Length, Node, Shift, Vague
from timeline.span import Granularity, Span, period

G = Granularity
MAX_NIGHT = 2
"""Days of an event that counts as one day: what happens in the night may touch two."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression found in the text, before its meaning; the anchor is the words that name its event."""

    start: int
    end: int
    node: Node
    anchor: tuple[int, int] | None = None


def find(text: str, grammar: Grammar) -> Iterator[Hit]:
    """Yield what looks like a time expression, in order."""
    last = 0
    for start, end in scan.runs(text, grammar):
        for found in scan.read(text[start:end], grammar.language):
            a, b = start + found.start, start + found.end
            if a < last:
                continue
            node = found.node
            if isinstance(node, Bound) and text[b : b + 2] in {"'s", "’s"}:  # "since last month's clash": the clash is the bound
                node = node.of
            if isinstance(node, Length) and is_some_day(place_of(text, a, b, grammar.language)):
                node = Vague("FUTURE_REF")
            if is_time(text, a, b, node, grammar.language):
                yield Hit(a, b, node)
                last = b


def with_events(text: str, hits: list[Hit], grammar: Grammar) -> Iterator[Hit]:
    """Add the words that name the event to "two days after"; without such words it counts from the date before."""
    last = 0
    for hit, following in itertools.zip_longest(hits, hits[1:]):
        shift = hit.node.of if isinstance(hit.node, Clock) else hit.node
        if not isinstance(shift, Shift) or shift.base != "event":
            if hit.start >= last:
                yield hit
            continue
        limit = following.start if following and not isinstance(following.node, Length) else len(text)
        anchor = extents.event_words(text, hit.end, limit, grammar.language)
        if anchor is not None:
            last = anchor[1]
            yield replace(hit, end=last, anchor=anchor)
        elif shift.count:
            shift = replace(shift, base="before")
            yield replace(hit, node=replace(hit.node, of=shift) if isinstance(hit.node, Clock) else shift)


def from_event(hit: Hit, span: Span) -> Hit:
    """The hit counted from an event whose day, month or year is known."""
    clock = hit.node if isinstance(hit.node, Clock) else None
    shift = clock.of if clock else hit.node
    base = _calendar(span)
    if base is None or hit.anchor is None or not isinstance(shift, Shift):
        return hit
    shift = replace(shift, base=base)
    return replace(hit, node=replace(clock, of=shift) if clock else shift)


def _calendar(span: Span) -> Cal | None:
    """The day, month or year that a span is; None where it is no such period."""
    first, around = span.first, period(span.start, span.granularity)
    whole = (span.start, span.end) == (around.start, around.end)
    if span.days <= MAX_NIGHT:
        return Cal(first.year, first.month, first.day)
    if whole and span.granularity is G.MONTH:
        return Cal(first.year, first.month)
    return Cal(first.year) if whole and span.granularity is G.YEAR else None
