"""Dates that stand in another clause of the sentence than the mention that they hold for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.expressions import Anchored, Attachment
from timeline.events.syntax import lemma
from timeline.events.triggers import Trigger

SIMULTANEOUS = frozenset({"as", "when", "while", "whereupon"})
"""Words that open a clause which tells of the same time."""
_ACCOMPANYING = frozenset("lead join watch head accompany address film organise organize cheer".split())
_ANNOUNCING = frozenset("announce say report confirm declare reveal disclose".split())


def inherited(trigger: Trigger, dates: Sequence[Anchored], found: Mapping[int, Attachment]) -> int | None:
    """Return the expression of another clause that dates a trigger, None where there is none.

    Args:
        trigger: the words.
        dates: the expressions of the sentence.
        found: what dates the other triggers of the sentence, by the position of their head words.
    """
    token = trigger.token
    if trigger.noun:
        return _of_noun(token, dates)
    if not trigger.noun:
        if token.dep_ in {"acl", "advcl"} and token.tag_ in {"VBN", "VBD"} and not syntax.has_child(token, "nsubj", "mark"):
            near = [date.index for date in dates if 0 < token.i - date.tokens[-1].i <= 2 and not _is_since(date)]
            if near:
                return near[-1]
        if token.dep_ == "acl":
            beside = [date.index for date in dates if date.chain and token.head in date.chain[:2] and date.tokens[-1].i < token.i]
            if beside:
                return beside[-1]
        for rule in (_of_company, _relative_clause, _announced):
            index = rule(token, dates)
            if index is not None:
                return index
        for part in token.children:
            if (
                part.dep_ == "advcl"
                and part.i in found
                and any(mark.lower_ in {"when", "as"} for mark in part.children if mark.dep_ in {"mark", "advmod"})
            ):
                return found[part.i].index
        shared = _shared_with_next(token, found)
        if shared is not None:
            return shared
    return None


def _is_since(date: Anchored) -> bool:
    """Say whether a date only tells from when on something held: "had bought nothing there since October owned up to it"."""
    first = date.tokens[0]
    return first.lower_ == "since" or (first.i > 0 and first.doc[first.i - 1].lower_ == "since")


def _of_noun(noun: Token, dates: Sequence[Anchored]) -> int | None:
    """Talks since Monday, when the negotiations opened; a deal moved closer yesterday as talks wound up."""
    holder = syntax.governor(noun).verb
    if holder is None:
        return None
    opens = holder.dep_ == "relcl" and noun.dep_ in {"nsubj", "nsubjpass"} and syntax.has_child(holder, "advmod")
    index = _simultaneous(holder, dates)
    return _relative_clause(holder, dates) if index is None and opens else index


def held_at(trigger: Trigger, triggers: Sequence[Trigger]) -> int | None:
    """Return the place of the meeting at which something was done: "approved the merger at meetings held yesterday".

    Args:
        trigger: the words for what was done.
        triggers: all triggers of the sentence.
    """
    if trigger.noun:
        return None
    meetings = {other.token.i for other in triggers if other.noun and other.type == "meeting"}
    links = (part for part in trigger.token.children if part.dep_ == "prep" and part.lower_ in {"at", "in", "during"})
    return next((part.i for link in links for part in link.children if part.i in meetings), None)


def _simultaneous(verb: Token, dates: Sequence[Anchored]) -> int | None:
    """Moved closer to a deal yesterday as three days of talks wound up."""
    opener = {part.lower_ for part in verb.children if part.dep_ in {"mark", "advmod"}}
    if verb.dep_ != "advcl" or not opener & SIMULTANEOUS:
        return None
    return next((date.index for date in dates if date.verb is not None and date.verb == verb.head), None)


def _relative_clause(token: Token, dates: Sequence[Anchored]) -> int | None:
    """A stoppage on 12 September, when police made arrests; last month's clash, in which two guards died."""
    at = token if token.dep_ == "relcl" else token.head if token.dep_ == "conj" and token.head.dep_ == "relcl" else None
    clause = at or token
    opener = next((t for t in clause.subtree if t.lower_ in {"when", "which"} and t.i <= clause.i), None)
    if opener is None:
        return None
    before = [date for date in dates if date.tokens[-1].i < opener.i and opener.i - date.tokens[-1].i <= 3]
    if opener.lower_ == "when" and before and not _is_main_clause(clause, opener):
        return before[-1].index
    if at is not None and opener.lower_ == "which":
        above = {part.i for part in (at.head, *syntax.governor(at.head).path) if part.pos_ in {"NOUN", "PROPN"}}
        inside = [
            date for date in dates if date.chain and above & {part.i for part in date.chain[:2]} and date.tokens[-1].i < at.i
        ]
        return inside[-1].index if inside else None
    return None


def _of_company(token: Token, dates: Sequence[Anchored]) -> int | None:
    """Yesterday she led 200 patients who marched to the gates: what one leads or watches happens then and there."""
    opener = next((part for part in token.children if part.dep_ == "nsubj"), None)
    if token.dep_ != "relcl" or opener is None or opener.lower_ not in {"who", "that"} or token.tag_ != "VBD":
        return None
    verb, link, _ = syntax.governor(token.head)
    if verb is None or link.dep_ != "dobj" or lemma(verb) not in _ACCOMPANYING:
        return None
    return next((date.index for date in dates if date.verb is not None and date.verb == verb), None)


def _is_main_clause(clause: Token, opener: Token) -> bool:
    return clause.head == clause or opener.head != clause


def _announced(token: Token, dates: Sequence[Anchored]) -> int | None:
    """Members have voted to strike, the union announced last night: the news is as old as its announcement.

    "Said on Friday that it was considering an offer": what goes on goes on while it is told.
    """
    helpers = {part.lower_ for part in syntax.auxiliaries(token)}
    ongoing = token.tag_ == "VBG" and helpers <= {"was", "were", "is", "are"} and bool(helpers)
    above = token.head
    if not (ongoing or helpers & {"has", "have"}) or token.dep_ != "ccomp" or lemma(above) not in _ANNOUNCING:
        return None
    return next((date.index for date in dates if date.verb is not None and date.verb.i == above.i), None)


def _shared_with_next(token: Token, found: Mapping[int, Attachment]) -> int | None:
    """Two guards were killed and five wounded in a clash on Tuesday: the date at the end holds for both."""
    for part in token.children:
        if (
            part.dep_ == "conj"
            and part.tag_ == token.tag_
            and part.i in found
            and not syntax.has_child(part, "nsubj", "nsubjpass")
        ):
            return found[part.i].index
    return None
