"""Quotations: an expression in one is counted from the day on which it was said, where the reporting clause gives that day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from timeline.dates.context import Sentences
from timeline.dates.grammar import load
from timeline.model import Expression

REACH = 60
"""Characters between a reporting verb and the day it was said."""
_MARKS = re.compile(r"[\"“”«»]")


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


def days(text: str, found: Sequence[Expression | None], sentences: Sentences, language: str) -> Iterator[tuple[int, int]]:
    """Yield pairs of an expression inside a quotation and the expression of the day on which that was said.

    Args:
        text: the text.
        found: the expressions in order, None for what was not one.
        sentences: the sentences of the text.
        language: whose reporting verbs to look for.
    """
    quotes = quotations(text) if any(mark in text for mark in '"“«') else []
    if not quotes:
        return
    inside = [_quote(quotes, e.start) if e else None for e in found]
    said = [i for i, e in enumerate(found) if e and inside[i] is None and _is_saying(text, e, quotes, language)]
    if not said:
        return
    for index, e in enumerate(found):
        quote = inside[index]
        if e is None or quote is None:
            continue
        best = min((i for i in said), key=lambda i: _distance(text, quote, found[i]), default=None)
        if best is not None and _distance(text, quote, found[best]) < 400:
            yield index, best


def _quote(quotes: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    return next((quote for quote in quotes if quote[0] <= at < quote[1]), None)


def _is_saying(text: str, e: Expression, quotes: list[tuple[int, int]], language: str) -> bool:
    """Whether an expression gives the day of a reporting verb of its own clause."""
    if e.span is None or e.span.days != 1 or e.anchor_start is not None:
        return False
    left = text[max(0, e.start - REACH) : e.start]
    left = re.split(r"[.;:!?\n\"”“»]\s*|,\s(?!who|which)", left)[-1]
    if _verbs(language).search(left):
        return True
    right = re.split(r"[.;!?\n\"“]", text[e.end : e.end + REACH])[0]
    return bool(_verbs(language).search(right)) and "," not in right.rstrip(", ")


def _distance(text: str, quote: tuple[int, int], e: Expression | None) -> int:
    """Characters between a quotation and a saying of the same paragraph; beyond a paragraph there is no link."""
    if e is None:
        return 10_000
    between = text[quote[1] : e.start] if e.start >= quote[1] else text[e.end : quote[0]]
    stops = len(re.findall(r"[.!?][\"”]?\s+[A-Z\"“]", between[1:]))
    return 10_000 if "\n" in between else len(between) + 150 * stops
