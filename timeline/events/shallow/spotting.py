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
    found: list[Spotted] = []
    told: dict[int, frozenset[str]] = {}  # words that belong to the verb of their clause: "abrió una investigación"
    for at, word in enumerate(line):
        pattern, noun = _best(line, at, words)
        if pattern is not None and not noun:
            told[word.clause] = frozenset(part for listed in pattern.words for part in listed.split("|"))
        if noun and word.verb is None and _names([word], words) & told.get(word.clause, frozenset()):
            continue
        if pattern is not None:
            lemma = _verb_of(pattern, words) if noun else pattern.lemma.removesuffix(REFLEXIVE)
            found.append(Spotted(at, pattern.type, lemma, noun, pattern.weak or (word.passive and not _is_said(line, at, words))))
    return [one for one in found if not (one.noun and one.weak) or _is_alone(one, found, line)]


def _is_alone(one: Spotted, found: Sequence[Spotted], line: Sequence[Word]) -> bool:
    """Whether a noun that may name an event is the only word of its clause that does: "14 de mayo: acuerdo con el gremio"."""
    return all(other is one or line[other.at].clause != line[one.at].clause for other in found)


def _best(line: Sequence[Word], at: int, words: Lexicon) -> tuple[Pattern | None, bool]:
    word = line[at]
    counted = word.passive and word.lower in words.nouns_of and not _is_said(line, at, words)  # "hubo once detenidos"
    if word.verb is not None and not counted:
        lemma = word.verb.lemma
        bare = lemma.removesuffix(REFLEXIVE)
        for pattern in (*words.verbs.get(lemma, ()), *(words.verbs.get(bare, ()) if bare != lemma else ())):
            if _fits_verb(pattern, line, at, words):
                return (None if pattern.excluded else pattern), False
    adverbial = at > 0 and line[at - 1].lower in words.words["place"] and word.lower not in words.words["going_on"]
    if (word.verb is None or word.passive) and not adverbial:
        named = _joined(line, at, words) or words.nouns_of.get(word.lower)
        found = words.nouns.get(named or "", ())
        for pattern in () if found and _in_phrase(line, at, words) else found:
            if _fits_noun(pattern, line, at, words):
                return (None if pattern.excluded else pattern), True
    return None, False


def _joined(line: Sequence[Word], at: int, words: Lexicon) -> str | None:
    """A noun of several words: "alto el fuego"."""
    for length in (4, 3, 2):
        name = "_".join(word.lower for word in line[at : at + length])
        if name in words.nouns:
            return name
    return None


def _in_phrase(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    """Whether a noun stands in a phrase that names no event: "de acuerdo con", "a juicio de", "sin embargo"."""
    for first in range(max(0, at - 2), at + 1):
        for last in range(at + 1, first + 5):
            if "_".join(word.lower for word in line[first:last]) in words.words["phrases"]:
                return True
    return False


def _fits_verb(pattern: Pattern, line: Sequence[Word], at: int, words: Lexicon) -> bool:
    if not pattern.lemma.endswith(REFLEXIVE) and pattern.excluded is False and _is_other_verb(line[at], pattern):
        return False
    after = _names(line[at + 1 : at + 1 + _AFTER], words, line[at].clause)
    if at and line[at - 1].lower in words.words["persons"]:  # "nos recibió", like "recibió a los vecinos"
        after |= words.words["personal"]
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
    """Whether "se" makes another verb of it: "manifestarse" protests, "manifestar" says; but "se puso en marcha" is put."""
    other = word.verb is not None and word.verb.lemma != pattern.lemma and word.verb.lemma.endswith(REFLEXIVE)
    return other and not pattern.words


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
