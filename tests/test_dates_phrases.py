"""Phrases whose words belong together, and words around an expression that change what it says."""

from __future__ import annotations

import pytest

from timeline.dates import resolve

SUNDAY = "2023-07-23"

DATELINES = [  # text, expression, its day: only an absolute date after a place heads a dispatch
    (
        "Ministers retreated on fuel tax yesterday – after a row. They met on Monday.",
        "Monday",
        "2023-07-17",
    ),
    ("Strikers won on Tuesday - and they go back. They left on Thursday.", "Thursday", "2023-07-20"),
    ("Ministers quit yesterday – again. They sat on Saturday.", "Saturday", "2023-07-22"),
    ("Strikers won July 20 – at last. It was agreed yesterday.", "yesterday", "2023-07-22"),
    ("SARNIK, Belgara (Newswire) Saturday -- Troops came yesterday.", "yesterday", "2023-07-21"),
    ("RIO DE JANEIRO, July 20 (Newswire) — Talks ended yesterday.", "yesterday", "2023-07-19"),
    ("Paris, 20 July – Talks ended yesterday.", "yesterday", "2023-07-19"),
]


@pytest.mark.parametrize(("text", "words", "day"), DATELINES)
def test_dateline(text: str, words: str, day: str) -> None:
    found = {e.text: str(e.span) for e in resolve(text, SUNDAY)}
    assert found[words] == day


TOGETHER = [  # text, the one expression that its words make, its days or None
    ("A year ago today she was free.", "A year ago today", "2022-07-23"),
    ("Two weeks ago yesterday he fled.", "Two weeks ago yesterday", "2023-07-08"),
    ("It began a week ago on Tuesday.", "a week ago on Tuesday", "2023-07-11"),
    ("Ten years ago on Friday the bridge fell.", "Ten years ago on Friday", "2013-07-21"),
    ("It will open a week tomorrow.", "a week tomorrow", "2023-07-31"),
    ("It ended two years and three months ago.", "two years and three months ago", "2021-04-01..2021-05-01"),
    ("Sales rose in the 12 weeks to 7 October.", "the 12 weeks to 7 October", "2022-07-16..2022-10-08"),
    ("Profit fell in the year to March.", "the year to March", "2022-04-01..2023-04-01"),
    ("Growth will slow in the six months to June.", "the six months to June", "2024-01-01..2024-07-01"),
    ("It opens Sunday, August 20, noon.", "Sunday, August 20, noon", "2023-08-20"),
    ("It happened at about dawn.", "about dawn", "2023-07-23"),
    ("Nobody forgot the summer of '88.", "the summer of '88", "1988-06-01..1988-09-01"),
    ("It fell on the last weekend of February.", "the last weekend of February", "2023-02-25..2023-02-27"),
    ("It fell between 5pm and 7pm on Tuesday.", "5pm and 7pm on Tuesday", "2023-07-18"),
    ("It is open seven days a week.", "seven days a week", None),
    ("He was sworn in two days later.", "two days later", None),
    ("They fled the morning after the vote.", "the morning after the vote", None),
    ("It fell three months and two days from tomorrow.", "three months and two days", None),
]


@pytest.mark.parametrize(("text", "words", "days"), TOGETHER)
def test_words_make_one_expression(text: str, words: str, days: str | None) -> None:
    first = resolve(text, SUNDAY)[0]
    assert (first.text, first.span and str(first.span)) == (words, days)


CLAUSES = [  # text, the words that name the event
    ("nine days after its government and opposition signed the accord", "its government and opposition signed the accord"),
    ("Two weeks after Mr. Lowe and the board fell out, he resigned.", "Mr. Lowe and the board fell out"),
    ("He spoke two days after the vote and went home.", "the vote"),
    ("He spoke two days after the vote and the whole of his own family left.", "the vote"),
    ("It opened two days after floods and landslides in the north.", "floods"),
    ("He left a week after they met and the talks failed.", "they met"),
]


@pytest.mark.parametrize(("text", "words"), CLAUSES)
def test_words_of_the_event(text: str, words: str) -> None:
    found = resolve(text, SUNDAY)[0]
    assert found.anchor_start is not None
    assert text[found.anchor_start : found.anchor_end] == words


def test_compound_distance_keeps_whole_months() -> None:
    found = resolve("It fell on 1 February 2023. Three months and a day later it rose.", SUNDAY)[1]
    assert str(found.span) == "2023-05-02"
    assert "3 months and 1 day after" in found.why


def test_length_that_ends_with_a_date_keeps_its_two_parts() -> None:
    (found,) = resolve("In the nine months ended Sept. 30, 2021, it lost money.")
    assert [(part.text, part.type, part.value) for part in found.parts] == [
        ("the nine months", "DURATION", "P9M"),
        ("Sept. 30, 2021", "DATE", "2021-09-30"),
    ]


SIDES = [  # text, expression, days: which verb of the clause decides
    ("He said he would fly to Vennes on Friday.", "Friday", "2023-07-28"),
    ("The court said it would rule on Tuesday.", "Tuesday", "2023-07-25"),
    ("She could be freed on Saturday.", "Saturday", "2023-07-29"),
    ("He could be seen on Saturday in the town.", "Saturday", "2023-07-22"),
    ("She could not reach the town on Saturday.", "Saturday", "2023-07-22"),
    ("The man who would have led the bank died on Friday.", "Friday", "2023-07-21"),
    ("The Fed meets Tuesday.", "Tuesday", "2023-07-25"),
    ("The museum is shut Monday.", "Monday", "2023-07-24"),
    ("The museum was shut Monday.", "Monday", "2023-07-17"),
    ("The court is in recess Thursday.", "Thursday", "2023-07-27"),
    ("The mayor called for a ban Tuesday.", "Tuesday", "2023-07-18"),
    ("The mayor called for a march on Tuesday evening.", "Tuesday evening", "2023-07-25"),
    ("The two agreed to meet in Oslo on Tuesday.", "Tuesday", "2023-07-25"),
    ("The two agreed on Tuesday to meet in Oslo.", "Tuesday", "2023-07-18"),
    ("They were asked to comment on Tuesday.", "Tuesday", "2023-07-18"),
    ("Police urged people to avoid the old town on Tuesday.", "Tuesday", "2023-07-25"),
    ("Unions have called a strike for Tuesday.", "Tuesday", "2023-07-25"),
    ("The judge has set his trial for January 9.", "January 9", "2024-01-09"),
    ("She cut short a trip and is to chair the cabinet on Tuesday.", "Tuesday", "2023-07-25"),
    ("The ruling, originally expected by March 31, was delayed.", "March 31", "2023-03-31"),
    ("A visit planned for 17 to 19 March never took place.", "17 to 19 March", "2023-03-17..2023-03-20"),
    ("The match, originally planned for 2 August, will be played later.", "2 August", "2023-08-02"),
]


@pytest.mark.parametrize(("text", "words", "days"), SIDES)
def test_side_of_publication(text: str, words: str, days: str) -> None:
    found = {e.text: str(e.span) for e in resolve(text, SUNDAY)}
    assert found[words] == days


def test_a_date_that_only_names_a_thing_is_not_where_the_story_stands() -> None:
    text = "On July 14 the city released video of the July 5 shooting of a man.\n\nHis family had demanded it six days earlier."
    found = {e.text: str(e.span) for e in resolve(text, SUNDAY)}
    assert found["six days earlier"] == "2023-07-08"


UPPER = [  # text, modifier of its one expression
    ("He has no plans to step down before Christmas.", "BEFORE"),
    ("They should vote ahead of the weekend.", "BEFORE"),
    ("He will step down at Christmas.", None),
    ("He will step down two days before Christmas.", None),
    ("He must step down by Christmas.", "ON_OR_BEFORE"),
]


@pytest.mark.parametrize(("text", "mod"), UPPER)
def test_before_is_an_upper_bound(text: str, mod: str | None) -> None:
    assert [e.mod for e in resolve(text, SUNDAY)] == [mod]


NOT_TIMES = [
    "Call 020 7946 1984 for details.",
    "Visit 2012 Meridian Way for details.",
    "He lives at 1984 Oak Street.",
    "He told the Sunday World that it was over.",
]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_no_time_here(text: str) -> None:
    assert [e.text for e in resolve(text, SUNDAY)] == []


def test_order_is_told_only_of_digits_that_leave_it_open() -> None:
    whys = [e.why for e in resolve("Filed 09/14/2018, 04/03/2018, 5/5/2018 and June 7, 2018.")]
    assert ["read with" in why for why in whys] == [False, True, False, False]


def test_order_of_digits_follows_the_dates_in_words() -> None:
    british = "The fund paid $70m on 8 June. Wreaths were laid on 06/08/2018."
    american = "The fund paid $70m on June 8. Wreaths were laid on 06/08/2018."
    neither = "The fund paid $70m. Wreaths were laid on 06/08/2018."
    assert [str(resolve(text, "2018-10-01")[-1].span) for text in (british, american, neither)] == [
        "2018-08-06",
        "2018-06-08",
        "2018-06-08",
    ]
