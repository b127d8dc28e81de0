"""The forms in which people change things: buttons under the details, dialogs, and the word on what was done."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashapp import texts
from dashapp.marks import Child, attributes, button
from timeline.edits import MAX_WORDS
from timeline.events.catalog import TYPES

FIELDS = ("title", "type", "first", "last", "participants", "place")


def actions() -> html.Div:
    """The buttons under the details."""
    return html.Div(
        [
            button(texts.VERIFY, "verify", kind="btn btn--main"),
            button(texts.EDIT, "edit"),
            button(texts.MERGE, "joining"),
            button(texts.SPLIT_BUTTON, "splitting"),
            button(texts.HIDE, "hide"),
            html.Span(className="gap"),
            button(texts.COMMENT, "comment"),
        ],
        className="acts",
        id="acts",
        role="toolbar",
        hidden=True,
        **attributes(aria_label=texts.ACTIONS),
    )


def dialogs() -> list[Child]:
    """The form of an event, the form of a comment, the choice of an event to merge with, and the word on what was done."""
    fields = [_field(f"edit-{name}", label) for name, label in zip(FIELDS, texts.FIELDS, strict=True)]
    alert = html.P(id="edit-error", role="alert", className="error")
    words = dcc.Textarea(id="comment-text", className="field", maxLength=MAX_WORDS, rows=4, value="")
    return [
        dialog("edit", texts.EDIT_TITLE, [*fields, alert, _save("edit")]),
        dialog("comment", texts.COMMENT_TITLE, [html.Label(texts.COMMENT, htmlFor="comment-text"), words, _save("comment")]),
        dialog(
            "correct",
            texts.CORRECT_TITLE,
            [
                _field("correct-day", texts.PUBLISHED, hint=texts.DATES_HINT),
                html.P(texts.PUBLISHED_NOTE, className="quiet"),
                html.P(id="correct-error", role="alert", className="error"),
                _save("correct"),
            ],
        ),
        dialog(
            "joining",
            texts.MERGE_TITLE,
            [html.P(texts.MERGE_NOTE, className="quiet"), html.Div(id="merge-list"), html.Div(id="merge-beside")],
        ),
        dialog(
            "splitting",
            texts.SPLIT_TITLE,
            [
                html.P(texts.SPLIT_NOTE, className="quiet"),
                html.Div(id="split-list", className="records", role="group", **attributes(aria_label=texts.SPLIT_TITLE)),
                html.P(id="split-error", role="alert", className="error", **attributes(data_none=texts.SPLIT_NONE)),
                button(texts.SPLIT_SAVE, "split-off", kind="btn btn--main", id="split-save"),
            ],
        ),
        html.Datalist([html.Option(value=texts.type_words(name)) for name in TYPES], id="types"),
        toast("toast", html.Span(id="toast-text"), button(texts.UNDO, "undo", kind="")),
    ]


def toast(name: str, *inner: Child) -> html.Div:
    """A word on what has happened, over the lower edge of the page."""
    return html.Div(list(inner), id=name, className="toast", role="status", hidden=True)


def _save(name: str) -> html.Button:
    return html.Button(texts.SAVE, id=f"{name}-save", type="button", className="btn btn--main")


def _field(name: str, label: str, hint: str = "") -> html.Div:
    choices: dict[str, Any] = {"list": "types"} if name == "edit-type" else {}
    choices |= {"placeholder": hint} if hint else {}
    box = dcc.Input(id=name, type="text", value="", maxLength=MAX_WORDS, autoComplete="off", **choices)
    return html.Div([html.Label(label, htmlFor=name), box], className="fld")


def dialog(name: str, title: str, inner: list[Child]) -> html.Dialog:
    """A dialog with its title and a button that closes it.

    Args:
        name: its id begins with it.
        title: what stands over it.
        inner: what stands in it.
    """
    close = button("×", "shut", name, kind="btn btn--bare btn--icon", label=texts.CLOSE_DIALOG)
    head = html.Header([html.H2(title, id=f"{name}-heading"), close])
    return html.Dialog([head, *inner], id=f"{name}-dialog", className="dialog", **attributes(aria_labelledby=f"{name}-heading"))
