"""What the words around an expression say of its anchor: tense, quotation, dateline, order of dates in digits, hemisphere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from timeline.dates.grammar import load
from timeline.text import sentences

_INFINITIVE = re.compile(r"^[^.!?]*\w to [a-z]+\b")
_REACH = 60
"""Characters before "in 40 years" in which a superlative can stand."""
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?|[.,;:–—\"“”()]")
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][^\n–—-]{1,60}?),?\s+\(?(?P<date>[^\n()–—]{3,25}?)\)?\s*(?:\((?P<agency>[^()\n]{2,40})\)\s*)?(?:[–—]|--?\s|:)",
)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a text, found once."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Sentences:
        """Split a text."""
        found = tuple(sentences(text))
        return cls(tuple(start for start, _ in found), tuple(end for _, end in found))

    def around(self, at: int) -> tuple[int, int]:
        """Return the offsets of the sentence that holds an offset."""
        index = bisect_right(self.starts, at) - 1
        return (self.starts[index], self.ends[index]) if index >= 0 else (0, 0)


@lru_cache
def _cues(language: str) -> tuple[re.Pattern[str], Mapping[str, frozenset[str]], str, re.Pattern[str]]:
    table = load(language).settings["tense"]
    words = {
        name: frozenset(word for word in table[name] if " " not in word) for name in ("future", "past", "not_past", "auxiliary")
    }
    phrases = sorted((word for word in table["future"] if " " in word), key=len, reverse=True)
    undone = re.compile(r"\b(?:" + "|".join(map(re.escape, table["undone"])) + r")\b", re.IGNORECASE)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE), words, table["past_suffix"], undone


def direction(sentence: str, start: int, end: int, language: str) -> int:
    """Return +1 where the words near an expression speak of the future, -1 of the past, 0 where they do not tell.

    Args:
        sentence: the sentence; of a very long one, the part around the expression.
        start, end: offsets of the expression in it.
        language: whose cue words to use.

    >>> direction("The court will rule on Thursday.", 23, 31, "en"), direction("He left on Thursday.", 11, 19, "en")
    (1, -1)
    """
    undone, cues = _cues_of(sentence, language)
    if undone:
        return -1
    votes = [(_distance(sentence, a, b, start, end), sign) for a, b, sign in cues if b <= start or a >= end]
    headline = sentence[-1:].isalnum()
    if not votes:
        return 1 if headline and _INFINITIVE.search(sentence) else 0
    return min(votes)[1]


@lru_cache(maxsize=512)
def _cues_of(sentence: str, language: str) -> tuple[bool, tuple[tuple[int, int, int], ...]]:
    """Whether the sentence undoes a plan, and its cues: offsets and +1 or -1."""
    phrases, words, suffix, undone = _cues(language)
    if undone.search(sentence):
        return True, ()
    found = [(m.start(), m.end(), 1) for m in phrases.finditer(sentence)]
    taken = {at for a, b, _ in found for at in range(a, b)}
    last = ""
    for match in _WORD.finditer(sentence):
        word, previous = match.group().lower().replace("’", "'"), last
        last = word
        if match.start() in taken:
            continue
        if word in words["future"] or word.endswith("'ll"):
            found.append((match.start(), match.end(), 1))
        elif word in words["past"] or (
            word.endswith(suffix) and len(word) > 4 and word not in words["not_past"] and previous not in words["auxiliary"]
        ):
            found.append((match.start(), match.end(), -1))
    return False, tuple(found)


_SUPERLATIVE = re.compile(r"\b(?:\w{2,}est|first|worst|most|least|only|second|third|biggest|time|not|never|no)\b[^.;:]*$")


def superlative(words: str) -> bool:
    """Say whether words such as "the worst drought" or "for the first time" lead up to "in 40 years".

    >>> superlative("It was the worst drought "), superlative("A text will be signed ")
    (True, False)
    """
    return bool(_SUPERLATIVE.search(words[-_REACH:]))


@lru_cache
def _results(language: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load(language).settings["results"]["words"]) + r")\b", re.IGNORECASE)


def speaks_of_results(sentence: str, language: str) -> bool:
    """Say whether a sentence compares a company's figures, so that "a year ago" means the same quarter of the year before.

    >>> speaks_of_results("Net income rose from $3 million a year ago.", "en"), speaks_of_results("They met a year ago.", "en")
    (True, False)
    """
    return bool(_results(language).search(sentence))


def _distance(sentence: str, a: int, b: int, start: int, end: int) -> int:
    """Words between a cue and an expression; a clause boundary counts as several, and a cue before weighs more than one after."""
    between = sentence[b:start] if b <= start else sentence[end:a]
    cost = between.count(" ") + 4 * sum(between.count(mark) for mark in ',;:–—"“”') + (6 if " that " in between else 0)
    return cost if b <= start else cost + 3


def dateline(text: str) -> tuple[int, int] | None:
    """Return the offsets of the words of a dateline's date, such as "March 3" in "GENEVA, March 3 (Newswire) —"."""
    first = text.lstrip("\n ")
    offset = len(text) - len(first)
    match = _DATELINE.match(first[:160])
    if match is None:
        return None
    return offset + match.start("date"), offset + match.end("date")


_AMERICAN = re.compile(r"\b(?:defense|center|labor|color|program|percent|honor|favor|organiz|Sen\.|Rep\.|Gov\.|[ap]\.m\.)|\$\d")
_BRITISH = re.compile(r"\b(?:defence|centre|labour|colour|programme|per cent|honour|favour|organis|MPs?|\d(?:am|pm))\b|£\d")


def day_first(text: str, language: str, slashes: Iterable[tuple[int, int, str]]) -> tuple[bool, str]:
    """Decide the order of dates in digits for one article, with the reason.

    Args:
        text: the article's text.
        language: its language tag, perhaps with a region.
        slashes: first and second number and the words of each date in digits.

    >>> day_first("", "en", [(14, 8, "14/08/2018"), (4, 3, "04/03/18")])
    (True, "'14/08/2018' has the day first")
    """
    for first, second, words in slashes:
        if first > 12:
            return True, f"'{words}' has the day first"
        if second > 12:
            return False, f"'{words}' has the month first"
    region = language.partition("-")[2].upper()
    if region:
        return region not in {"US", "PH"}, f"the usual order of {language}"
    american, british = len(_AMERICAN.findall(text)), len(_BRITISH.findall(text))
    if american > british:
        return False, "the spelling is American"
    return True, "the usual order outside America" if american == british else "the spelling is British"


@lru_cache
def _south(language: str) -> re.Pattern[str]:
    places = load(language).settings["places"]
    return re.compile(r"\b(?:" + "|".join(places["southern"]) + r"|(" + "|".join(places["southern_zones"]) + r"))\b")


def southern(text: str, source: str, language: str) -> bool:
    """Say whether an article is written in the south, by its outlet and title, its time zone, and what it keeps naming.

    >>> southern("All times AEDT.", "", "en"), southern("A summer in Chile", "London Post", "en")
    (True, False)
    """
    if _south(language).search(source):
        return True
    named = _south(language).findall(text[:20_000])
    return len(named) >= 3 or any(named)
