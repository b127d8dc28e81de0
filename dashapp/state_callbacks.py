"""Who owns what a person has set: the address is read into two stores, commands change them, and they are written back."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, no_update

from dashapp import texts
from dashapp.browser import in_browser
from dashapp.chart_callbacks import scene_of, screen_of
from dashapp.commands import obey, typed_days, typed_span
from dashapp.layout import totals
from dashapp.source import Source
from dashapp.state import Selection, View
from timeline.words import count, event_date_words


def register(app: Dash, source: Source) -> None:
    """Connect address, stores and commands."""
    in_browser(
        app,
        "readAddress",
        Output("view", "data"),
        Output("selected", "data"),
        Input("url", "search"),
    )
    # Filters without the window: what depends on them alone is not asked for again while somebody zooms.
    in_browser(app, "narrow", Output("narrowing", "data"), Input("view", "data"), State("narrowing", "data"))
    in_browser(app, "chosen", Output("event", "data"), Input("selected", "data"), State("event", "data"))
    in_browser(app, "writeAddress", Input("view", "data"), Input("selected", "data"))
    in_browser(app, "latest", Input("latest", "data"))
    in_browser(app, "brushed", Input("brush", "value"))

    @app.callback(
        Output("view", "data", allow_duplicate=True),
        Output("selected", "data", allow_duplicate=True),
        Input("command", "data"),
        State("view", "data"),
        State("selected", "data"),
        State("screen", "data"),
        prevent_initial_call=True,
    )
    def act(command: object, view: object, selected: object, screen: object) -> tuple[object, object]:
        """Obey a command of the browser."""
        scene = scene_of(source.index(), View.parse(view), Selection.parse(selected), screen_of(screen))
        now, chosen = obey(command, scene)
        return no_update if now == scene.view else now.query(), no_update if chosen == scene.selection else chosen.query()

    @app.callback(Output("news", "hidden"), Output("latest", "data"), Input("watch", "n_intervals"), Input("version", "data"))
    def watch(_ticks: object, version: object) -> tuple[bool, int]:
        """Say whether the timeline has changed since the page was made."""
        latest = source.version()
        return latest == version, latest

    @app.callback(Output("totals", "children"), Input("version", "data"))
    def count_all(_version: object) -> str:
        """Say how much there is."""
        return totals(source.index())

    @app.callback(Output("live", "children"), Input("view", "data"), Input("selected", "data"), Input("version", "data"))
    def say(query: object, selected: object, _version: object) -> str:
        """Tell a screen reader what is shown now."""
        index, view = source.index(), View.parse(query)
        event = index.get(Selection.parse(selected).event)
        shown = texts.IN_VIEW.format(count(int((index.shown(view) & index.dated).sum()), "event"))
        return f"{shown}. {event.title}, {event_date_words(event)}" if event else shown

    _register_dates(app)


def _register_dates(app: Dash) -> None:
    @app.callback(
        Output("dates-error", "children"),
        Output("command", "data"),
        Input("dates-apply", "n_clicks"),
        Input("dates-from", "n_submit"),
        Input("dates-to", "n_submit"),
        State("dates-from", "value"),
        State("dates-to", "value"),
        prevent_initial_call=True,
    )
    def by_dates(_clicks: object, _from: object, _to: object, first: object, last: object) -> tuple[Any, Any]:
        """Turn the two fields of the date menu into a command, or say what is wrong with them."""
        ends = [str(text or "").strip()[:40] for text in (first, last)]
        bad = next((text for text in ends if text and typed_span(text) is None), None)
        if bad:
            return texts.BAD_DATE.format(bad), no_update
        if any(ends) and typed_days(*ends) is None:
            return texts.BAD_ORDER, no_update
        if not any(ends):
            return "", {"do": "remove", "value": "dates="}
        return "", {"do": "dates", "value": "..".join(ends)}
