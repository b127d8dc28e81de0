"""What people change by hand: from the page into the store's journal, with a word on what was done and a way to undo it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from dash import Dash, Input, Output, State, ctx, html, no_update

from dashapp import joining, login, records, texts
from dashapp.browser import in_browser
from dashapp.commands import typed_span
from dashapp.forms import FIELDS
from dashapp.index import Index
from dashapp.marks import Child, attributes, button
from dashapp.panel import claimed
from dashapp.source import Source
from dashapp.state import Selection, read_days
from timeline.edits import MAX_WORDS, Edit, EditError, effective
from timeline.events.catalog import TYPES
from timeline.model import Event
from timeline.store import ConflictError
from timeline.words import day_words, source_words

MAX_VALUE = 20_000
"""Characters of what a button says: the mentions to split off are the longest."""


def undoable(journal: Sequence[Edit]) -> Edit | None:
    """The entry that an undo takes back: the last that holds.

    >>> undoable([Edit("hide", ("m",), number=1), Edit("undo", (), ("1",), number=2)]) is None
    True
    """
    standing = effective(journal)
    return standing[-1] if standing else None


def redoable(journal: Sequence[Edit]) -> Edit | None:
    """The undo that a redo takes back: the last entry's, unless something new has been changed since.

    >>> redoable([Edit("hide", ("m",), number=1), Edit("undo", (), ("1",), number=2)]).number
    2
    """
    by_number = {edit.number: edit for edit in journal}
    redone: set[int] = set()
    for edit in sorted(journal, key=lambda edit: -edit.number):
        if edit.kind != "undo":
            return None
        undone = by_number.get(int(edit.values[0]))
        if undone and undone.kind == "undo":
            redone.add(undone.number)
        elif edit.number not in redone:
            return edit
    return None


def wanted(change: object, index: Index, event: Event | None, journal: Sequence[Edit]) -> list[Edit]:
    """The entries that a button of the page asks for; none where it makes no sense.

    Args:
        change: what the browser sent, ``{"do": name, "value": text}``.
        index: the timeline.
        event: the selected event.
        journal: all entries so far.
    """
    told = change if isinstance(change, Mapping) else {}
    do, value = told.get("do"), str(told.get("value") or "")[:MAX_VALUE]
    last = {"undo": undoable, "redo": redoable}[do](journal) if do in {"undo", "redo"} else None
    if last:
        return [Edit("undo", (), (str(last.number),))]
    if do == "restore":
        gone = next((each for each in index.hidden if each.id == value), None)
        return records.restoring(gone, journal) if gone else []
    if event is None or not isinstance(do, str):
        return []
    target = tuple(mention.id for mention in event.mentions)
    if do in {"verify", "hide"}:
        return [Edit(do, target)]
    days = read_days(value) if do == "keep" else None
    if days:
        return [Edit("date", target, (date.fromordinal(days[0]).isoformat(), date.fromordinal(days[1] - 1).isoformat()))]
    if do == "split":
        moved = tuple(m.id for m in event.mentions if str(claimed(event, [m])) == value)
        return _split(target, moved)
    if do == "splitoff":
        picked = set(value.split())
        return _split(target, tuple(mention for mention in target if mention in picked))
    other = index.get(value) if do == "merge" else None
    return [Edit("merge", target, tuple(mention.id for mention in other.mentions))] if other and other.id != event.id else []


def _split(target: tuple[str, ...], moved: tuple[str, ...]) -> list[Edit]:
    return [Edit("split", target, moved)] if moved and len(moved) < len(target) else []


def edits_of(event: Event, fields: Mapping[str, str]) -> list[Edit]:
    """The entries for what was changed in the form.

    Args:
        event: as it is.
        fields: as typed: title, first and last day, participants between semicolons, place.

    Raises:
        EditError: if a date cannot be read.
    """
    target, before = tuple(mention.id for mention in event.mentions), values_of(event)
    changed = {name for name in FIELDS if fields[name].strip() != before[name]}
    out = [Edit("title", target, (fields["title"].strip(),))] if "title" in changed else []
    if "type" in changed:
        out.append(Edit("type", target, _type(fields["type"])))
    if changed & {"first", "last"}:
        ends = [_day(fields[name], last=name == "last") for name in ("first", "last") if fields[name].strip()]
        out.append(Edit("date", target, (ends[0], ends[-1]) if ends else ()))
    if "participants" in changed:
        out.append(Edit("participants", target, tuple(n for name in fields["participants"].split(";") if (n := name.strip()))))
    if "place" in changed:
        out.append(Edit("place", target, (fields["place"].strip(),) if fields["place"].strip() else ()))
    return out


def _day(text: str, *, last: bool) -> str:
    span = typed_span(text)
    if span is None:
        raise EditError(texts.BAD_DATE.format(text.strip()))
    return (span.last if last else span.first).isoformat()


def _type(text: str) -> tuple[str, str, str]:
    """Type, family and PLOVER category of a type as people call it."""
    wanted = text.strip().casefold()
    kind = next((each for each in TYPES.values() if wanted in {each.name, texts.type_words(each.name).casefold()}), None)
    if kind is None:
        raise EditError(texts.BAD_TYPE.format(text.strip(), ", ".join(texts.type_words(name) for name in TYPES)))
    return kind.name, kind.family, kind.plover


def values_of(event: Event) -> dict[str, str]:
    """What stands in the form before anything is typed."""
    first, last = (day_words(d, weekday=False) for d in (event.span.first, event.span.last)) if event.span else ("", "")
    kind, people = texts.type_words(event.type), "; ".join(event.participants)
    return dict(zip(FIELDS, (event.title, kind, first, last, people, event.place or ""), strict=True))


def said(edits: Iterable[Edit]) -> str:
    """Say what was done.

    >>> said([Edit("verify", ("m",))])
    'Marked as checked.'
    """
    return " ".join(texts.DONE.get(edit.kind, "") for edit in edits)


def sentences(index: Index, event: Event) -> list[Child]:
    """The sentences of an event, each of which can be chosen to be split off.

    Args:
        index: the timeline.
        event: the event.
    """
    told: dict[tuple[str, int, int], list[str]] = {}
    for mention in event.mentions:
        told.setdefault((mention.article, mention.quote_start, mention.quote_end), []).append(mention.id)
    if len(told) < 2:
        return [html.P(texts.SPLIT_ONE, className="quiet")]
    rows: list[Child] = []
    for (key, start, end), mentions in told.items():
        article = index.articles[key]
        quote = html.Span(article.text[start:end], className="quote", lang=article.language)
        words = html.Span([quote, html.Br(), html.Span(source_words(article), className="quiet")], className="v")
        rows.append(
            button([words], "pick", " ".join(mentions), kind="option", role="checkbox", **attributes(aria_checked="false"))
        )
    return rows


# ---- on the page ------------------------------------------------------------------------------------------------------


def register(app: Dash, source: Source) -> None:
    """Take changes from the page into the journal; only where the store keeps one."""
    if not source.editable:
        return
    in_browser(app, "changed", Input("version", "data"))
    _register_forms(app, source)
    joining.register(app, source)

    @app.callback(
        Output("toast-text", "children"),
        Output("edit-error", "children"),
        Output("correct-error", "children"),
        Output("version", "data", allow_duplicate=True),
        Output("selected", "data", allow_duplicate=True),
        Output("seen", "data", allow_duplicate=True),
        Input("change", "data"),
        Input("edit-save", "n_clicks"),
        Input("comment-save", "n_clicks"),
        Input("correct-save", "n_clicks"),
        State("selected", "data"),
        State("seen", "data"),
        State("who", "value"),
        State("comment-text", "value"),
        State("correct-day", "value"),
        *(State(f"edit-{name}", "value") for name in FIELDS),
        prevent_initial_call=True,
    )
    def change(command: object, *rest: Any) -> tuple[Any, ...]:
        """Write what a button or a form asks for into the journal, and say what was done."""
        selected, seen, who, *typed = rest[3:]
        index, chosen = source.index(), Selection.parse(selected)
        event = index.get(chosen.event)
        try:
            edits = _asked(
                ctx.triggered_id, command, index, chosen, [str(text or "")[:MAX_WORDS] for text in typed], source.journal()
            )
            _write(source, edits, login.user() or str(who or "")[:100], seen if isinstance(seen, int) else None)
        except (ConflictError, EditError) as error:
            told = texts.CONFLICT.format(error) if isinstance(error, ConflictError) else str(error)
            return no_update, told, told, no_update, no_update, no_update
        if not edits:
            return texts.NOTHING_DONE, "", "", no_update, no_update, no_update
        after = source.index()
        still = _home(after, event) if event else None
        now = replace(chosen, event=still.id if still else "").query()
        # One's own change is seen at once: whoever undoes it before the page has followed must not clash with oneself.
        return said(edits), "", "", after.version, no_update if now == selected else now, after.seen


def _register_forms(app: Dash, source: Source) -> None:
    @app.callback(
        *(Output(f"edit-{name}", "value") for name in FIELDS),
        Output("split-list", "children"),
        Input("event", "data"),
        Input("version", "data"),
    )
    def fill(selected: object, _version: object) -> tuple[object, ...]:
        """Fill the forms with the selected event as it is."""
        index = source.index()
        event = index.get(Selection.parse(selected).event)
        if event is None:
            return (no_update,) * (len(FIELDS) + 1)
        return *values_of(event).values(), sentences(index, event)

    @app.callback(*(Output(name, "disabled") for name in ("undo", "undo-item", "redo", "redo-item")), Input("version", "data"))
    def offer(_version: object) -> tuple[bool, ...]:
        """Offer undo and redo only where there is something to take back."""
        journal = source.journal()
        undo, redo = undoable(journal) is None, redoable(journal) is None
        return undo, undo, redo, redo


def _asked(
    pressed: object, command: object, index: Index, chosen: Selection, typed: Sequence[str], journal: Sequence[Edit]
) -> list[Edit]:
    """The entries that the pressed button asks for."""
    event, (note, day, *fields) = index.get(chosen.event), typed
    match pressed:
        case "edit-save":
            return edits_of(event, dict(zip(FIELDS, fields, strict=True))) if event else []
        case "comment-save":
            return [Edit("comment", tuple(m.id for m in event.mentions), (note.strip(),))] if event and note.strip() else []
        case "correct-save":
            return [Edit("published", (chosen.article,), (_day(day, last=False),))] if chosen.article in index.articles else []
    return wanted(command, index, event, journal)


def _write(source: Source, edits: Iterable[Edit], by: str, seen: int | None) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    if made := [replace(edit, by=by, at=at) for edit in edits]:
        source.edit(made, seen)


def _home(index: Index, event: Event) -> Event | None:
    """The event that now holds the first mention of one that was changed."""
    first = event.mentions[0].id
    same = index.get(event.id)
    if same:
        return same
    return next((other for other in index.events if any(mention.id == first for mention in other.mentions)), None)
