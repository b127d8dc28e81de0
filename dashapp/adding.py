"""Adding articles from the page: files or pasted text in, a stream of lines on how far the reading is, then what was found."""

from __future__ import annotations

import json
import logging
import queue
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dash import Dash
from flask import Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashapp import texts
from dashapp.commands import typed_span
from dashapp.source import Source
from timeline import pipeline
from timeline.limits import MAX_UPLOAD_BYTES
from timeline.model import Article, Timeline
from timeline.store import Store, StoreError
from timeline.words import DEFAULT, count, language, published_words, source_words, speak, speaking

PATH = "/add"
_LOG = logging.getLogger(__name__)
HEADER = "X-Timeline"
"""No form of another page can send it, and no script of one without being asked first."""
MAX_FILES = 500
MAX_LINES = 100
"""Files that are named in the answer; the others are counted."""
MAX_FIELD_CHARS = 300
OVERHEAD = 1_000_000
"""Bytes of a request that are names and boundaries, not files."""
_KEPT_BYTES, _SUFFIX_BYTES = 120, 10
_FORBIDDEN = frozenset('<>:"/\\|?*')

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as the browser sent it."""

    name: str
    data: bytes


# ---- what is sent ------------------------------------------------------------------------------------------------------


def safe_name(name: str) -> str:
    r"""Make a name that is a file's and nothing else: no folder, no control character, not hidden, not long.

    >>> safe_name("../../etc/pass\nwd"), safe_name("C:\\news\\wire.TXT"), safe_name("..")
    ('passwd', 'wire.TXT', 'article')
    """
    last = name.encode("utf-8", "replace").decode().replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last.rstrip(" .") if c.isprintable() and c not in _FORBIDDEN)
    stem, dot, suffix = plain.rpartition(".") if "." in plain else (plain, "", "")
    suffix = suffix.strip() if len(suffix.encode()) <= _SUFFIX_BYTES else ""
    kept = stem.encode()[:_KEPT_BYTES].decode(errors="ignore").strip(" .")
    return f"{kept or 'article'}{dot if suffix else ''}{suffix}"


def pasted(text: str, title: str, source: str, day: str) -> Upload:
    """Make a file of pasted text, what is known of it in header lines.

    Args:
        text: the article.
        title: its title, or "".
        source: who published it, or "".
        day: when, as people type it, or "".

    Raises:
        ValueError: if the day is none; the message is for the person.

    >>> pasted("It rained.", "Rain", "", "23 July 2023")
    Upload(name='Rain.txt', data=b'title: Rain\\ndate: 2023-07-23\\n\\nIt rained.')
    """
    title, source, day = (" ".join(value.split())[:MAX_FIELD_CHARS] for value in (title, source, day))
    span = typed_span(day) if day else None
    if day and (span is None or span.first != span.last):
        raise ValueError(texts.ADD_NOT_A_DAY.format(day[:40]))
    head = {"title": title, "source": source, "date": span.first.isoformat() if span else ""}
    lines = [f"{name}: {value}" for name, value in head.items() if value]
    whole = "\n".join([*lines, "", text]) if lines else text
    return Upload(safe_name(f"{(title or texts.ADD_PASTED)[:80]}.txt"), whole.encode("utf-8", "replace"))


# ---- what is done ------------------------------------------------------------------------------------------------------


def add(db: Path, uploads: Sequence[Upload], say: Callable[[Line], object]) -> Line:
    """Read files into a store.

    Args:
        db: the store's file.
        uploads: the files.
        say: called with a line whenever the work has come further.

    Returns:
        the last line: what was found, and what is to say of each file.

    Raises:
        timeline.store.StoreError: if the store cannot be used.
    """
    number, reader = len(uploads), language()

    def tell(parts_done: int, name: str, *values: object) -> None:
        with speaking(reader):
            files = count(number, "file")
            say({"step": texts.__getattr__(name).format(*values, files), "share": parts_done / (number + 2)})

    with tempfile.TemporaryDirectory(prefix="timeline-") as made:  # readable for this user only
        folder = Path(made).resolve()

        def paths() -> Iterator[Path]:
            for i, upload in enumerate(uploads):
                tell(i, "ADD_READING", i + 1)
                path = folder / str(i) / upload.name
                path.parent.mkdir()
                path.write_bytes(upload.data)
                yield path
            tell(number, "ADD_FINDING")

        def progress(step: str, _done: int) -> None:
            if step == "Merging":
                tell(number + 1, "ADD_MERGING")

        with speaking(DEFAULT):  # what the store keeps does not depend on who adds it
            summary = pipeline.build(paths(), db, progress=progress, lasting=False)
    with Store(db, must_exist=True) as store:
        version = store.version()
    files = [*_unread(summary), *_read(summary.timeline, summary.new)]
    return {"done": done(summary), "files": _capped(files), "version": version}


def done(summary: pipeline.Summary) -> str:
    """Say what the timeline holds now and how many files were left out.

    >>> done(pipeline.Summary(Timeline(), 0, 0, ()))
    '0 articles, 0 events, 0 disputed.'
    """
    timeline, refused = summary.timeline, len(summary.refused)
    disputed = sum(event.status == "disputed" for event in timeline.events)
    said = texts.ADD_DONE.format(count(len(timeline.articles), "article"), count(len(timeline.events), "event"), disputed)
    one, many = texts.ADD_UNREAD
    return f"{said} {one if refused == 1 else many.format(refused)}" if refused else said


def _unread(summary: pipeline.Summary) -> Iterator[Line]:
    for refusal in summary.refused:
        yield {"name": Path(refusal.name).name, "kind": "bad", "note": refusal.reason}
    by_id = {article.id: article for article in summary.timeline.articles}
    for name, key in summary.again:
        same = by_id.get(key)
        yield {"name": name, "kind": "again", "note": texts.ADD_AGAIN.format(same.file or source_words(same) if same else name)}


def _read(timeline: Timeline, new: Iterable[str]) -> Iterator[Line]:
    wanted = set(new)
    for article in timeline.articles:
        if article.id in wanted:
            events = sum(any(m.article == article.id for m in event.mentions) for event in timeline.events)
            yield {
                "name": article.file or source_words(article), "kind": "good", "note": _note(article),
                "found": count(events, "event"),
            }  # fmt: skip


def _note(article: Article) -> str:
    words = published_words(article)
    dated = texts.ADD_UNDATED if article.published.span is None else f"{words[:1].upper()}{words[1:]}."
    return " ".join((dated, *article.warnings))


def _capped(files: Sequence[Line]) -> list[Line]:
    rest = len(files) - MAX_LINES
    more = [{"name": texts.ADD_MORE.format(f"{rest:,}"), "kind": "more", "note": ""}] if rest > 0 else []
    return [*files[:MAX_LINES], *more]


class Adder:
    """Adds articles to a store in a thread of its own, one upload at a time.

    Args:
        db: the store's file.
    """

    def __init__(self, db: Path) -> None:
        self._db = db
        self._busy = threading.Lock()

    def start(self, uploads: Sequence[Upload]) -> Iterator[Line] | None:
        """Begin to read files; None where others are being read.

        Args:
            uploads: the files.

        Returns:
            the lines to come; the work goes on even if nobody waits for them.
        """
        if not self._busy.acquire(blocking=False):
            return None
        lines: queue.SimpleQueue[Line] = queue.SimpleQueue()
        threading.Thread(target=self._work, args=(uploads, lines, language()), name="adding", daemon=True).start()
        return _until_the_end(lines)

    def _work(self, uploads: Sequence[Upload], lines: queue.SimpleQueue[Line], spoken: str) -> None:
        speak(spoken)
        last: Line = {"error": texts.ADD_BROKEN}
        try:
            last = add(self._db, uploads, lines.put)
        except StoreError as error:
            last = {"error": str(error)}
        except Exception:  # noqa: BLE001  (a thread has nobody else who would hear of it)
            _LOG.exception("articles could not be added")
        finally:
            self._busy.release()
            lines.put(last)


def _until_the_end(lines: queue.SimpleQueue[Line]) -> Iterator[Line]:
    while True:
        line = lines.get()
        yield line
        if "step" not in line:
            return


# ---- the server --------------------------------------------------------------------------------------------------------


def register(app: Dash, source: Source) -> None:
    """Answer uploads with a line of JSON for each step."""
    server: Flask = app.server
    adder = Adder(source.path) if source.path else None

    @server.post(PATH)
    def receive() -> Response:
        """Take an upload in and tell how far it is."""
        if adder is None:
            return _refused(404, texts.ADD_CLOSED)
        request.max_content_length = MAX_UPLOAD_BYTES + OVERHEAD
        request.max_form_memory_size = MAX_UPLOAD_BYTES + OVERHEAD
        try:
            uploads = _sent()
        except RequestEntityTooLarge:
            return _refused(413, too_large(None))
        except ValueError as error:
            return _refused(400, str(error))
        size = sum(len(upload.data) for upload in uploads)
        if size > MAX_UPLOAD_BYTES:
            return _refused(413, too_large(size))
        lines = adder.start(uploads)
        if lines is None:
            return _refused(409, texts.ADD_BUSY)
        return Response((_line(each) for each in lines), content_type="application/x-ndjson")


def too_large(size: int | None) -> str:
    """Say that an upload is too large, and what to do.

    >>> too_large(61_000_000)
    'Not read: 61 MB, the limit is 20 MB. Split it, or add it on the command line with timeline build.'
    """
    limit = MAX_UPLOAD_BYTES // 1_000_000
    if size is None:
        return str(texts.ADD_TOO_LARGE_UNKNOWN.format(limit))
    return str(texts.ADD_TOO_LARGE.format(-(-size // 1_000_000), limit))


def _sent() -> list[Upload]:
    files = request.files.getlist("files")
    if len(files) > MAX_FILES:
        raise ValueError(texts.ADD_MANY.format(len(files), MAX_FILES))
    uploads = [Upload(safe_name(file.filename or ""), file.read()) for file in files]
    text, *fields = (request.form.get(name, "") for name in ("text", "title", "source", "date"))
    if text.strip():
        uploads.append(pasted(text, *fields))
    if not uploads:
        raise ValueError(texts.ADD_NOTHING)
    return uploads


def _refused(status: int, why: str) -> Response:
    return Response(_line({"error": why}), status=status, content_type="application/x-ndjson")


def _line(value: Line) -> bytes:
    return json.dumps(value).encode() + b"\n"
