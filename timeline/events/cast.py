"""Who acts in one article: every place in the text that names an actor, and who "the minister" was last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    ORGANIZATION = "organization"
    STATE = "state"
    PLACE = "place"
    THING = "thing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something named in an article.

    Args:
        name: the longest full form, without titles.
        kind: what it is.
        descriptions: lower-case nouns that the article uses of it ("mayor", "chief executive").
        gender: "m", "f" or "" where no form of address tells.
        state: of a person the state that they act for, of a capital the state that it may stand for.
    """

    name: str
    kind: Kind
    descriptions: frozenset[str] = frozenset()
    gender: str = ""
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """One place in the text that names an actor; adjective where it is said as one ("Iranian")."""

    start: int
    end: int
    actor: Actor
    sentence: int
    adjective: bool = False


@dataclass(frozen=True)
class ActorIndex:
    """All namings of an article in the order of the text, never overlapping."""

    namings: tuple[Naming, ...] = ()
    starts: tuple[int, ...] = ()

    @cached_property
    def _begins(self) -> list[int]:
        return [naming.start for naming in self.namings]

    @cached_property
    def _described(self) -> dict[str, list[Naming]]:
        found: dict[str, list[Naming]] = {}
        for naming in self.namings:
            for noun in naming.actor.descriptions:
                found.setdefault(noun, []).append(naming)
        return found

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """All actors in the order of their first naming."""
        return tuple(dict.fromkeys(naming.actor for naming in self.namings))

    def at(self, start: int, end: int) -> tuple[Naming, ...]:
        """Return the namings that touch a stretch of the article's text."""
        first = max(0, bisect_left(self._begins, start) - 1)
        return tuple(n for n in self.namings[first : bisect_left(self._begins, end)] if n.end > start)

    def before(self, offset: int, sentences_back: int = 8) -> Iterator[Naming]:
        """Yield the namings before an offset: sentence by sentence backwards, in each from left to right."""
        here = bisect_right(self.starts, offset) - 1
        stop = bisect_left(self._begins, offset)
        listed = self.namings[max(0, stop - 60) : stop]
        for sentence in range(here, here - sentences_back, -1):
            yield from (naming for naming in listed if naming.sentence == sentence)

    def described(self, noun: str, offset: int, state: str | None = None) -> Actor | None:
        """Return the actor last described by a noun before an offset, or else the only one in the article.

        Args:
            noun: "minister" or "water minister".
            offset: where the description stands.
            state: keep to actors of that state.
        """

        def fits(actor: Actor) -> bool:
            return noun in actor.descriptions and (state is None or actor.state in (state, None))

        named = self._described.get(noun, ())
        earlier = [n.actor for n in named[: bisect_left(named, offset, key=lambda n: n.start)] if fits(n.actor)]
        if state is not None:
            earlier = [actor for actor in earlier if actor.state == state] or earlier
        if earlier:
            return earlier[-1]
        rest = {n.actor for n in named if fits(n.actor)}
        return rest.pop() if len(rest) == 1 else None

    def person_of(self, state: str, offset: int, besides: str = "") -> Actor | None:
        """Return the person of a state ("his Bolivian counterpart") last named before an offset, or else the only one."""
        fitting = [n for n in self.namings if n.actor.kind is Kind.PERSON and n.actor.state == state and n.actor.name != besides]
        earlier = [n.actor for n in fitting if n.start < offset]
        if earlier:
            return earlier[-1]
        rest = {n.actor for n in fitting}
        return rest.pop() if len(rest) == 1 else None

    def last(self, offset: int, kinds: tuple[Kind, ...], gender: str = "", sentences_back: int = 4) -> Actor | None:
        """Return the actor that a pronoun most likely means: the first of its kind in the nearest sentence that has one.

        News puts its subjects first, so the first name of a sentence stands in for its subject.
        """
        for naming in self.before(offset, sentences_back):
            fits = naming.actor.kind in kinds and not naming.adjective
            if fits and not (gender and naming.actor.gender and naming.actor.gender != gender):
                return naming.actor
        return None

    def next_person(self, offset: int, gender: str = "") -> Actor | None:
        """Return the person named first after an offset, within two sentences: "days after he visited Tehran, Mr Novillo …"."""
        here = bisect_right(self.starts, offset) - 1
        first = bisect_left(self._begins, offset)
        people = (n.actor for n in self.namings[first : first + 20] if n.actor.kind is Kind.PERSON and n.sentence <= here + 1)
        return next((actor for actor in people if not gender or actor.gender in ("", gender)), None)

    def last_pair(self, offset: int) -> list[str]:
        """Return the names of the two people or states, whichever the nearest sentence has, that "the two" means."""
        here = bisect_right(self.starts, offset) - 1
        stop = bisect_left(self._begins, offset)
        listed = self.namings[max(0, stop - 60) : stop]
        for sentence in range(here, here - 4, -1):
            for kind in (Kind.PERSON, Kind.STATE):
                found = {
                    n.actor.name: None for n in listed if n.sentence == sentence and n.actor.kind is kind and not n.adjective
                }
                if len(found) == 2:
                    return list(found)
        return []
