"""What surrounds the events: lanes, time axis, torn strips and weekends, as plotly traces and shapes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from timeline.chart.axis import Piece, place, unit_changes
from timeline.chart.draw import Strokes, Trace, dots, plain, words
from timeline.chart.lanes import Lane
from timeline.chart.layout import Item
from timeline.chart.lettering import shorten, text_width
from timeline.chart.theme import SANS, TOKENS, Scheme, family_color, marker_size, symbol
from timeline.chart.ticks import strip_words, ticks

AXIS_HEIGHT = 38.0
"""Pixels below the lanes for tick marks, their texts, and the names of pieces."""
_WEEKEND_DAYS = 60


def lane_heads(
    lanes: Sequence[Lane], tops: Sequence[float], counts: Sequence[int], gutter: float, width: float, scheme: Scheme
) -> list[Trace]:
    """Return the rules between lanes and, where there is a gutter, their marks, names and counts."""
    tokens, rules = TOKENS[scheme], Strokes()
    for y in tops[:-1]:
        rules.add((-gutter, y), (width, y))
    out = rules.trace(tokens["line"], 1)
    if not gutter:
        return out
    middles = [min(a + 16, (a + b) / 2) for a, b in pairwise(tops)]
    longest = int((gutter - 42) / 6.0)
    names = []
    for lane, y in zip(lanes, middles, strict=True):
        start = -gutter + (20 if lane.family else 0)
        names.append((start, y, plain(shorten(lane.name, longest + (0 if lane.family else 3))), "middle right"))
        if lane.family:
            shape = symbol(lane.family)
            marker = {"symbol": shape, "size": marker_size(shape, 10), "color": family_color(lane.family, scheme)}
            out += dots([(-gutter + 8, y)], marker)
    out += words(names, tokens["ink"], weight=550)
    numbers_ = [(-8.0, y, _short(number), "middle left") for number, y in zip(counts, middles, strict=True)]
    return out + words(numbers_, tokens["ink-3"], size=11)


def _short(number: int) -> str:
    if number < 1000:
        return str(number)
    return f"{number / 1000:.1f}k" if number < 9950 else f"{number / 1000:,.0f}k"


def time_axis(pieces: Sequence[Piece], top: float, bottom: float, scheme: Scheme) -> list[Trace]:
    """Return the axis: its line, tick marks, texts, and dotted lines where the scale changes."""
    tokens, found, width = TOKENS[scheme], ticks(pieces), pieces[-1].x1
    line, marks, changes = Strokes(), Strokes(), Strokes()
    line.add((0, bottom), (pieces[-1].x1, bottom))
    for x in found.marks:
        marks.add((x, bottom), (x, bottom + 5))
    for x in unit_changes(pieces):
        changes.add((x, top), (x, bottom + AXIS_HEIGHT - 4))
    below = [(_inside(x, text, width), bottom + 13, text, "middle center") for x, text in found.labels]
    names = [(_inside(x, text, width), bottom + 28, text, "middle center") for x, text in found.names]
    return [
        *changes.trace(tokens["line-strong"], 1, dash="2px,3px"),
        *line.trace(tokens["line-strong"], 1),
        *marks.trace(tokens["line-strong"], 1),
        *words(below, tokens["ink-3"], size=11),
        *words(names, tokens["ink-2"], size=11),
    ]


def _inside(x: float, text: str, width: float) -> float:
    """Move a centered text so far in that the edge does not cut it."""
    half = text_width(text) * 11 / 12 / 2
    return min(max(x, half), width - half)


def strips(pieces: Sequence[Piece], top: float, bottom: float, scheme: Scheme) -> tuple[list[Trace], list[dict[str, Any]]]:
    """Return torn strips as shapes, and their ragged edges as one trace."""
    tokens, edge, shapes = TOKENS[scheme], Strokes(), list[dict[str, Any]]()
    for piece in pieces:
        if piece.unit != "fold":
            continue
        shapes.append(_box(piece.x0, piece.x1, top, bottom, tokens["fold"]))
        for x in (piece.x0, piece.x1 - 3):
            count = max(2, int((bottom - top) / 7) + 1)
            edge.add(*((x + (3 if index % 2 else 0), min(top + 7 * index, bottom)) for index in range(count)))
    return edge.trace(tokens["surface"], 2), shapes


def strip_texts(
    pieces: Sequence[Piece], top: float, bottom: float, items: Sequence[Item], scheme: Scheme
) -> list[dict[str, Any]]:
    """Return the length of every torn strip, written upwards in it where no bar or label crosses it."""
    font = {"size": 11, "color": TOKENS[scheme]["ink-3"], "family": SANS}
    return [
        {
            "x": round((piece.x0 + piece.x1) / 2, 1), "y": _free_height(piece, top, bottom, items),
            "text": strip_words(piece), "textangle": -90, "font": font,
            "showarrow": False, "xanchor": "center", "yanchor": "top", "borderpad": 0,
        }
        for piece in pieces
        if piece.unit == "fold" and piece.x1 - piece.x0 >= 14
    ]  # fmt: skip


def _free_height(piece: Piece, top: float, bottom: float, items: Sequence[Item]) -> float:
    """The highest y at which the text of a strip touches nothing, or the top."""
    need, at = text_width(strip_words(piece)) + 6, top + 6
    rows = sorted({item.y for item in items if any(a < piece.x1 and b > piece.x0 for a, b in item.taken)})
    for y in rows:
        if at + need <= y - 10:
            return at
        at = max(at, y + 12)
    return at if at + need <= bottom else top + 6


def weekends(pieces: Sequence[Piece], top: float, bottom: float, scheme: Scheme) -> list[dict[str, Any]]:
    """Return bands behind Saturdays and Sundays, where at most sixty days are shown by day."""
    shown = [piece for piece in pieces if piece.unit == "day"]
    if sum(piece.end - piece.start for piece in shown) > _WEEKEND_DAYS:
        return []
    out = []
    for piece in shown:
        for day in range(piece.start, piece.end):
            if day % 7 == 6:  # day 1 was a Monday
                end = min(day + 2, piece.end)
                out.append(_box(place(pieces, day), place(pieces, end), top, bottom, TOKENS[scheme]["weekend"]))
            elif day % 7 == 0 and day == piece.start:
                out.append(_box(place(pieces, day), place(pieces, day + 1), top, bottom, TOKENS[scheme]["weekend"]))
    return out


def _box(x0: float, x1: float, y0: float, y1: float, color: str) -> dict[str, Any]:
    return {
        "type": "rect", "x0": round(x0, 1), "x1": round(x1, 1), "y0": round(y0, 1), "y1": round(y1, 1),
        "fillcolor": color, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip
