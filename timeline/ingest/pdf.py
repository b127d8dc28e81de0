"""PDF: the words of its text layer, its lines joined to paragraphs, what stands on every page set aside."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import Any

from timeline import limits
from timeline.ingest import plain, wrapped
from timeline.ingest.decode import clean
from timeline.ingest.document import NOTHING_KNOWN, Facts, NotReadError
from timeline.ingest.draft import Draft, Fields
from timeline.ingest.evidence import Candidate

MISSING = "Not read: PDF files need one more library. Install it with: pip install 'timeline-news[pdf]'"
LOCKED = "Not read: the PDF is locked with a password. Save it without, or copy its text into a file."
BROKEN = "Not read: the PDF is broken or incomplete ({error}). Download it again, or copy its text into a file."
NO_LAYER = "Nothing found: the PDF has no text layer, as scans have none. Run text recognition (OCR) on it first."
EDGE_LINES = 2  # at the top and the bottom of each page, where running heads and page numbers stand
MIN_PAGES = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*+(?:(?:page|seite|página|pág\.?|p\.)\s*+)?\d{1,4}(?:\s*+(?:/|of|von|de)\s*+\d{1,4})?\W*+", re.IGNORECASE
)
_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def draft(data: bytes, facts: Facts = NOTHING_KNOWN) -> Draft:
    """Read a PDF; its own properties are weak evidence for title and date, after all that its words say.

    Args:
        data: the PDF.
        facts: what is known of it from around it.

    Raises:
        NotReadError: with the reason as a sentence.
    """
    try:
        import pypdf  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise NotReadError(MISSING) from error
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotReadError(LOCKED)
        count = len(reader.pages)
        pages = [_lines(reader.pages[number]) for number in range(min(count, limits.MAX_PDF_PAGES))]
        created = _created(reader)
    except (NotReadError, MemoryError, RecursionError):
        raise
    except Exception as error:
        raise NotReadError(BROKEN.format(error=type(error).__name__)) from error
    text = clean(wrapped.joined("\n".join(line for page in _without_running_heads(pages) for line in page))).text.strip()
    if not text:
        raise NotReadError(NO_LAYER)
    dates = (Candidate("the PDF's properties (CreationDate)", created),) if created else ()
    made = plain.complete(text, Fields({}, ""), replace(facts, weak=(*facts.weak, *dates)))
    if count <= limits.MAX_PDF_PAGES:
        return made
    cut = f"Read in part: the PDF has {count:,} pages, of which the first {limits.MAX_PDF_PAGES:,} were read."
    return replace(made, warnings=(*made.warnings, cut))


def _lines(page: Any) -> list[str]:
    return [line.rstrip() for line in page.extract_text().splitlines()]


def _created(reader: Any) -> str:
    """The day on which the file was made, as written in its own time zone."""
    try:
        match = _PDF_DATE.match(str((reader.metadata or {}).get("/CreationDate", "")))
    except Exception:  # noqa: BLE001  (weak evidence is not worth losing an article over)
        return ""
    return "-".join(match.groups()) if match else ""


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Leave out the lines that most pages begin or end with, but for their numbers, and page numbers."""
    full = [[line for line in page if line.strip()] for page in pages]
    seen = Counter(_shape(line) for page in full for line in {*page[:EDGE_LINES], *page[-EDGE_LINES:]})
    often = {shape for shape, count in seen.items() if count >= MIN_PAGES and 2 * count > len(pages)}
    kept: list[list[str]] = []
    for number, page in enumerate(pages):
        filled = [index for index, line in enumerate(page) if line.strip()]
        edges = {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}
        out = {i for i in edges if (number and _shape(page[i]) in often) or _PAGE_NUMBER.fullmatch(page[i])}
        kept.append([line for index, line in enumerate(page) if index not in out])
    return kept


def _shape(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.split()))
