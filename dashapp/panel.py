"""The details of the selected event, always in the same order: claim, date, status, dispute, sources' words, related events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from dash import Dash, Input, Output, html

from dashapp import records, texts
from dashapp.index import Index, layer
from dashapp.marks import Child, Stretch, attributes, badge, button, event_link, family_mark, gap, marked
from dashapp.source import Source
from dashapp.state import Selection, write_days
from timeline.edits import Edit, effective
from timeline.model import Article, Basis, Event, Expression, Mention, Status, Timeline
from timeline.span import Span
from timeline.words import (
    copies_words,
    count,
    day_words,
    digits,
    event_date_words,
    listed,
    published_words,
    rivals,
    source_words,
    span_words,
    status_words,
    table,
)

MAX_QUOTES = 60
"""Sentences shown at once; an event with more is cut, and says so."""


class Quote(NamedTuple):
    """One sentence of an article with all its mentions of the event."""

    article: Article
    mentions: tuple[Mention, ...]


def details(index: Index, event: Event, journal: Sequence[Edit] | None = None) -> list[Child]:
    """Everything that the timeline knows of one event.

    Args:
        index: the timeline.
        event: one of its events.
        journal: all changes by hand, None where none can be made.
    """
    editable = journal is not None
    excerpt = index.excerpt(event)
    status = status_words(event, excerpt)
    column, copies = copies_words(event, excerpt)
    return [
        _kind(event),
        html.H2(event.title, id="panel-title", tabIndex="-1"),
        html.P(
            [html.Span(event_date_words(event, marked=False), className="date"), badge(event), *_checked(event)],
            className="said",
        ),
        html.P([status.sentence, f" {copies}" if not column.isdecimal() else ""], className="status"),
        *([_dispute(event, excerpt, editable=editable)] if event.status is Status.DISPUTED else []),
        html.H3([texts.SOURCES_SAY, gap(), _legend()]),
        *_sources(event, excerpt),
        *_worked_out(event),
        *_related(index, event),
        *(_changes(event, journal) if journal is not None else []),
    ]


def _checked(event: Event) -> list[Child]:
    if not event.verified:
        return []
    by, at = event.verified
    said = texts.CHECKED_BY.format(by, _day(at)) if by else texts.CHECKED.format(_day(at))
    return [html.Span(said, className="st st--verified")]


def _day(at: str) -> str:
    """The day of a moment in the journal, in words."""
    try:
        return str(texts.ON_DAY.format(day_words(date.fromisoformat(at[:10]), weekday=False)))
    except ValueError:
        return ""


def _changes(event: Event, journal: Sequence[Edit]) -> list[Child]:
    """What people did to this event, oldest first."""
    own = {mention.id for mention in event.mentions}
    entries = [edit for edit in effective(journal) if own & set(edit.target)]
    lines = [
        html.Li(
            [
                html.B(edit.by or texts.SOMEBODY),
                f"{_day(edit.at)}: ",
                f"“{edit.values[0]}”" if edit.kind == "comment" else texts.DONE.get(edit.kind, edit.kind),
            ]
        )
        for edit in entries
    ]
    small = [] if entries else [html.Small(texts.NO_COMMENTS)]
    shown: Child = html.Ul(lines, className="changes") if lines else html.P(texts.JOURNAL_NOTE, className="quiet")
    return [html.H3([texts.COMMENTS, " ", *small]), shown]


def overview(index: Index, refused: Sequence[tuple[str, str]] = ()) -> list[Child]:
    """What the panel says while nothing is selected: what is worth opening."""
    events, articles = index.events, index.timeline.articles
    inferred = sum(article.published.basis is Basis.INFERRED for article in articles)
    retold = sum(article.near_duplicate_of is not None for article in articles)
    by_status = index.facets["status"].counts(index.layers.having(index.layers.values, len(index)))
    undated = len(events) - int(index.dated.sum())
    facts = [
        (by_status.get("disputed", 0), texts.FACT_DISPUTED, "status", "disputed"),
        (undated, texts.FACT_UNDATED, "status", "undated"),
        (by_status.get("planned", 0), texts.FACT_PLANNED, "status", "planned"),
        (by_status.get("inferred", 0), texts.FACT_INFERRED, "status", "inferred"),
        (inferred, texts.FACT_PUBLISHED, "", ""),
        (retold, texts.FACT_RETOLD, "", ""),
        (len(index.hidden), texts.HIDDEN, "", "hidden"),
        (len(records.notes(index, refused)), texts.FACT_WARNINGS, "", "notes"),
    ]
    lines = [line for number, words, facet, value in facts if number for line in _fact(number, words, facet, value)]
    first = next((event for event in events if event.status is Status.DISPUTED), None)
    return [
        html.H2(texts.EVENT_OF_ARTICLES.format(count(len(events), "event"), count(len(articles), "article"))),
        html.P(texts.CHOOSE, className="status"),
        html.Dl(lines, className="facts"),
        *([html.P(event_link(first, texts.START_WITH_DISPUTED), className="note")] if first else []),
    ]


def _fact(number: int, words: str, facet: str, value: str) -> list[Child]:
    if value and not facet:
        return [html.Dt(digits(number)), html.Dd(button(words, value, kind="as-link"))]
    said = (
        html.A(words, href=f"?{facet}={value}", **attributes(data_do="only", data_value=f"{facet}={value}")) if facet else words
    )
    return [html.Dt(digits(number)), html.Dd(said)]


def _kind(event: Event) -> html.Div:
    name = texts.type_words(event.type).capitalize()
    people = ", ".join(event.participants)
    notes = " · ".join(part for part in (texts.LAYERS[layer(event)].lower(), people, event.place or "") if part)
    return html.Div(
        [
            family_mark(event),
            name,
            html.Span(f" · {notes}", className="quiet people", title=people),
            gap(),
            button("←", "step", "-1", kind="btn btn--bare btn--icon", label=texts.PREVIOUS),
            button("→", "step", "1", kind="btn btn--bare btn--icon", label=texts.NEXT),
            button("×", "close", "", kind="btn btn--bare btn--icon", label=texts.CLOSE),
        ],
        className="kind",
    )


def _legend() -> html.Span:
    return html.Span(
        [
            html.Span([html.Mark(texts.WHAT, className="what"), texts.WHAT_TAIL]),
            html.Span([html.Mark(texts.WHEN, className="when"), texts.WHEN_TAIL]),
        ],
        className="legend",
    )


# ---- the dispute -------------------------------------------------------------------------------------------------------


def _ways_out(event: Event, *, editable: bool) -> html.Div:
    """What a person may decide: one of the dates, or that the sources speak of two events."""
    spans = rivals(event)
    if not editable or not spans:
        return html.Div(hidden=True)
    keep = [
        button(texts.KEEP.format(span_words(span, weekday=False)), "keep", write_days((span.start, span.end))) for span in spans
    ]
    return html.Div([*keep, button(texts.SPLIT, "split", str(spans[-1]))], className="do")


def _dispute(event: Event, excerpt: Timeline, *, editable: bool) -> html.Section:
    names = {article.id: source_words(article) for article in excerpt.articles}
    sides: list[Child] = []
    for span in rivals(event):
        backing = dict.fromkeys(key for claim in event.claims if span.contains(claim.span) for key in claim.articles)
        if sides:
            sides.append(html.Span("≠", className="neq", role="img", **attributes(aria_label=texts.DIFFERS)))
        sides.append(html.P([html.B(span_words(span)), *(html.Span(names.get(key, key)) for key in backing)]))
    chain = [html.P(sentence) for sentence in event.chain]
    shape = "sides" if len(sides) <= 3 else "sides sides--many"
    return html.Section(
        [html.Div(sides, className=shape), html.Div(chain, className="chain"), _ways_out(event, editable=editable)],
        className="dispute",
        **attributes(aria_label=texts.DISPUTE),
    )


# ---- the sources' words ------------------------------------------------------------------------------------------------


def _sources(event: Event, excerpt: Timeline) -> list[Child]:
    """The sentences, grouped by the date that they give; those without one last."""
    groups = _by_claim(event, excerpt)
    out: list[Child] = []
    left = MAX_QUOTES
    for span, quotes in groups:
        if len(groups) > 1:
            number = count(len({quote.article.id for quote in quotes}), "source")
            out.append(html.P([span_words(span) if span else texts.WITHOUT_DATE, gap(), number], className="claim"))
        out += [_source(quote, excerpt) for quote in quotes[:left]]
        left = max(0, left - len(quotes))
    total = sum(len(quotes) for _, quotes in groups)
    if total > MAX_QUOTES:
        out.append(html.P(texts.MORE_SENTENCES.format(digits(total - MAX_QUOTES)), className="quiet"))
    return out


def _by_claim(event: Event, excerpt: Timeline) -> list[tuple[Span | None, list[Quote]]]:
    articles = {article.id: article for article in excerpt.articles}
    sentences: dict[tuple[str, int, int], list[Mention]] = {}
    for mention in event.mentions:
        sentences.setdefault((mention.article, mention.quote_start, mention.quote_end), []).append(mention)
    groups: dict[Span | None, list[Quote]] = {}
    for (key, _, _), mentions in sentences.items():
        groups.setdefault(claimed(event, mentions), []).append(Quote(articles[key], tuple(mentions)))
    disputed = event.status is Status.DISPUTED

    def rank(span: Span | None) -> tuple[bool, int, int]:
        """Rivals by date, neither first; dates that fit together from the narrowest to the widest."""
        if span is None:
            return True, 0, 0
        return False, span.start if disputed else span.days, span.start

    return [(span, groups[span]) for span in sorted(groups, key=rank)]


def claimed(event: Event, mentions: Iterable[Mention]) -> Span | None:
    """The claim that a sentence makes, or the one that its article makes elsewhere."""
    own = list(mentions)
    for mention in own:
        for claim in event.claims:
            if mention.span and (mention.span.start, mention.span.end) == (claim.span.start, claim.span.end):
                return claim.span
    # Two claims of one article: the sentence belongs to neither more than to the other.
    made = [claim.span for claim in event.claims if own[0].article in claim.articles]
    return made[0] if len(made) == 1 else None


def _source(quote: Quote, excerpt: Timeline) -> html.Article:
    article, mentions = quote
    found = excerpt.expressions.get(article.id, ())
    expressions = [found[m.expression] for m in mentions if m.expression is not None and m.expression < len(found)]
    start, end = mentions[0].quote_start, mentions[0].quote_end
    stretches = [Stretch(m.start, m.end, "what") for m in mentions] + [Stretch(e.start, e.end, "when") for e in expressions]
    return html.Article(
        [
            html.Blockquote(marked(article.text, start, end, stretches), lang=article.language),
            html.P(
                [
                    html.B(source_words(article)),
                    f", {published_words(article)}\u2002",
                    article_link(article.id, mentions[0].id),
                ],
                className="by",
            ),
            *(how(expression, inside=start <= expression.start < end) for expression in dict.fromkeys(expressions)),
        ],
        className="src",
        tabIndex="-1",
        **attributes(data_mention=mentions[0].id),
    )


def article_link(article: str, mention: str = "", words: str = "") -> html.A:
    """A link that opens an article at a mention."""
    query = Selection(article=article, mention=mention).query()
    return html.A(
        words or texts.OPEN_ARTICLE, className="open", href=f"?{query}", **attributes(data_do="article", data_value=query)
    )


def how(expression: Expression, *, inside: bool = True) -> html.P:
    """How the date of an expression was worked out, its own words in bold."""
    words, quoted = expression.why, f"'{expression.text}'"
    said: list[Child] = [words]
    if words.startswith(quoted):
        said = [html.B(f"“{' '.join(expression.text.split())}”"), words.removeprefix(quoted)]
    return html.P([*said, "" if inside else f" {texts.OTHER_SENTENCE}"], className="how")


def _worked_out(event: Event) -> list[Child]:
    if not event.why:
        return []
    return [html.H3(texts.HOW_WORKED_OUT), *(html.P(sentence, className="how") for sentence in event.why)]


# ---- related events ----------------------------------------------------------------------------------------------------


def _related(index: Index, event: Event) -> list[Child]:
    named = [other for key in event.related if (other := index.get(key)) and other.id != event.id]
    alike = [] if named else index.alike(event)
    rows = [(distance(event, other), other) for other in named] + [(texts.SAME_PARTICIPANTS, other) for other in alike]
    if not rows:
        return []
    lines: list[Child] = []
    for words, other in rows:
        when = f" {event_date_words(other)}"
        lines += [html.Dt(words), html.Dd([family_mark(other), " ", event_link(other), html.Span(when, className="quiet")])]
    return [html.H3(texts.RELATED), html.Dl(lines, className="rel")]


def distance(event: Event, other: Event) -> str:
    """Say how far another event lies before or after one, as far as that is known.

    >>> from timeline.model import Modality
    >>> def on(day): return Event(day, "", "", "", "", Span.of(day), Status.SINGLE, Modality.ASSERTED, ())
    >>> distance(on("2023-07-24"), on("2023-07-20")), distance(on("2023-07-24"), on("2023-07-24"))
    ('4 days before', 'same day')
    """
    here, there = rivals(event) or (event.span,), rivals(other) or (other.span,)
    if event.span is None or other.span is None:
        return str(texts.SAME_PARTICIPANTS if set(event.participants) & set(other.participants) else texts.RELATED)
    gaps = [ours.gap(theirs) for ours in here if ours for theirs in there if theirs]
    touching = any(ours.overlaps(theirs) for ours in here if ours for theirs in there if theirs)
    if touching:
        return str(texts.SAME_DAY if event.span.days == other.span.days == 1 else texts.SAME_TIME)
    side = texts.AFTER if gaps[0] >= 0 else texts.BEFORE
    apart = sorted({abs(each) + 1 for each in gaps})
    return str(side.format(_length(apart)))


def _length(days: list[int]) -> str:
    unit, size = next((u, s) for u, s in (("year", 365), ("month", 30), ("day", 1)) if days[-1] >= 2 * s or s == 1)
    numbers = list(dict.fromkeys(round(each / size) for each in days))
    said = f"{listed([str(n) for n in numbers], 'or')} {table('counts.nouns')[unit][numbers != [1]]}"
    return str(texts.ABOUT.format(said)) if size > 1 else said


def register(app: Dash, source: Source) -> None:
    """Show the selected event."""

    @app.callback(
        Output("panel", "children"),
        Output("panel-box", "className"),
        Output("acts", "hidden"),
        Output("seen", "data"),
        Input("event", "data"),
        Input("version", "data"),
    )
    def show(selected: object, _version: object) -> tuple[list[Child], str, bool, int]:
        """Show the details of the selected event, or what is worth opening."""
        index, wanted = source.index(), Selection.parse(selected).event
        event = index.get(wanted)
        if event:
            journal = source.journal() if source.editable else None
            return details(index, event, journal), "panel", journal is None, index.seen
        gone = [html.P(texts.GONE, className="note")] if wanted else []
        return gone + overview(index, source.refused()), "panel panel--none", True, index.seen
