"""Whether a noun that can name an event does so here: "talks collapsed", "the walkout", but not "the conference centre"."""

from __future__ import annotations

from functools import cache

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.syntax import lemma, words

_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


def is_happening(noun: Token, dated: bool, labelled: bool) -> bool:
    """Say whether a noun names something that happens, rather than a kind of thing.

    Args:
        noun: an event noun.
        dated: whether a time expression belongs to it or to its clause.
        labelled: whether it stands in an entry of a chronology or in a headline.
    """
    if noun.dep_ in {"compound", "amod", "nmod"} and noun.head.pos_ in {"NOUN", "PROPN"}:
        return False
    if dated or labelled:
        return True
    verb, link, path = syntax.governor(noun)
    if _is_definite(noun):
        return True
    if verb is None:
        return any(holder.lower_ in {"after", "before", "during", "following"} for holder in path)
    name, role = lemma(verb), link.dep_
    if role == "prep":
        if link.lower_ in {"after", "before", "during", "following", "since", "until"}:
            return True
        if link.lower_ == "for" and name in words("verbs", "motion") | {"visit"}:
            return True
        determined = any(part.dep_ in {"det", "poss", "nummod", "compound"} for part in noun.children) or len(path) > 1
        return link.lower_ in {"in", "at", "to"} and determined and noun.tag_ != "NNS"
    if role in {"nsubj", "nsubjpass"} and noun.i == link.i:
        return name in _subject_verbs() and (noun.tag_ != "NNS" or not syntax.is_present(verb))
    return role in _ROLES and name in _object_verbs() and not syntax.is_present(verb)


@cache
def _subject_verbs() -> frozenset[str]:
    return (
        words("verbs", "aspect")
        | words("verbs", "calling_off")
        | words("verbs", "putting_off")
        | words("verbs", "calling")
        | {"be", "hold"}
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


def _is_definite(noun: Token) -> bool:
    for part in noun.children:
        if part.dep_ == "poss" or part.lower_ in words("words", "definite"):
            return noun.tag_ != "NNS" or part.lower_ not in {"recent", "same", "such", "other"}
    return False
