"""Hostile words in every place of a timeline where an article's words can stand, in every export: they stay words."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from icalendar import Calendar
from lxml import etree
from markdown_it import MarkdownIt
from test_export import HOSTILE, one_event
from test_reports import needs_chromium

from timeline.edits import Edit
from timeline.export import csv_format, ics, markdown, timelinejs
from timeline.export.html import to_html
from timeline.export.image import to_image
from timeline.export.journal_csv import journal_csv
from timeline.model import Timeline

WORDS = [
    *(text for text in HOSTILE if text.strip()),
    "\uff1d1+1",
    "\uff0b1",
    "\uff20SUM(A1)",
    " =1+1",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg/onload=alert(1)>",
    "<https://evil.example/>",
    "x\r\nATTACH:https://evil.example/x",
    "x\nBEGIN:VALARM\nEND:VALARM",
    "x\rEND:VEVENT\rBEGIN:VEVENT",
    "x\x0bEND:VEVENT\x0cBEGIN:VEVENT",
    "x\x85END:VEVENT\u2028BEGIN:VEVENT",
    'x;ALTREP="https://evil.example/":y',
    "a\x00b\x1b]0;owned\x07",
    "]]><!--",
    "{{7*7}} ${7*7} %{7*7}",
    "\ufeff=1+1",
    "%3Cscript%3E &lt;script&gt;",
    "[^1]: x",
    "1) a\n2) b",
    "| a | b |\n|---|---|",
]
"""Whoever runs a spreadsheet, calendar, browser, Markdown reader or template on an export must only ever see them."""


def hostile(words: str) -> Timeline:
    """A timeline with the words wherever words from outside can stand."""
    made = one_event(title=words, text=f"It was signed on Thursday. {words}")
    (article,), (event,) = made.articles, made.events
    ((mention,),) = (event.mentions,)
    text = article.text
    article = replace(
        article, source=words, file=words, url=words, warnings=(words,), published=replace(article.published, why=words)
    )
    mention = replace(mention, quote_end=len(text), speaker=words, participants=(words,), trigger=words, title=words)
    event = replace(event, mentions=(mention,), participants=(words,), place=words, why=(words,), chain=(words,))
    expressions = {article.id: tuple(replace(found, why=words) for found in made.expressions[article.id])}
    return replace(made, articles=(article,), events=(event,), expressions=expressions, warnings=(words,))


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(csv_format.BOM), newline="")))


@pytest.mark.parametrize("words", WORDS)
def test_no_cell_of_any_table_runs(words: str) -> None:
    timeline = hostile(words)
    edits = (Edit("title", ("m1",), (words,), words), Edit("comment", ("m1",), (words,), words))
    for made in (csv_format.events_csv(timeline), csv_format.evidence_csv(timeline), journal_csv(timeline, edits)):
        header, *rows = table(made)
        assert rows
        for row in rows:
            assert len(row) == len(header)
            assert not [cell for cell in row if cell.lstrip("\ufeff")[:1] in set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")]


@pytest.mark.parametrize("words", WORDS)
def test_a_calendar_holds_one_entry_and_no_other_property(words: str) -> None:
    made, plain = ics.to_ics(hostile(words), title=words), ics.to_ics(hostile("x"), title="x")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", made)
    assert not [char for char in made if char in "\x85\u2028\u2029" or (ord(char) < 32 and char not in "\r\n\t")]

    def properties(text: str) -> list[tuple[str, list[str]]]:
        return [(part.name, sorted(set(part))) for part in Calendar.from_ical(text).walk()]

    assert properties(made) == properties(plain)


@pytest.mark.parametrize("words", WORDS)
def test_a_chronology_has_no_element_of_theirs(words: str) -> None:
    def elements(text: str) -> set[str]:
        html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
        return set(re.findall(r"<(\w+)", html))

    assert elements(markdown.to_markdown(hostile(words), title=words)) == elements(markdown.to_markdown(hostile("x"), title="x"))


class Tags(HTMLParser):
    """The elements of a page with the names of their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[tuple[str, tuple[str, ...]]] = set()
        self.links: set[str | None] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, tuple(sorted(name for name, _ in attrs))))
        self.links |= {value for name, value in attrs if name in {"href", "src", "action", "xlink:href"}}


@pytest.mark.parametrize("words", WORDS)
def test_a_page_has_no_element_attribute_or_link_of_theirs(words: str) -> None:
    made, plain = Tags(to_html(hostile(words), title=words)), Tags(to_html(hostile("x"), title="x"))
    assert made.found <= plain.found | {("a", ("href", "rel")), ("p", ())}
    assert not [link for link in made.links if link and re.match(r"\s*(javascript|data|vbscript|file):", link, re.IGNORECASE)]


@pytest.mark.parametrize("words", WORDS)
def test_the_slides_have_no_element_of_theirs(words: str) -> None:
    slide = json.loads(timelinejs.to_timelinejs(hostile(words), title=words))
    told = json.dumps(slide, ensure_ascii=False)
    assert set(re.findall(r"<(/?\w+)", told)) == {"blockquote", "/blockquote", "p", "/p"}


@pytest.mark.browser
@needs_chromium
def test_a_picture_holds_letters_and_nothing_that_runs() -> None:
    one = hostile("x").events[0]
    titles = [re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", words)[:60] for words in WORDS]
    events = tuple(replace(one, id=f"e{n}", title=title) for n, title in enumerate(titles))
    drawn = etree.fromstring(to_image(replace(hostile("x"), events=events), "svg", width=3000))
    names = {etree.QName(element).localname for element in drawn.iter(etree.Element)}
    assert "text" in names
    assert not names & {"script", "a", "foreignObject", "iframe", "animate", "set", "use"}
    for element in drawn.iter(etree.Element):
        for name, value in element.attrib.items():
            assert not etree.QName(name).localname.startswith("on")
            assert not re.match(r"\s*(javascript|https?|file):", value, re.IGNORECASE), value
