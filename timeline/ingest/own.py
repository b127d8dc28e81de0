"""Articles out of our own export (timeline/1): their texts and what they state; what was worked out is worked out anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from timeline.ingest import plain
from timeline.ingest.decode import clean
from timeline.ingest.draft import Draft, Fields
from timeline.model import Basis, Publication, Refusal, Zone
from timeline.span import Granularity, Span

FORMAT = "timeline/1"
OWN_EVIDENCE = frozenset({"stated", "metadata", "dateline"})


def is_export(data: Any) -> bool:
    """Say whether a JSON value is one of our exports.

    >>> is_export({"format": "timeline/1", "articles": []})
    True
    """
    return isinstance(data, dict) and data.get("format") == FORMAT and isinstance(data.get("articles"), list)


def drafts(data: Mapping[str, Any]) -> Iterator[tuple[str | None, Draft] | Refusal]:
    """Yield the articles of an export, each with the name of the file that it once came from."""
    for number, item in enumerate(data["articles"], 1):
        try:
            yield item.get("file"), _draft(item)
        except (AttributeError, KeyError, TypeError, ValueError):
            yield Refusal(f"#{number}", "Not read: the article is not as the format timeline/1 has it. Export it again.")


def _draft(item: Mapping[str, Any]) -> Draft:
    said = {key: str(item[key]) for key in ("title", "source", "url", "language") if item.get(key)}
    text = str(item["text"])
    made = plain.complete(text, Fields(said, "the export"))
    zones = tuple(Zone(**zone) for zone in item.get("zones", ()))
    if any(not 0 <= zone.start <= zone.end <= len(text) for zone in zones):
        raise ValueError("a zone lies outside the text")
    return Draft(
        clean(text).text,
        said.get("title", ""),
        said.get("source", ""),
        said.get("url"),
        made.language,
        _published(item.get("published") or {}),
        zones or made.zones,
        tuple(str(warning) for warning in item.get("warnings", ())),
    )


def _published(item: Mapping[str, Any]) -> Publication:
    if item.get("basis") not in OWN_EVIDENCE or not item.get("start"):
        return Publication()
    span = Span.of(item["start"], item["end"], Granularity(item.get("granularity", "day")))
    return Publication(span, Basis(item["basis"]), str(item.get("why", "the export says so")))
