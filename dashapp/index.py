"""A timeline made ready for being asked: which events fit the filters, and how many each other choice would give.

Everything is an array over the events in their order, so that a question to 100,000 events takes milliseconds.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from dashapp.state import FACETS, LAYERS, View, Window
from timeline.chart import By, Dates, Lane, Pairs, Piece, Ready, dates_of, extent, folded, lane_index, lanes_of
from timeline.model import Article, Event, Modality, Timeline, in_order
from timeline.words import DEFAULT, language, rivals, source_words, speaking, status_kind

Mask = NDArray[np.bool_]
IntArray = NDArray[np.int64]
REMEMBERED = 32
"""Searches whose results are kept: one result is a byte for each event."""


def layer(event: Event) -> str:
    """The layer on which an event is drawn: planned ones have their own.

    >>> from timeline.model import Status
    >>> layer(Event("x", "visit", "meetings", "CONSULT", "", None, Status.UNDATED, Modality.PLANNED, ()))
    'planned'
    """
    return "planned" if event.modality is Modality.PLANNED else str(event.salience)


def fold(text: str) -> str:
    """Make text comparable for searching: no case, no accents.

    >>> fold("Bogotá")
    'bogota'
    """
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


@dataclass(frozen=True)
class Facet:
    """One way to narrow: its values and, as two parallel arrays, which event has which value."""

    values: tuple[str, ...]
    events: NDArray[np.int64]
    codes: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Iterable[Iterable[str]]) -> Facet:
        """Make a facet from the values of each event in order.

        >>> Facet.of([["b"], [], ["a", "b"]]).counts(np.array([True, True, True]))
        {'b': 2, 'a': 1}
        """
        codes: dict[str, int] = {}
        pairs = [(i, codes.setdefault(value, len(codes))) for i, row in enumerate(rows) for value in dict.fromkeys(row) if value]
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return cls(tuple(codes), table[:, 0], table[:, 1])

    def having(self, values: Iterable[str], size: int) -> Mask:
        """Which of the events have one of the values."""
        wanted = {value: code for code, value in enumerate(self.values)}
        codes = np.array([wanted[value] for value in values if value in wanted], dtype=np.int64)
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.events[np.isin(self.codes, codes)]] = True
        return mask

    def counts(self, mask: Mask) -> dict[str, int]:
        """How many of the events have each value, the most frequent first, then by name."""
        found = np.bincount(self.codes[mask[self.events]], minlength=len(self.values))
        order = sorted(range(len(self.values)), key=lambda code: (-found[code], self.values[code]))
        return {self.values[code]: int(found[code]) for code in order}


_VALUES: dict[str, Callable[[Event, Mapping[str, Article]], Iterable[str]]] = {
    "type": lambda event, _: (event.type,),
    "participant": lambda event, _: event.participants,
    "source": lambda event, articles: (source_words(articles[m.article]) for m in event.mentions),
    "place": lambda event, _: (event.place or "",),
    "status": lambda event, _: (status_kind(event),),
}


class Index:
    """One version of a timeline, ready for being asked.

    Args:
        timeline: what the store holds.
        version: the store's number for it.
        seen: the last entry of the journal that is in it.

    >>> Index(Timeline()).counts(View(), "type")
    {}
    """

    def __init__(self, timeline: Timeline, version: int = 0, seen: int = 0) -> None:
        self.hidden = tuple(event for event in timeline.events if event.hidden)
        visible = sorted((event for event in timeline.events if not event.hidden), key=in_order)
        self.timeline, self.version, self.seen = replace(timeline, events=tuple(visible)), version, seen
        self.events = self.timeline.events
        self.articles = {article.id: article for article in timeline.articles}
        self.position = {event.id: i for i, event in enumerate(self.events)}
        nowhere = float("nan")
        hulls = [_hull(event) or (nowhere, nowhere) for event in self.events]
        self.starts, self.ends = np.array(hulls, dtype=float).reshape(-1, 2).T
        self.dated: Mask = ~np.isnan(self.starts)
        self.facets = {name: Facet.of(_VALUES[name](event, self.articles) for event in self.events) for name in FACETS}
        # One view is asked about many times, once for each part of the page.
        self._searching = threading.Lock()
        self._telling = lru_cache(maxsize=REMEMBERED)(self.find)
        self.axis = lru_cache(maxsize=REMEMBERED)(self._axis)
        self._lanes_of = lru_cache(maxsize=REMEMBERED)(self._all_lanes)
        self._ordered = np.empty(len(self.events), dtype=object)
        self._ordered[:] = self.events
        self.layers = Facet.of((layer(event),) for event in self.events)

    def __len__(self) -> int:
        return len(self.events)

    @cached_property
    def _texts(self) -> tuple[str, IntArray]:
        """The words of all events in one long text, and where in it those of each begin: searching that is one loop in C."""
        with speaking(DEFAULT):
            texts = [fold("\n".join(_words(event, self.articles))) for event in self.events]
        return "\0".join(texts), np.cumsum([0, *(len(text) + 1 for text in texts)])[:-1]

    @cached_property
    def extent(self) -> Window | None:
        """The days from the first event to the last, or None where nothing is dated."""
        if not self.dated.any():
            return None
        return extent(self.events)

    @cached_property
    def dates(self) -> Dates:
        """The dates of all events, as the chart counts and draws them."""
        return dates_of(self.events)

    def ready(self, mask: Mask, pieces: tuple[Piece, ...], lanes: By) -> Ready:
        """What the chart needs to draw the events of a mask, taken from what is known of all."""
        names, pairs = self._lanes_of(lanes, language())
        kept = pairs[mask[pairs[:, 1]]]
        return Ready(pieces, names, self.dates.among(mask), np.column_stack([kept[:, 0], (np.cumsum(mask) - 1)[kept[:, 1]]]))

    def _all_lanes(self, lanes: By, _language: str) -> tuple[tuple[Lane, ...], Pairs]:
        names = lanes_of(self.events, lanes, self.timeline)
        return names, lane_index(self.events, names, lanes, self.timeline)

    def _axis(self, days: Window, width: float, fold: bool) -> tuple[Piece, ...]:
        """The chart's axis over some days; for all events, so that filters move no mark."""
        return folded(days, self.dates.within(*days), width, fold=fold)

    @cached_property
    def homes(self) -> dict[str, Event]:
        """The event of each mention, by its id; hidden events too."""
        return {mention.id: event for event in (*self.events, *self.hidden) for mention in event.mentions}

    @cached_property
    def events_of(self) -> dict[str, tuple[Event, ...]]:
        """The events of each article, by its id."""
        found: dict[str, dict[str, Event]] = {}
        for event in self.events:
            for mention in event.mentions:
                found.setdefault(mention.article, {})[event.id] = event
        return {article: tuple(events.values()) for article, events in found.items()}

    def get(self, event: str) -> Event | None:
        """The event of that id, or None."""
        place = self.position.get(event)
        return None if place is None else self.events[place]

    def fitting(self, view: View, leaving_out: str = "") -> Mask:
        """Which events fit the filters.

        Args:
            view: the filters; its window plays no part.
            leaving_out: a filter that is not applied: a facet, "layers", "words" or "dates".
        """
        mask = np.ones(len(self), dtype=np.bool_)
        if leaving_out != "layers" and view.layers != LAYERS:
            mask &= self.layers.having(view.layers, len(self))
        for name, values in view.chosen.items():
            if name != leaving_out:
                mask &= self.facets[name].having(values, len(self))
        if leaving_out != "dates" and view.dates:
            mask &= self.within(view.dates)
        if leaving_out != "words" and view.words:
            with self._searching:  # the parts of a page ask at once: one searches, the others wait for its result
                mask &= self._telling(view.words)
        return mask

    def find(self, words: str) -> Mask:
        """Which events have all of the words somewhere in their texts.

        >>> Index(Timeline()).find("flood").tolist()
        []
        """
        text, starts = self._texts
        mask = np.ones(len(self), dtype=np.bool_)
        for word in fold(words).split():
            places = np.array([found.start() for found in re.finditer(re.escape(word), text)], dtype=np.int64)
            having = np.zeros(len(self), dtype=np.bool_)
            having[np.searchsorted(starts, places, side="right") - 1] = True
            mask &= having
        return mask

    def within(self, days: Window) -> Mask:
        """Which dated events touch these days."""
        return (self.starts < days[1]) & (self.ends > days[0])

    def shown(self, view: View) -> Mask:
        """Which events fit the filters and are dated inside the window, or not dated at all."""
        mask = self.fitting(view)
        return mask & (self.within(view.window) | ~self.dated) if view.window else mask

    def chosen(self, mask: Mask) -> tuple[Event, ...]:
        """The events of a mask, in order."""
        return tuple(self._ordered[mask].tolist())

    def excerpt(self, event: Event) -> Timeline:
        """A timeline of one event and the articles that tell of it, so that saying something of it never takes long."""
        keys = dict.fromkeys(mention.article for mention in event.mentions)
        roots = (self.articles[key].near_duplicate_of for key in keys)
        keys |= dict.fromkeys(root for root in roots if root in self.articles)
        found = self.timeline.expressions
        return Timeline(tuple(self.articles[k] for k in keys), {k: found[k] for k in keys if k in found}, (event,))

    def alike(self, event: Event, limit: int = 5) -> tuple[Event, ...]:
        """Other events with the same participants, those that share the most and lie nearest first."""
        people, own = self.facets["participant"], self.position[event.id]
        mask = people.having(event.participants, len(self))
        mask[own] = False
        shared = np.bincount(people.events[np.isin(people.codes, people.codes[people.events == own])], minlength=len(self))
        away = np.nan_to_num(np.abs(self.starts - self.starts[own]), nan=np.inf)
        order = sorted(np.flatnonzero(mask), key=lambda i: (-shared[i], away[i], i))
        return tuple(self.events[i] for i in order[:limit])

    def counts(self, view: View, facet: str) -> dict[str, int]:
        """How many events each value of a facet (or each layer) would give, all other filters applied."""
        mask = self.fitting(view, leaving_out=facet)
        return (self.layers if facet == "layers" else self.facets[facet]).counts(mask)


def _hull(event: Event) -> Window | None:
    """The days that an event's mark covers: rival dates are all drawn."""
    if event.span is None:
        return None
    spans = [event.span, *rivals(event)]
    return min(span.start for span in spans), max(span.end for span in spans)


def _words(event: Event, articles: Mapping[str, Article]) -> Iterator[str]:
    yield from (event.title, event.type, event.place or "", *event.participants)
    for mention in event.mentions:
        article = articles[mention.article]
        yield source_words(article)
        yield article.text[mention.quote_start : mention.quote_end]
