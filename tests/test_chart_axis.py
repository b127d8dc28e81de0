"""The folded axis: pieces, the way from days to pixels and back, and what is written below."""

import itertools
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.chart.axis import Piece, check_window, piece_at, place, true_scale, unfold, unit_changes
from timeline.chart.folding import fold
from timeline.chart.ticks import strip_words, ticks
from timeline.span import FIRST_DAY, LAST_END, Span


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def pair(first: str, end: str | None = None) -> tuple[int, int]:
    span = Span.of(first, end)
    return span.start, span.end


STORY = [
    pair("1994-01-01", "1995-01-01"),
    pair("2007-01-01", "2023-12-31"),
    pair("2019-01-01", "2020-01-01"),
    pair("2020-01-01", "2021-01-01"),
    pair("2023-01-01", "2023-08-01"),
    *(pair(f"2023-07-{number}") for number in (16, 20, 24, 25, 26, 28)),
    pair("2023-10-01", "2023-11-01"),
]
WINDOW = (day("1994-01-01"), day("2023-11-01"))


def test_a_story_with_background_is_cut_into_readable_pieces() -> None:
    pieces = fold(WINDOW, STORY, 828)
    assert [piece.unit for piece in pieces] == ["year", "fold", "year", "fold", "year", "month", "day", "fold", "month"]
    by_day = next(piece for piece in pieces if piece.unit == "day")
    assert (date.fromordinal(by_day.start), date.fromordinal(by_day.end)) == (date(2023, 7, 15), date(2023, 8, 1))
    assert (by_day.x1 - by_day.x0) / 17 >= 20, "a day has room for its number"
    assert [strip_words(piece) for piece in pieces if piece.unit == "fold"] == ["12 years", "11 years", "2 months"]


def test_the_same_story_fits_a_phone() -> None:
    pieces = fold(WINDOW, STORY, 332)
    by_day = next(piece for piece in pieces if piece.unit == "day")
    assert (by_day.x1 - by_day.x0) > 0.4 * 332


@pytest.mark.parametrize("window", [("2023-07-14", "2023-08-01"), ("2023-06-01", "2023-08-31")])
def test_zooming_in_leaves_one_piece_and_no_strip(window: tuple[str, str]) -> None:
    bounds = (day(window[0]), day(window[1]))
    assert [(piece.start, piece.end) for piece in fold(bounds, STORY, 828)] == [bounds]


def test_a_strip_hides_nothing_that_begins_or_ends() -> None:
    for piece in fold(WINDOW, STORY, 828):
        if piece.unit == "fold":
            for start, end in STORY[:1] + STORY[2:]:
                assert not piece.start <= start < piece.end
                assert not piece.start <= end - 1 < piece.end


def test_events_spread_evenly_are_not_folded() -> None:
    spread = [(start, start + 1) for start in range(day("2020-01-01"), day("2024-01-01"), 9)]
    pieces = fold((spread[0][0], spread[-1][1]), spread, 828)
    assert [piece.unit for piece in pieces] == ["month"] or [piece.unit for piece in pieces] == ["year"]


def test_two_far_days_have_a_strip_between_them() -> None:
    pieces = fold((day("1944-06-01"), day("2023-07-30")), [pair("1944-06-06"), pair("2023-07-20")], 800)
    assert "79 years" in [strip_words(piece) for piece in pieces if piece.unit == "fold"]
    assert sum(piece.x1 - piece.x0 for piece in pieces if piece.unit == "fold") < 100


def test_true_scale_is_linear() -> None:
    (piece,) = true_scale(WINDOW, 500)
    middle = (WINDOW[0] + WINDOW[1]) / 2
    assert place((piece,), middle) == pytest.approx(250)


def test_an_empty_window_is_refused() -> None:
    with pytest.raises(ValueError, match="a window needs a day"):
        fold((5, 5), [], 800)
    with pytest.raises(ValueError, match="some width"):
        fold((5, 9), [], 0)
    with pytest.raises(ValueError, match="holds no day"):
        check_window(("2023-08-01", "2023-07-01"))
    with pytest.raises(ValueError, match="Invalid isoformat"):
        check_window(("soon", "later"))


def test_piece_at_and_unit_changes() -> None:
    pieces = fold(WINDOW, STORY, 828)
    assert piece_at(pieces, day("2001-01-01")).unit == "fold"
    assert piece_at(pieces, 1) == pieces[0]
    assert piece_at(pieces, LAST_END) == pieces[-1]
    changes = unit_changes(pieces)
    assert changes == (pieces[5].x0, pieces[6].x0), "no line beside a strip"


# ---- ticks -------------------------------------------------------------------------------------------------------------


def test_ticks_are_as_fine_as_the_piece() -> None:
    found = ticks(fold(WINDOW, STORY, 828))
    labels = [text for _, text in found.labels]
    assert labels[:6] == ["1994", "2007", "2019", "2020", "2021", "2022"]
    assert [str(number) for number in range(15, 32)] == labels[-18:-1]
    assert labels[-1] == "Oct"
    names = [text for _, text in found.names]
    assert names == ["by year", "2023 by month", "July 2023 by day", "2023"]


@pytest.mark.parametrize(
    ("first", "end", "width", "some"),
    [
        ("2023-07-01", "2023-08-01", 930, {"1", "2", "31"}),
        ("2023-07-01", "2023-08-01", 310, {"1", "3", "29"}),
        ("2023-07-01", "2023-08-01", 150, {"1", "5", "25"}),
        ("2023-01-01", "2024-01-01", 800, {"Jan", "Jul", "Dec"}),
        ("2023-01-01", "2024-01-01", 200, {"J", "D"}),
        ("2010-01-01", "2020-01-01", 800, {"2010", "2019"}),
        ("1800-01-01", "2000-01-01", 800, {"1850", "1900"}),
        ("0001-01-01", "2000-01-01", 400, {"200", "1000"}),
    ],
)
def test_tick_labels_at_every_scale(first: str, end: str, width: float, some: set[str]) -> None:
    assert some <= {text for _, text in ticks(true_scale((day(first), day(end)), width)).labels}


@pytest.mark.parametrize(
    ("days", "said"), [(20, "20 days"), (61, "2 months"), (525, "17 months"), (731, "2 years"), (4383, "12 years")]
)
def test_strips_say_their_length(days: int, said: str) -> None:
    assert strip_words(Piece(1, 1 + days, 0, 24, "fold")) == said


# ---- properties --------------------------------------------------------------------------------------------------------

STARTS = st.integers(day("1900-01-01"), day("2030-01-01"))
SPANS = st.lists(st.tuples(STARTS, st.sampled_from([1, 1, 1, 2, 7, 30, 92, 365, 3650])), min_size=1, max_size=40)


@settings(max_examples=150, deadline=None)
@given(SPANS, st.floats(280, 2000))
def test_pieces_tile_the_window_and_the_width(starts: list[tuple[int, int]], width: float) -> None:
    spans = [(start, start + length) for start, length in starts]
    window = (min(a for a, _ in spans), max(b for _, b in spans))
    pieces = fold(window, spans, width)
    assert pieces[0].start == window[0]
    assert pieces[-1].end == window[1]
    assert pieces[0].x0 == 0
    assert pieces[-1].x1 == pytest.approx(width)
    for left, right in itertools.pairwise(pieces):
        assert left.end == right.start
        assert left.x1 == pytest.approx(right.x0)
    assert all(piece.start < piece.end and piece.x0 < piece.x1 for piece in pieces)
    assert sum(piece.unit == "fold" for piece in pieces) <= 9


@settings(max_examples=100, deadline=None)
@given(SPANS, st.floats(280, 2000), st.data())
def test_unfold_is_the_inverse_of_place(starts: list[tuple[int, int]], width: float, data: st.DataObject) -> None:
    spans = [(start, start + length) for start, length in starts]
    window = (min(a for a, _ in spans), max(b for _, b in spans))
    pieces = fold(window, spans, width)
    some = data.draw(st.integers(window[0], window[1] - 1))
    assert unfold(pieces, place(pieces, some)) == some
    assert unfold(pieces, place(pieces, some + 0.5)) == some
    assert place(pieces, some) <= place(pieces, some + 1)


@settings(max_examples=100, deadline=None)
@given(SPANS)
def test_known_days_never_vanish_in_a_strip(starts: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in starts]
    window = (min(a for a, _ in spans), max(b for _, b in spans))
    pieces = fold(window, spans, 828)
    for start, length in starts:
        if length <= 8:
            assert piece_at(pieces, start).unit != "fold"


@settings(max_examples=60, deadline=None)
@given(SPANS, st.floats(280, 1500))
def test_tick_texts_never_touch(starts: list[tuple[int, int]], width: float) -> None:
    spans = [(start, start + length) for start, length in starts]
    window = (min(a for a, _ in spans), max(b for _, b in spans))
    found = ticks(fold(window, spans, width))
    for texts in (found.labels, found.names):
        for (x0, left), (x1, right) in itertools.pairwise(texts):
            assert x1 - x0 >= (len(left) + len(right)) * 6.2 / 2


@pytest.mark.parametrize("window", [(FIRST_DAY, LAST_END), (LAST_END - 200, LAST_END), (FIRST_DAY, FIRST_DAY + 1)])
def test_the_ends_of_the_calendar(window: tuple[int, int]) -> None:
    pieces = fold(window, [(window[0], window[0] + 1), (window[1] - 1, window[1])], 800)
    assert ticks(pieces).marks
    assert unfold(pieces, -50) == window[0]
    assert unfold(pieces, 9999) == window[1] - 1


def test_many_spans_fold_fast_and_like_a_list() -> None:
    starts = np.arange(day("1990-01-01"), day("2023-01-01"), 3)
    array = np.column_stack([starts, starts + 1])
    window = (int(starts[0]), int(starts[-1]) + 1)
    assert fold(window, array, 900) == fold(window, [(int(a), int(b)) for a, b in array], 900)
