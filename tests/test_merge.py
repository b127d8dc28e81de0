"""The merge as a whole: what becomes one event, what stays two, and what must never change."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.export.json_format import dumps
from timeline.merge import explain, merge
from timeline.merge.claims import Dated, decide
from timeline.merge.cluster import exclude
from timeline.merge.features import compare
from timeline.merge.items import antecedents, prepare, told_apart
from timeline.merge.joining import join
from timeline.merge.merging import kinds
from timeline.merge.parting import part
from timeline.merge.reconcile import Context
from timeline.model import (
    Article,
    Basis,
    Event,
    Expression,
    Mention,
    Modality,
    Publication,
    Reading,
    Salience,
    Status,
    Timeline,
    digest,
)
from timeline.network.relations import Filter, Gap, In, Relation, Statement
from timeline.network.solution import Solution
from timeline.span import Granularity, Shape, Span

CASES = Path(__file__).parents[2] / "shared" / "cases"


def day(text: str) -> Span:
    return Span.of(text)


def article(name: str, published: str | None = "2030-03-10", text: str = "") -> Article:
    known = Publication(day(published), Basis.STATED, "stated") if published else Publication()
    return Article(digest(name), text or f"{name} " * 3, name, title=name, source=name, published=known)


def mention(
    of: Article,
    start: int,
    kind: str = "signing",
    lemma: str = "sign",
    people: tuple[str, ...] = ("Norland", "Sudland"),
    span: Span | None = None,
    words: str = "treaty fishing quota harbor",
    modality: Modality = Modality.ASSERTED,
    **more: object,
) -> Mention:
    made = Mention(
        digest(of.id, str(start), kind), of.id, start, start + 4, lemma, start, start + 9, kind, lemma, modality, people,
        span=span, keywords=tuple(sorted(words.split())), title=f"{people[0] if people else kind} {lemma}s",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def says(of: Article, relation: Relation, weight: int = 9, kind: str = "explicit") -> Statement:
    return Statement(digest(of.id, repr(relation)), (relation,), weight, 1, kind, of.id, 0, 5, "words")


def reading(of: Article, *mentions: Mention, statements: tuple[Statement, ...] = ()) -> Reading:
    """A reading with the statements that its dates make."""
    own = []
    if of.published.span:
        own.append(says(of, In(("published", of.id), ((of.published.span.start, of.published.span.end - 1),)), 10, "published"))
    for m in mentions:
        if m.span:
            own.append(says(of, In(("mention", m.id), ((m.span.start, m.span.end - 1),))))
        if m.modality is Modality.ASSERTED:
            own.append(says(of, Gap(("mention", m.id), ("published", of.id), 0, None), 8, "asserted"))
    return Reading(of, (), mentions, (*own, *statements))


def only(timeline: Timeline) -> Event:
    assert len(timeline.events) == 1
    return timeline.events[0]


BARE = Expression(0, 5, "words", "DATE", None)
A, B, C, D = (article(name) for name in ("Alpha Post", "Beta Times", "Gamma Wire", "Delta News"))


def test_one_signing_in_two_papers_is_agreed() -> None:
    event = only(merge([reading(A, mention(A, 10, span=day("2030-03-05"))), reading(B, mention(B, 40, span=day("2030-03-05")))]))
    assert (event.status, event.span, event.independent) == (Status.AGREED, day("2030-03-05"), 2)
    assert event.participants == ("Norland", "Sudland")


def test_dates_of_different_width_are_refined() -> None:
    month = Span.month(2030, 3)
    event = only(merge([reading(A, mention(A, 10, span=month)), reading(B, mention(B, 40, span=day("2030-03-05")))]))
    assert (event.status, event.span) == (Status.REFINED, day("2030-03-05"))


def test_two_days_told_outright_are_disputed_and_both_kept() -> None:
    readings = [
        reading(A, mention(A, 10, span=day("2030-03-05"))),
        reading(B, mention(B, 40, span=day("2030-03-05"))),
        reading(C, mention(C, 20, span=day("2030-03-06"))),
    ]
    event = only(merge(readings))
    assert event.status is Status.DISPUTED
    assert event.span == day("2030-03-05")
    assert [(c.span, len(c.articles)) for c in event.claims] == [(day("2030-03-05"), 2), (day("2030-03-06"), 1)]
    assert event.chain


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"span": day("2030-03-05")}, {"span": day("2030-02-05")}, "a month apart"),
        ({"kind": "strike", "span": day("2030-03-01")}, {"kind": "strike", "span": day("2030-03-08")}, "strikes recur"),
        ({}, {"kind": "death", "lemma": "die", "people": ("A miner",), "words": "pit gas"}, "nothing in common"),
        ({"kind": "death", "lemma": "die"}, {"kind": "death", "lemma": "bury"}, "a death and a burial"),
        ({"kind": "arrest", "lemma": "arrest"}, {"kind": "arrest", "lemma": "release on"}, "an arrest and a release"),
        ({"kind": "statement", "lemma": "say", "people": ("Norland",), "words": "weather"},
         {"kind": "statement", "lemma": "say", "people": ("Sudland",), "words": "budget"}, "another speaker"),
    ],
)  # fmt: skip
def test_two_events_stay_two(first: dict[str, object], second: dict[str, object], why: str) -> None:
    one, two = mention(A, 10, **first), mention(B, 40, **second)  # type: ignore[arg-type]
    assert len(merge([reading(A, one), reading(B, two)]).events) == 2, why


def test_an_article_that_names_two_days_means_two_events() -> None:
    one, two = mention(A, 10, span=day("2030-03-05")), mention(A, 60, span=day("2030-03-07"))
    assert len(merge([reading(A, one, two)]).events) == 2


def test_a_plan_joins_what_happened_and_does_not_dispute_it() -> None:
    readings = [
        reading(A, mention(A, 10, span=day("2030-03-12"), modality=Modality.PLANNED)),
        reading(B, mention(B, 40, span=day("2030-03-09"))),
    ]
    event = only(merge(readings))
    assert (event.modality, event.span) == (Modality.ASSERTED, day("2030-03-09"))
    assert event.status is not Status.DISPUTED


@pytest.mark.parametrize(
    ("planned", "denied", "expected"),
    [("2030-03-01", "2030-03-20", Modality.NEGATED), ("2030-03-20", "2030-03-01", Modality.PLANNED)],
)
def test_the_later_article_has_the_last_word_on_a_plan(planned: str, denied: str, expected: Modality) -> None:
    plan, denial = article("Plan", planned), article("Denial", denied)
    readings = [
        reading(plan, mention(plan, 10, span=day("2030-04-01"), modality=Modality.PLANNED)),
        reading(denial, mention(denial, 10, span=day("2030-04-01"), modality=Modality.NEGATED)),
    ]
    assert only(merge(readings)).modality is expected


@pytest.mark.parametrize(
    ("first", "second", "feature"),
    [
        ({"days": 2}, {"days": 2}, "same_length"),
        ({"days": 2}, {"days": 5}, "other_length"),
        ({"numbers": ("640000000",)}, {"numbers": ("12", "640000000")}, "numbers"),
        ({"about": ("contract", "ferry")}, {"about": ("contract",)}, "about"),
        ({"about": ("contract",)}, {"about": ("appeal",)}, "other_about"),
        ({"modality": Modality.PLANNED, "span": day("2030-03-05")}, {"span": day("2030-03-05")}, "plan_kept"),
        ({"modality": Modality.NEGATED}, {}, "unreal"),
    ],
)
def test_what_else_is_compared(first: dict[str, object], second: dict[str, object], feature: str) -> None:
    one, two = mention(A, 10, **first), mention(B, 40, **second)  # type: ignore[arg-type]
    names = {"Norland": "Norland", "Sudland": "Sudland"}
    items = prepare([reading(A, one), reading(B, two)], {A.id: A.id, B.id: B.id}, names, {}, {})
    assert feature in compare(*items)
    assert compare(*items) == compare(*reversed(items))


def test_a_noun_that_points_back_means_the_nearest_before_it() -> None:
    told = mention(A, 0, "strike", "strike", ("dockers",))
    other = mention(A, 20, "strike", "walkout", ("pilots",))
    back = mention(A, 40, "strike", "strike", (), definite=True)
    chained = mention(A, 60, "strike", "stoppage", (), definite=True)
    dated = mention(A, 80, "strike", "strike", (), definite=True, expression=0)
    found = antecedents([told, other, back, chained, dated])
    assert found == {back.id: other.id, chained.id: other.id}


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"span": day("2030-03-05")}, {"span": day("2030-06-05"), "modality": Modality.PLANNED}, "planned after it had happened"),
        ({}, {"span": day("2030-03-20")}, "told before it happened"),
        ({}, {"span": day("2030-04-05"), "modality": Modality.PLANNED}, "still expected after it had been told as past"),
    ],
)
def test_what_was_told_before_a_day_did_not_happen_on_it(first: dict[str, object], second: dict[str, object], why: str) -> None:
    early, late = article("Early", "2030-03-10"), article("Late", "2030-03-22")
    one, two = mention(early, 10, **first), mention(late, 40, **second)  # type: ignore[arg-type]
    assert len(merge([reading(early, one), reading(late, two)]).events) == 2, why


def test_who_tells_of_both_days_disputes_neither() -> None:
    readings = [
        reading(A, mention(A, 10, span=day("2030-03-05")), mention(A, 60, span=day("2030-03-06"), inherited=True)),
        reading(B, mention(B, 40, span=day("2030-03-05"))),
    ]
    assert all(event.status is not Status.DISPUTED for event in merge(readings).events)


def test_days_that_turn_out_far_apart_make_two_events() -> None:
    """What the network makes of the date of an article that joined by its words parts the two again."""
    undated = article("Undated", None)
    told, other = mention(undated, 40, expression=0), mention(A, 10, span=day("2030-03-05"))
    readings = {A.id: reading(A, other), undated.id: reading(undated, told)}
    items = prepare(list(readings.values()), {A.id: A.id, undated.id: undated.id}, {}, {}, {})
    for known, parts in (("2030-05-19", 2), ("2030-03-07", 1)):
        runs = ((day(known).start, day(known).start),)
        solution = Solution((1, 999_999), likely={("mention", told.id): runs})
        assert len(part(items, Context(readings, kinds(), solution, {}))) == parts


def test_a_plan_goes_with_what_is_parted_on_its_day() -> None:
    """A plan may differ by weeks from what happened, but not where what is parted from it lies on the planned day itself."""
    undated = article("Undated", None)
    other = mention(A, 10, span=day("2030-03-05"))
    told = mention(undated, 40, expression=0)
    plan = mention(B, 70, span=day("2030-04-19"), modality=Modality.PLANNED)
    readings = {of.id: reading(of, m) for of, m in ((A, other), (B, plan), (undated, told))}
    items = prepare(list(readings.values()), {key: key for key in readings}, {}, {}, {})
    for known, away in (("2030-04-19", {told.id, plan.id}), ("2030-05-25", {told.id})):
        runs = ((day(known).start, day(known).start),)
        solution = Solution((1, 999_999), likely={("mention", told.id): runs})
        first, *others = part(items, Context(readings, kinds(), solution, {}))
        assert other.id in {item.mention.id for item in first}
        assert {item.mention.id for group in others for item in group} == away


@pytest.mark.parametrize(
    ("kind", "people", "known", "events"),
    [
        ("criticism", ("Norland",), "2030-03-05", 1),  # one day, one actor, types that go together
        ("criticism", ("Norland",), "2030-03-06", 2),  # the day after
        ("criticism", ("Westmark",), "2030-03-05", 2),  # another's
        ("death", ("Norland",), "2030-03-05", 2),  # types that have nothing to do with each other
    ],
)
def test_what_turns_out_to_lie_on_one_day_is_compared_again(kind: str, people: tuple[str, ...], known: str, events: int) -> None:
    undated = article("Undated", None)
    told = mention(undated, 40, kind, "object", people, words="treaty deal", expression=0)
    other = mention(A, 10, "demand", "ask", ("Norland",), span=day("2030-03-05"), words="treaty explanation")
    readings = {A.id: reading(A, other), undated.id: reading(undated, told)}
    items = prepare(list(readings.values()), {A.id: A.id, undated.id: undated.id}, {}, {}, {})
    runs = ((day(known).start, day(known).start),)
    context = Context(readings, kinds(), Solution((1, 999_999), likely={("mention", told.id): runs}), {})
    joined = join([[item] for item in items], context)
    assert len(joined) == events
    assert sorted(item.index for group in joined for item in group) == [0, 1]
    assert join([[item] for item in items], Context(readings, kinds(), Solution((1, 999_999)), {})) == [[i] for i in items]


@pytest.mark.parametrize(
    ("first", "second", "disputed"),
    [
        ("TNI", "TMO", False),  # the night of the 5th, the early hours of the 6th
        ("TNI", "TNI", True),
        ("TMO", "TNI", True),
        (None, "TMO", True),
    ],
)
def test_one_night_has_two_days(first: str | None, second: str | None, disputed: bool) -> None:
    days = [replace(day("2030-03-05"), clock=first), replace(day("2030-03-06"), clock=second)]
    claims = [Dated(name, name, name, span, Modality.ASSERTED, True) for name, span in zip("ab", days, strict=True)]
    assert (decide(claims, Modality.ASSERTED, "meeting").status is Status.DISPUTED) is disputed


@pytest.mark.parametrize(
    ("told", "planned", "shown"),
    [
        (("2030-03-04", "2030-03-11"), ["2030-03-06"], "2030-03-06"),  # "last week", as was planned for Wednesday
        (("2030-03-04", "2030-03-11"), ["2030-03-13"], "2030-03-04"),  # planned for another week
        (("2030-03-04", "2030-03-11"), ["2030-03-06", "2030-03-07"], "2030-03-04"),  # of two plans neither
        (("2030-03-05", "2030-03-06"), ["2030-03-06"], "2030-03-05"),  # the day is told
    ],
)
def test_a_plan_says_on_which_day_of_last_week(told: tuple[str, str], planned: list[str], shown: str) -> None:
    span = Span(day(told[0]).start, day(told[1]).start)
    claims = [Dated("m", "a", "a", span, Modality.ASSERTED, True)]
    claims += [Dated(on, on, on, day(on), Modality.PLANNED, True) for on in planned]
    verdict = decide(claims, Modality.ASSERTED, "meeting")
    assert verdict.span is not None
    assert verdict.span.start == day(shown).start
    assert verdict.planned is (shown in planned)


def test_a_distance_from_an_event_hushes_up_no_dispute() -> None:
    days = [day("2030-03-05"), day("2030-03-06"), day("2030-03-05")]
    for counted, status in ((True, Status.DISPUTED), (False, Status.AGREED)):
        claims = [Dated(str(n), str(n), family, span, Modality.ASSERTED, True, counted and n == 2)
                  for n, (span, family) in enumerate(zip(days, "abb", strict=True))]  # fmt: skip
        assert decide(claims, Modality.ASSERTED, "meeting").status is status


@pytest.mark.parametrize(("words", "lemma", "parts"), [("crowd gate", "gather", 1), ("hall minister", "boo", 2)])
def test_only_accounts_of_one_thing_dispute_its_day(words: str, lemma: str, parts: int) -> None:
    told = mention(A, 10, "protest", "gather", (), day("2030-03-05"), "crowd gate")
    other = mention(B, 40, "protest", lemma, (), day("2030-03-07"), words)
    readings = {of.id: reading(of, m) for of, m in ((A, told), (B, other))}
    items = prepare(list(readings.values()), {key: key for key in readings}, {}, {}, {})
    assert len(part(items, Context(readings, kinds(), Solution((1, 999_999)), {}))) == parts


def test_a_dated_plan_to_sue_may_be_the_suit() -> None:
    undated = article("Undated", None)
    made = mention(A, 10, "demand", "sue", ("Norland",), span=day("2030-03-05"))
    for expression, apart in ((0, False), (None, True)):
        plan = mention(undated, 40, "demand", "sue", ("Norland",), modality=Modality.PLANNED, expression=expression)
        readings = [reading(A, made), reading(undated, plan)]
        one, two = prepare(readings, {A.id: A.id, undated.id: undated.id}, {}, {}, {})
        assert exclude(one, two) is apart


def test_the_day_of_the_report_is_no_day_of_the_calendar() -> None:
    today = Gap(("published", "x"), ("mention", "m"), 0, 0)
    july = Filter(("mention", "n"), first=(7, 6), last=(7, 6))
    statements = [Statement(k, (r,), 6, 1, "days", "x", 0, 0, "") for k, r in (("s", today), ("t", july))]
    known = Statement("u", (In(("published", "x"), ((5, 5),)),), 9, 1, "published", "x", 0, 0, "")
    assert told_apart(statements) == {"m": {"n"}, "n": {"m"}}
    assert told_apart([*statements, known]) == {}


def test_an_extent_keeps_its_shape() -> None:
    days = replace(Span.of("2030-03-03", "2030-03-08"), shape=Shape.THROUGHOUT)
    readings = [
        reading(A, mention(A, 10, kind="strike", lemma="strike", span=days)),
        reading(B, mention(B, 40, kind="strike", lemma="strike", span=day("2030-03-04"))),
    ]
    event = only(merge(readings))
    assert event.span == days
    assert event.status is not Status.DISPUTED


def test_what_goes_on_since_years_does_not_hide_the_day() -> None:
    since = Span(day("2020-01-01").start, day("2030-03-10").end, Granularity.YEAR, Shape.ONWARDS)
    event = only(merge([reading(A, mention(A, 10, span=since)), reading(B, mention(B, 40, span=day("2030-03-05")))]))
    assert event.span == day("2030-03-05")


def test_an_undated_event_has_bounds_and_no_date() -> None:
    event = only(merge([reading(A, mention(A, 10))]))
    assert (event.status, event.span) == (Status.UNDATED, None)
    assert event.bounds == (None, day("2030-03-10").end)


def test_an_undated_article_gets_its_date_from_another_ones() -> None:
    other = article("Epsilon", None)
    told = mention(other, 10)
    ago = says(other, Gap(("mention", told.id), ("published", other.id), 2, 2), 6, "days ago")
    timeline = merge([reading(A, mention(A, 10, span=day("2030-03-05"))), reading(other, told, statements=(ago,))])
    published = next(a.published for a in timeline.articles if a.id == other.id)
    assert (published.basis, published.span) == (Basis.INFERRED, day("2030-03-07"))
    assert "rests on one identification" in published.why


def test_a_lent_date_yields_to_the_article_s_own_words() -> None:
    """ "Last night the clubs voted.  Your delegates voted with the majority, as you told them to on Tuesday." """
    other = article("Epsilon", None)
    told = mention(other, 10, expression=0)
    again = mention(other, 40, expression=1, inherited=True)
    rules = (
        says(other, Gap(("mention", told.id), ("published", other.id), 1, 1), 6, "days ago"),
        says(other, Filter(("mention", again.id), weekday=date(2030, 3, 8).weekday()), 4, "weekday"),
        says(other, Gap(("mention", again.id), ("published", other.id), -6, 6), 4, "weekday"),
    )
    lent = replace(reading(other, told, again, statements=rules), expressions=(BARE, BARE))
    timeline = merge([reading(A, mention(A, 10, span=day("2030-03-05"))), lent])
    assert next(a.published.span for a in timeline.articles if a.id == other.id) == day("2030-03-06")
    assert (only(timeline).status, only(timeline).span) == (Status.AGREED, day("2030-03-05"))


def test_a_story_without_any_date_stays_without() -> None:
    other = article("Epsilon", None)
    timeline = merge([reading(other, mention(other, 10))])
    assert timeline.articles[0].published.basis is Basis.UNKNOWN
    assert timeline.events[0].span is None


def test_a_weekday_in_an_undated_article_is_placed_by_the_event() -> None:
    other = article("Epsilon", None)
    told = mention(other, 10)
    rules = (
        says(other, Filter(("mention", told.id), weekday=date(2030, 3, 5).weekday()), 6, "weekday"),
        says(other, Gap(("mention", told.id), ("published", other.id), 0, 6), 6, "weekday"),
    )
    timeline = merge([reading(A, mention(A, 10, span=day("2030-03-05"))), reading(other, told, statements=rules)])
    span = next(a.published.span for a in timeline.articles if a.id == other.id)
    assert span == Span.of("2030-03-05", "2030-03-12")


def test_old_events_are_background_and_told_ones_core() -> None:
    readings = [
        reading(a, mention(a, 10, span=day("2030-03-05"), weight=1.0), mention(a, 60, "attack", "bomb", (), Span.year(1994)))
        for a in (A, B)
    ]
    found = {event.type: event.salience for event in merge(readings).events}
    assert found == {"signing": Salience.CORE, "attack": Salience.BACKGROUND}


def test_explain_names_what_counted() -> None:
    readings = [reading(A, mention(A, 10, span=day("2030-03-05"))), reading(B, mention(B, 40, span=day("2030-03-05")))]
    (reason,) = explain(only(merge(readings)), readings)
    assert {"the same day", "the same type of event", "the same word for it"} <= {words for words, _ in reason.features}
    assert reason.probability > 0.5


def test_titles_fit_a_line() -> None:
    long = mention(A, 10, people=tuple(f"Republic of Somewhere Far Away {n}" for n in range(9)), title="")
    title = only(merge([reading(A, long)])).title
    assert title
    assert len(title) <= 90


@pytest.mark.parametrize("poor", ["Signing", "We sign treaty", "Norland signs"])
def test_a_title_that_leaves_things_open_gives_way(poor: str) -> None:
    good = "Norland and Sudland end dispute over fish"
    one, two = mention(A, 10, title=poor, span=day("2030-03-05")), mention(B, 40, title=good, span=day("2030-03-05"))
    assert only(merge([reading(A, one), reading(B, two)])).title == good


# ---- properties ------------------------------------------------------------------------------------------------------

KINDS = ("signing", "meeting", "statement", "strike", "arrest")
WORDS = "treaty fishing quota harbor rally police union court border water".split()
PEOPLE = ("Norland", "Sudland", "Ana Reyes", "Piers Holm", "Dockers' Union")


@st.composite
def stories(draw: st.DrawFn) -> list[Reading]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        published = draw(st.one_of(st.none(), st.integers(1, 28).map(lambda n: f"2030-03-{n:02}")))
        of = article(f"Paper {number}", published)
        mentions = []
        for place in range(draw(st.integers(0, 4))):
            on = draw(
                st.one_of(st.none(), st.integers(1, 28).map(lambda n: day(f"2030-03-{n:02}")), st.just(Span.month(2030, 3)))
            )
            kind = draw(st.sampled_from(KINDS))
            people = tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True)))
            words = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=5)))
            modality = draw(st.sampled_from([Modality.ASSERTED, Modality.ASSERTED, Modality.PLANNED, Modality.NEGATED]))
            mentions.append(mention(of, 10 * place, kind, kind, people, on, words, modality))
        found.append(reading(of, *mentions))
    return found


def _shuffled(of: Reading, shuffler: random.Random) -> Reading:
    mentions, statements = (tuple(shuffler.sample(part, len(part))) for part in (of.mentions, of.statements))
    return replace(of, mentions=mentions, statements=statements)


@settings(max_examples=60, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_order_never_matters(readings: list[Reading], shuffler: random.Random) -> None:
    expected = dumps(merge(readings))
    shuffled = [_shuffled(r, shuffler) for r in shuffler.sample(readings, len(readings))]
    assert dumps(merge(shuffled)) == expected


@settings(max_examples=40, deadline=None)
@given(stories())
def test_the_same_article_twice_changes_nothing(readings: list[Reading]) -> None:
    assert dumps(merge([*readings, *readings])) == dumps(merge(readings))


@settings(max_examples=40, deadline=None)
@given(stories())
def test_every_mention_is_in_one_event_and_titles_are_short(readings: list[Reading]) -> None:
    events = merge(readings).events
    placed = sorted(m.id for event in events for m in event.mentions)
    assert placed == sorted(m.id for r in readings for m in r.mentions)
    assert all(event.title and len(event.title) <= 90 for event in events)
    assert all(0 <= event.confidence <= 1 for event in events)
    assert all(event.span is None or event.bounds is None or event.status is Status.INFERRED for event in events)


@settings(max_examples=40, deadline=None)
@given(stories())
def test_an_unrelated_article_changes_no_other_event(readings: list[Reading]) -> None:
    far = article("Faraway", "1999-05-01")
    unrelated = reading(far, mention(far, 10, "disaster", "erupt", ("Mount Quill",), day("1999-04-30"), "lava ash crater"))
    before = {event.id: _told(event) for event in merge(readings).events}
    after = {event.id: _told(event) for event in merge([*readings, unrelated]).events}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


@settings(max_examples=40, deadline=None)
@given(stories(), stories())
def test_another_story_changes_no_event_of_this_one(readings: list[Reading], others: list[Reading]) -> None:
    """Neither the ids nor the mentions, dates, claims or reasons: a story is merged alike alone and among others.

    Every mention names somebody: without names, words and dates nothing tells one story from another.
    """
    readings, others = [_naming(r) for r in readings], [_naming(r) for r in others]
    moved = [_elsewhere(r) for r in others]
    before = {event.id: _told(event) for event in merge(readings).events}
    after = {event.id: _told(event) for event in merge([*readings, *moved]).events}
    assert before.items() <= after.items()


def _told(event: Event) -> tuple[object, ...]:
    return event.mentions, event.span, event.status, event.claims, event.modality, event.type, event.title, event.why, event.chain


ELSEWHERE = dict(zip(PEOPLE, ("Westria", "Ostvia", "Otto Krumm", "Gerda Vint", "Miners' Guild"), strict=True))


def _naming(of: Reading) -> Reading:
    return replace(of, mentions=tuple(replace(m, participants=m.participants or PEOPLE[:1]) for m in of.mentions))


def _elsewhere(of: Reading) -> Reading:
    """The same happenings among other people, in other words, thirty years before."""
    back = day("2030-03-01").start - day("2000-03-01").start
    shifted = of.article.published.span and of.article.published.span.start - back
    name = "Gazette " + "ABCDE"[int(of.article.title[-1])]  # no number of it stands in the papers here
    there = article(name, None if shifted is None else date.fromordinal(shifted).isoformat())
    mentions = [
        replace(
            mention(there, m.start, m.type, "old" + m.lemma, tuple(ELSEWHERE[p] for p in m.participants), None, "", m.modality),
            keywords=tuple("old" + word for word in m.keywords),
            span=m.span and replace(m.span, start=m.span.start - back, end=m.span.end - back),
        )
        for m in of.mentions
    ]
    return reading(there, *mentions)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 28), st.integers(1, 28))
def test_a_retelling_has_no_vote(first: int, second: int) -> None:
    """However often an agency's report is printed, it is one source against another."""
    text = " ".join(f"sentence{n} about the treaty" for n in range(30))
    copies = [article(f"Copy {n}", "2030-03-29", text + f" {n}") for n in range(3)]
    dated = [reading(c, mention(c, 10, span=day(f"2030-03-{first:02}"))) for c in copies]
    other = [reading(A, mention(A, 10, span=day(f"2030-03-{second:02}")))]
    alone, all_three = merge([dated[0], *other]), merge([*dated, *other])
    assert {e.span for e in alone.events} == {e.span for e in all_three.events}
    assert {e.independent for e in alone.events} == {e.independent for e in all_three.events}


# ---- hostile ---------------------------------------------------------------------------------------------------------


def test_nothing_and_nearly_nothing() -> None:
    assert merge([]) == Timeline()
    bare = Article("x", "")
    assert merge([Reading(bare)]).articles == (bare,)


def test_what_hundreds_of_papers_report_is_still_one_event() -> None:
    papers = [article(f"Paper {n}") for n in range(400)]
    assert only(merge([reading(a, mention(a, 10, span=day("2030-03-05"))) for a in papers])).independent == 400


@pytest.mark.skipif(not CASES.exists(), reason="the evaluation cases are not here")
@pytest.mark.parametrize(
    "case", ["dock_strike", "river_treaty", "reservoir_breach", "summit_pipeline", "ferry_order", "litio_es"]
)
def test_retellings_of_the_stories_are_found_and_no_others(case: str) -> None:
    from timeline.merge.duplicates import near_duplicates  # noqa: PLC0415

    folder = CASES / case
    found = near_duplicates([Article(p.name, p.read_text("utf-8")) for p in sorted((folder / "articles").iterdir())])
    gold = json.loads((folder / "gold.json").read_text("utf-8"))["near_duplicates"]
    assert {frozenset(pair) for pair in found.items()} == {frozenset(pair) for pair in gold}


def test_mentions_that_one_article_puts_days_apart_never_meet():
    gap = Gap(("mention", "a"), ("mention", "b"), 2, 2)
    same = Gap(("mention", "a"), ("mention", "c"), 0, 3)
    found = told_apart(Statement(str(n), (relation,), 5, 1, "event", "x", 0, 0, "") for n, relation in enumerate((gap, same)))
    assert found == {"a": frozenset("b"), "b": frozenset("a")}
    assert told_apart([Statement("s", (Gap(("published", "x"), ("mention", "b"), 1, 1),), 5, 1, "event", "x", 0, 0, "")]) == {}
