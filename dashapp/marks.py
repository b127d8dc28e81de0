"""Small pieces that several parts of the page share: family marks, badges, buttons, and marked text.

A control carries ``data-do`` and ``data-value``; assets/commands.js sends the two as a command when it is clicked, and
commands.py obeys it.  Text of articles is only ever a child, never markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from dash import html

from dashapp.state import Selection
from timeline.model import FAMILIES, Event, Modality
from timeline.words import badge_word, status_kind

Child = Any  # a Dash component or a string; Dash has no types of its own


class Stretch(NamedTuple):
    """A part of a text to be marked: offsets and the class of the mark."""

    start: int
    end: int
    kind: str


LAYERING = ("focus", "when", "what")
"""Classes of marks from the outermost to the innermost."""


def attributes(**named: str) -> dict[str, Any]:
    """Attributes with a hyphen in their names, for ** in a component.

    >>> attributes(aria_hidden="true", data_do="select")
    {'aria-hidden': 'true', 'data-do': 'select'}
    """
    return {name.replace("_", "-"): value for name, value in named.items()}


def family_mark(event: Event) -> html.I:
    """The shape and colour of an event's family, hollow where it is only planned."""
    family = event.family if event.family in FAMILIES else "other"
    planned = " mark--planned" if event.modality is Modality.PLANNED else ""
    return html.I(className=f"mark mark--{family}{planned}", **attributes(aria_hidden="true"))


def badge(event: Event) -> html.Span:
    """Sign and word for how the date of an event is known."""
    kind = status_kind(event)
    return html.Span(badge_word(kind), className=f"st st--{kind}")


def button(children: Child, do: str, value: str = "", *, kind: str = "btn", label: str = "", **more: Any) -> html.Button:
    """A button that sends a command.

    Args:
        children: what stands on it.
        do: the command.
        value: what the command is about.
        kind: its class.
        label: its name for a screen reader, where the children do not say it.
        more: further attributes.
    """
    named = attributes(data_do=do, data_value=value) | (attributes(aria_label=label) if label else {})
    return html.Button(children, type="button", className=kind, disable_n_clicks=True, **(named | more))


def event_link(event: Event, words: str = "") -> html.A:
    """A link that selects an event; it can be opened in a new tab as well."""
    return html.A(
        words or event.title, href=f"?{Selection(event.id).query()}", **attributes(data_do="select", data_value=event.id)
    )


def gap() -> html.Span:
    """What pushes the rest of a line to its end."""
    return html.Span(className="gap")


def marked(text: str, start: int, end: int, stretches: Iterable[Stretch], kinds: Sequence[str] = LAYERING) -> list[Child]:
    """A part of a text as children, the stretches inside it as marks that may lie in each other or cross.

    >>> [getattr(child, "className", child) for child in marked("on Friday he spoke", 0, 18, [Stretch(3, 9, "when")])]
    ['on ', 'when', ' he spoke']
    """
    if start >= end:
        return []
    if not kinds:
        return [text[start:end]]
    found, at = list(stretches), start
    out: list[Child] = []
    for begin, stop in _joined(found, kinds[0], start, end):
        out += marked(text, at, begin, found, kinds[1:])
        out.append(html.Mark(marked(text, begin, stop, found, kinds[1:]), className=kinds[0]))
        at = stop
    return out + marked(text, at, end, found, kinds[1:])


def _joined(stretches: Iterable[Stretch], kind: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of one kind inside a part of the text, in order, overlapping ones joined."""
    out: list[tuple[int, int]] = []
    for begin, stop in sorted((max(s.start, start), min(s.end, end)) for s in stretches if s.kind == kind):
        if begin >= stop:
            continue
        if out and begin < out[-1][1]:
            out[-1] = (out[-1][0], max(stop, out[-1][1]))
        else:
            out.append((begin, stop))
    return out
