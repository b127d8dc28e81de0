"""Expressions that the parse puts under a word and that date something else: figures, records, what stands behind "since"."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.events.context import Token
from timeline.events.expressions import Anchored
from timeline.events.syntax import VERBAL, lemma, words
from timeline.events.triggers import Trigger

_PERIODS = frozenset({"year", "half", "quarter", "month", "week"})
CONNECTIVES = frozenset({"after", "before", "since", "until", "following", "despite", "of"})
_OF_THINGS = frozenset({"of", "before"})
"""Connectives behind which things and people may stand as well as happenings."""


def is_of_figures(date: Anchored, token: Token) -> bool:
    """Say whether a period is that of accounts, not of telling them: "reported a loss for the three months to June"."""
    if not date.chain:
        return False
    link, doc = date.chain[0], token.doc
    if link.lower_ in {"to", "ended", "ending"} and link.i > 0 and lemma(doc[link.i - 1]) in _PERIODS:
        return True
    return any(part.pos_ == "NOUN" and part.i != token.i and lemma(part) in words("nouns", "figures") for part in date.chain[1:])


def is_record(date: Anchored, token: Token) -> bool:
    """Say whether a date only tells how long nothing was like it: "the worst fire since 1987", "met for the first time since"."""
    first, doc = date.tokens[0].i, token.doc
    if first == 0 or doc[first - 1].lower_ != "since" or token.i > first:
        return False
    before = [doc[i] for i in range(max(0, first - 8), first)]
    return any(part.tag_ in {"JJS", "RBS"} or part.lower_ in {"first", "only"} for part in before)


def is_destination(date: Anchored, token: Token) -> bool:
    """Say whether an expression tells to when something is moved: "delayed to autumn", "extended until June"."""
    if token.pos_ not in VERBAL or not date.chain:
        return False
    name, link = lemma(token), date.chain[0].lower_
    moving = words("verbs", "putting_off") | {"extend", "move", "bring_forward", "push"}
    return (name in moving and link in {"to", "until", "till", "from"}) or (name in words("verbs", "calling") and link == "for")


def belongs_below(date: Anchored, verb: Token, named: Mapping[int, Trigger]) -> bool:
    """Say whether an expression dates what stands after a connective: "met since the fighting on the night of 8 February".

    What is no happening has no date: "won 83 of the 193 seats on 11 September", "appears before magistrates on 27 June".
    """
    at = next((n for n, part in enumerate(date.chain) if part.i == verb.i), 0)
    links = [n for n, part in enumerate(date.chain[:at]) if n and part.lower_ in CONNECTIVES]
    if any(date.chain[n].lower_ not in _OF_THINGS for n in links):
        return True
    return bool(links) and any(part.i in named for part in date.chain[: links[-1]])


def inside_noun_phrase(date: Anchored, verb: Token) -> bool:
    """Say whether an expression belongs to a noun alone: "last month's clash", "the talks of 10 May", "the 1994 bombing"."""
    first = date.chain[0]
    outer = date.tokens[-1]
    before = date.tokens[0].i - 1
    if before >= 0 and verb.doc[before].lower_ == "on":
        return False  # "On 18 October gunmen stopped a convoy": no noun has "on" and no article before it
    if first == verb or first.pos_ == "ADP":
        link = first if first.pos_ == "ADP" else None
        return link is not None and link.lower_ == "of" and link.head != verb
    return (
        first.pos_ in {"NOUN", "PROPN"}
        and any(t.dep_ in {"poss", "compound", "amod", "nummod", "nmod"} for t in date.tokens if t.head.i == first.i)
        and outer.i < first.i
    )
