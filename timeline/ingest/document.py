"""A document before it is read: its bytes or its place, its kind, and what is known of it from around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from timeline.ingest.draft import Draft
from timeline.ingest.evidence import Candidate
from timeline.model import Basis


class NotReadError(ValueError):
    """A document cannot be read; the message is the sentence for the user."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document from around it: a server's answer, an archive's record, a mail's header, an item of a feed.

    Args:
        url: where it was found; the page's own canonical address goes before it.
        charset: as the server or the mail names it; a byte order mark goes before it.
        crawled: when it was fetched, as ISO 8601 with its time zone: the article cannot be younger.
        title, source: for documents that do not say so themselves.
        language: a BCP 47 code, a hint.
        dates: candidates for the date of publication, behind those that the document states itself.
        weak: candidates that are only believed where there is nothing else, such as the day on which a file was made.
    """

    url: str | None = None
    charset: str | None = None
    crawled: str | None = None
    title: str = ""
    source: str = ""
    language: str | None = None
    dates: tuple[Candidate, ...] = ()
    weak: tuple[Candidate, ...] = ()


NOTHING_KNOWN = Facts()


@dataclass(frozen=True, slots=True)
class Document:
    """Something to read.

    Args:
        name: as it is shown to the user, and as the article's `file`.
        suffix: what kind it is, as a lower-case extension (".html", ".warc.gz"); "" where its bytes have to tell.
        data: its bytes; None where it is read from `path`.
        path: of a regular file.
        facts: what is known of it from around it.
        walked: whether the path was found in a folder and nobody named it: then no link may lead to it.
    """

    name: str
    suffix: str = ""
    data: bytes | None = None
    path: str | None = None
    facts: Facts = NOTHING_KNOWN
    walked: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a document, found but not yet read: a row of a table, a record of an archive, a message."""

    name: str
    make: Callable[[], Draft]


@dataclass(frozen=True, slots=True)
class Sign:
    """Said on the way through a document, so that it is known what a process was doing when it died.

    Args:
        about: ENTERING before a member of an archive is unpacked and searched, READING before an article is read.
        name: of the member or the article.
    """

    about: str
    name: str


ENTERING, READING = "entering", "reading"


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """Return facts as plain values.

    >>> facts_from_json(facts_to_json(Facts(url="https://x.example/a"))).url
    'https://x.example/a'
    """
    return asdict(facts)


def facts_from_json(item: dict[str, Any]) -> Facts:
    """Return the facts behind plain values."""
    dates, weak = (
        tuple(Candidate(date["evidence"], date["value"], Basis(date["basis"])) for date in item[key]) for key in ("dates", "weak")
    )
    return Facts(**{**item, "dates": dates, "weak": weak})
