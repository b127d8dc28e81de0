"""Quotations: an expression in one is counted from the day on which it was said, where the reporting clause gives that day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from timeline.dates.grammar import load
from timeline.dates.tree import Clock, Deictic, Node, Part
from timeline.model import Anchor, Expression
from timeline.span import Granularity

REACH = 60
"""Characters between a reporting verb and the day it was said."""
MAX_DAYS_AGO = 14
MAX_DISTANCE = 400
"""Characters from a quotation to the reporting clause that gives its day; a sentence between counts as 150."""
LEAD = 600
"""Characters of a text in which the day that it leads with stands."""
MAX_LEAD_DAYS = 2
_ASIDE = re.compile(r",\s[^,.;:!?\n\"“”]{3,70},\s(?=(?:on|late|early|last)?\s?$)")
_MARKS = re.compile(r"[\"“”«»]")


@lru_cache
def _other_verb(language: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load(language).settings["tense"]["other_verbs"]) + r")\b")


@lru_cache
def _verbs(language: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load(language).settings["tense"]["reporting"]) + r")\b")


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the stretches inside quotation marks; a paragraph's end closes one.

    >>> quotations('He said: "Come tomorrow." She left.')
    [(10, 24)]
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    last = 0
    for mark in _MARKS.finditer(text):
        if opened is not None and "\n" in text[last : mark.start()]:
            stop = text.index("\n", last)
            found.append((opened, stop))
            opened = None
        closing = mark.group() in "”»" or (mark.group() == '"' and opened is not None)
        if closing and opened is not None:
            found.append((opened, mark.start()))
            opened = None
        elif not closing:
            opened = mark.end()
        last = mark.end()
    return found


def days(text: str, found: Sequence[Expression | None], now: int, language: str) -> Iterator[tuple[int, int]]:
    """Yield pairs of an expression inside a quotation and the expression of the day on which that was said.

    A reporting clause of the same paragraph tells the day; without one, a quotation in a story that leads with what
    happened the day before was most likely said on that day.

    Args:
        text: the text.
        found: the expressions in order, None for what was not one.
        now: the day of publication; who spoke weeks ago is not quoted with "yesterday".
        language: whose reporting verbs to look for.
    """
    quotes = quotations(text) if any(mark in text for mark in '"“«') else []
    if not quotes:
        return
    inside = [_quote(quotes, e.start) if e else None for e in found]
    said = [i for i, e in enumerate(found) if e and inside[i] is None and is_saying(text, e, now, language)]
    lead = next((i for i, e in enumerate(found) if e and inside[i] is None and _leads(e, now)), None)
    for index, e in enumerate(found):
        quote = inside[index]
        if e is None or quote is None:
            continue
        near = bisect_right(said, index)
        best = min(said[max(0, near - 3) : near + 3], key=lambda i: _distance(text, quote, found[i]), default=None)
        if best is not None and _distance(text, quote, found[best]) < MAX_DISTANCE:
            yield index, best
        elif lead is not None and lead < index:
            yield index, lead


def moves(node: Node, stated: bool) -> bool:
    """Say whether an expression in a quotation is counted from the speaker's day, where that is stated or only likely.

    >>> moves(Deictic(Granularity.DAY, 1), stated=False), moves(Deictic(Granularity.WEEK, -1), stated=False)
    (True, False)
    """
    if stated:
        return True
    inner = node.of if isinstance(node, (Clock, Part)) else node
    return isinstance(inner, Deictic) and inner.unit is Granularity.DAY and inner.base == "now"


def _leads(e: Expression, now: int) -> bool:
    """Whether an expression is the recent day that the story begins with."""
    if e.start > LEAD or e.anchor is not Anchor.PUBLISHED or e.span is None or e.span.days != 1 or e.furniture:
        return False
    return 0 <= now - e.span.start <= MAX_LEAD_DAYS


def _quote(quotes: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    index = bisect_right(quotes, (at, at + 1_000_000_000)) - 1
    return quotes[index] if index >= 0 and at < quotes[index][1] else None


def is_saying(text: str, e: Expression, now: int, language: str) -> bool:
    """Say whether an expression gives the day of a reporting verb of its own clause."""
    if e.span is None or e.span.days != 1 or e.anchor_start is not None or not 0 <= now - e.span.start <= MAX_DAYS_AGO:
        return False
    left = text[max(0, e.start - 2 * REACH) : e.start]
    if (aside := _ASIDE.search(left)) is not None:  # "said Ann Low, a retired welder, on Thursday"
        left = left[: aside.start()] + " "
    left = left[-REACH:]
    left = re.split(r"[.;:!?\n\"”“»]\s*|,\s(?!who|which)", left)[-1]
    spoken = list(_verbs(language).finditer(left))
    if spoken and not _other_verb(language).search(left, spoken[-1].end()):
        return True
    right = re.split(r"[.;!?\n\"“]", text[e.end : e.end + REACH])[0]
    return bool(_verbs(language).search(right)) and "," not in right.rstrip(", ")


def _distance(text: str, quote: tuple[int, int], e: Expression | None) -> int:
    """Characters between a quotation and a saying of the same paragraph; beyond a paragraph there is no link."""
    if e is None:
        return 10_000
    between = text[quote[1] : e.start] if e.start >= quote[1] else text[e.end : quote[0]]
    if len(between) > MAX_DISTANCE:
        return 10_000
    stops = len(re.findall(r"[.!?][\"”]?\s+[A-Z\"“]", between[1:]))
    return 10_000 if "\n" in between else len(between) + 150 * stops
