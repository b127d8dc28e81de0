"""Files that are written whole or not at all, whatever stops the writer."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that whoever looks finds its older self or all of the new one, never a part.

    Args:
        path: the file; a device or pipe is written to as it is, and behind a link the file that it leads to.
        data: all of its bytes.

    Raises:
        OSError: if it cannot be written; what stood there before is still there.

    >>> write_whole(Path(os.devnull), b"gone")
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    with beside(path) as part, part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give the name of a new file that takes the place of another one at the end, or goes if something fails.

    Args:
        path: the file whose place it takes, if there is one.

    Raises:
        OSError: if there can be no file.
    """
    target = path.resolve()
    handle, name = tempfile.mkstemp(".part", ".timeline-", target.parent)
    part = Path(name)
    try:
        os.fchmod(handle, 0o666 & ~_umask()) if hasattr(os, "fchmod") else None
        os.close(handle)
        if target.exists():
            shutil.copymode(target, part)
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    """The bits that new files of this process do not get: it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
