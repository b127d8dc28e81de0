"""How much may be unpacked from an archive, so that a small file does not become a large one."""

from __future__ import annotations

from typing import BinaryIO

from timeline import limits
from timeline.ingest.document import NotReadError

CHUNK = 65_536


class Budget:
    """Counts what is unpacked from one document, whatever stands inside what.

    Args:
        packed: bytes of the document as it lies on disk.
    """

    def __init__(self, packed: int) -> None:
        self._left = max(limits.UNPACKED_FREE_BYTES, packed * limits.MAX_UNPACKED_RATIO)

    def take(self, count: int) -> None:
        """Count unpacked bytes.

        Raises:
            NotReadError: where they are too many.
        """
        self._left -= count
        if self._left < 0:
            raise NotReadError(
                f"Not read: it grows to more than {limits.MAX_UNPACKED_RATIO} times its size when unpacked. Unpack it first."
            )

    def read(self, file: BinaryIO, most: int = limits.MAX_FILE_BYTES) -> bytes | None:
        """Return what is unpacked from a file, or None where it is more than `most` bytes."""
        parts, size = [], 0
        while part := file.read(CHUNK):
            self.take(len(part))
            size += len(part)
            if size > most:
                return None
            parts.append(part)
        return b"".join(parts)
