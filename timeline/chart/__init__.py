"""The picture: a timeline as a plotly figure, for the dashboard, reports and notebooks.  Nothing in it knows Dash."""

from __future__ import annotations

from timeline.chart.axis import Piece, place, unfold
from timeline.chart.folding import fold
from timeline.chart.frame import axis_of, extent
from timeline.chart.histogram import overview
from timeline.chart.lanes import LANES, By, Lane, lane_index, lanes_of
from timeline.chart.picture import MAX_MARKS, figure
from timeline.chart.spoken import describe
from timeline.chart.theme import TOKENS, Scheme

__all__ = [
    "LANES",
    "MAX_MARKS",
    "TOKENS",
    "By",
    "Lane",
    "Piece",
    "Scheme",
    "axis_of",
    "describe",
    "extent",
    "figure",
    "fold",
    "lane_index",
    "lanes_of",
    "overview",
    "place",
    "unfold",
]
