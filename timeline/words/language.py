"""The language in which things are said to people: tables of words, one file for each language, chosen at the edge.

The words are looked up when something is said, so that one server can speak to each reader in the reader's own language.  What
a build writes into the store (titles, reasons of dates) is English or the articles' own words, whoever runs it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "es": "Español"})
"""The languages there are, each by its own name; `timeline/words/CODE.toml` holds its words."""
DEFAULT = "en"

_spoken: ContextVar[str] = ContextVar("language", default=DEFAULT)


@cache
def words_of(language: str) -> Mapping[str, Any]:
    """Return all the words of a language, as they stand in its file.

    >>> words_of("es")["dates"]["months"][0]
    'enero'
    """
    file = resources.files("timeline.words") / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def language() -> str:
    """Return the code of the language that is spoken now.

    >>> language()
    'en'
    """
    return _spoken.get()


def speak(code: str) -> None:
    """Speak a language from now on, in this thread; one that is not known is taken for English."""
    _spoken.set(code if code in LANGUAGES else DEFAULT)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language inside a block.

    >>> with speaking("es"):
    ...     say("dates.month", "julio", 2023)
    'julio de 2023'
    """
    token = _spoken.set(code if code in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _spoken.reset(token)


def table(key: str) -> Any:
    """Return what stands under a name with dots, in the language that is spoken.

    Raises:
        KeyError: if there is nothing of that name.

    >>> table("dates.weekdays")[0]
    'Monday'
    """
    found: Any = words_of(_spoken.get())
    for part in key.split("."):
        found = found[part]
    return found


def say(key: str, *values: object) -> str:
    """Return a sentence with values in its places.

    >>> say("dates.month", "July", 2023)
    'July 2023'
    """
    return str(table(key)).format(*values)


def preferred(header: str, default: str = DEFAULT) -> str:
    """Return the language that a browser asks for most, of those there are.

    Args:
        header: the value of Accept-Language, such as "es-BO,es;q=0.9,en;q=0.8".
        default: if none of them is spoken.

    >>> preferred("qu, es-BO;q=0.9, en;q=0.8"), preferred("fr"), preferred("en;q=0, es;q=0.1")
    ('es', 'en', 'es')
    """
    asked: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:1_000].split(",")):
        name, _, weight = part.strip().partition(";q=")
        code = name.partition("-")[0].strip().lower()
        try:
            share = float(weight or 1)
        except ValueError:
            share = 0.0
        if code in LANGUAGES and share > 0:
            asked.append((-share, place, code))
    return min(asked)[2] if asked else default
