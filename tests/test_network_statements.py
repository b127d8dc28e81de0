"""What the network hears of an article: the direction of a day without a year, plans, counted days, extents."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from network_kit import day, shown

from timeline.dates import annotate
from timeline.events import extract
from timeline.events.day_counts import day_count
from timeline.events.elapsed import elapsed
from timeline.model import Article, Basis, Publication, Reading
from timeline.network.relations import Gap
from timeline.network.solve import local
from timeline.span import Span

PATTERNS = tomllib.loads(files("timeline.events").joinpath("day_counts.toml").read_text("utf-8"))["pattern"]

ELAPSED = tomllib.loads(files("timeline.events").joinpath("elapsed.toml").read_text("utf-8"))["pattern"]


@pytest.mark.parametrize("example", [e for p in PATTERNS for e in p["yes"]])
def test_counted_days(example):
    sentence, _, expected = example.partition(" = ")
    number, thing = expected.split()
    at = sentence.index(thing)
    found = day_count(sentence, at, at + len(thing))
    assert found is not None
    assert found.nth == int(number)


@pytest.mark.parametrize("example", [e for p in PATTERNS for e in p["no"]])
def test_days_that_are_not_counted(example):
    for word in example.split():
        at = example.index(word)
        assert day_count(example, at, at + len(word)) is None


@pytest.mark.parametrize("example", [e for p in ELAPSED for e in p["yes"]])
def test_days_since_a_happening(example):
    sentence, _, expected = example.partition(" = ")
    days, thing = expected.split()
    at = sentence.index(thing)
    found = elapsed(sentence, at, at + len(thing))
    assert found is not None
    assert found.days == int(days)


@pytest.mark.parametrize("example", [e for p in ELAPSED for e in p["no"]])
def test_days_that_are_not_counted_from_a_day_near_the_report(example):
    for word in example.split():
        at = example.index(word)
        assert elapsed(example, at, at + len(word)) is None


def read(text: str, published: str | None = None) -> Reading:
    known = Publication(Span.of(published), Basis.STATED, "stated") if published else Publication()
    article = Article("a", text, published=known)
    (reading,) = extract([(article, annotate(article))])
    return reading


def days_of(reading: Reading, trigger: str) -> str:
    solution = local(reading.statements)
    (mention,) = [m for m in reading.mentions if m.trigger == trigger]
    return shown(solution, ("mention", mention.id))


def test_a_day_without_a_year_lies_on_the_side_of_its_mention_s_tense():
    reading = read("The pay agreement of 16 September stands.", "2015-10-08")
    assert days_of(reading, "agreement") == "2015-09-16"


def test_the_counted_day_tells_the_first():
    reading = read("Today is the third day of the strike.", "2018-09-26")
    assert days_of(reading, "strike") == "2018-09-24"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Tomorrow it will be a week since our convoy was ambushed.", "ambushed", "2018-09-20"),
        ("From tomorrow Jane Hollis takes over as president.", "takes over as", "2018-09-27"),
        ("Town-hall meeting: tomorrow, 8.15am, plate shop", "meeting", "2018-09-27"),
        ("On 18 September gunmen attacked a convoy outside the town.", "attacked", "2018-09-18"),
        ("The ruling came on Tuesday the 18th, and it was not close.", "ruling", "2018-09-18"),
    ],
)
def test_days_that_a_sentence_gives_in_other_ways(text, trigger, expected):
    assert days_of(read(text, "2018-09-26"), trigger) == expected


def test_a_notice_of_what_takes_place_does_not_say_that_it_is_past():
    reading = read("Sponsored walk: Sunday 5 November, 10am, Priory Park")
    assert {statement.kind for statement in reading.statements}.isdisjoint({"asserted", "planned"})


def test_today_is_not_the_day_of_what_began_weeks_ago():
    article = Article("a", "Hoy hace tres semanas que empezamos la huelga.", language="es",
                      published=Publication(Span.of("2024-05-10"), Basis.STATED, "stated"))  # fmt: skip
    (reading,) = extract([(article, annotate(article))])
    assert days_of(reading, "huelga") == "2024-04-19"


def test_a_range_tells_its_first_day():
    reading = read("The strike lasted from 24 to 28 September 2018.", "2018-10-17")
    assert days_of(reading, "strike") == "2018-09-24"


def test_a_plan_does_not_take_the_date_of_what_was_said():
    reading = read("To stop smugglers, the minister said on July 26, the army needs drones.")
    low, high = local(reading.statements).bounds(("published", "a"))
    assert (low, high) == (None, None)
    year = local([*reading.statements, *read("", "2023-08-01").statements])
    (said,) = [m for m in reading.mentions if m.trigger == "said"]
    assert year.bounds(("mention", said.id)) == (day("2023-07-26"), day("2023-07-26"))


def test_a_plan_of_the_past_does_not_make_the_article_older():
    reading = read("The strike that was to begin on 21 September is not coming back.")
    low, high = local([*reading.statements, *read("", "2015-10-08").statements]).bounds(("published", "a"))
    assert (low, high) == (day("2015-10-08"), day("2015-10-08"))
    assert not [s for s in reading.statements if s.kind == "planned"]


FRESH = [
    ("The chairman has resigned. He gave no reason.", True),
    ("The chairman has reportedly resigned.", True),
    ("The chairman resigned. He gave no reason.", False),
    ("The chairman has resigned on Monday. He gave no reason.", False),
    ("Nothing was said. " * 40 + "The chairman has resigned.", False),
]


@pytest.mark.parametrize(("text", "fresh"), FRESH)
def test_an_undated_lead_in_the_perfect_is_fresh_news(text, fresh):
    assert any(statement.kind == "fresh" for statement in read(text).statements) == fresh


@pytest.mark.parametrize(
    ("text", "kind", "likely"),
    [
        ("The minister resigned last night.", "night", (1, 1)),
        ("The minister resigned on Sunday.", "another day", (1, 6)),
    ],
)
def test_what_is_only_likely_says_so(text, kind, likely):
    reading = read(text)
    (said,) = [statement for statement in reading.statements if statement.kind == kind]
    assert said.tier == 4
    (between,) = [relation for relation in said.relations if isinstance(relation, Gap)]
    assert sorted((abs(between.lo or 0), abs(between.hi or 0))) == list(likely)


def test_in_a_dispatch_a_weekday_may_be_its_own_day():
    reading = read("OSTEND, March 3 (Wire) - The minister resigned on Thursday.")
    assert not any(statement.kind == "another day" for statement in reading.statements)
