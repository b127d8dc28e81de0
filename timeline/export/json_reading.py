"""Reading a JSON export back into a timeline: every key and every reference is checked, and a fault is named by its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from pydantic import TypeAdapter, ValidationError

from timeline.export import json_model as objects
from timeline.model import (
    Article,
    Claim,
    Comment,
    Event,
    Expression,
    Mention,
    Part,
    Publication,
    Timeline,
    Zone,
)
from timeline.span import Span

_EXPORT = TypeAdapter(objects.ExportObject)
_WORDS = {"missing": "is missing", "json_invalid": "is no JSON", "literal_error": "is not 'timeline/1'"}
Expressions = Mapping[str, tuple[Expression, ...]]


class FormatError(ValueError):
    """The text is not an export of this format; the message names the place and what is wrong there."""


def loads(text: str | bytes) -> Timeline:
    """Read an export back.  What only the merge and the network need (constraints, lemmas, statements) is not in it.

    Args:
        text: JSON text in the format "timeline/1".

    Raises:
        FormatError: if it is not, or refers to what it does not hold.

    >>> loads('{"format": "timeline/1", "articles": [], "expressions": [], "events": [{"id": "e1"}]}')
    Traceback (most recent call last):
    ...
    timeline.export.json_reading.FormatError: events[0].type is missing
    """
    try:
        data = _EXPORT.validate_json(text)
    except ValidationError as error:
        raise FormatError(_told(error)) from error
    articles = tuple(_article(item, f"articles[{i}]") for i, item in enumerate(data.articles))
    texts = {article.id: len(article.text) for article in articles}
    _check(len(texts) == len(articles), "articles", "has an id twice")
    found: dict[str, list[Expression]] = {article.id: [] for article in articles}
    for i, item in enumerate(data.expressions):
        found[_known(item.article, texts, f"expressions[{i}].article")].append(_expression(item, texts, f"expressions[{i}]"))
    expressions = {key: tuple(listed) for key, listed in found.items() if listed}
    events = tuple(_event(item, texts, expressions, f"events[{i}]") for i, item in enumerate(data.events))
    _check(len({event.id for event in events}) == len(events), "events", "has an id twice")
    return Timeline(articles, expressions, events, data.warnings)


def _told(error: ValidationError) -> str:
    """The first fault as a sentence without its end: where, and what."""
    first = error.errors(include_url=False)[0]
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    said = _WORDS.get(first["type"], first["msg"].removeprefix("Value error, "))
    given = "" if first["type"] in _WORDS or len(repr(first["input"])) > 80 else f", not {first['input']!r}"
    reason = f" ({first['ctx']['error']})" if first["type"] == "json_invalid" else ""
    return f"{path or 'it'} {said[:1].lower()}{said[1:]}{given}{reason}"


def _check(holds: bool, place: str, fault: str) -> None:
    if not holds:
        raise FormatError(f"{place} {fault}")


def _known(article: str, texts: Mapping[str, int], place: str) -> str:
    _check(article in texts, place, f"is {article!r}, and there is no such article")
    return article


def _inside(start: int, end: int, length: int, place: str) -> None:
    _check(0 <= start <= end <= length, place, f"lies outside the text of {length} characters ({start} to {end})")


def _day(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _span(item: objects.SpanObject | None, place: str) -> Span | None:
    if item is None:
        return None
    _check(item.start < item.end, f"{place}.span", f"ends on {item.end}, before or when it starts")
    return Span(item.start.toordinal(), item.end.toordinal(), item.granularity, item.shape, item.clock)


def _published(item: objects.PublicationObject, place: str) -> Publication:
    _check((item.start is None) == (item.end is None), place, "has only one of start and end")
    days = item.start and item.end and objects.SpanObject(item.start, item.end, item.granularity)
    return Publication(_span(days or None, place), item.basis, item.why, _span(item.limits, f"{place}.limits"))


def _article(item: objects.ArticleObject, place: str) -> Article:
    for i, zone in enumerate(item.zones):
        _inside(zone.start, zone.end, len(item.text), f"{place}.zones[{i}]")
    return Article(
        id=item.id,
        text=item.text,
        file=item.file,
        title=item.title,
        source=item.source,
        url=item.url,
        language=item.language,
        published=_published(item.published, f"{place}.published"),
        zones=tuple(Zone(**asdict(zone)) for zone in item.zones),
        near_duplicate_of=item.near_duplicate_of,
        warnings=item.warnings,
    )


def _expression(item: objects.ExpressionObject, texts: Mapping[str, int], place: str) -> Expression:
    _inside(item.start, item.end, texts[item.article], place)
    return Expression(
        item.start,
        item.end,
        item.text,
        item.type,
        item.value,
        item.mod,
        _span(item.span, place),
        item.anchor,
        item.why,
        anchor_start=item.anchor_start,
        anchor_end=item.anchor_end,
        furniture=item.furniture,
        parts=tuple(Part(**asdict(part)) for part in item.parts),
    )


def _mention(item: objects.MentionObject, kind: str, texts: Mapping[str, int], found: Expressions, place: str) -> Mention:
    length = texts[_known(item.article, texts, f"{place}.article")]
    _inside(item.start, item.end, length, place)
    _inside(item.quote_start, item.quote_end, length, f"{place}.quote")
    index = None
    if item.date_start is not None:
        index = next((i for i, e in enumerate(found.get(item.article, ())) if e.start == item.date_start), None)
        _check(index is not None, f"{place}.date_start", f"is {item.date_start}, where no expression begins")
    return Mention(
        id=item.id or f"{item.article}:{item.start}",
        article=item.article,
        start=item.start,
        end=item.end,
        trigger=item.trigger,
        quote_start=item.quote_start,
        quote_end=item.quote_end,
        type=item.type or kind,
        lemma=item.trigger,
        modality=item.modality,
        participants=item.participants,
        place=item.place,
        expression=index,
        span=_span(item.span, place),
        inherited=item.inherited,
        speaker=item.speaker,
        title=item.title,
    )


def _event(item: objects.EventObject, texts: Mapping[str, int], found: Expressions, place: str) -> Event:
    mentions = tuple(_mention(m, item.type, texts, found, f"{place}.mentions[{i}]") for i, m in enumerate(item.mentions))
    for i, claim in enumerate(item.claims):
        for article in claim.articles:
            _known(article, texts, f"{place}.claims[{i}].articles")
    claims = ((_span(claim.span, f"{place}.claims[{i}]"), claim.articles) for i, claim in enumerate(item.claims))
    return Event(
        id=item.id,
        type=item.type,
        family=item.family,
        plover=item.plover,
        title=item.title,
        span=_span(item.span, place),
        status=item.status,
        modality=item.modality,
        mentions=mentions,
        participants=item.participants,
        place=item.place,
        confidence=item.confidence,
        claims=tuple(Claim(span, articles) for span, articles in claims if span),
        salience=item.salience,
        bounds=(_day(item.bounds.start), _day(item.bounds.end)) if item.bounds else None,
        why=item.why,
        chain=item.chain,
        related=item.related,
        independent=item.independent or len({mention.article for mention in mentions}),
        hidden=item.hidden,
        verified=(item.verified.by, item.verified.at) if item.verified else None,
        comments=tuple(Comment(**asdict(comment)) for comment in item.comments),
    )
