"""A sentence cut into words and clauses: where verbs stand, and which words belong to which of them.

A clause begins at a relative pronoun or conjunction, and at a mark of punctuation; a stretch without a verb of its own goes to
the clause that it interrupts, opens or ends.  Abney (1991), "Parsing by chunks", is the idea: small pieces first, no full tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.events.shallow.lexicon import REFLEXIVE, Form, Lexicon, agreeing, readings

_TOKEN = re.compile(r"\d[\d.,/]*\d|[^\W_]+(?:[-’'][^\W_]+)*|[^\s\w]")
_BREAKS = frozenset(',;:()«»“”"—–¿?¡!.…')
_PAST = re.compile(r"\w{2,}(?:ó|aron|ieron)")
"""Endings that only verbs have, for those that no list holds."""
_FAR = 12
"""Words before a subjunctive in which what it needs stands."""
DATE = "<date>"
"""What a time expression reads as."""
_QUOTES = frozenset('«»“”"')
FINITE = frozenset({"present", "past", "imperfect", "subjunctive", "past_subjunctive", "future", "conditional"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a sentence.

    Args:
        text, lower: as written, and in lower case.
        start, end: offsets in the article's text.
        verb: its reading as a verb; None where it is none.
        clause: number of its clause.
        linked: whether a pronoun "se" stands before it or hangs on it.
        passive: whether it is a participle after "ser", or one that describes a noun.
        perfect: tense of "haber" before a participle, or "".
    """

    text: str
    lower: str
    start: int
    end: int
    verb: Form | None = None
    clause: int = 0
    linked: bool = False
    passive: bool = False
    perfect: str = ""

    @property
    def finite(self) -> bool:
        """Whether it is the verb that a clause stands on."""
        return self.verb is not None and (self.verb.tense in FINITE or bool(self.perfect))


def split(text: str, start: int, end: int, words: Lexicon, dates: Sequence[tuple[int, int]] = ()) -> tuple[Word, ...]:
    """Cut a sentence into words with their clauses.

    Args:
        text: the article's text.
        start, end: the sentence in it.
        words: of its language.
        dates: offsets of its time expressions, each of which is one word here.

    >>> from timeline.events.shallow.lexicon import lexicon
    >>> found = split("El lunes firmó el acta, que nadie leyó.", 0, 39, lexicon("es"))
    >>> [(word.text, word.clause) for word in found if word.finite]
    [('firmó', 0), ('leyó', 1)]
    """
    plain = list(_words(text, start, end, dates, words))
    verbs = [_verbal(plain, i, words) for i in range(len(plain))]
    return _with_clauses(verbs, words)


def _words(text: str, start: int, end: int, dates: Sequence[tuple[int, int]], words: Lexicon) -> Iterator[Word]:
    at = start
    for first, last in (*dates, (end, end)):
        yield from (Word(m.group(), m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text, at, first))
        tail = _TOKEN.findall(text, first, last)[-1:]
        joined = bool(tail) and tail[0] in words.words["determiners"]  # "tres días después del | atentado"
        stop = text.rindex(tail[0], first, last) if joined else last
        if first < stop:
            yield Word(text[first:stop], DATE, first, stop)
        at = max(at, stop)


def _verbal(line: Sequence[Word], i: int, words: Lexicon) -> Word:
    """A word with its reading as a verb, judged by the words before it."""
    word, lists = line[i], words.words
    before = [w.lower for w in line[max(0, i - 4) : i] if w.text not in _QUOTES][::-1]
    last = before[0] if before else ""
    if not word.text[0].isalpha() or word.lower in lists["not_verbs"] | lists["prepositions"] | lists["determiners"] | {DATE}:
        return word
    if word.text[0].isupper() and i > 0 and line[i - 1].text not in _BREAKS:
        return word  # a name
    participle = next(agreeing(word.lower, words), None)
    helper = _helper(before, words) if participle is not None else ""
    if participle is not None and helper and (helper not in lists["haber"] or word.lower.endswith("o")):
        perfect = helper if helper in lists["haber"] else ""
        return replace(word, verb=participle, passive=not perfect, perfect=perfect, linked=REFLEXIVE in before)
    wished = bool(lists["wished"] & {w.lower for w in line[max(0, i - _FAR) : i]})
    options = [
        (form, se)
        for form, se in readings(word.lower, words)
        if form.tense != "participle" and (wished or form.tense != "subjunctive")
    ]
    if options and not _is_noun(word.lower, options[0][0], last, words):
        linked = REFLEXIVE in before[:2] or options[0][1]
        form = next((f for f, _ in options if f.lemma.endswith(REFLEXIVE) is linked), options[0][0])
        return replace(word, verb=form, linked=linked)
    if participle is not None:
        return word if last in lists["determiners"] else replace(word, verb=participle, passive=True)
    if _PAST.fullmatch(word.lower):
        return replace(word, verb=Form(word.lower, "past"))
    return word


def _helper(before: Sequence[str], words: Lexicon) -> str:
    """The auxiliary of a participle: "ha firmado", "fue ayer detenido", "había sido detenido"."""
    for word in before:
        if word in words.words["ser"] or word in words.words["haber"]:
            return word
        amid = word in words.words["negations"] | words.words["amid"] or word.endswith(tuple(words.words["amid_endings"]))
        if not amid:
            return ""
    return ""


def _is_noun(word: str, form: Form, last: str, words: Lexicon) -> bool:
    """Whether a form that nouns share is one here: "la firma", "en marcha", but "firma" after "se" or a name."""
    lists = words.words
    if last in lists["clitics"] and last not in lists["determiners"]:
        return False
    if form.tense in {"infinitive", "gerund"}:
        return last in lists["nominal_articles"]
    if last in lists["determiners"] or (last in lists["prepositions"] and form.tense != "past"):
        return last not in lists["clitics"] or form.tense == "present" or word in words.nouns_of
    return word in words.nouns_of and (not last or last in lists["opening"] or not last[0].isalnum())


def _with_clauses(line: Sequence[Word], words: Lexicon) -> tuple[Word, ...]:
    pieces = list(_pieces(line, words))
    numbers: list[int] = []
    waiting: list[int] = []  # clauses that have no verb yet: an opening phrase, or a subject before what is put between commas
    has_verb: dict[int, bool] = {}
    count = 0
    for n, piece in enumerate(pieces):
        finite = any(line[i].finite for i in piece)
        opens = _opens(line, piece, words)
        if finite and not opens and waiting:
            number = waiting.pop()
        elif not finite and not opens and n > 0 and not _leads(line, pieces, n):
            number = waiting[-1] if waiting else numbers[-1]
        else:
            number, count = count, count + 1
        has_verb[number] = has_verb.get(number, False) or finite
        if not has_verb[number] and number not in waiting and not opens:
            waiting.append(number)
        numbers.append(number)
    placed = {i: number for piece, number in zip(pieces, numbers, strict=True) for i in piece}
    return tuple(replace(word, clause=placed[i]) for i, word in enumerate(line))


def _leads(line: Sequence[Word], pieces: Sequence[Sequence[int]], n: int) -> bool:
    """Whether a date after a colon or full stop belongs to what follows: "sigue preso: el día 10, una jueza le denegó"."""
    here = pieces[n]
    return (
        line[here[0] - 1].text in ":;"
        and any(line[i].lower == DATE for i in here)
        and n + 1 < len(pieces)
        and any(line[i].finite for i in pieces[n + 1])
    )


def _pieces(line: Sequence[Word], words: Lexicon) -> Iterator[list[int]]:
    """Runs of words between marks, relative pronouns and conjunctions that lead to a verb."""
    piece: list[int] = []
    for i, word in enumerate(line):
        if piece and (_starts(line, i, piece, words) or (line[i - 1].text in _BREAKS and word.text not in _BREAKS)):
            yield piece
            piece = []
        piece.append(i)
    if piece:
        yield piece


def _starts(line: Sequence[Word], i: int, piece: Sequence[int], words: Lexicon) -> bool:
    word, lists = line[i], words.words
    if word.lower in lists["openers"]:
        if word.lower in lists["that"] and _is_bound(line, i, words):
            return False
        return not (word.lower in lists["as"] and not any(w.finite for w in line[i + 1 : i + 5]))
    if word.lower in lists["linkers"]:
        ahead = line[i + 1 : i + 9]
        verb = next((n for n, w in enumerate(ahead) if w.finite), None)
        return verb is not None and not any(w.text in _BREAKS or w.lower in lists["openers"] for w in ahead[:verb])
    # A second verb without anything between ends a relative clause: "la delegación que debía viajar nunca llegó".
    return (
        word.lower in lists["negations"]
        and word.lower not in lists["without"]
        and any(line[n].finite for n in piece)
        and (any(w.finite for w in line[i + 1 : i + 4]))
    )


def _is_bound(line: Sequence[Word], i: int, words: Lexicon) -> bool:
    """Whether "que" goes on with a clause: "tenían que votar", "hace tres semanas que empezó"."""
    last, after = line[i - 1], line[i + 1] if i + 1 < len(line) else None
    ago = last.lower == DATE and last.text.lower().startswith(tuple(f"{word} " for word in words.words["ago"]))
    governed = after is not None and after.verb is not None and after.verb.tense == "infinitive"
    return ago or (governed and last.verb is not None and last.verb.lemma in words.words["bound_that"])


def _opens(line: Sequence[Word], piece: Sequence[int], words: Lexicon) -> bool:
    """Whether a piece is a clause of its own: a relative one, or a participle about the noun before it."""
    first = next((line[i] for i in piece if line[i].text not in _BREAKS), None)
    if first is None:
        return False
    if piece[0] > 0 and line[piece[0] - 1].text == ";":
        return True
    return first.lower in words.words["openers"] or (piece[0] > 0 and first.passive and first.verb is not None)


def inside(line: Sequence[Word], clause: int) -> list[Word]:
    """Return the words of a clause, in order."""
    return [word for word in line if word.clause == clause]
