"""What runs inside the worker process: documents in, articles out, with the process's memory and files capped."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from timeline import limits
from timeline.ingest import items, sources, wire
from timeline.ingest.document import READING, Document, Item, NotReadError, Sign, facts_from_json
from timeline.ingest.finish import finish
from timeline.ingest.way import SKIPPED
from timeline.model import Article, Refusal


def answers(
    document: Document, skip: int, mapping: Mapping[str, str] | None, left: Mapping[str, int] | None = None
) -> Iterator[Article | Refusal | Sign | None]:
    """Yield what a document holds, with a sign before each article and each member of an archive; None is a sign of life.

    Args:
        document: to be read.
        skip: articles that were answered before, and are not read again.
        mapping: for tables, field to column.
        left: members of an archive that are not opened again, by name, each with the number of answers that it has had.

    >>> reading, article = answers(Document("a.txt", data=b"title: Rain\\n\\nIt rained."), 0, None)
    >>> article.title
    'Rain'
    """
    for item in items.find(document, mapping, left):
        if item is items.ALIVE or isinstance(item, Sign):
            yield item
        elif skip:
            skip -= 1
            yield Sign(SKIPPED, item.name)
        elif isinstance(item, Item):
            yield Sign(READING, item.name)
            yield made(item)
        else:
            yield item


def made(item: Item) -> Article | Refusal:
    """Read an article; whatever goes wrong ends as a sentence that names it."""
    try:
        return finish(item.make(), None if item.name == sources.STDIN else item.name)
    except NotReadError as error:
        return Refusal(item.name, str(error))
    except MemoryError:
        reason = "Not read: it needs too much memory. Save its article alone, or as text."
    except RecursionError:
        reason = "Not read: it is nested too deeply. Save its article alone, or as text."
    except Exception as error:  # noqa: BLE001  (whatever a document provokes must end as a sentence that names it)
        reason = f"Not read: it is broken ({type(error).__name__}). Save it again, or as text."
    return Refusal(item.name, reason)


def _cap() -> None:
    """Cap the memory of this process, and let it write no file."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (limits.WORKER_MEMORY_BYTES, limits.WORKER_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _allow(seconds: float) -> None:
    """From now on, so much processor time until the next call; what takes longer is killed, even inside a library's C code."""
    if hasattr(signal, "setitimer"):  # not on Windows, where the caller's clock alone counts
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _frame(answer: Article | Refusal | Sign | None) -> dict[str, Any]:
    if answer is None:
        return {"alive": True}
    if isinstance(answer, Sign):
        return {answer.about: answer.name}
    return {"article": wire.to_json(answer)} if isinstance(answer, Article) else {"name": answer.name, "reason": answer.reason}


def main() -> None:
    """Answer one batch after the other on standard input and output."""
    _cap()
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not get into the answers

    def say(frame: dict[str, Any]) -> None:
        wire.write(sink, json.dumps(frame).encode("ascii"))

    while (request := wire.read(source)) is not None:
        asked = json.loads(request)
        documents = [
            Document(
                d["name"],
                d["suffix"],
                wire.read(source) if d["sent"] else None,
                d["path"],
                facts_from_json(d["facts"]),
                d["walked"],
            )
            for d in asked["documents"]
        ]
        for number, document in enumerate(documents, 1):
            _allow(asked["seconds"])
            skip, left = (asked["skip"], asked["left"]) if number == 1 else (0, None)
            for answer in answers(document, skip, asked["mapping"], left):
                say(_frame(answer))
                _allow(asked["seconds"])
            _allow(0)
            say({"end": number})


if __name__ == "__main__":
    main()
