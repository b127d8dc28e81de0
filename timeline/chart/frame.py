"""What the chart and its overview share: window, axis, layout, and the figure made of traces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from timeline.chart.axis import Piece, check_window, true_scale
from timeline.chart.counts import Dates, dates_of
from timeline.chart.draw import Trace
from timeline.chart.folding import fold as fold_axis
from timeline.chart.lanes import Lane, Pairs
from timeline.chart.theme import SANS, TOKENS, Scheme
from timeline.model import Event
from timeline.span import FIRST_DAY, LAST_END

if TYPE_CHECKING:
    import plotly.graph_objects as go

GUTTER = 112.0
"""Pixels for the names of families, to the left of the plot."""
WIDE_GUTTER = 150.0
"""Pixels for other names of lanes."""
NARROW = 560.0
"""Below this width there are no names of lanes and no titles beside marks."""

Window = tuple[int | str | date, int | str | date]
"""First day and end (exclusive), as day numbers, dates or ISO dates."""


@dataclass(frozen=True, slots=True)
class View:
    """What all parts of one picture share."""

    pieces: tuple[Piece, ...]
    lanes: tuple[Lane, ...]
    gutter: float
    scheme: Scheme

    @property
    def width(self) -> float:
        """Width of the plot in pixels."""
        return self.pieces[-1].x1


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
    bounds = check_window(window) if window else extent_of(dates)
    return folded(bounds, dates.within(*bounds), width, fold=fold)


def folded(bounds: tuple[int, int], dates: Dates, width: float, *, fold: bool) -> tuple[Piece, ...]:
    """Return the axis for dates that lie in a window."""
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
    return extent_of(dates_of(events))


def extent_of(dates: Dates) -> tuple[int, int]:
    """Return the window that shows all of these dates."""
    if not dates.start.size:
        return date(2000, 1, 1).toordinal(), date(2000, 12, 31).toordinal()
    lo, hi = int(dates.start.min()), int(dates.end.max())
    pad = 1 if hi - lo <= 400 else 0
    return max(lo - pad, FIRST_DAY), min(hi + pad, LAST_END)


def layout_of(view: View, height: float) -> dict[str, Any]:
    """Return a layout whose axes count pixels, without margins, axes or legend of its own."""
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


@dataclass(frozen=True, slots=True)
class Ready:
    """What whoever draws the same events again and again has worked out already.

    Args:
        pieces: the time axis over the window, for all events.
        lanes: the lanes of all events.
        dates: the dates of the events to draw.
        pairs: lane and event of the events to draw, as indices.
    """

    pieces: tuple[Piece, ...]
    lanes: tuple[Lane, ...]
    dates: Dates
    pairs: Pairs


Picture = dict[str, Any]
"""A figure as plotly's script takes it: "data" and "layout"."""


def made(traces: list[Trace], layout: dict[str, Any]) -> Picture:
    """Return the picture."""
    return {"data": traces, "layout": {"template": "none", **layout}}


def as_figure(picture: Picture) -> go.Figure:
    """Return a picture as an object of plotly's, which checks every value of it."""
    import plotly.graph_objects as go  # noqa: PLC0415  (a second to import; words and axis do not need it)

    return go.Figure(picture)
