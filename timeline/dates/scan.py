"""The one pass over a text: runs of words that grammar knows, around words of time, and their possible trees."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from timeline.dates.chart import Edge, parse
from timeline.dates.grammar import Grammar, load
from timeline.dates.tree import Cal, Length, Node, Shift, Slash

MAX_RUN = 48
"""Words of a run; a longer one is cut, so that a list of a million dates costs no more than its length."""
TOKEN = re.compile(r"[^\W\d_]+|\d+|\n|[^\w\s]|_")
WRAPPED = range(45, 101)
"""Characters of a line that looks like one of a text broken into lines: an expression may go on in the next."""
_DIGIT_FIRST = re.compile(r"(?:\((?:\?:)?)*(?:\\d|\d|\[\d)")
"""The source of a shape that begins with a digit."""
_UNGROUPED = re.compile(r"(?<!\\)\((?!\?)")
_CURLY = str.maketrans("‘’ʼ", "'''")


@dataclass(frozen=True, slots=True)
class Found:
    """An expression before its meaning: offsets in the run, its tree, and the words that preceded it inside the run."""

    start: int
    end: int
    node: Node
    lead: str


def is_wrapped(text: str) -> bool:
    """Say whether a text is broken into lines of even width, so that an expression may go on in the next line.

    >>> is_wrapped("A title\\n\\nA paragraph of one line.\\n"), is_wrapped(("word " * 14 + "\\n") * 5)
    (False, True)
    """
    lines = text[:6000].split("\n")[:-1]
    full = sum(len(line) in WRAPPED and bool(after) for line, after in itertools.pairwise(lines))
    return full >= 3 and max(map(len, lines)) < WRAPPED.stop + 20


def runs(text: str, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the runs of known words that hold a word of time."""
    known, digits = grammar.known.get, re.compile(grammar.settings["core"]["digits"])
    start = end = -1
    core = number = False
    count = 0
    wrapped = is_wrapped(text)
    for match in TOKEN.finditer(text):
        word = match[0]
        digit = "0" <= word[0] <= "9" and len(word) <= 8
        founding = len(word) in (4, 8) if digit else known(word)
        if founding is None and start < 0:  # by far the most words
            continue
        if wrapped and word == "\n" and text[match.end() : match.end() + 1].isalnum():
            continue
        if founding is None or count == MAX_RUN:
            if start >= 0 and (core or (number and digits.search(text, start, end))):
                yield start, end
            start, core, number, count = -1, False, False, 0
            if founding is None:
                continue
        number = number or digit
        if start < 0:
            start = match.start()
        end = match.end()
        core = core or founding
        count += 1
    if start >= 0 and (core or (number and digits.search(text, start, end))):
        yield start, end


@lru_cache(maxsize=20_000)
def read(run: str, language: str) -> tuple[Found, ...]:
    """Return the longest expressions of a run, from left to right; a pure function of the run, so its results are kept.

    >>> [f.node for f in read("last Thursday", "en")]
    [Rel(which='last', of=Cal(weekday=3))]
    """
    grammar = load(language)
    tokens = [token for token in TOKEN.finditer(run) if token.group() != "\n"]
    glued = [i > 0 and tokens[i - 1].end() == token.start() for i, token in enumerate(tokens)]
    chart = parse(_lexical(run, tokens, grammar), [*glued, False], grammar.trie)
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        best = _best(chart[at])
        if best is None:
            at += 1
            continue
        start, end = tokens[at].start(), tokens[best.end - 1].end()
        start += _leading(run[start:end], grammar, best.value)
        found.append(Found(start, end, best.value, run[:start].lower()))  # type: ignore[arg-type]
        at = best.end
    return tuple(found)


def _best(edges: list[Edge]) -> Edge | None:
    whole = [edge for edge in edges if edge.category == "T"]
    return max(whole, key=lambda edge: (edge.end, edge.rank), default=None)


def _leading(words: str, grammar: Grammar, node: object) -> int:
    """The length of the prepositions that an expression leaves out; "over a week" and "at least" belong to a length."""
    at, lower = 0, words.lower()
    article, _, rest = lower.partition(" ")
    counted = isinstance(node, Shift) and node.base == "event" and node.count is None  # "in the weeks before the vote"
    if article in grammar.settings.get("bare_articles", ()) and (counted or rest in grammar.settings["bare"]):
        return len(article) + 1
    phrases = (*grammar.settings["strip_phrases"], *grammar.settings["strip"])
    if isinstance(node, (Length, Shift)) and node.mod is not None:
        phrases = tuple(grammar.settings.get("strip_length", ()))
    while True:
        rest = lower[at:]
        for phrase in phrases:
            if rest.startswith(phrase + " ") and (phrase != "at least" or "since" in lower[:at]):
                at += len(rest) - len(rest[len(phrase) :].lstrip())
                break
        else:
            return at


# ---- words to categories ----------------------------------------------------------------------------------------------


def _lexical(run: str, tokens: list[re.Match[str]], grammar: Grammar) -> list[list[tuple[str, int, object]]]:
    ends = {token.end(): i + 1 for i, token in enumerate(tokens)}
    shapes, lettered = _shapes(grammar.language)
    lexical: list[list[tuple[str, int, object]]] = []
    for i, token in enumerate(tokens):
        word = token.group()
        if not word.isascii():
            word = word.translate(_CURLY)
        edges: list[tuple[str, int, object]] = [(category, i + 1, value) for category, value in grammar.words.get(word, ())]
        if word[0].isascii() and word.isdigit():
            edges += [(category, i + 1, value) for category, value in _number(word)]
        digit = word[0].isdigit()
        if not digit and lettered.match(run, token.start()) is None:
            lexical.append(edges)
            continue
        for category, pattern, digit_first in shapes:
            if digit != digit_first:
                continue
            match = pattern.match(run, token.start())
            if match and match.end() in ends:
                made = SHAPES[category](match)
                if made is not None:
                    edges.append((made[0], ends[match.end()], made[1]))
        lexical.append(edges)
    return lexical


@lru_cache
def _shapes(language: str) -> tuple[tuple[tuple[str, re.Pattern[str], bool], ...], re.Pattern[str]]:
    """The shapes of a language, each with whether it begins with a digit, and a pattern of all that do not."""
    table: Mapping[str, str] = load(language).settings["shapes"]
    shapes = tuple((category, re.compile(pattern), bool(_DIGIT_FIRST.match(pattern))) for category, pattern in table.items())
    lettered = "|".join(_UNGROUPED.sub("(?:", pattern.pattern) for _, pattern, digit_first in shapes if not digit_first)
    return shapes, re.compile(lettered or "(?!)")


def _number(word: str) -> Iterator[tuple[str, int]]:
    value = int(word)
    if len(word) <= 4:
        yield "int", value
    if len(word) <= 2:
        yield "yy" if len(word) == 2 else "digit", value
        if 1 <= value <= 31:
            yield "dom", value
        if value <= 24:
            yield "hour", value
    if len(word) == 4 and 1000 <= value <= 2199:
        yield "y4", value


Made = tuple[str, object] | None


def _time(category: str) -> Callable[[re.Match[str]], Made]:
    def make(match: re.Match[str]) -> Made:
        hour, minute = int(match[1]), int(match[2])
        return (category, (hour, minute)) if hour <= 24 and minute <= 59 else None

    return make


def _iso(match: re.Match[str]) -> Made:
    try:
        at = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return "iso", Cal(year=at.year, month=at.month, day=at.day)


def _slash(match: re.Match[str]) -> Made:
    first, second, digits = int(match[1]), int(match[3]), match[4]
    year = int(digits) if len(digits) == 4 else 2000 + int(digits) if int(digits) < 40 else 1900 + int(digits)
    if match[2] == "." and len(digits) == 2 and len(match[1] + match[3]) < 4:
        return None
    return ("slash", Slash(first, second, year)) if _possible(first, second) and year else None


def _slash_two(match: re.Match[str]) -> Made:
    first, second = int(match[1]), int(match[2])
    padded = match[1].startswith("0") or match[2].startswith("0")
    return ("slash", Slash(first, second, None)) if padded and _possible(first, second) else None


def _day_month(day: int, month: int) -> Made:
    return ("daymonth", Cal(month=month, day=day)) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _possible(first: int, second: int) -> bool:
    return 1 <= min(first, second) <= 12 and max(first, second) <= 31


def _upto(category: str, limit: int) -> Callable[[re.Match[str]], Made]:
    def make(match: re.Match[str]) -> Made:
        return (category, int(match[1])) if 1 <= int(match[1]) <= limit else None

    return make


SHAPES: dict[str, Callable[[re.Match[str]], Made]] = {
    "ordnum": _upto("ordnum", 99),
    "iso": _iso,
    "isoslash": _iso,
    "compact": _iso,
    "slash": _slash,
    "slashtwo": _slash_two,
    "grouped": lambda match: ("int", int(match[1].replace(",", "").replace(".", ""))),
    "dec": lambda match: ("dec", Fraction(match[1].replace(",", "."))),
    "daymonth": lambda match: _day_month(int(match[1]), int(match[2])),
    "hm": _time("hm"),
    "hm24": _time("hm24"),
    "hmdot": _time("hmdot"),
    "hmh": _time("hmh"),
    "military": _time("military"),
    "pmdot": lambda match: ("pmdot", match[1].lower() + "m"),
    "qn": _upto("qn", 4),
    "nq": _upto("qn", 4),
    "hn": _upto("hn", 2),
    "fy": lambda match: ("fy", int(match[1]) + (0 if len(match[1]) == 4 else 2000)),
}
"""What a shape of settings.toml makes: a category and its value, or None."""
