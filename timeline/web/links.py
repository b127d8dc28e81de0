"""Feeds and sitemaps: bytes in, the pages that they name out; read in a process of their own, with time and memory capped.

RSS and Atom are read by feedparser; sitemaps, their indexes and news sitemaps after sitemaps.org and Google's extension.
"""

from __future__ import annotations

import calendar
import contextlib
import html
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path
from typing import Any

from timeline import limits
from timeline.ingest import syndication
from timeline.web.trouble import Trouble

FEED, SITEMAP, INDEX, NONE = "feed", "sitemap", "index", ""
_MAX_WORDS = 300  # of a title or a name, in characters
_MAX_HEAD = 4_000
_MAX_PAGE = 200_000
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(rss|feed|rdf|urlset|sitemapindex|html|!doctype html|head|body)[\s>/]", re.IGNORECASE)
_ROOTS = {b"rss": FEED, b"feed": FEED, b"rdf": FEED, b"urlset": SITEMAP, b"sitemapindex": INDEX}
_LINK = re.compile(rb"<link\s[^<>]{1,1000}>", re.IGNORECASE)
_HREF = re.compile(rb"\shref\s*=\s*[\"']?([^\s\"'<>]{1,1000})", re.IGNORECASE)
_LISTED = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a feed or sitemap names.

    Args:
        url: as it stands there, perhaps relative.
        title: as it stands there, or "".
        published: the date of publication in the words of the feed, or "".
        changed: when it was published or last changed, as ISO 8601 in UTC, or "": only for putting the newest first.
    """

    url: str
    title: str = ""
    published: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """What a feed or sitemap holds: what kind it is, who publishes it, and its links, the newest first."""

    kind: str = NONE
    source: str = ""
    links: tuple[Link, ...] = ()


def sniff(data: bytes) -> str:
    """Say whether bytes are a feed, a sitemap, an index of sitemaps, or no such thing ("").

    >>> sniff(b"<?xml version='1.0'?><rss version='2.0'>"), sniff(b"<!doctype html><html>"), sniff(b"https://x.example/a\\n")
    ('feed', '', 'sitemap')
    """
    head = data[:_MAX_HEAD].replace(b"\x00", b"")  # UTF-16, near enough for ASCII names
    if found := _ROOT.search(head):
        return _ROOTS.get(found[1].lower(), NONE)  # a page may hold another's root further down
    lines = head.decode("utf-8", "replace").strip("\ufeff \r\n").splitlines()
    lines = lines[:-1] if len(data) > _MAX_HEAD else lines
    return SITEMAP if lines and all(not line.strip() or _LISTED.fullmatch(line.strip()) for line in lines) else NONE


def feed_of(page: bytes) -> str:
    """Return the address of the feed that a page names, as it stands there, or "".

    >>> feed_of(b'<head><link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2"></head>')
    '/rss?a=1&b=2'
    """
    for found in islice(_LINK.finditer(page[:_MAX_PAGE]), 200):
        if b"application/rss+xml" in found[0] or b"application/atom+xml" in found[0]:
            target = _HREF.search(found[0])
            return html.unescape(target[1].decode("utf-8", "replace")) if target else ""
    return ""


def read(data: bytes, seconds: float = limits.WORKER_SECONDS) -> Links:
    """Read a feed, a sitemap or an index of sitemaps in a process of its own.

    Args:
        data: its bytes, unpacked.
        seconds: after which it is given up.

    Raises:
        Trouble: if it cannot be read within the limits.
    """
    here = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    broken = Trouble("the feed or sitemap is broken. Name another, or the addresses of its pages.")
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "timeline.web.links"],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        return _checked(json.loads(done.stdout))
    except subprocess.TimeoutExpired as error:
        reason = f"the feed or sitemap took more than {seconds:g} seconds to read. Name another, or the addresses of its pages."
        raise Trouble(reason) from error
    except (subprocess.CalledProcessError, OSError, ValueError, KeyError, TypeError) as error:
        raise broken from error


def _checked(item: Mapping[str, Any]) -> Links:
    """The links behind plain values, checked: the process read hostile input and is not to be trusted."""
    links = tuple(Link(*(str(link[key]) for key in ("url", "title", "published", "changed"))) for link in item["links"])
    return Links(str(item["kind"]), str(item["source"]), links[: limits.MAX_FEED_ENTRIES])


# ---- inside the process ------------------------------------------------------------------------------------------------


def links_of(data: bytes) -> Links:
    """Read a feed, a sitemap or an index; broken ones as far as they go.

    >>> links_of(b"<urlset><url><loc>https://x.example/a</loc><lastmod>2026-01-05</lastmod></url></urlset>").links[0].url
    'https://x.example/a'
    """
    kind = sniff(data)
    source, found = _feed(data) if kind == FEED else ("", _whole(_sitemap(data), data)) if kind else ("", iter(()))
    unique = {link.url: link for link in islice(found, limits.MAX_FEED_ENTRIES) if link.url}
    newest_first = sorted(unique.values(), key=lambda link: link.changed, reverse=True)
    return Links(kind, source, tuple(newest_first))


def _feed(data: bytes) -> tuple[str, Iterator[Link]]:
    found = syndication.parsed(data, absolute=True)
    return _words(found.feed.get("title")), map(_entry, found.entries)


def _entry(item: Mapping[str, Any]) -> Link:
    changed = next((item[key] for key in ("published_parsed", "updated_parsed", "created_parsed") if key in item), None)
    url = item.get("feedburner_origlink") or item.get("link") or ""
    return Link(
        str(url).strip(),
        _words(item.get("title")),
        _words(item.get("published") or item.get("created")),
        _at(changed),
    )


def _whole(found: Iterator[Link], data: bytes) -> Iterator[Link]:
    """The links without the last one of a list that breaks off: half an address leads elsewhere."""
    broken_off = data[:1] == b"<" and not data.rstrip(b"\0 \r\n\t").endswith(b">")
    held = list(islice(found, limits.MAX_FEED_ENTRIES))
    return iter(held[:-1] if broken_off else held)


def _sitemap(data: bytes) -> Iterator[Link]:
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"<" not in data[:_MAX_HEAD]:
        lines = data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
        yield from (Link(line.strip()) for line in lines if line.strip())
        return
    from lxml import etree  # noqa: PLC0415

    # No entities, no DTD, nothing from elsewhere; what is broken is read as far as it goes.
    parsed = etree.iterparse(
        io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    values = dict[str, str]()
    with contextlib.suppress(etree.XMLSyntaxError):
        for _, element in parsed:
            tag, inside = _name(element), _name(element.getparent())
            if tag in {"url", "sitemap"} and inside in {"urlset", "sitemapindex"}:
                yield _listed(values)
                values = {}
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif tag != "loc" or inside in {"url", "sitemap"}:  # images and videos have addresses of their own
                values.setdefault(tag, (element.text or "").strip())


def _name(element: Any) -> str:
    """The local name of an element; broken ones have names that no XML has, and comments have none."""
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""


def _listed(values: Mapping[str, str]) -> Link:
    published = values.get("publication_date", "")
    changed = _parsed(published) or _parsed(values.get("lastmod", ""))
    return Link(values.get("loc", ""), _words(values.get("title")), _words(published), changed)


def _parsed(text: str) -> str:
    for read_date in (datetime.fromisoformat, parsedate_to_datetime):
        with contextlib.suppress(ValueError, TypeError, OverflowError):
            found = read_date(text)
            return _moment(found if found.tzinfo else found.replace(tzinfo=UTC))
    return ""


def _at(parts: Any) -> str:
    try:
        return _moment(datetime.fromtimestamp(calendar.timegm(parts), UTC)) if parts else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _moment(at: datetime) -> str:
    try:
        return at.astimezone(UTC).isoformat(timespec="seconds")
    except OverflowError:  # in the year 1 or 9999
        return ""


def _words(text: Any) -> str:
    plain = re.sub(r"<[^<>]{0,500}>", "", str(text or ""))
    return " ".join(plain.split())[:_MAX_WORDS]


def _printable(links: Iterable[Link]) -> Iterator[dict[str, str]]:
    for link in links:
        yield {name: value.encode("utf-8", "replace").decode() for name, value in asdict(link).items()}


def main() -> None:
    """Read standard input and write the links as JSON."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (limits.WORKER_MEMORY_BYTES, limits.WORKER_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = links_of(sys.stdin.buffer.read())
    json.dump({"kind": found.kind, "source": found.source, "links": list(_printable(found.links))}, sys.stdout)


if __name__ == "__main__":
    main()
