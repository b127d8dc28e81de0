"""Plain text: header lines or none, a masthead, a title, a byline, a dateline; the text is a verbatim part of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from timeline.ingest import furniture, heads, published
from timeline.ingest.language import tag
from timeline.model import Basis, Publication, Zone
from timeline.span import Span
from timeline.text import paragraphs

HEAD_LINES = 8  # how far down a byline or a date of publication may stand
HEAD_CHARS = 160  # a longer line is a paragraph of the story
TITLE_WORDS = 25
MASTHEAD_WORDS = 5

_KEY = re.compile(r"[ \t]*([A-Za-zÁÉÍÓÚáéíóúñ_-]{2,15})[ \t]*:[ \t]*(.*?)[ \t]*$")
_DATE_FIRST = re.compile(r"\s*date:?\s+(\d{4}-\d{2}-\d{2})(?=[\s,;:—–-]|$)[ \t]*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_DATELINE = re.compile(
    r"(?P<place>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/-]+)(?:[ ,/]+[A-ZÀ-Þ][A-ZÀ-Þ.'’/-]*){0,5}|[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3})"
    r"(?P<region>,\s+[^\d(){}\n,—–]{2,30}?)?"
    r"(?P<date>,?\s+(?:[A-Za-zÀ-ÿ]+,?\s+)?(?:[A-Za-zÀ-ÿ]{3,10}\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:de\s+|of\s+)?[A-Za-zÀ-ÿ]{3,10}\.?)(?:,?\s+(?:de\s+)?\d{4})?)?"
    r"(?P<agency>\s*\([^()\n]{2,40}\))?"
    r"(?:(?P<dash>\s*(?:[—–_]|--|\.-|\s-(?=\s)|:)\s*)|\s*$)",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article in the making: everything but its id and its place in the folder."""

    text: str
    title: str = ""
    source: str = ""
    url: str | None = None
    language: str = "en"
    published: Publication = published.NO_DATE
    zones: tuple[Zone, ...] = ()
    warnings: tuple[str, ...] = ()


def draft(raw: str) -> Draft:
    """Read a plain text.

    >>> draft("title: A\\nsource: B\\ndate: 2023-07-20\\n\\nIt rained.").published.why
    "the header line 'date:' says 2023-07-20"
    """
    fields, at = header(raw)
    match = None if fields else _DATE_FIRST.match(raw)
    if match:
        fields, at = {"date": ("date", match[1])}, match.end()
    body = raw[at:]
    text = body.strip() if fields else raw.strip()
    return complete(text, {key: value for key, (_, value) in fields.items()}, {key: name for key, (name, _) in fields.items()})


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
        key = heads.key_of(match[1]) if match else None
        if match is None or key in {None, "text", "summary", "id"} or (key in fields):
            break
        fields[str(key)] = match[1], match[2].rstrip("\r")
        at = stop + 1
    if not {"title", "source", "date", "url"} & set(fields):
        return {}, 0
    return fields, min(at, len(raw))


def complete(
    text: str, fields: dict[str, str], names: dict[str, str], declared: str | None = None, *, markdown: bool = False
) -> Draft:
    """Fill in from the text itself what the fields do not say, and mark its zones.

    Args:
        text: the body, verbatim.
        fields: what header lines or front matter state: title, source, date, url, author, language.
        names: how each of these fields was called.
        declared: language tag, if any.
        markdown: whether lines carry Markdown's marks.
    """
    language = tag(declared or fields.get("language"), text)
    marked = furniture.mark(text)
    head = _head(text, marked)
    own: list[Zone] = []
    no_warnings: tuple[str, ...] = ()
    stated, warnings = published.NO_DATE, no_warnings
    if fields.get("date"):
        label = f"the {'front matter' if markdown else 'header line'} '{names['date']}:'"
        stated, warnings = published.publication(label, fields["date"], Basis.STATED, language, text)
    byline = _byline(text, head)
    if byline:
        own.append(byline[0])
    dateline = _dateline(text, marked, own)
    if dateline:
        own.append(dateline[0])
    if stated.span is None:
        stated = byline[1] if byline and byline[1] else dateline[1] if dateline and dateline[1] else stated
    title, source = fields.get("title", ""), fields.get("source", "")
    if not title:
        masthead, title_at = _names(text, head, own)
        source = source or masthead
        title = furniture.strip(text[slice(*title_at)]) if title_at else ""
        if title_at:
            own.append(Zone(*title_at, "heading", "title", furniture=False))
    taken = (*marked, *own)
    zones = sorted((*taken, *furniture.headings(text, taken)), key=lambda zone: (zone.start, zone.end))
    return Draft(text, title, source, fields.get("url") or None, language, stated, tuple(zones), warnings)


def _head(text: str, marked: tuple[Zone, ...]) -> list[tuple[int, int]]:
    """The lines above the story: short ones, without furniture, up to the first paragraph."""
    dim = {zone.start for zone in marked}
    head: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        if start in dim:
            continue
        if end - start > HEAD_CHARS or len(head) == HEAD_LINES:
            break
        head.append((start, end))
    return head


def _byline(text: str, head: list[tuple[int, int]]) -> tuple[Zone, Publication | None] | None:
    """The line that says by whom and when: 'Published July 20, 2023', 'By Jane Doe, 20 July 2023', a date alone."""
    best: tuple[Zone, Publication | None] | None = None
    for start, end in head:
        line = text[start:end]
        bare = _before_update(line)
        day = published.full_date(bare)
        by = _is_by(bare)
        if day and (by or _only_date(bare, day)):
            why = f"the line '{line[:60]}' at the head of the text"
            return Zone(start, end, "byline", "byline", furniture=False), Publication(day[2], Basis.STATED, why)
        if by and best is None:
            best = Zone(start, end, "byline", "byline", furniture=False), None
    return best


def _before_update(line: str) -> str:
    for word in _WORD.finditer(line):
        if word.group().lower() in heads.words("updated"):
            return line[: word.start()]
    return line


def _only_date(line: str, day: tuple[int, int, Span]) -> bool:
    rest = _WORD.findall((line[: day[0]] + " " + line[day[1] :]).lower())
    known = heads.words("published") | heads.words("weekdays")
    return all(word in known or re.fullmatch(r"\d{1,2}(?:[.h]\d{2})?(?:am|pm|h)?", word) for word in rest)


def _is_by(line: str) -> bool:
    """'By' and a name: capitalised words, no sentence."""
    first, _, rest = line.strip().partition(" ")
    words = _WORD.findall(re.split(r"[|·•,–—(]|\s-\s", rest)[0])
    return (
        first.lower().rstrip(":") in heads.words("byline")
        and 1 <= len(words) <= 7
        and not line.rstrip().endswith((".", "?", "!"))
        and all(
            word[0].isupper()
            or word in {"de", "del", "la", "van", "von", "der", "den", "da", "dos", "and", "y", "the", "bin", "al", "in"}
            for word in words
        )
        and not any(char.isdigit() for char in words[0])
    )


def _dateline(text: str, marked: tuple[Zone, ...], own: list[Zone]) -> tuple[Zone, Publication | None] | None:
    """The place, day and agency before the first paragraph: 'GENEVA, March 3 (Newswire) -'."""
    dim = {zone.start for zone in (*marked, *own)}
    for count, (start, end) in enumerate(line for line in paragraphs(text) if line[0] not in dim):
        match = _DATELINE.match(text, start, min(end, start + HEAD_CHARS))
        if match and _is_dateline(match):
            zone = Zone(start, match.end(), "dateline", "dateline", furniture=False)
            day = published.full_date(match.group())
            why = f"the dateline '{match.group().strip(' -–—_')}'"
            return zone, day and Publication(day[2], Basis.DATELINE, why, replace(day[2], end=day[2].end + 1))
        if count == HEAD_LINES or end - start > HEAD_CHARS:
            break
    return None


def _is_dateline(match: re.Match[str]) -> bool:
    month = match["date"] and any(word.lower() in heads.months() for word in re.findall(r"[^\W\d_]+", match["date"]))
    if match["date"] and not month:
        return False
    capital = match["place"].isupper() and len(match["place"]) > 2
    if match["date"]:
        return capital or bool(match["agency"])
    return capital and bool(match["agency"] or (match["dash"] or "").strip() in {"—", "–", "--", "-"})


def _names(text: str, head: list[tuple[int, int]], own: list[Zone]) -> tuple[str, tuple[int, int] | None]:
    """The masthead, where one is clear, and the offsets of the title."""
    used = {zone.start for zone in own if zone.kind == "byline"}
    lines = [line for line in head if line[0] not in used]
    source = ""
    if len(lines) > 1 and is_masthead(text[slice(*lines[0])]):
        source = text[slice(*lines.pop(0))]
    if not lines:
        return source, None
    start, end = lines[0]
    line = text[start:end]
    alone = any(start < zone.start for zone in own) or end < len(text)
    if alone and len(line.split()) <= TITLE_WORDS and not line.endswith((".", ":", ";", ",")) and text[end:].strip():
        return source, (start, end)
    return source, None


def is_masthead(line: str) -> bool:
    """Say whether a line is the name of a newspaper: a few capitalised words, one of which such names are made of.

    >>> is_masthead("The Larkhill Ledger"), is_masthead("Ledger shows bribes were paid")
    (True, False)
    """
    words = _WORD.findall(line)
    return (
        1 < len(words) <= MASTHEAD_WORDS
        and not line.endswith((".", "?", "!", ":"))
        and all(
            word[0].isupper() or word.lower() in {"of", "and", "the", "de", "del", "la", "el", "y", "du", "di"} for word in words
        )
        and (
            words[-1].lower() in heads.words("masthead")
            or words[0].lower() in heads.words("masthead")
            or (words[0] in {"The", "El", "La", "Le"} and any(w.lower() in heads.words("masthead") for w in words))
        )
    )
