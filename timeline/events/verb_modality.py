"""Whether a clause asserts, plans, denies or imagines what its verb names, from its own words and the clauses above it."""

from __future__ import annotations

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.modals import ASSERTED, HYPOTHETICAL, NEGATED, PLANNED, Frame, is_condition, modal_of
from timeline.events.syntax import VERBAL, lemma, words
from timeline.model import Modality

REACTIONS = frozenset({"statement", "demand", "criticism", "denial", "threat"})
_ENACTED = frozenset({"protest", "meeting", "visit", "vote"})


def of_verb(verb: Token, kind: str, frame: Frame) -> Modality | None:
    """Return the reality of what a verb names, None where it is no happening.

    Args:
        verb: the word.
        kind: the event type.
        frame: what is known beside the syntax.
    """
    if is_condition(verb):
        return HYPOTHETICAL
    if syntax.negated(verb):
        return NEGATED
    own = _own_clause(verb, kind, frame)
    if own is not ASSERTED:
        return own
    return _from_above(verb, kind, frame)


def _own_clause(verb: Token, kind: str, frame: Frame) -> Modality | None:
    here = syntax.clause_words(verb)
    if (here & words("words", "habitual") and not frame.dated) or _is_immaterial(verb):
        return None
    modal = modal_of(verb, frame)
    if modal is not None:
        return modal
    if verb.tag_ in {"VBZ", "VBP"} and here & words("words", "hedges"):
        return HYPOTHETICAL
    if syntax.is_present(verb) and verb.doc[0].lower_ in {"if", "unless"} and kind not in REACTIONS:
        return HYPOTHETICAL  # "If he walks out on Tuesday, we walk out on Wednesday"
    if syntax.is_present(verb) and not frame.labelled:
        if kind not in REACTIONS and any(part.dep_ == "advcl" and is_condition(part) for part in verb.children):
            return HYPOTHETICAL  # "if he walks out on Tuesday, we walk out on Wednesday"
        if frame.when == "future" or (frame.when == "today" and kind not in REACTIONS):
            return PLANNED
        return ASSERTED if kind in REACTIONS or frame.dated else None
    if (
        verb.tag_ == "VB"
        and (verb.dep_ in {"ROOT", "conj"} or (verb.dep_ == "ccomp" and not verb.doc.text[: verb.idx].strip("\"“‘' ")))
        and not syntax.auxiliaries(verb)
        and not syntax.has_child(verb, "nsubj")
    ):
        return None if not frame.labelled else ASSERTED
    return ASSERTED


def _is_immaterial(verb: Token) -> bool:
    """Whatever the papers say."""
    opener = next(iter(verb.subtree), verb)
    return verb.dep_ in {"advcl", "csubj"} and opener.lower_ in {"whatever", "whichever", "whoever", "however", "wherever"}


def _from_above(verb: Token, kind: str, frame: Frame) -> Modality | None:
    """What the clauses above make of a verb that is asserted in its own clause."""
    above, dep = verb.head, verb.dep_
    if dep in {"ccomp", "acl", "relcl", "advcl"} and is_disowned(verb, above):
        return NEGATED
    to_infinitive = any(part.dep_ == "aux" and part.lower_ == "to" for part in verb.children)
    if dep == "conj" and above.pos_ in VERBAL and not syntax.has_child(verb, "nsubj", "nsubjpass"):
        if verb.tag_ in {"VB", "VBG"} or above.dep_ in {"advcl", "xcomp"}:
            return _of_verb_shared(verb, above, kind, frame)
        return ASSERTED
    if dep in {"xcomp", "ccomp"} or (dep == "advcl" and to_infinitive and above.pos_ in VERBAL | {"ADJ"}):
        return _complement(verb, above, kind, frame, to_infinitive)
    if dep == "advcl":
        if any(part.lower_ == "without" for part in verb.children) or _is_ruled_out(verb, above):
            return NEGATED
        return (
            of_verb(above, kind, frame)
            if verb.tag_ == "VBG" and above.pos_ in VERBAL and not syntax.is_present(above)
            else ASSERTED
        )
    if dep == "pcomp":
        return _gerund(above, kind, frame)
    if dep in {"acl", "relcl"} and to_infinitive:
        holder = syntax.governor(above).verb
        if holder is not None and syntax.negated(holder):
            return NEGATED
        return ASSERTED if was_attempted(above) else _infinitive_of_noun(above)
    return ASSERTED


def is_disowned(clause: Token, above: Token) -> bool:
    """Reports that the dam had burst were false; it is not true that he resigned."""
    if above.pos_ == "NOUN" and lemma(above) in words("nouns", "hearsay"):
        return above.dep_ == "nsubj" and _is_false(above.head)
    return clause.dep_ in {"ccomp", "advcl"} and lemma(above) == "be" and _is_false(above)


def _is_false(verb: Token) -> bool:
    """Say whether a clause calls its subject false, not true, or without foundation."""
    said = {part.lemma_.lower() for part in verb.children if part.dep_ in {"acomp", "attr", "oprd"}}
    lacking = (noun for part in verb.children if part.lower_ == "without" for noun in part.children)
    if any(noun.lemma_.lower() in words("nouns", "foundation") for noun in lacking):
        return not syntax.negated(verb)
    if "true" in said:
        return syntax.negated(verb)
    return bool(said & words("words", "false")) and not syntax.negated(verb)


def _is_ruled_out(gerund: Token, above: Token) -> bool:
    """The president ruled out resigning."""
    beside = gerund.left_edge.i - above.i <= 2 and not any(part.text == "," for part in above.children)
    return gerund.tag_ == "VBG" and beside and lemma(above) in words("verbs", "negating") and not syntax.negated(above)


def _of_verb_shared(verb: Token, first: Token, kind: str, frame: Frame) -> Modality | None:
    if syntax.negated(first) and any(part.dep_ == "cc" and part.lower_ in {"or", "nor"} for part in first.children):
        return NEGATED
    if syntax.auxiliaries(verb) == syntax.auxiliaries(first) or first.dep_ in {"advcl", "xcomp", "pcomp", "ccomp"}:
        modal = modal_of(first, frame)
        return modal if modal is not None else _from_above(first, kind, frame)
    return ASSERTED


def _complement(verb: Token, above: Token, kind: str, frame: Frame, to_infinitive: bool) -> Modality | None:
    """The clause under "said that", "plans to", "refused to", "was due to"."""
    name = lemma(above)
    if not to_infinitive and verb.dep_ == "ccomp":
        return _finite_complement(verb, above, name)
    if syntax.negated(above) and name not in words("verbs", "negating"):
        return NEGATED
    if above.pos_ == "AUX" and name == "be" and to_infinitive:
        perfect = any(part.lower_ == "have" for part in syntax.auxiliaries(verb))
        return NEGATED if perfect and syntax.is_past(above) else PLANNED  # "was to have followed on 20 December"
    if name in words("verbs", "negating"):
        return ASSERTED if syntax.negated(above) else NEGATED
    if name == "go" and above.tag_ == "VBG":
        return PLANNED
    if to_infinitive and name in {"have", "need"}:
        return HYPOTHETICAL
    if name in words("verbs", "planning") | {"due", "sure", "certain"}:
        return _of_plan(above, frame)
    if verb.dep_ == "advcl":
        enacted = kind in _ENACTED and name in words("verbs", "motion")
        return of_verb(above, kind, frame) if enacted else HYPOTHETICAL
    if name in {"ask", "invite", "call"} and kind in _ENACTED and syntax.passive(above):
        return PLANNED  # "members will be asked to vote"
    if name in words("verbs", "imagining"):
        return HYPOTHETICAL
    if name in words("verbs", "factual") or not to_infinitive:
        return of_verb(above, "statement", frame) if above.pos_ in VERBAL else ASSERTED
    return PLANNED if frame.when == "future" else HYPOTHETICAL


def _of_plan(plan: Token, frame: Frame) -> Modality:
    if syntax.is_past(plan) and _was_put_off(plan):
        return NEGATED
    modal = modal_of(plan, frame) if plan.pos_ in VERBAL else None
    return modal if modal is HYPOTHETICAL else PLANNED


def _was_put_off(plan: Token) -> bool:
    """Was meant to begin on 19 April and was put back by a week; was due to start on Monday but did not."""
    beside = (part for part in plan.children if part.dep_ == "conj" and part.pos_ in VERBAL)
    undone = words("verbs", "putting_off") | words("verbs", "calling_off")
    return any(
        lemma(part) in undone
        or syntax.negated(part)
        or any(f"{lemma(part)}_{below.lower_}" in undone for below in part.children if below.dep_ == "advmod")
        for part in beside
    )


def _finite_complement(verb: Token, above: Token, name: str) -> Modality:
    if name == "let" and above.tag_ == "VB" and not syntax.has_child(above, "nsubj"):
        return HYPOTHETICAL  # "Let the ministers meet on Tuesday"
    if any(part.lower_ in {"whether", "if"} and part.dep_ == "mark" for part in verb.children):
        return HYPOTHETICAL
    if name in words("verbs", "denying"):
        return ASSERTED if syntax.negated(above) else NEGATED
    if name in {
        "hope",
        "fear",
        "demand",
        "want",
        "wish",
        "imagine",
        "pretend",
        "urge",
        "propose",
        "suggest",
        "recommend",
        "ask",
        "insist",
        "doubt",
    }:
        return (
            HYPOTHETICAL
            if verb.tag_ in {"VB", "VBP", "VBZ"} or name in {"hope", "fear", "imagine", "pretend", "wish", "doubt"}
            else ASSERTED
        )
    if name in words("verbs", "planning") and verb.tag_ in {"VB", "VBG"}:
        return PLANNED
    if syntax.negated(above) and name in {"think", "believe"}:
        return NEGATED
    if syntax.negated(above) and name in words("verbs", "reporting"):
        return HYPOTHETICAL
    return ASSERTED


def _gerund(preposition: Token, kind: str, frame: Frame) -> Modality | None:
    """The clause under a preposition: "without notifying", "plans for opening", "after failing"."""
    if preposition.lower_ == "without":
        return NEGATED
    holder = preposition.head
    if holder.pos_ in {"NOUN", "PROPN"}:
        return (
            _infinitive_of_noun(holder)
            if holder.lemma_.lower() in words("nouns", "imagined") | words("nouns", "planned") or preposition.lower_ == "about"
            else ASSERTED
        )
    name = lemma(holder)
    if preposition.lower_ in {"from", "against"} and name in words("verbs", "negating") | {
        "ban",
        "bar",
        "block",
        "keep",
        "deter",
    }:
        return NEGATED
    if preposition.lower_ == "of" and name in {"accuse", "suspect", "dream", "think", "speak", "consider"}:
        return HYPOTHETICAL
    if preposition.lower_ in {"before", "until"} or name in words("verbs", "imagining") | words("verbs", "planning"):
        return (
            PLANNED
            if frame.when == "future"
            else HYPOTHETICAL
            if preposition.lower_ not in {"before", "until", "after", "by", "in"}
            else ASSERTED
        )
    return of_verb(holder, kind, frame) if holder.pos_ in VERBAL and kind not in REACTIONS else ASSERTED


def was_attempted(noun: Token) -> bool:
    """Say whether what a noun aims at was at least tried: "an attempt to free them failed"."""
    above = [noun.head] if noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.pos_ in VERBAL else []
    beside = [part for part in noun.children if part.dep_ in {"acl", "relcl"} and part.tag_ == "VBD"]  # a slip of the parser
    ended = any(lemma(verb) in words("verbs", "aspect") and syntax.is_past(verb) for verb in (*above, *beside))
    return ended and noun.lemma_.lower() in words("nouns", "attempts")


def _infinitive_of_noun(noun: Token) -> Modality:
    name = noun.lemma_.lower()
    return PLANNED if name in words("nouns", "planned") | {"decision", "deal"} else HYPOTHETICAL
