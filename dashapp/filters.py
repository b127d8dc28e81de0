"""The line of filters: layers, chips of what is chosen, menus of what could be, and what to do when nothing fits."""

from __future__ import annotations

from dash import Dash, Input, Output, dcc, html, no_update

from dashapp import texts
from dashapp.index import Index, fold
from dashapp.marks import Child, attributes, button
from dashapp.source import Source
from dashapp.state import FACETS, LAYERS, View
from timeline.span import FIRST_DAY, LAST_END
from timeline.words import BADGES, badge_word, count, digits, listed, say, window_words

MAX_LISTED = 40
"""Values listed in a menu; the others are found by typing."""

Filter = tuple[str, str, str]
"""Its name, its value, and what it is called."""


def value_words(facet: str, value: str) -> str:
    """A facet's value as people read it.

    >>> value_words("status", "undated"), value_words("type", "public_apology")
    ('no date', 'public apology')
    """
    if facet == "status" and value in BADGES:
        return badge_word(value)
    return texts.type_words(value) if facet == "type" else value


def active(view: View) -> list[Filter]:
    """The filters that are set, in the order of their chips.

    >>> active(View(words="drone", chosen={"status": ("disputed",)}))
    [('words', '', 'Text: drone'), ('status', 'disputed', 'Status: disputed')]
    """
    out: list[Filter] = [("words", "", texts.TEXT_FILTER.format(view.words))] if view.words else []
    for facet, values in view.chosen.items():
        out += [(facet, value, f"{texts.FACETS[facet]}: {value_words(facet, value)}") for value in values]
    if view.dates:
        out.append(("dates", "", f"{texts.DATES}: {dates_words(view.dates)}"))
    return out


def dates_words(days: tuple[int, int]) -> str:
    """A filter by dates in words; an open end is said as such.

    >>> dates_words((738715, 738733)), dates_words((1, 738733))
    ('14 to 31 July 2023', 'until 31 July 2023')
    """
    if days[0] == FIRST_DAY:
        return say("dates.until", window_words(days[1] - 1, days[1]))
    if days[1] == LAST_END:
        return say("dates.from", window_words(days[0], days[0] + 1))
    return window_words(*days)


def layers(index: Index, view: View) -> list[Child]:
    """The pressed buttons of the layers with their counts."""
    counts = index.counts(view, "layers")
    return [
        button(
            [texts.LAYERS[name], " ", html.Span(digits(counts.get(name, 0)), className="n")],
            "layer",
            name,
            kind="layer",
            **attributes(aria_pressed="true" if name in view.layers else "false"),
        )
        for name in LAYERS
    ]


def chips(view: View) -> list[Child]:
    """What is chosen, each with a button that takes it away."""
    found = active(view)
    out: list[Child] = [
        html.Span(
            [html.Span(words), button("×", "remove", f"{name}={value}", kind="", label=texts.REMOVE_FILTER.format(words))],
            className="chip",
        )
        for name, value, words in found
    ]
    if len(found) > 1:
        out.append(button(texts.CLEAR_FILTERS, "clear", kind="btn btn--bare"))
    return out


def options(index: Index, view: View, facet: str, typed: str = "") -> list[Child]:
    """The values of a facet with the number of events that each would give."""
    chosen, counts = view.chosen.get(facet, ()), index.counts(view, facet)
    wanted = fold(typed)
    fitting = [value for value in counts if not wanted or wanted in fold(value_words(facet, value))]
    fitting.sort(key=lambda value: value not in chosen)
    out: list[Child] = [
        button(
            [html.Span(value_words(facet, value), className="v"), html.Span(digits(counts[value]), className="n")],
            "facet",
            f"{facet}={value}",
            kind="option",
            role="checkbox",
            **attributes(aria_checked="true" if value in chosen else "false"),
        )
        for value in fitting[:MAX_LISTED]
    ]
    if len(fitting) > MAX_LISTED:
        out.append(html.P(texts.MORE_VALUES.format(digits(len(fitting) - MAX_LISTED)), className="quiet more"))
    return out or [html.P(texts.NO_VALUES, className="quiet more")]


def menu(facet: str) -> html.Details:
    """The menu of a facet; its values are filled in by a callback."""
    find = dcc.Input(
        id=f"find-{facet}", type="search", className="find-value", debounce=0.15, placeholder=texts.FIND_VALUE, value="",
        maxLength=100,
    )  # fmt: skip
    label = html.Label(f"{texts.FIND_VALUE}: {texts.FACETS[facet]}", htmlFor=f"find-{facet}", className="sr")
    inner = html.Div(
        [label, find, html.Div(id=f"facet-{facet}", role="group", **attributes(aria_label=texts.FACETS[facet]))],
        className="menu menu--facet",
    )
    return html.Details(
        [html.Summary(texts.FACETS[facet], className="facet"), inner], className="drop-down", **attributes(data_facet=facet)
    )


def dates_menu() -> html.Details:
    """The menu of the filter by dates."""
    fields = [
        html.Div(
            [
                html.Label(label, htmlFor=name),
                dcc.Input(id=name, type="text", className="field", placeholder=texts.DATES_HINT, value="", maxLength=40),
            ],
            className="fld",
        )
        for name, label in (("dates-from", texts.DATES_FROM), ("dates-to", texts.DATES_TO))
    ]
    apply = html.Button(texts.DATES_APPLY, id="dates-apply", type="button", className="btn")
    inner = html.Div([*fields, html.P(id="dates-error", role="alert", className="error"), apply], className="menu menu--dates")
    return html.Details([html.Summary(texts.DATES, className="facet"), inner], className="drop-down")


def nothing(index: Index, view: View) -> list[Child]:
    """What to say and to offer when no event fits; empty where some do."""
    if len(index) == 0 or index.shown(view).any():
        return []
    fitting = int(index.fitting(view).sum())
    if fitting:
        again = button([f"{texts.SHOW_ALL_DATES} ", _number(fitting)], "all")
        return [html.H2(texts.NOTHING_IN_WINDOW), html.Div(again, className="line")]
    filters = active(view)
    if len(view.layers) < len(LAYERS):
        hidden = [texts.LAYERS[name].lower() for name in LAYERS if name not in view.layers]
        filters.append(("layers", "", texts.HIDDEN_LAYERS.format(listed(hidden))))
    alone = [texts.ALONE_FITS.format(words, count(_alone(index, view, name, value), "event")) for name, value, words in filters]
    ways = [
        button([f"{texts.REMOVE.format(words)} ", _number(_freed(index, view, n, v))], "remove", f"{n}={v}")
        for n, v, words in filters
    ]
    ending = texts.FITS_BOTH if len(filters) == 2 else texts.FITS_ALL
    said = ending.format(listed(alone)) if len(filters) > 1 else f"{alone[0]}."
    line = html.Div([*ways, button(texts.CLEAR_FILTERS, "clear", kind="btn btn--bare")], className="line")
    return [html.H2(texts.NOTHING_FITS), html.P(said), line]


def _number(events: int) -> html.Span:
    return html.Span(count(events, "event"), className="quiet")


def _freed(index: Index, view: View, name: str, value: str) -> int:
    """How many events would fit without one of the filters."""
    return int(index.fitting(view.without(name, value)).sum())


def _alone(index: Index, view: View, name: str, value: str) -> int:
    """How many events one filter leaves when it is the only one."""
    other = View()
    if name in FACETS:
        other = other.with_values(name, [value])
    elif name == "layers":
        other = View(layers=view.layers)
    else:
        other = View(words=view.words) if name == "words" else View(dates=view.dates)
    return int(index.fitting(other).sum())


def register(app: Dash, source: Source) -> None:
    """Keep the line of filters in step with the view."""

    @app.callback(
        Output("layers", "children"),
        Output("chips", "children"),
        Output("search", "value"),
        Input("version", "data"),
        Input("narrowing", "data"),
    )
    def fill(_version: object, query: object) -> tuple[object, ...]:
        """Show what is set."""
        index, view = source.index(), View.parse(query)
        return layers(index, view), chips(view), view.words

    @app.callback(
        *(Output(f"facet-{facet}", "children") for facet in FACETS),
        Input("menu", "data"),
        Input("version", "data"),
        Input("narrowing", "data"),
        *(Input(f"find-{facet}", "value") for facet in FACETS),
        prevent_initial_call=True,
    )
    def list_values(opened: object, _version: object, query: object, *typed: object) -> tuple[object, ...]:
        """Fill the menu that is open, and only that: hundreds of values that nobody sees would make every filter slow."""
        if opened not in FACETS:
            return (no_update,) * len(FACETS)
        index, view = source.index(), View.parse(query)
        found = dict(zip(FACETS, typed, strict=True))
        return tuple(
            options(index, view, facet, str(found[facet] or "")[:100]) if facet == opened else no_update for facet in FACETS
        )
