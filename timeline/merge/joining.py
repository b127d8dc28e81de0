"""Joining what was kept apart before the dates were worked out: accounts that turn out to lie on one day are compared again.

The days are those that the network gives to a mention's own expression, in an article without a date for example.  They are
compared only when the network is solved, so what is joined here bears on no date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from timeline.merge.blocking import LARGEST_BLOCK
from timeline.merge.cluster import LINK, agglomerate, exclude
from timeline.merge.features import UNREAL, kindred, score
from timeline.merge.groups import connected
from timeline.merge.items import Item
from timeline.merge.reconcile import Context, claimed

WIDEST_PLACED = 3
"""Days that the network may leave to an expression for its mention to be compared by them."""


def join(groups: Sequence[Sequence[Item]], context: Context) -> list[list[Item]]:
    """Return groups of items, those joined that are one event by the days that were worked out, in canonical order.

    Args:
        groups: items in canonical order, as they were parted.
        context: the readings and what the date network knows.

    >>> from timeline.network.solve import solve
    >>> join([], Context({}, {}, solve([]), {}))
    []
    """
    own = {item.index: item for group in groups for item in group}
    placed = {index: found for index, item in own.items() if (found := _placed(item, context)) is not None}
    home = {item.index: number for number, group in enumerate(groups) for item in group}
    now = own | placed
    odds = {
        (a, b): value
        for a, b in sorted(set(_pairs(now, placed)))
        if home[a] != home[b] and not exclude(now[a], now[b]) and (value := score(now[a], now[b])) > LINK
    }
    met = connected(range(len(groups)), [(home[a], home[b]) for a, b in odds])
    joined = []
    for numbers in met:
        units = [[item.index for item in groups[number]] for number in numbers]
        joined += units if len(units) == 1 else agglomerate(units, now, odds)
    return [[own[index] for index in sorted(unit)] for unit in sorted(joined, key=min)]


def _placed(item: Item, context: Context) -> Item | None:
    """An item without days of its own at those that the network gives to its expression."""
    if item.span is not None or (claim := claimed(item, context)) is None or claim.span.days > WIDEST_PLACED:
        return None
    return replace(item, span=claim.span, runs=())


def _pairs(items: Mapping[int, Item], placed: Mapping[int, Item]) -> Iterator[tuple[int, int]]:
    """Pairs of kindred mentions on one day, of which at least one was placed there; a day makes no fact of what only might be."""
    days: defaultdict[int, list[int]] = defaultdict(list)
    for index, item in items.items():
        if item.span and item.span.days <= WIDEST_PLACED and item.mention.modality not in UNREAL:
            for day in range(item.span.start, item.span.end):
                days[day].append(index)
    for members in days.values():
        for index in members:
            if index not in placed:
                continue
            people = items[index].people
            others = members if len(members) <= LARGEST_BLOCK else [other for other in members if items[other].people & people]
            for other in others[:LARGEST_BLOCK]:
                if other != index and kindred(items[index].mention.type, items[other].mention.type):
                    yield min(index, other), max(index, other)
