"""How far the reading of a document has come, so that another process can go on behind what has killed one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline import limits
from timeline.ingest.document import ENTERING, READING

SKIPPED = "skipped"
"""In place of what was answered before."""
SIGNS = frozenset({"alive", "end", SKIPPED, ENTERING, READING})


@dataclass(slots=True)
class Way:
    """The way through one document.

    Args:
        done: answers that it has given, in all processes together.
        left: members of it that are not opened again, by name, each with the number of answers that it has given.
        deaths: processes that it has cost.
        is_over: whether nothing more is to be had of it.
    """

    done: int = 0
    left: dict[str, int] = field(default_factory=dict)
    deaths: int = 0
    is_over: bool = False
    _at: int = 0  # answers that this process has come past
    _reading: str = ""
    _entered: str = ""
    _since: int = 0  # answers before what it has entered

    def clear(self) -> None:
        """Begin another document."""
        self.done, self.left, self.deaths, self.is_over = 0, {}, 0, False

    def begin(self) -> None:
        """Begin at the top of the document, in whatever process."""
        self._at, self._reading, self._entered, self._since = 0, "", "", 0

    def takes(self, answer: Mapping[str, Any]) -> bool:
        """Take note of an answer, and say whether it hands something over and is no mere sign.

        >>> way = Way()
        >>> way.takes({"reading": "a.zip/b.txt"}), way.takes({"article": {}}), way.done
        (False, True, 1)
        """
        self._reading = str(answer.get(READING, ""))
        if ENTERING in answer:
            self._entered, self._since = str(answer[ENTERING]), self._at
        if SKIPPED in answer:
            self._at += 1
        if not SIGNS.isdisjoint(answer):
            return False
        self._at += 1
        self.done += 1
        return True

    def died(self) -> str:
        """Count the death of the process as an answer; returns the name of what it was at, "" where that is not known.

        >>> way = Way()
        >>> way.takes({"entering": "a.zip/b.rss"}), way.died(), way.left, way.is_over
        (False, 'a.zip/b.rss', {'a.zip/b.rss': 1}, False)
        >>> way.begin()
        >>> way.died(), way.is_over
        ('', True)
        """
        self.deaths += 1
        self.done += 1
        if self._reading:
            name = self._reading
        elif self._entered and self._entered not in self.left:
            name = self._entered
            self.left[name] = self.done - self._since
        else:  # on the way to what nobody knows, where the next one would die as well
            name = ""
        self.is_over = not name or self.deaths >= limits.MAX_WORKER_DEATHS
        return name
