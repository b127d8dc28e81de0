"""A headline from the words of a clause: without its date, whole to the last word."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events.shallow.clauses import Word
from timeline.events.shallow.lexicon import Lexicon
from timeline.events.shallow.spotting import Spotted
from timeline.limits import MAX_TITLE_CHARS

_QUOTES = "«»“”\"¿?¡!()…"


def title(spotted: Spotted, line: Sequence[Word], text: str, words: Lexicon) -> str:
    """Return a headline of at most 90 characters.

    Args:
        spotted: the word that names the happening.
        line: its sentence.
        text: the article's text.
        words: of the language.
    """
    own = [word for word in line if word.clause == line[spotted.at].clause]
    if spotted.noun and any(word.finite for word in own):
        own = own[own.index(line[spotted.at]) :]
        stop = next((n for n, word in enumerate(own[1:], 1) if word.finite or word.text in ",;:."), len(own))
        own = own[:stop]
    own = _without_dates(own, words)
    while own and own[0].lower in words.words["openers"] | words.words["linkers"] | {",", ";", ":", "—", "–", "-", "."}:
        own = own[1:]
    return _cut(_spelt(own, text), words)


def _without_dates(own: Sequence[Word], words: Lexicon) -> list[Word]:
    """The words without time expressions and the prepositions and commas that only lead to them."""
    kept: list[Word] = []
    for word in own:
        if word.lower == "<date>":
            while kept and (kept[-1].lower in words.words["prepositions"] or kept[-1].text == ","):
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
