"""The page: what stands where.  Everything that depends on the timeline or on what a person does is filled in by callbacks."""

from __future__ import annotations

from dash import dcc, html

from dashapp import adding_form, embedding, filters, forms, records, texts, views
from dashapp.index import Index
from dashapp.list import grid
from dashapp.marks import Child, attributes, button, gap
from dashapp.state import FACETS
from timeline.words import count

_STORES = (
    *("view", "narrowing", "selected", "event", "screen"),  # what a person has set, and what the browser is
    *("command", "change", "comparing", "export-scope", "menu", "record"),  # what a person has just done
    *("chart-drawing", "overview-drawing", "brush-words", "seen", "latest"),  # what the server has told
)
WATCH_SECONDS = 15
"""How often the page asks whether the timeline has changed."""


def page(
    index: Index, name: str, *, local: bool = True, editable: bool = False, addable: bool = False, embed: bool = False
) -> list[Child]:
    """The whole page for one load of it.

    Args:
        index: the timeline as it is now.
        name: what the store is called.
        local: whether only this machine can see the page.
        editable: whether changes by hand can be made.
        addable: whether articles can be added.
        embed: whether other pages may show it in a frame.
    """
    empty = len(index) == 0
    return [
        dcc.Location(id="url", refresh=False),
        *(dcc.Store(id=store) for store in _STORES),
        dcc.Store(id="version", data=index.version),
        dcc.Interval(id="watch", interval=WATCH_SECONDS * 1000),
        html.A(texts.SKIP, href="#list-title", className="skip"),
        html.A(texts.SKIP_DETAILS, href="#panel", className="skip"),
        html.Div(
            [
                _header(index, name, empty=empty, editable=editable, addable=addable),
                _filters(hidden=empty),
                html.Main(
                    [
                        html.Div([_picture(), _list(index), _panel()], className="work", id="work", hidden=empty),
                        html.Div(html.Div(id="article", className="inner"), className="art", id="art", hidden=True),
                        html.Div(
                            _first_run(index, local=local, addable=addable and empty), className="firstrun", hidden=not empty
                        ),
                    ],
                    className="stage",
                    id="main",
                ),
            ],
            className="app",
            id="app",
        ),
        _keys(),
        *forms.dialogs(),
        *records.dialogs(editable=editable),
        *([adding_form.dialog()] if addable and not empty else []),
        embedding.dialog(name, on=embed),
        forms.toast("news", html.Span(texts.NEWS), button(texts.SHOW, "refresh", kind="")),
        html.P(id="live", role="status", className="sr"),
    ]


def _header(index: Index, name: str, *, empty: bool, editable: bool, addable: bool) -> html.Header:
    return html.Header(
        [
            html.H1(texts.TITLE),
            html.P(
                [html.B(texts.EMPTY_STORE if empty else name), html.Span(totals(index), id="totals", className="opt")],
                className="store",
            ),
            gap(),
            html.Div(
                [
                    html.Label(texts.SEARCH_LABEL, htmlFor="search", className="sr"),
                    dcc.Input(id="search", type="search", placeholder=texts.SEARCH_HINT, value="", maxLength=200, disabled=empty),
                    html.Kbd("/", **attributes(aria_hidden="true")),
                ],
                className="find",
                role="search",
            ),
            html.Nav(
                [
                    *([] if empty else [views.menu(name)]),
                    button(
                        "↶", "undo", kind="btn btn--bare btn--icon opt", label=texts.UNDO, hidden=empty or not editable, id="undo"
                    ),
                    button(
                        "↷", "redo", kind="btn btn--bare btn--icon opt", label=texts.REDO, hidden=empty or not editable, id="redo"
                    ),
                    records.menu(editable=editable),
                    _export(len(index), hidden=empty),
                    *([button(texts.ADD, "add", kind="btn btn--main keep")] if addable else []),
                ],
                **attributes(aria_label=texts.STORE_LABEL),
            ),
        ],
        className="top",
    )


def totals(index: Index) -> str:
    """How much there is, beside the store's name."""
    return f"\u2002{count(len(index.timeline.articles), 'article')}, {count(len(index), 'event')}"


def _export(events: int, *, hidden: bool) -> html.Details:
    scopes = (("shown", texts.EXPORT_SHOWN), ("all", f"{texts.EXPORT_ALL} ({count(events, 'event')})"))
    scope = html.Div(
        [
            button(
                words,
                "scope",
                value,
                kind="option",
                role="radio",
                **attributes(aria_checked="true" if value == "shown" else "false"),
            )
            for value, words in scopes
        ],
        className="scope",
        role="radiogroup",
        **attributes(aria_label=texts.EXPORT),
    )
    links = [
        html.A([html.Span(label), html.Small(note)], href=f"download/{file}", id=f"export-{kind}", className="format")
        for file, label, note in texts.EXPORTS
        for kind in (file.replace(".", "-"),)
    ]
    menu = html.Div([html.B(texts.EXPORT), scope, *links, html.Hr(), embedding.entry()], className="menu menu--export")
    return html.Details(
        [html.Summary(texts.EXPORT, className="btn keep"), menu], className="drop-down", id="export", hidden=hidden
    )


def _filters(*, hidden: bool) -> html.Div:
    return html.Div(
        [
            html.Div(id="layers", className="set", role="group", **attributes(aria_label=texts.LAYERS_LABEL)),
            html.Div(
                [
                    html.Div(id="chips", className="chips"),
                    *(filters.menu(facet) for facet in FACETS),
                    filters.dates_menu(),
                ],
                className="set",
                role="group",
                **attributes(aria_label=texts.NARROW_BY),
            ),
            gap(),
            button(texts.COPY_LINK, "copy", kind="btn btn--bare opt", **attributes(data_done=texts.COPIED)),
        ],
        className="filters",
        role="region",
        hidden=hidden,
        **attributes(aria_label=texts.FILTERS_LABEL),
    )


def _picture() -> html.Section:
    lanes = html.Details(
        [
            html.Summary(
                [html.Span(f"{texts.LANES_BY} ", className="quiet"), html.Span(texts.LANES["family"], id="lanes-name")],
                className="btn",
            ),
            html.Div(id="lanes", className="menu menu--lanes", role="group", **attributes(aria_label=texts.LANES_BY)),
        ],
        className="drop-down opt",
    )
    zoom = html.Div(
        [
            button("+", "in", kind="btn btn--icon", label=texts.ZOOM_IN),
            button("−", "out", kind="btn btn--icon", label=texts.ZOOM_OUT),
            button(texts.ZOOM_ALL, "all"),
        ],
        className="zoom",
    )
    brush = html.Div(
        dcc.RangeSlider(
            id="brush", min=0, max=1000, step=1, value=[0, 1000], marks=None, allow_direct_input=False, updatemode="mouseup",
            allowCross=False, className="brush",
        ),
        className="brush-line",
        id="brush-line",
        **attributes(data_start=texts.OVERVIEW_START, data_end=texts.OVERVIEW_END),
    )  # fmt: skip
    return html.Section(
        [
            html.Div(
                [html.H2(id="window-title"), html.Span(id="window-count", className="quiet opt"), gap(), lanes, zoom],
                className="bar",
            ),
            html.Div(
                html.Div(id="chart"),
                className="chart",
                id="chart-box",
                tabIndex="0",
                role="img",
            ),
            html.Div(
                [
                    html.Div(id="overview", **attributes(aria_hidden="true")),
                    brush,
                ],
                className="overview",
                id="overview-box",
            ),
            html.P(id="readout", className="readout"),
            _key(),
        ],
        className="pic",
        **attributes(aria_labelledby="window-title"),
    )


def _key() -> html.P:
    signs = [
        html.Span([html.Span(className=f"sign sign--{kind}", **attributes(aria_hidden="true")), words])
        for kind, words in texts.KEY
    ]
    return html.P([*signs, html.Span(texts.KEY_STRIP)], className="key")


def _list(index: Index) -> html.Section:
    return html.Section(
        [
            html.Div(
                [
                    html.H2(texts.LIST, id="list-title", tabIndex="-1"),
                    html.Span(id="list-count", className="quiet num"),
                    gap(),
                    html.Span(texts.LIST_KEYS, className="quiet opt"),
                ],
                className="bar",
            ),
            html.Div(id="void", className="void", role="status", hidden=True),
            html.Div(grid(index), className="rows", id="rows"),
        ],
        className="list",
        **attributes(aria_labelledby="list-title"),
    )


def _panel() -> html.Aside:
    inner = html.Div(id="panel", className="scroll", tabIndex="0", role="group", **attributes(aria_label=texts.PANEL_BODY))
    return html.Aside(
        [inner, forms.actions()], className="panel panel--none", id="panel-box", **attributes(aria_label=texts.PANEL)
    )


def _first_run(index: Index, *, local: bool, addable: bool) -> html.Div:
    stays = texts.STAYS_LOCAL if local else texts.STAYS_SERVER
    read = len(index.timeline.articles)
    found = [html.P(texts.NO_EVENTS.format(count(read, "article")))] if read else []
    how = [adding_form.form()] if addable else [html.P(texts.EMPTY_HOW), html.Pre(texts.EMPTY_COMMAND, className="code")]
    return html.Div(
        [
            html.H2(texts.EMPTY_TITLE),
            *found,
            html.P(texts.EMPTY_BODY + stays),
            *how,
        ],
        className="inner",
    )


def _keys() -> html.Dialog:
    rows = [html.Tr([html.Th(html.Kbd(keys), scope="row"), html.Td(does)]) for keys, does in texts.KEYS]
    close = button("×", "shut", kind="btn btn--bare btn--icon", label=texts.CLOSE_DIALOG)
    return html.Dialog(
        [
            html.Header([html.H2(texts.KEYS_TITLE, id="keys-title"), close]),
            html.Table(html.Tbody(rows)),
            html.Div(
                [
                    html.Label(texts.WHO, htmlFor="who"),
                    dcc.Input(id="who", type="text", value="", maxLength=100, persistence=True),
                ],
                className="fld",
            ),
            button([texts.KEYS_OFF], "letters", kind="layer", **attributes(aria_pressed="true")),
        ],
        id="keys",
        className="dialog",
        **attributes(aria_labelledby="keys-title"),
    )  # fmt: skip
