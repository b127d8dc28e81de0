"""Where the dashboard's timeline comes from: a store, read again only when its version has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from dashapp.index import Index
from timeline import pipeline
from timeline.edits import Edit, EditError, meant
from timeline.export.journal_csv import journal_csv
from timeline.model import Timeline
from timeline.store import Store
from timeline.words import DEFAULT, say, speaking


class TimelineStore(Protocol):
    """What the dashboard needs of a store."""

    def version(self) -> int:
        """Return a number that grows whenever the timeline changes."""

    def timeline(self) -> Timeline:
        """Return the timeline as it was last saved."""


class Fixed:
    """A store that holds one timeline for ever, for notebooks and tests.

    >>> Fixed(Timeline()).version()
    0
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    def version(self) -> int:
        """Return 0."""
        return 0

    def timeline(self) -> Timeline:
        """Return the timeline that was given."""
        return self._timeline


class Source:
    """The index of a store's newest version; several threads may ask at once.

    Args:
        store: what holds the timeline; if it keeps a journal of changes by hand as well, these can be made.
    """

    def __init__(self, store: TimelineStore) -> None:
        self._store = store
        self._journal: Callable[[], Sequence[Edit]] | None = getattr(store, "journal", None)
        self._lock = threading.Lock()
        self._index: Index | None = None

    def index(self) -> Index:
        """Return the index, made anew if the store has changed.

        >>> len(Source(Fixed(Timeline())).index())
        0
        """
        with self._lock:
            version = self._store.version()
            if self._index is None or self._index.version != version:
                seen = max((edit.number for edit in self._journal()), default=0) if self._journal else 0
                with speaking(DEFAULT):  # values of filters are the same for every reader
                    self._index = Index(self._store.timeline(), version, seen)
            return self._index

    def warm(self) -> None:
        """Make what the first reader and the first search would else wait for."""
        self.index().find("")

    def version(self) -> int:
        """Return the store's version, without reading what it holds."""
        with self._lock:
            return self._store.version()

    @property
    def path(self) -> Path | None:
        """The store's file, where articles can be added to it."""
        return self._store.path if isinstance(self._store, Store) and self._store.path.is_file() else None

    @property
    def editable(self) -> bool:
        """Whether changes by hand can be made."""
        return self._journal is not None

    def journal(self) -> Sequence[Edit]:
        """Return every change by hand, oldest first; empty where none can be made."""
        with self._lock:
            return self._journal() if self._journal else ()

    def journal_csv(self) -> str:
        """Return the journal as the table that `timeline export --format journal` writes, with what each entry found before."""
        merged = getattr(self._store, "merged", Timeline)
        with self._lock:
            return journal_csv(merged(), self._journal() if self._journal else ())

    def refused(self) -> Sequence[tuple[str, str]]:
        """Return the name of every input that was not read, and why."""
        with self._lock:
            refusals = self._store.refusals() if isinstance(self._store, Store) else ()
        return [(Path(refusal.name).name, refusal.reason) for refusal in refusals]

    def edit(self, edits: Sequence[Edit], seen: int | None) -> None:
        """Write changes by hand into the journal, all or none.

        Args:
            edits: the changes.
            seen: the last entry that the person had in view.

        Raises:
            EditError: if the store keeps no journal or a change cannot be made.
            timeline.store.ConflictError: if somebody else has changed the same meanwhile.
        """
        write = getattr(self._store, "edit_many", None)
        if write is None or self._journal is None:
            raise EditError(say("edits.closed"))
        with self._lock:
            journal = self._journal()
            write(edits, seen=seen)
            redated = any(meant(edit, journal).kind == "published" for edit in edits)
            if redated and isinstance(self._store, Store):
                with speaking(DEFAULT):
                    pipeline.refresh(self._store)
