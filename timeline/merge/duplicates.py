"""Articles that retell one another: found by the word triples they share, grouped into families with one vote each.

A family of wire copy, reprints and rewrites is one independent source.  Candidates come from sampled shingles (Broder 1997,
Manber 1994), so that the cost grows with the texts and not with the pairs; each candidate is then measured exactly.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from timeline.merge.groups import connected
from timeline.model import Article, Basis

SHARED = 0.15
"""Share of the shorter text's word triples that two texts must have in common (rewrites: 0.21 and up, other pairs of one story:
below 0.09)."""
FEWEST_TRIPLES = 25
"""A text with fewer triples is too short to be told from a quotation."""
FARTHEST_DAYS = 31
"""Texts published further apart do not report the same news, whatever background they repeat."""
SAMPLE = 4
"""One triple in so many is looked up when candidates are sought."""
COMMONEST = 40
"""A triple that stands in more articles than this is a set phrase."""

_WORD = re.compile(r"[^\W_]+")


def triples(article: Article) -> frozenset[int]:
    """Return the hashed word triples of an article's own prose, furniture left out.

    >>> len(triples(Article("a", "One two three four.")))
    2
    """
    text = article.text
    for zone in sorted((z for z in article.zones if z.furniture), key=lambda z: -z.start):
        text = text[: zone.start] + " " + text[zone.end :]
    words = _WORD.findall(text.casefold())
    found = (" ".join(three) for three in zip(words, words[1:], words[2:], strict=False))
    return frozenset(zlib.crc32(three.encode("utf-8", "surrogatepass")) for three in found)


def near_duplicates(articles: Sequence[Article]) -> Mapping[str, str]:
    """Name for every article that retells another one the original of its family.

    The original is the one published first; one whose date is known comes before one whose date is not, then the longer text.

    Args:
        articles: any order; the result does not depend on it.

    >>> text = " ".join(f"word{n}" for n in range(40))
    >>> near_duplicates([Article("b", text + " more"), Article("a", text)])
    {'a': 'b'}
    """
    by_id = {article.id: article for article in articles}
    shingles = {key: triples(by_id[key]) for key in sorted(by_id)}
    pairs = [pair for pair in _candidates(shingles) if _retold(by_id, shingles, *pair)]
    found: dict[str, str] = {}
    for family in connected(by_id, pairs):
        original = min((by_id[key] for key in family), key=_priority)
        found |= {key: original.id for key in sorted(family) if key != original.id}
    return found


def families(articles: Iterable[Article], originals: Mapping[str, str]) -> dict[str, str]:
    """Name for every article the family that votes for it: the id of its original, or its own.

    >>> families([Article("a", ""), Article("b", "")], {"b": "a"})
    {'a': 'a', 'b': 'a'}
    """
    return {article.id: originals.get(article.id, article.id) for article in articles}


def _candidates(shingles: Mapping[str, frozenset[int]]) -> list[tuple[str, str]]:
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for key, found in shingles.items():
        for shingle in found:
            if shingle % SAMPLE == 0:
                holders[shingle].append(key)
    shared: defaultdict[tuple[str, str], int] = defaultdict(int)
    for keys in holders.values():
        if 1 < len(keys) <= COMMONEST:
            for pair in combinations(keys, 2):
                shared[pair] += 1
    return sorted(pair for pair, count in shared.items() if count > 1)


def _retold(by_id: Mapping[str, Article], shingles: Mapping[str, frozenset[int]], one: str, two: str) -> bool:
    fewer = min(len(shingles[one]), len(shingles[two]))
    if fewer < FEWEST_TRIPLES or len(shingles[one] & shingles[two]) < SHARED * fewer:
        return False
    first, second = by_id[one].published.span, by_id[two].published.span
    return first is None or second is None or abs(first.gap(second)) <= FARTHEST_DAYS


def _priority(article: Article) -> tuple[float, bool, int, str]:
    span = article.published.span
    return span.start if span else float("inf"), article.published.basis is Basis.UNKNOWN, -len(article.text), article.id
