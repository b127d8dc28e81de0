"""Questions about a parsed sentence: subject, object, the verb that governs a noun, tense, negation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from timeline.events.catalog import read_toml
from timeline.events.context import Token

VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_NOMINAL_LINKS = frozenset(
    "compound amod poss nmod appos conj pobj prep nummod npadvmod pcomp acomp case dep quantmod det advmod agent".split()
)


@cache
def words(section: str, name: str) -> frozenset[str]:
    """Return a word list of ``grammar.toml``.

    >>> "will" in words("modals", "planned")
    True
    """
    return frozenset(read_toml("grammar.toml")[section][name].split())


_STANDING_FOR = words("nouns", "transparent") | frozenset(
    "one all group first second third last half rest some many most each any none".split()
)


def child(token: Token, *deps: str) -> Token | None:
    """Return the first dependent with one of these labels."""
    return next((found for found in token.children if found.dep_ in deps), None)


def has_child(token: Token, *deps: str) -> bool:
    """Say whether a dependent has one of these labels."""
    return child(token, *deps) is not None


def lemma(token: Token) -> str:
    """Return the dictionary form in lower case, with its particle: "call_off"."""
    particle = child(token, "prt")
    base = token.lemma_.lower()
    return f"{base}_{particle.lower_}" if particle is not None and token.pos_ in VERBAL else base


def heads(noun: Token) -> Iterator[Token]:
    """Yield a noun and what it stands for: its conjuncts, the "farmers" of "thousands of farmers", the parts of its name."""
    yield noun
    for part in noun.children:
        if part.dep_ in {"compound", "nmod", "conj", "amod"} or part.text in "$£€":
            yield part
        elif part.dep_ == "prep" and part.lower_ == "of" and (noun.lemma_.lower() in _STANDING_FOR or noun.tag_ == "CD"):
            yield from part.children
        elif part.dep_ == "appos":
            yield part


def own_subjects(verb: Token, deps: Collection[str]) -> list[Token]:
    """Return the dependents that are a verb's subject; of several before it the last.

    The parser takes a noun of an opening phrase for one as well: "Two days after the remarks, Kirby said".
    """
    found = [part for part in verb.children if part.dep_ in deps]
    before = [part for part in found if part.i < verb.i]
    return [*before[-1:], *(part for part in found if part.i > verb.i)]


def subject(verb: Token) -> Token | None:
    """Return the agent of a clause: its subject, that of the verb it shares it with, or the agent of a passive."""
    by = child(verb, "agent")
    if by is not None:
        return child(by, "pobj")
    if has_child(verb, "nsubjpass", "auxpass"):
        return None
    found = next(iter(own_subjects(verb, frozenset({"nsubj", "csubj"}))), None)
    if found is not None:
        return verb.head if found.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else found
    if verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in VERBAL and verb.head != verb:
        return subject(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    return None


def objects(verb: Token) -> Iterator[Token]:
    """Yield what a verb is done to: direct object, passive subject, predicate, or the noun that a participle modifies."""
    direct = False
    for part in verb.children:
        if part.dep_ in {"dobj", "nsubjpass", "attr", "acomp", "oprd", "dative"}:
            if part.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
                yield verb.head
            else:
                yield part
            direct = True
    if not direct and verb.dep_ in {"acl", "relcl"} and (verb.tag_ in {"VBN", "VBD"} or verb.dep_ == "relcl"):
        yield verb.head
    if not direct and verb.dep_ == "ROOT" and _is_participle(verb) and not auxiliaries(verb) and not has_child(verb, "dobj"):
        yield from (part for part in verb.children if part.dep_ == "nsubj")  # "Offer withdrawn", in a headline
    if not direct and verb.dep_ == "xcomp" and has_child(verb, "auxpass"):
        yield from (part for part in verb.head.children if part.dep_ in {"nsubj", "nsubjpass"})  # "is to be tried"
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and has_child(verb.head, "nsubjpass") and not direct:
        yield from (part for part in verb.head.children if part.dep_ == "nsubjpass")


def _is_participle(verb: Token) -> bool:
    """Say whether a verb is a participle, or may be one in a line that is no sentence: "Bid raised to $46"."""
    cut_short = verb.doc.text.rstrip()[-1:] not in {".", "!", "?"}
    return verb.tag_ == "VBN" or (verb.tag_ == "VBD" and cut_short and verb.lower_.endswith("ed"))


class Governor(NamedTuple):
    """The verb above a noun, the word that links them, and the nouns and prepositions between, the lowest first."""

    verb: Token | None
    link: Token
    path: tuple[Token, ...]


def governor(noun: Token) -> Governor:
    """Return the verb that a noun depends on, through other nouns and prepositions."""
    at, path = noun, []
    while at.head != at and at.dep_ in _NOMINAL_LINKS and at.head.pos_ not in VERBAL:
        at = at.head
        path.append(at)
    if at.head == at:
        return Governor(None, at, tuple(path))
    return Governor(_own_verb(at), at, tuple(path)) if at.head.pos_ in VERBAL else Governor(None, at, tuple(path))


def _own_verb(noun: Token) -> Token:
    """The verb above a noun; the one after it where the parser gives an inner clause's verb both subjects.

    "The talks, two days after he invited her, had collapsed."
    """
    verb = noun.head
    if noun.dep_ != "nsubj" or not any(part.dep_ == "nsubj" and noun.i < part.i < verb.i for part in verb.children):
        return verb
    later = (p for p in verb.children if p.dep_ == "conj" and p.pos_ in VERBAL and not has_child(p, "nsubj", "nsubjpass"))
    return next(later, verb)


def lowest(verb: Token) -> Token:
    """Return the verb that carries the meaning of "is due to begin", "was to have begun", "is expected to start"."""
    for _ in range(3):
        holders = [verb, *(part for part in verb.children if part.dep_ in {"acomp", "oprd"})]
        below = next(
            (part for holder in holders for part in holder.children if part.dep_ == "xcomp" and part.pos_ in VERBAL), None
        )
        if below is None or lemma(verb) not in words("verbs", "planning") | {"be", "due"}:
            return verb
        verb = below
    return verb


def passive(verb: Token) -> bool:
    """Say whether a verb is in the passive."""
    return has_child(verb, "auxpass", "nsubjpass") or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"})


def auxiliaries(verb: Token) -> tuple[Token, ...]:
    """Return the auxiliaries of a verb, those of the first conjunct where it has none of its own and shares its form."""
    own = tuple(part for part in verb.children if part.dep_ in {"aux", "auxpass"})
    if (
        not own
        and verb.dep_ == "conj"
        and verb.head.pos_ in VERBAL
        and verb.tag_ == verb.head.tag_
        and not has_child(verb, "nsubj", "nsubjpass")
    ):
        return auxiliaries(verb.head)
    return own


def negated(verb: Token) -> bool:
    """Say whether a clause denies its verb, by an adverb or by its subject."""
    for part in verb.children:
        if (
            part.dep_ == "neg"
            or (part.dep_ == "det" and part.lower_ == "no")
            or (part.dep_ == "advmod" and part.lower_ in words("words", "negative"))
        ):
            return True
        if part.dep_ in _SUBJECTS | {"dobj", "attr", "npadvmod"} and negative_noun(part):
            return True
    if verb.dep_ == "conj" and not has_child(verb, *_SUBJECTS) and verb.head.pos_ in VERBAL:
        return any(part.dep_ in _SUBJECTS and negative_noun(part) for part in verb.head.children)
    return any(
        (part.dep_ == "preconj" and part.lower_ == "neither") or (part.lower_ == "nor" and part.i < verb.i)
        for part in verb.children
    )


def negative_noun(noun: Token) -> bool:
    """Say whether a noun phrase is denied: "no agreement", "nobody", "none of the six"."""
    if noun.lower_ in words("words", "negative_subjects"):
        return True
    return any(
        part.lower_ in {"no", "neither", "not"} and part.dep_ in {"det", "neg", "preconj", "advmod"} for part in noun.children
    )


def finite(verb: Token) -> Token:
    """Return the word that carries the tense of a verb: its first auxiliary, or itself."""
    tensed = [part for part in auxiliaries(verb) if part.tag_ in {"VBD", "VBZ", "VBP", "MD"}]
    return tensed[0] if tensed else verb


def is_present(verb: Token) -> bool:
    """Say whether a clause stands in the simple present: "visits"."""
    return verb.tag_ in {"VBZ", "VBP"} and not auxiliaries(verb)


def is_past(verb: Token) -> bool:
    """Say whether a clause stands in the simple past or the perfect."""
    return finite(verb).tag_ == "VBD" or any(part.lower_ in {"has", "have", "had", "'ve"} for part in auxiliaries(verb))


def clause_words(verb: Token) -> frozenset[str]:
    """Return the lower-case adverbs and auxiliaries of a clause."""
    return frozenset(part.lower_ for part in verb.children if part.dep_ in {"advmod", "aux", "neg", "npadvmod", "amod"})
