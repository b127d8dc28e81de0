"""Which time expression dates which happening: by clause first, then by what stands nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from timeline.events.expressions import dates_events
from timeline.events.shallow.clauses import DATE, Word
from timeline.events.shallow.lexicon import Lexicon
from timeline.events.shallow.spotting import Spotted
from timeline.model import Expression

_BESIDE = 4
"""Words between a noun and a date that is its own: "el reclamo argentino de hace dos semanas"."""
_NEXT = 3
"""Words after a verb in which the infinitive stands that hangs on it."""
_JOINED = 4
"""Words between "y" and the verb that it joins, where that has no subject of its own."""
_OPENING, _CLOSING = "«“", "»”"
_DESCRIBED = 14
"""Words between a noun and a participle about it: "la reunión entre el ministro y los cívicos, prevista para el lunes"."""


def attach(
    spotted: Sequence[Spotted], line: Sequence[Word], expressions: Mapping[int, Expression], words: Lexicon
) -> dict[int, int]:
    """Return the index of the expression that dates each happening, by the place of its word.

    Args:
        spotted: the happenings of a sentence.
        line: its words.
        expressions: its time expressions by their index in the article.
        words: of the language.
    """
    found: dict[int, int] = {}
    by_place = {s.at: s for s in spotted}
    left = []
    for index, expression in expressions.items():
        at = next((n for n, word in enumerate(line) if word.start <= expression.start < word.end), None)
        if at is None or not dates_events(expression):
            continue
        inner = _quoted(at, line)
        owner = _owner(at, line, {n: s for n, s in by_place.items() if not inner or n in inner}, words)
        if owner is not None and owner in found:  # "Two days after …, the committee called a strike from the 22nd"
            free = [
                s.at
                for s in spotted
                if s.noun and owner < s.at < at and s.at not in found and line[s.at].clause == line[at].clause
            ]
            owner = free[-1] if free else owner
        if owner is not None and owner not in found:
            found[owner] = index
        elif owner is None and not inner:
            left.append((at, index))
    for at, index in left:  # "En un comunicado fechado el 24, la Secretaría cuestionó": the only date is that of the verb
        main = [
            s.at
            for s in spotted
            if s.at not in found and not s.noun and line[s.at].clause == line[at].clause and line[s.at].finite
        ]
        if main and not any(line[at].clause == line[other].clause for other in found):
            found[main[0]] = index
    return found | _shared(spotted, line, found, words, {line[at].clause: index for at, index in left})


def _quoted(at: int, line: Sequence[Word]) -> range:
    """The words of the quotation in which a word stands; a date in it is not that of who says so."""
    opened = next((n for n in range(at, -1, -1) if line[n].text in _OPENING + _CLOSING), None)
    if opened is None or line[opened].text not in _OPENING:
        return range(0)
    return range(opened, next((n for n in range(at, len(line)) if line[n].text in _CLOSING), len(line)))


def _shared(
    spotted: Sequence[Spotted], line: Sequence[Word], found: Mapping[int, int], words: Lexicon, free: Mapping[int, int]
) -> dict[int, int]:
    """The date of a clause that goes on from another: "siete murieron y otras 23 resultaron heridas este martes"."""
    given: dict[int, int] = {}
    for one, other in pairwise(spotted):
        first = next((word for word in line if word.clause == line[other.at].clause), None)
        joined = first is not None and first.lower in words.words["linkers"] and first.start > line[one.at].start
        if joined and not one.noun and one.at not in found and other.at in found and line[one.at].finite:
            given[one.at] = found[other.at]
    for n, other in enumerate(spotted):  # "irrumpió anoche en un bar y abrió fuego"
        before = _joined_to(other, line, words)
        if (
            other.noun
            or other.at in found
            or before is None
            or any(s.at in found for s in spotted if line[s.at].clause == line[other.at].clause)
        ):
            continue
        dated = [found[s.at] for s in spotted[:n] if s.at in found and line[s.at].clause == line[before].clause]
        dated = dated or [free[clause] for clause in (line[before].clause,) if clause in free]
        if dated:
            given[other.at] = dated[0]
    return given


def _joined_to(other: Spotted, line: Sequence[Word], words: Lexicon) -> int | None:
    """The verb to which "y" joins a verb of the same tense, with the same subject."""
    clause = [n for n, word in enumerate(line) if word.clause == line[other.at].clause]
    verb, first = line[other.at].verb, clause[0]
    joins = words.words["linkers"] | words.words["that"]
    if verb is None or line[first].lower not in joins or any(line[n].lower == DATE for n in clause):
        return None
    linked = line[first].lower in words.words["linkers"]
    finite = (n for n in range(first - 1, -1, -1) if line[n].finite)
    before = next((n for n in finite if not linked or _tense(n, line) == verb.tense), None)
    told = None if before is None else line[before].verb
    if line[first].lower in words.words["that"] and (
        told is None or told.lemma not in words.words["saying"] or line[first - 1].text != ","
    ):
        return None  # "sostuvo el domingo su gerente, que negó"
    near = other.at - first <= _JOINED
    return before if told is not None and near and told.tense == verb.tense and verb.tense in {"past", "future"} else None


def _tense(at: int, line: Sequence[Word]) -> str:
    verb = line[at].verb
    return verb.tense if verb is not None else ""


def _owner(at: int, line: Sequence[Word], by_place: Mapping[int, Spotted], words: Lexicon) -> int | None:
    clause = line[at].clause
    beside = _noun_beside(at, line, by_place, words)
    if beside is not None:
        return beside
    verbs = [n for n, word in enumerate(line) if word.clause == clause and word.verb is not None and _holds(n, line, words)]
    if not any(n in by_place for n in verbs) and (meant := _antecedent(at, line, by_place, words)) is not None:
        return meant
    if not verbs:
        return _described(at, line, by_place) if clause else _only_noun(clause, line, by_place)
    plain = [n for n in verbs if not _is_predicate(n, line, words)]
    before = [n for n in plain if n < at]
    verb = before[-1] if before else verbs[0]
    about = line[verb].passive and (verb not in by_place or by_place[verb].weak)
    if about and (described := _described(at, line, by_place)) is not None:
        return described
    if verb in by_place:
        return verb
    if (governed := _governed(verb, line, by_place)) is not None:
        return governed
    return _noun_of(verb, at, line, by_place, words)


def _holds(at: int, line: Sequence[Word], words: Lexicon) -> bool:
    """Whether a verb can have a date: no auxiliary of the next one."""
    follower = line[at + 1] if at + 1 < len(line) else None
    helps = line[at].lower in words.words["ser"] | words.words["haber"]
    return not (helps and follower is not None and follower.verb is not None and (follower.passive or follower.perfect))


def _governed(verb: int, line: Sequence[Word], by_place: Mapping[int, Spotted]) -> int | None:
    """The infinitive that hangs on a verb without an event of its own: "tenían que votar", "volvió a negar"."""
    for n in range(verb + 1, min(len(line), verb + 1 + _NEXT)):
        told = line[n].verb
        if told is not None:
            return n if told.tense == "infinitive" and n in by_place else None
    return None


def _is_predicate(at: int, line: Sequence[Word], words: Lexicon) -> bool:
    """Whether a participle only says how another verb happens: "se lo llevaron esposado"."""
    return line[at].passive and at > 0 and line[at - 1].finite and line[at - 1].lower not in words.words["ser"]


def _noun_beside(at: int, line: Sequence[Word], by_place: Mapping[int, Spotted], words: Lexicon) -> int | None:
    """A noun right before a date, with a preposition and without a verb between."""
    for n in range(at - 1, max(-1, at - 1 - _BESIDE), -1):
        if line[n].verb is not None or line[n].text in ",;:":
            return None
        if n in by_place and by_place[n].noun:
            linked = line[at - 1].lower in words.words["own_date"] or at - n == 1
            finite = any(word.finite for word in line[:at] if word.clause == line[at].clause)
            return n if linked and (line[at - 1].lower in words.words["own_date_surely"] or not finite) else None
    return None


def _only_noun(clause: int, line: Sequence[Word], by_place: Mapping[int, Spotted]) -> int | None:
    """The first noun of a line without a verb: "marcha en Potosí, 12 de julio"."""
    return next((n for n, s in by_place.items() if s.noun and line[n].clause == clause), None)


def _described(at: int, line: Sequence[Word], by_place: Mapping[int, Spotted]) -> int | None:
    """The noun that a participle with a date is about: "la firma definitiva, prevista para el jueves 20"."""
    first = next(n for n, word in enumerate(line) if word.clause == line[at].clause)
    near = [n for n, s in by_place.items() if s.noun and 0 < first - n <= _DESCRIBED]
    return near[-1] if near and not any(word.finite for word in line[near[-1] : first]) else None


def _antecedent(at: int, line: Sequence[Word], by_place: Mapping[int, Spotted], words: Lexicon) -> int | None:
    """The noun that a relative clause tells of: "el derrame de crudo que el jueves tiñó la bahía"."""
    first = next(n for n, word in enumerate(line) if word.clause == line[at].clause)
    if line[first].lower not in words.words["that"]:
        return None
    near = [n for n, s in by_place.items() if s.noun and not s.weak and 0 < first - n <= _BESIDE]
    return near[-1] if near else None


def _noun_of(verb: int, at: int, line: Sequence[Word], by_place: Mapping[int, Spotted], words: Lexicon) -> int | None:
    """The noun in the clause of a verb that only says that it took place or when it is to be."""
    word = line[verb]
    assert word.verb is not None
    lemma = word.verb.lemma
    nouns = [n for n, s in by_place.items() if s.noun and line[n].clause == word.clause]
    if lemma in words.words["fulfilling"]:
        nouns = [n for n in nouns if by_place[n].type not in words.words["fulfilled"]]
    if not nouns:
        return None
    if lemma in words.words["holding"] or lemma in {"ser", "cumplir", "ir"} or word.passive:
        return nouns[0]
    if lemma in words.words["announcing"] and line[at - 1].lower in {"para", "desde", "del", "entre", "a"}:
        return nouns[-1]
    return None
