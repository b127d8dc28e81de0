"""What a JSON export must look like to be read back: one class for each object of the format "timeline/1".

Keys that are not named here are ignored, and those with a default may be missing, so that exports of other versions are read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from timeline.model import Anchor, Basis, Modality, Salience, Status
from timeline.span import Granularity, Shape


@dataclass(frozen=True, slots=True)
class SpanObject:
    """Days, the end exclusive."""

    start: date
    end: date
    granularity: Granularity = Granularity.DAY
    shape: Shape = Shape.WITHIN
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """Days of which either end may be open."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class PublicationObject:
    """When an article was published."""

    start: date | None
    end: date | None
    basis: Basis
    why: str = ""
    limits: SpanObject | None = None
    granularity: Granularity = Granularity.DAY


@dataclass(frozen=True, slots=True)
class ZoneObject:
    """A part of the text that is not running prose."""

    start: int
    end: int
    kind: str
    reason: str = ""
    furniture: bool = True


@dataclass(frozen=True, slots=True)
class ArticleObject:
    """One news text."""

    id: str
    file: str | None
    title: str
    source: str
    url: str | None
    language: str
    published: PublicationObject
    near_duplicate_of: str | None
    text: str
    zones: tuple[ZoneObject, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartObject:
    """One end of a range."""

    start: int
    end: int
    text: str
    type: str
    value: str | None


@dataclass(frozen=True, slots=True)
class ExpressionObject:
    """A time expression."""

    article: str
    start: int
    end: int
    text: str
    type: str
    value: str | None
    mod: str | None
    span: SpanObject | None
    anchor: Anchor
    furniture: bool
    why: str
    anchor_start: int | None = None
    anchor_end: int | None = None
    parts: tuple[PartObject, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionObject:
    """One sentence's claim."""

    article: str
    start: int
    end: int
    trigger: str
    quote_start: int
    quote_end: int
    span: SpanObject | None
    modality: Modality
    participants: tuple[str, ...]
    id: str = ""
    type: str = ""
    date_start: int | None = None
    place: str | None = None
    inherited: bool = False
    speaker: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class ClaimObject:
    """One date claimed, and the articles that claim it."""

    span: SpanObject | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedObject:
    """Who checked an event, and when."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class CommentObject:
    """What a person noted."""

    by: str
    at: str
    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class EventObject:
    """Mentions that speak of the same happening."""

    id: str
    type: str
    family: str
    plover: str
    title: str
    span: SpanObject | None
    status: Status
    modality: Modality
    participants: tuple[str, ...]
    place: str | None
    confidence: float
    mentions: tuple[MentionObject, ...]
    claims: tuple[ClaimObject, ...]
    salience: Salience = Salience.MINOR
    independent: int = 0
    bounds: Between | None = None
    why: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    hidden: bool = False
    verified: CheckedObject | None = None
    comments: tuple[CommentObject, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportObject:
    """A whole export."""

    format: Literal["timeline/1"]
    articles: tuple[ArticleObject, ...]
    expressions: tuple[ExpressionObject, ...]
    events: tuple[EventObject, ...]
    warnings: tuple[str, ...] = field(default=())
