"""Paragraphs and sentences of plain text, by rule: fast, the same everywhere, and good enough for news."""

from __future__ import annotations

import re
from collections.abc import Iterator

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon st sen rep gov gen col maj capt lt sgt brig adm pres sr jr messrs mme mlle "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "inc corp ltd co bros plc vs etc al no nos op cit ca approx est fig vol pp ed eds dept "
    "ave blvd rd mt ft u.s u.k u.n e.u a.m p.m i.e e.g d.c ph.d sra srta dra ing lic gral cnel art av núm pág".split()
)
"""Words whose full stop does not end a sentence, in lower case and without it."""

OPENERS = frozenset(
    "the a an it its he his she her they their we our i you this that these those there here in on at by for from with but and "
    "or so yet as if when while after before since although though because both some many most all no one two three such what "
    "who where why how not now then today yesterday tomorrow".split()
)
"""Words that begin a new sentence after an abbreviation which may also stand before a name, in lower case."""

OF_A_TIME = frozenset(
    "gmt utc bst cet cest msk est edt et cst cdt ct mst mdt mt pst pdt pt ist jst aest aedt eastern central mountain pacific "
    "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday "
    "jan feb mar apr jun jul aug sep sept oct nov dec january february march april may june july august september october "
    "november december".split()
)
"""Words that go on with "6 p.m.", in lower case: a time zone, a weekday, a month."""

_FIRST_WORD = re.compile(r"""\s+["'“‘«(\[]*([^\W\d_]+)""")
_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?=\s|$)""")  # nothing is tried twice: a run of stops may be long
_WORD_BEFORE = re.compile(r"(?<![\w.])[\w.]++$")
_OPENER = re.compile(r"""\s+["'“‘«(\[¿¡]*""")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of every line that holds something, without the white space around it.

    >>> list(paragraphs("One.\\n\\n Two. \\n"))
    [(0, 4), (7, 11)]
    """
    for line in _LINE.finditer(text):
        body = line.group()
        start = line.start() + len(body) - len(body.lstrip())
        end = line.end() - (len(body) - len(body.rstrip()))
        if start < end:
            yield start, end


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a text; a line break always ends one.

    >>> [a for a, _ in sentences("It was the U.S. Food Agency. In the U.S. The rest was abroad.")]
    [0, 29, 41]
    >>> text = "Mr. May left at 6 p.m. on Sunday. He was tired.\\nIt shut at 5 p.m. Monday. At 6 p.m. EST it rained."
    >>> [text[a:b] for a, b in sentences(text)]
    ['Mr. May left at 6 p.m. on Sunday.', 'He was tired.', 'It shut at 5 p.m. Monday.', 'At 6 p.m. EST it rained.']
    """
    for start, end in paragraphs(text):
        at = start
        for stop in _STOP.finditer(text, start, end):
            if stop.end() < end and _ends_sentence(text, at, stop, end):
                yield at, stop.end()
                at = stop.end() + len(text[stop.end() : end]) - len(text[stop.end() : end].lstrip())
        if at < end:
            yield at, end


def _ends_sentence(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    opener = _OPENER.match(text, stop.end(), end)
    following = text[opener.end() : opener.end() + 1] if opener else ""
    if following.islower():
        return False
    if not stop.group().startswith("."):
        return True
    before = _WORD_BEFORE.search(text, max(start, stop.start() - 20), stop.start())
    word = before.group() if before else ""
    if len(word) == 1 and word.isupper() and word != "I":
        return False  # an initial
    # "6 p.m. The" and "in the U.S. The" may end a sentence; "Mr. The" does not, nor does "the U.S. Food and Drug Administration".
    if word.lower() in {"a.m", "p.m", "etc"}:
        after = _FIRST_WORD.match(text, stop.end(), end)
        return following.isupper() and not (after is not None and after.group(1).lower() in OF_A_TIME)
    if word.lower() in {"u.s", "u.k", "u.n", "inc", "ltd", "co", "corp"}:
        after = _FIRST_WORD.match(text, stop.end(), end)
        return not following.isupper() or (after is not None and after.group(1).lower() in OPENERS)
    return word.lower() not in ABBREVIATIONS
