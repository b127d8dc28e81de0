"""The values that every room speaks: articles, expressions, mentions, events and the timeline made of them.

All of them are frozen; offsets count Unicode code points into the article's text and are half-open.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from timeline.network.relations import Constraint, Statement
from timeline.span import Span

if TYPE_CHECKING:
    import pandas as pd


class Basis(StrEnum):
    """How a publication date is known."""

    STATED = "stated"  # a header line, front matter, a byline
    METADATA = "metadata"  # the page's own machine-readable date
    DATELINE = "dateline"
    INFERRED = "inferred"  # worked out by the date network
    UNKNOWN = "unknown"


class Anchor(StrEnum):
    """What an expression was counted from."""

    PUBLISHED = "published"
    EXPRESSION = "expression"
    EVENT = "event"
    NONE = "none"


class Modality(StrEnum):
    """Whether a sentence says that something happened."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


class Status(StrEnum):
    """How the date of an event is known."""

    SINGLE = "single"  # one independent source dates it
    AGREED = "agreed"  # two or more give the same span
    REFINED = "refined"  # the claims overlap, the span is what they share
    DISPUTED = "disputed"  # the claims exclude each other
    INFERRED = "inferred"  # no article dates it, the network bounds it narrowly
    UNDATED = "undated"
    EDITED = "edited"  # a person set it


class Salience(StrEnum):
    """How much an event matters to its story."""

    CORE = "core"
    MINOR = "minor"
    BACKGROUND = "background"


FAMILIES = ("meetings", "signings", "reactions", "decisions", "actions", "incidents")
"""The families of event types in the order of the chart's lanes."""

FORMATS = ("csv", "evidence-csv", "json", "html", "md", "ics", "timelinejs")
"""The formats of text that a timeline can be exported to."""
JOURNAL = "journal"
"""The table of what people changed by hand, which a store has beside its timeline."""
IMAGES = ("png", "svg", "pdf")
"""The formats of pictures that its chart can be exported to."""


def digest(*parts: str) -> str:
    """Return a short content id that survives a rebuild.

    >>> digest("a", "b") == digest("a", "b") != digest("ab")
    True
    """
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article was published: the likely days, their basis, and the outer limits where these are wider."""

    span: Span | None = None
    basis: Basis = Basis.UNKNOWN
    why: str = "no publication date was found"
    limits: Span | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the text that is not running prose of the article.

    Args:
        start, end: offsets.
        kind: "heading" or "byline" (the article's own), or a kind of furniture: "caption", "advert", "prompt", "navigation",
            "related", "notice", "diary".
        reason: a few words for the margin, such as "photo credit".
        furniture: whether the zone is kept but never read for events.
    """

    start: int
    end: int
    kind: str
    reason: str = ""
    furniture: bool = True


@dataclass(frozen=True, slots=True)
class Article:
    """One news text as it was read, with its furniture marked."""

    id: str
    text: str
    file: str | None = None
    title: str = ""
    source: str = ""
    url: str | None = None
    language: str = "en"
    published: Publication = Publication()
    zones: tuple[Zone, ...] = ()
    near_duplicate_of: str | None = None
    warnings: tuple[str, ...] = ()

    def in_furniture(self, start: int, end: int) -> bool:
        """Say whether a stretch of the text touches furniture.

        >>> Article("a", "Share this", zones=(Zone(0, 10, "prompt"),)).in_furniture(0, 5)
        True
        """
        return any(zone.furniture and zone.start < end and start < zone.end for zone in self.zones)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not read: its name as the user gave it, and one sentence that says why and what to do."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An input whose article the store has already: the id of the article, and the input's name."""

    article: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """One end of a range, as TimeML annotates it."""

    start: int
    end: int
    text: str
    type: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression, resolved as far as its anchors allow (TIMEX3 of ISO-TimeML, with a span and the reason).

    Args:
        start, end: offsets, without a leading preposition.
        text: the words.
        type: DATE, TIME, DURATION or SET.
        value: TIMEX3 value.
        mod: TIMEX3 modifier, or None.
        span: the days it denotes by our conventions, None where it denotes no calendar interval or its anchor is not known.
        anchor: what it was counted from.
        why: one sentence that a reader understands.
        constraints: what it says to the date network of the day that it dates, counted from the anchor.
        anchor_start, anchor_end: offsets of the words that name the anchor, for an expression or an event.
        furniture: whether it stands in a caption, advert or prompt.
        parts: the two ends of a range.
    """

    start: int
    end: int
    text: str
    type: str
    value: str | None
    mod: str | None = None
    span: Span | None = None
    anchor: Anchor = Anchor.NONE
    why: str = ""
    constraints: tuple[Constraint, ...] = ()
    anchor_start: int | None = None
    anchor_end: int | None = None
    furniture: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One sentence's claim that something happened, is planned, or did not happen.

    Args:
        id: digest of article, offset and type.
        article: id of the article.
        start, end, trigger: the words that name the happening.
        quote_start, quote_end: the sentence.
        type: event type, such as "signing".
        lemma: the trigger's dictionary form, for comparing mentions.
        modality: what the sentence says of its reality.
        participants: canonical names inside the article, the most involved first.
        place: canonical name, or None.
        expression: index into the reading's expressions of the one it hangs on, or None.
        span: the days that expression gives, or None.
        inherited: whether the expression stands in another clause or sentence, so that it is no direct claim.
        speaker: who is reported as saying so, or None.
        title: a readable headline made of this mention alone.
        keywords: content words of the sentence in dictionary form, sorted, for comparing mentions.
        weight: 0 to 1, how prominent the sentence is in its article (title and lead most).
        about: dictionary forms of the nouns that it is done to or about, sorted.
        numbers: amounts and counts told of it, sorted, such as "1200".
        days: how many days it is said to last, or None.
        definite: whether a noun with "the" or "this" stands for it, as for what has been told before.
    """

    id: str
    article: str
    start: int
    end: int
    trigger: str
    quote_start: int
    quote_end: int
    type: str
    lemma: str
    modality: Modality = Modality.ASSERTED
    participants: tuple[str, ...] = ()
    place: str | None = None
    expression: int | None = None
    span: Span | None = None
    inherited: bool = False
    speaker: str | None = None
    title: str = ""
    keywords: tuple[str, ...] = ()
    weight: float = 0.0
    about: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    days: int | None = None
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article says: the product of the rooms before the merge, and the unit that the store keeps."""

    article: Article
    expressions: tuple[Expression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One date claimed for an event, and the articles that claim it."""

    span: Span
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person noted on an event, by whom and when (ISO text), and its number in the journal."""

    by: str
    at: str
    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Mentions that speak of the same happening, with the reconciled date and every claim that was made.

    Args:
        id: digest of the first mention (smallest article id, offset, type).
        type, family, plover: codes.
        title: at most 90 characters.
        span: the reconciled days, None where undated.
        status: how the date is known.
        modality: the state of knowledge after all articles.
        mentions: ordered by article and offset.
        claims: one for each distinct date, best supported first.
        bounds: what the network knows of an undated event; either end may be None (day numbers, the end exclusive).
        why: the derivation in sentences.
        chain: the statements of a dispute, in words.
        related: ids of events before or after it in the network or with the same participants.
        independent: number of independent sources (near-duplicates count once).
        hidden: whether a person has taken it off the timeline.
        verified: who checked it and when (ISO text), or None.
        comments: what people noted, oldest first.
    """

    id: str
    type: str
    family: str
    plover: str
    title: str
    span: Span | None
    status: Status
    modality: Modality
    mentions: tuple[Mention, ...]
    participants: tuple[str, ...] = ()
    place: str | None = None
    confidence: float = 0.5
    claims: tuple[Claim, ...] = ()
    salience: Salience = Salience.MINOR
    bounds: tuple[int | None, int | None] | None = None
    why: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    independent: int = 1
    hidden: bool = False
    verified: tuple[str, str] | None = None
    comments: tuple[Comment, ...] = ()


FRAME_COLUMNS = tuple(
    "id start last granularity type family title status modality salience participants place sources mentions".split()
)


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a store holds: articles, their expressions (by article id), and the events in order of their dates."""

    articles: tuple[Article, ...] = ()
    expressions: dict[str, tuple[Expression, ...]] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    warnings: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return the events as a pandas table, one row each, dates as Timestamps with the last day inclusive.

        >>> list(Timeline().to_frame().columns)[:4]
        ['id', 'start', 'last', 'granularity']
        """
        import pandas as pd  # noqa: PLC0415  (half a second to import, and the resolver does not need it)

        rows = [
            {
                "id": e.id,
                "start": e.span and pd.Timestamp(e.span.first),
                "last": e.span and pd.Timestamp(e.span.last),
                "granularity": e.span and str(e.span.granularity),
                "type": e.type,
                "family": e.family,
                "title": e.title,
                "status": str(e.status),
                "modality": str(e.modality),
                "salience": str(e.salience),
                "participants": list(e.participants),
                "place": e.place,
                "sources": e.independent,
                "mentions": len(e.mentions),
            }
            for e in self.events
        ]
        return pd.DataFrame(rows, columns=list(FRAME_COLUMNS))


def in_order(event: Event) -> tuple[float, float, str]:
    """Sort key of a timeline: by date, a wider span after a narrower one, undated events last.

    >>> in_order(Event("x", "visit", "meetings", "CONSULT", "", None, Status.UNDATED, Modality.ASSERTED, ()))[0]
    inf
    """
    if event.span is None:
        return float("inf"), 0, event.id
    return event.span.start, event.span.end, event.id


def by_file(article: Article) -> tuple[str, str]:
    """Sort key of the articles of a timeline: by their file, those without one first.

    >>> by_file(Article("b", "")) < by_file(Article("a", "", file="a.txt"))
    True
    """
    return article.file or "", article.id
