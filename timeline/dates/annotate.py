"""From an article to its expressions: scan, filter, resolve in reading order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from timeline.dates import extents, foreign, speech
from timeline.dates.beside import with_days
from timeline.dates.constraints import Case, constraints
from timeline.dates.find import Hit, find, from_event, with_events
from timeline.dates.frame import Frame, frame_of, is_attribute, is_dateline, is_heading, is_scene
from timeline.dates.grammar import Grammar, languages, load
from timeline.dates.meaning import Meaning, Setting, day_words, ends_of, mean
from timeline.dates.surroundings import is_of_a_game, placed, remembered, with_accounts
from timeline.dates.tree import Shift
from timeline.model import Anchor, Article, Expression, Publication, digest
from timeline.span import OutOfRangeError, Span

MAX_PUBLISHED_DAYS = 62
"""An article whose publication is known less exactly than this gives no date to "last Thursday"."""


def annotate(
    article: Article, published: Span | None = None, events: Mapping[int, Span] = MappingProxyType({})
) -> tuple[Expression, ...]:
    """Return an article's time expressions in order, never overlapping, resolved as far as the anchors allow.

    Args:
        article: the article; expressions in its furniture are marked.
        published: publication days to use in place of the article's own; the result is then the hull over these days.
        events: days of the event that an expression counts from, where they are known, by the expression's first character.

    >>> from timeline.model import Article, Publication
    >>> article = Article("a", "They signed it last Thursday.", published=Publication(Span.of("2023-07-23")))
    >>> annotate(article)[0].why
    "'last Thursday': the Thursday before publication on Sunday 23 July 2023"
    """
    span = published or article.published.span
    language = article.language.partition("-")[0].lower()
    if language not in languages() and foreign.knows(language):
        return foreign.annotate(article, None if span and span.days > MAX_PUBLISHED_DAYS else span, language)
    grammar = load(language if language in languages() else "en")
    open_hits = list(with_events(article.text, list(find(article.text, grammar)), grammar))
    hits = tuple(
        from_event(hit, events[hit.start]) if hit.start in events and hit.lent is None else hit
        for hit in with_days(article.text, open_hits, grammar)
    )
    frame = frame_of(article, hits, grammar.language)
    if span is not None and span.days > MAX_PUBLISHED_DAYS:
        span = None
    first = _resolve_all(article, hits, frame, span.start if span else None, grammar)
    if span is None or span.days == 1:
        return tuple(found for found in first if found is not None)
    last = _resolve_all(article, hits, frame, span.end - 1, grammar)
    return tuple(_hull(a, b) for a, b in zip(first, last, strict=True) if a is not None and b is not None)


def known_language(tag: str) -> bool:
    """Say whether texts of a language are read: by a grammar of ours, or for its explicit dates alone.

    >>> known_language("es-AR"), known_language("fr"), known_language("klingon")
    (True, True, False)
    """
    base = tag.partition("-")[0].lower()
    return base in languages() or foreign.knows(base)


def resolve(text: str, published: date | str | None = None, language: str = "en") -> tuple[Expression, ...]:
    """Return the time expressions of a text.

    Args:
        text: any text.
        published: the day it was written, as a date or "YYYY-MM-DD"; without it, and on the last day of the calendar, which no
            span can hold, only explicit dates get their days.
        language: its language tag, such as "en" or "es-AR"; of a language without a grammar only explicit dates are read.

    Raises:
        ValueError: if the day is not a date.

    >>> [str(e.span) for e in resolve("It met on Friday and meets again tomorrow.", "2023-07-23")]
    ['2023-07-21', '2023-07-24']
    """
    try:
        span = Span.of(published) if published is not None else None
    except OutOfRangeError:
        span = None
    return annotate(Article(digest(text), text, language=language, published=Publication(span)))


# ---- resolving --------------------------------------------------------------------------------------------------------


def _resolve_all(
    article: Article, hits: tuple[Hit, ...], frame: Frame, now: int | None, grammar: Grammar
) -> tuple[Expression | None, ...]:
    setting = Setting(
        now,
        f"publication on {day_words(now)}" if now else "publication",
        now,
        southern=frame.southern,
        day_first=frame.day_first,
        reason=frame.reason,
        live=frame.live,
        fiscal=frame.fiscal,
        holidays=grammar.holidays,
    )
    found: list[Expression | None] = []
    settings: list[Setting] = []
    before: tuple[int, int] | None = None
    for found_hit, following in itertools.zip_longest(hits, hits[1:]):
        hit, here = placed(article.text, found_hit, following, frame, setting, before, grammar)
        meaning = None if is_of_a_game(hit.node, here) else mean(hit.lent or hit.node, here)
        if meaning is not None and hit.anchor is not None:
            meaning = meaning._replace(anchor=Anchor.EVENT)
        made = _expression(article, hit, meaning, here, before, grammar) if meaning else None
        found.append(made)
        settings.append(here)
        setting = with_accounts(setting, article.text, hit, frame, grammar)
        if meaning is None or made is None or made.furniture or meaning.type not in {"DATE", "TIME"}:
            continue
        if meaning.span is None:
            if now is None and hit.anchor is None and not (meaning.value or "").endswith("_REF"):
                # a day that is not known yet: "the next day" is not that of an older one
                setting = setting._replace(before=meaning, before_text=" ".join(made.text.split()), day_before=None)
                before = hit.start, hit.end
            continue
        if is_dateline(article.text, hit, meaning, frame, now):
            day = meaning.span.start
            setting = setting._replace(now=day, label=f"the dateline of {day_words(day)}")
        elif is_scene(article.text, hit, meaning, now, grammar):
            day = meaning.span.start
            setting = setting._replace(now=day, label=f"the day of the scene, {day_words(day)}")
        if is_heading(article.text, hit, meaning):
            setting = setting._replace(heading=meaning)
        if before is not None and is_attribute(article.text, hit, before, frame, grammar):
            continue  # it says which shooting is meant; the story goes on from the day before it
        setting = remembered(setting, hit.node, meaning, made.text, here)
        before = hit.start, hit.end
    return tuple(found) if now is None else _with_speakers(article, hits, found, settings, now, grammar)


def _with_speakers(
    article: Article,
    hits: tuple[Hit, ...],
    found: list[Expression | None],
    settings: list[Setting],
    now: int,
    grammar: Grammar,
) -> tuple[Expression | None, ...]:
    """Resolve again, from the speaker's day, what stands in a quotation."""
    for index, day in speech.days(article.text, found, now, grammar.language):
        said = found[day]
        node = hits[index].node
        if (
            said is None
            or said.span is None
            or not speech.moves(node, stated=speech.is_saying(article.text, said, now, grammar.language))
        ):
            continue
        words = " ".join(said.text.split())
        label = f"'{words}', when it was said ({day_words(said.span.start)})"
        here = settings[index]._replace(now=said.span.start, label=label)
        meaning = mean(node, here)
        if meaning is not None and meaning.anchor is Anchor.PUBLISHED:
            meaning = meaning._replace(anchor=Anchor.EXPRESSION)
            found[index] = _expression(article, hits[index], meaning, here, (said.start, said.end), grammar)
    return tuple(found)


def _expression(
    article: Article, hit: Hit, meaning: Meaning, at: Setting, before: tuple[int, int] | None, grammar: Grammar
) -> Expression:
    words = article.text[hit.start : hit.end]
    meaning = _before(meaning, article.text, hit, grammar)
    anchor = hit.anchor or (before if meaning.anchor is Anchor.EXPRESSION else None) or (None, None)
    parts = extents.parts(words, hit.start, hit.node, ends_of(hit.node, at), grammar.language)
    if hit.lent is not None and not isinstance(hit.lent, Shift):  # "Oct. 12, the day before the crash"
        parts = tuple(replace(part, type=meaning.type, value=meaning.value) for part in parts)
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
        constraints(hit.node, Case(meaning, at.direction, at.holidays, at.southern)),
        anchor[0],
        anchor[1],
        article.in_furniture(hit.start, hit.end),
        parts,
    )


def _before(meaning: Meaning, text: str, hit: Hit, grammar: Grammar) -> Meaning:
    """The meaning with its modifier where "before" stands in front: the day itself is kept, as TimeML keeps it."""
    if meaning.type != "DATE" or meaning.mod is not None or meaning.span is None or hit.anchor is not None:
        return meaning
    if not re.search(grammar.settings["extents"].get("upper", "(?!)"), text[max(0, hit.start - 20) : hit.start], re.IGNORECASE):
        return meaning
    return meaning._replace(mod="BEFORE", why=f"{meaning.why}; what it dates comes before")


def _hull(a: Expression, b: Expression) -> Expression:
    if a.span is None or b.span is None or a.span == b.span:
        return a
    return replace(a, span=a.span.hull(b.span), why=f"{a.why}, or at the latest {b.why.partition(': ')[2]}")
