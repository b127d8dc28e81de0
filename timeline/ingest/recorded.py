"""The records of a web archive, as warcio reads them, with a cap on what it would keep in memory of a hostile one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader

from timeline import limits


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]  # warcio is not typed
    """Gives up header lines that go on for ever: they are kept in memory, however long they are."""

    lines = 0  # bytes of header lines in a row

    def read(self, length: int | None = None) -> bytes:
        self.lines = 0
        return bytes(super().read(length))

    def readline(self, length: int | None = None) -> bytes:
        most = limits.MAX_HEADER_BYTES + 1 - self.lines
        line = bytes(super().readline(min(length or most, most)))
        self.lines += len(line)
        if self.lines > limits.MAX_HEADER_BYTES:
            raise ValueError("its header lines are too long")
        return line


def records(file: BinaryIO, block: int) -> Iterator[Any]:
    """Yield the records of a WARC or ARC file, packed or not.

    Args:
        file: its bytes.
        block: bytes that are read from it, and unpacked, at a time.
    """
    archive = ArchiveIterator(file, arc2warc=True, block_size=block)
    archive.reader = _Reader(file, block_size=block)
    return iter(archive)
