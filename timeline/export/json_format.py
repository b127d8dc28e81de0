"""The JSON export "timeline/1", which other programs read, described in docs/formats.md; json_reading reads it back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from timeline.model import Article, Event, Expression, Mention, Timeline
from timeline.span import Granularity, Shape, Span

FORMAT = "timeline/1"


def dumps(timeline: Timeline) -> str:
    """Write a timeline as JSON text, the same for the same timeline.

    >>> dumps(Timeline()).splitlines()[1]
    ' "format": "timeline/1",'
    """
    return json.dumps(to_object(timeline), ensure_ascii=False, indent=1) + "\n"


def to_object(timeline: Timeline) -> dict[str, Any]:
    """Return the export as plain dictionaries and lists.

    >>> to_object(Timeline())["events"]
    []
    """
    texts = {article.id: article.text for article in timeline.articles}
    return {
        "format": FORMAT,
        "articles": [_article(article) for article in timeline.articles],
        "expressions": [
            {"article": article.id, **expression_object(expression)}
            for article in timeline.articles
            for expression in timeline.expressions.get(article.id, ())
        ],
        "events": [_event(event, timeline, texts) for event in timeline.events],
        **({"warnings": list(timeline.warnings)} if timeline.warnings else {}),
    }


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    out: dict[str, Any] = {"start": _iso(span.start), "end": _iso(span.end), "granularity": str(span.granularity)}
    if span.shape is not Shape.WITHIN:
        out["shape"] = str(span.shape)
    return out | ({"clock": span.clock} if span.clock else {})


def _article(article: Article) -> dict[str, Any]:
    published, span = article.published, article.published.span
    out: dict[str, Any] = {
        "start": _iso(span.start) if span else None,
        "end": _iso(span.end) if span else None,
        "basis": str(published.basis),
        "why": published.why,
    }
    if span and span.granularity is not Granularity.DAY:
        out["granularity"] = str(span.granularity)
    if published.limits:
        out["limits"] = {"start": _iso(published.limits.start), "end": _iso(published.limits.end)}
        if published.limits.granularity is not Granularity.DAY:
            out["limits"]["granularity"] = str(published.limits.granularity)
    return {
        "id": article.id,
        "file": article.file,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "published": out,
        "near_duplicate_of": article.near_duplicate_of,
        "text": article.text,
        "zones": [
            {"start": z.start, "end": z.end, "kind": z.kind, "reason": z.reason, "furniture": z.furniture} for z in article.zones
        ],
        **({"warnings": list(article.warnings)} if article.warnings else {}),
    }


def expression_object(expression: Expression) -> dict[str, Any]:
    """Return one expression as the export writes it, without the article it stands in.

    >>> expression_object(Expression(0, 3, "now", "DATE", "PRESENT_REF"))["value"]
    'PRESENT_REF'
    """
    out: dict[str, Any] = {
        "start": expression.start,
        "end": expression.end,
        "text": expression.text,
        "type": expression.type,
        "value": expression.value,
        "mod": expression.mod,
        "span": _span(expression.span),
        "anchor": str(expression.anchor),
        "furniture": expression.furniture,
        "why": expression.why,
    }
    if expression.anchor_start is not None:
        out |= {"anchor_start": expression.anchor_start, "anchor_end": expression.anchor_end}
    if expression.parts:
        out["parts"] = [
            {"start": p.start, "end": p.end, "text": p.text, "type": p.type, "value": p.value} for p in expression.parts
        ]
    return out


def _mention(mention: Mention, timeline: Timeline, text: str) -> dict[str, Any]:
    expression = None
    if mention.expression is not None:
        expression = timeline.expressions[mention.article][mention.expression]
    return {
        "id": mention.id,
        "article": mention.article,
        "start": mention.start,
        "end": mention.end,
        "trigger": mention.trigger,
        "type": mention.type,
        "quote": text[mention.quote_start : mention.quote_end],
        "quote_start": mention.quote_start,
        "quote_end": mention.quote_end,
        "date_text": expression.text if expression else None,
        "date_start": expression.start if expression else None,
        "span": _span(mention.span),
        "modality": str(mention.modality),
        "participants": list(mention.participants),
        "place": mention.place,
        "inherited": mention.inherited,
        "speaker": mention.speaker,
        "title": mention.title,
    }


def _event(event: Event, timeline: Timeline, texts: Mapping[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {
        "id": event.id,
        "type": event.type,
        "family": event.family,
        "plover": event.plover,
        "title": event.title,
        "span": _span(event.span),
        "status": str(event.status),
        "modality": str(event.modality),
        "participants": list(event.participants),
        "place": event.place,
        "confidence": round(event.confidence, 3),
        "salience": str(event.salience),
        "independent": event.independent,
        "mentions": [_mention(mention, timeline, texts[mention.article]) for mention in event.mentions],
        "claims": [{"span": _span(claim.span), "articles": list(claim.articles)} for claim in event.claims],
        "why": list(event.why),
        "related": list(event.related),
    }
    if event.bounds:
        out["bounds"] = {"start": _iso(event.bounds[0]), "end": _iso(event.bounds[1])}
    if event.chain:
        out["chain"] = list(event.chain)
    return out | _by_hand(event)


def _by_hand(event: Event) -> dict[str, Any]:
    """What people decided on an event as a whole; its fields have their changes already."""
    out: dict[str, Any] = {"hidden": True} if event.hidden else {}
    if event.verified:
        out["verified"] = {"by": event.verified[0], "at": event.verified[1]}
    if event.comments:
        out["comments"] = [{"by": c.by, "at": c.at, "text": c.text, "number": c.number} for c in event.comments]
    return out
