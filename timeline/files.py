"""Files that are written whole or not at all, whatever stops the writer."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

BEGINNING, ENDING = ".timeline-", ".part"
ABANDONED_SECONDS = 3_600
"""A part that nobody has written to for so long was left by a process that was killed."""
_PART = re.compile(rf"{re.escape(BEGINNING)}[a-z0-9_]{{8}}{re.escape(ENDING)}")


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
    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(ENDING, BEGINNING, target.parent)
    part = Path(name)
    try:
        _sweep(target.parent, os.fstat(handle))
        os.fchmod(handle, 0o666 & ~_umask()) if hasattr(os, "fchmod") else None
        os.close(handle)
        if target.exists():
            shutil.copymode(target, part)
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _sweep(folder: Path, now: os.stat_result) -> None:
    """Take away the parts that processes of this user have left in a folder when they were killed.

    Args:
        folder: where to look.
        now: of a file that was just made there, so that it is the disk's clock that counts.
    """
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if _PART.fullmatch(entry.name):
                found = entry.stat(follow_symlinks=False)
                old = now.st_mtime - found.st_mtime > ABANDONED_SECONDS
                if old and stat.S_ISREG(found.st_mode) and found.st_uid == now.st_uid:
                    Path(entry.path).unlink(missing_ok=True)


def _umask() -> int:
    """The bits that new files of this process do not get: it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
