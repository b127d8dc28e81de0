"""A quick look at a sentence before it is parsed: can any pattern of the type files match it at all?

It errs on the side of parsing: whatever `timeline.events.triggers` would find must pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from timeline.events.catalog import Pattern, patterns, read_toml

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_VOWELS = frozenset("aeiou")
_OPEN_CLASSES = frozenset({"PERSON", "HUMAN", "$", "%"})
"""In a list of objects: it also takes names, or sums of money, which no list of words can hold."""
_LITTLE = frozenset({"=", "+to"})
Needs = tuple[bool, frozenset[str], tuple[str, ...]]
"""Whether a date is needed, words of which one must be there, and words that must all be there."""


def may_hold_event(sentence: str, dated: bool) -> bool:
    """Say whether a sentence may hold an event.

    Args:
        sentence: its text.
        dated: whether a time expression stands in it or labels it.

    >>> may_hold_event("Dockers walked out.", False), may_hold_event("It was raining.", False)
    (True, False)
    """
    words = frozenset(_pieces(sentence.lower()))
    index = _needs()
    for word in words:
        for weak, some, every in index.get(word, ()):
            if (dated or not weak) and (not some or not words.isdisjoint(some)) and all(part in words for part in every):
                return True
    return False


def _pieces(text: str) -> Iterator[str]:
    for found in _WORD.findall(text):
        yield found
        if "-" in found:
            yield from found.split("-")


@cache
def _needs() -> Mapping[str, tuple[Needs, ...]]:
    """What a sentence must have beside each inflected form of a trigger word."""
    irregular = read_toml("inflections.toml")["forms"]
    found: dict[str, set[Needs]] = {}
    for nouns in (False, True):
        for lemma, listed in patterns(nouns).items():
            needs = {_need(pattern) for pattern in listed if not pattern.excluded}
            for form in plurals(lemma) if nouns else {*inflected(lemma), *irregular.get(lemma, "").split()}:
                found.setdefault(form, set()).update(needs)
    return {
        form: tuple(sorted(needs, key=lambda n: (n[0], len(n[1]) + len(n[2]), sorted(n[1])))) for form, needs in found.items()
    }


@cache
def verb_lemmas() -> Mapping[str, tuple[str, ...]]:
    """Return the trigger verbs that an inflected form may belong to, for words that the parser reduces to something else.

    >>> verb_lemmas()["fined"]
    ('fine',)
    """
    irregular = read_toml("inflections.toml")["forms"]
    found: dict[str, list[str]] = {}
    for lemma in patterns(nouns=False):
        for form in {*inflected(lemma), *irregular.get(lemma, "").split()}:
            found.setdefault(form, []).append(lemma)
    return {form: tuple(sorted(lemmas)) for form, lemmas in found.items()}


def _need(pattern: Pattern) -> Needs:
    every = tuple(word for word in pattern.words if word not in _LITTLE)
    some: frozenset[str] = frozenset()
    if pattern.objects and not pattern.objects & _OPEN_CLASSES:
        some = frozenset(form for noun in pattern.objects for form in plurals(noun))
    return pattern.weak, some, every


@cache
def plurals(noun: str) -> frozenset[str]:
    """Return a noun and its plural, and some that do not exist.

    >>> sorted(plurals("inquiry"))
    ['inquiries', 'inquiry', 'inquirys']
    """
    forms = {noun, noun + "s"}
    if noun.endswith("y"):
        forms.add(noun[:-1] + "ies")
    if noun.endswith(("s", "x", "z", "ch", "sh", "o")):
        forms.add(noun + "es")
    if noun.endswith("man"):
        forms.add(noun[:-3] + "men")
    return frozenset(forms)


@cache
def inflected(verb: str) -> frozenset[str]:
    """Return the regular forms of a verb, and some that do not exist.

    >>> sorted(inflected("ban") & {"ban", "bans", "banned", "banning"})
    ['ban', 'banned', 'banning', 'bans']
    """
    forms = {*plurals(verb), verb + "ed", verb + "ing"}
    if verb.endswith("e"):
        forms |= {verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y"):
        forms.add(verb[:-1] + "ied")
    if len(verb) > 2 and verb[-1] not in _VOWELS and verb[-2] in _VOWELS:
        forms |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return frozenset(forms)
