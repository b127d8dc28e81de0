"""The words by which news names people, organizations and states, read once from ``names/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Name lists of the English data, each keyed by the words as they are written.

    Args:
        states: name or other name of a state -> its canonical name.
        adjectives: adjective or word for its people -> state.
        adjective_of: state -> the adjective used in titles.
        capitals: capital -> state.
        seats: house or street that speaks for somebody -> actor.
        organizations: name of a well-known organization -> its canonical name.
        words: every plain list of the data by its key ("honorifics", "suffixes" …), as it is written there.
        lower: the same lists in lower case.
    """

    states: Mapping[str, str]
    adjectives: Mapping[str, str]
    adjective_of: Mapping[str, str]
    capitals: Mapping[str, str]
    seats: Mapping[str, str]
    organizations: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    lower: Mapping[str, frozenset[str]]


def read(name: str) -> dict[str, Any]:
    """Return one data file of the room as it stands.

    >>> "states" in read("states")
    True
    """
    return tomllib.loads((files(__package__) / "names" / f"{name}.toml").read_text("utf-8"))


def split(text: str) -> frozenset[str]:
    """Return the entries of a list that is written with commas, or with blanks where there is no comma.

    >>> sorted(split("Mr, Mr Justice"))
    ['Mr', 'Mr Justice']
    """
    parts = text.split(",") if "," in text else text.split()
    return frozenset(" ".join(part.split()) for part in parts if part.strip())


@cache
def gazetteer() -> Gazetteer:
    """Return the lists, read at the first call.

    >>> gazetteer().capitals["Tehran"], gazetteer().adjectives["Bolivian"]
    ('Iran', 'Bolivia')
    """
    states = read("states")
    words = dict(_lists([states, *(read(name) for name in ("people", "organizations", "groups"))]))
    rows: list[list[str]] = states["states"]
    return Gazetteer(
        states=_frozen((form, row[0]) for row in rows for form in (row[0], *_alternatives(row[3]))),
        adjectives=_frozen((form, row[0]) for row in rows for form in _alternatives(row[1])),
        adjective_of=_frozen((row[0], _alternatives(row[1])[0]) for row in rows if row[1]),
        capitals=_frozen((form, row[0]) for row in rows for form in _alternatives(row[2])),
        seats=_frozen((row[0], row[1]) for row in states["seats"]),
        organizations=_frozen((form, row[0]) for row in states["known"] for form in (row[0], *_alternatives(row[1]))),
        words=MappingProxyType(words),
        lower=MappingProxyType({key: frozenset(word.lower() for word in entries) for key, entries in words.items()}),
    )


def _lists(tables: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, frozenset[str]]]:
    for table in tables:
        for key, value in table.items():
            if isinstance(value, str):
                yield key, split(value)
            elif isinstance(value, dict):
                yield from _lists([value])


def _alternatives(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _frozen(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    return MappingProxyType(dict(pairs))
