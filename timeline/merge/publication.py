"""Publication dates that nobody states, as the date network bounds them, with the words that bound them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from timeline.merge.describe import chain_words
from timeline.model import Article, Basis, Publication, Reading
from timeline.network.relations import Day, Node
from timeline.network.solution import Side, Solution
from timeline.span import Span
from timeline.words import day_words

FRESH_DAYS = 31
"""A report appears within so many days of the last thing that it reports: a convention, so it only bounds the likely days."""


def infer(article: Article, solution: Solution, readings: Mapping[str, Reading]) -> Article:
    """Return the article with the likely days of its publication and their outer limits, where its date is not known."""
    if article.published.span is not None:
        return article
    node = ("published", article.id)
    low, high = solution.bounds(node)
    if low is None:
        return article
    fresh = high is None or high - low > FRESH_DAYS
    last = low + FRESH_DAYS if high is None or fresh else high
    why = _why(low, last, node, solution, readings, fresh=fresh)
    return replace(article, published=Publication(Span(low, last + 1), Basis.INFERRED, why, _limits(node, solution)))


def _limits(node: Node, solution: Solution) -> Span | None:
    low, high = solution.bounds(node, "limits")
    return None if low is None or high is None else Span(low, high + 1)


def _why(low: Day, high: Day, node: Node, solution: Solution, readings: Mapping[str, Reading], *, fresh: bool) -> str:
    after = f"not before {day_words(low, weekday=False)}{_because(node, 'lower', solution, readings)}"
    if fresh:
        return f"not stated; {after}; probably within {FRESH_DAYS} days of that, as reports are"
    return f"not stated; {after}; not after {day_words(high, weekday=False)}{_because(node, 'upper', solution, readings)}"


def _because(node: Node, side: Side, solution: Solution, readings: Mapping[str, Reading]) -> str:
    why = solution.whys.get((node, side))
    if why is None or not why.statements:
        return ""
    told = "; ".join(chain_words(why.statements, readings))
    return f" [{told}{'; rests on one identification' if why.links == 1 else ''}]"
