"""The words of the interface, by name: `texts.SKIP` is `skip` in the table [page] of the language that is spoken.

The words themselves are in timeline/words/en.toml and es.toml; tests/test_words_languages.py looks that every name used here
stands in both.
"""

from __future__ import annotations

from typing import Any

from timeline.words import table


def __getattr__(name: str) -> Any:
    """Look a text up when it is needed, so that it comes in the reader's language."""
    if not name.isupper():
        raise AttributeError(name)
    return table(f"page.{name.lower()}")


def type_words(kind: str) -> str:
    """Name a type of events.

    >>> type_words("meeting"), type_words("public_apology")
    ('meeting', 'public apology')
    """
    return str(table("types").get(kind, kind.replace("_", " ")))
