"""Parting what was grouped before the dates were worked out: accounts that turn out too far apart are two events after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from timeline.merge.claims import Dated, decide
from timeline.merge.cluster import LARGEST, PLANNED_DAYS, radius
from timeline.merge.describe import type_of
from timeline.merge.features import UNREAL, compare
from timeline.merge.groups import connected
from timeline.merge.items import Item, directly_dated
from timeline.merge.reconcile import Context, claimed, modality_of
from timeline.model import Modality
from timeline.span import Span


def part(group: Sequence[Item], context: Context) -> list[list[Item]]:
    """Return a group as it is, or without the mentions whose days are too far from the event's, these as events of their own.

    A mention without any expression stays where it was.

    Args:
        group: items in canonical order.
        context: the readings and what the date network knows.
    """
    claims = {item.mention.id: claim for item in group if (claim := claimed(item, context)) is not None}
    shown = decide(list(claims.values()), modality_of(group), type_of(group)).span if claims and len(group) > 1 else None
    if shown is None:
        return [list(group)]
    # A date that another clause lends to it is no reason where its own article dates the event in so many words.
    direct = directly_dated(group)
    settled = [item for item in group if not (item.mention.inherited and item.article in direct)]
    unlike = _unlike([item for item in group if item.mention.modality not in UNREAL], settled, claims, shown)
    away = [item for item in settled if item.index in unlike or _is_away(item, claims.get(item.mention.id), shown, context)]
    if not away:
        return [list(group)]
    places = {item.index: item for item in [*away, *_drawn(settled, away, claims, shown)]}
    pairs = [(a, b) for a in places for b in places if a < b and not _far(claims, places[a], places[b])]
    others = [[places[index] for index in found] for found in connected(places, pairs)]
    return [[item for item in group if item.index not in places], *others]


def _is_away(item: Item, claim: Dated | None, shown: Span, context: Context) -> bool:
    most = radius(item.mention.type) if item.mention.modality is Modality.ASSERTED else PLANNED_DAYS
    if claim is not None:
        return not claim.span.overlaps(shown) and abs(claim.span.gap(shown)) + 1 > most
    if item.mention.expression is None:
        return False
    # Too wide to be shown as a date, its days may still exclude the event's.
    low, high = context.solution.bounds(("mention", item.mention.id), "limits")
    return (low is not None and low - shown.end >= most) or (high is not None and shown.start - high > most)


def _unlike(real: Sequence[Item], settled: Sequence[Item], claims: Mapping[str, Dated], shown: Span) -> set[int]:
    """The indexes of accounts of other days that nothing but their type connects with what stays: they dispute nothing."""
    elsewhere = {
        item.index: replace(item, span=claim.span, runs=())
        for item in settled
        if (claim := claims.get(item.mention.id)) is not None
        and claim.exact
        and claim.modality is Modality.ASSERTED
        and not claim.span.overlaps(shown)
    }
    if not elsewhere or len(real) > LARGEST:
        return set()
    found = {item.index: elsewhere.get(item.index, item) for item in real}
    pairs = [(a, b) for a in elsewhere for b in found if a != b and "only_type" not in compare(found[a], found[b])]
    parts = connected(found, pairs)
    alone = [part for part in parts if elsewhere.keys() >= set(part)]
    return {index for part in alone for index in part} if len(alone) < len(parts) else set()


def _drawn(items: Sequence[Item], away: Sequence[Item], claims: dict[str, Dated], shown: Span) -> list[Item]:
    """Plans that stood with the event only because plans may change, but lie where what is parted from it lies."""
    plans = [
        item
        for item in items
        if item not in away and item.mention.modality is not Modality.ASSERTED and item.mention.id in claims
    ]
    dated = [item for item in away if item.mention.id in claims]
    return [
        plan
        for plan in plans
        if not claims[plan.mention.id].span.overlaps(shown)
        and any(claims[item.mention.id].span.overlaps(claims[plan.mention.id].span) for item in dated)
    ]


def _far(claims: dict[str, Dated], one: Item, two: Item) -> bool:
    if one.mention.id not in claims or two.mention.id not in claims:
        return one.article != two.article
    first, second = claims[one.mention.id].span, claims[two.mention.id].span
    return not first.overlaps(second) and abs(first.gap(second)) + 1 > radius(one.mention.type)
