"""From the bytes of a page to its article: what the room of reading does, with what the web knows around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from timeline.ingest import plain
from timeline.ingest.decode import decode
from timeline.ingest.draft import Draft
from timeline.ingest.published import publication
from timeline.ingest.reader import finish
from timeline.ingest.worker import Worker
from timeline.model import Article, Basis, Refusal
from timeline.web.fetch import Page
from timeline.web.links import Link


class Reader:
    """Reads pages in a worker process that is kept from one to the next."""

    def __init__(self) -> None:
        self._worker = Worker()

    def close(self) -> None:
        """End the process."""
        self._worker.close()

    def read(self, page: Page, name: str, link: Link, source: str) -> Iterator[Article | Refusal]:
        """Yield the articles of a page, nearly always one, or the refusal that says why there is none.

        Args:
            page: what was fetched.
            name: the address that it was asked for under.
            link: what the feed or sitemap said of it.
            source: who publishes that feed, or "".
        """
        if page.media in {"text/plain", "text/markdown"}:
            decoded = decode(page.data)
            yield finish(plain.draft(decoded.text), name) if decoded else Refusal(name, "Not read: it is not text.")
            return
        made = self._worker.draft(page.data)
        yield Refusal(name, made) if isinstance(made, str) else finish(_completed(made, link, source), name)


def _completed(made: Draft, link: Link, source: str) -> Draft:
    """The draft with what only the feed says."""
    known = replace(made, title=made.title or link.title, source=made.source or source)
    if made.published.span or not link.published:
        return known
    date, warnings = publication("the feed", link.published, Basis.METADATA, made.language)
    return replace(known, published=date, warnings=(*made.warnings, *warnings))
