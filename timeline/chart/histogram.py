"""The overview below the chart: a histogram of everything, and where in it the chart stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from timeline.chart import draw, furniture
from timeline.chart.axis import Piece, check_window, place
from timeline.chart.counts import Dates, bin_edges, bin_places, dates_of, tally
from timeline.chart.frame import GUTTER, NARROW, Picture, View, Window, as_figure, extent_of, folded, layout_of, made
from timeline.chart.theme import TOKENS, Scheme
from timeline.model import Event, Timeline
from timeline.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

_HEIGHT = 47.0


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
    bounds = check_window(window) if window else extent_of(dates)
    gutter = 0.0 if width < NARROW else gutter
    axis = folded(bounds, dates.within(*bounds), width - gutter, fold=fold)
    return as_figure(histogram(dates, axis, view=view, gutter=gutter, scheme=scheme))


def histogram(
    dates: Dates, axis: tuple[Piece, ...], *, view: Window | None = None, gutter: float = 0.0, scheme: Scheme = "light"
) -> Picture:
    """Draw the overview like `overview`, as plain lists for plotly's script.

    Args:
        dates: of the events to count.
        axis: the pieces of its axis.
        view, gutter, scheme: as for `overview`.
    """
    dates = dates.within(axis[0].start, axis[-1].end)
    both = View(axis, (), gutter, scheme)
    edges, drawn = bin_edges(axis)
    numbers = tally(dates, dates.known.astype(np.int64), 2, edges)
    x, widths = bin_places(axis, edges)
    most = max(int(numbers.sum(axis=0)[drawn].max(initial=1)), 1)
    unit = (_HEIGHT - 5) / most
    tokens, layout = TOKENS[scheme], layout_of(both, _HEIGHT)
    floor = _HEIGHT - 3
    traces = []
    for row, color, opacity in ((0, "off", 0.55), (1, "ink-2", 1.0)):
        here = np.flatnonzero((numbers[row] > 0) & drawn)
        base = floor - (numbers[0, here] * unit if row else 0 * here)
        heights = numbers[row, here] * unit
        traces.append(_stack(x[here], widths[here], heights, base, tokens[color], opacity))
    layout["shapes"] = furniture.strips(axis, 2, floor, scheme)[1]
    if gutter:
        traces += draw.words([(-gutter, 23.0, say("chart.overview"), "middle right")], tokens["ink-3"])
    line = draw.Strokes()
    line.add((0, floor), (both.width, floor))
    traces += line.trace(tokens["line-strong"], 1)
    if view:
        layout["shapes"] += _brush(axis, check_window(view), scheme)
    return made(traces, layout | {"barmode": "overlay"})


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
