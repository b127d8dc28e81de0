"""The data about heads of articles: which words name a month, a key, a newspaper, or the act of publishing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

KEYS = ("title", "source", "date", "url", "author", "language", "text", "id", "summary")


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return a data file of this room.

    >>> "months" in table("heads")
    True
    """
    return tomllib.loads((files("timeline.ingest") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(section: str) -> frozenset[str]:
    """Return the words of a section in all languages, in lower case.

    >>> "publicado" in words("published")
    True
    """
    return frozenset(word for text in table("heads")[section].values() for word in text.split())


@cache
def updated() -> re.Pattern[str]:
    """Return the pattern of words from which on a line speaks of a later change and not of publication.

    >>> bool(updated().search("Mis à jour le 9 juillet")), bool(updated().search("Published on Monday"))
    (True, False)
    """
    spoken = (word.replace("-", " ") for word in sorted(words("updated"), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spoken))})(?!\w)", re.IGNORECASE)


@cache
def months() -> Mapping[str, int]:
    """Return the month (1 to 12) that a name or abbreviation means in any of the languages.

    >>> months()["febrero"]
    2
    """
    return {
        word: number
        for language in table("heads")["months"].values()
        for number, names in enumerate(language, 1)
        for word in names.split()
    }


@cache
def key_of(name: str) -> str | None:
    """Return what a header, field or column of that name holds, or None.

    >>> key_of("publishedAt"), key_of("colour")
    ('date', None)
    """
    plain = re.sub(r"[\s-]+", "_", name.strip().strip("\ufeff").lower())
    return next((key for key in KEYS if plain in _names(key)), None)


@cache
def rank(name: str) -> int:
    """Return how good a name is for what it holds, 0 the best."""
    key = key_of(name)
    plain = re.sub(r"[\s-]+", "_", name.strip().strip("\ufeff").lower())
    return _names(key).index(plain) if key else len(KEYS)


@cache
def _names(key: str) -> tuple[str, ...]:
    return tuple(table("heads")["keys"][key].replace("-", "_").split())
