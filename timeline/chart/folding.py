"""Folding: one busy week and thirty years of background on one axis.

Busy stretches are drawn by day, sparse ones by month or year, and a long stretch in which nothing begins or ends becomes a
narrow torn strip with its length written in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from timeline.chart.axis import DAYS_IN, Piece, Unit, new_year, next_month, true_scale, unit_of

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
_DENSE_SHARE = 0.45  # what busy stretches get at least
_WIDEST_DAY = 44.0
_NARROWEST_PIECE = 40.0


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
        first, following = date.fromordinal(start).replace(day=1).toordinal(), next_month(date.fromordinal(end - 1))
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
        scale = min(1.0, self.width / 720)
        for s in coarse:
            s.px = s.days * _CELL[s.kind] / DAYS_IN[s.kind] * scale
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
            unit: Unit = unit_of(s.px / s.days) if s.kind == "dense" else s.kind
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
        start, end = new_year(year), new_year(year + 1)
        if a <= start and end <= b and year not in by_month:
            out.append(_Segment(start, end, "year", year not in active_years))
            continue
        for month in range(1, 13):
            first = date(year, month, 1).toordinal()
            last = date(year, month + 1, 1).toordinal() if month < 12 else end
            if first < b and last > a:
                out.append(_Segment(max(first, a), min(last, b), "month", (year, month) not in active_months))
    return out
