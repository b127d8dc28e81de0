"""Feeds as feedparser reads them: the one place where it is called, for the articles in them and for the pages that they name."""

from __future__ import annotations

from io import BytesIO
from typing import Any


def parsed(data: bytes, *, absolute: bool = False) -> Any:
    """Return a feed as feedparser makes it of bytes, with nothing fetched and its markup left as it is.

    Args:
        data: of the feed; whatever they hold, feedparser makes something of them, or raises what its parts raise.
        absolute: whether links are completed by the address that the feed gives as its base.

    >>> parsed(b"<rss version='2.0'><channel><title>The Ledger</title></channel></rss>").feed.title
    'The Ledger'
    """
    import feedparser  # noqa: PLC0415  (slow to import)

    # Only a stream is certain to be read as data: a string might be taken for an address or the name of a file.
    # Markup is cleaned by our own reader of pages.
    return feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=absolute)
