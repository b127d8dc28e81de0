"""Which words of a sentence name an event, and of which type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.events.catalog import Pattern
from timeline.events.shallow.clauses import Word
from timeline.events.shallow.lexicon import REFLEXIVE, Lexicon, singulars

_AFTER, _BEFORE, _MODIFIED = 10, 16, 5
"""Words after and before a verb, and after a noun, in which the words of a condition may stand."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A word that names an event.

    Args:
        at: its place in the sentence.
        type: the event type.
        lemma: dictionary form; for a noun the verb that says the same, where the type has one.
        noun: whether it is a noun.
        weak: whether it counts only with a date of its own.
    """

    at: int
    type: str
    lemma: str
    noun: bool
    weak: bool


def spot(line: Sequence[Word], words: Lexicon) -> list[Spotted]:
    """Return the words of a sentence that name events.

    Args:
        line: the words with their clauses.
        words: of their language.

    >>> from timeline.events.shallow.clauses import split
    >>> from timeline.events.shallow.lexicon import lexicon
    >>> [(s.type, s.lemma) for s in spot(split("La policía detuvo a once personas.", 0, 34, lexicon("es")), lexicon("es"))]
    [('arrest', 'detener')]
    """
    found = []
    for at, word in enumerate(line):
        pattern, noun = _best(line, at, words)
        if pattern is not None:
            lemma = _verb_of(pattern, words) if noun else pattern.lemma.removesuffix(REFLEXIVE)
            found.append(Spotted(at, pattern.type, lemma, noun, pattern.weak or (word.passive and not _is_said(line, at, words))))
    return found


def _best(line: Sequence[Word], at: int, words: Lexicon) -> tuple[Pattern | None, bool]:
    word = line[at]
    counted = word.passive and word.lower in words.nouns_of and not _is_said(line, at, words)  # "hubo once detenidos"
    if word.verb is not None and not counted:
        lemma = word.verb.lemma
        options = words.verbs.get(lemma, ()) or words.verbs.get(lemma.removesuffix(REFLEXIVE), ())
        for pattern in options:
            if _fits_verb(pattern, line, at, words):
                return (None if pattern.excluded else pattern), False
    adverbial = at > 0 and line[at - 1].lower in words.words["place"] and word.lower not in words.words["going_on"]
    if (word.verb is None or word.passive) and not adverbial:
        named = words.nouns_of.get(word.lower) or _joined(line, at, words)
        for pattern in words.nouns.get(named or "", ()):
            if _fits_noun(pattern, line, at, words):
                return (None if pattern.excluded else pattern), True
    return None, False


def _joined(line: Sequence[Word], at: int, words: Lexicon) -> str | None:
    """A noun of several words: "alto el fuego"."""
    for length in (3, 4):
        name = "_".join(word.lower for word in line[at : at + length])
        if name in words.nouns:
            return name
    return None


def _fits_verb(pattern: Pattern, line: Sequence[Word], at: int, words: Lexicon) -> bool:
    if not pattern.lemma.endswith(REFLEXIVE) and pattern.excluded is False and _is_other_verb(line[at], pattern):
        return False
    after = _names(line[at + 1 : at + 1 + _AFTER], words, line[at].clause)
    before = _names(line[max(0, at - _BEFORE) : at], words, line[at].clause) | _antecedent(line, at, words)
    if any(not after & set(word.split("|")) for word in pattern.words):
        return False
    turned = line[at].passive or line[at].linked
    acted_on = after | before if turned else after | _antecedent(line, at, words)
    if pattern.objects and not pattern.objects & acted_on:
        return False
    return not pattern.subjects or bool(pattern.subjects & (after | before if turned else before or after))


def _antecedent(line: Sequence[Word], at: int, words: Lexicon) -> set[str]:
    """The words right before a relative clause: "el terremoto que sacudió la costa", "al Senado, que lo tratará"."""
    first = next(n for n, word in enumerate(line) if word.clause == line[at].clause)
    opened = first < at and bool(words.words["that"] & {line[first].lower, line[first + 1].lower})
    return _names(line[max(0, first - 3) : first], words) if opened else set()


def _is_other_verb(word: Word, pattern: Pattern) -> bool:
    """Whether "se" makes another verb of it: "manifestarse" protests, "manifestar" says; but "se firmó" is signed."""
    return word.verb is not None and word.verb.lemma != pattern.lemma and word.verb.lemma.endswith(REFLEXIVE)


def _fits_noun(pattern: Pattern, line: Sequence[Word], at: int, words: Lexicon) -> bool:
    if pattern.objects or pattern.subjects:
        return False
    near = _names(line[at + 1 : at + 1 + _MODIFIED], words) | _names(line[max(0, at - 1) : at], words)
    return not pattern.modifiers or bool(pattern.modifiers & near)


def _names(part: Sequence[Word], words: Lexicon, clause: int | None = None) -> set[str]:
    """The words of a stretch as written and in the singular."""
    return {form for word in part if clause is None or word.clause == clause for form in singulars(word.lower, words)}


def _verb_of(pattern: Pattern, words: Lexicon) -> str:
    """The verb of the same type that begins like a noun: "firma" and "firmar" compare as equal."""
    noun = pattern.lemma
    alike = [v for v, found in words.verbs.items() if v[:4] == noun[:4] and any(p.type == pattern.type for p in found)]
    return min(alike, key=len).removesuffix(REFLEXIVE) if alike else noun


def _is_said(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    """Whether a participle has its auxiliary or stands alone as in a headline: "fue detenido", "once detenidos"."""
    clause = [word for word in line if word.clause == line[at].clause]
    helped = any(word.lower in words.words["ser"] for word in line[max(0, at - 4) : at])
    return helped or not any(word.finite for word in clause)
