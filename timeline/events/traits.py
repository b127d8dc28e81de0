"""What tells one happening from another of its kind: what it is about, the numbers told of it, how long it lasts, and whether
its words only point back to it ("the strike")."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.day_counts import table
from timeline.events.syntax import VERBAL

_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_ARGUMENTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "dative", "nsubj"})
_PARTS = frozenset({"compound", "amod", "nmod", "poss", "appos"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our"})
_UNITS = {"hour": 1 / 24, "day": 1.0, "week": 7.0}
_LENGTH = re.compile(r"\b([a-z]+|\d{1,3})[ -](hour|day|week)s?(?: of)?(?: (?!since|after|before|until|to|for|in)[a-z]+)? $")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_SCALES = {"hundred": 100, "thousand": 1000, "k": 1000, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9,
           "trillion": 10**12}  # fmt: skip
_FEWEST = 10
"""Smaller numbers tell little."""
_LONGEST = 400
_MOST = 12
_LENGTH_WORDS = 6
"""Words before a noun in which its length is looked for; a hyphen counts as one."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a mention tells of its happening beside who, when and where.

    Args:
        about: lemmas of the nouns that it is done to or about, with their modifiers, sorted.
        numbers: amounts and counts of its clause from ten up, sorted; no parts of dates.
        days: how many days it is said to last, or None.
        definite: whether a noun with "the" or "this" stands for it, and nothing more.
    """

    about: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    days: int | None = None
    definite: bool = False


def traits(token: Token, dates: Collection[int]) -> Traits:
    """Return the traits of the happening that a trigger names.

    Args:
        token: the trigger, a verb or a noun.
        dates: places in the sentence of the words that belong to a time expression.
    """
    verbal = token.pos_ in VERBAL
    phrase = sorted({part.i for head in _arguments(token) for part in _phrase(head)} - set(dates) - {token.i})
    about = {token.doc[i].lemma_.lower() for i in phrase if token.doc[i].pos_ in _CONTENT and token.doc[i].text[0].isalpha()}
    about -= _UNITS.keys()
    return Traits(
        tuple(sorted(about)[:_MOST]),
        tuple(sorted(_numbers(token, dates))[:_MOST]),
        _days(token),
        not verbal and any(part.dep_ in {"det", "poss"} and part.lower_ in _POINTING for part in token.children),
    )


def _arguments(token: Token) -> Iterator[Token]:
    """The heads of what it is done to or about, and for want of these of what does it."""
    if token.pos_ in VERBAL:
        for part in token.children:
            if part.dep_ in _ARGUMENTS:
                yield part
        yield from syntax.objects(token)
    else:
        yield from (part for part in token.children if part.dep_ in _PARTS)
        if token.dep_ in {"dobj", "nsubjpass", "attr"} and token.head.pos_ in VERBAL:
            yield token  # "signed an agreement on gas": the agreement's words are the signing's
    for part in token.children:
        if part.dep_ == "prep":
            yield from (below for below in part.children if below.dep_ == "pobj")


def _phrase(head: Token) -> Iterator[Token]:
    """A noun, its modifiers, and the nouns that an "of" or another preposition joins to it."""
    yield head
    for part in head.children:
        if part.dep_ in _PARTS:
            yield part
        elif part.dep_ == "prep":
            yield from (below for below in part.children if below.dep_ == "pobj")


def _clause(token: Token) -> Token:
    """The verb of the clause in which a trigger stands."""
    while token.pos_ not in VERBAL and token.head != token:
        token = token.head
    return token


def _numbers(token: Token, dates: Collection[int]) -> set[str]:
    found = set()
    for part in _clause(token).subtree:
        if part.i in dates or not (match := _NUMBER.search(part.text)):
            continue
        after = part.text[match.end() :].lower() or (part.doc[part.i + 1].lower_ if part.i + 1 < len(part.doc) else "")
        value = float(match[0].replace(",", "")) * _SCALES.get(after, 1)
        if value >= _FEWEST:
            found.add(f"{value:.12g}")
    return found


def _days(token: Token) -> int | None:
    """The "48-hour" of "the 48-hour stoppage", the "three days" of "three days of talks"."""
    if token.pos_ in VERBAL:
        return None
    before = token.doc.text[token.doc[max(0, token.i - _LENGTH_WORDS)].idx : token.idx].lower()
    for match in _LENGTH.finditer(before):
        number = int(match[1]) if match[1].isdigit() else table().values.get(match[1])
        if number and not _is_ordinal(match[1]) and number * _UNITS[match[2]] <= _LONGEST:
            return max(1, round(number * _UNITS[match[2]]))
    return None


def _is_ordinal(word: str) -> bool:
    return word in {"first", "second", "third"} or (word.endswith("th") and not word.isdigit())
