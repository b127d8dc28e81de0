"""What an article says of all its expressions: its sentences, dateline, order of dates in digits, hemisphere and accounts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from timeline.dates.grammar import languages, load
from timeline.text import sentences

_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{3,}")
_PARTICLES = frozenset({"de", "del", "la", "el", "los", "las", "al", "y", "of", "the", "and"})
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][^\n–—-]{1,60}?),?\s++\(?(?P<date>[^\n()–—]{3,25}?)\)?\s*+(?:\((?P<agency>[^()\n]{2,40})\)\s*+)?\.?(?:[–—]|--?\s|:)",
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
def _results(language: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load(language).settings["results"]["words"]) + r")\b", re.IGNORECASE)


def speaks_of_results(sentence: str, language: str) -> bool:
    """Say whether a sentence compares a company's figures, so that "a year ago" means the same quarter of the year before.

    >>> speaks_of_results("Net income rose from $3 million a year ago.", "en"), speaks_of_results("They met a year ago.", "en")
    (True, False)
    """
    return bool(_results(language).search(sentence))


def dateline(text: str) -> tuple[int, int] | None:
    """Return the offsets of the words of a dateline's date, such as "March 3" in "GENEVA, March 3 (Newswire) —"."""
    first = text.lstrip("\n ")
    offset = len(text) - len(first)
    match = _DATELINE.match(first[:160])
    if match is None:
        return None
    return offset + match.start("date"), offset + match.end("date")


def names_place(words: str, weekday: bool) -> bool:
    """Say whether the words before a date are the place of a dateline: all with capitals, and set off from the date.

    Args:
        words: from the beginning of the text to the date.
        weekday: whether the date is a bare weekday, which dates a dispatch only after a place in capitals.

    >>> names_place("GENEVA, ", True), names_place("Ministers retreated ", False), names_place("Strikers ", True)
    (True, False, False)
    """
    head = re.sub(r"\([^()\n]*\)", ",", words)
    named = head.replace(",", " ").split()
    if not named or any(word[0].islower() and word not in _PARTICLES for word in named):
        return False
    return _CAPITALS.search(head) is not None or (not weekday and head.rstrip().endswith(","))


@lru_cache
def _order(language: str) -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = load(language).settings["order"]
    weak = re.compile(table.get("month_first_weak", "(?!)"))
    return frozenset(table["month_first_regions"]), re.compile(table["month_first"]), re.compile(table["day_first"]), weak


@lru_cache
def _order_of_places(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Cities at the beginning of a dispatch, of countries that write the month first and the day first."""
    table = load(language).settings["order"]
    month, day = ("|".join(map(re.escape, table.get(f"{name}_first_places", ()))) or "(?!)" for name in ("month", "day"))
    return re.compile(rf"(?:{month})\b", re.IGNORECASE), re.compile(rf"(?:{day})\b", re.IGNORECASE)


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
    base, _, region = language.partition("-")
    regions, month_first, day_first_, weak = _order(base if base in languages() else "en")
    if region or base != "en":
        return region.upper() not in regions, f"the usual order of {language}"
    american, british = len(month_first.findall(text)), len(day_first_.findall(text))
    if american > british:
        return False, "the spelling is American"
    if american == british:
        month_place, day_place = (pattern.match(text.lstrip()) for pattern in _order_of_places(base))
        if month_place or day_place:
            place = (month_place or day_place)[0].title()  # type: ignore[index]
            return day_place is not None, f"the dispatch comes from {place}"
    if american == british and weak.search(text):
        return False, "sums of money in dollars"
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


@lru_cache
def _fiscal(language: str) -> re.Pattern[str] | None:
    grammar = load(language)
    pattern = grammar.settings.get("fiscal", {}).get("starts")
    if pattern is None:
        return None
    months = sorted({form for form, found in grammar.words.items() if any(category == "month" for category, _ in found)})
    return re.compile(pattern.replace("MONTH", "(" + "|".join(map(re.escape, months)) + ")"))


def fiscal_start(text: str, language: str) -> int:
    """Return the month in which the accounting year of an article begins, January where it does not say.

    >>> fiscal_start("The shipbuilder, whose financial year begins on 1 April, lost money.", "en")
    4
    """
    pattern = _fiscal(language)
    match = pattern.search(text) if pattern else None
    if match is None:
        return 1
    values = [value for category, value in load(language).words[match[1]] if category == "month"]
    return values[0] if isinstance(values[0], int) else 1
