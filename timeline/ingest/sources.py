"""Finding the files: folders are walked in sorted order, and what cannot be read is named with its reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from timeline import limits
from timeline.ingest.decode import printable
from timeline.model import Refusal

STDIN = "-"
PLAIN = frozenset({".txt", ".text", ""})
MARKDOWN = frozenset({".md", ".markdown"})
HTML = frozenset({".html", ".htm", ".xhtml"})
TABLES = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv"})
READABLE = PLAIN | MARKDOWN | HTML | TABLES

# What stands beside articles in a folder without being one: it is passed over in silence, unless it is named itself.
BESIDE = frozenset("readme license licence copying notice changelog contributing authors makefile dockerfile".split())
ASSETS = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .tif .tiff .woff .woff2 .ttf .otf .eot .mp3 .mp4 .webm "
    ".m4a .wav .ogg .db .db-wal .db-shm .lock .ini .toml .yaml .yml .py .pyc .log .tmp .bak".split()
)
SAVED_PAGE_SUFFIXES = ("_files", "-Dateien", "_archivos", "_fichiers")

HOW_TO = {
    "text": ".pdf .doc .docx .odt .rtf .pages .epub .pptx",
    "unpacked": ".zip .gz .tar .tgz .bz2 .xz .7z .rar .warc .wacz",
    "csv": ".xls .xlsx .ods .numbers .parquet",
    "mail": ".eml .msg .mbox",
}
REMEDY = {
    "text": "Save it as text or HTML.",
    "unpacked": "Unpack it first.",
    "csv": "Save it as CSV.",
    "mail": "Save the message as text or HTML.",
    "": "Save it as text, Markdown, HTML, JSON or CSV.",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: how it is named to the user, where it lies, and its lower-case extension."""

    name: str
    path: Path
    suffix: str


def find(paths: Iterable[Path | str]) -> Iterator[Source | Refusal]:
    """Yield the files behind paths, each folder in sorted order, and a refusal for each path that leads nowhere.

    Args:
        paths: files, folders, or "-" for standard input (a source whose path is "-").

    >>> next(find(["/no/such/folder"])).reason
    'Not found: there is no such file or folder. Check the path.'
    """
    for item in paths:
        if str(item) == STDIN:
            yield Source(STDIN, Path(STDIN), "")
            continue
        path = Path(item)
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            yield Refusal(str(item), _trouble(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(path)
        else:
            yield _checked(Source(path.name or str(item), path, path.suffix.lower()), mode)


def _folder(root: Path) -> Iterator[Source | Refusal]:
    found = False
    for item in _walk(root, root, 0):
        found = True
        yield item
    if not found:
        yield Refusal(
            str(root), "Nothing to read: the folder holds no articles. Put text, Markdown, HTML, JSON or CSV files into it."
        )


def _walk(root: Path, folder: Path, depth: int) -> Iterator[Source | Refusal]:
    name = folder.relative_to(root).as_posix()
    if depth > limits.MAX_NESTING:
        yield Refusal(name, f"Not read: folders are nested deeper than {limits.MAX_NESTING}. Move the articles up.")
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as error:
        yield Refusal(str(root) if folder == root else name, _trouble(error))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.endswith(SAVED_PAGE_SUFFIXES):
                yield from _walk(root, path, depth + 1)
        elif not _stands_beside(path):
            yield _entry(path.relative_to(root).as_posix(), path)


def _stands_beside(path: Path) -> bool:
    return path.suffix.lower() in ASSETS or path.name.split(".")[0].lower() in BESIDE


def _entry(name: str, path: Path) -> Source | Refusal:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        return Refusal(printable(name), _trouble(error))
    return _checked(Source(printable(name), path, path.suffix.lower()), mode)


def _checked(source: Source, mode: int) -> Source | Refusal:
    if not stat.S_ISREG(mode):
        return Refusal(source.name, "Not read: it is a device, pipe or socket and not a file. Give a file or a folder.")
    if source.suffix not in READABLE:
        kind = next((kind for kind, suffixes in HOW_TO.items() if source.suffix in suffixes.split()), "")
        return Refusal(source.name, f"Not read: {printable(source.suffix)} files can't be opened. {REMEDY[kind]}")
    return source


def _trouble(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "Not read: permission denied. Allow reading it, or leave it out."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "Not found: there is no such file or folder. Check the path."
    detail = error.strerror if isinstance(error, OSError) and error.strerror else "the path is not valid"
    return f"Not read: {detail[:1].lower()}{detail[1:]}. Check the path."


def load(source: Source, stdin: bytes | None = None) -> bytes | Refusal:
    """Return the bytes of a source, or a refusal where it is too large, empty or cannot be opened.

    Args:
        source: a file, or standard input.
        stdin: the bytes of standard input.
    """
    if source.name == STDIN:
        data = stdin or b""
    else:
        try:
            # Another file may have taken its place since the walk: what counts is what was opened.
            flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(source.path, flags), "rb") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    return Refusal(
                        source.name, "Not read: it is a device, pipe or socket and not a file. Give a file or a folder."
                    )
                if status.st_size > limits.MAX_FILE_BYTES:
                    return Refusal(source.name, too_large(status.st_size))
                data = file.read(limits.MAX_FILE_BYTES + 1)
        except (OSError, ValueError) as error:
            return Refusal(source.name, _trouble(error))
    if len(data) > limits.MAX_FILE_BYTES:
        return Refusal(source.name, too_large(len(data)))
    if not data.strip():
        return Refusal(source.name, "Nothing found: it is empty. Save it again, or leave it out.")
    return data


def too_large(size: int) -> str:
    """Say in a sentence that an input is over the limit.

    >>> too_large(61_000_000)
    'Not read: 61 MB, the limit is 50 MB. Split it into smaller files.'
    """
    limit = limits.MAX_FILE_BYTES // 1_000_000
    return f"Not read: {-(-size // 1_000_000)} MB, the limit is {limit} MB. Split it into smaller files."
