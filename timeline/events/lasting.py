"""From a first day and a length to the days of a happening: "walked out on 5 June and stayed out five days"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.expressions import Anchored
from timeline.events.syntax import VERBAL, lemma
from timeline.events.triggers import Trigger
from timeline.model import Expression
from timeline.span import Granularity, Shape, Span

_LASTING = frozenset({"strike", "protest", "meeting", "visit", "deployment", "vote"})
_STAYING = frozenset("last stay run continue go remain stretch drag carry".split())
_STARTING = frozenset("begin start open launch kick_off commence call_for arrive go embark walk stage hold".split())
_ENDING = frozenset("end finish close conclude return wind_up come".split())
_LENGTH = re.compile(r"P(\d+)([DW])")
MOST_DAYS = 60


def extent(trigger: Trigger, first: Span | None, own: Expression | None, dates: Sequence[Anchored]) -> Span | None:
    """Return the days of a happening whose clause tells its first day and its length, else the span that it has.

    Args:
        trigger: the words.
        first: the days by which its expression dates it.
        own: that expression.
        dates: all expressions of the sentence.
    """
    if first is None or own is None or trigger.type not in _LASTING:
        return first
    if first.days != 1 or first.shape is not Shape.WITHIN or own.type not in {"DATE", "TIME"}:
        return first
    verb = trigger.token if not trigger.noun else syntax.governor(trigger.token).verb
    if verb is None or verb.pos_ not in VERBAL or lemma(verb) in _ENDING:
        return first
    found = (days for date in dates if (days := _days(date)) is not None and _is_length(trigger, verb, date))
    days = next(found, None)
    return first if days is None else Span(first.start, first.start + days, Granularity.DAY, Shape.THROUGHOUT)


def _days(date: Anchored) -> int | None:
    """The whole days of a duration, None where it has none or too many to be those of one happening."""
    expression = date.expression
    match = _LENGTH.fullmatch(expression.value or "") if expression.type == "DURATION" and expression.mod is None else None
    if match is None or expression.span is not None:
        return None
    days = int(match[1]) * (7 if match[2] == "W" else 1)
    return days if 2 <= days <= MOST_DAYS else None


def _is_length(trigger: Trigger, verb: Token, date: Anchored) -> bool:
    """Say whether a duration is how long a happening lasts: "a five-day strike began", "for five days", "lasted five days"."""
    if not date.chain:
        return False
    if any(token.dep_ in {"compound", "amod", "nmod", "nummod"} and _names(token.head, trigger, verb) for token in date.tokens):
        return lemma(verb) in _STARTING
    holder, link = date.verb, date.chain[0]
    if holder is None:
        return False
    if holder == verb and link.lower_ == "for":
        return True
    staying = lemma(holder).partition("_")[0] in _STAYING
    same = holder.dep_ == "conj" and holder.head == verb and not syntax.has_child(holder, "nsubj", "nsubjpass")
    return staying and same and (link == holder or link.lower_ == "for")


def _names(noun: Token, trigger: Trigger, verb: Token) -> bool:
    if noun == trigger.token or trigger.noun:
        return noun == trigger.token
    return (noun.head == verb and noun.dep_ == "dobj") or (noun.head.lower_ == "for" and noun.head.head == verb)
