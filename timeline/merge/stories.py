"""Which articles belong to one story: those that are alike, directly or through others; each story is merged by itself.

A few articles are one story, whatever they tell.  More are parted where they are least alike, and only what is still too large is
parted further (single linkage, cut where a group is small enough), so that a lasting affair stays in one piece and a store of
years does not.  An article that is left nearly alone goes to the story that it is most like.  It is a function of all outlines
alone, so that a timeline that grew is the one that is made at once.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from timeline.merge.blocking import Numbers, Table, Weights
from timeline.merge.duplicates import COMMONEST
from timeline.merge.groups import connected
from timeline.merge.items import rarity
from timeline.merge.outlines import Outline

LARGEST, DENSE = 100, 400
"""Articles of a story that is never parted, and of one that is not where all its articles are much alike."""
LEVELS = (*((level, LARGEST) for level in (0.05, 0.075, 0.1, 0.125, 0.15)), *((level, DENSE) for level in (0.2, 0.25, 0.3)))
"""How much alike two articles (cosine of their terms, rare ones first) must be to hold a story of more articles together."""
CRUMB = 2
"""Articles in a piece that goes to the story that it is most like."""
KEPT = 32
"""Of the terms that an article shares with any other so many of the rarest are looked up."""
LARGEST_BLOCK = 64
"""Articles with one term that are all compared; of more, neighbors by date."""
FEWEST_TRIPLES = 3
"""Fewer sampled word triples in common are chance."""
TOGETHER = 512
"""Articles whose partners are looked up at once."""

Block = tuple[float, list[int]]
"""What a term adds to the likeness of those who share it, and these."""


def stories(outlines: Sequence[Outline]) -> list[list[str]]:
    """Return the ids of the articles of each story, sorted, the stories in the order of their smallest id.

    Args:
        outlines: of all articles, in any order.

    >>> stories([Outline("b", None), Outline("a", None)])
    [['a', 'b']]
    """
    ordered = sorted(outlines, key=lambda outline: outline.article)
    groups = [list(range(len(ordered)))] if ordered else []
    if len(ordered) > LARGEST:
        groups = _parted(len(ordered), _links(ordered))
    return [[ordered[place].article for place in group] for group in groups]


def _parted(count: int, links: Sequence[tuple[float, int, int]]) -> list[list[int]]:
    """Part articles at ever stronger links, as long as a group is too large; what is left over goes to what it is most like."""
    waiting, done = [list(range(count))], list[list[int]]()
    for level, largest in LEVELS:
        done += [group for group in waiting if len(group) <= largest]
        large = [place for group in waiting if len(group) > largest for place in group]
        inside = set(large)
        waiting = connected(large, [(a, b) for alike, a, b in links if alike >= level and a in inside and b in inside])
    pieces = sorted(done + waiting)
    home = {place: number for number, piece in enumerate(pieces) for place in piece}
    nearest: dict[int, tuple[float, int]] = {}
    for alike, a, b in links:
        for lone, other in ((a, b), (b, a)):
            if len(pieces[home[lone]]) <= CRUMB < len(pieces[home[other]]):
                key = home[lone]
                nearest[key] = min(nearest.get(key, (0.0, count)), (-alike, other))
    joined = [(place, nearest[home[place]][1]) for piece in pieces for place in piece if home[place] in nearest]
    return connected(range(count), [*joined, *((piece[0], place) for piece in pieces for place in piece[1:])])


def _links(ordered: Sequence[Outline]) -> list[tuple[float, int, int]]:
    """How much alike every two articles are that are enough so to matter, and their places: by their terms, or as one text."""
    found: dict[tuple[int, int], float] = {}
    blocks, lengths = _by_terms(ordered)
    for shared, one, two in _shared(blocks, len(ordered)):
        _note(found, shared / (lengths[one] * lengths[two]), one, two)
    sizes = np.array([len(outline.triples) for outline in ordered])
    for shared, one, two in _shared(_by_triples(ordered), len(ordered)):
        _note(found, (shared >= FEWEST_TRIPLES) * shared / np.minimum(sizes[one], sizes[two]), one, two)
    return sorted((alike, a, b) for (a, b), alike in found.items())


def _note(found: dict[tuple[int, int], float], alike: Weights, one: Numbers, two: Numbers) -> None:
    rounded = np.round(alike, 9)  # so that the order of a sum cannot decide
    kept = rounded >= LEVELS[0][0]
    for value, a, b in zip(rounded[kept].tolist(), one[kept].tolist(), two[kept].tolist(), strict=True):
        found[a, b] = max(value, found.get((a, b), 0.0))


def _by_terms(ordered: Sequence[Outline]) -> tuple[list[Block], Weights]:
    """The articles that share each term, with what it adds to their likeness, and the length of each article's vector."""
    counts = Counter(chain.from_iterable(outline.terms for outline in ordered))
    weights = {term: rarity(_step(count)) ** 2 for term, count in counts.items()}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, outline in enumerate(ordered):
        shared = [term for term in outline.terms if counts[term] > 1]
        if len(shared) > KEPT:
            shared = sorted(shared, key=lambda term: (-weights[term], term))[:KEPT]
        for term in shared:
            holders[term].append(place)
    blocks: list[Block] = []
    for term in sorted(holders):
        members = holders[term]
        if len(members) > LARGEST_BLOCK:
            members.sort(key=lambda place: (ordered[place].day or 0, place))
        # Neighbors of one such stretch and of the next have one member in common, so that no pair counts twice.
        stretches = range(0, len(members) - 1, LARGEST_BLOCK - 1)
        blocks += [(weights[term], members[first : first + LARGEST_BLOCK]) for first in stretches]
    lengths = np.sqrt([math.fsum(weights[term] for term in outline.terms) or 1.0 for outline in ordered])
    return blocks, lengths


def _by_triples(ordered: Sequence[Outline]) -> list[Block]:
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for place, outline in enumerate(ordered):
        for triple in outline.triples:
            holders[triple].append(place)
    return [(1.0, holders[triple]) for triple in sorted(holders) if 1 < len(holders[triple]) <= COMMONEST]


def _step(count: int) -> int:
    """The count rounded down to a power of two, so that one article more seldom changes how much a term weighs."""
    return 1 << (count.bit_length() - 1)


def _shared(blocks: Sequence[Block], count: int) -> Iterator[tuple[Weights, Numbers, Numbers]]:
    """The weight of all blocks that two places have in common, for all such pairs, and the pairs, the smaller place first."""
    if not blocks:
        return
    table = Table(blocks, count)
    for first in range(0, count, TOGETHER):
        one, two, weight = table.shared(first, first + TOGETHER)
        kept = one < two
        pair, place = np.unique(one[kept] * count + two[kept], return_inverse=True)
        total: Weights = np.bincount(place, weight[kept], len(pair)).astype(np.float64)
        yield total, pair // count, pair % count
