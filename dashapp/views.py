"""Saved views: names for what is set, kept by the browser; the server has no part in them."""

from __future__ import annotations

from dash import dcc, html

from dashapp import texts
from dashapp.marks import attributes, button


def menu(name: str) -> html.Details:
    """The menu of saved views; the browser keeps and lists them."""
    box = dcc.Input(id="views-name", type="text", value="", maxLength=60, autoComplete="off")
    save = html.Div([html.Label(texts.VIEWS_NAME, htmlFor="views-name"), box], className="fld")
    words = attributes(data_none=texts.VIEWS_NONE, data_remove=texts.VIEWS_REMOVE, data_store=name)
    rows = html.Div(id="views-list", role="group", **(attributes(aria_label=texts.VIEWS) | words))
    inner = html.Div(
        [rows, html.Hr(), html.Div([save, button(texts.VIEWS_SAVE, "save-view")], className="views-save")], className="menu"
    )
    return html.Details([html.Summary(texts.VIEWS, className="btn btn--bare keep"), inner], className="drop-down", id="views")
