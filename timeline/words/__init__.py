"""How dates, spans, statuses and counts are said to people: one wording for chart, list, exports and command line."""

from timeline.words.dates import (
    MONTHS,
    WEEKDAYS,
    bounds_words,
    date_words,
    day_words,
    event_date_words,
    rivals,
    span_words,
    window_words,
)
from timeline.words.status import (
    BADGES,
    StatusWords,
    copies_words,
    count,
    listed,
    number_words,
    published_words,
    source_words,
    status_kind,
    status_words,
    verified_words,
)

__all__ = [
    "BADGES",
    "MONTHS",
    "WEEKDAYS",
    "StatusWords",
    "bounds_words",
    "copies_words",
    "count",
    "date_words",
    "day_words",
    "event_date_words",
    "listed",
    "number_words",
    "published_words",
    "rivals",
    "source_words",
    "span_words",
    "status_kind",
    "status_words",
    "verified_words",
    "window_words",
]
