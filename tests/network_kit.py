"""Short names for writing statements by hand, and random stories with a known truth."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from timeline.network.relations import Day, Filter, Gap, In, Months, Node, Period, Relation, Runs, Statement
from timeline.network.runs import image, inverse
from timeline.network.solution import Link, Solution
from timeline.span import Granularity, add_months

WEEK, MONTH, YEAR = Granularity.WEEK, Granularity.MONTH, Granularity.YEAR
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def day(text: str) -> Day:
    return date.fromisoformat(text).toordinal()


def on(text: str, last: str | None = None) -> Runs:
    return ((day(text), day(last or text)),)


def p(article: str) -> Node:
    return ("published", article)


def m(name: str) -> Node:
    return ("mention", name)


def say(article: str, words: str, weight: int, *relations: Relation, tier: int = 1, kind: str = "") -> Statement:
    """A statement whose id is made of what it says."""
    return Statement(f"{article}:{words}:{relations}", relations, weight, tier, kind or words, article, 0, 0, words)


def dated(article: str, text: str) -> Statement:
    return say(article, "date", 10, In(p(article), on(text)), kind="published")


def past(article: str, name: str) -> Statement:
    return say(article, "was", 8, Gap(m(name), p(article), 0, None), kind="past")


def weekday(article: str, name: str, which: int, words: str = "on that day", low: int = 0, high: int = 6) -> Statement:
    return say(article, words, 6, Filter(m(name), which), Gap(m(name), p(article), low, high), kind="weekday")


def yearless(article: str, name: str, month: int, first: int, last: int | None = None) -> list[Statement]:
    """A month and day without a year, told in the past."""
    return [
        say(
            article,
            f"{first} of month {month}",
            8,
            Filter(m(name), None, (month, first), (month, last or first)),
            kind="month-day",
        ),
        say(article, f"{first}/{month} without a year", 7, Gap(m(name), p(article), 0, 364), kind="names no year"),
    ]


def this_week(article: str, name: str) -> Statement:
    return say(
        article, "earlier this week", 4, Period(p(article), m(name), WEEK, 0), Gap(m(name), p(article), 1, 8), kind="this week"
    )


def recently(article: str, name: str) -> Statement:
    return say(article, "recently", 2, Gap(m(name), p(article), 0, 31), tier=4, kind="recently")


def later(article: str, first: str, then: str, low: int, high: int | None, weight: int = 5) -> Statement:
    return say(article, f"{then} {low} days after {first}", weight, Gap(m(first), m(then), low, high), kind="event")


def link(name: str, event: str, article: str = "", **more: object) -> Link:
    """By default the article is what stands before the full stop in the mention's name."""
    return replace(Link(name, event, article or name.partition(".")[0]), **more)  # type: ignore[arg-type]


def shown(solution: Solution, node: Node, of: str = "likely") -> str:
    """The bounds of a node as text, such as '2023-07-20..2023-07-21' or '2023-07-20..'."""
    low, high = ("" if d is None else date.fromordinal(d).isoformat() for d in solution.bounds(node, of))  # type: ignore[arg-type]
    return low if low and low == high else f"{low}..{high}"


# ---- random stories --------------------------------------------------------------------------------------------------

TRUE_DAY = st.integers(day("2019-01-01"), day("2024-12-31"))


@dataclass(frozen=True)
class World:
    """Hidden days and statements that are true of them."""

    days: dict[Node, Day]
    statements: tuple[Statement, ...]


@st.composite
def worlds(draw: st.DrawFn, most: int = 14) -> World:
    days = {m(f"n{i}"): draw(TRUE_DAY) for i in range(draw(st.integers(2, 6)))}
    made = [draw(true_statement(days, i)) for i in range(draw(st.integers(1, most)))]
    return World(days, tuple(made))


@st.composite
def true_statement(draw: st.DrawFn, days: dict[Node, Day], number: int) -> Statement:
    x, y = draw(st.sampled_from(sorted(days))), draw(st.sampled_from(sorted(days)))
    a, b = days[x], days[y]
    before, after = draw(st.integers(0, 40)), draw(st.integers(0, 40))
    at, other = date.fromordinal(a), date.fromordinal(b)
    choices: list[Relation] = [
        In(x, ((a - before, a + after),)),
        In(x, ((a - 400, a - 390), (a - before, a + after))),
        Filter(x, at.weekday()),
        Filter(x, None, (at.month, at.day), (at.month, at.day)),
        Filter(x, None, (at.month, 1), (at.month, calendar.monthrange(at.year, at.month)[1])),
        Filter(x, month_day=at.day),
        Gap(x, y, b - a - before, b - a + after),
        Gap(x, y, b - a - before, None),
        Gap(x, y, None, b - a + after),
        Period(x, y, WEEK, ((b - 1) // 7 - (a - 1) // 7)),
        Period(x, y, MONTH, (other.year - at.year) * 12 + other.month - at.month),
        Period(x, y, YEAR, other.year - at.year),
    ]
    months = (other.year - at.year) * 12 + other.month - at.month
    if add_months(a, months) == b:
        choices.append(Months(x, y, months))
    relation = draw(st.sampled_from(choices))
    return Statement(f"s{number:02}", (relation,), draw(st.integers(1, 9)), 1, "made", "a", 0, 0, "")


def holds(relation: Relation, days: dict[Node, Day]) -> bool:
    """Whether a relation is true of an assignment, by its definition for single days."""
    x = days[relation.x]
    if isinstance(relation, In | Filter):
        return image(relation, ((x, x),)) != ()
    y = days[relation.y]
    allowed = image(relation, ((x, x),))
    assert contains(inverse(relation, ((y, y),)), x) == contains(allowed, y)
    return contains(allowed, y)


def contains(runs: Runs, wanted: Day) -> bool:
    return any(low <= wanted <= high for low, high in runs)


def within(inner: Runs, outer: Runs) -> bool:
    return all(any(a <= low and high <= b for a, b in outer) for low, high in inner)


def shifted(statements: Sequence[Statement], by: int) -> list[Statement]:
    """The same statements with every explicit day moved."""
    return [
        replace(
            s,
            relations=tuple(In(r.x, tuple((a + by, b + by) for a, b in r.runs)) if isinstance(r, In) else r for r in s.relations),
        )
        for s in statements
    ]
