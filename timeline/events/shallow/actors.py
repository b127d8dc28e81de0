"""Who takes part: runs of capitals, groups that act, states and their capitals, with one name for each in an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.events.shallow.clauses import Word
from timeline.events.shallow.lexicon import Lexicon

MAX_PARTICIPANTS = 6


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence: its first and last word, and what it is called in the article."""

    first: int
    last: int
    name: str
    placed: bool = False


def named(line: Sequence[Word], words: Lexicon, known: Mapping[str, str]) -> list[Named]:
    """Return the names of a sentence.

    Args:
        line: its words.
        words: of the language.
        known: short form -> full name in the article, from `full_names`.

    >>> from timeline.events.shallow.clauses import split
    >>> from timeline.events.shallow.lexicon import lexicon
    >>> es = lexicon("es")
    >>> [n.name for n in named(split("El ministro Rubén Aliendre viajó a Chile con la policía.", 0, 56, es), es, {})]
    ['Rubén Aliendre', 'Chile', 'policía']
    """
    found = []
    at = 0
    while at < len(line):
        end = _run(line, at, words)
        if end:
            name = " ".join(word.text for word in line[at:end])
            canonical = known.get(name) or words.states.get(name) or name
            placed = _is_place(line, at, words) and name not in known
            found.append(Named(at, end - 1, canonical, placed))
            at = end
            continue
        word = line[at]
        if word.verb is None and word.lower in words.words["groups"] and at and line[at - 1].lower in words.words["determiners"]:
            found.append(Named(at, at, word.lower))
        elif word.lower in words.states and word.text[0].islower():
            found.append(Named(at, at, words.states[word.lower]))
        at += 1
    return found


def _run(line: Sequence[Word], at: int, words: Lexicon) -> int:
    """Where a run of capitals ends that begins at a word; 0 where none begins."""
    if not _capital(line[at]) or (at == 0 and not _is_name(line, at, words)):
        return 0
    end = at + 1
    headed = line[at].lower in words.words["heads"]
    while end < len(line):
        if _capital(line[end]):
            end += 1
        elif headed and line[end].lower in {"de", "del"} and (after := _after_article(line, end + 1)) and not _is_state(line, after, words):
            end = after + 1
        else:
            break
    return end


def _after_article(line: Sequence[Word], at: int) -> int:
    """The next word with a capital, after an article at most; 0 where there is none."""
    for n in (at, at + 1):
        if n < len(line) and _capital(line[n]):
            return n
        if n < len(line) and line[n].lower not in {"la", "los", "las", "el"}:
            return 0
    return 0


def _is_state(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    return line[at].text in words.states or " ".join(word.text for word in line[at : at + 2]) in words.states


def _is_name(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    """Whether the capital that opens a sentence is one of a name."""
    word = line[at]
    lists = words.words
    if word.verb is not None or any(word.lower in lists[key] for key in ("determiners", "prepositions", "openers", "negations", "clitics", "linkers")):
        return False
    after = line[at + 1] if len(line) > at + 1 else None
    return word.text in words.states or word.text.isupper() or (after is not None and (_capital(after) or after.verb is not None)) or (
        word.lower in lists["heads"]
    )


def _capital(word: Word) -> bool:
    return word.text[0].isupper() and word.lower != "<date>" and (word.verb is None or not word.finite)


def _is_place(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    """Whether a name stands where something happened: "en La Paz", "a la plaza"."""
    lead = [word.lower for word in line[max(0, at - 2) : at]]
    if lead and lead[-1] in {"la", "el", "los", "las"}:
        lead = lead[:-1]
    return bool(lead) and lead[-1] == "en" and line[at].lower not in words.words["heads"] - {"real"}


def full_names(lines: Sequence[Sequence[Word]], words: Lexicon) -> dict[str, str]:
    """Return the full name that each short form in an article stands for: surnames, and capitals in brackets after a name."""
    found: dict[str, str] = {}
    for line in lines:
        for n in named(line, words, {}):
            parts = [word.text for word in line[n.first : n.last + 1]]
            if len(parts) > 1 and parts[0].lower() not in words.words["heads"] and n.name not in words.states.values():
                found.setdefault(parts[-1], n.name)
            after = [word.text for word in line[n.last + 1 : n.last + 4]]
            if len(after) == 3 and after[0] == "(" and after[2] == ")" and after[1].isupper():
                found.setdefault(after[1], n.name)
    return {short: full for short, full in found.items() if short not in words.states}


def participants(at: int, line: Sequence[Word], names: Sequence[Named]) -> tuple[str, ...]:
    """Return who takes part in what a word names: those of its clause, the ones before the word first.

    Args:
        at: the word.
        line: its sentence.
        names: of the sentence.
    """
    own = [n for n in names if line[n.first].clause == line[at].clause and not n.placed]
    ordered = sorted(own, key=lambda n: (n.first > at, n.first))
    return tuple(dict.fromkeys(n.name for n in ordered))[:MAX_PARTICIPANTS]


def place(at: int, line: Sequence[Word], names: Sequence[Named]) -> str | None:
    """Return where it happened, as its clause says."""
    return next((n.name for n in names if n.placed and line[n.first].clause == line[at].clause), None)


def of_clause(clause: int, line: Sequence[Word], names: Sequence[Named]) -> Iterator[str]:
    """Yield the names of a clause."""
    yield from (n.name for n in names if line[n.first].clause == clause and not n.placed)
