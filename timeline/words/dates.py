"""How days, spans, windows and the dates of events are said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from timeline.model import Event, Modality, Status
from timeline.span import FIRST_DAY, LAST_END, Granularity, OutOfRangeError, Shape, Span, period
from timeline.words.language import say, table

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_Y, _M, _D = Granularity.YEAR, Granularity.MONTH, Granularity.DAY
_MAX_RIVALS_NAMED = 4


# ---- days and spans ----------------------------------------------------------------------------------------------------


def day_words(day: int | date, *, weekday: bool = True) -> str:
    """Say a day, with its weekday unless told otherwise.

    >>> day_words(date(2023, 7, 20)), day_words(date(2023, 7, 20), weekday=False)
    ('Thursday 20 July 2023', '20 July 2023')
    """
    at = date.fromordinal(day) if isinstance(day, int) else day
    plain = say("dates.day", at.day, month_name(at.month), at.year)
    return say("dates.with_weekday", table("dates.weekdays")[at.weekday()], plain) if weekday else plain


def month_name(month: int) -> str:
    """Name a month, 1 to 12; not from the calendar module, whose names follow the locale of the machine.

    >>> month_name(7)
    'July'
    """
    return str(table("dates.months")[month - 1])


def _month(at: date) -> str:
    return say("dates.month", month_name(at.month), at.year)


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
        return say("dates.onwards", _edge(span.start, span, last=False))
    if span.days == 1:
        return day_words(span.start, weekday=weekday) + _clock(span.clock)
    named = _period_name(span) or _part_name(span)
    if named:
        return named
    first, last = _edge(span.start, span, last=False), _edge(span.end - 1, span, last=True)
    if first == last:
        return first
    if span.shape is Shape.THROUGHOUT:
        return _join(_plain_edges(span), table("dates.and" if span.days == 2 else "dates.to"))
    return say("dates.between", _join([first, last], table("dates.and")))


def _clock(clock: str | None) -> str:
    if not clock:
        return ""
    word = table("dates.clocks").get(clock)
    if word:
        return f", {word}"
    hour = clock.removeprefix("T")
    return f", {hour[:5]}" if hour[:2].isdigit() else ""


def is_period(span: Span, unit: Granularity) -> bool:
    """Say whether a span is exactly one calendar period of a unit.

    >>> is_period(Span.month(2023, 7), Granularity.MONTH)
    True
    """
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
        unit = _M if is_period(span, _M) else _Y
    if not is_period(span, unit):
        return None
    year, quarters, halves = first.year, table("dates.quarters"), table("dates.halves")
    winter = f"{year}{table('dates.to')}{year + 1}" if first.month == 12 else year
    names = {
        Granularity.WEEKEND: say("dates.weekend", day_words(span.start, weekday=False)),
        Granularity.WEEK: say("dates.week", day_words(span.start)),
        Granularity.MONTH: _month(first),
        Granularity.QUARTER: say("dates.quarter", quarters[first.month // 3 % 4], year),
        Granularity.SEASON: say("dates.season", table("dates.seasons").get(str(first.month), ""), winter),
        Granularity.HALF: say("dates.half", halves[first.month // 7], year),
        Granularity.YEAR: f"{year}",
        Granularity.DECADE: say("dates.decade", year),
        Granularity.CENTURY: say("dates.century", _century((year + 99) // 100)),
    }
    return names.get(unit)


def _century(number: int) -> str:
    if table("dates.roman_centuries"):
        roman = "C" * (number // 100)
        number %= 100
        for value, letters in ((90, "XC"), (50, "L"), (40, "XL"), *_ROMAN):
            roman += letters * (number // value)
            number %= value
        return roman
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _part_name(span: Span) -> str | None:
    """Early, mid, late and the halves, as DESIGN's conventions cut months (1–10, 11–20, 21–) and years (thirds)."""
    if span.shape is not Shape.WITHIN:
        return None
    first, last = span.first, span.last
    if (first.year, first.month) == (last.year, last.month):
        final = _is_month_end(last)
        name = _month(first)
        if (first.day, last.day) == (1, 15) or (first.day == 16 and final):
            return say("dates.half", table("dates.halves")[first.day // 16], name)
        if span.granularity is _D:
            return None
        thirds = {(1, 10): "early", (11, 20): "mid"}
        part = thirds.get((first.day, last.day)) or ("late" if first.day == 21 and final else None)
        return say(f"dates.{part}", name) if part else (say("dates.end", name) if final and span.days == 7 else None)
    if first.year == last.year and first.day == 1 and _is_month_end(last) and span.granularity is not _D:
        part = {(1, 4): "early", (5, 8): "mid", (9, 12): "late"}.get((first.month, last.month))
        return say(f"dates.{part}", first.year) if part else None
    return None


def _is_month_end(day: date) -> bool:
    return day.toordinal() + 1 < LAST_END and date.fromordinal(day.toordinal() + 1).day == 1


def _plain_edges(span: Span) -> list[str]:
    return [_edge(span.start, span, last=False, plain=True), _edge(span.end - 1, span, last=True, plain=True)]


def _edge(day: int, span: Span, *, last: bool, plain: bool = False) -> str:
    """One end of a span, as coarsely as the span's own ends allow."""
    at = date.fromordinal(day)
    if _edge_unit(span, at, last=last) is _Y:
        return str(at.year)
    if _edge_unit(span, at, last=last) is _M:
        return _month(at)
    return day_words(day, weekday=False) if plain else say("dates.edge", day_words(day, weekday=False))


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
    if len(short) <= 2 or joiner == table("dates.to"):
        return joiner.join(short)
    return ", ".join(short[:-1]) + joiner + short[-1]


def with_article(words: str) -> str:
    """Put "the" before the names of periods that need it inside a sentence.

    >>> with_article("second half of July 2023"), with_article("July 2023")
    ('the second half of July 2023', 'July 2023')
    """
    article = table("dates.articles").get(words.split(" ", maxsplit=1)[0])
    return f"{article} {words}" if article else words


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
    return parts[0] if parts[0] == parts[1] else _join(parts, table("dates.to"))


def _window_edge(at: date, unit: Granularity, *, last: bool) -> str:
    if unit is _Y and (at.month, at.day) == ((12, 31) if last else (1, 1)):
        return str(at.year)
    if unit is not _D and (_is_month_end(at) if last else at.day == 1):
        return _month(at)
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


def _note(modality: Modality) -> str:
    return str(table("dates.notes").get(str(modality), ""))


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
        return (say("dates.none_with_limits", limits) if limits else say("dates.none")) + _note(modality)
    if status is Status.DISPUTED:
        return say("dates.disputed", rival_words(rival) if len(rival) > 1 else span_words(span))
    return span_words(span) + _note(modality)


def event_date_words(event: Event, *, marked: bool = True) -> str:
    """Say the date of an event, with everything that belongs to it.

    Args:
        event: the event.
        marked: whether a disputed date is said to be so, where no badge beside it does.

    >>> event_date_words(Event("x", "plan", "decisions", "", "", Span.month(2023, 10), Status.SINGLE, Modality.PLANNED, ()))
    'October 2023, planned'
    """
    if not marked and event.span and event.status is Status.DISPUTED:
        return rival_words(rivals(event)) if rivals(event) else span_words(event.span)
    return date_words(event.span, status=event.status, modality=event.modality, rival=rivals(event), bounds=event.bounds)


def rival_words(rival: Sequence[Span]) -> str:
    """Say dates of which one is true: all of them, or how many where there are too many to name.

    >>> rival_words((Span.of("2023-07-24"), Span.of("2023-07-25")))
    '24 or 25 July 2023'
    """
    if len(rival) > _MAX_RIVALS_NAMED:
        hull = Span(min(s.start for s in rival), max(s.end for s in rival))
        return say("dates.dates", len(rival), span_words(hull))
    words = [span_words(span, weekday=False) for span in rival]
    plain = all(span.days == 1 and not span.clock for span in rival)
    joiner = table("dates.or")
    return _join(words, joiner) if plain or len(words) == 1 else ", ".join(words[:-1]) + joiner + words[-1]


def bounds_words(bounds: tuple[int | None, int | None] | None) -> str:
    """Say between which days an undated event must lie; empty where nothing is known.

    >>> bounds_words((Span.of("2023-07-21").start, None))
    'after 20 July 2023'
    """
    start, end = bounds or (None, None)
    after = day_words(start - 1, weekday=False) if start is not None and start > FIRST_DAY else ""
    before = day_words(end, weekday=False) if end is not None else ""
    if after and before and start and end and date.fromordinal(start - 1).year == date.fromordinal(end).year:
        after = without_year(after, date.fromordinal(end).year)
    both = (after and say("dates.after", after), before and say("dates.before", before))
    return str(table("dates.and")).join(words for words in both if words)


def without_year(words: str, year: int) -> str:
    """Leave out the year at the end of a date.

    >>> without_year("20 July 2023", 2023)
    '20 July'
    """
    return words.removesuffix(say("dates.of_year", year))
