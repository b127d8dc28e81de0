"""A chart parser over short runs of words: grammar rules are data, and a trie of them is walked from the right end to the left.

The parser is bottom-up and keeps every edge that starts at a word before it looks at the word to the left of it; the length
of a run and the number of edges are capped, so that the time is linear in the length of a text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MAX_SAME = 3
"""Trees kept for the same words and category."""
MAX_EDGES = 6
"""Edges kept for the same first word and category: dates nested without end ("the eve of the eve of …") cost no more."""
GLUE = "~"
"""In a pattern: no white space here."""

Maker = Callable[[tuple[object, ...]], object]


@dataclass(slots=True)
class Rule:
    """What a completed pattern makes: its category, the builder of its value, and its rank among trees of equal words."""

    name: str
    category: str
    make: Maker
    rank: int = 0


@dataclass(slots=True)
class State:
    """A node of the trie of patterns; order is that in which its children were added, and in which they are tried."""

    children: dict[str, State] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    order: dict[str, int] = field(default_factory=dict)

    def add(self, pattern: Sequence[str], rule: Rule) -> None:
        """Insert a pattern: a sequence of categories and glue marks."""
        state = self
        for item in pattern:
            if item not in state.children:
                state.order[item] = len(state.children)
                state.children[item] = State()
            state = state.children[item]
        state.rules.append(rule)


class Edge(NamedTuple):
    """A category over the words from its start to ``end``, with its value, and the rule that made it."""

    category: str
    end: int
    rule: str
    rank: int
    value: object


Table = tuple[list[dict[str, list[Edge]]], Sequence[bool], list[Edge]]
"""The edges from each word by category, where words touch, and the edges still to be looked at."""


def parse(lexical: Sequence[Sequence[tuple[str, int, object]]], glued: Sequence[bool], root: State) -> list[list[Edge]]:
    """Return the edges that start at each word.

    Args:
        lexical: for each word the categories that begin there: name, index after the last word, value.
        glued: for each word whether it follows the one before without white space.
        root: the trie of patterns.
    """
    chart: list[dict[str, list[Edge]]] = [{} for _ in range(len(lexical) + 1)]
    for start in range(len(lexical) - 1, -1, -1):
        agenda = [Edge(category, end, "", 0, value) for category, end, value in lexical[start]]
        while agenda:
            edge = agenda.pop()
            same = chart[start].get(edge.category)
            if same is None:
                chart[start][edge.category] = [edge]
            elif len(same) >= MAX_EDGES or edge in same or sum([other[1] == edge[1] for other in same]) >= MAX_SAME:
                continue
            else:
                same.append(edge)
            state = root.children.get(edge.category)
            if state is not None:
                _walk(state, edge, (edge.value,), edge.rank, (chart, glued, agenda))
    return [[edge for same in by_category.values() for edge in same] for by_category in chart[:-1]]


def _walk(state: State, edge: Edge, values: tuple[object, ...], rank: int, table: Table) -> None:
    """Follow the trie from the end of an edge, and put what rules make of the values on the agenda; ranks add up."""
    chart, glued, agenda = table
    at = edge.end
    for rule in state.rules:
        value = rule.make(values)
        if value is not None:
            agenda.append(Edge(rule.category, at, rule.name, rule.rank + rank, value))
    here, children = chart[at], state.children
    if not here or not children:
        return
    labels = [label for label in here if label in children]
    if glued[at] and GLUE in children:
        labels.append(GLUE)
    if len(labels) > 1:
        labels.sort(key=state.order.__getitem__)
    for label in labels:
        child = children[label]
        if label == GLUE:
            _walk(child, edge, values, rank, table)
            continue
        for following in here[label]:
            _walk(child, following, (*values, following.value), rank + following.rank, table)
