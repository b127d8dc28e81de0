"""From a group of mentions and what the date network knows to an event: its date, status, claims and reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.merge.claims import Dated, Verdict, decide, in_full
from timeline.merge.describe import chain_words, naming, place, title, type_of
from timeline.merge.items import Item
from timeline.merge.reasons import cohesion, why_together
from timeline.model import Anchor, Article, Claim, Event, Modality, Reading, Salience, Status, digest
from timeline.network.relations import Node
from timeline.network.solution import Dispute, Solution
from timeline.span import Span
from timeline.words import span_words

WIDEST_INFERRED = 31
"""An event that no article dates is shown at the days that the network leaves when these are no more (CONTRACT)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What reconciliation looks things up in: readings by article id, types, the solution, its disputes by event."""

    readings: Mapping[str, Reading]
    kinds: Mapping[str, tuple[str, str]]
    solution: Solution
    disputes: Mapping[str, Dispute]

    def article(self, key: str) -> Article:
        """The article with an id."""
        return self.readings[key].article


def event_id(group: Sequence[Item]) -> str:
    """Return the id of an event: the digest of its first mention (smallest article id, offset, type)."""
    first = group[0].mention
    return digest(first.article, str(first.start), first.type)


def modality_of(group: Sequence[Item]) -> Modality:
    """Return what is known after all articles: asserted by any; else what the latest of them say of the plan.

    A plan and its denial on the same day, or on unknown days, make a denial.
    """
    found = {item.mention.modality for item in group}
    if Modality.ASSERTED in found and not _still_to_come(group):
        return Modality.ASSERTED
    if Modality.NEGATED not in found:
        return Modality.PLANNED if Modality.PLANNED in found else Modality.HYPOTHETICAL
    latest = {modality: _latest(group, modality) for modality in found}
    if Modality.PLANNED in found and latest[Modality.PLANNED] > latest[Modality.NEGATED] > float("-inf"):
        return Modality.PLANNED
    return Modality.NEGATED


def _still_to_come(group: Sequence[Item]) -> bool:
    """Whether what a few undated words take for a fact is what most others expect for a day after those words."""
    facts = [item for item in group if item.mention.modality is Modality.ASSERTED]
    plans = [item.span.start for item in group if item.mention.modality is Modality.PLANNED and item.span]
    if len(plans) <= len(facts) or any(item.span for item in facts):
        return False
    return all(item.published is None or item.published < min(plans) for item in facts)


def _latest(group: Sequence[Item], modality: Modality) -> float:
    return max(
        (item.published for item in group if item.mention.modality is modality and item.published is not None),
        default=float("-inf"),
    )


def reconcile(group: Sequence[Item], context: Context) -> Event:
    """Make an event of a group of items, which are in canonical order."""
    modality = modality_of(group)
    dated = [claim for item in group if (claim := claimed(item, context))]
    verdict = decide(dated, modality, type_of(group))
    bounds = None
    if verdict.span is None:
        verdict, bounds = _inferred(group, modality, context)
    key, kind = event_id(group), type_of(group)
    family, plover = context.kinds.get(kind, ("actions", ""))
    return Event(
        id=key,
        type=kind,
        family=family,
        plover=plover,
        title=title(group, kind, verdict.span),
        span=verdict.span,
        status=verdict.status,
        modality=modality,
        mentions=tuple(item.mention for item in group),
        participants=naming(group),
        place=place(group),
        confidence=_confidence(group, verdict),
        claims=_claims(dated, verdict),
        salience=Salience.MINOR,
        bounds=bounds,
        why=_why(group, dated, verdict, context),
        chain=_chain(context.disputes.get(key), verdict, context),
        independent=len({item.family for item in group}),
    )


def claimed(item: Item, context: Context) -> Dated | None:
    """Return the date that a mention claims: its expression's, or else the days that the network leaves to its own words."""
    mention = item.mention
    if item.span is not None:
        return Dated(mention.id, item.article, item.family, item.span, mention.modality, not mention.inherited)
    if mention.expression is None:
        return None
    span = _node_span(context.solution, ("mention", mention.id))
    if span is None:
        return None
    own = context.readings[item.article].expressions[mention.expression : mention.expression + 1]
    counted = any(expression.anchor is Anchor.EVENT for expression in own)
    return Dated(mention.id, item.article, item.family, span, mention.modality, not mention.inherited, counted)


def _node_span(solution: Solution, node: Node) -> Span | None:
    low, high = solution.bounds(node)
    if low is None or high is None or high - low >= WIDEST_INFERRED:
        return None
    return Span(low, high + 1)


def _inferred(
    group: Sequence[Item], modality: Modality, context: Context
) -> tuple[Verdict, tuple[int | None, int | None] | None]:
    """The days that the network leaves to an event that nobody dates."""
    lows, highs = [], []
    for item in group:
        if modality is Modality.ASSERTED and item.mention.modality is not Modality.ASSERTED:
            continue
        low, high = context.solution.bounds(("mention", item.mention.id))
        lows += [low] if low is not None else []
        highs += [high] if high is not None else []
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and 0 <= high - low < WIDEST_INFERRED:
        return Verdict(Span(low, high + 1), Status.INFERRED), (low, high + 1)
    if low is not None and high is not None and high < low:
        low = high = None
    bounds = None if low is None and high is None else (low, None if high is None else high + 1)
    return Verdict(None, Status.UNDATED), bounds


def _claims(dated: Sequence[Dated], verdict: Verdict) -> tuple[Claim, ...]:
    """One claim for each distinct date, that of the event first, then the best supported."""
    by_span: defaultdict[Span, set[str]] = defaultdict(set)
    families: defaultdict[Span, set[str]] = defaultdict(set)
    for claim in dated:
        by_span[claim.span].add(claim.article)
        families[claim.span].add(claim.family)
    shown = verdict.span and (verdict.span.start, verdict.span.end)
    order = sorted(by_span, key=lambda s: ((s.start, s.end) != shown, -len(families[s]), *in_full(s)))
    return tuple(Claim(span, tuple(sorted(by_span[span]))) for span in order)


def _why(group: Sequence[Item], dated: Sequence[Dated], verdict: Verdict, context: Context) -> tuple[str, ...]:
    lines = []
    by_mention = {item.mention.id: item.mention for item in group}
    for claim in dated:
        mention, reading = by_mention[claim.mention], context.readings[claim.article]
        name = reading.article.source or reading.article.file or claim.article
        if mention.expression is not None and (why := reading.expressions[mention.expression].why):
            lines.append(f"{name}: {why}")
        else:
            lines.append(f"{name}: {span_words(claim.span)}")
    if verdict.status is Status.INFERRED and verdict.span:
        lines.append(f"no article dates it; everything else that is said leaves {span_words(verdict.span)}")
    if verdict.planned:
        lines.append("shown is the day for which it was planned; what is told afterwards only says roughly when")
    if verdict.status is Status.DISPUTED and verdict.span:
        other = Counter(span_words(claim.span) for claim in verdict.against)
        lines.append(f"shown {span_words(verdict.span)}, also claimed: {', '.join(sorted(other))}")
    if together := why_together(group):
        lines.append(together)
    return tuple(dict.fromkeys(lines))


def _confidence(group: Sequence[Item], verdict: Verdict) -> float:
    """How sure the event is as a whole, 0 to 1: more with independent sources, less where the merge or the date is doubtful."""
    sources = len({item.family for item in group})
    base = 1.0 - 0.4 * 0.5 ** (sources - 1)
    doubt = {Status.DISPUTED: 0.85, Status.UNDATED: 0.9, Status.INFERRED: 0.9}.get(verdict.status, 1.0)
    return round(base * doubt * (0.6 + 0.4 * cohesion(group)), 3)


def _chain(dispute: Dispute | None, verdict: Verdict, context: Context) -> tuple[str, ...]:
    if dispute is None or verdict.status is not Status.DISPUTED:
        return ()
    return chain_words(dispute.chain, context.readings)
