"""The merge as a whole: from readings to a timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from timeline.events.catalog import TYPES
from timeline.merge.blocking import candidates
from timeline.merge.claims import SPREAD
from timeline.merge.cluster import cluster, radius
from timeline.merge.conventions import conventions
from timeline.merge.describe import type_of
from timeline.merge.duplicates import families, near_duplicates
from timeline.merge.features import BROAD
from timeline.merge.items import Item, directly_dated, prepare
from timeline.merge.joining import join
from timeline.merge.names import canonical
from timeline.merge.outlines import Outline, outline
from timeline.merge.parting import part
from timeline.merge.publication import infer
from timeline.merge.reasons import Reason, reasons, surest
from timeline.merge.reconcile import Context, event_id, reconcile
from timeline.merge.related import relate
from timeline.merge.salience import weigh
from timeline.merge.stories import stories
from timeline.model import Event, Modality, Reading, Timeline, in_order
from timeline.network.propagate import nodes_of
from timeline.network.relations import Runs
from timeline.network.solution import Link
from timeline.network.solve import local, solve
from timeline.span import Span

SURE_ENOUGH = 0.84
"""A mention that belongs to its event less surely is shown with it, but bears on no date: a wrong link moves whole articles."""
SURE_OF_BROAD = 0.94
"""The same for types of which one actor has many in a story, such as statements."""
WIDEST_LOCAL = 31
"""Days that an article's own words may leave to a mention and still be compared as a date."""


def merge(readings: Sequence[Reading]) -> Timeline:
    """Merge what articles say into a timeline, story by story; the result does not depend on their order.

    Args:
        readings: one for each article.

    >>> merge([]).events
    ()
    """
    by_id = {reading.article.id: reading for reading in readings}
    outlines = [outline(reading) for reading in by_id.values()]
    names = named(outlines)
    return together([merge_story([by_id[key] for key in story], names) for story in stories(outlines)])


def named(outlines: Iterable[Outline]) -> Mapping[str, str]:
    """Return the canonical form of every name in some outlines.

    Args:
        outlines: of all articles, so that an actor has one name in all stories.

    >>> named([Outline("a", None, (("Novillo", 3),)), Outline("b", None, (("Edmundo Novillo", 1),))])["Novillo"]
    'Edmundo Novillo'
    """
    votes: Counter[str] = Counter()
    for found in outlines:
        votes.update(dict(found.names))
    return canonical(votes)


def together(parts: Iterable[Timeline]) -> Timeline:
    """Return the timeline of several stories: articles by id, events in order.

    >>> together([])
    Timeline(articles=(), expressions={}, events=(), warnings=())
    """
    told = list(parts)
    articles = sorted((article for part in told for article in part.articles), key=lambda article: article.id)
    expressions = {key: found for part in told for key, found in part.expressions.items()}
    events = sorted((event for part in told for event in part.events), key=in_order)
    return Timeline(tuple(articles), dict(sorted(expressions.items())), tuple(events))


def merge_story(readings: Sequence[Reading], names: Mapping[str, str]) -> Timeline:
    """Merge what the articles of one story say; nothing else bears on the result.

    Args:
        readings: one for each article, in any order.
        names: canonical form of every name in them, see `named`.

    >>> merge_story([], {}).events
    ()
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    by_id = {reading.article.id: reading for reading in ordered}
    items, originals, family_of = _items(ordered, names)
    groups = [[items[i] for i in group] for group in cluster(items, candidates(items, {k: f for k, (f, _) in kinds().items()}))]
    statements = [s for r in ordered for s in r.statements] + conventions(ordered, items, family_of)
    counted = frozenset(r.x[1] for reading in ordered for s in reading.statements if s.kind == "day count" for r in s.relations)
    solution = solve(statements, [link for g in groups for link in links(g, counted)], family_of)
    articles = {
        key: infer(replace(reading.article, near_duplicate_of=originals.get(key)), solution, by_id)
        for key, reading in by_id.items()
    }
    context = Context(by_id, kinds(), solution, {d.event: d for d in solution.disputes if d.kind == "disputed"})
    settled = join([parted for group in groups for parted in part(group, context)], context)
    events = relate(weigh([reconcile(group, context) for group in settled], articles, family_of))
    return Timeline(tuple(articles.values()), {r.article.id: r.expressions for r in ordered if r.expressions}, tuple(events))


def _items(ordered: Sequence[Reading], names: Mapping[str, str]) -> tuple[tuple[Item, ...], Mapping[str, str], Mapping[str, str]]:
    """The items, the originals of retellings, and the families."""
    articles = [reading.article for reading in ordered]
    originals = near_duplicates(articles)
    family_of = families(articles, originals)
    return prepare(ordered, family_of, names, *_local_days(ordered)), originals, family_of


def _local_days(ordered: Sequence[Reading]) -> tuple[dict[str, Span], dict[str, Runs]]:
    """The days that an article's own words leave to mentions whose expression alone gives none: no other article has a part.

    Returns:
        the days of those that are narrowed to a stretch, and the sets of days of those that may lie in several years.
    """
    spans: dict[str, Span] = {}
    several: dict[str, Runs] = {}
    for reading in ordered:
        open_ = {mention.id for mention in reading.mentions if mention.span is None}
        wanted = open_ & {
            name for s in reading.statements if s.kind != "asserted" for kind, name in nodes_of(s) if kind == "mention"
        }
        if not wanted:
            continue
        solution = local(reading.statements)
        for key in sorted(wanted):
            low, high = solution.bounds(("mention", key), "limits")
            if low is not None and high is not None and high - low <= WIDEST_LOCAL:
                spans[key] = Span(low, high + 1)
            elif len(runs := solution.limits.get(("mention", key), ())) > 1:
                several[key] = runs
    return spans, several


@cache
def kinds() -> Mapping[str, tuple[str, str]]:
    """Return the family and the PLOVER code of every event type."""
    return {name: (kind.family, kind.plover) for name, kind in TYPES.items()}


def links(group: Sequence[Item], counted: frozenset[str] = frozenset()) -> list[Link]:
    """Return the links that join the mentions of one event in the date network; a single mention needs none.

    Args:
        group: the items of the event.
        counted: ids of mentions whose sentence counts the days of what lasts, and that so stand for its first day.
    """
    if len(group) < 2:
        return []
    key, lasting = event_id(group), any(item.extent for item in group) or type_of(group) in SPREAD
    happened = any(item.mention.modality is Modality.ASSERTED for item in group)
    sure, needed = surest(group), SURE_OF_BROAD if type_of(group) in BROAD else SURE_ENOUGH
    # Where an article dates it in so many words, a date that another clause lends to it there is no second account.
    direct = directly_dated(group)
    return [
        Link(
            mention=item.mention.id,
            event=key,
            article=item.article,
            role="start" if item.extent or item.mention.id in counted else "within" if lasting else "day",
            score=round(sure[item.index], 3),
            direct=item.mention.expression is not None and not item.mention.inherited,
            inherited=item.mention.inherited,
            planned=happened and item.mention.modality is not Modality.ASSERTED,
            radius=radius(item.mention.type),
        )
        for item in group
        if item.mention.modality in (Modality.ASSERTED, Modality.PLANNED)
        and sure[item.index] >= needed
        and not (item.mention.inherited and item.article in direct)
    ]


def explain(event: Event, readings: Sequence[Reading]) -> tuple[Reason, ...]:
    """Return why the mentions of an event were put together, one reason for each mention but the first.

    Args:
        event: an event of the timeline made of these readings.
        readings: all of them, for how rare a word is depends on the others.
    """
    wanted = {mention.id for mention in event.mentions}
    by_id = {reading.article.id: reading for reading in readings}
    outlines = [outline(reading) for reading in by_id.values()]
    story = next(([by_id[key] for key in found] for found in stories(outlines) if event.mentions[0].article in found), [])
    return tuple(reasons([item for item in _items(story, named(outlines))[0] if item.mention.id in wanted]))
