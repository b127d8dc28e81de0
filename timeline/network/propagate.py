"""Propagation of statements to a fixed point, all or nothing, with a record of every step (Dechter, Meiri and Pearl 1991).

Difference constraints are propagated exactly; calendar periods and filters are monotone, so the result does not depend on the
order of the statements.  Filters come last, when the bounds are already narrow.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from timeline.limits import HORIZON_YEARS
from timeline.network.relations import Day, Filter, Gap, In, Months, Node, Period, Relation, Runs, Statement
from timeline.network.runs import image, intersect, inverse
from timeline.span import DAYS, MONTHS, Granularity

HORIZON: tuple[Day, Day] = (date(HORIZON_YEARS[0], 1, 1).toordinal(), date(HORIZON_YEARS[1], 12, 31).toordinal())
SUSPECT = 40
"""A node narrowed more often than this is checked for a cycle of gaps that nothing can satisfy."""
BUDGET = 50_000
"""Runs that one call may rewrite for one node; a node at its budget stays as wide as it is, which is still true."""

WORK = 300_000
"""Runs that one call may rewrite in all; what is then still to be narrowed stays as wide as it is."""

STEPS = 2000
"""Times that one call may narrow one node: more is creeping, such as two weekdays of one day walking week by week."""


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One step of a derivation: a node was narrowed by a statement, from another node's step and from its own last step."""

    node: Node
    runs: Runs
    statement: Statement
    source: Record | None
    previous: Record | None


@dataclass(frozen=True, slots=True)
class Domains:
    """The days that every node may have, with how that came about; a node not named may have any day of the horizon."""

    horizon: tuple[Day, Day] = HORIZON
    runs: Mapping[Node, Runs] = field(default_factory=dict)
    records: Mapping[Node, Record] = field(default_factory=dict)
    unfinished: frozenset[Node] = frozenset()

    def of(self, node: Node) -> Runs:
        """Return the days of a node.

        >>> Domains((1, 9)).of(("mention", "m"))
        ((1, 9),)
        """
        return self.runs.get(node) or (self.horizon,)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot all be true; not yet the fewest (see reasons.minimal)."""

    node: Node
    statements: tuple[Statement, ...]


Bounds = tuple[int | None, int | None]
"""The least and the greatest number of days from one node to another, each side may be open."""
Arc = tuple[Node, Relation, bool, Statement, Bounds | None]
"""The node that a relation narrows, the relation, whether it is read forth, its statement, and the bounds of a gap."""

ONE_NODE = (In, Filter)
"""Relations that speak of one node."""


class Net:
    """Statements by the nodes they speak of; the one thing here that changes in place, and only by whole statements."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self.statements: dict[str, Statement] = {}
        self.arcs: dict[Node, dict[tuple[str, int, bool], Arc]] = {}
        self.filters: dict[Node, dict[tuple[str, int, bool], Arc]] = {}
        for statement in statements:
            self.add(statement)

    def add(self, statement: Statement) -> None:
        """Put a statement in; the same one again changes nothing."""
        self.statements[statement.id] = statement
        for table, key, node, arc in _arcs(self, statement):
            table.setdefault(node, {})[key] = arc

    def remove(self, statement: Statement) -> None:
        """Take a statement out."""
        del self.statements[statement.id]
        for table, key, node, _ in _arcs(self, statement):
            del table[node][key]


def _arcs(
    net: Net, statement: Statement
) -> Iterable[tuple[dict[Node, dict[tuple[str, int, bool], Arc]], tuple[str, int, bool], Node, Arc]]:
    for place, relation in enumerate(statement.relations):
        forth, back = (statement.id, place, True), (statement.id, place, False)
        if isinstance(relation, Gap):
            low, high = relation.lo, relation.hi
            least, most = (None if high is None else -high), (None if low is None else -low)
            yield net.arcs, forth, relation.x, (relation.y, relation, True, statement, (low, high))
            yield net.arcs, back, relation.y, (relation.x, relation, False, statement, (least, most))
        elif isinstance(relation, Filter):
            yield net.filters, forth, relation.x, (relation.x, relation, True, statement, None)
        elif isinstance(relation, In):
            yield net.arcs, forth, relation.x, (relation.x, relation, True, statement, None)
        else:
            yield net.arcs, forth, relation.x, (relation.y, relation, True, statement, None)
            yield net.arcs, back, relation.y, (relation.x, relation, False, statement, None)


def nodes_of(statement: Statement) -> tuple[Node, ...]:
    """Return the nodes that a statement speaks of, in the order in which it names them.

    >>> a, b = ("mention", "a"), ("mention", "b")
    >>> nodes_of(Statement("s", (Gap(a, b, 0, 1), Filter(b, 3)), 5, 1, "gap", "x", 0, 0, ""))
    (('mention', 'a'), ('mention', 'b'))
    """
    nodes: dict[Node, None] = {}
    for relation in statement.relations:
        nodes[relation.x] = None
        if not isinstance(relation, ONE_NODE):
            nodes[relation.y] = None
    return tuple(nodes)


def propagate(
    domains: Domains, statements: Iterable[Statement] | Net, touched: Iterable[Node] | None = None
) -> Domains | Conflict:
    """Narrow the domains until every statement is respected, or say that this cannot be.

    Args:
        domains: what is known so far; never changed.
        statements: all statements in force, at best as a Net that is kept between calls.
        touched: the nodes of what was added since the domains were computed; None for all.

    Returns:
        The fixed point, or a conflict, in which case nothing is taken over.

    >>> a, b = ("mention", "a"), ("mention", "b")
    >>> known = Statement("1", (In(a, ((10, 12),)),), 9, 1, "explicit", "x", 0, 0, "")
    >>> later = Statement("2", (Gap(a, b, 2, 2),), 5, 1, "event", "x", 0, 0, "")
    >>> propagate(Domains((1, 99)), [known, later]).of(b)
    ((12, 14),)
    """
    net = statements if isinstance(statements, Net) else Net(sorted(statements, key=lambda s: s.id))
    begin = (net.arcs.keys() | net.filters.keys()) if touched is None else touched
    return _Work(domains, net).run(sorted(begin))


class _Work:
    """One propagation: an overlay over the domains it began with, thrown away on a conflict."""

    def __init__(self, domains: Domains, net: Net) -> None:
        self.before, self.net = domains, net
        self.horizon: Runs = (domains.horizon,)
        self.runs: dict[Node, Runs] = {}
        self.records: dict[Node, Record] = {}
        self.spent: dict[Node, int] = {}
        self.times: dict[Node, int] = {}
        self.stuck: set[Node] = set()
        self.queue: deque[Node] = deque()
        self.waiting: set[Node] = set()
        self.unfiltered: dict[Node, None] = {}
        self.checked = False
        self.work = 0

    def run(self, begin: Sequence[Node]) -> Domains | Conflict:
        if begin and (clash := other_weekdays(self.net, begin)):
            return Conflict(begin[0], clash)
        for node in begin:
            self._changed(node)
        while (self.queue or self.unfiltered) and self.work < WORK:
            if self.queue:
                node = self.queue.popleft()
                self.waiting.discard(node)
                arcs = self.net.arcs.get(node)
            else:
                node = next(iter(self.unfiltered))
                del self.unfiltered[node]
                arcs = self.net.filters.get(node)
            for arc in arcs.values() if arcs else ():
                conflict = self._revise(node, arc)
                if conflict is not None:
                    return conflict
        return Domains(self.before.horizon, {**self.before.runs, **self.runs}, {**self.before.records, **self.records},
                       self.before.unfinished | self.stuck | self.waiting)  # fmt: skip

    def _changed(self, node: Node) -> None:
        if node not in self.waiting:
            self.waiting.add(node)
            self.queue.append(node)
        if node in self.net.filters:
            self.unfiltered[node] = None

    def _of(self, node: Node) -> Runs:
        return self.runs.get(node) or self.before.runs.get(node) or self.horizon

    def _record(self, node: Node) -> Record | None:
        return self.records.get(node) or self.before.records.get(node)

    def _revise(self, node: Node, arc: Arc) -> Conflict | None:
        target, relation, forth, statement, bounds = arc
        runs, old = self._of(node), self._of(target)
        if bounds is not None and _says_nothing(bounds, runs, old):
            return None
        allowed = image(relation, runs) if forth or isinstance(relation, ONE_NODE) else inverse(relation, runs)
        new = intersect(old, allowed)
        if new == old or target in self.stuck:
            return None
        source, previous = (None if node == target else self._record(node)), self._record(target)
        if not new:
            return Conflict(target, derivation((previous, source), statement))
        self.runs[target], self.records[target] = new, Record(target, new, statement, source, previous)
        self._changed(target)
        return self._watch(target, len(new))

    def _watch(self, node: Node, cost: int) -> Conflict | None:
        """Guard against creeping: two gaps that contradict each other would otherwise walk through the whole horizon."""
        self.times[node] = self.times.get(node, 0) + 1
        self.spent[node] = self.spent.get(node, 0) + cost
        self.work += cost
        if self.spent[node] > BUDGET or self.times[node] > STEPS:
            self.stuck.add(node)
        if self.times[node] > SUSPECT and not self.checked:
            self.checked = True
            cycle = negative_cycle(self.net, node)
            if cycle:
                return Conflict(node, cycle)
        return None


def _says_nothing(bounds: Bounds, runs: Runs, old: Runs) -> bool:
    """Whether a gap from the one set leaves the whole other one, which is nearly always so and quickly seen."""
    low, high = bounds
    if low is not None and high is not None and (len(runs) > 1 or low > high):
        return False
    return (low is None or runs[0][0] + low <= old[0][0]) and (high is None or old[-1][1] <= runs[-1][1] + high)


def other_weekdays(net: Net, begin: Iterable[Node]) -> tuple[Statement, ...]:
    """Return statements that give one node different weekdays, by itself or across exact gaps, or nothing.

    In a wide set weekdays only round the bounds, so two of them would walk through it week by week.

    Args:
        net: all statements in force.
        begin: nodes of which one takes part.

    >>> m, e = ("mention", "m"), ("start", "e")
    >>> given = [(Filter(m, 0),), (Gap(m, e, 1, 1),), (Filter(e, 4),)]
    >>> net = Net(Statement(str(n), which, 6, 1, "weekday", "x", 0, 0, "") for n, which in enumerate(given))
    >>> [s.id for s in other_weekdays(net, [m])]
    ['0', '1', '2']
    """
    above: dict[Node, tuple[int, Node, Statement | None]] = {}
    for root in begin:
        if root in above:
            continue
        above[root] = (0, root, None)
        queue, first = deque([root]), None
        while queue:
            node = queue.popleft()
            offset = above[node][0]
            for _, relation, _, statement, _ in net.filters.get(node, {}).values():
                if isinstance(relation, Filter) and relation.weekday is not None:
                    first = first or ((relation.weekday - offset) % 7, node, statement)
                    if (relation.weekday - offset) % 7 != first[0]:
                        return _between(above, first[1:], (node, statement))
            for target, _, _, statement, bounds in net.arcs.get(node, {}).values():
                if bounds is not None and bounds[0] is not None and bounds[0] == bounds[1] and target not in above:
                    above[target] = (offset + bounds[0], node, statement)
                    queue.append(target)
    return ()


def _between(
    above: Mapping[Node, tuple[int, Node, Statement | None]], one: tuple[Node, Statement], two: tuple[Node, Statement]
) -> tuple[Statement, ...]:
    """Two filters and the gaps on the way from the one to the other."""
    ways = []
    for at, statement in (one, two):
        way, (_, nearer, link) = {statement.id: statement}, above[at]
        while link is not None:
            way[link.id] = link
            _, nearer, link = above[nearer]
        ways.append(way)
    apart = (ways[0].keys() ^ ways[1].keys()) | {one[1].id, two[1].id}
    return tuple(s for _, s in sorted((ways[0] | ways[1]).items()) if s.id in apart)


def derivation(ends: Iterable[Record | None], last: Statement | None = None) -> tuple[Statement, ...]:
    """Return the statements behind some records, sources before what follows from them.

    >>> derivation([None])
    ()
    """
    out: dict[str, Statement] = {}
    for end in ends:
        seen: set[int] = set()
        stack: list[tuple[Record, bool]] = [(end, False)] if end is not None else []
        while stack:
            record, done = stack.pop()
            if done:
                out.setdefault(record.statement.id, record.statement)
            elif id(record) not in seen:
                seen.add(id(record))
                stack.append((record, True))
                stack += [(r, False) for r in (record.source, record.previous) if r is not None]
    if last is not None:
        out.setdefault(last.id, last)
    return tuple(out.values())


# ---- cycles of gaps (Bellman and Ford) --------------------------------------------------------------------------------


def _gap(relation: Relation) -> tuple[int | None, int | None] | None:
    """The widest gap from x to y that a relation leaves, so that calendar relations take part in cycles as well."""
    match relation:
        case Gap():
            return relation.lo, relation.hi
        case Months(k=k):
            return (28 if k >= 0 else 31) * k - 3, (31 if k >= 0 else 28) * k + 3
        case Period(unit=unit, k=k):
            days = 1 if unit is Granularity.DAY else 7
            shortest, longest = (days, days) if unit in DAYS else (28 * MONTHS[unit], 31 * MONTHS[unit])
            near, far = (abs(k) - 1) * shortest + 1, (abs(k) + 1) * longest - 1
            return (-far, far) if k == 0 else (near, far) if k > 0 else (-far, -near)
        case _:
            return None


def negative_cycle(net: Net, start: Node) -> tuple[Statement, ...]:
    """Return the statements of a cycle of gaps that no days can satisfy, or nothing.

    >>> a, b = ("mention", "a"), ("mention", "b")
    >>> one = Statement("1", (Gap(a, b, 1, 1),), 5, 1, "event", "x", 0, 0, "")
    >>> two = Statement("2", (Gap(b, a, 1, 1),), 5, 1, "event", "x", 0, 0, "")
    >>> [s.id for s in negative_cycle(Net([one, two]), a)]
    ['1', '2']
    """
    edges: list[tuple[Node, Node, int, Statement]] = []  # day of the second <= day of the first + weight
    reached, queue = {start}, [start]
    while queue:
        node = queue.pop()
        for target, relation, forth, statement, _ in net.arcs.get(node, {}).values():
            gap = _gap(relation)
            if gap is None:
                continue
            bound = gap[1] if forth else None if gap[0] is None else -gap[0]
            if bound is not None:
                edges.append((node, target, bound, statement))
            if target not in reached:
                reached.add(target)
                queue.append(target)
    return _bellman_ford(reached, edges)


def _bellman_ford(nodes: set[Node], edges: list[tuple[Node, Node, int, Statement]]) -> tuple[Statement, ...]:
    distance = dict.fromkeys(nodes, 0)
    parent: dict[Node, tuple[Node, Statement]] = {}
    for _ in range(len(nodes) + 1):
        last: Node | None = None
        for a, b, weight, statement in edges:
            if distance[a] + weight < distance[b]:
                distance[b], parent[b], last = distance[a] + weight, (a, statement), b
        if last is None:
            return ()
        cycle = _cycle(parent, last)
        if cycle:
            return cycle
    return ()


def _cycle(parent: dict[Node, tuple[Node, Statement]], start: Node) -> tuple[Statement, ...]:
    """A cycle among the parents of a node is a negative one, and usually shows long before the last round."""
    path: dict[Node, Statement] = {}
    at = start
    while at in parent and at not in path:
        before, statement = parent[at]
        path[at] = statement
        at = before
    if at not in path:
        return ()
    nodes = list(path)
    found = {path[node].id: path[node] for node in nodes[nodes.index(at) :]}
    return tuple(sorted(found.values(), key=lambda s: s.id))
