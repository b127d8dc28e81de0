"""Keeping a store up to date: folders, files and web addresses are looked at again and again, and only what is new is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from timeline import look, pipeline
from timeline.ingest import Document
from timeline.model import Article, Refusal
from timeline.store import Store, StoreError
from timeline.web.address import is_address
from timeline.web.clock import Clock
from timeline.words import count, published_words, source_words

Say = Callable[[str], object]
"""Called with each event as one line for people."""
Stamp = tuple[int, int]
"""When a file was last changed, and its size."""


class Web(look.Fetch, Protocol):
    """What fetches, and says what it left for another time."""

    @property
    def left(self) -> Mapping[str, int]:
        """Pages that were left, by the address that names them."""


class Watch:
    """Looks at places, round after round.

    Args:
        store: an open store.
        sources: folders, files and web addresses.
        fetch: what fetches the addresses; without it they are refused.
        say: gets one line for each event.
        mapping: for tables, as for `pipeline.build`.
    """

    def __init__(
        self,
        store: Store,
        sources: Iterable[Path | str],
        *,
        fetch: Web | None,
        say: Say,
        mapping: Mapping[str, str] | None = None,
    ) -> None:
        self._store, self._sources, self._fetch, self._say, self._mapping = store, tuple(map(str, sources)), fetch, say, mapping
        self._stamps = dict[str, Stamp]()
        self._told = dict[str, set[Refusal]]()  # by source, so that a file that cannot be read is named once and not all day

    def round(self) -> bool:
        """Look at every source once and make the timeline anew; returns whether all that is new could be read.

        Raises:
            StoreError: if the store cannot be written; what was read before is kept.
        """
        found = [self._look(source) for source in self._sources]
        pipeline.refresh(self._store)
        new = sum(number for number, _ in found)
        if not new:
            self._say("Nothing new.")
        else:
            articles, events, _ = self._store.size()
            self._say(f"{count(new, 'new article')}; now {count(articles, 'article')} and {count(events, 'event')}.")
        return all(well for _, well in found)

    def _look(self, source: str) -> tuple[int, bool]:
        """Read what is new in one source: how many articles, and whether all went well."""
        stamps = dict[str, Stamp]()

        def changed(document: Document) -> bool:
            stamp = _stamp(document)
            if stamp and document.path and self._stamps.get(document.path) == stamp:
                return False
            if stamp and document.path:
                stamps[document.path] = stamp
            return True

        try:
            found = look.look(self._store, [source], mapping=self._mapping, fetch=self._fetch, wanted=changed)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001  (one bad source must never stop the others)
            self._say(f"{source}: could not be looked at ({type(error).__name__}). Please report this.")
            return 0, False
        self._stamps |= stamps
        for article in found.new:
            if reading := self._store.reading(article):
                self._say(f"Read {_words(reading.article)}.")
        return len(found.new), self._tell(source, found.refused)

    def _tell(self, source: str, refused: tuple[Refusal, ...]) -> bool:
        before = self._told.get(source, set())
        news = [refusal for refusal in refused if refusal not in before]
        # Of an address, whatever is tried is news; a folder names all that it holds, every time.
        self._told[source] = set() if is_address(source) else set(refused)
        for refusal in news:
            self._say(f"{refusal.name}: {refusal.reason}")
        if left := self._fetch.left.get(source, 0) if self._fetch else 0:
            self._say(f"{source}: {count(left, 'older page')} left for the next time.")
        return not news


def watch(watched: Watch, every: timedelta, clock: Clock, say: Say) -> None:
    """Look at all sources again and again, until something that `clock` raises ends it.

    Args:
        watched: what to look at.
        every: from the beginning of one round to that of the next.
        clock: from the edge.
        say: gets one line for each event.
    """
    while True:
        due = clock.now() + every
        try:
            watched.round()
        except StoreError as error:
            say(f"{error} What is new is read at the next look.")
        say(f"The next look is at {due:%H:%M:%S}." if due > clock.now() else "The next look is now: this one took long.")
        while (rest := (due - clock.now()).total_seconds()) > 0:
            clock.wait(rest)


def _stamp(document: Document) -> Stamp | None:
    if document.path is None:
        return None
    try:
        status = Path(document.path).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _words(article: Article) -> str:
    place = article.url or article.file or "standard input"
    return f'"{article.title or place}" ({source_words(article)}, {published_words(article)})'
