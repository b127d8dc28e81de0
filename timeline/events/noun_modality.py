"""Whether a sentence asserts, plans, denies or imagines what a noun names: "a threat of a strike", "the walkout began"."""

from __future__ import annotations

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.modals import ASSERTED, HYPOTHETICAL, NEGATED, PLANNED, Frame
from timeline.events.nominal import is_definite
from timeline.events.syntax import lemma, words
from timeline.events.verb_modality import is_disowned, of_verb
from timeline.model import Modality


def of_noun(noun: Token, frame: Frame) -> Modality | None:
    """Return the reality of what a noun names, None where the sentence brings no news of it."""
    if syntax.negative_noun(noun):
        return NEGATED
    verb, link, path = syntax.governor(noun)
    for holder in path:
        name = holder.lemma_.lower()
        if holder.pos_ == "NOUN" and name in words("nouns", "hearsay") and is_disowned(noun, holder):
            return NEGATED
        if holder.lower_ == "without" or (name in words("nouns", "negating") and holder.pos_ == "NOUN"):
            return NEGATED
        if holder.pos_ == "NOUN" and name in words("nouns", "imagined") and not (frame.dated and frame.when == "past"):
            return HYPOTHETICAL
        if holder.pos_ == "NOUN" and name in words("nouns", "planned"):
            return PLANNED
    if any(
        part.dep_ in {"acl", "relcl"} and lemma(part) in words("verbs", "calling") | {"due", "plan"} and part.tag_ == "VBN"
        for part in noun.children
    ):
        arranged = PLANNED if frame.when != "past" else ASSERTED
    else:
        arranged = ASSERTED
    if verb is None:
        return arranged
    found = _under_verb(noun, verb, link, frame)
    return arranged if found is ASSERTED else found


def _under_verb(noun: Token, verb: Token, link: Token, frame: Frame) -> Modality | None:
    name, role = lemma(verb), link.dep_
    known = is_definite(noun) and not _is_light(name)
    patient = role in {"dobj", "nsubjpass", "attr", "oprd"}
    if patient and name in words("verbs", "calling_off"):
        return ASSERTED if syntax.negated(verb) else NEGATED
    lowest = syntax.lowest(verb)
    clause = of_verb(
        lowest,
        "plan" if frame.dated else "statement",
        Frame(frame.when, frame.dated, frame.narrow, frame.labelled or not frame.dated, False),
    )
    if (patient or role == "prep") and name in words("verbs", "putting_off"):
        return PLANNED if patient else clause
    if role == "prep" and link.lower_ == "for" and name in words("verbs", "asking_for"):
        return HYPOTHETICAL
    if (patient or (role == "prep" and link.lower_ in {"to", "for", "at"})) and name in words("verbs", "calling"):
        return (
            PLANNED
            if clause in {ASSERTED, PLANNED} and frame.when != "past" and not (name == "announce" and not frame.dated)
            else clause
        )
    if patient and name in words("verbs", "imagining"):
        return ASSERTED if known else HYPOTHETICAL
    if (
        role == "prep"
        and link.lower_ == "for"
        and name in words("verbs", "imagining") | words("verbs", "planning") | {"ask", "look"}
    ):
        return PLANNED if name in words("verbs", "planning") else HYPOTHETICAL
    if role in {"prep", "npadvmod", "agent", "advmod"} or (role == "dobj" and known):
        if known and clause is HYPOTHETICAL and not frame.dated:
            return None  # "countries that would be happy with the meeting": no news of the meeting
        return ASSERTED if known or frame.dated or clause is None else clause
    if role in {"nsubj", "nsubjpass"} and clause is NEGATED and syntax.negated(lowest) and not _brings_about(lowest, role):
        return ASSERTED  # "the strike on Monday did not disrupt deliveries"
    return clause


def _brings_about(verb: Token, role: str) -> bool:
    """Say whether there is no happening without this verb: it took place, it was held, it was reached."""
    name = lemma(verb)
    if name in words("verbs", "existence") or name.partition("_")[0] in words("verbs", "existence"):
        return True
    made = words("verbs", "bringing_about") | words("verbs", "calling")
    return role == "nsubjpass" and name in made


def _is_light(name: str) -> bool:
    return name in words("verbs", "light") or name in words("verbs", "aspect") or name == "be"
