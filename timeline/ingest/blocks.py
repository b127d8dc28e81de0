"""The visible text of a page: one line for each of its block elements, white space collapsed, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import lxml.etree
import lxml.html

from timeline.ingest import heads

Element = Any  # lxml comes without types

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_CELLS = frozenset({"td", "th"})
_SET_APART = _CELLS | {"time"}
_INVISIBLE_CHARS = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the visible text: its offsets and the element that it stands in."""

    start: int
    end: int
    text: str
    element: Element


def declared_charset(data: bytes) -> str | None:
    """Return the charset that a page names in its first kilobytes.

    >>> declared_charset(b'<meta charset="windows-1252">')
    'windows-1252'
    """
    match = _DECLARED.search(data[:8_192])
    return (match[1] or match[2]).decode("ascii") if match else None


def parse(text: str) -> tuple[Element | None, bool]:
    """Return the root element of a page, repaired as browsers do (None where there is none), and whether a limit cut it short."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        root = None
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
        raise MemoryError  # lxml calls it an unknown error of the page
    return root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


@cache
def _names(key: str) -> frozenset[str]:
    return frozenset(heads.table("page")[key].split())


def times_of(block: Element) -> Iterator[Element]:
    """Yield the <time> elements of a block's own words, without those of blocks inside it."""
    for element in block.iter("time"):
        around = element.getparent()
        while around is not block and around.tag not in _names("blocks"):
            around = around.getparent()
        if around is block:
            yield element


def lines(root: Element) -> tuple[str, list[Line]]:
    """Return the visible text of a page and its lines.

    >>> lines(parse("<p>One\\n <b>two</b></p><script>x</script><ul><li>three</ul>")[0])[0]
    'One two\\nthree'
    """
    found: list[Line] = []
    at = 0
    for element, raw in _runs(root):
        text = " ".join(_INVISIBLE_CHARS.sub("", raw).split())
        if text:
            found.append(Line(at, at + len(text), text, element))
            at += len(text) + 1
    return "\n".join(line.text for line in found), found


def _runs(root: Element) -> Iterator[tuple[Element, str]]:
    """Pieces of text between two edges of block elements, each with the block that it stands in."""
    blocks, invisible = _names("blocks"), _names("invisible")
    stack: list[Element] = [root]
    parts: list[str] = []
    walk = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        block = element.tag in blocks or (element.tag in _CELLS and _lays_out(element, blocks))
        if event == "start":
            if block:
                yield stack[-1], "".join(parts)
                parts = []
                stack.append(element)
            if element.tag in invisible:
                walk.skip_subtree()
            else:
                parts.append(_edge(element, parts) + (element.text or ""))
        else:
            if block:
                yield stack.pop(), "".join(parts)
                parts = []
            if element is not root:
                parts.append(_edge(element, parts) + (element.tail or ""))
    yield root, "".join(parts)


def _lays_out(cell: Element, blocks: frozenset[str]) -> bool:
    """Whether a cell of a table holds a part of the page, and not a value in a row."""
    return any(child.tag in blocks for child in cell.iterdescendants())


def _edge(element: Element, parts: list[str]) -> str:
    """Cells of a row and times are set apart by their looks, which text does not have."""
    return " " if element.tag in _SET_APART and parts else ""
