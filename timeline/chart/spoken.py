"""The chart in words, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.chart.axis import check_window
from timeline.chart.frame import Window, extent
from timeline.chart.layout import spans_of
from timeline.model import Event, Modality
from timeline.words import badge_word, counted, event_date_words, number_words, rivals, say, table, window_words

_NAMED = 5


def describe(events: Sequence[Event], window: Window | None = None, lanes: int = 6) -> str:
    """Say in sentences what the chart shows, for those who cannot see it: counts, and the disputed and planned by name.

    Args:
        events: the events that are shown.
        window: the window of the chart; all by default.
        lanes: number of lanes.

    >>> describe(())
    'No dated events. The list holds the same events.'
    """
    bounds = check_window(window) if window else extent(events)
    dated = [e for e in events if any(s.start < bounds[1] and s.end > bounds[0] for s in spans_of(e))]
    undated = sum(1 for event in events if event.span is None)
    if not dated:
        return say("chart.empty")
    start = counted(len(dated), "dated event")
    parts = [say("chart.shows", start[:1].upper() + start[1:], number_words(lanes), window_words(*bounds))]
    parts += _named([e for e in dated if rivals(e)], "disputed")
    parts += _named([e for e in dated if e.modality is Modality.PLANNED], "planned")
    if undated:
        more = say("chart.some_undated", number_words(undated).capitalize())
        parts.append(say("chart.one_undated") if undated == 1 else more)
    return " ".join([*parts, say("chart.same_in_list")])


def _named(events: Sequence[Event], kind: str) -> list[str]:
    if not events:
        return []
    named = "; ".join(f"{' '.join(e.title.split())}, {_date(e)}" for e in events[:_NAMED])
    named = say("chart.and_more", named) if len(events) > _NAMED else named
    if len(events) == 1:
        return [say("chart.one_is", badge_word(kind), named)]
    return [say("chart.some_are", number_words(len(events)).capitalize(), badge_word(kind), named)]


def _date(event: Event) -> str:
    """The date without the word that stands before the list already."""
    return event_date_words(event, marked=False).removesuffix(table("dates.notes")["planned"])
