"""What an archive may cost: how much is unpacked from it, how deep, and which of its members are left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Around:
    """What a document inside others is read with.

    Args:
        mapping: fields of tables to their columns.
        budget: what may still be unpacked.
        depth: how many archives stand around it.
        left: members that killed a reader, by name, each with the number of answers that it has had.
    """

    mapping: Mapping[str, str] | None
    budget: Budget
    depth: int = 0
    left: Mapping[str, int] = field(default_factory=dict)
