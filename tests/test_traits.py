"""What a mention tells of its happening beside who, when and where."""

from __future__ import annotations

import pytest

from timeline.events.parser import parse
from timeline.events.traits import traits


@pytest.mark.parametrize(
    ("sentence", "trigger", "days"),
    [
        ("The first 48-hour walkout begins on Monday.", "walkout", 2),
        ("Five-day strike", "strike", 5),
        ("Today is the third day of our five-day stoppage.", "stoppage", 5),
        ("The deal came after two days of secret talks in Vienna.", "talks", 2),
        ("It has been three days since talks began.", "talks", None),
        ("They met on the third day of talks.", "talks", None),
        ("The two weeks before the strike were calm.", "strike", None),
    ],
)
def test_a_length_is_told_right_before_the_noun(sentence: str, trigger: str, days: int | None) -> None:
    assert traits(_token(sentence, trigger), ()).days == days


@pytest.mark.parametrize(
    ("sentence", "trigger", "numbers"),
    [
        ("Donors pledged $640 million to the town.", "pledged", ("640000000",)),
        ("Some 1,200 dockers walked out over rosters.", "walked", ("1200",)),
        ("The group agreed to buy its rival for £1.8bn.", "buy", ("1800000000",)),
        ("Two men were arrested.", "arrested", ()),
    ],
)
def test_amounts_are_told_in_one_form(sentence: str, trigger: str, numbers: tuple[str, ...]) -> None:
    assert traits(_token(sentence, trigger), ()).numbers == numbers


def test_parts_of_a_date_are_no_numbers() -> None:
    token = _token("On 12 May dockers walked out.", "walked")
    assert traits(token, ()).numbers == ("12",)
    assert traits(token, (1, 2)).numbers == ()


@pytest.mark.parametrize(
    ("sentence", "trigger", "definite"),
    [
        ("The strike ended.", "strike", True),
        ("This agreement is void.", "agreement", True),
        ("A strike began.", "strike", False),
        ("The ministers signed it.", "signed", False),
    ],
)
def test_only_a_noun_with_the_points_back(sentence: str, trigger: str, definite: bool) -> None:
    assert traits(_token(sentence, trigger), ()).definite is definite


@pytest.mark.parametrize(
    ("sentence", "trigger", "word"),
    [
        ("The court rejected an appeal by the port.", "rejected", "appeal"),
        ("A contract was signed in Bergen.", "signed", "contract"),
        ("Talks on fishing quotas opened.", "Talks", "quota"),
    ],
)
def test_it_is_about_what_is_done_to(sentence: str, trigger: str, word: str) -> None:
    assert word in traits(_token(sentence, trigger), ()).about


def _token(sentence: str, word: str):  # type: ignore[no-untyped-def]
    (doc,) = parse([(sentence, 0)])
    return next(token for token in doc if token.text == word)
