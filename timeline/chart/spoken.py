"""The chart in words, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.chart.axis import check_window
from timeline.chart.frame import Window, extent
from timeline.chart.layout import spans_of
from timeline.model import Event, Modality
from timeline.words import event_date_words, number_words, rivals, window_words

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
        return "No dated events. The list holds the same events."
    start = "One dated event" if len(dated) == 1 else f"{number_words(len(dated)).capitalize()} dated events"
    parts = [f"{start} in {number_words(lanes)} lanes, {window_words(*bounds)}."]
    parts += _named([e for e in dated if rivals(e)], "disputed")
    parts += _named([e for e in dated if e.modality is Modality.PLANNED], "planned")
    if undated:
        parts.append(f"{number_words(undated).capitalize()} more {'has' if undated == 1 else 'have'} no date.")
    return " ".join([*parts, "The list holds the same events."])


def _named(events: Sequence[Event], word: str) -> list[str]:
    if not events:
        return []
    start = f"One is {word}" if len(events) == 1 else f"{number_words(len(events)).capitalize()} are {word}"
    named = [f"{' '.join(e.title.split())}, {event_date_words(e).removesuffix(f', {word}')}" for e in events[:_NAMED]]
    return [f"{start}: {'; '.join(named)}{' and more' if len(events) > _NAMED else ''}."]
