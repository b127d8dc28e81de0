"""Finding the files: folders are walked in sorted order, and what cannot be read is named with its reason."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from timeline import limits
from timeline.ingest import kinds
from timeline.ingest.decode import printable
from timeline.ingest.document import Document
from timeline.model import Refusal

STDIN = "-"

# What stands beside articles in a folder without being one: it is passed over in silence, unless it is named itself.
BESIDE = frozenset("readme license licence copying notice changelog contributing authors makefile dockerfile".split())
ASSETS = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .tif .tiff .woff .woff2 .ttf .otf .eot .mp3 .mp4 .webm "
    ".m4a .wav .ogg .db .db-wal .db-shm .lock .ini .toml .yaml .yml .py .pyc .log .tmp .bak".split()
)
SAVED_PAGE_SUFFIXES = ("_files", "-Dateien", "_archivos", "_fichiers")

HOW_TO = {
    "text": ".doc .odt .rtf .pages .epub .pptx .ppt .odp",
    "unpacked": ".tar .tgz .bz2 .xz .7z .rar .zst",
    "csv": ".xls .xlsx .ods .numbers .parquet",
    "mail": ".msg .pst",
}
REMEDY = {
    "text": "Save it as text or HTML.",
    "unpacked": "Unpack it first.",
    "csv": "Save it as CSV.",
    "mail": "Save the messages as .eml or .mbox.",
    "": "Save it as text, Markdown, HTML, JSON or CSV.",
}
DEVICE = "Not read: it is a device, pipe or socket and not a file. Give a file or a folder."
ON_THE_WEB = "Not found: there is no such file or folder. If it is on the web, write https:// before it."
MOVED = "Not read: something else has taken its place, or it lies behind a link. Name it by itself."
EMPTY = "Nothing found: it is empty. Save it again, or leave it out."
SAMPLE = 4_096
_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?(/.*)?", re.IGNORECASE | re.DOTALL)


def find(paths: Iterable[Path | str]) -> Iterator[Document | Refusal]:
    """Yield the files behind paths, each folder in sorted order, and a refusal for each path that leads nowhere.

    Args:
        paths: files, folders, or "-" for standard input (a document without a path).

    >>> next(find(["/no/such/folder"])).reason
    'Not found: there is no such file or folder. Check the path.'
    """
    for item in paths:
        if str(item) == STDIN:
            yield Document(STDIN)
            continue
        path = Path(item)
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            yield Refusal(printable(str(item)), ON_THE_WEB if _means_the_web(str(item), error) else _trouble(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(path)
        else:
            yield _checked(_document(printable(path.name or str(item)), path), mode)


def _means_the_web(text: str, error: OSError | ValueError) -> bool:
    """Whether somebody may mean a web address without its beginning: a host's name, and no suffix of a file's."""
    host = _HOST.fullmatch(text)
    is_file = host is not None and not host[1] and (kinds.suffix_of(text) in kinds.READABLE | ASSETS or stands_beside(text))
    return isinstance(error, FileNotFoundError | NotADirectoryError) and host is not None and not is_file


def _folder(root: Path) -> Iterator[Document | Refusal]:
    found = False
    base = Path(os.path.realpath(root))  # so that what is opened below it can be told from what a link leads to
    for item in _walk(base, base, 0, str(root)):
        found = True
        yield item
    if not found:
        yield Refusal(
            printable(str(root)),
            "Nothing to read: the folder holds no articles. Put text, Markdown, HTML, JSON or CSV files into it.",
        )


def _walk(root: Path, folder: Path, depth: int, shown: str) -> Iterator[Document | Refusal]:
    name = printable(folder.relative_to(root).as_posix())
    if depth > limits.MAX_NESTING:
        yield Refusal(name, f"Not read: folders are nested deeper than {limits.MAX_NESTING}. Move the articles up.")
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as error:
        yield Refusal(shown if folder == root else name, _trouble(error))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.endswith(SAVED_PAGE_SUFFIXES):
                yield from _walk(root, path, depth + 1, shown)
        elif not stands_beside(entry.name):
            yield _entry(path.relative_to(root).as_posix(), path)


def stands_beside(name: str) -> bool:
    """Say whether a file lies beside articles without being one, and is passed over in silence.

    >>> stands_beside("style.css"), stands_beside("README.md"), stands_beside("story.txt")
    (True, True, False)
    """
    return Path(name).suffix.lower() in ASSETS or name.split(".", maxsplit=1)[0].lower() in BESIDE


def _entry(name: str, path: Path) -> Document | Refusal:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        return Refusal(printable(name), _trouble(error))
    return _checked(replace(_document(printable(name), path), walked=True), mode)


def _document(name: str, path: Path) -> Document:
    return Document(name, kinds.suffix_of(path.name), path=str(path.absolute()))


def _checked(document: Document, mode: int) -> Document | Refusal:
    if not stat.S_ISREG(mode):
        return Refusal(document.name, DEVICE)
    return document if document.suffix in kinds.READABLE else Refusal(document.name, not_readable(document.suffix))


def not_readable(suffix: str) -> str:
    """Say in a sentence that files with a suffix are not read, and what to do.

    >>> not_readable(".xlsx")
    "Not read: .xlsx files can't be opened. Save it as CSV."
    """
    kind = next((kind for kind, suffixes in HOW_TO.items() if suffix in suffixes.split()), "")
    return f"Not read: {printable(suffix)} files can't be opened. {REMEDY[kind]}"


def _trouble(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "Not read: permission denied. Allow reading it, or leave it out."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "Not found: there is no such file or folder. Check the path."
    detail = error.strerror if isinstance(error, OSError) and error.strerror else "the path is not valid"
    return f"Not read: {detail[:1].lower()}{detail[1:]}. Check the path."


def load(document: Document) -> BinaryIO | Refusal:
    """Return the bytes of a document as an open file, or a refusal where it is too large, empty or cannot be opened.

    Args:
        document: with its bytes, or with the path of a file.
    """
    if document.data is not None:
        if len(document.data) > limits.MAX_FILE_BYTES:
            return Refusal(document.name, too_large(len(document.data)))
        return io.BytesIO(document.data) if document.data.strip() else Refusal(document.name, EMPTY)
    most = limits.MAX_ARCHIVE_BYTES if document.suffix in kinds.ARCHIVES else limits.MAX_FILE_BYTES
    try:
        # Another file may have taken its place since the walk: what counts is what was opened.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        file = os.fdopen(os.open(document.path or "", flags), "rb")
        status = os.fstat(file.fileno())
        if document.walked and not _lies_there(document.path or "", status):
            file.close()
            return Refusal(document.name, MOVED)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            file.close()
            return Refusal(document.name, too_large(status.st_size, most) if stat.S_ISREG(status.st_mode) else DEVICE)
        empty = not file.read(SAMPLE).strip() and not (file.read(limits.MAX_FILE_BYTES).strip())
        file.seek(0)
    except (OSError, ValueError) as error:
        return Refusal(document.name, _trouble(error))
    if empty:
        file.close()
        return Refusal(document.name, EMPTY)
    return file


def _lies_there(path: str, opened: os.stat_result) -> bool:
    """Whether what was opened is the file at that path, with no link on the way: a folder may change while it is read."""
    return os.path.realpath(path) == path and os.path.samestat(os.lstat(path), opened)


def too_large(size: int, most: int = limits.MAX_FILE_BYTES) -> str:
    """Say in a sentence that an input is over the limit.

    >>> too_large(61_000_000)
    'Not read: 61 MB, the limit is 50 MB. Split it into smaller files.'
    """
    unit, name = (1_000_000_000, "GB") if most >= 1_000_000_000 else (1_000_000, "MB")
    return f"Not read: {-(-size // unit)} {name}, the limit is {most // unit} {name}. Split it into smaller files."
