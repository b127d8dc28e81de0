"""Weak statements about undated articles that only a comparison of articles can make: retellings and common subjects.

They are of the last tier, so they bound the likely days of publication, never the limits, and yield to everything that is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from timeline.merge.features import SAME_TOPIC
from timeline.merge.items import Item, cosine
from timeline.model import Reading, digest
from timeline.network.relations import Gap, Statement

RETOLD_DAYS = 7
"""An article and its retelling appear within so many days of each other."""
SUBJECT_DAYS = 183
"""Articles on one subject appear within half a year of each other, unless they say otherwise: it chooses among years."""
MOST_COMPARED = 40
"""Dated articles that an undated one is compared with: those that share the most of its rarest terms."""


def conventions(readings: Sequence[Reading], items: Sequence[Item], families: Mapping[str, str]) -> list[Statement]:
    """Return what near-duplicates and the common subject suggest of the undated articles, ordered by article.

    Args:
        readings: in order of their article ids.
        items: the mentions, in canonical order.
        families: the family of every article id.
    """
    dated = {r.article.id for r in readings if r.article.published.span}
    topics = {item.article: item.topic for item in items}
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(dated & topics.keys()):
        for term in topics[key]:
            holders[term].append(key)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for reading in readings:
        members[families[reading.article.id]].append(reading.article.id)
    found = []
    for reading in readings:
        key = reading.article.id
        if key in dated:
            continue
        found += [_apart(key, other, RETOLD_DAYS, "retold", 3) for other in members[families[key]] if other != key]
        if (nearest := _nearest(topics.get(key, {}), topics, holders)) is not None:
            found.append(_apart(key, nearest, SUBJECT_DAYS, "same subject", 1))
    return found


def _nearest(
    topic: Mapping[str, float], topics: Mapping[str, Mapping[str, float]], holders: Mapping[str, Sequence[str]]
) -> str | None:
    """The dated article with the most in common, if that is enough to be on one subject."""
    shared: defaultdict[str, float] = defaultdict(float)
    for term, weight in topic.items():
        if len(holders.get(term, ())) <= MOST_COMPARED:
            for key in holders.get(term, ()):
                shared[key] += weight
    if not shared:
        return None
    best = max(sorted(shared), key=lambda key: round(cosine(topic, topics[key]), 9))
    return best if cosine(topic, topics[best]) >= SAME_TOPIC else None


def _apart(one: str, two: str, days: int, kind: str, weight: int) -> Statement:
    relation = Gap(("published", two), ("published", one), -days, days)
    return Statement(digest(kind, one, two), (relation,), weight, 4, kind, one, 0, 0, "")
