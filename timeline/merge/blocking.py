"""Which pairs of mentions are worth comparing: those that share a participant or a rare word, never all pairs.

A block is all mentions that share a term.  A block that is too large is split by type, then by the month of the date, in which
an undated mention goes by its article's publication; of what is still too large only neighbors by date are compared where the
term is a participant, and nothing where it is a word.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from timeline.merge.features import kindred
from timeline.merge.items import Item, rarity

LARGEST_BLOCK = 24
"""Mentions in a block; every mention is compared with all others in its blocks."""
MOST_PARTNERS = 16
"""A mention is scored against this many others at most: those of kindred types with the most, and the rarest, terms in
common; the clustering compares the rest of a story by itself."""
RARE_WORDS = 12
"""Of the words of a sentence only the rarest that stand in two families at least are looked up."""
WINDOW = 16
"""Neighbors by date that are compared where a participant's block stays too large."""
MONTH_DAYS = 30
MARGIN_DAYS = 5
_PERSON = "p "
LONGEST_SPAN = 120
"""A date wider than this (days) belongs to every block of its type, like no date at all."""


def candidates(items: Sequence[Item], family_of: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return the pairs of indexes to compare, smaller index first, sorted.

    Args:
        items: in canonical order.
        family_of: the family of every event type.
    """
    blocks = list(_blocks(items, family_of))
    member_of: defaultdict[int, list[int]] = defaultdict(list)
    for number, (_, members) in enumerate(blocks):
        for index in members:
            member_of[index].append(number)
    pairs: set[tuple[int, int]] = set()
    for index, numbers in member_of.items():
        shared: defaultdict[int, float] = defaultdict(float)
        for number in numbers:
            weight, members = blocks[number]
            for other in members:
                shared[other] += weight
        del shared[index]
        pairs.update((index, other) if index < other else (other, index) for other in _best(items[index], shared, items))
    return sorted(pairs)


def _best(item: Item, shared: Mapping[int, float], items: Sequence[Item]) -> list[int]:
    """The partners with the most in common whose type is kindred, or who use the same word for it."""
    kind, word = item.mention.type, item.stem
    likely = [o for o in shared if items[o].stem == word or kindred(kind, items[o].mention.type)]
    # Rounded, so that the order of the blocks cannot decide.
    return heapq.nsmallest(MOST_PARTNERS, likely, key=lambda other: (-round(shared[other], 9), other))


def _blocks(items: Sequence[Item], family_of: Mapping[str, str]) -> Iterator[tuple[float, list[int]]]:
    """Yield the weight and the members of every block of at least two mentions."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for item in items:
        for term in _terms(item):
            holders[term].append(item.index)
    for term in sorted(holders):
        weight = rarity(len(holders[term]))
        for block in _split(holders[term], items, family_of, windows=term.startswith(_PERSON)):
            yield weight, block


def _terms(item: Item) -> Iterator[str]:
    shared = (word for word in item.words if item.rarities[word] < 1.0)  # a word of one family finds no partner
    yield from ("w " + word for word in heapq.nsmallest(RARE_WORDS, shared, key=lambda word: (-item.rarities[word], word)))
    yield from (_PERSON + name for name in item.people)
    # The mentions of one article, and of those that retell it, are compared with each other whatever their words.
    yield f"a {item.family} {item.mention.type}"
    yield f"t {item.mention.type}"
    if item.span and item.span.days == 1:
        yield f"d {item.span.start}"


def _split(members: list[int], items: Sequence[Item], family_of: Mapping[str, str], *, windows: bool) -> Iterator[list[int]]:
    """Yield the members as one block, or in parts where they are too many."""
    if len(members) <= LARGEST_BLOCK:
        yield from [members] * (len(members) > 1)
        return
    for same_family in _by(members, lambda i: (family_of.get(items[i].mention.type, ""),)):
        if len(same_family) <= LARGEST_BLOCK:
            yield from [same_family] * (len(same_family) > 1)
            continue
        for part in _by(same_family, lambda i: ((items[i].mention.type, month) for month in _months(items[i]))):
            if 1 < len(part) <= LARGEST_BLOCK:
                yield part
            elif windows:
                # What everybody reports must still be found: neighbors by date, overlapping by half.
                part.sort(key=lambda i: (_middle(items[i]), i))
                yield from (part[at : at + WINDOW] for at in range(0, len(part) - 1, WINDOW // 2))


def _middle(item: Item) -> float:
    if item.span:
        return (item.span.start + item.span.end) / 2
    return item.published if item.published is not None else 0.0


def _by(members: Iterable[int], keys: Callable[[int], Iterable[Hashable]]) -> Iterable[list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index in members:
        for key in keys(index):
            groups[key].append(index)
    return groups.values()


def _months(item: Item) -> Iterable[int]:
    """The numbers of the thirty-day months, and of those that begin or end within days, in which an item may lie."""
    if item.span and item.span.days <= LONGEST_SPAN:
        first, last = item.span.start, item.span.end - 1
    elif item.published is not None:
        first, last = item.published - MONTH_DAYS, item.published
    else:
        return (-1,)
    return range((first - MARGIN_DAYS) // MONTH_DAYS, (last + MARGIN_DAYS) // MONTH_DAYS + 1)
