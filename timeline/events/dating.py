"""Which time expression a mention hangs on: by syntax first, else by what the line or the clause above gives, else none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from timeline.events import syntax
from timeline.events.context import Doc, Token
from timeline.events.syntax import VERBAL, lemma, words
from timeline.events.triggers import Trigger
from timeline.model import Anchor, Expression

_VAGUE = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
_RAISING = frozenset(
    "due set expect schedule likely appear seem be plan intend begin start continue slate book stand prepare hope vow".split()
)
_CONNECTIVES = frozenset({"after", "before", "since", "until", "following", "despite", "of"})
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
    listed = list(doc) if indices else []
    for index in indices:
        expression = expressions[index]
        end = _own_end(expression)
        tokens = _between(listed, expression.start - start, end - start)
        if tokens:
            whole = _between(listed, expression.start - start, max(expression.end, expression.anchor_end or 0) - start)
            found.append(Anchored(index, expression, tokens, _of_saying(tokens, tuple(_chain(whole)))))
    return tuple(found)


def _of_saying(tokens: Sequence[Token], chain: tuple[Token, ...]) -> tuple[Token, ...]:
    """In "said on Monday it would cut jobs" the date belongs to the saying, whatever the parse says."""
    verb = chain[-1] if chain else None
    if verb is None or verb.pos_ not in VERBAL or verb.dep_ != "ccomp" or verb.head.pos_ not in VERBAL:
        return chain
    between = tokens[0].i - verb.head.i
    opening = tokens[-1].i < _subject_start(verb) and 0 < between <= 2
    return (verb.head,) if opening and lemma(verb.head) in words("verbs", "reporting") else chain


def _between(tokens: Sequence[Token], first: int, end: int) -> tuple[Token, ...]:
    return tuple(token for token in tokens if token.idx < end and first < token.idx + len(token.text))


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
    outside = not _quoted(tokens[0])
    for _ in range(len(at.doc)):
        if at.head == at or (at.pos_ in VERBAL and at.i not in inside and at.dep_ not in {"aux", "auxpass"}):
            break
        at = at.head
        while outside and at.head != at and at.i < tokens[0].i and _quoted(at):
            at = at.head  # what follows a quotation dates the saying of it, not what is inside
        if at.i not in inside:
            yield at
        if at.pos_ in VERBAL and at.i not in inside:
            return


def _quoted(token: Token) -> bool:
    before = token.doc.text[: token.idx]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


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
        own = sorted(_own_dates(trigger, usable, verbs))
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


def _own_dates(trigger: Trigger, dates: Sequence[Anchored], verbs: Mapping[int, Trigger]) -> Iterator[tuple[int, int, int]]:
    """The expressions that are a trigger's own, each with how badly it fits and how far away it is."""
    for date in dates:
        if not _names_anchor(trigger, date, dates):
            rank = _direct(trigger, date, verbs)
            if rank is not None:
                yield rank, abs(date.tokens[0].i - trigger.token.i), date.index


def _is_relative(dates: Sequence[Anchored], index: int) -> bool:
    return any(date.index == index and date.expression.anchor is Anchor.EVENT for date in dates)


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


def _direct(trigger: Trigger, date: Anchored, verbs: Mapping[int, Trigger]) -> int | None:
    """Return how badly an expression fits a trigger as its own date (0 best), or None if it belongs to something else."""
    token, verb = trigger.token, date.verb
    chain = {part.i for part in date.chain}
    if token.i in chain and _is_destination(date, token):
        return None
    if token.i in chain:
        if trigger.noun:
            return _rank(date)
        if _inside_noun_phrase(date, token) or _belongs_below(date, token):
            return None
        return _rank(date) + (1 if any(part.pos_ in {"NOUN", "PROPN"} for part in date.chain) else 0)
    if verb is None or _is_destination(date, token):
        return None
    if trigger.noun:
        return _noun_in_clause(trigger, date, verb, verbs)
    return _verb_in_clause(token, date, verb)


def _is_destination(date: Anchored, token: Token) -> bool:
    """Say whether an expression tells to when something is moved: "delayed to autumn", "extended until June"."""
    if token.pos_ not in VERBAL or not date.chain:
        return False
    name, link = lemma(token), date.chain[0].lower_
    moving = words("verbs", "putting_off") | {"extend", "move", "bring_forward", "push"}
    return (name in moving and link in {"to", "until", "till", "from"}) or (name in words("verbs", "calling") and link == "for")


def _belongs_below(date: Anchored, verb: Token) -> bool:
    """Say whether an expression dates what stands after a connective: "met since the fighting on the night of 8 February"."""
    at = next((n for n, part in enumerate(date.chain) if part.i == verb.i), 0)
    return any(part.lower_ in _CONNECTIVES for part in date.chain[1:at])


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
    top = verb
    while top.dep_ == "xcomp" and top.head.pos_ in VERBAL | {"ADJ"} and lemma(top.head) in _RAISING:
        top = top.head
    if top.dep_ in {"acl", "relcl"} and _says_when(verb, date):
        beside = 0 < top.left_edge.i - trigger.token.i <= 2
        if beside or _is_head(trigger.token, top.head):
            return _rank(date)
    holder, link, path = syntax.governor(trigger.token)
    if holder is None or _inside_noun_phrase(date, verb):
        return None
    if holder.i != verb.i and not (link.dep_ in {"nsubj", "nsubjpass"} and syntax.lowest(holder) == verb):
        return None
    if link.dep_ in {"nsubj", "nsubjpass"}:
        if lemma(verb) in {"follow", "precede", "come"}:
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
    if _inside_noun_phrase(date, verb):
        return None
    if _lifted(verb, token):
        return _rank(date) + 3
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
        return 2 if last < _subject_start(above) or (not own_subject and (last < above.i or first > token.i)) else None
    if at.dep_ in {"xcomp", "ccomp"} and _infinitive(at):
        return 2 if lemma(above) in _RAISING or first > token.i else None
    if at.dep_ == "xcomp":
        return 2
    if at.dep_ == "advcl" and at == token:
        if _infinitive(at):
            return 3 if first < token.i else None
        opener = {part.lower_ for part in at.children if part.dep_ in {"mark", "advmod"}}
        return (
            3 if (at.tag_ == "VBG" and not opener & {"before", "after", "since", "without"}) or opener & _SIMULTANEOUS else None
        )
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
        if any(part.dep_ in {"mark", "nsubj"} for part in at.children) or at.lower_ in {"before", "without"}:
            return False
        at = at.head
        if at == token:
            return True
    return False


def _subject_start(verb: Token) -> int:
    agent = syntax.child(verb, "nsubj", "nsubjpass", "csubj")
    return agent.left_edge.i if agent is not None else verb.i


# ---- inherited -------------------------------------------------------------------------------------------------------


def _inherited(trigger: Trigger, dates: Sequence[Anchored], found: Mapping[int, Attachment]) -> int | None:
    token = trigger.token
    if trigger.noun:
        holder = syntax.governor(token).verb
        return None if holder is None else _simultaneous(holder, dates)
    if not trigger.noun:
        if token.dep_ in {"acl", "advcl"} and token.tag_ in {"VBN", "VBD"} and not syntax.has_child(token, "nsubj", "mark"):
            near = [date.index for date in dates if 0 < token.i - date.tokens[-1].i <= 2]
            if near:
                return near[-1]
        if token.dep_ == "acl":
            beside = [date.index for date in dates if date.chain and token.head in date.chain[:2] and date.tokens[-1].i < token.i]
            if beside:
                return beside[-1]
        when = _relative_clause(token, dates)
        if when is not None:
            return when
        announced = _announced(token, dates)
        if announced is not None:
            return announced
        for part in token.children:
            if (
                part.dep_ == "advcl"
                and part.i in found
                and any(mark.lower_ in {"when", "as"} for mark in part.children if mark.dep_ in {"mark", "advmod"})
            ):
                return found[part.i].index
        shared = _shared_with_next(token, found)
        if shared is not None:
            return shared
    return None


def _simultaneous(verb: Token, dates: Sequence[Anchored]) -> int | None:
    """Moved closer to a deal yesterday as three days of talks wound up."""
    opener = {part.lower_ for part in verb.children if part.dep_ in {"mark", "advmod"}}
    if verb.dep_ != "advcl" or not opener & _SIMULTANEOUS:
        return None
    return next((date.index for date in dates if date.verb is not None and date.verb == verb.head), None)


def _relative_clause(token: Token, dates: Sequence[Anchored]) -> int | None:
    """A stoppage on 12 September, when police made arrests; last month's clash, in which two guards died."""
    at = token if token.dep_ == "relcl" else token.head if token.dep_ == "conj" and token.head.dep_ == "relcl" else None
    clause = at or token
    opener = next((t for t in clause.subtree if t.lower_ in {"when", "which"} and t.i <= clause.i), None)
    if opener is None:
        return None
    before = [date for date in dates if date.tokens[-1].i < opener.i and opener.i - date.tokens[-1].i <= 3]
    if opener.lower_ == "when" and before and not _is_main_clause(clause, opener):
        return before[-1].index
    if at is not None and opener.lower_ == "which":
        above = {part.i for part in (at.head, *syntax.governor(at.head).path) if part.pos_ in {"NOUN", "PROPN"}}
        inside = [
            date for date in dates if date.chain and above & {part.i for part in date.chain[:2]} and date.tokens[-1].i < at.i
        ]
        return inside[-1].index if inside else None
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
