"""Which time expression a mention hangs on: by syntax first, else by what the line or the clause above gives, else none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from timeline.events import syntax
from timeline.events.belonging import CONNECTIVES, belongs_below, inside_noun_phrase, is_destination, is_of_figures, is_record
from timeline.events.context import Token
from timeline.events.expressions import Anchored, Attachment, dates_events, subject_start
from timeline.events.inherited import SIMULTANEOUS, held_at, inherited
from timeline.events.labels import is_main
from timeline.events.syntax import VERBAL, lemma, words
from timeline.events.triggers import Trigger
from timeline.events.verb_modality import REACTIONS, was_attempted
from timeline.model import Anchor, Expression

_VAGUE = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
_RAISING = frozenset(
    (
        "due set expect schedule likely appear seem be plan intend mean suppose begin start continue slate book stand prepare "
        "hope vow"
    ).split()
)
_GATHERINGS = frozenset({"meeting", "vote", "protest", "strike"})


def attach(
    triggers: Sequence[Trigger], dates: Sequence[Anchored], label: int | None, beside: int | None = None
) -> dict[int, Attachment]:
    """Return what dates each trigger, by the position of its head word.

    Args:
        triggers: the triggers of one sentence.
        dates: its expressions.
        label: the expression that labels the line, or None.
        beside: the expression that is all there is of a sentence next to this one, or None.
    """
    usable = [date for date in dates if dates_events(date.expression)]
    expressions = {date.index: date.expression for date in usable}
    named = {trigger.token.i: trigger for trigger in triggers}
    found: dict[int, Attachment] = {}
    for trigger in triggers:
        own = [entry[2] for entry in sorted(_own_dates(trigger, usable, named))]
        if own:
            found[trigger.token.i] = _elect([expressions[index] for index in own], own)
    found |= {
        trigger.token.i: found[held]
        for trigger in triggers
        if trigger.token.i not in found and (held := held_at(trigger, triggers)) in found
    }
    for trigger in triggers:
        elsewhere = [date for date in usable if not _names_anchor(trigger, date, usable)]
        if trigger.token.i not in found and (index := inherited(trigger, elsewhere, found)) is not None:
            found[trigger.token.i] = Attachment(index, True)
    if label is not None:
        for trigger in triggers:
            if is_main(trigger) and not any(_is_counted_from(trigger, date) for date in usable):
                found[trigger.token.i] = _labelled(found.get(trigger.token.i), label, expressions)
    if beside is not None:
        for trigger in triggers:
            if trigger.token.i not in found and is_main(trigger):
                found[trigger.token.i] = Attachment(beside)
    _give_distances(triggers, usable, found)
    return found


def _give_distances(triggers: Sequence[Trigger], dates: Sequence[Anchored], found: dict[int, Attachment]) -> None:
    """A distance that nothing took belongs beside the day before it: "urged on Monday a return, a day after the vote"."""
    taken = {index for one in found.values() for index in (one.index, *one.also)}
    days = {date.index: date for date in dates if date.expression.span is not None and date.expression.span.days == 1}
    for date in dates:
        if date.expression.anchor is not Anchor.EVENT or date.index in taken or _is_rough(date.expression):
            continue
        near = [
            trigger.token.i
            for trigger in triggers
            if (own := found.get(trigger.token.i)) is not None
            and own.index in days
            and not own.inherited
            and max(trigger.token.i, days[own.index].tokens[-1].i) < date.tokens[0].i
            and not _names_anchor(trigger, date, dates)
        ]
        if near and date.tokens[0].i > 0 and date.tokens[0].doc[date.tokens[0].i - 1].text in {",", "and"}:
            found[near[-1]] = replace(found[near[-1]], also=(*found[near[-1]].also, date.index))


def _elect(candidates: Sequence[Expression], indices: Sequence[int]) -> Attachment:
    """The best of a trigger's own expressions, the rest beside it: a day of the calendar before a distance from another day."""
    first = min(range(len(indices)), key=lambda n: (_is_relative(candidates[n]), n))
    chosen = candidates[first]
    also = (
        i for n, i in enumerate(indices) if n != first and not _is_rough(candidates[n]) and not _elsewhere(candidates[n], chosen)
    )
    return Attachment(indices[first], False, tuple(also))


def _labelled(own: Attachment | None, label: int, expressions: Mapping[int, Expression]) -> Attachment:
    """An entry of a chronology: the date of the line stands where the words have only a distance from something else."""
    if own is None:
        return Attachment(label)
    if own.index is None or own.inherited or expressions[own.index].anchor is not Anchor.EVENT:
        return own
    also = (index for index in (own.index, *own.also) if not _is_rough(expressions[index]))
    return Attachment(label, False, tuple(also))


def _own_dates(trigger: Trigger, dates: Sequence[Anchored], named: Mapping[int, Trigger]) -> Iterator[tuple[int, int, int]]:
    """The expressions that are a trigger's own, each with how badly it fits and how far away it is."""
    for date in dates:
        if not _names_anchor(trigger, date, dates):
            rank = _direct(trigger, date, named)
            if rank is not None:
                yield rank, abs(date.tokens[0].i - trigger.token.i), date.index


def _is_relative(expression: Expression) -> bool:
    return expression.anchor is Anchor.EVENT or (expression.anchor is Anchor.EXPRESSION and expression.type == "DATE")


def _elsewhere(one: Expression, chosen: Expression) -> bool:
    """Say whether two dates of the calendar exclude each other, so that at most one of them is the happening's."""
    return one.span is not None and chosen.span is not None and not one.span.overlaps(chosen.span)


def _is_rough(expression: Expression) -> bool:
    """Say whether a distance is in halves, which are never exact: "two and a half weeks later"."""
    return _is_relative(expression) and " half" in expression.text.lower()


def _names_anchor(trigger: Trigger, date: Anchored, others: Sequence[Anchored]) -> bool:
    """Say whether a trigger is what an expression counts from: the remarks in "two days after Novillo's remarks"."""
    if any(token.i == trigger.token.i for token in date.tokens):
        return True
    if any(_is_counted_from(trigger, other) and date.tokens[-1].i < other.tokens[0].i for other in others if other is not date):
        return True  # "on Friday, a day after the group shut down its network": Friday is not the day of the shutdown
    return _is_counted_from(trigger, date)


def _is_counted_from(trigger: Trigger, date: Anchored) -> bool:
    expression, doc = date.expression, trigger.token.doc
    if expression.anchor is not Anchor.EVENT or expression.anchor_start is None or expression.anchor_end is None:
        return False
    offset = expression.start - date.tokens[0].idx  # of the sentence in the article; the first token may begin earlier
    at = trigger.token.idx + offset
    return doc is not None and expression.anchor_start <= at < expression.anchor_end


def _rank(date: Anchored) -> int:
    """Prefer a day to a month, a date to a duration, anything to "recently"."""
    expression = date.expression
    if expression.value in _VAGUE:
        return 8
    return 4 if expression.type == "DURATION" else 0


def _direct(trigger: Trigger, date: Anchored, named: Mapping[int, Trigger]) -> int | None:
    """Return how badly an expression fits a trigger as its own date (0 best), or None if it belongs to something else.

    Args:
        trigger: the words.
        date: the expression.
        named: all triggers of the sentence, by the position of their head words.
    """
    token, verb = trigger.token, date.verb
    chain = {part.i for part in date.chain}
    if (token.i in chain and is_destination(date, token)) or is_of_figures(date, token) or is_record(date, token):
        return None
    if token.i in chain:
        if trigger.noun:
            return _rank(date)
        if trigger.type in _GATHERINGS and any(part.i in chain for part in trigger.words[1:] if part.pos_ == "NOUN"):
            return _rank(date)  # "hosted the meetings of 20 and 21 October"
        if inside_noun_phrase(date, token) or belongs_below(date, token, named):
            return None
        return _rank(date) + (1 if any(part.pos_ in {"NOUN", "PROPN"} for part in date.chain) else 0)
    if verb is None or is_destination(date, token):
        return None
    if trigger.noun:
        verbs = {at: other for at, other in named.items() if not other.noun}
        return -1 if _is_moved_to(trigger.token, verb, date) else _noun_in_clause(trigger, date, verb, verbs)
    if trigger.type in REACTIONS and _is_said_in(token, verb):
        return _rank(date) + 1
    return _verb_in_clause(token, date, verb)


def _is_said_in(verb: Token, below: Token) -> bool:
    """Say whether a verb tells what stands in a paper that another puts out: "in a letter released on Monday, he accused"."""
    paper = below.head
    if below.dep_ != "acl" or paper.dep_ != "pobj" or lemma(below) not in words("verbs", "putting_out"):
        return False
    holder = paper.head.head
    return paper.head.lower_ == "in" and (holder == verb or (holder.pos_ == "NOUN" and syntax.governor(holder).verb == verb))


def _noun_in_clause(trigger: Trigger, date: Anchored, verb: Token, verbs: Mapping[int, Trigger]) -> int | None:
    top = verb
    while (top.dep_ == "xcomp" and top.head.pos_ in VERBAL | {"ADJ"} and lemma(top.head) in _RAISING) or top.dep_ == "acomp":
        top = top.head
    put_out = lemma(top) in words("verbs", "putting_out") and top.head != trigger.token
    if top.dep_ in {"acl", "relcl"} and _says_when(verb, date) and not put_out:
        beside = 0 < top.left_edge.i - trigger.token.i <= 2
        if beside or _is_head(trigger.token, top.head):
            return _rank(date)
    holder, link, path = syntax.governor(trigger.token)
    if holder is None or inside_noun_phrase(date, verb):
        return None
    if link.dep_ in {"nsubj", "nsubjpass"} and _opens_both(date, verb, holder):
        return None if holder.i in verbs and lemma(holder) not in _of_subject() else _rank(date) + 2
    if holder.i != verb.i and not (link.dep_ in {"nsubj", "nsubjpass"} and syntax.lowest(holder) == verb):
        return None
    if link.dep_ in {"nsubj", "nsubjpass"}:
        if _takes_effect(verb):
            return _rank(date) + 1
        if lemma(verb) in {"follow", "precede"} or (lemma(verb) == "come" and not _is_of_coming(date, verb)):
            return None
        own = verb.i in verbs and lemma(verb) not in _of_subject()
        return None if own else _rank(date) + 1
    if verb.i in verbs and lemma(verb) not in words("verbs", "aspect") and not _says_when(verb, date):
        return None
    if any(
        part.lower_ in {"after", "before", "since", "until", "following", "despite", "about", "over", "against"} for part in path
    ):
        return None
    return _rank(date) + 1


def _is_moved_to(noun: Token, verb: Token, date: Anchored) -> bool:
    """Say whether a date is the last of those given: "the sitting, first set for Tuesday, has been moved to 11 October"."""
    return noun.dep_ in {"nsubjpass", "dobj"} and is_destination(date, verb) and syntax.governor(noun).verb == verb


def _opens_both(date: Anchored, first: Token, second: Token) -> bool:
    """Say whether a date opens a sentence of two clauses: "On Monday the alarm rang and the fire started"."""
    return second.dep_ == "conj" and second.head == first and date.tokens[-1].i < subject_start(first) <= first.i < second.i


def _is_of_coming(date: Anchored, verb: Token) -> bool:
    """Say whether a date is that of what came: "came on Friday", "came two days after the vote", not "after Friday's vote"."""
    if date.expression.anchor is Anchor.EVENT or date.chain[0] == verb:
        return True
    return date.chain[0].lower_ == "on" and not any(part.lower_ in CONNECTIVES for part in date.chain)


def _takes_effect(verb: Token) -> bool:
    """Say whether a verb tells since when its subject holds: "came into force", "took effect"."""
    if lemma(verb) not in {"come", "go", "enter", "take"}:
        return False
    return any(part.lower_ in {"force", "effect", "operation"} for near in verb.children for part in (near, *near.children))


@cache
def _of_subject() -> frozenset[str]:
    """Verbs whose date is that of the happening in their subject: the talks began, the launch was delayed to October."""
    return words("verbs", "aspect") | words("verbs", "putting_off") | words("verbs", "calling") | words("verbs", "calling_off")


def _says_when(verb: Token, date: Anchored) -> bool:
    """Say whether a clause about a noun tells its date: "which ran from 8 to 12 October", "announced for July 12"."""
    name = lemma(verb)
    if name in words("verbs", "calling") | {"announce"}:
        return date.chain[0].lower_ in {"for", "from"} or name in {"schedule", "set", "plan", "expect", "arrange"}
    return name in words("verbs", "aspect") | words("verbs", "light") | {"be"}


def _is_head(noun: Token, holder: Token) -> bool:
    """Say whether a clause about one noun is about another: "the attack on the centre, which killed 85"."""
    if noun == holder:
        return True
    below = holder
    while below.head != below and below.dep_ in {"pobj", "prep", "conj", "compound"} and below.lower_ != "as":
        below = below.head
        if below == noun:
            return True
    return False


def _verb_in_clause(token: Token, date: Anchored, verb: Token) -> int | None:
    """A verb without the expression in its own clause, but in that of a verb which shares it."""
    if inside_noun_phrase(date, verb):
        return None
    if _lifted(verb, token):
        return _rank(date) + 3
    if token.dep_ == "acl" and token.head.head == verb and was_attempted(token.head):
        return _rank(date) + 1
    at = token
    for _ in range(4):
        above = at.head
        if above == at or above.pos_ not in VERBAL | {"ADJ"}:
            return None
        if above.i == verb.i:
            penalty = _shared(token, at, above, date)
            return None if penalty is None else _rank(date) + penalty
        if at.dep_ not in {"conj", "xcomp", "ccomp", "advcl"} or (at.dep_ == "ccomp" and not _infinitive(at)):
            return None
        at = above
    return None


def _infinitive(verb: Token) -> bool:
    return any(part.dep_ == "aux" and part.lower_ == "to" for part in verb.children)


def _shared(token: Token, at: Token, above: Token, date: Anchored) -> int | None:
    """How badly the date of the clause above fits a clause below it, None where it is not shared."""
    first, last = date.tokens[0].i, date.tokens[-1].i
    if at.dep_ == "conj":
        own_subject = syntax.has_child(at, "nsubj", "nsubjpass")
        return 2 if last < subject_start(above) or (not own_subject and (last < above.i or first > token.i)) else None
    if at.dep_ in {"xcomp", "ccomp"} and _infinitive(at):
        if date.decided:
            return None
        return 2 if lemma(above) in _RAISING or first > token.i else None
    if at.dep_ == "xcomp":
        return 2
    if at.dep_ == "advcl" and at == token:
        if _infinitive(at):
            return 3 if first < token.i else None
        opener = {part.lower_ for part in at.children if part.dep_ in {"mark", "advmod"}}
        return 3 if (at.tag_ == "VBG" and not opener & {"before", "after", "since", "without"}) or opener & SIMULTANEOUS else None
    return None


def _lifted(below: Token, token: Token) -> bool:
    """Say whether a date that the parse gives to a gerund or an infinitive holds for the verb above it.

    "Began filling the reservoir two weeks ago"; "arrested on suspicion of obstructing the road on Thursday".
    """
    at = below
    for _ in range(4):
        if at.pos_ in VERBAL and at.tag_ not in {"VB", "VBG"}:
            return False
        if at.dep_ not in {"xcomp", "pcomp", "prep", "pobj", "ccomp"}:
            return False
        if at.dep_ == "xcomp" and at.tag_ == "VB" and lemma(at.head) not in _RAISING:
            return False
        if any(part.dep_ in {"mark", "nsubj"} for part in at.children) or at.lower_ in {"before", "without", "since", "until"}:
            return False
        at = at.head
        if at == token:
            return True
    return False
