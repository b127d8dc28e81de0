"""Fetching with good manners: who asks is said, robots.txt is followed, hosts get their pauses, nothing is asked for twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any

from timeline import limits
from timeline.web import connection, robots, unpack
from timeline.web.address import Address, parse
from timeline.web.border import Border
from timeline.web.clock import Clock
from timeline.web.connection import Answer
from timeline.web.trouble import Kind, Trouble, of_status

HOME = "https://github.com/timeline-news/timeline"
ROBOTS_HOURS = 24  # RFC 9309, 2.4: no longer than a day
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 503})
MAX_TROUBLES = 3  # of one host in a row, after which it is left alone for the rest of the round
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf")
FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")
ACCEPTED = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
PACKING = {"Accept-Encoding": "gzip"}
PACKED = ("application/gzip", "application/x-gzip", "application/octet-stream", "binary/octet-stream")
_CONTACT = re.compile(r"[!-'*-\[\]-~](?:[ -'*-\[\]-~]{0,198}[!-'*-\[\]-~])?")  # visible ASCII that fits into a comment
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a server gave to recognize a version of a page by: its ETag and Last-Modified."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for the page only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched.

    Args:
        address: where it came from in the end, after redirects.
        data: its bytes, unpacked.
        media: the media type that was declared, or "".
        charset: as declared, or None.
        marks: to ask again for it.
    """

    address: Address
    data: bytes
    media: str = ""
    charset: str | None = None
    marks: Marks = Marks()


def agent(contact: str = "") -> str:
    """Return the user agent: product, version, and whom to write to.

    Args:
        contact: an address for mail or on the web; the project's page without one.

    Raises:
        ValueError: if it cannot stand in a header.

    >>> agent("news@museum.example").split()[1]
    '(news@museum.example)'
    """
    if contact and not _CONTACT.fullmatch(contact):
        raise ValueError(f"{contact!r} cannot be sent as a contact. Give a mail or web address in plain letters.")
    return f"{robots.AGENT}/{version('timeline-news')} ({contact or '+' + HOME})"


class Fetcher:
    """Fetches pages, one after the other.

    Args:
        clock: for the pauses.
        contact: whom a site's owner may write to.
        border: which machines may be reached.
        seconds: for one answer.
    """

    def __init__(
        self, clock: Clock, contact: str = "", border: Border | None = None, seconds: float = limits.FETCH_SECONDS
    ) -> None:
        self._clock = clock
        self._agent = agent(contact)
        self._border = border or Border()
        self._seconds = seconds
        self._tls = connection.context()
        self._robots = dict[str, tuple[robots.Robots, datetime]]()
        self._asked_last = dict[str, datetime]()  # by host
        self._closed = dict[str, Trouble]()  # hosts that asked to wait
        self._troubles = dict[str, int]()  # in a row, by host

    def get(self, address: Address, marks: Marks | None = None) -> Page | None:
        """Fetch a page, feed or sitemap; None says that it has not changed since the marks were given.

        Args:
            address: where.
            marks: of the version that is here already.

        Raises:
            Trouble: if it could not or must not be fetched.
        """
        at, answer = self._follow(address, marks or Marks())
        if answer.status == 304:
            return None
        if answer.status != 200:
            raise of_status(answer.status)
        charset = _CHARSET.search(answer.headers.get("content-type", ""))
        return Page(
            at,
            unpack.body(answer.body, answer.headers),
            connection.media_type(answer.headers),
            charset[1] if charset else None,
            Marks(_header(answer.headers, "etag"), _header(answer.headers, "last-modified")),
        )

    def forgive(self) -> None:
        """Forget which hosts had troubles in a row: whoever is named anew is tried anew."""
        self._troubles.clear()

    def _follow(self, address: Address, marks: Marks) -> tuple[Address, Answer]:
        for _ in range(limits.MAX_REDIRECTS + 1):
            rules = self._rules(address)
            if not rules.allow(address):
                reason = "the site's robots.txt asks programs to stay out of it. Save the page in your browser and add the file."
                raise Trouble(reason, Kind.NEVER)
            answer = self._ask(address, rules.delay, PACKING | marks.headers(), wanted=(*PAGES, *FEEDS, *PACKED))
            if answer.status not in REDIRECTS:
                return address, answer
            address = _target(answer, address)
        raise Trouble(f"it redirects more than {limits.MAX_REDIRECTS} times. Open it in your browser and use its last address.")

    def _rules(self, address: Address) -> robots.Robots:
        """The wishes of a site: none where there is no robots.txt; where it cannot be had, all is forbidden (RFC 9309, 2.3.1)."""
        known, expires = self._robots.get(address.origin, (robots.Robots(), self._clock.now()))
        if expires <= self._clock.now():
            known = self._asked(address)
            self._robots[address.origin] = known, self._clock.now() + timedelta(hours=ROBOTS_HOURS)
        return known

    def _asked(self, address: Address) -> robots.Robots:
        at = replace(address, target="/robots.txt")
        for _ in range(limits.MAX_REDIRECTS + 1):
            answer = self._ask(at, 0.0, {}, limit=limits.MAX_ROBOTS_BYTES, cut=True)
            if answer.status not in REDIRECTS:
                return robots.parse(unpack.body(answer.body, answer.headers)) if answer.status == 200 else robots.Robots()
            at = _target(answer, at)
        return robots.Robots()

    def _ask(self, address: Address, delay: float, headers: Mapping[str, str], **options: Any) -> Answer:
        """One request, when it is the host's turn; what goes wrong is counted, so that a dead host costs little."""
        host = address.host
        self._let_pass(host, delay)
        asked = {"User-Agent": self._agent, "Accept": ACCEPTED, **headers}
        try:
            ips = self._border.check(address)
            answer = connection.get(address, ips, asked, self._tls, seconds=self._seconds, **options)
            if answer.status in BUSY:
                raise self._close(host, answer)
            if answer.status >= 500:
                raise of_status(answer.status)
        except Trouble as trouble:
            if trouble.kind is Kind.LATER:
                self._troubles[host] = self._troubles.get(host, 0) + 1
            raise
        finally:
            self._asked_last[host] = self._clock.now()
        self._troubles.pop(host, None)
        return answer

    def _let_pass(self, host: str, delay: float) -> None:
        """Wait for the host's turn; a host that asked for a longer wait, or fails again and again, is not asked at all."""
        now = self._clock.now()
        closed = self._closed.get(host)
        if closed and closed.until and now < closed.until:
            raise closed
        if self._troubles.get(host, 0) >= MAX_TROUBLES:
            raise Trouble(f"{host} failed {MAX_TROUBLES} times in a row and is left alone for now. Try again later.", Kind.CLOSED)
        last = self._asked_last.get(host)
        if last and (rest := delay - (now - last).total_seconds()) > 0:
            self._clock.wait(min(rest, delay))

    def _close(self, host: str, answer: Answer) -> Trouble:
        until = retry_after(answer.headers.get("retry-after", ""), self._clock.now())
        told = f"the site asks to wait until {until:%H:%M} ({answer.status}). Try again then."
        self._closed[host] = Trouble(told, Kind.CLOSED, until)
        return self._closed[host]


def _target(answer: Answer, address: Address) -> Address:
    target = answer.headers.get("location", "")
    try:
        return parse(target.encode("latin-1").decode("utf-8", "replace"), address)
    except Trouble as trouble:
        raise Trouble(f"it redirects to where nothing is fetched: {trouble.reason}", Kind.NEVER) from trouble


def _header(headers: Mapping[str, str], name: str) -> str:
    """A header that may be sent back as it came; a strange one is dropped."""
    value = headers.get(name, "")
    return value if len(value) <= 500 and value.isascii() and value.isprintable() else ""


def retry_after(value: str, now: datetime) -> datetime:
    """Return until when a site wants to be left alone, from its Retry-After header.

    Args:
        value: seconds or a date; anything else counts as ten minutes.
        now: the present moment with its zone.

    >>> retry_after("120", datetime(2026, 1, 5, 8, 0, tzinfo=UTC)).isoformat()
    '2026-01-05T08:02:00+00:00'
    """
    longest = timedelta(hours=limits.MAX_BACK_OFF_HOURS)
    if value.isascii() and value.isdigit():
        return now + min(timedelta(seconds=min(int(value[:9]), 10**8)), longest)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return now + timedelta(minutes=10)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(at, now), now + longest).astimezone(now.tzinfo)
