"""Which words of a line its date holds for: what the line is about, not what it only mentions."""

from __future__ import annotations

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.syntax import VERBAL, lemma, words
from timeline.events.triggers import Trigger

_ELSEWHEN = frozenset({"after", "before", "since", "until", "till", "following", "despite", "because", "though", "although"})
_MENTIONED = _ELSEWHEN | {"over", "about", "against", "from", "of", "without"}


def is_main(trigger: Trigger) -> bool:
    """Say whether the date of a line holds for a trigger: its main verbs, their event nouns, the nouns of a headline.

    "4.40 pm: Lena Orr, whose son died in the fire, speaks" says nothing of the day of the fire.

    Args:
        trigger: the words, in a line that begins with a date or that follows one.
    """
    token = trigger.token
    if trigger.noun:
        verb, link, path = syntax.governor(token)
        if any(part.lower_ in _MENTIONED for part in path):
            return False
        if verb is None:
            return True
        if (
            link.dep_ == "dobj"
            and _is_given(token)
            and lemma(verb) not in words("verbs", "bringing_about") | words("verbs", "aspect") | {"attend", "join"}
        ):
            return False
        return _told(verb)
    return _told(token)


def _is_given(noun: Token) -> bool:
    return any(part.dep_ == "poss" or part.lower_ in {"the", "that", "those"} for part in noun.children)


def _told(verb: Token) -> bool:
    """Say whether a clause and all those above it tell what happens now, none of them what lies behind."""
    at = verb
    while True:
        above = at.head
        if _looks_back(at):
            return False
        if at.dep_ == "relcl" or (at.dep_ == "acl" and above.dep_ not in {"ROOT", "nsubj"}):
            return False
        if at.dep_ == "acl" and above.dep_ == "nsubj" and above.head.pos_ in VERBAL:
            return False
        if at.dep_ == "advcl" and "when" in _opener(at) and syntax.is_past(at):
            return False  # "was at home when the fire broke out"
        if at.lower_ in _ELSEWHEN or (at.dep_ in {"advcl", "pcomp"} and _opener(at) & _ELSEWHEN):
            return False
        if above == at:
            return True
        at = above


def _looks_back(verb: Token) -> bool:
    """Had resigned."""
    return verb.pos_ in VERBAL and verb.tag_ == "VBN" and any(part.lower_ == "had" for part in syntax.auxiliaries(verb))


def _opener(clause: Token) -> set[str]:
    return {part.lower_ for part in clause.children if part.dep_ in {"mark", "advmod", "prep"}}
