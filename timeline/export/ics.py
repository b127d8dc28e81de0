"""The events as an iCalendar file (RFC 5545), one all-day entry each, for calendars."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

from icalendar import Calendar
from icalendar import Event as Entry

from timeline.model import Event, Modality, Timeline
from timeline.words import event_date_words, say, source_words

_STATUS = {
    Modality.ASSERTED: "CONFIRMED",
    Modality.PLANNED: "TENTATIVE",
    Modality.NEGATED: "CANCELLED",
    Modality.HYPOTHETICAL: "TENTATIVE",
}


def to_ics(timeline: Timeline, *, title: str = "Timeline") -> str:
    """Write every dated event as an all-day entry over its days; what is vague says so in its description.

    Args:
        timeline: what to write; events without a date are left out.
        title: the calendar's name.

    >>> to_ics(Timeline()).splitlines()[0]
    'BEGIN:VCALENDAR'
    """
    calendar = Calendar()
    calendar.add("prodid", "-//timeline-news//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _line(title))
    names = {article.id: source_words(article) for article in timeline.articles}
    stamp = _stamp(timeline)
    for event in timeline.events:
        if event.span is not None:
            calendar.add_component(_entry(event, names, stamp))
    return str(calendar.to_ical().decode("utf-8"))


def _stamp(timeline: Timeline) -> datetime:
    """When the entries were made, as the standard asks for: the last publication, so that the clock is not needed."""
    days = [article.published.span.last for article in timeline.articles if article.published.span]
    last = max(days, default=date(1970, 1, 1))
    return datetime(last.year, last.month, last.day, tzinfo=UTC)


def _line(text: str) -> str:
    """Text on one line, without the characters that some programs take for the end of one."""
    return "".join(char for char in " ".join(text.split()) if unicodedata.category(char) not in {"Cc", "Cs"})


def _entry(event: Event, names: dict[str, str], stamp: datetime) -> Entry:
    assert event.span is not None
    sources = dict.fromkeys(names[mention.article] for mention in event.mentions)
    told = map(_line, [event_date_words(event), *event.why, *event.chain, say("export.sources", "; ".join(sources))])
    entry = Entry()
    entry.add("uid", f"{event.id}@timeline-news")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", event.span.first)
    entry.add("dtend", date.fromordinal(event.span.end))
    entry.add("summary", _line(event.title))
    entry.add("description", "\n".join(told))
    entry.add("categories", [event.family, event.type])
    entry.add("status", _STATUS[event.modality])
    entry.add("transp", "TRANSPARENT")
    if event.place:
        entry.add("location", _line(event.place))
    return entry
