"""The time expressions of a sentence: what they depend on, and what they date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.events import syntax
from timeline.events.context import Doc, Token
from timeline.events.syntax import VERBAL, lemma, words
from timeline.model import Anchor, Expression
from timeline.span import Span

_BESIDE = 3
"""Characters between "on Friday" and "a day after the vote" where both date one thing."""
_DECIDING = frozenset("agree decide choose vote offer promise pledge vow undertake threaten resolve opt propose".split())


@dataclass(frozen=True, slots=True)
class Anchored:
    """A time expression in its sentence.

    Args:
        index: its place among the article's expressions.
        expression: the expression.
        tokens: its words.
        chain: the words above it, from the lowest noun or verb to the verb of its clause.
        decided: whether it is the day of a decision that lies behind, so that what was decided came later.
    """

    index: int
    expression: Expression
    tokens: tuple[Token, ...]
    chain: tuple[Token, ...]
    decided: bool = False

    @property
    def verb(self) -> Token | None:
        """The verb of the clause that it stands in."""
        if not self.chain:
            return None
        top = self.chain[-1]
        return top if top.pos_ in VERBAL else _joined_clause(top) if top.dep_ == "ROOT" and self.tokens[-1].i < top.i else None


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


def _joined_clause(top: Token) -> Token | None:
    """The clause after a first verb that the tagger took for a noun: "On Monday the alarm rang and the fire started"."""
    return next((c for c in top.children if c.dep_ == "conj" and c.pos_ in VERBAL and syntax.has_child(c, "nsubj")), None)


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


def anchored(
    doc: Doc, start: int, expressions: Sequence[Expression], indices: Sequence[int], published: Span | None = None
) -> tuple[Anchored, ...]:
    """Find the words of the given expressions in a sentence, and what they depend on.

    Args:
        doc: the parsed sentence.
        start: its offset in the article.
        expressions: all expressions of the article.
        indices: those that lie in the sentence.
        published: the days on which the article may have been published.
    """
    found = []
    listed = list(doc) if indices else []
    here = [expressions[index] for index in indices]
    for index in indices:
        expression = expressions[index]
        end = _own_end(expression)
        tokens = _between(listed, expression.start - start, end - start)
        if tokens:
            whole = _between(listed, expression.start - start, max(expression.end, expression.anchor_end or 0) - start)
            chain = _after_aside(tokens, _of_saying(tokens, tuple(_chain(whole))))
            chain = _outside_anchors(tokens, chain, start, expression, here)
            chain = _of_asking(tokens, _of_cleft(tokens, chain), expression, published)
            decided = _of_deciding(expression, chain, published)
            found.append(Anchored(index, expression, tokens, decided or chain, decided is not None))
    return tuple(_in_one_breath(found, start))


def _in_one_breath(dates: Sequence[Anchored], start: int) -> Iterator[Anchored]:
    """Let a distance that "and" joins to another date the same: "came a month after the vote and two weeks after the strike".

    The parser hangs the second on the clause that the first is counted from.
    """
    first: Anchored | None = None
    for date in dates:
        expression, doc = date.expression, date.tokens[0].doc
        own = date
        if expression.anchor is Anchor.EVENT and expression.anchor_start is not None:
            joined = date.tokens[0].i > 0 and doc[date.tokens[0].i - 1].lower_ == "and"
            if first is not None and joined and date.verb is not None and first.expression.anchor_start is not None:
                beneath = first.expression.anchor_start - start <= date.verb.idx < expression.start - start
                own = replace(date, chain=first.chain) if beneath else date
            first = own
        yield own


def _of_cleft(tokens: Sequence[Token], chain: tuple[Token, ...]) -> tuple[Token, ...]:
    """In "it was on Friday that he resigned" the day is that of the resignation."""
    verb = chain[-1] if chain else None
    if verb is None or lemma(verb) != "be" or tokens[0].i < verb.i:
        return chain
    agent = syntax.child(verb, "nsubj", "expl")
    named = any(part.dep_ in {"attr", "acomp"} and part not in tokens for part in verb.children)
    if agent is None or agent.lower_ != "it" or named:
        return chain
    told = (c for c in verb.children if c.dep_ in {"ccomp", "advcl", "relcl"} and c.i > tokens[-1].i and c.pos_ in VERBAL)
    clause = next((c for c in told if any(part.lower_ == "that" for part in c.children)), None)
    return chain if clause is None else (clause,)


def _of_saying(tokens: Sequence[Token], chain: tuple[Token, ...]) -> tuple[Token, ...]:
    """In "said on Monday it would cut jobs" the date belongs to the saying, whatever the parse says."""
    verb = chain[-1] if chain else None
    if verb is None or verb.pos_ not in VERBAL or verb.dep_ != "ccomp" or verb.head.pos_ not in VERBAL:
        return chain
    between = tokens[0].i - verb.head.i
    opening = tokens[-1].i < subject_start(verb) and 0 < between <= 2
    return (verb.head,) if opening and lemma(verb.head) in words("verbs", "reporting") else chain


def _of_asking(
    tokens: Sequence[Token], chain: tuple[Token, ...], expression: Expression, published: Span | None
) -> tuple[Token, ...]:
    """In "called for a strike on Monday" a day to come is that of the strike: what was asked has been asked already."""
    verb, span = chain[-1] if chain else None, expression.span
    if verb is None or span is None or published is None or span.start < published.end:
        return chain
    if lemma(verb).removesuffix("_for") not in words("verbs", "asking_for") or not syntax.is_past(verb):
        return chain
    asked = [noun for link in verb.children if link.lower_ == "for" for noun in link.children if noun.dep_ == "pobj"]
    return (asked[0],) if asked and asked[0].i < tokens[0].i else chain


def _after_aside(tokens: Sequence[Token], chain: tuple[Token, ...]) -> tuple[Token, ...]:
    """In "arrested Liu, the man who ran the fund, on Monday" the day is that of the arrest, whatever the parse says."""
    verb = chain[-1] if chain else None
    if verb is None or verb.dep_ != "relcl" or verb.pos_ not in VERBAL:
        return chain
    doc, holder = verb.doc, verb.head
    noun = holder.head if holder.dep_ == "appos" else holder
    opened = any(doc[i].text == "," for i in range(noun.i, verb.left_edge.i))
    closing = [i for i in range(verb.i + 1, tokens[0].i) if doc[i].text == ","]
    above = syntax.governor(noun).verb
    if not opened or not closing or above is None or above.i > verb.i:
        return chain
    between = [doc[i] for i in range(closing[-1] + 1, tokens[0].i)]
    return chain if any(part.pos_ in VERBAL or part.dep_ == "cc" for part in between) else (above,)


def _outside_anchors(
    tokens: Sequence[Token], chain: tuple[Token, ...], start: int, expression: Expression, others: Sequence[Expression]
) -> tuple[Token, ...]:
    """In "met on Friday, a day after the vote was called off" no date belongs to the clause that it is counted from.

    Nor does it belong to what was only asked for: "urged them to return, a day after retailers called on ministers".

    Args:
        tokens: the words of the expression.
        chain: what the parse puts above them.
        start: offset of the sentence in the article.
        expression: the expression.
        others: all expressions of the sentence.
    """
    named = {other.start: (other.anchor_start - start, other.anchor_end - start) for other in others
             if other.anchor is Anchor.EVENT and other.anchor_start is not None and other.anchor_end is not None}  # fmt: skip
    own = [region for at, region in named.items() if at == expression.start or 0 <= at - expression.end <= _BESIDE]
    verb = chain[-1] if chain and chain[-1].pos_ in VERBAL else None
    if not own or (verb is None and chain):
        return chain
    if verb is None or _inside(verb, own):
        free = [t for t in _finite_verbs(tokens[0].doc) if not _inside(t, named.values())]
        before = [t for t in free if t.i < tokens[0].i]
        after = [t for t in free if t.idx >= max(high for _, high in own)]
        return (before[-1],) if before else (after[0],) if after else chain
    told = any(_inside(t, own) and syntax.is_past(t) for t in _finite_verbs(verb.doc)) or _set_off(tokens)
    while expression.start in named and told and _is_wanted(verb) and verb.head.pos_ in VERBAL:
        verb = verb.head
        chain = (verb,)
    return chain


def _set_off(tokens: Sequence[Token]) -> bool:
    return tokens[0].i > 0 and tokens[0].doc[tokens[0].i - 1].text == ","


def _is_wanted(verb: Token) -> bool:
    """Say whether a clause tells what somebody wants done: "to return", "that the ballots be counted again"."""
    bare = verb.tag_ == "VB" or any(part.dep_ == "auxpass" and part.lower_ == "be" for part in verb.children)
    modal = any(part.tag_ == "MD" for part in verb.children)
    return bare and not modal and verb.dep_ in {"xcomp", "ccomp"}


def _inside(token: Token, regions: Iterable[tuple[int, int]]) -> bool:
    return any(low <= token.idx < high for low, high in regions)


def _finite_verbs(doc: Doc) -> Iterator[Token]:
    """The verbs of a sentence that stand for a clause of their own."""
    for token in doc:
        tensed = token.tag_ in {"VBD", "VBZ", "VBP"} or bool(syntax.auxiliaries(token))
        if tensed and token.pos_ in VERBAL and token.dep_ not in {"aux", "auxpass", "xcomp", "amod", "pcomp"}:
            yield token


def _of_deciding(expression: Expression, chain: tuple[Token, ...], published: Span | None) -> tuple[Token, ...] | None:
    """In "agreed to buy the firm in January 2022" what is long past is the day of the agreement, not that of a plan."""
    if not chain or published is None or expression.span is None or expression.span.end > published.start:
        return None
    verb = chain[-1]
    upper = verb.head if verb.dep_ == "xcomp" and verb.tag_ == "VB" else verb
    if upper.pos_ not in VERBAL or not syntax.is_past(upper) or lemma(upper) not in _DECIDING:
        return None
    if _is_weekday(expression.text.lower()) or any(part.pos_ == "NOUN" for part in chain[:-1]):
        return None  # "agreed to meet on Monday" looks ahead from whatever day it was
    return (*chain[:-1], upper)


def _is_weekday(text: str) -> bool:
    return text.endswith("day") and text != "yesterday" and not any(letter.isdigit() for letter in text)


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


def subject_start(verb: Token) -> int:
    """Return the place of the first word of a clause's subject, or of its verb where it has none."""
    agent = syntax.child(verb, "nsubj", "nsubjpass", "csubj")
    return agent.left_edge.i if agent is not None else verb.i
