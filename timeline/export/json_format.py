"""The JSON export "timeline/1", which other programs read: written and read back here, described in docs/formats.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from timeline.model import (
    Anchor,
    Article,
    Basis,
    Claim,
    Event,
    Expression,
    Mention,
    Modality,
    Part,
    Publication,
    Salience,
    Status,
    Timeline,
    Zone,
)
from timeline.span import Granularity, Shape, Span

FORMAT = "timeline/1"


class FormatError(ValueError):
    """The text is not an export of this format."""


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
    if published.limits:
        out["limits"] = {"start": _iso(published.limits.start), "end": _iso(published.limits.end)}
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
    return out | ({"chain": list(event.chain)} if event.chain else {})


# ---- reading back ----------------------------------------------------------------------------------------------------


def loads(text: str) -> Timeline:
    """Read an export back.  What only the network needs (constraints, statements) is not in it.

    Args:
        text: JSON text in the format "timeline/1".

    Raises:
        FormatError: if it is not.

    >>> loads(dumps(Timeline())) == Timeline()
    True
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise FormatError(f"format {data['format']!r} is not {FORMAT!r}")
        articles = tuple(_read_article(item) for item in data["articles"])
        expressions: dict[str, list[Expression]] = {article.id: [] for article in articles}
        for item in data["expressions"]:
            expressions[item["article"]].append(_read_expression(item))
        frozen = {key: tuple(found) for key, found in expressions.items() if found}
        events = tuple(_read_event(item, frozen) for item in data["events"])
        return Timeline(articles, frozen, events, tuple(data.get("warnings", ())))
    except FormatError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FormatError(f"not a timeline/1 export: {type(error).__name__}: {error}") from error


def _day(text: str | None) -> int | None:
    return None if text is None else date.fromisoformat(text).toordinal()


def _read_span(item: Mapping[str, Any] | None) -> Span | None:
    if not item or item["start"] is None:
        return None
    granularity, shape = Granularity(item.get("granularity", "day")), Shape(item.get("shape", "within"))
    return Span(Span.of(item["start"]).start, Span.of(item["end"]).start, granularity, shape, item.get("clock"))


def _read_article(item: Mapping[str, Any]) -> Article:
    published = item["published"]
    return Article(
        id=item["id"],
        text=item["text"],
        file=item["file"],
        title=item["title"],
        source=item["source"],
        url=item["url"],
        language=item["language"],
        published=Publication(
            _read_span(published), Basis(published["basis"]), published.get("why", ""), _read_span(published.get("limits"))
        ),
        zones=tuple(Zone(**zone) for zone in item.get("zones", ())),
        near_duplicate_of=item["near_duplicate_of"],
        warnings=tuple(item.get("warnings", ())),
    )


def _read_expression(item: Mapping[str, Any]) -> Expression:
    return Expression(
        item["start"],
        item["end"],
        item["text"],
        item["type"],
        item["value"],
        item["mod"],
        _read_span(item["span"]),
        Anchor(item["anchor"]),
        item["why"],
        furniture=item["furniture"],
        parts=tuple(Part(**part) for part in item.get("parts", ())),
    )


def _read_mention(item: Mapping[str, Any], kind: str, expressions: Mapping[str, tuple[Expression, ...]]) -> Mention:
    start = item.get("date_start")
    index = next((i for i, e in enumerate(expressions.get(item["article"], ())) if start is not None and e.start == start), None)
    return Mention(
        id=item.get("id") or f"{item['article']}:{item['start']}",
        article=item["article"],
        start=item["start"],
        end=item["end"],
        trigger=item["trigger"],
        quote_start=item["quote_start"],
        quote_end=item["quote_end"],
        type=item.get("type", kind),
        lemma=item["trigger"],
        modality=Modality(item["modality"]),
        participants=tuple(item["participants"]),
        place=item.get("place"),
        expression=index,
        span=_read_span(item["span"]),
        inherited=item.get("inherited", False),
        speaker=item.get("speaker"),
        title=item.get("title", ""),
    )


def _read_event(item: Mapping[str, Any], expressions: Mapping[str, tuple[Expression, ...]]) -> Event:
    bounds = item.get("bounds")
    claims = ((_read_span(claim["span"]), tuple(claim["articles"])) for claim in item["claims"])
    return Event(
        id=item["id"],
        type=item["type"],
        family=item["family"],
        plover=item["plover"],
        title=item["title"],
        span=_read_span(item["span"]),
        status=Status(item["status"]),
        modality=Modality(item["modality"]),
        mentions=tuple(_read_mention(mention, item["type"], expressions) for mention in item["mentions"]),
        participants=tuple(item["participants"]),
        place=item["place"],
        confidence=item["confidence"],
        claims=tuple(Claim(span, articles) for span, articles in claims if span),
        salience=Salience(item.get("salience", "minor")),
        bounds=(_day(bounds["start"]), _day(bounds["end"])) if bounds else None,
        why=tuple(item.get("why", ())),
        chain=tuple(item.get("chain", ())),
        related=tuple(item.get("related", ())),
        independent=item.get("independent", len({mention["article"] for mention in item["mentions"]})),
    )
