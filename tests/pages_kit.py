"""Invented pages with their answers: `data-gold` says what each of their blocks is, `pages/expected.toml` the rest."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timeline.ingest import blocks, page
from timeline.ingest.draft import Draft

FOLDER = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))


def expected() -> dict[str, dict[str, Any]]:
    """Title, source and date of each page."""
    return tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))


@dataclass(slots=True)
class Score:
    """How the lines of a page were sorted: characters of its body and of its furniture, and the lines that went wrong."""

    body: int = 0
    kept: int = 0
    furniture: int = 0
    dimmed: int = 0
    lost: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def read(name: str) -> Draft:
    """The page, without its answers."""
    return page.draft(data(name).replace(b" data-gold=", b" data-x="))


def data(name: str) -> bytes:
    """The page as it lies on disk."""
    return (FOLDER / f"{name}.html").read_bytes()


def gold(name: str) -> list[tuple[int, int, str, str]]:
    """Start, end, kind and text of each visible line."""
    root, _ = blocks.parse(data(name).decode("utf-8"))
    found = []
    for line in blocks.lines(root)[1]:
        element = line.element
        while element is not None and element.get("data-gold") is None:
            element = element.getparent()
        found.append((line.start, line.end, "" if element is None else element.get("data-gold"), line.text))
    return found


def score(name: str, made: Draft) -> Score:
    """Compare the zones of a draft with the answers."""
    dim = {zone.start for zone in made.zones if zone.furniture}
    out = Score()
    for start, end, kind, text in gold(name):
        if kind == "body":
            out.body += end - start
            out.kept += 0 if start in dim else end - start
            out.lost += [text] if start in dim else []
        elif kind == "furniture":
            out.furniture += end - start
            out.dimmed += end - start if start in dim else 0
            out.left += [] if start in dim else [text]
    return out
