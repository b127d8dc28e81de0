"""How much an event matters to its story: core, minor or background, so that a timeline can start with what matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from timeline.model import Article, Event, Modality, Salience

BACKGROUND_DAYS = 120
"""What ended longer before its first report than this is background."""
CORE_POINTS = 1.0
"""Points from which an event is core."""
SAYING = frozenset({"statement", "criticism", "denial", "demand", "threat"})


def weigh(events: Sequence[Event], articles: Mapping[str, Article], families: Mapping[str, str]) -> list[Event]:
    """Return the events with their salience.

    Args:
        events: with mentions and dates.
        articles: by id, with the publication dates that were worked out.
        families: the family of every article id; near-duplicates count once.
    """
    central, today = centrality(events, families), _days_of_reports(events, articles)
    return [replace(event, salience=salience(event, central, today)) for event in events]


def salience(event: Event, central: Mapping[str, float], today: Mapping[str, int]) -> Salience:
    """Return how much an event matters.

    Args:
        event: with its mentions and date.
        central: for every participant the share of the independent reports that name it, 0 to 1.
        today: the day of every article's report, by id, where it is known.
    """
    reports = [today[m.article] for m in event.mentions if m.article in today]
    if event.span and reports and min(reports) - event.span.end > BACKGROUND_DAYS:
        return Salience.BACKGROUND
    return Salience.CORE if _points(event, central) >= CORE_POINTS else Salience.MINOR


def _points(event: Event, central: Mapping[str, float]) -> float:
    prominence = max((mention.weight for mention in event.mentions), default=0.0)
    actors = max((central.get(name, 0.0) for name in event.participants), default=0.0)
    passing = event.type in SAYING and event.span is None
    return (
        0.2
        + 0.45 * (event.independent - 1)
        + 0.5 * (event.span is not None)
        + 0.5 * prominence
        + 0.3 * actors
        - 0.35 * passing
        - 0.5 * (event.modality is Modality.HYPOTHETICAL)
    )


def centrality(events: Sequence[Event], families: Mapping[str, str]) -> Mapping[str, float]:
    """Return for every participant the share of the independent reports whose events name it.

    >>> centrality([], {})
    {}
    """
    seen = {(families[m.article], name) for event in events for m in event.mentions for name in event.participants}
    total = len(set(families.values())) or 1
    return {name: count / total for name, count in Counter(name for _, name in seen).items()}


def _days_of_reports(events: Sequence[Event], articles: Mapping[str, Article]) -> dict[str, int]:
    """The publication day, or else the last day on which anything happened that the article tells."""
    latest: dict[str, int] = {}
    for event in events:
        if event.span and event.modality is Modality.ASSERTED:
            for mention in event.mentions:
                latest[mention.article] = max(event.span.start, latest.get(mention.article, event.span.start))
    return latest | {key: article.published.span.start for key, article in articles.items() if article.published.span}
