"""Unpacking the body of a recorded page as its server packed it, by gzip, deflate, Brotli or Zstandard, within the caps."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from timeline import limits
from timeline.ingest.budget import CHUNK, Budget

MISSING = (
    "Not read: the page is packed as {coding!r}, which needs one more library. Install it with: pip install 'timeline-news[warc]'"
)
UNKNOWN = "Not read: the page is packed as {coding!r}, which can't be unpacked. Save it from the browser."
DAMAGED = "Not read: the page is damaged and cannot be unpacked. Save it from the browser, or record it again."
PACKED = frozenset({"br", "zstd", "x-gzip", "compress", "x-compress", "dcb", "dcz", "bzip2", "xz"})
"""Packings that warcio leaves as they are; it takes care of gzip and deflate, and other words in that header mean nothing."""
MAX_WINDOW = 8_388_608  # bytes, as RFC 9659 has it for pages packed by zstd


class CodingError(ValueError):
    """A body cannot be unpacked; the message is the sentence for the user."""


def content(record: Any, budget: Budget) -> bytes | None:
    """Return the body of a record, unpacked; None where it is larger than a file may be.

    Args:
        record: of a web archive, as warcio reads it.
        budget: what may still be unpacked.

    Raises:
        CodingError: if its packing is not known, damaged, or needs a library that is missing.
        timeline.ingest.document.NotReadError: if the budget is spent.
    """
    head = record.http_headers
    coding = ((head and head.get_header("Content-Encoding")) or "").strip().lower()
    if coding not in PACKED and "," not in coding:
        return _taken(_pieces(record.content_stream()), budget)
    packed = _taken(_pieces(_bare(record)), budget)
    if packed is None:
        return None
    try:
        return _taken(_unpacked(packed, coding), budget)
    except ImportError as error:
        raise CodingError(MISSING.format(coding=coding)) from error


def _bare(record: Any) -> Any:
    """The body as it was packed, without the frames in which it was sent."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415  (an extra)

    in_frames = (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
    return ChunkedDataReader(record.raw_stream) if in_frames else record.raw_stream


def _pieces(stream: Any) -> Iterator[bytes]:
    while piece := stream.read(CHUNK):
        yield piece


def _taken(pieces: Iterator[bytes], budget: Budget) -> bytes | None:
    parts, size = [], 0
    for piece in pieces:
        budget.take(len(piece))
        size += len(piece)
        if size > limits.MAX_FILE_BYTES:
            return None
        parts.append(piece)
    return b"".join(parts)


def _unpacked(packed: bytes, coding: str) -> Iterator[bytes]:
    if coding == "br":
        return _brotli(packed)
    if coding == "zstd":
        return _zstd(packed)
    if coding == "x-gzip":
        return _gzip(packed)
    shown = "".join(char for char in coding if char.isprintable())[:40]
    raise CodingError(UNKNOWN.format(coding=shown))


def _brotli(packed: bytes) -> Iterator[bytes]:
    import brotli  # noqa: PLC0415  (an extra)

    unpacker, waiting = brotli.Decompressor(), packed
    try:
        while not unpacker.is_finished():
            piece = unpacker.process(waiting, output_buffer_limit=CHUNK)
            if not piece and not waiting:
                break  # it breaks off: what came is kept, as a browser does
            waiting = b""
            yield piece
    except brotli.error as error:
        raise CodingError(DAMAGED) from error


def _gzip(packed: bytes) -> Iterator[bytes]:
    try:
        with gzip.GzipFile(fileobj=BytesIO(packed)) as file:
            yield from _pieces(file)
    except (OSError, EOFError, zlib.error) as error:
        raise CodingError(DAMAGED) from error


def _zstd(packed: bytes) -> Iterator[bytes]:
    import zstandard  # noqa: PLC0415  (an extra)

    try:
        with zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).stream_reader(
            BytesIO(packed), read_across_frames=True
        ) as file:
            yield from _pieces(file)
    except zstandard.ZstdError as error:
        raise CodingError(DAMAGED) from error
