"""A timeline as one HTML page that stands alone: for reports, frames and e-mail."""

from __future__ import annotations

from html import escape

from timeline.model import Timeline
from timeline.words import event_date_words


def to_html(timeline: Timeline, *, title: str = "Timeline", lang: str = "en") -> str:
    """Return a page that needs nothing but itself.

    Args:
        timeline: what to show.
        title: the page's title and heading.
        lang: language of the page.

    >>> "<h1>Flood &amp; fire</h1>" in to_html(Timeline(), title="Flood & fire")
    True
    """
    rows = "".join(f"<tr><th>{escape(event_date_words(e))}</th><td>{escape(e.title)}</td></tr>" for e in timeline.events)
    head = f'<!DOCTYPE html><html lang="{escape(lang)}"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    return f"{head}<body><main><h1>{escape(title)}</h1><table>{rows}</table></main></body></html>\n"
