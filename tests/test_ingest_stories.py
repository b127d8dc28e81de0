"""On the stories that the project carries: no event is dimmed, and every stated date of publication is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline.ingest import read
from timeline.model import Article

HERE = Path(__file__).parent
STORIES = [HERE.parent / "seeds", *sorted(path.parent for path in (HERE / "stories").glob("*/gold.json"))]
CAPTIONS = ("Caption: ", "Photo: ")  # two background events are told by captions alone


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_stories(story: Path) -> None:
    gold = json.loads((story / "gold.json").read_text(encoding="utf-8"))
    articles = {item.file: item for item in read([story / "articles"]) if isinstance(item, Article)}
    mentions = [mention for event in gold["events"] for mention in event["mentions"]]
    assert mentions
    for mention in mentions:
        article = articles[mention["article"]]
        at = article.text.index(mention["quote"])
        if not mention["quote"].startswith(CAPTIONS):
            assert not article.in_furniture(at, at + len(mention["quote"])), mention["quote"]
    for date in gold["publication_dates"]:
        span = articles[date["article"]].published.span
        assert (str(span) if span else None) == (date["true_date"] if date["stated"] else None), date["article"]
