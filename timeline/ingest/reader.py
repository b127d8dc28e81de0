"""The door of the room: paths in, articles and refusals out, one at a time."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from timeline import limits
from timeline.ingest import markdown, own, plain, sources, tables
from timeline.ingest.decode import Decoded, clean, decode
from timeline.ingest.draft import Draft, Fields
from timeline.ingest.worker import Worker
from timeline.model import Article, Basis, Refusal, digest

BINARY = "Not read: it is not text. Save it as text, Markdown, HTML, JSON or CSV."
NO_TEXT = "Nothing found: there is no article text in it. Leave it out, or paste the text into a file."
SNIFFED = 2_000  # characters in which a file without a telling name shows what it is

_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"</?(?:p|div|br|span|a|h[1-6]|ul|li|strong|em|img|figure)(?:\s[^<>]*)?/?>", re.IGNORECASE)


def read(
    paths: Iterable[Path | str], mapping: Mapping[str, str] | None = None, stdin: bytes | None = None
) -> Iterator[Article | Refusal]:
    """Yield the articles behind paths, and a refusal with its reason for whatever cannot be read; nothing is raised.

    Args:
        paths: files, folders (walked in sorted order, hidden files and links left out) or "-" for standard input.
        mapping: for tables, which column holds what, such as {"text": "Body"}; common names need none.
        stdin: the bytes of standard input, read from the process where it is not given.

    >>> [article.title for article in read(["-"], stdin=b"title: Rain\\n\\nIt rained on Monday.")]
    ['Rain']
    """
    with Worker() as worker:
        for source in sources.find(paths):
            if isinstance(source, Refusal):
                yield source
            else:
                yield from _articles(source, mapping, stdin, worker)


def _articles(
    source: sources.Source, mapping: Mapping[str, str] | None, stdin: bytes | None, worker: Worker
) -> Iterator[Article | Refusal]:
    if source.name == sources.STDIN and stdin is None:
        stdin = sys.stdin.buffer.read(limits.MAX_FILE_BYTES + 1)
    data = sources.load(source, stdin)
    if isinstance(data, Refusal):
        yield data
        return
    if source.suffix in sources.HTML:
        yield _page(source.name, data, worker)
        return
    decoded = decode(data)
    if decoded is None:
        yield Refusal(source.name, BINARY)
    elif (
        kind := source.suffix if source.suffix in sources.TABLES | sources.MARKDOWN else _sniff(decoded.text)
    ) in sources.TABLES:
        yield from _table(source.name, decoded, kind, mapping, worker)
    elif kind in sources.HTML:
        yield _page(source.name, data, worker)
    elif len(decoded.text) > limits.MAX_TEXT_CHARS:
        yield Refusal(source.name, too_long(len(decoded.text)))
    else:
        made = markdown.draft(decoded.text) if kind in sources.MARKDOWN else plain.draft(decoded.text)
        yield finish(made, source.name, decoded.warnings)


def _sniff(text: str) -> str:
    """The kind of a text whose name does not tell, as an extension."""
    head = text[:SNIFFED]
    if _HTML.match(head):
        return ".html"
    if head.lstrip().startswith(("[{", '{"', "[\n", "{\n")) and re.match(r"\s*(?:\[\s*)?\{\s*\"", head):
        return ".json"
    if re.match(r"\s*---\s*\n\w[\w-]*\s*:", head):
        return ".md"
    return ".txt"


def _page(name: str, data: bytes, worker: Worker) -> Article | Refusal:
    made = worker.draft(data)
    return Refusal(name, made) if isinstance(made, str) else finish(made, name)


def _table(
    name: str, decoded: Decoded, suffix: str, mapping: Mapping[str, str] | None, worker: Worker
) -> Iterator[Article | Refusal]:
    if suffix == ".json" and f'"{own.FORMAT}"' in decoded.text[:SNIFFED] and own.is_export(data := tables.load(decoded.text)[0]):
        for number, item in enumerate(own.drafts(data), 1):
            yield (
                Refusal(name + item.name, item.reason)
                if isinstance(item, Refusal)
                else finish(item[1], item[0] or f"{name}#{number}")
            )
        return
    try:
        for row in tables.rows(decoded.text, suffix, mapping):
            yield replace(row, name=name + row.name) if isinstance(row, Refusal) else _row(name, row, worker)
    except tables.TableError as error:
        yield Refusal(name, str(error))


def _row(table: str, row: tables.Row, worker: Worker) -> Article | Refusal:
    name = f"{table}#{row.number}"
    values = {key: str(value) for key, value in row.values.items()}
    text = values.pop("text", "")
    if len(text) > limits.MAX_TEXT_CHARS:
        return Refusal(name, too_long(len(text)))
    fields = Fields(values, f"the column {row.date_column!r}", Basis.METADATA)
    if not _TAGS.search(text):
        return finish(plain.complete(text, fields), name)
    page = worker.draft(text.encode())
    if isinstance(page, str):
        return Refusal(name, page)
    made = plain.complete(page.text, fields)
    return finish(replace(made, zones=page.zones), name)


def too_long(count: int) -> str:
    """Say in a sentence that a text is longer than any article.

    >>> too_long(3_000_000)
    'Not read: 3,000,000 characters, the limit is 2,000,000. Split it into single articles.'
    """
    return f"Not read: {count:,} characters, the limit is {limits.MAX_TEXT_CHARS:,}. Split it into single articles."


def finish(draft: Draft, name: str, warnings: tuple[str, ...] = ()) -> Article | Refusal:
    """Make an article of a draft; its id is a digest of its normalized text and its source."""
    if not draft.text.strip():
        return Refusal(name, NO_TEXT)
    normal = " ".join(unicodedata.normalize("NFKC", draft.text).split())
    source = _line(draft.source)
    return Article(
        id=digest(normal, source),
        text=draft.text,
        file=None if name == sources.STDIN else name,
        title=_line(draft.title),
        source=source,
        url=draft.url and _line(draft.url),
        language=draft.language,
        published=draft.published,
        zones=draft.zones,
        warnings=warnings + draft.warnings,
    )


def _line(text: str) -> str:
    return " ".join(clean(text).text.split())
