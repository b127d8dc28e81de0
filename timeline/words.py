"""How dates, spans, statuses and counts are said to people: one wording for chart, list, exports and command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from timeline.model import Article, Basis, Claim, Event, Modality, Status, Timeline
from timeline.span import FIRST_DAY, LAST_END, Granularity, OutOfRangeError, Shape, Span, period

# Not from the calendar module: its names follow the locale of the machine.
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
MONTHS = tuple("January February March April May June July August September October November December".split())
SEASONS = {12: "winter", 3: "spring", 6: "summer", 9: "autumn"}
ORDINALS = tuple("first second third fourth".split())
NUMBERS = tuple("no one two three four five six seven eight nine ten eleven twelve".split())
CLOCKS = {"TMO": "morning", "TMI": "midday", "TAF": "afternoon", "TEV": "evening", "TNI": "night", "TDT": "daytime"}

_Y, _M, _D = Granularity.YEAR, Granularity.MONTH, Granularity.DAY
_MAX_RIVALS_NAMED = 4


# ---- days and spans ----------------------------------------------------------------------------------------------------


def day_words(day: int | date, *, weekday: bool = True) -> str:
    """Say a day, with its weekday unless told otherwise.

    >>> day_words(date(2023, 7, 20)), day_words(date(2023, 7, 20), weekday=False)
    ('Thursday 20 July 2023', '20 July 2023')
    """
    at = date.fromordinal(day) if isinstance(day, int) else day
    plain = f"{at.day} {MONTHS[at.month - 1]} {at.year}"
    return f"{WEEKDAYS[at.weekday()]} {plain}" if weekday else plain


def span_words(span: Span, *, weekday: bool = True) -> str:
    """Say a span as people say it: its last day instead of its open end, never a month as a number.

    Args:
        span: any span; its shape decides between "between … and …", "… to …" and "since …, going on".
        weekday: whether a single day is said with its weekday.

    >>> span_words(Span.of("2023-07-16", "2023-08-01"))
    'second half of July 2023'
    >>> span_words(Span.of("2023-05-03", "2023-05-08"))
    'between 3 and 7 May 2023'
    """
    if span.shape is Shape.ONWARDS:
        return f"since {_edge(span.start, span, last=False)}, going on"
    if span.days == 1:
        return day_words(span.start, weekday=weekday) + _clock(span.clock)
    named = _period_name(span) or _part_name(span)
    if named:
        return named
    first, last = _edge(span.start, span, last=False), _edge(span.end - 1, span, last=True)
    if first == last:
        return first
    if span.shape is Shape.THROUGHOUT:
        return _join([first, last], " and " if span.days == 2 else " to ")
    return "between " + _join([first, last], " and ")


def _clock(clock: str | None) -> str:
    if not clock:
        return ""
    word = CLOCKS.get(clock)
    if word:
        return f", {word}"
    hour = clock.removeprefix("T")
    return f", {hour[:5]}" if hour[:2].isdigit() else ""


def _is_period(span: Span, unit: Granularity) -> bool:
    try:
        whole = period(span.start, unit)
    except OutOfRangeError:
        return False
    return (whole.start, whole.end) == (span.start, span.end)


def _period_name(span: Span) -> str | None:
    """The name of a whole calendar period, if the span is one and is meant as one."""
    first, unit = span.first, span.granularity
    if unit is _D and span.shape is Shape.WITHIN:
        # Limits that are a whole month or year are said by its name, whoever worked them out.
        unit = _M if _is_period(span, _M) else _Y
    if not _is_period(span, unit):
        return None
    month, year = MONTHS[first.month - 1], first.year
    names = {
        Granularity.WEEKEND: f"weekend of {day_words(span.start, weekday=False)}",
        Granularity.WEEK: f"week of {day_words(span.start)}",
        Granularity.MONTH: f"{month} {year}",
        Granularity.QUARTER: f"{ORDINALS[first.month // 3 % 4]} quarter of {year}",
        Granularity.SEASON: f"{SEASONS.get(first.month, '')} {year if first.month != 12 else f'{year} to {year + 1}'}",
        Granularity.HALF: f"{ORDINALS[first.month // 7]} half of {year}",
        Granularity.YEAR: f"{year}",
        Granularity.DECADE: f"the {year}s",
        Granularity.CENTURY: f"the {_ordinal_number((year + 99) // 100)} century",
    }
    return names.get(unit)


def _ordinal_number(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _part_name(span: Span) -> str | None:
    """Early, mid, late and the halves, as DESIGN's conventions cut months (1–10, 11–20, 21–) and years (thirds)."""
    if span.shape is not Shape.WITHIN:
        return None
    first, last = span.first, span.last
    if (first.year, first.month) == (last.year, last.month):
        final = _is_month_end(last)
        name = f"{MONTHS[first.month - 1]} {first.year}"
        if (first.day, last.day) == (1, 15) or (first.day == 16 and final):
            return f"{ORDINALS[first.day // 16]} half of {name}"
        if span.granularity is _D:
            return None
        thirds = {(1, 10): "early", (11, 20): "mid"}
        part = thirds.get((first.day, last.day)) or ("late" if first.day == 21 and final else None)
        return f"{part} {name}" if part else (f"the end of {name}" if final and span.days == 7 else None)
    if first.year == last.year and first.day == 1 and _is_month_end(last) and span.granularity is not _D:
        part = {(1, 4): "early", (5, 8): "mid", (9, 12): "late"}.get((first.month, last.month))
        return f"{part} {first.year}" if part else None
    return None


def _is_month_end(day: date) -> bool:
    return day.toordinal() + 1 < LAST_END and date.fromordinal(day.toordinal() + 1).day == 1


def _edge(day: int, span: Span, *, last: bool) -> str:
    """One end of a span, as coarsely as the span's own ends allow."""
    at = date.fromordinal(day)
    if _edge_unit(span, at, last=last) is _Y:
        return str(at.year)
    if _edge_unit(span, at, last=last) is _M:
        return f"{MONTHS[at.month - 1]} {at.year}"
    return day_words(day, weekday=False)


def _edge_unit(span: Span, at: date, *, last: bool) -> Granularity:
    # Two whole months or more that begin and end with months were never known to the day.
    onwards = span.shape is Shape.ONWARDS
    coarse = span.granularity is not _D
    whole = (span.first.day == 1 and (onwards or _is_month_end(span.last))) and (span.days > 31 or coarse)
    if not whole:
        return _D
    edge_of_year = (at.month, at.day) == ((12, 31) if last else (1, 1))
    years = span.first.year != span.last.year or onwards
    return _Y if edge_of_year and years and (coarse or span.days > 365) else _M


def _join(words: Sequence[str], joiner: str) -> str:
    """Join plain dates, leaving out the month and year that all but the last share with it."""
    tokens = [word.split(" ") for word in words]
    shared = 0
    while shared < min(len(t) for t in tokens) - 1 and len({t[-shared - 1] for t in tokens}) == 1:
        shared += 1
    short = [" ".join(t[: len(t) - shared]) for t in tokens[:-1]] + [words[-1]]
    if len(short) <= 2 or joiner not in {" or ", " and "}:
        return joiner.join(short)
    return ", ".join(short[:-1]) + joiner + short[-1]


def _with_article(words: str) -> str:
    """Put "the" before the names of periods that need it inside a sentence."""
    return f"the {words}" if words.split(" ", maxsplit=1)[0] in {*ORDINALS, "week", "weekend"} else words


def window_words(start: int, end: int) -> str:
    """Say what a view shows, from its first day number to its end (exclusive), as coarsely as its ends allow.

    >>> window_words(Span.year(1994).start, Span.month(2023, 10).end), window_words(738715, 738733)
    ('1994 to October 2023', '14 to 31 July 2023')
    """
    unit = _M if end - start > 92 else _D
    if end - start > 366 * 3:
        unit = _Y
    span = Span(start, end, unit, Shape.THROUGHOUT)
    parts = [_window_edge(span.first, unit, last=False), _window_edge(span.last, unit, last=True)]
    return parts[0] if parts[0] == parts[1] else _join(parts, " to ")


def _window_edge(at: date, unit: Granularity, *, last: bool) -> str:
    if unit is _Y and (at.month, at.day) == ((12, 31) if last else (1, 1)):
        return str(at.year)
    if unit is not _D and (_is_month_end(at) if last else at.day == 1):
        return f"{MONTHS[at.month - 1]} {at.year}"
    return day_words(at, weekday=False)


# ---- the date of an event ----------------------------------------------------------------------------------------------


def rivals(event: Event) -> tuple[Span, ...]:
    """Return the dates between which the sources of a disputed event differ, earliest first; empty where nothing is disputed.

    A claim that holds another one ("July" beside "24 July") is no rival of it and is left out.
    """
    if event.status is not Status.DISPUTED:
        return ()
    spans = sorted({claim.span for claim in event.claims}, key=lambda s: (s.start, s.end, s.granularity, s.shape, s.clock or ""))
    distinct: list[Span] = []
    for span in spans:
        wider = any(span.contains(other) and other.days < span.days for other in spans)
        if not wider and (span.start, span.end) not in {(s.start, s.end) for s in distinct}:
            distinct.append(span)
    return tuple(distinct) if len(distinct) > 1 else ()


_NOTES = {Modality.PLANNED: ", planned", Modality.NEGATED: ", did not happen", Modality.HYPOTHETICAL: ", not certain"}


def date_words(
    span: Span | None,
    *,
    status: Status | None = None,
    modality: Modality = Modality.ASSERTED,
    rival: Sequence[Span] = (),
    bounds: tuple[int | None, int | None] | None = None,
) -> str:
    """Say when something happened, with what a reader must know about it: disputed, planned, not happened, or no date.

    Args:
        span: the date, None where there is none.
        status: the event's status; only "disputed" changes the words.
        modality: planned and negated dates are said to be so.
        rival: the dates between which the sources differ.
        bounds: what is known of an undated event (day numbers, the end exclusive).

    >>> date_words(Span.of("2023-07-24"), status=Status.DISPUTED, rival=(Span.of("2023-07-24"), Span.of("2023-07-25")))
    '24 or 25 July 2023, disputed'
    >>> date_words(None, bounds=(Span.of("2023-07-21").start, Span.of("2023-07-29").start))
    'no date, after 20 July and before 29 July 2023'
    """
    if span is None:
        limits = bounds_words(bounds)
        return (f"no date, {limits}" if limits else "no date") + _NOTES.get(modality, "")
    if status is Status.DISPUTED:
        said = _rival_words(rival) if len(rival) > 1 else span_words(span)
        return f"{said}, disputed"
    return span_words(span) + _NOTES.get(modality, "")


def event_date_words(event: Event) -> str:
    """Say the date of an event, with everything that belongs to it.

    >>> event_date_words(Event("x", "plan", "decisions", "", "", Span.month(2023, 10), Status.SINGLE, Modality.PLANNED, ()))
    'October 2023, planned'
    """
    return date_words(event.span, status=event.status, modality=event.modality, rival=rivals(event), bounds=event.bounds)


def _rival_words(rival: Sequence[Span]) -> str:
    if len(rival) > _MAX_RIVALS_NAMED:
        hull = Span(min(s.start for s in rival), max(s.end for s in rival))
        return f"{len(rival)} dates {span_words(hull)}"
    words = [span_words(span, weekday=False) for span in rival]
    plain = all(span.days == 1 and not span.clock for span in rival)
    return _join(words, " or ") if plain or len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def bounds_words(bounds: tuple[int | None, int | None] | None) -> str:
    """Say between which days an undated event must lie; empty where nothing is known.

    >>> bounds_words((Span.of("2023-07-21").start, None))
    'after 20 July 2023'
    """
    start, end = bounds or (None, None)
    after = day_words(start - 1, weekday=False) if start is not None and start > FIRST_DAY else ""
    before = day_words(end, weekday=False) if end is not None else ""
    if after and before and after.split(" ")[-1] == before.split(" ")[-1]:
        after = after.rsplit(" ", 1)[0]
    return " and ".join(words for words in (after and f"after {after}", before and f"before {before}") if words)


# ---- counts ------------------------------------------------------------------------------------------------------------


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Say a count in digits, for titles and badges.

    >>> count(1, "event"), count(4212, "event"), count(2, "copy", "copies")
    ('1 event', '4,212 events', '2 copies')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def number_words(number: int) -> str:
    """Say a number inside a sentence: in words up to twelve.

    >>> number_words(4), number_words(13)
    ('four', '13')
    """
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def _counted(number: int, noun: str) -> str:
    return f"{number_words(number)} {noun if number == 1 else noun + 's'}"


def listed(words: Sequence[str], joiner: str = "and") -> str:
    """Join names as in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return f" {joiner} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---- sources -----------------------------------------------------------------------------------------------------------


def source_words(article: Article) -> str:
    """Name an article's source for a byline: its source, else its file or title.

    >>> source_words(Article("a", "", file="x/04_unsigned.txt"))
    'Unsigned report (04_unsigned.txt)'
    """
    if article.source:
        return article.source
    name = article.file.rsplit("/", 1)[-1] if article.file else article.title
    return f"Unsigned report ({name})" if name else "Unsigned report"


_BASIS = {
    Basis.STATED: "stated",
    Basis.METADATA: "stated in the page's metadata",
    Basis.DATELINE: "from its dateline",
    Basis.INFERRED: "worked out",
    Basis.UNKNOWN: "not stated",
}


def published_words(article: Article) -> str:
    """Say when an article was published and how that is known, as the end of a byline.

    >>> published_words(Article("a", ""))
    'publication date not known'
    """
    published = article.published
    if published.span is None:
        return "publication date not known"
    return f"published {span_words(published.span)}, {_BASIS[published.basis]}"


def _root(article: Article) -> str:
    return article.near_duplicate_of or article.id


def copies_words(event: Event, timeline: Timeline) -> tuple[str, str]:
    """Say how many articles tell of an event and how many of them are independent: for a column, and as a sentence.

    >>> copies_words(Event("x", "visit", "meetings", "", "", None, Status.UNDATED, Modality.ASSERTED, ()), Timeline())
    ('0', 'No articles.')
    """
    by_id = {article.id: article for article in timeline.articles}
    articles = [by_id[key] for key in dict.fromkeys(m.article for m in event.mentions) if key in by_id]
    roots = {_root(article) for article in articles}
    total, independent = len(articles), len(roots)
    if total == independent:
        return str(total), _sentence(_counted(total, "article")) + "."
    retold = [
        f"{source_words(a)} retells {source_words(by_id[a.near_duplicate_of])}"
        for a in articles
        if a.near_duplicate_of and a.near_duplicate_of in by_id
    ]
    said = f"{_sentence(_counted(total, 'article'))}, {number_words(independent)} independent"
    return f"{independent} of {total}", f"{said}: {listed(retold)}." if retold else f"{said}."


# ---- status ------------------------------------------------------------------------------------------------------------


class StatusWords(NamedTuple):
    """A status as people read it: the class of its badge, its sign and word, and one or two sentences."""

    kind: str
    sign: str
    word: str
    sentence: str


BADGES = {
    "single": ("1", "one source"),
    "agreed": ("=", "agreed"),
    "refined": ("⊃", "refined"),
    "disputed": ("≠", "disputed"),
    "undated": ("?", "no date"),
    "inferred": ("?", "worked out"),
    "planned": ("○", "planned"),
    "negated": ("−", "did not happen"),
    "edited": ("✎", "edited"),
    "verified": ("✓", "verified"),
}
"""Sign and word of every badge, by the name of its class."""


def status_kind(event: Event) -> str:
    """Return the name of the badge that an event bears.

    >>> status_kind(Event("x", "visit", "meetings", "", "", None, Status.UNDATED, Modality.PLANNED, ()))
    'planned'
    """
    if event.status in {Status.DISPUTED, Status.EDITED}:
        return str(event.status)
    if event.modality in {Modality.PLANNED, Modality.NEGATED}:
        return str(event.modality)
    return str(event.status)


def status_words(event: Event, timeline: Timeline) -> StatusWords:
    """Say how the date of an event is known: badge sign, badge word, and the sentence under the date.

    >>> event = Event("x", "visit", "meetings", "", "", None, Status.UNDATED, Modality.ASSERTED, ())
    >>> status_words(event, Timeline()).sentence
    'No article dates this.'
    """
    kind = status_kind(event)
    sentence = {
        "single": _single,
        "agreed": _agreed,
        "refined": _refined,
        "disputed": _disputed,
        "undated": _undated,
        "inferred": _inferred,
        "planned": _planned,
        "negated": _negated,
        "edited": _edited,
    }[kind](event, timeline)
    return StatusWords(kind, *BADGES[kind], sentence)


def verified_words(name: str, day: date) -> str:
    """Say that a person checked an event; added to its status sentence.

    >>> verified_words("Ana", date(2023, 8, 3))
    'Checked by Ana on 3 August 2023.'
    """
    return f"Checked by {name} on {day_words(day, weekday=False)}."


def _articles(event: Event, timeline: Timeline) -> tuple[dict[str, Article], set[str], set[str]]:
    """The articles by id, the independent ones that tell of the event, and those of them that date it."""
    by_id = {article.id: article for article in timeline.articles}
    told = {_root(by_id[m.article]) for m in event.mentions if m.article in by_id}
    dated = {_root(by_id[key]) for claim in event.claims for key in claim.articles if key in by_id}
    return by_id, told, dated


def _independent(claims: Sequence[Claim], by_id: dict[str, Article]) -> int:
    return len({_root(by_id[key]) if key in by_id else key for claim in claims for key in claim.articles})


def _single(event: Event, timeline: Timeline) -> str:
    by_id, told, dated = _articles(event, timeline)
    names = listed([source_words(by_id[key]) for key in sorted(dated or told) if key in by_id])
    others = len(told - dated) if dated else 0
    if others:
        verb = "reports" if others == 1 else "report"
        return f"One source dates it: {names}. {_sentence(number_words(others))} more {verb} it without a date."
    return f"One source{': ' + names if names else ''}. Nothing confirms or contradicts its date."


def _agreed(event: Event, timeline: Timeline) -> str:
    _, told, dated = _articles(event, timeline)
    number = max(len(dated), min(2, len(told)))
    return f"{_sentence(_counted(number, 'source'))} give the same {_unit(event.span)}."


def _unit(span: Span | None) -> str:
    if span is None or span.days == 1:
        return "day"
    if span.shape is Shape.WITHIN and span.granularity is not _D and _is_period(span, span.granularity):
        return str(span.granularity)
    return "days"


def _refined(event: Event, timeline: Timeline) -> str:
    narrow = event.span
    if narrow is None:
        return "The sources fit together."
    said: dict[str, str] = {}
    for mention in event.mentions:
        known = timeline.expressions.get(mention.article, ())
        index = mention.expression
        wider = mention.span and (mention.span.start, mention.span.end) != (narrow.start, narrow.end)
        if wider and index is not None and index < len(known):
            said.setdefault(known[index].text.casefold(), known[index].text)
    others = [f"“{' '.join(text.split())}”" for text in list(said.values())[:3]]
    tail = f"; others say {listed(others, 'or')}" if others else ""
    return f"The sources fit together. The narrowest says {_with_article(span_words(narrow))}{tail}."


def _disputed(event: Event, timeline: Timeline) -> str:
    by_id, _, _ = _articles(event, timeline)
    spans = rivals(event)
    if not spans:
        return "The sources give different dates."
    kind = "days" if all(span.days == 1 for span in spans) else "dates"
    sides, backers = [], list[Claim]()
    for span in spans:
        backing = [claim for claim in event.claims if span.contains(claim.span)]
        backers += backing
        votes = _independent(backing, by_id)
        sides.append(f"{number_words(votes)} {'says' if votes == 1 else 'say'} {_with_article(_no_year(span, spans))}")
    number = _independent(backers, by_id)
    given = f"{_sentence(_counted(number, 'source'))} {'gives' if number == 1 else 'give'}"
    return f"{given} {number_words(len(spans))} different {kind}. {_sentence(', '.join(sides))}."


def _no_year(span: Span, spans: Sequence[Span]) -> str:
    words = span_words(span)
    same = len({s.first.year for s in spans} | {s.last.year for s in spans}) == 1
    return words.removesuffix(f" {span.first.year}") if same and span.days == 1 else words


def _undated(event: Event, _: Timeline) -> str:
    limits = bounds_words(event.bounds)
    return f"No article dates this. It happened {limits}." if limits else "No article dates this."


def _inferred(event: Event, _: Timeline) -> str:
    follows = f" It follows from other dates: {span_words(event.span)}." if event.span else ""
    return f"No article dates this.{follows}"


def _planned(event: Event, _: Timeline) -> str:
    speakers = Counter(m.speaker for m in event.mentions if m.speaker)
    by = f" by {min(speakers, key=lambda name: (-speakers[name], name))}" if speakers else ""
    when = f" for {_with_article(span_words(event.span))}" if event.span else ""
    return f"Expected{when}{by}. No source says that it happened."


def _negated(event: Event, timeline: Timeline) -> str:
    _, told, _ = _articles(event, timeline)
    number = max(1, len(told))
    return f"{_sentence(_counted(number, 'source'))} {'says' if number == 1 else 'say'} that it did not happen."


def _edited(event: Event, _: Timeline) -> str:
    spans = sorted({claim.span for claim in event.claims}, key=lambda s: (s.start, s.end))
    said = f" The sources say {_rival_words(spans)}." if spans else ""
    return f"Date set to {span_words(event.span, weekday=False)}.{said}" if event.span else f"Date removed.{said}"
