"""The sentences of an article as they are read: datelines, bullets and the dates before the entries of a chronology set apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.events.candidates import may_hold_event
from timeline.events.context import Sentence
from timeline.model import Article, Expression
from timeline.text import paragraphs, sentences

_DASH = re.compile(r"(?:(?<!\s)\s++-(?=\s)|(?:(?<!\s)\s++)?(?:[—–]|--))\s*+(?=[\"'“‘A-ZÀ-Þ])")
_AGENCY = re.compile(r"(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)\s*$")
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{3,}")
_BULLET = re.compile(r"(?:[-*•–—·>#]+\s+|\d{1,2}[.)]\s+)?(?:\*\*|__)?\s*")
_AFTER_LABEL = re.compile(
    r"(?:\s*+,?\s*+\(?\d{1,2}[.:]\d\d(?:\s*+[ap]m)?\)?|\s*+)(?:\*\*|__)?(?:\s*+(?:[:–—|]|-\s)|(?<=\*\*)|(?<=__))\s*+(?:\*\*|__)?\s*+"
)
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", re.IGNORECASE)
_NOTHING = re.compile(r"(?:on|in|at|by|a|answer|it was|late|early)?[\s\W]*", re.IGNORECASE)
"""All that may stand beside a date in a sentence that is nothing but the date."""
MAX_DATELINE = 90


@dataclass(frozen=True, slots=True)
class Layout:
    """An article cut into sentences, and the expression in its dateline."""

    sentences: tuple[Sentence, ...]
    dateline: int | None


def lay_out(article: Article, expressions: Sequence[Expression]) -> Layout:
    """Cut an article into sentences.

    >>> text = "LIMA, May 3 (Wire) — They met.\\n- 7 May: Talks end"
    >>> [text[s.start : s.end] for s in lay_out(Article("a", text), ()).sentences]
    ['They met.', '- 7 May: Talks end']
    """
    found: list[Sentence] = []
    dateline: int | None = None
    standing: int | None = None
    starts = [expression.start for expression in expressions]
    for number, (start, end) in enumerate(paragraphs(article.text)):
        body = start
        if dateline is None and number < 6 and (prefix := _dateline(article.text, start, end, expressions)):
            body = prefix
            dateline = next((i for i, e in enumerate(expressions) if start <= e.start and e.end <= prefix), None)
        label, after = _label(article.text, start, end, expressions, starts)
        asked = bool(found) and article.text[: found[-1].end].endswith("?")
        if label is not None and after >= end and not asked:
            standing = label  # a date on a line of its own heads the lines below it
        skip = _skipped(article, start, end)
        read, marks = start, (0, 0)
        for first, last in sentences(article.text[body:end]):
            at, stop = body + first, body + last
            own = max(at, after) if label is not None and after < stop else at
            furniture = skip or article.in_furniture(at, stop)
            marks = _counted(article.text[read:own], marks)
            read = own
            standing_label = label if label is not None else standing
            found.append(Sentence(len(found), own, stop, number, None, furniture, standing_label, at, marks != (0, 0)))
    return Layout(tuple(_beside(article.text, found, expressions, starts)), dateline)


def _beside(text: str, found: Sequence[Sentence], expressions: Sequence[Expression], starts: Sequence[int]) -> Iterator[Sentence]:
    """Give the sentences that are nothing but a date to the sentence that they date: the question before, or a neighbour."""
    given: dict[int, int] = {}
    for number, sentence in enumerate(found):
        index = bisect_left(starts, sentence.start)
        if index == len(starts) or starts[index] >= sentence.end:
            continue
        rest = text[sentence.start : starts[index]] + " " + text[expressions[index].end : sentence.end]
        if not _NOTHING.fullmatch(rest):
            continue
        before, after = found[number - 1] if number else None, found[number + 1] if number + 1 < len(found) else None
        if before is not None and sentence.paragraph - before.paragraph <= 1 and text[: before.end].endswith("?"):
            given[number - 1] = index
        elif after is not None and after.paragraph == sentence.paragraph and not text[: sentence.end].endswith("?"):
            given.setdefault(number + 1, index)
    for number, sentence in enumerate(found):
        yield replace(sentence, beside=given[number]) if number in given else sentence


def _counted(text: str, marks: tuple[int, int]) -> tuple[int, int]:
    """The curly and straight quotation marks that are still open after a further stretch of text."""
    return max(0, marks[0] + text.count("“") - text.count("”")), (marks[1] + text.count('"')) % 2


def _skipped(article: Article, start: int, end: int) -> bool:
    """The article's own headline and byline say nothing that its text does not."""
    return any(zone.kind in {"heading", "byline"} and zone.start < end and start < zone.end for zone in article.zones)


def _dateline(text: str, start: int, end: int, expressions: Sequence[Expression]) -> int | None:
    """Return where the report begins after "GENEVA, March 3 (Wire) — "."""
    dash = _DASH.search(text, start, min(end, start + MAX_DATELINE))
    if dash is None:
        return None
    head = _AGENCY.sub("", text[start : dash.start()])
    for expression in expressions[:2]:  # its date may be small: "LIMA, 13 may (Agencia) -"
        if start < expression.start and expression.end <= dash.start():
            head = head.replace(expression.text, "0")
    words = head.replace(",", " ").split()
    plain = all(word[0].isupper() or word[0].isdigit() or word in {"of", "de", "la", "the", "/"} for word in words)
    return dash.end() if plain and len(words) <= 9 and _CAPITALS.search(head) else None


def _label(text: str, start: int, end: int, expressions: Sequence[Expression], starts: Sequence[int]) -> tuple[int | None, int]:
    """Return the expression that dates a line, and where the line goes on after it."""
    bullet = _BULLET.match(text, start, end)
    at = bullet.end() if bullet else start
    index = bisect_left(starts, at)
    if index == len(expressions) or expressions[index].start > at + 1 or expressions[index].end > end:
        return None, start
    stop = expressions[index].end
    if stop >= end or not text[stop:end].strip(" :*_.–—-"):
        return index, end
    after = _AFTER_LABEL.match(text, stop, min(end, stop + MAX_DATELINE))
    if after is None and _CLOCK.fullmatch(text[expressions[index].start : stop]) and text[stop : stop + 1].isspace():
        return index, stop + 1  # "14:05 Police arrest two men"
    return (index, after.end()) if after else (None, start)


def to_parse(text: str, layout: Layout, expressions: Sequence[Expression]) -> Iterator[Sentence]:
    """Yield the sentences that may hold an event: no furniture, and words that may name one."""
    starts = [expression.start for expression in expressions]
    for sentence in layout.sentences:
        dated = (
            sentence.label is not None
            or sentence.beside is not None
            or bisect_left(starts, sentence.start) < bisect_left(starts, sentence.end)
        )
        if not sentence.furniture and may_hold_event(text[sentence.start : sentence.end], dated):
            yield sentence
