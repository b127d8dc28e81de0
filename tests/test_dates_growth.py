"""No pattern of a language's data lets the work grow faster than the text: near-misses of every rule, doubled."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest

from timeline.dates import chart, scan
from timeline.dates.chart import GLUE
from timeline.dates.grammar import languages, load, sequences

LIMIT = 2.5
"""What the work at twice the input may be of that at once the input."""
WORDS = 48
SHAPES = {  # a word of each category that is recognized by its shape
    "ordnum": "3rd",
    "iso": "2023-07-20",
    "compact": "20230720",
    "slash": "14/08/2018",
    "grouped": "2,000",
    "dec": "2.5",
    "daymonth": "3-4",
    "hm": "7.30",
    "hm24": "18:31",
    "hmdot": "18.31",
    "hmh": "18h30",
    "military": "1927",
    "pmdot": "p.m.",
    "qn": "Q3",
    "hn": "H2",
    "fy": "FY2021",
    "int": "5",
    "dom": "12",
    "hour": "9",
    "y4": "1999",
    "yy": "85",
    "digit": "7",
}


def joined(labels: tuple[str, ...], phrases: dict[str, str]) -> str:
    """Return words for labels."""
    words = ""
    for before, label in itertools.pairwise((GLUE, *labels)):
        if label != GLUE:
            words += ("" if before == GLUE else " ") + phrases[label]
    return words


def phrases(language: str) -> dict[str, str]:
    """Return a shortest phrase for every category that a language has."""
    found = dict(SHAPES)
    for form in sorted(load(language).words):
        for category, _ in load(language).words[form]:
            found.setdefault(category, form)
    lexical = frozenset(found)
    rules = [(category, labels) for _, category, labels in sequences(language)]
    for _ in range(12):  # deeper than categories are nested
        for category, labels in rules:
            if category not in lexical and all(label == GLUE or label in found for label in labels):
                words = joined(labels, found)
                if category not in found or len(words) < len(found[category]):
                    found[category] = words
    return found


def near_misses(language: str) -> Iterator[str]:
    """Yield each plain sequence of each rule without its last word, where it has more than one."""
    words = phrases(language)
    seen = set()
    for _, _, labels in sequences(language):
        if all(label == GLUE or label in words for label in labels):
            near = joined(labels[:-1] or labels, words) + " "
            if near not in seen:
                seen.add(near)
                yield near


class Counter:
    """Counts the steps of the parser through the trie of patterns."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps = 0
        self.walk = chart._walk
        monkeypatch.setattr(chart, "_walk", self)

    def __call__(self, *arguments: object) -> None:
        self.steps += 1
        self.walk(*arguments)  # type: ignore[arg-type]

    def work(self, words: str, language: str) -> int:
        """Return the steps that one run of words takes; its length is not cut, so that only the patterns count."""
        self.steps = 0
        scan.read.__wrapped__(words, language)
        return self.steps

    def growth(self, near: str, language: str) -> float:
        """Return the work for twice the words over that for once."""
        times = max(1, WORDS // max(1, len(scan.TOKEN.findall(near))))
        return self.work(near * 2 * times, language) / max(1, self.work(near * times, language))


@pytest.mark.parametrize("language", languages())
def test_every_pattern_is_linear(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Counter(monkeypatch)
    tried = list(near_misses(language))
    grown = {near: growth for near in tried if (growth := counter.growth(near, language)) >= LIMIT}
    assert len(tried) > 500
    assert grown == {}


def test_check_catches_a_pattern_that_is_not_linear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "MAX_EDGES", 10**6)  # without the cap, dates nested without end cost more and more
    assert Counter(monkeypatch).growth("la víspera de ", "es") >= LIMIT


def expressions(language: str) -> Iterator[str]:
    """Yield the regular expressions of a language's settings."""
    table = load(language).settings
    yield from table["shapes"].values()
    for name in ("core", "tense", "order", "extents", "fiscal", "results"):
        yield from (value for value in table.get(name, {}).values() if isinstance(value, str))


NESTED = re.compile(r"\([^()]*[*+][^()]*\)[*+]|[*+]\)?(?:[*+]|\{\d+,\})")
"""An unbounded repetition of an unbounded repetition, written flat."""


@pytest.mark.parametrize("language", languages())
def test_no_regular_expression_repeats_a_repetition(language: str) -> None:
    assert [pattern for pattern in expressions(language) if NESTED.search(re.sub(r"\[[^\]]*\]|\\.", "x", pattern))] == []


@pytest.mark.parametrize("canary", [r"(\d+,?)+x", r"(?:a*)*b", r"(\w+\s?)+$"])
def test_check_catches_a_repeated_repetition(canary: str) -> None:
    assert NESTED.search(re.sub(r"\[[^\]]*\]|\\.", "x", canary))
