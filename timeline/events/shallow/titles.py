"""A headline from the words of a clause: without its date, whole to the last word."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events.shallow.clauses import DATE, Word
from timeline.events.shallow.lexicon import Lexicon
from timeline.events.shallow.spotting import Spotted
from timeline.limits import MAX_TITLE_CHARS

Range = tuple[int, int]
_LONGEST, _SHORT = 5, 40
"""Words of an antecedent at most; letters of a clause that is too short to say what it is about."""
_QUOTES = '«»“”"¿?¡!()…'


def title(
    spotted: Spotted, line: Sequence[Word], text: str, words: Lexicon, who: Sequence[str] = (), counted: Range = (0, 0)
) -> str:
    """Return a headline of at most 90 characters.

    Args:
        spotted: the word that names the happening.
        line: its sentence.
        text: the article's text.
        words: of the language.
        who: who takes part, for a noun that says nothing else.
        counted: offsets of the words that its date counts from, which belong to the date.
    """
    at, clause = line[spotted.at], line[spotted.at].clause
    own = [word for word in line if word.clause == clause and not (counted[0] <= word.start < counted[1] and word is not at)]
    if spotted.noun and any(word.finite for word in own):
        own = own[own.index(line[spotted.at]) :]
        stop = next((n for n, word in enumerate(own[1:], 1) if word.finite or word.text in ",;:."), len(own))
        own = own[:stop]
    else:
        own = [*_antecedent(own, line, words), *own, *_said(own, line, clause, words)]
    own = _without_dates([*_cited(spotted, own, line), *own], words)
    own = [word for n, word in enumerate(own) if n == 0 or word.lower not in words.words["relatives"] or word.clause != clause]
    while own and own[0].lower in words.words["openers"] | words.words["linkers"] | {",", ";", ":", "—", "–", "-", "."}:
        own = own[1:]
    made = _cut(_spelt(own, text), words)
    if not spotted.noun and " " not in made:  # «Bloquearemos la ruta», advirtió
        quoted = _without_dates([word for word in line if word.clause != clause and word.end <= at.start], words)
        return _cut(f"{made}: {_spelt(quoted, text)}".strip(": "), words)
    named = next((name for name in who if name not in made), None)
    return f"{made} {min(words.words['of'])} {named}" if spotted.noun and " " not in made and named else made


def _antecedent(own: Sequence[Word], line: Sequence[Word], words: Lexicon) -> list[Word]:
    """What a relative clause is about, without its article: "el edificio que se derrumbó" is "edificio … se derrumbó"."""
    if not own or own[0].lower not in words.words["relatives"]:
        return []
    found: list[Word] = []
    for word in reversed(line[: line.index(own[0])]):
        small = word.lower in words.words["determiners"] | words.words["prepositions"]
        if word.verb is not None or small or len(found) == _LONGEST:
            break
        if word.text not in _QUOTES and word.text not in ",;:":
            found.insert(0, word)
        elif found:
            break
    return found


def _said(own: Sequence[Word], line: Sequence[Word], clause: int, words: Lexicon) -> list[Word]:
    """The clause that a verb of saying leads to, where the verb's own says nothing: "anunció que cerrará la mina"."""
    if not own or sum(len(word.text) for word in own) > _SHORT:
        return []
    after = [word for word in line if word.start >= own[-1].end]
    inner = next((word.clause for word in after if word.lower in words.words["that"] and word.clause != clause), None)
    return [word for word in after if word.clause == inner] if after and after[0].clause == inner else []


def _cited(spotted: Spotted, own: Sequence[Word], line: Sequence[Word]) -> list[Word]:
    """The words quoted right before a verb of saying: "«Nunca escondimos nada», sostuvo"."""
    first = next((word for word in own if word.text[0].isalnum()), None)
    if spotted.noun or first is not line[spotted.at] or sum(word.text[0].isalnum() and word.lower != DATE for word in own) == 1:
        return []
    marks = [word for word in line[max(0, spotted.at - 2) : spotted.at] if word.text in _QUOTES]
    return [word for word in line[: spotted.at] if word.clause != first.clause] if marks else []


def _without_dates(own: Sequence[Word], words: Lexicon) -> list[Word]:
    """The words without time expressions and the prepositions and commas that only lead to them."""
    kept: list[Word] = []
    for word in own:
        if word.lower == DATE:
            while kept and (kept[-1].lower in words.words["prepositions"] | words.words["leading"] or kept[-1].text == ","):
                kept.pop()
        elif word.text not in _QUOTES and not (word.text == "," and not kept):
            kept.append(word)
    return kept


def _spelt(own: Sequence[Word], text: str) -> str:
    """The words as they stand, with a blank where the text has one or where something was left out."""
    parts: list[str] = []
    for n, word in enumerate(own):
        tight = n > 0 and (own[n - 1].end == word.start or word.text in ",;:.%")
        parts.append(("" if tight or n == 0 else " ") + text[word.start : word.end])
    return " ".join("".join(parts).split())


def _cut(words_of: str, words: Lexicon) -> str:
    """The longest beginning that fits and does not break off in the middle of a phrase."""
    kept = words_of.split()
    if len(words_of) > MAX_TITLE_CHARS:
        while kept and len(" ".join(kept)) > MAX_TITLE_CHARS:
            kept.pop()
        ends = [n for n, word in enumerate(kept) if word.endswith((",", ";", ":"))]
        if ends and ends[-1] >= 5:
            kept = kept[: ends[-1] + 1]
    while kept and (kept[-1].lower().strip(",.;:") in words.words["dangling"] or not kept[-1].strip(",.;:—–-")):
        kept.pop()
    made = " ".join(kept).strip(" ,.;:—–-|")
    return made[:1].upper() + made[1:]
