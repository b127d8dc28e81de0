"""ZIP and gzip: their members one after the other, none of them ever written to disk, each with its place in its name."""

from __future__ import annotations

import gzip
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from timeline import limits
from timeline.ingest import kinds, sources
from timeline.ingest.budget import Around, Budget
from timeline.ingest.decode import printable
from timeline.ingest.document import ENTERING, Document, NotReadError, Sign
from timeline.model import Refusal

BROKEN = "Not read: the archive is broken or incomplete. Download or pack it again."
LOCKED = "Not read: it is locked with a password. Unpack it first."
NAMELESS = "Not read: it has no name in the archive. Unpack it first, and name it."
OUTSIDE = "Not read: its name leads out of the archive. Rename it, or leave it out."
LINK = "Not read: it is a link and not a file. Pack the file itself."
LARGE = f"Not read: it unpacks to more than {limits.MAX_FILE_BYTES // 1_000_000} MB. Split it into smaller files."
TAR = "Not read: .tar files can't be opened. Unpack it first."
TAR_MARK = slice(257, 262)
_ERRORS = (zipfile.BadZipFile, EOFError, OSError, zlib.error, LZMAError, NotImplementedError, ValueError, RuntimeError)


def members(document: Document, file: BinaryIO, suffix: str, around: Around) -> Iterator[Document | Refusal | Sign | None]:
    """Yield the documents of a ZIP in the order of their names, or the one of a gzip file.

    Args:
        document: the archive.
        file: its bytes.
        suffix: ".zip" or ".gz".
        around: what may still be unpacked, and which members are not.
    """
    if suffix == ".gz":
        yield _gunzipped(document, file, around.budget)
        return
    try:
        archive = zipfile.ZipFile(file)
    except _ERRORS as error:
        raise NotReadError(BROKEN) from error
    with archive:
        entries = archive.infolist()
        if len(entries) > limits.MAX_ARCHIVE_MEMBERS:
            raise NotReadError(f"Not read: more than {limits.MAX_ARCHIVE_MEMBERS:,} files in one archive. Split it.")
        seen: Counter[str] = Counter()
        for entry in sorted(entries, key=lambda entry: (entry.filename.casefold(), entry.filename)):
            path = _path(entry)
            name = f"{document.name}/{printable(path.name[:200] if _leads_out(path) else path.as_posix()[:500])}"
            seen[name] += 1
            name = name if seen[name] == 1 else f"{name}#{seen[name]}"  # a ZIP may hold several files of one name
            yield Sign(ENTERING, name)
            if name not in around.left:
                yield _member(replace(document, name=name), archive, entry, around.budget)


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


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _leads_out(path: PurePosixPath) -> bool:
    return path.is_absolute() or ".." in path.parts or ":" in "".join(path.parts[:1])


def _member(named: Document, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Document | Refusal | None:
    """What a member holds, under the name and with the facts of a document that stands for it."""
    name, path = named.name, _path(entry)
    if entry.filename.endswith("/") or _is_beside(path):
        return None
    if not path.parts:
        return Refusal(name, NAMELESS)
    if _leads_out(path):
        return Refusal(name, OUTSIDE)
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
    return Document(name, suffix, data, facts=named.facts)


def _is_beside(path: PurePosixPath) -> bool:
    """What the walk through a folder leaves out as well: hidden files, the parts of saved pages, pictures and the like."""
    return (
        any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.parts)
        or any(part.endswith(sources.SAVED_PAGE_SUFFIXES) for part in path.parts[:-1])
        or sources.stands_beside(path.name)
    )
