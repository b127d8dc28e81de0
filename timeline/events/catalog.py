"""The event types: their codes, and the patterns of words that name such an event, read from the files in ``types``.

A pattern is written in a small language, as in ``sign >DOCUMENT``: a dictionary form, then words that must depend on it
(``walk out``), ``>`` before what its object may be, ``<`` before what its subject may be, ``%`` before what may modify a noun.
``A|b`` lists alternatives; a name in capitals is a class of ``classes.toml``.  The pattern with more conditions wins.
PLOVER codes: Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), "PLOVER and POLECAT".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from timeline.model import FAMILIES

_DATA = resources.files("timeline.events")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that name an event of a type when they stand together.

    Args:
        lemma: dictionary form of the head word.
        words: what must depend on it, as in "walk out".
        objects, subjects, modifiers: dictionary forms of which one must fill the role; empty where anything may.
        weak: whether it counts only with a date in its own clause.
        excluded: whether it says that this is *not* an event of the type.
    """

    type: str
    lemma: str
    words: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    weak: bool = False
    excluded: bool = False

    @property
    def rank(self) -> tuple[bool, int, bool]:
        """Sort key: exclusions come first, then the pattern with more conditions wins."""
        conditions = 10 * len(self.words) + 4 * bool(self.objects) + 5 * bool(self.subjects) + 4 * bool(self.modifiers)
        return self.excluded, conditions, not self.weak


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event.

    Args:
        name, family, plover: codes.
        lasting: whether its events may last for days, so that first and last day differ.
        recurring: whether another event of the type within days is common in one story.
        verbs, nouns: the patterns.
        yes, no: sentences that do and do not report one.
    """

    name: str
    family: str
    plover: str
    lasting: bool
    recurring: bool
    verbs: tuple[Pattern, ...]
    nouns: tuple[Pattern, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


def read_toml(name: str) -> dict[str, Any]:
    """Read a data file of this room.

    >>> "verbs" in read_toml("grammar.toml")
    True
    """
    return tomllib.loads(_DATA.joinpath(name).read_text(encoding="utf-8"))


def written(listed: str, kind: str, classes: Mapping[str, str], weak: bool = False, excluded: bool = False) -> Iterator[Pattern]:
    """Yield the patterns that a line of the data lists.

    Args:
        listed: patterns with commas between them.
        kind: the event type that they name.
        classes: the words that a name in capitals stands for.
        weak, excluded: as in `Pattern`.

    >>> [(p.lemma, sorted(p.objects)) for p in written("sign >PAPER", "signing", {"PAPER": "pact deal"})]
    [('sign', ['deal', 'pact'])]
    """
    for pattern in filter(None, (part.strip() for part in listed.split(","))):
        roles = {mark: frozenset[str]() for mark in "><%"}
        lemma, *rest = pattern.split()
        words = []
        for part in rest:
            if part[0] in roles and len(part) > 1:
                roles[part[0]] = frozenset(word for name in part[1:].split("|") for word in classes.get(name, name).split())
            else:
                words.append(part)
        yield Pattern(kind, lemma, tuple(words), roles[">"], roles["<"], roles["%"], weak, excluded)


def _event_type(data: Mapping[str, Any], classes: Mapping[str, str]) -> EventType:
    name = data["name"]
    excluded = tuple(written(data.get("not", ""), name, classes, excluded=True))
    return EventType(
        name,
        data["family"],
        data["plover"],
        data.get("lasting", False),
        data.get("recurring", False),
        (*written(data["verbs"], name, classes), *written(data.get("weak", ""), name, classes, weak=True), *excluded),
        (*written(data["nouns"], name, classes), *written(data.get("weak_nouns", ""), name, classes, weak=True), *excluded),
        tuple(data["yes"]),
        tuple(data["no"]),
    )


def _load() -> Mapping[str, EventType]:
    classes = {name: words for name, words in read_toml("classes.toml").items() if isinstance(words, str)}
    files = sorted(entry.name for entry in _DATA.joinpath("types").iterdir() if entry.name.endswith(".toml"))
    types = [_event_type(read_toml(f"types/{name}"), classes) for name in files]
    types.sort(key=lambda kind: FAMILIES.index(kind.family))
    return MappingProxyType({kind.name: kind for kind in types})


TYPES: Mapping[str, EventType] = _load()
"""All event types by name, in the order of their families."""


@cache
def patterns(nouns: bool) -> Mapping[str, tuple[Pattern, ...]]:
    """Return the patterns for nouns or for verbs by dictionary form, the most specific first.

    >>> patterns(nouns=False)["ratify"][0].type
    'vote'
    """
    index: dict[str, list[Pattern]] = {}
    for kind in TYPES.values():
        for pattern in kind.nouns if nouns else kind.verbs:
            index.setdefault(pattern.lemma, []).append(pattern)
    return {lemma: tuple(sorted(found, key=lambda p: p.rank, reverse=True)) for lemma, found in index.items()}


@cache
def nominal_verbs() -> Mapping[tuple[str, str], str]:
    """Return the verb that stands for an event noun of a type, so that "the signing" and "signed" compare as equal.

    >>> nominal_verbs()["resignation", "resignation"], nominal_verbs()["strike", "walkout"]
    ('resign', 'walk out')
    """
    irregular = read_toml("inflections.toml")["nominal"]
    found = {}
    for kind in TYPES.values():
        verbs = sorted({" ".join((p.lemma, *p.words)) for p in kind.verbs if not p.excluded and len(p.words) < 2})
        for noun in {p.lemma for p in kind.nouns if not p.excluded}:
            close = [verb for verb in verbs if _related(noun, verb)]
            found[kind.name, noun] = irregular.get(noun) or (max(close, key=len) if close else noun)
    return found


def _related(noun: str, verb: str) -> bool:
    joined = verb.replace(" ", "")
    root = joined[:-1] if joined.endswith(("e", "y")) else joined
    return len(root) >= 3 and noun.replace("-", "").startswith(root)
