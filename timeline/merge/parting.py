"""Parting what was grouped before the dates were worked out: accounts that turn out too far apart are two events after all."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.merge.claims import Dated, decide
from timeline.merge.cluster import PLANNED_DAYS, radius
from timeline.merge.describe import type_of
from timeline.merge.groups import connected
from timeline.merge.items import Item
from timeline.merge.reconcile import Context, claimed, modality_of
from timeline.model import Modality
from timeline.span import Span


def part(group: Sequence[Item], context: Context) -> list[list[Item]]:
    """Return a group as it is, or without the mentions whose days are too far from the event's, these as events of their own.

    An undated mention stays where it was.

    Args:
        group: items in canonical order.
        context: the readings and what the date network knows.
    """
    claims = {item.mention.id: claim for item in group if (claim := claimed(item, context)) is not None}
    shown = decide(list(claims.values()), modality_of(group), type_of(group)).span if len(claims) > 1 else None
    if shown is None:
        return [list(group)]
    away = [item for item in group if item.mention.id in claims and _is_away(item, claims[item.mention.id], shown)]
    if not away:
        return [list(group)]
    places = {item.index: item for item in away}
    pairs = [(a, b) for a in places for b in places if a < b and not _far(claims, places[a], places[b])]
    others = [[places[index] for index in found] for found in connected(places, pairs)]
    return [[item for item in group if item.index not in places], *others]


def _is_away(item: Item, claim: Dated, shown: Span) -> bool:
    if claim.span.overlaps(shown):
        return False
    most = radius(item.mention.type) if item.mention.modality is Modality.ASSERTED else PLANNED_DAYS
    return abs(claim.span.gap(shown)) + 1 > most


def _far(claims: dict[str, Dated], one: Item, two: Item) -> bool:
    first, second = claims[one.mention.id].span, claims[two.mention.id].span
    return not first.overlaps(second) and abs(first.gap(second)) + 1 > radius(one.mention.type)
