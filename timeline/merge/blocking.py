"""Which pairs of mentions are worth comparing: those that share a participant or a rare word, never all pairs.

A block is all mentions that share a term.  A block that is too large is split by type, then by the month of the date, in which
an undated mention goes by its article's publication; of what is still too large only neighbors by date are compared where the
term is a participant, and nothing where it is a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

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
TOGETHER = 2048
"""Items whose partners are looked up at once: enough for the arrays, few enough for the memory."""
LONGEST_SPAN = 120
"""A date wider than this (days) belongs to every block of its type, like no date at all."""

Numbers: TypeAlias = npt.NDArray[np.int64]
Weights: TypeAlias = npt.NDArray[np.float64]


def candidates(items: Sequence[Item], family_of: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return the pairs of indexes to compare, smaller index first, sorted.

    Args:
        items: in canonical order.
        family_of: the family of every event type.
    """
    blocks = list(_blocks(items, family_of))
    if not blocks:
        return []
    table, likely = Table(blocks, len(items)), _Likely(items)
    found = [_best(*table.shared(first, first + TOGETHER), likely) for first in range(0, len(items), TOGETHER)]
    one, two = np.concatenate([pairs[0] for pairs in found]), np.concatenate([pairs[1] for pairs in found])
    ordered = np.unique(np.minimum(one, two) * len(items) + np.maximum(one, two))
    return list(zip((ordered // len(items)).tolist(), (ordered % len(items)).tolist(), strict=True))


class Table:
    """The blocks as arrays: their members one after another, and for every item the blocks that hold it."""

    def __init__(self, blocks: Sequence[tuple[float, Sequence[int]]], count: int) -> None:
        self.weights = np.array([weight for weight, _ in blocks])
        self.sizes = np.array([len(members) for _, members in blocks])
        self.begins = np.cumsum(self.sizes) - self.sizes
        self.members = np.fromiter(chain.from_iterable(members for _, members in blocks), np.int64)
        of_member = np.repeat(np.arange(len(blocks)), self.sizes)
        by_item = np.argsort(self.members, kind="stable")
        self.holders = of_member[by_item]
        self.first = np.searchsorted(self.members[by_item], np.arange(count + 1))

    def shared(self, first: int, last: int) -> tuple[Numbers, Numbers, Weights]:
        """Return for the items of a range every partner in one of their blocks, with the weight of that block."""
        ends = self.first[first : last + 1]
        blocks = self.holders[ends[0] : ends[-1]]
        sizes = self.sizes[blocks]
        item = np.repeat(np.repeat(np.arange(first, first + len(ends) - 1), np.diff(ends)), sizes)
        within = np.arange(len(item)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return item, self.members[np.repeat(self.begins[blocks], sizes) + within], np.repeat(self.weights[blocks], sizes)


class _Likely:
    """Says which pairs are of kindred types or use the same word for it."""

    def __init__(self, items: Sequence[Item]) -> None:
        types, stems = sorted({item.mention.type for item in items}), sorted({item.stem for item in items})
        type_number, stem_number = ({name: n for n, name in enumerate(names)} for names in (types, stems))
        self.type = np.array([type_number[item.mention.type] for item in items])
        self.stem = np.array([stem_number[item.stem] for item in items])
        self.kin = np.array([[kindred(one, two) is not None for two in types] for one in types])

    def __call__(self, one: Numbers, two: Numbers) -> npt.NDArray[np.bool_]:
        """Return for every pair whether it is worth a closer look."""
        alike: npt.NDArray[np.bool_] = (self.stem[one] == self.stem[two]) | self.kin[self.type[one], self.type[two]]
        alike &= one != two
        return alike


def _best(item: Numbers, other: Numbers, weight: Weights, likely: _Likely) -> tuple[Numbers, Numbers]:
    """The likely partners of every item with the most in common, so many at most."""
    kept = likely(item, other)
    count = len(likely.type)
    pair, place = np.unique(item[kept] * count + other[kept], return_inverse=True)
    # Rounded, so that the order of the blocks cannot decide.
    shared = np.round(np.bincount(place, weight[kept], len(pair)), 9)
    one, two = pair // count, pair % count
    order = np.lexsort((two, -shared, one))
    one, two = one[order], two[order]
    rank = np.arange(len(one)) - np.searchsorted(one, one)
    return one[rank < MOST_PARTNERS], two[rank < MOST_PARTNERS]


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
    shared = [word for word in item.words if item.rarities[word] < 1.0]  # a word of one family finds no partner
    if len(shared) > RARE_WORDS:
        shared = sorted(shared, key=lambda word: (-item.rarities[word], word))[:RARE_WORDS]
    yield from ("w " + word for word in shared)
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
