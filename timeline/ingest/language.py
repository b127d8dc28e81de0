"""The language of a text: what the page says, else its script, else its function words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from timeline.ingest import heads

SAMPLE = 6_000
SAMPLE_LETTERS = 40  # of a word: some scripts do without spaces
MIN_HITS = 4
PLAIN_HITS = 20  # that outweigh what a page says of itself
UNKNOWN = "und"

_TAG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8}){0,3}$")
_WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = {"CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "GREEK": "el", "DEVANAGARI": "hi", "HANGUL": "ko", "HIRAGANA": "ja",
    "KATAKANA": "ja", "CJK": "zh", "THAI": "th", "BENGALI": "bn", "TAMIL": "ta", "GEORGIAN": "ka", "ARMENIAN": "hy"}  # fmt: skip


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in heads.table("languages").items()}


def detect(text: str) -> str:
    """Return the BCP 47 code of a text's language, "und" where it cannot be told; a very short text counts as English.

    >>> detect("La Cámara de Diputados aprobó el contrato que la empresa negocia con los mineros")
    'es'
    """
    words = _WORD.findall(text[:SAMPLE].lower())
    scripts = _scripts(words)
    script = max(scripts, key=lambda name: (scripts[name], name), default="LATIN")
    if script in SCRIPTS:
        kana = scripts["HIRAGANA"] + scripts["KATAKANA"]  # Chinese has none
        return "ja" if script == "CJK" and kana * 20 > scripts["CJK"] else SCRIPTS[script]
    hits = _hits(words)
    best = max(hits, key=lambda language: hits[language])  # the first of equals: the file's order is by readership
    if hits[best] >= MIN_HITS:
        return best
    return "en" if len(words) < 40 else UNKNOWN


def _scripts(words: list[str]) -> Counter[str]:
    """How many letters of each script the words have; nearly all are ASCII, and need no looking up."""
    found: Counter[str] = Counter()
    for char, count in Counter("".join(word[:SAMPLE_LETTERS] for word in words)).items():
        found["LATIN" if char.isascii() else unicodedata.name(char, "").split(" ")[0].split("-")[0]] += count
    return found


def _hits(words: list[str]) -> dict[str, int]:
    counts = Counter(words)
    return {language: sum(counts[word] for word in known & counts.keys()) for language, known in _lists().items()}


def tag(declared: str | None, text: str) -> str:
    """Return the language that a page or table declares, in usual case ("en-US"), else the detected one.

    >>> tag("EN-us", ""), tag("", "")
    ('en-US', 'en')
    """
    declared = (declared or "").strip()
    if not _TAG.match(declared) or declared.lower() in {UNKNOWN, "x-default", "mul", "zxx"}:
        return detect(text)
    first, *rest = declared.replace("_", "-").split("-")
    if _contradicted(first.lower(), text):
        return detect(text)
    return "-".join(
        [first.lower(), *(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest)]
    )


def _contradicted(declared: str, text: str) -> bool:
    """Many sites say "en" on every page: where the words plainly speak another language, the words count."""
    found = detect(text)
    hits = _hits(_WORD.findall(text[:SAMPLE].lower()))
    if declared == found or declared not in hits or found == UNKNOWN:
        return False
    return found not in hits or hits[found] > max(PLAIN_HITS, 2 * hits[declared])
