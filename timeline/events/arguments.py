"""The phrases that take part in what a trigger names, from the syntax around it: subjects, objects, complements."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.events import syntax
from timeline.events.context import Token

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_OBJECT = frozenset({"dobj", "dative", "iobj", "obj", "oprd", "agent"})
# Prepositions whose complement takes part; where and when something happens stands after others.
INVOLVING = frozenset(
    {"with", "between", "by", "against", "among", "of", "from", "to", "for", "behalf", "on", "at", "over", "about"}
)
_SHARING = frozenset({"with", "between", "by", "against", "among"})
BELONGING = frozenset({"poss", "compound", "amod", "nmod", "appos"})


def arguments(token: Token) -> Iterator[Token]:
    """Yield the heads of the phrases that take part, the most involved first."""
    if token.pos_ in {"VERB", "AUX"} and not any(child.dep_ in {"poss", "det"} for child in token.children):
        yield from _of_verb(token)
    else:
        yield from _of_noun(token)


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of a verb's subject, also where a verb above or beside it has it ("agreed to meet")."""
    own = syntax.own_subjects(verb, SUBJECT)
    if any(child.dep_ == "expl" for child in verb.children):
        return []
    if own:
        return [verb.head if child.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else child for child in own]
    above = verb.head
    if depth > 4 or above == verb:
        return []
    if verb.dep_ in {"acl", "relcl"}:
        return [above]
    if verb.dep_ in {"xcomp", "ccomp"} and verb.tag_ != "VBZ":
        objects = [child for child in above.children if child.dep_ in {"dobj", "dative"} and child.i < verb.i]
        return objects + subjects(above, depth + 1) if objects else subjects(above, depth + 1)
    if verb.dep_ in {"conj", "advcl", "pcomp", "xcomp", "ccomp", "dep", "aux", "auxpass"}:
        return subjects(above, depth + 1)
    if verb.dep_ in {"prep", "pobj"}:
        return subjects(above, depth + 1)
    return []


def _of_verb(verb: Token) -> Iterator[Token]:
    agents = [child for child in verb.children if child.dep_ == "agent" and verb.lemma_ not in {"quote", "cite"}]
    for agent in agents:
        yield from (child for child in agent.children if child.dep_ in {"pobj", "pcomp"})
    yield from subjects(verb)
    for child in verb.children:
        if child.dep_ in _OBJECT and child.dep_ != "agent":
            yield child
            yield from complements(child, INVOLVING)
    yield from complements(verb, INVOLVING)
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"} and child.pos_ == "VERB" and child.i > verb.i:
            yield from (below for below in child.children if below.dep_ in _OBJECT | {"nsubj"})


def _of_noun(noun: Token) -> Iterator[Token]:
    governor = noun.head
    yield from (child for child in noun.children if child.dep_ == "poss")
    yield from complements(noun, _SHARING | {"of"})
    if noun.dep_ == "amod":
        yield from _of_noun(governor)  # a participle that the parser takes for an adjective
    if noun.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "oprd"} and governor.pos_ in {"VERB", "AUX"}:
        yield from (subject for subject in subjects(governor) if subject != noun)
        yield from (child for agent in governor.children if agent.dep_ == "agent" for child in agent.children)
        if noun.dep_ != "nsubj":
            yield from (child for child in governor.children if child.dep_ in _OBJECT and child != noun and child.dep_ != "agent")
            yield from complements(governor, _SHARING)
    elif (
        noun.dep_ == "pobj"
        and governor.head.pos_ in {"VERB", "AUX"}
        and governor.lower_ in {"in", "into", "to", "on", "at", "for"}
    ):
        yield from subjects(governor.head)
    yield from (child for child in noun.children if child.dep_ in BELONGING - {"poss"} and child.pos_ in {"PROPN", "ADJ"})
    yield from complements(noun, INVOLVING - _SHARING)


def complements(token: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    """Yield the nouns that some prepositions join to a word."""
    for child in token.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in prepositions:
            yield from (below for below in child.children if below.dep_ == "pobj")


def conjuncts(head: Token) -> Iterator[Token]:
    """Yield the head of a phrase and of those coordinated with it."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "X"}:
            yield from conjuncts(child)
