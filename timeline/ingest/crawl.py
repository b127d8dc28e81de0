"""Web archives (WARC, ISO 28500, and WACZ): every page in them is an article with its address and the time of the visit."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from timeline import limits
from timeline.ingest import kinds
from timeline.ingest.budget import CHUNK, Budget
from timeline.ingest.decode import printable
from timeline.ingest.document import Document, NotReadError
from timeline.model import Refusal

MISSING = "Not read: web archives need one more library. Install it with: pip install 'timeline-news[warc]'"
BROKEN = "Not read: the archive is broken from here on. Download or record it again."
LARGE = f"Not read: the page is larger than {limits.MAX_FILE_BYTES // 1_000_000} MB. Save its article alone."
PAGES = kinds.HTML | kinds.PAPER | kinds.OFFICE | {".txt", ".md"}
CODED = frozenset({"br", "zstd"})
RECORDED = (".warc", ".warc.gz")


def pages(document: Document, file: BinaryIO, suffix: str, budget: Budget) -> Iterator[Document | Refusal | None]:
    """Yield the pages of a web archive, in its order; what is no page (pictures, scripts, redirects) is passed over.

    Args:
        document: the archive.
        file: its bytes.
        suffix: ".warc", ".warc.gz" or ".wacz".
        budget: what may still be unpacked.
    """
    if suffix != ".wacz":
        yield from _records(document, document.name, file, budget)
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
                yield from _records(document, place, cast("BinaryIO", packed), budget)


def _records(document: Document, name: str, file: BinaryIO, budget: Budget) -> Iterator[Document | Refusal | None]:
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415
    except ImportError as error:
        raise NotReadError(MISSING) from error
    number = 0
    records = iter(ArchiveIterator(file, arc2warc=True))
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            found = _page(document, f"{name}#{number + 1}", record, budget)
        except NotReadError:
            raise
        except Exception:  # noqa: BLE001  (what warcio raises at broken records differs with the place where they are broken)
            yield Refusal(f"{name}#{number + 1}", BROKEN)
            return
        number += found is not None
        yield found


def _page(document: Document, name: str, record: Any, budget: Budget) -> Document | Refusal | None:
    """The page of a record; None where it holds none."""
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
    coding = ((record.http_headers and record.http_headers.get_header("Content-Encoding")) or "").lower()
    if coding in CODED:
        return Refusal(name, f"Not read: the page is packed as {coding!r}. Record it again without, or save it from the browser.")
    data = _content(record, budget)
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


def _content(record: Any, budget: Budget) -> bytes | None:
    stream, parts, size = record.content_stream(), [], 0
    while part := stream.read(CHUNK):
        budget.take(len(part))
        size += len(part)
        if size > limits.MAX_FILE_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)
