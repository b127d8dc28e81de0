"""What auxiliaries and conditions make of a clause: "will", "would have", "should be finished by May", "if"."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events import syntax
from timeline.events.context import Token
from timeline.events.syntax import lemma, words
from timeline.model import Modality

ASSERTED, PLANNED, NEGATED, HYPOTHETICAL = Modality.ASSERTED, Modality.PLANNED, Modality.NEGATED, Modality.HYPOTHETICAL


_UNREAL = frozenset({"would", "'d", "should", "could", "might"})
_RATHER = frozenset({"sooner", "rather"})


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


def modal_of(verb: Token, frame: Frame) -> Modality | None:
    """Return the reality that a clause's auxiliaries give to its verb, None where it has none that tell."""
    modals = {part.lower_ for part in syntax.auxiliaries(verb) if part.tag_ == "MD"}
    if not modals:
        return None
    if _is_deadline(verb, modals, frame):
        return PLANNED
    hedged = bool(syntax.clause_words(verb) & (words("words", "hedges") | _RATHER))
    opened = verb.doc[0].lower_ in words("words", "conditions")  # "if …, he said, they could meet", however the parse hangs it
    conditioned = opened or any(part.dep_ == "advcl" and _conditional(part) for part in verb.children)
    if _came_to_nothing(verb, modals):
        return NEGATED
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


def _came_to_nothing(verb: Token, modals: set[str]) -> bool:
    """Should have started at noon, but a cable broke; would have walked out on Monday, but the union waited."""
    perfect = any(part.lower_ == "have" for part in syntax.auxiliaries(verb))
    return perfect and bool(modals & _UNREAL) and any(part.dep_ == "cc" and part.lower_ == "but" for part in verb.children)


def is_condition(verb: Token) -> bool:
    """Say whether a verb is that of a condition: "if it does not stop", "had they known"."""
    marked = any(part.dep_ == "mark" and part.lower_ in words("words", "conditions") for part in verb.children)
    return marked or inverted(verb)


def inverted(verb: Token) -> bool:
    """Had the company told investors, …"""
    first = next(iter(verb.subtree), verb)
    return (
        first.lower_ in {"had", "were", "should"}
        and first.dep_ in {"aux", "auxpass"}
        and first.head == verb
        and verb.dep_ == "advcl"
    )


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
    return inverted(clause) or any(
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
