"""Reading pages in a process of its own, with its time and memory capped: one that dies or hangs takes a single page with it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from timeline import limits
from timeline.ingest.draft import Draft
from timeline.model import Basis, Publication, Zone
from timeline.span import Granularity, Shape, Span

HEADER = 8  # bytes of a message's length
BROKEN = "Not read: the page broke the process that read it. Save its article alone, or as text."
DIED = "Not read: the page took more than {seconds} seconds or too much memory. Save its article alone, or as text."


def to_json(draft: Draft) -> dict[str, Any]:
    """Return a draft as plain values.

    >>> from_json(to_json(Draft("text"))) == Draft("text")
    True
    """
    return asdict(draft)


def from_json(item: dict[str, Any]) -> Draft:
    """Return the draft behind plain values, checked: the worker read hostile input and is not to be trusted."""
    published = item["published"]
    return Draft(
        text=str(item["text"]),
        title=str(item["title"]),
        source=str(item["source"]),
        url=None if item["url"] is None else str(item["url"]),
        language=str(item["language"]),
        published=Publication(
            _span(published["span"]), Basis(published["basis"]), str(published["why"]), _span(published["limits"])
        ),
        zones=tuple(
            Zone(int(z["start"]), int(z["end"]), str(z["kind"]), str(z["reason"]), bool(z["furniture"])) for z in item["zones"]
        ),
        warnings=tuple(str(warning) for warning in item["warnings"]),
    )


def _span(item: dict[str, Any] | None) -> Span | None:
    if item is None:
        return None
    return Span(item["start"], item["end"], Granularity(item["granularity"]), Shape(item["shape"]), item["clock"])


class Worker:
    """A reading process that is started when first needed, used again, and replaced when it dies.

    Args:
        seconds: how long one page may take.
    """

    def __init__(self, seconds: float = limits.WORKER_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def draft(self, data: bytes) -> Draft | str:
        """Read a page; a string is the sentence that says why it could not be read."""
        try:
            process = self._running()
        except OSError as error:
            return f"Not read: the process that reads pages could not be started ({error.strerror}). Try again."
        timer = threading.Timer(self._seconds, process.kill)
        timer.start()
        try:
            answer = _ask(process, data)
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            return DIED.format(seconds=f"{self._seconds:g}")
        try:
            return str(answer["error"]) if "error" in answer else from_json(answer)
        except (KeyError, TypeError, ValueError):
            return BROKEN

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            here = str(Path(__file__).parents[2])
            path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "timeline.ingest.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
        return self._process

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _ask(process: subprocess.Popen[bytes], data: bytes) -> dict[str, Any] | None:
    """The worker's answer, or None where it died."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        _write(process.stdin, data)
        answer = _read(process.stdout)
        return None if answer is None else json.loads(answer)
    except (OSError, ValueError):
        return None


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(HEADER, "big") + data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes | None:
    header = pipe.read(HEADER)
    size = int.from_bytes(header, "big")
    data = pipe.read(size) if len(header) == HEADER else b""
    return data if len(header) == HEADER and len(data) == size else None


# ---- inside the process ----------------------------------------------------------------------------------------------


def _answer(data: bytes) -> dict[str, Any]:
    from timeline.ingest import page  # noqa: PLC0415  (the libraries that read pages are loaded in the worker alone)

    try:
        return to_json(page.draft(data))
    except page.NotReadError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "Not read: the page needs too much memory. Save its article alone, or as text."}
    except Exception as error:  # noqa: BLE001  (whatever a page provokes must end as a sentence that names it)
        return {"error": f"Not read: the page is broken ({type(error).__name__}). Save it again, or as text."}


def main() -> None:
    """Answer one message after the other on standard input and output."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (limits.WORKER_MEMORY_BYTES, limits.WORKER_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not get into the answers
    while (data := _read(source)) is not None:
        _write(sink, json.dumps(_answer(data)).encode("ascii"))


if __name__ == "__main__":
    main()
