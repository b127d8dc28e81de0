"""The words of a language as its folder has them: event types, verb forms, and the small words that hold a sentence together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from timeline.events.catalog import Pattern, written
from timeline.events.shallow.conjugation import conjugate

_DATA = files("timeline.events.shallow")
REFLEXIVE = "se"
"""What the data puts behind a verb that is another one with it: "reunirse"."""
_PLAIN = str.maketrans("áéíóú", "aeiou")


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a verb form.

    Args:
        lemma: the infinitive, with "se" where the verb is used with it here.
        tense: as in ``verbs.toml``, or "infinitive", "gerund", "participle".
    """

    lemma: str
    tense: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the reader of sentences knows of a language.

    Args:
        forms: verb form -> its readings.
        verbs, nouns: dictionary form -> the patterns of event types, the most specific first.
        nouns_of: singular or plural form -> dictionary form of event nouns.
        words: the lists of ``words.toml`` by name, and those of ``names.toml``.
        states: name, adjective or capital -> state; capitals: those of them that are capitals.
        plurals: ending of a noun in the singular -> in the plural.
    """

    forms: Mapping[str, tuple[Form, ...]]
    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    nouns_of: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    states: Mapping[str, str]
    capitals: frozenset[str]
    plurals: Mapping[str, str]


def languages() -> frozenset[str]:
    """Return the tags of the languages that have a folder here.

    >>> "es" in languages()
    True
    """
    return frozenset(entry.name for entry in _DATA.iterdir() if entry.joinpath("types.toml").is_file())


def read_toml(language: str, name: str) -> dict[str, Any]:
    """Read a data file of a language.

    >>> sorted(read_toml("es", "verbs")["endings"])
    ['ar', 'er', 'ir']
    """
    return tomllib.loads(_DATA.joinpath(language, f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of a language.

    >>> [form.tense for form in lexicon("es").forms["firmaron"]], lexicon("es").nouns_of["reuniones"]
    (['past'], 'reunión')
    """
    types, table = read_toml(language, "types"), read_toml(language, "verbs")
    words, names = read_toml(language, "words"), read_toml(language, "names")
    verbs = _patterns(types, "verbs", "weak")
    nouns = _patterns(types, "nouns", "weak_nouns")
    lists = {key: frozenset(value.split()) for data in (words, names) for key, value in data.items() if isinstance(value, str)}
    known = {
        *verbs,
        *(name for key in ("common", "holding", "announcing", "calling_off", "planning", "refusing") for name in lists[key]),
    }
    return Lexicon(
        MappingProxyType(_forms(known, table)),
        verbs,
        nouns,
        MappingProxyType({form: lemma for lemma in nouns for form in (lemma, plural(lemma, words["plural"]))}),
        MappingProxyType(lists),
        MappingProxyType({form: row[0] for row in names["states"] for form in (row[0], *row[1].split(), row[2]) if form}),
        frozenset(row[2] for row in names["states"] if row[2]),
        MappingProxyType(words["plural"]),
    )


def _patterns(types: Mapping[str, Any], strong: str, weak: str) -> Mapping[str, tuple[Pattern, ...]]:
    """The patterns of verbs or of nouns by dictionary form; what the type is not stands among both."""
    index: dict[str, list[Pattern]] = {}
    for kind, data in types.items():
        if kind == "classes":
            continue
        listed = (
            *written(data.get(strong, ""), kind, types["classes"]),
            *written(data.get(weak, ""), kind, types["classes"], weak=True),
            *written(data.get("not", ""), kind, types["classes"], excluded=True),
        )
        for pattern in listed:
            index.setdefault(pattern.lemma, []).append(pattern)
    return MappingProxyType({lemma: tuple(sorted(found, key=lambda p: p.rank, reverse=True)) for lemma, found in index.items()})


def _forms(known: set[str], table: Mapping[str, Any]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for lemma in sorted(known):
        infinitive = lemma.removesuffix(REFLEXIVE)
        if " " in lemma or infinitive[-2:].replace("í", "i") not in table["endings"]:
            continue
        for form, tense in conjugate(infinitive, table):
            if Form(lemma, tense) not in found.setdefault(form, []):
                found[form].append(Form(lemma, tense))
    return {form: tuple(readings) for form, readings in found.items()}


def plural(noun: str, endings: Mapping[str, str]) -> str:
    """Return the plural of a noun.

    Args:
        noun: in the singular.
        endings: singular -> plural, the more special first.

    >>> [plural(noun, lexicon("es").plurals) for noun in ("reunión", "juez", "visita", "crisis")]
    ['reuniones', 'jueces', 'visitas', 'crisis']
    """
    ending = next(ending for ending in endings if noun.endswith(ending))
    return noun.removesuffix(ending) + endings[ending]


def singulars(word: str, words: Lexicon) -> Iterator[str]:
    """Yield a word, and what it is the plural of if it is one.

    >>> sorted(singulars("reuniones", lexicon("es")))
    ['reunion', 'reunione', 'reuniones', 'reunión']
    """
    found = {word.removesuffix(many) + one for one, many in words.plurals.items() if word.endswith(many)}
    yield from sorted(found | {word})


def readings(word: str, words: Lexicon) -> Iterator[tuple[Form, bool]]:
    """Yield what a word can be as a verb form, and whether a pronoun "se" hangs on it.

    Args:
        word: in lower case.
        words: of its language.

    >>> [(form.lemma, se) for form, se in readings("reunirse", lexicon("es")) if form.lemma.startswith("reunir")]
    [('reunir', True), ('reunirse', True)]
    """
    for form in words.forms.get(word, ()):
        yield form, False
    for first in sorted(words.words["enclitics"]):
        base = word.removesuffix(first)
        if base == word or len(base) < 4:
            continue
        second = base.removesuffix(REFLEXIVE) if first != REFLEXIVE else base
        for bare, se in ((base, first == REFLEXIVE), (second, second != base or first == REFLEXIVE)):
            for form in words.forms.get(bare, ()) or words.forms.get(bare.translate(_PLAIN), ()):
                if form.tense in {"infinitive", "gerund"}:
                    yield form, se
            if second == base:
                break


def agreeing(participle: str, words: Lexicon) -> Iterator[Form]:
    """Yield the verbs whose participle a word is, in any gender and number.

    >>> [form.lemma for form in agreeing("detenidas", lexicon("es"))]
    ['detener']
    """
    for ending in ("o", "a", "os", "as"):
        base = participle.removesuffix(ending)
        if base != participle:
            yield from (form for form in words.forms.get(base + "o", ()) if form.tense == "participle")
            return
