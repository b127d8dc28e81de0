"""Where several identifications put an article without a date: each is a bearing, and the day that most of them agree on counts.

One wrong identification would date such an article exactly and wrongly.  What the others contradict therefore yields first, and
what is neither sure in itself nor borne out by another one is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from timeline.network.election import distance, elected
from timeline.network.propagate import Domains, Net, propagate
from timeline.network.relations import Filter, In, Node, Runs, Statement
from timeline.network.runs import intersect, joined, size
from timeline.network.solution import Link
from timeline.network.stories import mention, published

DATED_DAYS = 31
"""A publication with no more days than this left is known well enough; so is an event that others tell."""
NARROW_DAYS = 31
"""An identification that leaves no more days than this says nearly when the article appeared."""
SURE_ALONE = 0.9
"""A link less sure than this, with what its words agree on beside, needs another one to say nearly when an article appeared."""
SURELY = 0.999
"""No identification counts for more than one of this probability."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """The days on which an article can have appeared if one identification is right, and what that counts for.

    Args:
        link: the identification.
        runs: the days.
        weight: how unlikely it is that the mentions are two happenings and agree by chance, as a negative logarithm.
    """

    link: Link
    runs: Runs
    weight: float


def bearings(links: Iterable[Link], domains: Domains, net: Net) -> dict[str, list[Bearing]]:
    """Return for each article without a date what each of its links alone says of its publication.

    Args:
        links: all links of a story.
        domains: what the articles say by themselves.
        net: their statements; it is left as it was.

    >>> bearings([], Domains(), Net())
    {}
    """
    given = list(links)
    events: dict[str, list[Link]] = {}
    for link in given:
        events.setdefault(link.event, []).append(link)
    found: dict[str, list[Bearing]] = {}
    for link in given:
        node = published(link.article)
        if size(domains.of(node)) <= DATED_DAYS or link.role == "within":
            continue
        window = _window(link, events[link.event], domains)
        if not window:
            continue
        runs = _if_true(mention(link), window, node, domains, net)
        if runs and runs != domains.of(node):
            chance = min(1.0, _share_of_days(mention(link), net) * (2 * link.radius + 1))
            weight = round(-math.log((1.0 - min(SURELY, link.score)) * chance), 3)
            found.setdefault(link.article, []).append(Bearing(link, runs, weight))
    return found


def _window(link: Link, others: Iterable[Link], domains: Domains) -> Runs:
    """The days that other articles leave to what a mention tells, within the radius; empty where they say little."""
    known = [domains.of(mention(other)) for other in others if other.article != link.article and other.role != "within"]
    return joined([(runs[0][0] - link.radius, runs[-1][1] + link.radius) for runs in known if size(runs) <= DATED_DAYS])


def _if_true(node: Node, days: Runs, wanted: Node, domains: Domains, net: Net) -> Runs:
    statement = Statement(f"bearing:{node[1]}", (In(node, days),), 1, 2, "bearing", "", 0, 0, "")
    net.add(statement)
    result = propagate(domains, net, [node])
    net.remove(statement)
    return result.of(wanted) if isinstance(result, Domains) else ()


def _share_of_days(node: Node, net: Net) -> float:
    """On which share of all days a mention can have been by its own words: "yesterday, the 19th" agrees with few by chance."""
    share = 1.0
    for _, relation, _, _, _ in net.filters.get(node, {}).values():
        if isinstance(relation, Filter):
            share *= 1 / 7 if relation.weekday is not None else 1.0
            share *= 1 / 30 if relation.month_day is not None else 1.0
            share *= _season(relation) / 365 if relation.first is not None else 1.0
    return share


def _season(relation: Filter) -> int:
    (month, day), (last_month, last_day) = relation.first or (1, 1), relation.last or relation.first or (12, 31)
    return max(1, (last_month - month) % 12 * 30 + last_day - day + 1)


def unsupported(found: Mapping[str, list[Bearing]]) -> frozenset[Link]:
    """Return the links that alone say nearly when an article appeared without being sure, and that no other one bears out."""
    return frozenset(
        one.link
        for own in found.values()
        for one in own
        if one.weight < -math.log(1.0 - SURE_ALONE) and _is_narrow(one) and not any(_bears_out(other, one) for other in own)
    )


def _is_narrow(bearing: Bearing) -> bool:
    return bearing.runs[-1][1] - bearing.runs[0][0] < NARROW_DAYS


def _bears_out(one: Bearing, other: Bearing) -> bool:
    return one.link.event != other.link.event and _is_narrow(one) and bool(intersect(one.runs, other.runs))


def away(found: Mapping[str, list[Bearing]]) -> dict[Link, int]:
    """Return for links of undated articles how many days each is away from the publication that most of them agree on."""
    days: dict[Link, int] = {}
    for own in found.values():
        chosen = elected((bearing.link.event, bearing.weight, bearing.runs) for bearing in own)
        days |= {bearing.link: distance(bearing.runs, chosen) for bearing in own}
    return days
