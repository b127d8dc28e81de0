"""The events as the JSON that TimelineJS3 (Knight Lab) publishes; its texts are HTML, so ours are escaped."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from typing import Any

from timeline.model import Event, Timeline
from timeline.span import Granularity
from timeline.words import event_date_words, source_words


def to_timelinejs(timeline: Timeline, *, title: str = "Timeline") -> str:
    """Write every dated event as a slide with the sentences that tell of it.

    Args:
        timeline: what to write; events without a date are left out.
        title: headline of the opening slide.

    >>> json.loads(to_timelinejs(Timeline()))["events"]
    []
    """
    slides = [_slide(event, timeline) for event in timeline.events if event.span]
    data = {"title": {"text": {"headline": escape(title)}}, "scale": "human", "events": slides}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _slide(event: Event, timeline: Timeline) -> dict[str, Any]:
    assert event.span is not None
    articles = {article.id: article for article in timeline.articles}
    quotes = [
        f"<blockquote>{escape(' '.join(articles[m.article].text[m.quote_start : m.quote_end].split()))}</blockquote>"
        f"<p>{escape(source_words(articles[m.article]))}</p>"
        for m in event.mentions
    ]
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": _date(event.span.first, event.span.granularity),
        "display_date": escape(event_date_words(event)),
        "group": event.family,
        "text": {"headline": escape(event.title), "text": "".join(quotes)},
    }
    if event.span.days > 1:
        slide["end_date"] = _date(event.span.last, event.span.granularity)
    return slide


def _date(day: date, granularity: Granularity) -> dict[str, int]:
    out = {"year": day.year}
    if granularity not in {Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY}:
        out["month"] = day.month
        if granularity in {Granularity.DAY, Granularity.WEEKEND, Granularity.WEEK}:
            out["day"] = day.day
    return out
