"""What can be taken away, as plain links: the same query string as in the address chooses what is in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from threading import Lock

from dash import Dash, Input, Output
from flask import Flask, Response, abort, request

from dashapp import texts
from dashapp.browser import in_browser
from dashapp.index import Index
from dashapp.source import Source
from dashapp.state import View
from timeline.export import write
from timeline.export.image import ImageError, to_image
from timeline.model import IMAGES, Timeline

FILES: Mapping[str, tuple[str, str]] = {
    "events.csv": ("csv", "text/csv"),
    "evidence.csv": ("evidence-csv", "text/csv"),
    "timeline.json": ("json", "application/json"),
    "chronology.md": ("md", "text/markdown"),
    "calendar.ics": ("ics", "text/calendar"),
    "timelinejs.json": ("timelinejs", "application/json"),
    "timeline.html": ("html", "text/html"),
}
"""For each file, the format of timeline/export and the type that the browser is told."""
PICTURES: Mapping[str, str] = dict(zip(IMAGES, ("image/png", "image/svg+xml", "application/pdf"), strict=True))
"""The type that the browser is told of each kind of picture."""


def content(index: Index, file: str, query: str, title: str = texts.TITLE) -> str:
    """The contents of a file with the events that a query string shows.

    Args:
        index: the timeline.
        file: one of FILES.
        query: as in the address of the page; empty for everything.
        title: of a page, where the format has one.

    >>> from timeline.model import Timeline
    >>> content(Index(Timeline()), "events.csv", "").startswith('\\ufeff"id"')
    True
    """
    return write(_shown(index, query), FILES[file][0], title=title)


def _shown(index: Index, query: str) -> Timeline:
    return replace(index.timeline, events=index.chosen(index.shown(View.parse(query))))


def register(app: Dash, source: Source, name: str) -> None:
    """Answer the links of the export menu."""
    stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name).strip("-").lower() or "timeline"

    server: Flask = app.server
    drawing = Lock()  # a picture starts a browser: one at a time in a process is enough
    in_browser(
        app,
        "exportLinks",
        *(Output(f"export-{file.replace('.', '-')}", "href") for file, _, _ in texts.EXPORTS),
        Input("view", "data"),
        Input("export-scope", "data"),
    )

    def saved(body: bytes, file: str, kind: str) -> Response:
        """Answer with a file that the browser saves."""
        response = Response(body, content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="{stem}-{file}"'
        return response

    @server.get("/download/<file>")
    def download(file: str) -> Response:
        """Answer with a file of what the address shows."""
        if file not in FILES:
            abort(404)
        body = content(source.index(), file, request.query_string.decode("utf-8", "replace"), name)
        return saved(body.encode("utf-8", "replace"), file, f"{FILES[file][1]}; charset=utf-8")

    @server.get("/download/chart.<any(png, svg, pdf):kind>")
    def picture(kind: str) -> Response:
        """Answer with the chart of what the address shows, or with a sentence that says why there is none."""
        if not drawing.acquire(blocking=False):
            return Response(f"{texts.PICTURE_BUSY}\n", 503, content_type="text/plain; charset=utf-8")
        try:
            shown = _shown(source.index(), request.query_string.decode("utf-8", "replace"))
            return saved(to_image(shown, kind), f"chart.{kind}", PICTURES[kind])
        except ImageError as error:
            return Response(f"{texts.NO_PICTURE.format(error)}\n", 503, content_type="text/plain; charset=utf-8")
        finally:
            drawing.release()
