"""What can be taken away, as plain links: the same query string as in the address chooses what is in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dash import ClientsideFunction, Dash, Input, Output
from flask import Flask, Response, abort, request

from dashapp import texts
from dashapp.index import Index
from dashapp.source import Source
from dashapp.state import View
from timeline.export import csv_format, json_format
from timeline.model import Event, Timeline

CSV = "text/csv; charset=utf-8"
FILES: Mapping[str, tuple[str, Callable[[Timeline, tuple[Event, ...]], str]]] = {
    "events.csv": (CSV, csv_format.events_csv),
    "evidence.csv": (CSV, csv_format.evidence_csv),
    "timeline.json": ("application/json", lambda timeline, events: json_format.dumps(_part(timeline, events))),
}


def content(index: Index, file: str, query: str) -> str:
    """The contents of a file with the events that a query string shows.

    Args:
        index: the timeline.
        file: one of FILES.
        query: as in the address of the page; empty for everything.

    >>> content(Index(Timeline()), "events.csv", "").startswith('\\ufeff"id"')
    True
    """
    return FILES[file][1](index.timeline, index.chosen(index.shown(View.parse(query))))


def _part(timeline: Timeline, events: tuple[Event, ...]) -> Timeline:
    return replace(timeline, events=events)


def register(app: Dash, source: Source, name: str) -> None:
    """Answer the links of the export menu."""
    stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name).strip("-").lower() or "timeline"

    server: Flask = app.server
    app.clientside_callback(
        ClientsideFunction("timeline", "exportLinks"),
        *(Output(f"export-{file.replace('.', '-')}", "href") for file, _, _ in texts.EXPORTS),
        Input("view", "data"),
        Input("export-scope", "data"),
    )

    @server.get("/download/<file>")
    def download(file: str) -> Response:
        if file not in FILES:
            abort(404)
        body = content(source.index(), file, request.query_string.decode("utf-8", "replace"))
        response = Response(body.encode("utf-8", "replace"), mimetype=None, content_type=FILES[file][0])
        response.headers["Content-Disposition"] = f'attachment; filename="{stem}-{file}"'
        return response
