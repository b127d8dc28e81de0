"""A saved web page: bytes in, a draft of its article out.  It runs in a worker process (worker.py), never in the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import trafilatura

from timeline import limits
from timeline.ingest import blocks, evidence, metadata, outlets, top
from timeline.ingest.decode import decode
from timeline.ingest.document import NOTHING_KNOWN, Facts, NotReadError
from timeline.ingest.draft import Draft
from timeline.ingest.language import tag
from timeline.ingest.structure import Page
from timeline.model import Publication, Zone


def draft(data: bytes, facts: Facts = NOTHING_KNOWN) -> Draft:
    """Read a page.

    Args:
        data: the page as it was saved or sent.
        facts: what is known of it from around it.

    Raises:
        NotReadError: with the reason as a sentence.

    >>> draft(b"<title>T</title><p>It rained for three days in the valley, the mayor said.</p>").title
    'T'
    """
    decoded = decode(data, facts.charset or blocks.declared_charset(data))
    if decoded is None:
        raise NotReadError("Not read: it is not text. Save the page again as HTML.")
    made = of_text(decoded.text, facts)
    return replace(made, warnings=decoded.warnings + made.warnings) if decoded.warnings else made


def of_text(html: str, facts: Facts = NOTHING_KNOWN) -> Draft:
    """Read a page that is text already, such as the content of a feed's item.

    Raises:
        NotReadError: with the reason as a sentence.
    """
    root, cut = blocks.parse(html)
    if root is None:
        raise NotReadError(NO_TEXT)
    text, lines = blocks.lines(root)
    if len(text) > limits.MAX_TEXT_CHARS:
        raise NotReadError(f"Not read: {len(text):,} characters, the limit is {limits.MAX_TEXT_CHARS:,}. Save single articles.")
    stated = metadata.read(root)
    title, url = stated.title or facts.title, stated.url or facts.url
    zones = Page(lines, _extracted(html), title).zones()
    lit = _without(lines, zones)
    prose = "\n".join(line.text for line in lit)
    if not prose:
        raise NotReadError(CUT if cut else NO_TEXT)
    language = tag(stated.language or facts.language, prose)
    heads = _heads(text, lit, zones, language)
    dates = [*stated.dates, *metadata.times(lines, {zone.start for zone in zones if zone.furniture})]
    dated = evidence.ordered(dates, heads, facts.dates, url, facts.weak)
    published, warnings = evidence.choose(dated, language, prose, facts.crawled)
    if published.span is None and (guess := _guess(root, lines, lit)):
        published, warnings = evidence.choose([guess], language, prose, facts.crawled)
    told = {zone.start for zone in zones}
    added = (zone for zone, _ in heads if zone.start not in told)
    all_zones = tuple(sorted((*zones, *added), key=lambda zone: (zone.start, zone.end)))
    remarks = (CUT_SHORT,) if cut else ()
    return Draft(
        text, title, outlets.choose([stated.source, facts.source]), url, language, published, all_zones, remarks + warnings
    )


CUT = "Not read: its elements are nested too deeply or too long. Save the article alone, or as text."
CUT_SHORT = "Read in part: the page breaks the limits of its format, and what follows is missing."
NO_TEXT = "Nothing found: the page has no article text. If it loads its text later, save it from the browser, or paste it."


def _extracted(page: str) -> str:
    try:
        return trafilatura.extract(page, include_comments=False, include_tables=True, deduplicate=False) or ""
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  (it raises what its parts raise; the page's structure has to do then)
        return ""


def _guess(root: blocks.Element, lines: list[blocks.Line], lit: list[blocks.Line]) -> evidence.Candidate | None:
    """The date that htmldate finds in the article's own part of the page; this takes the tree apart."""
    own = {line.start for line in lit}
    try:
        return metadata.guess(metadata.article_part(root, [line.element for line in lines if line.start not in own]))
    except ValueError:  # control characters, which lxml reads but does not write
        return None


def _without(lines: list[blocks.Line], zones: Sequence[Zone]) -> list[blocks.Line]:
    dim = {zone.start for zone in zones if zone.furniture}
    return [line for line in lines if line.start not in dim]


def _heads(text: str, lit: list[blocks.Line], zones: tuple[Zone, ...], language: str) -> list[tuple[Zone, Publication | None]]:
    """What only the words tell: a byline in plain words, and the dateline before the first paragraph."""
    known = {zone.start for zone in zones if zone.kind != "byline"}
    head = [(line.start, line.end) for line in lit if line.start not in known and line.end - line.start <= top.HEAD_CHARS]
    byline = top.find_byline(text, head[: top.HEAD_LINES], language)
    dateline = top.find_dateline(text, (*zones, *([byline[0]] if byline else [])))
    return [found for found in (byline, dateline) if found]
