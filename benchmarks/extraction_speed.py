"""How long articles take from text to mentions, as a share of what the full spaCy small English pipeline alone takes for them.

usage: python benchmarks/extraction_speed.py [FOLDER ...]

FOLDER: English articles to read (default: the sample corpus and the stories of the tests).  Both are timed in turns in one run,
on one core, with warm models; the time expressions are found anew in every round.  Printed: the best time of each, the ratio,
wanted at most 0.6, and what part of the characters was parsed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy

from timeline import dates, ingest
from timeline.dates import scan
from timeline.events import extract
from timeline.events.layout import lay_out, to_parse
from timeline.events.parser import MODELS
from timeline.model import Article

HERE = Path(__file__).parents[1]
SAMPLE = (HERE / "seeds" / "articles", *sorted((HERE / "tests" / "stories").glob("*/articles")))
ROUNDS = 5
AIM = 0.6


def full_pipeline() -> Any:
    """Load the small English model with everything in it: tagger, parser, attribute ruler, lemmatizer, entity recognizer."""
    name = next(name for name in MODELS if spacy.util.is_package(name))
    return spacy.load(name)


def extraction(articles: Sequence[Article]) -> int:
    """Find the time expressions, mentions and statements of articles; returns how many mentions there are."""
    scan.read.cache_clear()
    return sum(len(reading.mentions) for reading in extract((article, dates.annotate(article)) for article in articles))


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a piece of work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def parsed_share(articles: Sequence[Article]) -> float:
    """Return what part of the characters stands in sentences that may hold an event."""
    chosen = 0
    for article in articles:
        expressions = dates.annotate(article)
        layout = lay_out(article, expressions)
        chosen += sum(sentence.end - sentence.start for sentence in to_parse(article.text, layout, expressions))
    return chosen / sum(len(article.text) for article in articles)


def main() -> None:
    """Print the figures."""
    folders = [Path(name) for name in sys.argv[1:]] or list(SAMPLE)
    found = [item for item in ingest.read(folders, None) if isinstance(item, Article)]
    articles = [article for article in found if article.language.startswith("en")]
    texts = [article.text for article in articles]
    model = full_pipeline()

    def whole() -> int:
        return sum(len(doc) for doc in model.pipe(texts))

    whole()  # warm
    mentions = extraction(articles)
    pairs = [(seconds(whole), seconds(lambda: extraction(articles))) for _ in range(ROUNDS)]
    spent, own = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    total = sum(map(len, texts))
    print(f"{len(articles)} articles, {total:,} characters, {mentions} mentions, {parsed_share(articles):.0%} of the text parsed")
    print(f"spaCy {version('spacy')}, full small English pipeline {spent:8.2f} s  {total / spent:10,.0f} characters a second")
    print(f"from text to mentions                        {own:8.2f} s  {total / own:10,.0f} characters a second")
    print(f"ratio {own / spent:.2f} (at most {AIM} wanted)")


if __name__ == "__main__":
    main()
