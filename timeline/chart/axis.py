"""The folded time axis: where a day stands on the picture, where time is left out, and what is written below.

A timeline of one busy week and three years of background does not fit on a linear axis.  The axis is cut into pieces, each
linear in itself: busy stretches by day, sparse ones by month or year, and a long stretch in which nothing begins or ends
becomes a narrow torn strip.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from timeline.span import FIRST_DAY, LAST_END

Unit = Literal["day", "month", "year", "fold"]
Days = npt.NDArray[np.int64]

STRIP = 24.0
"""Width of a torn strip, in pixels."""
_SHARE = 0.12  # an empty stretch longer than this share of the plot is torn out
_MAX_STRIPS = 8
_SHORTEST_STRIP = 28  # days
_LASTING = 400  # a span of fewer days is read together with what stands beside it
_NEAR_MONTH = 3  # days
_ONE_PIECE = 92  # a window of so few days is never folded
_FINE = 8  # a span of at most so many days asks for a scale on which single days can be told apart
_CELL = {"month": 17.0, "year": 37.0}  # pixels wished for
_DAYS_IN = {"day": 1.0, "month": 30.44, "year": 365.25}
_DENSE_SHARE = 0.45  # what busy stretches get at least
_WIDEST_DAY = 44.0
_NARROWEST_PIECE = 40.0


class Piece(NamedTuple):
    """A stretch of days `[start, end)` drawn linearly from x0 to x1 pixels; a "fold" is a torn strip."""

    start: int
    end: int
    x0: float
    x1: float
    unit: Unit


def fold(window: tuple[int, int], spans: Iterable[tuple[int, int]] | Days, width: float = 828.0) -> tuple[Piece, ...]:
    """Cut a window of time into pieces so that what happened in it has room.

    Args:
        window: first day number and end (exclusive).
        spans: first day and end (exclusive) of everything that is to be drawn.
        width: pixels of the plot.

    Raises:
        ValueError: if the window is empty or the width is not positive.

    >>> spans = [(1, 2), (738000, 738001), (738004, 738005)]
    >>> [piece.unit for piece in fold((1, 738010), spans)]
    ['day', 'fold', 'day']
    """
    lo, hi = window
    if hi <= lo or width <= 0:
        raise ValueError(f"a window needs a day and some width, got {lo} to {hi} on {width} pixels")
    pairs = np.asarray(spans if isinstance(spans, np.ndarray) else list(spans), dtype=np.int64).reshape(-1, 2)
    pairs = pairs[(pairs[:, 0] < hi) & (pairs[:, 1] > lo)]
    if hi - lo <= _ONE_PIECE or not len(pairs):
        return true_scale(window, width)
    length = pairs[:, 1] - pairs[:, 0]
    lasting = _runs(*pairs[(length > _FINE) & (length < _LASTING)].T)
    return _Folding(window, width, *_boundaries(pairs, lo, hi), lasting).pieces()


def true_scale(window: tuple[int, int], width: float = 828.0) -> tuple[Piece, ...]:
    """Return the axis without folds: one piece.

    >>> true_scale((1, 32), 310)
    (Piece(start=1, end=32, x0=0.0, x1=310, unit='day'),)
    """
    lo, hi = window
    return (Piece(lo, hi, 0.0, width, _unit(width / (hi - lo))),)


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


def _unit(rate: float) -> Unit:
    """The unit in which a piece of so many pixels per day is read."""
    if rate >= 3.0:
        return "day"
    return "month" if rate * _DAYS_IN["month"] >= 7.5 else "year"


# ---- what begins and ends where ----------------------------------------------------------------------------------------


Runs = list[tuple[int, int]]


class _Boundary(NamedTuple):
    day: int
    unit: Unit


def _boundaries(pairs: Days, lo: int, hi: int) -> tuple[Runs, list[_Boundary]]:
    """Runs of days in which something fine begins or ends, and the boundaries of everything coarser."""
    length = pairs[:, 1] - pairs[:, 0]
    fine = pairs[length <= _FINE]
    coarse = pairs[length > _FINE]
    runs = _to_months(_runs(np.maximum(fine[:, 0] - 1, lo), np.minimum(fine[:, 1] + 1, hi)), lo, hi)
    days = np.concatenate([coarse[:, 0], coarse[:, 1] - 1])
    years = np.tile((coarse[:, 1] - coarse[:, 0]) >= 300, 2)
    inside = (days >= lo) & (days < hi)
    found = np.unique(days[inside] * 2 + years[inside]).tolist()
    return runs, [_Boundary(key // 2, "year" if key % 2 and _at_new_year(key // 2) else "month") for key in found]


def _to_months(runs: Runs, lo: int, hi: int) -> Runs:
    """Let runs begin and end with a month where they nearly do."""
    out: Runs = []
    for start, end in runs:
        first, following = date.fromordinal(start).replace(day=1).toordinal(), _next_month(date.fromordinal(end - 1))
        a = first if start - first <= _NEAR_MONTH and first >= lo else start
        b = following if following - end <= _NEAR_MONTH and following <= hi else end
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def _at_new_year(day: int) -> bool:
    at = date.fromordinal(day)
    return (at.month, at.day) in {(1, 1), (12, 31)}


def _runs(starts: Days, ends: Days) -> list[tuple[int, int]]:
    """The union of intervals as sorted disjoint runs."""
    if not len(starts):
        return []
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(ends[order])
    cuts = np.flatnonzero(starts[1:] > reach[:-1]) + 1
    first = starts[np.concatenate([[0], cuts])]
    last = reach[np.concatenate([cuts - 1, [len(reach) - 1]])]
    return [(int(a), int(b)) for a, b in zip(first, last, strict=True)]


# ---- folding -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Segment:
    start: int
    end: int
    kind: Literal["dense", "month", "year", "fold"]
    empty: bool = False  # nothing begins or ends in it
    px: float = 0.0

    @property
    def days(self) -> int:
        return self.end - self.start


class _Folding:
    """Greedy: draw everything, tear out the widest empty stretch as long as it takes too much, draw again."""

    def __init__(self, bounds: tuple[int, int], width: float, runs: Runs, coarse: list[_Boundary], lasting: Runs) -> None:
        (self.lo, self.hi), self.width, self.coarse = bounds, width, coarse
        self.strip = min(STRIP, width / 28)
        self.runs, self.lasting = runs, lasting
        self.split: set[tuple[int, int]] = set()  # gaps between runs that no longer belong to a dense stretch
        self.torn: set[tuple[int, int]] = set()
        self.absorbed: set[tuple[int, int]] = set()  # coarse stretches that are drawn by day after all

    def pieces(self) -> tuple[Piece, ...]:
        for _ in range(4 * _MAX_STRIPS):
            segments = self._measured()
            if not self._absorb(segments) and not self._tear(segments):
                break
        return self._placed(self._measured())

    def _absorb(self, segments: list[_Segment]) -> bool:
        """Draw a coarse stretch by day as well, if it takes no more room so; say whether one was."""
        before = len(self.absorbed)
        for coarse, group in groupby(segments, key=lambda s: s.kind in _CELL):
            cells = list(group)
            if coarse:
                a, b = cells[0].start, cells[-1].end
                rates = [s.px / s.days for s in segments if s.kind == "dense" and (s.end == a or s.start == b)]
                if rates and (b - a) * min(rates) <= sum(s.px for s in cells):
                    self.absorbed.add((a, b))
        return len(self.absorbed) > before

    def _measured(self) -> list[_Segment]:
        segments = self._segments()
        strips = [s for s in segments if s.kind == "fold"]
        coarse = [s for s in segments if s.kind in _CELL]
        dense = [s for s in segments if s.kind == "dense"]
        for s in strips:
            s.px = self.strip
        scale = min(1.0, self.width / 600)
        for s in coarse:
            s.px = s.days * _CELL[s.kind] / _DAYS_IN[s.kind] * scale
        self._widen(segments, _NARROWEST_PIECE * scale)
        self._share(coarse, dense, self.width - sum(s.px for s in strips))
        return segments

    @staticmethod
    def _widen(segments: list[_Segment], least: float) -> None:
        """Give a short coarse piece the width that its name and a soft bar need."""
        for kind, group in groupby(segments, key=lambda s: s.kind):
            cells = list(group)
            px = sum(s.px for s in cells)
            if kind in _CELL and px < least:
                for s in cells:
                    s.px *= least / px

    @staticmethod
    def _share(coarse: list[_Segment], dense: list[_Segment], room: float) -> None:
        """Give the coarse pieces what they wish and the dense ones the rest, within limits on both sides."""
        wished, days = sum(s.px for s in coarse), sum(s.days for s in dense)
        if dense:
            wished = min(wished, (1 - _DENSE_SHARE) * room)
            least = [max(s.days * (room - wished) / days, min(_NARROWEST_PIECE, room / 12)) for s in dense]
            for s, px in zip(dense, least, strict=True):
                s.px = min(px, s.days * _WIDEST_DAY)
            if not coarse or sum(least) > room - wished or sum(s.px for s in dense) < room - wished:
                wished = sum(s.px for s in coarse)
        total = sum(s.px for s in coarse) or 1.0
        for s in coarse:
            s.px *= wished / total
        factor = room / (sum(s.px for s in coarse) + sum(s.px for s in dense))
        for s in (*coarse, *dense):
            s.px *= factor

    def _tear(self, segments: list[_Segment]) -> bool:
        """Take the widest empty stretch out, if it is wider than its share; say whether one was."""
        if sum(s.kind == "fold" for s in segments) >= _MAX_STRIPS:
            return False
        candidates: list[tuple[float, int, int, bool]] = [
            (self._measure(s, segments), s.start, s.end, False) for s in self._empty_runs(segments) if s.days >= _SHORTEST_STRIP
        ]
        for s in segments:
            if s.kind == "dense":
                rate = s.px / s.days
                candidates += [(rate * (b - a), a, b, True) for a, b in self._gaps(s) if b - a >= _SHORTEST_STRIP]
        px, a, b, inside = max(candidates, default=(0.0, 0, 0, False))
        if px <= _SHARE * self.width:
            return False
        (self.split if inside else self.torn).add((a, b))
        if inside and not any(a <= c.day < b for c in self.coarse):
            self.torn.add((a, b))
        return True

    def _measure(self, run: _Segment, segments: list[_Segment]) -> float:
        """The width of an empty stretch: on the scale of the busy one that it touches, unless something short lasts in it."""
        lasting = sum(max(0, min(end, run.end) - max(start, run.start)) for start, end in self.lasting)
        if 2 * lasting > run.days:
            return run.px
        beside = [s for s in segments if s.kind == "dense" and (s.end == run.start or run.end == s.start)]
        return max([run.px, *(run.days * s.px / s.days for s in beside)])

    @staticmethod
    def _empty_runs(segments: list[_Segment]) -> list[_Segment]:
        runs: list[_Segment] = []
        for s in segments:
            if not s.empty:
                continue
            if runs and runs[-1].end == s.start:
                runs[-1] = _Segment(runs[-1].start, s.end, s.kind, True, runs[-1].px + s.px)
            else:
                runs.append(_Segment(s.start, s.end, s.kind, True, s.px))
        return runs

    def _gaps(self, dense: _Segment) -> list[tuple[int, int]]:
        inside = [run for run in self.runs if dense.start <= run[0] and run[1] <= dense.end]
        return [(a[1], b[0]) for a, b in pairwise(inside)]

    def _segments(self) -> list[_Segment]:
        """The window from left to right: dense stretches, and cells of months and years between them."""
        out: list[_Segment] = []
        at = self.lo
        for start, end in self._blocks():
            out += self._outside(at, start)
            out.append(_Segment(start, end, "dense"))
            at = end
        return out + self._outside(at, self.hi)

    def _blocks(self) -> list[tuple[int, int]]:
        blocks: list[tuple[int, int]] = []
        for start, end in self.runs:
            gap = (blocks[-1][1], start) if blocks else None
            if gap and (gap not in self.split or gap in self.absorbed):
                blocks[-1] = (blocks[-1][0], end)
            else:
                blocks.append((start, end))
        if blocks and (blocks[0][0] - self.lo < _SHORTEST_STRIP or (self.lo, blocks[0][0]) in self.absorbed):
            blocks[0] = (self.lo, blocks[0][1])
        if blocks and (self.hi - blocks[-1][1] < _SHORTEST_STRIP or (blocks[-1][1], self.hi) in self.absorbed):
            blocks[-1] = (blocks[-1][0], self.hi)
        return blocks

    def _outside(self, a: int, b: int) -> list[_Segment]:
        if a >= b:
            return []
        if (a, b) in self.torn:
            return [_Segment(a, b, "fold")]
        out: list[_Segment] = []
        for cell in _cells(a, b, self.coarse):
            strip = next(((x, y) for x, y in self.torn if x <= cell.start and cell.end <= y), None)
            if strip is None:
                out.append(cell)
            elif not out or out[-1].kind != "fold" or out[-1].end < strip[0] or out[-1].start < strip[0]:
                out.append(_Segment(cell.start, cell.end, "fold"))
            else:
                out[-1].end = cell.end
        return out

    def _placed(self, segments: list[_Segment]) -> tuple[Piece, ...]:
        """Join neighbors of the same kind and give every piece its x."""
        merged: list[_Segment] = []
        for s in segments:
            if merged and merged[-1].kind == s.kind != "dense":
                merged[-1].end, merged[-1].px = s.end, merged[-1].px + s.px
            else:
                merged.append(s)
        out: list[Piece] = []
        x = 0.0
        for s in merged:
            unit: Unit = _unit(s.px / s.days) if s.kind == "dense" else s.kind
            out.append(Piece(s.start, s.end, x, x + s.px, unit))
            x += s.px
        out[-1] = out[-1]._replace(x1=self.width)
        return tuple(out)


def _cells(a: int, b: int, coarse: list[_Boundary]) -> list[_Segment]:
    """The stretch as years, and as months where something begins or ends with a month or the year is cut."""
    inside = [c for c in coarse if a <= c.day < b]
    by_month = {date.fromordinal(c.day).year for c in inside if c.unit == "month"}
    active_years = {date.fromordinal(c.day).year for c in inside}
    active_months = {(d.year, d.month) for d in (date.fromordinal(c.day) for c in inside)}
    out: list[_Segment] = []
    for year in range(date.fromordinal(a).year, date.fromordinal(b - 1).year + 1):
        start, end = _new_year(year), _new_year(year + 1)
        if a <= start and end <= b and year not in by_month:
            out.append(_Segment(start, end, "year", year not in active_years))
            continue
        for month in range(1, 13):
            first = date(year, month, 1).toordinal()
            last = date(year, month + 1, 1).toordinal() if month < 12 else end
            if first < b and last > a:
                out.append(_Segment(max(first, a), min(last, b), "month", (year, month) not in active_months))
    return out


def _new_year(year: int) -> int:
    return date(year, 1, 1).toordinal() if year <= 9999 else LAST_END


# ---- ticks -------------------------------------------------------------------------------------------------------------

_MONTHS = "January February March April May June July August September October November December".split()


class Ticks(NamedTuple):
    """What is drawn below the axis: x of the tick marks, labels (x, text), and names of pieces (x, text)."""

    marks: tuple[float, ...]
    labels: tuple[tuple[float, str], ...]
    names: tuple[tuple[float, str], ...]


def ticks(pieces: Sequence[Piece], char: float = 6.2) -> Ticks:
    """Return tick marks and their texts, as fine as each piece allows.

    Args:
        pieces: the axis.
        char: width of a character in pixels.

    >>> ticks(true_scale((date(2023, 7, 14).toordinal(), date(2023, 7, 17).toordinal()), 90)).labels
    ((15.0, '14'), (45.0, '15'), (75.0, '16'))
    """
    marks: list[float] = []
    labels: list[tuple[float, str]] = []
    names: list[tuple[float, str]] = []
    for piece in pieces:
        if piece.unit == "fold":
            continue
        cells = {"day": _day_cells, "month": _month_cells, "year": _year_cells}[piece.unit](piece)
        for start, end, text in cells:
            x0, x1 = place(pieces, max(start, piece.start)), place(pieces, min(end, piece.end))
            marks.append(x0)
            cut = start < piece.start or end > piece.end
            if text and (not cut or len(cells) == 1 or x1 - x0 >= len(text) * char):
                labels.append(((x0 + x1) / 2, text))
        names += _names(piece, char)
    return Ticks(tuple(marks), _apart(labels, char, 2.0), _apart(names, char, 6.0))


def _apart(texts: list[tuple[float, str]], char: float, gap: float) -> tuple[tuple[float, str], ...]:
    """Leave out a text that would touch the one before it."""
    out: list[tuple[float, str]] = []
    for x, text in sorted(texts):
        half = len(text) * char / 2
        if not out or x - half >= out[-1][0] + len(out[-1][1]) * char / 2 + gap:
            out.append((x, text))
    return tuple(out)


Cell = tuple[int, int, str]


def _step(cell: float, steps: Sequence[int], least: float) -> int:
    return next((step for step in steps if step * cell >= least), steps[-1])


def _day_cells(piece: Piece) -> list[Cell]:
    rate = (piece.x1 - piece.x0) / (piece.end - piece.start)
    step = _step(rate, (1, 2, 5, 10, 15), 18.0)
    out: list[Cell] = []
    for day in range(piece.start, piece.end):
        number = date.fromordinal(day).day
        if step == 1 or number == 1 or (number % step == 0 and number + step // 2 <= 30):
            out.append((day, day + 1, str(number)))
        elif rate >= 6:
            out.append((day, day + 1, ""))
    return out


def _month_cells(piece: Piece) -> list[Cell]:
    cell = (piece.x1 - piece.x0) / (piece.end - piece.start) * _DAYS_IN["month"]
    step = 1 if cell >= 9 else _step(cell, (3, 6, 12), 26.0)
    out: list[Cell] = []
    at = date.fromordinal(piece.start).replace(day=1)
    while at.toordinal() < piece.end:
        following = _next_month(at)
        name = _MONTHS[at.month - 1]
        if step == 1:
            alone = at.toordinal() <= piece.start and following >= piece.end
            text = name[:3] if cell >= 22 or alone else name[0]
            out.append((at.toordinal(), following, text))
        elif (at.month - 1) % step == 0:
            out.append((at.toordinal(), following, name[:3]))
        if following >= LAST_END:
            break
        at = date.fromordinal(following)
    return out


def _next_month(at: date) -> int:
    return date(at.year, at.month + 1, 1).toordinal() if at.month < 12 else _new_year(at.year + 1)


def _year_cells(piece: Piece) -> list[Cell]:
    cell = (piece.x1 - piece.x0) / (piece.end - piece.start) * _DAYS_IN["year"]
    step = _step(cell, (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000), 32.0)
    first, last = date.fromordinal(piece.start).year, date.fromordinal(piece.end - 1).year
    out: list[Cell] = []
    for year in range(first, last + 1):
        if step == 1 or year % step == 0:
            out.append((_new_year(year), _new_year(year + 1), str(year)))
        elif cell >= 6:
            out.append((_new_year(year), _new_year(year + 1), ""))
    return out


def _names(piece: Piece, char: float) -> list[tuple[float, str]]:
    """What names a piece: its months, its years, or only its unit; the longest text that fits."""
    first, last = date.fromordinal(piece.start), date.fromordinal(piece.end - 1)
    if piece.unit == "year":
        return _fitting(piece.x0, piece.x1, ("by year",) if first.year != last.year else (), char)
    out: list[tuple[float, str]] = []
    at = max(first.replace(day=1) if piece.unit == "day" else first.replace(month=1, day=1), date.min)
    while at.toordinal() < piece.end:
        following = _next_month(at) if piece.unit == "day" else _new_year(at.year + 1)
        x0 = place((piece,), max(at.toordinal(), piece.start))
        x1 = place((piece,), min(following, piece.end))
        name = _MONTHS[at.month - 1]
        texts = (f"{name} {at.year}", f"{name[:3]} {at.year}", name[:3]) if piece.unit == "day" else (str(at.year),)
        if (first.year, first.month if piece.unit == "day" else 0) == (last.year, last.month if piece.unit == "day" else 0):
            texts = (f"{texts[0]} by {piece.unit}", *texts)
        out += _fitting(x0, x1, texts, char)
        if following >= LAST_END:
            break
        at = date.fromordinal(following)
    return out


def _fitting(x0: float, x1: float, texts: Sequence[str], char: float) -> list[tuple[float, str]]:
    # A short piece stands beside a strip, where there is room for its name.
    fits = (text for text in texts if len(text) * char <= x1 - x0 + 14)
    return [((x0 + x1) / 2, text) for text in [next(fits, "")] if text]


def strip_words(piece: Piece) -> str:
    """Say how much time a torn strip leaves out.

    >>> strip_words(Piece(1, 4384, 0, 24, "fold"))
    '12 years'
    """
    days = piece.end - piece.start
    if days >= 700:
        return f"{round(days / _DAYS_IN['year']):,} years"
    return f"{round(days / _DAYS_IN['month'])} months" if days >= 55 else f"{days} days"


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
