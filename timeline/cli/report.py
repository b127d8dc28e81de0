"""The timeline as text for a terminal: a table, the explanation of an event, the resolutions of a text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from timeline.export import timeml
from timeline.gaps import gaps
from timeline.model import Article, Event, Expression, Mention, Refusal, Salience, Status, Timeline
from timeline.words import count, event_date_words, published_words, source_words, span_words, status_words

_STYLES = {Status.DISPUTED: "bold red", Status.UNDATED: "dim"}


def clean(words: str) -> str:
    r"""Make text from an article safe for a terminal: white space collapsed, no control characters.

    >>> clean("signed\n \x1b[31m it")
    'signed [31m it'
    """
    return "".join(char for char in " ".join(words.split()) if char.isprintable())


def table(timeline: Timeline, *, everything: bool = False) -> RenderableType:
    """Draw the events as a table, one row each.

    Args:
        timeline: what to show.
        everything: minor, background and undated events too.

    >>> table(Timeline())
    'There are no events here. Articles are read with: timeline build FOLDER'
    """
    if not timeline.events:
        return "There are no events here. Articles are read with: timeline build FOLDER"
    shown = [event for event in timeline.events if everything or (event.span and event.salience is Salience.CORE)]
    out = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("When", "What", "Sources", "Status"):
        out.add_column(name)
    for event in shown:
        word = status_words(event, timeline).word
        out.add_row(
            event_date_words(event),
            Text(clean(event.title)),
            str(event.independent),
            Text(word, style=_STYLES.get(event.status, "")),
        )
    left = len(timeline.events) - len(shown)
    note = f"{count(left, 'more event')} of less weight or without a date: timeline show --all" if left else ""
    return Group(out, Text(note, style="dim")) if note else out


def warnings(timeline: Timeline, refusals: Iterable[Refusal] = ()) -> RenderableType:
    """List what was not read, what was read with gaps, and what could not be done, with the reasons and what to do.

    Args:
        timeline: what to show.
        refusals: what the store remembers as not read.

    >>> warnings(Timeline())
    'Everything was read.'
    """
    found = gaps(timeline, refusals)
    if not found:
        return "Everything was read."
    parts: list[RenderableType] = []
    for kind, listed in groupby(found, key=attrgetter("kind")):
        lines = [f"  {f'{gap.name}: ' if gap.name else ''}{gap.said}" for gap in listed]
        parts += [Text(f"{kind} ({len(lines)})", style="bold"), *(Text("  " + clean(line)) for line in lines)]
    return Group(*parts)


def found(timeline: Timeline, article: str) -> str:
    """Say in one line what an article is and what was found in it.

    Args:
        timeline: that holds it.
        article: its id.

    >>> found(Timeline(articles=(Article("a", "It rained.", title="Rain"),)), "a")
    '"Rain" (Unsigned report (Rain), publication date not known): 0 events, 0 dates.'
    """
    item = next((item for item in timeline.articles if item.id == article), None)
    if item is None:  # a later edition of it was read in the same run
        return f"{article}: replaced by a newer edition."
    events = sum(any(mention.article == article for mention in event.mentions) for event in timeline.events)
    dates = sum(expression.span is not None for expression in timeline.expressions.get(article, ()))
    words = f'"{item.title or item.url or item.file or "untitled"}" ({source_words(item)}, {published_words(item)})'
    return clean(f"{words}: {count(events, 'event')}, {count(dates, 'date')}.")


def find(timeline: Timeline, wanted: str) -> list[Event]:
    """Find events by id, by the beginning of an id, or by words of the title.

    >>> find(Timeline(), "x")
    []
    """
    exact = [event for event in timeline.events if event.id == wanted]
    by_title = [event for event in timeline.events if wanted.casefold() in event.title.casefold()]
    return exact or [event for event in timeline.events if wanted and event.id.startswith(wanted)] or (by_title if wanted else [])


def explanation(timeline: Timeline, event: Event) -> RenderableType:
    """Print all that is known of one event: claim, date, dispute, sources with their words, derivations.

    Args:
        timeline: the timeline that holds it.
        event: the event.
    """
    articles = {article.id: article for article in timeline.articles}
    sentence = status_words(event, timeline).sentence
    about = ", ".join(part for part in (event.type, str(event.salience), *event.participants, event.place) if part)
    parts: list[RenderableType] = [
        Text(clean(event.title), style="bold"),
        Text(f"{event_date_words(event)}  ({about})  {event.id}"),
        Text(clean(sentence), style=_STYLES.get(event.status, "")),
    ]
    if event.chain:
        parts += [Text("\nWhy these dates exclude each other", style="bold"), *(Text("  " + clean(line)) for line in event.chain)]
    if event.why:
        parts += [Text("\nHow the date was worked out", style="bold"), *(Text("  " + clean(line)) for line in event.why)]
    parts.append(Text("\nWhat the sources say", style="bold"))
    for mention in event.mentions:
        parts.append(_source(articles[mention.article], mention, timeline.expressions.get(mention.article, ())))
    return Group(*parts)


def _source(article: Article, mention: Mention, expressions: Sequence[Expression]) -> RenderableType:
    expression = expressions[mention.expression] if mention.expression is not None else None
    byline = clean(f"{source_words(article)}, {published_words(article)}")
    lines = [_quote(article, mention, expression), Text(byline, style="dim")]
    if expression:
        lines.append(Text(clean(expression.why), style="italic"))
    if mention.modality != "asserted":
        lines.append(Text(f"This sentence is {mention.modality}: it does not say that it happened.", style="italic"))
    return Padding(Group(*lines), (0, 0, 1, 2))


def _quote(article: Article, mention: Mention, expression: Expression | None) -> Text:
    """The sentence with its trigger in bold and its time expression underlined."""
    marks = [(mention.start, mention.end, "bold"), *([(expression.start, expression.end, "underline")] if expression else [])]
    out, at = Text(), mention.quote_start
    for start, end, style in sorted(marks):
        if at <= start and end <= mention.quote_end:
            out.append(_inline(article.text[at:start]))
            out.append(_inline(article.text[start:end]), style=style)
            at = end
    return out.append(_inline(article.text[at : mention.quote_end]))


def _inline(words: str) -> str:
    """Like clean, but the spaces at the ends stay."""
    left, right = words[:1].isspace(), words[-1:].isspace()
    inner = clean(words)
    return " " * left + inner + " " * (right and bool(inner))


def resolutions(expressions: Iterable[Expression], published: date) -> RenderableType:
    """Draw the expressions of a text as a table: the words, the days, the TIMEX3 value and the reason.

    Args:
        expressions: as resolved.
        published: the day they were counted from.
    """
    out = Table(
        box=None, pad_edge=False, header_style="bold", title=f"Counted from {published.isoformat()}", title_justify="left"
    )
    for name in ("Expression", "Days", "TIMEX3", "Why"):
        out.add_column(name)
    for e in expressions:
        days = span_words(e.span) if e.span else "no calendar days"
        out.add_row(
            Text(clean(e.text), style="bold"), days, f"{e.type} {e.value or ''} {e.mod or ''}".strip(), Text(clean(e.why))
        )
    return out if out.row_count else "No time expression was found."


def resolutions_as(kind: str, text: str, expressions: Sequence[Expression], published: date) -> str:
    """Write the expressions of a text for programs.

    Args:
        kind: "json", a list with the keys of the export's expressions, or "timeml", a TimeML document.
        text: what was resolved.
        expressions: as resolved.
        published: the day they were counted from.

    >>> resolutions_as("json", "", (), date(2023, 7, 23))
    '[]\\n'
    """
    if kind == "timeml":
        return timeml.document(text, expressions, published)
    from timeline.export.json_format import expression_object

    return json.dumps([expression_object(expression) for expression in expressions], ensure_ascii=False, indent=1) + "\n"
