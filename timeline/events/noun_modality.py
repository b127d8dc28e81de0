"""Whether a sentence asserts, plans, denies or imagines what a noun names: "a threat of a strike", "the walkout began"."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.modals import ASSERTED, HYPOTHETICAL, NEGATED, PLANNED, Frame
from timeline.events.nominal import is_definite
from timeline.events.syntax import lemma, words
from timeline.events.verb_modality import is_disowned, of_verb
from timeline.model import Modality

_DOUBTFUL = frozenset({"might", "may", "could", "would"})
_EVERY = frozenset({"every", "each", "any"})
_PATIENTS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})
_TRANSITIVE_ENDS = frozenset("call_off cancel scrap avert shelve abandon axe".split())
_EFFECTS = frozenset(
    "end give leave cost cause lead bring produce turn ruin coincide force mark draw attract cut push hit see".split()
)
"""Verbs that may tell what a happening does rather than that it takes place."""


def of_noun(noun: Token, frame: Frame) -> Modality | None:
    """Return the reality of what a noun names, None where the sentence brings no news of it."""
    if syntax.negative_noun(noun):
        return NEGATED
    if not frame.dated and any(part.dep_ == "det" and part.lower_ in _EVERY for part in noun.children):
        return None  # "every strike costs the town a fortune"
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
    if any(part.dep_ in {"acl", "relcl"} and _arranges(part) for part in noun.children):
        arranged = PLANNED if frame.when != "past" else ASSERTED
    else:
        arranged = ASSERTED
    if any(part.dep_ == "acl" and lemma(part) in words("verbs", "calling_off") for part in noun.children):
        return NEGATED  # "strike called off"
    if verb is None or _only_refers(noun, path):
        return arranged
    found = _under_verb(noun, verb, link, frame)
    return arranged if found is ASSERTED else found


def _arranges(clause: Token) -> bool:
    """Say whether a clause tells that its noun was arranged: "talks set for Monday", not "talks, after he invited her"."""
    own = [part for part in clause.children if part.dep_ in {"nsubj", "nsubjpass"}]
    if clause.tag_ != "VBN" or syntax.has_child(clause, "dobj") or any(part.tag_ not in {"WDT", "WP"} for part in own):
        return False
    return lemma(clause) in words("verbs", "calling") | {"due", "plan"}


def _only_refers(noun: Token, path: Sequence[Token]) -> bool:
    """Say whether a noun only tells what another one is about: "called for an inquiry into the raid"."""
    through = words("nouns", "transparent") | words("nouns", "imagined") | words("nouns", "planned")
    between = [part for part in path if part.pos_ == "NOUN" and part.dep_ != "conj" and part.lemma_.lower() not in through]
    return bool(between) and noun.dep_ == "pobj" and is_definite(noun)


def _under_verb(noun: Token, verb: Token, link: Token, frame: Frame) -> Modality | None:
    name, role = lemma(verb), link.dep_
    if _is_called_off(name, role, verb):
        return ASSERTED if syntax.negated(verb) else NEGATED
    lowest = syntax.lowest(verb)
    clause = of_verb(
        lowest,
        "plan" if frame.dated else "statement",
        Frame(frame.when, frame.dated, frame.narrow, frame.labelled or not frame.dated, False),
    )
    aimed = _aimed_at(noun, verb, link, frame, clause)
    if aimed is not None:
        return aimed
    known = is_definite(noun) and not _is_light(name)
    if role in {"prep", "npadvmod", "agent", "advmod"} or (role == "dobj" and known):
        if known and clause is HYPOTHETICAL and not frame.dated:
            return None  # "countries that would be happy with the meeting": no news of the meeting
        return ASSERTED if known or frame.dated or clause is None else clause
    if role in {"nsubj", "nsubjpass"} and clause is NEGATED and syntax.negated(lowest) and not _brings_about(lowest, role):
        perhaps = any(part.tag_ == "MD" and part.lower_ in _DOUBTFUL for part in syntax.auxiliaries(lowest))
        return (
            None if perhaps and not frame.dated and lemma(lowest) != "be" else ASSERTED
        )  # "the strike on Monday did not disrupt deliveries"
    if role == "nsubj" and clause is PLANNED and is_definite(noun) and syntax.is_present(lowest) and not _tells_of(lowest):
        return ASSERTED  # "the deal, signed this morning, ends the dispute"
    return clause


def _is_called_off(name: str, role: str, verb: Token) -> bool:
    if role == "nsubj" and name in _TRANSITIVE_ENDS and verb.tag_ in {"VBD", "VBN"}:
        return not syntax.has_child(verb, "dobj")  # "strike called off" in a headline
    return role in _PATIENTS and name in words("verbs", "calling_off")


def _aimed_at(noun: Token, verb: Token, link: Token, frame: Frame, clause: Modality | None) -> Modality | None:
    """What putting off, calling, asking for, wanting or planning something makes of it; None for other verbs."""
    name, role = lemma(verb), link.dep_
    patient, behind_for = role in _PATIENTS, role == "prep" and link.lower_ == "for"
    if patient and name in words("verbs", "wanting") and syntax.has_child(noun, "poss"):
        return HYPOTHETICAL
    if (patient or role == "prep") and name in words("verbs", "putting_off"):
        return PLANNED if patient else clause
    if behind_for and name in words("verbs", "asking_for"):
        return PLANNED if frame.when == "future" and frame.narrow else HYPOTHETICAL
    if (patient or (role == "prep" and link.lower_ in {"to", "for", "at"})) and name in words("verbs", "calling"):
        soon = clause in {ASSERTED, PLANNED} and frame.when != "past" and not (name == "announce" and not frame.dated)
        return PLANNED if soon else clause
    if role == "nsubjpass" and name in words("verbs", "rumoring") and syntax.is_past(verb):
        return HYPOTHETICAL
    if patient and name in words("verbs", "imagining"):
        told = is_definite(noun) and (not _is_light(name) or (role == "nsubjpass" and syntax.is_past(verb)))
        return ASSERTED if told and name not in words("verbs", "wanting") else HYPOTHETICAL
    if behind_for and name in words("verbs", "imagining") | words("verbs", "planning") | {"ask", "look"}:
        return PLANNED if name in words("verbs", "planning") else HYPOTHETICAL
    return None


def _tells_of(verb: Token) -> bool:
    """Say whether a verb tells that or when its subject takes place: "the strike begins on Monday"."""
    name = lemma(verb)
    known = words("verbs", "aspect") | words("verbs", "existence") | words("verbs", "light")
    return name in known - _EFFECTS or name.partition("_")[0] in words("verbs", "existence")


def _brings_about(verb: Token, role: str) -> bool:
    """Say whether there is no happening without this verb: it took place, it was held, it was reached."""
    name = lemma(verb)
    if name == "be" and syntax.has_child(verb, "attr", "acomp"):
        return False  # "the ratification may not be the last word"
    if name in words("verbs", "existence") or name.partition("_")[0] in words("verbs", "existence"):
        return True
    made = words("verbs", "bringing_about") | words("verbs", "calling")
    return role == "nsubjpass" and name in made


def _is_light(name: str) -> bool:
    return name in words("verbs", "light") or name in words("verbs", "aspect") or name == "be"
