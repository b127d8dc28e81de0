"""Solving stories: publications inferred, disputes, elections, and everything that once went wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from network_kit import (
    FRI,
    MON,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    YEAR,
    contains,
    dated,
    day,
    later,
    link,
    m,
    on,
    p,
    past,
    recently,
    say,
    shifted,
    shown,
    this_week,
    weekday,
    within,
    worlds,
    yearless,
)

from timeline.network.propagate import Conflict, Domains, propagate
from timeline.network.reasons import inconsistent, why
from timeline.network.relations import Filter, Gap, In, Months, Period
from timeline.network.solve import local, solve, solve_story
from timeline.network.stories import stories
from timeline.span import Granularity

LEAP_CYCLE = 146_097

# ---- the undated articles of the seeds and of the invented stories, written as statements by hand ----------------------

SEEDS = [
    dated("01", "2023-07-20"),
    weekday("01", "01.sign", THU, "on Thursday"),
    this_week("01", "01.said"),
    weekday("02", "02.sign", THU, "last Thursday", 1, 7),
    this_week("02", "02.said"),
    say("03", "July 24, 2023", 9, In(m("03.ask"), on("2023-07-24"))),
    past("03", "03.ask"),
    *yearless("03", "03.sign", 7, 16, 31),
    say("03", "recently agreed", 2, Gap(m("03.sign"), p("03"), 0, 31), tier=4),
    *yearless("04", "04.confirm", 7, 26),
    later("04", "04.ask", "04.confirm", 1, 1),
    later("04", "04.confirm", "04.kirby", 2, 2),
    past("04", "04.kirby"),
    recently("04", "04.confirm"),
    *yearless("05", "05.meet", 7, 16),
    dated("06", "2023-07-29"),
    weekday("06", "06.kirby", FRI, "on Friday"),
    weekday("06", "06.confirm", WED, "on Wednesday"),
    weekday("06", "06.ask", MON, "on Monday"),
    *yearless("06", "06.meet", 7, 16),
    dated("07", "2023-08-02"),
    *yearless("07", "07.meet", 7, 16),
    *yearless("07", "07.sign", 7, 20),
    *yearless("07", "07.ask", 7, 25),
    *yearless("07", "07.confirm", 7, 26),
]
SEED_LINKS = [
    *(link(f"{a}.sign", "signing") for a in ("01", "02", "03", "07")),
    *(link(f"{a}.ask", "demand") for a in ("03", "04", "06", "07")),
    *(link(f"{a}.confirm", "statement") for a in ("04", "06", "07")),
    *(link(f"{a}.kirby", "concern") for a in ("04", "06")),
    *(link(f"{a}.meet", "meeting") for a in ("05", "06", "07")),
    *(link(f"{a}.said", "praise") for a in ("01", "02")),
]
SEED_FAMILIES = {"01": "eastgate", "02": "eastgate"}

BULLETIN = [  # "today is the third day of our five-day stoppage", undated, between dated reports of the same strike
    say("04", "today is the third day", 6, Gap(m("04.begin"), p("04"), 2, 2)),
    say("04", "on Monday", 6, Filter(m("04.begin"), MON), Gap(m("04.begin"), p("04"), 0, 6)),
    say("04", "On Saturday", 6, Filter(m("04.march"), SAT), Gap(m("04.march"), p("04"), 0, 6)),
    say("04", "Tues 2 Oct", 8, Filter(m("04.branch"), TUE, (10, 2), (10, 2)), Gap(p("04"), m("04.branch"), 0, 364)),
    dated("05", "2018-10-05"),
    weekday("05", "05.march", SAT, "Saturday of the week before", 7, 13),
    dated("06", "2018-10-17"),
    *yearless("06", "06.begin", 9, 24),
]
BULLETIN_LINKS = [
    link("04.begin", "strike", role="start", radius=4),
    link("06.begin", "strike", role="start", radius=4),
    link("04.march", "march", radius=4),
    link("05.march", "march", radius=4),
]

DATELINE = [  # "GENEVA, March 3 (Newswire) - ... on Thursday ... last month's clash", undated
    say(
        "03",
        "March 3",
        9,
        Filter(("dateline", "03"), None, (3, 3), (3, 3)),
        Gap(("dateline", "03"), p("03"), 0, 1),
        kind="dateline",
    ),
    say("03", "on Thursday", 6, Filter(m("03.talks"), THU), Gap(m("03.talks"), ("dateline", "03"), 0, 6)),
    say("03", "last month", 6, Period(("dateline", "03"), m("03.clash"), Granularity.MONTH, -1)),
    dated("02", "2022-02-10"),
    weekday("02", "02.clash", TUE, "on Tuesday night"),
]
DATELINE_LINKS = [link("03.clash", "clash", radius=5), link("02.clash", "clash", radius=5)]


@pytest.mark.parametrize(
    ("article", "limits", "likely"),
    [
        ("02", "2023-07-21..2023-07-27", "2023-07-21..2023-07-23"),
        ("03", "2023-07-24..2024-07-18", "2023-07-24..2023-08-20"),
        ("04", "2023-07-28..2024-07-24", "2023-07-28..2023-08-26"),
        ("05", "2023-07-16..2024-07-14", "2023-07-16..2024-07-14"),
    ],
)
def test_undated_articles_of_the_seeds(article, limits, likely):
    solution = solve(SEEDS, SEED_LINKS, SEED_FAMILIES)
    assert shown(solution, p(article), "limits") == limits
    assert shown(solution, p(article)) == likely


def test_events_of_the_seeds():
    solution = solve(SEEDS, SEED_LINKS, SEED_FAMILIES)
    days = {e: shown(solution, ("start", e)) for e in ("signing", "meeting", "demand", "statement", "concern")}
    assert days == {"signing": "2023-07-20", "meeting": "2023-07-16", "demand": "2023-07-24", "statement": "2023-07-26",
                    "concern": "2023-07-28"}  # fmt: skip


def test_the_one_dispute_of_the_seeds():
    (dispute,) = solve(SEEDS, SEED_LINKS, SEED_FAMILIES).disputes
    assert (dispute.event, dispute.kind, dispute.shown, dispute.other) == (
        "demand",
        "disputed",
        on("2023-07-24"),
        on("2023-07-25"),
    )
    assert dispute.shown_mentions == ("03.ask", "06.ask")
    assert dispute.other_mentions == ("04.ask", "07.ask")


def test_a_bulletin_without_a_date_is_dated_by_the_strike_it_counts():
    solution = solve(BULLETIN, BULLETIN_LINKS)
    assert shown(solution, p("04")) == shown(solution, p("04"), "limits") == "2018-09-26"
    assert solution.disputes == ()


def test_a_bulletin_alone_knows_its_weekday_but_no_year():
    runs = solve([s for s in BULLETIN if s.article == "04"]).limits[p("04")]
    assert {date.fromordinal(d).weekday() for run in runs for d in run} == {WED}
    assert contains(runs, day("2018-09-26"))
    assert len(runs) > 10


def test_a_dateline_without_a_year_gets_it_from_another_report():
    assert shown(solve(DATELINE), p("03")) == ".."
    assert shown(solve(DATELINE, DATELINE_LINKS), p("03")) == "2022-03-03..2022-03-04"


# ---- the chain of a dispute ---------------------------------------------------------------------------------------------

PORT = [  # two accounts of one request; the second names neither its year nor the day itself
    say("a", "on 24 July 2023", 9, In(m("a.ask"), on("2023-07-24")), kind="explicit"),
    *yearless("b", "b.answer", 7, 26),
    later("b", "b.ask", "b.answer", 1, 1),
    later("b", "b.answer", "b.visit", 2, 2),
]
PORT_LINKS = [link("a.ask", "request"), link("b.ask", "request")]


def test_the_chain_of_a_dispute_has_five_statements_and_no_year():
    solution = solve(PORT, PORT_LINKS)
    (dispute,) = solution.disputes
    assert dispute.kind == "disputed"
    assert [s.words or s.kind for s in dispute.chain] == [
        "on 24 July 2023", "same day", "same day", "b.answer 1 days after b.ask", "26 of month 7"]  # fmt: skip
    assert inconsistent(dispute.chain)
    for member in dispute.chain:
        assert not inconsistent([s for s in dispute.chain if s != member])


def test_a_dispute_stays_out_of_each_article_s_own_world():
    solution = solve(PORT, PORT_LINKS)
    assert shown(solution, ("start", "request")) == shown(solution, m("a.ask")) == "2023-07-24"
    assert shown(solution, m("b.ask")) == "2023-07-25"
    assert shown(solution, m("b.answer")) == "2023-07-26"
    assert shown(solution, m("b.visit")) == "2023-07-28"


@pytest.mark.parametrize("which", range(3))
def test_removing_a_member_of_the_chain_removes_the_dispute(which):
    (dispute,) = solve(PORT, PORT_LINKS).disputes
    member = [s for s in dispute.chain if s.kind != "same day"][which]
    assert solve([s for s in PORT if s != member], PORT_LINKS).disputes == ()


@pytest.mark.parametrize("left_out", PORT_LINKS)
def test_cutting_a_link_of_the_chain_removes_the_dispute(left_out):
    assert solve(PORT, [x for x in PORT_LINKS if x != left_out]).disputes == ()


# ---- the election of the day, and kinds of disagreement --------------------------------------------------------------------


def claim(article: str, text: str, weight: int = 9, *more):
    return say(article, text, weight, In(m(f"{article}.x"), on(text)), *more)


def test_the_day_with_more_independent_support_is_shown():
    statements = [claim("a", "2023-05-01"), claim("b", "2023-05-02"), claim("c", "2023-05-02")]
    links = [link(f"{a}.x", "e") for a in "abc"]
    assert shown(solve(statements, links), ("start", "e")) == "2023-05-02"
    # A reprint has no vote of its own; then the two are even, and the earlier day is shown.
    assert shown(solve(statements, links, {"b": "f", "c": "f"}), ("start", "e")) == "2023-05-01"


def test_an_explicit_day_outweighs_a_bare_weekday():
    statements = [dated("a", "2023-05-05"), weekday("a", "a.x", THU), claim("b", "2023-05-03")]
    (dispute,) = solve(statements, [link("a.x", "e"), link("b.x", "e")]).disputes
    assert (dispute.shown, dispute.other) == (on("2023-05-03"), on("2023-05-04"))


def test_wider_against_narrower_is_no_dispute():
    statements = [say("a", "in May 2023", 9, In(m("a.x"), on("2023-05-01", "2023-05-31"))), claim("b", "2023-05-03")]
    solution = solve(statements, [link("a.x", "e"), link("b.x", "e")])
    assert solution.disputes == ()
    assert shown(solution, ("start", "e")) == "2023-05-03"


def test_an_inherited_date_raises_no_dispute():
    statements = [claim("a", "2023-05-01"), claim("b", "2023-05-02")]
    (dispute,) = solve(statements, [link("a.x", "e"), link("b.x", "e", inherited=True)]).disputes
    assert dispute.kind == "imprecise"
    assert dispute.shown == on("2023-05-01")


def test_what_one_article_tells_apart_is_not_one_event():
    statements = [claim("b", "2023-05-03"), later("a", "a.vote", "a.visit", 2, 2)]
    solution = solve(statements, [link("b.x", "e"), link("a.vote", "e", direct=False), link("a.visit", "e")])
    (dispute,) = solution.disputes
    assert dispute.kind == "split"
    assert solution.cut_links() == {("a.vote", "e")}
    assert shown(solution, m("a.visit")) == "2023-05-03"


def test_accounts_far_apart_are_two_events():
    statements = [claim("a", "2023-05-01"), claim("b", "2023-05-20"), claim("c", "2023-05-02")]
    solution = solve(statements, [link(f"{a}.x", "e") for a in "abc"])
    assert {d.kind for d in solution.disputes} == {"disputed", "split"}
    assert solution.cut_links() == {("b.x", "e")}
    assert shown(solution, ("start", "e")) == "2023-05-01"


@pytest.mark.parametrize(("radius", "kind"), [(3, "split"), (4, "split"), (5, "disputed"), (10, "disputed"), (40, "disputed")])
def test_the_radius_of_a_type_decides_between_dispute_and_split(radius, kind):
    statements = [claim("a", "2023-05-01"), claim("b", "2023-05-06")]
    (dispute,) = solve(statements, [link("a.x", "e", radius=radius), link("b.x", "e", radius=radius)]).disputes
    assert dispute.kind == kind


def test_a_plan_never_narrows_what_happened_and_its_change_is_told():
    statements = [
        dated("a", "2022-01-10"),
        say("a", "on 23 January", 8, Filter(m("a.x"), None, (1, 23), (1, 23)), Gap(p("a"), m("a.x"), 0, 364)),
        dated("b", "2022-02-10"),
        say("b", "in late January", 8, Filter(m("b.x"), None, (1, 21), (1, 31)), Gap(m("b.x"), p("b"), 0, 364)),
    ]
    solution = solve(statements, [link("a.x", "appeal", planned=True), link("b.x", "appeal")])
    assert shown(solution, ("start", "appeal")) == "2022-01-21..2022-01-31"
    assert solution.disputes == ()
    moved = [*statements, say("b", "on 26 January", 9, In(m("b.x"), on("2022-01-26")))]
    (dispute,) = solve(moved, [link("a.x", "appeal", planned=True), link("b.x", "appeal")]).disputes
    assert (dispute.kind, dispute.shown, dispute.other) == ("plan changed", on("2022-01-26"), on("2022-01-23"))


def test_two_plans_for_what_nobody_reports_yet_are_compared_with_each_other():
    statements = [claim("a", "2023-10-18"), claim("b", "2023-10-19")]
    (dispute,) = solve(statements, [link("a.x", "vote", planned=True), link("b.x", "vote", planned=True)]).disputes
    assert dispute.kind == "plan changed"


def test_the_first_day_of_a_visit_is_compared_with_the_first_day():
    statements = [claim("a", "2023-05-01"), claim("b", "2023-05-04"), claim("c", "2023-05-02"), claim("d", "2023-05-02")]
    links = [link("a.x", "visit", role="start"), link("b.x", "visit", role="end"), link("c.x", "visit", role="within"),
             link("d.x", "visit")]  # fmt: skip
    solution = solve(statements, links)
    assert solution.disputes == ()
    assert (shown(solution, ("start", "visit")), shown(solution, ("end", "visit"))) == ("2023-05-01", "2023-05-04")
    late = [*statements, claim("f", "2023-05-06")]
    (dispute,) = solve(late, [*links, link("f.x", "visit", role="within")]).disputes
    assert (dispute.other, dispute.kind) == (on("2023-05-06"), "disputed")


def test_a_yearless_day_of_a_lasting_event_gets_its_year():
    statements = [claim("a", "2018-09-24"), *yearless("b", "b.x", 10, 20)]
    links = [link("a.x", "strike", role="within"), link("b.x", "strike", role="within")]
    solution = solve(statements, links)
    assert shown(solution, m("b.x")) == "2018-10-20"
    assert solution.disputes == ()


def test_a_night_has_two_days_and_makes_no_dispute():
    night = say("a", "on the night of 8 February 2022", 9, In(m("a.x"), on("2022-02-08", "2022-02-09")))
    eleven = later("b", "b.x", "b.talks", 11, 11)
    for talks in ("2022-02-19", "2022-02-20"):
        known = say("b", talks, 9, In(m("b.talks"), on(talks)))
        assert solve([night, eleven, known], [link("a.x", "clash"), link("b.x", "clash")]).disputes == ()


def test_sunday_may_open_or_close_this_week():
    statements = [dated("a", "2023-07-20"), this_week("a", "a.x"), claim("b", "2023-07-16")]
    solution = solve(statements, [link("a.x", "e"), link("b.x", "e")])
    assert solution.set_aside == ()
    assert shown(solution, ("start", "e")) == "2023-07-16"


def test_a_bare_weekday_may_be_today_and_last_weekday_is_not():
    today = solve([dated("a", "2023-07-20"), weekday("a", "a.x", THU, "on Thursday")])
    last = solve([dated("a", "2023-07-20"), weekday("a", "a.x", THU, "last Thursday", 1, 7)])
    assert shown(today, m("a.x")) == "2023-07-20"
    assert shown(last, m("a.x")) == "2023-07-13"


def test_vague_links_tell_only_what_is_likely():
    statements = [dated("a", "2023-07-20"), this_week("a", "a.x"), this_week("b", "b.x"),
                  say("b", "in summer 2023", 9, In(p("b"), on("2023-06-01", "2023-08-31")))]  # fmt: skip
    solution = solve(statements, [link("a.x", "e"), link("b.x", "e")])
    assert shown(solution, p("b")) == "2023-07-16..2023-07-23"
    limits = solution.bounds(p("b"), "limits")
    assert limits[1] > day("2023-07-23")


def test_a_contradiction_inside_an_article_sets_its_weakest_statement_aside():
    statements = [dated("a", "2023-07-20"), claim("a", "2023-07-12"), weekday("a", "a.x", FRI)]
    solution = solve(statements)
    (aside,) = solution.set_aside
    assert aside.statement.kind == "weekday"
    assert aside.link is None
    assert shown(solution, m("a.x")) == "2023-07-12"


def test_a_wrong_link_is_set_aside_and_not_silent():
    wrong = [*SEED_LINKS, link("04.kirby", "meeting")]
    solution = solve(SEEDS, wrong, SEED_FAMILIES)
    assert ("04.kirby", "meeting") in {(a.link.mention, a.link.event) for a in solution.set_aside if a.link}
    assert shown(solution, p("04"), "limits") == "2023-07-28..2024-07-24"


def test_a_bound_tells_on_how_many_identifications_it_rests():
    solution = solve(SEEDS, SEED_LINKS, SEED_FAMILIES)
    assert solution.whys[p("03"), "lower"].links == 0
    assert solution.whys[p("05"), "lower"].links == 1


def test_a_picture_does_not_date_its_article_and_the_bounds_are_explained():
    picture = say("a", "photo of 2018", 3, In(p("a"), ((day("2018-09-24"), day("9999-12-31")),)), kind="caption")
    solution = solve([picture])
    assert shown(solution, p("a")) == "2018-09-24.."
    assert solution.whys[p("a"), "lower"].statements == (picture,)


def test_yearless_days_linked_in_a_ring_of_plans_end_soon():
    # Once walked through the horizon year by year: a planned October, linked to a past event that names no year either.
    statements = [
        say("a", "in October", 8, Filter(m("a.x"), None, (10, 1), (10, 31)), Gap(p("a"), m("a.x"), 1, 364)),
        *yearless("b", "b.x", 10, 3),
        say("b", "next year", 6, Period(p("a"), p("b"), YEAR, 1)),
        say("b", "before it", 5, Gap(p("b"), p("a"), 0, None)),
    ]
    solution = solve(statements, [link("a.x", "e"), link("b.x", "e")])
    assert any(a.statement.words in {"next year", "before it"} for a in solution.set_aside)


def test_explicit_old_years_widen_the_horizon_of_their_story_only():
    old = say("old", "in 1823", 9, In(m("old.x"), on("1823-01-01", "1823-12-31")))
    after = say("old", "two years later", 5, Period(m("old.x"), m("old.y"), YEAR, 2))
    lone = yearless("new", "new.x", 3, 4)
    alone, both = solve(lone), solve([old, after, *lone])
    assert shown(both, m("old.y")) == "1825-01-01..1825-12-31"
    assert both.limits[m("new.x")] == alone.limits[m("new.x")]
    assert shown(both, m("new.x")) == ".."


def test_a_story_that_grows_too_large_loses_its_least_sure_links():
    statements = [dated(a, "2023-05-05") for a in "abcd"]
    links = [link(f"{a}.x", "e", score=s) for a, s in zip("abcd", (0.9, 0.8, 0.7, 0.6), strict=True)]
    parts, refused = stories(statements, links, {}, most=6)
    assert len(parts) == 3
    assert {a.link.mention for a in refused} == {"c.x", "d.x"}
    assert {a.reason for a in refused} == {"component too large"}


# ---- properties --------------------------------------------------------------------------------------------------------

SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CALENDAR = st.sampled_from([f"2023-05-{d:02}" for d in range(1, 29)])


@st.composite
def accounts(draw):
    """A few articles that date one or two events, not always alike, and the links that a merge would make."""
    statements, links = [], []
    for i in range(draw(st.integers(2, 5))):
        a = f"a{i}"
        if draw(st.booleans()):
            statements.append(dated(a, f"2023-06-{draw(st.integers(1, 20)):02}"))
        for e in ("e", "f")[: draw(st.integers(1, 2))]:
            name, text = f"{a}.{e}", draw(CALENDAR)
            at = date.fromisoformat(text)
            statements += draw(st.sampled_from([
                [say(a, text + e, 9, In(m(name), on(text)))],
                yearless(a, name, at.month, at.day),
                [weekday(a, name, at.weekday())],
                [this_week(a, name)],
                [past(a, name), recently(a, name)],
            ]))  # fmt: skip
            role, score = draw(st.sampled_from(["day", "day", "day", "start"])), draw(st.sampled_from([0.4, 0.8, 1.0]))
            planned, inherited = draw(st.integers(0, 5)) == 0, draw(st.integers(0, 4)) == 0
            links.append(link(name, e, score=score, planned=planned, inherited=inherited, role=role))
    return statements, links


def facts(solution, nodes=None):
    """The days of all nodes, or of some, for comparison."""
    keep = solution.limits.keys() if nodes is None else nodes
    return ({n: r for n, r in solution.limits.items() if n in keep}, {n: r for n, r in solution.likely.items() if n in keep})


@SLOW
@given(accounts(), st.randoms(use_true_random=False))
def test_neither_the_order_of_statements_nor_of_links_matters(story, random):
    statements, links = list(story[0]), list(story[1])
    first = solve(statements, links)
    random.shuffle(statements)
    random.shuffle(links)
    again = solve(statements, links)
    assert facts(first) == facts(again)
    assert first.disputes == again.disputes
    assert first.set_aside == again.set_aside
    assert first.whys == again.whys


@SLOW
@given(accounts())
def test_what_is_likely_lies_within_the_limits(story):
    solution = solve(*story)
    assert solution.limits.keys() == solution.likely.keys()
    assert all(within(solution.likely[n], solution.limits[n]) for n in solution.limits)


@SLOW
@given(accounts())
def test_each_reason_alone_yields_its_bound(story):
    solution = solve(*story)
    for node in solution.likely:
        low, high = solution.bounds(node)
        for side, bound in (("lower", low), ("upper", high)):
            reason = why(solution, node, side)
            if bound is None:
                assert reason is None
                continue
            domains = propagate(Domains(), reason.statements)
            assert isinstance(domains, Domains)
            runs = domains.of(node)
            assert bound == (runs[0][0] if side == "lower" else runs[-1][1])


@SLOW
@given(accounts())
def test_every_400_years_everything_repeats(story):
    statements, links = story
    before, after = solve(statements, links), solve(shifted(statements, LEAP_CYCLE), links)
    for node in before.limits:
        for side in (0, 1):
            known = before.bounds(node)[side]
            if known is not None and len(before.likely[node]) == 1:
                assert after.bounds(node)[side] == known + LEAP_CYCLE
    assert [(d.event, d.kind) for d in before.disputes] == [(d.event, d.kind) for d in after.disputes]


@SLOW
@given(accounts())
def test_a_story_stays_the_same_whatever_is_told_elsewhere(story):
    statements, links = story
    alone = solve(statements, links)
    elsewhere = [*PORT, say("q", "in 1805", 9, In(m("q.x"), on("1805-10-21")))]
    both = solve([*elsewhere, *statements], [*links, *PORT_LINKS])
    assert facts(both, alone.limits.keys()) == facts(alone)
    assert [d for d in both.disputes if d.event != "request"] == list(alone.disputes)


@SLOW
@given(accounts(), st.data())
def test_a_near_duplicate_never_changes_the_day_that_is_shown(story, data):
    statements, links = story
    original = data.draw(st.sampled_from(sorted({s.article for s in statements})))

    def copied(text: str) -> str:
        return text.replace(original, "zz")

    def renamed(node):
        return (node[0], copied(node[1]))

    copies = []
    for s in statements:
        if s.article == original:
            relations = tuple(
                type(r)(**{f: renamed(v) if f in {"x", "y"} else v for f, v in _fields(r).items()}) for r in s.relations
            )
            copies.append(say("zz", s.words, s.weight, *relations, tier=s.tier, kind=s.kind))
    more = [link(copied(x.mention), x.event, "zz", score=x.score, planned=x.planned, inherited=x.inherited, role=x.role)
            for x in links if x.article == original]  # fmt: skip
    before = solve(statements, links, {original: "f"})
    after = solve([*statements, *copies], [*links, *more], {original: "f", "zz": "f"})
    for event in ("e", "f"):
        assert before.limits.get(("start", event)) == after.limits.get(("start", event))


def _fields(relation):
    return {name: getattr(relation, name) for name in relation.__slots__}


@SLOW
@given(accounts(), st.data())
def test_a_statement_that_already_holds_raises_no_dispute(story, data):
    statements, links = story
    before = solve(statements, links)
    node = data.draw(st.sampled_from(sorted(n for n in before.limits if n[0] in {"published", "near"})))
    # It speaks of the publication, for a claim about the event would be a vote and may change what is shown.
    true = say(node[1], "it is known", 3, In(node, before.limits[node]), tier=4)
    after = solve([*statements, true], links)
    assert {(d.event, d.other_mentions) for d in after.disputes} <= {(d.event, d.other_mentions) for d in before.disputes}


@given(worlds())
def test_what_an_article_says_by_itself_never_rests_on_a_link(world):
    solution = local(world.statements)
    assert all(contains(solution.limits[node], d) for node, d in world.days.items() if node in solution.limits)
    assert solution.set_aside == ()


@SLOW
@given(accounts())
def test_local_days_hold_the_solved_ones_unless_a_statement_was_set_aside(story):
    statements, links = story
    alone, together = local(statements), solve(statements, links)
    assert all(within(together.limits[node], runs) for node, runs in alone.limits.items())


@SLOW
@given(accounts())
def test_every_chain_is_minimal(story):
    for dispute in solve(*story).disputes:
        if dispute.chain:
            assert isinstance(propagate(Domains(), dispute.chain), Conflict)
            assert all(not inconsistent([s for s in dispute.chain if s != member]) for member in dispute.chain)


def test_a_story_solves_the_same_alone():
    parts, _ = stories(SEEDS, SEED_LINKS, SEED_FAMILIES)
    whole = solve(SEEDS, SEED_LINKS, SEED_FAMILIES)
    alone = [solve_story(part) for part in parts]
    assert {n: r for part in alone for n, r in part.limits.items()} == dict(whole.limits)


def test_months_and_long_gaps():
    statements = [say("a", "4 March 2018", 9, In(m("photo"), on("2018-03-04"))),
                  say("a", "a year to the day after", 5, Months(m("death"), m("photo"), 12))]  # fmt: skip
    assert shown(solve(statements), m("death")) == "2017-03-04"


def test_sunday_is_the_last_day_of_an_iso_week():
    assert date(2023, 7, 16).weekday() == SUN
