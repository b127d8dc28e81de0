"""What stands on the page until its scripts are ready: its head, and the picture as the server draws it.

The scripts of the page are megabytes; the picture is an SVG that needs none of them.  `assets/first.js` asks for it at the size
of the window, and the page's own picture, the same one, takes its place.
"""

from __future__ import annotations

import html

from dash import Dash
from flask import Flask, Response, request

from dashapp import texts
from dashapp.chart_callbacks import Drawing, counted, screen_of
from dashapp.index import Index
from dashapp.layout import totals
from dashapp.source import Source
from dashapp.state import Selection, View
from timeline.words import window_words

PATH = "/first-picture"
SCRIPT = "first.js"
"""Its file among the assets; it stands in the middle of the page, not at its end with the others."""


def register(app: Dash, source: Source, drawn: Drawing) -> None:
    """Answer the first picture.

    Args:
        app: the app.
        source: the timeline.
        drawn: draws what is shown, and remembers it for the page's own picture.
    """
    server: Flask = app.server

    @server.get(PATH)
    def first_picture() -> Response:
        """Draw the view and the size that the address names."""
        query = request.query_string.decode("utf-8", "replace")
        size = {side: request.args.get(side, type=int) for side in ("width", "height")}
        if source.index().extent is None:
            return Response(status=404)
        made = drawn(View.parse(query), Selection.parse(query), screen_of(size))
        return Response(made.encode("utf-8", "replace"), content_type="image/svg+xml")


def words(index: Index, name: str, query: str, script: str) -> str:
    """The piece of HTML that is shown until the page is ready; empty where the page will show no chart.

    Args:
        index: the timeline.
        name: what the store is called.
        query: the page's query string.
        script: address of the script that asks for the picture.

    >>> from timeline.model import Timeline
    >>> words(Index(Timeline()), "treaty", "", "first.js")
    ''
    """
    view, chosen = View.parse(query), Selection.parse(query)
    if index.extent is None or chosen.article:
        return ""
    title, number, store, size, head = (
        html.escape(each)
        for each in (
            window_words(*(view.window or index.extent)), counted(index, view), name, totals(index), texts.TITLE,
        )
    )  # fmt: skip
    covered = " first--covered" if chosen.event else ""
    return (
        f'<div id="first" class="first{covered}" aria-hidden="true"><div class="app">'
        f'<div class="top"><h1>{head}</h1><p class="store"><b>{store}</b><span class="opt">{size}</span></p></div>'
        f'<div class="filters"></div><div class="stage"><div class="work"><div class="pic">'
        f'<div class="bar"><h2>{title}</h2><span class="quiet opt">{number}</span></div>'
        f'<div class="chart" id="first-chart"></div></div></div></div></div></div>'
        f'<script src="{html.escape(script)}"></script>'
    )
