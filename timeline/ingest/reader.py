"""The door of the room: paths or documents in, articles and refusals out, one at a time."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from timeline import limits
from timeline.ingest import kinds, sources
from timeline.ingest.document import Document, Facts
from timeline.ingest.worker import Worker
from timeline.model import Article, Refusal


def read(
    paths: Iterable[Path | str],
    mapping: Mapping[str, str] | None = None,
    stdin: bytes | None = None,
    wanted: Callable[[Document], bool] | None = None,
) -> Iterator[Article | Refusal]:
    """Yield the articles behind paths, and a refusal with its reason for whatever cannot be read; nothing is raised.

    Args:
        paths: files, folders (walked in sorted order, hidden files and links left out) or "-" for standard input.
        mapping: for tables, which column holds what, such as {"text": "Body"}; common names need none.
        stdin: the bytes of standard input, read from the process where it is not given.
        wanted: says of each file, before it is opened, whether it is to be read; all are without it.

    >>> [article.title for article in read(["-"], stdin=b"title: Rain\\n\\nIt rained on Monday.")]
    ['Rain']
    """
    found = (source for source in sources.find(paths) if isinstance(source, Refusal) or wanted is None or wanted(source))
    for _, item in read_documents((_filled(source, stdin) for source in found), mapping):
        if item is not None:
            yield item


def _filled(source: Document | Refusal, stdin: bytes | None) -> Document | Refusal:
    if isinstance(source, Refusal) or source.path is not None:
        return source
    return replace(source, data=sys.stdin.buffer.read(limits.MAX_FILE_BYTES + 1) if stdin is None else stdin)


def read_documents(
    documents: Iterable[Document | Refusal], mapping: Mapping[str, str] | None = None
) -> Iterator[tuple[Document | Refusal, Article | Refusal | None]]:
    """Yield what documents hold, each article with its document, in order; nothing is raised.

    A document without articles of its own still shows up once, with None, when it has been dealt with.

    Args:
        documents: what is to be read; a refusal among them is passed on in its place.
        mapping: for tables, field to column.

    >>> [item.title for _, item in read_documents([Document("a.txt", ".txt", b"title: Rain\\n\\nIt rained.")]) if item]
    ['Rain']
    """
    waiting, size = iter(documents), 1
    with Worker() as worker:
        while batch := list(itertools.islice(waiting, size)):
            answers = worker.read([item for item in batch if isinstance(item, Document)], mapping)
            for item in batch:
                if isinstance(item, Refusal):
                    yield item, item
                    continue
                while (answer := next(answers)) is not None:
                    yield item, answer
                yield item, None
            next(answers, None)  # lets it end, so that the process is kept
            size = min(2 * size, limits.WORKER_BATCH)  # the first article comes soon, and many come fast


def document(
    data: bytes, url: str, *, content_type: str | None = None, crawled: str | None = None, facts: Facts | None = None
) -> Document:
    """Return what was fetched from an address as a document, for `read_documents`, which reads it in the worker process.

    The kind comes from the content type, else from the address, else from the bytes; the address is evidence for the date of
    publication, and the time of the visit an upper bound of it.

    Args:
        data: the body as it was sent, unpacked (no content encoding).
        url: the address that it came from in the end, after redirects.
        content_type: the header as it was sent, such as "text/html; charset=utf-8".
        crawled: when it was fetched, as ISO 8601 with a time zone, such as "2023-07-29T10:00:00Z".
        facts: more that is known of it, such as the feed's date and title of the item.

    >>> made = document(b"<p>It rained for three days in the valley.</p>", "https://x.example/2023/07/29/rain")
    >>> [str(article.published.span) for _, article in read_documents([made]) if article]
    ['2023-07-29']
    """
    known = facts or Facts()
    known = replace(known, url=known.url or url, charset=known.charset or kinds.charset_of(content_type),
                    crawled=known.crawled or crawled)  # fmt: skip
    return Document(url, kinds.by_content_type(content_type, url), data, None, known)
