"""From a web address to its articles: a page is one, a feed or sitemap names many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from timeline import limits
from timeline.model import Article, Refusal, Seen
from timeline.web.address import parse, shown
from timeline.web.border import Border
from timeline.web.clock import Clock
from timeline.web.fetch import Fetcher
from timeline.web.reading import Reader
from timeline.web.source import Source, Tools
from timeline.web.trouble import Trouble
from timeline.web.visits import Book, Memory


class Web:
    """Reads articles from the web, politely, and remembers what it has read.

    Args:
        clock: what time it is, and how to wait.
        contact: a mail or web address at which a site's owner reaches whoever runs this.
        border: which machines may be reached; the public web without one.
        pages: fetched from one feed or sitemap at a time, the newest first.
        seconds: for one answer.

    Raises:
        ValueError: if the contact cannot be sent.
    """

    def __init__(
        self,
        clock: Clock,
        contact: str = "",
        *,
        border: Border | None = None,
        pages: int = limits.PAGES_PER_SOURCE,
        seconds: float = limits.FETCH_SECONDS,
    ) -> None:
        self._fetcher = Fetcher(clock, contact, border, seconds)
        self._tools = Tools(clock, self._fetcher, Reader(), Book(), pages, Counter())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._tools.reader.__exit__(kind, error, trace)

    @property
    def left(self) -> Counter[str]:
        """How many pages were left for another time, by the feed or sitemap that names them."""
        return self._tools.left

    def articles(self, name: str, memory: Memory, *, only_new: bool = False) -> Iterator[Article | Refusal | Seen]:
        """Yield what an address leads to; nothing is raised, and one bad page never stops the others.

        Args:
            name: the address of a page, feed or sitemap, as somebody gave it.
            memory: the store.
            only_new: leave out in silence what is here already or failed for good, and what is unchanged since.
        """
        self._fetcher.forgive()
        self.left.pop(name, None)
        try:
            yield from Source(self._tools, name, parse(name), memory, only_new).articles()
        except Trouble as trouble:
            yield Refusal(shown(name), str(trouble))

    def settle(self, memory: Memory) -> None:
        """Remember the visits, now that what came of them is stored: after a stop in between, they are made again."""
        self._tools.book.settle(memory)
