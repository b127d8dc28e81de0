"""Why mentions were put together: the features that counted, in words, and how sure the merge is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline.merge.features import NAMES, compare, probability, score, weights
from timeline.merge.items import Item

COUNTED = 0.25
"""Log odds from which a feature is worth naming."""
NEIGHBORS = 12
"""Partners that a mention is compared with."""
MOST_NAMED = 4
"""Features named for one event."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two mentions are taken for one event.

    Args:
        one, two: ids of the mentions.
        probability: that these two alone are one event, 0 to 1.
        features: what speaks for it (above 0) and against it, in words with log odds, the weightiest first.
    """

    one: str
    two: str
    probability: float
    features: tuple[tuple[str, float], ...]


def reason(one: Item, two: Item) -> Reason:
    """Return why two mentions are, or are not, taken for one event."""
    weight = weights()
    odds = {name: weight[name] * value for name, value in compare(one, two).items()}
    counted = sorted(((name, value) for name, value in odds.items() if abs(value) >= COUNTED), key=lambda f: (-abs(f[1]), f[0]))
    told = tuple((NAMES[name], round(value, 2)) for name, value in counted)
    return Reason(one.mention.id, two.mention.id, probability(sum(odds.values())), told)


def reasons(group: Sequence[Item]) -> list[Reason]:
    """Return for every mention but the first why it belongs to the group: by its best partner among those before it."""
    return [
        max((reason(earlier, item) for earlier in group[:place]), key=lambda r: (r.probability, r.one))
        for place, item in enumerate(group)
        if place
    ]


def surest(group: Sequence[Item]) -> dict[int, float]:
    """Return for every item (by index) how surely it belongs to the group: the probability of its best pair, 0 to 1.

    Of a large group only the next few neighbors are compared.
    """
    best = dict.fromkeys((item.index for item in group), 0.0)
    for place, one in enumerate(group):
        for two in group[place + 1 : place + 1 + NEIGHBORS]:
            found = probability(score(one, two))
            best[one.index], best[two.index] = max(best[one.index], found), max(best[two.index], found)
    return best


def cohesion(group: Sequence[Item]) -> float:
    """Return how sure it is that the neighbors in a group are one event, 0 to 1; 1 for a single mention."""
    found = [reason(one, two).probability for one, two in pairwise(group)]
    return sum(found) / len(found) if found else 1.0


def why_together(group: Sequence[Item]) -> str | None:
    """Return in a sentence what most of a group's mentions have in common, or None for a single one."""
    if len(group) < 2:
        return None
    for_it = Counter(words for one, two in pairwise(group) for words, odds in reason(one, two).features if odds > 0)
    named = sorted(for_it, key=lambda words: (-for_it[words], words))[:MOST_NAMED]
    return f"{len(group)} sentences are taken for one event: {', '.join(named)}" if named else None
