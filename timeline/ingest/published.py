"""When an article came out, from its own evidence: a header, front matter, metadata, a byline or a dateline, never its body."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache

from timeline import limits
from timeline.ingest import heads
from timeline.model import Basis, Publication
from timeline.span import OutOfRangeError, Span

MAX_DATE_CHARS = 120  # a longer header is no date
NO_DATE = Publication(why="no publication date was found")
FALLBACK_LANGUAGES = ["en", "es", "fr", "de", "pt", "it", "nl", "ru", "uk", "pl", "cs", "tr", "ar", "zh", "ja", "ko", "hi", "id"]
BASE = datetime(2000, 1, 1)  # noqa: DTZ001  (dateparser asks for a day to count from; no string that needs it is ever passed)

_ISO = re.compile(r"(?<!\d)(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)")
_MONTH_ONLY = re.compile(r"(\d{4})-(\d{2})$")
_NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?$|(\d{12,13})$")
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[A-Za-z]{3})[/-](\d{1,2})(?=[/-]|$)")
_CLOCK = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:?\d{2}")
_MAIL_DATE = re.compile(r"(?:[A-Z][a-z]{2},\s+)?\d{1,2} [A-Z][a-z]{2} \d{4} \d{1,2}:\d{2}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@cache
def _named() -> re.Pattern[str]:
    """Full dates with the month as a word, in either order."""
    month = "|".join(sorted(map(re.escape, heads.months()), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:(?P<m1>{month})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:(?:de|del)\s+)?(?P<y1>\d{{4}})"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?\s+(?:(?:de|of)\s+)?(?P<m2>{month})\.?,?\s+(?:(?:de|del)\s+)?(?P<y2>\d{{4}}))(?!\w)",
        re.IGNORECASE,
    )


def full_date(text: str, day_first: bool | None = None) -> tuple[int, int, Span] | None:
    """Find the first complete date in a line: its offsets and its day; None where there is none.

    Args:
        text: one line.
        day_first: how 03/04/2023 is to be read; None leaves such a date alone.

    >>> start, end, day = full_date("Published July 20, 2023")
    >>> (start, end, str(day))
    (10, 23, '2023-07-20')
    """
    found: list[tuple[int, int, Span]] = []
    for match in _ISO.finditer(text):
        _add(found, match, match[1], match[3], match[4])
    for match in _named().finditer(text):
        month = heads.months()[(match["m1"] or match["m2"]).lower()]
        _add(found, match, match["y1"] or match["y2"], month, match["d1"] or match["d2"])
    for match in _NUMERIC.finditer(text):
        first, second = int(match[1]), int(match[3])
        known = True if first > 12 or match[2] == "." else False if second > 12 else day_first
        if known is not None:
            day, month = (first, second) if known else (second, first)
            _add(found, match, _century(match[4]), month, day)
    return min(found, key=lambda item: item[0], default=None)


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)


def _add(found: list[tuple[int, int, Span]], match: re.Match[str], year: str | int, month: str | int, day: str | int) -> None:
    try:
        found.append((match.start(), match.end(), Span.of(date(int(year), int(month), int(day)))))
    except ValueError:
        return  # 31 April, month 13, year 0


def parse(text: str, language: str = "en", day_first: bool | None = None) -> tuple[Span | None, str]:
    """Read the date in a header or metadata field, and what a reader should know about the reading.

    Args:
        text: the field, such as "2023-07-20T08:05:00-04:00" or "20 de julio de 2023"; the day is kept as written.
        language: of the article.
        day_first: how to read 03/04/2023; None where nothing tells.

    Returns:
        The days (a whole month where no day is given) and a remark, which is "" where there is none.

    >>> str(parse("2023-07-29T23:05:00-04:00")[0]), parse("soon")[0]
    ('2023-07-29', None)
    """
    text = " ".join(text.split())
    if not text or len(text) > MAX_DATE_CHARS:
        return None, ""
    ambiguous = day_first is None and is_ambiguous(text)
    found = full_date(text, _usual(language) if day_first is None else day_first)
    if found:
        return found[2], "day and month may be swapped" if ambiguous else ""
    if month := _MONTH_ONLY.match(text):
        return _month(month[1], month[2]), ""
    if epoch := _EPOCH.match(text):
        return _from_epoch(epoch), ""
    return _by_dateparser(text, language.split("-", maxsplit=1)[0]), ""


def moment(text: str) -> datetime | None:
    """Return the moment that a field names together with its time zone; None where either is missing.

    >>> moment("2023-07-29T23:05:00-04:00").utcoffset() == timedelta(hours=-4), moment("2023-07-29")
    (True, None)
    >>> moment("Sat, 29 Jul 2023 23:05:00 -0400") == moment("2023-07-30T03:05:00Z")
    True
    """
    text = text.strip()
    try:
        if _CLOCK.match(text):
            found = datetime.fromisoformat(text)
        elif _MAIL_DATE.match(text):
            found = parsedate_to_datetime(text)
        else:
            return None
        return found if found.utcoffset() is not None else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def is_ambiguous(text: str) -> bool:
    """Say whether a text holds a date whose day and month may be swapped.

    >>> is_ambiguous("03/04/2023"), is_ambiguous("13/04/2023")
    (True, False)
    """
    match = _NUMERIC.search(text)
    return bool(match and match[2] != "." and int(match[1]) <= 12 and int(match[3]) <= 12 and match[1] != match[3])


def _usual(language: str) -> bool:
    """Most of the world writes the day first; Americans, whom plain "en" may mean, the month."""
    return language not in {"en", "en-US", "en-PH"}


def _month(year: str, month: str) -> Span | None:
    try:
        return Span.month(int(year), int(month)) if 1 <= int(month) <= 12 else None
    except (ValueError, OutOfRangeError):
        return None


def _from_epoch(match: re.Match[str]) -> Span | None:
    seconds = int(match[1]) if match[1] else int(match[2]) // 1000
    return Span.of((datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date())


def _day(day: date) -> Span | None:
    """The day as a span; the last of all days has no end that could be written."""
    try:
        return Span.of(day)
    except OutOfRangeError:
        return None


@lru_cache(maxsize=4096)
def _by_dateparser(text: str, language: str) -> Span | None:
    if not _YEAR.search(text):
        return None  # "yesterday" or "5 May": nothing may be filled in from a clock
    import dateparser  # noqa: PLC0415  (slow to import, and most dates never need it)

    languages = [language] if language in FALLBACK_LANGUAGES else FALLBACK_LANGUAGES
    for parts in (["day", "month", "year"], ["month", "year"]):
        settings = {"RELATIVE_BASE": BASE, "REQUIRE_PARTS": parts, "STRICT_PARSING": len(parts) == 3}
        try:
            found = dateparser.parse(text, languages=languages, settings=settings)
        except Exception:  # noqa: BLE001  (it raises whatever its parts raise; no date is the answer to all of it)
            return None
        if found:
            return _day(found.date()) if len(parts) == 3 else _month(str(found.year), str(found.month))
    return None


def publication(field: str, value: str, basis: Basis, language: str, text: str = "") -> tuple[Publication, tuple[str, ...]]:
    """Return the publication date that a field states, with warnings where it is absurd, ambiguous or no date at all.

    Args:
        field: how to name the field to the reader, such as "the header line 'date:'".
        value: what it holds.
        basis: stated or metadata.
        language: of the article.
        text: of the article, whose own way of writing dates settles 03/04/2023.

    >>> publication("the header", "20 July 2023", Basis.STATED, "en")[0].why
    'the header says 20 July 2023'
    """
    value = " ".join(value.split())
    span, remark = parse(value, language, habit(text) if is_ambiguous(value) else None)
    shown = value if len(value) <= MAX_DATE_CHARS else value[:40] + "…"
    if span is None:
        return NO_DATE, (f'"{shown}" in {field} is not a date. Write it like 23 July 2023 or 2023-07-23.',) if value else ()
    why = f"{field} says {shown}" + (f", read as {written(span)}" if remark else "")
    warnings: tuple[str, ...] = (f'"{shown}" in {field} was read as {written(span)}; {remark}.',) if remark else ()
    low, high = limits.HORIZON_YEARS
    if not low <= span.first.year <= high:
        warnings += (f'"{shown}" in {field} is an unlikely publication date. Check the year.',)
    return Publication(span, basis, why), warnings


def written(span: Span) -> str:
    """Return a day or month as the project writes it.

    >>> written(Span.of("2023-03-04"))
    '4 March 2023'
    """
    at = span.first
    name = heads.table("heads")["months"]["en"][at.month - 1].split()[0].capitalize()
    return f"{at.day} {name} {at.year}" if span.days == 1 else f"{name} {at.year}"


def habit(text: str) -> bool | None:
    """Say whether a text writes the day before the month, from its own unambiguous dates; None where it has none.

    >>> habit("due on 24/07/2023"), habit("since March 10, 2023"), habit("")
    (True, False, None)
    """
    head = text[:20_000]
    votes = 0
    for match in _NUMERIC.finditer(head):
        votes += (int(match[1]) > 12) - (int(match[3]) > 12)
    if not votes:
        votes = sum(1 if match["d2"] else -1 for match in _named().finditer(head))
    return None if not votes else votes > 0


def day_first(language: str, text: str) -> bool:
    """Say whether 03/04/2023 is 3 April: as the text's own dates have it, else as is usual in the language.

    >>> day_first("es", ""), day_first("en", "")
    (True, False)
    """
    own = habit(text)
    return _usual(language) if own is None else own


def by_address(url: str) -> Publication:
    """Return the date that stands in the path of a web address, as outlets put it there.

    >>> str(by_address("https://ledger.example/world/2023/jul/29/treaty").span)
    '2023-07-29'
    """
    match = _URL_DATE.search(url)
    month = match and (int(match[2]) if match[2].isdigit() else heads.months().get(match[2].lower(), 0))
    try:
        span = Span.of(date(int(match[1]), month, int(match[3]))) if match and month else None
    except ValueError:
        span = None
    return Publication(span, Basis.METADATA, "the address of the page has this date") if span else NO_DATE
