"""Plain text: header lines or none; the text is a verbatim part of the file."""

from __future__ import annotations

import re

from timeline.ingest import evidence, furniture, heads, top
from timeline.ingest.document import NOTHING_KNOWN, Facts
from timeline.ingest.draft import Draft, Fields
from timeline.ingest.language import tag
from timeline.ingest.wrapped import unwrap
from timeline.model import Zone

_KEY = re.compile(r"[ \t]*+([A-Za-zÁÉÍÓÚáéíóúñ_-]{2,15})[ \t]*+:[ \t]*+(.*)$")
_URL_FIRST = re.compile(r"\s*(https?://\S{4,2000})[ \t\r]*\n")
_DATE_FIRST = re.compile(r"\s*date:?\s+(\d{4}-\d{2}-\d{2})(?=[\s,;:—–-]|$)[ \t]*", re.IGNORECASE)


def draft(raw: str, facts: Facts = NOTHING_KNOWN) -> Draft:
    """Read a plain text.

    Args:
        raw: the whole file.
        facts: what is known of it from around it.

    >>> draft("title: A\\nsource: B\\ndate: 2023-07-20\\n\\nIt rained.").published.why
    "the header line 'date:' says 2023-07-20"
    """
    named, at = header(raw)
    match = None if named else _DATE_FIRST.match(raw)
    address = None if named or match else _URL_FIRST.match(raw)
    if match:
        named, at = {"date": ("date", match[1])}, match.end()
    elif address:
        named, at = {"url": ("url", address[1])}, address.end()
    fields = Fields({key: value for key, (_, value) in named.items()}, f"the header line '{named.get('date', ('date',))[0]}:'")
    return complete(unwrap(raw[at:].strip()), fields, facts)


def header(raw: str) -> tuple[dict[str, tuple[str, str]], int]:
    """Return the header lines of a text (what they hold: name and value) and the offset at which its body begins.

    >>> header("Title: A\\n\\nBody")
    ({'title': ('Title', 'A')}, 9)
    """
    fields: dict[str, tuple[str, str]] = {}
    at = len(raw) - len(raw.lstrip())
    while at < len(raw):
        stop = raw.find("\n", at)
        stop = len(raw) if stop < 0 else stop
        match = _KEY.match(raw[at : min(stop, at + 4_000)])
        key = heads.key_of(match[1]) if match and match[1].lower() in heads.words("header") else None
        if match is None or key is None or key in fields:
            break
        fields[key] = match[1], match[2].rstrip(" \t\r")
        at = stop + 1
    if not {"title", "source", "date", "url"} & set(fields):
        return {}, 0
    return fields, min(at, len(raw))


def complete(text: str, fields: Fields, facts: Facts = NOTHING_KNOWN) -> Draft:
    """Fill in from the text itself what the fields do not say, and mark its zones.

    Args:
        text: the body, verbatim.
        fields: what header lines, front matter or the columns of a table state.
        facts: what is known of it from around it.
    """
    said = fields.values
    title, source = said.get("title") or facts.title, said.get("source") or facts.source
    url = said.get("url") or facts.url
    language = tag(said.get("language") or facts.language, text)
    marked = furniture.mark(text)
    head = top.head_lines(text, marked)
    heads = [found for found in (top.find_byline(text, head, language), top.find_dateline(text, marked)) if found]
    stated = [evidence.Candidate(fields.evidence, said["date"], fields.basis)] if said.get("date") else []
    candidates = evidence.ordered(stated, heads, facts.dates, url, facts.weak)
    published, warnings = evidence.choose(candidates, language, text, facts.crawled)
    own = [zone for zone, _ in heads]
    if not title:
        masthead, at = top.find_names(text, head, own)
        own += [Zone(*masthead, "heading", "masthead", furniture=False)] if masthead else []
        own += [Zone(*at, "heading", "title", furniture=False)] if at else []
        source = source or (text[slice(*masthead)] if masthead else "")
        title = furniture.strip(text[slice(*at)]) if at else ""
    taken = (*marked, *own)
    zones = sorted((*taken, *furniture.headings(text, taken)), key=lambda zone: (zone.start, zone.end))
    return Draft(text, title, source, url or None, language, published, tuple(zones), warnings)
