"""Unpacking what came compressed, and no more of it than is allowed, whatever the ratio."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from timeline import limits
from timeline.web.connection import too_large
from timeline.web.trouble import Kind, Trouble

GZIP = b"\x1f\x8b"
_GZIP_WINDOW, _ZLIB_WINDOW, _RAW_WINDOW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


def body(data: bytes, headers: Mapping[str, str], limit: int = limits.MAX_FILE_BYTES) -> bytes:
    """Return the body of an answer as its server meant it, and a gzipped file (a sitemap) unpacked as well.

    Args:
        data: as it came.
        headers: of the answer, by lower-case name.
        limit: bytes that it may unpack to.

    Raises:
        Trouble: if it unpacks to more, is damaged, or is packed in another way than was asked for.

    >>> import gzip
    >>> body(gzip.compress(b"It rained."), {"content-encoding": "gzip"})
    b'It rained.'
    """
    coding = headers.get("content-encoding", "").strip().lower()
    if coding in {"gzip", "x-gzip"}:
        data = _inflate(data, _GZIP_WINDOW, limit)
    elif coding == "deflate":
        # Some servers leave out the frame that the standard asks for; its first byte tells (RFC 9110, 8.4.1.2).
        data = _inflate(data, _ZLIB_WINDOW if data[:1] == b"\x78" else _RAW_WINDOW, limit)
    elif coding not in {"", "identity"}:
        raise Trouble("the site packs its pages in a way that was not asked for. Save the page in your browser and add the file.")
    return _inflate(data, _GZIP_WINDOW, limit) if data.startswith(GZIP) else data


def _inflate(data: bytes, window: int, limit: int) -> bytes:
    out = bytearray()
    try:
        while data:
            packed = zlib.decompressobj(window)
            out += packed.decompress(data, limit + 1 - len(out))
            if len(out) > limit:
                raise too_large(limit)
            if not packed.eof:
                raise damaged()
            # A gzip file may have several members; what follows the last is padding.
            data = packed.unused_data if window == _GZIP_WINDOW and packed.unused_data.startswith(GZIP) else b""
    except zlib.error as error:
        raise damaged() from error
    return bytes(out)


def damaged() -> Trouble:
    """Return the trouble with what cannot be unpacked."""
    return Trouble("what the site sent is damaged. Try again later.", Kind.LATER)
