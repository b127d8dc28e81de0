"""Who takes part: runs of capitals, groups that act, states and their capitals, with one name for each in an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.events.shallow.clauses import DATE, Word
from timeline.events.shallow.lexicon import Lexicon

MAX_PARTICIPANTS = 6
_NEAR = 2
"""Words between a name and the relative clause about it: "Ana Paz, que"."""


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
        end = _run(line, at, words, known)
        if end:
            name = " ".join(word.text for word in line[at:end])
            placed = name not in known and (
                _is_place(line, at, words) or (name in words.capitals and _after_preposition(line, at, words))
            )
            canonical = known.get(name) or (name if placed and name in words.capitals else words.states.get(name, name))
            if not _is_portfolio(line, at, words):
                found.append(Named(at, end - 1, canonical, placed))
            at = end
            continue
        word = line[at]
        if word.lower in words.words["offices"] and (holder := _holder(line, at, known)):
            found.append(Named(at, at, holder))
        elif (
            word.verb is None and word.lower in words.words["groups"] and at and line[at - 1].lower in words.words["determiners"]
        ):
            found.append(Named(at, at, word.lower))
        elif word.lower in words.states and word.text[0].islower():
            found.append(Named(at, at, words.states[word.lower]))
        at += 1
    return found


def _after_preposition(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    return at > 0 and line[at - 1].lower in words.words["prepositions"]


def _is_portfolio(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    """Whether a run of capitals is what somebody is minister of: "el ministro de Economía"."""
    return (
        at > 1
        and line[at - 1].lower in words.words["of"]
        and line[at - 2].lower in words.words["offices"]
        and line[at].text not in words.states
    )


def _holder(line: Sequence[Word], at: int, known: Mapping[str, str]) -> str | None:
    """Who is meant by "the minister": the one whom the article introduces so, unless the name stands beside."""
    after = line[at + 1 : at + 3]
    named_here = any(_capital(word) for word in after[:1]) or (len(after) > 1 and after[0].text == "," and _capital(after[1]))
    return None if named_here or at == 0 else known.get(line[at].lower)


def _run(line: Sequence[Word], at: int, words: Lexicon, known: Mapping[str, str]) -> int:
    """Where a run of capitals ends that begins at a word; 0 where none begins."""
    if line[at].text in known:
        return at + 1
    if not _capital(line[at]) or (_begins(line, at) and not _is_name(line, at, words)):
        return 0
    end = at + 1
    headed = line[at].lower in words.words["heads"]
    while end < len(line):
        if _capital(line[end]):
            end += 1
        elif (
            headed
            and line[end].lower in words.words["of"]
            and (after := _after_article(line, end + 1, words))
            and not _is_state(line, after, words)
        ):
            end = after + 1
        else:
            break
    return end


def _begins(line: Sequence[Word], at: int) -> bool:
    """Whether a word opens the sentence or a quotation in it, where every word has a capital."""
    return all(not word.text[0].isalnum() for word in line[:at]) or line[at - 1].text in '«“"¿¡:'


def _after_article(line: Sequence[Word], at: int, words: Lexicon) -> int:
    """The next word with a capital, after an article at most; 0 where there is none."""
    for n in (at, at + 1):
        if n < len(line) and _capital(line[n]):
            return n
        if n < len(line) and line[n].lower not in words.words["articles"]:
            return 0
    return 0


def _is_state(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    return line[at].text in words.states or " ".join(word.text for word in line[at : at + 2]) in words.states


def _is_name(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    """Whether the capital that opens a sentence is one of a name."""
    word = line[at]
    lists = words.words
    if word.text in words.states or " ".join(w.text for w in line[at : at + 2]) in words.states:
        return True
    if word.verb is not None or any(
        word.lower in lists[key] for key in ("determiners", "prepositions", "openers", "negations", "clitics", "linkers")
    ):
        return False
    after = line[at + 1] if len(line) > at + 1 else None
    return (
        word.text.isupper()
        or (after is not None and (_capital(after) or after.verb is not None))
        or (word.lower in lists["heads"])
    )


def _capital(word: Word) -> bool:
    return word.text[0].isupper() and word.lower != DATE and (word.verb is None or not word.finite)


def _is_place(line: Sequence[Word], at: int, words: Lexicon) -> bool:
    """Whether a name stands where something happened: "en La Paz", "a la plaza"."""
    lead = [word.lower for word in line[max(0, at - 2) : at]]
    if lead and lead[-1] in words.words["articles"]:
        lead = lead[:-1]
    return bool(lead) and lead[-1] in words.words["place"] and line[at].lower not in words.words["heads"] - {"real"}


def full_names(lines: Sequence[Sequence[Word]], words: Lexicon) -> dict[str, str]:
    """Return the full name that each short form in an article stands for: surnames, and capitals in brackets after a name."""
    found: dict[str, str] = {}
    for line in lines:
        for n in named(line, words, {}):
            parts = [word.text for word in line[n.first : n.last + 1]]
            if len(parts) > 1 and parts[0].lower() not in words.words["heads"] and n.name not in words.states.values():
                found.setdefault(parts[-1], n.name)
                office = _office(line, n.first, words)
                if office:
                    found.setdefault(office, n.name)
            after = [word.text for word in line[n.last + 1 : n.last + 4]]
            if len(after) == 3 and after[0] == "(" and after[2] == ")" and after[1].isupper():
                found.setdefault(after[1], n.name)
    return {short: full for short, full in found.items() if short not in words.states}


def _office(line: Sequence[Word], first: int, words: Lexicon) -> str | None:
    """The office in front of a name: "el ministro Rubén Aliendre", "la ministra de Salud, Ana Paz"."""
    for word in reversed(line[max(0, first - 5) : first]):
        if word.lower in words.words["offices"]:
            return word.lower
        if word.verb is not None:
            return None
    return None


def participants(at: int, line: Sequence[Word], names: Sequence[Named], words: Lexicon) -> tuple[str, ...]:
    """Return who takes part in what a word names: those of its clause, the ones before the word first.

    Args:
        at: the word.
        line: its sentence.
        names: of the sentence.
        words: of the language.

    >>> from timeline.events.shallow.clauses import split
    >>> from timeline.events.shallow.lexicon import lexicon
    >>> es = lexicon("es")
    >>> line = split("Ana Paz viajó ayer y firmó el acta.", 0, 35, es)
    >>> participants(5, line, named(line, es, {}), es)
    ('Ana Paz',)
    """
    own = [n for n in names if line[n.first].clause == line[at].clause and not n.placed]
    ordered = sorted(own, key=lambda n: (n.first > at, n.first))
    told = [] if any(n.first < at for n in own) else _subject(at, line, names, words)
    return tuple(dict.fromkeys(n.name for n in (*told, *ordered)))[:MAX_PARTICIPANTS]


def _subject(at: int, line: Sequence[Word], names: Sequence[Named], words: Lexicon) -> list[Named]:
    """Whom a clause without a subject of its own goes on about: "Ana Paz viajó y firmó", "Ana Paz, que firmó"."""
    lists = words.words
    first = next(n for n, word in enumerate(line) if word.clause == line[at].clause)
    if first == 0 or line[at].verb is None:
        return []
    if line[first].lower in lists["relatives"]:
        near = [n for n in names if 0 < first - n.last <= _NEAR]
        return near[-1:]
    if line[first].lower not in lists["linkers"] | lists["continuing"]:
        return []
    verb = next((n for n in range(first - 1, -1, -1) if line[n].finite), None)
    if verb is None:
        return []
    return [n for n in names if n.last < verb and line[n.first].clause == line[verb].clause and not n.placed]


def place(at: int, line: Sequence[Word], names: Sequence[Named]) -> str | None:
    """Return where it happened, as its clause says."""
    return next((n.name for n in names if n.placed and line[n.first].clause == line[at].clause), None)


def of_clause(clause: int, line: Sequence[Word], names: Sequence[Named]) -> Iterator[str]:
    """Yield the names of a clause."""
    yield from (n.name for n in names if line[n.first].clause == clause and not n.placed)
