"""Classes of expressions by invented sentences: each row is a text, the words, and the value on its day."""

from __future__ import annotations

import pytest

from timeline import resolve

MONDAY = "2008-11-10"
"""The day on which every text is printed, where its row names no other."""

ROWS = [
    # a clock time whose day stands behind a bracket
    ("It went off at 10.40 a.m. (0740 GMT) Friday, near a market.", "10.40 a.m.", "2008-11-07T10:40"),
    ("It went off at 10.40 a.m. (0740 GMT) Friday, near a market.", "0740 GMT", "2008-11-07T07:40"),
    ("The boat will leave at 4 in the morning (4 a.m. EDT Thursday), he said.", "4 in the morning", "2008-11-13T04:00"),
    # an event with its own date, and a date with an event in apposition
    ("She quit four days after the report was handed in on March 20.", "four days after the report was handed", "2008-03-24"),
    ("He left two days after the vote on Tuesday.", "two days after the vote", "2008-11-06"),
    ("It fell from Oct. 12, the day before the crash, to Oct. 20.", "the day", "2008-10-12"),
    ("The bid came on June 3. Five weeks to the day after that, he sued.", "Five weeks to the day after that", "2008-07-08"),
    ("He wrote on the 15th of October, a Wednesday.", "the 15th of October", "2008-10-15"),
    ("A week from today they sit down again.", "A week from today", "2008-11-17"),
    ("It was on a Sunday in March that they left.", "Sunday in March", "2008-03"),
    ("One Friday in May 2006 they left.", "Friday in May 2006", "2006-05"),
    ("It met on July 1. The next day it rose. Three days after that it met again.", "Three days after that", "2008-07-05"),
    ("It met on July 1. Two days later it rose. The next day it left.", "The next day", "2008-07-04"),
    ("It met on July 3, and dined the night before. The next day it left.", "The next day", "2008-07-04"),
    ("He was told on the 15th of March, a Thursday.", "the 15th of March", "2007-03-15"),
    # "in" is a particle before a distance into the past
    ("The roof fell in a week ago today.", "a week ago today", "2008-11-03"),
    ("It caved in two days ago.", "two days ago", "2008-11-08"),
    # dates of a change, which are no range
    ("The offer was extended from Sept. 2 to Oct. 13.", "Sept. 2", "2008-09-02"),
    ("The offer was extended from Sept. 2 to Oct. 13.", "Oct. 13", "2008-10-13"),
    # lists, sets and rates
    ("Sales slowed in August and September.", "August and September", "2008-08/2008-09"),
    ("The shop is open every Tuesday and Thursday.", "every Tuesday and Thursday", "XXXX-WXX-2/XXXX-WXX-4"),
    ("It adds 10,000 jobs a month.", "a month", "P1M"),
    ("It slipped by six months in June 2005, and by seven months a year later.", "a year later", "2006-06"),
    ("The hotline answers 24/7.", "24/7", "P1D"),
    ("They met on the first Saturday of every month.", "the first Saturday of every month", "P1M"),
    ("It will cost $200m a year.", "a year", "P1Y"),
    ("It covered the months from December to June.", "December", "2007-12"),
    ("Two weeks later, on 22 September, the bank failed.", "Two weeks later", "2008-09-22"),
    ("It filed in the early morning hours of June 1, 2008.", "the early morning hours of June 1, 2008", "2008-06-01TMO"),
    # years, and days that go by their digits
    ("In 2007 a nurse was seized.", "2007", "2007"),
    ("It was the worst attack since 9/11.", "9/11", "2001-09-11"),
    ("The 7/7 bombings shook the city.", "7/7", "2005-07-07"),
    # the quarter that a report tells of, and what it compares with
    ("The bank will report third-quarter earnings next week.", "third-quarter", "2008-Q3"),
    ("Profit rose in the third quarter from the same period of the last year.", "the same period of the last year", "2007-Q3"),
    # the last full week, the new year, nights and minutes
    ("They spoke in the last full week of June.", "the last full week of June", "2008-W26"),
    ("The talks lasted for fifteen nights.", "fifteen nights", "P15D"),
    ("It stopped at ten minutes to eleven.", "ten minutes to eleven", "2008-11-10T10:50"),
    ("Talks resume in the new year.", "the new year", "2009"),
    # distances from a date that is too coarse to count from
    ("Chief since July, he had said two weeks earlier that all was well.", "two weeks earlier", "2008-10-27"),
    # next summer, from a day in the spring of a year, is that of the year after
    ("He will miss the Games next summer.", "next summer", "2009-SU"),
]
SIDES = [
    ("The court gave the family until 9 a.m. Tuesday to sign the papers.", "9 a.m. Tuesday", "2008-11-11T09:00"),
    ("Neither he nor his lawyer could be reached Wednesday at home.", "Wednesday", "2008-11-05"),
    ("Marchers planned a large protest in the old town on Saturday and were hoping for rain.", "Saturday", "2008-11-15"),
    ("On Tuesday, the league of the coastal towns plans to show a film that was made before the flood.", "Tuesday", "2008-11-11"),
    ("His bail plea is to be heard on Tuesday.", "Tuesday", "2008-11-11"),
    ("If he walks out on Wednesday, we walk out as well.", "Wednesday", "2008-11-12"),
    ("The winter timetable holds from Thursday.", "Thursday", "2008-11-13"),
    ("The helpers were supposed to come on the 7th, but snow shut the pass.", "the 7th", "2008-11-07"),
    ("The meeting set for Oct. 31, later put back to Nov. 20, will not take place.", "Oct. 31", "2008-10-31"),
    ("Nobody wants to go back to October 27.", "October 27", "2008-10-27"),
    ("Nobody has promised us a job past New Year's Day.", "New Year's Day", "2009-01-01"),
    ("Turn your clocks back one hour at 2 a.m. Sunday.", "2 a.m. Sunday", "2008-11-16T02:00"),
    ("Their union has called for a march in the square this Saturday.", "this Saturday", "2008-11-15"),
    ("The sitting set for Tuesday has been moved to 11 December.", "Tuesday", "2008-11-11"),
    ("It said that it would hear the appeal of the banned rider on 18 December.", "18 December", "2008-12-18"),
    ("The family sued the firm on the 31st.", "the 31st", "2008-10-31"),
    ("School board to vote on levy Thursday", "Thursday", "2008-11-13"),
    ("Hill Rovers v Town, Friday", "Friday", "2008-11-14"),
]
TRAPS = [
    "It was led by its president, Wes Friday. Friday, 58, runs the shop.",
    "Editing by May Osei.",
    "Additional reporting by Jan Low.",
    "She froze a racehorse called Friday Fish.",
    "See Sunday World for more.",
    "He works at the May & Sons shop.",
    "She lives in May Street.",
    "The working title is “November”.",
    "They met in the Square of the First of May.",
    "They queued at the Hall of 1848.",
    "It cut its forecast for the second time in as many months.",
    "They argued over the future of the mine.",
    "A score of 7/7.",
    "It holds a 12.45 percent stake.",
    "So said a carpenter, Friday Osei, who saw it.",
    "They gathered at the October Boiler Works.",
    "It was printed at the 1968 Press.",
    "It was founded as a coil-spring maker.",
]
KEPT = [
    ("On Friday Saint Anne Hospital shut.", "Friday"),
    ("It was, on Friday, Osei who spoke.", "Friday"),
    ("The October congress ended.", "October"),
    ("It opens in mid-spring.", "mid-spring"),
]
SCENE = "It is Saturday 11 October, and she opens the door. “They rang yesterday,” she says."


def value_of(text: str, words: str, day: str) -> str | None:
    """The value of the expression that a row is about; the words must be found as they are."""
    found = {e.text: e.value for e in resolve(text, day)}
    found |= {part.text: part.value for e in resolve(text, day) for part in e.parts if part.text not in found}
    return found[words]


@pytest.mark.parametrize(("text", "words", "value"), ROWS + SIDES, ids=[f"{words}-{value}" for _, words, value in ROWS + SIDES])
def test_value(text: str, words: str, value: str) -> None:
    assert value_of(text, words, MONDAY) == value


@pytest.mark.parametrize("text", TRAPS)
def test_no_time(text: str) -> None:
    assert [e.text for e in resolve(text, MONDAY)] == []


@pytest.mark.parametrize(("text", "words"), KEPT)
def test_a_time_beside_a_name(text: str, words: str) -> None:
    assert words in [e.text for e in resolve(text, MONDAY)]


def test_a_surname_does_not_hide_the_day() -> None:
    text = "Wes Friday spoke on Friday. Friday, 58, runs the shop."
    assert [(e.text, e.start) for e in resolve(text, MONDAY)] == [("Friday", 20)]


def test_next_summer_in_the_spring() -> None:
    assert value_of("He would miss the Games next summer.", "next summer", "2019-03-21") == "2020-SU"


def test_a_scene_in_the_present_is_the_day_of_what_is_said() -> None:
    assert value_of(SCENE, "yesterday", "2008-10-16") == "2008-10-10"


def test_on_the_saturday_is_the_one_after_the_day_spoken_of() -> None:
    assert value_of("He was told on 15 October. He should have said so on the Saturday.", "the Saturday", MONDAY) == "2008-10-18"


def test_the_heading_of_a_log_is_a_time() -> None:
    assert [e.value for e in resolve("[18.05] We begin.\n18.40\nWe go on.", MONDAY)] == ["2008-11-10T18:05", "2008-11-10T18:40"]


@pytest.mark.parametrize(
    "day", ["9999-12-31", "9999-12-30", "9990-06-01", "0001-01-01", "0001-01-08", "1582-10-15", "2000-02-29"]
)
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_no_day_is_too_far_off(day: str, language: str) -> None:
    texts = [
        *(text for text, _, _ in ROWS + SIDES),
        "Last week, next year and 4,000 years ago; the past three months, Easter, next weekend.",
    ]
    for text in texts:
        resolve(text, day, language)
    assert [str(e.span) for e in resolve("On 3 May 2019.", day, "en")] == ["2019-05-03"]
