"""What stands beside the events: the journal of changes, the hidden events, and the notes on what was read with gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dash import Dash, Input, Output, html, no_update
from flask import Flask, Response, abort

from dashapp import texts
from dashapp.forms import dialog
from dashapp.index import Index
from dashapp.marks import Child, attributes, button, event_link, family_mark, gap
from dashapp.source import Source
from timeline.edits import Edit, effective
from timeline.model import Event
from timeline.words import LANGUAGES, digits, event_date_words, language, source_words

KINDS = ("journal", "hidden", "notes")
MAX_LINES = 300
"""Lines of a list; a longer one says how many more there are."""


# ---- the journal -------------------------------------------------------------------------------------------------------


def about(index: Index, edit: Edit) -> Event | str:
    """What an entry of the journal is about: an event, the title of an article, or "" where it is gone.

    Args:
        index: the timeline.
        edit: the entry.
    """
    if edit.kind == "published":
        article = index.articles.get(edit.target[0])
        return texts.JOURNAL_ARTICLE.format(article.title or source_words(article)) if article else ""
    return next((index.homes[mention] for mention in edit.target if mention in index.homes), "")


def journal(index: Index, entries: Sequence[Edit]) -> list[Child]:
    """Who changed what and when, the newest first.

    Args:
        index: the timeline.
        entries: the journal, oldest first.
    """
    if not entries:
        return [html.P(texts.JOURNAL_EMPTY, className="quiet")]
    by_number = {edit.number: edit for edit in entries}
    standing = {edit.number for edit in effective(entries)}
    lines = [_line(index, edit, by_number, standing) for edit in sorted(entries, key=lambda edit: -edit.number)[:MAX_LINES]]
    return [html.Ul(lines, className="record"), *_rest(len(entries))]


def _line(index: Index, edit: Edit, by_number: dict[int, Edit], standing: set[int]) -> html.Li:
    taken_back = by_number.get(int(edit.values[0])) if edit.kind == "undo" else None
    what = about(index, taken_back or edit)
    where: Child = _event(what) if isinstance(what, Event) else what or texts.JOURNAL_LOST
    undone = edit.kind != "undo" and edit.number not in standing
    said = texts.DONE.get(edit.kind, edit.kind)
    if taken_back:
        said = f"{said} {texts.DONE.get(taken_back.kind, '')}"
    words = f" “{' '.join(edit.values[0].split())}”" if edit.kind in {"title", "comment", "place"} and edit.values else ""
    return html.Li(
        [
            html.Span(f"{edit.at[:16].replace('T', ' ')} UTC" if edit.at else "", className="num quiet"),
            html.Div([html.B(edit.by or texts.SOMEBODY), f": {said}{words}", *_undone(undone), html.Br(), where]),
        ],
        className="undone" if undone else "",
    )


def _undone(undone: bool) -> list[Child]:
    return [html.Span(f" ({texts.JOURNAL_UNDONE})", className="quiet")] if undone else []


def _event(event: Event) -> Child:
    return event.title if event.hidden else event_link(event)


def _rest(number: int) -> list[Child]:
    return [html.P(texts.ADD_MORE.format(digits(number - MAX_LINES)), className="quiet")] if number > MAX_LINES else []


# ---- hidden events, notes ----------------------------------------------------------------------------------------------


def hidden(index: Index) -> list[Child]:
    """The hidden events, each with a button that shows it again."""
    lines = [
        html.Li(
            [
                html.Div(
                    [family_mark(event), " ", event.title, html.Br(), html.Span(event_date_words(event), className="quiet")]
                ),
                button(texts.RESTORE, "restore", event.id, label=f"{texts.RESTORE}: {event.title}"),
            ]
        )
        for event in index.hidden[:MAX_LINES]
    ]
    if not lines:
        return [html.P(texts.HIDDEN_NONE, className="quiet")]
    return [html.Ul(lines, className="record record--wide"), *_rest(len(index.hidden))]


def _quiet(words: str) -> html.Span:
    return html.Span(words, className="quiet")


def restoring(event: Event, entries: Iterable[Edit]) -> list[Edit]:
    """The entries that show a hidden event again: what hid it is undone.

    >>> event = Event("e", "visit", "meetings", "", "", None, "single", "asserted", ())
    >>> restoring(event, [Edit("hide", ("m",), number=1)])
    []
    """
    own = {mention.id for mention in event.mentions}
    hiding = (edit for edit in effective(entries) if edit.kind == "hide" and own & set(edit.target))
    return [Edit("undo", (), (str(edit.number),)) for edit in hiding]


def notes(index: Index, refused: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was read with gaps or not at all: the name of a file or article, and why.

    Args:
        index: the timeline.
        refused: name and reason of what was not read.
    """
    articles = [(source_words(each), warning) for each in index.timeline.articles for warning in each.warnings]
    return [*refused, *(("", warning) for warning in index.timeline.warnings), *articles]


def noted(found: Sequence[tuple[str, str]]) -> list[Child]:
    """The notes as a list.

    >>> len(noted([("scan.pdf", "the pages are pictures")]))
    1
    """
    if not found:
        return [html.P(texts.NOTES_NONE, className="quiet")]
    lines = [html.Li([html.B(f"{name}: ") if name else "", why]) for name, why in found[:MAX_LINES]]
    return [html.Ul(lines, className="record record--plain"), *_rest(len(found))]


# ---- on the page -------------------------------------------------------------------------------------------------------


def menu(*, editable: bool) -> html.Details:
    """The menu of what is beside the events, and of the language.

    Args:
        editable: whether there is a journal.
    """
    kept = [
        button(texts.JOURNAL, "journal", kind="option option--plain"),
        button([texts.HIDDEN_TITLE, gap(), html.Span(id="hidden-count", className="n")], "hidden", kind="option option--plain"),
    ]
    undoing = [
        button(texts.UNDO, "undo", kind="option option--plain", id="undo-item"),
        button(texts.REDO, "redo", kind="option option--plain", id="redo-item"),
        html.Hr(),
    ]
    notes_item = [texts.NOTES, gap(), html.Span(id="notes-count", className="n")]
    languages = [
        button(
            name, "language", code, kind="option", role="radio", lang=code,
            **attributes(aria_checked="true" if code == language() else "false"),
        )
        for code, name in LANGUAGES.items()
    ]  # fmt: skip
    items = [
        *([*undoing, *kept] if editable else []),
        button(notes_item, "notes", kind="option option--plain"),
        button(texts.KEYS_TITLE, "keys", kind="option option--plain"),
        html.Hr(),
        html.Div(languages, role="radiogroup", **attributes(aria_label=texts.LANGUAGE)),
    ]
    summary = html.Summary(texts.MORE, className="btn btn--bare keep", **attributes(aria_label=texts.MORE_LABEL))
    return html.Details([summary, html.Div(items, className="menu menu--more")], className="drop-down", id="more")


def dialogs(*, editable: bool) -> list[Child]:
    """The journal, the hidden events and the notes, filled in when they are opened.

    Args:
        editable: whether there is a journal.
    """
    export = html.A(texts.JOURNAL_EXPORT, href="download/journal.csv", className="btn")
    own = [_dialog("journal", texts.JOURNAL, [export]), _dialog("hidden", texts.HIDDEN_TITLE, [])] if editable else []
    return [*own, _dialog("notes", texts.NOTES, [])]


def _dialog(name: str, title: str, more: list[Child]) -> html.Dialog:
    inner = html.Div(id=f"{name}-list", className="records", tabIndex="0", role="group", **attributes(aria_label=title))
    return dialog(name, title, [inner, *more])


def register(app: Dash, source: Source) -> None:
    """Fill in what is opened, keep the numbers in the menu, and let the journal be taken away."""

    @app.callback(Output("notes-count", "children"), Input("version", "data"))
    def number_of_notes(_version: object) -> str:
        """Count the notes beside their name."""
        return digits(len(notes(source.index(), source.refused())))

    @app.callback(Output("notes-list", "children"), Input("record", "data"), Input("version", "data"), prevent_initial_call=True)
    def list_notes(opened: object, _version: object) -> object:
        """Fill the notes in when they are opened."""
        return noted(notes(source.index(), source.refused())) if opened == "notes" else no_update

    if source.editable:
        _register_journal(app, source)


def _register_journal(app: Dash, source: Source) -> None:
    server: Flask = app.server

    @app.callback(Output("hidden-count", "children"), Input("version", "data"))
    def number_of_hidden(_version: object) -> str:
        """Count the hidden events beside their name."""
        return digits(len(source.index().hidden))

    @app.callback(
        Output("journal-list", "children"),
        Output("hidden-list", "children"),
        Input("record", "data"),
        Input("version", "data"),
        prevent_initial_call=True,
    )
    def fill(opened: object, _version: object) -> tuple[object, object]:
        """Fill in the list that is opened."""
        index = source.index()
        return (
            journal(index, source.journal()) if opened == "journal" else no_update,
            hidden(index) if opened == "hidden" else no_update,
        )

    @server.get("/download/journal.csv")
    def download_journal() -> Response:
        """Answer with the journal as a table."""
        if not source.editable:
            abort(404)
        response = Response(source.journal_csv().encode("utf-8", "replace"), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="journal.csv"'
        return response
