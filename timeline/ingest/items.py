"""From a document to its articles, one after the other; it runs in the worker process, where hostile bytes may do their worst."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import BinaryIO

from timeline import limits
from timeline.ingest import kinds, markdown, own, plain, sources, tables
from timeline.ingest.budget import Around, Budget
from timeline.ingest.decode import Decoded, decode, printable
from timeline.ingest.document import ENTERING, Document, Facts, Item, NotReadError, Sign
from timeline.ingest.draft import Draft, Fields
from timeline.ingest.finish import too_long
from timeline.model import Basis, Refusal

BINARY = "Not read: it is not text. Save it as text, Markdown, HTML, JSON or CSV."
TOO_DEEP = "Not read: archives are nested deeper than {depth}. Unpack it first."
LEFT = "Not read: it has killed a reader."  # stands in the place of what was told already, and is never shown
ALIVE = None
"""Yielded where a long search goes on without an article: the worker is not stuck."""

Found = Item | Refusal | Sign | None


def find(document: Document, mapping: Mapping[str, str] | None = None, left: Mapping[str, int] | None = None) -> Iterator[Found]:
    """Yield the articles of a document, unread, a refusal for each part that cannot be read, and signs of life on the way.

    Args:
        document: with its bytes, or the path of a regular file.
        mapping: for tables, field to column.
        left: members of an archive that are not to be opened, by name; for each, so many refusals stand in its place.

    >>> [item.make().title for item in find(Document("-", data=b"title: Rain\\n\\nIt rained on Monday."))]
    ['Rain']
    """
    loaded = sources.load(document)
    if isinstance(loaded, Refusal):
        yield loaded
        return
    with closing(loaded):
        size = loaded.seek(0, 2)
        loaded.seek(0)
        yield from _guarded(document, loaded, Around(mapping, Budget(size), left=left or {}))


def _guarded(document: Document, file: BinaryIO, around: Around) -> Iterator[Found]:
    """The articles of a document; whatever goes wrong on the way to them ends as a sentence that names it."""
    try:
        yield from _of(document, file, around)
    except NotReadError as error:
        yield Refusal(document.name, str(error))
    except MemoryError:
        yield Refusal(document.name, "Not read: it needs too much memory. Split it into smaller files.")
    except RecursionError:
        yield Refusal(document.name, "Not read: it is nested too deeply. Save its articles alone, or as text.")
    except Exception as error:  # noqa: BLE001  (libraries raise what they like at broken files)
        yield Refusal(document.name, f"Not read: the file is broken ({type(error).__name__}). Save it again, or as text.")


def _of(document: Document, file: BinaryIO, around: Around) -> Iterator[Found]:
    suffix = document.suffix
    if suffix == "":
        head = file.read(kinds.SNIFFED * 2)
        file.seek(0)
        suffix = kinds.by_bytes(head, _whole(file) if head.startswith(b"PK") else b"")
    if suffix in kinds.ARCHIVES:
        yield from _archive(document, file, suffix, around)
    elif (reader := _single(suffix)) is not None:
        yield Item(document.name, partial(reader, _whole(file), document.facts))
    elif suffix in kinds.MAIL:
        yield from _mail(document, _whole(file), around)
    elif suffix in kinds.FEEDS:
        yield from _feed(document, _whole(file))
    else:
        yield from _text(document, _whole(file), suffix, around)


def _whole(file: BinaryIO) -> bytes:
    data = file.read(limits.MAX_FILE_BYTES + 1)
    file.seek(0)
    if len(data) > limits.MAX_FILE_BYTES:
        raise NotReadError(sources.too_large(len(data)))
    return data


def _single(suffix: str) -> Callable[[bytes, Facts], Draft] | None:
    """The reader of a kind of which each document is one article; its libraries are loaded when they are needed."""
    if suffix in kinds.HTML:
        from timeline.ingest import page as reader  # noqa: PLC0415
    elif suffix in kinds.PAPER:
        from timeline.ingest import pdf as reader  # type: ignore[no-redef]  # noqa: PLC0415
    elif suffix in kinds.OFFICE:
        from timeline.ingest import office as reader  # type: ignore[no-redef]  # noqa: PLC0415
    else:
        return None
    return reader.draft


def _feed(document: Document, data: bytes) -> Iterator[Found]:
    from timeline.ingest import feed  # noqa: PLC0415

    yield from feed.entries(document, data)


def _mail(document: Document, data: bytes, around: Around) -> Iterator[Found]:
    from timeline.ingest import mail  # noqa: PLC0415

    message = mail.parsed(data)
    documents = mail.attached(document.name, message, document.facts)
    if not documents or message.has_words:
        yield Item(document.name, partial(mail.draft, message, document.facts))
    if documents and around.depth >= limits.MAX_ARCHIVE_DEPTH:
        raise NotReadError(TOO_DEEP.format(depth=limits.MAX_ARCHIVE_DEPTH))
    inner = replace(around, depth=around.depth + 1)
    for attached in documents:
        yield from _entered(attached.name, around)
        yield from _inside(attached, inner)


# ---- archives --------------------------------------------------------------------------------------------------------


def _archive(document: Document, file: BinaryIO, suffix: str, around: Around) -> Iterator[Found]:
    if around.depth >= limits.MAX_ARCHIVE_DEPTH:
        raise NotReadError(TOO_DEEP.format(depth=limits.MAX_ARCHIVE_DEPTH))
    inner = replace(around, depth=around.depth + 1)
    found = False
    for member in _members(document, file, suffix, around):
        if isinstance(member, Document):
            found = True
            yield from _inside(member, inner)
        elif isinstance(member, Sign):
            yield from _entered(member.name, around)
        else:
            found = found or member is not ALIVE
            yield member
    if not found:
        yield Refusal(document.name, "Nothing found: there is no article in it that can be read. Leave it out.")


def _entered(name: str, around: Around) -> Iterator[Found]:
    """Say what is opened next, and stand in for what is not to be opened again."""
    yield Sign(ENTERING, name)
    yield from [Refusal(name, LEFT)] * around.left.get(name, 0)


def _inside(member: Document, around: Around) -> Iterator[Found]:
    """The articles of a member, unless a reader has died of it before."""
    if member.name not in around.left:
        with closing(BytesIO(member.data or b"")) as data:
            yield from _guarded(replace(member, data=None), data, around)


def _members(document: Document, file: BinaryIO, suffix: str, around: Around) -> Iterator[Document | Refusal | Sign | None]:
    if suffix in kinds.PACKED:
        from timeline.ingest import packed  # noqa: PLC0415

        return packed.members(document, file, suffix, around)
    if suffix in kinds.MAILBOX:
        from timeline.ingest import mail  # noqa: PLC0415

        return mail.messages(document, file)
    from timeline.ingest import crawl  # noqa: PLC0415

    return crawl.pages(document, file, suffix, around)


# ---- text ------------------------------------------------------------------------------------------------------------


def _text(document: Document, data: bytes, suffix: str, around: Around) -> Iterator[Found]:
    decoded = decode(data, document.facts.charset)
    if decoded is None:
        raise NotReadError(BINARY)
    kind = suffix if suffix in kinds.TABLES | kinds.MARKDOWN else kinds.by_text(decoded.text)
    if kind in kinds.TABLES:
        yield from _table(document, decoded, kind, around)
    elif kind in kinds.HTML:
        reader = _single(kind)
        assert reader is not None
        yield Item(document.name, partial(reader, data, document.facts))
    elif kind in kinds.FEEDS:
        yield from _feed(document, data)
    elif len(decoded.text) > limits.MAX_TEXT_CHARS:
        raise NotReadError(too_long(len(decoded.text)))
    else:
        of_kind = markdown.draft if kind in kinds.MARKDOWN else plain.draft
        yield Item(document.name, partial(_draft, of_kind, decoded, document.facts))


def _draft(reader: Callable[[str, Facts], Draft], decoded: Decoded, facts: Facts) -> Draft:
    made = reader(decoded.text, facts)
    return replace(made, warnings=decoded.warnings + made.warnings) if decoded.warnings else made


def _table(document: Document, decoded: Decoded, suffix: str, around: Around) -> Iterator[Found]:
    name = document.name
    if (
        suffix == ".json"
        and f'"{own.FORMAT}"' in decoded.text[: kinds.SNIFFED]
        and own.is_export(data := tables.load(decoded.text)[0])
    ):
        for number, item in enumerate(own.drafts(data), 1):
            if isinstance(item, Refusal):
                yield Refusal(name + item.name, item.reason)
            else:
                file, made = item
                yield Item(printable(file)[:500] if file else f"{name}#{number}", partial(_same, made))
        return
    try:
        for row in tables.rows(decoded.text, suffix, around.mapping):
            if isinstance(row, Refusal):
                yield replace(row, name=name + row.name)
            else:
                yield Item(f"{name}#{row.number}", partial(_row, row, document.facts))
    except tables.TableError as error:
        raise NotReadError(str(error)) from error


def _same(draft: Draft) -> Draft:
    return draft


def _row(row: tables.Row, facts: Facts) -> Draft:
    values = {key: str(value) for key, value in row.values.items()}
    text = values.pop("text", "")
    if len(text) > limits.MAX_TEXT_CHARS:
        raise NotReadError(too_long(len(text)))
    fields = Fields(values, f"the column {row.date_column!r}", Basis.METADATA)
    if not tables.TAGS.search(text):
        return plain.complete(text, fields, facts)
    from timeline.ingest import page  # noqa: PLC0415

    inside = page.of_text(text)
    return replace(plain.complete(inside.text, fields, facts), zones=inside.zones)
