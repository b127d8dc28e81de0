"""What goes between a worker process and its caller: frames of bytes, and articles as JSON, checked when they come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO, Any

from timeline.model import Article, Basis, Publication, Zone
from timeline.span import Granularity, Shape, Span

HEADER = 8  # bytes of a frame's length


def to_json(article: Article) -> dict[str, Any]:
    """Return an article as plain values.

    >>> from_json(to_json(Article("id", "text"))) == Article("id", "text")
    True
    """
    published = article.published
    return {
        "id": article.id,
        "text": article.text,
        "file": article.file,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "published": [_span_out(published.span), published.basis, published.why, _span_out(published.limits)],
        "zones": [[zone.start, zone.end, zone.kind, zone.reason, zone.furniture] for zone in article.zones],
        "warnings": article.warnings,
    }


def _span_out(span: Span | None) -> list[Any] | None:
    return None if span is None else [span.start, span.end, span.granularity, span.shape, span.clock]


def from_json(item: Mapping[str, Any]) -> Article:
    """Return the article behind plain values, checked: the worker read hostile input and is not to be trusted."""
    span, basis, why, bounds = item["published"]
    text = str(item["text"])
    zones = tuple(
        Zone(int(start), int(end), str(kind), str(reason), bool(dim)) for start, end, kind, reason, dim in item["zones"]
    )
    if any(not 0 <= zone.start <= zone.end <= len(text) for zone in zones):
        raise ValueError("a zone lies outside the text")
    return Article(
        id=str(item["id"]),
        text=text,
        file=None if item["file"] is None else str(item["file"]),
        title=str(item["title"]),
        source=str(item["source"]),
        url=None if item["url"] is None else str(item["url"]),
        language=str(item["language"]),
        published=Publication(_span_in(span), Basis(basis), str(why), _span_in(bounds)),
        zones=zones,
        warnings=tuple(str(warning) for warning in item["warnings"]),
    )


def _span_in(item: Sequence[Any] | None) -> Span | None:
    return None if item is None else Span(item[0], item[1], Granularity(item[2]), Shape(item[3]), item[4])


def write(pipe: IO[bytes], data: bytes) -> None:
    """Write a frame."""
    pipe.write(len(data).to_bytes(HEADER, "big"))
    pipe.write(data)
    pipe.flush()


def read(pipe: IO[bytes]) -> bytes | None:
    """Read a frame; None at the end."""
    header = pipe.read(HEADER)
    size = int.from_bytes(header, "big")
    data = pipe.read(size) if len(header) == HEADER else b""
    return data if len(header) == HEADER and len(data) == size else None
