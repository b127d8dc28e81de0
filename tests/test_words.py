"""How dates, statuses and counts are said: the tables of the design as cases."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model import (
    Article,
    Basis,
    Claim,
    Event,
    Expression,
    Mention,
    Modality,
    Publication,
    Status,
    Timeline,
)
from timeline.span import FIRST_DAY, LAST_END, Granularity, Shape, Span, period
from timeline.words import (
    BADGES,
    badge_word,
    bounds_words,
    copies_words,
    count,
    date_words,
    day_words,
    event_date_words,
    published_words,
    rivals,
    source_words,
    span_words,
    status_kind,
    status_words,
    window_words,
)

G = Granularity
WITHIN, THROUGHOUT, ONWARDS = Shape.WITHIN, Shape.THROUGHOUT, Shape.ONWARDS


def span(first: str, end: str | None = None, unit: Granularity = G.DAY, shape: Shape = WITHIN, clock: str | None = None) -> Span:
    return replace(Span.of(first, end, unit), shape=shape, clock=clock)


def event(
    when: Span | None = None, status: Status = Status.SINGLE, modality: Modality = Modality.ASSERTED, **more: object
) -> Event:
    return replace(Event("e", "visit", "meetings", "CONSULT", "A visit", when, status, modality, ()), **more)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (span("2023-07-20"), "Thursday 20 July 2023"),
        (span("2023-07-20", clock="T18:05"), "Thursday 20 July 2023, 18:05"),
        (span("2023-07-20", clock="TNI"), "Thursday 20 July 2023, night"),
        (span("2023-05-03", "2023-05-08", shape=THROUGHOUT), "3 to 7 May 2023"),
        (span("2023-06-28", "2023-07-03", shape=THROUGHOUT), "28 June to 2 July 2023"),
        (span("2022-12-30", "2023-01-03", shape=THROUGHOUT), "30 December 2022 to 2 January 2023"),
        (span("2022-02-08", "2022-02-10", shape=THROUGHOUT), "8 and 9 February 2022"),
        (span("2023-07-16", "2023-07-21"), "between 16 and 20 July 2023"),
        (span("2023-01-01", "2023-08-01"), "between January and July 2023"),
        (span("2022-11-01", "2023-02-01", G.MONTH), "between November 2022 and January 2023"),
        (span("2023-01-01", "2023-08-01", shape=THROUGHOUT), "January to July 2023"),
        (span("2005-01-01", "2008-01-01", G.YEAR, THROUGHOUT), "2005 to 2007"),
        (span("2005-01-01", "2008-01-01", G.YEAR), "between 2005 and 2007"),
        (span("2023-07-16", "2023-08-01"), "second half of July 2023"),
        (span("2023-07-01", "2023-07-16", G.MONTH), "first half of July 2023"),
        (span("2023-07-01", "2023-07-11", G.MONTH), "early July 2023"),
        (span("2023-07-11", "2023-07-21", G.MONTH), "mid July 2023"),
        (span("2023-07-21", "2023-08-01", G.MONTH), "late July 2023"),
        (span("2023-07-25", "2023-08-01", G.MONTH), "the end of July 2023"),
        (span("2023-07-01", "2023-07-11"), "between 1 and 10 July 2023"),
        (span("2022-09-01", "2023-01-01", G.YEAR), "late 2022"),
        (span("2022-01-01", "2022-05-01", G.YEAR), "early 2022"),
        (span("2023-07-17", "2023-07-24", G.WEEK), "week of Monday 17 July 2023"),
        (span("2023-07-22", "2023-07-24", G.WEEKEND), "weekend of 22 July 2023"),
        (Span.month(2023, 7), "July 2023"),
        (span("2023-07-01", "2023-08-01"), "July 2023"),
        (span("2023-07-01", "2023-08-01", shape=THROUGHOUT), "1 to 31 July 2023"),
        (span("2023-06-01", "2023-09-01", G.SEASON), "summer 2023"),
        (span("2023-12-01", "2024-03-01", G.SEASON), "winter 2023 to 2024"),
        (span("2023-04-01", "2023-07-01", G.QUARTER), "second quarter of 2023"),
        (span("2023-10-01", "2024-01-01", G.QUARTER), "fourth quarter of 2023"),
        (span("2023-01-01", "2023-07-01", G.HALF), "first half of 2023"),
        (span("2023-07-01", "2024-01-01", G.HALF), "second half of 2023"),
        (Span.year(2022), "2022"),
        (span("2022-01-01", "2023-01-01"), "2022"),
        (span("1990-01-01", "2000-01-01", G.DECADE), "the 1990s"),
        (span("1901-01-01", "2001-01-01", G.CENTURY), "the 20th century"),
        (span("2007-01-01", "2023-08-02", G.YEAR, ONWARDS), "since 2007, going on"),
        (span("2007-03-01", "2023-08-02", G.MONTH, ONWARDS), "since March 2007, going on"),
        (span("2023-07-20", "2023-08-02", G.DAY, ONWARDS), "since 20 July 2023, going on"),
    ],
)
def test_spans_are_said_as_in_the_table(when: Span, said: str) -> None:
    assert span_words(when) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (date_words(None), "no date"),
        (date_words(None, modality=Modality.PLANNED), "no date, planned"),
        (date_words(Span.month(2023, 10), modality=Modality.PLANNED), "October 2023, planned"),
        (date_words(Span.of("2013-11-27"), modality=Modality.NEGATED), "Wednesday 27 November 2013, did not happen"),
        (
            date_words(None, bounds=(span("2023-07-21").start, span("2023-07-29").start)),
            "no date, after 20 July and before 29 July 2023",
        ),
        (bounds_words((span("2022-12-31").start, span("2023-01-02").start)), "after 30 December 2022 and before 2 January 2023"),
        (bounds_words((None, span("2023-07-29").start)), "before 29 July 2023"),
        (bounds_words((FIRST_DAY, None)), ""),
        (bounds_words(None), ""),
    ],
)
def test_what_belongs_to_a_date_is_said_with_it(words: str, said: str) -> None:
    assert words == said


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (["2023-07-25", "2023-07-24"], "24 or 25 July 2023, disputed"),
        (["2023-06-28", "2023-07-02"], "28 June or 2 July 2023, disputed"),
        (["2022-12-30", "2023-01-02"], "30 December 2022 or 2 January 2023, disputed"),
        (["2013-10-16", "2013-10-11", "2013-10-14"], "11, 14 or 16 October 2013, disputed"),
        ([f"2013-10-{day}" for day in range(11, 17)], "6 dates between 11 and 16 October 2013, disputed"),
    ],
)
def test_disputed_dates_name_every_rival(claims: list[str], said: str) -> None:
    made = tuple(Claim(Span.of(day), ("a",)) for day in claims)
    assert event_date_words(event(made[0].span, Status.DISPUTED, claims=made)) == said


def test_a_vague_rival_is_said_in_full() -> None:
    made = (Claim(Span.of("2023-07-24"), ("a",)), Claim(Span.month(2023, 8), ("b",)))
    assert event_date_words(event(made[0].span, Status.DISPUTED, claims=made)) == "24 July 2023 or August 2023, disputed"


def test_a_claim_that_holds_another_is_no_rival() -> None:
    made = tuple(Claim(s, ("a",)) for s in (Span.of("2023-07-24"), Span.month(2023, 7), Span.of("2023-07-25")))
    disputed = event(made[0].span, Status.DISPUTED, claims=made)
    assert rivals(disputed) == (made[0].span, made[2].span)
    assert rivals(replace(disputed, status=Status.AGREED)) == ()
    assert rivals(replace(disputed, claims=made[:2])) == ()


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("1994-01-01", "2023-11-01", "1994 to October 2023"),
        ("2023-07-14", "2023-08-01", "14 to 31 July 2023"),
        ("2023-06-28", "2023-07-03", "28 June to 2 July 2023"),
        ("2023-07-20", "2023-07-21", "20 July 2023"),
        ("2019-01-01", "2024-01-01", "2019 to 2023"),
    ],
)
def test_windows(start: str, end: str, said: str) -> None:
    assert window_words(Span.of(start).start, Span.of(end).start) == said


# ---- status ------------------------------------------------------------------------------------------------------------

ARTICLES = {
    key: Article(key, "text", f"{key}.txt", source=name, near_duplicate_of=copy)
    for key, name, copy in [
        ("a", "Far Meridian", None),
        ("b", "Puna Briefing", None),
        ("c", "Quarterdeck Notes", None),
        ("d", "", None),
        ("e", "Eastgate Echo", "a"),
    ]
}


def told(
    *articles: str, when: Span | None = None, expression: int | None = None, speaker: str | None = None
) -> tuple[Mention, ...]:
    return tuple(
        Mention(f"m{a}", a, 0, 4, "text", 0, 4, "visit", "text", expression=expression, span=when, speaker=speaker)
        for a in articles
    )


def store(**expressions: tuple[Expression, ...]) -> Timeline:
    return Timeline(tuple(ARTICLES.values()), expressions)


DAY, OTHER = Span.of("2023-07-24"), Span.of("2023-07-25")
LAST_WEEK = Expression(0, 9, "last week", "DATE", None, span=span("2023-07-17", "2023-07-24", G.WEEK))


@pytest.mark.parametrize(
    ("it", "badge", "sentence"),
    [
        (
            event(DAY, mentions=told("b"), claims=(Claim(DAY, ("b",)),)),
            "1 one source",
            "One source: Puna Briefing. Nothing confirms or contradicts its date.",
        ),
        (
            event(DAY, mentions=told("b", "c"), claims=(Claim(DAY, ("b",)),)),
            "1 one source",
            "One source dates it: Puna Briefing. One more reports it without a date.",
        ),
        (
            event(DAY, Status.AGREED, mentions=told("a", "b", "e"), claims=(Claim(DAY, ("a", "b", "e")),)),
            "= agreed",
            "Two sources give the same day.",
        ),
        (
            event(Span.month(2023, 7), Status.AGREED, mentions=told("a", "b"), claims=(Claim(Span.month(2023, 7), ("a", "b")),)),
            "= agreed",
            "Two sources give the same month.",
        ),
        (
            event(
                replace(Span.month(2023, 7), shape=THROUGHOUT),
                Status.AGREED,
                mentions=told("a", "b"),
                claims=(Claim(replace(Span.month(2023, 7), shape=THROUGHOUT), ("a", "b")),),
            ),
            "= agreed",
            "Two sources give the same month.",
        ),
        (
            event(DAY, Status.REFINED, mentions=told("a", when=DAY) + told("b", when=LAST_WEEK.span, expression=0)),
            "⊃ refined",
            "The sources fit together. The narrowest says Monday 24 July 2023; others say “last week”.",
        ),
        (
            event(DAY, Status.DISPUTED, mentions=told("a", "b", "c"), claims=(Claim(DAY, ("a", "e")), Claim(OTHER, ("b", "c")))),
            "≠ disputed",
            "Three sources give two different days. One says Monday 24 July, two say Tuesday 25 July.",
        ),
        (
            event(None, Status.UNDATED, bounds=(span("2023-07-21").start, span("2023-07-29").start)),
            "? no date",
            "No article dates this. It happened after 20 July and before 29 July 2023.",
        ),
        (
            event(span("2023-07-16", "2023-07-21"), Status.INFERRED),
            "? worked out",
            "No article dates this. It follows from other dates: between 16 and 20 July 2023.",
        ),
        (
            event(Span.month(2023, 10), Status.AGREED, Modality.PLANNED, mentions=told("a", speaker="Iran")),
            "○ planned",
            "Expected for October 2023 by Iran. No source says that it happened.",
        ),
        (
            event(span("2025-07-01", "2026-01-01", G.HALF), Status.SINGLE, Modality.PLANNED),
            "○ planned",
            "Expected for the second half of 2025. No source says that it happened.",
        ),
        (
            event(DAY, Status.AGREED, Modality.NEGATED, mentions=told("a", "e")),
            "− did not happen",
            "One source says that it did not happen.",
        ),
        (
            event(DAY, Status.EDITED, claims=(Claim(OTHER, ("a",)), Claim(DAY, ("b",)))),
            "✎ edited",
            "Date set to 24 July 2023. The sources say 24 or 25 July 2023.",
        ),
    ],
)
def test_status_is_said_as_in_the_table(it: Event, badge: str, sentence: str) -> None:
    said = status_words(it, store(b=(LAST_WEEK,)))
    assert f"{said.sign} {said.word}" == badge
    assert said.sentence == sentence


def test_every_status_has_its_words() -> None:
    for status in Status:
        for modality in Modality:
            for when in (DAY, None):
                it = event(when, status, modality)
                said = status_words(it, Timeline())
                assert said.kind == status_kind(it)
                assert (said.sign, said.word) == (BADGES[said.kind], badge_word(said.kind))
                assert said.sentence.endswith(".")


def test_copies() -> None:
    it = event(DAY, mentions=told("a", "b", "c", "e"))
    assert copies_words(it, store()) == ("3 of 4", "Four articles, three independent: Eastgate Echo retells Far Meridian.")
    assert copies_words(event(DAY, mentions=told("a")), store()) == ("1", "One article.")


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (Publication(Span.of("2023-07-29"), Basis.STATED), "published Saturday 29 July 2023, stated"),
        (Publication(Span.of("2023-07-29"), Basis.METADATA), "published Saturday 29 July 2023, stated in the page's metadata"),
        (
            Publication(span("2023-07-24", "2024-01-01"), Basis.INFERRED),
            "published between 24 July and 31 December 2023, worked out",
        ),
        (Publication(), "publication date not known"),
    ],
)
def test_publication(published: Publication, said: str) -> None:
    assert published_words(Article("a", "", published=published)) == said


def test_sources_without_a_name_are_told_apart_by_their_file() -> None:
    assert source_words(ARTICLES["a"]) == "Far Meridian"
    assert source_words(ARTICLES["d"]) == "Unsigned report (d.txt)"
    assert source_words(Article("x", "")) == "Unsigned report"


def test_counts() -> None:
    assert [count(n, "event") for n in (0, 1, 2, 4212)] == ["0 events", "1 event", "2 events", "4,212 events"]


# ---- properties --------------------------------------------------------------------------------------------------------

DAYS = st.integers(FIRST_DAY, LAST_END - 1)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(DAYS)
    length = draw(st.integers(1, 5000))
    end = min(start + length, LAST_END)
    return Span(start, end, draw(st.sampled_from(list(G))), draw(st.sampled_from(list(Shape))))


@given(spans())
def test_any_span_has_words_with_its_year_and_no_numeric_month(it: Span) -> None:
    said = span_words(it)
    assert said
    assert "-" not in said
    assert "/" not in said
    years = {str(it.first.year), str(it.last.year)} | {f"the {_century(it)}"}
    assert any(year in said for year in years)


def _century(it: Span) -> str:
    return str((it.first.year + 99) // 100)


@given(DAYS)
def test_a_day_is_said_as_the_calendar_has_it(day: int) -> None:
    at = date.fromordinal(day)
    weekday, number, month, year = day_words(day).split()
    assert (int(number), int(year)) == (at.day, at.year)
    assert weekday == "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[at.isoweekday() - 1]
    assert month.startswith("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[at.month - 1])


@given(
    st.integers(Span.year(1000).start, Span.year(3000).start),
    st.sampled_from([G.MONTH, G.QUARTER, G.SEASON, G.HALF, G.YEAR, G.DECADE]),
)
def test_different_periods_are_said_differently(day: int, unit: Granularity) -> None:
    here, following = period(day, unit), period(day, unit, 1)
    assert span_words(here) != span_words(following)
