"""What stands above a story: masthead, title, byline with its date, dateline."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.ingest import heads, published
from timeline.model import Basis, Publication, Zone
from timeline.span import OutOfRangeError, Span
from timeline.text import paragraphs

HEAD_LINES = 8  # how far down a byline or a date of publication may stand
HEAD_CHARS = 160  # a longer line is a paragraph of the story
TITLE_WORDS = 25
MASTHEAD_WORDS = 5

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_DATELINE = re.compile(
    r"(?P<place>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/-]+)(?:[ ,/]+[A-ZÀ-Þ][A-ZÀ-Þ.'’/-]*){0,5}|[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3})"
    r"(?P<region>,\s+[^\d(){}\n,—–]{2,30}?)?"
    r"(?P<date>,?\s+(?:[A-Za-zÀ-ÿ]+,?\s+)?(?:[A-Za-zÀ-ÿ]{3,10}\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:de\s+|of\s+)?[A-Za-zÀ-ÿ]{3,10}\.?)(?:,?\s+(?:de\s+)?\d{4})?)?"
    r"(?P<agency>\s*\([^()\n]{2,40}\))?"
    r"(?:(?P<dash>\s*(?:[—–_]|--|\.-|\s-(?=\s)|:)\s*)|\s*$)",
)


def head_lines(text: str, marked: tuple[Zone, ...]) -> list[tuple[int, int]]:
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


def find_byline(text: str, head: list[tuple[int, int]], language: str = "en") -> tuple[Zone, Publication | None] | None:
    """The line that says by whom and when: 'Published July 20, 2023', 'By Jane Doe, 20 July 2023', a date alone."""
    best: tuple[Zone, Publication | None] | None = None
    for start, end in head:
        line = text[start:end]
        bare = _before_update(line)
        day_first = published.day_first(language, text) if published.is_ambiguous(bare) else None
        day = published.full_date(bare, day_first)
        by = _is_by(bare)
        if day and (by or _only_date(bare, day)):
            why = f"the line '{line[:60]}' at the head of the text"
            why += f", read as {published.written(day[2])}" if published.is_ambiguous(bare) else ""
            return Zone(start, end, "byline", "byline", furniture=False), Publication(day[2], Basis.STATED, why)
        if by and best is None:
            best = Zone(start, end, "byline", "byline", furniture=False), None
    return best


def _before_update(line: str) -> str:
    found = heads.updated().search(line)
    return line[: found.start()] if found else line


def _only_date(line: str, day: tuple[int, int, Span]) -> bool:
    rest = _WORD.findall((line[: day[0]] + " " + line[day[1] :]).lower())
    known = heads.words("published") | heads.words("weekdays") | heads.words("agencies")
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


def find_dateline(text: str, marked: tuple[Zone, ...]) -> tuple[Zone, Publication | None] | None:
    """Return the place, day and agency before the first paragraph ('GENEVA, March 3 (Newswire) -'), and the day with a year."""
    dim = {zone.start for zone in marked}
    for count, (start, end) in enumerate(line for line in paragraphs(text) if line[0] not in dim):
        match = _DATELINE.match(text, start, min(end, start + HEAD_CHARS))
        if match and _is_dateline(match):
            zone = Zone(start, match.end(), "dateline", "dateline", furniture=False)
            day = published.full_date(match.group())
            why = f"the dateline '{match.group().strip(' -–—_')}'"
            return zone, Publication(day[2], Basis.DATELINE, why, _or_the_next(day[2])) if day else None
        if count == HEAD_LINES or end - start > HEAD_CHARS:
            break
    return None


def _or_the_next(day: Span) -> Span | None:
    """A report appears on the day of its dateline or on the one after; None at the end of the calendar."""
    try:
        return replace(day, end=day.end + 1)
    except OutOfRangeError:
        return None


def _is_dateline(match: re.Match[str]) -> bool:
    month = match["date"] and any(word.lower() in heads.months() for word in re.findall(r"[^\W\d_]+", match["date"]))
    if match["date"] and not month:
        return False
    capital = match["place"].isupper() and len(match["place"]) > 2
    if match["date"]:
        return capital or bool(match["agency"])
    return capital and bool(match["agency"] or (match["dash"] or "").strip() in {"—", "–", "--", "-", "_"})


def find_names(text: str, head: list[tuple[int, int]], own: list[Zone]) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Return the offsets of the masthead, where one is clear, and those of the title."""
    used = {zone.start for zone in own}
    lines = [line for line in head if line[0] not in used]
    masthead = lines.pop(0) if len(lines) > 1 and is_masthead(text[slice(*lines[0])]) else None
    if not lines:
        return masthead, None
    start, end = lines[0]
    line = text[start:end]
    is_title = len(line.split()) <= TITLE_WORDS and not line.endswith((".", ":", ";", ",")) and bool(text[end:].strip())
    return masthead, (start, end) if is_title else None


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
