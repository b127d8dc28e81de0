"""Web archives (WARC, ISO 28500, and WACZ): every page in them is an article with its address and the time of the visit."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from timeline import limits
from timeline.ingest import coding, kinds
from timeline.ingest.budget import Around
from timeline.ingest.decode import printable
from timeline.ingest.document import ENTERING, Document, NotReadError, Sign
from timeline.model import Refusal

MISSING = "Not read: web archives need one more library. Install it with: pip install 'timeline-news[warc]'"
BROKEN = "Not read: the archive is broken from here on. Download or record it again."
LARGE = f"Not read: the page is larger than {limits.MAX_FILE_BYTES // 1_000_000} MB. Save its article alone."
PAGES = kinds.HTML | kinds.PAPER | kinds.OFFICE | {".txt", ".md"}
RECORDED = (".warc", ".warc.gz")
BLOCK = 2_048  # bytes that are unpacked at a time: packed data may grow a thousandfold


def pages(document: Document, file: BinaryIO, suffix: str, around: Around) -> Iterator[Document | Refusal | Sign | None]:
    """Yield the pages of a web archive, in its order; what is no page (pictures, scripts, redirects) is passed over.

    Args:
        document: the archive.
        file: its bytes.
        suffix: ".warc", ".warc.gz" or ".wacz".
        around: what may still be unpacked, and which pages are not.
    """
    if suffix != ".wacz":
        yield from _records(document, document.name, file, around)
        return
    try:
        archive = zipfile.ZipFile(file)
        inside = sorted(name for name in archive.namelist() if name.startswith("archive/") and name.endswith(RECORDED))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotReadError("Not read: the archive is broken or incomplete. Download or record it again.") from error
    with archive:
        for name in inside:
            place = f"{document.name}/{printable(name.removeprefix('archive/')[:200])}"
            try:
                packed = archive.open(name)
            except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
                yield Refusal(place, BROKEN)
                continue
            with packed:
                yield from _records(document, place, cast("BinaryIO", packed), around)


def _records(document: Document, place: str, file: BinaryIO, around: Around) -> Iterator[Document | Refusal | Sign | None]:
    try:
        import warcio  # noqa: F401, PLC0415  (an extra)
    except ImportError as error:
        raise NotReadError(MISSING) from error
    from timeline.ingest.recorded import records  # noqa: PLC0415

    number, waiting = 1, records(file, BLOCK)
    yield Sign(ENTERING, f"{place}#{number}")
    while True:
        name = f"{place}#{number}"
        try:
            record = next(waiting, None)
            if record is None:
                return
            found = _page(document, name, record, around)
        except NotReadError:
            raise
        except Exception:  # noqa: BLE001  (what warcio raises at broken records differs with the place where they are broken)
            yield Refusal(name, BROKEN)
            return
        yield found
        if found is not None:
            number += 1
            yield Sign(ENTERING, f"{place}#{number}")


def _page(document: Document, name: str, record: Any, around: Around) -> Document | Refusal | None:
    """The page of a record; None where it holds none, and a document without bytes where it is not to be opened."""
    headers = record.rec_headers
    if record.rec_type == "response":
        if record.http_headers is None or record.http_headers.get_statuscode() != "200":
            return None
        mime = record.http_headers.get_header("Content-Type")
    elif record.rec_type == "resource":
        mime = headers.get_header("Content-Type")
    else:
        return None
    url = headers.get_header("WARC-Target-URI") or ""
    suffix = kinds.by_content_type(mime, url)
    if suffix not in PAGES and not (mime or "").lower().startswith("text/html"):
        return None
    if name in around.left:
        return Document(name, suffix)
    try:
        data = coding.content(record, around.budget)
    except coding.CodingError as error:
        return Refusal(name, str(error))
    if data is None:
        return Refusal(name, LARGE)
    if not data.strip():
        return None
    facts = replace(
        document.facts,
        url=url.strip("<> ")[:2_000] or document.facts.url,
        charset=kinds.charset_of(mime),
        crawled=headers.get_header("WARC-Date") or document.facts.crawled,
    )
    return Document(name, suffix, data, facts=facts)
