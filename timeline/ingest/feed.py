"""RSS and Atom feeds saved to disk: every item is an article, as far as the feed gives its text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from timeline import limits
from timeline.ingest import page, plain, syndication, tables
from timeline.ingest.decode import clean
from timeline.ingest.document import Document, Facts, Item, NotReadError
from timeline.ingest.draft import Draft, Fields
from timeline.ingest.evidence import Candidate
from timeline.model import Refusal

NO_FEED = "Not read: it is XML, but neither an RSS nor an Atom feed. Save the articles as HTML or text."
BROKEN = "Not read: the feed is broken. Save it again, or its articles as HTML or text."
NO_ITEMS = "Nothing found: the feed holds no items. Leave it out."
NO_WORDS = "Nothing found: the feed gives no text of it. Save the article itself: {link}"
TEASER_CHARS = 600
TEASER = "The feed gives only a summary of it. The article itself: {link}"
_DOCTYPE = re.compile(rb"<!ENTITY", re.IGNORECASE)


def entries(document: Document, data: bytes) -> Iterator[Item | Refusal]:
    """Yield the items of a feed.

    Args:
        document: the feed.
        data: its bytes.

    Raises:
        NotReadError: if it is no feed, with the reason as a sentence.
    """
    if _DOCTYPE.search(data[:65_536]):
        raise NotReadError("Not read: the feed defines entities of its own, as feeds never do. Save it again.")
    try:
        parsed = syndication.parsed(data)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        raise NotReadError(BROKEN) from error
    if not parsed.get("version"):
        raise NotReadError(NO_FEED)
    if not parsed.entries:
        raise NotReadError(NO_ITEMS)
    for number, entry in enumerate(parsed.entries[: limits.MAX_TABLE_ROWS], 1):
        yield Item(f"{document.name}#{number}", partial(_draft, entry, _facts(entry, parsed.feed, document.facts)))


def _facts(entry: Any, feed: Any, around: Facts) -> Facts:
    source = entry.get("source") or {}
    published, updated = _words(entry.get("published")), _words(entry.get("updated") if "updated" in entry else None)
    dates = (Candidate("the feed's item (published)", published),) if published else ()
    link = _words(entry.get("link"))
    return replace(
        around,
        url=link if link.startswith(("http://", "https://")) else around.url,
        title=_bare(entry.get("title")),
        source=_bare(source.get("title")) or _bare(feed.get("title")),
        language=_words(feed.get("language")) or around.language,
        dates=(*dates, *around.dates),
        crawled=around.crawled or updated or None,  # a later change bounds the day of publication, it is not that day
    )


def _words(value: Any) -> str:
    return " ".join(clean(value).text.split())[:2_000] if isinstance(value, str) else ""


def _bare(value: Any) -> str:
    """A title's words without its tags."""
    words = html.unescape(_words(value))  # many feeds escape their titles twice
    return " ".join(re.sub(r"<[^<>]{0,200}>", " ", words).split()) if "<" in words else words


def _draft(entry: Any, facts: Facts) -> Draft:
    """The item's full text where the feed has it, else its summary, which says so."""
    contents = [content.get("value") for content in entry.get("content") or ()]
    bodies = [text for text in (*contents, entry.get("summary")) if isinstance(text, str) and text.strip()]
    body = max(bodies, key=len, default="")
    link = facts.url or "its address is not given."
    if not body.strip():
        raise NotReadError(NO_WORDS.format(link=link))
    made = _of_html(body, facts) if tables.TAGS.search(body) or "&" in body else _of_text(body, facts)
    made = replace(made, title=facts.title or made.title)
    if len(made.text) > TEASER_CHARS:
        return made
    return replace(made, warnings=(*made.warnings, TEASER.format(link=link)))


def _of_text(body: str, facts: Facts) -> Draft:
    return plain.complete(clean(body).text.strip(), Fields({}, ""), facts)


def _of_html(body: str, facts: Facts) -> Draft:
    try:
        return page.of_text(f"<html><body><article>{body}</article></body></html>", facts)
    except NotReadError as error:
        raise NotReadError(NO_WORDS.format(link=facts.url or "its address is not given.")) from error
