"""Hard-wrapped text: line breaks that only fill a column, told from those that mean something (lists, headings, verse)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

NARROWEST, WIDEST = 45, 100  # columns that text is wrapped at
MIN_BREAKS = 3  # fewer may be chance
MIN_SHARE = 0.5  # of the breaks between lines that touch
MIN_OPEN = 0.3  # of them inside a sentence
MIN_WORDS = 4  # of a line that is followed by a soft break
FULL = 0.8  # of a column: in a PDF a shorter line with a full stop ends its paragraph

_BULLET = re.compile(r"\s*(?:[-*•·●▪–—+>|#=~]|\(?\d{1,3}[.)]\s|\(?[a-z]\)\s|\d{1,2}[:.h]\d{2}\b|https?://)")
_CELLS = re.compile(r"\S(?:\t|\s{3,})\S")
_CLOSED = re.compile(r"""[.!?:;…]["'”’»)\]]*$""")
_HYPHEN = re.compile(r"[a-zà-ÿ]-$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its offsets without the white space around it, and how far it is indented."""

    start: int
    end: int
    text: str
    indent: int

    @property
    def first_word(self) -> str:
        """Up to the first white space."""
        return self.text.split(maxsplit=1)[0] if self.text else ""


def unwrap(text: str) -> str:
    """Return a text with the breaks that only fill a column turned into spaces, one for one, so that offsets stay.

    >>> wrapped = "The two sides met for a third day of talks in the old harbour town and\\nleft without a deal."
    >>> unwrap("\\n\\n".join([wrapped] * 3)).count("\\n")
    4
    >>> unwrap("- one\\n- two\\n- three")
    '- one\\n- two\\n- three'
    """
    if "\n" not in text:
        return text
    soft = {at for start, end in _soft(text) for at in range(start, end)}
    if not soft:
        return text
    return "".join(" " if at in soft and char in "\r\n" else char for at, char in enumerate(text))


def _lines(text: str) -> list[_Line]:
    found, at = [], 0
    for raw in text.split("\n"):
        bare = raw.strip()
        start = at + len(raw) - len(raw.lstrip())
        found.append(_Line(start, start + len(bare), bare, start - at))
        at += len(raw) + 1
    return found


def _soft(text: str) -> list[tuple[int, int]]:
    """The gaps between lines that only fill a column: from the end of a line to the start of the next."""
    lines = _lines(text)
    column = max((line.end - line.start for line in lines), default=0)
    if not NARROWEST <= column <= WIDEST:
        return []
    touching = [(a, b) for a, b in pairwise(lines) if a.text and b.text]
    soft = [(a, b) for a, b in touching if _fills(a, b, column)]
    inside = sum(not _CLOSED.search(a.text) for a, _ in soft)
    if len(soft) < min(MIN_BREAKS, len(touching)) or len(soft) < MIN_SHARE * len(touching) or inside < MIN_OPEN * len(soft):
        return []
    if len(soft) < MIN_BREAKS and not all(b.text[0].islower() for _, b in soft):
        return []
    return [(a.end, b.start) for a, b in soft]


def _fills(line: _Line, following: _Line, column: int) -> bool:
    """Whether the next line's first word had no room in the line, and nothing else speaks for the break."""
    return (
        line.end - line.start + 1 + len(following.first_word) > column
        and len(line.text.split()) >= MIN_WORDS
        and not _BULLET.match(following.text)
        and not _CELLS.search(line.text)
        and (following.indent <= line.indent + 1 or bool(_BULLET.match(line.text)) or following.text[0].islower())
    )


def joined(text: str) -> str:
    """Return the lines of a page layout (PDF) as paragraphs with an empty line between them, words broken at its edge mended.

    >>> joined("The two sides met for the third day of their long nego-\\ntiations in the harbour.\\nTALKS GO ON\\nNobody left.")
    'The two sides met for the third day of their long negotiations in the harbour.\\n\\nTALKS GO ON\\n\\nNobody left.'
    """
    return "\n\n".join(_paragraphs(_lines(text)))


def _paragraphs(lines: list[_Line]) -> Iterator[str]:
    lengths = sorted(len(line.text) for line in lines if line.text)
    column = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    parts: list[str] = []
    last: _Line | None = None
    for line in lines:
        if last is not None and last.text and line.text and _goes_on(last, line, column):
            if _HYPHEN.search(parts[-1]) and line.text[0].islower():
                parts[-1] = parts[-1][:-1] + line.text
            else:
                parts.append(line.text)
        else:
            if parts:
                yield " ".join(parts)
            parts = [line.text] if line.text else []
        last = line
    if parts:
        yield " ".join(parts)


def _goes_on(line: _Line, following: _Line, column: int) -> bool:
    """Whether a paragraph goes on in the next line: the line is full, or stops inside a sentence."""
    if _BULLET.match(following.text) or line.text.isupper() != following.text.isupper():
        return False
    if _HYPHEN.search(line.text) and following.text[0].islower():
        return True
    full = len(line.text) >= FULL * column
    if _CLOSED.search(line.text):
        return full and len(line.text) + 1 + len(following.first_word) > column
    return full or following.text[0].islower()
