"""Parting statements and links into stories: groups that share no variable, so that each is solved, and cached, alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from timeline.limits import MAX_COMPONENT_NODES
from timeline.network.propagate import HORIZON, Domains, nodes_of
from timeline.network.relations import Day, Gap, In, Node, Statement
from timeline.network.runs import EVERY_DAY, size
from timeline.network.solution import Link, Role, SetAside

NEAR_WEIGHT, SAME_WEIGHT, FAMILY_WEIGHT = 5, 4, 3
FAMILY_DAYS = 7
"""Two versions of one report are published within a week of each other."""
LASTING_DAYS = 120
"""Accounts of some day of a lasting event are no further apart than this."""
WINDOWS: Mapping[Role, str] = {"day": "near", "start": "near", "end": "near end", "within": "near within"}
"""For each role the node of the window in which the accounts of an event lie."""
MARGIN = 15 * 366
"""Days that the horizon is kept away from any explicit day."""


@dataclass(frozen=True, slots=True)
class Story:
    """Statements and links that share variables, sorted by their ids; families by article id."""

    statements: tuple[Statement, ...]
    links: tuple[Link, ...]
    families: Mapping[str, str]

    @property
    def horizon(self) -> tuple[Day, Day]:
        """The days to consider, kept well away from every explicit one."""
        days = [day for s in self.statements for r in s.relations if isinstance(r, In) for day in (r.runs[0][0], r.runs[-1][1])]
        low, high = min(days, default=HORIZON[1]) - MARGIN, max(days, default=HORIZON[0]) + MARGIN
        return max(EVERY_DAY[0][0], min(HORIZON[0], low)), min(EVERY_DAY[0][1], max(HORIZON[1], high))


def published(article: str) -> Node:
    """Return the node of an article's publication day.

    >>> published("a")
    ('published', 'a')
    """
    return ("published", article)


def mention(link: Link) -> Node:
    """Return the node of a link's mention.

    >>> mention(Link("m", "e", "a"))
    ('mention', 'm')
    """
    return ("mention", link.mention)


def near(link: Link, lasting: bool) -> Statement:
    """Return the statement that a mention lies in its event's window, which is as many days wide as the radius.

    >>> near(Link("m", "e", "a"), lasting=False).relations[0].hi
    10
    """
    role: Role = "within" if lasting and link.role == "day" else link.role
    days = LASTING_DAYS if role == "within" else link.radius
    relations = [Gap((WINDOWS[role], link.event), mention(link), 0, days)]
    if lasting and role == "within":
        relations += [
            Gap(("start", link.event), mention(link), -link.radius, None),
            Gap(("end", link.event), mention(link), None, link.radius),
        ]
    weight = max(1, min(NEAR_WEIGHT, round(NEAR_WEIGHT * link.score)))
    return Statement(f"near:{link.mention}:{link.event}", tuple(relations), weight, 2, "near", link.article, 0, 0, "")


def same_day(link: Link, lasting: bool) -> Statement:
    """Return the statement that a mention falls on its event's day, or inside the days of one that lasts.

    >>> same_day(Link("m", "e", "a"), lasting=False).relations[0].hi
    0
    """
    at, start, end = mention(link), ("start", link.event), ("end", link.event)
    relations: tuple[Gap, ...] = (Gap(end if link.role == "end" else start, at, 0, 0),)
    if lasting and link.role in {"day", "within"}:
        relations = Gap(start, at, 0, None), Gap(end, at, None, 0)
    return Statement(f"same:{link.mention}:{link.event}", relations, SAME_WEIGHT, 3, "same day", link.article, 0, 0, "")


def frame(event: str, lasting: bool, radius: int) -> Statement:
    """Return the statement that an event's first and last day lie in the windows of their accounts, and in this order.

    >>> len(frame("e", True, 10).relations)
    3
    """
    start, end = ("start", event), ("end", event)
    relations: tuple[Gap, ...] = (Gap(("near", event), start, 0, radius),)
    if lasting:
        relations = (*relations, Gap(("near end", event), end, 0, radius), Gap(start, end, 0, None))
    return Statement(f"frame:{event}", relations, 10, 1, "frame", "", 0, 0, "")


def lasting(links: Iterable[Link]) -> frozenset[str]:
    """Return the events that have a first and a last day of their own.

    >>> lasting([Link("m", "e", "a"), Link("n", "f", "a", role="end")])
    frozenset({'f'})
    """
    return frozenset(link.event for link in links if link.role != "day")


def narrowing(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links that take part: planned ones only where nothing asserted is said of the event.

    >>> narrowing([Link("m", "e", "a"), Link("n", "e", "a", planned=True)]) == (Link("m", "e", "a"),)
    True
    """
    ordered = sorted(set(links), key=lambda link: (link.event, link.mention, link.role))
    asserted = {link.event for link in ordered if not link.planned}
    return tuple(link for link in ordered if not link.planned or link.event not in asserted)


def family_statements(families: Mapping[str, str]) -> tuple[Statement, ...]:
    """Return, for each further member of a family of near-duplicates, that it was published within a week of the first.

    >>> [s.id for s in family_statements({"a": "f", "b": "f", "c": "g"})]
    ['family:a:b']
    """
    members: dict[str, list[str]] = {}
    for article in sorted(families):
        members.setdefault(families[article], []).append(article)
    return tuple(Statement(f"family:{first}:{other}", (Gap(published(first), published(other), -FAMILY_DAYS, FAMILY_DAYS),),
                           FAMILY_WEIGHT, 4, "near-duplicates", other, 0, 0, "")
                 for first, *others in members.values() for other in others)  # fmt: skip


class _Groups:
    """Disjoint sets with sizes."""

    def __init__(self) -> None:
        self.parent: dict[Hashable, Hashable] = {}
        self.size: dict[Hashable, int] = {}

    def find(self, item: Hashable) -> Hashable:
        root = self.parent.setdefault(item, item)
        self.size.setdefault(item, 1)
        while root != self.parent[root]:
            root = self.parent[root]
        while self.parent[item] != root:
            self.parent[item], item = root, self.parent[item]
        return root

    def join(self, items: Sequence[Hashable], most: float = float("inf")) -> bool:
        roots = {self.find(item): None for item in items}
        total = sum(self.size[root] for root in roots)
        if len(roots) > 1 and total > most:
            return False
        first, *others = roots
        for other in others:
            self.parent[other] = first
        self.size[first] = total
        return True


def stories(statements: Iterable[Statement], links: Iterable[Link], families: Mapping[str, str],
            most: int = MAX_COMPONENT_NODES) -> tuple[tuple[Story, ...], tuple[SetAside, ...]]:  # fmt: skip
    """Part statements and links into stories, leaving out the least sure links of a story that would grow too large.

    Args:
        statements: all of them; the same id counts once.
        links: the links that take part (see narrowing).
        families: family by article id.
        most: variables of one story.

    >>> parted, left_out = stories([], [Link("m", "e", "a"), Link("n", "f", "b")], {})
    >>> len(parted), left_out
    (2, ())
    """
    ordered = sorted({s.id: s for s in (*statements, *family_statements(families))}.values(), key=lambda s: s.id)
    groups, events = _Groups(), lasting(links)
    for statement in ordered:
        groups.join(nodes_of(statement))
    kept, refused = [], []
    for link in sorted(links, key=lambda link: (-link.score, link.mention, link.event)):
        if groups.join([mention(link), published(link.article), ("start", link.event)], most):
            kept.append(link)
        else:
            refused.append(SetAside(near(link, link.event in events), link, reason="component too large"))
    parts: dict[Hashable, tuple[list[Statement], list[Link]]] = {}
    for statement in ordered:
        parts.setdefault(groups.find(nodes_of(statement)[0]), ([], []))[0].append(statement)
    for link in sorted(kept, key=lambda link: (link.event, link.mention, link.role)):
        parts.setdefault(groups.find(mention(link)), ([], []))[1].append(link)
    return tuple(_story(*part, families) for part in parts.values()), tuple(refused)


def _story(statements: list[Statement], links: list[Link], families: Mapping[str, str]) -> Story:
    articles = {s.article for s in statements} | {link.article for link in links}
    own = {article: families[article] for article in sorted(articles) if article in families}
    radius: dict[str, int] = {}
    for link in links:
        radius[link.event] = max(link.radius, radius.get(link.event, 0))
    lasts = lasting(links)
    frames = (frame(event, event in lasts, days) for event, days in radius.items())
    return Story(tuple(sorted((*statements, *frames), key=lambda s: s.id)), tuple(links), own)


def independent(batch: Iterable[Statement], known: Iterable[Statement], domains: Domains) -> list[list[Statement]]:
    """Part a batch into groups that cannot bear on each other: what meets only at a node of one known day passes nothing on.

    Args:
        batch: statements to be added.
        known: those in force.
        domains: the days that the known statements leave.

    >>> from timeline.network.relations import In
    >>> from timeline.network.propagate import propagate
    >>> a, b, c = (("mention", name) for name in "abc")
    >>> fixed = propagate(Domains((1, 99)), [Statement("1", (In(b, ((5, 5),)),), 9, 1, "explicit", "x", 0, 0, "")])
    >>> links = [Statement(f"{n[1]}b", (Gap(n, b, 0, 3),), 5, 2, "near", "x", 0, 0, "") for n in (a, c)]
    >>> [[s.id for s in group] for group in independent(links, [], fixed)]
    [['ab'], ['cb']]
    """

    def open_nodes(statement: Statement) -> list[Node]:
        return [n for n in nodes_of(statement) if (runs := domains.runs.get(n)) is None or size(runs) > 1]

    groups, added = _Groups(), list(batch)
    for statement in (*known, *added):
        if nodes := open_nodes(statement):
            groups.join(nodes)
    parts: dict[Hashable, list[Statement]] = {}
    for statement in added:
        nodes = open_nodes(statement)
        parts.setdefault(groups.find(nodes[0]) if nodes else statement.id, []).append(statement)
    return list(parts.values())
