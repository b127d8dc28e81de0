"""Whom a pronoun means: the person named before it, the subject that it looks ahead to, or whoever is speaking."""

from __future__ import annotations

from timeline.events.arguments import SUBJECT
from timeline.events.cast import Actor, Kind, Naming
from timeline.events.context import Context, Token


def name_at(head: Token, ctx: Context) -> Naming | None:
    """Return the name that begins with a word, or None."""
    start = ctx.offset(head)
    found = ctx.actors.at(start, start + len(head.text))
    return found[0] if found else None


def person_before(pronoun: Token, gender: str, ctx: Context) -> Actor | None:
    """Return the person that "he", "her" … means; None where two are as likely.

    In a clause that reports, the subject of the reporting verb; in another subordinate clause the nearest person of the
    sentence, unless that one is only the object of the subject's deed; else the first person of the nearest sentence.
    """
    at = ctx.offset(pronoun)
    here = ctx.sentence(pronoun)
    earlier = [n for n in ctx.actors.at(here.start, at) if n.start >= here.start and n.end <= at and n.actor.kind is Kind.PERSON]
    people = [n for n in earlier if not n.adjective and n.actor.gender in ("", gender)]
    own = _subject_of(pronoun, ctx)
    people = [n for n in people if own is None or n.actor != own]
    if len({n.actor.name for n in people}) > 1:
        clause = _subordinate(pronoun)
        if clause is not None:
            above = _naming_of_subject(clause.head, ctx)
            if clause.dep_ == "ccomp" and not _circumstance(clause):
                return above if above is not None and above in [n.actor for n in people] else people[-1].actor
            return None if above in [n.actor for n in people] else people[-1].actor
    if people:
        return people[0].actor
    found = ctx.actors.last(here.start, (Kind.PERSON,), gender)
    return None if found is not None and found == own else found


def _subject_of(pronoun: Token, ctx: Context) -> Actor | None:
    """The subject of the pronoun's own clause, which "him" and "her" cannot mean."""
    if pronoun.tag_ == "PRP$" or pronoun.dep_ in SUBJECT or pronoun.head.pos_ not in {"VERB", "ADP"}:
        return None
    verb = pronoun.head if pronoun.head.pos_ == "VERB" else pronoun.head.head
    return _naming_of_subject(verb, ctx)


def _naming_of_subject(verb: Token, ctx: Context) -> Actor | None:
    subject = next((child for child in verb.children if child.dep_ in SUBJECT), None)
    found = name_at(subject, ctx) if subject is not None else None
    return found.actor if found is not None else None


def _circumstance(clause: Token) -> bool:
    """Say whether a clause tells when or why rather than what was said."""
    return any(child.dep_ == "mark" and child.lower_ not in {"that", "whether", "if"} for child in clause.children)


def _subordinate(token: Token) -> Token | None:
    """Return the verb of the subordinate clause around a token, None in a main clause."""
    for above in (token, *token.ancestors):
        if above.dep_ in {"advcl", "ccomp", "relcl", "acl", "pcomp"} and above.pos_ in {"VERB", "AUX"}:
            return above
    return None


def subject_ahead(head: Token, ctx: Context) -> Actor | None:
    """The subject that a pronoun in a fronted phrase looks ahead to: "After his meeting with Novillo, Ashtiani promised …"."""
    for above in head.ancestors:
        if above.pos_ in {"VERB", "AUX"} and not (above == head.head and head.dep_ not in {"poss", "pobj"}):
            later = [child for child in above.children if child.dep_ in {"nsubj", "nsubjpass"} and child.left_edge.i > head.i]
            found = name_at(later[0], ctx) if later else None
            if found is not None and found.actor.kind is Kind.PERSON:
                return found.actor
    return None


def speaker_above(token: Token) -> Token | None:
    """Return the subject of the verb that reports the clause around a token."""
    for above in token.ancestors:
        if above.dep_ in {"ccomp", "parataxis"} and above.head.pos_ == "VERB":
            return next((child for child in above.head.children if child.dep_ in SUBJECT), None)
    return None
