"""Which lines of a page are its article: by its structure, the rules for plain text, and what trafilatura leaves out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from timeline.ingest import furniture, heads, top
from timeline.ingest.blocks import Element, Line, times_of
from timeline.model import Zone

SENTENCE_CHARS = 40
TOLD_SHARE = 0.4
MAX_BYLINE_CHARS = 200
HEAD_LINES = 4  # above and below the headline, where a byline may stand
PAGE_TOPS = frozenset({"header", "hd", "banner", "masthead"})  # as the id of an element
OUTSIDE = ("navigation", "outside the article")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPLIT = re.compile(r"[^a-z0-9]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*$""")
_BYLINE_WORDS = frozenset(
    "byline author authors autor auteur autore verfasser dateline timestamp pubdate published date fecha firma".split()
)
_QUOTED = frozenset({"table", "blockquote", "pre"})


def ancestors(element: Element) -> Iterator[Element]:
    """Yield an element and all those around it, from the inside."""
    while element is not None:
        yield element
        element = element.getparent()


def names(element: Element) -> list[str]:
    """Return the words of an element's class, id, role and label, in lower case."""
    raw = " ".join(element.get(key) or "" for key in ("class", "id", "role", "data-component", "itemprop"))[:2_000]
    return [word for word in _SPLIT.split(_CAMEL.sub("-", raw).lower()) if word]


@cache
def _name_rules() -> tuple[tuple[str, str, frozenset[str]], ...]:
    return tuple((rule["kind"], rule["reason"], frozenset(rule["words"].split())) for rule in heads.table("page")["names"])


def kind_of_names(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the kind of furniture that class names speak of, and the reason.

    >>> kind_of_names(["article", "newsletter"])
    ('prompt', 'newsletter or subscription')
    """
    have = {*words, *(f"{a}-{b}" for a, b in pairwise(words))}
    return next(((kind, reason) for kind, reason, known in _name_rules() if known & have), None)


def kind_of(element: Element) -> tuple[str, str] | None:
    """Return what kind of furniture an element is by itself, and the reason, or None."""
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return "navigation", "hidden"
    named = None if element.tag in {"html", "body", "main", "article"} else kind_of_names(names(element))
    if named:
        return named
    of_page = element.tag == "header" or (element.get("id") or "").lower() in PAGE_TOPS
    if of_page and not any(e.tag in {"article", "main"} for e in ancestors(element)):
        return "navigation", "page header"
    own = heads.table("page")["elements"].get(element.tag)
    return (own[0], own[1]) if own else None


def bare(text: str) -> str:
    """Return the letters and digits of a text alone, for comparing.

    >>> bare("“Pay by Tuesday,” it reads")
    'paybytuesdayitreads'
    """
    return "".join(char for char in text.casefold() if char.isalnum())


class Page:
    """The lines of a page, sorted into article and furniture.

    Args:
        lines: of the visible text.
        extracted: what trafilatura takes for the article; "" where it finds none.
        title: the article's, from its metadata.
    """

    def __init__(self, lines: Sequence[Line], extracted: str, title: str) -> None:
        self.lines = lines
        self._whole = bare(extracted)
        self._single = {bare(line) for line in extracted.splitlines()}
        self._title = bare(title)
        self.inside = [self._is_inside(line) for line in lines]
        self._kinds: dict[Element, tuple[str, str] | None] = {}
        self._weights = self._weigh()
        h1 = [line.element for line in lines if line.element.tag == "h1"]
        titled = [line.element for line in lines if line.element.tag in {"h1", "h2"} and bare(line.text) == self._title]
        self._headlines = frozenset(titled or h1)
        self._top = next((number for number, line in enumerate(lines) if line.element in self._headlines), 0)
        self._homes = Counter(
            line.element.getparent() for line, inside in zip(lines, self.inside, strict=True) if inside and is_prose(line.text)
        )

    def _is_inside(self, line: Line) -> bool:
        short = bare(line.text)
        return bool(short) and (short in self._single if len(short) < SENTENCE_CHARS else short in self._whole)

    def _weigh(self) -> Counter[Element]:
        """How many characters of the article each element holds; all prose counts where no article was told apart."""
        weights: Counter[Element] = Counter()
        for line, inside in zip(self.lines, self.inside, strict=True):
            if is_prose(line.text) and (inside or not self._whole):
                for element in ancestors(line.element):
                    weights[element] += len(line.text)
        return weights

    def _holds_article(self, element: Element) -> bool:
        total = max(self._weights.values(), default=0)
        return 2 * self._weights[element] > total > 0 or any(h in self._headlines for h in element.iter("h1", "h2"))

    def kind(self, element: Element) -> tuple[str, str] | None:
        """Return what furniture an element belongs to, itself or by an element around it."""
        path = []
        found: tuple[str, str] | None = None
        for around in ancestors(element):
            if around in self._kinds:
                found = self._kinds[around]
                break
            path.append(around)
        for around in reversed(path):
            own = kind_of(around)
            found = found or (own if own and not self._holds_article(around) else None)
            self._kinds[around] = found
        return found

    def zones(self) -> tuple[Zone, ...]:
        """Return the zones of the page's text in order."""
        told = self._is_told()
        lit = [inside or not told or self._is_head(number) for number, inside in enumerate(self.inside)]
        each = (self._zone(line, inside) for line, inside in zip(self.lines, lit, strict=True))
        return tuple(zone for zone in each if zone is not None)

    def _is_told(self) -> bool:
        """Whether trafilatura found most of the prose that the structure leaves; else it may have taken the wrong part."""
        rest = [(line, inside) for line, inside in zip(self.lines, self.inside, strict=True) if is_prose(line.text)]
        rest = [(line, inside) for line, inside in rest if self.kind(line.element) is None]
        found = sum(len(line.text) for line, inside in rest if inside)
        return found > TOLD_SHARE * sum(len(line.text) for line, _ in rest)

    def _zone(self, line: Line, inside: bool) -> Zone | None:
        if self.is_headline(line):
            return Zone(line.start, line.end, "heading", "title", furniture=False)
        found = self.kind(line.element) or self._figure(line)
        if not found and (rule := furniture.rule_for(line.text)):
            found = rule.kind, rule.reason
        if found:
            return Zone(line.start, line.end, *found)
        if is_byline(line):
            return Zone(line.start, line.end, "byline", "byline", furniture=False)
        if not inside and not self._at_home(line):
            return Zone(line.start, line.end, *OUTSIDE)
        if line.element.tag in HEADINGS:
            return Zone(line.start, line.end, "heading", "section heading", furniture=False)
        return None

    def _is_head(self, number: int) -> bool:
        """Whether a line beside the headline says by whom the article is, or of what day."""
        line = self.lines[number]
        near = abs(number - self._top) <= HEAD_LINES and len(line.text) <= MAX_BYLINE_CHARS
        return near and top.find_byline(line.text, [(0, len(line.text))]) is not None

    def is_headline(self, line: Line) -> bool:
        """Say whether a line is the article's headline."""
        return line.element in self._headlines and self.kind(line.element) is None

    def _figure(self, line: Line) -> tuple[str, str] | None:
        for element in ancestors(line.element):
            if element.tag in _QUOTED:
                return None
            if element.tag == "figure":
                return "caption", "caption"
        return None

    def _at_home(self, line: Line) -> bool:
        """trafilatura drops a paragraph now and then: prose beside two of the article's paragraphs is the article's."""
        parent = line.element.getparent()
        beside = (
            self._homes[parent] >= 2 or self._homes[line.element] >= 2 or (parent is not None and parent.find("h1") is not None)
        )
        return beside and (is_prose(line.text) or line.element.tag in HEADINGS or line.element.tag in {"li", "dd", "dt", "tr"})


def is_prose(text: str) -> bool:
    """Say whether a line is a sentence of some length.

    >>> is_prose("Nine hospitals were treating patients with pen and paper."), is_prose("Local")
    (True, False)
    """
    return len(text) >= SENTENCE_CHARS and bool(_SENTENCE_END.search(text))


def is_byline(line: Line) -> bool:
    """Say whether a line stands in a byline or a dateline element of the page."""
    if len(line.text) > MAX_BYLINE_CHARS:
        return False
    parent = line.element.getparent()
    if _BYLINE_WORDS & set(names(line.element)):
        return True
    around = parent is not None and parent.tag not in {"article", "main", "body"} and _BYLINE_WORDS & set(names(parent))
    return not is_prose(line.text) and bool(around or next(times_of(line.element), None) is not None)
