"""What the words around a name in the text say of it: it speaks, it is somebody's, it lies somewhere, it has an office."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from timeline.events.gazetteer import gazetteer
from timeline.events.spotting import Spotted

_PERSON_AFTER = re.compile(r",\s+\d{1,2}\b(?=[,.])|,?\s+(?:who|whose)\b")
_VERB_AFTER = re.compile(r"['’]s\s|\s+(?:has |have |had |also |will )?([a-z]+)\b")
_APPOSED = re.compile(r",\s+((?:[^\s,.;()\"“”—]+\s+){0,6}?[^\s,.;()\"“”—]+)(?=[,.;]|\s+(?:of|for|at|from|in|with|who|and|on)\b)")
_LEADING = re.compile(r"(?<![\w’'-])((?:[\w’'-]++\s++){0,3}[\w’'-]++)(,?)\s++$")
_POINTING = frozenset({"the", "its", "his", "her", "their"})
_OUTSIDE = _POINTING | frozenset({"a", "an", "said", "by", "of", "since", "at", "with"})
# A phrase that begins so describes the happening, not the name before it: "Sam Lowe, before his deputy resigned".
_CIRCUMSTANCE = frozenset(
    "on in at by to before after since until till when while where because although though during amid despite and but or nor if "
    "for with from against over under that which said says saying told was were is are has had have will would".split()
)
_IRREGULAR = frozenset({"said", "told", "sent", "took", "held", "fought", "met", "saw", "sought"})


@cache
def _before(key: str, between: str = "") -> re.Pattern[str]:
    """Compile: one of the words of a list, then nothing but an article (and what stands between) up to the name."""
    return re.compile(rf"\b(?:{_any(key)})\s+(?:the\s+)?{between}$", re.IGNORECASE)


@cache
def _after(key: str, between: str = "") -> re.Pattern[str]:
    return re.compile(rf"{between}\s+(?:{_any(key)})\b", re.IGNORECASE)


def _any(key: str) -> str:
    return "|".join(sorted(map(re.escape, gazetteer().words[key]), key=lambda word: (-len(word), word)))


def acts(text: str, name: Spotted) -> bool:
    """Say whether a name does what only actors do: it owns something or is the subject of a verb of speaking.

    >>> acts("Vostrel denied it.", Spotted(0, 7, "Vostrel")), acts("Class action", Spotted(0, 5, "Class"))
    (True, False)
    """
    follows = _VERB_AFTER.match(text[name.end : name.end + 40])
    if not follows:
        return False
    verb = follows.group(1)
    if verb is None or verb in _IRREGULAR:
        return True
    return bool(_bases(verb) & gazetteer().words["speaking"])


def _bases(verb: str) -> set[str]:
    """The dictionary forms that a regular form may have: "denied" is of "deny", "planned" of "plan"."""
    cut = [verb.removesuffix(ending) for ending in ("s", "es", "d", "ed")]
    return {verb, *cut, *(stem[:-1] for stem in cut if stem[-2:-1] == stem[-1:]), re.sub("ie[sd]$", "y", verb)}


def is_introduced(text: str, name: Spotted) -> bool:
    """Say whether a name stands where an actor stands: after "by", "said", "against", or with a possessive ending.

    >>> is_introduced("sued by Vostrel", Spotted(8, 15, "Vostrel"))
    True
    """
    owner = text[name.end : name.end + 2] in ("'s", "’s")
    return owner or bool(_before("introducing").search(text, max(0, name.start - 20), name.start))


def is_located(text: str, name: Spotted) -> bool:
    """Say whether a preposition of place leads to a name.

    >>> is_located("in the town of Wirrin", Spotted(15, 21, "Wirrin")), is_located("with Iran", Spotted(5, 9, "Iran"))
    (True, False)
    """
    between = r"(?:\w+\s+(?:of|capital|town|city|village),?\s+)?"
    return bool(_before("locating", between).search(text, max(0, name.start - 40), name.start))


def is_site(text: str, name: Spotted) -> bool:
    """Say whether the noun after a name shows it to be a place's.

    >>> is_site("the Korun sluice", Spotted(4, 9, "Korun"))
    True
    """
    return bool(_after("site_nouns").match(text, name.end))


def is_polity(text: str, name: Spotted) -> bool:
    """Say whether a name owns what only a state has.

    >>> is_polity("Karavia's parliament", Spotted(0, 7, "Karavia"))
    True
    """
    return bool(_after("state_nouns", r"['’]s(?:\s+\w+){0,2}?").match(text, name.end))


def is_person(text: str, name: Spotted) -> bool:
    """Say whether an age, "who" or a role shows a name to be a person's.

    >>> is_person("Kirsty Amato, 26, died", Spotted(0, 12, "Kirsty Amato"))
    True
    """
    return bool(_PERSON_AFTER.match(text, name.end)) or bool(roles(text, name, "roles"))


def roles(text: str, name: Spotted, key: str) -> set[str]:
    """Return the nouns of a list that describe a name, in an apposition or before it, each with the words that narrow it.

    >>> sorted(roles("Warren Pike, the chief information officer, left", Spotted(0, 11, "Warren Pike"), "roles"))
    ['chief information officer', 'information officer', 'officer']
    """
    nouns = gazetteer().lower[key]
    found: set[str] = set()
    after = _APPOSED.match(text, name.end)
    if after and after.group(1).split()[0].lower() not in _CIRCUMSTANCE:
        found |= _described(after.group(1), nouns)
    before = _LEADING.search(text, max(0, name.start - 60), name.start)
    if before and "\n" not in before.group():
        words = before.group(1).split()
        owned = any("’s" in word or "'s" in word for word in words)
        if words[-1].lower() in nouns and (not before.group(2) or _POINTING & {word.lower() for word in words} or owned):
            found |= _described(before.group(1), nouns)
    return found


def _described(phrase: str, nouns: Collection[str]) -> set[str]:
    words = [re.split("['’]", word.lower())[0] for word in phrase.split()]
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i] in nouns), None)
    if last is None:
        return set()
    begins = max(0, last - 2)
    first = next((i + 1 for i in range(last, begins - 1, -1) if words[i] in _OUTSIDE), begins)
    return {" ".join(words[at : last + 1]) for at in range(first, last + 1)}
