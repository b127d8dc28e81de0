"""What lies in the rows of a store: values as JSON, and what is known of them beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

from timeline.edits import Edit
from timeline.merge.outlines import Outline
from timeline.model import Article, Event, Expression, Reading, Timeline, digest

READING = TypeAdapter(Reading)
ARTICLE = TypeAdapter(Article)
EXPRESSIONS = TypeAdapter(tuple[Expression, ...])
EVENT = TypeAdapter(Event)
WARNINGS = TypeAdapter(tuple[str, ...])
EDIT = TypeAdapter(Edit)
COUNT = TypeAdapter(int)
T = TypeVar("T")

OUTLINE = TypeAdapter(Outline)

Rows = tuple[list[tuple[str, bytes, bytes]], list[tuple[str, bytes]]]
"""A timeline or a part of it: articles (id, body, expressions) and events (id, body), ordered by their ids."""


class Seen:
    """Reads rows, and those that are as they were by giving the same value again: nobody can change it.

    Args:
        parse: reads a row of a kind.
        before: the values of the last time, by the digest of kind and row.
    """

    def __init__(self, parse: Callable[[TypeAdapter[Any], bytes], Any], before: Mapping[bytes, Any]) -> None:
        self._parse, self._before = parse, before
        self.values: dict[bytes, Any] = {}

    def parsed(self, kind: TypeAdapter[T], body: bytes) -> T:
        """Return the value of a row.

        >>> seen = Seen(lambda kind, body: kind.validate_json(body), {})
        >>> seen.parsed(WARNINGS, b'["Gaps."]')
        ('Gaps.',)
        """
        key = blake2b(body, digest_size=16, person=str(id(kind)).encode()).digest()
        value = self._before[key] if key in self._before else self._parse(kind, body)
        self.values[key] = value
        return cast("T", value)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store has of one article without its contents.

    Args:
        rules: fingerprint of the rules that it was read with.
        origin: the place that it was read from, or None.
        edition: which edition of the text it is, see `edition`.
    """

    rules: str
    origin: str | None
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a timeline is made of, as it was at one moment.

    Args:
        stamp: grows with every change of the readings or of a publication date set by hand.
        readings: in the order of their article ids.
        journal: every change by hand, oldest first.
    """

    stamp: int
    readings: tuple[Reading, ...]
    journal: tuple[Edit, ...]


def edition(article: Article) -> str:
    """Return what tells editions of one text apart: files that differ in date, title or furniture alone.

    Of several the smallest is kept, so that the order of reading does not matter: dated ones first, then by file.

    >>> edition(Article("a", "text", file="b.txt")) < edition(Article("a", "text", file="c.txt"))
    True
    """
    return f"{article.published.span is None:d} {article.file or '~'} {digest(ARTICLE.dump_json(article).decode())}"


@dataclass(frozen=True, slots=True)
class Text:
    """The part of a reading that any version of the rules can begin from."""

    article: Article


TEXT = TypeAdapter(Text)


@dataclass(frozen=True, slots=True)
class Sources:
    """What tells which stories are to be made anew, without opening what every article says.

    Args:
        stamp, journal: as of `Inputs`.
        digests: that of every reading, by the id of its article.
        outlines: what was kept of the outline of each article, with its digest.
        stories: the keys of the stories that the timeline has.
    """

    stamp: int
    journal: tuple[Edit, ...]
    digests: Mapping[str, str]
    outlines: Mapping[str, tuple[bytes, str]]
    stories: frozenset[str]


def rows_of(timeline: Timeline) -> Rows:
    """Return the rows that a timeline is kept in; equal timelines have equal rows.

    >>> rows_of(Timeline())
    ([], [])
    """
    expressions = timeline.expressions
    return (
        sorted((a.id, ARTICLE.dump_json(a), EXPRESSIONS.dump_json(expressions.get(a.id, ()))) for a in timeline.articles),
        sorted((e.id, EVENT.dump_json(e)) for e in timeline.events),
    )
