"""Words that look like a time and are not: surnames, road numbers, a march, a score."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.dates.grammar import load
from timeline.dates.tree import Cal, Length, Node, Regular, Shift

_BEFORE = re.compile(r"([^\W_]+|[^\w\s])(\s*)$")
_AFTER = re.compile(r"\s*([^\W_]+|[^\w\s])")


@lru_cache
def _words(language: str, name: str) -> frozenset[str]:
    return frozenset(load(language).settings["ambiguous"][name])


def is_time(text: str, start: int, end: int, node: Node, language: str) -> bool:
    """Say whether the words at these offsets speak of time.

    >>> is_time("Mrs May said", 4, 7, Cal(month=5), "en"), is_time("in May", 3, 6, Cal(month=5), "en")
    (False, True)
    """
    words = text[start:end]
    before, spaced = _word_before(text, start)
    if words[0].isdigit() and not spaced and before[-1:].isalpha():
        return False
    after = _word_after(text, end)
    if before in {"$", "£", "€", "#"} or (
        not spaced and before in {"-", "/", "_", "."} and start > 1 and text[start - 2].isalnum() and words[0].isdigit()
    ):
        return False
    if isinstance(node, Cal):
        if node.year is not None and words.isdigit():
            return _bare_year(text, start, end, words, before, after, language)
        if " " not in words.removeprefix("the ") and (node.month or node.season is not None or node.weekday is not None):
            return _bare_name(text, start, end, before, after, node, language)
        if node.day is not None and node.month is None and node.weekday is None:
            return (
                not (after[:1].isalpha() and after.lower() not in _AFTER_DAY) and words[-2:].lower() in {"st", "nd", "rd", "th"}
            ) or "month" in words
        if node.weekend and " " not in words and words[:1].isupper():
            return not _inside_sentence(text, start)
        if node.decade is not None and before.lower() in {"his", "her", "their", "my", "your", "our", "its"}:
            return False
        if node.half is not None and node.year is None:
            return after.lower() != "of"
    if isinstance(node, Length):
        return _length(text, start, end, after, node)
    if isinstance(node, Regular):
        return not (words[:1].isupper() and " " not in words and _inside_sentence(text, start))
    return not (isinstance(node, Shift) and node.base == "now" and node.sign > 0 and words.lower().startswith("in "))


FUNCTION_WORDS = frozenset(
    "and or but to the at in on when with after before for as while where he she they it we i of is was will would has had by that which "
    "who are were be been because if than then until since from into".split()
)
_AFTER_DAY = frozenset("and or but to the at in on when with after before for as when while where he she they it we i of".split())


def _word_before(text: str, start: int) -> tuple[str, bool]:
    match = _BEFORE.search(text, max(0, start - 30), start)
    return (match[1], bool(match[2])) if match else ("", True)


def _inside_sentence(text: str, start: int) -> bool:
    """Whether a word does not open a sentence or line, so that a capital makes it a name."""
    before = text[max(0, start - 3) : start].rstrip(" \"“'‘(•*-–—")
    return bool(before) and before[-1] not in ".!?:\n"


def _word_after(text: str, end: int) -> str:
    match = _AFTER.match(text, end, end + 40)
    return match[1] if match else ""


def _bare_year(text: str, start: int, end: int, words: str, before: str, after: str, language: str) -> bool:
    year, low = int(words), before.lower()
    if low == ".":
        low = _word_before(text, text.rindex(".", 0, start))[0].lower()
    if low in _words(language, "number_nouns") or re.match(
        r"[,.]\d|\s?(?:%|percent|per cent|million|billion|dollars|people|points)", text[end : end + 12]
    ):
        return False
    if low in _words(language, "before_year"):
        return not (after[:1].isupper() and after.lower() != "the" and (year < 1900 or (before in {"in", "the"} and year < 1940)))
    if before[:1].isalnum():
        plain = not after[:1].isalpha() or after.lower() in FUNCTION_WORDS
        return 1900 <= year <= 2100 and plain and (not before[:1].isupper() or after[:1] in {",", ".", ")", ""})
    return 1900 <= year <= 2100


def _bare_name(text: str, start: int, end: int, before: str, after: str, node: Cal, language: str) -> bool:
    words, low = text[start:end], before.lower()
    key = words.lower().rstrip(".")
    if key in {
        "sun",
        "sat",
        "mon",
        "wed",
        "mar",
        "dec",
        "fri",
        "jan",
        "oct",
        "sep",
        "jun",
        "thu",
        "tue",
        "feb",
        "nov",
        "apr",
        "aug",
    }:
        return (
            bool(re.match(r"\.?,?\s*\d", text[end : end + 4]))
            or text[end - 1 : end] == "."
            or (words.isupper() is False and low in {"on", "in", "last", "next"})
        )
    if node.season is not None:
        return _season(key.removeprefix("the "), words, "the" if " " in words else low, after)
    if key in {"may", "march", "april", "june", "august"}:
        if low in _words(language, "titles") or (
            after.lower() in _words(language, "verbs_after") and low not in _words(language, "before_month")
        ):
            return False
        if low in _words(language, "before_month"):
            return not (after[:1].isupper() and key in {"april", "june", "may"} and low in {"and", "to", "for", "that"})
        return (
            not before[:1].isupper()
            and (not before[:1].isalpha() or key in {"june", "april", "august"})
            and not _name_like(after, key, before)
        )
    return not (
        node.weekday is not None
        and after[:1].isupper()
        and after.lower() in {"night", "lights", "reader", "times", "telegraph", "mirror", "herald"}
    )


def _name_like(after: str, key: str, before: str) -> bool:
    return key in {"may", "march", "april", "june"} and (
        after[:1].isupper() or after[:1].isalpha() or before in {".", "", '"', "“", "(", "\n"}
    )


_SEASONAL = frozenset(
    "last next this in the every each since by until early late mid of following during previous coming all through that".split()
)


_SEASONAL = frozenset(
    "last next this in the every each since by until early late mid of following during previous coming all through that".split()
)


def _season(key: str, words: str, low: str, after: str) -> bool:
    name = words.rpartition(" ")[2]
    if name[:1].isupper() and after[:1].isupper():
        return False
    if after[:1].islower() and after.lower() not in FUNCTION_WORDS and low not in _SEASONAL and " " not in words:
        return False
    if key in {"spring", "fall"}:
        return low in _SEASONAL and not (key == "fall" and low in {"to", "the", "of", "a"})
    return low != "a" and after.lower() not in {"olympics", "games", "school", "palace"}


def _length(text: str, start: int, end: int, after: str, node: Length) -> bool:
    if re.match(r"[-\s]olds?\b", text[end : end + 6]):
        return False
    if (
        node.unit in {"second", "minute"}
        and node.count == 1
        and text[start : start + 2].lower() in {"a ", "a\n"}
        and node.unit == "second"
    ):
        return False
    return not (node.unit == "quarter" and after.lower() == "of")
