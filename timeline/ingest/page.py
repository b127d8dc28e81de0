"""A saved web page: bytes in, a draft of its article out.  It runs in a worker process (worker.py), never in the caller's."""

from __future__ import annotations

from dataclasses import replace

import trafilatura

from timeline import limits
from timeline.ingest import blocks, metadata, top
from timeline.ingest.decode import decode
from timeline.ingest.draft import Draft
from timeline.ingest.language import tag
from timeline.ingest.structure import Page
from timeline.model import Zone


class NotReadError(ValueError):
    """The page cannot be read; the message is the sentence for the user."""


def draft(data: bytes) -> Draft:
    """Read a page.

    Raises:
        NotReadError: with the reason as a sentence.

    >>> draft(b"<title>T</title><p>It rained for three days in the valley, the mayor said.</p>").title
    'T'
    """
    decoded = decode(data, blocks.declared_charset(data))
    if decoded is None:
        raise NotReadError("Not read: it is not text. Save the page again as HTML.")
    root, cut = blocks.parse(decoded.text)
    if root is None:
        raise NotReadError(NO_TEXT)
    text, lines = blocks.lines(root)
    if len(text) > limits.MAX_TEXT_CHARS:
        raise NotReadError(f"Not read: {len(text):,} characters, the limit is {limits.MAX_TEXT_CHARS:,}. Save single articles.")
    stated = metadata.read(root)
    page = Page(lines, _extracted(decoded.text), stated.title)
    zones = page.zones()
    dim = {zone.start for zone in zones if zone.furniture}
    prose = "\n".join(line.text for line in lines if line.start not in dim)
    if not prose:
        raise NotReadError(CUT if cut else NO_TEXT)
    language = tag(stated.language, prose)
    published, warnings = metadata.choose([*stated.dates, *metadata.times(lines, dim)], language, prose)
    remarks = decoded.warnings + ((CUT_SHORT,) if cut else ())
    made = Draft(text, stated.title, stated.source, stated.url, language, published, zones, remarks + warnings)
    made = _with_heads(made, [line for line in lines if line.start not in dim])
    return made if made.published.span else _with_guess(made, root, [line.element for line in lines if line.start in dim], prose)


CUT = "Not read: its elements are nested too deeply or too long. Save the article alone, or as text."
CUT_SHORT = "Read in part: the page breaks the limits of its format, and what follows is missing."
NO_TEXT = "Nothing found: the page has no article text. If it loads its text later, save it from the browser, or paste it."


def _extracted(page: str) -> str:
    try:
        return trafilatura.extract(page, include_comments=False, include_tables=True, deduplicate=False) or ""
    except Exception:  # noqa: BLE001  (it raises what its parts raise; the page's structure has to do then)
        return ""


def _with_heads(made: Draft, lines: list[blocks.Line]) -> Draft:
    """Add what only the words tell: a byline in plain words, and the dateline before the first paragraph."""
    known = {zone.start for zone in made.zones}
    head = [(line.start, line.end) for line in lines if line.start not in known and line.end - line.start <= top.HEAD_CHARS]
    byline = top.find_byline(made.text, head[: top.HEAD_LINES], made.language)
    dateline = top.find_dateline(made.text, (*made.zones, *([byline[0]] if byline else [])))
    published = made.published
    for found in (byline, dateline):
        if found and found[1] and published.span is None:
            published = found[1]
    extra: list[Zone] = [found[0] for found in (byline, dateline) if found]
    zones = tuple(sorted((*made.zones, *extra), key=lambda zone: (zone.start, zone.end)))
    return replace(made, zones=zones, published=published)


def _with_guess(made: Draft, root: blocks.Element, dim: list[blocks.Element], prose: str) -> Draft:
    """Add the date that htmldate finds in the article's own part of the page; this takes the tree apart."""
    candidate = metadata.guess(metadata.article_part(root, dim))
    if candidate is None:
        return made
    published, warnings = metadata.choose([candidate], made.language, prose)
    return replace(made, published=published, warnings=made.warnings + warnings)
