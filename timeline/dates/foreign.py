"""Explicit dates in languages without a folder of data: found by dateparser's names of months, and read by dateparser.

Only dates that stand in digits or name their month are found ("24 juillet 2023", "24.07.2023", "7月24日"): dateparser is given
nothing but such words, never running text, always one language and a fixed base, so that no clock is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module, util
from typing import Any

from timeline.dates.constraints import Case, constraints
from timeline.dates.meaning import Meaning, Setting, day_words, mean
from timeline.dates.tree import Cal
from timeline.model import Article, Expression
from timeline.span import Span

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""The keys of dateparser's tables."""
BASE = datetime(2000, 1, 1)  # noqa: DTZ001 - a day of the calendar: dateparser fills in what a text leaves open; read from no clock
_TAG = re.compile(r"[a-z]{2,3}")
_SAME = {"no": "nb", "iw": "he"}
"""Tags that dateparser knows under another name."""
_NOT_FOREIGN = frozenset({"und", "mul", "zxx"})
_GAP = r"[ \u00a0]"
_SUFFIX = r"(?:[.ºª°]|er|re|-?(?:го|е|ое))?"
_LINK = rf"(?:{_GAP}?(?:de|del|di|do|of|af|d['’]|năm|ng|tháng){_GAP}?)?"
_YEAR = r"(?P<y{n}>(?:1\d|2[01])\d\d)(?!\d)"
_ASCII = str.maketrans({first + n: str(n) for first in (0x0660, 0x06F0, 0x0966, 0x09E6) for n in range(10)})
"""Arabic, Persian, Devanagari and Bengali digits, one for one."""
_DIGITS = (
    r"(?P<iso>[12]\d{3}-\d\d-\d\d)(?![\d-])",
    r"(?P<ymd>[12]\d{3}[./]{gap}?\d{1,2}[./]{gap}?\d{1,2})(?![\d/])".replace("{gap}", _GAP),
    r"(?P<dmy>\d{1,2}(?P<mark>[./-]){gap}?\d{1,2}(?P=mark){gap}?(?:[12]\d{3}|\d\d))(?![\d/])".replace("{gap}", _GAP),
)
_SIGNS = (
    r"(?<!\d)(?:(?P<cy>[12]\d{3}){gap}?[年년]{gap}?)?(?P<cm>\d{1,2}){gap}?[月월](?:{gap}?(?P<cd>\d{1,2}){gap}?[日號号일])?"
).replace("{gap}", _GAP)
"""The signs of Chinese, Japanese and Korean, which stand among letters without a space."""


def knows(language: str) -> bool:
    """Say whether dateparser knows a language; dateparser is not imported for a tag that can not be one.

    >>> knows("fr"), knows("und")
    (True, False)
    """
    return bool(_TAG.fullmatch(language)) and language not in _NOT_FOREIGN and _spec(language)


@lru_cache
def _spec(language: str) -> bool:
    return util.find_spec(f"dateparser.data.date_translation_data.{_SAME.get(language, language)}") is not None


@lru_cache
def _names(language: str) -> dict[str, tuple[str, bool]]:
    """Every name of a month in small letters → the name that dateparser reads, and whether it is a short form."""
    info: dict[str, Any] = import_module(f"dateparser.data.date_translation_data.{_SAME.get(language, language)}").info
    tables = [info, *info.get("locale_specific", {}).values()]
    found: dict[str, tuple[str, bool]] = {}
    for table in tables:
        for month in MONTHS:
            names = [name for name in table.get(month, ()) if len(name) > 1 and not name.isdigit()]
            longest = max(map(len, names), default=0)
            for name in names:
                found.setdefault(name.lower(), (month, len(name) <= 3 and len(name) < longest))
    return found


@lru_cache
def _pattern(language: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_names(language), key=lambda name: (-len(name), name)))
    written = (
        rf"(?P<d1>\d{{1,2}}){_SUFFIX}{_LINK}{_GAP}?(?P<m1>{names})(?!\w|-\w)(?P<dot>\.?)(?:,?{_LINK}{_GAP}?{_YEAR.format(n=1)})?",
        rf"(?P<m2>{names})(?!\w)\.?{_GAP}(?P<d2>\d{{1,2}}){_SUFFIX},?{_GAP}{_YEAR.format(n=2)}",
        rf"(?P<m3>{names})(?!\w)\.?{_LINK}{_GAP}?{_YEAR.format(n=3)}",
        rf"{_YEAR.format(n=4)}\.?{_GAP}(?P<m4>{names})(?!\w)\.?{_GAP}(?P<d4>\d{{1,2}})(?!\d)",
    )
    apart = r"(?<![\w./-])(?<!\d,)(?:" + "|".join((*_DIGITS, *written)) + ")"
    return re.compile(f"{apart}|{_SIGNS}", re.IGNORECASE)


def find(text: str, language: str) -> Iterator[tuple[int, int, Cal]]:
    """Yield the offsets of explicit dates and the fields of the calendar that they fill in.

    >>> [cal for _, _, cal in find("Signé le 24 juillet 2023 à Paris.", "fr")]
    [Cal(year=2023, month=7, day=24)]
    """
    for match in _pattern(language).finditer(text.translate(_ASCII)):
        fields = _fields(match, language)
        if fields is not None:
            yield match.start(), match.start() + len(_words(match, language)), fields


def _words(match: re.Match[str], language: str) -> str:
    """The words of a date, without the full stop of their sentence; that of an abbreviation belongs to them."""
    words = match.group().rstrip(" \u00a0")
    full = match["dot"] and not match["y1"] and not _names(language)[match["m1"].lower()][1]
    return words.rstrip(".") if full else words


def _fields(match: re.Match[str], language: str) -> Cal | None:
    groups = match.groupdict()
    if groups["iso"] or groups["ymd"] or groups["dmy"]:
        return _read(match.group(), language, ("year", "month", "day"))
    if groups["cm"]:
        return _made(groups["cy"], groups["cm"], groups["cd"])
    month = next(groups[f"m{n}"] for n in (1, 2, 3, 4) if groups[f"m{n}"]).lower()
    day = next((groups[f"d{n}"] for n in (1, 2, 4) if groups[f"d{n}"]), None)
    year = next((groups[f"y{n}"] for n in (1, 2, 3, 4) if groups[f"y{n}"]), None)
    if _names(language)[month][1] and not (
        year or (groups["dot"] and match.string[match.end() : match.end() + 2].strip()[:1].islower())
    ):
        return None  # "2 set" is another thing too, and its full stop may be that of the sentence
    parts = [(day, "day"), (month, "month"), (year, "year")]
    return _read(" ".join(word for word, _ in parts if word), language, tuple(name for word, name in parts if word))


def _made(year: str | None, month: str, day: str | None) -> Cal | None:
    """Fields in digits beside the signs for year, month and day; a month alone needs its year."""
    if day is None and year is None:
        return None
    try:
        date(int(year or 2000), int(month), int(day or 1))
    except ValueError:
        return None
    return Cal(year=int(year) if year else None, month=int(month), day=int(day) if day else None)


@lru_cache(maxsize=4096)
def _read(words: str, language: str, parts: tuple[str, ...]) -> Cal | None:
    """Let dateparser read one explicit date; a part that the words leave out stays open."""
    import dateparser  # noqa: PLC0415 - takes a third of a second, and only foreign texts need it

    known = _SAME.get(language, language)
    settings = {"RELATIVE_BASE": BASE, "REQUIRE_PARTS": [part for part in parts if part != "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(words, languages=[known], settings=settings)
    if found is None:
        return None
    fields = {part: getattr(found, part) for part in parts}
    return Cal(**fields)


def annotate(article: Article, span: Span | None, language: str) -> tuple[Expression, ...]:
    """Return an article's explicit dates; one without a year is the nearest to publication, and the reason says who read it."""
    made = (_expression(article, start, end, node, span, language) for start, end, node in find(article.text, language))
    return tuple(expression for expression in made if expression is not None)


def _expression(article: Article, start: int, end: int, node: Cal, span: Span | None, language: str) -> Expression | None:
    words = article.text[start:end]
    meaning = _meaning(node, span)
    if meaning is None:
        return None
    return Expression(
        start,
        end,
        words,
        meaning.type,
        meaning.value,
        span=meaning.span,
        anchor=meaning.anchor,
        why=f"'{' '.join(words.split())}': {meaning.why}, as dateparser reads it in the language '{language}'",
        constraints=constraints(node, Case(meaning, 0, {})),
        furniture=article.in_furniture(start, end),
    )


def _meaning(node: Cal, span: Span | None) -> Meaning | None:
    """What fields mean on the days of publication: the hull over the first and the last."""
    if span is None:
        return mean(node, Setting())
    first, last = (mean(node, Setting(day, f"publication on {day_words(day)}", day)) for day in (span.start, span.end - 1))
    if first is None or last is None or first.span is None or last.span is None or first.span == last.span:
        return first
    return Meaning(first.type, first.value, first.span.hull(last.span), anchor=first.anchor, why=first.why)
