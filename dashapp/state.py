"""What a person has set: filters, window and selection, and how they are written in the address of the page.

Both are kept as query strings, in the address as in the browser's stores, so that one reader checks whatever comes from
outside: it never raises, and leaves out what it does not understand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from urllib.parse import parse_qsl, urlencode

from timeline.span import FIRST_DAY, LAST_END

LAYERS = ("core", "minor", "background", "planned")
FACETS = ("type", "participant", "source", "place", "status")
LANES = ("family", "type", "participant", "source", "place")
MAX_QUERY_CHARS = 8_000
MAX_VALUES = 50
MAX_VALUE_CHARS = 200

Window = tuple[int, int]
"""Half-open day numbers."""


@dataclass(frozen=True, slots=True)
class View:
    """Filters, window and lanes.

    Args:
        layers: the layers that are shown.
        words: text that every event must contain.
        chosen: for each facet, the values of which an event must have one.
        dates: only events in these days, or None; an open end is the first or the last day there is.
        window: the days in the chart, or None for all.
        lanes: what a lane stands for.
        true_scale: whether stretches without an event keep their length.
    """

    layers: tuple[str, ...] = LAYERS
    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: Window | None = None
    window: Window | None = None
    lanes: str = "family"
    true_scale: bool = False

    @classmethod
    def parse(cls, query: object) -> Self:
        """Read a query string; whatever is not understood is left out.

        >>> View.parse("?status=disputed&window=2023-07-14..2023-07-31&lanes=moon").query()
        'status=disputed&window=2023-07-14..2023-07-31'
        """
        pairs = _pairs(query)
        first = dict(reversed(pairs))
        layers = tuple(layer for layer in LAYERS if layer in first.get("layers", ",".join(LAYERS)).split(","))
        chosen = {facet: tuple(dict.fromkeys(v for k, v in pairs if k == facet and v))[:MAX_VALUES] for facet in FACETS}
        return cls(
            layers=layers,
            words=first.get("q", "").strip(),
            chosen={facet: values for facet, values in chosen.items() if values},
            dates=read_days(first.get("dates", "")),
            window=read_days(first.get("window", "")),
            lanes=first["lanes"] if first.get("lanes") in LANES else "family",
            true_scale=first.get("scale") == "true",
        )

    def query(self) -> str:
        """Write the view as a query string without its question mark; a view that shows everything is empty.

        >>> View(chosen={"source": ("A & B",)}).query()
        'source=A+%26+B'
        """
        pairs = [
            ("q", self.words),
            ("layers", ",".join(self.layers) or "none") if self.layers != LAYERS else ("layers", ""),
            *((facet, value) for facet in FACETS for value in self.chosen.get(facet, ())),
            ("dates", write_days(self.dates)),
            ("window", write_days(self.window)),
            ("lanes", "" if self.lanes == "family" else self.lanes),
            ("scale", "true" if self.true_scale else ""),
        ]
        return urlencode([(key, value) for key, value in pairs if value])

    @property
    def narrowed(self) -> bool:
        """Whether a filter is active (the window is none)."""
        return bool(self.words or self.chosen or self.dates or self.layers != LAYERS)

    def toggle_layer(self, layer: str) -> View:
        """Show a hidden layer, hide a shown one.

        >>> View().toggle_layer("minor").layers
        ('core', 'background', 'planned')
        """
        return replace(self, layers=tuple(each for each in LAYERS if (each in self.layers) != (each == layer)))

    def with_values(self, facet: str, values: Iterable[str]) -> View:
        """Choose the values of a facet.

        >>> View().with_values("place", ["Tehran"]).with_values("place", []).chosen
        {}
        """
        if facet not in FACETS:
            return self
        kept = tuple(dict.fromkeys(value[:MAX_VALUE_CHARS] for value in values))[:MAX_VALUES]
        chosen = {**self.chosen, facet: kept}
        return replace(self, chosen={key: chosen[key] for key in FACETS if chosen.get(key)})

    def without(self, name: str, value: str = "") -> View:
        """Take one filter away: a value of a facet, the words, the dates or the hidden layers.

        >>> View(words="drone").without("words").narrowed
        False
        """
        if name in FACETS:
            return self.with_values(name, (each for each in self.chosen.get(name, ()) if each != value))
        blank = {"words": "", "dates": None, "layers": LAYERS}
        return replace(self, **{name: blank[name]}) if name in blank else self  # type: ignore[arg-type]

    def cleared(self) -> View:
        """Take all filters away; window and lanes stay."""
        return View(window=self.window, lanes=self.lanes, true_scale=self.true_scale)


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected event, and the article that is open over the chart, at a mention."""

    event: str = ""
    article: str = ""
    mention: str = ""

    @classmethod
    def parse(cls, query: object) -> Self:
        """Read a selection out of a query string.

        >>> Selection.parse("?event=e4&status=disputed")
        Selection(event='e4', article='', mention='')
        """
        first = dict(reversed(_pairs(query)))
        return cls(first.get("event", ""), first.get("article", ""), first.get("at", ""))

    def query(self) -> str:
        """Write it as a query string.

        >>> Selection("e4").query()
        'event=e4'
        """
        pairs = (("event", self.event), ("article", self.article), ("at", self.mention))
        return urlencode([(key, value) for key, value in pairs if value])


def read_days(text: str) -> Window | None:
    """Read days written as "2023-07-14..2023-07-31", the last day included; either end may be left open.

    >>> read_days("2023-07-14..2023-07-14"), read_days("..2023-07-14")[0], read_days("soon")
    ((738715, 738716), 1, None)
    """
    first, dots, last = text.partition("..")
    if not dots or not (first or last):
        return None
    try:
        start = date.fromisoformat(first).toordinal() if first else FIRST_DAY
        end = date.fromisoformat(last).toordinal() + 1 if last else LAST_END
    except ValueError:
        return None
    return (start, end) if start < end <= LAST_END else None


def write_days(days: Window | None) -> str:
    """Write days so that read_days reads them back.

    >>> write_days((738715, 738716))
    '2023-07-14..2023-07-14'
    """
    if days is None:
        return ""
    start, end = days
    first = "" if start == FIRST_DAY else date.fromordinal(start).isoformat()
    last = "" if end == LAST_END else date.fromordinal(end - 1).isoformat()
    return f"{first}..{last}" if first or last else ""


def _pairs(query: object) -> list[tuple[str, str]]:
    if not isinstance(query, str):
        return []
    # Lone surrogates cannot be sent back to a browser.
    text = query[:MAX_QUERY_CHARS].lstrip("?").encode("utf-8", "replace").decode("utf-8")
    try:
        pairs = parse_qsl(text, max_num_fields=1_000)
    except ValueError:
        return []
    return [(key, value[:MAX_VALUE_CHARS]) for key, value in pairs]
