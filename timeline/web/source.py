"""One page, feed or sitemap that somebody named, while it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from timeline import limits
from timeline.model import Article, Refusal, Seen
from timeline.web import links
from timeline.web.address import Address, parse, shown
from timeline.web.clock import Clock
from timeline.web.fetch import Fetcher, Marks, Page
from timeline.web.links import INDEX, NONE, Link, Links
from timeline.web.reading import Reader
from timeline.web.trouble import Kind, Trouble
from timeline.web.visits import Book, Memory, Visit

Found = Article | Refusal | Seen
_NO_LINK = Link("")


@dataclass(frozen=True, slots=True)
class Tools:
    """What all sources of a run share.

    Args:
        clock: from the edge.
        fetcher: gets pages.
        reader: reads them.
        book: remembers the visits.
        pages: fetched from one source at a time.
        left: counts the pages that were left for another time.
    """

    clock: Clock
    fetcher: Fetcher
    reader: Reader
    book: Book
    pages: int
    left: Counter[str]


class Source:
    """Reads what one address leads to.

    Args:
        tools: shared with other sources.
        name: the address as somebody gave it.
        address: the same, read.
        memory: the store.
        only_new: leave out what is here already or failed for good, and what is unchanged since.
    """

    def __init__(self, tools: Tools, name: str, address: Address, memory: Memory, only_new: bool) -> None:
        self._tools, self._name, self._address, self._memory, self._only_new = tools, name, address, memory, only_new
        known = memory.known()
        self._articles = frozenset(known)
        self._origins = {item.origin: article for article, item in known.items() if item.origin}
        self._fresh = 0
        self._began = tools.clock.now()
        self._unsettled = False  # whether pages are left to fetch, so that the list has to come in full once more
        self._shut = set[str]()  # hosts that want to be left alone
        self._busy: Trouble | None = None  # what the source's own host said about that

    def articles(self) -> Iterator[Found]:
        """Yield what the address leads to.

        Raises:
            Trouble: if it could not be fetched itself.
        """
        visit = self._last(self._address)
        if self._only_new and visit.rests(self._now()):
            return
        try:
            # What is no article here may be a list; it is asked for in full unless only its news are wanted.
            page = self._get(self._address, visit.marks if self._only_new or visit.article in self._articles else Marks())
            found = links.read(page.data) if page and links.sniff(page.data) else Links()
        except Trouble as trouble:
            self._write(self._address, visit.failed(trouble, self._now()))
            raise
        if page is None:
            self._write(self._address, replace(visit, tries=0, until=""))
            if not self._only_new:
                yield Seen(visit.article, str(self._address))
        elif found.kind == NONE:
            feed = links.feed_of(page.data)
            for item in self._page(self._address, page):
                yield replace(item, reason=item.reason + self._instead(feed, page)) if isinstance(item, Refusal) else item
        else:
            yield from self._sitemaps(page, found) if found.kind == INDEX else self._list(self._address, page, found)
            if self._busy:
                self._write(self._address, Visit().failed(self._busy, self._now()))

    def _instead(self, feed: str, page: Page) -> str:
        """What to name instead of a front page that is no article."""
        try:
            return f" It names a feed: {parse(feed, page.address)}" if feed else ""
        except Trouble:
            return ""

    def _list(self, address: Address, page: Page, listed: Links) -> Iterator[Found]:
        """The pages that a feed or sitemap names; it is recognized again only when nothing of it is left to fetch."""
        self._unsettled = False
        for link in listed.links:
            yield from self._entry(link, page.address, listed.source)
        self._write(address, Visit() if self._unsettled else Visit("", page.marks.etag, page.marks.modified))

    def _sitemaps(self, page: Page, index: Links) -> Iterator[Found]:
        """The sitemaps of an index, the newest first, as long as pages are wanted.

        The index itself is asked for in full each time: it may stay as it is while its sitemaps grow.
        """
        self._write(self._address, Visit())
        for number, link in enumerate(index.links[: limits.MAX_SITEMAPS]):
            if self._fresh > self._tools.pages or self._busy or self._is_late():
                self._leave(len(index.links) - number)
                return
            try:
                address = parse(link.url, page.address)
            except Trouble as trouble:
                yield Refusal(shown(link.url), str(trouble))
                continue
            yield from self._sitemap(address)

    def _sitemap(self, address: Address) -> Iterator[Found]:
        visit = self._last(address)
        if self._only_new and (visit.refused or visit.rests(self._now())):
            return
        try:
            page = self._get(address, visit.marks if self._only_new else Marks())
            listed = links.read(page.data) if page else Links()
        except Trouble as trouble:
            self._fails(address, visit, trouble)
            yield Refusal(str(address), str(trouble))
            return
        if page:
            yield from self._list(address, page, listed)

    def _entry(self, link: Link, base: Address, source: str) -> Iterator[Found]:
        """One page that a list names, unless it is here already, failed for good, or has to wait."""
        try:
            address = parse(link.url, base)
        except Trouble as trouble:
            if not (self._only_new and self._last(link.url).refused):
                self._write(link.url, Visit().failed(trouble, self._now()))
                yield Refusal(shown(link.url), str(trouble))
            return
        visit = self._last(address)
        if article := visit.article if visit.article in self._articles else self._origins.get(str(address)):
            if not self._only_new:
                yield Seen(article, str(address))
        elif address == self._address or (self._only_new and visit.refused):
            return
        elif address.host in self._shut or (self._only_new and visit.rests(self._now())) or self._is_late():
            self._leave(1)
        else:
            self._fresh += 1
            if self._fresh > self._tools.pages:
                self._leave(1)
            else:
                yield from self._fetched(address, visit, link, source)

    def _fetched(self, address: Address, visit: Visit, link: Link, source: str) -> Iterator[Found]:
        try:
            page = self._get(address, Marks())
            if page is None or links.sniff(page.data):
                raise Trouble("it is a feed or sitemap and no page. Name it by itself.", Kind.NEVER)
        except Trouble as trouble:
            self._fails(address, visit, trouble)
            yield Refusal(str(address), str(trouble))
            return
        yield from self._page(address, page, link, source)

    def _page(self, address: Address, page: Page, link: Link = _NO_LINK, source: str = "") -> Iterator[Found]:
        found = list(self._tools.reader.read(page, str(address), link, source, self._now().isoformat()))
        yield from found
        ids = [item.id for item in found if isinstance(item, Article)]
        if ids:
            self._write(address, Visit(ids[0], page.marks.etag, page.marks.modified))
        else:
            self._write(address, self._last(address).failed(Trouble("", Kind.NEVER), self._now()))

    def _fails(self, address: Address, visit: Visit, trouble: Trouble) -> None:
        if trouble.kind is not Kind.CLOSED:
            self._write(address, visit.failed(trouble, self._now()))
            self._unsettled |= trouble.kind is not Kind.NEVER
            return
        self._shut.add(address.host)
        self._leave(1)
        if address.host == self._address.host and trouble.until:
            self._busy = trouble

    def _leave(self, pages: int) -> None:
        self._unsettled = True
        self._tools.left[self._name] += pages

    def _get(self, address: Address, marks: Marks) -> Page | None:
        return self._tools.fetcher.get(address, marks)

    def _last(self, address: object) -> Visit:
        return self._tools.book.last(self._memory, address)

    def _write(self, address: object, visit: Visit) -> None:
        self._tools.book.write(address, visit)

    def _is_late(self) -> bool:
        """Whether others have waited long enough for this source; who asks for it alone waits as long as it takes."""
        return self._only_new and (self._now() - self._began).total_seconds() > limits.SOURCE_SECONDS

    def _now(self) -> datetime:
        return self._tools.clock.now()
