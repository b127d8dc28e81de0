"""From an article to its expressions: scan, filter, resolve in reading order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from timeline.dates import context, extents, foreign, speech
from timeline.dates.constraints import Case, constraints
from timeline.dates.find import Hit, find, from_event, with_events
from timeline.dates.grammar import Grammar, languages, load
from timeline.dates.meaning import Meaning, Setting, day_words, ends_of, mean
from timeline.dates.tree import Bound, Cal, Clock, Deictic, Ending, Length, Node, Nth, Part, Range, Rel, Shift, Slash, Within
from timeline.dates.values import CLOCKS
from timeline.model import Anchor, Article, Expression, Publication, digest
from timeline.span import Granularity, Span, period

G = Granularity

MAX_PUBLISHED_DAYS = 62
"""An article whose publication is known less exactly than this gives no date to "last Thursday"."""
MAX_NEAR = 1000
"""Characters between a day and a clock time that goes with it."""
MAX_CONTEXT = 400
"""Characters to either side in which words tell the tense: more of an endless sentence is not looked at."""
CUMULATED: frozenset[tuple[str, Fraction]] = frozenset({("month", Fraction(6)), ("month", Fraction(9)), ("year", Fraction(1))})
"""Lengths that a company sums its results over, beside the quarter."""
MAX_DATELINE_DAYS = 3
"""A dateline older than this at publication is no dateline."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What an article says of all its expressions."""

    sentences: context.Sentences
    southern: bool
    day_first: bool
    reason: str
    dateline: tuple[int, int] | None
    live: bool
    fiscal: int


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
    open_hits = with_events(article.text, list(find(article.text, grammar)), grammar)
    hits = tuple(from_event(hit, events[hit.start]) if hit.start in events else hit for hit in open_hits)
    frame = _frame(article, hits, grammar.language)
    if span is not None and span.days > MAX_PUBLISHED_DAYS:
        span = None
    first = _resolve_all(article, hits, frame, span.start if span else None, grammar)
    if span is None or span.days == 1:
        return tuple(found for found in first if found is not None)
    last = _resolve_all(article, hits, frame, span.end - 1, grammar)
    return tuple(_hull(a, b) for a, b in zip(first, last, strict=True) if a is not None and b is not None)


def resolve(text: str, published: date | str | None = None, language: str = "en") -> tuple[Expression, ...]:
    """Return the time expressions of a text.

    Args:
        text: any text.
        published: the day it was written, as a date or "YYYY-MM-DD"; without it only explicit dates get their days.
        language: its language tag, such as "en" or "es-AR"; of a language without a grammar only explicit dates are read.

    Raises:
        ValueError: if the day is not a date.

    >>> [str(e.span) for e in resolve("It met on Friday and meets again tomorrow.", "2023-07-23")]
    ['2023-07-21', '2023-07-24']
    """
    span = Span.of(published) if published is not None else None
    return annotate(Article(digest(text), text, language=language, published=Publication(span)))


# ---- what the article says of all its expressions ---------------------------------------------------------------------


def _frame(article: Article, hits: tuple[Hit, ...], language: str) -> Frame:
    text = article.text
    slashes = [(hit.node.first, hit.node.second, text[hit.start : hit.end]) for hit in hits if isinstance(hit.node, Slash)]
    order, reason = context.day_first(text, article.language, slashes) if slashes else (True, "")
    live = sum(isinstance(hit.node, Clock) and hit.node.of is None and _opens_line(text, hit.start) for hit in hits) >= 3
    fiscal = context.fiscal_start(text, language)
    south = any(_seasonal(hit.node) for hit in hits) and context.southern(text, f"{article.source} {article.title}", language)
    return Frame(context.Sentences.of(text), south, order, reason, context.dateline(text), live, fiscal)


def _seasonal(node: Node) -> bool:
    if isinstance(node, Cal):
        return node.season is not None
    inner = getattr(node, "of", None) or getattr(node, "first", None)
    return inner is not None and not isinstance(inner, int) and _seasonal(inner)


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
    for found_hit in hits:
        hit, here = _at(article.text, found_hit, frame, setting, before, grammar)
        meaning = None if _is_of_a_game(hit.node, here) else mean(hit.node, here)
        if meaning is not None and hit.anchor is not None:
            meaning = replace(meaning, anchor=Anchor.EVENT)
        made = _expression(article, hit, meaning, here, before, grammar) if meaning else None
        found.append(made)
        settings.append(here)
        setting = _accounts(setting, article.text, hit, frame, grammar)
        if meaning is None or made is None or made.furniture or meaning.span is None or meaning.type not in {"DATE", "TIME"}:
            continue
        if _is_dateline(article.text, hit, meaning, frame, now):
            day = meaning.span.start
            setting = replace(setting, now=day, label=f"the dateline of {day_words(day)}")
        setting = _remember(setting, hit.node, meaning, made.text)
        before = hit.start, hit.end
    return tuple(found) if now is None else _with_speakers(article, hits, found, settings, now, grammar)


def _remember(setting: Setting, node: Node, meaning: Meaning, words: str) -> Setting:
    """The setting after an expression; a comparison with the year before leaves the anchor where it was."""
    assert meaning.span is not None
    if (setting.report or setting.whole) and isinstance(node, Shift) and node.unit == "year":
        return setting
    setting = replace(setting, before=meaning, before_text=" ".join(words.split()))
    if meaning.span.days == 1 and meaning.anchor is not Anchor.EXPRESSION:
        setting = replace(setting, day_before=meaning)
    over = setting.now is not None and meaning.span.end - 1 <= setting.now
    if over and meaning.span.granularity in (G.QUARTER, G.HALF) and (setting.report or not _is_reported(node)):
        report = setting.report if meaning.anchor is Anchor.EXPRESSION else meaning.span
        setting = replace(setting, report=report, whole=None)
    return setting


def _is_of_a_game(node: Node, at: Setting) -> bool:
    """Whether "the first half" may be that of a match: no year, and no word of results or of the economy near it."""
    return isinstance(node, Cal) and node.half is not None and node.year is None and not at.accounts


def _is_reported(node: Node) -> bool:
    """Whether a tree is the quarter of a report, or the one a year before it, and names none itself."""
    return isinstance(node, Deictic) and node.base == "report" and node.steps != 0


def _accounts(setting: Setting, text: str, hit: Hit, frame: Frame, grammar: Grammar) -> Setting:
    """The setting after "in the nine months" of a report: a year earlier is then the year before, no quarter of it."""
    node = hit.node.length if isinstance(hit.node, Ending) else hit.node
    if setting.now is None or not (isinstance(node, Length) and not node.window and node.mod is None):
        return setting
    if node.count is None or (node.unit, node.count) not in CUMULATED:
        return setting
    start, end = frame.sentences.around(hit.start)
    if not context.speaks_of_results(text[start : min(end, hit.end + MAX_CONTEXT)], grammar.language):
        return setting
    return replace(setting, whole=period(setting.report.start if setting.report else setting.now, G.YEAR))


def _at(
    text: str, hit: Hit, frame: Frame, setting: Setting, before: tuple[int, int] | None, grammar: Grammar
) -> tuple[Hit, Setting]:
    """An expression and its setting: the direction of its sentence, and whether the expression before is near."""
    if not needs_context(hit.node):
        return hit, setting
    start, end = frame.sentences.around(hit.start)
    start, end = max(start, hit.start - MAX_CONTEXT), max(min(end, hit.end + MAX_CONTEXT), hit.end)
    sentence = text[start:end]
    side = context.direction(sentence, hit.start - start, hit.end - start, grammar.language, facts(hit.node))
    if isinstance(hit.node, Shift) and hit.node.base == "ahead":
        return replace(hit, node=_ahead(hit.node, side, text[start : hit.start], grammar.language)), setting
    near = before is not None and _near(text, before, hit, start)
    reported = (setting.report or setting.whole) is not None
    asked = reported or (isinstance(hit.node, Cal) and hit.node.half is not None)
    accounts = asked and context.speaks_of_results(sentence, grammar.language)
    results = accounts and reported
    setting = replace(setting, direction=side, near=near, results=results, accounts=accounts)
    if isinstance(hit.node, Cal) and _heads_line(text, hit, grammar):
        return hit, replace(setting, direction=0)
    return hit, _reported(setting, hit.node, sentence, before is not None and before[0] >= start, grammar)


def facts(node: Node) -> tuple[bool, bool]:
    """Return whether a tree is a weekday without a date, and whether it follows "by" or "until"."""
    return is_weekday(node), isinstance(node, Bound) and node.kind not in {"since", "from"}


def is_weekday(node: Node) -> bool:
    """Say whether a tree is a weekday without a date."""
    if isinstance(node, (Clock, Part, Bound)):
        return node.of is not None and is_weekday(node.of)
    return isinstance(node, Cal) and node.weekday is not None and node.month is None and node.day is None


def _ahead(node: Shift, side: float, words_before: str, language: str) -> Node:
    """Read "in two weeks" as a date to come, or as a length: "the worst in 40 years", "built in two weeks"."""
    if side > 0 and node.unit not in CLOCKS and not context.superlative(words_before, language):
        return replace(node, base="now")
    return Length(node.count, node.unit, node.mod)


def _reported(setting: Setting, node: Node, sentence: str, same: bool, grammar: Grammar) -> Setting:
    """Count a weekday from the day of the reporting clause: "he said on Friday that he would come on Monday"."""
    day = setting.day_before
    if not (same and day and day.span and isinstance(node, Cal) and node.weekday is not None and setting.direction > 0):
        return setting
    words = grammar.settings["tense"]["reported"]
    if setting.now is None or not 0 < setting.now - day.span.start <= 7 or not any(f" {word} " in sentence for word in words):
        return setting
    return replace(setting, now=day.span.start, label=f"'{setting.before_text}' ({day_words(day.span.start)})")


def _near(text: str, before: tuple[int, int], hit: Hit, sentence: int) -> bool:
    """Whether a clock time goes with the day before it: in its sentence, or in its paragraph unless it opens a line."""
    if hit.start - before[1] > MAX_NEAR or "\n" in text[before[1] : hit.start]:
        return False
    return before[0] >= sentence or not _opens_line(text, hit.start)


def _heads_line(text: str, hit: Hit, grammar: Grammar) -> bool:
    """Whether a date heads an entry of a list: it opens a line, and without an article ("El lunes se reunirán")."""
    first = text[hit.start : hit.end].split(maxsplit=1)[0].lower()
    goes_on = text[hit.end : hit.end + 2].strip()[:1].islower()
    return not goes_on and _opens_line(text, hit.start) and first not in grammar.settings["ambiguous"]["articles"]


def _opens_line(text: str, at: int) -> bool:
    """Whether only bullets stand between the beginning of the line and an offset."""
    lead = text[max(0, at - 20) : at]
    newline = lead.rfind("\n")
    return (newline >= 0 or at <= 20) and not lead[newline + 1 :].strip(" \t-–—•*·>#|")


def _is_dateline(text: str, hit: Hit, meaning: Meaning, frame: Frame, now: int | None) -> bool:
    if frame.dateline is None or now is None or meaning.span is None or meaning.span.days != 1:
        return False
    if not _is_absolute(hit.node) or not context.names_place(text[: hit.start].lstrip(), is_weekday(hit.node)):
        return False
    return frame.dateline[0] <= hit.start < frame.dateline[1] and 0 <= now - meaning.span.start <= MAX_DATELINE_DAYS


def _is_absolute(node: Node) -> bool:
    """Whether a tree names a day of the calendar, and does not count it from the day of the text."""
    day = node.of if isinstance(node, Clock) else node
    return isinstance(day, (Cal, Slash))


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
        here = replace(settings[index], now=said.span.start, label=label)
        meaning = mean(node, here)
        if meaning is not None and meaning.anchor is Anchor.PUBLISHED:
            meaning = replace(meaning, anchor=Anchor.EXPRESSION)
            found[index] = _expression(article, hits[index], meaning, here, (said.start, said.end), grammar)
    return tuple(found)


def needs_context(node: Node) -> bool:
    """Say whether a tree means another day in a sentence about the past than in one about the future."""
    if isinstance(node, Clock):
        return node.of is None or needs_context(node.of)
    if isinstance(node, (Part, Bound, Nth, Ending)):
        return needs_context(node.of)
    if isinstance(node, Range):
        return needs_context(node.first)
    if isinstance(node, Shift):
        return node.unit == "year" or node.base == "ahead" or (not isinstance(node.base, str) and needs_context(node.base))
    if isinstance(node, Deictic):
        return node.steps == 0
    if isinstance(node, Cal):
        return node.year is None and node.decade is None and node.century is None
    return isinstance(node, (Rel, Within)) or (isinstance(node, Slash) and node.year is None)


def _expression(
    article: Article, hit: Hit, meaning: Meaning, at: Setting, before: tuple[int, int] | None, grammar: Grammar
) -> Expression:
    words = article.text[hit.start : hit.end]
    meaning = _before(meaning, article.text, hit, grammar)
    anchor = hit.anchor or (before if meaning.anchor is Anchor.EXPRESSION else None) or (None, None)
    ends = None
    if isinstance(hit.node, Range):
        first, last = mean(hit.node.first, at), mean(hit.node.last, at)
        ends = (first, last) if first and last else None
    elif isinstance(hit.node, Ending):
        ends = ends_of(hit.node, at)
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
        extents.parts(words, hit.start, hit.node, ends, grammar.language),
    )


def _before(meaning: Meaning, text: str, hit: Hit, grammar: Grammar) -> Meaning:
    """The meaning with its modifier where "before" stands in front: the day itself is kept, as TimeML keeps it."""
    if meaning.type != "DATE" or meaning.mod is not None or meaning.span is None or hit.anchor is not None:
        return meaning
    if not re.search(grammar.settings["extents"].get("upper", "(?!)"), text[max(0, hit.start - 20) : hit.start], re.IGNORECASE):
        return meaning
    return replace(meaning, mod="BEFORE", why=f"{meaning.why}; what it dates comes before")


def _hull(a: Expression, b: Expression) -> Expression:
    if a.span is None or b.span is None or a.span == b.span:
        return a
    return replace(a, span=a.span.hull(b.span), why=f"{a.why}, or at the latest {b.why.partition(': ')[2]}")
