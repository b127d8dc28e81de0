"""What goes into the network beside statements, and what comes out of it: links, reasons, disputes and the solution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from timeline.network.propagate import Record
from timeline.network.relations import Day, Gap, Node, Runs, Statement

Role = Literal["day", "start", "end", "within"]
Side = Literal["lower", "upper"]
Kind = Literal["disputed", "imprecise", "plan changed", "split"]


@dataclass(frozen=True, slots=True)
class Link:
    """The merge's opinion that a mention speaks of an event; it can be set aside, the article's own words never are.

    Args:
        mention: id of the mention, whose node is ("mention", id).
        event: id of the cluster; its nodes are ("start", id) and, where it lasts, ("end", id).
        article: id of the mention's article.
        role: "day" for an event of one day, "start" or "end" for the first or last day of one that lasts, "within" for any
            day of it.
        score: 0 to 1, how sure the merge is.
        direct: whether the mention carries its own expression, and so has its full vote.
        planned: whether the mention speaks of the future; it then never narrows an event that another mention asserts.
        radius: days by which two accounts of one event of this type may differ before they are two events.
        inherited: whether the mention takes its date from another clause or sentence ("said at the meeting"): no claim at all.
    """

    mention: str
    event: str
    article: str
    role: Role = "day"
    score: float = 1.0
    direct: bool = True
    planned: bool = False
    radius: int = 10
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """The statements that alone give one bound of a node, in the order in which a reader follows them.

    Links appear as statements of the kinds "near" and "same day".
    """

    node: Node
    side: Side
    statements: tuple[Statement, ...]

    @property
    def links(self) -> int:
        """On how many identifications of two mentions the bound rests; 0 means on the article's own words alone."""
        links = {(r.x, r.y) for s in self.statements if s.kind in LINK_KINDS for r in s.relations if isinstance(r, Gap)}
        return max(0, len({pair[1] for pair in links}) - len({pair[0] for pair in links}))


OPEN_DAYS = 12 * 366
"""Days from the horizon within which a bound says nothing: "Friday, 26 July" in any year has its first such day there."""
LINK_KINDS = frozenset({"near", "same day"})


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two dates for one event that cannot both be true.

    Args:
        event: cluster id.
        kind: "disputed" where both sides name their day; "imprecise" where one of them only suggests it; "plan changed"
            where a planned date and the day it happened differ; "split" where they are too far apart to be one event.
        shown: the days of the better supported date.
        other: the days of the other one.
        shown_mentions, other_mentions: ids of the mentions that claim them.
        chain: statements (with links) that cannot all be true; without any one of them the others can.
    """

    event: str
    kind: Kind
    shown: Runs
    other: Runs
    shown_mentions: tuple[str, ...]
    other_mentions: tuple[str, ...]
    chain: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A statement or link that could not be true together with stronger ones.

    Args:
        statement: the statement; for a link its statement, of the kind "near" or "same day".
        link: the link, None where it is an article's own statement.
        chain: the statements it contradicts, with itself; empty where it was left out for another reason.
        reason: "contradiction" or "component too large".
    """

    statement: Statement
    link: Link | None
    chain: tuple[Statement, ...] = ()
    reason: Literal["contradiction", "component too large"] = "contradiction"


@dataclass(frozen=True, slots=True)
class Solution:
    """What the network knows of every node.

    Args:
        horizon: the first and last day that were considered; a bound within OPEN_DAYS of them is no bound.
        limits: days that nothing certain excludes (tiers 1 to 3).
        likely: days that nothing at all excludes (with tier 4); a subset of the limits.
        whys: for the nodes that were asked for, by node and side, the reasons of the likely bounds.
        disputes: ordered by event id.
        set_aside: statements and links that were left out.
        unfinished: nodes that a budget kept from being narrowed fully; their days are right but may be too wide.
        widened: the horizon of nodes in a story with explicit days near or beyond the usual one.
        limits_by, likely_by: the last step of each node's derivation, for reasons.why.
    """

    horizon: tuple[Day, Day]
    limits: Mapping[Node, Runs] = field(default_factory=dict)
    likely: Mapping[Node, Runs] = field(default_factory=dict)
    whys: Mapping[tuple[Node, Side], Why] = field(default_factory=dict)
    disputes: tuple[Dispute, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    unfinished: frozenset[Node] = frozenset()
    widened: Mapping[Node, tuple[Day, Day]] = field(default_factory=dict)
    limits_by: Mapping[Node, Record] = field(default_factory=dict, repr=False)
    likely_by: Mapping[Node, Record] = field(default_factory=dict, repr=False)

    def bounds(self, node: Node, of: Literal["likely", "limits"] = "likely") -> tuple[Day | None, Day | None]:
        """Return the first and last day that a node may have, both inclusive, None where a side is open.

        >>> Solution((1, 99_999), likely={("mention", "m"): ((9000, 9001), (70_000, 99_999))}).bounds(("mention", "m"))
        (9000, None)
        """
        runs = (self.likely if of == "likely" else self.limits).get(node)
        if not runs:
            return None, None
        low, high = runs[0][0], runs[-1][1]
        first, last = self.widened.get(node, self.horizon)
        return (low if low > first + OPEN_DAYS else None), (high if high < last - OPEN_DAYS else None)

    def cut_links(self) -> frozenset[tuple[str, str]]:
        """Return (mention, event) of the links that were cut because the two cannot be one event.

        >>> Solution((1, 9)).cut_links()
        frozenset()
        """
        return frozenset((mention, d.event) for d in self.disputes if d.kind == "split" for mention in d.other_mentions)
