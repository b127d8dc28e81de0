"""How an event is named: its type, title, participants and place, each chosen from what its mentions say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial

from timeline.events.gazetteer import read, split
from timeline.limits import MAX_TITLE_CHARS
from timeline.merge.items import Item, stem
from timeline.model import Mention, Modality, Reading
from timeline.network.explain import Names, chain_lines
from timeline.network.relations import Statement
from timeline.span import Span
from timeline.words import day_words

COMPLETE = frozenset({"resignation", "death", "meeting", "protest", "strike", "vote", "disaster", "visit", "arrest"})
"""Types whose verbs say enough without an object: "Ruiz resigns"."""
MOST_PARTICIPANTS = 12
"""Names listed of an event with many participants."""


def type_of(group: Sequence[Item]) -> str:
    """Return the type that most independent families give, asserted mentions before others, then the first in the alphabet."""
    votes: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for item in group:
        vote = 1.0 if item.mention.modality is Modality.ASSERTED else 0.6
        votes[item.mention.type][item.family] = max(vote, votes[item.mention.type].get(item.family, 0.0))
    return min(votes, key=lambda kind: (-round(sum(votes[kind].values()), 6), kind))


def naming(group: Sequence[Item]) -> tuple[str, ...]:
    """Return the participants, those of most families first, then those named first."""
    families: defaultdict[str, set[str]] = defaultdict(set)
    first: dict[str, int] = {}
    for item in group:
        ordered = [item.lead, *sorted(item.people - {item.lead})] if item.lead else []
        for rank, name in enumerate(ordered):
            families[name].add(item.family)
            first[name] = min(rank, first.get(name, rank))
    ranked = sorted(families, key=lambda name: (-len(families[name]), first[name], name))
    return tuple(ranked[:MOST_PARTICIPANTS])


def place(group: Sequence[Item]) -> str | None:
    """Return the place that most families give, or None."""
    families: defaultdict[str, set[str]] = defaultdict(set)
    for item in group:
        if item.place:
            families[item.place].add(item.family)
    return min(families, key=lambda name: (-len(families[name]), name)) if families else None


def title(group: Sequence[Item], kind: str, span: Span | None) -> str:
    """Return the title of the mention that tells most: of the event's type, asserted, prominent, with names and a date.

    Where no mention has a title, the type and the participants stand for one.
    """
    told = [item for item in group if item.mention.title]
    if told:
        return min(told, key=lambda item: (*_informative(item, kind, span), item.index)).mention.title[:MAX_TITLE_CHARS]
    words = kind.capitalize()
    for name in naming(group):
        longer = f"{words}, {name}" if ":" in words else f"{words}: {name}"
        if len(longer) > MAX_TITLE_CHARS:
            break
        words = longer
    return words


def _informative(item: Item, kind: str, span: Span | None) -> tuple[float, ...]:
    mention = item.mention
    agrees = span is not None and item.span is not None and item.span.overlaps(span)
    points = (
        2.0 * (mention.type == kind)
        + 2.0 * (mention.modality is Modality.ASSERTED)
        + 1.0 * agrees
        + 0.7 * min(len(mention.participants), 3)
        + 1.0 * mention.weight
        + min(len(mention.title), 70) / 50
        - _faults(mention)
    )
    return (-round(points, 6),)


def _faults(mention: Mention) -> float:
    """How much a title leaves open: a single word, "We sign", "Judge blocks" without what."""
    words = mention.title.split()
    first = next((n for n, word in enumerate(words) if word.casefold() in _loose()), len(words))
    named = any(word[:1].isupper() for word in words[1:first]) or (first > 0 and words[0] in " ".join(mention.participants))
    open_ended = stem(words[-1])[:4] == stem(mention.trigger)[:4] and mention.type not in COMPLETE if words else True
    return 2.0 * (len(words) == 1) + 1.5 * (first < len(words) and not named) + 1.0 * open_ended


@cache
def _loose() -> frozenset[str]:
    return split(read("headlines")["words"]["loose"])


def chain_words(chain: Iterable[Statement], readings: Mapping[str, Reading]) -> tuple[str, ...]:
    """Return the statements of a chain as lines: who says it, in which words.

    Links are spoken out, for they are what a reader may want to deny.
    """
    told = tuple(chain)
    named = {statement.article: readings[statement.article].article for statement in told if statement.article in readings}
    sources = {key: article.source or article.file or key for key, article in named.items()}
    return chain_lines(told, Names(sources, day=partial(day_words, weekday=False)))


def shared_counts(groups: Sequence[Sequence[Item]]) -> Counter[str]:
    """Count in how many families each participant is named, for its centrality in the story."""
    seen = {(item.family, name) for group in groups for item in group for name in item.people}
    return Counter(name for _, name in seen)
