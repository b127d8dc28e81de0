"""Where a text speaks of time: runs are read, words that only look like a time are left out, and events get their words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from timeline.dates import extents, scan
from timeline.dates.filters import is_time
from timeline.dates.grammar import Grammar
from timeline.dates.lookalikes import is_governed, is_some_day
from timeline.dates.place import place_of
from timeline.dates.tree import Bound, Cal, Clock, Length, Node, Range, Regular, Shift, Vague
from timeline.dates.values import duration
from timeline.span import Granularity, Span, period

G = Granularity
MAX_NAME = 12
"""Characters of a weekday or month that may be a surname."""
MAX_NIGHT = 2
"""Days of an event that counts as one day: what happens in the night may touch two."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression found in the text, before its meaning.

    The anchor is the words that name its event; lent is what it denotes where a date beside it gives the day away.
    """

    start: int
    end: int
    node: Node
    anchor: tuple[int, int] | None = None
    lent: Node | None = None


def find(text: str, grammar: Grammar) -> Iterator[Hit]:
    """Yield what looks like a time expression, in order."""
    last = 0
    surnames: frozenset[str] | None = None
    for start, end in scan.runs(text, grammar):
        for a, b, read in _read(text, start, end, grammar):
            if a < last:
                continue
            node = read
            if isinstance(node, Bound) and text[b : b + 2] in {"'s", "’s"}:  # "since last month's clash": the clash is the bound
                node = node.of
            if isinstance(node, Length) and is_some_day(place_of(text, a, b, grammar.language)):
                node = Vague("FUTURE_REF")
            if isinstance(node, Cal) and b - a < MAX_NAME and text[a].isupper():
                surnames = _surnames(text, grammar) if surnames is None else surnames
                if text[a:b] in surnames and not is_governed(place_of(text, a, b, grammar.language)):
                    continue
            if is_time(text, a, b, node, grammar.language):
                for hit in _apart(text, a, b, node, grammar):
                    yield hit
                    last = hit.end


def _read(text: str, start: int, end: int, grammar: Grammar) -> Iterator[tuple[int, int, Node]]:
    """The expressions of a run; "in" before a distance into the past is a particle: "the roof fell in a week ago"."""
    past = grammar.settings["extents"].get("past_mark", "(?!)")
    for found in scan.read(text[start:end], grammar.language):
        a, b = start + found.start, start + found.end
        ahead = isinstance(found.node, Shift) and found.node.base == "ahead"
        if ahead and re.match(past, text[b : b + 8]):
            yield from _read(text, a, end, grammar)
            return
        yield a, b, found.node


def _surnames(text: str, grammar: Grammar) -> frozenset[str]:
    """Words that are people's names, because an age follows one of them: "Friday, 58, has run a shop since 1979"."""
    pattern = grammar.settings["ambiguous"].get("aged")
    return frozenset(re.findall(pattern, text)) if pattern else frozenset()


def _apart(text: str, start: int, end: int, node: Node, grammar: Grammar) -> Iterator[Hit]:
    """The two dates of "was moved from 3 March to 9 April", which is no range; a rate as the set that it is."""
    lead = text[max(0, start - 60) : start]
    if isinstance(node, Range) and re.search(grammar.settings["extents"].get("moved", "(?!)"), lead):
        split = re.search(grammar.settings["extents"]["moved_to"], text[start:end])
        if split is not None:
            yield Hit(start, start + split.start(), node.first)
            yield Hit(start + split.end(), end, node.last)
            return
    later = re.match(r"\s+(?:later|earlier|ago|before|after)\b", text[end : end + 10]) if isinstance(node, Regular) else None
    joint = re.search(r"\s(?=an?\s\w+$)", text[start:end], re.IGNORECASE) if later else None
    if later and joint:  # "seven months a year later"
        for a, b in ((start, start + joint.start()), (start + joint.end(), end + later.end())):
            for found in scan.read(text[a:b], grammar.language):
                yield Hit(a + found.start, a + found.end, found.node)
        return
    rated = isinstance(node, Length) and node.count == 1 and text[start:end].lower().startswith(("a ", "an "))
    if isinstance(node, Length) and rated and re.search(grammar.settings["extents"].get("rate", "(?!)"), lead):
        node = Regular(duration(node))
    yield Hit(start, end, node)


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
    if base is None or hit.anchor is None or not isinstance(shift, Shift) or shift.base != "event":
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
