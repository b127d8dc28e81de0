"""Word documents (DOCX, ISO/IEC 29500): the words of their paragraphs, read straight from the XML with nothing run or fetched."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, cast

import lxml.etree

from timeline.ingest import plain
from timeline.ingest.budget import Budget
from timeline.ingest.decode import clean
from timeline.ingest.document import NOTHING_KNOWN, Facts, NotReadError
from timeline.ingest.draft import Draft, Fields
from timeline.ingest.evidence import Candidate

BROKEN = "Not read: the document is broken or locked. Open it, and save it again as DOCX or text."
MAX_XML_BYTES = 50_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD = "word/document.xml"
_ABOUT = "docProps/core.xml"
_CREATED = "{http://purl.org/dc/terms/}created"
_DROPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"})  # what was struck out, and field codes
_BREAKS = frozenset({f"{_W}br", f"{_W}cr"})


def draft(data: bytes, facts: Facts = NOTHING_KNOWN) -> Draft:
    """Read a Word document; when it was created is weak evidence, after all that its words say.

    Args:
        data: the document.
        facts: what is known of it from around it.

    Raises:
        NotReadError: with the reason as a sentence.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            budget = Budget(len(data))
            body = _parsed(archive, _WORD, budget)
            about = _parsed(archive, _ABOUT, budget) if _ABOUT in archive.namelist() else None
    except (NotReadError, MemoryError, RecursionError):
        raise
    except Exception as error:
        raise NotReadError(BROKEN) from error
    text = clean("\n".join(_lines(body)).strip()).text
    if not text.strip():
        raise NotReadError("Nothing found: the document has no text. If it holds pictures of text, save their words as text.")
    created = about.findtext(_CREATED) if about is not None else None
    dates = (Candidate("the document's properties (created)", created),) if created else ()
    return plain.complete(text, Fields({}, ""), replace(facts, weak=(*facts.weak, *dates)))


def _parsed(archive: zipfile.ZipFile, name: str, budget: Budget) -> Any:
    with archive.open(name) as file:
        data = budget.read(cast("Any", file), MAX_XML_BYTES)
    if data is None:
        raise NotReadError(f"Not read: the document's text is larger than {MAX_XML_BYTES // 1_000_000} MB. Split it.")
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = lxml.etree.fromstring(data, parser=parser)
    except lxml.etree.LxmlError:
        root = None
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
        raise MemoryError  # lxml calls it an unknown error of the document
    if root is None:
        raise NotReadError(BROKEN)
    return root


def _lines(root: Any) -> Iterator[str]:
    """The paragraphs with an empty line between them; the cells of a table's row in one line."""
    for paragraph in root.iter(f"{_W}p"):
        words = "".join(_words(paragraph))
        if words.strip():
            yield "\n".join(" ".join(line.split()) for line in words.split("\n"))
            yield ""


def _words(paragraph: Any) -> Iterator[str]:
    skip = 0
    for event, element in lxml.etree.iterwalk(paragraph, events=("start", "end")):
        if element.tag in _DROPPED or (element.tag == f"{_W}p" and element is not paragraph):
            skip += 1 if event == "start" else -1
        elif event == "start" and not skip:
            if element.tag == f"{_W}t":
                yield element.text or ""
            elif element.tag == f"{_W}tab":
                yield " "
            elif element.tag in _BREAKS:
                yield "\n"
