"""Lanes: which events stand together, in which order, under which name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from timeline.model import FAMILIES, Article, Event, Timeline
from timeline.words import say, source_words, table

_REST, _NONE = "\x00rest", "\x00none"
Pairs = npt.NDArray[np.int64]
By = Literal["family", "type", "participant", "source", "place"]
LANES: tuple[By, ...] = ("family", "type", "participant", "source", "place")
"""What the lanes of the chart can be."""
MAX_LANES = 12
"""More participants, sources or places than these stand together in a last lane."""


class Lane(NamedTuple):
    """A lane: its key, the name that is written, and the family whose color it bears, if it has one."""

    key: str
    name: str
    family: str | None = None


def lanes_of(events: Sequence[Event], by: By, timeline: Timeline | None = None) -> tuple[Lane, ...]:
    """Return the lanes for all events of a store, in an order that filtering does not change.

    Args:
        events: all events, not only those that are shown, so that lanes never jump.
        by: what a lane holds.
        timeline: names the sources of articles; without it, articles are named by their ids.

    Raises:
        ValueError: if there is no such kind of lane.

    >>> [lane.name for lane in lanes_of((), "family")][:2]
    ['Meetings', 'Signings']
    """
    if by == "family":
        extra = sorted(set(map(attrgetter("family"), events)) - set(FAMILIES))
        return tuple(
            Lane(family, table("chart.families").get(family, family.capitalize()), family) for family in (*FAMILIES, *extra)
        )
    if by == "type":
        families = {event.type: event.family for event in events}
        rank = {family: index for index, family in enumerate(FAMILIES)}
        keys = sorted(families, key=lambda kind: (rank.get(families[kind], len(rank)), kind))
        return tuple(Lane(kind, kind.capitalize(), families[kind]) for kind in keys)
    if by not in LANES:
        raise ValueError(f"lanes by {by!r}: choose one of {', '.join(LANES)}")
    names = source_names(timeline)
    found = Counter(key for event in events for key in _keys(event, by, names))
    keys = sorted(found, key=lambda key: (-found[key], key))
    rest = [Lane(_REST, say("chart.others"))] if len(keys) > MAX_LANES else []
    without = [Lane(_NONE, say(f"chart.no_{by}"))] if any(not _keys(event, by, names) for event in events) else []
    top = keys[: MAX_LANES - 1 if rest else MAX_LANES]
    return (*(Lane(key, key) for key in top), *rest, *without)


def source_names(timeline: Timeline | None) -> Mapping[str, str]:
    """Return the name of each article's source, by article id.

    >>> dict(source_names(None))
    {}
    """
    return {article.id: article.source or _file_name(article) for article in _articles(timeline)}


def _file_name(article: Article) -> str:
    """What tells unsigned reports apart; a lane has no room for "Unsigned report (04.txt)"."""
    before, _, after = say("sources.unsigned_file", "\x00").partition("\x00")
    return source_words(article).removeprefix(before).removesuffix(after)


def _articles(timeline: Timeline | None) -> Sequence[Article]:
    return timeline.articles if timeline else ()


def _keys(event: Event, by: By, names: Mapping[str, str]) -> tuple[str, ...]:
    if by == "participant":
        return tuple(dict.fromkeys(event.participants))
    if by == "place":
        return (event.place,) if event.place else ()
    return tuple(dict.fromkeys(names.get(mention.article, mention.article) for mention in event.mentions))


def lane_index(events: Sequence[Event], lanes: Sequence[Lane], by: By, timeline: Timeline | None = None) -> Pairs:
    """Return pairs of lane and event (as indices): an event stands in the lane of each of its participants or sources.

    >>> lane_index((), lanes_of((), "family"), "family").shape
    (0, 2)
    """
    at = {lane.key: index for index, lane in enumerate(lanes)}
    if by in {"family", "type"}:
        lane = np.array([at.get(key, -1) for key in map(attrgetter(by), events)], dtype=np.int64)
        index = np.flatnonzero(lane >= 0)
        return np.column_stack([lane[index], index])
    return np.array(_many(events, at, by, source_names(timeline)), dtype=np.int64).reshape(-1, 2)


def _many(events: Sequence[Event], at: Mapping[str, int], by: By, names: Mapping[str, str]) -> list[tuple[int, int]]:
    rest, without = at.get(_REST), at.get(_NONE)
    out: list[tuple[int, int]] = []
    for index, event in enumerate(events):
        keys = _keys(event, by, names)
        found = [at[key] for key in keys if key in at]
        fallback = rest if keys else without
        if not found and fallback is not None:
            found = [fallback]
        out += [(lane, index) for lane in found]
    return out
