"""How alike two names are: accents, case, transliterations, initials and Spanish double surnames do not part people."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_FOLDS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "-": " "}
)
_JUNK = re.compile(r"[^\w\s]")
# Letters that transliterations swap, applied in this order before the vowels are dropped.
_SOUNDS = (("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sch", "sh"), ("ck", "k"), ("q", "k"), ("c", "k"),
           ("w", "v"), ("y", "i"), ("j", "i"), ("x", "ks"))  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"(?<!^)[aeiou]")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a text in lower case without accents, punctuation and possessive ending.

    >>> fold("Óscar Villca’s"), fold("U.S.")
    ('oscar villca', 'us')
    """
    plain = unicodedata.normalize("NFKD", text.translate(_FOLDS))
    kept = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return " ".join(_JUNK.sub("", re.sub(r"'s?\b(?!\w)", "", kept)).split())


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the consonants that all spellings of a name share.

    >>> skeleton("Mohammad") == skeleton("Muhammed") == "mhmd"
    True
    """
    sounds = fold(word)
    for written, heard in _SOUNDS:
        sounds = sounds.replace(written, heard)
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", sounds))


def similar(a: str, b: str) -> bool:
    """Say whether two single words may be spellings of one name.

    >>> similar("Raisi", "Raeisi"), similar("Novillo", "Nadimi")
    (True, False)
    """
    a, b = fold(a), fold(b)
    if a == b:
        return True
    if a[:1] != b[:1] and skeleton(a)[:1] != skeleton(b)[:1]:
        return False
    same_sounds = len(skeleton(a)) > 2 and skeleton(a) == skeleton(b)
    return min(len(a), len(b)) > 3 and (same_sounds or (min(len(a), len(b)) > 4 and _one_edit(a, b)))


def misspelt(a: str, b: str) -> bool:
    """Say whether one of two long words may be a slip of the pen for the other: the same letters but one, in any order.

    >>> misspelt("Ashanti", "Ashtiani"), misspelt("Smith", "Smyth")
    (True, False)
    """
    a, b = fold(a), fold(b)
    apart = Counter(a)
    apart.subtract(Counter(b))
    return min(len(a), len(b)) > 5 and a[:2] == b[:2] and sum(map(abs, apart.values())) < 2


def _one_edit(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[at + (len(a) == len(b)) :] == b[at + 1 :]


def same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Say whether two names of at least two words each may be one person's.

    A middle name or second surname may be missing, a first name may be an initial, and spellings may differ.

    >>> same_person("Edmundo Novillo".split(), "Edmundo Novillo Aguilar".split())
    True
    >>> same_person("Alma Reyes".split(), "Elena Reyes".split())
    False
    """
    if len(a) > len(b):
        a, b = b, a
    if len(a) < 2 or not _first(a[0], b[0]):
        return False
    rest = list(b[1:])
    exact = fold(a[0]) == fold(b[0])
    for word in a[1:]:
        if len(fold(word)) == 1 and word != a[-1]:
            continue  # a middle initial
        found = next(
            (other for other in rest if fold(word) == fold(other) or ((exact or len(a) > 2) and similar(word, other))), None
        )
        if found is None:
            return False
        rest = rest[rest.index(found) + 1 :]
    return True


def _first(a: str, b: str) -> bool:
    a, b = fold(a), fold(b)
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    return similar(a, b)


def initials(name: str) -> str:
    """Return the capitals that an acronym of a name is made of, small words left out.

    >>> initials("Transport and Quay Workers' Union"), initials("Institute for the Study of War")
    ('TQWU', 'ISW')
    """
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())
