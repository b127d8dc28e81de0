"""Where everything stands: marks on their dates, rows inside lanes, labels where they touch nothing.  All in pixels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from timeline.chart.axis import Piece, place
from timeline.chart.lettering import shortened
from timeline.model import Event, Modality, Salience, Status
from timeline.span import Granularity, Shape, Span
from timeline.words import day_words, rivals

ROW = 25.0
"""Pixels from one row to the next."""
PADDING = 6.0
EMPTY_LANE = 20.0
TOP = 4.0
MAX_LABELS = 40
"""Labels in one picture; the list has the rest."""
NOT_EQUAL = 14.0  # room for the sign before a disputed label
_ATTEMPTS = (((44, "left"), (32, "left"), (44, "right"), (32, "right")), ((20, "left"), (20, "right")))
"""What is tried for a label, best first: how long its text is, and where it is anchored; the second round if all else fails."""
_LONGER = (72, 58, 44)
"""What is tried, best first, for a label that was cut, once everything else has its place."""
_THINNEST_BAR = 10.0
_GAP = 4.0

Kind = Literal["day", "vague", "range", "onwards"]
_RANK = {Salience.CORE: 0, Salience.MINOR: 1, Salience.BACKGROUND: 2}


class Mark(NamedTuple):
    """One date of an event on the picture: its kind, its extent, and whether it goes on beyond the window."""

    kind: Kind
    x0: float
    x1: float
    cut_left: bool = False
    cut_right: bool = False
    sharp: bool = True  # the ends are known to the day

    @property
    def middle(self) -> float:
        """The middle."""
        return (self.x0 + self.x1) / 2


class Label(NamedTuple):
    """A text beside, inside or above its mark; x is its left end, or its right end where it stands on the left."""

    text: str
    x: float
    anchor: Literal["left", "right"]
    above: bool = False


@dataclass(slots=True)
class Item:
    """An event in a lane: its marks (two or more where the date is disputed), then its row and its label."""

    event: Event
    lane: int
    marks: tuple[Mark, ...]
    edges: tuple[tuple[str, str], ...] = ()  # rivals outside the window: side and date
    row: int = 0
    y: float = 0.0
    label: Label | None = None
    sign: float | None = None  # x of the sign of a dispute that has no label
    taken: list[tuple[float, float]] = field(default_factory=list)  # intervals of its row that it covers
    x0: float = field(init=False)  # left end of all that is drawn
    x1: float = field(init=False)  # right end

    def __post_init__(self) -> None:
        self.x0 = min(_left(mark, self.minor) for mark in self.marks)
        self.x1 = max(_right(mark, self.minor) for mark in self.marks)

    @property
    def minor(self) -> bool:
        """Whether it is drawn with less weight."""
        return self.event.salience is not Salience.CORE

    @property
    def hollow(self) -> bool:
        """Whether it is not something that happened: planned, called off or only supposed."""
        return self.event.modality is not Modality.ASSERTED

    @property
    def disputed(self) -> bool:
        """Whether it bears the bracket."""
        return len(self.marks) + len(self.edges) > 1


def _left(mark: Mark, minor: bool) -> float:
    return mark.middle - (6.0 if minor else 8.0) if mark.kind == "day" else mark.x0


def _right(mark: Mark, minor: bool) -> float:
    return mark.middle + (6.0 if minor else 8.0) if mark.kind == "day" else mark.x1


def spans_of(event: Event) -> tuple[Span, ...]:
    """Return what is drawn for an event: the rival dates of a disputed one, else its date, else nothing.

    >>> spans_of(Event("x", "visit", "meetings", "", "", None, Status.UNDATED, Modality.ASSERTED, ()))
    ()
    """
    return rivals(event) or ((event.span,) if event.span else ())


def importance(event: Event) -> tuple[float, ...]:
    """Sort key: the most salient first, then disputed and planned ones, then those with more sources.

    >>> event = Event("x", "visit", "meetings", "", "", None, Status.UNDATED, Modality.ASSERTED, ())
    >>> importance(event)[0]
    1
    """
    dull = event.status is not Status.DISPUTED and event.modality is Modality.ASSERTED
    start = event.span.start if event.span else 0
    return (_RANK[event.salience], dull, -event.independent, -event.confidence, start)


def marks_of(event: Event, pieces: Sequence[Piece]) -> tuple[tuple[Mark, ...], tuple[tuple[str, str], ...]]:
    """Return the marks of an event inside the window, and the dates of rivals outside it with their side.

    >>> marks_of(Event("x", "visit", "meetings", "", "", Span(12, 13), Status.SINGLE, Modality.ASSERTED, ()),
    ...          (Piece(10, 20, 0, 100, "day"),))[0][0].middle
    25.0
    """
    lo, hi = pieces[0].start, pieces[-1].end
    marks: list[Mark] = []
    edges: list[tuple[str, str]] = []
    for span in spans_of(event):
        if span.start >= hi or span.end <= lo:
            edges.append(("left" if span.end <= lo else "right", day_words(span.start, weekday=False)))
            continue
        marks.append(_mark(span, pieces, lo, hi))
    return tuple(marks), tuple(edges)


def _mark(span: Span, pieces: Sequence[Piece], lo: int, hi: int) -> Mark:
    if span.days == 1 and span.shape is not Shape.ONWARDS:
        x = place(pieces, span.start + 0.5)
        return Mark("day", x, x)
    x0, x1 = place(pieces, max(span.start, lo)), place(pieces, min(span.end, hi))
    if x1 - x0 < _THINNEST_BAR:
        # A week on a scale of years: its middle stays where it is.
        middle = min(max((x0 + x1) / 2, _THINNEST_BAR / 2), pieces[-1].x1 - _THINNEST_BAR / 2)
        x0, x1 = middle - _THINNEST_BAR / 2, middle + _THINNEST_BAR / 2
    kind: Kind = {Shape.WITHIN: "vague", Shape.THROUGHOUT: "range", Shape.ONWARDS: "onwards"}[span.shape]  # type: ignore[assignment]
    sharp = span.granularity is Granularity.DAY
    return Mark(kind, x0, x1, span.start < lo, span.end > hi, sharp)


# ---- rows and labels ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    """What a row holds so far, as intervals: a label must not touch a mark nor another label."""

    taken: list[tuple[float, float]] = field(default_factory=list)

    def free(self, x0: float, x1: float, own: Sequence[tuple[float, float]] = ()) -> bool:
        return all(x1 + _GAP <= a or b + _GAP <= x0 for a, b in self.taken if (a, b) not in own)

    def overlap(self, x0: float, x1: float) -> float:
        return sum(max(0.0, min(x1, b) - max(x0, a)) for a, b in self.taken)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much room there is: width of the plot, rows in one lane, rows in all, labels, and what a number takes."""

    width: float
    rows_in_lane: int = 8
    rows: int = 24
    labels: int = MAX_LABELS
    number: float = 0.0  # room for a number beside a mark


def pack(items: Sequence[Item], limits: Limits, selected: str | None = None) -> list[int]:
    """Give every item its row and, where there is room, its label; return the number of rows of each lane from 0 on.

    The most salient come first and take the top row; a label that finds no place is left out, its mark never is.
    """
    order = sorted(items, key=lambda item: (item.event.id != selected, *importance(item.event), item.event.id, item.lane))
    wanted = set(list(dict.fromkeys(item.event.id for item in order))[: limits.labels])
    lanes = [[item for item in order if item.lane == lane] for lane in range(max((i.lane for i in items), default=-1) + 1)]
    rows = [_pack_lane(lane, limits, limits.rows_in_lane, wanted, selected) for lane in lanes]
    most = list(rows)
    while sum(most) > limits.rows and max(most) > 2:
        most[most.index(max(most))] -= 1
    return [
        number if most[lane] == number else _pack_lane(lanes[lane], limits, most[lane], wanted, selected)
        for lane, number in enumerate(rows)
    ]


def _pack_lane(items: Sequence[Item], limits: Limits, most: int, wanted: set[str], selected: str | None) -> int:
    """Fill the rows of a lane; where there are too few of them, the less important labels make way for marks."""
    order = [item.event.id for item in items if item.event.id in wanted]
    rows, clear = _try_lane(items, limits, most, set(), selected)
    if clear and order:  # where even the marks alone touch each other, no number of labels helps
        # By halves: a lane is laid out some six times instead of forty.
        number = bisect_left(
            range(1, len(order) + 1), x=True, key=lambda n: not _try_lane(items, limits, most, set(order[:n]), selected)[1]
        )
        rows, _ = _try_lane(items, limits, most, set(order[:number]), selected)
    for item in items:
        if item.label is None and item.event.id in wanted:
            _label_late(item, rows[item.row], limits.width, bold=item.event.id == selected)
    for item in items:
        _lengthen(item, rows[item.row], limits.width, bold=item.event.id == selected)
    return len(rows)


def _try_lane(
    items: Sequence[Item], limits: Limits, most: int, wanted: set[str], selected: str | None
) -> tuple[list[_Row], bool]:
    """The rows when these events have labels from the start, and whether no mark touches anything."""
    rows: list[_Row] = []
    clear = True
    for item in items:
        item.label = item.sign = None
        bold, room = item.event.id == selected, len(rows) < most
        if item.event.id not in wanted or not _with_label(item, rows, limits.width, room=room, bold=bold):
            clear = _without_label(item, rows, limits, room=room) and clear
        if wanted and not clear:
            break
    return rows, clear


def _label_late(item: Item, row: _Row, width: float, *, bold: bool) -> None:
    """Give an item that has its row already a label there, if one fits."""
    for longest, side in _ATTEMPTS[0] + _ATTEMPTS[1]:
        option = _option(item, longest, side, width, bold=bold)
        if option and row.free(*option[1:], own=item.taken):
            item.label, item.sign = option[0], None
            item.taken = [*item.taken, option[1:]]
            row.taken.append(option[1:])
            return


def _lengthen(item: Item, row: _Row, width: float, *, bold: bool) -> None:
    """Give a label that was cut more of its words, in its place, as far as nothing else stands there."""
    label = item.label
    if label is None or not label.text.endswith("…"):
        return
    for longest in _LONGER:
        option = _option(item, longest, label.anchor, width, bold=bold)
        if option is None or len(option[0].text) <= len(label.text) or option[0]._replace(text=label.text) != label:
            continue
        if row.free(*option[1:], own=item.taken):
            row.taken.remove(item.taken[-1])
            item.label, item.taken = option[0], [*item.taken[:-1], option[1:]]
            row.taken.append(option[1:])
            return


def _with_label(item: Item, rows: list[_Row], width: float, *, room: bool, bold: bool) -> bool:
    for attempts in _ATTEMPTS:
        options = [option for text, side in attempts if (option := _option(item, text, side, width, bold=bold))]
        for index, row in enumerate([*rows, _Row()] if room else rows):
            if not row.free(item.x0, item.x1):
                continue
            for label, x0, x1 in options:
                if row.free(x0, x1):
                    item.label = label
                    _settle(item, rows, index, [(item.x0, item.x1), (x0, x1)])
                    return True
    return False


def _without_label(item: Item, rows: list[_Row], limits: Limits, *, room: bool) -> bool:
    """Put the marks where they touch nothing, else where they cover least; say whether they touch nothing."""
    x0, x1 = item.x0, item.x1
    if item.disputed and x1 + NOT_EQUAL <= limits.width:
        item.sign, x1 = x1 + 1, x1 + NOT_EQUAL
    x0, x1 = (x0, x1 + limits.number) if x1 + limits.number <= limits.width else (x0 - limits.number, x1)
    index = next((i for i, row in enumerate(rows) if row.free(x0, x1)), None)
    if index is None and room:
        index = len(rows)
    clear = index is not None
    if index is None:
        index = min(range(len(rows)), key=lambda i: rows[i].overlap(x0, x1))
    _settle(item, rows, index, [(x0, x1)])
    return clear


def _settle(item: Item, rows: list[_Row], index: int, taken: list[tuple[float, float]]) -> None:
    if index == len(rows):
        rows.append(_Row())
    item.row, item.taken = index, taken
    rows[index].taken += taken


def _option(item: Item, longest: int, side: str, width: float, *, bold: bool) -> tuple[Label, float, float] | None:
    """A label on that side of its mark with the interval that it needs; inside or above a bar that is long enough."""
    text, plain = shortened(item.event.title, longest)
    size = plain * (1.07 if bold else 1.0) + (NOT_EQUAL if item.disputed else 0.0)
    bar = item.marks[0]
    if len(item.marks) == 1 and bar.kind != "day" and not item.hollow and bar.x1 - bar.x0 >= size + 20:
        start = max(bar.x0, 0.0) + (10.0 if bar.kind == "vague" else 6.0)
        return Label(text, start, "left", bar.kind != "vague"), start + size, start + size
    gap = 6.0 if item.disputed or bar.kind != "day" else 3.0
    right, left = item.x1 + gap, item.x0 - gap
    if side == "left" and right + size <= width:
        return Label(text, right, "left"), right, right + size
    if side == "right" and left - size >= 0:
        return Label(text, left, "right"), left - size, left
    return None


def lane_tops(rows: Sequence[int], count: int) -> list[float]:
    """Return the top of each lane and, last, the bottom of all; a lane without an event shrinks and never vanishes.

    >>> lane_tops([1, 0, 2], 3)
    [4.0, 35.0, 55.0, 111.0]
    """
    tops = [TOP]
    for lane in range(count):
        number = rows[lane] if lane < len(rows) else 0
        tops.append(tops[-1] + (PADDING + ROW * number if number else EMPTY_LANE))
    return tops


def row_middle(top: float, row: int) -> float:
    """Return the y of the middle of a row in a lane.

    >>> row_middle(4.0, 0)
    22.5
    """
    return top + PADDING + ROW * row + ROW / 2
