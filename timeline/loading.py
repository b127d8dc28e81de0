"""A timeline from wherever it is kept: a store, or a JSON export."""

from __future__ import annotations

from pathlib import Path

from timeline import limits
from timeline.export.json_reading import FormatError, loads
from timeline.model import Timeline
from timeline.store import Store
from timeline.store.database import StoreError, begins


def is_export(path: Path | str) -> bool:
    """Say whether a file looks like a JSON export and not like a store.

    >>> is_export("nowhere.json")
    False
    """
    return begins(Path(path), b"{")


def load(path: Path | str = "timeline.db") -> Timeline:
    """Return the timeline of a store, with what people have changed, or of a JSON export.

    Args:
        path: the store's file, or an export in the format "timeline/1".

    Raises:
        StoreError: if there is no such file, or it cannot be read; the message names the place of the fault.

    >>> load("nowhere.db")
    Traceback (most recent call last):
    ...
    timeline.store.database.StoreError: nowhere.db: no such store. Make one with: timeline build FOLDER --db nowhere.db
    """
    if not is_export(path):
        with Store(path, must_exist=True) as store:
            return store.timeline()
    try:
        size = Path(path).stat().st_size
        if size > limits.MAX_EXPORT_BYTES:
            raise StoreError(f"{path}: {size:,} bytes, the limit for an export is {limits.MAX_EXPORT_BYTES:,}. Load its store.")
        return loads(Path(path).read_bytes())
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}). Check the path.") from error
    except FormatError as error:
        raise StoreError(f"{path}: is no export in the format timeline/1: {error}. Export it again.") from error
