"""What the mentions of one event claim about its date, and what these claims together say: agreed, refined or disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from timeline.model import Modality, Status
from timeline.span import Granularity, Shape, Span

DIRECT, INHERITED, PLANNED = 1.0, 0.4, 0.3
"""Votes of a date in the mention's own clause, of one that stands elsewhere, and of one that was only planned."""
LASTING = frozenset({"visit", "strike", "deployment", "meeting", "protest", "vote"})
"""Types of which an extent that is told is the event's own."""
SPREAD = frozenset({"visit", "strike", "deployment"})
"""Types that take days even where nobody says so: accounts of different days of one are no dispute."""
NIGHT, MORNING = "TNI", "TMO"
"""Hours of the clock (TIMEX3) that one night joins across midnight."""
VAGUE_VOTE = 0.5
"""A date wider than a day votes by half."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One mention's date.

    Args:
        mention, article, family: ids.
        span: the days that it claims.
        modality: of the mention.
        direct: whether its own clause names the day, the weekday or an exact distance.
        counted: whether it only counts from an event, so that its day may be what others say of the two.
    """

    mention: str
    article: str
    family: str
    span: Span
    modality: Modality
    direct: bool
    counted: bool = False

    @property
    def vote(self) -> float:
        """How much the claim counts in the election of a date."""
        certainty = PLANNED if self.modality is not Modality.ASSERTED else DIRECT if self.direct else INHERITED
        return certainty * (1.0 if self.span.days == 1 or self.span.shape is not Shape.WITHIN else VAGUE_VOTE)

    @property
    def exact(self) -> bool:
        """Whether it is a direct claim of one day, which alone can open a dispute."""
        return self.direct and self.span.days == 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the claims together say: the span, how it is known, the mentions that contradict it, whether a plan gives the day."""

    span: Span | None
    status: Status
    against: tuple[Dated, ...] = ()
    planned: bool = False


def in_full(span: Span) -> tuple[int, int, str, str, str]:
    """Return what orders spans that are supported alike: two that share their days may differ in the hour.

    >>> in_full(Span(1, 2, clock="TNI")) > in_full(Span(1, 2))
    True
    """
    return span.days, span.start, span.clock or "", str(span.granularity), str(span.shape)


def relevant(dated: Sequence[Dated], modality: Modality) -> list[Dated]:
    """Return the claims that speak of what the event became: a planned date never disputes the day it happened.

    Where nobody who says that it happened says when, the plan is all there is.
    """
    if modality is not Modality.ASSERTED:
        # What was called off keeps the day for which it had been planned; of several plans the last word is taken elsewhere.
        return list(dated)
    asserted = [claim for claim in dated if claim.modality is Modality.ASSERTED]
    return asserted or [claim for claim in dated if claim.modality is Modality.PLANNED] or list(dated)


def decide(dated: Sequence[Dated], modality: Modality, kind: str) -> Verdict:
    """Elect the best supported date and say what the other claims make of it.

    Args:
        dated: all claims of one event.
        modality: what the event became.
        kind: its type.
    """
    claims = relevant(dated, modality)
    plans = [claim for claim in dated if claim not in claims and claim.modality is Modality.PLANNED]
    verdict = _decided(claims, modality, kind)
    return _as_planned(verdict, plans) if modality is Modality.ASSERTED else verdict


def _as_planned(verdict: Verdict, plans: Sequence[Dated]) -> Verdict:
    """Show the day that was planned where all who tell of it afterwards only say roughly when, and that day lies inside."""
    span = verdict.span
    if span is None or span.days == 1 or span.shape is not Shape.WITHIN or verdict.status is Status.DISPUTED:
        return verdict
    days = {(plan.span.start, plan.span.end): plan.span for plan in plans if plan.exact}
    day = next(iter(days.values())) if len(days) == 1 else None
    if day is None or not span.start <= day.start < span.end:
        return verdict
    return replace(verdict, span=day, status=Status.REFINED, planned=True)


def _decided(claims: Sequence[Dated], modality: Modality, kind: str) -> Verdict:
    """Elect the best supported of the claims that count."""
    if not claims:
        return Verdict(None, Status.UNDATED)
    extents = [claim for claim in claims if claim.span.shape is not Shape.WITHIN and claim.span.days > 1]
    points = [claim for claim in claims if claim not in extents]
    if extents and (not points or _lasts(extents, kind)):
        return _decide_extent(extents, claims)
    # A day told beside "since 2007" or "throughout the week" dates the event; the extent speaks of what goes on around it.
    claims = points
    best = min({claim.span for claim in claims}, key=lambda span: (-_support(span, claims), *in_full(span)))
    shared = reduce(_narrow, sorted((c.span for c in claims if c.span.overlaps(best)), key=lambda s: (s.days, s.start)), best)
    span = replace(shared, clock=best.clock)
    against = tuple(claim for claim in claims if not claim.span.overlaps(span))
    return _verdict(span, claims, against, disputable=modality is Modality.ASSERTED and kind not in SPREAD)


def _lasts(extents: Sequence[Dated], kind: str) -> bool:
    return kind in LASTING and any(claim.span.shape is Shape.THROUGHOUT for claim in extents)


def _decide_extent(extents: Sequence[Dated], claims: Sequence[Dated]) -> Verdict:
    """The best supported extent keeps its shape; a day inside it only refers to it."""
    spans = {claim.span for claim in extents}
    best = min(spans, key=lambda s: (s.granularity is not Granularity.DAY, -_support(s, extents), *in_full(s)))
    families = {claim.family for claim in claims if _days(claim.span) == _days(best)}
    if len(families) > 1:
        return Verdict(best, Status.AGREED)
    others = {claim.family for claim in claims if claim.span.overlaps(best)}
    return Verdict(best, Status.REFINED if len(others) > 1 else Status.SINGLE)


def _verdict(span: Span, claims: Sequence[Dated], against: Sequence[Dated], *, disputable: bool) -> Verdict:
    sides = [claim for claim in claims if claim.exact and claim.span.overlaps(span)]
    # Who gives the shown day as well tells of another happening, or of another day of it, and contradicts nobody.
    agreed = {claim.family for claim in claims if not claim.counted and claim.span.overlaps(span)}
    other = tuple(
        claim
        for claim in against
        if claim.exact and claim.family not in agreed and not all(_one_night(claim.span, side.span) for side in sides)
    )
    if sides and other and disputable:
        return Verdict(span, Status.DISPUTED, other)
    agreeing = [claim for claim in claims if claim.span.overlaps(span)]
    if len({claim.family for claim in agreeing if _days(claim.span) == _days(span)}) > 1:
        return Verdict(span, Status.AGREED)
    return Verdict(span, Status.REFINED if len({claim.family for claim in agreeing}) > 1 else Status.SINGLE)


def _one_night(one: Span, two: Span) -> bool:
    """Whether two days are the two ends of one night: "the night of the 20th", "the early hours of the 21st"."""
    first, second = sorted((one, two), key=lambda span: span.start)
    return first.end == second.start and first.clock == NIGHT and second.clock == MORNING


def _support(span: Span, claims: Iterable[Dated]) -> float:
    """Votes for a span, each independent family counted once with its best claim."""
    votes: defaultdict[str, float] = defaultdict(float)
    for claim in claims:
        if claim.span.overlaps(span):
            votes[claim.family] = max(votes[claim.family], claim.vote)
    return round(sum(votes.values()), 6)


def _narrow(span: Span, other: Span) -> Span:
    return span.intersect(other) or span


def _days(span: Span) -> tuple[int, int]:
    return span.start, span.end
