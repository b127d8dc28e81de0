"""From the bytes of a page to its article: what the room of reading does, with what the web knows around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import TracebackType
from typing import Self

from timeline.ingest import Candidate, Facts, document
from timeline.ingest.worker import Worker
from timeline.model import Article, Refusal
from timeline.web.fetch import Page
from timeline.web.links import Link


class Reader:
    """Reads pages in a worker process that is kept from one to the next."""

    def __init__(self) -> None:
        self._worker = Worker()

    def __enter__(self) -> Self:
        self._worker.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._worker.__exit__(kind, error, trace)

    def read(self, page: Page, name: str, link: Link, source: str, fetched: str) -> Iterator[Article | Refusal]:
        """Yield the articles of a page, nearly always one, or the refusal that says why there is none.

        Args:
            page: what was fetched.
            name: the address that it was asked for under.
            link: what the feed or sitemap said of it.
            source: who publishes that feed, or "".
            fetched: when, as ISO 8601 with its zone: no article is younger than that.
        """
        dates = (Candidate("the feed", link.published),) if link.published else ()
        facts = Facts(title=link.title, source=source, charset=page.charset, dates=dates)
        wanted = document(page.data, str(page.address), content_type=page.media, crawled=fetched, facts=facts)
        yield from filter(None, self._worker.read([replace(wanted, name=name)]))
