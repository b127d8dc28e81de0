"""Texts that were wrapped by hand have whole sentences; lists, verse, tables and headings keep their lines."""

# ruff: noqa: E501  (a text on one line is easier to compare)

from __future__ import annotations

import ingest_kit as kit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.ingest import read
from timeline.ingest.wrapped import joined, unwrap
from timeline.model import Article
from timeline.text import sentences

LONG = (
    "The two ministers, who had not spoken to each other for the best part of three years, signed the treaty on the evening of 20 "
    "July 2023 after talks that lasted for three days.\n\nOpposition parties called the accord a surrender, and announced that "
    "they would vote against it on the second Thursday of next month. Farmers on both banks of the river had waited for it."
)


@pytest.mark.parametrize("width", [50, 60, 65, 72, 76, 80, 98])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_wrapped_paragraphs_become_whole(width: int, end: str) -> None:
    raw = end.join(kit.wrapped(LONG, width))
    text = unwrap(raw)
    assert len(text) == len(raw)
    assert " ".join(text.split()) == " ".join(LONG.split())
    assert len([line for line in text.replace("\r", "").split("\n") if line.strip()]) == 2
    assert len(list(sentences(text))) == 3


def test_offsets_in_the_file_hold() -> None:
    raw = "title: A treaty\ndate: 2023-07-23\n\n" + "\n".join(kit.wrapped(LONG, 72)) + "\n"
    (article,) = read(["-"], stdin=raw.encode())
    assert isinstance(article, Article)
    at = len(raw) - len(raw[raw.index("The two") :])
    file = raw[at : at + len(article.text)]
    assert [a for a, b in zip(file, article.text, strict=True) if a != b] == ["\n"] * (file.count("\n") - 2)
    assert article.text.replace("\n", " ") == file.replace("\n", " ")


KEPT = {
    "bullets": "- 3 May: the talks begin in the harbour town, with a mediator\n- 5 May: the talks end without a deal\n- 9 May: they are taken up again",
    "numbers": "1. The treaty is signed by both of the ministers in the harbour\n2. It is sent to the two parliaments\n3. It enters into force",
    "verse": "The harbour lay in silver light,\nThe ships were gone to sea,\nAnd nobody came home that night\nBut one, and that was he.",
    "headings": "A treaty at last\n\nThe two ministers signed the treaty on Thursday evening.\n\nWhat comes next\n\nThe parliaments vote.",
    "short paragraphs": "It rained on Monday in the valley.\nNobody came to the meeting.\nThe mayor left early.\nThe band played on.",
    "chronology": "3 May 2023  talks begin in the old harbour town of Larkhill\n5 May 2023  talks end\n9 May 2023  a mediator is named by the king",
    "table": "Larkhill      1,200    3,400\nMarrow        2,300      900\nVessa           400      120\nBelgara       9,000    1,000",
    "long lines": "\n".join(
        ["The two ministers signed the treaty on Thursday evening after three days of talks in the old harbour, they said."] * 3
    ),
    "one line": "It rained.",
    "quoted mail": "> The two ministers signed the treaty on Thursday evening after\n> three days of talks in the old harbour and went home.\n> They said so.",
}


@pytest.mark.parametrize("name", KEPT)
def test_lines_that_mean_something_are_kept(name: str) -> None:
    assert unwrap(KEPT[name]) == KEPT[name]


def test_a_list_inside_a_wrapped_text_keeps_its_lines() -> None:
    listed = (
        "\n".join(kit.wrapped(LONG, 72))
        + "\n\n- 3 May: the talks begin, and a mediator is named by the king, who says\n  nothing\n- 5 May: they end"
    )
    text = unwrap(listed)
    assert "says   nothing\n- 5 May: they end" in text
    assert "\n\n- 3 May" in text


@given(st.text(alphabet=st.sampled_from("ab .\n-\r\t1"), max_size=400))
def test_only_line_breaks_change_and_only_into_spaces(raw: str) -> None:
    text = unwrap(raw)
    assert len(text) == len(raw)
    assert all(a == b or (a in "\r\n" and b == " ") for a, b in zip(raw, text, strict=True))


@given(st.text(alphabet=st.sampled_from("ab .\n-1"), max_size=400))
def test_joined_lines_lose_no_letter(raw: str) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in text if char in "ab1."]

    assert letters(joined(raw)) == letters(raw)


@pytest.mark.parametrize(
    ("raw", "paragraphs"),
    [
        ("The two ministers signed the treaty on Thurs-\nday evening after three days of talks in the\nold harbour.\nOpposition parties called it a surrender.", 2),
        ("TREATY SIGNED\nThe two ministers signed the treaty on Monday\nand went home.", 2),
        ("First point\n- one thing that is said here at some length\n- another thing", 3),
    ],
)  # fmt: skip
def test_lines_of_a_page_layout(raw: str, paragraphs: int) -> None:
    assert len(joined(raw).split("\n\n")) == paragraphs
