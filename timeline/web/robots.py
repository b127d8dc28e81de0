"""What a site asks of programs in its robots.txt (RFC 9309)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from protego import Protego

from timeline import limits
from timeline.web.address import Address

AGENT = "timeline-news"
"""The name under which a robots.txt may speak to this program."""
_AGENT_LINE = re.compile(r"[ \t]*user[- ]?agent[ \t:]+(.*?)[ \t]*(?:#.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Robots:
    """The wishes of one site; without any, everything may be fetched."""

    rules: Protego | None = None

    def allow(self, address: Address) -> bool:
        """Say whether the site lets this program fetch an address.

        >>> robots = parse(b"User-agent: *\\nDisallow: /private/")
        >>> robots.allow(Address("https", "ledger.example", 443, "/private/a"))
        False
        """
        return self.rules is None or self.rules.can_fetch(str(address), AGENT)

    @property
    def delay(self) -> float:
        """Seconds to leave between two requests, at least the program's own and at most the cap."""
        asked = (self.rules.crawl_delay(AGENT) if self.rules else None) or 0.0
        asked = asked if math.isfinite(asked) else 0.0
        return min(max(asked, limits.HOST_DELAY_SECONDS), limits.MAX_HOST_DELAY_SECONDS)


def parse(data: bytes) -> Robots:
    """Read a robots.txt; whatever it holds, something comes out.

    Args:
        data: its bytes, as many as are read of one.

    >>> parse(b"User-agent: timeline-news\\nCrawl-delay: 5").delay
    5.0
    """
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return Robots(Protego.parse("\n".join(map(_ours, text.splitlines()))))


def _ours(line: str) -> str:
    """The line, with the names of other programs made one: thousands of names times thousands of rules would fill the memory."""
    found = _AGENT_LINE.fullmatch(line)
    if found is None or found[1] == "*" or found[1].lower() == AGENT:
        return line
    return "User-agent: another"
