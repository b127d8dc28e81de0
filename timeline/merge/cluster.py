"""Grouping mentions into events: average linkage of their log odds, with pairs that may never meet, the same for every order."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from timeline.merge.features import FAR_DAYS, NEAR_DAYS, REACTIONS, other_phase, score
from timeline.merge.groups import connected
from timeline.merge.items import Item
from timeline.model import Modality

Odds = Mapping[tuple[int, int], float]
Items = Sequence[Item] | Mapping[int, Item]

LINK = 0.0
"""Log odds above which two mentions, and on the average two groups, are one event."""
FLOOR, CEILING = -6.0, 6.0
"""No single pair may outvote a group by more."""
LARGEST = 160
"""Mentions in a component that is clustered at once; a larger one is first cut at ever stronger links."""
STEP, CUT = 1.0, 4.0
"""By how much stronger, and up to which log odds."""
SAMPLED = 4
"""Members of a group that speak for it where groups of a large component are compared."""
BLEND = 0.5
"""Part of the strongest pair, beside the mean of all, in how strongly two groups are linked."""
PLANNED_DAYS = 62
"""What was planned for one day and happened on another, so many days apart, may still be one event."""
RECURRING = frozenset({"vote", "meeting", "strike", "protest", "visit", "attack", "arrest", "statement", "death"})
"""Types of which one story has several within days."""


def radius(kind: str) -> int:
    """Return by how many days two accounts of one event of that type may differ.

    >>> radius("strike") < radius("signing")
    True
    """
    return NEAR_DAYS if kind in RECURRING else FAR_DAYS


def exclude(one: Item, two: Item) -> bool:
    """Say whether the dates of two mentions, or the days between them in their article, forbid that they are one event."""
    if two.mention.id in one.apart or _other_act(one, two) or _too_early(one, two) or _too_early(two, one):
        return True
    if _is_over(one, two) or _is_over(two, one) or other_phase(one.mention, two.mention):
        return True
    if one.span is None or two.span is None or one.span.overlaps(two.span):
        return False
    apart = abs(one.span.gap(two.span)) + 1
    if one.planned != two.planned and Modality.ASSERTED in (one.mention.modality, two.mention.modality):
        return apart > PLANNED_DAYS
    if one.article == two.article and not (one.mention.inherited or two.mention.inherited):
        return True
    return apart > max(radius(one.mention.type), radius(two.mention.type))


def _other_act(one: Item, two: Item) -> bool:
    """Two people's sayings in one article are two acts, and what somebody is only urged to say is not what another said."""
    if one.mention.type not in REACTIONS or two.mention.type not in REACTIONS:
        return False
    if one.planned != two.planned and not _has_a_day(one if one.planned else two):
        return True
    return one.article == two.article and bool(one.lead and two.lead) and one.lead != two.lead


def _has_a_day(item: Item) -> bool:
    """Whether what is not yet said is planned for a day of its own, as a suit "to be filed next week" is."""
    return item.span is not None or (item.mention.modality is Modality.PLANNED and item.mention.expression is not None)


def _too_early(told: Item, dated: Item) -> bool:
    """What an article tells as past lies before its publication; what it still expects has not happened before it."""
    if dated.span is None or told.published is None:
        return False
    if told.mention.modality is Modality.ASSERTED and told.span is None:
        return dated.span.start - told.published > (PLANNED_DAYS if dated.planned else NEAR_DAYS)
    if told.mention.modality is Modality.PLANNED and told.span is not None and dated.mention.modality is Modality.ASSERTED:
        return told.published > dated.span.end and told.span.start > told.published
    return False


def _is_over(past: Item, plan: Item) -> bool:
    """What one article told as past is not what a later one still expects."""
    if past.mention.modality is not Modality.ASSERTED or plan.mention.modality is not Modality.PLANNED:
        return False
    if past.published is None or plan.published is None or plan.span is None:
        return False
    return past.published < plan.published < plan.span.start


def cluster(items: Sequence[Item], pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the groups of indexes, each sorted, in the order of their smallest index.

    Args:
        items: in canonical order.
        pairs: the candidates, smaller index first.
    """
    odds = {(a, b): score(items[a], items[b]) for a, b in pairs if not exclude(items[a], items[b])}
    groups: list[list[int]] = []
    for component in _components(range(len(items)), odds):
        groups += [component] if len(component) == 1 else _group(component, items, odds)
    return sorted(groups)


def _components(indexes: range, odds: Odds) -> list[list[int]]:
    """Groups connected by links, those that are too large cut at stronger ones as far as that helps."""
    strong = [pair for pair, value in odds.items() if value > LINK]
    done, waiting, threshold = [], connected(indexes, strong), LINK
    while waiting:
        done += [group for group in waiting if len(group) <= LARGEST or threshold >= CUT]
        large = [index for group in waiting if len(group) > LARGEST and threshold < CUT for index in group]
        inside, threshold = set(large), threshold + STEP
        strong = [pair for pair in strong if pair[0] in inside and odds[pair] > threshold]
        waiting = connected(large, strong)
    return done


def _group(component: Sequence[int], items: Sequence[Item], odds: Odds) -> list[list[int]]:
    """Group a component: at once, or piece by piece in the order of type and date where it is too large for that."""
    units = [[index] for index in sorted(component, key=lambda i: (items[i].mention.type, _day(items[i]), i))]
    while len(units) > LARGEST:
        pieces = [units[at : at + LARGEST] for at in range(0, len(units), LARGEST)]
        joined = [group for piece in pieces for group in agglomerate(piece, items, odds)]
        if len(joined) == len(units):
            return joined
        units = joined
    return agglomerate(units, items, odds)


def _day(item: Item) -> int:
    return item.span.start if item.span else item.published or 0


def _strength(one: Sequence[int], two: Sequence[int], items: Items, odds: Odds) -> float:
    """The mean log odds of the pairs of two groups, of a few of each where they are large."""
    found = []
    for a in one[:SAMPLED]:
        for b in two[:SAMPLED]:
            if exclude(items[a], items[b]):
                return float("-inf")
            value = odds.get((min(a, b), max(a, b)))
            found.append(min(CEILING, max(FLOOR, score(items[a], items[b]) if value is None else value)))
    return sum(found) / len(found)


def agglomerate(units: Sequence[Sequence[int]], items: Items, odds: Odds) -> list[list[int]]:
    """Join the two groups that are most strongly linked until no link is left above the threshold.

    Ties go to the group with the smaller first index, so the result depends on nothing but the items.
    """
    groups = {min(unit): list(unit) for unit in units}
    total: defaultdict[int, dict[int, float]] = defaultdict(dict)
    best: defaultdict[int, dict[int, float]] = defaultdict(dict)
    heap: list[tuple[float, int, int]] = []

    def strength(a: int, b: int) -> float:
        mean = total[a][b] / (len(groups[a]) * len(groups[b]))
        # Rounded, so that equal strengths are equal however they were summed.
        return round(BLEND * best[a][b] + (1 - BLEND) * mean, 9) if mean > float("-inf") else mean

    def offer(a: int, b: int) -> None:
        if (value := strength(a, b)) > LINK:
            heapq.heappush(heap, (-value, min(a, b), max(a, b)))

    for a, b in combinations(sorted(groups), 2):
        value = _strength(groups[a], groups[b], items, odds)
        best[a][b] = best[b][a] = value
        total[a][b] = total[b][a] = value * len(groups[a]) * len(groups[b])
        offer(a, b)
    while heap:
        value, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups or -value != strength(a, b):
            continue
        groups[a] += groups.pop(b)
        for other in groups:
            if other != a:
                total[a][other] = total[other][a] = total[a][other] + total[b][other]
                best[a][other] = best[other][a] = max(best[a][other], best[b][other])
                offer(a, other)
    return [sorted(group) for group in groups.values()]
