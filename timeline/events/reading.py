"""`extract`: from articles with their expressions to readings, one process or several, in the order of the articles."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from multiprocessing import resource_tracker

from timeline.events import shallow
from timeline.events.actors import index
from timeline.events.bounds import own_days
from timeline.events.context import Context, Sentence
from timeline.events.layout import Layout, lay_out, to_parse
from timeline.events.mentions import dated, read
from timeline.events.parser import parse
from timeline.events.references import bind_anchors, inherit
from timeline.events.statements import state
from timeline.model import Article, Expression, Reading

Item = tuple[Article, tuple[Expression, ...]]
WITHOUT_EVENTS = "Read without events:"
CHUNK = 16
"""Articles that are parsed together: enough to fill the parser's batches, few enough to keep memory flat."""
AHEAD = 2
"""Chunks for each process that are under way at once: the one it reads, and one for it to go on with."""


def extract(items: Iterable[Item], jobs: int = 1) -> Iterator[Reading]:
    """Find the mentions and statements of articles.

    Args:
        items: articles, each with its time expressions in order.
        jobs: processes; the result does not depend on it.

    Yields:
        One reading for each article, in their order.

    >>> from timeline.dates import annotate
    >>> article = Article("a", "The ministers met in Vienna on 3 May 2021.")
    >>> [mention.type for reading in extract([(article, annotate(article))]) for mention in reading.mentions]
    ['meeting']
    """
    chunks = _chunks(items)
    if jobs <= 1:
        for chunk in chunks:
            yield from _read(chunk)
        return
    with _undisturbed():
        pool = multiprocessing.get_context("spawn").Pool(jobs)
    with pool:
        # A pool's own imap would take all articles at once and keep what is waiting in memory.
        waiting = deque(pool.apply_async(_read, (chunk,)) for chunk in islice(chunks, jobs * AHEAD))
        while waiting:
            readings = waiting.popleft().get()
            waiting += [pool.apply_async(_read, (chunk,)) for chunk in islice(chunks, 1)]
            yield from readings


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let processes that are started inside leave Ctrl+C to this one, which ends them in order and says so once."""
    resource_tracker.ensure_running()  # as it starts, it would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # they inherit it
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _read(chunk: Sequence[Item]) -> list[Reading]:
    layouts = [lay_out(article, expressions) for article, expressions in chunk]
    wanted = [(number, sentence) for number, (item, layout) in enumerate(zip(chunk, layouts, strict=True))
              if _is_english(item[0]) for sentence in to_parse(item[0].text, layout, item[1])]  # fmt: skip
    texts = ((chunk[number][0].text[sentence.start : sentence.end], sentence.index) for number, sentence in wanted)
    parsed: list[list[Sentence]] = [list(layout.sentences) for layout in layouts]
    for (number, sentence), doc in zip(wanted, parse(texts), strict=True):
        doc.user_data["quoted"] = int(sentence.quoted)
        parsed[number][sentence.index] = replace(sentence, doc=doc)
    return [_reading(*item, layout, tuple(listed)) for item, layout, listed in zip(chunk, layouts, parsed, strict=True)]


def _language(article: Article) -> str:
    return article.language.lower().partition("-")[0]


def _is_english(article: Article) -> bool:
    return _language(article) in {"en", "und", ""}


def _told(article: Article) -> Article:
    """The article with a word on what could not be read of it."""
    others = tuple(warning for warning in article.warnings if not warning.startswith(WITHOUT_EVENTS))  # it may be read again
    if _is_english(article) or _language(article) in shallow.languages():
        return replace(article, warnings=others)
    warning = f"{WITHOUT_EVENTS} there are no event rules for the language '{article.language}' yet. Its dates are resolved."
    return replace(article, warnings=(*others, warning))


def _reading(article: Article, expressions: tuple[Expression, ...], layout: Layout, sentences: tuple[Sentence, ...]) -> Reading:
    if _language(article) in shallow.languages():
        return Reading(_told(article), expressions, *shallow.read(article, expressions, layout, _language(article)))
    dates = own_days(article.text, expressions)
    ctx = Context(article, dates, sentences, index(article))
    drafts, orders = read(ctx)
    orders += bind_anchors(drafts, dates)
    inherit(drafts, ctx)
    statements = state(article, dates, [dated(draft) for draft in drafts], orders, layout.dateline)
    return Reading(_told(article), expressions, tuple(draft.mention for draft in drafts), statements)
