"""Invented pages, saved as they came: title, outlet, date, where the article begins and ends, and what is furniture."""

from __future__ import annotations

import pages_kit
import pytest

from timeline.span import Span

KEPT = 1.0
"""Share of the body's characters that stay lit, over all pages: a dimmed sentence is a lost event, so this may not fall."""
DIMMED = 0.99
"""Share of the furniture's characters that are dimmed."""


@pytest.mark.parametrize("name", pages_kit.NAMES)
def test_what_a_page_says_of_itself(name: str) -> None:
    made, wanted = pages_kit.read(name), pages_kit.expected()[name]
    assert (made.title, made.source) == (wanted["title"], wanted["source"])
    assert made.published.span == (Span.of(wanted["date"]) if "date" in wanted else None), made.published.why
    assert made.published.why


@pytest.mark.parametrize("name", pages_kit.NAMES)
def test_where_the_article_begins_and_ends(name: str) -> None:
    made = pages_kit.read(name)
    body = [text for _, _, kind, text in pages_kit.gold(name) if kind == "body"]
    own = {zone.start for zone in made.zones if zone.furniture or zone.kind in {"heading", "byline"}}
    lit = [text for start, _, _, text in pages_kit.gold(name) if start not in own]
    assert [text for text in lit if text in body] == body
    assert pages_kit.score(name, made).lost == []


def test_all_pages_together() -> None:
    scores = [pages_kit.score(name, pages_kit.read(name)) for name in pages_kit.NAMES]
    left = [score.left for score in scores if score.left]
    assert sum(score.kept for score in scores) >= KEPT * sum(score.body for score in scores)
    assert sum(score.dimmed for score in scores) >= DIMMED * sum(score.furniture for score in scores), left


def test_every_page_has_its_answers() -> None:
    assert sorted(pages_kit.expected()) == pages_kit.NAMES
    assert len(pages_kit.NAMES) >= 20
