"""The chart and its overview: how the figures of timeline/chart are asked for, and what is said beside them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, cast

from dash import Dash, Input, Output, html, no_update

from dashapp import texts
from dashapp.browser import in_browser
from dashapp.commands import Folded, Scene
from dashapp.index import Index
from dashapp.marks import Child, attributes, button
from dashapp.source import Source
from dashapp.state import Selection, View, Window
from timeline.chart import MAX_MARKS, By, Piece, describe, histogram, lanes_of, picture
from timeline.chart.picture import GUTTER, NARROW, WIDE_GUTTER
from timeline.chart.svg import to_svg
from timeline.words import count, day_words, digits, event_date_words, language, window_words

PIXELS = (200, 4_000)
REMEMBERED = 32
"""Pictures that are kept, so that going back to one costs nothing."""
CHART_SHARE = 0.44
"""How much of the window's height the chart may take: the list needs room as well."""


class Screen(NamedTuple):
    """What the browser tells of itself: pixels of the chart from side to side, and of the window from top to bottom."""

    width: int
    height: int


def screen_of(data: object) -> Screen:
    """What the browser tells of itself, within reason.

    >>> screen_of({"width": 1e9, "height": "x"})
    Screen(width=4000, height=4000)
    """
    told = data if isinstance(data, dict) else {}
    return Screen(_pixels(told.get("width")), _pixels(told.get("height")))


def _pixels(number: object) -> int:
    pixels = int(number) if isinstance(number, (int, float)) and math.isfinite(number) else PIXELS[1]
    return min(max(pixels, PIXELS[0]), PIXELS[1])


def gutter_of(view: View, screen: Screen) -> float:
    """The room for the names of lanes, in pixels, as timeline/chart leaves it."""
    if screen.width < NARROW:
        return 0.0
    return GUTTER if view.lanes == "family" else WIDE_GUTTER


def axis_of(index: Index, view: View, screen: Screen, days: Window | None = None) -> Folded:
    """The axis over some days, or over all, as the chart draws it."""
    return Folded(pieces_of(index, view, screen, days))


def pieces_of(index: Index, view: View, screen: Screen, days: Window | None = None) -> tuple[Piece, ...]:
    """The pieces of that axis."""
    return index.axis(days or index.extent or (1, 8), screen.width - gutter_of(view, screen), not view.true_scale)


def scene_of(index: Index, view: View, selection: Selection, screen: Screen) -> Scene:
    """What a command needs to know."""
    return Scene(view, selection, index, axis_of(index, view, screen), axis_of(index, view, screen, view.window))


def chart(index: Index, view: View, selection: Selection, screen: Screen) -> str:
    """The drawing of what is shown, as SVG; its colors are those of the page, light or dark."""
    days = view.window or index.extent or (1, 8)
    mask = index.fitting(view) & index.within(days)
    made = picture(
        index.timeline,
        shown=index.chosen(mask),
        ready=index.ready(mask, pieces_of(index, view, screen, days), cast("By", view.lanes)),
        lanes=cast("By", view.lanes),
        window=days,
        selected=selection.event or None,
        width=screen.width,
        height=max(240.0, CHART_SHARE * screen.height),
        fold=not view.true_scale,
    )
    return to_svg(made)


def survey(index: Index, view: View, screen: Screen) -> str:
    """The overview below the chart, over all days; the frame around the window is the slider's own, so that it moves with it."""
    made = histogram(
        index.dates.among(index.fitting(view)),
        pieces_of(index, view, screen),
        gutter=gutter_of(view, screen),
    )
    return to_svg(made)


Drawing = Callable[[View, Selection, Screen], str]
"""Draws what is shown now, as SVG."""


def remembered(source: Source) -> Drawing:
    """A drawing of the chart that keeps the last pictures, for all that ask for them."""

    @lru_cache(maxsize=REMEMBERED)
    def chart_of(_version: int, _language: str, query: str, event: str, screen: Screen) -> str:
        """Remember the last pictures."""
        return chart(source.index(), View.parse(query), Selection(event), screen)

    def drawn(view: View, chosen: Selection, screen: Screen) -> str:
        """Draw it; of a crowd no event stands out, so that one picture does for all."""
        index = source.index()
        crowd = int((index.shown(view) & index.dated).sum()) > MAX_MARKS
        return chart_of(index.version, language(), view.query(), "" if crowd else chosen.event, screen)

    return drawn


def register(app: Dash, source: Source, drawn: Drawing) -> None:
    """Keep the chart and its overview in step with view, selection and screen."""

    @app.callback(
        Output("chart-drawing", "data"),
        Output("window-title", "children"),
        Output("window-count", "children"),
        Output("chart-box", "aria-label"),
        Output("readout", "children"),
        Input("view", "data"),
        Input("selected", "data"),
        Input("screen", "data"),
        Input("version", "data"),
    )
    def draw(query: object, selected: object, told: object, _version: object) -> tuple[object, ...]:
        """Draw what is shown, and say it."""
        index, view, chosen = source.index(), View.parse(query), Selection.parse(selected)
        if told is None or index.extent is None:
            return (no_update,) * 5
        days, event = view.window or index.extent, index.get(chosen.event)
        readout = [html.B(f"{event_date_words(event)}: "), event.title] if event else ""
        said = in_words(index, view, days)
        return drawn(view, chosen, screen_of(told)), window_words(*days), counted(index, view), said, readout

    for part in ("chart", "overview"):
        in_browser(app, "draw", Input(f"{part}-drawing", "data"), Input(f"{part}-drawing", "id"))
    in_browser(app, "nameHandles", Input("brush-words", "data"))
    _register_overview(app, source)


def _register_overview(app: Dash, source: Source) -> None:
    @lru_cache(maxsize=REMEMBERED)
    def survey_of(_version: int, _language: str, query: str, screen: Screen) -> str:
        """Remember the last overviews."""
        return survey(source.index(), View.parse(query), screen)

    @app.callback(
        Output("overview-drawing", "data"),
        Output("brush-line", "style"),
        Output("lanes", "children"),
        Output("lanes-name", "children"),
        Input("narrowing", "data"),
        Input("screen", "data"),
        Input("version", "data"),
    )
    def look_over(query: object, told: object, _version: object) -> tuple[object, ...]:
        """Draw the overview and the menu of lanes."""
        index, view = source.index(), View.parse(query)
        if told is None or index.extent is None:
            return (no_update,) * 4
        screen = screen_of(told)
        bars = survey_of(index.version, language(), replace(view, window=None).query(), screen)
        place = {"marginLeft": f"{gutter_of(view, screen):.0f}px"}
        return bars, place, lane_menu(view), texts.LANES[view.lanes]

    @app.callback(Output("brush", "value"), Output("brush-words", "data"), Input("view", "data"), Input("screen", "data"))
    def frame(query: object, told: object) -> tuple[object, ...]:
        """Put the handles where the window is."""
        index, view = source.index(), View.parse(query)
        days = view.window or index.extent
        if told is None or days is None:
            return no_update, no_update
        return handles(index, view, screen_of(told)), [day_words(days[0]), day_words(days[1] - 1)]


def in_words(index: Index, view: View, days: Window) -> str:
    """What the chart shows, for those who cannot see it; of a crowd only its size."""
    shown = index.shown(view)
    number = int((shown & index.dated).sum())
    if number > MAX_MARKS:
        return str(texts.SHOWN_AS_COUNTS.format(count(number, "dated event"), window_words(*days)))
    return describe(index.chosen(shown), days, len(lanes_of((), "family")))


def counted(index: Index, view: View) -> str:
    """How many dated events are in the window, and how many lie before and after it."""
    fits = index.fitting(view) & index.dated
    inside = fits & index.within(view.window) if view.window else fits
    words = count(int(inside.sum()), "dated event")
    if view.narrowed and not inside.any():
        words = texts.NONE_OF.format(count(int(index.dated.sum()), "dated event"))
    if view.window:
        before, after = int((fits & (index.ends <= view.window[0])).sum()), int((fits & (index.starts >= view.window[1])).sum())
        sides = ((before, texts.EARLIER), (after, texts.LATER))
        beside = ", ".join(side.format(digits(number)) for number, side in sides if number)
        words += f" · {beside}" if beside else ""
    return words


def handles(index: Index, view: View, screen: Screen) -> list[int]:
    """Where the two handles over the overview stand, in thousandths of its width."""
    axis = axis_of(index, view, screen)
    days = view.window or index.extent or (1, 8)
    return [round(axis.to_x(day) / axis.width * 1000) for day in days]


def lane_menu(view: View) -> list[Child]:
    """The menu beside "Lanes by"."""
    lanes = [
        button(
            words,
            "lanes",
            lane,
            kind="option",
            role="radio",
            **attributes(aria_checked="true" if lane == view.lanes else "false"),
        )
        for lane, words in texts.LANES.items()
    ]
    pressed = "true" if view.true_scale else "false"
    scale = button(texts.TRUE_SCALE, "scale", kind="option", role="checkbox", **attributes(aria_checked=pressed))
    return [html.Div(lanes, role="radiogroup", **attributes(aria_label=texts.LANES_BY)), html.Hr(), scale]
