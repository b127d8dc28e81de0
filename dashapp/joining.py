"""Merging by hand: with which events this one could be merged, and the two side by side with what differs between them."""

from __future__ import annotations

from collections.abc import Sequence

from dash import Dash, Input, Output, html

from dashapp import texts
from dashapp.index import Index
from dashapp.marks import Child, attributes, badge, button, family_mark
from dashapp.source import Source
from dashapp.state import Selection
from timeline.model import Event
from timeline.words import event_date_words, source_words


def candidates(index: Index, event: Event, limit: int = 12) -> list[Child]:
    """The events with which this one could be merged, as buttons: related ones, then those with the same participants."""
    found = {key: other for key in event.related if (other := index.get(key))} | {e.id: e for e in index.alike(event, limit)}
    return [
        button(
            [family_mark(other), html.Span(other.title, className="v"), html.Span(event_date_words(other), className="quiet")],
            "compare", key, kind="option option--plain",
        )
        for key, other in list(found.items())[:limit]
        if key != event.id
    ] or [html.P(texts.NO_CANDIDATES, className="quiet")]  # fmt: skip


def beside(index: Index, event: Event, other: Event) -> list[Child]:
    """Two events side by side, each row saying in words whether they differ, with the buttons that merge or go back.

    Args:
        index: the timeline.
        event: the selected event.
        other: the one to merge it with.
    """
    head = [html.Td(), html.Th(texts.MERGE_THIS, scope="col"), html.Th(texts.MERGE_OTHER, scope="col")]
    rows = [_row(*row) for row in zip(texts.MERGE_ROWS, _cells(event), _cells(other), strict=True)]
    said = html.Tr([html.Th(texts.SOURCES_SAY, scope="row"), *(html.Td(_sentences(index, each)) for each in (event, other))])
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody([*rows, said])], className="beside")
    way = html.Div(
        [
            button(texts.MERGE_DO, "merge", other.id, kind="btn btn--main", id="merge-do"),
            button(texts.MERGE_BACK, "compare", "", kind="btn"),
        ],
        className="line",
    )
    return [html.Div(table, className="records", tabIndex="0", role="group", **attributes(aria_label=texts.MERGE_TITLE)), way]


Cell = tuple[str, Child]
"""What is compared, and how it is shown."""


def _cells(event: Event) -> tuple[Cell, ...]:
    """The cells of an event from top to bottom, as `texts.MERGE_ROWS` names them."""
    when = event_date_words(event)
    return (
        (event.title, event.title),
        (when, html.Span([when, html.Br(), badge(event)])),
        (event.type, html.Span([family_mark(event), " ", texts.type_words(event.type)])),
        ("; ".join(sorted(event.participants)), ", ".join(sorted(event.participants)) or "–"),
        (event.place or "", event.place or "–"),
    )


def _row(name: str, first: Cell, second: Cell) -> html.Tr:
    differs = first[0] != second[0]
    label: list[Child] = [name, *([html.Br(), html.Span(f"≠ {texts.MERGE_DIFFERS}", className="apart")] if differs else [])]
    cells = [html.Td(shown) for _, shown in (first, second)]
    return html.Tr([html.Th(label, scope="row"), *cells], className="differs" if differs else "")


def _sentences(index: Index, event: Event) -> Sequence[Child]:
    """Every sentence that tells of an event once, with its source."""
    told = dict.fromkeys((mention.article, mention.quote_start, mention.quote_end) for mention in event.mentions)
    out: list[Child] = []
    for key, start, end in told:
        article = index.articles[key]
        quote = html.Span(article.text[start:end], className="quote", lang=article.language)
        out.append(html.P([quote, html.Br(), html.Span(source_words(article), className="quiet")]))
    return out


def register(app: Dash, source: Source) -> None:
    """Fill the dialog: the choice of an event, or the two side by side."""

    @app.callback(
        Output("merge-list", "children"),
        Output("merge-beside", "children"),
        Output("merge-list", "hidden"),
        Input("selected", "data"),
        Input("comparing", "data"),
        Input("version", "data"),
    )
    def compare(selected: object, comparing: object, _version: object) -> tuple[object, object, bool]:
        """Show what there is to choose from, or what is about to become one."""
        index = source.index()
        event, other = index.get(Selection.parse(selected).event), index.get(str(comparing or ""))
        if event is None:
            return [], [], False
        if other is None or other.id == event.id:
            return candidates(index, event), [], False
        return [], beside(index, event, other), True
