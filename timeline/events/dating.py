"""Which time expression a mention hangs on: by syntax first, else by what the line or the clause above gives, else none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.events import syntax
from timeline.events.context import Doc, Token
from timeline.events.syntax import VERBAL, lemma, words
from timeline.events.triggers import Trigger
from timeline.model import Anchor, Expression

_VAGUE = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
_RAISING = frozenset(
    "due set expect schedule likely appear seem be plan intend begin start continue slate book stand prepare hope vow".split()
)
_SIMULTANEOUS = frozenset({"as", "when", "while", "whereupon"})
_ANNOUNCING = frozenset("announce say report confirm declare reveal disclose".split())


@dataclass(frozen=True, slots=True)
class Anchored:
    """A time expression in its sentence.

    Args:
        index: its place among the article's expressions.
        expression: the expression.
        tokens: its words.
        chain: the words above it, from the lowest noun or verb to the verb of its clause.
    """

    index: int
    expression: Expression
    tokens: tuple[Token, ...]
    chain: tuple[Token, ...]

    @property
    def verb(self) -> Token | None:
        """The verb of the clause that it stands in."""
        return self.chain[-1] if self.chain and self.chain[-1].pos_ in VERBAL else None


@dataclass(frozen=True, slots=True)
class Attachment:
    """What dates a mention.

    Args:
        index: the expression, None where there is none.
        inherited: whether it stands in another clause or belongs to the line.
        also: further expressions that date it, such as "two days after the vote" beside "on Friday".
    """

    index: int | None = None
    inherited: bool = False
    also: tuple[int, ...] = ()


def dates_events(expression: Expression) -> bool:
    """Say whether an expression can be the date of a happening: no duration, no set, no furniture.

    >>> dates_events(Expression(0, 9, "two hours", "DURATION", "PT2H"))
    False
    """
    if expression.furniture or expression.type == "SET":
        return False
    if expression.type == "DURATION":
        return expression.span is not None
    return expression.span is not None or bool(expression.constraints) or expression.anchor is Anchor.EVENT


def anchored(doc: Doc, start: int, expressions: Sequence[Expression], indices: Sequence[int]) -> tuple[Anchored, ...]:
    """Find the words of the given expressions in a sentence, and what they depend on.

    Args:
        doc: the parsed sentence.
        start: its offset in the article.
        expressions: all expressions of the article.
        indices: those that lie in the sentence.
    """
    found = []
    for index in indices:
        expression = expressions[index]
        end = _own_end(expression)
        tokens = tuple(t for t in doc if t.idx + start < end and expression.start < t.idx + start + len(t.text))
        if tokens:
            found.append(Anchored(index, expression, tokens, tuple(_chain(tokens))))
    return tuple(found)


def _own_end(expression: Expression) -> int:
    """The end of an expression without the words that name the event it is counted from."""
    if (
        expression.anchor is Anchor.EVENT
        and expression.anchor_start is not None
        and expression.start < expression.anchor_start < expression.end
    ):
        return expression.anchor_start
    return expression.end


def _chain(tokens: Sequence[Token]) -> Iterator[Token]:
    inside = {token.i for token in tokens}
    at = next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[0])
    for _ in range(len(at.doc)):
        if at.head == at or (at.pos_ in VERBAL and at.i not in inside and at.dep_ not in {"aux", "auxpass"}):
            break
        at = at.head
        if at.i not in inside:
            yield at
        if at.pos_ in VERBAL and at.i not in inside:
            return


def attach(triggers: Sequence[Trigger], dates: Sequence[Anchored], label: int | None) -> dict[int, Attachment]:
    """Return what dates each trigger, by the position of its head word.

    Args:
        triggers: the triggers of one sentence.
        dates: its expressions.
        label: the expression that labels the line, or None.
    """
    usable = [date for date in dates if dates_events(date.expression)]
    verbs = {trigger.token.i: trigger for trigger in triggers if not trigger.noun}
    found: dict[int, Attachment] = {}
    for trigger in triggers:
        own = sorted((rank, abs(date.tokens[0].i - trigger.token.i), date.index) for date in usable
                     if not _names_anchor(trigger, date) and (rank := _direct(trigger, date, verbs)) is not None)  # fmt: skip
        if own:
            solid = [entry for entry in own if not _is_relative(usable, entry[2])] or own
            found[trigger.token.i] = Attachment(solid[0][2], False, tuple(entry[2] for entry in own if entry[2] != solid[0][2]))
    for trigger in triggers:
        if trigger.token.i not in found and (index := _inherited(trigger, usable, found)) is not None:
            found[trigger.token.i] = Attachment(index, True)
    if label is not None:
        for trigger in triggers:
            found.setdefault(trigger.token.i, Attachment(label))
    return found


def _is_relative(dates: Sequence[Anchored], index: int) -> bool:
    return any(date.index == index and date.expression.anchor is Anchor.EVENT for date in dates)


def _names_anchor(trigger: Trigger, date: Anchored) -> bool:
    """Say whether a trigger is what an expression counts from: the remarks in "two days after Novillo's remarks"."""
    if any(token.i == trigger.token.i for token in date.tokens):
        return True
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
    wide = 0 if expression.span is None or expression.span.days <= 7 else 1
    return wide + (3 if expression.type == "DURATION" else 0)


def _direct(trigger: Trigger, date: Anchored, verbs: Mapping[int, Trigger]) -> int | None:
    """Return how badly an expression fits a trigger as its own date (0 best), or None if it belongs to something else."""
    token, verb = trigger.token, date.verb
    chain = {part.i for part in date.chain}
    if token.i in chain:
        between = [part for part in date.chain if part.i != token.i and part.i in verbs]
        if trigger.noun:
            return _rank(date)
        return _rank(date) + (2 if between else 0) if not _inside_noun_phrase(date, token) else None
    if verb is None:
        return None
    if trigger.noun:
        return _noun_in_clause(trigger, date, verb, verbs)
    return _verb_in_clause(token, date, verb)


def _inside_noun_phrase(date: Anchored, verb: Token) -> bool:
    """Say whether an expression belongs to a noun alone: "last month's clash", "the talks of 10 May", "the 1994 bombing"."""
    first = date.chain[0]
    outer = date.tokens[-1]
    if first == verb or first.pos_ == "ADP":
        link = first if first.pos_ == "ADP" else None
        return link is not None and link.lower_ == "of" and link.head != verb
    return (
        first.pos_ in {"NOUN", "PROPN"}
        and any(t.dep_ in {"poss", "compound", "amod", "nummod", "nmod"} for t in date.tokens if t.head.i == first.i)
        and outer.i < first.i
    )


def _noun_in_clause(trigger: Trigger, date: Anchored, verb: Token, verbs: Mapping[int, Trigger]) -> int | None:
    holder, link, path = syntax.governor(trigger.token)
    if holder is None or holder.i != verb.i or _inside_noun_phrase(date, verb):
        return None
    if link.dep_ in {"nsubj", "nsubjpass"}:
        return _rank(date) + 1 if verb.i not in verbs or lemma(verb) in words("verbs", "aspect") else None
    if verb.i in verbs and lemma(verb) not in words("verbs", "aspect"):
        return None
    if any(
        part.lower_ in {"after", "before", "since", "until", "following", "despite", "about", "over", "against"} for part in path
    ):
        return None
    return _rank(date) + 1


def _verb_in_clause(token: Token, date: Anchored, verb: Token) -> int | None:
    """A verb without the expression in its own clause, but in that of a verb which shares it."""
    first, last = date.tokens[0].i, date.tokens[-1].i
    at = token
    for _ in range(4):
        above = at.head
        if above == at or above.pos_ not in VERBAL | {"ADJ"}:
            return None
        infinitive = any(part.dep_ == "aux" and part.lower_ == "to" for part in token.children)
        if at.dep_ == "conj":
            if above.i == verb.i and not syntax.has_child(token, "nsubj") and (last < above.i or first > token.i):
                return _rank(date) + 2
            if above.i == verb.i and last < _subject_start(above):
                return _rank(date) + 2
        elif at.dep_ in {"xcomp", "ccomp"} and infinitive:
            if above.i == verb.i and (lemma(above) in _RAISING or first > token.i):
                return _rank(date) + 2
        elif at.dep_ == "advcl" and token.tag_ == "VBG" and not syntax.has_child(token, "mark"):
            if above.i == verb.i:
                return _rank(date) + 3
        elif at.dep_ == "advcl" and any(part.lower_ in _SIMULTANEOUS for part in at.children if part.dep_ in {"mark", "advmod"}):
            if above.i == verb.i and at == token:
                return _rank(date) + 3
        else:
            return None
        at = above
    return None


def _subject_start(verb: Token) -> int:
    agent = syntax.child(verb, "nsubj", "nsubjpass", "csubj")
    return agent.left_edge.i if agent is not None else verb.i


# ---- inherited -------------------------------------------------------------------------------------------------------


def _inherited(trigger: Trigger, dates: Sequence[Anchored], found: Mapping[int, Attachment]) -> int | None:
    token = trigger.token
    if not trigger.noun:
        when = _relative_clause(token, dates)
        if when is not None:
            return when
        announced = _announced(token, dates)
        if announced is not None:
            return announced
        shared = _shared_with_next(token, found)
        if shared is not None:
            return shared
    return None


def _relative_clause(token: Token, dates: Sequence[Anchored]) -> int | None:
    """A stoppage on 12 September, when police made arrests; last month's clash, in which two guards died."""
    at = token if token.dep_ == "relcl" else token.head if token.dep_ == "conj" and token.head.dep_ == "relcl" else None
    clause = at or token
    opener = next((t for t in clause.subtree if t.lower_ in {"when", "which"} and t.i <= clause.i), None)
    if opener is None or (opener.lower_ == "which" and opener.head.lower_ not in {"in", "at", "during"}):
        return None
    before = [date for date in dates if date.tokens[-1].i < opener.i and opener.i - date.tokens[-1].i <= 3]
    if opener.lower_ == "when" and before and not _is_main_clause(clause, opener):
        return before[-1].index
    if at is not None and opener.lower_ == "which":
        inside = [date for date in dates if at.head in date.chain[:2]]
        return inside[0].index if inside else None
    return None


def _is_main_clause(clause: Token, opener: Token) -> bool:
    return clause.head == clause or opener.head != clause


def _announced(token: Token, dates: Sequence[Anchored]) -> int | None:
    """Members have voted to strike, the union announced last night: the news is as old as its announcement."""
    perfect = any(part.lower_ in {"has", "have"} for part in syntax.auxiliaries(token))
    above = token.head
    if not perfect or token.dep_ != "ccomp" or lemma(above) not in _ANNOUNCING:
        return None
    return next((date.index for date in dates if date.verb is not None and date.verb.i == above.i), None)


def _shared_with_next(token: Token, found: Mapping[int, Attachment]) -> int | None:
    """Two guards were killed and five wounded in a clash on Tuesday: the date at the end holds for both."""
    for part in token.children:
        if (
            part.dep_ == "conj"
            and part.tag_ == token.tag_
            and part.i in found
            and not syntax.has_child(part, "nsubj", "nsubjpass")
        ):
            return found[part.i].index
    return None
