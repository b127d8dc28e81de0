"""An expression among its words: what stands before and after it, and which lists of the language's data those are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from timeline.dates.grammar import load

_BEFORE = re.compile(r"[^\W_]+|[^\w\s]|_")
_AFTER = re.compile(r"(\s*)([^\W_]+|[^\w\s])")


@dataclass(frozen=True, slots=True)
class Place:
    """An expression among its words.

    Args:
        words: the expression.
        before, earlier: the word or mark before it, and the one before that.
        after: the word or mark after it.
        opens: whether it opens a sentence or line.
        tight: whether no space stands before it; follows: whether none stands after it.
    """

    words: str
    before: str
    earlier: str
    after: str
    opens: bool
    tight: bool
    follows: bool
    language: str

    def listed(self, word: str, name: str) -> bool:
        """Say whether a word stands in a list of the language's data, whatever its case."""
        return word.lower() in listed(self.language, name)

    @property
    def last(self) -> str:
        """The last word, in lower case and without its full stop."""
        return self.words.rpartition(" ")[2].lower().rstrip(".")

    @property
    def within_name(self) -> bool:
        """Whether a capital marks the words as part of a name: "the Daily Mirror", "USA Today"."""
        return self.words[:1].isupper() and not self.words.isupper() and not self.opens


@lru_cache
def listed(language: str, name: str) -> frozenset[str]:
    """Return a list of the language's data, empty where it has none."""
    return frozenset(load(language).settings["ambiguous"].get(name, ()))


def place_of(text: str, start: int, end: int, language: str) -> Place:
    """Return the words around the offsets of an expression.

    >>> place_of("Mrs May said", 4, 7, "en").before
    'Mrs'
    """
    before = ["", "", *_BEFORE.findall(text, max(0, start - 40), start)]
    after = _AFTER.match(text, end, end + 40)
    opening = text[max(0, start - 4) : start].rstrip(" \"“'‘(•*-–—")
    return Place(
        text[start:end],
        before[-1],
        before[-2],
        after[2] if after and "\n" not in after[1] else "",
        not opening or opening[-1] in ".!?:\n",
        start > 0 and not text[start - 1].isspace(),
        after is not None and not after[1],
        language,
    )
