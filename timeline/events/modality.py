"""Whether a sentence asserts, plans, denies or only imagines a happening, from its syntax.

The categories are those of factuality annotation (Saurí and Pustejovsky 2009, FactBank), reduced to four; `None` means that the
sentence speaks of no happening at all: a habit, an order, a general truth.
"""

from __future__ import annotations

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.modals import ASSERTED, HYPOTHETICAL, NEGATED, PLANNED, Frame
from timeline.events.noun_modality import of_noun
from timeline.events.syntax import lemma, words
from timeline.events.triggers import Trigger
from timeline.events.verb_modality import REACTIONS, of_verb
from timeline.model import Modality

__all__ = ["REACTIONS", "Frame", "modality"]

_HARM = frozenset({"attack", "disaster", "death"})
_CALLING_OFF = frozenset({"call_off", "cancel", "scrap"})


def modality(trigger: Trigger, frame: Frame) -> Modality | None:
    """Return the reality that a sentence gives to a trigger, None where it is no happening.

    Args:
        trigger: the words.
        frame: what is known beside the syntax.
    """
    if frame.habitual:
        return None
    if _is_unreal(trigger.token):
        return HYPOTHETICAL
    found = of_noun(trigger.token, frame) if trigger.noun else of_verb(trigger.token, trigger.type, frame)
    if found is HYPOTHETICAL and trigger.noun and trigger.type in _HARM and _is_known(trigger.token):
        return ASSERTED  # "is said to have ordered the ambush": the ambush took place
    if found is ASSERTED and _is_question(trigger.token) and not _is_answered(trigger.token, frame):
        return PLANNED if trigger.noun and trigger.token.doc[0].lower_ in {"when", "where"} else HYPOTHETICAL
    if found is PLANNED and not trigger.noun and _asks_whether(trigger.token):
        return HYPOTHETICAL  # "Did she offer to lift the controls?"
    if found is ASSERTED and frame.when == "future" and not (syntax.is_past(trigger.token) and not trigger.noun):
        return PLANNED
    if found is ASSERTED and not trigger.noun and _calls_off(trigger):
        return NEGATED  # what was called off did not happen
    return found


def _is_known(noun: Token) -> bool:
    """Say whether a noun is spoken of as known and governed by nothing that only fears, seeks or prevents it."""
    if not any(part.dep_ == "det" and part.lower_ in {"the", "this", "that"} for part in noun.children):
        return False
    verb, link, path = syntax.governor(noun)
    if any(part.lemma_.lower() in words("nouns", "imagined") | words("nouns", "planned") for part in path):
        return False
    if verb is None:
        return True
    unreal = words("verbs", "wanting") | words("verbs", "negating") | words("verbs", "planning") | {"warn", "fear", "plot"}
    return link.dep_ in {"dobj", "prep", "dative"} and lemma(verb) not in unreal


def _is_unreal(token: Token) -> bool:
    """Say whether a sentence is a condition with its verb in front: "Had a plan been on the table, they would have agreed"."""
    first, doc = token.doc[0], token.doc
    opens = first.lower_ in {"had", "were"} and first.dep_ in {"aux", "auxpass", "ROOT"} and not _is_question(token)
    if not opens or not any(part.tag_ == "MD" and part.lower_ in {"would", "could", "might"} for part in doc):
        return False
    return not any(above.dep_ == "relcl" for above in (token, *token.ancestors))


def _calls_off(trigger: Trigger) -> bool:
    name = lemma(trigger.token)
    return name in _CALLING_OFF or (trigger.type == "plan" and name in words("verbs", "calling_off"))


def _is_answered(token: Token, frame: Frame) -> bool:
    """When did he resign? On February 26."""
    return frame.answered and frame.dated and frame.when != "future" and token.doc[0].lower_ in {"when", "and", "so", "what"}


def _is_question(token: Token) -> bool:
    return token.doc[len(token.doc) - 1].text == "?"


def _asks_whether(token: Token) -> bool:
    return _is_question(token) and token.doc[0].lower_ in {"did", "do", "does", "has", "have", "had"}
