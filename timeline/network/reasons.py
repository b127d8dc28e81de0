"""Why a bound holds, and why some statements cannot all be true: the fewest statements that show it, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from timeline.network.propagate import HORIZON, Conflict, Domains, derivation, nodes_of, propagate
from timeline.network.relations import Day, In, Node, Statement
from timeline.network.solution import Side, Solution, Why

MANY = 30
"""Above so many statements the few that matter are found by halving, which is quick, and not in several orders."""

TOO_MANY = 90
"""Above so many they are given as they are, which happens where many undated articles are told of one thing."""

MAX_ARTICLES_LAST = 3
"""Deletion orders that keep one article's statements to the last; more find little and cost as much each."""

YEARS_NEAR = (3, 14)
"""Reasons are looked for within so many years of the dates that are known, and in all years where that is not enough; in
fourteen every day of the year has fallen on every weekday."""

Test = Callable[[Sequence[Statement]], "Sequence[Statement] | None"]
"""Whether some statements show something: those that already do, or None.  More statements never show less."""
TestWithin = Callable[[Sequence[Statement], tuple[Day, Day]], "Sequence[Statement] | None"]
"""The same among some days."""


def inconsistent(statements: Sequence[Statement], within: tuple[Day, Day] = HORIZON) -> Sequence[Statement] | None:
    """Return those of the statements that already cannot all be true, or None where all can.

    >>> inconsistent([]) is None
    True
    """
    result = propagate(Domains(within), statements)
    return result.statements if isinstance(result, Conflict) else None


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
    test = _remembered(test)
    enough = test(whole)
    if enough is None:
        return whole
    if len(whole) > MANY:
        return _halved(enough, test)
    needed = frozenset(s.id for s in enough if test([other for other in whole if other.id != s.id]) is None)
    if test(only := tuple(s for s in whole if s.id in needed)) is not None:
        return only  # every minimal subset holds these, so there is no other
    found = {_deleted(order, test, needed, enough) for order in _orders(whole)}
    return min(found, key=lambda some: (cost(some), len(some), [s.id for s in some]))


def _halved(statements: Sequence[Statement], test: Test) -> tuple[Statement, ...]:
    """One minimal subset of many statements that pass together, strong ones rather than weak ones (QuickXplain, Junker 2004)."""

    def find(given: list[Statement], new: bool, among: list[Statement]) -> list[Statement]:
        if new and test(given) is not None:
            return []
        if len(among) == 1:
            return among
        strong, weak = among[: len(among) // 2], among[len(among) // 2 :]
        of_weak = find(given + strong, True, weak)
        return find(given + of_weak, bool(of_weak), strong) + of_weak

    return tuple(sorted(find([], False, sorted(statements, key=lambda s: (-s.weight, s.id))), key=lambda s: s.id))


def _quick(
    statements: Sequence[Statement], test: TestWithin,
    days: Iterable[Day], horizon: tuple[Day, Day],
) -> tuple[Statement, ...]:  # fmt: skip
    """The cheapest minimal subset, looked for among the years near some days first.

    Fewer years leave fewer days, so what does not suffice there never suffices; what does, and does so in all years, is minimal
    in all years as well.
    """
    if len(statements) > TOO_MANY:
        return tuple(test(statements, horizon) or statements)  # right, but not the fewest: to find these takes minutes
    known = list(days)
    for years in YEARS_NEAR if known else ():
        near = max(horizon[0], min(known) - 366 * years), min(horizon[1], max(known) + 366 * years)
        few = fewest(statements, _within(test, near))
        if test(few, horizon) is not None:
            return few
    if len(statements) > MANY:
        return tuple(test(statements, horizon) or statements)
    return fewest(statements, _within(test, horizon))


def _remembered(test: Test) -> Test:
    """The same test, which depends on nothing but what is tested, without testing anything twice."""
    known: dict[frozenset[str], Sequence[Statement] | None] = {}

    def asked(some: Sequence[Statement]) -> Sequence[Statement] | None:
        key = frozenset(statement.id for statement in some)
        if key not in known:
            known[key] = test(some)
        return known[key]

    return asked


def _within(test: TestWithin, horizon: tuple[Day, Day]) -> Test:
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


def _deleted(
    order: Sequence[Statement], test: Test, needed: frozenset[str], enough: Sequence[Statement]
) -> tuple[Statement, ...]:
    """What is left when every statement that can be spared is taken out in turn.

    Args:
        order: all statements, those that should rather be spared first.
        test: what has to hold of the rest.
        needed: ids of statements that are known not to be spared.
        enough: statements that pass; any other one can be spared without a look.
    """
    kept, passing = {s.id: s for s in order}, {s.id for s in enough}
    for statement in order:
        if statement.id in needed:
            continue
        del kept[statement.id]
        if statement.id in passing:
            found = test(tuple(kept.values()))
            if found is None:
                kept[statement.id] = statement
            else:
                passing = {s.id for s in found}
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

    def reached(statements: Sequence[Statement], within: tuple[Day, Day]) -> Sequence[Statement] | None:
        domains = propagate(Domains(within), statements)
        if isinstance(domains, Conflict):
            return None
        runs = domains.of(node)
        there = runs[0][0] >= bound if side == "lower" else runs[-1][1] <= bound
        return derivation([domains.records.get(node)]) if there else None

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
