"""Timelines as files for people and programs."""

from __future__ import annotations

from timeline.export import csv_format, html, ics, json_format, markdown, timelinejs
from timeline.model import FORMATS, Timeline


def write(timeline: Timeline, kind: str, *, title: str = "Timeline") -> str:
    """Write a timeline in a format of that name.

    Args:
        timeline: what to write.
        kind: one of FORMATS.
        title: of a page, where the format has one.

    Raises:
        ValueError: if there is no such format.

    >>> write(Timeline(), "json").count("timeline/1")
    1
    """
    match kind:
        case "csv":
            return csv_format.events_csv(timeline)
        case "evidence-csv":
            return csv_format.evidence_csv(timeline)
        case "json":
            return json_format.dumps(timeline)
        case "html":
            return html.to_html(timeline, title=title)
        case "md":
            return markdown.to_markdown(timeline, title=title)
        case "ics":
            return ics.to_ics(timeline, title=title)
        case "timelinejs":
            return timelinejs.to_timelinejs(timeline, title=title)
    raise ValueError(f"{kind!r} is not one of {', '.join(FORMATS)}")
