"""The merge as a whole: from readings to a timeline."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from timeline.merge.blocking import candidates
from timeline.merge.cluster import cluster, radius
from timeline.merge.duplicates import families, near_duplicates
from timeline.merge.items import Item, prepare
from timeline.merge.reconcile import Context, event_id, reconcile
from timeline.model import Article, Basis, Modality, Publication, Reading, Timeline, in_order
from timeline.network.solution import Link, Solution
from timeline.network.solve import solve
from timeline.span import Span


def merge(readings: Sequence[Reading]) -> Timeline:
    """Merge what articles say into a timeline; the result does not depend on their order.

    Args:
        readings: one for each article.

    >>> merge([]).events
    ()
    """
    ordered = sorted({reading.article.id: reading for reading in readings}.values(), key=lambda r: r.article.id)
    by_id = {reading.article.id: reading for reading in ordered}
    originals = near_duplicates([reading.article for reading in ordered])
    family_of = families([reading.article for reading in ordered], originals)
    items = prepare(ordered, family_of, {}, {})
    groups = [[items[i] for i in group] for group in cluster(items, candidates(items, {k: f for k, (f, _) in kinds().items()}))]
    solution = _solve(ordered, groups, family_of)
    context = Context(by_id, family_of, kinds(), solution, {d.event: d for d in solution.disputes if d.kind == "disputed"})
    events = tuple(sorted((reconcile(group, context) for group in groups), key=in_order))
    articles = tuple(_published(replace(r.article, near_duplicate_of=originals.get(r.article.id)), solution) for r in ordered)
    return Timeline(articles, {r.article.id: r.expressions for r in ordered if r.expressions}, events)


@cache
def kinds() -> Mapping[str, tuple[str, str]]:
    """Return the family and the PLOVER code of every event type."""
    found = {}
    for path in files("timeline.events").joinpath("types").iterdir():
        if path.name.endswith(".toml"):
            data = tomllib.loads(path.read_text("utf-8"))
            found[data["name"]] = (data["family"], data["plover"])
    return found


def _solve(readings: Sequence[Reading], groups: Sequence[Sequence[Item]], family_of: Mapping[str, str]) -> Solution:
    return solve([s for r in readings for s in r.statements], [link for g in groups for link in _links(g)], family_of)


def _links(group: Sequence[Item]) -> list[Link]:
    if len(group) < 2:
        return []
    key, lasting = event_id(group), any(item.extent for item in group)
    happened = any(item.mention.modality is Modality.ASSERTED for item in group)
    return [
        Link(
            mention=item.mention.id,
            event=key,
            article=item.article,
            role="within" if lasting else "day",
            score=1.0,
            direct=item.mention.expression is not None and not item.mention.inherited,
            planned=happened and item.mention.modality is not Modality.ASSERTED,
            radius=radius(item.mention.type),
        )
        for item in group
    ]


def _published(article: Article, solution: Solution) -> Article:
    if article.published.span is not None:
        return article
    node = ("published", article.id)
    low, high = solution.bounds(node)
    if low is None or high is None:
        return article
    outer = solution.bounds(node, "limits")
    limits = Span(outer[0], outer[1] + 1) if outer[0] is not None and outer[1] is not None else None
    return replace(article, published=Publication(Span(low, high + 1), Basis.INFERRED, "worked out", limits))
