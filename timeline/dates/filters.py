"""Words that look like a time and are not, whatever kind they are: codes, sums, addresses, idioms, things that are counted."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.dates.lookalikes import CHECKS
from timeline.dates.place import Place, listed, place_of
from timeline.dates.tree import Cal, Clock, Node

_DECIMALS = re.compile(r"[.,]\d")
_CURRENCY = frozenset("$£€#¥")
_PERSON = re.compile(r"\s[A-Z][a-z'’-]+,")
"""The rest of a name after a weekday, as in ", Friday Osei,"."""
_JOINED = frozenset("-/_.#@=&")


def is_time(text: str, start: int, end: int, node: Node, language: str) -> bool:
    """Say whether the words at these offsets speak of time.

    >>> is_time("Mrs May said", 4, 7, Cal(month=5), "en"), is_time("in May", 3, 6, Cal(month=5), "en")
    (False, True)
    """
    place = place_of(text, start, end, language)
    if _in_idiom(text, start, end, language) or _is_counted(place, node, text, end):
        return False
    if place.words[0].isdigit() and (place.before in _CURRENCY or _is_code(place)):
        return False
    if place.words.isdigit() and (_DECIMALS.match(text, end) or _street(language).match(text, end)):
        return False
    if isinstance(node, Cal) and " " not in place.words and place.words[:1] != "'" and _names_institution(place, node, text, end):
        return False
    check = CHECKS.get(type(node))
    return check is None or check(place, node)


@lru_cache
def _street(language: str) -> re.Pattern[str]:
    """The rest of an address after its number: "1984 Oak Street"."""
    kinds = "|".join(sorted(listed(language, "streets"))) or "(?!)"
    return re.compile(rf"\s(?:[A-Z][\w'’.]*\s){{1,3}}(?:{kinds})\b")


def _names_institution(place: Place, node: Cal, text: str, end: int) -> bool:
    """Whether a month, weekday or year is part of a name: "the October Tractor Works", ", Friday Osei,"."""
    if not (place.words.isdigit() or (place.words[:1].isupper() and (node.month is not None or node.weekday is not None))):
        return False
    if node.weekday is not None and place.before == "," and _PERSON.match(text, end):
        return True
    return place.listed(place.before, "articles") and _institution(place.language).match(text, end) is not None


@lru_cache
def _institution(language: str) -> re.Pattern[str]:
    kinds = "|".join(sorted(listed(language, "institutions"))) or "(?!)"
    return re.compile(rf"\s(?:[A-Z][\w'’.]*\s){{0,2}}(?:{kinds})\b")


def _is_code(place: Place) -> bool:
    """Whether a number is part of a name made of letters and digits: "A1066", "LH-2016", "/2021/08"."""
    if not place.tight or not place.before:
        return False
    return place.before[-1].isalpha() or (place.before in _JOINED and (place.earlier[-1:].isalnum() or place.before in "/_=&@"))


@lru_cache
def _idioms(language: str) -> re.Pattern[str] | None:
    phrases = listed(language, "idioms")
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(phrases))) + r")(?!\w)", re.IGNORECASE) if phrases else None


def _in_idiom(text: str, start: int, end: int, language: str) -> bool:
    """Whether an expression overlaps a phrase that only looks like one: "light years"."""
    idioms = _idioms(language)
    if idioms is None:
        return False
    return any(match.start() < end and match.end() > start for match in idioms.finditer(text, max(0, start - 40), end + 40))


def _is_counted(place: Place, node: Node, text: str, end: int) -> bool:
    """Whether words are counted, not dated: a number that goes on, or an hour that counts things ("a las dos empresas")."""
    if place.words[-1].isdigit() and text[end : end + 1] in {",", "."} and text[end + 1 : end + 2].isalnum():
        return not place.words[-4:].isdigit()
    words = place.words.lower().split()
    hour, decade = isinstance(node, Clock) and node.clock[1:2].isdigit(), isinstance(node, Cal) and node.decade is not None
    if not (hour or decade):
        return False
    return (
        len(words) == 2
        and place.listed(words[0], "counting")
        and (place.after[:1].isalpha() or place.after in {"%", "°"})
        and not place.listed(place.after, "function_words")
    )
