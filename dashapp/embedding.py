"""The page for frames of other pages: the chart of a view with its table and sources, where the server was told to answer it."""

from __future__ import annotations

from dash import Dash, Input, Output, html
from flask import Flask, Response, request

from dashapp import texts
from dashapp.browser import in_browser
from dashapp.downloads import content
from dashapp.marks import Child, attributes, button
from dashapp.source import Source
from timeline.export.html import POLICY

PATH = "/embed"


def register(app: Dash, source: Source, name: str, *, on: bool) -> None:
    """Answer frames, or say that they are switched off.

    Args:
        app: the app.
        source: the timeline.
        name: title of the page.
        on: whether frames are answered.
    """
    server: Flask = app.server
    in_browser(
        app, "embedSnippet", Output("embed-snippet", "children"), Output("embed-preview", "href"),
        Input("view", "data"), Input("export-scope", "data"),
        part="sharing",
    )  # fmt: skip

    @server.get(PATH)
    def embed() -> Response:
        """Answer a frame with the page of a view."""
        if not on:
            return Response(texts.EMBED_CLOSED, status=404, content_type="text/plain; charset=utf-8")
        page = content(source.index(), "timeline.html", request.query_string.decode("utf-8", "replace"), name)
        response = Response(page.encode("utf-8", "replace"), content_type="text/html; charset=utf-8")
        response.headers["Content-Security-Policy"] = f"{POLICY}; connect-src 'none'; frame-ancestors * file:"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


def dialog(name: str, *, on: bool) -> Child:
    """The words to copy into another page, or what to do where frames are switched off."""
    close = button("×", "shut", "embed", kind="btn btn--bare btn--icon", label=texts.CLOSE_DIALOG)
    head = html.Header([html.H2(texts.EMBED_TITLE, id="embed-heading"), close])
    copy = button(texts.EMBED_COPY, "snippet", kind="btn btn--main", **attributes(data_done=texts.EMBED_COPIED))
    preview = html.A(texts.EMBED_PREVIEW, id="embed-preview", href="embed", target="_blank", rel="noopener")
    inner = [
        html.P(texts.EMBED_NOTE, hidden=not on),
        html.Pre("", id="embed-snippet", className="code", hidden=not on, tabIndex="0", **attributes(data_title=name)),
        html.Div([copy, preview], className="line", hidden=not on),
        html.P(texts.EMBED_OFF, hidden=on),
    ]
    return html.Dialog([head, *inner], id="embed-dialog", className="dialog", **attributes(aria_labelledby="embed-heading"))


def entry() -> Child:
    """Its line in the export menu."""
    label, note = texts.EMBED
    return button([html.Span(label), html.Small(note)], "embed", kind="format")
