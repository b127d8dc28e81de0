"""What agencies and business pages write: results compared with those of a year before, plans for a weekday, fronted months."""

from __future__ import annotations

import pytest

from timeline.dates import resolve

WEDNESDAY = "1994-11-02"

NINE = "Net fell in the third quarter. For the nine months, "
VALUES = [
    # the quarter reported, until the text adds up more than a quarter
    ("Profit rose in the third quarter to $5 million from $4 million a year earlier.", "a year earlier", "1993-Q3"),
    (NINE + "it earned $9 million, up from $7 million a year earlier.", "a year earlier", "1993"),
    (NINE + "sales were $90 million, against $80 million in the 1993 period.", "the 1993 period", "1993"),
    (NINE + "sales rose. The year-ago period had a charge.", "The year-ago period", "1993"),
    (NINE + "sales rose. It earned $4 million in the third quarter, up from $3 million a year ago.", "a year ago", "1993-Q3"),
    ("Exports rose 4% from the previous year.", "the previous year", "1993"),
    ("It opened in 1987. The year before, it had been sold.", "The year before", "1986"),
    ("The third quarter was wet. The siege lasted nine months. Sales fell from $2 million a year ago.", "a year ago", "1993-Q3"),
]


@pytest.mark.parametrize(("text", "words", "value"), VALUES)
def test_value(text: str, words: str, value: str) -> None:
    found = {e.text: e for e in resolve(text, WEDNESDAY)}
    assert words in found
    assert found[words].value == value, found[words].why


SIDES = [
    ("It will release third-quarter results in mid-November.", "third-quarter", "1994-Q3"),
    ("It will release first-quarter results next spring.", "first-quarter", "1995-Q1"),
    # the verb that governs the day, not another of its sentence
    ("There was no comment, but the prosecutor has scheduled a news conference Thursday.", "Thursday", "1994-11-03"),
    ("Protesters planned a large rally in the capital on Saturday.", "Saturday", "1994-11-05"),
    ("The team planned to leave Nairobi on Thursday.", "Thursday", "1994-11-03"),
    ("The envoys might arrive as early as Tuesday.", "Tuesday", "1994-11-08"),
    ("He would be free to leave as soon as Tuesday, his lawyer said.", "Tuesday", "1994-11-08"),
    ("She announced in the capital that he would be traveling north Thursday with his wife.", "Thursday", "1994-11-03"),
    ("The plan to cut taxes was rejected by voters on Tuesday.", "Tuesday", "1994-11-01"),
    ("Aides who will testify next month met on Tuesday.", "Tuesday", "1994-11-01"),
    ("A strike that was to have begun on Monday has been called off.", "Monday", "1994-11-07"),
    # the comma after a day that opens the sentence parts no clauses
    ("In January, the company brought in a new chief executive.", "January", "1994-01"),
    ("In January, a new chief executive will take over.", "January", "1995-01"),
    ("The talks are supposed to conclude by January.", "by January", "1995-01"),
]


@pytest.mark.parametrize(("text", "words", "value"), SIDES)
def test_side(text: str, words: str, value: str) -> None:
    found = {e.text: e for e in resolve(text, WEDNESDAY)}
    assert words in found or words.removeprefix("by ") in found
    expression = found.get(words) or found[words.removeprefix("by ")]
    assert expression.value == value, expression.why


FOUND = [
    ("It opened on or about Dec. 15, 1989, and closed by midyear.", ["Dec. 15, 1989", "midyear"]),
    ("It will stay until at least 1998, and he left the year before she did.", ["1998"]),
    ("The August attacks and the June war; The March figures rose.", ["August", "June", "March"]),
    ("The March drew thousands. The march ended.", []),
    ("He was soon released. The storm soon became a hurricane.", []),
    ("They will soon vote.", ["soon"]),
    ("The third-quarter results beat the fiscal second-quarter ones.", ["third-quarter", "fiscal second-quarter"]),
    ("He was freed on Tuesday and appeared in court the next morning.", ["Tuesday", "the next morning"]),
    ("The year-earlier results were restated.", ["year-earlier"]),
    ('They spoke on "60 Minutes" for 60 minutes.', ["60 minutes"]),
    ("Three quarters of the fleet and three-quarters of the staff were idle.", []),
    ("The year's worst storm came in the last days of the month.", ["The year", "the last days", "the month"]),
    ("In the weeks leading up to the vote the minutes of the days of glory were read.", ["the weeks"]),
    ("Sales rose through the first nine months of the year.", ["the first nine months of the year"]),
    ("A week after the 25th anniversary, he left.", ["A week after the 25th anniversary"]),
    ("For the year, volume was flat. For the week, it rose. The player of the year left.", ["the year", "the week"]),
    ("He scored twice in the second half and once in the first half.", []),
    ("Sales rose in the first half and should grow in the second half.", ["the first half", "the second half"]),
    ("After several quarters of losses came the final days of the firm.", ["several quarters", "the final days"]),
]


@pytest.mark.parametrize(("text", "words"), FOUND)
def test_found(text: str, words: list[str]) -> None:
    assert [e.text for e in resolve(text, WEDNESDAY)] == words


def test_the_year_before_is_counted_once() -> None:
    text = "Sales fell from the year-ago period. In the same quarter last year profit doubled."
    assert [e.value for e in resolve(text, WEDNESDAY)] == ["1993-Q3", "1993-Q3"]


ORDERS = [
    ("LONDON (Newswire) - The loan is due on 03/04/1995, a bank told reporters.", "1995-04-03"),
    ("New York, Tuesday - The loan is due on 03/04/1995, a bank told reporters.", "1995-03-04"),
    ("LONDON (Newswire) - The labor center is to open on 03/04/1995.", "1995-03-04"),
]


@pytest.mark.parametrize(("text", "value"), ORDERS)
def test_order_of_a_dispatch(text: str, value: str) -> None:
    assert value in [e.value for e in resolve(text, WEDNESDAY)]
