"""What a mention refers to elsewhere in its article: the event that a date is counted from, the happening named before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from timeline.events import syntax
from timeline.events.bounds import is_bound
from timeline.events.context import Context, Token
from timeline.events.expressions import Attachment, dates_events
from timeline.events.inherited import held_at
from timeline.events.labels import is_main
from timeline.events.mentions import Draft, is_anchor
from timeline.events.modality import REACTIONS
from timeline.events.nominal import is_definite
from timeline.events.statements import Order
from timeline.events.syntax import lemma, words
from timeline.model import Anchor, Expression, Modality, digest
from timeline.span import Span

_HAPPENINGS = frozenset({"disaster", "attack", "strike", "protest", "vote", "meeting"})
"""Types whose nouns do something to others: a storm kills, a strike closes a port."""
_CONTRACTS = frozenset({"agreement", "deal", "signing"})
_HARM = frozenset({"attack", "disaster", "death"})
MAX_DAYS_MEANT = 7
"""A reference takes the date of what it means only where that is as narrow as this."""
SHORTEST_YEAR = 365
MAX_LOOK_BACK = 60
"""Mentions among which "his remarks" may find what they refer to."""


def bind_anchors(drafts: Sequence[Draft], expressions: Sequence[Expression]) -> list[Order]:
    """Find the mention that each event-relative expression counts from, in its own words or as what they refer to.

    Returns:
        for what is said in the same breath as such a mention ("a day after it protested and demanded answers"), that neither
        comes before the other: both happened on the day that is counted from.
    """
    joined: list[Order] = []
    for draft in drafts:
        listed = [i for i in (draft.attachment.index, *draft.attachment.also) if i is not None]
        for index in listed:
            expression = expressions[index]
            if expression.anchor is Anchor.EVENT:
                named = _named_by(expression, drafts, draft)
                if named is None and expression.anchor_start is not None:
                    draft.anchors[index] = unnamed(draft.mention.article, expression.anchor_start)
                elif named is not None:
                    before = antecedent(named, drafts)
                    draft.anchors[index] = before.mention.id
                    if before is named and named.mention.expression is None and index in draft.attachment.also:
                        # "on July 26, a day after Argentina protested": an exact claim about the protest as well
                        named.mention = replace(named.mention, expression=index)
                        joined += _joined(named, drafts, index)
            elif expression.anchor is Anchor.EXPRESSION:
                counted = _dated_by(expression, expressions, drafts, draft)
                if counted is not None:
                    draft.anchors[index] = counted.mention.id
    return joined


def unnamed(article: str, start: int) -> str:
    """Return the id, for the date network alone, of what an expression counts from that no event type has a word for.

    >>> unnamed("a", 5) == unnamed("a", 5) != unnamed("b", 5)
    True
    """
    return digest(article, str(start), "anchor")


def _joined(named: Draft, drafts: Sequence[Draft], index: int) -> Iterator[Order]:
    """Statements that the undated verbs joined to a mention by "and" fall on its day; they take its expression as well."""
    for other in drafts[bisect_left(drafts, named.mention.start, key=_start) :]:
        if other.mention.quote_start != named.mention.quote_start:
            break
        if other is named or other.mention.expression is not None or other.trigger.token not in named.trigger.token.conjuncts:
            continue
        other.mention = replace(other.mention, expression=index)
        for pair in ((named, other), (other, named)):
            yield Order(pair[0].mention.id, pair[1].mention.id, named.mention.start, other.mention.end)


def _named_by(expression: Expression, drafts: Sequence[Draft], own: Draft) -> Draft | None:
    if expression.anchor_start is None or expression.anchor_end is None:
        return None
    first = bisect_left(drafts, expression.anchor_start, key=_start)
    inside = [d for d in drafts[first : bisect_left(drafts, expression.anchor_end, key=_start)] if d is not own]
    return min(inside, key=lambda d: (d.trigger.noun and d.trigger.weak, d.mention.start)) if inside else None


def _start(draft: Draft) -> int:
    return draft.mention.start


def _dated_by(expression: Expression, expressions: Sequence[Expression], drafts: Sequence[Draft], own: Draft) -> Draft | None:
    """The mention that the expression dates from which another one counts: "the previous Friday" after "on Monday"."""
    if expression.anchor_start is None:
        return None
    for other in drafts:
        index = other.attachment.index
        if (
            index is not None
            and other is not own
            and expressions[index].start == expression.anchor_start
            and not other.attachment.inherited
        ):
            return other
    return None


def antecedent(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Return the dated mention that a mention without a date refers back to, or itself.

    Args:
        draft: the mention, such as "his remarks".
        drafts: all mentions of the article in order.
    """
    if draft.mention.expression is not None or not draft.trigger.noun:
        return draft
    family = REACTIONS if draft.mention.type in REACTIONS else frozenset({draft.mention.type})
    people = set(draft.mention.participants)
    for other in islice(reversed(drafts[: bisect_left(drafts, draft.mention.start, key=_start)]), MAX_LOOK_BACK):
        same = (
            other.mention.type in family and other.mention.modality is Modality.ASSERTED and other.mention.expression is not None
        )
        if same and (not people or people & set(other.mention.participants)):
            return other
    return draft


def inherit(drafts: Sequence[Draft], ctx: Context) -> None:
    """Give mentions the date of what they refer to in the sentence before, marked as inherited.

    Args:
        drafts: all mentions of the article in order; they are changed.
        ctx: the article with its parsed sentences.
    """
    for position, draft in enumerate(drafts):
        mention = draft.mention
        if _is_only_counted(draft, ctx):
            source = _same(draft, _near(position, drafts, ctx), ctx)
            if source is not None:
                _take_over(draft, source)
        elif mention.expression is None and mention.modality is Modality.ASSERTED:
            near = _near(position, drafts, ctx)
            source = _same(draft, near, ctx) if draft.trigger.noun else _told_of_it(draft, near)
            source = source or _told_before(position, drafts, ctx) or _goes_on(position, drafts, ctx)
            if source is not None and not _speaks_of_another_year(draft, source, ctx):
                _take_over(draft, source)
        elif mention.expression is None and draft.trigger.noun and (index := _answer(draft, ctx)) is not None:
            draft.attachment = Attachment(index, True)
            draft.mention = replace(mention, expression=index, span=ctx.expressions[index].span, inherited=True)
    _at_meetings(drafts)


def _speaks_of_another_year(draft: Draft, source: Draft, ctx: Context) -> bool:
    """Say whether a sentence looks back to other years: "The election was the closest since the republic was founded in 1919"."""
    listed = (ctx.expressions[index] for index in ctx.expressions_in(ctx.sentence(draft.trigger.token)))
    years = [e.span for e in listed if e.span is not None and e.anchor is Anchor.NONE and e.span.days >= SHORTEST_YEAR]
    day = source.mention.span
    return day is not None and any(not span.overlaps(day) for span in years)


def _answer(draft: Draft, ctx: Context) -> int | None:
    """When is the trial? It is set for 26 February."""
    here = ctx.sentence(draft.trigger.token)
    if draft.trigger.token.doc[0].lower_ != "when" or here.index + 1 == len(ctx.sentences):
        return None
    reply = ctx.sentences[here.index + 1]
    dates = [index for index in ctx.expressions_in(reply) if dates_events(ctx.expressions[index])]
    if len(dates) != 1 or not ctx.article.text.startswith(("It ", "They "), reply.start):
        return None
    return dates[0]


def _is_only_counted(draft: Draft, ctx: Context) -> bool:
    """Say whether a noun for what was told before has no date but a distance: "The clash came a month after the vote"."""
    index = draft.mention.expression
    if index is None or not draft.trigger.noun or draft.mention.modality is not Modality.ASSERTED:
        return False
    return (
        ctx.expressions[index].anchor is Anchor.EVENT and ctx.expressions[index].span is None and is_definite(draft.trigger.token)
    )


def _take_over(draft: Draft, source: Draft) -> None:
    """Date a mention by what it refers to, beside the distance from another happening that it may have."""
    own = draft.attachment
    draft.attachment = Attachment(source.attachment.index, True, (own.index, *own.also) if own.index is not None else ())
    draft.mention = replace(draft.mention, expression=source.mention.expression, span=source.mention.span, inherited=True)


def _near(position: int, drafts: Sequence[Draft], ctx: Context) -> Iterator[Draft]:
    """The dated happenings of the two sentences before, the nearest first."""
    here = ctx.sentence(drafts[position].trigger.token)
    for other in reversed(drafts[max(0, position - 6) : position]):
        there = ctx.sentence(other.trigger.token)
        if there.paragraph < here.paragraph - 1 or here.index - there.index > 2:
            return
        if other.mention.span is not None and other.mention.modality is Modality.ASSERTED:
            yield other


def _same(draft: Draft, near: Iterator[Draft], ctx: Context) -> Draft | None:
    """The ministers met on Monday. The meeting lasted an hour."""
    if is_anchor(draft.trigger, ctx.sentence(draft.trigger.token), ctx):
        return None
    meant = [other for other in near if other.mention.type == draft.mention.type]
    return next((other for other in meant if other.mention.lemma == draft.mention.lemma), meant[0] if meant else None)


def _told_before(position: int, drafts: Sequence[Draft], ctx: Context) -> Draft | None:
    """The arrest stunned the city: the dated mention that a reference without a date means, if only one can be meant."""
    draft = drafts[position]
    if not _is_reference(draft) or is_anchor(draft.trigger, ctx.sentence(draft.trigger.token), ctx):
        return None
    people = set(draft.mention.participants)
    meant = [
        other
        for other in drafts[max(0, position - MAX_LOOK_BACK) : position]
        if _is_dated(other, ctx)
        and _may_be_meant(draft, other)
        and (not people or people & set(other.mention.participants) or not other.mention.participants)
    ]
    same = [other for other in meant if other.mention.lemma == draft.mention.lemma]
    if not same and (draft.trigger.noun or draft.mention.type in _HARM):
        same = meant  # "who had been shot" is as good as "who had been killed"; of other verbs each names a deed of its own
    days = {(other.mention.span.start, other.mention.span.end) for other in same if other.mention.span is not None}
    return same[-1] if len(days) == 1 else None


def _is_reference(draft: Draft) -> bool:
    token = draft.trigger.token
    if draft.mention.type in REACTIONS:
        return False
    if draft.trigger.noun:
        return is_definite(token)
    pluperfect = any(part.lower_ == "had" for part in syntax.auxiliaries(token))
    return pluperfect or (token.dep_ in {"relcl", "acl"} and token.tag_ in {"VBN", "VBD"})


def _is_dated(draft: Draft, ctx: Context) -> bool:
    """Say whether a mention has a day or a week of its own that others may take over."""
    mention = draft.mention
    if mention.expression is None or is_bound(ctx.article.text, ctx.expressions[mention.expression]):
        return False
    return (
        mention.modality is Modality.ASSERTED
        and mention.span is not None
        and mention.span.days <= MAX_DAYS_MEANT
        and not mention.inherited
    )


def _may_be_meant(draft: Draft, other: Draft) -> bool:
    one, two = draft.mention.type, other.mention.type
    return one == two or {one, two} <= _CONTRACTS or {one, two} <= _HARM


def _goes_on(position: int, drafts: Sequence[Draft], ctx: Context) -> Draft | None:
    """The commandos stormed the camp on Thursday. One soldier was killed: what the next sentence tells in the simple past."""
    draft = drafts[position]
    token, here = draft.trigger.token, ctx.sentence(draft.trigger.token)
    if draft.trigger.noun or draft.trigger.weak or not is_main(draft.trigger) or not _is_simple_past(token):
        return None
    agent = syntax.child(token, "nsubj")
    if any(dates_events(ctx.expressions[i]) for i in ctx.expressions_in(here)) or (agent is not None and agent.lower_ == "it"):
        return None
    for other in reversed(drafts[max(0, position - 6) : position]):
        there = ctx.sentence(other.trigger.token)
        if there.index < here.index - 1 or there.paragraph != here.paragraph:
            return None
        if there.index == here.index - 1 and _is_dated(other, ctx) and is_main(other.trigger) and _is_day(other.mention.span):
            return other
    return None


def _is_day(span: Span | None) -> bool:
    return span is not None and span.days == 1


def _is_simple_past(verb: Token) -> bool:
    return syntax.finite(verb).tag_ == "VBD" and not any(part.lower_ == "had" for part in syntax.auxiliaries(verb))


def _told_of_it(draft: Draft, near: Iterator[Draft]) -> Draft | None:
    """The storm hit on Monday. It killed 14 people."""
    verb = draft.trigger.token
    subject = syntax.child(verb, "nsubj")
    if subject is None or subject.lower_ not in {"it", "this"} or lemma(verb) not in words("verbs", "aspect"):
        return None
    source = next((other for other in near if not _in_one_sentence(other, draft)), None)
    if source is None or not source.trigger.noun or source.trigger.token.dep_ not in {"nsubj", "nsubjpass", "ROOT"}:
        return None
    return source if source.mention.type in _HAPPENINGS else None


def _at_meetings(drafts: Sequence[Draft]) -> None:
    """The ministers met on Monday. They signed a treaty at the meeting."""
    for number, draft in enumerate(drafts):
        if draft.mention.expression is not None or draft.mention.modality is not Modality.ASSERTED or draft.trigger.noun:
            continue
        here = [other for other in drafts[max(0, number - 6) : number + 7] if _in_one_sentence(other, draft)]
        held = held_at(draft.trigger, [other.trigger for other in here])
        meeting = next((other for other in here if other.trigger.token.i == held), None)
        if meeting is not None and meeting.mention.inherited:
            _take_over(draft, meeting)


def _in_one_sentence(one: Draft, other: Draft) -> bool:
    return one.mention.quote_start == other.mention.quote_start
