"""Furniture of plain text: captions, adverts, prompts and the like, told by the rules in data/furniture.toml, and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from timeline.ingest import heads
from timeline.model import Zone
from timeline.text import paragraphs

MAX_FOLLOWERS = 30  # lines that a list of related articles or coming dates may take in
FOLLOWER_WORDS = 16
HEADING_WORDS = 10
CAPTION_WORDS = 60

_LEAD = re.compile(r"^(?:[\s>#*_•·●▪–—+-]+|\d+[.)]\s+)+")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)")
_TRAIL = re.compile(r"(?<![\s*_])[\s*_]++$")
_SAID_INLINE = re.compile(r"[:|»>]\s*\S")
_STATEMENT_END = re.compile(r"""[.!…]["'”’»)\]]*$""")
_CREDIT_ALONE = re.compile(r"^\((?:photo|picture|image|credit|foto|crédito|photograph)[^()]*\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of furniture: which lines it takes, up to how many words, and whether the lines below belong to it."""

    kind: str
    reason: str
    pattern: re.Pattern[str]
    max_words: int
    follow: bool = False
    require: re.Pattern[str] | None = None

    def takes(self, line: str) -> bool:
        """Say whether a line is furniture of this kind.

        >>> rules()[0].takes("(Photo: pool)")
        True
        """
        bare = strip(line)
        return self.takes_bare(bare, len(bare.split()))

    def takes_bare(self, bare: str, words: int) -> bool:
        """Say the same of a line that was stripped and counted before."""
        return (
            words <= self.max_words
            and bool(self.pattern.search(bare))
            and (self.require is None or bool(self.require.search(bare)))
        )


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in their order; the first that takes a line names it."""
    return tuple(
        Rule(
            item["kind"],
            item["reason"],
            re.compile(item["pattern"], 0 if item.get("case") else re.IGNORECASE),
            item["max_words"],
            item.get("follow", False),
            re.compile(item["require"], re.IGNORECASE) if "require" in item else None,
        )
        for item in heads.table("furniture")["rule"]
    )


def strip(line: str) -> str:
    """Return a line without the bullet, quote mark or emphasis around it, and the words of its links alone.

    >>> strip("> *File picture.*"), strip("[Subscribe](/s) now")
    ('File picture.', 'Subscribe now')
    """
    bare = _TRAIL.sub("", _LEAD.sub("", line))
    return _LINK.sub(r"\1", bare) if "](" in bare else bare


def rule_for(line: str) -> Rule | None:
    """Return the rule that takes a line, or None for the article's own words."""
    if len(line) > 1_000:  # no furniture is that long, and patterns need not look at it
        return None
    bare = strip(line)
    words = len(bare.split())
    return next((rule for rule in rules() if rule.takes_bare(bare, words)), None)


def mark(text: str) -> tuple[Zone, ...]:
    """Return the furniture of a plain text or Markdown text, in order.

    >>> [(zone.kind, zone.start) for zone in mark("He left on Monday.\\n\\nAdvertisement\\n")]
    [('advert', 20)]
    """
    lines = list(paragraphs(text))
    found: dict[int, tuple[str, str]] = {}
    for index, (start, end) in enumerate(lines):
        rule = None if index in found else rule_for(text[start:end])
        if rule is None:
            continue
        found[index] = rule.kind, rule.reason
        if rule.follow and not _SAID_INLINE.search(strip(text[start:end])):
            found |= dict.fromkeys(_followers(text, lines, index), (rule.kind, rule.reason))
        if _CREDIT_ALONE.match(strip(text[start:end])) and index and _adjacent(text, lines, index - 1):
            above = lines[index - 1]
            if len(text[above[0] : above[1]].split()) <= CAPTION_WORDS:
                found.setdefault(index - 1, ("caption", "photo credit"))
    return tuple(Zone(*lines[index], *found[index]) for index in sorted(found))


def _adjacent(text: str, lines: list[tuple[int, int]], index: int) -> bool:
    """Whether no empty line stands between a line and the next."""
    return text.count("\n", lines[index][1], lines[index + 1][0]) == 1


def _followers(text: str, lines: list[tuple[int, int]], index: int) -> Iterator[int]:
    for below in range(index + 1, min(index + 1 + MAX_FOLLOWERS, len(lines))):
        start, end = lines[below]
        line = text[start:end]
        if not _adjacent(text, lines, below - 1) or len(line.split()) > FOLLOWER_WORDS or _STATEMENT_END.search(line):
            return
        yield below


def headings(text: str, taken: tuple[Zone, ...]) -> tuple[Zone, ...]:
    """Return the section headings: short lines of their own without a final stop, above a longer paragraph or a list.

    >>> headings("First.\\n\\nFriends in the south\\n\\nIt has made many friends there, and it keeps all of them.", ())[0].kind
    'heading'
    """
    lines, known = list(paragraphs(text)), {zone.start for zone in taken}
    return tuple(
        Zone(start, end, "heading", "section heading", furniture=False)
        for index, (start, end) in enumerate(lines)
        if start not in known and index + 1 < len(lines) and _is_heading(text, lines, index)
    )


def _is_heading(text: str, lines: list[tuple[int, int]], index: int) -> bool:
    start, end = lines[index]
    raw = text[start:end]
    line = strip(raw)
    if not line or len(line.split()) > HEADING_WORDS or not (line[0].isupper() or line[0] in "¿¡" or line[0].isdigit()):
        return False
    if raw.startswith("#"):
        return True
    apart_above = index == 0 or not _adjacent(text, lines, index - 1)
    apart_below = not _adjacent(text, lines, index)
    if line.endswith("?"):
        return apart_above and apart_below and raw != line  # a bulleted question, as in interviews
    if line[-1] in ".!,;:”\"’'»)" or any(c.isdigit() for c in line[:3]):
        return False
    below = text[slice(*lines[index + 1])]
    return apart_above and (line.isupper() or (apart_below and len(below.split()) > HEADING_WORDS))
