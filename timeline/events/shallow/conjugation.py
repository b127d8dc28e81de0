"""The forms of verbs from the data of a language: endings by class, stems that change, and what irregular verbs keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

PERSONAL = ("present", "past", "imperfect", "subjunctive")
_GLIDE = re.compile(r"i(?=[eoó])")
_FIRST_PLURAL = 2


def conjugate(infinitive: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the forms of a verb that news uses, each with its tense: third persons, the first plural, and those without person.

    Args:
        infinitive: without a reflexive pronoun.
        table: the language's ``verbs.toml``.

    >>> from timeline.events.shallow.lexicon import read_toml
    >>> forms = dict(conjugate("proponer", read_toml("es", "verbs")))
    >>> forms["propuso"], forms["propondrá"], forms["propuesto"]
    ('past', 'future', 'participle')
    """
    own = _irregular(infinitive, table["irregular"])
    endings = table["endings"][infinitive[-2:].replace("í", "i")]
    yield infinitive, "infinitive"
    for tense in PERSONAL:
        regular = (_form(infinitive, tense, n, ending, table) for n, ending in enumerate(endings[tense].split()))
        listed = own[tense].split() if tense in own else list(regular)
        yield from ((form, tense) for form in listed)
        if tense == "past":
            base = listed[1].removesuffix("ron")
            yield from ((base + ending, "past_subjunctive") for ending in table["instead_of_ron"]["past_subjunctive"].split())
    whole = own.get("whole", infinitive.replace("í", "i"))
    for tense, suffixes in table["whole"].items():
        yield from ((whole + suffix, tense) for suffix in suffixes.split())
    yield own.get("gerund", _form(infinitive, "gerund", 0, endings["gerund"], table)), "gerund"
    yield own.get("participle", infinitive[:-2] + endings["participle"]), "participle"


def _irregular(infinitive: str, irregular: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What an irregular verb keeps, with the prefix of those made from it: "proponer" from "poner"."""
    if f"={infinitive}" in irregular:
        return dict(irregular[f"={infinitive}"])
    base = max((name for name in irregular if name[0] != "=" and infinitive.endswith(name)), key=len, default=None)
    if base is None:
        return {}
    prefix = infinitive.removesuffix(base)
    return {tense: " ".join(prefix + form for form in forms.split()) for tense, forms in irregular[base].items()}


def _form(infinitive: str, tense: str, person: int, ending: str, table: Mapping[str, Any]) -> str:
    """One form of a verb that is regular but for its stem; persons are the third singular, the third plural, the first plural."""
    stem = infinitive[:-2]
    for change, verbs in table["changes"].items():
        if infinitive in verbs.split():
            stem = _changed(stem, change, infinitive, tense, person)
    if tense == "subjunctive":
        spelt = next((old for old in table["spelling"]["subjunctive"] if infinitive.endswith(old)), "")
        if spelt:
            return stem[: len(stem) - len(spelt) + 2] + str(table["spelling"]["subjunctive"][spelt]) + ending
    if infinitive.endswith(tuple(table["spelling"]["between_vowels"].split())) and not infinitive.endswith(("guir", "quir")):
        if infinitive.endswith("uir") and tense in {"present", "subjunctive"} and person < _FIRST_PLURAL:
            return stem + "y" + ending
        return stem + _GLIDE.sub("y", ending, count=1)
    return stem + ending


def _changed(stem: str, change: str, infinitive: str, tense: str, person: int) -> str:
    """The stem with its last vowel changed where it is stressed, or weakened in the past of verbs in -ir: "sintió", "murió"."""
    old, new = change.split(">")
    if tense in {"present", "subjunctive"} and person < _FIRST_PLURAL:
        put = new
    elif infinitive.endswith("ir") and (tense == "gerund" or (tense == "past" and person < _FIRST_PLURAL)):
        put = {"e": "i", "o": "u"}[old]
    else:
        return stem
    at = stem.rfind(old)
    return stem if at < 0 else stem[:at] + put + stem[at + 1 :]
