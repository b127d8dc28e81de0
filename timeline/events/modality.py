"""Whether a sentence asserts, plans, denies or only imagines a happening, from its syntax.

The categories are those of factuality annotation (Saurí and Pustejovsky 2009, FactBank), reduced to four; `None` means that the
sentence speaks of no happening at all: a habit, an order, a general truth.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.nominal import is_definite
from timeline.events.syntax import VERBAL, lemma, words
from timeline.events.triggers import Trigger
from timeline.model import Modality

ASSERTED, PLANNED, NEGATED, HYPOTHETICAL = Modality.ASSERTED, Modality.PLANNED, Modality.NEGATED, Modality.HYPOTHETICAL
REACTIONS = frozenset({"statement", "demand", "criticism", "denial", "threat"})
_CALLING_OFF = frozenset({"call_off", "cancel", "scrap"})
_ENACTED = frozenset({"protest", "meeting", "visit", "vote"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known beside the syntax.

    Args:
        when: "past", "today" or "future" as seen from the publication, None where the mention has no date or it is not known.
        dated: whether the mention has a date of its own.
        narrow: whether that date is a week or less.
        labelled: whether the line is an entry of a chronology or a live blog, so that its present tense is a past one.
        habitual: whether the clause has an expression of a set or a trend ("every week", "in recent years").
        answered: whether a date that stands alone follows a question.
    """

    when: str | None = None
    dated: bool = False
    narrow: bool = False
    labelled: bool = False
    habitual: bool = False
    answered: bool = False


def modality(trigger: Trigger, frame: Frame) -> Modality | None:
    """Return the reality that a sentence gives to a trigger, None where it is no happening.

    Args:
        trigger: the words.
        frame: what is known beside the syntax.
    """
    if frame.habitual:
        return None
    found = _of_noun(trigger.token, frame) if trigger.noun else _of_verb(trigger.token, trigger.type, frame)
    if found is ASSERTED and _is_question(trigger.token) and not _is_answered(trigger.token, frame):
        return PLANNED if trigger.noun and trigger.token.doc[0].lower_ in {"when", "where"} else HYPOTHETICAL
    if found is ASSERTED and frame.when == "future" and not (syntax.is_past(trigger.token) and not trigger.noun):
        return PLANNED
    if found is ASSERTED and not trigger.noun and _calls_off(trigger):
        return NEGATED  # what was called off did not happen
    return found


def _calls_off(trigger: Trigger) -> bool:
    name = lemma(trigger.token)
    return name in _CALLING_OFF or (trigger.type == "plan" and name in words("verbs", "calling_off"))


def _is_answered(token: Token, frame: Frame) -> bool:
    """When did he resign? On February 26."""
    return frame.answered and frame.dated and frame.when != "future" and token.doc[0].lower_ in {"when", "and", "so", "what"}


def _is_question(token: Token) -> bool:
    return token.doc[len(token.doc) - 1].text == "?"


# ---- verbs -----------------------------------------------------------------------------------------------------------


def _of_verb(verb: Token, kind: str, frame: Frame) -> Modality | None:
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
    if any(part.dep_ == "mark" and part.lower_ in words("words", "conditions") for part in verb.children) or _inverted(verb):
        return HYPOTHETICAL
    modal = _modal(verb, frame)
    if modal is not None:
        return modal
    if verb.tag_ in {"VBZ", "VBP"} and here & words("words", "hedges"):
        return HYPOTHETICAL
    if syntax.is_present(verb) and not frame.labelled:
        if frame.when == "future" or (frame.when == "today" and kind not in REACTIONS):
            return PLANNED
        return ASSERTED if kind in REACTIONS or frame.dated else None
    if (
        verb.tag_ == "VB"
        and verb.dep_ in {"ROOT", "conj"}
        and not syntax.auxiliaries(verb)
        and not syntax.has_child(verb, "nsubj")
    ):
        return None if not frame.labelled else ASSERTED
    return ASSERTED


def _is_immaterial(verb: Token) -> bool:
    """Whatever the papers say."""
    opener = next(iter(verb.subtree), verb)
    return verb.dep_ in {"advcl", "csubj"} and opener.lower_ in {"whatever", "whichever", "whoever", "however", "wherever"}


def _inverted(verb: Token) -> bool:
    """Had the company told investors, …"""
    first = next(iter(verb.subtree), verb)
    return (
        first.lower_ in {"had", "were", "should"}
        and first.dep_ in {"aux", "auxpass"}
        and first.head == verb
        and verb.dep_ == "advcl"
    )


def _modal(verb: Token, frame: Frame) -> Modality | None:
    modals = {part.lower_ for part in syntax.auxiliaries(verb) if part.tag_ == "MD"}
    if not modals:
        return None
    if _is_deadline(verb, modals, frame):
        return PLANNED
    hedged = bool(syntax.clause_words(verb) & words("words", "hedges"))
    conditioned = any(part.dep_ == "advcl" and _conditional(part) for part in verb.children)
    if modals & words("modals", "planned"):
        return HYPOTHETICAL if hedged or (conditioned and not frame.dated) else PLANNED
    if modals & words("modals", "conditional"):
        perfect = any(part.lower_ == "have" for part in syntax.auxiliaries(verb))
        reported = _reported(verb)
        if perfect or hedged or _in_quotation(verb) or (conditioned and not (reported and frame.narrow)):
            return HYPOTHETICAL
        return PLANNED if reported or frame.dated else HYPOTHETICAL
    if "could" in modals and frame.narrow and not conditioned and (_reported(verb) or _is_time_set(verb, frame)):
        return PLANNED
    return HYPOTHETICAL


def _is_deadline(verb: Token, modals: set[str], frame: Frame) -> bool:
    """Say whether "should" tells a timetable and no duty: "should be finished by May", but not "should resign by May"."""
    ends = bool({lemma(verb)} & words("verbs", "completing"))
    return "should" in modals and ends and frame.when == "future" and not _in_quotation(verb)


def _is_time_set(verb: Token, frame: Frame) -> bool:
    """The treaty could be signed in two weeks: somebody has said so, or it would have no date."""
    return frame.when == "future" and syntax.passive(verb) and not syntax.clause_words(verb) & words("words", "hedges")


def _in_quotation(token: Token) -> bool:
    """Say whether a word stands in direct speech, whose "would" is no reported "will"."""
    before = token.doc.text[: token.idx]
    inside = token.doc.user_data.get("quoted", 0)
    return inside + before.count("“") - before.count("”") > 0 or (inside + before.count('"')) % 2 == 1


def _conditional(clause: Token) -> bool:
    return _inverted(clause) or any(
        part.dep_ in {"mark", "advmod"} and part.lower_ in words("words", "conditions") for part in clause.children
    )


def _reported(verb: Token) -> bool:
    """Say whether a clause is what somebody said in the past: its "would" is a reported "will"."""
    at = verb
    while at.head != at:
        if at.dep_ in {"ccomp", "parataxis"} and lemma(at.head) in words("verbs", "reporting") | words("verbs", "planning"):
            return True
        at = at.head
    return any(part.dep_ in {"parataxis", "ccomp"} and lemma(part) in words("verbs", "reporting") for part in verb.children)


def _from_above(verb: Token, kind: str, frame: Frame) -> Modality | None:
    """What the clauses above make of a verb that is asserted in its own clause."""
    above, dep = verb.head, verb.dep_
    if dep in {"ccomp", "acl", "relcl", "advcl"} and _is_disowned(verb, above):
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
            _of_verb(above, kind, frame)
            if verb.tag_ == "VBG" and above.pos_ in VERBAL and not syntax.is_present(above)
            else ASSERTED
        )
    if dep == "pcomp":
        return _gerund(above, kind, frame)
    if dep in {"acl", "relcl"} and to_infinitive:
        holder = syntax.governor(above).verb
        return NEGATED if holder is not None and syntax.negated(holder) else _infinitive_of_noun(above)
    return ASSERTED


def _is_disowned(clause: Token, above: Token) -> bool:
    """Reports that the dam had burst were false; it is not true that he resigned."""
    if above.pos_ == "NOUN" and lemma(above) in words("nouns", "hearsay"):
        return above.dep_ == "nsubj" and _is_false(above.head)
    return clause.dep_ in {"ccomp", "advcl"} and lemma(above) == "be" and _is_false(above)


def _is_false(verb: Token) -> bool:
    """Say whether a clause calls its subject false, or not true."""
    said = {part.lemma_.lower() for part in verb.children if part.dep_ in {"acomp", "attr", "oprd"}}
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
        modal = _modal(first, frame)
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
        return PLANNED
    if name in words("verbs", "negating"):
        return ASSERTED if syntax.negated(above) else NEGATED
    if name == "go" and above.tag_ == "VBG":
        return PLANNED
    if to_infinitive and name in {"have", "need"}:
        return HYPOTHETICAL
    if name in words("verbs", "planning") or (name in {"due", "set", "likely", "sure", "certain"} and name != "likely"):
        modal = _modal(above, frame) if above.pos_ in VERBAL else None
        return modal if modal is HYPOTHETICAL else PLANNED
    if verb.dep_ == "advcl":
        enacted = kind in _ENACTED and name in words("verbs", "motion")
        return _of_verb(above, kind, frame) if enacted else HYPOTHETICAL
    if name in {"ask", "invite", "call"} and kind in _ENACTED and syntax.passive(above):
        return PLANNED  # "members will be asked to vote"
    if name in words("verbs", "imagining"):
        return HYPOTHETICAL
    if name in words("verbs", "factual") or not to_infinitive:
        return _of_verb(above, "statement", frame) if above.pos_ in VERBAL else ASSERTED
    return PLANNED if frame.when == "future" else HYPOTHETICAL


def _finite_complement(verb: Token, above: Token, name: str) -> Modality:
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
            if holder.lemma_.lower() in words("nouns", "imagined") | words("nouns", "planned")
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
    return _of_verb(holder, kind, frame) if holder.pos_ in VERBAL and kind not in REACTIONS else ASSERTED


def _infinitive_of_noun(noun: Token) -> Modality:
    name = noun.lemma_.lower()
    return PLANNED if name in words("nouns", "planned") | {"decision", "deal"} else HYPOTHETICAL


# ---- nouns -----------------------------------------------------------------------------------------------------------


def _of_noun(noun: Token, frame: Frame) -> Modality | None:
    if syntax.negative_noun(noun):
        return NEGATED
    verb, link, path = syntax.governor(noun)
    for holder in path:
        name = holder.lemma_.lower()
        if holder.pos_ == "NOUN" and name in words("nouns", "hearsay") and _is_disowned(noun, holder):
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
    clause = _of_verb(
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
