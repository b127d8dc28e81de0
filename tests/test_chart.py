"""The figure: what is drawn for what is known, where nothing touches, and what never gets into it."""

import json
import random
import re
import time
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.chart import LANES, MAX_MARKS, axis_of, describe, extent, figure, lanes_of, overview, place
from timeline.chart.counts import bin_edges, dates_of, tally
from timeline.chart.draw import plain
from timeline.chart.layout import MAX_LABELS, Item, Limits, importance, marks_of, pack
from timeline.chart.lettering import shorten, text_width
from timeline.chart.theme import SYMBOLS, TOKENS, family_color
from timeline.model import FAMILIES, Article, Claim, Event, Mention, Modality, Salience, Status, Timeline
from timeline.span import Granularity, Shape, Span

INK = TOKENS["light"]["ink"]


def event(key: str, first: str | None, end: str | None = None, **more: Any) -> Event:
    """An event made of what a test cares for; shape and granularity belong to its span."""
    family = more.pop("family", "meetings")
    shape, unit = more.pop("shape", Shape.WITHIN), more.pop("granularity", Granularity.DAY)
    span = replace(Span.of(first, end, unit), shape=shape) if first else None
    status = more.pop("status", Status.SINGLE if span else Status.UNDATED)
    made = Event(key, family[:-1], family, "X", f"Title of {key}", span, status, Modality.ASSERTED, (), salience=Salience.CORE)
    return replace(made, **more)


def disputed(key: str, *days: str, **more: Any) -> Event:
    claims = tuple(Claim(Span.of(day), (f"a{index}",)) for index, day in enumerate(days))
    return event(key, days[0], status=Status.DISPUTED, claims=claims, **more)


JULY = ("2023-07-14", "2023-08-01")


def traces(fig: go.Figure, **wanted: Any) -> list[dict[str, Any]]:
    """The traces that have all of these values, by plotly's dotted names."""
    drawn = json.loads(fig.to_json())["data"]
    return [trace for trace in drawn if all(_get(trace, name.replace("__", ".")) == value for name, value in wanted.items())]


def _get(trace: dict[str, Any], path: str) -> Any:
    for name in path.split("."):
        trace = trace.get(name, {})
    return trace


def texts(fig: go.Figure) -> list[str]:
    return [text for trace in traces(fig, mode="text") for text in trace["text"]]


# ---- what is drawn for what is known ------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
def test_a_day_is_a_point_of_its_family(family: str) -> None:
    fig = figure([event("e", "2023-07-20", family=family)], window=JULY, width=924)
    (point,) = [t for t in traces(fig, mode="markers", marker__color=family_color(family, "light")) if t["x"][0] > 0]
    assert point["marker"]["symbol"] == SYMBOLS[family]
    pieces = axis_of([event("e", "2023-07-20")], JULY, width=924 - 112)
    assert point["x"] == [pytest.approx(place(pieces, date(2023, 7, 20).toordinal() + 0.5), abs=0.1)]


def test_minor_events_have_smaller_marks_and_quieter_labels() -> None:
    sizes = {}
    for salience in Salience:
        fig = figure([event("e", "2023-07-20", salience=salience)], window=JULY)
        (point,) = [t for t in traces(fig, mode="markers", marker__symbol="circle") if t["x"][0] > 0 and "customdata" not in t]
        sizes[salience] = point["marker"]["size"]
        (label,) = [t for t in traces(fig, mode="text") if t["text"] == ["Title of e"]]
        assert label["textfont"]["color"] == TOKENS["light"]["ink" if salience is Salience.CORE else "ink-2"]
    assert sizes == {Salience.CORE: 12, Salience.MINOR: 9, Salience.BACKGROUND: 9}


def test_what_is_vague_is_a_bar_with_soft_ends_and_never_a_point() -> None:
    fig = figure([event("e", "2023-07-16", "2023-07-21")], window=JULY)
    color = family_color("meetings", "light")
    steps = {t["opacity"] for t in traces(fig, mode="lines", line__color=color, line__width=14)}
    assert steps == {0.10, 0.18, 0.26, 0.34}
    assert len(traces(fig, mode="lines", line__color=color, line__width=2)) == 1, "a spine carries the contrast"
    assert not [t for t in traces(fig, mode="markers", marker__color=color) if t["x"][0] > 0]


def test_a_range_is_solid_with_caps_and_what_goes_on_has_an_arrow() -> None:
    color = family_color("meetings", "light")
    closed = figure([event("e", "2023-07-16", "2023-07-21", shape=Shape.THROUGHOUT)], window=JULY)
    assert len(traces(closed, mode="lines", line__color=color, line__width=6)) == 1
    assert len([x for x in traces(closed, line__color=color, line__width=2)[0]["x"] if x is not None]) == 4, "two caps"
    going = figure([event("e", "2023-07-16", "2023-07-21", shape=Shape.ONWARDS)], window=JULY)
    assert traces(going, mode="markers", marker__symbol="triangle-right")
    assert len([x for x in traces(going, line__color=color, line__width=2)[0]["x"] if x is not None]) == 2, "one cap"


def test_a_range_known_only_to_months_has_no_caps() -> None:
    vague = event("e", "2023-03-01", "2023-06-01", shape=Shape.THROUGHOUT, granularity=Granularity.MONTH)
    assert not traces(figure([vague]), line__color=family_color("meetings", "light"), line__width=2)


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.NEGATED, Modality.HYPOTHETICAL])
def test_what_did_not_happen_is_hollow(modality: Modality) -> None:
    for end in (None, "2023-07-25"):
        fig = figure([event("e", "2023-07-20", end, modality=modality)], window=JULY)
        (mark,) = traces(fig, mode="markers", marker__symbol="circle-open")
        assert not [
            t for t in traces(fig, mode="markers", marker__symbol="circle") if t["x"] == mark["x"] and t.get("name") is None
        ]
        assert bool(traces(fig, line__color=TOKENS["light"]["ink-2"], line__width=1.6)) is (modality is Modality.NEGATED)


def test_rival_dates_are_full_marks_joined_by_a_bracket() -> None:
    fig = figure([disputed("e", "2023-07-24", "2023-07-25", "2023-07-27")], window=JULY)
    (points,) = [t for t in traces(fig, mode="markers", marker__symbol="circle", marker__size=12) if "customdata" not in t]
    assert len(points["x"]) == 3
    (bracket,) = traces(fig, mode="lines", line__color=TOKENS["light"]["dispute"])
    assert (bracket["x"][0], bracket["x"][1]) == (points["x"][0], points["x"][2])
    assert bracket["x"].count(None) == 3, "one line over all and three legs"
    (sign,) = [t for t in traces(fig, mode="text") if t["text"] == ["≠"]]
    assert sign["textfont"]["color"] == TOKENS["light"]["dispute"]


def test_a_rival_outside_the_window_is_named_at_the_edge() -> None:
    fig = figure([disputed("e", "2023-07-24", "2023-09-01")], window=JULY)
    assert "1 September 2023 →" in texts(fig)
    assert figure([disputed("e", "2023-06-24", "2023-09-01")], window=JULY).layout.meta["pieces"], "none inside: not drawn"


def test_a_bar_that_goes_on_beyond_the_window_has_no_soft_end_there() -> None:
    inside, across = (event("e", "2023-07-01", end) for end in ("2023-07-20", "2023-09-20"))
    color = family_color("meetings", "light")
    right = {}
    for name, it in (("inside", inside), ("across", across)):
        fig = figure([it], window=("2023-07-01", "2023-08-01"))
        outermost = traces(fig, line__color=color, line__width=14, opacity=0.10)[0]
        right[name] = len([x for x in outermost["x"] if x is not None])
    assert right == {"inside": 4, "across": 2}


def test_undated_events_and_those_outside_are_not_drawn() -> None:
    fig = figure([event("a", None), event("b", "2020-01-01"), event("c", "2023-07-20")], window=JULY)
    (touched,) = traces(fig, name="events")
    assert set(touched["customdata"]) == {"c"}


def test_the_selected_event_has_a_ring_and_a_heavier_label() -> None:
    events = [event("a", "2023-07-20"), disputed("b", "2023-07-24", "2023-07-25"), event("c", "2023-07-16", "2023-07-18")]
    ring = traces(figure(events, window=JULY, selected="a"), marker__symbol="circle-open", marker__size=22)
    assert ring[0]["marker"]["color"] == INK
    for key in ("b", "c"):
        fig = figure(events, window=JULY, selected=key)
        assert [shape for shape in fig.layout.shapes if shape.type == "path"]
        assert [t["text"] for t in traces(fig, mode="text", textfont__weight=650)] == [[f"Title of {key}"]]
    assert not [shape for shape in figure(events, window=JULY, selected="?").layout.shapes if shape.type == "path"]


def test_weekends_are_shown_up_to_sixty_days() -> None:
    weekend = TOKENS["light"]["weekend"]
    for end, bands in (("2023-08-01", 3), ("2023-12-01", 0)):
        fig = figure([event("a", "2023-07-20")], window=("2023-07-14", end), fold=False)
        assert len([shape for shape in fig.layout.shapes if shape.fillcolor == weekend]) == bands


def test_a_weekend_cut_by_the_window_keeps_its_sunday() -> None:
    fig = figure([event("a", "2023-07-20")], window=("2023-07-16", "2023-07-22"))
    (band,) = [shape for shape in fig.layout.shapes if shape.fillcolor == TOKENS["light"]["weekend"]]
    assert (band.x0, band.x1) == (0, pytest.approx((924 - 112) / 6, abs=0.1))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_color_is_a_token(scheme: Any) -> None:
    events = [
        event("a", "2023-07-20"), event("b", "2023-07-16", "2023-07-18", family="actions"),
        disputed("c", "2023-07-24", "2023-07-25"), event("d", "2023-07-29", modality=Modality.PLANNED),
        event("e", "1999-01-01", "2000-01-01", family="incidents"),
    ]  # fmt: skip
    for fig in (figure(events, scheme=scheme, selected="c"), overview(events, view=JULY, scheme=scheme)):
        data = json.loads(fig.to_json())
        data["layout"].pop("template", None)
        assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", json.dumps(data))) <= set(TOKENS[scheme].values())


# ---- lanes --------------------------------------------------------------------------------------------------------------


def test_lanes_never_vanish_and_keep_their_order() -> None:
    events = [event("a", "2023-07-20"), event("b", "2023-07-21", family="actions")]
    full, filtered = figure(events, window=JULY), figure(events, shown=events[:1], window=JULY)
    for fig in (full, filtered):
        assert [text for text in texts(fig) if text.lower() in FAMILIES] == [family.capitalize() for family in FAMILIES]
    assert filtered.layout.height < full.layout.height


def test_an_event_stands_in_the_lane_of_each_source_and_participant() -> None:
    mentions = tuple(Mention(f"m{a}", a, 0, 1, "x", 0, 1, "visit", "x") for a in ("a1", "a2"))
    it = event("e", "2023-07-20", mentions=mentions, participants=("Iran", "Bolivia"), place="Tehran")
    timeline = Timeline(
        (Article("a1", "x", source="Wire"), Article("a2", "x", source="Post")), {}, (it, event("f", "2023-07-21"))
    )
    names = {by: [lane.name for lane in lanes_of(timeline.events, by, timeline)] for by in LANES}
    assert names["source"] == ["Post", "Wire", "No source"]
    assert names["participant"] == ["Bolivia", "Iran", "No participant"]
    assert names["place"] == ["Tehran", "No place"]
    assert names["type"] == ["Meeting"]
    (touched,) = traces(figure(timeline, lanes="participant", window=JULY), name="events")
    assert len({y for y, key in zip(touched["y"], touched["customdata"], strict=True) if key == "e"}) == 2


def test_many_lanes_end_in_others() -> None:
    events = [event(f"e{n}", "2023-07-20", participants=(f"P{n:02}",)) for n in range(40)]
    names = [lane.name for lane in lanes_of(events, "participant")]
    assert len(names) == 12
    assert names[-1] == "Others"
    (touched,) = traces(figure(events, lanes="participant", window=JULY), name="events")
    assert set(touched["customdata"]) == {f"e{n}" for n in range(40)}


def test_an_unknown_kind_of_lane_is_refused() -> None:
    with pytest.raises(ValueError, match="choose one of family"):
        figure([], lanes="color")  # type: ignore[arg-type]


# ---- rows and labels ----------------------------------------------------------------------------------------------------

DAYS = st.integers(Span.of("2023-06-01").start, Span.of("2023-08-30").start)


@st.composite
def events_in_view(draw: st.DrawFn) -> list[Event]:
    made = []
    for index, (start, length, family) in enumerate(
        draw(st.lists(st.tuples(DAYS, st.sampled_from([1, 1, 3, 20]), st.sampled_from(FAMILIES)), min_size=1, max_size=40))
    ):
        first, end = date.fromordinal(start).isoformat(), date.fromordinal(start + length).isoformat()
        title = draw(st.text("abc mWi", min_size=1, max_size=70))
        made.append(event(f"e{index}", first, end, family=family, title=title, salience=draw(st.sampled_from(list(Salience)))))
    return made


def packed(events: list[Event], limits: Limits) -> list[Item]:
    pieces = axis_of(events, width=limits.width)
    items = [Item(it, FAMILIES.index(it.family), *marks_of(it, pieces)) for it in events]
    pack(items, limits)
    return items


@settings(max_examples=120, deadline=None)
@given(events_in_view())
def test_no_label_touches_another_label_or_a_mark(events: list[Event]) -> None:
    items = packed(events, Limits(828.0))
    for a, b in combinations(items, 2):
        if (a.lane, a.row) == (b.lane, b.row):
            for label in a.taken[1:]:
                assert all(label[1] <= x0 or x1 <= label[0] for x0, x1 in b.taken)
            for label in b.taken[1:]:
                assert all(label[1] <= x0 or x1 <= label[0] for x0, x1 in a.taken)
    for item in items:
        assert all(x0 >= 0 and x1 <= 828 for x0, x1 in item.taken[1:])


@settings(max_examples=60, deadline=None)
@given(events_in_view())
def test_marks_stand_on_their_dates_whatever_the_rows(events: list[Event]) -> None:
    pieces = axis_of(events, width=828.0)
    for item in packed(events, Limits(828.0)):
        span = item.event.span
        assert span is not None
        assert item.marks[0].middle == pytest.approx((place(pieces, span.start) + place(pieces, span.end)) / 2, abs=9)


@settings(max_examples=40, deadline=None)
@given(events_in_view(), st.randoms(use_true_random=False))
def test_the_picture_does_not_depend_on_the_order_of_events(events: list[Event], shuffle: random.Random) -> None:
    shuffled = list(events)
    shuffle.shuffle(shuffled)
    one, other = ({i.event.id: (i.lane, i.row, i.label) for i in packed(them, Limits(828.0))} for them in (events, shuffled))
    assert one == other


def test_the_most_salient_takes_the_top_row_and_its_label() -> None:
    core = event("core", "2023-07-20")
    minor = [event(f"m{n}", "2023-07-20", salience=Salience.MINOR) for n in range(12)]
    items = {item.event.id: item for item in packed([*minor, core], Limits(828.0))}
    assert items["core"].row == 0
    assert items["core"].label
    assert min([core, *minor], key=importance) is core


def test_labels_are_capped() -> None:
    events = [event(f"e{n:03}", date.fromordinal(738000 + 3 * n).isoformat(), title="a b") for n in range(200)]
    fig = figure(events, width=4000)
    assert texts(fig).count("a b") <= MAX_LABELS
    (touched,) = traces(fig, name="events")
    assert len(set(touched["customdata"])) == 200, "every mark is drawn all the same"


def test_crowded_lanes_give_marks_the_way() -> None:
    events = [event(f"e{n:03}", f"2023-07-{14 + n % 17:02}") for n in range(150)]
    items = packed(events, Limits(828.0, rows_in_lane=10))
    assert sum(item.label is not None for item in items) <= MAX_LABELS
    assert max(item.row for item in items) < 10


@pytest.mark.parametrize(
    ("title", "longest", "short"),
    [
        ("Short", 30, "Short"),
        ("a " * 40, 10, "a a a a a…"),
        ("Antidisestablishmentarianism", 10, "Antidises…"),
        ("a\n b", 9, "a b"),
    ],
)
def test_titles_are_cut_at_words(title: str, longest: int, short: str) -> None:
    assert shorten(title, longest) == short
    assert len(shorten(title, longest)) <= longest


def test_text_widths_follow_the_letters() -> None:
    assert text_width("iiii") < text_width("nnnn") < text_width("MMMM") < text_width("東京東京")


def test_narrow_pictures_have_no_lane_names_and_number_their_marks_on_request() -> None:
    events = [event("a", "2023-07-20"), disputed("b", "2023-07-24", "2023-07-25")]
    fig = figure(events, width=358, window=JULY)
    assert not {"Meetings", "Title of a"} & set(texts(fig))
    numbered = figure(events, width=358, window=JULY, labels="numbers")
    assert {"1", "2", "≠"} <= set(texts(numbered))


def test_height_is_a_limit() -> None:
    events = [event(f"e{n}", f"2023-07-{15 + n % 5}") for n in range(60)]
    assert figure(events, window=JULY, height=300).layout.height <= 300 < figure(events, window=JULY).layout.height


# ---- counts -------------------------------------------------------------------------------------------------------------


def many(number: int) -> list[Event]:
    first = Span.of("2010-01-01").start
    out = []
    for index in range(number):
        start = first + index * 7919 % 5000
        span = Span(start, start + (30 if index % 4 == 3 else 1))
        family = FAMILIES[index % len(FAMILIES)]
        out.append(Event(f"e{index}", "t", family, "X", f"Event {index}", span, Status.SINGLE, Modality.ASSERTED, ()))
    return out


def test_up_to_the_limit_every_event_is_drawn_and_above_it_counted() -> None:
    events = many(MAX_MARKS + 400)
    (touched,) = traces(figure(events[:MAX_MARKS]), name="events")
    assert len(set(touched["customdata"])) == MAX_MARKS
    fig = figure(events)
    assert "1,000 events in view, shown as counts. Zoom in or filter to see each." in texts(fig)
    assert not traces(fig, name="events")
    assert fig.layout.meta["counted"] == 1000
    assert {t["marker"]["color"] for t in traces(fig, type="bar")} == {family_color(f, "light") for f in FAMILIES}


def test_bars_count_every_event_once_in_each_bin_it_touches() -> None:
    events = [event("a", "2023-07-01"), event("b", "2023-07-01", "2023-07-04"), event("c", "2023-06-20", "2023-07-03")]
    pieces = axis_of(events, ("2023-07-01", "2023-07-06"), width=500, fold=False)
    edges, drawn = bin_edges(pieces)
    dates = dates_of(events).within(pieces[0].start, pieces[-1].end)
    numbers = tally(dates, np.array([0, 0, 1]), 2, edges)
    assert numbers.tolist() == [[2, 1, 1, 0, 0], [1, 1, 0, 0, 0]]
    assert drawn.all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 300)), min_size=1, max_size=60), st.integers(2, 5))
def test_tallies_agree_with_counting_one_by_one(spans: list[tuple[int, int]], lanes: int) -> None:
    first = Span.of("2020-01-01").start
    events = [replace(many(1)[0], span=Span(first + a, first + a + b)) for a, b in spans]
    pieces = axis_of(events, width=600.0)
    edges, _ = bin_edges(pieces)
    lane = np.arange(len(events)) % lanes
    numbers = tally(dates_of(events), lane, lanes, edges)
    for index, row in enumerate(numbers):
        for b, found in enumerate(row):
            inside = [e for e, at in zip(events, lane, strict=True) if at == index and e.span and _touches(e.span, edges, b)]
            assert found == len(inside)


def _touches(span: Span, edges: Any, b: int) -> bool:
    return bool(span.start < edges[b + 1] and span.end > edges[b])


@pytest.mark.slow
def test_a_hundred_thousand_events_are_counted_at_once() -> None:
    events = many(100_000)
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        fig = figure(events)
        best = min(best, time.perf_counter() - start)
    assert fig.layout.meta["counted"] == 100_000
    assert len(fig.to_json()) < 200_000
    # 0.2 s on an idle machine; px.timeline needs half a minute.
    assert best < 1.5


# ---- overview -----------------------------------------------------------------------------------------------------------


def test_the_overview_tells_known_days_from_vague_ones() -> None:
    events = [event("a", "2023-07-20"), event("b", "2023-07-20"), event("c", "2023-07-18", "2023-07-24")]
    fig = overview(events, window=JULY)
    vague, known = traces(fig, type="bar")
    assert (known["marker"]["color"], vague["marker"]["color"]) == (TOKENS["light"]["ink-2"], TOKENS["light"]["off"])
    assert len(known["x"]) == 1
    assert len(vague["x"]) == 6
    unit = -vague["y"][0]
    assert known["y"] == [pytest.approx(-2 * unit, abs=0.2)]
    assert known["base"] == [pytest.approx(44 - unit, abs=0.2)]


def test_the_overview_frames_what_the_chart_shows() -> None:
    events = [event("a", "2023-07-20"), event("b", "2019-01-01")]
    frames = [shape for shape in overview(events, view=JULY).layout.shapes if shape.line.width == 1.2]
    assert len(frames) == 1
    assert not [shape for shape in overview(events).layout.shapes if shape.line.width == 1.2]


# ---- in words -----------------------------------------------------------------------------------------------------------


def test_the_picture_is_told_to_those_who_cannot_see_it() -> None:
    events = [
        event("a", "2023-07-16"), disputed("b", "2023-07-24", "2023-07-25", title="Argentina's\n demand"),
        event("c", "2023-10-01", "2023-11-01", modality=Modality.PLANNED), event("d", None),
    ]  # fmt: skip
    assert describe(events) == (
        "Three dated events in six lanes, 15 July to 1 November 2023. One is disputed: Argentina's demand, 24 or 25 July 2023. "
        "One is planned: Title of c, October 2023. One more has no date. The list holds the same events."
    )


def test_long_lists_of_disputes_are_cut() -> None:
    events = [disputed(f"e{n}", "2023-07-24", "2023-07-25") for n in range(8)]
    said = describe(events)
    assert "Eight are disputed: " in said
    assert "and more." in said
    assert "Title of e6" not in said


# ---- hostile ------------------------------------------------------------------------------------------------------------

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>",
    "&lt;b&gt;",
    "%{customdata}",
    "a\x00b\u202ec\ud800",
    "$x$",
    "<a href='javascript:x'>y</a>",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_text_of_articles_is_escaped_and_only_ids_are_data(title: str) -> None:
    it = event("safe-id", "2023-07-20", title=title, participants=(title,), place=title)
    for by in LANES:
        fig = figure([it], lanes=by, window=JULY, selected="safe-id")
        text = fig.to_json()
        assert "<img" not in text
        assert "<a " not in text
        assert "<script" not in text
        for trace in json.loads(text)["data"]:
            assert set(trace.get("customdata", ())) <= {"safe-id"}
            assert trace.get("hovertemplate") in {None, "%{text}<extra></extra>"}
            for said in trace.get("text", ()):
                assert not re.search(r"<(?!/?b>|br>)", said)
                assert said.isprintable()


@given(st.text())
def test_plain_text_is_safe_and_says_the_same(text: str) -> None:
    said = plain(text)
    assert "<" not in said
    assert ">" not in said
    assert said.isprintable()
    assert said == plain(text + "\n")


@pytest.mark.parametrize("events", [[], [event("a", None)], [event("a", "0001-01-01")], [event("a", "9999-12-30")]])
@pytest.mark.parametrize("width", [200.0, 924.0])
def test_nothing_and_the_ends_of_time_are_drawn(events: list[Event], width: float) -> None:
    assert figure(events, width=width).layout.height > 100
    assert overview(events, width=width, view=extent(events)).layout.meta["pieces"]
    assert describe(events)


def test_the_figure_is_the_same_every_time() -> None:
    events = many(300)
    assert figure(events).to_json() == figure(list(events)).to_json()


# ---- tokens -------------------------------------------------------------------------------------------------------------

CSS = [Path(__file__).parent.parent / "assets" / "tokens.css", Path(__file__).parent.parent.parent / "shared/design/tokens.css"]


@pytest.mark.parametrize("path", CSS, ids=["assets", "design"])
def test_colors_are_those_of_the_style_sheet(path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path.name} is not there")
    css = path.read_text(encoding="utf-8")
    light, dark = css.split('[data-mantine-color-scheme="dark"]', 1)
    for scheme, part in (("light", light), ("dark", dark.split("@media", 1)[0])):
        found = dict(re.findall(r"--tl-([\w-]+): (#[0-9a-f]{6});", part))
        assert found == dict(TOKENS[scheme])


def test_light_colors_tell_their_dark_ones() -> None:
    pairs = {(TOKENS["light"][name], TOKENS["dark"][name]) for name in TOKENS["light"]}
    assert len({light for light, _ in pairs}) == len(pairs), "the page that stands alone swaps them by value"


def test_with_few_rows_the_most_salient_keep_their_labels() -> None:
    core = [event("core", "2023-07-20", title="The one that matters most of all")]
    minor = [
        event(f"m{n}", f"2023-07-{18 + n % 5}", salience=Salience.MINOR, title="Something of little weight") for n in range(14)
    ]
    items = packed([*minor, *core], Limits(500.0, rows_in_lane=4, rows=4))
    labelled = {item.event.id for item in items if item.label}
    assert "core" in labelled
    assert len(labelled) < len(items)
    assert max(item.row for item in items) < 4


def test_filters_move_no_mark() -> None:
    """The axis is folded for all events of the timeline, whatever is shown of it."""
    far = date(1994, 7, 18).toordinal()
    days = [far, *range(date(2023, 7, 14).toordinal(), date(2023, 7, 31).toordinal(), 2)]
    events = [event(f"e{i}", date.fromordinal(day).isoformat()) for i, day in enumerate(days)]
    every, one = figure(events), figure(events, shown=events[3:4])
    assert one.layout.meta["pieces"] == every.layout.meta["pieces"]
    assert len(every.layout.meta["pieces"]) > 1


def test_a_label_that_was_cut_gets_more_of_its_words_where_nothing_stands() -> None:
    title = "The ministers of both countries sign the treaty on the river after years of talks"
    first, last = event("a", "2023-07-04", title=title), event("c", "2023-07-31", family="incidents")
    second = event("b", "2023-07-13", title="They meet", salience=Salience.MINOR)
    alone = packed([first, replace(second, family="incidents"), last], Limits(1_200.0))[0].label
    beside, other, _ = packed([first, second, last], Limits(1_200.0, rows_in_lane=1))
    assert alone
    assert beside.label
    assert len(beside.label.text) < len(alone.text)
    assert beside.label.x + text_width(beside.label.text) <= other.x0 < alone.x + text_width(alone.text)
