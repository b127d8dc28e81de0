"""Whether a noun that can name an event does so here: "talks collapsed", "the walkout", but not "the conference centre"."""

from __future__ import annotations

from functools import cache

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.syntax import lemma, words

_BY_PHONE = frozenset("answer return take make receive field get place".split())
_MEASURES = frozenset("hour day night week round".split())
_PAPERS = frozenset("treaty pact accord contract agreement deal".split())
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


def is_happening(noun: Token, dated: bool, labelled: bool, weak: bool = False) -> bool:
    """Say whether a noun names something that happens, rather than a kind of thing.

    Args:
        noun: an event noun.
        dated: whether a time expression belongs to it or to its clause.
        labelled: whether it stands in an entry of a chronology or in a headline.
        weak: whether the noun counts only with a date.
    """
    if (noun.dep_ in {"compound", "amod", "nmod"} and noun.head.pos_ in {"NOUN", "PROPN"}) or _is_by_phone(noun):
        return False
    if _tells(noun) or _is_manner(noun):
        return False
    if dated or (labelled and not weak):
        return True
    if weak or _is_predicate(noun):
        return False
    return _is_measured(noun) or (_transparent(noun) and _is_told(noun))


def _is_told(noun: Token) -> bool:
    """Say whether the words above a noun tell that what it names takes place."""
    verb, link, path = syntax.governor(noun)
    if is_definite(noun):
        return not _is_described(noun, verb, link) and not _is_paper(noun, verb)
    if any(holder.lemma_.lower() in words("nouns", "imagined") for holder in path) and syntax.has_child(noun, "det", "compound"):
        return True
    if verb is None:
        return any(holder.lower_ in {"after", "before", "during", "following"} for holder in path)
    name, role = lemma(verb) if lemma(verb) in _subject_verbs() else verb.lemma_.lower(), link.dep_
    if role == "prep":
        return _is_told_behind(link.lower_, name, noun, len(path) > 1)
    if role in {"nsubj", "nsubjpass"} and (noun.i == link.i or path):
        return name in _subject_verbs() and (noun.tag_ != "NNS" or not syntax.is_present(verb))
    return role in _ROLES and name in _object_verbs() and not syntax.is_present(verb)


def _is_told_behind(preposition: str, verb: str, noun: Token, nested: bool) -> bool:
    """Left after the talks; gathered for the vote; walked out in the first round."""
    if preposition in {"after", "before", "during", "following", "since", "until"}:
        return True
    aims = words("verbs", "motion") | words("verbs", "imagining") | words("verbs", "planning") | {"visit"}
    if preposition == "for" and verb in aims:
        return True
    determined = nested or any(part.dep_ in {"det", "poss", "nummod", "compound"} for part in noun.children)
    return preposition in {"in", "at", "to"} and determined and noun.tag_ != "NNS"


def _is_measured(noun: Token) -> bool:
    """Three days of talks; a fourth night of riots."""
    unit = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return unit != noun and lemma(unit) in _MEASURES and syntax.has_child(unit, "nummod", "det", "amod")


def _is_by_phone(noun: Token) -> bool:
    """Did not answer our calls."""
    return noun.lemma_.lower() == "call" and noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() in _BY_PHONE


def _is_manner(noun: Token) -> bool:
    """Recalled its ambassador in protest."""
    return (
        noun.lower_ == "protest"
        and noun.dep_ == "pobj"
        and noun.head.lower_ == "in"
        and not syntax.has_child(noun, "det", "poss")
    )


def _tells(noun: Token) -> bool:
    """Say whether a clause tells what a paper or a rule says, not what happens: "the contract runs until 2025"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_.lower() not in words("verbs", "stative") or not syntax.is_present(verb):
        return False
    return noun.lemma_.lower() in words("nouns", "papers")


def _is_paper(noun: Token, verb: Token | None) -> bool:
    """Say whether a noun means what is written, not that it was agreed: "the treaty replaces the protocol of 1987"."""
    told = words("verbs", "light") | words("verbs", "aspect") | words("verbs", "calling_off") | words("verbs", "bringing_about")
    return noun.lemma_.lower() in _PAPERS and verb is not None and lemma(verb) not in told - {"give", "set", "put", "end"}


@cache
def _subject_verbs() -> frozenset[str]:
    return (
        words("verbs", "aspect")
        | words("verbs", "calling_off")
        | words("verbs", "putting_off")
        | words("verbs", "calling")
        | {"hold"}
    )


@cache
def _object_verbs() -> frozenset[str]:
    return (
        words("verbs", "light")
        | words("verbs", "calling")
        | words("verbs", "calling_off")
        | words("verbs", "putting_off")
        | {"be"}
    )


def _is_described(noun: Token, verb: Token | None, link: Token) -> bool:
    """Her vote is secret."""
    return verb is not None and verb.lemma_ == "be" and link.dep_ == "nsubj" and syntax.has_child(verb, "acomp") and link == noun


def _is_predicate(noun: Token) -> bool:
    """It would be a catastrophe; but not: there was an explosion."""
    return noun.dep_ == "attr" and not syntax.has_child(noun.head, "expl")


def _transparent(noun: Token) -> bool:
    """Say whether a noun without article stands alone, or under nouns like "round of", so that the clause is about it."""
    path = syntax.governor(noun).path
    nouns = [part for part in path if part.pos_ in {"NOUN", "PROPN"} and part.dep_ != "conj"]
    through = words("nouns", "transparent") | words("nouns", "imagined") | words("nouns", "planned")
    return is_definite(noun) or all(part.lemma_.lower() in through or part.lemma_.isdigit() for part in nouns)


def is_definite(noun: Token) -> bool:
    """Say whether a noun refers to something that is known: the walkout, last month's clash, their first meeting."""
    for part in noun.children:
        if part.dep_ == "poss" or part.lower_ in words("words", "definite"):
            return noun.tag_ != "NNS" or part.lower_ not in {"recent", "same", "such", "other"}
    return False
