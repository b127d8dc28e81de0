"""The two CSV exports: a row for each event, and a row for each piece of evidence; safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from timeline.model import Article, Event, Mention, Timeline

BOM = "\ufeff"  # spreadsheets take a file without it for the local code page
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the last four are full-width ones
_UNSEEN = " \u00a0\u200b\ufeff"  # what some programs drop from the beginning of a cell

EVENT_COLUMNS = (
    "id first_day last_day granularity shape dates_claimed status modality type family plover title participants place "
    "salience sources articles confidence why"
).split()
"""Columns of the events, in order; docs/formats.md says what each holds."""
EVIDENCE_COLUMNS = (
    "event event_title article source published_first published_last published_basis sentence trigger type modality date_text "
    "first_day last_day how_the_date_was_worked_out speaker participants place start end"
).split()
"""Columns of the evidence, in order; docs/formats.md says what each holds."""


def cell(value: object) -> str:
    """Write a value as text that no spreadsheet runs as a formula.

    >>> cell("=1+1"), cell(None), cell(3)
    ("'=1+1", '', '3')
    """
    text = "" if value is None else str(value)
    return "'" + text if text.lstrip(_UNSEEN).startswith(_FORMULA) or text.startswith(_FORMULA) else text


def events_csv(timeline: Timeline, events: Iterable[Event] | None = None) -> str:
    """Write one row for each event, UTF-8 text that begins with a byte order mark.

    Args:
        timeline: where the events come from.
        events: the ones to write, all by default.

    >>> events_csv(Timeline()).startswith('\\ufeff"id","first_day"')
    True
    """
    names = {article.id: article.source or article.title or article.file or article.id for article in timeline.articles}
    return table(EVENT_COLUMNS, (_event_row(event, names) for event in (timeline.events if events is None else events)))


def evidence_csv(timeline: Timeline, events: Iterable[Event] | None = None) -> str:
    """Write one row for each mention: the sentence, its source, its date and how that was worked out.

    Args:
        timeline: where the events come from.
        events: the ones to write, all by default.

    >>> evidence_csv(Timeline()).count("\\n")
    1
    """
    chosen, articles = timeline.events if events is None else events, {article.id: article for article in timeline.articles}
    rows = (_evidence_row(timeline, articles[m.article], event, m) for event in chosen for m in event.mentions)
    return table(EVIDENCE_COLUMNS, rows)


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Write a table as UTF-8 text that begins with a byte order mark, every cell quoted and safe."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return BOM + out.getvalue()


def _event_row(event: Event, names: dict[str, str]) -> list[object]:
    span, articles = event.span, list(dict.fromkeys(mention.article for mention in event.mentions))
    return [
        event.id,
        span and span.first,
        span and span.last,
        span and span.granularity,
        span and span.shape,
        "; ".join(str(claim.span) for claim in event.claims),
        event.status,
        event.modality,
        event.type,
        event.family,
        event.plover,
        event.title,
        "; ".join(event.participants),
        event.place,
        event.salience,
        event.independent,
        "; ".join(names[article] for article in articles),
        f"{event.confidence:.2f}",
        " ".join((*event.why, *event.chain)),
    ]


def _evidence_row(timeline: Timeline, article: Article, event: Event, mention: Mention) -> list[object]:
    found = timeline.expressions.get(article.id, ())
    expression = found[mention.expression] if mention.expression is not None else None
    published = article.published.span
    return [
        event.id,
        event.title,
        article.file or article.id,
        article.source or article.title,
        published and published.first,
        published and published.last,
        article.published.basis,
        " ".join(article.text[mention.quote_start : mention.quote_end].split()),
        mention.trigger,
        mention.type,
        mention.modality,
        expression and expression.text,
        mention.span and mention.span.first,
        mention.span and mention.span.last,
        expression and expression.why,
        mention.speaker,
        "; ".join(mention.participants),
        mention.place,
        mention.start,
        mention.end,
    ]
