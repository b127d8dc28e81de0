"""Events as plotly traces and shapes; every position is already known, in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from timeline.chart.layout import NOT_EQUAL, Item, Mark
from timeline.chart.theme import TOKENS, Scheme, family_color, marker_size, symbol
from timeline.model import Modality
from timeline.words import event_date_words

Trace = dict[str, Any]
SOFT = ((0.10, 0), (0.18, 1), (0.26, 2))
"""Opacity of the steps of a soft end, from outside in."""
BODY = 0.34
NUMBER = 18.0
"""Pixels that the number of an event takes beside its mark."""
_HIT = 14.0  # pixels between the points along a bar that can be clicked
_REACH = 11.0  # pixels around a mark in which it can be pointed at


def plain(text: str) -> str:
    """Make text of an article safe for plotly, which reads a part of HTML: no tags, entities or control characters.

    >>> plain("a <b>\\n& c")
    'a &lt;b&gt; &amp; c'
    """
    return escape(" ".join("".join(c if c.isprintable() else " " for c in text).split()), quote=False)


class Strokes:
    """Many separate lines as one trace: their points with None between them."""

    def __init__(self) -> None:
        self.x: list[float | None] = []
        self.y: list[float | None] = []

    def add(self, *points: tuple[float, float]) -> None:
        """Add a line through the points."""
        self.x += [*(round(x, 1) for x, _ in points), None]
        self.y += [*(round(y, 1) for _, y in points), None]

    def trace(self, color: str, width: float, opacity: float = 1.0, **line: Any) -> list[Trace]:
        """Return the trace, or nothing where there is no line."""
        if not self.x:
            return []
        return [
            {
                "type": "scatter", "mode": "lines", "x": self.x[:-1], "y": self.y[:-1], "opacity": opacity,
                "line": {"color": color, "width": width, **line}, "hoverinfo": "skip",
            }
        ]  # fmt: skip


def dots(points: Sequence[tuple[float, float]], marker: dict[str, Any]) -> list[Trace]:
    """Return a trace of markers that ignore the pointer."""
    if not points:
        return []
    x, y = ([round(p[axis], 1) for p in points] for axis in (0, 1))
    return [{"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": marker, "hoverinfo": "skip"}]


def words(texts: Sequence[tuple[float, float, str, str]], color: str, **font: Any) -> list[Trace]:
    """Return a trace of texts, each with x, y, the text (already safe) and its plotly position."""
    if not texts:
        return []
    x, y, text, position = (list(column) for column in zip(*texts, strict=True))
    return [
        {
            "type": "scatter", "mode": "text", "x": [round(v, 1) for v in x], "y": [round(v, 1) for v in y],
            "text": text, "textposition": position, "textfont": {"color": color, "size": 12, **font}, "hoverinfo": "skip",
        }
    ]  # fmt: skip


# ---- events ------------------------------------------------------------------------------------------------------------


def bar_y(item: Item) -> float:
    """Return the y of a solid bar: lower where its label stands above it."""
    return item.y + 6.0 if item.label and item.label.above else item.y


def vague_bars(items: Sequence[Item], color: str) -> list[Trace]:
    """Return bars with soft ends, and the spine along their lower edge that carries the contrast."""
    body, spine, soft = Strokes(), Strokes(), [Strokes() for _ in SOFT]
    for item, mark in _marks(items, "vague", hollow=False):
        step = _step(mark)
        x0 = mark.x0 + (0 if mark.cut_left else 3 * step)
        x1 = mark.x1 - (0 if mark.cut_right else 3 * step)
        body.add((x0, item.y), (x1, item.y))
        _soft_ends(soft, mark, step, item.y)
        spine.add((x0 if mark.cut_left else x0 - step, item.y + 6), (x1 if mark.cut_right else x1 + step, item.y + 6))
    traces = [trace for strokes, (opacity, _) in zip(soft, SOFT, strict=True) for trace in strokes.trace(color, 14, opacity)]
    return traces + body.trace(color, 14, BODY) + spine.trace(color, 2)


def _step(mark: Mark) -> float:
    return min(8.0, (mark.x1 - mark.x0) / 7)


def _soft_ends(soft: Sequence[Strokes], mark: Mark, step: float, *ys: float) -> None:
    for y in ys:
        for index, strokes in enumerate(soft):
            if not mark.cut_left:
                strokes.add((mark.x0 + index * step, y), (mark.x0 + (index + 1) * step, y))
            if not mark.cut_right:
                strokes.add((mark.x1 - index * step, y), (mark.x1 - (index + 1) * step, y))


def solid_bars(items: Sequence[Item], color: str) -> list[Trace]:
    """Return solid bars: caps at ends that are known, a triangle where they go on."""
    line, caps, arrows = Strokes(), Strokes(), list[tuple[float, float]]()
    for item in items:
        y = bar_y(item)
        for mark in item.marks:
            if mark.kind not in {"range", "onwards"} or item.hollow:
                continue
            line.add((mark.x0, y), (mark.x1 - (5 if mark.kind == "onwards" else 0), y))
            if not mark.cut_left and (mark.sharp or mark.kind == "onwards"):
                caps.add((mark.x0 + 1, y - 6), (mark.x0 + 1, y + 6))
            if mark.kind == "onwards":
                arrows.append((mark.x1 - 5, y))
            elif not mark.cut_right and mark.sharp:
                caps.add((mark.x1 - 1, y - 6), (mark.x1 - 1, y + 6))
    return [
        *line.trace(color, 6),
        *caps.trace(color, 2),
        *dots(arrows, {"symbol": "triangle-right", "size": 12, "color": color, "line": {"width": 0}}),
    ]


def hollow_marks(items: Sequence[Item], color: str, shape: str) -> list[Trace]:
    """Return what is planned, called off or only supposed: two thin lines with soft ends, and an open symbol."""
    lines, soft, points = Strokes(), [Strokes(), Strokes()], list[tuple[float, float]]()
    for item in items:
        if not item.hollow:
            continue
        for mark in item.marks:
            points.append((mark.middle, item.y))
            if mark.kind == "day":
                continue
            step = _step(mark)
            x0 = mark.x0 + (0 if mark.cut_left else 2 * step)
            x1 = mark.x1 - (0 if mark.cut_right else 2 * step)
            for y in (item.y - 6, item.y + 6):
                lines.add((x0, y), (x1, y))
            _soft_ends(soft, mark, step, item.y - 6, item.y + 6)
    marker = {"symbol": f"{shape}-open", "size": marker_size(shape, 11), "color": color, "line": {"width": 1.8}}
    return [
        *soft[0].trace(color, 1.6, 0.3),
        *soft[1].trace(color, 1.6, 0.6),
        *lines.trace(color, 1.6),
        *dots(points, marker),
    ]


def day_marks(items: Sequence[Item], color: str, shape: str, surface: str) -> list[Trace]:
    """Return points for days: one trace for each weight."""
    out: list[Trace] = []
    for minor, size in ((True, 9), (False, 12)):
        points = [(m.middle, item.y) for item, m in _marks(items, "day", hollow=False) if item.minor is minor]
        out += dots(
            points, {"symbol": shape, "size": marker_size(shape, size), "color": color, "line": {"color": surface, "width": 1}}
        )
    return out


def _marks(items: Iterable[Item], kind: str, *, hollow: bool) -> Iterable[tuple[Item, Mark]]:
    return ((item, mark) for item in items for mark in item.marks if mark.kind == kind and item.hollow is hollow)


def disputes(items: Sequence[Item], scheme: Scheme, width: float) -> list[Trace]:
    """Return the brackets over rival dates, their sign, and arrows to rivals that lie outside the window."""
    color, bracket, out = TOKENS[scheme]["dispute"], Strokes(), list[Trace]()
    signs: list[tuple[float, float, str, str]] = []
    edges: list[tuple[float, float, str, str]] = []
    for item in items:
        if not item.disputed:
            continue
        top, foot = item.y - 13, item.y - 9
        legs = sorted(mark.middle for mark in item.marks)
        sides = {side for side, _ in item.edges}
        x0, x1 = (0.0 if "left" in sides else legs[0]), (width if "right" in sides else legs[-1])
        bracket.add((x0, top), (x1, top))
        for x in legs:
            bracket.add((x, top), (x, foot))
        for side, text in item.edges:
            at, arrow = (2.0, f"← {text}") if side == "left" else (width - 2.0, f"{text} →")
            edges.append((at, top + 9, arrow, "middle right" if side == "left" else "middle left"))
        if item.label:
            shift = "middle right" if item.label.anchor == "left" else "middle left"
            signs.append((item.label.x, item.y, "≠", shift))
        elif item.sign is not None:
            signs.append((item.sign, item.y, "≠", "middle right"))
    out += bracket.trace(color, 1.8)
    out += words(signs, color, size=15, weight=700)
    return out + words(edges, color, size=11)


def labels(items: Sequence[Item], scheme: Scheme, selected: str | None) -> list[Trace]:
    """Return the titles beside their marks, in up to three voices: core, minor, selected."""
    tokens = TOKENS[scheme]
    voices: dict[str, list[tuple[float, float, str, str]]] = {"core": [], "minor": [], "selected": []}
    for item in items:
        if not item.label:
            continue
        label = item.label
        shift = (NOT_EQUAL if item.disputed else 0.0) * (1 if label.anchor == "left" else -1)
        y = item.y - 6 if label.above else item.y
        position = "middle right" if label.anchor == "left" else "middle left"
        voice = "minor" if item.minor or item.event.modality is Modality.NEGATED else "core"
        if item.event.id == selected:
            voice = "selected"
        voices[voice].append((label.x + shift, y, plain(label.text), position))
    font = {"shadow": halo(scheme)}
    return [
        *words(voices["minor"], tokens["ink-2"], **font),
        *words(voices["core"], tokens["ink"], **font),
        *words(voices["selected"], tokens["ink"], weight=650, **font),
    ]


def halo(scheme: Scheme) -> str:
    """Return the shadow that keeps a text readable over bars and strips; plotly's own choice tints the letters."""
    color = TOKENS[scheme]["surface"]
    return ", ".join(
        f"{x}px {y}px 1px {color}" for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1))
    )


def numbers(items: Sequence[Item], scheme: Scheme, order: Sequence[str], width: float) -> list[Trace]:
    """Return the number of each event in a list beside its mark, where there is no room for titles."""
    at = {key: index for index, key in enumerate(order, start=1)}
    texts: list[tuple[float, float, str, str]] = []
    for item in items:
        if item.event.id in at:
            end = item.x1 + (NOT_EQUAL if item.sign is not None else 0.0)
            right = end + NUMBER <= width
            x, position = (end, "middle right") if right else (item.x0 - 1, "middle left")
            texts.append((x, item.y, str(at[item.event.id]), position))
    return words(texts, TOKENS[scheme]["ink"], size=11, weight=650, shadow=halo(scheme))


def touch(items: Sequence[Item]) -> list[Trace]:
    """Return invisible points over marks, bars and labels that say what they are and can be clicked; ids, never text."""
    x: list[float] = []
    y: list[float] = []
    ids: list[str] = []
    texts: list[str] = []
    areas: list[tuple[float, float, float, float, int]] = []
    for item in items:
        said = f"<b>{plain(item.event.title)}</b><br>{plain(event_date_words(item.event))}"
        reach = [(mark.x0, mark.x1) for mark in item.marks] + (item.taken[1:] if item.label else [])
        for place, (x0, x1) in enumerate(reach):
            number = max(1, min(40, int((x1 - x0) / _HIT)))
            wider = _REACH if place < len(item.marks) else 0.0
            areas.append((x0 - wider, x1 + wider, item.y - _REACH, item.y + _REACH, len(x)))
            x += [round(x0 + (x1 - x0) * (index + 0.5) / number, 1) for index in range(number)]
            y += [round(item.y, 1)] * number
            ids += [item.event.id] * number
            texts += [said] * number
    return [
        {
            "type": "scatter", "mode": "markers", "x": x, "y": y, "customdata": ids, "text": texts, "name": "events",
            "marker": {"size": 2 * _REACH, "opacity": 0}, "hovertemplate": "%{text}<extra></extra>", "meta": {"reach": areas},
        }
    ]  # fmt: skip


def families(items: Sequence[Item], scheme: Scheme) -> list[Trace]:
    """Return everything that bears a family's color and shape."""
    surface, out = TOKENS[scheme]["surface"], list[Trace]()
    present = sorted({item.event.family for item in items})
    groups = {name: [item for item in items if item.event.family == name] for name in present}
    for name, group in groups.items():
        out += vague_bars(group, family_color(name, scheme))
    for name, group in groups.items():
        out += solid_bars(group, family_color(name, scheme))
    for name, group in groups.items():
        out += hollow_marks(group, family_color(name, scheme), symbol(name))
        out += day_marks(group, family_color(name, scheme), symbol(name), surface)
    off = Strokes()
    for item in items:
        if item.event.modality is Modality.NEGATED:
            for mark in item.marks:
                off.add((mark.middle - 8, item.y + 7), (mark.middle + 8, item.y - 7))
    return out + off.trace(TOKENS[scheme]["ink-2"], 1.6)


def ring(item: Item, scheme: Scheme) -> tuple[list[Trace], list[dict[str, Any]]]:
    """Return what shows the selected event: a circle around one day, a rounded box around anything else."""
    ink = TOKENS[scheme]["ink"]
    if len(item.marks) == 1 and item.marks[0].kind == "day":
        marker = {"symbol": "circle-open", "size": 22, "color": ink, "line": {"width": 1.5}}
        return dots([(item.marks[0].middle, item.y)], marker), []
    top = item.y - (17 if item.disputed else 11)
    bottom = bar_y(item) + 11
    right = item.x1 + (NOT_EQUAL if item.sign else 3)
    return [], [{"type": "path", "path": _rounded(item.x0 - 3, top, right, bottom), "line": {"color": ink, "width": 1.5}}]


def _rounded(x0: float, y0: float, x1: float, y1: float, r: float = 3.0) -> str:
    return (
        f"M {x0 + r:.1f},{y0:.1f} L {x1 - r:.1f},{y0:.1f} Q {x1:.1f},{y0:.1f} {x1:.1f},{y0 + r:.1f} "
        f"L {x1:.1f},{y1 - r:.1f} Q {x1:.1f},{y1:.1f} {x1 - r:.1f},{y1:.1f} "
        f"L {x0 + r:.1f},{y1:.1f} Q {x0:.1f},{y1:.1f} {x0:.1f},{y1 - r:.1f} "
        f"L {x0:.1f},{y0 + r:.1f} Q {x0:.1f},{y0:.1f} {x0 + r:.1f},{y0:.1f} Z"
    )
