"""How fast the date resolver is, and whether its time grows with the length of a text and no faster.

usage: python benchmarks/dates_speed.py [FOLDER ...]

FOLDER: text files to read (default: the sample corpus).  Printed: characters a second of one core in a new process, where the
patterns of the language are still compiled; then for texts that were never seen; then when the runs of words read before are
remembered; then the time of twice the text over that of once, for news and hostile strings.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from timeline.dates import annotate, scan, tense
from timeline.model import Article, Publication
from timeline.span import Span

SAMPLE = Path(__file__).parents[1] / "seeds" / "articles"
PUBLISHED = Publication(Span.of("2023-07-23"))
ROUNDS = 5
HOSTILE = ("9" * 50, "2023-", "Monday, ", "last ", "12/", "early ", '"', "between 5 and ", "the end of ", "\n")
CHARACTERS = 200_000


def seconds(texts: list[str]) -> float:
    """Return the processor time of reading texts."""
    begun = time.process_time()
    for number, text in enumerate(texts):
        annotate(Article(str(number), text, published=PUBLISHED))
    return time.process_time() - begun


def unseen(texts: list[str]) -> float:
    """Return the processor time of reading texts of which nothing is remembered."""
    scan.read.cache_clear()
    for name in ("_cues_of", "_told"):
        getattr(tense, name).cache_clear()
    return seconds(texts)


def ratio(text: str) -> float:
    """Return the time of twice a text over that of once, the best of some rounds."""
    return min(seconds([text * 2]) for _ in range(ROUNDS)) / min(seconds([text]) for _ in range(ROUNDS))


def main() -> None:
    """Print the figures."""
    folders = [Path(name) for name in sys.argv[1:]] or [SAMPLE]
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.rglob("*.txt"))]
    total = sum(map(len, texts))
    seconds(["May"])  # reads the language's data
    scan.read.cache_clear()
    cold = seconds(texts)
    first = min(unseen(texts) for _ in range(ROUNDS))
    again = min(seconds(texts) for _ in range(ROUNDS))
    print(f"{len(texts)} texts, {total:,} characters")
    print(f"new process  {total / cold:12,.0f} characters a second")
    print(f"first time   {total / first:12,.0f} characters a second")
    print(f"again        {total / again:12,.0f} characters a second")
    news = "\n\n".join(texts)
    print(f"twice the news takes {ratio(news * max(1, CHARACTERS // max(1, len(news)))):.2f} times as long")
    for unit in HOSTILE:
        print(f"twice {unit[:12]!r:16} takes {ratio(unit * (CHARACTERS // len(unit) // 4)):.2f} times as long")


if __name__ == "__main__":
    main()
