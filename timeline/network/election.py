"""Which day an event is shown on: what each mention claims, and the day that most independent families support."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from timeline.network.relations import Day, Filter, Gap, In, Months, Node, Period, Relation, Runs, Statement
from timeline.network.solution import Link
from timeline.span import Granularity

DIRECT_WEIGHT = 5
"""A claim weaker than this is vague: it raises no dispute, and its same-day link only tells what is likely."""
EXACT_DAYS = 3
"""A claim is exact where it leaves no more days than this once its anchor is known (a night has two)."""
CLAIM_DAYS = 62
"""A wider gap, such as "names no year", is a bound and no claim of a date."""
INHERITED_VOTE = 1.0
INDIRECT_SHARE = 0.5
"""Of a mention that is dated by another one's expression ("two days after the vote" dates the vote as well)."""
PLANNED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Claim:
    """What a mention's own statements claim of its day: the weight of the strongest, and whether one names the day."""

    weight: int = 0
    exact: bool = False

    @property
    def vague(self) -> bool:
        """Whether there is a claim, but none that is worth a dispute."""
        return 0 < self.weight < DIRECT_WEIGHT


def claims(statements: Iterable[Statement]) -> dict[Node, Claim]:
    """Return the claim of every mention that the statements speak of.

    >>> m, p = ("mention", "m"), ("published", "a")
    >>> claims([Statement("s", (Filter(m, 3), Gap(m, p, 0, 6)), 6, 1, "weekday", "a", 0, 0, "")])[m]
    Claim(weight=6, exact=True)
    """
    out: dict[Node, Claim] = {}
    for statement in statements:
        if statement.tier != 1:
            continue
        for relation in statement.relations:
            width = _width(relation)
            if width is None or width > CLAIM_DAYS:
                continue
            exact = width <= EXACT_DAYS and statement.weight >= DIRECT_WEIGHT
            for node in (relation.x,) if isinstance(relation, In | Filter) else (relation.x, relation.y):
                known = out.get(node, Claim())
                out[node] = Claim(max(known.weight, statement.weight), known.exact or exact)
    return out


def _width(relation: Relation) -> int | None:
    """How many days a relation leaves for one node once the other is known; None for an open side."""
    match relation:
        case In(runs=runs):
            return max(high - low + 1 for low, high in runs) if len(runs) <= 2 else None
        case Gap(lo=lo, hi=hi):
            return None if lo is None or hi is None else hi - lo + 1
        case Months():
            return 1
        case Period(unit=unit):
            return {Granularity.DAY: 1, Granularity.WEEKEND: 2, Granularity.WEEK: 9, Granularity.MONTH: 31}.get(unit, CLAIM_DAYS)
        case Filter(weekday=None, month_day=None, first=first, last=last):
            return 1 if first == last or last is None else 15
        case _:
            return 1


def vote(link: Link, claim: Claim) -> float:
    """Return the weight of a mention in the election of its event's day.

    >>> vote(Link("m", "e", "a", planned=True), Claim(10, True))
    3.0
    """
    weight = min(INHERITED_VOTE, claim.weight) if link.inherited else claim.weight * (1.0 if link.direct else INDIRECT_SHARE)
    return weight * PLANNED_SHARE if link.planned else weight


def elected(voters: Iterable[tuple[str, float, Runs]]) -> tuple[Day, Day] | None:
    """Return the days with the greatest sum of votes, each family counted once with its best.

    Args:
        voters: family, vote and days of each mention; those that vote nothing are left out.

    Returns:
        The first and last day of the best stretch (ties: more families, then the earlier days), None where nobody votes.

    >>> elected([("a", 9, ((5, 5),)), ("b", 4, ((4, 6),)), ("c", 6, ((6, 6),))])
    (5, 5)
    """
    entitled = [(family, weight, runs) for family, weight, runs in voters if weight > 0]
    points = sorted({day for _, _, runs in entitled for low, high in runs for day in (low, high + 1)})
    starts = [tuple(low for low, _ in runs) for _, _, runs in entitled]
    best: tuple[tuple[float, int, Day], tuple[Day, Day]] | None = None
    for low, after in pairwise(points):
        support: dict[str, float] = {}
        for (family, weight, runs), begin in zip(entitled, starts, strict=True):
            place = bisect_right(begin, low)
            if place and low <= runs[place - 1][1]:
                support[family] = max(weight, support.get(family, 0.0))
        key = (round(sum(support.values()), 6), len(support), -low)
        if support and (best is None or key > best[0]):
            best = key, (low, after - 1)
    return best[1] if best else None


def distance(runs: Runs, days: tuple[Day, Day] | None) -> int:
    """Return how many days a set stays away from an elected stretch, 0 where they meet.

    >>> distance(((1, 3), (9, 9)), (5, 6))
    2
    """
    if days is None:
        return 0
    return min(max(0, days[0] - high, low - days[1]) for low, high in runs)


def family_of(article: str, families: Mapping[str, str]) -> str:
    """Return the family of near-duplicates that an article belongs to, itself where it has none.

    >>> family_of("a", {})
    'a'
    """
    return families.get(article, article)
