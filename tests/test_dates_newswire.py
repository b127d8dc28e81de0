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
    ("The third quarter was wet. The siege lasted nine months. Sales fell from $2 million a year ago.", "a year ago", "1993-Q3"),
]


@pytest.mark.parametrize(("text", "words", "value"), VALUES)
def test_value(text: str, words: str, value: str) -> None:
    found = {e.text: e for e in resolve(text, WEDNESDAY)}
    assert words in found
    assert found[words].value == value, found[words].why
