"""What can go wrong on the way to a page: always one sentence with its remedy, and whether it may go better later."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """Whether trying again makes sense."""

    NEVER = "never"  # the address itself is refused, or what lies there will not become an article
    LATER = "later"  # the site or the way to it is at fault for now
    CLOSED = "closed"  # the site asked to wait; nothing is asked of it until then


class Trouble(Exception):  # noqa: N818  (a trouble is what a reader is told of, not a fault of the program)
    """Something was not fetched; the message is the second half of the sentence that begins with "Not fetched: ".

    Args:
        reason: why, and what to do.
        kind: whether it may go better later.
        until: for a site that asked to wait, the end of the wait.

    >>> str(Trouble("there is no such page (404). Check the address.", Kind.NEVER))
    'Not fetched: there is no such page (404). Check the address.'
    """

    def __init__(self, reason: str, kind: Kind = Kind.LATER, until: datetime | None = None) -> None:
        super().__init__(f"Not fetched: {reason}")
        self.reason, self.kind, self.until = reason, kind, until


def of_status(status: int) -> Trouble:
    """Return what an HTTP status that is no success means to a reader.

    >>> of_status(404).reason
    'there is no such page (404). Check the address.'
    """
    if status in {404, 410}:
        return Trouble(f"there is no such page ({status}). Check the address.", Kind.NEVER)
    if status in {401, 402, 403, 407, 451}:
        return Trouble(
            f"the site wants a login or lets no programs in ({status}). Save the page in your browser and add the file.",
            Kind.NEVER,
        )
    if status >= 500:
        return Trouble(f"the site has a fault of its own ({status}). Try again later.")
    return Trouble(f"the site gave no page but the status {status}. Check the address in your browser.")
