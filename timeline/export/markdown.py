"""The events as a chronology in Markdown, every line with its sources as footnotes."""

from __future__ import annotations

import re

from timeline.model import Article, Event, Mention, Timeline
from timeline.words import event_date_words, published_words, say, source_words

# All ASCII punctuation can be escaped in CommonMark; these are the ones that mean something, and < & for HTML.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>&#|~^!$])")
_LINE_START = re.compile(r"^(\s*)([-+=:]|\d+[.)])")


def plain(text: str) -> str:
    r"""Escape text from an article so that it is only ever text, on one line.

    >>> plain("<b>*1.\n2* [x](y)")
    '\\<b\\>\\*1. 2\\* \\[x\\](y)'
    """
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LINE_START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", line)


def to_markdown(timeline: Timeline, *, title: str = "Timeline") -> str:
    """Write a chronology: a line for each event, dated ones first, with footnotes that quote the sources.

    Args:
        timeline: what to write.
        title: the heading.

    >>> to_markdown(Timeline(), title="Empty")
    '# Empty\\n\\n'
    """
    articles = {article.id: article for article in timeline.articles}
    notes: list[str] = []
    parts = []
    for heading, events in (
        ("", [event for event in timeline.events if event.span]),
        (f"## {say('export.without_date')}\n\n", [event for event in timeline.events if not event.span]),
    ):
        lines = [_line(event, articles, notes) for event in events]
        parts.append(heading + "\n".join(lines) + "\n\n" if lines else "")
    return f"# {plain(title)}\n\n{''.join(parts)}" + "".join(f"{note}\n" for note in notes)


def _line(event: Event, articles: dict[str, Article], notes: list[str]) -> str:
    marks = []
    for mention in event.mentions:
        notes.append(f"[^{len(notes) + 1}]: {_note(mention, articles[mention.article])}")
        marks.append(f"[^{len(notes)}]")
    return f"- **{plain(event_date_words(event))}**: {plain(event.title)}{''.join(marks)}"


def _note(mention: Mention, article: Article) -> str:
    quote = plain(article.text[mention.quote_start : mention.quote_end])
    return f"{plain(source_words(article))}, {plain(published_words(article))}: “{quote}”"
