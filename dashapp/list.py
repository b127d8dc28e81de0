"""The list of events, the chart's twin: the same events in the same order, for keyboard, screen reader and phone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dash_ag_grid as dag
from dash import Dash, Input, Output, State, no_update

from dashapp import filters, texts
from dashapp.browser import in_browser
from dashapp.index import Index, layer
from dashapp.source import Source
from dashapp.state import View
from timeline.model import FAMILIES, Event, Modality
from timeline.words import badge_word, bounds_words, copies_words, digits, event_date_words, status_kind

MAX_CLIENT_ROWS = 5_000
"""Above this the browser asks for the rows that it shows, instead of having all of them."""
BLOCK = 100
MAX_BLOCK = 500

# The grid's own colours, from the tokens; the grid evaluates this expression without running it as a script.
_THEME = """themeQuartz.withParams({
 backgroundColor: 'var(--tl-surface)', foregroundColor: 'var(--tl-ink)', accentColor: 'var(--tl-focus)',
 borderColor: 'var(--tl-line)', chromeBackgroundColor: 'var(--tl-surface)', browserColorScheme: 'inherit',
 headerBackgroundColor: 'var(--tl-surface)', headerTextColor: 'var(--tl-ink-3)', headerFontWeight: 500,
 headerFontSize: '12px', headerHeight: 30, fontFamily: 'inherit', fontSize: '13px', rowHeight: 28,
 selectedRowBackgroundColor: 'var(--tl-sel)', rowHoverColor: 'var(--tl-bg)', wrapperBorder: false,
 wrapperBorderRadius: 0, borderRadius: 3, cellHorizontalPadding: 8, columnBorder: false, headerColumnBorder: false,
 headerColumnResizeHandleColor: 'transparent'})"""

_SORT: Mapping[str, Any] = {
    "what": lambda event: event.title.casefold(),
    "layer": layer,
    "sources": lambda event: (event.independent, len(event.mentions)),
    "word": status_kind,
}


def row(index: Index, event: Event) -> dict[str, Any]:
    """One line of the list.

    Args:
        index: the timeline.
        event: the event.
    """
    kind = status_kind(event)
    column, copies = copies_words(event, index.excerpt(event))
    undated = event.span is None
    return {
        "id": event.id,
        "order": index.position[event.id],
        "when": texts.NO_DATE if undated else event_date_words(event, marked=False),
        "what": event.title,
        "note": bounds_words(event.bounds) if undated else "",
        "layer": texts.LAYERS[layer(event)].lower(),
        "minor": layer(event) != "core",
        "sources": column,
        "independent": event.independent,
        "copies": copies if not column.isdecimal() else "",
        "status": kind,
        "word": badge_word(kind),
        "family": event.family if event.family in FAMILIES else "other",
        "planned": event.modality is Modality.PLANNED,
    }


def rows(index: Index, events: Iterable[Event]) -> list[dict[str, Any]]:
    """The lines of events.

    >>> from timeline.model import Timeline
    >>> rows(Index(Timeline()), ())
    []
    """
    return [row(index, event) for event in events]


def block(index: Index, events: Sequence[Event], request: object) -> dict[str, Any]:
    """The lines that the grid asks for, sorted as it asks, with how many there are.

    Args:
        index: the timeline.
        events: all that are shown.
        request: the grid's request; what is wrong in it is put right.
    """
    asked: Mapping[str, Any] = request if isinstance(request, Mapping) else {}
    start, end = asked.get("startRow"), asked.get("endRow")
    first = max(0, start) if isinstance(start, int) else 0
    last = min(end if isinstance(end, int) else first + BLOCK, first + MAX_BLOCK)
    ordered = _sorted(events, asked.get("sortModel"))
    return {"rowData": rows(index, ordered[first:last]), "rowCount": len(events)}


def _sorted(events: Sequence[Event], model: object) -> Sequence[Event]:
    first = model[0] if isinstance(model, list) and model and isinstance(model[0], Mapping) else {}
    column, backwards = first.get("colId"), first.get("sort") == "desc"
    if isinstance(column, str) and column in _SORT:
        return sorted(events, key=_SORT[column], reverse=backwards)
    return events[::-1] if column == "when" and backwards else events


def grid(index: Index) -> dag.AgGrid:
    """The empty list, made for as many events as the timeline holds."""
    client = len(index) <= MAX_CLIENT_ROWS
    options: dict[str, Any] = {
        "theme": {"function": _THEME},
        "rowHeight": 28,
        "headerHeight": 30,
        "enableCellSpan": client,
        "suppressCellFocus": False,
        "suppressMovableColumns": True,
        "suppressMultiSort": True,
        "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": False},
        "animateRows": False,
        "suppressNoRowsOverlay": True,
        "suppressDragLeaveHidesColumns": True,
        "ensureDomOrder": True,
        "getRowClass": {"function": "rowClass(params)"},
        "tabToNextCell": {"function": "leaveList(params)"},
    }
    if not client:
        options |= {"cacheBlockSize": BLOCK, "maxBlocksInCache": 20, "infiniteInitialRowCount": 1}
    return dag.AgGrid(
        id="list",
        className="grid",
        columnDefs=columns(client=client),
        defaultColDef={"sortable": True, "resizable": False, "suppressHeaderMenuButton": True, "filter": False},
        rowModelType="clientSide" if client else "infinite",
        **({"rowData": []} if client else {}),
        getRowId="params.data.id",
        dashGridOptions=options,
        eventListeners={"cellFocused": ["cellFocused(params)"], "cellClicked": ["rowClicked(params)"],
                        "cellKeyDown": ["cellKey(params)"]},
        style={"height": "100%", "width": "100%"},
    )  # fmt: skip


def columns(*, client: bool) -> list[dict[str, Any]]:
    """The columns of the list.

    Args:
        client: whether the browser has all rows; only then can one date stand beside several.
    """
    by_order = {"comparator": {"function": "byOrder"}} if client else {}
    by_number = {"comparator": {"function": "byIndependent"}} if client else {}
    head = {key: {"headerName": name} for key, name in texts.COLUMNS.items()}
    grouped = {"spanRows": client, "sort": "asc", **by_order}
    return [
        {**head["when"], "field": "when", "width": 278, "cellClass": "when", "cellRenderer": "When", **grouped},
        {**head["what"], "field": "what", "flex": 1, "minWidth": 160, "cellClass": "what", "cellRenderer": "What"},
        {**head["layer"], "field": "layer", "width": 104, "cellClass": "lay"},
        {**head["sources"], "field": "sources", "width": 82, "cellClass": "n", "tooltipField": "copies",
         "headerTooltip": texts.SOURCES_HINT, **by_number},
        {**head["status"], "field": "word", "width": 116, "cellRenderer": "Status"},
    ]  # fmt: skip


def register(app: Dash, source: Source) -> None:
    """Keep the list in step with the view and the selection."""

    @app.callback(
        Output("list", "rowData"),
        Output("list-count", "children"),
        Output("void", "children"),
        Output("void", "hidden"),
        Output("rows", "hidden"),
        Input("version", "data"),
        Input("view", "data"),
        State("list", "rowModelType"),
    )
    def fill(_version: object, query: object, model: object) -> tuple[object, ...]:
        """Fill the list, or say why it is empty."""
        index, view = source.index(), View.parse(query)
        mask = index.shown(view)
        dated, undated = int((mask & index.dated).sum()), int((mask & ~index.dated).sum())
        words = texts.IN_VIEW.format(digits(dated)) + (f" · {texts.WITHOUT_A_DATE.format(digits(undated))}" if undated else "")
        void = filters.nothing(index, view)
        data = rows(index, index.chosen(mask)) if model == "clientSide" else no_update
        return data, words, void, not void, bool(void)

    @app.callback(
        Output("list", "getRowsResponse"),
        Input("list", "getRowsRequest"),
        State("view", "data"),
        prevent_initial_call=True,
    )
    def more(request: object, query: object) -> object:
        """Answer the grid's request for rows."""
        if request is None:
            return no_update
        index = source.index()
        return block(index, index.chosen(index.shown(View.parse(query))), request)

    in_browser(app, "viewChanged", Input("view", "data"), Input("version", "data"))
    in_browser(app, "showSelected", Input("selected", "data"), Input("list", "virtualRowData"))
