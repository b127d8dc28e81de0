"""The picture: a timeline as a plotly figure, for the dashboard, reports and notebooks.  Nothing in it knows Dash."""

from __future__ import annotations

from timeline.chart.axis import Piece, place, unfold
from timeline.chart.counts import Dates, dates_of
from timeline.chart.folding import fold
from timeline.chart.frame import Picture, Ready, axis_of, extent, folded
from timeline.chart.histogram import histogram, overview
from timeline.chart.lanes import LANES, By, Lane, Pairs, lane_index, lanes_of
from timeline.chart.picture import MAX_MARKS, figure, picture
from timeline.chart.spoken import describe
from timeline.chart.theme import TOKENS, Scheme

__all__ = [
    "LANES",
    "MAX_MARKS",
    "TOKENS",
    "By",
    "Dates",
    "Lane",
    "Pairs",
    "Picture",
    "Piece",
    "Ready",
    "Scheme",
    "axis_of",
    "dates_of",
    "describe",
    "extent",
    "figure",
    "fold",
    "folded",
    "histogram",
    "lane_index",
    "lanes_of",
    "overview",
    "picture",
    "place",
    "unfold",
]
