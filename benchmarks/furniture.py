"""How much of each article is kept and how much furniture is dimmed, on the invented pages and on stories with gold answers.

usage: python -m benchmarks.furniture [CASE_FOLDER ...]

CASE_FOLDER: stories with articles/ and gold.json (default: those of the repository).  Printed for the pages: characters of the
body that stay lit, characters of furniture that are dimmed, titles, outlets and dates that are right.  For the stories: the
sentences of gold mentions that stay lit, and what was dimmed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path, PurePosixPath

from timeline.ingest import read
from timeline.model import Article

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import pages_kit  # noqa: E402  (it lies beside the tests)


def pages() -> None:
    """Print the figures of the invented pages."""
    body = kept = furniture = dimmed = titles = sources = days = 0
    for name in pages_kit.NAMES:
        made, wanted = pages_kit.read(name), pages_kit.expected()[name]
        score = pages_kit.score(name, made)
        body, kept = body + score.body, kept + score.kept
        furniture, dimmed = furniture + score.furniture, dimmed + score.dimmed
        titles += made.title == wanted["title"]
        sources += made.source == wanted["source"]
        days += (str(made.published.span) if made.published.span else None) == wanted.get("date")
        for text in score.lost:
            print(f"  {name}: body dimmed: {text[:90]}")
        for text in score.left:
            print(f"  {name}: furniture left: {text[:90]}")
    count = len(pages_kit.NAMES)
    print(f"{count} pages: {kept / body:.1%} of the body kept ({body:,} characters), ", end="")
    print(f"{dimmed / furniture:.1%} of the furniture dimmed ({furniture:,} characters)")
    print(f"titles {titles}/{count}, outlets {sources}/{count}, dates {days}/{count}")


def story(folder: Path) -> None:
    """Print how many sentences of a story's gold mentions stay lit."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    articles = {PurePosixPath(a.file or "").name: a for a in read([folder / "articles"]) if isinstance(a, Article)}
    total = lit = 0
    for event in gold.get("events", ()):
        for mention in event["mentions"]:
            article = articles.get(mention["article"])
            at = article.text.find(mention["quote"]) if article else -1
            if article is None or at < 0:
                continue  # in HTML the visible text differs in its white space
            total += 1
            lit += not article.in_furniture(at, at + len(mention["quote"]))
    dim = sum(zone.end - zone.start for article in articles.values() for zone in article.zones if zone.furniture)
    whole = sum(len(article.text) for article in articles.values())
    print(f"{folder.name:18} {lit:4} of {total:4} gold sentences lit; {dim:6,} of {whole:8,} characters dimmed")


def main() -> None:
    """Print the figures."""
    pages()
    stories = [Path(name) for name in sys.argv[1:]] or [ROOT / "seeds", *sorted((ROOT / "tests" / "stories").iterdir())]
    for folder in stories:
        if (folder / "gold.json").exists():
            story(folder)


if __name__ == "__main__":
    main()
