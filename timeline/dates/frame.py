"""What an article says of all its expressions, and where in it one of them stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.dates import context
from timeline.dates.find import Hit
from timeline.dates.grammar import Grammar
from timeline.dates.meaning import Meaning
from timeline.dates.tree import Bound, Cal, Clock, Node, Part, Slash
from timeline.model import Article

MAX_NEAR = 1000
"""Characters between a day and a clock time that goes with it."""
SCENE = 1000
"""Characters of a text in which it says what day it is."""
MAX_SCENE_DAYS = 31
MAX_DATELINE_DAYS = 3
"""A dateline older than this at publication is no dateline."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What an article says of all its expressions."""

    sentences: context.Sentences
    southern: bool
    day_first: bool
    reason: str
    dateline: tuple[int, int] | None
    live: bool
    fiscal: int


def frame_of(article: Article, hits: tuple[Hit, ...], language: str) -> Frame:
    """Return what an article says of its expressions."""
    text = article.text
    slashes = [(hit.node.first, hit.node.second, text[hit.start : hit.end]) for hit in hits if isinstance(hit.node, Slash)]
    order, reason = context.day_first(text, article.language, slashes) if slashes else (True, "")
    live = sum(isinstance(hit.node, Clock) and hit.node.of is None and opens_line(text, hit.start) for hit in hits) >= 3
    fiscal = context.fiscal_start(text, language)
    south = any(_seasonal(hit.node) for hit in hits) and context.southern(text, f"{article.source} {article.title}", language)
    return Frame(context.Sentences.of(text), south, order, reason, context.dateline(text), live, fiscal)


def _seasonal(node: Node) -> bool:
    if isinstance(node, Cal):
        return node.season is not None
    inner = getattr(node, "of", None) or getattr(node, "first", None)
    return inner is not None and not isinstance(inner, int) and _seasonal(inner)


def facts(node: Node) -> tuple[bool, bool]:
    """Return whether a tree is a weekday without a date, and whether it follows "by" or "until"."""
    return is_weekday(node), isinstance(node, Bound) and node.kind not in {"since", "from"}


def is_weekday(node: Node) -> bool:
    """Say whether a tree is a weekday without a date."""
    if isinstance(node, (Clock, Part, Bound)):
        return node.of is not None and is_weekday(node.of)
    return isinstance(node, Cal) and node.weekday is not None and node.month is None and node.day is None


def is_near(text: str, before: tuple[int, int], hit: Hit, sentence: int) -> bool:
    """Say whether a clock time goes with the day before it: in its sentence, or in its paragraph unless it opens a line."""
    if hit.start - before[1] > MAX_NEAR or "\n" in text[before[1] : hit.start]:
        return False
    return before[0] >= sentence or not opens_line(text, hit.start)


def heads_line(text: str, hit: Hit, grammar: Grammar) -> bool:
    """Say whether a date heads an entry of a list: it opens a line, and without an article ("El lunes se reunirán")."""
    first = text[hit.start : hit.end].split(maxsplit=1)[0].lower()
    goes_on = text[hit.end : hit.end + 2].strip()[:1].islower()
    return not goes_on and opens_line(text, hit.start) and first not in grammar.settings["ambiguous"]["articles"]


def is_heading(text: str, hit: Hit, meaning: Meaning) -> bool:
    """Say whether a day has a line to itself and so heads what follows, as in a live blog."""
    if meaning.span is None or meaning.span.days != 1 or meaning.type != "DATE" or not _is_absolute(hit.node):
        return False
    rest, newline, _ = text[hit.end : hit.end + 20].partition("\n")
    closed = bool(newline) or hit.end + 20 >= len(text)
    return opens_line(text, hit.start) and closed and not rest.strip("*#_: \t\r")


def is_attribute(text: str, hit: Hit, before: tuple[int, int], frame: Frame, grammar: Grammar) -> bool:
    """Say whether a date only tells which thing is meant, after another one in its sentence: "… on Monday of the 5 May video"."""
    words = grammar.settings["ambiguous"]
    lead, rest = text[max(0, hit.start - 12) : hit.start].lower().split(), text[hit.end : hit.end + 30]
    noun = rest[1:].split(maxsplit=1)[:1] if rest[:1] == " " else []
    if not lead or not noun or lead[-1] not in words["articles"] or before[0] < frame.sentences.around(hit.start)[0]:
        return False
    return noun[0].isalpha() and noun[0].islower() and noun[0] not in words["function_words"]


def opens_line(text: str, at: int) -> bool:
    """Say whether only bullets stand between the beginning of the line and an offset."""
    lead = text[max(0, at - 20) : at]
    newline = lead.rfind("\n")
    return (newline >= 0 or at <= 20) and not lead[newline + 1 :].strip(" \t-–—•*·>#|")


def is_dateline(text: str, hit: Hit, meaning: Meaning, frame: Frame, now: int | None) -> bool:
    """Say whether a date of one day, not counted from another, is that of the article's dateline."""
    if frame.dateline is None or now is None or meaning.span is None or meaning.span.days != 1:
        return False
    if not _is_absolute(hit.node) or not context.names_place(text[: hit.start].lstrip(), is_weekday(hit.node)):
        return False
    return frame.dateline[0] <= hit.start < frame.dateline[1] and 0 <= now - meaning.span.start <= MAX_DATELINE_DAYS


def is_scene(text: str, hit: Hit, meaning: Meaning, now: int | None, grammar: Grammar) -> bool:
    """Say whether a text says early on that it is that day, as a report of an interview may: "It is Saturday 11 May"."""
    pattern = grammar.settings["tense"].get("scene")
    if pattern is None or now is None or meaning.span is None or meaning.span.days != 1 or hit.start > SCENE:
        return False
    if not _is_absolute(hit.node) or is_weekday(hit.node) or not 0 <= now - meaning.span.start <= MAX_SCENE_DAYS:
        return False
    return re.search(pattern, text[max(0, hit.start - 12) : hit.start]) is not None


def _is_absolute(node: Node) -> bool:
    """Whether a tree names a day of the calendar, and does not count it from the day of the text."""
    day = node.of if isinstance(node, Clock) else node
    return isinstance(day, (Cal, Slash))
