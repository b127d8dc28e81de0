"""From an article to its expressions: scan, filter, resolve in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from timeline.dates import context, scan
from timeline.dates.constraints import constraints
from timeline.dates.filters import is_time
from timeline.dates.grammar import Grammar, languages, load
from timeline.dates.meaning import Meaning, Setting, day_words, mean
from timeline.dates.tree import Bound, Cal, Clock, Deictic, Node, Nth, Part, Range, Rel, Shift, Slash, Within
from timeline.model import Article, Expression, Publication, digest
from timeline.span import Span

MAX_PUBLISHED_DAYS = 62
"""An article whose publication is known less exactly than this gives no date to "last Thursday"."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression found in the text, before its meaning."""

    start: int
    end: int
    node: Node
    anchor_start: int | None = None
    anchor_end: int | None = None


def annotate(article: Article, published: Span | None = None) -> tuple[Expression, ...]:
    """Return an article's time expressions in order, never overlapping, resolved as far as the anchors allow.

    Args:
        article: the article; expressions in its furniture are marked.
        published: publication days to use in place of the article's own; the result is then the hull over these days.

    >>> from timeline.model import Article, Publication
    >>> article = Article("a", "They signed it last Thursday.", published=Publication(Span.of("2023-07-23")))
    >>> annotate(article)[0].why
    "'last Thursday': the Thursday before publication on Sunday 23 July 2023"
    """
    span = published or article.published.span
    language = article.language.partition("-")[0].lower()
    if language not in languages():
        language = "en"
    grammar = load(language)
    hits = list(find(article.text, grammar))
    frame = _frame(article, hits, grammar)
    first = _resolve_all(article, hits, frame, span.start if span else None, grammar)
    if span is None or span.days == 1:
        return first
    if span.days > MAX_PUBLISHED_DAYS:
        return _resolve_all(article, hits, frame, None, grammar)
    last = _resolve_all(article, hits, frame, span.end - 1, grammar)
    return tuple(_hull(a, b) for a, b in zip(first, last, strict=True))


def resolve(text: str, published: date | str | None = None, language: str = "en") -> tuple[Expression, ...]:
    """Return the time expressions of a text.

    Args:
        text: any text.
        published: the day it was written, as a date or "YYYY-MM-DD"; without it only explicit dates get their days.
        language: its language tag, such as "en" or "en-GB".

    Raises:
        ValueError: if the day is not a date.

    >>> [str(e.span) for e in resolve("It met on Friday and meets again tomorrow.", "2023-07-23")]
    ['2023-07-21', '2023-07-24']
    """
    span = Span.of(published) if published is not None else None
    return annotate(Article(digest(text), text, language=language, published=Publication(span)))


def find(text: str, grammar: Grammar) -> Iterator[Hit]:
    """Yield what looks like a time expression, in order."""
    last = 0
    for start, end in scan.runs(text, grammar):
        for found in scan.read(text[start:end], grammar.language):
            a, b = start + found.start, start + found.end
            if a < last or not is_time(text, a, b, found.node, grammar.language):
                continue
            yield Hit(a, b, found.node)
            last = b


# ---- what the article says of all its expressions ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Frame:
    sentences: context.Sentences
    southern: bool
    day_first: bool
    reason: str
    dateline: tuple[int, int] | None


def _frame(article: Article, hits: list[Hit], grammar: Grammar) -> _Frame:
    slashes = [
        (hit.node.first, hit.node.second, article.text[hit.start : hit.end]) for hit in hits if isinstance(hit.node, Slash)
    ]
    order, reason = context.day_first(article.text, article.language, slashes) if slashes else (True, "")
    south = any(_seasonal(hit.node) for hit in hits) and context.southern(article.text, article.source)
    return _Frame(context.Sentences.of(article.text), south, order, reason, context.dateline(article.text))


def _seasonal(node: Node) -> bool:
    if isinstance(node, Cal):
        return node.season is not None
    inner = getattr(node, "of", None) or getattr(node, "first", None)
    return inner is not None and not isinstance(inner, int) and _seasonal(inner)


def _resolve_all(article: Article, hits: list[Hit], frame: _Frame, now: int | None, grammar: Grammar) -> tuple[Expression, ...]:
    setting = Setting(
        now,
        f"publication on {day_words(now)}" if now else "publication",
        southern=frame.southern,
        day_first=frame.day_first,
        reason=frame.reason,
        holidays=grammar.holidays,
    )
    found: list[Expression] = []
    written = setting
    for hit in hits:
        words = article.text[hit.start : hit.end]
        start, end = frame.sentences.around(hit.start)
        side = 0
        if needs_direction(hit.node):
            side = context.direction(
                article.text[start : max(end, hit.end)], hit.start - start, hit.end - start, grammar.language
            )
        meaning = mean(hit.node, replace(written, direction=side))
        if meaning is None:
            continue
        if (
            frame.dateline
            and frame.dateline[0] <= hit.start < frame.dateline[1]
            and meaning.span
            and meaning.span.days == 1
            and now
        ) and 0 <= now - meaning.span.start <= 3:
            written = replace(written, now=meaning.span.start, label=f"the dateline of {day_words(meaning.span.start)}")
        found.append(_expression(article, hit, words, meaning))
        if meaning.span and meaning.type in {"DATE", "TIME"} and not found[-1].furniture:
            written = replace(written, before=meaning, before_text=words)
    return tuple(found)


def needs_direction(node: Node) -> bool:
    """Say whether a tree means another day in a sentence about the past than in one about the future."""
    if isinstance(node, (Part, Bound, Clock, Nth)):
        return node.of is not None and needs_direction(node.of)
    if isinstance(node, Range):
        return needs_direction(node.first)
    if isinstance(node, Shift):
        return not isinstance(node.base, str) and needs_direction(node.base)
    if isinstance(node, Deictic):
        return node.steps == 0
    if isinstance(node, Cal):
        return node.year is None and node.decade is None and node.century is None
    return isinstance(node, Rel) or (isinstance(node, Slash) and node.year is None) or isinstance(node, Within)


def _expression(article: Article, hit: Hit, words: str, meaning: Meaning) -> Expression:
    return Expression(
        hit.start,
        hit.end,
        words,
        meaning.type,
        meaning.value,
        meaning.mod,
        meaning.span,
        meaning.anchor,
        f"'{' '.join(words.split())}': {meaning.why}",
        constraints(hit.node, meaning),
        hit.anchor_start,
        hit.anchor_end,
        article.in_furniture(hit.start, hit.end),
    )


def _hull(a: Expression, b: Expression) -> Expression:
    if a.span is None or b.span is None or a.span == b.span:
        return a
    span = a.span.hull(b.span)
    return replace(a, span=span, why=f"{a.why} or, at the latest, {b.why.partition(': ')[2]}")
