"""Strings the rooms together: files in, a stored timeline out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from timeline import dates, edits, events, merge
from timeline.dates.find import MAX_NIGHT
from timeline.look import Fetch, Progress, fingerprint, look, silent
from timeline.model import Anchor, Article, Basis, Event, Expression, Mention, Publication, Reading, Refusal, Timeline
from timeline.network.relations import Filter, In
from timeline.span import Shape, Span
from timeline.store import Inputs, Store
from timeline.words import day_words

IN_MEMORY = ":memory:"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    Args:
        timeline: the timeline as stored.
        added: articles that were read anew.
        kept: articles that the store had already.
        refused: inputs that were not read, each with its reason.
        again: what had been read before, each input's name with the id of its article.
        new: ids of the articles that were read anew.
    """

    timeline: Timeline
    added: int = 0
    kept: int = 0
    refused: tuple[Refusal, ...] = ()
    again: tuple[tuple[str, str], ...] = ()
    new: tuple[str, ...] = ()


def build(
    paths: Iterable[Path | str],
    db: Path | str = IN_MEMORY,
    *,
    jobs: int = 1,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = silent,
    lasting: bool = True,
    fetch: Fetch | None = None,
) -> Summary:
    """Read articles into a store and make its timeline; what the store already has is not read again.

    The store changes in small transactions: a build that was stopped at any moment is finished by building again.

    Args:
        paths: folders, files, web addresses, or "-" for standard input.
        db: the store's file, made when it does not exist; without one nothing is kept but the result.
        jobs: processes for the slow part, at least 1; the result does not depend on it.
        mapping: for tables of articles, field names (title, text, date, source, url) to column names.
        progress: called as the work goes on.
        lasting: whether the paths are the places where the articles live, so that a changed file replaces its older self.
        fetch: what fetches web addresses; without it they are refused, and nothing is fetched.

    Returns:
        the timeline and what was added, kept and refused.

    Raises:
        timeline.store.StoreError: if db cannot be used, or its disk fails or is full.
    """
    with Store(db) as store:
        found = look(store, paths, jobs=jobs, mapping=mapping, progress=progress, lasting=lasting, fetch=fetch)
        progress("Merging", len(found.new) + len(found.kept))
        refresh(store)
        again = tuple((name, article) for article, name in found.kept.items())
        return Summary(store.timeline(), len(found.new), len(found.kept), found.refused, again, found.new)


def refresh(store: Store) -> None:
    """Make the timeline anew if what it is made of has changed: readings, or publication dates that people have set.

    Several may do so at the same moment: the timeline that stays is always the one made of the newest readings.

    Args:
        store: an open store.
    """
    by = made_by()
    while not store.is_current(by):
        inputs = store.inputs()
        store.save(remade(inputs), inputs.stamp, by)


def remade(inputs: Inputs) -> Timeline:
    """Make the timeline that a store's contents give, before what people change by hand in events.

    Args:
        inputs: the readings and the journal.

    >>> remade(Inputs(0, (), ())).events
    ()
    """
    days = edits.published(inputs.journal)
    return assemble([_redated(reading, days.get(reading.article.id)) for reading in inputs.readings])


def _redated(reading: Reading, day: Span | None) -> Reading:
    """The reading as if the article had stated that publication date itself."""
    if day is None:
        return reading
    article = replace(reading.article, published=Publication(day, Basis.STATED, "set by hand"))
    (again,) = events.extract([(article, dates.annotate(article))])
    return again


def assemble(readings: list[Reading]) -> Timeline:
    """Merge what articles say into a timeline; a pure function of the readings, whatever their order.

    Args:
        readings: one for each article.

    >>> assemble([]).events
    ()
    """
    timeline = merge.merge(sorted(readings, key=lambda reading: reading.article.id))
    articles = tuple(sorted(timeline.articles, key=lambda article: (article.file or "", article.id)))
    own = {reading.article.id: reading for reading in readings}
    days = {mention.id: _day_of(mention, event) for event in timeline.events for mention in event.mentions}
    expressions = {article.id: _counted(article, own[article.id], days) for article in articles if own[article.id].expressions}
    told = tuple(_with_dates(event, expressions) for event in timeline.events)
    return replace(timeline, articles=articles, expressions=expressions, events=told)


@cache
def made_by() -> str:
    """Return the fingerprint of the code and data that turn readings into a timeline, so that an upgrade makes it anew."""
    return fingerprint("dates", "events", "merge", "network", "words", "*.py")


def _day_of(mention: Mention, event: Event) -> Span | None:
    """The day that others count from: the mention's own where it has one, so that a dispute does not leak, else the event's."""
    return mention.span if mention.span and not mention.inherited else event.span


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


def _with_dates(event: Event, expressions: Mapping[str, tuple[Expression, ...]]) -> Event:
    """The event with the days of its mentions, now that all expressions have theirs."""

    def dated(mention: Mention) -> Mention:
        if mention.expression is None:
            return mention
        expression = expressions[mention.article][mention.expression]
        going_on = expression.span is not None and expression.span.shape is Shape.ONWARDS
        if mention.span is not None and not going_on:
            return mention
        if expression.anchor_start is not None and mention.start >= expression.anchor_start:
            return mention  # what the expression counts from: "a day after Argentina expressed concern"
        return replace(mention, span=expression.span)

    mentions = tuple(dated(mention) for mention in event.mentions)
    # "since 2007" in an article whose publication had to be worked out: only now is it known how long that was at least.
    going_on = [
        m.span for m in mentions if m.span and m.span.shape is Shape.ONWARDS and event.span and m.span.start == event.span.start
    ]
    return replace(event, mentions=mentions, span=max(going_on, key=lambda span: span.end) if going_on else event.span)
