"""The relations between days, and propagation: properties on random stories with a known truth."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from network_kit import WEEK, contains, day, holds, m, on, say, within, worlds

from timeline.network.propagate import HORIZON, Conflict, Domains, Net, negative_cycle, propagate
from timeline.network.reasons import MANY, fewest, inconsistent, minimal
from timeline.network.relations import Filter, Gap, In, Months, Period, Relation
from timeline.network.runs import WIDE_DAYS, image, intersect, inverse, joined, size
from timeline.span import Granularity, add_months, period

X, Y = m("x"), m("y")
DAYS = st.integers(day("1950-01-01"), day("2060-12-31"))
# Month ends, leap days and the ends of ISO years come up as often as all other days together.
HARD_DAYS = st.one_of(
    DAYS, st.builds(lambda y, mo, back: date(y, mo, calendar.monthrange(y, mo)[1]).toordinal() - back,
                    st.integers(1950, 2060), st.sampled_from([1, 2, 12]), st.integers(-1, 3)))  # fmt: skip
SMALL = st.integers(-14, 14)
RUNS = st.lists(st.tuples(HARD_DAYS, st.integers(0, 60)), min_size=1, max_size=4).map(
    lambda rs: joined((a, a + n) for a, n in rs)
)
PAIRS = st.one_of(
    st.builds(Gap, st.just(X), st.just(Y), st.none() | SMALL, st.none() | SMALL),
    st.builds(Period, st.just(X), st.just(Y), st.sampled_from(list(Granularity)), st.integers(-3, 3)),
    st.builds(Months, st.just(X), st.just(Y), SMALL),
)
MONTH_DAYS = st.tuples(st.integers(1, 12), st.integers(1, 31)).filter(lambda md: md[1] <= calendar.monthrange(2024, md[0])[1])
FILTERS = st.builds(Filter, st.just(X), st.none() | st.integers(0, 6), MONTH_DAYS, MONTH_DAYS, st.none() | st.integers(1, 31))


@given(PAIRS, HARD_DAYS, st.integers(-1200, 1200))
@example(Months(X, Y, 1), day("2023-01-31"), 28)
@example(Months(X, Y, 12), day("2024-02-29"), 365)
@example(Period(X, Y, WEEK, 0), day("2023-07-16"), -1)
@example(Period(X, Y, Granularity.WEEKEND, 0), day("2023-07-17"), 5)
def test_a_day_is_in_the_image_of_another_exactly_where_the_other_is_in_its_inverse(relation, x, step):
    y = x + step
    assert contains(image(relation, ((x, x),)), y) == contains(inverse(relation, ((y, y),)), x)


@given(PAIRS, RUNS, RUNS)
def test_image_and_inverse_are_monotone(relation, some, more):
    both = joined((*some, *more))
    assert within(image(relation, some), image(relation, both))
    assert within(inverse(relation, some), inverse(relation, both))


@given(PAIRS, RUNS)
@example(Period(X, Y, Granularity.WEEKEND, 0), on("2038-09-16", "2038-09-20"))  # Thursday to Monday
def test_image_and_inverse_of_a_set_hold_those_of_its_days(relation, runs):
    days = [d for low, high in runs for d in (low, (low + high) // 2, high)]
    for d in days:
        assert within(image(relation, ((d, d),)), image(relation, runs))
        assert within(inverse(relation, ((d, d),)), inverse(relation, runs))


@given(FILTERS, RUNS)
def test_a_filter_lets_exactly_its_days_through(wanted, runs):
    got = image(wanted, runs)
    for low, high in runs:
        for d in range(low, high + 1):
            at = date.fromordinal(d)
            span = (at.month, at.day)
            inside = wanted.first <= span <= wanted.last if wanted.first <= wanted.last else not wanted.last < span < wanted.first
            right = inside and wanted.weekday in {None, at.weekday()} and wanted.month_day in {None, at.day}
            assert contains(got, d) == right, at


@given(st.integers(0, 6), HARD_DAYS)
def test_a_weekday_only_rounds_a_wide_set(weekday, start):
    wide = ((start, start + WIDE_DAYS + 100),)
    ((low, high),) = image(Filter(X, weekday), wide)
    assert date.fromordinal(low).weekday() == date.fromordinal(high).weekday() == weekday
    assert low - start < 7
    assert wide[0][1] - high < 7


@given(RUNS, RUNS)
def test_intersection_is_that_of_sets(left, right):
    days = set(range(left[0][0], left[-1][1] + 1)) if left[-1][1] - left[0][0] < 5000 else {left[0][0], left[-1][1]}
    both = intersect(left, right)
    for d in days:
        assert contains(both, d) == (contains(left, d) and contains(right, d))
    assert size(both) <= min(size(left), size(right))


@pytest.mark.parametrize(
    ("relation", "known", "expected"),
    [
        # Sunday 23 July 2023: the week may have begun on Sunday, on the Monday or on the Saturday before.
        (Period(X, Y, WEEK, 0), on("2023-07-23"), on("2023-07-17", "2023-07-29")),
        (Period(X, Y, WEEK, -1), on("2023-07-19"), on("2023-07-08", "2023-07-16")),
        (Period(X, Y, Granularity.MONTH, -1), on("2023-03-31"), on("2023-02-01", "2023-02-28")),
        (Period(X, Y, Granularity.YEAR, 1), on("2023-12-31", "2024-01-01"), on("2024-01-01", "2025-12-31")),
        (Months(X, Y, 1), on("2024-01-31"), on("2024-02-29")),
        (Gap(X, Y, 7 * 3, 7 * 3 + 6), on("2023-07-01"), on("2023-07-22", "2023-07-28")),
        (Filter(X, None, (2, 29), (2, 29)), on("2023-01-01", "2024-12-31"), on("2024-02-29")),
        (Filter(X, None, (12, 20), (1, 5)), on("2023-06-01", "2024-06-01"), on("2023-12-20", "2024-01-05")),
        (Filter(X, 4, month_day=13), on("2023-01-01", "2023-12-31"), ((day("2023-01-13"),) * 2, (day("2023-10-13"),) * 2)),
    ],
)
def test_what_relations_leave(relation, known, expected):
    assert image(relation, known) == expected


@given(st.integers(0, 3000), st.integers(-40, 40))
def test_months_agree_with_the_calendar(offset, k):
    x = day("2020-01-01") + offset
    assert image(Months(X, Y, k), ((x, x),)) == ((add_months(x, k),) * 2,)


@given(
    HARD_DAYS, st.sampled_from([Granularity.MONTH, Granularity.QUARTER, Granularity.SEASON, Granularity.YEAR]), st.integers(-3, 3)
)
def test_periods_agree_with_the_calendar(x, unit, k):
    span = period(x, unit, k)
    assert image(Period(X, Y, unit, k), ((x, x),)) == ((span.start, span.end - 1),)


# ---- propagation -------------------------------------------------------------------------------------------------------


def solved(statements, domains=None) -> Domains:
    result = propagate(domains or Domains(), statements)
    assert isinstance(result, Domains)
    return result


@given(worlds())
def test_true_statements_never_exclude_the_truth(world):
    assert all(holds(r, world.days) for s in world.statements for r in s.relations)
    domains = solved(world.statements)
    assert all(contains(domains.of(node), d) for node, d in world.days.items())


@given(worlds(), st.randoms(use_true_random=False))
def test_order_does_not_matter(world, random):
    at_once = solved(world.statements)
    shuffled = list(world.statements)
    random.shuffle(shuffled)
    net, domains = Net(), Domains()
    for statement in shuffled:
        net.add(statement)
        domains = propagate(
            domains, net, [r.x for r in statement.relations] + [getattr(r, "y", r.x) for r in statement.relations]
        )
        assert isinstance(domains, Domains)
    assert all(domains.of(node) == at_once.of(node) for node in world.days)


@given(worlds(), st.data())
def test_fewer_statements_never_narrow_more(world, data):
    some = [s for s in world.statements if data.draw(st.booleans())]
    fewer, all_of_them = solved(some), solved(world.statements)
    assert all(within(all_of_them.of(node), fewer.of(node)) for node in world.days)


@given(worlds())
def test_the_same_statements_again_change_nothing(world):
    once = solved(world.statements)
    again = solved(world.statements, once)
    assert dict(once.runs) == dict(again.runs)
    assert dict(once.records) == dict(again.records)


def contradicted(world, which: int):
    """A statement that the world's own statements exclude, or None where they leave that node open."""
    node = sorted(world.days)[which % len(world.days)]
    runs = solved(world.statements).of(node)
    if runs[0][0] <= HORIZON[0]:
        return None
    return say("z", "impossible", 5, In(node, ((runs[0][0] - 20, runs[0][0] - 1),)))


@given(worlds(), st.integers(0, 5))
def test_a_refused_statement_leaves_everything_as_it_was(world, which):
    wrong = contradicted(world, which)
    if wrong is None:
        return
    net = Net(world.statements)
    domains = solved(net)
    runs, records, arcs = dict(domains.runs), dict(domains.records), {n: dict(a) for n, a in net.arcs.items() if a}
    net.add(wrong)
    assert isinstance(propagate(domains, net, [wrong.relations[0].x]), Conflict)
    net.remove(wrong)
    assert (dict(domains.runs), dict(domains.records)) == (runs, records)
    assert {n: dict(a) for n, a in net.arcs.items() if a} == arcs


@given(worlds(), st.integers(0, 5))
def test_a_minimal_conflict_needs_every_one_of_its_members(world, which):
    wrong = contradicted(world, which)
    if wrong is None:
        return
    conflict = propagate(Domains(), [*world.statements, wrong])
    assert isinstance(conflict, Conflict)
    chain = minimal(conflict)
    assert wrong in chain
    assert inconsistent(chain)
    for left_out in chain:
        assert not inconsistent([s for s in chain if s != left_out])


def test_two_gaps_that_exclude_each_other_are_found_as_a_cycle_at_once():
    one = say("a", "a day after", 5, Gap(X, Y, 1, 1))
    two = say("a", "the day before", 5, Gap(Y, X, 1, 1))
    conflict = propagate(Domains(), [one, two])
    assert isinstance(conflict, Conflict)
    assert set(conflict.statements) == {one, two}
    assert negative_cycle(Net([one]), X) == ()


@pytest.mark.parametrize("length", [3, 60])
def test_a_long_cycle_is_found_and_is_its_own_chain(length):
    nodes = [m(f"c{i:02}") for i in range(length)]
    ring = [say("a", f"step {i}", 5, Gap(nodes[i], nodes[(i + 1) % length], 1, 2)) for i in range(length)]
    conflict = propagate(Domains(), ring)
    assert isinstance(conflict, Conflict)
    assert len(minimal(conflict)) == length


def test_creeping_through_calendar_periods_ends():
    # Each is in the month after the other, and a day apart.
    statements = [
        say("a", "next month", 6, Period(X, Y, Granularity.MONTH, 1)),
        say("a", "next month", 6, Period(Y, X, Granularity.MONTH, 1)),
    ]
    assert isinstance(propagate(Domains(), statements), Conflict)


def test_weekdays_are_compared_across_exact_gaps_in_all_years():
    event = m("event")
    tuesday, friday = say("a", "on Tuesday", 6, Filter(X, 1)), say("b", "on Friday", 6, Filter(Y, 4))
    statements = [
        tuesday,
        friday,
        say("a", "same day", 5, Gap(X, event, 0, 0)),
        say("b", "the day after", 5, Gap(event, Y, 1, 1)),
    ]
    found = propagate(Domains(), statements)
    assert isinstance(found, Conflict)
    assert {s.id for s in found.statements} == {s.id for s in statements}
    two_days = [*statements[:3], say("b", "three days after", 5, Gap(event, Y, 3, 3))]
    assert isinstance(propagate(Domains(), two_days), Domains)


@given(st.integers(MANY + 1, 3 * MANY), st.data())
def test_the_few_of_a_large_contradiction_are_minimal(length, data):
    nodes = [m(f"n{i}") for i in range(length)]
    chain = [say("a", f"step {i}", 5, Gap(nodes[i], nodes[i + 1], 0, 0)) for i in range(length - 1)]
    one, two = sorted(data.draw(st.sets(st.integers(0, length - 1), min_size=2, max_size=2)))
    ends = [say("a", "first", 9, In(nodes[one], on("2023-07-01"))), say("a", "then", 9, In(nodes[two], on("2023-07-02")))]
    few = fewest([*chain, *ends], inconsistent)
    assert {s.id for s in few} == {s.id for s in (*chain[one:two], *ends)}


def test_one_propagation_does_only_so_much(monkeypatch):
    monkeypatch.setattr("timeline.network.propagate.WORK", 5)
    statements = [say("a", f"step {i}", 5, Gap(m(f"n{i}"), m(f"n{i + 1}"), 1, 1)) for i in range(30)]
    found = solved([say("a", "1 July", 9, In(m("n0"), on("2023-07-01"))), *statements])
    assert contains(found.of(m("n30")), day("2023-07-31"))
    assert found.unfinished


def test_a_node_at_its_budget_stays_wide_and_is_marked(monkeypatch):
    monkeypatch.setattr("timeline.network.propagate.BUDGET", 3)
    statements = [say("a", "26 July", 8, Filter(X, None, (7, 26), (7, 26))), say("a", "a Wednesday", 8, Filter(X, 2))]
    domains = solved(statements)
    assert X in domains.unfinished
    assert contains(domains.of(X), day("2023-07-26"))


def test_a_weekday_with_a_month_and_day_leaves_a_few_years():
    both = solved(
        [say("a", "Tues 2 Oct", 8, Filter(X, 1, (10, 2), (10, 2))), say("a", "2010s", 9, In(X, on("2010-01-01", "2020-12-31")))]
    )
    assert [date.fromordinal(low).year for low, _ in both.of(X)] == [2012, 2018]


RELATION_NAMES: list[type[Relation]] = [In, Gap, Period, Months, Filter]  # type: ignore[valid-type]


def test_every_relation_is_understood():
    made = [In(X, on("2023-01-01")), Gap(X, Y, 0, 0), Period(X, Y, WEEK, 0), Months(X, Y, 0), Filter(X, 0)]
    assert [type(r) for r in made] == RELATION_NAMES
    for relation in made:
        assert image(relation, on("2023-01-01", "2023-01-31"))
