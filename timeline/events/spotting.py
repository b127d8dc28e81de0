"""Finds names in running text by the way news writes them: capitals, titles, appositions, acronyms in brackets.

No statistics and no parse: the small statistical recognizer costs as much time as everything else, and errs on the unknown
names that news is about.  A name at the start of a sentence counts once the article also writes it inside one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from timeline.events.gazetteer import gazetteer

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'&.][^\W_]+)*")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W_])")
_ABBREVIATED = frozenset("Mr Mrs Ms Dr Prof Rev Sen Rep Gov Gen Col Capt Lt Sgt Maj Adm St Hon Mt Brig Cmdr Jr Sr No Sra".split())
_PEOPLES = frozenset("people women men children workers farmers miners teachers students veterans patients".split())
_JOINS_OF = frozenset({"of", "for", "on"})
_OPENING = re.compile(r"[\s\"'“‘«(\[*•\-–—:#>]*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence without its possessive ending, with offsets into the article."""

    start: int
    end: int
    text: str
    owner: bool = False
    opens: bool = False

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is ("Iran", "al-Qaeda", "eBay")."""
        first = self.text[:1]
        return first.isupper() or (self.text[1:2].isupper() and first.isalpha()) or bool(re.match(r"al-[A-Z]", self.text))


@dataclass(frozen=True, slots=True)
class Spotted:
    """One run of capitalized words that may be a name.

    Args:
        start, end: offsets of the name itself, without titles and offices.
        text: the name with its blanks collapsed.
        title: form of address or office in front of it ("Foreign Minister", "Ms"), or "".
        opens: whether it begins a sentence, so that the capital says little.
    """

    start: int
    end: int
    text: str
    title: str = ""
    opens: bool = False


def words(text: str, start: int, end: int) -> list[Word]:
    """Return the words of a stretch of text, possessive endings cut off and marked.

    >>> [(word.text, word.owner) for word in words("Iran's Novillo", 0, 14)]
    [('Iran', True), ('Novillo', False)]
    """
    found: list[Word] = []
    after_opening = _OPENING.match(text, start, end)
    first = after_opening.end() if after_opening else start
    for match in _WORD.finditer(text, start, end):
        ending = _POSSESSIVE.search(match.group())
        stop = match.end() - len(ending.group()) if ending else match.end()
        owner = ending is not None or (text[stop - 1 : stop] == "s" and text[stop : stop + 1] in {"'", "’"})
        opens = match.start() <= first or _opens(text, match.start())
        found.extend(_unhyphenated(Word(match.start(), stop, text[match.start() : stop], owner, opens)))
    return found


def _opens(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip()
    return before.endswith(("“", '"', "‘", ":", "?", "!", "…", "*", "—", "•")) or (
        before.endswith(".") and text[at - 2 : at - 1] == "."
    )


def _unhyphenated(word: Word) -> Iterator[Word]:
    """Split "Iran-Bolivia" where both halves are states or adjectives of states."""
    lists = gazetteer()
    parts = _HYPHEN.split(word.text)
    if (
        len(parts) > 1
        and word.text not in lists.states
        and all(part in lists.states or part in lists.adjectives for part in parts)
    ):
        at = word.start
        for part in parts:
            yield Word(at, at + len(part), part, word.owner and part is parts[-1], word.opens and part is parts[0])
            at += len(part) + 1
    else:
        yield word


def spot(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Spotted]:
    """Yield the possible names of some sentences, given by their offsets.

    >>> text = "Defense Minister Edmundo Novillo met the Institute for the Study of War in Tehran."
    >>> [(name.title, name.text) for name in spot(text, [(0, len(text))])]
    [('Defense Minister', 'Edmundo Novillo'), ('', 'Institute for the Study of War'), ('', 'Tehran')]
    """
    for start, end in sentences:
        listed = words(text, start, end)
        if not _shouting(text[start:end], listed):
            for run in _runs(text, listed):
                yield from _names(text, run)


def _shouting(sentence: str, listed: list[Word]) -> bool:
    """Say whether capitals mean nothing here: a headline in title case or a line all in capitals."""
    if len(listed) < 2 or sum(word.text.isupper() for word in listed) * 2 > len(listed):
        return len(listed) > 2
    long = [word for word in listed if len(word.text) > 3 and word.text[0].isalpha()]
    return sentence.rstrip()[-1:] not in '.!?"”’:' and len(long) > 3 and sum(word.capital for word in long) * 5 > len(long) * 4


def _runs(text: str, listed: list[Word]) -> Iterator[list[Word]]:
    """Group capitalized words, with the small words that join them."""
    at = 0
    while at < len(listed):
        if not _may_begin(listed, at):
            at += 1
            continue
        stop = at + 1
        while stop < len(listed):
            gained = _joins(text, listed, at, stop)
            if not gained:
                break
            stop += gained
        yield listed[at:stop]
        at = stop


def _may_begin(listed: list[Word], at: int) -> bool:
    word, lists = listed[at], gazetteer()
    if not word.capital or word.text == "I":
        return False
    following = listed[at + 1] if at + 1 < len(listed) else None
    if word.text in lists.words["calendar"]:
        # "May Ulusoy" and "April Jones" are people, "May 5" and "May Day" are not.
        return bool(word.text.lower() in lists.words["given"] and following and following.capital
                    and following.text.isalpha() and following.text not in lists.words["calendar"]
                    and following.text not in lists.words["things"])  # fmt: skip
    opener = word.opens and not word.text.isupper() and word.text.lower() in lists.words["openers"]
    return not opener or bool(_office_at(listed, at)) or (following is not None and _pair(word, following))


def _pair(word: Word, following: Word) -> bool:
    """ "High Court" and "New York" begin a sentence as names although "High" and "New" are plain words."""
    lists, both = gazetteer(), f"{word.text} {following.text}"
    words = (lists.words["places"], lists.words["bodies"], lists.words["regions"])
    return any(both in table for table in (lists.states, lists.capitals, lists.organizations, *words))


def _office_at(listed: list[Word], at: int) -> int:
    """Return how many words from here on are a form of address or an office."""
    lists = gazetteer()
    for size in (3, 2, 1):
        phrase = " ".join(word.text for word in listed[at : at + size])
        if len(listed) - at >= size and (
            phrase in lists.words["honorifics"]
            or phrase in lists.words["offices"]
            or phrase.removesuffix("s") in lists.words["offices"]
        ):
            return size
    return 0


def _joins(text: str, listed: list[Word], first: int, at: int) -> int:
    """Return how many words from here on continue the run that begins at first, 0 for none."""
    last, word = listed[at - 1], listed[at]
    between = text[last.end : word.start]
    if last.owner:
        return _owned(listed, at)
    shortened = between == ". " and (last.text in _ABBREVIATED or len(last.text) == 1)
    if between.strip() and not shortened and between != " & ":
        return 0
    if "\n" in between or (word.opens and between.strip() and not shortened):
        return 0
    if between == " " and word.text.isdigit() and last.text in gazetteer().words["sites"]:
        return 1  # "Route 1984", "Quay 4"
    if last.text in gazetteer().states and word.text in gazetteer().states:
        return 0
    if word.capital:
        return (
            0
            if word.text in gazetteer().words["calendar"]
            and listed[first].text not in {"Black", "Bloody"}
            and not _surname(listed, first, at)
            else 1
        )
    return _joined(listed, first, at)


def _surname(listed: list[Word], first: int, at: int) -> bool:
    """Say whether a month is a surname here: after a form of address or a first name ("Ms March", "Julia March")."""
    lists = gazetteer()
    return listed[at - 1].text in lists.words["honorifics"] or (
        at - first <= 2
        and listed[at - 1].text.lower() in lists.words["given"]
        and listed[at - 1].text not in lists.words["calendar"]
    )


def _owned(listed: list[Word], at: int) -> int:
    """ "British Importers' Federation" and "People's Party" are one name, "Iran's Guard" is two."""
    lists, last, word = gazetteer(), listed[at - 1], listed[at]
    plural = last.text.endswith("s") and last.text not in lists.states
    if not (plural or last.text.lower() in _PEOPLES):
        return 0
    if word.capital and (
        word.text in lists.words["suffixes"] or (at + 1 < len(listed) and listed[at + 1].text in lists.words["suffixes"])
    ):
        return 1
    both = word.text == "and" and at + 2 < len(listed) and listed[at + 1].owner and listed[at + 2].text in lists.words["suffixes"]
    return 3 if both else 0


def _joined(listed: list[Word], first: int, at: int) -> int:
    """Return the length of a joint of small words ("of the", "van der") with the capitalized word after it."""
    lists = gazetteer()
    joint = 0
    while at + joint < len(listed) and joint < 3 and not listed[at + joint].capital:
        joint += 1
    if at + joint >= len(listed) or not listed[at + joint].capital or listed[at + joint].text in lists.words["calendar"]:
        return 0
    small = [word.text.lower() for word in listed[at : at + joint]]
    phrase, name = " ".join(small), [word.text for word in listed[first:at]]
    if phrase in lists.words["particles"]:
        return joint + 1 if name[-1] not in lists.states else 0
    if small[0] in _JOINS_OF and small[1:] in ([], ["the"]) and (_head(name) or (small[0] == "of" and "for" in name)):
        return joint + 1
    if small == ["and"] and listed[first - 1 : first] and listed[first - 1].text.lower() == "the" and not _known(name[-1]):
        stop = at + 1
        while stop < len(listed) and stop < at + 5 and listed[stop].capital:
            if listed[stop].text in lists.words["suffixes"]:
                return 2
            stop += 1
    return 2 if small == ["and"] and "of" in name and _topic(listed, at) else 0


def _head(name: list[str]) -> bool:
    heads = gazetteer().words["heads"]
    return name[-1] in heads or " ".join(name[-2:]) in heads


def _known(word: str) -> bool:
    lists = gazetteer()
    return any(word in table for table in (lists.states, lists.capitals, lists.organizations, lists.words["places"]))


def _topic(listed: list[Word], at: int) -> bool:
    """ "Ministry of Trade and Industry": both are plain English nouns rather than names of their own."""
    return (
        not _known(listed[at - 1].text)
        and not _known(listed[at + 1].text)
        and listed[at - 1].text.endswith(("e", "y", "s", "ing", "h", "n", "t"))
    )


def _names(text: str, run: list[Word]) -> Iterator[Spotted]:
    """Cut a run into the names before an office, the leading adjectives, and the name that the office belongs to."""
    lists, at = gazetteer(), 0
    title: list[str] = []
    while at < len(run):
        rest, size = run[at:], _office_at(run, at)
        if size and size < len(rest):
            title.extend(word.text for word in rest[:size])
            at += size
        elif not title and len(rest) > 1 and (cut := _before_office(run, at)):
            yield _spotted(text, run[at:cut], "")
            at = cut
        elif (
            not title
            and len(rest) == 3
            and rest[0].text.lower() in lists.lower["roles"]
            and rest[1].text.lower() in lists.words["given"]
        ):
            title.append(rest[0].text)
            at += 1
        elif not title and len(rest) > 1 and _empty(rest):
            at += 1
        else:
            break
    left = run[at:]
    if left and len(left) != _office_at(run, at) and not _opener(left):
        yield _spotted(text, left, " ".join(title))


def _before_office(run: list[Word], at: int) -> int:
    """Return where an office or a first name begins that other names stand before ("Iranian | President Raisi"), or 0."""
    lists = gazetteer()
    if run[-1].text in lists.words["sites"] or run[-1].text in lists.words["suffixes"]:
        return 0
    for cut in range(at + 1, len(run) - 1):
        size = _office_at(run, cut)
        if size and cut + size < len(run) and run[cut].text not in lists.words["suffixes"]:
            return cut
    state = run[at].text in lists.adjectives or run[at].text in lists.states
    person = len(run) - at == 3 and run[at + 1].text.lower() in lists.words["given"]
    return at + 1 if state and person and run[-1].text not in lists.words["suffixes"] else 0


def _empty(rest: list[Word]) -> bool:
    """Say whether a run begins with a capitalized word that is no part of the name ("Two Ostranian", "The Post")."""
    lists = gazetteer()
    first = rest[0].text
    return (
        first.lower() in lists.words["openers"]
        and first not in lists.words["calendar"]
        and not _pair(rest[0], rest[1])
        and (rest[0].opens or first.lower() in {"the", "a", "an", "two", "three", "one"})
    )


def _opener(run: list[Word]) -> bool:
    if len(run) > 1:
        return False
    word = run[0].text
    return (
        len(word) < 2
        or any(char.isdigit() for char in word)
        or (not word.isupper() and word.lower() in gazetteer().words["openers"])
    )


def _spotted(text: str, run: list[Word], title: str) -> Spotted:
    return Spotted(
        run[0].start, run[-1].end, " ".join(text[run[0].start : run[-1].end].split()), title, run[0].opens and not title
    )
