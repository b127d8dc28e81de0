"""Where articles are added on the page: files, pasted text, how far the reading is, and what has become of each file."""

from __future__ import annotations

import json

from dash import dcc, html

from dashapp import texts
from dashapp.adding import MAX_FIELD_CHARS
from dashapp.marks import Child, attributes, button, gap
from timeline.limits import MAX_UPLOAD_BYTES


def form() -> html.Div:
    """Where files are chosen or dropped and text is pasted, and what has become of them; it stands on the page once."""
    limit = str(MAX_UPLOAD_BYTES // 1_000_000)
    words = {
        "large": texts.ADD_TOO_LARGE, "limit": limit, "gone": texts.ADD_GONE, "nothing": texts.ADD_NOTHING,
        "broken": texts.ADD_BROKEN, "files": texts.FILES_LABEL, "unknown": texts.ADD_TOO_LARGE_UNKNOWN.format(limit),
    }  # fmt: skip
    choose = button(texts.ADD_CHOOSE, "choose", kind="btn btn--main")
    drop = html.Div(
        [html.Div([choose, html.Span(texts.ADD_DROP)], className="line"), html.Small(texts.ADD_KINDS.format(limit))],
        className="drop",
    )
    box = dcc.Textarea(id="add-text", placeholder=texts.ADD_PASTE_HINT, value="", rows=4)
    paste = html.Div([html.Label(texts.ADD_PASTE, htmlFor="add-text"), box], className="paste")
    fields = html.Div([_field(*field) for field in texts.ADD_FIELDS], className="three")
    send = html.Div([button(texts.ADD_TEXT, "paste"), html.Span(texts.ADD_DATE_NOTE, className="quiet small")], className="line")
    return html.Div(
        [drop, paste, fields, send, _became()],
        id="add-form", className="adding", **attributes(data_words=json.dumps(words), data_limit=str(MAX_UPLOAD_BYTES)),
    )  # fmt: skip


def _became() -> html.Div:
    """The line on how far it is, then the result; filled in by the browser."""
    bar = html.Progress(id="add-bar", max="1", value="0", **attributes(aria_label=texts.ADD))
    show = html.Div([button(texts.ADD_SHOW, "added", kind="btn btn--main", id="add-show", hidden=True), gap()], className="line")
    said = html.P(id="add-said", role="status", tabIndex="-1", className="strong")
    wrong = html.P(id="add-error", role="alert", className="error")
    return html.Div([said, bar, wrong, html.Ul(id="add-files", className="files"), show], id="add-became", className="became")


def _field(name: str, label: str, hint: str) -> html.Div:
    box = dcc.Input(id=f"add-{name}", type="text", value="", maxLength=MAX_FIELD_CHARS, placeholder=hint, autoComplete="off")
    return html.Div([html.Label(label, htmlFor=f"add-{name}"), box], className="fld")


def dialog() -> Child:
    """The form over a timeline that has events already."""
    close = button("×", "shut", "add", kind="btn btn--bare btn--icon", label=texts.CLOSE_DIALOG)
    head = html.Header([html.H2(texts.ADD, id="add-heading"), close])
    return html.Dialog([head, form()], id="add-dialog", className="dialog", **attributes(aria_labelledby="add-heading"))
