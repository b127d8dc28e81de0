"""Connected groups of keys, the same for every order in which the pairs come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K", int, str)


def connected(keys: Iterable[K], pairs: Iterable[tuple[K, K]]) -> list[list[K]]:
    """Return the groups of keys that the pairs connect, each sorted, in the order of their smallest key (Tarjan 1975).

    >>> connected("abcd", [("d", "b"), ("b", "a")])
    [['a', 'b', 'd'], ['c']]
    """
    root = {key: key for key in keys}

    def find(key: K) -> K:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for one, two in pairs:
        a, b = find(one), find(two)
        # The smaller key stays the root, so that the groups come out in order.
        if a < b:
            root[b] = a
        elif b < a:
            root[a] = b
    groups: dict[K, list[K]] = {}
    for key in sorted(root):
        groups.setdefault(find(key), []).append(key)
    return [groups[key] for key in sorted(groups)]
