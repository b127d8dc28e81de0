"""Which events a reader may want to see beside one: the nearest before and after it with the same participants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from timeline.merge.items import rarity
from timeline.model import Event, in_order

MOST = 5
"""Related events named."""
LOOK = 6
"""Neighbors looked at on either side, for each participant."""
FARTHEST_DAYS = 31
"""Events further apart are not named together."""
HALF_DAYS = 10.0
"""At this distance a shared participant counts half."""


def relate(events: Sequence[Event]) -> list[Event]:
    """Return the events, in order of their dates, each with the ids of those that are most closely related to it."""
    ordered = sorted(events, key=in_order)
    of_name: defaultdict[str, list[int]] = defaultdict(list)
    for place, event in enumerate(ordered):
        for name in event.participants if event.span else ():
            of_name[name].append(place)
    near: defaultdict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for name in sorted(of_name):
        places = of_name[name]
        for rank, place in enumerate(places):
            for other in places[rank + 1 : rank + 1 + LOOK]:
                days = ordered[other].span.start - ordered[place].span.start  # type: ignore[union-attr]  # only dated ones are listed
                if days <= FARTHEST_DAYS:
                    points = rarity(len(places)) / (1 + days / HALF_DAYS)
                    near[place][other] += points
                    near[other][place] += points
    return [replace(event, related=_best(near.get(place, {}), ordered)) for place, event in enumerate(ordered)]


def _best(near: dict[int, float], ordered: Sequence[Event]) -> tuple[str, ...]:
    ranked = sorted(near, key=lambda place: (-round(near[place], 9), place))[:MOST]
    return tuple(ordered[place].id for place in ranked)
