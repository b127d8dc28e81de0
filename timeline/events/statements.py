"""What an article says to the date network: each mention's expression bound to the mention and to what it is counted from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.events.bounds import is_bound, only_before
from timeline.events.day_counts import day_count
from timeline.events.elapsed import elapsed, elapsed_words
from timeline.model import Anchor, Article, Basis, Expression, Mention, Modality, digest
from timeline.network.relations import ANCHOR, SELF, Constraint, Filter, Gap, In, Node, Relation, Statement
from timeline.span import Shape

_STATED = frozenset({Basis.STATED, Basis.METADATA, Basis.DATELINE})
_PLANS_SKIP = frozenset({Modality.HYPOTHETICAL, Modality.NEGATED})
WEIGHTS = {"published": 10, "tense": 8, "caption": 3, "order": 5}
"""Weights of the statements that no expression carries: 1 a convention, 10 stated in so many words."""
_NOUN_TENSE = 5
"""A noun has no tense and the present looks ahead as well: "meeting: tomorrow", "from Monday she takes over"."""
_NO_YEAR = {Modality.ASSERTED: (0, 364), Modality.PLANNED: (-364, 0)}
"""Days from a day that names no year to the day it is counted from."""
_USUAL_NO_YEAR = 300
"""The same as a convention, for what is past: nearly a year later people do name the year."""
LEAD = 400
"""Characters of an article in which what it tells in the perfect is its news."""
_FRESH_DAYS = 6
_PERFECT = re.compile(r"\b(?:has|have|ha|han)(?: \w+(?:ly|mente))?(?: been| sido)?\s*$", re.IGNORECASE)
"""What stands before the participle of fresh news; "has long" and "have never" do not."""
_ABANDONED = re.compile(
    r"\b(?:was|were|had been)(?: (?:due|set|supposed|expected|scheduled|meant|planned|going))? to\b", re.IGNORECASE
)
"""A plan of the past ("the strike that was to begin on Monday") lies on neither side of the publication."""
_NOTICE = re.compile(r"(?: [\w’'-]+){0,4}: *(?:on )?", re.IGNORECASE)
"""What stands between the name of what is announced and its day."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A mention, the indices of all expressions that date it, and the mentions that event-relative ones count from."""

    mention: Mention
    expressions: tuple[int, ...]
    anchors: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Order:
    """One happening comes after another: "the talks collapsed after the vote"."""

    earlier: str
    later: str
    start: int
    end: int


def published(article: Article) -> Node:
    """Return the variable of an article's publication day.

    >>> published(Article("a1", ""))
    ('published', 'a1')
    """
    return ("published", article.id)


def state(
    article: Article,
    expressions: Sequence[Expression],
    dated: Sequence[Dated],
    orders: Sequence[Order] = (),
    dateline: int | None = None,
) -> tuple[Statement, ...]:
    """Return the statements of one article, sorted, each once; hypothetical and negated mentions make none.

    Args:
        article: the article.
        expressions: all its time expressions.
        dated: its mentions with what dates them.
        orders: which mention comes before which, by a connective.
        dateline: index of the expression in the dateline, from whose day weekdays are counted; None without one.
    """
    made = [*_publication(article, expressions, dateline), *_captions(article, expressions)]
    taken = {i for item in dated if item.mention.modality is Modality.ASSERTED for i in item.expressions}
    for item in dated:
        if item.mention.modality not in _PLANS_SKIP:
            made += _of_mention(article, expressions, _own_dates(item, taken), dateline)
    real = {item.mention.id for item in dated if item.mention.modality is Modality.ASSERTED}
    made += [_make(article, (Gap(("mention", order.earlier), ("mention", order.later), 0, None),), WEIGHTS["order"], 1, "order",
                   order.start, order.end) for order in orders if {order.earlier, order.later} <= real]  # fmt: skip
    return tuple(sorted({statement.id: statement for statement in made}.values(), key=lambda s: (s.start, s.end, s.id)))


def _make(
    article: Article, relations: tuple[Relation, ...], weight: int, tier: int, kind: str, start: int, end: int
) -> Statement:
    words = article.text[start:end]
    key = digest(article.id, repr(relations), str(weight), str(tier), kind, str(start), str(end))
    return Statement(key, relations, weight, tier, kind, article.id, start, end, words)


def _publication(article: Article, expressions: Sequence[Expression], dateline: int | None) -> Iterator[Statement]:
    span = article.published.span
    if span is not None and article.published.basis in _STATED:
        yield _make(article, (In(published(article), ((span.start, span.end - 1),)),), WEIGHTS["published"], 1, "published", 0, 0)
    elif span is None and article.published.limits is not None:
        relation = In(published(article), ((1, article.published.limits.end - 1),))
        yield _make(article, (relation,), WEIGHTS["published"], 1, "fetched", 0, 0)
    if dateline is not None:
        expression = expressions[dateline]
        for constraint in expression.constraints:
            relations = _bind(constraint.relations, ("dateline", article.id), published(article))
            yield _make(article, relations, constraint.weight, constraint.tier, "dateline", expression.start, expression.end)
        gap = Gap(("dateline", article.id), published(article), 0, 1)
        yield _make(article, (gap,), 9, 1, "dateline", expression.start, expression.end)


def _captions(article: Article, expressions: Sequence[Expression]) -> Iterator[Statement]:
    """A dated caption says that the article is no older than the picture, and nothing else."""
    captions = [zone for zone in article.zones if zone.kind == "caption"]
    for expression in expressions:
        if expression.span is None or expression.anchor is not Anchor.NONE:
            continue
        if any(zone.start <= expression.start < zone.end for zone in captions):
            relation = In(published(article), ((expression.span.start, _FOREVER),))
            yield _make(article, (relation,), WEIGHTS["caption"], 1, "caption", expression.start, expression.end)


_FOREVER = 3_652_059  # the last day of year 9999


def _bind(relations: Sequence[Relation], own: Node, anchor: Node) -> tuple[Relation, ...]:
    named = {SELF: own, ANCHOR: anchor}
    return tuple(_bound(relation, named) for relation in relations)


def _bound(relation: Relation, named: Mapping[Node, Node]) -> Relation:
    if isinstance(relation, In | Filter):
        return replace(relation, x=named.get(relation.x, relation.x))
    return replace(relation, x=named.get(relation.x, relation.x), y=named.get(relation.y, relation.y))


def _own_dates(item: Dated, taken: set[int]) -> Dated:
    """A plan without what dates something asserted: "to stop smugglers, he said on July 26" dates the words, not the plan."""
    if item.mention.modality is not Modality.PLANNED:
        return item
    return replace(item, expressions=tuple(i for i in item.expressions if i not in taken))


def _of_mention(article: Article, expressions: Sequence[Expression], item: Dated, dateline: int | None) -> Iterator[Statement]:
    mention, day = item.mention, published(article)
    node: Node = ("mention", mention.id)
    count = day_count(article.text[mention.quote_start : mention.quote_end], mention.start - mention.quote_start,
                      mention.end - mention.quote_start)  # fmt: skip
    if count is not None:
        # The sentence dates a later day of what lasts; the mention itself stands for the first.
        counted: Node = ("mention", f"{mention.id}/day {count.nth}")
        today = (Gap(counted, day, 0, 0),) if count.now and not item.expressions else ()
        relations = (Gap(node, counted, count.nth - 1, count.nth - 1), *today)
        yield _make(article, relations, 6, 1, "day count", mention.quote_start, mention.quote_end)
        node = counted
    ago = elapsed(article.text[mention.quote_start : mention.quote_end], mention.start - mention.quote_start,
                  mention.end - mention.quote_start)  # fmt: skip
    if ago is not None:
        start, end = mention.quote_start + ago.start, mention.quote_start + ago.end
        yield _make(article, (Gap(node, day, ago.days, ago.days),), 6, 1, "days since", start, end)
    for index in item.expressions:
        expression = expressions[index]
        if ago is not None and expression.text.lower() in elapsed_words():
            continue
        anchor = _anchor(article, expression, index, item, dateline)
        for constraint in _said(article, expression):
            if anchor is None and any(ANCHOR in (relation.x, getattr(relation, "y", None)) for relation in constraint.relations):
                continue
            lent = mention.inherited and index == mention.expression
            yield _of_expression(article, expression, constraint, mention, node, anchor or day, lent=lent)
            if constraint.kind == "weekday" and mention.modality is Modality.ASSERTED and anchor == day and dateline is None:
                yield _make(article, (Gap(node, day, 1, 6),), 1, 4, "another day", expression.start, expression.end)
            past = mention.modality is Modality.ASSERTED and not _is_notice(article, expressions, mention)
            if constraint.kind == "names no year" and past:
                gap = Gap(node, anchor or day, 0, _USUAL_NO_YEAR)
                yield _make(article, (gap,), 2, 4, "names no year", expression.start, expression.end)
    if _is_fresh(article, item):
        yield _make(article, (Gap(node, day, 0, _FRESH_DAYS),), 2, 4, "fresh", mention.start, mention.end)
    weight = WEIGHTS["tense"] if _has_past(mention) else _NOUN_TENSE
    if mention.modality is Modality.ASSERTED and not _is_notice(article, expressions, mention):
        yield _make(article, (Gap(node, day, 0, None),), weight, 1, "asserted", mention.start, mention.end)
    elif mention.modality is Modality.PLANNED and not _abandoned(article, mention):
        yield _make(article, (Gap(day, node, 0, None),), weight, 1, "planned", mention.start, mention.end)


def _of_expression(
    article: Article, expression: Expression, constraint: Constraint, mention: Mention, own: Node, anchor: Node, *, lent: bool
) -> Statement:
    relations = constraint.relations
    if constraint.kind == "names no year" and mention.modality in _NO_YEAR:
        # The clause knows better than the expression whether it looks back.
        open_side = _abandoned(article, mention) or _is_notice(article, [expression], replace(mention, expression=0))
        sides = (-364, 364) if open_side else _NO_YEAR[mention.modality]
        relations = (Gap(SELF, ANCHOR, *sides),)
    elif expression.span is not None and expression.span.shape is Shape.THROUGHOUT:
        relations = tuple(_first_day(relation) for relation in relations)
    weight = min(constraint.weight, 4) if lent else constraint.weight
    return _make(
        article, _bind(relations, own, anchor), weight, constraint.tier, constraint.kind, expression.start, expression.end
    )


def _said(article: Article, expression: Expression) -> Sequence[Constraint]:
    if not is_bound(article.text, expression):
        return expression.constraints
    return [left for constraint in expression.constraints if (left := only_before(expression, constraint)) is not None]


def _has_past(mention: Mention) -> bool:
    """Say whether a trigger may be a verb of the past: neither the bare word nor "takes", nor a noun such as "hearing"."""
    word, base = mention.trigger.lower().split()[0], mention.lemma.split()[0] if mention.lemma else ""
    return word not in {base, base + "s", base + "es"} and not word.endswith("ing")


def _is_notice(article: Article, expressions: Sequence[Expression], mention: Mention) -> bool:
    """Say whether a line only announces: "Sponsored walk: Sunday 5 November, 10am"; that may be to come or past."""
    if mention.expression is None:
        return False
    expression = expressions[mention.expression]
    between = article.text[mention.end : expression.start]
    return bool(_NOTICE.fullmatch(between)) and "\n" not in article.text[mention.quote_start : expression.end].strip()


def _is_fresh(article: Article, item: Dated) -> bool:
    """Whether an article opens with a happening in the perfect that it does not date: "The chairman has resigned"."""
    mention = item.mention
    if item.expressions or mention.modality is not Modality.ASSERTED or mention.quote_start - _body(article) > LEAD:
        return False
    return _PERFECT.search(article.text[mention.quote_start : mention.start]) is not None


def _body(article: Article) -> int:
    """Where the text begins after its title."""
    title = article.title.strip()
    return len(title) if title and article.text.startswith(title) else 0


def _abandoned(article: Article, mention: Mention) -> bool:
    return mention.modality is Modality.PLANNED and bool(_ABANDONED.search(article.text[mention.quote_start : mention.start]))


def _first_day(relation: Relation) -> Relation:
    """A mention with an extent stands for the first of its days."""
    match relation:
        case In(runs=((first, _),)):
            return replace(relation, runs=((first, first),))
        case Filter(first=first, last=last) if first is not None and last is not None:
            return replace(relation, last=first)
        case _:
            return relation


def _anchor(article: Article, expression: Expression, index: int, item: Dated, dateline: int | None) -> Node | None:
    """What an expression is counted from; None where that is an event which this article does not mention."""
    if expression.anchor is Anchor.EVENT:
        named = item.anchors.get(index)
        return ("mention", named) if named else None
    if expression.anchor is Anchor.EXPRESSION and index in item.anchors:
        return ("mention", item.anchors[index])
    if expression.anchor is Anchor.EXPRESSION:
        return None
    return ("dateline", article.id) if dateline is not None else published(article)
