"""Dating an article by identifications: what most of them agree on counts, and a lone doubtful one dates nothing."""

from __future__ import annotations

import pytest
from network_kit import day, m, on, p, past, say

from timeline.network.relations import Filter, Gap, In, Statement
from timeline.network.solution import Link
from timeline.network.solve import solve


def told(article: str, name: str, days: int) -> list[Statement]:
    """A happening so many days before its article, which names no day."""
    return [past(article, name), say(article, f"{days} days before {name}", 6, Gap(m(name), p(article), days, days))]


def known(name: str, when: str) -> Statement:
    return say("dated", name, 9, In(m(name), on(when)), kind="explicit")


def pair(event: str, score: float, radius: int = 3) -> list[Link]:
    return [Link(f"{of}.{event}", event, of, score=score, radius=radius) for of in ("undated", "dated")]


VOTE, FIRE, TALKS = (pair(name, 0.95) for name in ("vote", "fire", "talks"))
STORY = [
    *told("undated", "undated.vote", 1),
    *told("undated", "undated.fire", 4),
    *told("undated", "undated.talks", 2),
    known("dated.vote", "2030-05-09"),
    known("dated.fire", "2030-05-06"),
]


def test_what_two_identifications_agree_on_counts_and_a_third_one_yields() -> None:
    """The third is as sure as they are, and its mention claims no less."""
    wrong = known("dated.talks", "2030-07-20")
    for links in ([*VOTE, *FIRE, *TALKS], [*TALKS, *FIRE, *VOTE]):
        solution = solve([*STORY, wrong], links)
        assert solution.bounds(p("undated")) == (day("2030-05-10"), day("2030-05-10"))
        assert {aside.link.event for aside in solution.set_aside if aside.link} == {"talks"}


@pytest.mark.parametrize(
    ("score", "more", "others", "narrow"),
    [
        (0.95, [], [], True),
        (0.86, [], [], False),
        (0.86, [say("undated", "the 9th", 6, Filter(m("undated.vote"), month_day=9))], [], True),
        (0.86, [say("undated", "on Thursday", 6, Filter(m("undated.vote"), 3))], [], False),
        (0.86, [], FIRE, True),
        (0.86, [], pair("fire", 0.86), True),
    ],
)
def test_a_doubtful_identification_alone_dates_nothing(score, more, others, narrow) -> None:
    """Unless its own words agree with a day that few agree with by chance, or another identification bears it out."""
    solution = solve([*STORY, *more], [*pair("vote", score), *others])
    low, high = solution.bounds(p("undated"))
    assert (low == high == day("2030-05-10")) is narrow
    assert narrow or high is None


def test_where_an_article_states_its_date_nothing_is_left_out() -> None:
    stated = say("undated", "date", 10, In(p("undated"), on("2030-05-10")), kind="published")
    solution = solve([*STORY, stated], pair("vote", 0.86))
    assert solution.bounds(("start", "vote")) == (day("2030-05-09"), day("2030-05-09"))
    assert not solution.set_aside
