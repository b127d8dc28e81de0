"""Spans: a table of calendar facts and the laws of the algebra."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.span import FIRST_DAY, LAST_END, MONTHS, Granularity, OutOfRangeError, Shape, Span, add_months, period

G = Granularity
days = st.integers(FIRST_DAY, LAST_END - 1)
mild_days = st.integers(date(200, 1, 1).toordinal(), date(9700, 1, 1).toordinal())
units = st.sampled_from(list(Granularity))
month_units = st.sampled_from(sorted(MONTHS))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(mild_days)
    return Span(start, start + draw(st.integers(1, 5000)), draw(units), draw(st.sampled_from(list(Shape))))


@pytest.mark.parametrize(
    ("day", "unit", "steps", "expected"),
    [
        ("2023-07-20", G.DAY, -1, "2023-07-19"),
        ("2023-07-20", G.WEEK, 0, "2023-07-17..2023-07-24"),
        ("2023-07-23", G.WEEK, 0, "2023-07-17..2023-07-24"),
        ("2023-07-20", G.WEEKEND, 0, "2023-07-22..2023-07-24"),
        ("2023-07-24", G.WEEKEND, -1, "2023-07-22..2023-07-24"),
        ("2024-02-29", G.MONTH, 0, "2024-02-01..2024-03-01"),
        ("2023-12-31", G.MONTH, 1, "2024-01-01..2024-02-01"),
        ("2023-07-20", G.QUARTER, -1, "2023-04-01..2023-07-01"),
        ("2023-01-15", G.SEASON, 0, "2022-12-01..2023-03-01"),
        ("2023-12-15", G.SEASON, 0, "2023-12-01..2024-03-01"),
        ("2023-07-20", G.SEASON, 1, "2023-09-01..2023-12-01"),
        ("2023-07-20", G.HALF, 0, "2023-07-01..2024-01-01"),
        ("2023-07-20", G.YEAR, -23, "2000-01-01..2001-01-01"),
        ("1990-01-01", G.DECADE, 0, "1990-01-01..2000-01-01"),
        ("1999-12-31", G.DECADE, 1, "2000-01-01..2010-01-01"),
        ("2000-12-31", G.CENTURY, 0, "1901-01-01..2001-01-01"),
        ("2001-01-01", G.CENTURY, 0, "2001-01-01..2101-01-01"),
    ],
)
def test_period(day: str, unit: Granularity, steps: int, expected: str) -> None:
    assert str(period(date.fromisoformat(day).toordinal(), unit, steps)) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2023-12-15", 1, "2024-01-15"),
        ("2023-01-15", -1, "2022-12-15"),
    ],
)
def test_add_months(day: str, months: int, expected: str) -> None:
    assert date.fromordinal(add_months(date.fromisoformat(day).toordinal(), months)).isoformat() == expected


@pytest.mark.parametrize(
    "make",
    [
        lambda: Span(0, 5),
        lambda: Span(LAST_END, LAST_END + 1),
        lambda: Span.year(0),
        lambda: Span.year(9999),
        lambda: Span.of("9998-05-05").shift(2, G.YEAR),
        lambda: Span.of("0001-01-02").shift(-1, G.WEEK),
        lambda: period(5, G.DECADE),
        lambda: add_months(LAST_END, 1),
    ],
)
def test_out_of_range_raises(make: object) -> None:
    with pytest.raises(OutOfRangeError):
        make()  # type: ignore[operator]


def test_an_empty_span_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Span(738000, 738000)


@given(day=mild_days, unit=units)
def test_a_period_holds_its_day_and_periods_are_adjacent(day: int, unit: Granularity) -> None:
    here, following = period(day, unit), period(day, unit, 1)
    if unit is G.WEEKEND:
        assert following.start - here.start == 7
    else:
        assert here.contains(day)
        assert here.end == following.start


@given(day=mild_days, unit=units, steps=st.integers(-30, 30), more=st.integers(-30, 30))
def test_steps_add_up(day: int, unit: Granularity, steps: int, more: int) -> None:
    if unit in (G.DECADE, G.CENTURY):
        steps, more = steps % 2, more % 2  # so that no century lies beyond the year 9999
    once = period(day, unit, steps + more)
    assert period(period(day, unit, steps).start, unit, more) == once


@given(span=spans(), other=spans())
def test_intersection_and_hull(span: Span, other: Span) -> None:
    common, whole = span.intersect(other), span.hull(other)
    assert (common is None) == (not span.overlaps(other))
    assert whole.contains(span)
    assert whole.contains(other)
    if common:
        assert span.contains(common)
        assert other.contains(common)
        assert common.days == span.days + other.days - whole.days
    assert (span.intersect(other), span.hull(other)) == (other.intersect(span), other.hull(span)) or span.start == other.start


@given(span=spans(), other=spans())
def test_gap_is_zero_only_where_the_two_meet(span: Span, other: Span) -> None:
    gap = span.gap(other)
    assert gap == -other.gap(span)
    if gap > 0:
        assert span.end + gap == other.start
    assert not (gap and span.overlaps(other))


@given(day=mild_days, unit=month_units, count=st.integers(-12, 12), by=month_units)
def test_a_whole_period_stays_one_when_shifted_by_whole_periods(day: int, unit: Granularity, count: int, by: Granularity) -> None:
    if MONTHS[by] % MONTHS[unit] or MONTHS[by] * abs(count) > 1200:
        return
    span = period(day, unit)
    moved = span.shift(count, by)
    assert moved == period(moved.start, unit)
    assert moved == period(day, unit, count * MONTHS[by] // MONTHS[unit])


@given(span=spans(), unit=units)
def test_snap_contains_and_is_idempotent(span: Span, unit: Granularity) -> None:
    wide = span.snap(unit)
    if unit is not G.WEEKEND:
        assert wide.contains(span)
    assert wide.snap(unit) == wide
    assert wide.granularity is unit


@given(span=spans(), count=st.integers(-400, 400))
def test_shifting_by_days_goes_back(span: Span, count: int) -> None:
    assert span.shift(count, G.DAY).shift(-count, G.DAY) == span


@given(st.integers().filter(lambda day: not FIRST_DAY <= day < LAST_END))
def test_a_day_out_of_range_raises_with_its_number(day: int) -> None:
    with pytest.raises(OutOfRangeError, match="outside the years"):
        Span(day, day + 1)


def test_the_last_day_is_inside_and_the_end_is_not() -> None:
    span = Span.of("2023-07-16", "2023-08-01")
    assert (span.first, span.last, span.days) == (date(2023, 7, 16), date(2023, 7, 31), 16)
    assert not span.contains(date(2023, 8, 1).toordinal())
