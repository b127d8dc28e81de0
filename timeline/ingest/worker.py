"""Reading in a process of its own, with its time and memory capped: whatever kills or hangs it takes a single article with it.

This is the caller's side; `inside.py` is what runs in the process.  They speak in frames: eight bytes of length, then JSON (or
the bytes of a document).  A request is a batch of documents; the answer is, for each of them, two frames for each of its
articles, before and after it is read, and one at its end.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from timeline import limits
from timeline.ingest.document import Document, facts_to_json
from timeline.model import Article, Basis, Publication, Refusal, Zone
from timeline.span import Granularity, Shape, Span

HEADER = 8  # bytes of a frame's length
AHEAD = 32  # articles that may wait to be taken
TIMED_OUT = (-signal.SIGPROF,) if hasattr(signal, "SIGPROF") else ()
BROKEN = "Not read: it broke the process that read it. Save its article alone, or as text."
SLOW = "Not read: it took more than {seconds} seconds. Save its article alone, or as text."
DIED = "Not read: it took too much memory, or crashed its reader. Save its article alone, or as text."


def to_json(article: Article) -> dict[str, Any]:
    """Return an article as plain values.

    >>> from_json(to_json(Article("id", "text"))) == Article("id", "text")
    True
    """
    published = article.published
    return {
        "id": article.id,
        "text": article.text,
        "file": article.file,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "published": [_span_out(published.span), published.basis, published.why, _span_out(published.limits)],
        "zones": [[zone.start, zone.end, zone.kind, zone.reason, zone.furniture] for zone in article.zones],
        "warnings": article.warnings,
    }


def _span_out(span: Span | None) -> list[Any] | None:
    return None if span is None else [span.start, span.end, span.granularity, span.shape, span.clock]


def from_json(item: Mapping[str, Any]) -> Article:
    """Return the article behind plain values, checked: the worker read hostile input and is not to be trusted."""
    span, basis, why, bounds = item["published"]
    text = str(item["text"])
    zones = tuple(
        Zone(int(start), int(end), str(kind), str(reason), bool(dim)) for start, end, kind, reason, dim in item["zones"]
    )
    if any(not 0 <= zone.start <= zone.end <= len(text) for zone in zones):
        raise ValueError("a zone lies outside the text")
    return Article(
        id=str(item["id"]),
        text=text,
        file=None if item["file"] is None else str(item["file"]),
        title=str(item["title"]),
        source=str(item["source"]),
        url=None if item["url"] is None else str(item["url"]),
        language=str(item["language"]),
        published=Publication(_span_in(span), Basis(basis), str(why), _span_in(bounds)),
        zones=zones,
        warnings=tuple(str(warning) for warning in item["warnings"]),
    )


def _span_in(item: Sequence[Any] | None) -> Span | None:
    return None if item is None else Span(item[0], item[1], Granularity(item[2]), Shape(item[3]), item[4])


class _Process:
    """A running process, and the thread that takes its answers."""

    def __init__(self) -> None:
        here = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
        self.owner = os.getpid()
        self.answers: queue.Queue[dict[str, Any] | None] = queue.Queue(AHEAD)
        self.popen = subprocess.Popen(
            [sys.executable, "-P", "-m", "timeline.ingest.inside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        threading.Thread(target=_listen, args=(self.popen.stdout, self.answers), daemon=True).start()

    @property
    def pipe(self) -> IO[bytes]:
        """Where requests go."""
        assert self.popen.stdin is not None
        return self.popen.stdin

    def is_usable(self) -> bool:
        """Whether it lives, and is ours: a fork of the caller must not share it."""
        return self.owner == os.getpid() and self.popen.poll() is None

    def was_timed_out(self) -> bool:
        """Whether its processor time was up."""
        try:
            return self.popen.wait(timeout=1) in TIMED_OUT
        except subprocess.TimeoutExpired:
            return False

    def end(self) -> None:
        """Kill it, and wait until it is gone."""
        if self.owner != os.getpid():
            return
        self.popen.kill()
        self.popen.wait()
        with contextlib.suppress(queue.Empty):  # so that the thread that listens can see that it is over
            while True:
                self.answers.get_nowait()
        with contextlib.suppress(OSError):
            self.pipe.close()


_spare: deque[_Process] = deque()
"""An idle process is kept for the next reader: starting one takes longer than reading a hundred articles."""


@atexit.register
def _end_spare() -> None:
    while _spare:
        _spare.pop().end()


class Worker:
    """A reading process that is started when first needed, used again, and replaced when it dies.

    Args:
        seconds: processor time that one article may take.
    """

    def __init__(self, seconds: float = limits.WORKER_SECONDS) -> None:
        self._seconds = seconds
        self._process: _Process | None = None
        self._idle = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        process, self._process = self._process, None
        if process is not None and self._idle and process.is_usable() and not _spare:
            _spare.append(process)
        elif process is not None:
            process.end()

    def read(self, documents: Sequence[Document], mapping: Mapping[str, str] | None = None) -> Iterator[Article | Refusal | None]:
        """Yield what documents hold, in order, with None after each of them.

        Args:
            documents: at most limits.WORKER_BATCH of them.
            mapping: for tables, field to column.
        """
        at, done, self._idle = 0, 0, False
        try:
            while at < len(documents):
                if not self._ask(documents[at:], done, mapping):
                    yield Refusal(documents[at].name, "Not read: the process that reads could not be started. Try again.")
                    yield None
                    at, done = at + 1, 0
                    continue
                base, making = at, False
                while at < len(documents):
                    answer, failure = self._next()
                    if answer is None:
                        self.close()
                        yield Refusal(_numbered(documents[at].name, done), failure)
                        done += 1
                        if not making:  # it died on the way to the next article, and would do so again
                            yield None
                            at, done = at + 1, 0
                        break
                    making = "reading" in answer
                    if "end" in answer:
                        at, done = base + int(answer["end"]), 0
                        yield None
                    elif "alive" not in answer and not making:
                        done += 1
                        yield _checked(answer, documents[at].name)
            self._idle = True
        finally:
            if not self._idle:
                self.close()  # the caller has left in the middle of an answer

    def _next(self) -> tuple[dict[str, Any] | None, str]:
        """The next answer, or None and what went wrong."""
        assert self._process is not None
        try:
            answer = self._process.answers.get(timeout=max(1, self._seconds * limits.WORKER_PATIENCE))
        except queue.Empty:
            return None, self._slow()
        return answer, self._slow() if answer is None and self._process.was_timed_out() else DIED

    def _slow(self) -> str:
        return SLOW.format(seconds=f"{self._seconds:g}")

    def _ask(self, documents: Sequence[Document], skip: int, mapping: Mapping[str, str] | None) -> bool:
        """Send a batch, of whose first document some articles are not wanted again."""
        listed = [
            {"name": d.name, "suffix": d.suffix, "path": d.path, "sent": d.data is not None, "facts": facts_to_json(d.facts)}
            for d in documents
        ]
        request = {"documents": listed, "skip": skip, "mapping": mapping and dict(mapping), "seconds": self._seconds}
        for _ in range(2):  # a process that died while it had nothing to do is replaced
            try:
                pipe = self._running().pipe
                write(pipe, json.dumps(request).encode("ascii"))
                for document in documents:
                    if document.data is not None:
                        write(pipe, document.data)
            except OSError:
                self.close()
            else:
                return True
        return False

    def _running(self) -> _Process:
        if self._process is not None and not self._process.is_usable():
            self.close()
        if self._process is None:
            spare = _spare.pop() if _spare else None
            if spare is not None and not spare.is_usable():
                spare.end()
                spare = None
            self._process = spare or _Process()
        return self._process

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.end()


def _listen(pipe: IO[bytes] | None, answers: queue.Queue[dict[str, Any] | None]) -> None:
    """Pass on what the process answers; None says that it is dead or has gone mad."""
    assert pipe is not None
    with pipe, contextlib.suppress(OSError, ValueError, RecursionError):
        while (frame := read(pipe)) is not None:
            answer = json.loads(frame)
            if not isinstance(answer, dict):
                break
            answers.put(answer)
    answers.put(None)


def _checked(answer: Mapping[str, Any], name: str) -> Article | Refusal:
    try:
        if "reason" in answer:
            return Refusal(str(answer["name"]), str(answer["reason"]))
        return from_json(answer["article"])
    except (KeyError, TypeError, ValueError):
        return Refusal(name, BROKEN)


def _numbered(name: str, done: int) -> str:
    return f"{name}#{done + 1}" if done else name


def write(pipe: IO[bytes], data: bytes) -> None:
    """Write a frame."""
    pipe.write(len(data).to_bytes(HEADER, "big"))
    pipe.write(data)
    pipe.flush()


def read(pipe: IO[bytes]) -> bytes | None:
    """Read a frame; None at the end."""
    header = pipe.read(HEADER)
    size = int.from_bytes(header, "big")
    data = pipe.read(size) if len(header) == HEADER else b""
    return data if len(header) == HEADER and len(data) == size else None
