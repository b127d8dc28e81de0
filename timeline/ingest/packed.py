"""ZIP and gzip: their members one after the other, none of them ever written to disk, each with its place in its name."""

from __future__ import annotations

import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from timeline import limits
from timeline.ingest import kinds, sources
from timeline.ingest.budget import Budget
from timeline.ingest.decode import printable
from timeline.ingest.document import Document, NotReadError
from timeline.model import Refusal

BROKEN = "Not read: the archive is broken or incomplete. Download or pack it again."
LOCKED = "Not read: it is locked with a password. Unpack it first."
OUTSIDE = "Not read: its name leads out of the archive. Rename it, or leave it out."
LINK = "Not read: it is a link and not a file. Pack the file itself."
LARGE = f"Not read: it unpacks to more than {limits.MAX_FILE_BYTES // 1_000_000} MB. Split it into smaller files."
TAR = "Not read: .tar files can't be opened. Unpack it first."
TAR_MARK = slice(257, 262)
_ERRORS = (zipfile.BadZipFile, EOFError, OSError, zlib.error, LZMAError, NotImplementedError, ValueError, RuntimeError)


def members(document: Document, file: BinaryIO, suffix: str, budget: Budget) -> Iterator[Document | Refusal | None]:
    """Yield the documents of a ZIP in the order of their names, or the one of a gzip file.

    Args:
        document: the archive.
        file: its bytes.
        suffix: ".zip" or ".gz".
        budget: what may still be unpacked.
    """
    if suffix == ".gz":
        yield _gunzipped(document, file, budget)
        return
    try:
        archive = zipfile.ZipFile(file)
    except _ERRORS as error:
        raise NotReadError(BROKEN) from error
    with archive:
        entries = archive.infolist()
        if len(entries) > limits.MAX_ARCHIVE_MEMBERS:
            raise NotReadError(f"Not read: more than {limits.MAX_ARCHIVE_MEMBERS:,} files in one archive. Split it.")
        for entry in sorted(entries, key=lambda entry: (entry.filename.casefold(), entry.filename)):
            yield _member(document, archive, entry, budget)


def _gunzipped(document: Document, file: BinaryIO, budget: Budget) -> Document:
    try:
        with gzip.GzipFile(fileobj=file) as unpacked:
            data = budget.read(cast("BinaryIO", unpacked))
    except _ERRORS as error:
        if isinstance(error, NotReadError):
            raise
        raise NotReadError(BROKEN) from error
    if data is None:
        raise NotReadError(LARGE)
    if data[TAR_MARK] == b"ustar":
        raise NotReadError(TAR)
    suffix = kinds.suffix_of(document.name.lower().removesuffix(".gz")) if document.name.lower().endswith(".gz") else ""
    return replace(document, suffix=suffix if suffix in kinds.READABLE else "", data=data, path=None)


def _member(document: Document, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Document | Refusal | None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    name = f"{document.name}/{printable(path.as_posix()[:500])}"
    if entry.is_dir() or _is_beside(path):
        return None
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return Refusal(f"{document.name}/{printable(path.name[:200])}", OUTSIDE)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Refusal(name, LINK)
    suffix = kinds.suffix_of(path.name)
    if suffix not in kinds.READABLE:
        return Refusal(name, sources.not_readable(suffix))
    if entry.flag_bits & 1:
        return Refusal(name, LOCKED)
    try:
        with archive.open(entry) as unpacked:
            data = budget.read(cast("BinaryIO", unpacked))
    except NotReadError:
        raise
    except _ERRORS:
        return Refusal(name, BROKEN)
    if data is None:
        return Refusal(name, LARGE)
    if not data.strip():
        return Refusal(name, sources.EMPTY)
    return Document(name, suffix, data, facts=document.facts)


def _is_beside(path: PurePosixPath) -> bool:
    """What the walk through a folder leaves out as well: hidden files, the parts of saved pages, pictures and the like."""
    return (
        any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.parts)
        or any(part.endswith(sources.SAVED_PAGE_SUFFIXES) for part in path.parts[:-1])
        or sources.stands_beside(path.name)
    )
