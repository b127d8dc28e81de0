"""What a person has set, in the address and out of it again; and what each command does to it."""

import math
from datetime import date

import pytest
from dashapp_kit import crowd, story
from hypothesis import given, settings
from hypothesis import strategies as st

from dashapp.chart_callbacks import Screen, handles, scene_of, screen_of
from dashapp.commands import obey, typed_days, typed_span
from dashapp.index import Index
from dashapp.state import FACETS, LANES, LAYERS, MAX_VALUE_CHARS, MAX_VALUES, Selection, View, read_days
from timeline.span import FIRST_DAY, LAST_END, Span

INDEX = Index(story())
SCREEN = Screen(900, 1000)

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=MAX_VALUE_CHARS)
days = st.tuples(st.integers(FIRST_DAY, LAST_END - 1), st.integers(1, 5000)).map(lambda d: (d[0], min(d[0] + d[1], LAST_END)))
bounded = st.none() | days.filter(lambda d: d != (FIRST_DAY, LAST_END))
views = st.builds(
    View,
    layers=st.sets(st.sampled_from(LAYERS)).map(lambda chosen: tuple(layer for layer in LAYERS if layer in chosen)),
    words=texts.map(lambda text: text.strip()),
    chosen=st.dictionaries(st.sampled_from(FACETS), st.lists(texts, min_size=1, max_size=4, unique=True).map(tuple)).map(
        lambda found: {facet: found[facet] for facet in FACETS if facet in found}
    ),
    dates=bounded,
    window=bounded,
    lanes=st.sampled_from(LANES),
    true_scale=st.booleans(),
)


@given(views)
def test_a_view_survives_the_address(view: View) -> None:
    if len(view.query()) < 8_000:
        assert View.parse("?" + view.query()) == view


@given(texts, texts, texts)
def test_a_selection_survives_the_address(event: str, article: str, mention: str) -> None:
    chosen = Selection(event, article, mention)
    assert Selection.parse(chosen.query()) == chosen


@given(st.text() | st.none() | st.integers() | st.lists(st.text()) | st.binary())
def test_garbage_is_left_out_and_never_raises(garbage: object) -> None:
    view = View.parse(garbage)
    assert View.parse(view.query()) == view
    Selection.parse(garbage)


@pytest.mark.parametrize(
    "query",
    [
        "window=2023-07-31..2023-07-14",
        "window=..",
        "dates=soon..later",
        "window=0000-01-01..",
        "lanes=moon",
        "scale=maybe",
        "x=" * 5000,
        "window=2023-02-30..2023-03-01",
        "&" * 5000,
        "status=",
        "%ff%fe=%00",
        "dates=9999-12-31..9999-12-31",
    ],
)
def test_what_makes_no_sense_changes_nothing(query: str) -> None:
    assert View.parse(query) == View()


def test_too_many_and_too_long_values_are_cut() -> None:
    view = View.parse("&".join(f"participant=p{i}" for i in range(500)) + "&place=" + "x" * 5000)
    assert len(view.chosen["participant"]) == MAX_VALUES
    assert "place" not in view.chosen or len(view.chosen["place"][0]) <= MAX_VALUE_CHARS


def test_no_layer_at_all_is_not_every_layer() -> None:
    nothing = View(layers=())
    assert View.parse(nothing.query()).layers == ()
    assert View().query() == ""


def test_days_in_the_address_include_the_last() -> None:
    assert read_days("2023-07-14..2023-07-31") == (Span.of("2023-07-14").start, Span.of("2023-08-01").start)


# ---- typed dates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("23 July 2023", "2023-07-23"),
        ("2023-07-23", "2023-07-23"),
        ("July 2023", "2023-07-01..2023-08-01"),
        ("23. jul 2023", "2023-07-23"),
        ("2023-07", "2023-07-01..2023-08-01"),
        (" 1994 ", "1994-01-01..1995-01-01"),
        ("sept 2020", "2020-09-01..2020-10-01"),
    ],
)
def test_dates_as_people_type_them(typed: str, meant: str) -> None:
    assert str(typed_span(typed)) == meant


@pytest.mark.parametrize(
    "typed", ["32 July 2023", "ju 2023", "23/07/2023", "yesterday", "2023-13", "9999", "0", "29 February 2023", "23 July"]
)
def test_what_is_no_date(typed: str) -> None:
    assert typed_span(typed) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_days_or_none(first: str, last: str) -> None:
    found = typed_days(first, last)
    assert found is None or FIRST_DAY <= found[0] < found[1] <= LAST_END


def test_the_last_day_may_not_lie_before_the_first() -> None:
    assert typed_days("2023", "2022") is None
    assert typed_days("2022", "2023") == (date(2022, 1, 1).toordinal(), date(2024, 1, 1).toordinal())


# ---- commands ----------------------------------------------------------------------------------------------------------


def after(
    view: View, *commands: tuple[str, object], chosen: Selection | None = None, index: Index = INDEX
) -> tuple[View, Selection]:
    state = view, chosen or Selection()
    for do, value in commands:
        state = obey({"do": do, "value": value}, scene_of(index, *state, SCREEN))
    return state


words = st.sampled_from(
    "select step article back close layer facet remove only clear words dates lanes scale all in out left right days drag "
    "slide".split()
)


@given(
    st.lists(
        st.tuples(words | st.text(), st.text() | st.lists(st.floats() | st.integers() | st.text(), max_size=3) | st.none()),
        max_size=8,
    ),
    views,
)
@settings(max_examples=60, deadline=None)
def test_any_commands_lead_to_a_view_that_can_be_shown(commands: list[tuple[str, object]], view: View) -> None:
    view, _ = after(view, *commands)
    assert View.parse(view.query()).query() == view.query() or len(view.query()) > 8_000
    assert all(0 <= place <= 1000 for place in handles(INDEX, view, SCREEN))
    INDEX.shown(view)


@given(st.lists(st.sampled_from("in out left right all".split()), max_size=25))
@settings(max_examples=60, deadline=None)
def test_the_window_never_leaves_the_events_and_is_never_empty(moves: list[str]) -> None:
    window = after(View(), *((move, "") for move in moves))[0].window
    first, last = INDEX.extent or (0, 0)
    assert window is None or (first <= window[0] < window[1] <= last)


def test_zooming_in_keeps_the_selected_event_in_view() -> None:
    view, _ = after(View(), *[("in", "")] * 5, chosen=Selection("e-sign"))
    assert view.window
    assert view.window[0] <= Span.of("2023-07-20").start < view.window[1]
    assert INDEX.shown(view)[INDEX.position["e-sign"]]


def test_zooming_out_far_enough_shows_all_again() -> None:
    assert after(View(), *[("in", "")] * 4, *[("out", "")] * 6)[0].window is None


def test_zooming_where_the_pointer_is() -> None:
    scene = scene_of(INDEX, View(), Selection(), SCREEN)
    at = Span.of("2023-07-20").start + 0.5
    view, _ = obey({"do": "in", "value": str(scene.seen.to_x(at))}, scene)
    assert view.window
    assert view.window[0] <= at <= view.window[1]


def test_a_step_to_the_side_keeps_the_width_on_the_axis() -> None:
    view, _ = after(View(window=(738715, 738725)), ("left", ""))
    assert view.window
    assert view.window[0] < 738715


def test_stepping_goes_through_what_is_shown_and_stops_at_the_ends() -> None:
    view = View(chosen={"participant": ("Velm",)})
    seen = [after(view, *[("step", "1")] * number)[1].event for number in range(1, 5)]
    assert seen == ["e-meet", "e-sign", "e-ask", "e-ask"]
    assert after(view, ("step", "-1"))[1].event == "e-ask"
    # The selected event is filtered away: the next one is counted from the place where it would stand.
    assert after(view, ("step", "1"), chosen=Selection("e-pump"))[1].event == "e-meet"


def test_an_unknown_event_is_not_selected() -> None:
    assert after(View(), ("select", "nobody"), chosen=Selection("e-ask"))[1] == Selection("e-ask")


def test_an_article_opens_over_the_selected_event_and_closes_again() -> None:
    _, opened = after(View(), ("select", "e-ask"), ("article", "article=wire&at=m1"))
    assert opened == Selection("e-ask", "wire", "m1")
    assert after(View(), ("back", ""), chosen=opened)[1] == Selection("e-ask")
    assert after(View(), ("select", "e-sign"), chosen=opened)[1] == Selection("e-sign")


def test_a_value_is_chosen_and_taken_away_by_the_same_command() -> None:
    view, _ = after(View(), ("facet", "place=Lunden"))
    assert view.chosen == {"place": ("Lunden",)}
    assert after(view, ("facet", "place=Lunden"))[0] == View()
    assert after(view, ("remove", "place=Lunden"))[0] == View()
    assert after(view, ("only", "status=disputed"))[0] == View(chosen={"status": ("disputed",)})


@pytest.mark.parametrize("told", [None, {}, {"width": math.nan}, {"width": "x", "height": []}, {"width": -1, "dark": "yes"}, 7])
def test_a_screen_is_always_of_a_reasonable_size(told: object) -> None:
    screen = screen_of(told)
    assert 200 <= screen.width <= 4_000
    assert 200 <= screen.height <= 4_000


def test_a_count_that_is_clicked_shows_its_days() -> None:
    first = date(2023, 7, 16).toordinal()
    view, _ = after(View(), ("days", f"{first} {first + 9}"))
    assert view.window == (first, first + 9)
    assert all(after(View(), ("days", wrong)) == (View(), Selection()) for wrong in ("", "x 3", "5", "9 9"))


def test_an_empty_timeline_obeys_as_well() -> None:
    nothing = Index(crowd(0))
    commands = [(do, "") for do in "step in out left right all close".split()] + [("drag", [1, 5]), ("slide", [0, 10])]
    assert after(View(), *commands, index=nothing) == (View(), Selection())
