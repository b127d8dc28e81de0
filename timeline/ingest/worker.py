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
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from timeline import limits
from timeline.ingest.document import Document, facts_to_json
from timeline.ingest.way import Way
from timeline.ingest.wire import from_json, read, write
from timeline.model import Article, Refusal

AHEAD = 32  # articles that may wait to be taken
TIMED_OUT = (-signal.SIGPROF,) if hasattr(signal, "SIGPROF") else ()
BROKEN = "Not read: it broke the process that read it. Save its article alone, or as text."
SLOW = "Not read: it took more than {seconds} seconds. Save its article alone, or as text."
STALLED = "Not read: its reader did nothing for {seconds} seconds. Check the disk that it lies on, or save its article as text."
DIED = "Not read: it took too much memory, or crashed its reader. Save its article alone, or as text."
WORN_OUT = f"Not read from here on: {limits.MAX_WORKER_DEATHS} of its parts crashed their readers. Unpack it first."
LOOK_SECONDS = 5.0  # seconds between two looks at whether a silent process works


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

    def work(self) -> tuple[str, int] | None:
        """What it is doing, and how much processor time it has had: both unchanged say that it has done nothing.

        None where the system does not say.
        """
        try:
            fields = Path(f"/proc/{self.popen.pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            return fields[0], int(fields[11]) + int(fields[12])
        except (OSError, ValueError, IndexError):
            return None

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
        self._failure = ""

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
        at, way, self._idle = 0, Way(), False
        try:
            while at < len(documents):
                for item in self._go_on(documents[at:], way, mapping):
                    if item is None:
                        at += 1
                        way.clear()
                    yield item
            self._idle = True
        finally:
            if not self._idle:
                self.close()  # the caller has left in the middle of an answer

    def _go_on(
        self, documents: Sequence[Document], way: Way, mapping: Mapping[str, str] | None
    ) -> Iterator[Article | Refusal | None]:
        """Yield what documents hold until all are read, or the process dies: then another one goes on behind what killed it."""
        if not self._ask(documents, way, mapping):
            yield Refusal(documents[0].name, "Not read: the process that reads could not be started. Try again.")
            yield None
            return
        for document in documents:
            way.begin()
            while (answer := self._next()) is not None and "end" not in answer:
                if way.takes(answer):
                    yield _checked(answer, document.name)
            if answer is None:
                failure = self._failure
                self.close()
                name = way.died() or _numbered(document.name, way.done - 1)
                yield Refusal(name, failure)
                if way.is_over:
                    if way.deaths >= limits.MAX_WORKER_DEATHS:
                        yield Refusal(document.name, WORN_OUT)
                    yield None
                return
            yield None

    def _next(self) -> dict[str, Any] | None:
        """The next answer, or None where none will come; then the failure is known."""
        assert self._process is not None
        silent_since, before = time.monotonic(), self._process.work()
        patience = limits.STALL_SECONDS if before else max(1, self._seconds * limits.WORKER_PATIENCE)
        while True:
            try:
                answer = self._process.answers.get(timeout=min(LOOK_SECONDS, patience))
            except queue.Empty:
                now, work = time.monotonic(), self._process.work()
                if work is None or (work != before or work[0] == "R"):  # what waits for a core is no stall
                    silent_since, before = (now, work) if work else (silent_since, before)
                if now - silent_since >= patience:
                    self._failure = STALLED.format(seconds=f"{patience:g}")
                    return None
            else:
                if answer is None:
                    self._failure = SLOW.format(seconds=f"{self._seconds:g}") if self._process.was_timed_out() else DIED
                return answer

    def _ask(self, documents: Sequence[Document], way: Way, mapping: Mapping[str, str] | None) -> bool:
        """Send a batch, of whose first document what was answered is not wanted again."""
        listed = [
            {
                "name": d.name,
                "suffix": d.suffix,
                "path": d.path,
                "walked": d.walked,
                "sent": d.data is not None,
                "facts": facts_to_json(d.facts),
            }
            for d in documents
        ]
        request = {
            "documents": listed,
            "skip": way.done,
            "left": way.left,
            "mapping": mapping and dict(mapping),
            "seconds": self._seconds,
        }
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
