"""What is remembered of an address between two runs, in the notes of the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from timeline import limits
from timeline.web.fetch import Marks
from timeline.web.trouble import Kind, Trouble

FIRST_BACK_OFF = timedelta(minutes=10)
_NAME = "web "


class Origin(Protocol):
    """What is known of an article."""

    @property
    def origin(self) -> str | None:
        """Where it came from."""


class Memory(Protocol):
    """Where visits are kept: the store."""

    def note(self, name: str) -> str | None:
        """Return what was noted under a name."""

    def put_notes(self, notes: Mapping[str, str | None]) -> None:
        """Keep notes."""

    def known(self) -> Mapping[str, Origin]:
        """Return what is known of each article by its id."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The last visit to an address.

    Args:
        article: id of the article that was read there, or "".
        etag, modified: to ask for it again only if it has changed.
        tries: how often in a row it failed.
        until: the moment before which it is left alone, as ISO 8601, or "".
        refused: whether trying again makes no sense.
    """

    article: str = ""
    etag: str = ""
    modified: str = ""
    tries: int = 0
    until: str = ""
    refused: bool = False

    @property
    def marks(self) -> Marks:
        """The marks of the version that was read."""
        return Marks(self.etag, self.modified)

    def rests(self, now: datetime) -> bool:
        """Say whether the address is to be left alone for now."""
        return bool(self.until) and now < datetime.fromisoformat(self.until)

    def failed(self, trouble: Trouble, now: datetime) -> Visit:
        """Return the visit after one that failed: each failure doubles the time until the next try.

        >>> at = datetime.fromisoformat("2026-01-05T08:00:00+00:00")
        >>> Visit().failed(Trouble("it broke off."), at).failed(Trouble("it broke off."), at).until
        '2026-01-05T08:20:00+00:00'
        """
        back_off = min(FIRST_BACK_OFF * 2 ** min(self.tries, 16), timedelta(hours=limits.MAX_BACK_OFF_HOURS))
        until = trouble.until or now + back_off
        return replace(self, tries=self.tries + 1, until=until.isoformat(), refused=trouble.kind is Kind.NEVER)


class Book:
    """The visits of a run: looked up in the store, and written there when what came of them is stored."""

    def __init__(self) -> None:
        self._pending = dict[str, Visit]()

    def last(self, memory: Memory, address: object) -> Visit:
        """Return the last visit to an address; an empty one where there was none, or its note cannot be read."""
        if str(address) in self._pending:
            return self._pending[str(address)]
        try:
            visit = Visit(**json.loads(memory.note(_NAME + str(address)) or "{}"))
            visit.rests(datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
        except (TypeError, ValueError):
            return Visit()
        return visit

    def write(self, address: object, visit: Visit) -> None:
        """Note a visit, for now in this book alone."""
        self._pending[str(address)] = visit

    def settle(self, memory: Memory) -> None:
        """Keep all visits in the store."""
        if self._pending:
            memory.put_notes({_NAME + address: json.dumps(asdict(visit)) for address, visit in self._pending.items()})
            self._pending.clear()
