"""From the parsed sentences of an article to its mentions and statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline.events import places, syntax, titles
from timeline.events.actors import participants, who
from timeline.events.bounds import bounded, is_bound
from timeline.events.context import Context, Sentence, Token
from timeline.events.dating import attach
from timeline.events.expressions import Anchored, Attachment, anchored, dates_events
from timeline.events.lasting import extent
from timeline.events.modality import REACTIONS, Frame, modality
from timeline.events.nominal import is_happening
from timeline.events.orders import orders
from timeline.events.statements import Dated, Order
from timeline.events.syntax import VERBAL, lemma, words
from timeline.events.traits import traits
from timeline.events.triggers import Trigger, find
from timeline.model import Anchor, Expression, Mention, Modality, digest
from timeline.network.relations import ANCHOR, Gap, Period
from timeline.span import Span

_TRENDS = frozenset("years decades centuries generations".split())
_REPORTED_KINDS = frozenset({"statement"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
MAX_KEYWORDS = 24


@dataclass(slots=True)
class Draft:
    """A mention in the making, with what the later steps need."""

    mention: Mention
    trigger: Trigger
    attachment: Attachment
    anchors: dict[int, str] = field(default_factory=dict)


def read(ctx: Context) -> tuple[list[Draft], list[Order]]:
    """Return the mentions of an article in order, and which of them comes after which.

    Args:
        ctx: the article with its parsed sentences.
    """
    drafts: list[Draft] = []
    found: list[Order] = []
    for sentence in ctx.sentences:
        if sentence.doc is not None:
            here = list(_of_sentence(sentence, ctx))
            drafts += here
            found += _orders(sentence, here, ctx)
    return drafts, found


def _of_sentence(sentence: Sentence, ctx: Context) -> Iterator[Draft]:
    doc = sentence.doc
    assert doc is not None
    headline = sentence.label is not None or not _ends_like_prose(doc.text)
    indices = ctx.expressions_in(sentence)
    dates = anchored(doc, sentence.start, ctx.expressions, indices, ctx.article.published.span)
    inside = {token.i for date in dates for token in date.tokens}
    triggers = [trigger for trigger in find(doc, headline) if trigger.token.i not in inside]
    label = sentence.label if sentence.label is not None and dates_events(ctx.expressions[sentence.label]) else None
    beside = sentence.beside if sentence.beside is not None and dates_events(ctx.expressions[sentence.beside]) else None
    attachments = attach(triggers, dates, label, beside)
    strong = frozenset(trigger.token.i for trigger in triggers if not trigger.weak and trigger.type not in REACTIONS)
    demands = frozenset(trigger.token.i for trigger in triggers if trigger.type == "demand")
    for trigger in triggers:
        if _only_asked(trigger, demands):
            continue
        draft = _draft(trigger, attachments.get(trigger.token.i, Attachment()), sentence, dates, ctx, headline, strong)
        if draft is not None:
            told = traits(trigger.token, inside)
            mention = replace(draft.mention, about=told.about, numbers=told.numbers, days=told.days, definite=told.definite)
            yield replace(draft, mention=mention)


def _only_asked(trigger: Trigger, demands: frozenset[int]) -> bool:
    """ "Asked the authorities to explain the memorandum": what is to be said is the demand, and no event beside it."""
    token = trigger.token
    asked = token.head.i in demands and any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    return asked and token.dep_ in {"xcomp", "ccomp", "advcl"} and trigger.type in REACTIONS


def _ends_like_prose(text: str) -> bool:
    return text.rstrip("\"'”’) ").endswith((".", "!", "?", ":", ";", "…", ","))


def _draft(
    trigger: Trigger,
    attachment: Attachment,
    sentence: Sentence,
    dates: Sequence[Anchored],
    ctx: Context,
    headline: bool,
    strong: frozenset[int],
) -> Draft | None:
    expression = None if attachment.index is None else ctx.expressions[attachment.index]
    frame = _frame(trigger, expression, sentence, dates, ctx, headline)
    if not _counts(trigger, attachment, frame, sentence, ctx, strong):
        return None
    reality = modality(trigger, frame)
    if reality is None:
        return None
    span = None if expression is None else _span(trigger, expression, reality, dates, ctx)
    return Draft(_mention(trigger, attachment, span, reality, sentence, ctx), trigger, attachment)


def _span(trigger: Trigger, expression: Expression, reality: Modality, dates: Sequence[Anchored], ctx: Context) -> Span | None:
    """The days by which an expression dates a trigger."""
    if is_bound(ctx.article.text, expression):
        return bounded(expression, ctx.article.published.span, reality)
    return extent(trigger, expression.span, expression, dates)


def _frame(
    trigger: Trigger, expression: Expression | None, sentence: Sentence, dates: Sequence[Anchored], ctx: Context, headline: bool
) -> Frame:
    span = None if expression is None else expression.span
    habits = (date for date in dates if _is_habit(date) and not _qualifies_noun(date, trigger.token))
    habitual = any(expression is None or trigger.token in date.chain for date in habits)
    narrow = span is not None and span.days <= 7
    labelled, answered = sentence.label is not None or headline, sentence.beside is not None
    return Frame(_when(span, expression, ctx), expression is not None, narrow, labelled, habitual, answered)


def _when(span: Span | None, expression: Expression | None, ctx: Context) -> str | None:
    published = ctx.article.published.span
    if published is None and expression is not None and expression.anchor is Anchor.PUBLISHED:
        return "future" if _lies_ahead(expression) else None
    if span is None or published is None:
        return None
    if span.start >= published.end or (span.start >= published.start and span.end > published.end):
        return "future"  # the second: "by Friday"
    return "today" if span.days == 1 and published.contains(span) else "past" if span.start < published.start else None


def _lies_ahead(expression: Expression) -> bool:
    """Say whether an expression looks ahead from whatever day the article appeared: "tomorrow", "next week"."""
    for constraint in expression.constraints:
        for told in constraint.relations:
            if isinstance(told, Gap):
                ahead = told.x == ANCHOR and (told.lo or 0) > 0
                if constraint.tier == 1 and (ahead or (told.y == ANCHOR and told.hi is not None and told.hi < 0)):
                    return True
            elif isinstance(told, Period) and told.x == ANCHOR and told.k > 0:
                return True
    return False


def _is_habit(date: Anchored) -> bool:
    """Every week; over recent years."""
    expression = date.expression
    lower = expression.text.lower()
    return expression.type == "SET" or (lower.split()[-1:] != [] and lower.split()[-1] in _TRENDS and "recent" in lower)


def _qualifies_noun(date: Anchored, token: Token) -> bool:
    """Say whether a set only says what kind of thing another noun means: "approved a once-daily inhaler"."""
    outer = next((t for t in date.tokens if t.head not in date.tokens), date.tokens[-1])
    return outer.dep_ in {"amod", "compound", "nmod"} and outer.head != token


def is_anchor(trigger: Trigger, sentence: Sentence, ctx: Context) -> bool:
    """Say whether an expression counts from a trigger: "a month after the company started to fill it"."""
    at = ctx.offset(trigger.token)
    here = [e for e in (ctx.expressions[i] for i in ctx.expressions_in(sentence)) if e.anchor is Anchor.EVENT]
    return any(e.anchor_start <= at < e.anchor_end for e in here if e.anchor_start is not None and e.anchor_end is not None)


def _is_vague(expression: Expression) -> bool:
    return expression.value in {"PAST_REF", "PRESENT_REF", "FUTURE_REF"}


def _counts(
    trigger: Trigger, attachment: Attachment, frame: Frame, sentence: Sentence, ctx: Context, strong: frozenset[int]
) -> bool:
    """Say whether a trigger stands for a happening at all, before its modality is asked."""
    token = trigger.token
    dated = attachment.index is not None and not _is_vague(ctx.expressions[attachment.index])
    dated = (dated and not attachment.inherited) or is_anchor(trigger, sentence, ctx)
    if trigger.noun:
        return is_happening(token, dated, sentence.label is not None or frame.labelled, trigger.weak)
    if trigger.weak and not dated:
        return False
    if token.dep_ == "amod" or (token.dep_ in {"csubj", "pobj", "compound"} and token.tag_ == "VBG" and not dated):
        return False
    if trigger.type in _REPORTED_KINDS and not trigger.weak:
        return not _announces_news(token, strong)
    return not (trigger.type in _REPORTED_KINDS and _only_reports(token, strong))


def _only_reports(verb: Token, strong: frozenset[int]) -> bool:
    """Said on Wednesday that two guards had been killed: the news is what was said, not that it was said."""
    if verb.doc.text.lstrip().startswith(('"', "“", "‘")):
        return False
    for part in verb.children:
        if (
            part.dep_ == "ccomp"
            and part.i in strong
            and syntax.is_past(part)
            and not any(aux.tag_ == "MD" for aux in part.children)
        ):
            return True
    return False


def _announces_news(verb: Token, strong: frozenset[int]) -> bool:
    """Members have voted to strike, the union announced: the news is the vote, which takes the date of its announcement."""
    news = (part for part in verb.children if part.dep_ == "ccomp" and part.i in strong)
    return any(aux.lower_ in {"has", "have"} for part in news for aux in syntax.auxiliaries(part))


# ---- the mention -----------------------------------------------------------------------------------------------------


def _mention(
    trigger: Trigger, attachment: Attachment, span: Span | None, reality: Modality, sentence: Sentence, ctx: Context
) -> Mention:
    token, article = trigger.token, ctx.article
    start, end = _trigger_span(trigger, ctx)
    taking_part = participants(token, ctx)
    return Mention(
        digest(article.id, str(start), trigger.type),
        article.id,
        start,
        end,
        article.text[start:end],
        sentence.quote_start,
        sentence.end,
        trigger.type,
        trigger.lemma,
        reality,
        taking_part,
        places.place(token, ctx),
        attachment.index,
        span,
        attachment.inherited,
        _speaker(token, ctx),
        titles.title(token, trigger.type, taking_part, ctx),
        _keywords(token),
        _weight(trigger, sentence, ctx),
    )


def _trigger_span(trigger: Trigger, ctx: Context) -> tuple[int, int]:
    """The head word, with its particle or object where nothing but the two stands between."""
    near = [trigger.token]
    for part in sorted(trigger.words[1:], key=lambda t: t.i):
        if 0 < part.i - near[-1].i <= 2:
            near.append(part)
    return ctx.span(near)


def _keywords(token: Token) -> tuple[str, ...]:
    clause = token
    while clause.head != clause and clause.pos_ not in VERBAL:
        clause = clause.head
    kept = {t.lemma_.lower() for t in clause.subtree if t.pos_ in _CONTENT and len(t.text) > 2 and t.lemma_.isalpha()}
    return tuple(sorted(kept)[:MAX_KEYWORDS])


def _speaker(token: Token, ctx: Context) -> str | None:
    at = token
    while at.head != at:
        if at.dep_ in {"ccomp", "parataxis"} and at.head.pos_ in VERBAL and lemma(at.head) in words("verbs", "reporting"):
            agent = syntax.subject(at.head)
            named = who(agent, ctx) if agent is not None else []
            return named[0] if named else None
        at = at.head
    return None


def _weight(trigger: Trigger, sentence: Sentence, ctx: Context) -> float:
    """Prominence: the lead and what the headline names count most, what is only said or only a noun counts less."""
    place = ctx.prominence.get(sentence.paragraph, len(ctx.prominence))
    weight = max(0.3, 0.8 - 0.06 * place)
    title = ctx.article.title.lower()
    weight += 0.2 if trigger.token.lemma_.lower()[:5] in title else 0.0
    weight -= 0.15 if trigger.weak else 0.05 if trigger.noun else 0.0
    weight -= 0.1 if trigger.type in REACTIONS and trigger.weak else 0.0
    return round(min(1.0, max(0.05, weight)), 2)


# ---- what lies between mentions --------------------------------------------------------------------------------------


def _orders(sentence: Sentence, drafts: Sequence[Draft], ctx: Context) -> Iterator[Order]:
    by_place: Mapping[int, Draft] = {draft.trigger.token.i: draft for draft in drafts}
    for earlier, later in orders([draft.trigger for draft in drafts]):
        if _both_counted_from(by_place[earlier], by_place[later], sentence, ctx):
            continue  # "a month after they began and two weeks after she appealed" says nothing of the two
        yield Order(by_place[earlier].mention.id, by_place[later].mention.id, sentence.start, sentence.end)


def _both_counted_from(one: Draft, other: Draft, sentence: Sentence, ctx: Context) -> bool:
    regions = [
        (e.anchor_start, e.anchor_end)
        for e in (ctx.expressions[index] for index in ctx.expressions_in(sentence))
        if e.anchor is Anchor.EVENT and e.anchor_start is not None and e.anchor_end is not None
    ]
    found = [{n for n, (low, high) in enumerate(regions) if low <= draft.mention.start < high} for draft in (one, other)]
    return bool(found[0]) and bool(found[1]) and not found[0] & found[1]


def dated(draft: Draft) -> Dated:
    """Return a mention with all that dates it."""
    listed = () if draft.attachment.index is None else (draft.attachment.index, *draft.attachment.also)
    return Dated(draft.mention, listed, dict(draft.anchors))
