"""What the words around an expression say of its side: whether they speak of the past or of what is to come."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from timeline.dates.grammar import load

WILLED = 2.0
"""Bits for the future after a verb of will: the side is clear, but too weak a ground to rule the other one out."""
UNDONE = -4.0
"""Bits for the past where a plan was called off, or where the date is that of a deed: "Monday's ruling"."""
WEAKENED = 0.5
"""What is left of a cue for each cue of another kind between it and the expression."""
HALVED = 5
"""Words from a cue to an expression at which half of it is left."""
CLAUSE = 4
"""Words that the boundary of a clause counts for."""
FRONTED = 3
"""Words, at most, that count between an expression that opens its sentence and the verb that rules it."""
GOVERNED = 3
"""Spaces between a verb and an expression that it rules."""
_REACH = 60
"""Characters before "in 40 years" in which a superlative can stand."""
_NEVER = re.compile(r"(?!)")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?|[.,;:–—\"“”()]")


BEHIND = frozenset({"past", "reporting", "perfect"})
"""Kinds of cue words that speak of what has been."""
POSSESSIVES = frozenset({"'s", "’s"})
CUES = ("future", "would", "modal", "past", "reporting", "perfect", "present", "scheduled")
"""Kinds of cue words; each gives two features, for a cue before and for one after the expression."""
SCHEDULED, PAST = CUES.index("scheduled"), CUES.index("past")
FEATURES = (
    *(f"{cue} {side}" for cue in CUES for side in ("before", "after")),
    *("possessive", "headline", "headline to", "weekday", "bound", "governed", "earliest"),
    *("no past", "slated"),
)
"""What speaks for the past or the future: fitted weights stand in the language's weights.toml."""


@dataclass(frozen=True, slots=True)
class CueWords:
    """A language's cue words, compiled."""

    starts: Mapping[str, tuple[str, ...]]
    undone_starts: frozenset[str]
    undone: re.Pattern[str]
    kinds: Mapping[str, int]
    suffixes: tuple[tuple[str, int], ...]
    shortest: int
    not_past: frozenset[str]
    auxiliary: frozenset[str]
    before_participles: frozenset[str]
    before_nouns: frozenset[str]
    openers: frozenset[str]
    deadline: re.Pattern[str]
    slated: re.Pattern[str]
    done: re.Pattern[str]
    governing: re.Pattern[str]
    weights: tuple[float, ...]
    headline: re.Pattern[str]
    that: str
    earliest: re.Pattern[str]
    restored: re.Pattern[str]
    willing: re.Pattern[str]
    joins: re.Pattern[str]
    failed: re.Pattern[str]
    addressed: re.Pattern[str]
    onwards: re.Pattern[str]
    pending: re.Pattern[str]


def _first(phrase: str) -> str:
    """The first word of a phrase, as a text is cut into words."""
    found = _WORD.search(phrase)
    return found.group() if found else phrase


@lru_cache
def _cue_words(language: str) -> CueWords:
    grammar = load(language)
    table = grammar.settings["tense"]
    kinds = {word: kind for kind, name in reversed(list(enumerate(CUES))) for word in table.get(name, ())}
    phrases = sorted((word for word in kinds if " " in word), key=len, reverse=True)
    return CueWords(
        {first: tuple(p for p in phrases if _first(p) == first) for first in map(_first, phrases)},
        frozenset(_first(phrase) for phrase in table["undone"]),
        re.compile(r"(?<!than )\b(?:" + "|".join(map(re.escape, table["undone"])) + r")\b", re.IGNORECASE),
        kinds,
        tuple((suffix, CUES.index(name)) for name, suffixes in table["suffixes"].items() for suffix in suffixes),
        table["shortest"],
        frozenset(table["not_past"]),
        frozenset(table["auxiliary"]),
        frozenset((*table["auxiliary"], *table.get("determiners", ()))),
        frozenset(table.get("before_nouns", ())),
        frozenset((*grammar.settings["strip"], *table.get("openers", ()))),
        re.compile(table.get("deadline", "(?!)")),
        re.compile(table.get("slated", "(?!)")),
        re.compile(rf"['’]s (?:\w+ )?(?:{'|'.join(table.get('done', ('(?!)',)))})s?\b"),
        re.compile(r"\b" + table["governing"]),
        tuple(grammar.weights["direction"].get(name, 0.0) for name in FEATURES),
        re.compile(table["headline"]),
        f" {table['that']} ",
        re.compile(table.get("earliest", "(?!)")),
        re.compile(r"\b(?:" + "|".join(map(re.escape, table.get("restored", ()))) + r")\b") if "restored" in table else _NEVER,
        re.compile(table.get("willing", "(?!)")),
        re.compile(table.get("joins", "")),  # without it any two verbs are of two clauses
        *(re.compile(table.get(name, "(?!)"), re.IGNORECASE) for name in ("failed", "addressed", "onwards", "pending")),
    )


def direction(sentence: str, start: int, end: int, language: str, facts: tuple[bool, bool] = (False, False)) -> float:
    """Return how much the words near an expression speak for the future (positive) or the past, in bits.

    Args:
        sentence: the sentence; of a very long one, the part around the expression.
        start, end: offsets of the expression in it.
        language: whose cue words to use.
        facts: whether it is a weekday, of which more are past than future, and whether it follows "by" or "until".

    >>> direction("The court will rule on Thursday.", 23, 31, "en") > 0, direction("He left on Thursday.", 11, 19, "en") < 0
    (True, True)
    """
    words = _cue_words(language)
    failed = words.failed.search(sentence[max(0, start - 2 * _REACH) : start])
    if _cues_of(sentence, language)[0] or words.done.match(sentence, end) or failed:
        return UNDONE
    found = features(sentence, start, end, language, facts)
    total = sum(value * weight for value, weight in zip(found, _cue_words(language).weights, strict=True) if value)
    possessive = sentence[end : end + 2] in POSSESSIVES
    willed = not possessive and (
        _is_willed(sentence, start, language)
        or (facts[0] and (_is_scheduled(sentence, start, language) or _is_open(sentence, start, language)))
    )
    return max(total, WILLED) if willed or _is_deadline(sentence, start, end, language, facts[1]) else total


def _is_deadline(sentence: str, start: int, end: int, language: str, bound: bool) -> bool:
    """Whether something is to be done by then: "until Friday to respond", "until 9 a.m. Friday to sign"."""
    cues = _cue_words(language)
    if cues.deadline.match(sentence, end) is None:
        return False
    return bound or cues.slated.search(sentence[max(0, start - _REACH) : start]) is not None


def _is_willed(sentence: str, start: int, language: str) -> bool:
    """Whether the last verb before an expression looks ahead: "said he would fly home on Friday", "agreed to meet on Friday"."""
    lead = sentence[max(0, start - 2 * _REACH) : start]
    if (own := sentence[start : start + 5].lower()) in {"this ", "next "}:
        lead += own
    match = _cue_words(language).willing.search(lead)
    if match is None:
        return False
    first = max(0, start - 2 * _REACH) + match.start()
    cues = [(a, kind, sentence[a:b]) for a, b, kind in _cues_of(sentence, language)[1] if first <= a and b <= start]
    verbs = [kind for a, kind, words in cues if a > first or " " in words]  # a phrase: "would give no details on"
    return not any(CUES[kind] in {"past", "perfect", "reporting"} for kind in verbs) and _cue_words(language).that not in match[0]


def _is_open(sentence: str, start: int, language: str) -> bool:
    """Whether a sentence without a past sets a condition, tells somebody what to do, or says from when something holds."""
    cues = _cue_words(language)
    if cues.pending.search(sentence):
        return True
    if any(CUES[kind] in BEHIND for _, _, kind in _cues_of(sentence, language)[1]):
        return False
    if sentence[-1:].isalnum() and cues.headline.search(sentence):  # "School board to vote on levy Monday"
        return True
    return (
        cues.addressed.search(sentence) is not None or cues.onwards.search(sentence[max(0, start - _REACH) : start]) is not None
    )


def _is_scheduled(sentence: str, start: int, language: str) -> bool:
    """Whether the last cue before an expression is a near verb of what is fixed beforehand: "and flies home on Wednesday"."""
    before = [cue for cue in sorted(_cues_of(sentence, language)[1]) if cue[1] <= start]
    if not before or before[-1][2] != SCHEDULED:
        return False
    between = sentence[before[-1][1] : start]
    near = between.count(" ") <= GOVERNED or not any(CUES[kind] in BEHIND for _, _, kind in _cues_of(sentence, language)[1])
    return near and not any(mark in between for mark in ",;:()–—")


def features(sentence: str, start: int, end: int, language: str, facts: tuple[bool, bool]) -> tuple[float, ...]:
    """Return the features of ``FEATURES``: the nearness of each kind of cue on each side, 0 to 1, and the facts."""
    cues = _cue_words(language)
    near = _near(sentence, start, end, language, weekday=facts[0])
    headline = sentence[-1:].isalnum()
    possessive = sentence[end : end + 2] in POSSESSIVES
    lead = sentence[max(0, start - _REACH) : start]
    governed, earliest = cues.governing.search(lead) is not None, cues.earliest.search(lead) is not None
    kinds = {CUES[kind] for _, _, kind in _cues_of(sentence, language)[1]}
    infinitive = headline and not any(near) and cues.headline.search(sentence) is not None
    return (
        *near,
        float(possessive),
        float(headline),
        float(infinitive),
        float(facts[0]),
        float(facts[1]),
        float(governed),
        float(earliest),
        float(facts[0] and not headline and not kinds & {"past", "perfect"} and sentence.count(" ") > 2),
        float(not possessive and cues.slated.search(lead) is not None),
    )


def _near(sentence: str, start: int, end: int, language: str, weekday: bool) -> list[float]:
    """The nearness of each kind of cue before and after; a cue of another kind that stands between weakens one."""
    near = [0.0] * (2 * len(CUES))
    that = _cue_words(language).that
    found = sorted(_cues_of(sentence, language)[1])
    sides = [cue for cue in reversed(found) if cue[1] <= start], [cue for cue in found if cue[0] >= end]
    closed = weekday and bool(sides[0]) and sentence.startswith(",", end)  # "The final, to be played on Sunday, is sold out"
    first = next((cue for cue in sides[1] if CUES[cue[2]] != "present"), None)
    fronted = first if not sides[0] and first and _is_fronted(sentence, start, end, language, CUES[first[2]]) else None
    if fronted:
        sides = [fronted], [cue for cue in sides[1] if cue != fronted]  # "On Tuesday, the league plans to meet"
    for after, cues in enumerate(sides):
        passed = [0] * len(CUES)
        for a, b, kind in cues:
            words = _distance(sentence, (a, b), (start, end), that)
            if after and closed:
                words += CLAUSE
            if (a, b, kind) == fronted:
                words = min(words, FRONTED)
            value = WEAKENED ** (sum(passed) - passed[kind]) / (1 + words / HALVED)
            near[2 * kind + after] = max(near[2 * kind + after], value)
            passed[kind] += 1
    return near


def _is_fronted(sentence: str, start: int, end: int, language: str, kind: str) -> bool:
    """Whether an expression opens its sentence or is set off by a comma, so that the verb that follows, of a kind, rules it."""
    if kind in BEHIND:  # the weight of a verb in the past that follows says all
        return False
    if sentence[end : end + 2] in POSSESSIVES:  # "Thursday's summit will be the first"
        return kind == "future"
    lead = sentence[:start].strip(" \"“”'‘’`«").lower().split()
    set_off = sentence.startswith(",", end) and "," not in sentence[:start]
    return set_off or _cue_words(language).openers.issuperset(lead)


Told = tuple[int | None, int | None, tuple[str, ...], bool]
"""What a word by itself may be: a cue of a kind, by its ending one of a kind, the first of phrases, the first of an undoing."""
PLAIN: Told = (None, None, (), False)


@lru_cache(maxsize=20_000)
def _told(word: str, language: str) -> Told:
    cues, plain = _cue_words(language), word.replace("’", "'")
    kind, ending = cues.kinds.get(plain), None
    if kind is None and len(plain) >= cues.shortest and plain not in cues.not_past:
        ending = next((kind for suffix, kind in cues.suffixes if plain.endswith(suffix)), None)
    told = (kind, ending, cues.starts.get(word, ()), word in cues.undone_starts)
    return PLAIN if told == PLAIN else told


@lru_cache(maxsize=512)
def _cues_of(sentence: str, language: str) -> tuple[bool, tuple[tuple[int, int, int], ...]]:
    """Whether the sentence undoes a plan, and its cues: offsets and kind."""
    cues = _cue_words(language)
    lowered = sentence.lower()
    if len(lowered) != len(sentence):  # a letter that is two in the lower case would move all offsets
        lowered = sentence
    found: list[tuple[int, int, int]] = []
    taken, last, doubtful = 0, "", False
    for match in _WORD.finditer(lowered):
        previous, last = last, match.group()
        told = _told(last, language)
        if told is PLAIN:  # by far the most words
            continue
        kind, ending, phrases, doubt = told
        doubtful, at = doubtful or doubt, match.start()
        if phrases and at >= taken and (phrase := _phrase(lowered, at, phrases)):
            taken = at + len(phrase)
            found.append((at, taken, cues.kinds[phrase]))
        if at < taken:
            continue
        previous = previous.replace("’", "'")
        if kind == PAST and previous in cues.auxiliary:  # "is to be heard", "to cut"
            kind = None
        elif kind is None and ending is not None and previous not in cues.before_participles:
            kind = ending
        if kind == SCHEDULED and (previous in cues.before_nouns or _is_object(lowered, at, found, cues)):
            continue
        if kind is not None:
            found.append((at, match.end(), kind))
    if doubtful and cues.undone.search(sentence) and not cues.restored.search(cues.undone.sub("", sentence)):
        return True, ()
    return False, tuple(found)


def _is_object(lowered: str, at: int, found: Sequence[tuple[int, int, int]], cues: CueWords) -> bool:
    """Whether what may be a verb is a noun after one in the past, in one clause with it: "survived a confidence vote"."""
    if not found or found[-1][2] != PAST:
        return False
    between = lowered[found[-1][1] : at].strip()
    return bool(between) and cues.joins.search(between) is None


def _phrase(lowered: str, at: int, phrases: tuple[str, ...]) -> str | None:
    """The first of some phrases that stands at an offset and ends with a word."""
    for phrase in phrases:
        if lowered.startswith(phrase, at) and not lowered[at + len(phrase) : at + len(phrase) + 1].isalnum():
            return phrase
    return None


def past_verbs(words: str, language: str) -> tuple[int, ...]:
    """Return the offsets of the verbs in the past among some words.

    >>> past_verbs("its government and opposition signed", "en")
    (30,)
    """
    return tuple(start for start, _, kind in _cues_of(words, language)[1] if kind == PAST)


@lru_cache
def _superlatives(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load(language).settings['tense']['superlative']})\b[^.;:]*$")


def superlative(words: str, language: str) -> bool:
    """Say whether words such as "the worst drought" or "for the first time" lead up to "in 40 years".

    >>> superlative("It was the worst drought ", "en"), superlative("A text will be signed ", "en")
    (True, False)
    """
    return bool(_superlatives(language).search(words[-_REACH:]))


def _distance(sentence: str, cue: tuple[int, int], expression: tuple[int, int], that: str) -> int:
    """Words between a cue and an expression; a clause boundary counts as several, but not the comma after "In January"."""
    between = sentence[cue[1] : expression[0]] if cue[1] <= expression[0] else sentence[expression[1] : cue[0]].removeprefix(",")
    return between.count(" ") + CLAUSE * sum(between.count(mark) for mark in ',;:–—"“”') + (CLAUSE if that in between else 0)
