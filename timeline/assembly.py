"""From readings to a timeline, story by story; what no story has to do with is left as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from timeline import dates, merge
from timeline.dates.find import MAX_NIGHT
from timeline.model import Anchor, Article, Basis, Event, Expression, Mention, Reading, Timeline, by_file, digest, in_order
from timeline.network.relations import Filter, In
from timeline.span import Shape, Span
from timeline.words import day_words


def assemble(readings: Iterable[Reading]) -> Timeline:
    """Merge what articles say into a timeline; a pure function of the readings, whatever their order.

    Args:
        readings: one for each article.

    >>> assemble([]).events
    ()
    """
    by_id = {reading.article.id: reading for reading in readings}
    outlines = [merge.outline(reading) for reading in by_id.values()]
    names = merge.named(outlines)
    return together(assemble_story([by_id[key] for key in story], names) for story in merge.stories(outlines))


def assemble_story(readings: Sequence[Reading], names: Mapping[str, str]) -> Timeline:
    """Merge what the articles of one story say; nothing else bears on the result.

    Args:
        readings: one for each article, in any order.
        names: canonical form of every name in them.
    """
    timeline = merge.merge_story(readings, names)
    own = {reading.article.id: reading for reading in readings}
    days = {mention.id: _day_of(mention, event) for event in timeline.events for mention in event.mentions}
    told = [article for article in timeline.articles if own[article.id].expressions]
    expressions = {article.id: _counted(article, own[article.id], days) for article in told}
    return replace(timeline, expressions=expressions, events=tuple(_with_dates(event, expressions) for event in timeline.events))


def story_key(by: str, articles: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return the digest of all that bears on a story.

    Args:
        by: fingerprint of the code.
        articles: by the ids of its articles, the digests of what each says.
        names: canonical form of every name in them.
    """
    return digest(by, *(f"{key} {articles[key]}" for key in sorted(articles)), *(f"{n}={names[n]}" for n in sorted(names)))


def together(stories: Iterable[Timeline]) -> Timeline:
    """Return the timeline of several stories.

    >>> together([]) == Timeline()
    True
    """
    told = list(stories)
    articles = sorted((article for story in told for article in story.articles), key=by_file)
    expressions = {key: found for story in told for key, found in story.expressions.items()}
    events = sorted((event for story in told for event in story.events), key=in_order)
    return Timeline(tuple(articles), {a.id: expressions[a.id] for a in articles if a.id in expressions}, tuple(events))


def _day_of(mention: Mention, event: Event) -> Span | None:
    """The day that others count from: the one that its article gives it, so that a dispute does not leak, else the event's."""
    return mention.span or event.span


def _counted(article: Article, reading: Reading, days: Mapping[str, Span | None]) -> tuple[Expression, ...]:
    """The expressions counted from a publication date that the network has worked out, and from events whose days are known."""
    own = reading.expressions
    ties = {e.start: _tied(e, reading) for e in own if e.anchor is Anchor.EVENT}
    told = {m.id: m.span for m in reading.mentions if m.span is not None and m.span.days == 1 and not m.inherited}
    # What is dated "on Friday, two days after the vote" is known from its own words, whatever others say of the vote.
    named = {start: day for start, (anchor, dated) in ties.items() if dated not in told and (day := days.get(anchor))}
    counted = own
    if article.published.basis is Basis.INFERRED or named:
        again = dates.annotate(article, article.published.span, named)
        if [(e.start, e.end) for e in again] == [(e.start, e.end) for e in own]:
            # "two days after the vote" stays a length with its event for those who read parts, whatever day that is
            counted = tuple(replace(new, parts=old.parts) if old.parts else new for new, old in zip(again, own, strict=True))
    return tuple(_seen_from_its_event(e, days.get(ties[e.start][1])) if e.start in ties else e for e in counted)


def _seen_from_its_event(expression: Expression, day: Span | None) -> Expression:
    """An expression whose anchor has no day gets that of the happening it dates, if other words or articles know it."""
    if expression.span is not None or day is None or day.days > MAX_NIGHT:
        return expression
    why = f"'{' '.join(expression.text.split())}': the day of what it dates, {day_words(day.start)}, which is known otherwise"
    return replace(expression, span=day, value=day.first.isoformat(), why=why)


def _tied(expression: Expression, reading: Reading) -> tuple[str, str]:
    """The mention that an expression counts from and the one that it dates; empty where there is none.

    A statement that binds the expression names both; else the anchor is the mention in the words that name it.
    """
    start, end = expression.anchor_start or expression.end, expression.anchor_end or expression.end
    dated = [m.id for m in reading.mentions if _hangs_on(m, expression, reading) and not start <= m.start < end]
    first = next(iter(dated), "")
    for statement in reading.statements:
        if (statement.start, statement.end) == (expression.start, expression.end):
            for relation in statement.relations:
                if not isinstance(relation, In | Filter) and relation.x[0] == relation.y[0] == "mention":
                    earlier, later = relation.x[1], relation.y[1]
                    counted = earlier not in dated and (later in dated or _counts_from(earlier, later, expression, reading))
                    anchor, found = (earlier, later) if counted else (later, earlier)
                    return anchor, found if any(m.id == found for m in reading.mentions) else first
    return next((m.id for m in reading.mentions if start <= m.start < end), ""), first


def _counts_from(one: str, other: str, expression: Expression, reading: Reading) -> bool:
    """Say whether an expression counts from the first of two mentions rather than from the second.

    It counts from what its own words name, which need not be an event, or from something that another sentence tells.
    """
    places = {m.id: m for m in reading.mentions if m.id in {one, other}}
    if len(places) < 2:
        return one not in places

    def beside(mention: Mention) -> bool:
        named = (expression.anchor_start or expression.end) <= mention.start < (expression.anchor_end or expression.end)
        return mention.quote_start <= expression.start < mention.quote_end and not named

    return not beside(places[one])


def _hangs_on(mention: Mention, expression: Expression, reading: Reading) -> bool:
    return mention.expression is not None and reading.expressions[mention.expression] is expression


def _goes_on(span: Span | None) -> bool:
    return span is not None and span.shape is Shape.ONWARDS


def _with_dates(event: Event, expressions: Mapping[str, tuple[Expression, ...]]) -> Event:
    """The event with the days of its mentions, now that all expressions have theirs."""

    def dated(mention: Mention) -> Mention:
        if mention.expression is None:
            return mention
        expression = expressions[mention.article][mention.expression]
        if mention.span is not None and not (_goes_on(mention.span) and _goes_on(expression.span)):
            return mention
        if expression.anchor_start is not None and mention.start >= expression.anchor_start:
            return mention  # what the expression counts from: "a day after Argentina expressed concern"
        return replace(mention, span=expression.span)

    mentions = tuple(dated(mention) for mention in event.mentions)
    # "since 2007" in an article whose publication had to be worked out: only now is it known how long that was at least.
    going_on = [m.span for m in mentions if m.span and _goes_on(m.span) and event.span and m.span.start == event.span.start]
    return replace(event, mentions=mentions, span=max(going_on, key=lambda span: span.end) if going_on else event.span)
