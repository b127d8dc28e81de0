"""Solving stories: tiers of statements and links, the election of the day, disputes (docs/how-dates-are-decided.md).

Nothing is ever removed from what an article says in its own world; what yields in a contradiction between articles is a link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from timeline.network.bearings import away, bearings, unsupported
from timeline.network.election import Claim, claims, distance, elected, family_of, vote
from timeline.network.propagate import HORIZON, Conflict, Domains, Net, nodes_of, propagate
from timeline.network.reasons import MANY, minimal, reading_order, why
from timeline.network.relations import Day, In, Node, Runs, Statement
from timeline.network.runs import intersect, joined, size
from timeline.network.solution import OPEN_DAYS, Dispute, Kind, Link, SetAside, Side, Solution, Why
from timeline.network.stories import WINDOWS, Story, independent, lasting, mention, narrowing, near, same_day, stories

KNOTS = 8
"""Large contradictions in one part of a batch that are each looked at closely."""

EVENT_KINDS = frozenset({"start", "end", *WINDOWS.values()})
Rank = Callable[[Statement], tuple[float, ...]]
"""How strong a statement of a batch is; in a contradiction the one with the smallest rank yields, ties by id."""


def local(statements: Iterable[Statement]) -> Solution:
    """Solve what each article says by itself: tier 1, without other articles and without links.

    The merge may read these domains (``limits``) as evidence, for no link has a part in them.

    >>> from timeline.network.relations import Gap
    >>> m, p = ("mention", "m"), ("published", "a")
    >>> known = Statement("1", (In(p, ((738000, 738000),)),), 10, 1, "published", "a", 0, 0, "")
    >>> ago = Statement("2", (Gap(m, p, 2, 2),), 6, 1, "days ago", "a", 0, 9, "two days ago")
    >>> local([known, ago]).bounds(m)
    (737998, 737998)
    """
    return solve([s for s in statements if s.tier == 1 and own_words(s)])


def own_words(statement: Statement) -> bool:
    """Say whether a statement speaks of nothing but its own article's variables.

    >>> own_words(Statement("1", (In(("published", "b"), ((5, 5),)),), 5, 1, "cites", "a", 0, 0, ""))
    False
    """
    return not any(kind in EVENT_KINDS or (kind in {"published", "dateline"} and name != statement.article)
                   for kind, name in nodes_of(statement))  # fmt: skip


def solve(statements: Iterable[Statement], links: Iterable[Link] = (), families: Mapping[str, str] | None = None,
          asked: Iterable[Node] | None = None) -> Solution:  # fmt: skip
    """Work out the days of every publication, mention and event, and where accounts exclude each other.

    Args:
        statements: what the articles say; the order does not matter.
        links: which mentions the merge takes for which event; the order does not matter.
        families: family of near-duplicates by article id; a family has one vote.
        asked: nodes whose bounds are explained in the solution, by default the undated publications; others can be
            explained later with reasons.why.

    >>> from timeline.network.relations import Gap
    >>> one = Statement("1", (In(("mention", "m"), ((738000, 738000),)),), 9, 1, "explicit", "a", 0, 9, "24 July")
    >>> two = Statement("2", (In(("mention", "n"), ((738001, 738001),)),), 8, 1, "explicit", "b", 0, 9, "25 July")
    >>> solution = solve([one, two], [Link("m", "e", "a"), Link("n", "e", "b")])
    >>> solution.bounds(("start", "e")), [d.kind for d in solution.disputes]
    ((738000, 738000), ['disputed'])
    """
    given, known = tuple(links), dict(families or {})
    parts, too_large = stories(statements, narrowing(given), known)
    solved = [solve_story(part) for part in parts]
    solution = _together(solved, too_large)
    disputes = (*solution.disputes, *_changed_plans(given, solution, claims(s for part in parts for s in part.statements)))
    wanted = _undated(parts) if asked is None else asked
    return _replaced(solution, disputes, _whys(solution, wanted))


def _together(parts: Sequence[Solution], too_large: tuple[SetAside, ...]) -> Solution:
    set_aside = sorted((*too_large, *(a for p in parts for a in p.set_aside)), key=lambda a: a.statement.id)
    return Solution(
        HORIZON,
        {n: r for p in parts for n, r in p.limits.items()},
        {n: r for p in parts for n, r in p.likely.items()},
        {},
        tuple(d for p in parts for d in p.disputes),
        tuple(set_aside),
        frozenset(n for p in parts for n in p.unfinished),
        {n: h for p in parts for n, h in p.widened.items()},
        {n: r for p in parts for n, r in p.limits_by.items()},
        {n: r for p in parts for n, r in p.likely_by.items()},
    )


def _replaced(solution: Solution, disputes: Iterable[Dispute], whys: Mapping[tuple[Node, Side], Why]) -> Solution:
    ordered = tuple(sorted(disputes, key=lambda d: (d.event, d.kind, d.other)))
    return Solution(solution.horizon, solution.limits, solution.likely, whys, ordered, solution.set_aside,
                    solution.unfinished, solution.widened, solution.limits_by, solution.likely_by)  # fmt: skip


def _undated(parts: Iterable[Story]) -> list[Node]:
    """The publications that no statement dates outright; a picture's date, which is open above, does not."""
    nodes = {n for part in parts for s in part.statements for n in nodes_of(s) if n[0] == "published"}
    dated = {
        r.x for part in parts for s in part.statements for r in s.relations if isinstance(r, In) and size(r.runs) < OPEN_DAYS
    }
    return sorted(nodes - dated)


def _whys(solution: Solution, asked: Iterable[Node]) -> dict[tuple[Node, Side], Why]:
    sides: tuple[Side, Side] = ("lower", "upper")
    found = {(node, side): why(solution, node, side) for node in asked for side in sides}
    return {key: reason for key, reason in found.items() if reason is not None}


def solve_story(story: Story) -> Solution:
    """Solve one story; a pure function of its value, so that its solution can be kept as long as the story stays the same.

    >>> solve_story(Story((), (), {})).limits
    {}
    """
    return _Work(story).run()


class _Work:
    """The tiers of one story, in order; each batch goes in whole, or without the members that yield."""

    def __init__(self, story: Story) -> None:
        self.story, self.horizon = story, story.horizon  # worked out once: it looks at every statement
        self.net = Net()
        self.domains = Domains(self.horizon)
        self.lasting = lasting(story.links)
        self.set_aside: list[SetAside] = []
        self.claims: dict[Node, Claim] = {}
        self.cut: set[Link] = set()
        self.astray: dict[Link, int] = {}

    def run(self) -> Solution:
        own: dict[str, list[Statement]] = {}
        for statement in self._tier(1):
            own.setdefault(statement.article if own_words(statement) else "", []).append(statement)
        between = own.pop("", [])
        for article in sorted(own):
            self._add(own[article])
        self._add(between)
        self.claims = claims(self.net.statements.values())
        found = bearings(self.story.links, self.domains, self.net)
        self.astray = away(found)
        weak = unsupported(found)
        taken = [link for link in self.story.links if link not in weak]
        self._links(taken, near, self._tier(2))
        held = [link for link in taken if link not in self.cut]
        self._links([link for link in held if not self._is_vague(link)], same_day, self._tier(3))
        limits = self.domains
        self._links([link for link in held if self._is_vague(link)], same_day, self._tier(4))
        return self._solution(limits)

    def _tier(self, tier: int) -> list[Statement]:
        return [s for s in self.story.statements if s.tier == tier]

    def _add(self, batch: Sequence[Statement]) -> None:
        self.set_aside += [SetAside(statement, None, chain) for statement, chain in self._settle_part(batch, _by_weight)]

    def _is_vague(self, link: Link) -> bool:
        return self.claims.get(mention(link), Claim()).vague

    def _links(self, links: Sequence[Link], make: Callable[[Link, bool], Statement], others: Sequence[Statement]) -> None:
        """Add a tier's links and statements; away from the elected day is where a link yields first."""
        made = {s.id: (link, s) for link in links for s in [make(link, link.event in self.lasting)]}
        days: dict[tuple[str, bool], tuple[Day, Day] | None] = {}

        def rank(statement: Statement) -> tuple[float, ...]:
            if statement.id not in made:
                return (0, 0, statement.weight, 1, 1)
            link = made[statement.id][0]
            key = (link.event, link.role == "end")
            if key not in days:
                days[key] = self._elect(link)
            apart = distance(self.domains.of(mention(link)), days[key]) if link.role != "within" else 0
            return (
                -self.astray.get(link, 0),
                -apart,
                vote(link, self.claims.get(mention(link), Claim())),
                link.role != "within",
                link.score,
            )

        for statement, chain in self._settle([*(s for _, s in made.values()), *others], rank):
            link = made[statement.id][0] if statement.id in made else None
            self.set_aside.append(SetAside(statement, link, chain))
            if link is not None and statement.kind == "near":
                self.cut.add(link)

    def _elect(self, wanted: Link) -> tuple[Day, Day] | None:
        end = wanted.role == "end"
        return elected(
            (
                family_of(link.article, self.story.families),
                vote(link, self.claims.get(mention(link), Claim())),
                self.domains.of(mention(link)),
            )
            for link in self.story.links
            if link.event == wanted.event and (link.role == "end") is end and link.role != "within" and link not in self.cut
        )

    def _settle(self, batch: Sequence[Statement], rank: Rank) -> list[tuple[Statement, tuple[Statement, ...]]]:
        """Add a batch of several articles; where it contradicts something, each independent part of it by itself."""
        ordered = sorted(batch, key=lambda s: s.id)
        if self._try(ordered) is None:
            return []
        parts = independent(ordered, self.net.statements.values(), self.domains)
        return [yielded for part in parts for yielded in self._settle_part(part, rank)]

    def _settle_part(self, batch: Sequence[Statement], rank: Rank) -> list[tuple[Statement, tuple[Statement, ...]]]:
        """Add a batch; as long as it contradicts something, the weakest of its members on a minimal chain yields.

        After KNOTS contradictions of MANY statements the weaker half of what one rests on yields at once: so knotted a story is a
        sign of accounts wrongly taken for one, and each chain would cost as much as the last.
        """
        waiting = {s.id: s for s in sorted(batch, key=lambda s: s.id)}
        yielded: list[tuple[Statement, tuple[Statement, ...]]] = []
        knots = 0
        while waiting:
            conflict = self._try(waiting.values())
            if conflict is None:
                break
            knots += len(conflict.statements) > MANY
            chain = minimal(conflict, self.horizon) if knots <= KNOTS else tuple(conflict.statements)
            weakest = sorted([s for s in chain if s.id in waiting] or waiting.values(), key=lambda s: (*rank(s), s.id))
            for statement in weakest[: 1 if knots <= KNOTS else max(1, len(weakest) // 2)]:
                del waiting[statement.id]
                yielded.append((statement, chain))
        return yielded

    def _try(self, batch: Iterable[Statement]) -> Conflict | None:
        added = list(batch)
        for statement in added:
            self.net.add(statement)
        result = propagate(self.domains, self.net, {n for s in added for n in nodes_of(s)})
        if isinstance(result, Domains):
            self.domains = result
            return None
        for statement in added:
            self.net.remove(statement)
        return result

    # ---- what came out ---------------------------------------------------------------------------------------------

    def _solution(self, limits: Domains) -> Solution:
        horizon = self.horizon
        nodes = sorted({n for s in self.story.statements for n in nodes_of(s)} | set(limits.runs) | set(self.domains.runs))
        return Solution(
            HORIZON,
            {n: limits.of(n) for n in nodes},
            {n: self.domains.of(n) for n in nodes},
            {},
            self._disputes(limits),
            tuple(self.set_aside),
            limits.unfinished | self.domains.unfinished,
            dict.fromkeys(nodes, horizon) if horizon != HORIZON else {},
            limits.records,
            self.domains.records,
        )

    def _disputes(self, limits: Domains) -> tuple[Dispute, ...]:
        """One for each event, kind and other date, with the cheapest of its chains."""
        grouped: dict[tuple[str, Kind, Runs], list[SetAside]] = {}
        for aside in self.set_aside:
            if aside.link is not None:
                key = (aside.link.event, self._kind(aside, aside.link, limits), limits.of(mention(aside.link)))
                grouped.setdefault(key, []).append(aside)
        return tuple(self._dispute(*key, group, limits) for key, group in sorted(grouped.items()))

    def _dispute(self, event: str, kind: Kind, other: Runs, group: list[SetAside], limits: Domains) -> Dispute:
        first = next(a.link for a in group if a.link is not None)
        chain = min((a.chain for a in group), key=lambda c: (sum(11 - s.weight for s in c), [s.id for s in c]))
        against = tuple(sorted(a.link.mention for a in group if a.link is not None))
        agreeing = [link for link in self._agreeing(event) if (link.role == "end") is (first.role == "end")]
        direct = [link for link in agreeing if self._is_direct(link)] or agreeing
        for_it = tuple(sorted(link.mention for link in direct))
        return Dispute(
            event, kind, _days(first, limits, first.event in self.lasting), other, for_it, against, reading_order(chain, for_it)
        )

    def _agreeing(self, event: str) -> list[Link]:
        aside = {a.link for a in self.set_aside}
        return [link for link in self.story.links if link.event == event and link not in aside]

    def _is_direct(self, link: Link) -> bool:
        return not link.inherited and self.claims.get(mention(link), Claim()).exact

    def _kind(self, aside: SetAside, link: Link, limits: Domains) -> Kind:
        if link.planned:
            return "plan changed"
        if aside.statement.kind == "near" or len({s.article for s in aside.chain}) == 1:
            return "split"  # too far apart, or one and the same article tells the two apart
        apart = not intersect(limits.of(mention(link)), _days(link, limits, link.event in self.lasting))
        direct = self._is_direct(link) and any(self._is_direct(other) for other in self._agreeing(link.event))
        return "disputed" if apart and direct else "imprecise"


def _by_weight(statement: Statement) -> tuple[float, ...]:
    return (statement.weight,)


def _days(link: Link, domains: Domains | Solution, lasts: bool) -> Runs:
    """The days of an event that a link speaks of: its first, its last, or from the one to the other."""

    def of(node: Node) -> Runs:
        if isinstance(domains, Domains):
            return domains.of(node)
        open_days = domains.widened.get(("start", link.event), domains.horizon)
        return domains.limits.get(node, (open_days,))

    start = of(("start", link.event))
    if link.role == "end":
        return of(("end", link.event))
    if link.role == "start" or not lasts:
        return start
    return joined([(start[0][0], of(("end", link.event))[-1][1])])


def _changed_plans(links: Sequence[Link], solution: Solution, claimed: Mapping[Node, Claim]) -> list[Dispute]:
    """Planned dates that differ from the day on which it happened, compared once everything is solved."""
    taking_part = set(narrowing(links))
    lasts = lasting(links)
    out = []
    for link in sorted(set(links) - taking_part, key=lambda link: (link.event, link.mention)):
        planned, claim = solution.limits.get(mention(link)), claimed.get(mention(link), Claim())
        happened = _days(link, solution, link.event in lasts)
        ends = (mention(link), ("end" if link.role == "end" else "start", link.event))
        known = all(None not in solution.bounds(node, "limits") for node in ends)
        if planned and known and not link.inherited and claim.exact and not intersect(planned, happened):
            shown = tuple(sorted(other.mention for other in taking_part if other.event == link.event))
            out.append(Dispute(link.event, "plan changed", happened, planned, shown, (link.mention,)))
    return out
