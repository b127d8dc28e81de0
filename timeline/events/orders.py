"""Which happening comes after which, where a sentence says so by a connective: "walked out after the talks collapsed"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.syntax import VERBAL, lemma
from timeline.events.triggers import Trigger

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LATER = frozenset({"follow"})
_EARLIER = frozenset({"precede"})


def orders(triggers: Sequence[Trigger]) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions of head words: the first happened no later than the second.

    Args:
        triggers: those of one sentence.
    """
    by_place = {trigger.token.i: trigger for trigger in triggers}
    for trigger in triggers:
        for other, connective in _connected(trigger.token, by_place):
            if connective in {"after", "since", "following"}:
                yield other, trigger.token.i
            elif connective == "before":
                yield trigger.token.i, other


def _connected(token: Token, by_place: Mapping[int, Trigger]) -> Iterator[tuple[int, str]]:
    """The triggers that follow "after" or "before" under a trigger, or under the verb whose subject it is."""
    holders = [token]
    if by_place[token.i].noun:
        verb = syntax.governor(token).verb
        if verb is not None and token.dep_ in {"nsubj", "nsubjpass"} and verb.i not in by_place:
            holders.append(verb)
            if lemma(verb) in _LATER | _EARLIER:
                connective = "after" if lemma(verb) in _LATER else "before"
                yield from (
                    (found, connective) for part in verb.children if part.dep_ == "dobj" for found in _first(part, by_place)
                )
    for holder in holders:
        for part in holder.children:
            if (part.dep_ == "prep" and part.lower_ in {"after", "before", "following"}) or (
                part.dep_ == "prep" and part.lower_ == "since" and _compares(holder)
            ):
                yield from ((found, part.lower_) for below in part.children for found in _first(below, by_place))
            elif part.dep_ == "advcl" and part.pos_ in VERBAL:
                marks = [mark.lower_ for mark in part.children if mark.dep_ in {"mark", "prep"}]
                place = (
                    part.i
                    if part.i in by_place
                    else next((c.i for c in part.children if c.dep_ in _SUBJECTS and c.i in by_place), None)
                )
                follows = {"after", "before", "since"} if _compares(holder) else {"after", "before"}
                yield from ((place, mark) for mark in marks if mark in follows and place is not None)


def _compares(holder: Token) -> bool:
    """Say whether a clause or noun measures what it tells by what came before: "the deadliest fire since", "the first since"."""
    near = [holder, *holder.children, *(below for part in holder.children for below in part.children)]
    return any(part.tag_ in {"JJS", "RBS"} or part.lower_ == "first" for part in near)


def _first(token: Token, by_place: Mapping[int, Trigger]) -> Iterator[int]:
    """A trigger, or the ones that a transparent noun stands for: the collapse of talks."""
    if token.i in by_place:
        yield token.i
    elif token.lemma_.lower() in syntax.words("nouns", "transparent"):
        yield from (below.i for part in token.children if part.dep_ == "prep" for below in part.children if below.i in by_place)
