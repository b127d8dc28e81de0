"""Why a bound holds, and why some statements cannot all be true: the fewest statements that show it, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from timeline.network.propagate import HORIZON, Conflict, Domains, derivation, nodes_of, propagate
from timeline.network.relations import Day, In, Node, Statement
from timeline.network.solution import Side, Solution, Why

MAX_ARTICLES_LAST = 3
"""Deletion orders that keep one article's statements to the last; more find little and cost as much each."""

YEARS_NEAR = (3, 14)
"""Reasons are looked for within so many years of the dates that are known, and in all years where that is not enough; in
fourteen every day of the year has fallen on every weekday."""

Test = Callable[[Sequence[Statement]], bool]


def inconsistent(statements: Sequence[Statement], within: tuple[Day, Day] = HORIZON) -> bool:
    """Say whether the statements cannot all be true.

    >>> inconsistent([])
    False
    """
    return isinstance(propagate(Domains(within), statements), Conflict)


def cost(statements: Iterable[Statement]) -> int:
    """Return how much a reader has to take on trust: strong statements are cheap, a lone convention is dear.

    >>> cost([Statement("1", (), 9, 1, "explicit", "x", 0, 0, "")])
    2
    """
    return sum(11 - s.weight for s in statements)


def fewest(statements: Iterable[Statement], test: Test) -> tuple[Statement, ...]:
    """Return the cheapest of some minimal subsets that pass a monotone test (deletion filter, Chinneck and Dravnieks 1991).

    No member can be left out; it is short, but not provably the shortest.  What does not pass as a whole comes back as it is.

    >>> from timeline.network.relations import In
    >>> m = ("mention", "m")
    >>> four, five, six = (Statement(str(d), (In(m, ((d, d),)),), d, 1, "explicit", "x", 0, 0, "") for d in (4, 5, 6))
    >>> [s.id for s in fewest([four, five, six], lambda s: inconsistent(s, (1, 9)))]
    ['5', '6']
    """
    whole = tuple(sorted({s.id: s for s in statements}.values(), key=lambda s: s.id))
    if not test(whole):
        return whole
    found = {_deleted(order, test) for order in _orders(whole)}
    return min(found, key=lambda some: (cost(some), len(some), [s.id for s in some]))


def _quick(
    statements: Sequence[Statement], test: Callable[[Sequence[Statement], tuple[Day, Day]], bool],
    days: Iterable[Day], horizon: tuple[Day, Day],
) -> tuple[Statement, ...]:  # fmt: skip
    """The cheapest minimal subset, looked for among the years near some days first.

    Fewer years leave fewer days, so what does not suffice there never suffices; what does, and does so in all years, is minimal
    in all years as well.
    """
    known = list(days)
    for years in YEARS_NEAR if known else ():
        near = max(horizon[0], min(known) - 366 * years), min(horizon[1], max(known) + 366 * years)
        few = fewest(statements, _within(test, near))
        if test(few, horizon):
            return few
    return fewest(statements, _within(test, horizon))


def _within(test: Callable[[Sequence[Statement], tuple[Day, Day]], bool], horizon: tuple[Day, Day]) -> Test:
    return lambda some: test(some, horizon)


def _named(statements: Iterable[Statement], horizon: tuple[Day, Day]) -> Iterator[Day]:
    """The days that statements name outright."""
    for statement in statements:
        for relation in statement.relations:
            if isinstance(relation, In):
                yield from (day for run in relation.runs for day in run if horizon[0] < day < horizon[1])


def _orders(statements: tuple[Statement, ...]) -> Iterator[list[Statement]]:
    """Orders in which to try without a statement: the weakest first, and each of a few articles last."""
    yield sorted(statements, key=lambda s: (s.weight, s.id))
    if len(statements) > 2:
        yield sorted(statements, key=lambda s: (s.weight, s.id[::-1]), reverse=False)
        articles = sorted({s.article for s in statements if s.article})
        if len(articles) > 1:
            for kept in articles[:MAX_ARTICLES_LAST]:
                yield sorted(statements, key=lambda s: (s.article == kept, s.weight, s.id))


def _deleted(order: list[Statement], test: Test) -> tuple[Statement, ...]:
    kept = {s.id: s for s in order}
    for statement in order:
        del kept[statement.id]
        if not test(tuple(kept.values())):
            kept[statement.id] = statement
    return tuple(sorted(kept.values(), key=lambda s: s.id))


def minimal(conflict: Conflict, horizon: tuple[Day, Day] = HORIZON) -> tuple[Statement, ...]:
    """Return statements of a conflict that cannot all be true, while without any one of them the others can.

    >>> from timeline.network.relations import In
    >>> m = ("mention", "m")
    >>> four, five = (Statement(str(d), (In(m, ((d, d),)),), 9, 1, "explicit", "x", 0, 0, "") for d in (4, 5))
    >>> [s.id for s in minimal(Conflict(m, (four, five)), (1, 9))]
    ['4', '5']
    """
    few = _quick(conflict.statements, inconsistent, _named(conflict.statements, horizon), horizon)
    again = propagate(Domains(horizon), few)
    ordered = again.statements if isinstance(again, Conflict) else few
    return ordered if len(ordered) == len(few) else few  # a cycle of gaps is reported without its order


def why(solution: Solution, node: Node, side: Side, of: Literal["likely", "limits"] = "likely") -> Why | None:
    """Return the statements that alone give one bound of a node, or None where that side is open.

    >>> why(Solution((1, 9)), ("mention", "m"), "lower") is None
    True
    """
    bounds = solution.bounds(node, of)
    bound = bounds[0] if side == "lower" else bounds[1]
    record = (solution.likely_by if of == "likely" else solution.limits_by).get(node)
    if bound is None or record is None:
        return None
    horizon = solution.widened.get(node, solution.horizon)

    def reached(statements: Sequence[Statement], within: tuple[Day, Day]) -> bool:
        domains = propagate(Domains(within), statements)
        if isinstance(domains, Conflict):
            return False
        runs = domains.of(node)
        return runs[0][0] >= bound if side == "lower" else runs[-1][1] <= bound

    given = derivation([record])
    few = _quick(given, reached, [bound, *_named(given, horizon)], horizon)
    again = propagate(Domains(horizon), few)
    ordered = derivation([again.records[node]]) if isinstance(again, Domains) and node in again.records else few
    return Why(node, side, ordered if len(ordered) == len(few) else few)


def reading_order(chain: Sequence[Statement], mentions: Iterable[str]) -> tuple[Statement, ...]:
    """Order a chain so that it begins with one of the mentions and each statement speaks of something named before.

    >>> from timeline.network.relations import Gap, In
    >>> a, b = ("mention", "a"), ("mention", "b")
    >>> late = Statement("1", (In(b, ((5, 5),)),), 9, 1, "explicit", "x", 0, 0, "")
    >>> link = Statement("2", (Gap(a, b, 0, 0),), 4, 3, "same day", "x", 0, 0, "")
    >>> early = Statement("3", (In(a, ((4, 4),)),), 9, 1, "explicit", "y", 0, 0, "")
    >>> [s.id for s in reading_order([late, link, early], ["a"])]
    ['3', '2', '1']
    """
    begin = [("mention", name) for name in sorted(mentions)]
    reached = [node for node in begin if any(node in nodes_of(s) for s in chain)][:1]
    left, out = list(chain), []
    while left:
        told = [s for node in reached for s in sorted(left, key=lambda s: (s.tier, s.id)) if node in nodes_of(s)]
        following = told[0] if told else left[0]
        left.remove(following)
        out.append(following)
        reached += [node for node in nodes_of(following) if node not in reached]
    return tuple(out)
