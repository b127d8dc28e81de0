"""The figure, the overview below it, and the sentence for those who cannot see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from timeline.chart import draw, furniture
from timeline.chart.axis import Piece, check_window, place, true_scale
from timeline.chart.counts import Dates, bin_edges, bin_places, counts_sentence, dates_of, tally
from timeline.chart.folding import fold as fold_axis
from timeline.chart.lanes import By, Lane, Pairs, lane_index, lanes_of
from timeline.chart.layout import MAX_LABELS, TOP, Item, Limits, lane_tops, marks_of, pack, row_middle, spans_of
from timeline.chart.theme import SANS, TOKENS, Scheme, family_color
from timeline.model import Event, Modality, Timeline
from timeline.span import FIRST_DAY, LAST_END
from timeline.words import event_date_words, number_words, rivals, window_words

if TYPE_CHECKING:
    import plotly.graph_objects as go

MAX_MARKS = 600
"""Marks in one view; above, counts are shown."""
GUTTER = 112.0
WIDE_GUTTER = 150.0
NARROW = 560.0
"""Below this width there are no lane names and no labels."""
_COUNT_LANE = 46.0
_OVERVIEW_HEIGHT = 47.0

Window = tuple[int | str | date, int | str | date]
Labels = Literal["titles", "numbers", "none"]


@dataclass(frozen=True, slots=True)
class _View:
    """What all parts of one picture share."""

    pieces: tuple[Piece, ...]
    lanes: tuple[Lane, ...]
    gutter: float
    scheme: Scheme

    @property
    def width(self) -> float:
        return self.pieces[-1].x1


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
        timeline: a timeline or its events; its lanes stay whatever is shown of it.
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
    events = list(timeline.events if isinstance(timeline, Timeline) else timeline)
    whole = timeline if isinstance(timeline, Timeline) else None
    drawn = events if shown is None else list(shown)
    names = lanes_of(events, lanes, whole)
    gutter = 0.0 if width < NARROW else GUTTER if lanes == "family" else WIDE_GUTTER
    dates = dates_of(drawn)
    bounds = check_window(window) if window else _extent(dates)
    inside = dates.within(*bounds)
    axis = _axis(bounds, inside, width - gutter, fold=fold)
    view = _View(axis, names, gutter, scheme)
    in_view = np.zeros(len(drawn), dtype=np.bool_)
    in_view[inside.index] = True
    pairs = lane_index(drawn, names, lanes, whole)
    pairs = pairs[in_view[pairs[:, 1]]]
    if len(pairs) > MAX_MARKS:
        return _counts(view, inside, pairs)
    items = _items(drawn, pairs, axis)
    style: Labels = labels or ("titles" if width >= NARROW else "none")
    limits = Limits(
        view.width,
        labels=MAX_LABELS if style == "titles" else 0,
        number=draw.NUMBER if style == "numbers" else 0.0,
        **_rows(height, len(names)),
    )
    return _marks(view, items, limits, selected, style, [event.id for event in drawn])


def axis_of(
    events: Sequence[Event], window: Window | None = None, *, width: float = 924.0 - GUTTER, fold: bool = True
) -> tuple[Piece, ...]:
    """Return the pieces of the time axis, as `figure` draws it for these events; for `place` and `unfold`.

    Args:
        events: the events that are shown.
        window: first day and end (exclusive); all dated events by default.
        width: pixels of the plot, without the names of lanes.
        fold: whether long empty stretches are torn out.

    >>> axis_of((), ("2023-07-14", "2023-08-01"), width=90)[0].unit
    'day'
    """
    dates = dates_of(events)
    bounds = check_window(window) if window else _extent(dates)
    return _axis(bounds, dates.within(*bounds), width, fold=fold)


def _rows(height: float | None, lanes: int) -> dict[str, int]:
    if height is None:
        return {"rows": 24 + lanes}
    rows = int((height - furniture.AXIS_HEIGHT - TOP - 20.0 * lanes) / 25.0)
    return {"rows": max(lanes, rows), "rows_in_lane": max(2, rows)}


def _axis(bounds: tuple[int, int], dates: Dates, width: float, *, fold: bool) -> tuple[Piece, ...]:
    if not fold:
        return true_scale(bounds, width)
    # Where something goes on, its last known day is no end at which the scale should change.
    ends = np.where(dates.goes_on, max(bounds[1] + 1, int(dates.end.max(initial=0))), dates.end)
    return fold_axis(bounds, np.column_stack([dates.start, ends]), width)


def extent(events: Sequence[Event]) -> tuple[int, int]:
    """Return the window that shows every dated event: first day number and end (exclusive).

    >>> extent(()) == (date(2000, 1, 1).toordinal(), date(2000, 12, 31).toordinal())
    True
    """
    return _extent(dates_of(events))


def _extent(dates: Dates) -> tuple[int, int]:
    if not dates.start.size:
        return date(2000, 1, 1).toordinal(), date(2000, 12, 31).toordinal()
    lo, hi = int(dates.start.min()), int(dates.end.max())
    pad = 1 if hi - lo <= 400 else 0
    return max(lo - pad, FIRST_DAY), min(hi + pad, LAST_END)


# ---- marks -------------------------------------------------------------------------------------------------------------


def _items(events: Sequence[Event], pairs: Pairs, axis: tuple[Piece, ...]) -> list[Item]:
    items = []
    for lane, index in pairs.tolist():
        marks, edges = marks_of(events[index], axis)
        if marks:
            items.append(Item(events[index], lane, marks, edges))
    return items


def _marks(view: _View, items: list[Item], limits: Limits, selected: str | None, style: Labels, order: list[str]) -> go.Figure:
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
    return _made(traces + draw.touch(items), layout)


def _frame(
    view: _View, tops: Sequence[float], counts: Sequence[int], items: Sequence[Item] = ()
) -> tuple[list[draw.Trace], dict[str, Any]]:
    top, bottom = tops[0], tops[-1]
    edges, boxes = furniture.strips(view.pieces, top, bottom, view.scheme)
    traces = [
        *furniture.lane_heads(view.lanes, tops, counts, view.gutter, view.width, view.scheme),
        *edges,
        *furniture.time_axis(view.pieces, top, bottom, view.scheme),
    ]
    layout = _layout(view, bottom + furniture.AXIS_HEIGHT)
    layout["shapes"] = furniture.weekends(view.pieces, top, bottom, view.scheme) + boxes
    layout["annotations"] = furniture.strip_texts(view.pieces, top, bottom, items, view.scheme)
    return traces, layout


def _layout(view: _View, height: float) -> dict[str, Any]:
    tokens = TOKENS[view.scheme]
    hidden = {"visible": False, "fixedrange": True, "zeroline": False}
    return {
        "width": None,
        "height": round(height),
        "autosize": True,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": hidden | {"range": [-view.gutter, view.width]},
        "yaxis": hidden | {"range": [round(height), 0]},
        "paper_bgcolor": tokens["surface"],
        "plot_bgcolor": tokens["surface"],
        "font": {"family": SANS, "size": 12, "color": tokens["ink"]},
        "showlegend": False,
        "hovermode": "closest",
        "hoverdistance": 14,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": tokens["surface"], "bordercolor": tokens["line-strong"], "align": "left", "namelength": 0,
            "font": {"family": SANS, "size": 12, "color": tokens["ink"]},
        },
        "meta": {"pieces": [list(piece) for piece in view.pieces], "gutter": view.gutter},
    }  # fmt: skip


def _made(traces: list[draw.Trace], layout: dict[str, Any]) -> go.Figure:
    import plotly.graph_objects as go  # noqa: PLC0415  (a second to import; words and axis do not need it)

    return go.Figure({"data": traces, "layout": {"template": "none", **layout}})


# ---- counts ------------------------------------------------------------------------------------------------------------


def _counts(view: _View, dates: Dates, pairs: Pairs) -> go.Figure:
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
    total = len(np.unique(pairs[:, 1]))
    traces += draw.words([(0.0, TOP + 7, counts_sentence(total), "middle right")], TOKENS[view.scheme]["ink-2"])
    layout["meta"]["counted"] = total
    return _made(traces, layout)


def _picked(dates: Dates, pairs: Pairs) -> tuple[np.ndarray[Any, Any], Dates]:
    """The lanes of all pairs, and the dates in the same order."""
    at = np.searchsorted(dates.index, pairs[:, 1])
    return pairs[:, 0], Dates(pairs[:, 1], dates.start[at], dates.end[at], dates.known[at], dates.goes_on[at])


def _bars(x: Any, widths: Any, heights: Any, bottom: float, lane: Lane, scheme: Scheme) -> draw.Trace:
    color = family_color(lane.family, scheme) if lane.family else TOKENS[scheme]["off"]
    rounded = (np.round(values, 1).tolist() for values in (x, widths, -heights))
    left, wide, up = rounded
    return {
        "type": "bar", "x": left, "width": wide, "y": up, "base": bottom, "offset": 0, "hoverinfo": "skip",
        "marker": {"color": color, "line": {"width": 0}, "opacity": 0.55}, "name": draw.plain(lane.name),
    }  # fmt: skip


# ---- overview ----------------------------------------------------------------------------------------------------------


def overview(
    timeline: Timeline | Sequence[Event],
    *,
    window: Window | None = None,
    view: Window | None = None,
    width: float = 924.0,
    gutter: float = GUTTER,
    scheme: Scheme = "light",
    fold: bool = True,
) -> go.Figure:
    """Draw the histogram of all events: dark where the day is known, light where the date is vague or lasts.

    Args:
        timeline: a timeline or events.
        window: what the whole histogram spans; all dated events by default.
        view: the window of the chart above, drawn as a frame with two grips.
        width: pixels in all.
        gutter: pixels to the left of the plot, as wide as that of the chart above.
        scheme: "light" or "dark".
        fold: whether it is folded, like the chart above.

    >>> len(overview(Timeline()).layout.meta["pieces"])
    1
    """
    events = timeline.events if isinstance(timeline, Timeline) else timeline
    dates = dates_of(events)
    bounds = check_window(window) if window else _extent(dates)
    dates = dates.within(*bounds)
    gutter = 0.0 if width < NARROW else gutter
    axis = _axis(bounds, dates, width - gutter, fold=fold)
    both = _View(axis, (), gutter, scheme)
    edges, drawn = bin_edges(axis)
    numbers = tally(dates, dates.known.astype(np.int64), 2, edges)
    x, widths = bin_places(axis, edges)
    most = max(int(numbers.sum(axis=0)[drawn].max(initial=1)), 1)
    unit = (_OVERVIEW_HEIGHT - 5) / most
    tokens, layout = TOKENS[scheme], _layout(both, _OVERVIEW_HEIGHT)
    floor = _OVERVIEW_HEIGHT - 3
    traces = []
    for row, color, opacity in ((0, "off", 0.55), (1, "ink-2", 1.0)):
        here = np.flatnonzero((numbers[row] > 0) & drawn)
        base = floor - (numbers[0, here] * unit if row else 0 * here)
        heights = numbers[row, here] * unit
        traces.append(_stack(x[here], widths[here], heights, base, tokens[color], opacity))
    layout["shapes"] = furniture.strips(axis, 2, floor, scheme)[1]
    if gutter:
        traces += draw.words([(-gutter, 23.0, "Overview", "middle right")], tokens["ink-3"])
    line = draw.Strokes()
    line.add((0, floor), (both.width, floor))
    traces += line.trace(tokens["line-strong"], 1)
    if view:
        layout["shapes"] += _brush(axis, check_window(view), scheme)
    return _made(traces, layout | {"barmode": "overlay"})


def _stack(x: Any, widths: Any, heights: Any, base: Any, color: str, opacity: float) -> draw.Trace:
    left, wide, up, foot = (np.round(values, 1).tolist() for values in (x, widths, -heights, base))
    return {
        "type": "bar", "x": left, "width": wide, "y": up, "base": foot, "offset": 0, "hoverinfo": "skip",
        "marker": {"color": color, "opacity": opacity, "line": {"width": 0}},
    }  # fmt: skip


def _brush(axis: tuple[Piece, ...], view: tuple[int, int], scheme: Scheme) -> list[dict[str, Any]]:
    tokens = TOKENS[scheme]
    x0, x1 = place(axis, view[0]), place(axis, view[1])
    shade = {"fillcolor": tokens["bg"], "opacity": 0.75, "line": {"width": 0}, "type": "rect", "y0": 1, "y1": 45}
    frame = {"type": "rect", "x0": x0, "x1": x1, "y0": 1, "y1": 45, "line": {"color": tokens["ink"], "width": 1.2}}
    grips = [
        {"type": "rect", "x0": x - 3, "x1": x + 3, "y0": 13, "y1": 31, "fillcolor": tokens["ink"], "line": {"width": 0}}
        for x in (x0 + 3, x1 - 3)
    ]
    return [shade | {"x0": 0, "x1": x0}, shade | {"x0": x1, "x1": axis[-1].x1}, frame, *grips]


# ---- in words ----------------------------------------------------------------------------------------------------------

_NAMED = 5


def describe(events: Sequence[Event], window: Window | None = None, lanes: int = 6) -> str:
    """Say in sentences what the chart shows, for those who cannot see it: counts, and the disputed and planned by name.

    Args:
        events: the events that are shown.
        window: the window of the chart; all by default.
        lanes: number of lanes.

    >>> describe(())
    'No dated events. The list holds the same events.'
    """
    bounds = check_window(window) if window else extent(events)
    dated = [e for e in events if any(s.start < bounds[1] and s.end > bounds[0] for s in spans_of(e))]
    undated = sum(1 for event in events if event.span is None)
    if not dated:
        return "No dated events. The list holds the same events."
    start = "One dated event" if len(dated) == 1 else f"{number_words(len(dated)).capitalize()} dated events"
    parts = [f"{start} in {number_words(lanes)} lanes, {window_words(*bounds)}."]
    parts += _named([e for e in dated if rivals(e)], "disputed")
    parts += _named([e for e in dated if e.modality is Modality.PLANNED], "planned")
    if undated:
        parts.append(f"{number_words(undated).capitalize()} more {'has' if undated == 1 else 'have'} no date.")
    return " ".join([*parts, "The list holds the same events."])


def _named(events: Sequence[Event], word: str) -> list[str]:
    if not events:
        return []
    start = f"One is {word}" if len(events) == 1 else f"{number_words(len(events)).capitalize()} are {word}"
    named = [f"{' '.join(e.title.split())}, {event_date_words(e).removesuffix(f', {word}')}" for e in events[:_NAMED]]
    return [f"{start}: {'; '.join(named)}{' and more' if len(events) > _NAMED else ''}."]
