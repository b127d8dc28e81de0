"""The time axis of the picture as pieces, each linear in itself: where a day stands, and which day stands at an x."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from timeline.span import FIRST_DAY, LAST_END

Unit = Literal["day", "month", "year", "fold"]
Days = npt.NDArray[np.int64]

DAYS_IN = {"day": 1.0, "month": 30.44, "year": 365.25}
"""Days in a unit, on the average."""


class Piece(NamedTuple):
    """A stretch of days `[start, end)` drawn linearly from x0 to x1 pixels; a "fold" is a torn strip."""

    start: int
    end: int
    x0: float
    x1: float
    unit: Unit


def true_scale(window: tuple[int, int], width: float = 828.0) -> tuple[Piece, ...]:
    """Return the axis without folds: one piece.

    >>> true_scale((1, 32), 310)
    (Piece(start=1, end=32, x0=0.0, x1=310, unit='day'),)
    """
    lo, hi = window
    return (Piece(lo, hi, 0.0, width, unit_of(width / (hi - lo))),)


def place(pieces: Sequence[Piece], day: float) -> float:
    """Return the x of a day number; the middle of a day is at day + 0.5.  Days outside stand at the edge.

    >>> place((Piece(10, 20, 0, 100, "day"),), 12.5), place((Piece(10, 20, 0, 100, "day"),), 99)
    (25.0, 100.0)
    """
    return float(place_all(pieces, np.array([day], dtype=float))[0])


def place_all(pieces: Sequence[Piece], days: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the x of many day numbers at once."""
    stops = [float(piece.start) for piece in pieces] + [float(pieces[-1].end)]
    return np.interp(days, stops, [piece.x0 for piece in pieces] + [pieces[-1].x1])


def unfold(pieces: Sequence[Piece], x: float) -> int:
    """Return the day number at an x, the inverse of `place`; an x outside gives the first or the last day.

    >>> unfold((Piece(10, 20, 0, 100, "day"),), 25.0)
    12
    """
    stops = [piece.x0 for piece in pieces] + [pieces[-1].x1]
    day = np.interp(x, stops, [float(piece.start) for piece in pieces] + [float(pieces[-1].end)])
    # Rounding keeps the two inverse: x is a sum of products and may come back as 738000 - 1e-10.
    return min(int(np.floor(round(float(day), 6))), pieces[-1].end - 1)


def unit_of(rate: float) -> Unit:
    """Return the unit in which a piece of so many pixels per day is read.

    >>> unit_of(20.0), unit_of(1.0), unit_of(0.1)
    ('day', 'month', 'year')
    """
    if rate >= 3.0:
        return "day"
    return "month" if rate * DAYS_IN["month"] >= 7.5 else "year"


def unit_changes(pieces: Sequence[Piece]) -> tuple[float, ...]:
    """Return the x where two pieces of different scale meet without a strip between them.

    >>> unit_changes((Piece(1, 9, 0, 50, "year"), Piece(9, 12, 50, 90, "day")))
    (50,)
    """
    pairs = pairwise(pieces)
    return tuple(b.x0 for a, b in pairs if "fold" not in {a.unit, b.unit})


def piece_at(pieces: Sequence[Piece], day: int) -> Piece:
    """Return the piece that holds a day; the first or last one where it lies outside.

    >>> piece_at((Piece(1, 9, 0, 50, "year"), Piece(9, 12, 50, 90, "day")), 10).unit
    'day'
    """
    index = bisect_right([piece.start for piece in pieces], day) - 1
    return pieces[min(max(index, 0), len(pieces) - 1)]


def check_window(window: tuple[int | str | date, int | str | date]) -> tuple[int, int]:
    """Return a window as day numbers, from numbers, ISO dates or date objects.

    Raises:
        ValueError: if it is empty or outside the years 1 to 9999.

    >>> check_window(("2023-07-14", "2023-08-01"))
    (738715, 738733)
    """
    lo, hi = (_number(value) for value in window)
    if not FIRST_DAY <= lo < hi <= LAST_END:
        raise ValueError(f"the window {window[0]} to {window[1]} holds no day of the years 1 to 9999")
    return lo, hi


def _number(value: int | str | date) -> int:
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return value.toordinal() if isinstance(value, date) else int(value)


def new_year(year: int) -> int:
    """Return the day number of the first day of a year; of year 10000, the last end there is.

    >>> new_year(1), new_year(10000) == LAST_END
    (1, True)
    """
    return date(year, 1, 1).toordinal() if year <= 9999 else LAST_END


def next_month(at: date) -> int:
    """Return the day number on which the month after that of a date begins.

    >>> date.fromordinal(next_month(date(2023, 12, 5))).isoformat()
    '2024-01-01'
    """
    return date(at.year, at.month + 1, 1).toordinal() if at.month < 12 else new_year(at.year + 1)
