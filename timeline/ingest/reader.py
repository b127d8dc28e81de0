"""The door of the room: paths in, articles and refusals out, one at a time."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from timeline import limits
from timeline.ingest import plain, sources
from timeline.ingest.decode import decode
from timeline.model import Article, Refusal, digest

BINARY = "Not read: it is not text. Save it as text, Markdown, HTML, JSON or CSV."
NO_TEXT = "Nothing found: there is no article text in it. If a page loads its text later, save it from the browser, or paste it."


def read(
    paths: Iterable[Path | str], mapping: Mapping[str, str] | None = None, stdin: bytes | None = None
) -> Iterator[Article | Refusal]:
    """Yield the articles behind paths, and a refusal with its reason for whatever cannot be read; nothing is raised.

    Args:
        paths: files, folders (walked in sorted order, hidden files and links left out) or "-" for standard input.
        mapping: for tables, which column holds what, such as {"text": "Body"}; common names need none.
        stdin: the bytes of standard input, read from the process where it is not given.

    >>> [article.title for article in read(["-"], stdin=b"title: Rain\\n\\nIt rained on Monday.")]
    ['Rain']
    """
    del mapping  # tables come next
    for source in sources.find(paths):
        yield source if isinstance(source, Refusal) else from_source(source, stdin)


def from_source(source: sources.Source, stdin: bytes | None) -> Article | Refusal:
    """Read one file."""
    if source.name == sources.STDIN and stdin is None:
        stdin = sys.stdin.buffer.read(limits.MAX_FILE_BYTES + 1)
    data = sources.load(source, stdin)
    if isinstance(data, Refusal):
        return data
    decoded = decode(data)
    if decoded is None:
        return Refusal(source.name, BINARY)
    if len(decoded.text) > limits.MAX_TEXT_CHARS:
        return Refusal(source.name, too_long(len(decoded.text)))
    return finish(plain.draft(decoded.text), source.name, decoded.warnings)


def too_long(count: int) -> str:
    """Say in a sentence that a text is longer than any article."""
    return f"Not read: {count:,} characters, the limit is {limits.MAX_TEXT_CHARS:,}. Split it into single articles."


def finish(draft: plain.Draft, name: str, warnings: tuple[str, ...] = ()) -> Article | Refusal:
    """Make an article of a draft; its id is a digest of its normalised text and its source."""
    if not draft.text.strip():
        return Refusal(name, NO_TEXT)
    normal = " ".join(unicodedata.normalize("NFKC", draft.text).split())
    return Article(
        id=digest(normal, draft.source),
        text=draft.text,
        file=None if name == sources.STDIN else name,
        title=" ".join(draft.title.split()),
        source=" ".join(draft.source.split()),
        url=draft.url,
        language=draft.language,
        published=draft.published,
        zones=draft.zones,
        warnings=warnings + draft.warnings,
    )
