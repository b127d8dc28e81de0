"""The figure of a timeline: every event up to a number that a picture can hold, counts above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from timeline.chart import draw, furniture
from timeline.chart.axis import Piece, check_window
from timeline.chart.counts import Dates, Ints, bin_edges, bin_places, counts_sentence, dates_of, tally
from timeline.chart.frame import (
    GUTTER,
    NARROW,
    WIDE_GUTTER,
    Picture,
    Ready,
    View,
    Window,
    as_figure,
    extent_of,
    folded,
    layout_of,
    made,
)
from timeline.chart.lanes import By, Lane, Pairs, lane_index, lanes_of
from timeline.chart.layout import EMPTY_LANE, MAX_LABELS, PADDING, ROW, TOP, Item, Limits, lane_tops, marks_of, pack, row_middle
from timeline.chart.theme import TOKENS, Scheme, family_color
from timeline.model import Event, Timeline
from timeline.words import count, window_words

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["GUTTER", "MAX_MARKS", "NARROW", "WIDE_GUTTER", "figure", "picture"]

MAX_MARKS = 600
"""Marks in one view; above, counts are shown."""
_COUNT_LANE = 46.0

Labels = Literal["titles", "numbers", "none"]


def figure(  # noqa: PLR0913  (what a caller may choose of a picture, all by name)
    timeline: Timeline | Sequence[Event],
    *,
    shown: Sequence[Event] | None = None,
    lanes: By = "family",
    window: Window | None = None,
    selected: str | None = None,
    width: float = 924.0,
    height: float | None = None,
    scheme: Scheme = "light",
    fold: bool = True,
    labels: Labels | None = None,
) -> go.Figure:
    """Draw a timeline: points for days, soft bars for vague dates, solid bars for ranges, hollow marks for plans.

    Positions are in pixels: x from 0 to the plot's width (left of it stand the lane names), y downwards.  The pieces of the
    time axis are in `layout.meta["pieces"]`, so that `unfold` can tell which day an x is.

    Args:
        timeline: a timeline or its events; its lanes and its axis stay whatever is shown of it.
        shown: the events to draw, after filters; all by default.
        lanes: "family", "type", "participant", "source" or "place" (sources need a Timeline).
        window: first day and end (exclusive) as day numbers, dates or ISO dates; all dated events by default.
        selected: id of the event with the ring.
        width: pixels in all; below 560 there are no names of lanes.
        height: pixels at most; lanes that need more rows then leave labels out.
        scheme: "light" or "dark".
        fold: whether long empty stretches are torn out.
        labels: "titles", "numbers" (of the shown events in order) or "none"; by width if not given.

    Raises:
        ValueError: if the window is empty or the kind of lane is not known.

    >>> figure(Timeline()).layout.height
    162
    """
    drawn = picture(
        timeline, shown=shown, lanes=lanes, window=window, selected=selected, width=width, height=height, scheme=scheme,
        fold=fold, labels=labels,
    )  # fmt: skip
    return as_figure(drawn)


def picture(  # noqa: PLR0913  (the same)
    timeline: Timeline | Sequence[Event],
    *,
    shown: Sequence[Event] | None = None,
    lanes: By = "family",
    window: Window | None = None,
    selected: str | None = None,
    width: float = 924.0,
    height: float | None = None,
    scheme: Scheme = "light",
    fold: bool = True,
    labels: Labels | None = None,
    ready: Ready | None = None,
) -> Picture:
    """Draw a timeline like `figure`, as plain lists for plotly's script.

    Args:
        timeline, shown, lanes, window, selected, width, height, scheme, fold, labels: as for `figure`.
        ready: what is known already of axis, lanes and dates; worked out if not given.

    >>> sorted(picture(Timeline()))
    ['data', 'layout']
    """
    events = list(timeline.events if isinstance(timeline, Timeline) else timeline)
    whole = timeline if isinstance(timeline, Timeline) else None
    drawn = events if shown is None else list(shown)
    gutter = 0.0 if width < NARROW else GUTTER if lanes == "family" else WIDE_GUTTER
    if ready is None:
        every = dates_of(events)
        bounds = check_window(window) if window else extent_of(every)
        names = lanes_of(events, lanes, whole)
        # Folded for all events: a mark stays where it stands while people filter.
        pieces = folded(bounds, every.within(*bounds), width - gutter, fold=fold)
        ready = Ready(pieces, names, every if shown is None else dates_of(drawn), lane_index(drawn, names, lanes, whole))
    view = View(ready.pieces, ready.lanes, gutter, scheme)
    inside = ready.dates.within(view.pieces[0].start, view.pieces[-1].end)
    pairs = _in_view(ready.pairs, inside, len(drawn))
    if len(pairs) > MAX_MARKS:
        return _counts(view, inside, pairs)
    style: Labels = labels or ("titles" if width >= NARROW else "none")
    limits = _limits(view, len(np.unique(pairs[:, 0])), style, height)
    return _marks(view, _items(drawn, pairs, view.pieces), limits, selected, style, [event.id for event in drawn])


def _in_view(pairs: Pairs, dates: Dates, number: int) -> Pairs:
    seen = np.zeros(number, dtype=np.bool_)
    seen[dates.index] = True
    return pairs[seen[pairs[:, 1]]]


def _limits(view: View, used: int, style: Labels, height: float | None) -> Limits:
    lanes = len(view.lanes)
    labels, number = (MAX_LABELS if style == "titles" else 0), (draw.NUMBER if style == "numbers" else 0.0)
    if height is None:
        return Limits(view.width, rows=24 + lanes, labels=labels, number=number)
    rows = int((height - furniture.AXIS_HEIGHT - TOP - EMPTY_LANE * (lanes - used) - PADDING * used) / ROW)
    return Limits(view.width, max(2, rows), max(used, rows), labels, number)


# ---- marks -------------------------------------------------------------------------------------------------------------


def _items(events: Sequence[Event], pairs: Pairs, axis: tuple[Piece, ...]) -> list[Item]:
    items = []
    for lane, index in pairs.tolist():
        marks, edges = marks_of(events[index], axis)
        if marks:
            items.append(Item(events[index], lane, marks, edges))
    return items


def _marks(view: View, items: list[Item], limits: Limits, selected: str | None, style: Labels, order: list[str]) -> Picture:
    tops = lane_tops(pack(items, limits, selected), len(view.lanes))
    for item in items:
        item.y = row_middle(tops[item.lane], item.row)
    numbers = Counter(item.lane for item in items)
    traces, layout = _frame(view, tops, [numbers[lane] for lane in range(len(view.lanes))], items)
    traces += draw.families(items, view.scheme)
    traces += draw.disputes(items, view.scheme, view.width)
    for item in items:
        if item.event.id == selected:
            points, shapes = draw.ring(item, view.scheme)
            traces += points
            layout["shapes"] += shapes
    traces += draw.labels(items, view.scheme, selected)
    if style == "numbers":
        traces += draw.numbers(items, view.scheme, order, view.width)
    return made(traces + draw.touch(items), layout)


def _frame(
    view: View, tops: Sequence[float], counts: Sequence[int], items: Sequence[Item] = ()
) -> tuple[list[draw.Trace], dict[str, Any]]:
    top, bottom = tops[0], tops[-1]
    edges, boxes = furniture.strips(view.pieces, top, bottom, view.scheme)
    traces = [
        *furniture.lane_heads(view.lanes, tops, counts, view.gutter, view.width, view.scheme),
        *edges,
        *furniture.time_axis(view.pieces, top, bottom, view.scheme),
    ]
    layout = layout_of(view, bottom + furniture.AXIS_HEIGHT)
    layout["shapes"] = furniture.weekends(view.pieces, top, bottom, view.scheme) + boxes
    layout["annotations"] = furniture.strip_texts(view.pieces, top, bottom, items, view.scheme)
    return traces, layout


# ---- counts ------------------------------------------------------------------------------------------------------------


def _counts(view: View, dates: Dates, pairs: Pairs) -> Picture:
    lane, picked = _picked(dates, pairs)
    edges, drawn = bin_edges(view.pieces)
    numbers = tally(picked, lane, len(view.lanes), edges)
    x, widths = bin_places(view.pieces, edges)
    per_lane = np.bincount(lane, minlength=len(view.lanes)).tolist()
    tops = [TOP + 18.0]
    for number in per_lane:
        tops.append(tops[-1] + (_COUNT_LANE if number else 20.0))
    traces, layout = _frame(view, tops, per_lane)
    most = max(int(numbers[:, drawn].max(initial=1)), 1)
    texts: list[tuple[float, float, str, str]] = []
    for index, of_lane in enumerate(view.lanes):
        here = np.flatnonzero((numbers[index] > 0) & drawn)
        if not here.size:
            continue
        heights = np.maximum(2.0, (_COUNT_LANE - 16) * numbers[index, here] / most)
        traces.append(_bars(x[here], widths[here], heights, tops[index + 1], of_lane, view.scheme))
        texts += [
            (float(x[b] + widths[b] / 2), float(tops[index + 1] - h - 6), f"{numbers[index, b]:,}", "middle center")
            for b, h in zip(here, heights, strict=True)
            if widths[b] >= 6.2 * len(f"{numbers[index, b]:,}") + 2
        ]
    traces += draw.words(texts, TOKENS[view.scheme]["ink-3"], size=10)
    inside = np.unique(pairs[:, 1], return_index=True)[1]
    total = int(inside.size)
    each = tally(_of(picked, inside), np.zeros(total, dtype=np.int64), 1, edges)[0]
    traces += _columns(edges, each * drawn, np.column_stack([x, x + widths]), (tops[0], tops[-1]))
    traces += draw.words([(0.0, TOP + 7, counts_sentence(total), "middle right")], TOKENS[view.scheme]["ink-2"])
    layout["meta"]["counted"] = total
    return made(traces, layout)


def _picked(dates: Dates, pairs: Pairs) -> tuple[np.ndarray[Any, Any], Dates]:
    """The lanes of all pairs, and the dates in the same order."""
    at = np.searchsorted(dates.index, pairs[:, 1])
    return pairs[:, 0], _of(dates, at)


def _of(dates: Dates, at: Ints) -> Dates:
    return Dates(dates.index[at], dates.start[at], dates.end[at], dates.known[at], dates.goes_on[at])


def _columns(edges: Ints, numbers: Ints, places: Any, height: tuple[float, float]) -> list[draw.Trace]:
    """Invisible columns over the bars: each says its days and how many events they hold, and can be clicked to see them."""
    here = np.flatnonzero(numbers).tolist()
    days = [(int(edges[b]), int(edges[b + 1])) for b in here]
    said = [f"<b>{window_words(*own)}</b><br>{count(int(numbers[b]), 'event')}" for own, b in zip(days, here, strict=True)]
    return [
        {
            "type": "scatter", "mode": "markers", "x": np.round(places[here].mean(axis=1), 1).tolist(),
            "y": [sum(height) / 2] * len(here), "customdata": [f"days {start} {end}" for start, end in days],
            "text": said,
            "marker": {"size": 7, "opacity": 0}, "hovertemplate": "%{text}<extra></extra>",
            "meta": {"reach": [(x0 - 0.5, x1 + 0.5, *height, i) for i, (x0, x1) in enumerate(places[here].tolist())]},
        }
    ]  # fmt: skip


def _bars(x: Any, widths: Any, heights: Any, bottom: float, lane: Lane, scheme: Scheme) -> draw.Trace:
    color = family_color(lane.family, scheme) if lane.family else TOKENS[scheme]["off"]
    rounded = (np.round(values, 1).tolist() for values in (x, widths, -heights))
    left, wide, up = rounded
    return {
        "type": "bar", "x": left, "width": wide, "y": up, "base": bottom, "offset": 0, "hoverinfo": "skip",
        "marker": {"color": color, "line": {"width": 0}, "opacity": 0.55}, "name": draw.plain(lane.name),
    }  # fmt: skip
