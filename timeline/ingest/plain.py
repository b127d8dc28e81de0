"""Plain text: header lines or none; the text is a verbatim part of the file."""

from __future__ import annotations

import re

from timeline.ingest import furniture, heads, published, top
from timeline.ingest.draft import Draft, Fields
from timeline.ingest.language import tag
from timeline.model import Zone

_KEY = re.compile(r"[ \t]*([A-Za-zÁÉÍÓÚáéíóúñ_-]{2,15})[ \t]*:[ \t]*(.*?)[ \t]*$")
_URL_FIRST = re.compile(r"\s*(https?://\S{4,2000})[ \t\r]*\n")
_DATE_FIRST = re.compile(r"\s*date:?\s+(\d{4}-\d{2}-\d{2})(?=[\s,;:—–-]|$)[ \t]*", re.IGNORECASE)


def draft(raw: str) -> Draft:
    """Read a plain text.

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
    return complete(raw[at:].strip(), fields)


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
        fields[key] = match[1], match[2].rstrip("\r")
        at = stop + 1
    if not {"title", "source", "date", "url"} & set(fields):
        return {}, 0
    return fields, min(at, len(raw))


def complete(text: str, fields: Fields) -> Draft:
    """Fill in from the text itself what the fields do not say, and mark its zones.

    Args:
        text: the body, verbatim.
        fields: what header lines, front matter or the columns of a table state.
    """
    said = fields.values
    language = tag(said.get("language"), text)
    stated, warnings = published.publication(fields.evidence, said.get("date", ""), fields.basis, language, text)
    marked = furniture.mark(text)
    head = top.head_lines(text, marked)
    own: list[Zone] = []
    for found in (top.find_byline(text, head, language), top.find_dateline(text, marked)):
        if found:
            own.append(found[0])
            stated = found[1] if found[1] and stated.span is None else stated
    if stated.span is None and said.get("url"):
        stated = published.by_address(said["url"])
    title, source = said.get("title", ""), said.get("source", "")
    if not title:
        masthead, at = top.find_names(text, head, own)
        own += [Zone(*masthead, "heading", "masthead", furniture=False)] if masthead else []
        own += [Zone(*at, "heading", "title", furniture=False)] if at else []
        source = source or (text[slice(*masthead)] if masthead else "")
        title = furniture.strip(text[slice(*at)]) if at else ""
    taken = (*marked, *own)
    zones = sorted((*taken, *furniture.headings(text, taken)), key=lambda zone: (zone.start, zone.end))
    return Draft(text, title, source, said.get("url") or None, language, stated, tuple(zones), warnings)
