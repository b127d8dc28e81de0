"""Whether a clause asserts, plans, denies or only imagines a happening, from its tense and the words that govern it."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events.shallow.clauses import DATE, Word
from timeline.events.shallow.lexicon import Lexicon
from timeline.events.shallow.spotting import Spotted
from timeline.model import Modality

_FAR = 6
"""Words before an infinitive in which the verb that governs it stands."""


def reality(
    spotted: Spotted, line: Sequence[Word], words: Lexicon, when: str | None, told: bool, undone: bool = False
) -> Modality | None:
    """Return the reality that a sentence gives to a happening; None where it tells no happening but a habit or an order.

    Args:
        spotted: the word.
        line: its sentence.
        words: of the language.
        when: "past", "today" or "future", where its date lies, None without one.
        told: whether it stands in a line of a chronology or a live report, whose present tense tells what happened.
        undone: whether the sentence or the one before calls something off, so that what was to be has not been.
    """
    lists, word = words.words, line[spotted.at]
    opener = _opener(line, spotted.at)
    if opener in lists["hypothetical"]:
        return Modality.HYPOTHETICAL
    if spotted.noun:
        return _of_noun(spotted, line, words, when)
    if _is_denied(line, spotted.at, words):
        return Modality.NEGATED
    assert word.verb is not None
    tense = _tense(line, spotted.at, words)
    match tense:
        case "past" | "imperfect":
            if when == "future" and word.verb.lemma in lists["announcing"]:
                return Modality.PLANNED  # "lo convocó para el 1 de junio": the day is that of what was called
            return Modality.PLANNED if when == "future" and tense == "imperfect" else Modality.ASSERTED
        case "future":
            return Modality.HYPOTHETICAL if _is_conditional(spotted.at, line, words) else Modality.PLANNED
        case "conditional":
            return Modality.HYPOTHETICAL if _depends(line, words) else Modality.PLANNED
        case "subjunctive" | "past_subjunctive":
            return _of_subjunctive(spotted, line, words)
        case "present":
            if when == "future":
                return Modality.PLANNED
            return Modality.ASSERTED if told or when in {"past", "today"} else None
        case "infinitive" | "gerund":
            return _of_infinitive(spotted, line, words, when, undone)
        case _:
            return Modality.PLANNED if when == "future" else Modality.ASSERTED


def _opener(line: Sequence[Word], at: int) -> str:
    clause = [word for word in line[: at + 1] if word.clause == line[at].clause and word.text[0].isalpha()]
    return clause[0].lower if clause else ""


def _depends(line: Sequence[Word], words: Lexicon) -> bool:
    return any(word.lower in words.words["hypothetical"] for word in line)


def _is_conditional(at: int, line: Sequence[Word], words: Lexicon) -> bool:
    """Whether a condition comes before: "Si no, iremos a la huelga"; not "resolverá si suspende el contrato"."""
    for n, word in enumerate(line[:at]):
        opens = n == 0 or not line[n - 1].text[0].isalnum() or line[n - 1].lower in words.words["that"] | words.words["linkers"]
        if opens and word.lower in words.words["hypothetical"]:
            return True
    return False


def _is_denied(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    """Whether "no", "nunca", "tampoco" stands before a verb, or before the verb that it hangs on: "no llegó a viajar"."""
    for word in reversed(line[max(0, at - 5) : at]):
        if word.clause != line[at].clause:
            return False
        if word.lower in words.words["negations"]:
            return True
        helping = (
            word.verb is not None or word.lower in words.words["clitics"] | words.words["prepositions"] | words.words["haber"]
        )
        if not helping:
            return False
    return False


def _tense(line: Sequence[Word], at: int, words: Lexicon) -> str:
    """The tense of a verb, of its auxiliary where it has one: "fue firmado", "será firmado", "ha firmado", "va a firmar"."""
    word = line[at]
    assert word.verb is not None
    if word.perfect:
        ahead = word.perfect in words.words["haber_future"]
        return "future" if ahead else "conditional" if word.perfect in words.words["haber_conditional"] else "past"
    if word.passive:
        for helper in reversed(line[max(0, at - 4) : at]):
            if helper.lower in words.words["ser"] and helper.verb is not None:
                return "past" if helper.perfect or helper.verb.tense == "past" else helper.verb.tense
        return "participle"
    return word.verb.tense


def _of_subjunctive(spotted: Spotted, line: Sequence[Word], words: Lexicon) -> Modality:
    """After "después de que" the subjunctive tells what happened; after a wish, what is asked for."""
    at = next((n for n in reversed(range(spotted.at)) if line[n].lower in words.words["that"]), None)
    if at is not None:
        lead = {word.lower for word in line[max(0, at - 3) : at]}
        if words.words["behind"] & lead or (at > 0 and line[at - 1].lower == DATE):
            return Modality.ASSERTED
        governor = next((word for word in reversed(line[:at]) if word.verb is not None), None)
        if governor is not None and governor.verb is not None and governor.verb.lemma in words.words["refusing"]:
            return Modality.NEGATED
        if governor is not None and governor.verb is not None and governor.verb.lemma in words.words["planning"]:
            return Modality.PLANNED
    return Modality.HYPOTHETICAL


def _of_infinitive(spotted: Spotted, line: Sequence[Word], words: Lexicon, when: str | None, undone: bool) -> Modality | None:
    lists = words.words
    last = line[spotted.at - 1].lower if spotted.at else ""
    if last in lists["without"]:
        return Modality.NEGATED
    if last in lists["behind_infinitive"] or (last in lists["of"] and line[spotted.at - 2].lower in lists["behind"]):
        return Modality.ASSERTED
    governor = _governor(spotted.at, line, words)
    if governor is None or governor.verb is None:
        return Modality.PLANNED if when == "future" else None
    lemma = governor.verb.lemma
    if governor.verb.tense == "imperfect" and lemma in lists["intending"] and undone:
        return Modality.NEGATED  # "debía aterrizar esta mañana", where the journey was called off
    if governor.lower in lists["going"] or lemma in lists["planning"]:
        conditional = governor.verb.tense in {"future", "conditional"} and _is_conditional(spotted.at, line, words)
        return Modality.HYPOTHETICAL if conditional else Modality.PLANNED
    if lemma in lists["refusing"]:
        return Modality.NEGATED
    if lemma in lists["achieving"] and governor.finite:
        return Modality.PLANNED if governor.verb.tense in {"future", "conditional"} else Modality.ASSERTED
    return Modality.PLANNED if when == "future" or last in lists["aimed"] else None


def _governor(at: int, line: Sequence[Word], words: Lexicon) -> Word | None:
    """The verb that an infinitive hangs on; that of the first one for a second: "debía aterrizar y entrevistarse"."""
    if at and line[at - 1].lower in words.words["linkers"]:
        for n in range(at - 1, -1, -1):
            verb = line[n].verb
            if line[n].finite or line[n].clause != line[at].clause:
                break
            if verb is not None and verb.tense == "infinitive":
                return _governor(n, line, words)
    near = line[max(0, at - _FAR) : at]
    return next((word for word in reversed(near) if word.verb is not None and word.lower not in words.words["ser"]), None)


def _of_noun(spotted: Spotted, line: Sequence[Word], words: Lexicon, when: str | None) -> Modality:
    """What the verb of its clause, or a participle about it, does to what a noun names."""
    lists, clause = words.words, line[spotted.at].clause
    about = [word for word in line if word.verb is not None and (word.clause == clause or _describes(word, line, spotted.at))]
    lemmas = {word.verb.lemma for word in about if word.verb is not None}
    if lemmas & lists["calling_off"] or _is_denied_noun(line, spotted.at, words):
        return Modality.NEGATED
    if any(word.verb is not None and word.verb.tense in {"future", "conditional"} for word in about):
        return Modality.HYPOTHETICAL if _depends(line, words) else Modality.PLANNED
    if when == "future" or (when is None and lemmas & lists["announcing"] and not lemmas & lists["holding"]):
        return Modality.PLANNED
    return Modality.ASSERTED


def _describes(word: Word, line: Sequence[Word], at: int) -> bool:
    """Whether a participle after a comma is about a noun: "la firma definitiva, prevista para el jueves"."""
    if not word.passive:
        return False
    first = next(n for n, other in enumerate(line) if other.clause == word.clause)
    return at < first <= at + 4


def _is_denied_noun(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    lead = [word.lower for word in line[max(0, at - 4) : at] if word.clause == line[at].clause]
    return bool(words.words["none_of"] & set(lead[-2:])) or (
        any(word in words.words["negations"] for word in lead) and any(word in words.words["existing"] for word in lead)
    )
