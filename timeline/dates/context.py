"""What the words around an expression say of its anchor: tense, quotation, dateline, order of dates in digits, hemisphere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from timeline.dates.grammar import load
from timeline.text import sentences

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
def _cues(language: str) -> tuple[re.Pattern[str], Mapping[str, frozenset[str]], str]:
    table = load(language).settings["tense"]
    words = {name: frozenset(word for word in table[name] if " " not in word) for name in ("future", "past", "not_past")}
    phrases = sorted((word for word in table["future"] if " " in word), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE), words, table["past_suffix"]


def direction(sentence: str, start: int, end: int, language: str) -> int:
    """Return +1 where the words near an expression speak of the future, -1 of the past, 0 where they do not tell.

    Args:
        sentence: the sentence.
        start, end: offsets of the expression in it.
        language: whose cue words to use.

    >>> direction("The court will rule on Thursday.", 23, 31, "en"), direction("He left on Thursday.", 11, 19, "en")
    (1, -1)
    """
    phrases, words, suffix = _cues(language)
    masked = sentence[:start] + " " * (end - start) + sentence[end:]
    votes = [(_distance(masked, m.start(), m.end(), start, end), 1) for m in phrases.finditer(masked)]
    blocked = [(m.start(), m.end()) for m in phrases.finditer(masked)]
    for match in _WORD.finditer(masked):
        word = match.group().lower().replace("’", "'")
        if any(a <= match.start() < b for a, b in blocked):
            continue
        if word in words["future"] or word.endswith(("'ll", "n't") if word == "won't" else ("'ll",)):
            votes.append((_distance(masked, match.start(), match.end(), start, end), 1))
        elif word in words["past"] or (word.endswith(suffix) and len(word) > 4 and word not in words["not_past"]):
            votes.append((_distance(masked, match.start(), match.end(), start, end), -1))
    return min(votes)[1] if votes else 0


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


_SOUTH = re.compile(
    r"\b(?:Australia(?:ns?)?|Austral|Aussies?|New Zealand(?:ers?)?|Queensland|Tasmania|NSW|New South Wales|Sydney|Melbourne|Brisbane|Perth"
    r"|Adelaide|Canberra|Auckland|Christchurch|South Africa|Johannesburg|Cape Town|Pretoria|Durban|Argentin[ae]|Buenos Aires|Chile"
    r"|Uruguay|Montevideo|Paraguay|Southern Cross|A[EWC][SD]T|NZ[SD]T)\b"
)


def southern(text: str, source: str) -> bool:
    """Say whether an article is written in the south, by its outlet and title, its time zone, and what it keeps naming.

    >>> southern("All times AEDT.", ""), southern("A summer in Chile", "London Post")
    (True, False)
    """
    named = _SOUTH.findall(text[:20_000])
    return bool(_SOUTH.search(source)) or len(named) >= 3 or any(name[-2:] in {"ST", "DT"} for name in named)
