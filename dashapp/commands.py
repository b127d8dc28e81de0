"""What each command of the page does to filters, window and selection: a pure step from state to state.

A command comes from the browser, as ``{"do": name, "value": text or numbers}``; one that is not understood changes nothing.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from dashapp.index import Index
from dashapp.state import FACETS, LANES, LAYERS, MAX_VALUE_CHARS, Selection, View, Window, read_days
from timeline.chart.axis import Piece
from timeline.span import FIRST_DAY, LAST_END, Granularity, OutOfRangeError, Span, period
from timeline.words import LANGUAGES, words_of

ZOOM = 2.0
"""How much a step of zoom widens or narrows the window."""
MOVE = 0.25
"""How far a step to the side moves it, as a part of its width."""
MIN_DAYS = 3


class Folded:
    """The chart's axis over some days, which may leave out empty stretches (timeline/chart/axis.py).

    >>> from timeline.chart.axis import true_scale
    >>> axis = Folded(true_scale((738715, 738725), 100.0))
    >>> axis.to_x(738716), axis.to_day(15.0)
    (10.0, 738716.5)
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._days = [float(piece.start) for piece in pieces] + [float(pieces[-1].end)]
        self._places = [piece.x0 for piece in pieces] + [pieces[-1].x1]
        self.width = pieces[-1].x1

    def to_x(self, day: float) -> float:
        """Return the place of a day number, in pixels; a day outside stands at the edge."""
        return float(np.interp(day, self._days, self._places))

    def to_day(self, x: float) -> float:
        """Return the day number at a place."""
        return float(np.interp(x, self._places, self._days))


@dataclass(frozen=True)
class Scene:
    """All that a command may need: the state before it, the timeline, and the axes over all of its days and over the window."""

    view: View
    selection: Selection
    index: Index
    axis: Folded
    seen: Folded


State = tuple[View, Selection]
_DAY = re.compile(r"(?:(\d{1,2})\.?\s+(?:de\s+)?)?([^\W\d]+)\.?\s+(?:del?\s+)?(\d{3,4})")


def obey(command: object, scene: Scene) -> State:
    """Return the state after a command.

    Args:
        command: what the browser sent.
        scene: the state before.
    """
    unchanged = scene.view, scene.selection
    if not isinstance(command, Mapping):
        return unchanged
    do, value = command.get("do"), command.get("value")
    if isinstance(do, str) and do in _MOVES and isinstance(value, (list, tuple)):
        numbers = [float(each) for each in value if isinstance(each, (int, float)) and math.isfinite(each)]
        return (_MOVES[do](scene, numbers), scene.selection) if len(numbers) == 2 else unchanged
    if isinstance(do, str) and do in _WORDS and isinstance(value, str):
        return _WORDS[do](scene, value[:MAX_VALUE_CHARS])
    return unchanged


# ---- selection ---------------------------------------------------------------------------------------------------------


def _select(scene: Scene, value: str) -> State:
    return scene.view, Selection(event=value) if value in scene.index.position else scene.selection


def _step(scene: Scene, value: str) -> State:
    """Go to the next or the previous of the events shown, from the place where the selected one is or would be."""
    shown = np.flatnonzero(scene.index.shown(scene.view))
    if not len(shown):
        return scene.view, scene.selection
    here = scene.index.position.get(scene.selection.event, -1 if value == "1" else len(scene.index))
    at = np.searchsorted(shown, here, side="right") if value == "1" else np.searchsorted(shown, here) - 1
    place = shown[min(max(int(at), 0), len(shown) - 1)]
    return scene.view, Selection(event=scene.index.events[place].id)


def _article(scene: Scene, value: str) -> State:
    wanted = Selection.parse(value)
    return scene.view, replace(scene.selection, article=wanted.article, mention=wanted.mention)


def _back(scene: Scene, _: str) -> State:
    return scene.view, Selection(event=scene.selection.event)


def _close(scene: Scene, _: str) -> State:
    return scene.view, Selection()


# ---- filters -----------------------------------------------------------------------------------------------------------


def _view(change: Callable[[View, str], View]) -> Callable[[Scene, str], State]:
    return lambda scene, value: (change(scene.view, value), scene.selection)


def _toggle(view: View, value: str) -> View:
    name, _, wanted = value.partition("=")
    if name not in FACETS or not wanted:
        return view
    chosen = view.chosen.get(name, ())
    return view.with_values(name, tuple(v for v in chosen if v != wanted) if wanted in chosen else (*chosen, wanted))


def _remove(view: View, value: str) -> View:
    name, _, wanted = value.partition("=")
    return view.without(name, wanted)


def _only(view: View, value: str) -> View:
    return _toggle(replace(view.cleared(), window=None), value)


def _dates(view: View, value: str) -> View:
    return replace(view, dates=typed_days(*value.partition("..")[::2]) or read_days(value) or view.dates)


def typed_days(first: str, last: str) -> Window | None:
    """Read the two ends of a filter by dates as people type them; an empty end is open.

    Args:
        first, last: a day, month or year, such as "23 July 2023", "July 2023", "2023-07-23", "2023-07" or "2023".

    Returns:
        half-open day numbers, or None where one cannot be read, both are empty, or the last lies before the first.

    >>> typed_days("July 2023", "") == (Span.month(2023, 7).start, LAST_END), typed_days("32 July 2023", "")
    (True, None)
    """
    start, end = typed_span(first), typed_span(last)
    if (first.strip() and not start) or (last.strip() and not end) or not (start or end):
        return None
    days = (start.start if start else FIRST_DAY, end.end if end else LAST_END)
    return days if days[0] < days[1] else None


def typed_span(text: str) -> Span | None:
    """Read one day, month or year as people type it, None where it is none.

    >>> str(typed_span("23 July 2023")), str(typed_span("2023-07")), typed_span("soon")
    ('2023-07-23', '2023-07-01..2023-08-01', None)
    >>> str(typed_span("23 de julio de 2023"))
    '2023-07-23'
    """
    text = " ".join(text.split())
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return Span.of(text)
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return period(date.fromisoformat(f"{text}-01").toordinal(), Granularity.MONTH)
        if re.fullmatch(r"\d{3,4}", text):
            return Span.year(int(text))
        found = _DAY.fullmatch(text)
        months = _months(found[2].lower()) if found else set()
        if not found or len(months) != 1:
            return None
        year, month = int(found[3]), months.pop()
        return Span.of(date(year, month, int(found[1]))) if found[1] else Span.month(year, month)
    except (ValueError, OutOfRangeError):
        return None


def _months(name: str) -> set[int]:
    """The months, 1 to 12, that a name or its beginning may mean in any of the languages there are."""
    tables = [words_of(code)["dates"]["months"] for code in LANGUAGES]
    return {i for names in tables for i, full in enumerate(names, 1) if len(name) >= 3 and full.lower().startswith(name)}


# ---- the window --------------------------------------------------------------------------------------------------------


def _zoomed(factor: float, shift: float = 0.0) -> Callable[[Scene, str], State]:
    def act(scene: Scene, value: str) -> State:
        whole = scene.index.extent
        if whole is None:
            return scene.view, scene.selection
        first, last = (scene.axis.to_x(day) for day in scene.view.window or whole)
        still = _focus(scene, value, first, last, factor)
        start = still - (still - first) * factor + (last - first) * shift
        return _windowed(scene, start, start + (last - first) * factor), scene.selection

    return act


def _focus(scene: Scene, value: str, first: float, last: float, factor: float) -> float:
    """What stays in its place: where the pointer is, the selected event while zooming in if it is in view, else the middle."""
    with contextlib.suppress(ValueError):
        if math.isfinite(pointer := float(value)):
            return min(max(scene.axis.to_x(scene.seen.to_day(pointer)), first), last)
    event = scene.index.get(scene.selection.event)
    if event and event.span and factor < 1:
        place = scene.axis.to_x((event.span.start + event.span.end) / 2)
        if first <= place <= last:
            return place
    return (first + last) / 2


def _windowed(scene: Scene, x0: float, x1: float) -> View:
    """Show what lies between two places on the axis, whole days, at least a few, never beyond the first and last event."""
    whole = scene.index.extent
    if whole is None or not x0 < x1:
        return scene.view
    low, high = scene.axis.to_x(whole[0]), scene.axis.to_x(whole[1])
    if x1 - x0 >= high - low:
        return replace(scene.view, window=None)
    slide = max(low - x0, 0.0) + min(high - x1, 0.0)
    start, end = math.floor(scene.axis.to_day(x0 + slide) + 1e-6), math.ceil(scene.axis.to_day(x1 + slide) - 1e-6)
    start, end = max(start, whole[0]), min(end, whole[1])
    if end - start < MIN_DAYS:
        start = max(whole[0], min(start - (MIN_DAYS - (end - start)) // 2, whole[1] - MIN_DAYS))
        end = min(whole[1], start + MIN_DAYS)
    return replace(scene.view, window=None if (start, end) == whole else (start, end))


def _slide(scene: Scene, numbers: list[float]) -> View:
    """The two handles of the overview, in thousandths of its width."""
    return _windowed(scene, *(each / 1000 * scene.axis.width for each in sorted(numbers)))


def _drag(scene: Scene, numbers: list[float]) -> View:
    """A stretch of the chart that was marked, in its own pixels."""
    return _windowed(scene, *(scene.axis.to_x(scene.seen.to_day(each)) for each in sorted(numbers)))


def _days(scene: Scene, value: str) -> State:
    """Show the days of a count that was clicked: "738715 738746"."""
    first, _, end = value.partition(" ")
    try:
        places = scene.axis.to_x(int(first)), scene.axis.to_x(int(end))
    except ValueError:
        return scene.view, scene.selection
    return _windowed(scene, *places), scene.selection


_WORDS: Mapping[str, Callable[[Scene, str], State]] = {
    "select": _select,
    "step": _step,
    "article": _article,
    "back": _back,
    "close": _close,
    "layer": _view(lambda view, value: view.toggle_layer(value) if value in LAYERS else view),
    "facet": _view(_toggle),
    "remove": _view(_remove),
    "only": _view(_only),
    "clear": _view(lambda view, _: view.cleared()),
    "words": _view(lambda view, value: replace(view, words=" ".join(value.split()))),
    "dates": _view(_dates),
    "lanes": _view(lambda view, value: replace(view, lanes=value) if value in LANES else view),
    "scale": _view(lambda view, _: replace(view, true_scale=not view.true_scale)),
    "all": _view(lambda view, _: replace(view, window=None)),
    "in": _zoomed(1 / ZOOM),
    "out": _zoomed(ZOOM),
    "left": _zoomed(1, -MOVE),
    "right": _zoomed(1, MOVE),
    "days": _days,
}
_MOVES: Mapping[str, Callable[[Scene, list[float]], View]] = {"slide": _slide, "drag": _drag}
